"""自查: a draft report checked before it is published. What is offered lives in this session's memory only.

The checks themselves are ``extract.checks.selfcheck``; this module asks for the draft, shows what was
read in the form's own layout with every figure editable, and says what does not agree.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import island, pieces, private_reading
from dashboard.agency_quality import totals
from dashboard.form_tables import in_frame, label
from dashboard.frame import Frame
from dashboard.side_by_side import aligned_table
from dashboard.text import Text
from extract.checks.catalogue import SEVERITIES
from extract.checks.selfcheck import (
    NotChecked,
    SelfCheck,
    as_source,
    printed_forms,
    repeated_sentence,
    self_check,
    self_check_cells,
)
from extract.checks.selfcheck_output import report_docx, tables_xlsx
from extract.checks.sheet import cell_label
from extract.checks.structure import expected_keys
from extract.checks.suspects import Suspect
from extract.documents import ocr
from extract.documents.model import Source
from extract.documents.refusals import CODES
from extract.forms import forms
from extract.forms.layout import printed_table
from extract.reports.model import Finding, Report, State, Status

STATE, ROUND = "selfcheck", "selfcheck_round"
"""Where this session's drafts are kept, by way; and how often they were cleared, which names the widgets anew."""
UPLOAD, FILL = "upload", "fill"
"""The two ways to give figures: a file, or typed into the empty form."""
FILLED_FORM = "t2021"
"""The form that figures are typed into."""
MARKS = ("fail", "part", "odd", "unread", "blank")
"""The marks of cells, the gravest first."""
FIRST_YEAR, LAST_YEAR = 2021, 2099
"""Report years that may be typed: those of that form."""

_SHEET_JS = """
// The figures stay as the reader typed them; only the marks change from run to run.
export default function ({ data, parentElement, setTriggerValue }) {
  const host = islandIn(parentElement)
  if (host.dataset.sheet !== data.sheet) {
    host.innerHTML = data.html
    host.dataset.sheet = data.sheet
  }
  host.querySelectorAll("input[data-key]").forEach((input) => {
    const mark = data.marks[input.dataset.key] || ""
    input.closest("td").className = "figure edit " + mark
    input.closest("td").title = mark ? data.words[mark] : ""
    input.setAttribute("aria-invalid", mark === "fail")
  })
  host.onchange = (event) => {
    const input = event.target.closest("input[data-key]")
    if (input) setTriggerValue("edited", JSON.stringify([input.dataset.key, input.value]))
  }
}
"""
_PRINT_JS = """
export default function ({ data, parentElement }) {
  parentElement.innerHTML = '<button type="button" class="quiet"></button>'
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => window.print()
}
"""
_sheet = st.components.v2.component("selfcheck_sheet", js=island.HOST_JS + _SHEET_JS, isolate_styles=False)
_print = st.components.v2.component("selfcheck_print", js=_PRINT_JS, isolate_styles=False)


