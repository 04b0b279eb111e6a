"""自查: a draft report checked before it is published. What is offered lives in this session's memory only.

The checks themselves are ``extract.checks.selfcheck``; this module asks for the draft, shows what was
read in the form's own layout with every figure editable, and says what does not agree.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from dashboard.frame import Frame
from dashboard.show import note
from dashboard.text import Text
from extract.batch.guard import Guard
from extract.checks.catalogue import Both
from extract.checks.originality import AlignedRow, Piece
from extract.checks.selfcheck import (
    LIMITS,
    SelfCheck,
    printed_forms,
    repeated_sentence,
    self_check,
    self_check_cells,
)
from extract.checks.selfcheck_output import report_docx, tables_xlsx
from extract.forms import forms
from extract.forms.layout import printed_table
from extract.reports.model import Finding, Report, State

STATE = "selfcheck"
"""Where this session's draft is kept; cleared as soon as another page is opened."""

TYPES = [
    "pdf",
    "docx",
    "doc",
    "wps",
    "rtf",
    "xlsx",
    "xls",
    "html",
    "htm",
    "md",
    "txt",
    "png",
    "jpg",
    "jpeg",
    "tif",
    "tiff",
]
FILLED, FILLED_FORM = "filled", "t2021"
"""The name of a draft that was typed in, and the form it is typed into."""
WORKERS = 2
"""Drafts that can be read at the same moment; a further one waits for at most one of them."""

_SHEET_JS = """
// The figures stay as the reader typed them; only the marks change from run to run.
export default function ({ data, parentElement, setTriggerValue }) {
  let host = parentElement.querySelector(".island")
  if (!host) {
    host = document.createElement("div")
    host.className = "island"
    parentElement.appendChild(host)
  }
  if (host.dataset.sheet !== data.sheet) {
    host.innerHTML = data.html
    host.dataset.sheet = data.sheet
  }
  host.querySelectorAll("input[data-key]").forEach((input) => {
    const mark = data.marks[input.dataset.key] || ""
    input.closest("td").className = "figure edit " + mark
    input.title = mark ? data.words[mark] : ""
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
_sheet = st.components.v2.component("selfcheck_sheet", js=_SHEET_JS, isolate_styles=False)
_print = st.components.v2.component("selfcheck_print", js=_PRINT_JS, isolate_styles=False)


@dataclass(slots=True)
class Draft:
    """This session's draft: the result as read, the figures as edited, and the result for those."""

    sheet: str
    base: SelfCheck
    earlier: Report | None = None
    typed: dict[str, str] = field(default_factory=dict)
    now: SelfCheck | None = None

    @property
    def result(self) -> SelfCheck:
        """The result for the figures as they stand."""
        return self.now or self.base


@st.cache_resource(show_spinner=False)
def _guard() -> Guard:
    """Guarded readers, kept running for all sessions of this process."""
    return Guard(WORKERS, LIMITS)


def forget() -> None:
    """Drop the draft of this session."""
    st.session_state.pop(STATE, None)


def draw(frame: Frame) -> None:
    """The page."""
    t = frame.t
    st.html(f'<p class="note">{escape(t("selfcheck.private"))}</p>')
    way = st.segmented_control(
        t("selfcheck.way"),
        ["upload", "fill"],
        format_func=lambda code: t(f"selfcheck.way_{code}"),
        default="upload",
        required=True,
        key="selfcheck_way",
        label_visibility="collapsed",
    )
    if way == "upload":
        _upload(t)
    else:
        _fill(t)
    draft: Draft | None = st.session_state.get(STATE)
    if draft is None:
        return
    result = draft.result
    if result.refused:
        _refused(result, t)
        return
    if draft.sheet == FILLED and not draft.typed:
        _figures(draft, t)
        return
    _summary(result, t)
    _wrong(result, t)
    _figures(draft, t)
    _listing(t("selfcheck.missing"), [_said(one, t) for one in result.missing])
    _repeated(result, t)
    _not_checked(result, t)
    _take_away(result, t)


def _said(words: Both, t: Text) -> str:
    return t.pick(words.zh, words.en)


def _upload(t: Text) -> None:
    """Two files: the draft, and last year's report if the official has it."""
    left, right = st.columns(2)
    with left:
        file = st.file_uploader(t("selfcheck.draft"), type=TYPES, key="selfcheck_draft")
    with right:
        before = st.file_uploader(t("selfcheck.last_year"), type=TYPES, key="selfcheck_last")
    if file is None:
        st.html(f'<p class="small">{escape(t("selfcheck.formats"))}</p>')
        current: Draft | None = st.session_state.get(STATE)
        if current is not None and current.sheet != FILLED:
            forget()
        return
    sheet = f"{file.file_id}-{before.file_id if before else ''}"
    known: Draft | None = st.session_state.get(STATE)
    if known is not None and known.sheet == sheet:
        return
    with st.spinner(t("selfcheck.reading")):
        result = self_check(
            file.getvalue(),
            file.name,
            before.getvalue() if before else None,
            before.name if before else "",
            read=_guard().read,
        )
    st.session_state[STATE] = Draft(sheet, result, result.earlier, _typed(result.report))


