"""Reports as text, in every way that copying, converting and exporting leaves them: read right, or not read.

Each layout writes the same paper; where it prints nothing for an empty cell and keeps no place for it
either (``LOST``), a report with blanks cannot be complete.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

import pytest

from extract.reports import read_reports
from extract.reports.model import Report, State, Status
from tests.extract.documents.sources import source
from tests.extract.messy import (
    COLUMNS,
    RESULTS,
    ROWS,
    TWO,
    Box,
    Paper,
    Rows,
    assert_not_wrong,
    assert_right,
    flat,
    narrative,
    paper,
    pipes,
    placed,
    tables,
    verdict,
)

Lines = list[str]
Layout = Callable[[Rows], Lines]


def write(p: Paper, layout: Layout, gap: str = "\n") -> str:
    """A report with its tables in a layout."""
    drawn = tables(p)
    out: list[str] = []
    for _, what in narrative(p):
        out += layout(drawn[what.__name__]) if callable(what) else [what]
        out += gap.split("\n")[1:]
    return "\n".join(out)


# --- what the cells hold -------------------------------------------------------------------------------------


def sparse(seed: int, nought: str = "0") -> Paper:
    """A small body's report: few requests, ``nought`` for nothing, every sum closes."""
    rng = random.Random(seed)
    p = paper(seed)
    rows = {code: [0] * 6 for code, _, _ in ROWS}
    for code, _, _ in ROWS:
        if code.startswith("out_") and code != "out_total":
            rows[code] = [rng.choice((0, 0, 0, rng.randrange(1, 30))) if k < 2 else 0 for k in range(6)]
    rows["out_total"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    rows["req_carried_out"][0] = 4
    rows["req_new"] = [t + o for t, o in zip(rows["out_total"], rows["req_carried_out"], strict=True)]
    for code, six in rows.items():
        for column, number in zip(COLUMNS, [*six, sum(six)], strict=True):
            p.cells[f"{code}.{column}"] = str(number)
    for code in TWO:
        p.cells[code] = str(rng.choice((0, 12, 305)))
    for route in ("rev", "lit_direct", "lit_after"):
        four = [rng.choice((0, 0, 3)) for _ in range(4)]
        for result, number in zip(RESULTS, [*four, sum(four)], strict=True):
            p.cells[f"{route}_{result}"] = str(number)
    p.put(rev_pending="2", rev_total=str(int(p.cells["rev_total"]) - int(p.cells["rev_pending"]) + 2))
    p.cells = {key: nought if printed == "0" else printed for key, printed in p.cells.items()}
    return p


def thousands(seed: int) -> Paper:
    p = paper(seed, big=4000)
    p.cells = {key: f"{int(n):,}" if n.isdecimal() else n for key, n in p.cells.items()}
    return p


PAPERS: dict[str, Callable[[int], Paper]] = {
    "many numbers": paper,
    "0": sparse,
    "dashes": lambda seed: sparse(seed, "—"),
    "thousands": thousands,
    "2019": lambda seed: paper(seed, form2="t2019", form3="t2019"),
}


# --- how they are laid out -----------------------------------------------------------------------------------


def cells(rows: Rows) -> list[list[str]]:
    """The texts of the cells that begin in each row, as web pages give them."""
    return [[box.text for box in row] for row in rows]


def joined(sign: str) -> Layout:
    return lambda rows: [sign.join(line) for line in cells(rows)]


def filled(sign: str) -> Layout:
    return lambda rows: [sign.join(text for text in line if text) for line in cells(rows)]


def stacked(between: str, after: str = "") -> Layout:
    """One cell a line."""
    return lambda rows: [between.join(line) + after for line in cells(rows)]


def ruled(line: Callable[[Sequence[str]], str], rule: Callable[[int], str]) -> Layout:
    """A head, a rule below it, and the other rows."""

    def layout(rows: Rows) -> Lines:
        first, *rest = flat(rows)
        return [line(first), rule(len(first)), *map(line, rest)]

    return layout


def quoted(line: Sequence[str]) -> str:
    return ",".join(f'"{text}"' if "," in text else text for text in line)


def width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> Lines:
    lines = [""]
    for char in text:
        if width(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def widths(rows: Rows) -> list[int]:
    return {10: [8, 10, 26, *[8] * 7], 4: [26, 16, 16, 16]}.get(len(placed(rows)[0]), [8] * 15)


def set_out(rows: Rows) -> Iterator[dict[int, str]]:
    """The printed lines of a table, each text at its column: labels wrapped, values level with their middle."""
    grid, shares = placed(rows), widths(rows)
    left = [sum(shares[:n]) + 2 * n for n in range(len(shares) + 1)]
    boxes = [
        (r, c, box, wrapped(box.text, left[c + box.across] - left[c] - 2))
        for r, line in enumerate(grid)
        for c, (_, box) in enumerate(line)
        if box is not None
    ]
    height = [
        max(len(lines) for at, _, box, lines in boxes if at == r and box.down == 1) for r in range(len(grid))
    ]
    for r, _, box, lines in boxes:
        height[r + box.down - 1] += max(0, len(lines) - sum(height[r : r + box.down]))
    top = [sum(height[:r]) for r in range(len(height) + 1)]
    lines_at: dict[float, dict[int, str]] = {}
    for r, c, box, lines in boxes:
        first = (top[r] + top[r + box.down] - len(lines)) / 2
        middle = (left[c + box.across] - left[c] - 2) // 2 if box.key or box.head else 0
        for n, text in enumerate(lines):
            at = left[c] + (max(0, middle - width(text) // 2) if middle else 0)
            lines_at.setdefault(first + n, {})[at] = text
    for _, line in sorted(lines_at.items()):
        if any(line.values()):
            yield {at: text for at, text in sorted(line.items()) if text}


def spaced(rows: Rows) -> Lines:
    """As ``pdftotext -layout`` prints a table."""
    out = []
    for line in set_out(rows):
        text = ""
        for at, word in line.items():
            text = pad(text, at) if width(text) < at else f"{text} "
            text += word
        out.append(text)
    return out


def in_words(rows: Rows) -> Lines:
    """As pdfplumber's ``extract_text`` prints it."""
    return [" ".join(line.values()) for line in set_out(rows)]


def simple(rows: Rows) -> Lines:
    """A simple table of pandoc."""
    grid = flat(rows)
    shares = [max(3, *(width(line[n]) for line in grid)) for n in range(len(grid[0]))]
    rule = "  ".join("-" * share for share in shares)
    first, *rest = ["  ".join(map(pad, line, shares)).rstrip() for line in grid]
    return [first, rule, *rest, rule]


def broken_labels(sign: str) -> Layout:
    """Rows of separated cells, the end of a long label on lines of its own below its values."""

    def layout(rows: Rows) -> Lines:
        out = []
        for row in rows:
            labels = [box.text for box in row if box.key is None]
            values = [box.text for box in row if box.key]
            first, *rest = wrapped(labels[-1], 20) if values and labels else ["".join(labels[-1:])]
            out += [sign.join((*labels[:-1], first, *values)), *rest]
        return out

    return layout


def ragged(rows: Rows) -> Lines:
    """Parted by pipes, an empty cell at the end of every third row."""
    return [" | ".join(line) + " | " * (n % 3 == 0) for n, line in enumerate(cells(rows))]


def written_each_time(rows: Rows) -> Lines:
    """Parted by blanks, a wide or high cell written in each place that it covers."""
    grid: list[list[Box]] = [[] for _ in rows]
    for r, line in enumerate(placed(rows)):
        for c, (_, box) in enumerate(line):
            if box is None:
                continue
            for below in grid[r : r + box.down]:
                below += [Box()] * (c + box.across - len(below))
                below[c : c + box.across] = [box] * box.across
    return ["   ".join(box.text for box in line) for line in grid]


def named(style: str) -> Layout:
    """Each figure behind its name: ``lines`` below the row's label, ``phrases`` behind it, or with a ``path``."""

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        heads: dict[int, Lines] = {}
        is_head = True
        for row, line in zip(rows, placed(rows), strict=True):
            values = [(c, box) for c, (_, box) in enumerate(line) if box is not None and box.key]
            if not values:
                heads = heads if is_head else {}
                for c, (_, box) in enumerate(line):
                    if box is not None and box.text and not box.text.startswith(("第", "（", "申", "信")):
                        for n in range(c, c + box.across):
                            heads.setdefault(n, []).append(box.text)
            is_head = not values
            label = " ".join(box.text for box in row if not box.key)
            pairs = [("-".join(heads[c]), box.text) for c, box in values]
            if pairs and style == "lines":
                out += [label, *(f"- {name}：{figure}" for name, figure in pairs)]
            elif pairs and style == "phrases":
                out.append((f"{label}：" if label else "") + "，".join(f"{n}={f}" for n, f in pairs))
            elif pairs:
                out += [f"{label}-{n}: {f}" if label else f"{n}: {f}" for n, f in pairs]
        return out

    return layout


KEPT: dict[str, Layout] = {
    "copied from Word": lambda rows: ["\t".join(line) for line in flat(rows)],
    "copied from a page": joined("\t"),
    "copied from a page, spaces beside the tabs": joined(" \t"),
    "one cell a line": stacked("\n"),
    "one cell a line, tabs between": stacked("\n\t\n"),
    "one cell a line, a blank line after each row": stacked("\n", "\n"),
    "pipes": lambda rows: [pipes(line) for line in flat(rows)],
    "html2text": ruled("| ".join, lambda n: "|".join(["---"] * n)),
    "psql": ruled(lambda line: " " + " | ".join(line), lambda n: "-" + "-+-".join(["---"] * n) + "-"),
    "commas": lambda rows: [quoted(line) for line in flat(rows)],
    "semicolons": lambda rows: [";".join(line) for line in flat(rows)],
    "one line with tabs": lambda rows: ["\t".join(text for line in cells(rows) for text in line)],
    "pdftotext -layout": spaced,
    "pandoc": simple,
}
"""Layouts in which an empty cell has its place."""
LOST: dict[str, Layout] = {
    "spaces": filled(" "),
    "ideographic spaces": filled("\u3000"),
    "spaces that do not break": filled("\xa0\xa0"),
    "cells below each other": stacked("\n\n"),
    "pdfplumber": in_words,
    "pdftotext": lambda rows: [
        part for line in cells(rows) for text in line if text for part in [*wrapped(text, 18), ""]
    ],
    "one line": lambda rows: [" ".join(text for line in cells(rows) for text in line if text)],
    "wide cells written each time": written_each_time,
    "named figures on lines": named("lines"),
    "named figures in phrases": named("phrases"),
    "figures with their path": named("path"),
}
"""Layouts in which it has none."""
BROKEN: dict[str, Layout] = {
    "labels that go on below": broken_labels("\t"),
    "pipes, labels that go on below": broken_labels(" | "),
    "pipes at some ends": ragged,
}
"""Layouts in which its place is not sure."""
ALL = KEPT | LOST | BROKEN


@pytest.mark.parametrize("what", PAPERS)
@pytest.mark.parametrize("layout", ALL)
def test_every_layout_is_read_as_printed(layout: str, what: str) -> None:
    p = PAPERS[what](7)
    assert_right(write(p, ALL[layout]), "a.txt", p)


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("layout", KEPT)
def test_blanks_are_told_where_they_have_their_place(layout: str, seed: int) -> None:
    p = sparse(seed, "")
    assert_right(write(p, KEPT[layout]), "a.txt", p)


def test_cells_told_by_their_columns_quote_the_line_they_stand_on() -> None:
    p = sparse(3, "")
    report = assert_right(write(p, spaced), "a.txt", p)
    cell = {c.key: c for c in report.cells}
    for key in ("req_new.total", "out_refused_state_secret.total", "out_granted_full.other_org"):
        assert (cell[key].place.page, cell[key].place.box) == (None, None)
        assert cell[key].place.offset is not None
    assert cell["req_new.total"].raw in (cell["req_new.total"].quote or "")
    assert "1.属于国家秘密" in (cell["out_refused_state_secret.total"].quote or "")


@pytest.mark.parametrize("layout", LOST | BROKEN)
def test_blanks_that_left_no_trace_are_unread(layout: str) -> None:
    p = sparse(3, "")
    assert_not_wrong(write(p, ALL[layout]), "a.txt", p)
    if layout != "cells below each other":
        assert verdict(write(p, ALL[layout]), "a.txt", p).report.status is Status.PARTIAL


@pytest.mark.parametrize(("below", "state"), [("", State.UNREAD), ("\n", State.BLANK)])
def test_an_empty_row_leaves_a_line_and_a_lost_one_none(below: str, state: State) -> None:
    before, heading, after = write(paper(6), spaced).partition("\n五、")
    headings, _, _ = before.rstrip().rpartition("\n")
    [report] = read_reports(source((headings + "\n" + below + heading + after).encode(), "a.txt"))
    assert {cell.state for cell in report.cells if cell.table == "table4"} == {state}
    assert report.status is (Status.COMPLETE if state is State.BLANK else Status.PARTIAL)


def test_figures_beside_words_in_a_row_have_no_sure_column() -> None:
    whole = write(paper(6, form2="t2019"), spaced)
    [row] = [line for line in whole.split("\n") if line.startswith(" 行政强制")]
    first, second, third = row.split()[1:]
    at, after = row.index(second), row.index(third)
    moved = f"{' 行政强制':<{at}}{first:<{after - at}}{second}   见附件"
    [report] = read_reports(source(whole.replace(row, moved).encode(), "a.txt"))
    cells = {cell.code: cell.state for cell in report.cells if cell.code.startswith("pd19_coercion")}
    assert set(cells.values()) == {State.UNREAD}
    assert report.status is Status.PARTIAL


@pytest.mark.parametrize("captions", [("2022年：", "2023年："), ("", "")])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_years_in_one_section_the_captions_tell_the_own(
    order: tuple[int, int], captions: tuple[str, str]
) -> None:
    own, before = paper(6), paper(7)
    both = [
        "\n".join(["", caption, *LOST["spaces"](tables(p)["three"])])
        for p, caption in zip((before, own), captions, strict=True)
    ]
    head, heading, rest = write(own, LOST["spaces"]).partition(own.headings[2])
    text = head + heading + "".join(both[n] for n in order) + rest[rest.index("\n" + own.headings[3]) :]
    if all(captions):
        assert_right(text, "a.txt", own)
    else:
        assert_not_wrong(text, "a.txt", own)
        assert verdict(text, "a.txt", own).report.status is Status.PARTIAL


def test_a_report_on_one_line() -> None:
    p = sparse(5)
    report: Report = assert_right(write(p, LOST["one line"]).replace("\n", " "), "a.txt", p)
    assert sorted(report.sections) == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("layout", ["copied from Word", "spaces", "pipes", "pdftotext -layout", "pdfplumber"])
def test_pages_begin_between_any_two_lines(layout: str) -> None:
    p = paper(6)
    lines: Lines = []
    for n, line in enumerate(write(p, ALL[layout]).split("\n")):
        lines += [line, f"— {n // 13} —", f"\f{p.title}"] if n % 13 == 12 else [line]
    assert_right("\n".join(lines), "a.txt", p)


@pytest.mark.parametrize("sign", ["|", "\t"])
def test_all_cells_on_one_line(sign: str) -> None:
    p = sparse(5)
    assert_right(write(p, KEPT["one cell a line"]).replace("\n", sign), "a.txt", p)


@pytest.mark.parametrize("seed", [3, 4])
def test_rows_that_begin_with_an_empty_cell_between_pipes(seed: int) -> None:
    p = sparse(seed, "")
    assert_right(write(p, joined(" | ")), "a.txt", p)


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize("every", [9, 13, 40])
def test_bare_page_numbers_among_cells_on_lines_of_their_own(every: int, title: bool) -> None:
    p = paper(6)
    lines: Lines = []
    for n, line in enumerate(write(p, KEPT["one cell a line"]).split("\n"), 1):
        lines += [line, str(n // every)] if n % every == 0 else [line]
        if n % every == 0:
            lines.append(p.title if title else "\f")
    assert_right("\n".join(lines), "a.txt", p)


@pytest.mark.parametrize("key", ["req_new.total", "pd_normdocs_in_force", "pd_penalty_decisions"])
def test_a_digit_below_its_figure_is_no_page_number(key: str) -> None:
    p = paper(6)
    p.cells[key] = f"{int(p.cells[key]) or 1}27"
    text = write(p, spaced)
    whole = next(line for line in text.split("\n") if f" {p.cells[key]}" in line)
    at = width(whole[: whole.index(p.cells[key])])
    cut = whole.replace(p.cells[key], p.cells[key][:-1], 1)
    assert_not_wrong(text.replace(whole, f"{cut}\n{' ' * at}{p.cells[key][-1]}"), "a.txt", p)


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-16", "\r\n"), ("gb18030", "\r\n"), ("utf-8-sig", "\r")]
)
def test_files_of_other_systems(encoding: str, newline: str) -> None:
    p = sparse(8, "")
    text = write(p, KEPT["copied from Word"])
    assert_right(text.replace("\n", newline).encode(encoding), "a.txt", p)


@pytest.mark.parametrize("after", range(1, 8))
@pytest.mark.parametrize(
    "label", ["3.要求提供公开出版物", "行政规范性文件", "四、结转下年度继续办理", "尚未审结"]
)
def test_a_number_too_many_among_cells_below_each_other_is_no_cell(label: str, after: int) -> None:
    p = paper(2)
    lines = write(p, KEPT["one cell a line"]).split("\n")
    at = max(n for n, line in enumerate(lines) if line == label)
    lines.insert(at + after, "5")
    assert_not_wrong("\n".join(lines), "a.txt", p)


def test_a_value_that_slips_into_the_lines_of_the_next_label_is_not_read_there() -> None:
    p = sparse(9, "")
    lines = write(p, spaced).split("\n")
    at = next(n for n, line in enumerate(lines) if "8.属于行政查询事项" in line)
    label, value = lines[at][:40], lines[at][40:]
    if value.strip():
        lines[at : at + 1] = [label.rstrip(), " " * 40 + value]
    assert_not_wrong("\n".join(lines), "a.txt", p)


def test_the_name_that_heads_each_page_is_no_part_of_the_title() -> None:
    p = paper(6)
    name, rest = p.title.split("2023", 1)
    text = write(p, spaced).replace(p.title, f"{name}\n2023{rest}", 1)
    lines = text.split("\n")
    pages = ["\n".join(lines[n : n + 30]) for n in range(0, len(lines), 30)]
    assert_right("\f".join(f"{' ' * 30}{name}\n{page}" for page in pages), "a.txt", p)


def test_figures_by_blanks_behind_a_label_and_a_tab() -> None:
    p = paper(6)
    lines = [
        "\t".join((" ".join(row[:-7]), " ".join(row[-7:]))) if len(row) > 7 else " ".join(row)
        for row in map(str.split, write(p, filled(" ")).split("\n"))
    ]
    assert_right("\n".join(lines), "a.txt", p)


@pytest.mark.parametrize(
    "mark", ["· {} ·", "— {} —", "Page {} of 9", "—\n {} \n—", "file:///a/b.html   {}/9"]
)
def test_marks_of_pages_between_rows(mark: str) -> None:
    p = paper(6)
    lines: Lines = []
    for n, line in enumerate(write(p, filled(" ")).split("\n")):
        lines += [line, mark.format(1 + n // 13)] if n % 13 == 12 else [line]
    assert_right("\n".join(lines), "a.txt", p)


def test_the_heading_of_table_three_once_more_on_a_page_says_nothing() -> None:
    p = paper(6)
    lines = write(p, KEPT["one cell a line"]).split("\n")
    first = next(n for n, line in enumerate(lines) if "申请人情况" in line) - 1
    heading = lines[first : next(n for n, line in enumerate(lines) if line.startswith("一、本年新收"))]
    at = next(n for n, line in enumerate(lines) if line.startswith("2.重复申请"))
    assert_right("\n".join([*lines[:at], *heading, *lines[at:]]), "a.txt", p)


def test_cells_cut_at_a_width_hold_whole_figures() -> None:
    """A line of the file for each line of the cells."""
    p = paper(6, big=3000)

    def cut(rows: Rows) -> Lines:
        lines: Lines = []
        for row in cells(rows):
            parts = [[t[n : n + 3] for n in range(0, len(t), 3)] if t.isdecimal() else [t] for t in row]
            for n in range(max(map(len, parts))):
                lines.append("\t".join(part[n] if n < len(part) else "" for part in parts))
        return lines

    assert_not_wrong(write(p, cut), "a.txt", p)
    assert len([c for c in verdict(write(p, cut), "a.txt", p).report.cells if c.value]) > 100


@pytest.mark.parametrize("seed", [3, 4])
def test_columns_that_count_every_sign_as_one(seed: int) -> None:
    """As pdfplumber sets out a page with ``layout=True``."""
    p = sparse(seed, "")
    lines = [
        re.sub(r"\S+", lambda m: m[0] + " " * (width(m[0]) - len(m[0])), line) if "  " in line else line
        for line in write(p, spaced).split("\n")
    ]
    assert_right("\n".join(lines), "a.txt", p)


def test_a_value_above_its_label_at_the_edge_is_no_blank() -> None:
    p = sparse(3).put(pd_penalty_decisions="0", pd_admin_fees_amount="408")
    text = (
        write(p, filled("   "))
        .replace("行政处罚   0", "0\n行政处罚")
        .replace("行政事业性收费   408", "408\n行政事业性收费")
    )
    assert_not_wrong(text, "a.txt", p)


def in_two_lines(columns: int, first: int) -> Layout:
    """Labels cut at a width on lines of their own, and the figures of a row of seven in two lines."""

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for row in rows:
            figures = [box.text for box in row if box.key]
            for box in row if figures else ():
                out += [] if box.key else wrapped(box.text, columns)
            cut_at = first if len(figures) == 7 else len(figures)
            out += ["\t".join(part) for part in (figures[:cut_at], figures[cut_at:]) if part]
            out += [] if figures else ["\t".join(box.text for box in row)]
        return out

    return layout


@pytest.mark.parametrize(("columns", "first"), [(10, 5), (14, 4), (22, 3)])
def test_labels_on_lines_of_their_own_and_rows_of_figures_in_two_lines(columns: int, first: int) -> None:
    p = paper(6)
    assert_right(write(p, in_two_lines(columns, first)), "a.txt", p)


def test_two_lines_of_a_row_that_changed_places_are_not_that_row() -> None:
    p = sparse(6)
    p.put(out_granted_full__total="89", out_granted_full__natural_person="89")
    p.put(**{f"out_granted_full__{column}": "0" for column in COLUMNS[1:-1]})
    text = write(p, in_two_lines(40, 4))
    swapped = text.replace("89\t0\t0\t0\n0\t0\t89", "0\t0\t89\n89\t0\t0\t0")
    assert swapped != text
    assert_not_wrong(swapped, "a.txt", p)


def test_a_row_whose_label_is_garbled_above_one_in_two_lines_is_not_that_one() -> None:
    p = paper(6)
    text = write(p, filled(" ")).replace("4.保护第三方合法权益", "4.益保护第三方合法权")
    text = re.sub(r"(5.属于三类内部事务)信息( \d+)", r"\1\2\n信息", text)
    assert_not_wrong(text, "a.txt", p)


@pytest.mark.parametrize("sign", ["\t", " "])
def test_figures_of_table_two_above_their_labels(sign: str) -> None:
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for row in rows:
            figures = [box.text for box in row if box.key]
            label = [box.text for box in row if not box.key]
            out += [sign.join(figures), *label] if 0 < len(figures) < 5 else [sign.join(label + figures)]
        return out

    assert_right(write(p, layout), "a.txt", p)


@pytest.mark.parametrize("alone", [False, True])
def test_empty_cells_between_the_figures_of_a_row(alone: bool) -> None:
    """As MarkItDown sets out tables without rulings, some rows as tables of their own."""
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for n, line in enumerate(cells(rows)):
            figures = [text for text in line if text.isdecimal()]
            if len(figures) == 7:
                gaps = [
                    text
                    for k, text in enumerate(figures)
                    for text in ((text, "") if k in (n % 3, 4) else (text,))
                ]
                out += ["", line[-8]] if alone else []
                out += [pipes(["", *([] if alone else line[:-7]), "", *gaps])]
                out += ["|" + "---|" * (len(gaps) + 2), ""] if alone else []
            elif len(figures) == 15:
                out.append(pipes(["", " ".join(figures[:2]), "", *figures[2:]]))
            else:
                out.append(pipes(line))
        return out

    assert_right(write(p, layout), "a.md", p)


def test_pipes_that_cut_the_lines_of_a_page_anywhere() -> None:
    """As MarkItDown sets out a page: parts of labels outside, two figures in a cell."""

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for row in rows:
            figures = [box.text for box in row if box.key]
            above, *below = wrapped("".join(box.text for box in row[-len(figures) - 1 :] if not box.key), 18)
            cut = [" ".join(figures[:2]), *figures[2:]] if len(figures) == 7 else figures
            inside = [above] if figures and not below else [""] if figures else [box.text for box in row]
            out += [] if inside[0] else [above]
            out += ["| " + " | ".join(inside + cut) + " |", "|" + " --- |" * len(inside + cut)]
            out += below if figures else []
        return out

    p = paper(6)
    assert_right(write(p, layout), "a.md", p)


def test_a_total_that_goes_on_in_the_line_below() -> None:
    """Among cells on lines of their own, as in a narrow column."""
    p = paper(6, big=3000)
    lines = write(p, KEPT["one cell a line"]).split("\n")
    at = lines.index(p.cells["req_new.total"])
    lines[at : at + 1] = [lines[at][:-1], lines[at][-1]]
    assert_right("\n".join(lines), "a.txt", p)


@pytest.mark.parametrize("sign", [" / ", "/", "、", "·", "||", ";;", " - "])
def test_any_one_sign_between_cells(sign: str) -> None:
    p = paper(6)
    assert_right(write(p, filled(sign)), "a.txt", p)


def test_figures_behind_names_parted_by_blanks_or_by_the_comma_of_lists() -> None:
    p = paper(6)
    phrases = write(p, named("phrases")).replace("=", "：")
    assert_right(phrases.replace("，", " "), "a.txt", p)
    assert_right(re.sub(r"(?<=\d)，", "、", phrases), "a.txt", p)


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_tabs_between_figures_whose_row_goes_on_in_the_next_line(cut: int) -> None:
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for line in cells(rows):
            *above, label = [box for box in line if not box.isdecimal()] or [""]
            figures = [box for box in line if box.isdecimal()]
            seven = figures if len(figures) == 7 else []
            out += above
            out.append("\t".join([label, *(seven[:cut] or figures)]))
            out += ["\t".join(seven[cut:])] if seven else []
        return out

    assert_right(write(p, layout), "a.txt", p)


def test_a_label_and_its_first_figure_by_a_blank_and_the_others_by_tabs() -> None:
    p = paper(6)
    lines = [re.sub(r"(?<=\d) (?=\d)", "\t", line) for line in write(p, filled(" ")).split("\n")]
    assert_right("\n".join(lines), "a.txt", p)


@pytest.mark.parametrize("where", ["below", "above", "around"])
def test_figures_of_a_row_that_narrow_columns_cut_are_told_by_their_sum(where: str) -> None:
    p = paper(6, big=9000)
    row = next(line for line in write(p, filled(" ")).split("\n") if "一、本年新收" in line)
    label, *figures = row.split(" ")
    begun = [figure[:5] for figure in figures if len(figure) > 5]
    ends = [figure[5:] for figure in figures if len(figure) > 5]
    lines = {
        "below": [[label, *(figure[:5] for figure in figures)], ends],
        "above": [begun, [label, *(figure[5:] or figure for figure in figures)]],
        "around": [begun, [label, *(figure for figure in figures if len(figure) <= 5)], ends],
    }[where]
    text = write(p, filled(" ")).replace(row, "\n".join(map(" ".join, lines)))
    assert_right(text, "a.txt", p)


@pytest.mark.parametrize("mark", ["- {} -", "第 {} 页", "{}"])
def test_the_name_that_stands_below_the_number_of_every_page_is_no_row(mark: str) -> None:
    p = paper(6)
    lines: Lines = []
    for n, line in enumerate(write(p, KEPT["one cell a line"]).split("\n")):
        lines += [line, mark.format(1 + n // 37), "某局办公室"] if n % 37 == 36 else [line]
    assert_right("\n".join(lines), "a.txt", p)


def test_the_name_of_a_group_amid_a_label_beside_the_figures_of_its_row() -> None:
    """Set in the middle of its cells, it stands on the line of a row's figures."""
    p = paper(6)
    row = next(line for line in write(p, filled(" ")).split("\n") if "2.申请人逾期" in line)
    figures = row.split(" ")[-7:]
    label = row.removesuffix(" ".join(["", *figures]))
    lines = [label[:20], " ".join(["（六）其他处理", *figures]), label[20:]]
    text = write(p, filled(" ")).replace("（六）其他处理 ", "").replace(row, "\n".join(lines))
    assert_right(text, "a.txt", p)


def test_digits_set_apart_beside_blank_totals_between_pipes() -> None:
    """Six figures are seven words there, and no line is cut anywhere."""
    p = sparse(6)
    p.put(**{f"out_notproc_{row}__natural_person": "46" for row in ("duplicate", "publication", "excessive")})
    p.cells |= {f"{code}.total": "" for code, *_ in ROWS[2:-2]}
    text = write(p, ruled(pipes, lambda n: "|" + " --- |" * n))
    apart = re.sub(r"(?<=\| )\d{2,}(?= \|)", lambda figure: " ".join(figure[0]), text)
    assert_right(apart, "a.md", p)


def test_seven_dashes_that_run_into_each_other_and_into_their_label() -> None:
    p = sparse(4, "—")
    text = write(p, filled(" "))
    glued = text.replace(" — — — — — — —\n", "———————\n")
    assert glued.count("———————") > 5
    assert_right(glued, "a.txt", p)


def test_one_dash_a_cell_is_the_rule_below_a_head() -> None:
    p = paper(6)
    text = write(p, ruled(pipes, lambda n: "|" + "-|" * n))
    assert_right(text, "a.md", p)


def test_labels_that_begin_above_rows_with_tabs() -> None:
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for line in cells(rows):
            *above, last = wrapped(line[0], 14)
            out += [*above, "\t".join([last, *line[1:]])]
        return out

    assert_right(write(p, layout), "a.txt", p)


@pytest.mark.parametrize(
    "layout", ["copied from Word", "spaces", "pdftotext -layout", "numbers run into their labels"]
)
def test_a_number_alone_may_be_the_rest_of_the_figure_that_ends_the_line_above(layout: str) -> None:
    """In table two, where no sum tells; a page's number there costs that figure."""
    layouts = {**ALL, "numbers run into their labels": lambda rows: ["".join(line) for line in flat(rows)]}
    p = paper(6, big=3000)
    text = re.sub(r"(?m)^(\s*行政许可\s*\d+)(\d)\s*$", r"\1\n\2", write(p, layouts[layout]))
    [report] = read_reports(source(text.encode(), "a.txt"))
    assert [c.state for c in report.cells if c.code == "pd_licensing_decisions"] == [State.UNREAD]


def test_a_number_alone_may_be_the_rest_of_a_figure_of_table_two_that_seems_a_sum() -> None:
    p = paper(6).put(pd_rules_issued="0", pd_rules_repealed="2", pd_rules_in_force="28")
    text = write(p, filled(" ")).replace("规章 0 2 28", "规章 0 2 2\n8")
    assert assert_not_wrong(text, "a.txt", p).status is Status.PARTIAL


def test_a_label_s_number_below_the_longest_figure_is_no_part_of_it() -> None:
    """The label breaks over lines, and its first stands in the column of a figure of the row above."""
    p = sparse(6).put(out_notproc_publication__commercial_enterprise="256000")

    def layout(rows: Rows) -> Lines:
        broken = {
            "3.要求提供公开出版物": "3.要求提供\n公开出版物",
            "4.无正当理由大量反复申请": "\t\t4.无正当理\n由大量反复申\n请",
        }
        return ["\t".join(broken.get(text, text) for text in line) for line in cells(rows)]

    assert_not_wrong(write(p, layout), "a.txt", p)


@pytest.mark.parametrize("mark", ["{:>4}  ", "{}\t", "{:03}: ", "{:>5}|"])
@pytest.mark.parametrize("layout", ["copied from Word", "one cell a line", "pdftotext -layout"])
def test_numbers_before_every_line_are_no_figures(layout: str, mark: str) -> None:
    p = paper(6)
    lines = write(p, KEPT[layout]).split("\n")
    assert_right("\n".join(mark.format(n) + line for n, line in enumerate(lines, 1)), "a.txt", p)


@pytest.mark.parametrize(
    "layout", [filled("，"), lambda rows: [",".join(f'"{text}"' for text in line) for line in flat(rows)]]
)
def test_a_tab_before_every_line_begins_no_row(layout: Layout) -> None:
    p = paper(6)
    text = re.sub(r"(?m)^(?=.)", "\t", write(p, layout))
    assert_right(text, "a.txt", p)


@pytest.mark.parametrize("gap", ["   ", "\t"])
def test_signs_that_all_stand_a_blank_apart_make_words(gap: str) -> None:
    p = paper(6)
    text = write(p, lambda rows: [gap.join(map(" ".join, line)) for line in cells(rows)])
    assert_right(text, "a.txt", p)


def test_merged_cells_of_table_two_said_once_more_for_each_column() -> None:
    """As scripts write the cells of a Word table, each on a line; a table that says none twice keeps like figures."""
    p = paper(6)
    p.put(pd_rules_issued="4", pd_rules_repealed="4", pd_rules_in_force="4")

    def layout(rows: Rows) -> Lines:
        return [box.text for row in rows for box in row for _ in range(box.across if box.across < 5 else 1)]

    assert_right(write(p, layout, "\n\n").replace("\n", "\n\n"), "a.txt", p)


def test_a_number_alone_may_begin_a_figure_of_the_row_below() -> None:
    p = paper(6, big=3000)
    text = write(p, filled(" "))
    row = next(line for line in text.split("\n") if re.fullmatch(r"\d+(?: \d+){14}", line))
    figures = row.split(" ")
    torn = "\n".join([figures[4][:2], " ".join([*figures[:4], figures[4][2:] or "7", *figures[5:]])])
    report = assert_not_wrong(text.replace(row, torn), "a.txt", p)
    assert report.status is Status.PARTIAL


def test_a_number_alone_below_a_row_whose_quoted_label_breaks_may_end_its_total() -> None:
    p = paper(6, big=3000)
    text = write(p, lambda rows: ["\t".join(line) for line in cells(rows)])
    torn = re.sub(r"(?m)\t?(3.补正后)(.*?)(\t.*\d\d)(\d)$", r'\t"\1\n\2"\3\n\4', text)
    assert torn.count("\n") == text.count("\n") + 2
    assert assert_not_wrong(torn, "a.txt", p).status is Status.PARTIAL


def test_a_number_alone_above_a_row_without_figures_is_the_page_s() -> None:
    p = paper(6)
    for code in [code for code in p.cells if code.startswith(("rev_", "lit_"))]:
        p.cells[code] = "-"
    text = write(p, filled(" "))
    row = " ".join(["-"] * 15)
    assert text.count(row) == 1
    assert_right(text.replace(row, "1\n" + row), "a.txt", p)


@pytest.mark.parametrize("mark", ["- ", "· ", "  * "])
def test_a_mark_before_every_cell_makes_no_figure_less_than_nothing(mark: str) -> None:
    p = sparse(6)
    assert_right(write(p, lambda rows: [mark + text for line in cells(rows) for text in line]), "a.txt", p)


@pytest.mark.parametrize("sign", [";", "|", "^"])
def test_all_cells_in_quotation_marks(sign: str) -> None:
    p = paper(6)
    assert_right(
        write(p, lambda rows: [sign.join(f'"{t}"' for t in line) for line in flat(rows)]), "a.txt", p
    )


def test_seven_digits_run_into_the_end_of_a_label() -> None:
    """On one page of a text whose other rows stand apart."""
    p = sparse(6)
    p.put(**{f"out_notproc_duplicate.{column}": "0" for column in COLUMNS})
    text = write(p, filled(" "))
    assert "2.重复申请 0 0 0 0 0 0 0" in text
    found = assert_not_wrong(text.replace("2.重复申请 0 0 0 0 0 0 0", "2.重复\n申请0000000"), "a.txt", p)
    assert all(c.value == 0 for c in found.cells if c.code == "out_notproc_duplicate")


def test_a_row_of_table_four_that_slipped_by_one_empty_cell_is_unread() -> None:
    p = sparse(6, nought="")
    p.put(rev_upheld="", rev_corrected="1", rev_other="", rev_pending="2", rev_total="3")
    text = write(p, KEPT["copied from Word"])
    row = next(line for line in text.split("\n") if line.startswith("\t1\t\t2\t3\t"))
    report = assert_not_wrong(text.replace(row, row[1:] + "\t"), "a.txt", p)
    assert {c.state for c in report.cells if c.table == "table4"} == {State.UNREAD}


def test_the_heading_of_section_four_parts_tables_of_one_sheet() -> None:
    p = paper(6, form2="t2019", form3="t2019")
    lines = [row.split("\t") for row in write(p, KEPT["copied from Word"], "").split("\n")]
    lines = [[*row, *[""] * (15 - len(row))] for row in lines]
    for n in [n for n, row in enumerate(lines) if row[0][:2] in ("三、", "五、") and not any(row[1:])][::-1]:
        lines.insert(n, [""] * 15)
    assert_right("\n".join(map(",".join, lines)), "a.csv", p)


@pytest.mark.parametrize("layout", ["pipes", "copied from Word", "commas"])
@pytest.mark.parametrize("torn", [r"\1\2\4\n\3", r"\2\n\1\3\4"])
def test_a_number_alone_beside_cells_of_table_two_may_be_part_of_one(layout: str, torn: str) -> None:
    p = paper(6, big=3000)
    p.put(pd_licensing_decisions="4567")
    text = re.sub(r"(?m)^(.*行政许可\W+)(4)(567)(.*)$", torn, write(p, KEPT[layout]))
    [report] = read_reports(source(text.encode(), "a.txt"))
    assert [c.state for c in report.cells if c.code == "pd_licensing_decisions"] == [State.UNREAD]