@dataclass(slots=True)
class Draft:
    """One draft of this session: the result as read, the figures and the year as typed, the result for those."""

    sheet: str
    base: SelfCheck
    year: int | None = None
    earlier: Report | None = None
    typed: dict[str, str] = field(default_factory=dict)
    filled: bool = False
    now: SelfCheck | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the figures are typed into the empty form, and no file was read."""
        return self.sheet.partition("-")[0] == FILL

    @property
    def result(self) -> SelfCheck:
        """The result for the figures as they stand."""
        return self.now or self.base

    @property
    def forms(self) -> dict[str, str]:
        """The form of each table."""
        return printed_forms(self.base.report)

    @property
    def empty(self) -> list[str]:
        """The cells in which nothing stands."""
        return [
            key
            for table, form_id in self.forms.items()
            for key in expected_keys(form_id, table)
            if not self.typed.get(key, "").strip()
        ]

    def fill(self) -> None:
        """Put 0 into every empty cell: the official says so, the program never does."""
        self.typed |= dict.fromkeys(self.empty, "0")
        self.filled = True
        self.check()

    def check(self) -> None:
        """Check the figures as they now stand."""
        self.now = self_check_cells(
            self.typed,
            self.forms,
            year=self.year,
            base=self.base.report,
            earlier=self.earlier,
            filename=self.base.filename,
        )


def forget() -> None:
    """Drop the drafts of this session and the files it uploaded."""
    if st.session_state.pop(STATE, None) is None:
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _drafts() -> dict[str, Draft]:
    return st.session_state.setdefault(STATE, {})


def _key(name: str) -> str:
    """The key of a widget whose content goes when everything is cleared."""
    return f"selfcheck_{name}_{st.session_state.get(ROUND, 0)}"


def draw(frame: Frame) -> None:
    """The page."""
    t = frame.t
    private_reading.warm()
    st.html(f'<p class="note">{escape(t("selfcheck.private"))}</p>')
    way = st.segmented_control(
        t("selfcheck.way"),
        [UPLOAD, FILL],
        format_func=lambda code: t(f"selfcheck.way_{code}"),
        default=UPLOAD,
        required=True,
        key=_key("way"),
        label_visibility="collapsed",
    )
    if way == UPLOAD:
        _upload(t)
    else:
        _fill(t)
    draft = _drafts().get(str(way))
    if draft is None:
        return
    result = draft.result
    if result.refused:
        _refused(result, t)
        return
    if way == FILL and not draft.typed:
        _figures(draft, t)
        return
    _summary(draft, t)
    _wrong(result, t)
    _figures(draft, t)
    _listing(t("selfcheck.missing"), [t.pick(*one) for one in result.missing])
    _repeated(result, t)
    _not_checked(result, t)
    _take_away(result, t)


def _last_year(t: Text) -> UploadedFile | None:
    """The box for last year's report."""
    return st.file_uploader(t("selfcheck.last_year"), key=_key("last"))


def _upload(t: Text) -> None:
    """Two files: the draft, and last year's report if the official has it."""
    name = _key("draft")

    def taken() -> None:
        if st.session_state[name] is None:
            _drafts().pop(UPLOAD, None)

    left, right = st.columns(2)
    with left:
        file = st.file_uploader(t("selfcheck.draft"), key=name, on_change=taken)
    with right:
        before = _last_year(t)
    known = _drafts().get(UPLOAD)
    if file is None:
        pictures = t("selfcheck.pictures" if ocr.is_installed() else "selfcheck.no_pictures")
        formats = t("selfcheck.formats", pictures=pictures)
        words = formats if known is None else t("selfcheck.still", name=known.base.filename)
        pieces.small(words)
        return
    sheet = f"{file.file_id}-{before.file_id if before else ''}"
    if known is not None and known.sheet == sheet:
        return
    seen: list[Report] = []

    def read(source: Source) -> Sequence[Report]:
        reports = private_reading.read(source)
        seen.append(reports[0])
        return reports

    with st.spinner(t("selfcheck.reading")):
        result = self_check(
            file.getvalue(),
            file.name,
            before.getvalue() if before else None,
            before.name if before else "",
            read=read,
        )
    earlier = seen[1] if len(seen) > 1 and seen[1].status is not Status.REFUSED else None
    _drafts()[UPLOAD] = Draft(sheet, result, result.report.year, earlier, _typed(result.report))


def _fill(t: Text) -> None:
    """The year, last year's report, and the three tables of the form, empty, to be typed in."""
    draft = _drafts().get(FILL)
    if draft is None:
        newest = forms()[FILLED_FORM]
        blank = self_check_cells({}, dict.fromkeys(newest.tables, FILLED_FORM), year=None)
        draft = _drafts()[FILL] = Draft(FILL, blank)
    left, right = st.columns(2)
    with left:
        _year(draft, t)
    with right:
        before = _last_year(t)
    sheet = f"{FILL}-{before.file_id if before else ''}"
    if draft.sheet == sheet:
        return
    draft.sheet, draft.earlier = sheet, None
    if before is not None:
        with st.spinner(t("selfcheck.reading")):
            earlier = private_reading.read(as_source(before.getvalue(), before.name))[0]
        if earlier.status is Status.REFUSED:
            why = f"{t('selfcheck.not_read', name=before.name)} {_why_refused(earlier, t)}"
            st.html(f'<p class="note" role="alert">{escape(why)}</p>')
        else:
            draft.earlier = earlier
    if draft.typed:
        draft.check()