def _fill(t: Text) -> None:
    """The three tables of the form, empty, to be typed in."""
    known: Draft | None = st.session_state.get(STATE)
    if known is not None and known.sheet == FILLED:
        return
    newest = forms()[FILLED_FORM]
    blank = self_check_cells({}, dict.fromkeys(newest.tables, FILLED_FORM), year=None)
    st.session_state[STATE] = Draft(FILLED, blank)


def _typed(report: Report) -> dict[str, str]:
    """What stands in each cell that was read; a cell that was not read stays empty for the official to fill."""
    return {
        cell.key: cell.raw or ("" if cell.value is None else f"{cell.value:g}")
        for cell in report.cells
        if cell.state is not State.UNREAD
    }


def _edited() -> None:
    """A figure was typed: check the figures as they now stand."""
    draft: Draft = st.session_state[STATE]
    event = st.session_state["selfcheck_sheet"].edited
    if event is None:
        return
    key, value = json.loads(event)
    draft.typed[str(key)] = str(value)
    report = draft.base.report
    draft.now = self_check_cells(
        draft.typed,
        printed_forms(report),
        year=report.year,
        base=report,
        earlier=draft.earlier,
        filename=draft.base.filename,
    )


def _refused(result: SelfCheck, t: Text) -> None:
    """The file was not read: why, and what to do."""
    report = result.report
    message = report.refusal_message or t("selfcheck.refused")
    st.html(
        f'<div class="verdict bad" role="alert"><p>{escape(t("selfcheck.not_read", name=result.filename))}</p>'
        f"<p>{escape(message)}</p></div>"
    )


