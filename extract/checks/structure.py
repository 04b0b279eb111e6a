"""Checks of how a report is built and read: sections, the grid of its tables, the way numbers are written."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, Both, aspects, catalogue, finding, passed
from extract.checks.identities import national_form
from extract.checks.sheet import Sheet, cell_label, list_labels, table_label
from extract.checks.units import unit_is_anothers
from extract.checks.wording import has_own_text, section_name, section_text, sentences
from extract.forms import NATIONAL_TABLES, field, form, forms, sections
from extract.forms.catalogue import cell_key
from extract.reports.model import Cell, Finding, Report, State

TABLE_SECTIONS = {2: "table2", 3: "table3", 4: "table4"}
WANTED = {
    "count": Both("不小于 0 的整数", "a whole number from 0"),
    "signed": Both("整数，可带正负号", "a whole number, with a sign if need be"),
    "amount": Both("不小于 0 的金额", "an amount from 0"),
}
APPROXIMATE = re.compile(r"[约近]\s*\d|\d\s*(?:余|多|左右|以上|万(?!元))")
BRACKET = re.compile(r"[（(]")
STRAY_LETTER = re.compile(r"\s*[A-Za-z]")
PERIOD = re.compile(
    r"(20\d\d)\s*年\s*1\s*月\s*1\s*日\s*起?\s*[至到—－~～-]+\s*(?:(20\d\d)\s*年\s*)?12\s*月\s*31\s*日"
)
TITLE_AND_PERIOD = re.compile(r"the title says (\d{4}), the period of the figures (\d{4})")
"""The reader's note on a period that stands before the first section."""
LEADING_YEAR = re.compile(r"^\W{0,3}(20\d\d)\s*年度?(?!\s*\d{1,2}\s*月)")
TABLE_FACT = re.compile(
    r"(?:收到|受理|新收|办结|答复).{0,30}?\d+\s*件|(?:未|没有)(?:收到|接到|受理).{0,30}?申请"
)
ANOTHER_YEAR_MEANT = re.compile(r"上年|去年|上一年|同比|相比|较|比20|结转|以来|计划|将")
GENERIC = re.compile(
    r"人民政府|办公室|办公厅|政府|信息|公开|管理|委员会|管委会|门户|网站|本级|中华人民共和国|自治区|[省市县区旗乡镇局厅委]"
)


def sections_present(report: Report) -> Finding:
    """S-01: the six sections of the form are there; a table that was read stands for its section."""
    if not report.sections:
        return finding(
            "S-01", NOT_ASSESSABLE, because="no_section", section=Both("各部分标题", "The headings")
        )
    missing = [
        s.order
        for s in sections()
        if str(s.order) not in report.sections and report.form.get(TABLE_SECTIONS.get(s.order, "")) is None
    ]
    if not missing:
        return passed("S-01")
    names = [section_name(order) for order in missing]
    listed = Both("、".join(n.zh for n in names), "; ".join(n.en for n in names))
    severity = "error" if TABLE_SECTIONS.keys() & set(missing) else "warning"
    return finding("S-01", FAIL, severity=severity, missing=listed)


def five_aspects(report: Report) -> Finding:
    """S-02: the general section speaks of the five aspects that the format names."""
    text = section_text(report, "1")
    if not text:
        return finding("S-02", NOT_ASSESSABLE, because="no_section", section=section_name(1))
    missing = [name for name, words in aspects("S-02").items() if not any(w in text for w in words)]
    if not missing:
        return passed("S-02")
    listed = Both("、".join(n.zh for n in missing), ", ".join(n.en for n in missing))
    return finding("S-02", FAIL, missing=listed)


@cache
def expected_keys(form_id: str, table: str) -> tuple[str, ...]:
    """The keys of every cell that a complete table has."""
    cells = form(form_id).tables[table].cells()
    return tuple(cell_key(code, column) for code, column in cells)


def grid(report: Report, table: str, sheet: Sheet) -> Finding:
    """S-03: every cell of the form was read. What is missing is ours."""
    form_id = national_form(report, table)
    if form_id is None:
        return finding("S-03", NOT_ASSESSABLE, cells=(table,), because="no_table")
    wanted = expected_keys(form_id, table)
    missing = sheet.not_read(wanted)
    if not missing:
        return _all_read(table, len(wanted))
    read = len(wanted) - len(missing)
    words: dict[str, Any] = {"where": table_label(table), "which": list_labels(missing, most=3)}
    return finding("S-03", FAIL, cells=missing, left=read, right=len(wanted), **words)


