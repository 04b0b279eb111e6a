"""Small synthetic reports whose every figure is known: the ground that checks are tested on."""

from collections.abc import Mapping
from dataclasses import replace

from extract.checks import check_report
from extract.checks.years import check_years
from extract.forms import field, form, sections
from extract.forms.layout import printed_table
from extract.reports.model import Agency, Cell, Finding, Origin, Report, Scope, State, Status
from extract.tables.values import read_value

NATURAL = {
    "req_new": 10,
    "req_carried_in": 2,
    "out_granted_full": 4,
    "out_granted_partial": 3,
    "out_unable_not_held": 2,
    "out_other_misc": 1,
    "out_other": 1,
    "out_total": 10,
    "req_carried_out": 2,
}
"""What natural persons asked for and got; nobody else asked. ``out_other`` is a row of the 2019 form only."""

DISPUTES = {"rev_upheld": 2, "rev_corrected": 1, "rev_total": 3, "lit_after_other": 1, "lit_after_total": 1}
PROACTIVE = {
    "pd_normdocs_issued": 4,
    "pd_normdocs_repealed": 1,
    "pd_normdocs_in_force": 30,
    "pd_licensing_decisions": 120,
    "pd_penalty_decisions": 45,
    "pd_coercion_decisions": 7,
    "pd_admin_fees_amount": 12.5,
}


def _cell(table: str, code: str, column: str | None, printed: object) -> Cell:
    if isinstance(printed, State):
        return Cell(table, code, column, printed)
    if isinstance(printed, str):
        read = read_value(printed, field(code).value_type)
        state = State.TEXT if read.state is State.UNREAD else read.state
        return Cell(table, code, column, state, raw=printed, value=read.value, note=read.note)
    return Cell(table, code, column, State.NUMBER, raw=str(printed), value=printed)


def figures(form_id: str = "t2021") -> dict[str, object]:
    """The printed figures of the sample by cell key."""
    printed: dict[str, object] = {}
    for table, known in (("table2", PROACTIVE), ("table4", DISPUTES)):
        printed |= {code: known.get(code, 0) for code, _ in form(form_id).tables[table].cells()}
    for code, column in form(form_id).tables["table3"].cells():
        printed[f"{code}.{column}"] = NATURAL.get(code, 0) if column in ("natural_person", "total") else 0
    return printed


def a_report(
    changed: Mapping[str, object] = {},
    *,
    form_id: str = "t2021",
    year: int | None = 2024,
    **known: object,
) -> Report:
    """The sample as a report; ``changed`` gives other figures or states by cell key, None leaves a cell out."""
    printed = figures(form_id) | dict(changed)
    cells = []
    for table in ("table2", "table3", "table4"):
        for code, column in form(form_id).tables[table].cells():
            value = printed[code if column is None else f"{code}.{column}"]
            if value is not None:
                cells.append(_cell(table, code, column, value))
    report = Report(
        source=Origin(path="sample"),
        status=Status.COMPLETE,
        year=year,
        scope=Scope.ORGAN_ONLY,
        agency=Agency(
            id="000000-yangben", name="样本局", name_as_published="样本局", level="county", kind="other"
        ),
        form={"table2": form_id, "table3": form_id, "table4": form_id, "statistics": None},
        cells=tuple(cells),
        sections=dict(TEXT),
    )
    return replace(report, **known)


def findings(report: Report, check: str, status: str | None = None) -> list[Finding]:
    """The findings of one check on a report."""
    return [f for f in check_report(report) if f.id == check and status in (None, f.status)]


def across(earlier: Report, later: Report, check: str, status: str | None = None) -> list[Finding]:
    """The findings of one check on two years of a body."""
    found = check_years([earlier, later])
    return [f for _, f in found if f.id == check and status in (None, f.status)]


TEXT = {
    "1": (
        "本局全年主动公开信息三百余条，办理依申请公开件均按期答复。健全信息管理与发布审核机制，"
        "做好网站和公众号平台维护，落实监督考核与业务培训。"
    ),
    "2": "见表。",
    "3": "见表。",
    "4": "见表。",
    "5": (
        "一是解读材料偏少，图表类解读不多，企业反映看不懂专业条款；二是个别科室报送信息不够及时，"
        "食堂采购结果晚了两周才上网。今后将逐月通报报送情况，请业务骨干给新同事讲课，并把常见问题做成问答手册。"
    ),
    "6": "本年未收取信息处理费。",
}
"""Sections written for the tests."""


BODY = "样河县财政局"


def draft_html(report: Report, body: str = BODY) -> bytes:
    """A report as a web page in the layout of the form: what an official might drop on the self-check."""
    cells = {c.key: c for c in report.cells}
    title = f"{body}{report.year}年政府信息公开工作年度报告"
    parts = [f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>"]
    for section in sections():
        parts.append(f"<h2>{section.heading_zh}</h2>")
        table = {2: "table2", 3: "table3", 4: "table4"}.get(section.order)
        if table is None:
            parts.append(f"<p>{report.sections.get(str(section.order), '')}</p>")
            continue
        parts.append("<table>")
        for row in printed_table(report.form[table], table).rows():
            parts.append("<tr>")
            for cell in row:
                text = cell.text if cell.key is None else cells[cell.key].raw
                parts.append(f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{text}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()