def _summary(result: SelfCheck, t: Text) -> None:
    """What the file was taken for, and the verdict in one sentence."""
    report = result.report
    failed = [f for f in result.failures if f.severity == "error"]
    odd = [f for f in result.failures if f.severity == "warning"]
    unread = sum(cell.state is State.UNREAD for cell in report.cells)
    facts = [
        (t("selfcheck.body"), report.agency.name_as_published or t("selfcheck.unknown")),
        (t("selfcheck.year"), str(report.year or t("selfcheck.unknown"))),
        (
            t("selfcheck.cells"),
            t("selfcheck.cells_read", read=len(report.cells) - unread, all=len(report.cells)),
        ),
    ]
    verdict = (
        t("selfcheck.verdict_none")
        if not failed and not odd
        else t("selfcheck.verdict", failed=len(failed), odd=len(odd))
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    kind = "bad" if failed else "odd" if odd else "good"
    st.html(
        f'<div class="verdict {kind}" role="status"><p>{escape(verdict)}</p></div><dl class="facts">{rows}</dl>'
    )
    for words in result.warnings:
        note(_said(words, t))
    if unread:
        note(t("selfcheck.unread", n=unread))


def _wrong(result: SelfCheck, t: Text) -> None:
    """Each failure in words with its two numbers, and the cell that may be the wrong one."""
    if not result.failures:
        return
    st.header(t("selfcheck.wrong"), anchor="wrong")
    suspected = {key: one for one in result.suspects for finding in one.explains for key in [_mark(finding)]}
    items = []
    told: set[str] = set()
    for finding in result.failures:
        label = t(f"selfcheck.severity_{finding.severity}")
        text = _said(Both(finding.message_zh, finding.message_en), t)
        maybe = suspected.get(_mark(finding))
        guess = _said(Both(maybe.message_zh, maybe.message_en), t) if maybe else ""
        hint = f'<span class="maybe">{escape(guess)}</span>' if guess and guess not in told else ""
        told.add(guess)
        items.append(
            f'<li class="{finding.severity}"><strong>{escape(label)}</strong> {escape(text)}'
            f' <span class="check">{escape(finding.id)}</span>{hint}</li>'
        )
    st.html(f'<ul class="findings selfcheck">{"".join(items)}</ul>')


def _mark(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.id, finding.cells


def marks(result: SelfCheck) -> dict[str, str]:
    """The mark of each cell.

    ``unread``: we could not read it. ``odd``, ``part``: a warning or an error names it. ``fail``: it may
    be the wrong one of those.
    """
    found = {cell.key: "unread" for cell in result.report.cells if cell.state is State.UNREAD}
    for severity, mark in (("warning", "odd"), ("error", "part")):
        found |= {key: mark for f in result.failures if f.severity == severity for key in f.cells}
    return found | {key: "fail" for one in result.suspects for key in one.cells}


def _figures(draft: Draft, t: Text) -> None:
    """The three tables as the form prints them, every figure editable."""
    st.header(t("selfcheck.figures"), anchor="figures")
    st.html(f'<p class="lead">{escape(t("selfcheck.edit"))}</p>')
    shown = printed_forms(draft.base.report)
    html = "".join(_table(form_id, table, draft, t) for table, form_id in shown.items())
    words = {mark: t(f"selfcheck.mark_{mark}") for mark in ("fail", "part", "odd", "unread")}
    _sheet(
        data={
            "html": html,
            "sheet": f"{draft.sheet}-{t.language}",
            "marks": marks(draft.result),
            "words": words,
        },
        key="selfcheck_sheet",
        on_edited_change=_edited,
    )


def _table(form_id: str, table: str, draft: Draft, t: Text) -> str:
    """One table of the form with an input in every figure's place."""
    rows = []
    for row in printed_table(form_id, table).rows():
        inside = []
        for entry in row:
            spans = (f' rowspan="{entry.rowspan}"' if entry.rowspan > 1 else "") + (
                f' colspan="{entry.colspan}"' if entry.colspan > 1 else ""
            )
            if entry.key is None:
                scope = "col" if entry.head else "row"
                inside.append(f'<th{spans} scope="{scope}">{escape(entry.text)}</th>')
                continue
            value = escape(draft.typed.get(entry.key, ""))
            inside.append(
                f'<td{spans} class="figure edit"><input data-key="{entry.key}" value="{value}" '
                f'inputmode="decimal" autocomplete="off" aria-label="{escape(entry.key)}"></td>'
            )
        rows.append(f"<tr>{''.join(inside)}</tr>")
    caption = t(f"agency.{table}")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="form {table}"><caption>{escape(caption)}</caption><tbody>{"".join(rows)}</tbody></table></div>'
    )


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
        st.html(f'<p class="answer">{escape(_said(repeated_sentence(one), t))}</p>')
        with st.expander(t("selfcheck.side_by_side"), key=f"selfcheck_repeated_{one.section}"):
            st.html(aligned_table(one.rows, t("selfcheck.then"), t("selfcheck.now")))


def aligned_table(rows: Iterable[AlignedRow], left: str, right: str) -> str:
    """Two texts as a table of two columns, row by row; what both have is marked."""
    body = "".join(_aligned(row) for row in rows)
    head = f"<th scope=col>{escape(left)}</th><th scope=col>{escape(right)}</th>"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(left)} / {escape(right)}">'
        f'<table class="plain diff"><thead><tr>{head}</tr></thead>'
        f'<tbody lang="zh-CN">{body}</tbody></table></div>'
    )


def _aligned(row: AlignedRow) -> str:
    return f'<tr class="{row.kind}"><td>{_pieces(row.left)}</td><td>{_pieces(row.right)}</td></tr>'


def _pieces(pieces: Iterable[Piece]) -> str:
    return "".join(f"<mark>{escape(p.text)}</mark>" if p.same else escape(p.text) for p in pieces)


def _not_checked(result: SelfCheck, t: Text) -> None:
    """What nobody should take for checked."""
    if not result.not_checked:
        return
    st.header(t("selfcheck.not_checked"), anchor="not-checked")
    st.html(f'<p class="lead">{escape(t("selfcheck.not_checked_lead", n=len(result.not_checked)))}</p>')
    with st.expander(t("selfcheck.not_checked_list"), key="selfcheck_open"):
        items = "".join(
            f"<li><strong>{escape(_said(one.check.name, t))}</strong> {escape(_said(one.why, t))}"
            f' <span class="check">{escape(one.check.id)}</span></li>'
            for one in result.not_checked
        )
        st.html(f'<ul class="findings">{items}</ul>')


def _take_away(result: SelfCheck, t: Text) -> None:
    """The list as DOCX, the tables as XLSX, or on paper."""
    st.header(t("selfcheck.take_away"), anchor=False)
    kinds: Mapping[str, tuple] = {
        "docx": (
            lambda: report_docx(result, t.language),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "xlsx": (
            lambda: tables_xlsx(result.report),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    }
    with st.container(horizontal=True, key="tools_selfcheck", gap="medium"):
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
        st.button(t("selfcheck.clear"), key="selfcheck_clear", type="tertiary", on_click=_cleared)


def _cleared() -> None:
    """Forget everything, the chosen files included."""
    for key in (STATE, "selfcheck_draft", "selfcheck_last", "selfcheck_way"):
        st.session_state.pop(key, None)
