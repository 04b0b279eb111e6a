"""One report's tables as the official form prints them, every figure a link to its source."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from dashboard import glossary, tables
from dashboard.text import Text
from extract.forms import APPLICANTS, Field, form
from extract.forms import glossary as words
from extract.forms.layout import PrintedCell, printed_table

ABSENT = "—"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one report and how they are shown.

    ``cells`` are rows of the dataset's ``cells`` by key; ``typed``: entered by hand, so that what was not
    read could not be established. ``link`` gives the address of a figure's source, ``opened`` is the figure whose
    source is open. ``marks`` maps cells to what their checks say: ``fail``, ``odd``, ``unsure`` or ``held``.
    """

    cells: Mapping[str, Mapping[str, Any]]
    typed: bool
    link: Callable[[str], str]
    opened: str | None
    marks: Mapping[str, str]


@cache
def _english() -> Mapping[str, str]:
    path = Path(__file__).parent / "text" / "form_words.toml"
    return tomllib.loads(path.read_text("utf-8")) | {a.label_zh: a.label_en for a in APPLICANTS}


def shown(cell: Mapping[str, Any] | None, typed: bool, t: Text) -> tuple[str, str]:
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


def _label(entry: PrintedCell, form_id: str, table: str, t: Text) -> str:
    """A label of the form, in the reader's language; it opens its explanation where one is written."""
    found = _fields(form_id, table).get(entry.text)
    text = label(entry, form_id, table, t)
    term_id = found.code if found else _term_named(entry.text)
    if term_id is None:
        return escape(text)
    return glossary.word(term_id, text, t, f"{table}-r{entry.row}c{entry.col}")


@cache
def _term_named(text: str) -> str | None:
    """The glossary term that a heading of the form names."""
    aliases = {"规范性文件": "normdocs", "结果维持": "upheld_corrected", "结果纠正": "upheld_corrected"}
    named = {one.zh: one.id for one in words.terms().values()}
    applicants = {a.label_zh: a.code for a in APPLICANTS if a.code not in ("other_org", "total")}
    return aliases.get(text) or named.get(text) or applicants.get(text)


def drawn(form_id: str, table: str, figures: Figures, caption: str, t: Text) -> str:
    """One table of a form as markup, every figure a link that also works in a new tab."""
    rows = (
        _statistical(form_id, figures, t) if table == "statistics" else _official(form_id, table, figures, t)
    )
    return in_frame(rows, table, caption)


def _figure(key: str, figures: Figures, t: Text) -> str:
    """The mark and the inside of one figure's cell."""
    text, kind = shown(figures.cells.get(key), figures.typed, t)
    mark = figures.marks.get(key, "")
    classes = ["figure", *(["open"] if key == figures.opened else []), *([mark] if mark else [])]
    words = f"{text} {t('mark.' + mark)}" if mark else ""
    hint = f' title="{escape(t("mark." + mark))}"' if mark else ""
    label = f' aria-label="{escape(words)}"' if mark else ""
    return (
        f'class="{" ".join(classes)}"{hint}>'
        f'<a class="{kind}" href="{escape(figures.link(key))}" data-choose="{escape(key)}"{label}>{escape(text)}</a>'
    )


def _official(form_id: str, table: str, figures: Figures, t: Text) -> str:
    """The rows of table 二, 三 or 四 in the layout of its form."""
    rows = (
        "".join(_cell(entry, form_id, table, figures, t) for entry in row)
        for row in printed_table(form_id, table).rows()
    )
    return f"<tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody>"


def _cell(entry: PrintedCell, form_id: str, table: str, figures: Figures, t: Text) -> str:
    if entry.key is not None:
        return f"<td{entry.html_spans} {_figure(entry.key, figures, t)}</td>"
    across, down = entry.head, entry.rowspan > 1 and not entry.head
    scope = ("col" if across else "row") + ("group" if down or (across and entry.colspan > 1) else "")
    # On a phone the headings of groups of rows stand upright, so that the figures stay in view.
    upright = ' class="upright"' if down else ""
    return f'<th{entry.html_spans} scope="{scope}"{upright}>{_label(entry, form_id, table, t)}</th>'


def _statistical(form_id: str, figures: Figures, t: Text) -> str:
    """The rows of the statistical form of 2018 and before: one an indicator."""
    layout = form(form_id).tables["statistics"]
    columns = [c for c in layout.columns if c is not None]
    heads = [t("statistics.indicator"), t("statistics.unit"), *(t(f"statistics.{c}") for c in columns)]
    rows = []
    for entry in layout.entered:
        label = glossary.word(entry.code, t.pick(entry.label_zh, entry.label_en), t, "statistics")
        cells = "".join(f"<td {_figure(f'{entry.code}.{c}', figures, t)}</td>" for c in columns)
        rows.append(f'<tr><th scope="row">{label}</th><td>{escape(t.unit(entry.unit))}</td>{cells}</tr>')
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"


def in_frame(inside: str, table: str, caption: str) -> str:
    """The rows of one table of a form as a table with its caption."""
    drawn = f'<table class="form {table}"><caption>{escape(caption)}</caption>{inside}</table>'
    return tables.scrolling(drawn, caption)