def _year(draft: Draft, t: Text) -> None:
    """The report year, where the file did not say it or there is none: some checks depend on it."""
    name = _key("year")

    def taken() -> None:
        draft.year = st.session_state[name]
        draft.check()

    st.number_input(
        t("selfcheck.year_typed"),
        FIRST_YEAR,
        LAST_YEAR,
        value=draft.year,
        step=1,
        key=name,
        placeholder=t("selfcheck.year_hint"),
        on_change=taken,
    )


def _typed(report: Report) -> dict[str, str]:
    """What stands in each cell that was read; a cell that was not read stays empty for the official to fill."""
    return {
        cell.key: cell.raw or ("" if cell.value is None else f"{cell.value:g}")
        for cell in report.cells
        if cell.state is not State.UNREAD
    }


def _why_refused(report: Report, t: Text) -> str:
    """Why a file was not read, and what to do, in the reader's language."""
    code = CODES.get(report.refusal_code or "")
    return t.pick(code.zh, code.en) if code else t("selfcheck.refused")


def _refused(result: SelfCheck, t: Text) -> None:
    """The file was not read: why, and what to do."""
    st.html(
        f'<div class="verdict bad" role="alert"><p>{escape(t("selfcheck.not_read", name=result.filename))}</p>'
        f"<p>{escape(_why_refused(result.report, t))}</p><p>{escape(t('selfcheck.then_fill'))}</p></div>"
    )


def _summary(draft: Draft, t: Text) -> None:
    """What the file was taken for, and the verdict in one sentence."""
    result = draft.result
    report = result.report
    failed = [f for f in result.failures if f.severity == "error" and f.audience == "publisher"]
    odd = [*(f for f in result.failures if f.severity == "warning"), *_of_blanks(result)]
    unread = sum(cell.state is State.UNREAD for cell in report.cells)
    verdict = (
        t("selfcheck.verdict_none")
        if not failed and not odd
        else t("selfcheck.verdict", failed=len(failed), odd=len(odd))
    )
    facts = [(t("selfcheck.file"), result.filename)] if result.filename else []
    if not draft.is_typed:
        facts += [
            (t("selfcheck.body"), report.agency.name_as_published or t("selfcheck.unknown")),
            (t("selfcheck.year"), str(report.year or t("selfcheck.unknown"))),
        ]
    facts.append(
        (
            t("selfcheck.cells"),
            t("selfcheck.cells_read", read=len(report.cells) - unread, all=len(report.cells)),
        )
    )
    lost = [t.pick(*one) for one in result.lost_tables]
    verdict = ("" if t.language == "zh" else " ").join([*lost, verdict])
    kind = "bad" if failed or lost else "odd" if odd or unread else "good"
    aside = t("selfcheck.not_checked_lead", n=len(result.not_checked))
    st.html(
        f'<div class="verdict {kind}" role="status"><p>{escape(verdict)}</p><p>{escape(aside)}</p></div>'
        + pieces.facts([(name, escape(value)) for name, value in facts])
    )
    if draft.base.report.year is None and not draft.is_typed:
        _year(draft, t)
    for words in dict.fromkeys((*draft.base.warnings, *result.warnings)):
        pieces.note(t.pick(*words))
    if unread:
        pieces.note(t("selfcheck.unread", n=unread))


