"""The statistical tables of the years before 2019, with the running totals that some provinces print beside the year."""

from random import Random

from benchmarks.generator.truth import TruthCell
from extract.forms import Field, form
from extract.forms.layout import PrintedCell, PrintedTable

FORMS = ("t2014", "t2014_fujian", "t2011_fujian")
HEADS = {
    "s14_pd_items_total": "一、主动公开情况",
    "s14_resp_hot_topics": "二、回应解读情况",
    "s14_req_received": "三、依申请公开情况",
    "s14_units": "八、机构建设和保障经费情况",
    "s14_meetings": "九、政府信息公开会议和培训情况",
}
_COLUMN_WORDS = {"annual": ("统计数", "年度", "本年度数"), "cumulative": ("历年累计",)}


def years(form_id: str) -> range:
    """The report years of the form."""
    found = form(form_id)
    return range(found.first_year, (found.last_year or found.first_year) + 1)


def values(rng: Random, form_id: str, size: float, places: int) -> dict[str, int | float]:
    """Random figures by cell key; a running total is never smaller than the year's."""
    found: dict[str, int | float] = {}
    for entry in form(form_id).tables["statistics"].entered:
        annual = rng.randint(0, int(size) * 3 + 2) if rng.random() < 0.6 else 0
        figure: int | float = round(annual * 1.23, places) if entry.value_type == "amount" else annual
        found[f"{entry.code}.annual"] = figure
        found[f"{entry.code}.cumulative"] = figure + rng.randint(1, 40)
    keys = {f"{code}.{column}" for code, column in form(form_id).tables["statistics"].cells()}
    return {key: value for key, value in found.items() if key in keys}


def table(rng: Random, form_id: str, cells: dict[str, TruthCell]) -> PrintedTable:
    """The table as printed: indicator, unit, and a column for the year, then the running total where there is one."""
    drawn = form(form_id).tables["statistics"]
    columns = [c for c in drawn.columns if c is not None]
    heads = ["统计指标" if form_id == "t2014" else "指标名称", "单位" if form_id == "t2014" else "计量单位"]
    heads += [rng.choice(_COLUMN_WORDS[c]) for c in columns]
    printed = [PrintedCell(0, n, text=text, head=True) for n, text in enumerate(heads)]
    row, group = 1, ""
    for entry in drawn.entered:
        *before, label = entry.label_zh.split(" / ")
        for line in _headings(entry, before, group):
            printed += [PrintedCell(row, 0, text=line), *(PrintedCell(row, n) for n in range(1, len(heads)))]
            row += 1
        group = before[0] if before else ""
        printed += [PrintedCell(row, 0, text=label), PrintedCell(row, 1, text=entry.unit)]
        printed += [
            PrintedCell(row, 2 + n, text=cells[f"{entry.code}.{c}"].raw, code=entry.code, column=c)
            for n, c in enumerate(columns)
        ]
        row += 1
    return PrintedTable(tuple(printed), row, len(heads))


def _headings(entry: Field, before: list[str], group: str) -> list[str]:
    """The lines without figures above an indicator."""
    lines = [HEADS[entry.code]] if entry.code in HEADS else []
    if before and before[0].endswith("情况") and before[0] != group:
        lines.append(before[0])
    return lines