@cache
def _all_read(table: str, cells: int) -> Finding:
    """The finding on a table of which so many cells were read, and that has no more."""
    return finding("S-03", PASS, left=cells, right=cells, where=table_label(table))


def by_table(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """The cells of each table."""
    found: dict[str, list[Cell]] = {}
    for table, own in groupby(cells, key=attrgetter("table")):
        found.setdefault(table, []).extend(own)
    return found


def not_plain(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that are no whole numbers from 0, as nearly all are: the only ones of which S-04 and S-05 may tell."""
    number = State.NUMBER
    return [c for c in cells if c.state is not number or not isinstance(c.value, int) or c.value < 0]


def cell_states(table: str, odd: list[Cell]) -> Finding:
    """S-04: which cells of a table are not numbers but blanks, dashes or words. ``odd`` are those not plain."""
    number, unread = State.NUMBER, State.UNREAD
    unlike = [c for c in odd if c.state is not number and c.state is not unread]
    if not unlike:
        return passed("S-04")
    states = [c.state for c in unlike]
    keys = tuple(c.key for c in unlike)
    words: dict[str, Any] = {s.value: states.count(s) for s in (State.BLANK, State.DASH, State.TEXT)}
    words["which"] = list_labels(keys, most=3)
    return finding("S-04", FAIL, cells=keys, where=table_label(table), **words)


def badly_written(cell: Cell) -> bool:
    """Whether a cell prints something that its row does not take: a sign, a fraction, an approximate number, another unit."""
    if cell.state is State.TEXT:
        if cell.value is None:
            return any(map(str.isdigit, cell.raw))
        if unit_is_anothers(cell):
            return (
                field(cell.code).value_type != "amount" or "元" not in cell.raw
            )  # of fees in yuan T2-03 tells
        before_note = BRACKET.split(cell.raw)[0]
        return APPROXIMATE.search(before_note) is not None or STRAY_LETTER.match(cell.note or "") is not None
    if cell.state is not State.NUMBER or cell.value is None:
        return False
    kind = field(cell.code).value_type
    whole = float(cell.value).is_integer()
    return (cell.value < 0 and kind != "signed") or (not whole and kind != "amount")


def number_format(table: str, cells: list[Cell], odd: list[Cell]) -> Iterator[Finding]:
    """S-05: one finding for each cell that is written wrongly, or one that all are right. ``odd`` are those not plain."""
    number, text = State.NUMBER, State.TEXT
    wrong = [c for c in odd if (c.state is number or c.state is text) and badly_written(c)]
    for cell in wrong:
        wanted = WANTED[field(cell.code).value_type]
        label = cell_label(cell.key)
        yield finding(
            "S-05", FAIL, cells=(cell.key,), left=cell.value, cell=label, raw=cell.raw, wanted=wanted
        )
    if not wrong and (len(odd) < len(cells) or any(c.state is number for c in odd)):
        yield passed("S-05", table)


def one_year(report: Report) -> Iterator[Finding]:
    """S-06: the reporting period, how section one opens, and sentences that state table facts, are of the report's year."""
    if report.year is None:
        yield finding("S-06", NOT_ASSESSABLE, because="no_year")
        return
    if not report.sections:
        yield finding("S-06", NOT_ASSESSABLE, because="no_section", section=Both("正文", "The text"))
        return
    told = [m for note in report.notes if (m := TITLE_AND_PERIOD.search(note))]
    strays = [(int(m[2]), "error", m[0]) for m in told]
    general = section_text(report, "1")
    # A section that names the report's year anywhere may well open with the history before it.
    opening = None if re.search(rf"{report.year}\s*年", general) else next(iter(sentences(general)), None)
    text = sentences("\n".join(report.sections.values()))
    for sentence, following in zip_longest(text, text[1:], fillvalue=""):
        if "20" not in sentence:
            continue  # it names no year
        period = PERIOD.search(sentence) if "31" in sentence else None
        leading = LEADING_YEAR.match(sentence)
        if period is not None:
            last = int(period[2] or period[1])
            if report.year not in (int(period[1]), last):
                strays.append((last, "error", sentence))
        elif (
            leading is not None
            and (sentence == opening or TABLE_FACT.search(sentence))
            and not ANOTHER_YEAR_MEANT.search(sentence)
        ):
            # 2023年收到3件。2024年收到5件。: the one is told beside the other.
            strayed = int(leading[1]) != report.year and f"{report.year}年" not in sentence + following
            strays += [(int(leading[1]), "warning", sentence)] if strayed else []
    for year, severity, sentence in strays:
        yield finding("S-06", FAIL, severity=severity, left=year, right=report.year, sentence=sentence)
    if not strays:
        yield passed("S-06")


def one_body(report: Report) -> Finding | None:
    """S-07: the issuer's name has something of the body's own name. None where the page names no issuer."""
    if not report.publisher:
        return None
    name = report.agency.name_as_published or report.agency.name
    if not name:
        return finding("S-07", NOT_ASSESSABLE, because="no_agency")
    own, issuer = (GENERIC.sub("", text) for text in (name, report.publisher))
    pairs = {own[i : i + 2] for i in range(len(own) - 1)}
    # A name made of generic words only, as 省政府办公厅, neither agrees nor disagrees.
    unlike = len(own) > 1 and len(issuer) > 1 and not any(p in issuer for p in pairs)
    return finding("S-07", FAIL if unlike else PASS, agency=name, publisher=report.publisher)


def expected_form(year: int, table: str) -> str | None:
    """The national form in force for a year, None where the year had no such table."""
    for one in forms().values():
        if one.first_year <= year <= (one.last_year or year) and table in one.tables:
            return one.id
    return None


def form_name(form_id: str) -> Both:
    """What a form is called in a sentence."""
    known = form(form_id)
    if known.last_year is None:
        return Both(f"{known.first_year} 年度起的表式", f"form in use since {known.first_year}")
    years = f"{known.first_year}–{known.last_year}"
    return Both(f"{years} 年度的表式", f"form of {years}")


def form_of_year(report: Report, table: str) -> Finding | None:
    """S-08: the table follows the form in force for the year. None where there is nothing to compare."""
    printed = report.form.get(table)
    if printed is None:
        return None
    if report.year is None:
        return finding("S-08", NOT_ASSESSABLE, cells=(table,), because="no_year")
    expected = expected_form(report.year, table)
    if table == "statistics":
        # The provinces had forms of their own, and the years of each are not all known.
        matches = report.year <= max(f.last_year or 0 for f in forms().values() if "statistics" in f.tables)
        expected = expected_form(report.year, "table2")
    else:
        matches = printed == expected
    if matches:
        return passed("S-08", table)
    wanted = Both("统计表", "statistical form of the time") if expected is None else form_name(expected)
    words: dict[str, Any] = {
        "where": table_label(table),
        "printed": form_name(printed),
        "expected": wanted,
        "year": report.year,
    }
    return finding("S-08", FAIL, cells=(table,), **words)


def structure_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of structure and reading on one report."""
    checks = catalogue()
    own_text = has_own_text(report)
    if own_text and checks["S-01"].covers(report.year):
        yield sections_present(report)
    if own_text and checks["S-02"].covers(report.year):
        yield five_aspects(report)
    tables = by_table(report.cells)
    odd = {table: not_plain(cells) for table, cells in tables.items()}
    if checks["S-03"].covers(report.year) or any(national_form(report, table) for table in NATIONAL_TABLES):
        yield from (grid(report, table, sheet) for table in NATIONAL_TABLES)
    for table, unlike in odd.items():
        yield cell_states(table, unlike)
    for table, cells in tables.items():
        if table in NATIONAL_TABLES:
            yield from number_format(table, cells, odd[table])
    if own_text:
        yield from one_year(report)
    body = one_body(report) if own_text else None
    if body is not None:
        yield body
    # Table four is the same in both national forms, so its form says nothing about the year.
    for table in ("table2", "table3", "statistics"):
        outcome = form_of_year(report, table)
        if outcome is not None:
            yield outcome