def _wrong(result: SelfCheck, t: Text) -> None:
    """Each failure in words with its two numbers and the way to its cells; those of one possible slip together."""
    if not result.failures and not result.suspects:
        return
    st.header(t("selfcheck.wrong"), anchor="wrong")
    of_slip = {_mark(finding): place for place, one in enumerate(result.suspects) for finding in one.explains}
    last = len(result.suspects)
    ordered = sorted(
        result.failures, key=lambda f: (SEVERITIES.index(f.severity), of_slip.get(_mark(f), last))
    )
    items = []
    for place, finding in enumerate(ordered):
        slip = of_slip.get(_mark(finding))
        after = of_slip.get(_mark(ordered[place + 1])) if place + 1 < len(ordered) else None
        hint = ""
        if slip is not None and slip != after:
            hint = f'<span class="maybe">{_slip(result.suspects[slip], t)}</span>'
        items.append(
            f'<li class="{finding.severity}"><strong>{escape(t(f"selfcheck.severity_{finding.gravity}"))}</strong> '
            f"{escape(t.pick(finding.message_zh, finding.message_en))}"
            f' <span class="check">{escape(finding.id)}</span>{hint}</li>'
        )
    odd = escape(t("selfcheck.severity_warning"))
    items += [
        f'<li class="warning"><strong>{odd}</strong> {_slip(one, t)}</li>' for one in _of_blanks(result)
    ]
    st.html(f'<ul class="findings selfcheck">{"".join(items)}</ul>')


def _of_blanks(result: SelfCheck) -> list[Suspect]:
    """The possible slips that no failure tells of: a sum with a blank is not judged, and yet 0 cannot be meant."""
    failed = {_mark(finding) for finding in result.failures}
    return [one for one in result.suspects if not any(_mark(f) in failed for f in one.explains)]


def _slip(one: Suspect, t: Text) -> str:
    """A possible slip in words, with the way to its cells."""
    return f"{escape(t.pick(one.message_zh, one.message_en))} {_to_cell(one.cells, t)}"


def _to_cell(keys: Iterable[str], t: Text) -> str:
    """The link to the cell in the tables below, or to the first of several: they are marked there."""
    here = [key for key in keys if "@" not in key]
    if not here:
        return ""
    words = t("selfcheck.to_cell" if len(here) == 1 else "selfcheck.to_first_cell")
    return f'<a href="#{_anchor(here[0])}">{escape(words)}</a>'


def _anchor(key: str) -> str:
    """The name of a cell within the page."""
    return "cell-" + key.replace(".", "-")


