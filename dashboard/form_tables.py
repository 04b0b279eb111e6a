"""One report's tables as the official form prints them, every figure a link to its source."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from dashboard import glossary, tables
from dashboard.text import Text
from extract.forms import APPLICANTS, Field, form
from extract.forms import glossary as words
from extract.forms.layout import PrintedCell, printed_table

Cells = Mapping[str, Mapping]
"""The cells of one report by key, as rows of the dataset's ``cells``."""

ABSENT = "—"


@cache
def _english() -> Mapping[str, str]:
    path = Path(__file__).parent / "text" / "form_words.toml"
    return tomllib.loads(path.read_text("utf-8")) | {a.label_zh: a.label_en for a in APPLICANTS}


def shown(cell: Mapping | None, typed: bool, t: Text) -> tuple[str, str]:
    """What stands in a cell, as the reader sees it, and its kind: ``number``, ``zero``, ``missing``, ``text``.

    In figures ``typed`` by hand a cell that was not read is one that could not be established.
    """
    if cell is None:
        return ABSENT, "missing"
    state = cell["state"]
    if state == "number":
        return cell["raw"] or f"{cell['value']:g}", "zero" if cell["value"] == 0 else "number"
    if state == "text":
        return cell["raw"], "text"
    return t("state_short.unknown" if typed and state == "unread" else f"state_short.{state}"), "missing"


def label(entry: PrintedCell, form_id: str, table: str, t: Text) -> str:
    """A label of the form in the reader's language."""
    if t.language != "en":
        return entry.text
    found = _fields(form_id, table).get(entry.text)
    return found.label_en if found else _english().get(entry.text, entry.text)


def _fields(form_id: str, table: str) -> Mapping[str, Field]:
    """The rows of table three by their label; the other tables name theirs by headings."""
    return {f.label_zh: f for f in form(form_id).tables[table].fields} if table == "table3" else {}


def _label(entry: PrintedCell, form_id: str, table: str, t: Text, prefix: str) -> str:
    """A label of the form, in the reader's language; it opens its explanation where one is written."""
    found = _fields(form_id, table).get(entry.text)
    text = label(entry, form_id, table, t)
    term_id = found.code if found else _term_named(entry.text)
    if term_id is None:
        return escape(text)
    return glossary.word(term_id, text, t, f"{prefix}-r{entry.row}c{entry.col}")


@cache
def _term_named(text: str) -> str | None:
    """The glossary term that a heading of the form names."""
    aliases = {"规范性文件": "normdocs", "结果维持": "upheld_corrected", "结果纠正": "upheld_corrected"}
    named = {one.zh: one.id for one in words.terms().values()}
    applicants = {a.label_zh: a.code for a in APPLICANTS if a.code not in ("other_org", "total")}
    return aliases.get(text) or named.get(text) or applicants.get(text)


def figure_cell(
    key: str,
    cell: Mapping | None,
    link: Callable[[str], str],
    opened: str | None,
    marks: Mapping[str, str],
    typed: bool,
    t: Text,
) -> str:
    """The mark and the inside of one figure: a link that also works in a new tab.

    ``marks`` maps cells to what their checks say: ``fail``, ``odd``, ``unsure`` or ``held``.
    """
    text, kind = shown(cell, typed, t)
    mark = marks.get(key, "")
    classes = ["figure", *(["open"] if key == opened else []), *([mark] if mark else [])]
    words = f"{text} {t('mark.' + mark)}" if mark else ""
    hint = f' title="{escape(t("mark." + mark))}"' if mark else ""
    label = f' aria-label="{escape(words)}"' if mark else ""
    return (
        f'class="{" ".join(classes)}"{hint}>'
        f'<a class="{kind}" href="{escape(link(key))}" data-choose="{escape(key)}"{label}>{escape(text)}</a>'
    )


def official(
    form_id: str,
    table: str,
    cells: Cells,
    *,
    caption: str,
    link: Callable[[str], str],
    opened: str | None,
    marks: Mapping[str, str],
    typed: bool,
    t: Text,
) -> str:
    """Table 二, 三 or 四 in the layout of its form."""
    drawn = printed_table(form_id, table)
    rows = []
    for row in drawn.rows():
        inside = []
        for entry in row:
            if entry.key is not None:
                figure = figure_cell(entry.key, cells.get(entry.key), link, opened, marks, typed, t)
                inside.append(f"<td{entry.html_spans} {figure}</td>")
            else:
                head = "col" if entry.head else "row"
                group = (
                    "group"
                    if (entry.colspan > 1 and entry.head) or (entry.rowspan > 1 and not entry.head)
                    else ""
                )
                label = _label(entry, form_id, table, t, table)
                # On a phone the headings of groups of rows stand upright, so that the figures stay in view.
                upright = ' class="upright"' if entry.rowspan > 1 and not entry.head else ""
                inside.append(f'<th{entry.html_spans} scope="{head}{group}"{upright}>{label}</th>')
        rows.append(f"<tr>{''.join(inside)}</tr>")
    return in_frame(f"<tbody>{''.join(rows)}</tbody>", table, caption)


def statistical(
    form_id: str,
    cells: Cells,
    *,
    caption: str,
    link: Callable[[str], str],
    opened: str | None,
    marks: Mapping[str, str],
    typed: bool,
    t: Text,
) -> str:
    """The statistical form of 2018 and before: one row an indicator."""
    drawn = form(form_id).tables["statistics"]
    columns = [c for c in drawn.columns if c is not None]
    head = "".join(f'<th scope="col">{escape(t(f"statistics.{c}"))}</th>' for c in columns)
    rows = []
    for entry in drawn.entered:
        label = glossary.word(entry.code, t.pick(entry.label_zh, entry.label_en), t, "statistics")
        figures = "".join(
            f"<td {figure_cell(key, cells.get(key), link, opened, marks, typed, t)}</td>"
            for key in (f"{entry.code}.{c}" for c in columns)
        )
        rows.append(f'<tr><th scope="row">{label}</th><td>{escape(t.unit(entry.unit))}</td>{figures}</tr>')
    top = (
        f'<thead><tr><th scope="col">{escape(t("statistics.indicator"))}</th>'
        f'<th scope="col">{escape(t("statistics.unit"))}</th>{head}</tr></thead>'
    )
    return in_frame(f"{top}<tbody>{''.join(rows)}</tbody>", "statistics", caption)


def in_frame(inside: str, table: str, caption: str) -> str:
    """The rows of one table of a form as a table with its caption."""
    drawn = f'<table class="form {table}"><caption>{escape(caption)}</caption>{inside}</table>'
    return tables.scrolling(drawn, caption)