def _mark(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.id, finding.cells


def marks(result: SelfCheck) -> dict[str, str]:
    """The mark of each cell.

    ``blank``: nothing stands in it. ``unread``: we could not read it. ``odd``, ``part``: it is the total, or one of
    the few figures, of a warning or an error. ``fail``: it may be the wrong one of those.
    """
    found = {
        cell.key: "unread" if cell.state is State.UNREAD else "blank"
        for cell in result.report.cells
        if cell.state in (State.UNREAD, State.BLANK)
    }
    for severity, mark in (("warning", "odd"), ("error", "part")):
        found |= {key: mark for f in result.failures if f.severity == severity for key in totals(f.cells)}
    return found | {key: "fail" for one in result.suspects for key in one.cells}


def _figures(draft: Draft, t: Text) -> None:
    """The three tables as the form prints them, every figure editable."""
    st.header(t("selfcheck.figures_typed" if draft.is_typed else "selfcheck.figures"), anchor="figures")
    pieces.lead(t("selfcheck.edit_typed" if draft.is_typed else "selfcheck.edit"))
    found = marks(draft.result)
    if draft.is_typed:  # a form that is being filled in is empty where nobody has been yet
        found = {key: mark for key, mark in found.items() if mark != "blank"}
    words = {mark: t(f"selfcheck.mark_{mark}") for mark in MARKS}
    used = [mark for mark in MARKS if mark in found.values()]
    if used:
        legend = "".join(
            f'<span><b class="sample {mark}" aria-hidden="true"></b>{escape(words[mark])}</span>'
            for mark in used
        )
        st.html(f'<p class="legend">{legend}</p>')
    if draft.empty:
        said = escape(t("selfcheck.empty", n=len(draft.empty)))
        st.html(f'<p class="note" role="status">{said} {_to_cell(draft.empty, t)}</p>')
        st.button(t("selfcheck.fill_empty"), key=_key("zeros"), on_click=draft.fill)
    name = _key(f"sheet_{FILL if draft.is_typed else UPLOAD}")

    def edited() -> None:
        event = st.session_state[name].edited
        if event is not None:
            key, value = json.loads(event)
            draft.typed[str(key)] = str(value)
            draft.check()

    _sheet(
        data={
            "html": "".join(_table(form_id, table, draft, t) for table, form_id in draft.forms.items()),
            "sheet": f"{draft.sheet}-{t.language}-{draft.filled}",
            "marks": found,
            "words": words,
        },
        key=name,
        on_edited_change=edited,
    )


def _table(form_id: str, table: str, draft: Draft, t: Text) -> str:
    """One table of the form with an input in every figure's place."""
    rows = []
    for row in printed_table(form_id, table).rows():
        inside = []
        for entry in row:
            if entry.key is None:
                scope = "col" if entry.head else "row"
                inside.append(
                    f'<th{entry.html_spans} scope="{scope}">{escape(label(entry, form_id, table, t))}</th>'
                )
                continue
            value = escape(draft.typed.get(entry.key, ""))
            inside.append(
                f'<td{entry.html_spans} id="{_anchor(entry.key)}" class="figure edit"><input data-key="{entry.key}" '
                f'value="{value}" inputmode="decimal" autocomplete="off" '
                f'aria-label="{escape(t.pick(*cell_label(entry.key)))}"></td>'
            )
        rows.append(f"<tr>{''.join(inside)}</tr>")
    return in_frame(f"<tbody>{''.join(rows)}</tbody>", table, t(f"agency.{table}"))


def _listing(heading: str, lines: Iterable[str]) -> None:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if items:
        st.header(heading, anchor=False)
        st.html(f'<ul class="findings">{items}</ul>')


def _repeated(result: SelfCheck, t: Text) -> None:
    """The sections that repeat last year's text, side by side."""
    if not result.repeated:
        return
    st.header(t("selfcheck.repeated"), anchor="repeated")
    for one in result.repeated:
        pieces.answer(t.pick(*repeated_sentence(one)))
        with st.expander(t("selfcheck.side_by_side"), key=f"selfcheck_repeated_{one.section}"):
            st.html(aligned_table(one.rows, t("selfcheck.then"), t("selfcheck.now")))


def _not_checked(result: SelfCheck, t: Text) -> None:
    """What nobody should take for checked, by the reason why it was not."""
    if not result.not_checked:
        return
    st.header(t("selfcheck.not_checked"), anchor="not-checked")
    pieces.lead(t("selfcheck.not_checked_lead", n=len(result.not_checked)))
    by_reason: dict[str, list[NotChecked]] = {}
    for one in result.not_checked:
        by_reason.setdefault(t.pick(*one.why), []).append(one)
    items = "".join(
        f"<li><strong>{escape(why)}</strong> "
        + escape(t.joined([f"{t.pick(*one.check.name)} {one.check.id}" for one in checks]))
        + "</li>"
        for why, checks in sorted(by_reason.items(), key=lambda item: -len(item[1]))
    )
    st.html(f'<ul class="findings selfcheck">{items}</ul>')


def _take_away(result: SelfCheck, t: Text) -> None:
    """The list as DOCX, the tables as XLSX, or on paper."""
    st.header(t("selfcheck.take_away"), anchor=False)
    kinds: Mapping[str, tuple[Any, ...]] = {
        "docx": (
            lambda: report_docx(result, t.language),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "xlsx": (
            lambda: tables_xlsx(result.report),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="tools_selfcheck", gap="medium"):
        for suffix, (made, mime) in kinds.items():
            st.download_button(
                t(f"selfcheck.{suffix}"),
                data=made,
                file_name=f"{t('selfcheck.file_name')}.{suffix}",
                mime=mime,
                on_click="ignore",
                type="tertiary",
                key=f"selfcheck_{suffix}",
            )
        _print(data={"label": t("selfcheck.print")}, key="selfcheck_print")
        st.button(t("selfcheck.clear"), key=_key("clear"), type="tertiary", on_click=forget)
