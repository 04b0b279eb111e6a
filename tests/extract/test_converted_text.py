"""Reports as converters of pages, recognisers and data frames write them: read as printed, or not read.

The shapes are those that public collections of such reports have; the figures are our own.
"""

import random
import re
from collections.abc import Callable, Sequence

import pytest

from extract.reports.model import Status
from tests.extract.messy import (
    COLUMNS,
    RESULT_WORDS,
    RESULTS,
    Box,
    Paper,
    Rows,
    assert_not_wrong,
    assert_right,
    html_table,
    narrative,
    outcome_rows,
    paper,
    placed,
    tables,
    verdict,
)
from tests.extract.test_text_layouts import Layout, Lines, cells, sparse, write


def width(rows: Rows) -> int:
    return len(placed(rows)[0])


def closed(*, opened: str = "", filled: str = "", covered: bool = False) -> Layout:
    """One cell to a line, each closed by a pipe.

    ``opened``: a pipe alone stands before each ``row`` or ``cell``. ``filled``: rows are filled up to one width with
    pipes, on a line ``below`` or ``beside`` their last cell. ``covered``: an empty cell stands where one from above
    reaches down.
    """

    def layout(rows: Rows) -> Lines:
        out = []
        for line in with_covered(rows) if covered else cells(rows):
            out += ["|"] if opened == "row" else []
            for text in line:
                out += ["|"] if opened == "cell" else []
                out.append(f"{text} |" if text else "|")
            more = "|" * (width(rows) - len(line)) if filled else ""
            if more and filled == "below":
                out.append(more)
            elif more:
                out[-1] += f" {more}"
        return out

    return layout


def with_covered(rows: Rows) -> list[list[str]]:
    """The texts of the cells that begin in each row, and of those that reach down into it nothing."""
    lines = []
    for line in placed(rows):
        across = 0
        lines.append([])
        for text, box in line:
            across = box.across if box else across
            lines[-1] += [text] if box or across <= 0 else []
            across -= 1
    return lines


def parted(rows: Rows) -> Lines:
    """One cell to a line, a pipe on a line of its own after each."""
    return [part for line in cells(rows) for text in line for part in (text, "|") if part]


def begun(rows: Rows) -> Lines:
    """One cell to a line, a pipe before each but the first of a row, and one after the row."""
    out = []
    for first, *rest in cells(rows):
        out += [first, *(f"| {text}".rstrip() for text in rest), "|"]
    return out


def rows_closed(rows: Rows) -> Lines:
    """A row to a line, each cell closed by a pipe, none before the first."""
    return ["".join(f"{text} | " if text else "| " for text in line).rstrip() for line in cells(rows)]


def widened(rows: Rows) -> Lines:
    """Markdown in which a wide cell is followed by empty ones, and a tall one stands only in its first row."""
    first, *rest = ["|" + "".join(f" {box.text} |" + " |" * (box.across - 1) for box in row) for row in rows]
    return [first, "|" + " --- |" * width(rows), *rest]


def repeated(rows: Rows) -> list[list[str]]:
    """The full grid, the text of a merged cell in each of its places."""
    grid = [["" for _ in line] for line in placed(rows)]
    for r, line in enumerate(placed(rows)):
        for c, (text, box) in enumerate(line):
            for down in range(box.down if box else 0):
                for across in range(box.across if box else 0):
                    grid[r + down][c + across] = text
    return grid


def markdown(grid: Sequence[Sequence[str]]) -> Lines:
    first, *rest = ["| " + " | ".join(line) + " |" for line in grid]
    return [first, "|" + "---|" * len(grid[0]), *rest]


def data_frame(rows: Rows) -> Lines:
    grid = repeated(rows)
    return markdown(
        [
            ["", *map(str, range(len(grid[0])))],
            *([str(n), *(text or "nan" for text in line)] for n, line in enumerate(grid)),
        ]
    )


def numbered(rows: Rows) -> Lines:
    """A data frame as comma-separated text, with the numbers of its columns above."""
    grid = repeated(rows)
    return [",".join(map(str, range(len(grid[0])))), *(",".join(line) for line in grid)]


def formula(box: Box) -> str:
    return f"${box.text}$" if box.text.isdigit() else box.text


CONVERTED: dict[str, Layout] = {
    "cells closed by pipes": closed(),
    "cells closed by pipes, rows opened by one": closed(opened="row"),
    "cells opened and closed by pipes": closed(opened="cell"),
    "cells closed by pipes, covered ones empty, rows filled up": closed(covered=True, filled="below"),
    "cells closed by pipes, rows filled up below": closed(filled="below"),
    "cells closed by pipes, rows filled up beside": closed(filled="beside"),
    "cells closed by pipes, rows opened and filled up": closed(opened="row", filled="below"),
    "cells closed by pipes, rows opened and filled up beside": closed(opened="row", filled="beside"),
    "pipes alone between cells": parted,
    "rows closed by pipes": rows_closed,
    "wide cells followed by empty ones": widened,
    "merged cells repeated": lambda rows: markdown(repeated(rows)),
    "data frame": data_frame,
    "data frame as commas": numbered,
    "numbers as formulas": lambda rows: markdown([[formula(Box(t)) for t, _ in r] for r in placed(rows)]),
    "numbers as formulas in HTML": lambda rows: [html_table(rows, formula)],
}


def some_blank(seed: int) -> Paper:
    """Noughts, blanks and strokes as they come."""
    p = sparse(seed)
    rng = random.Random(seed)
    p.cells = {key: rng.choice(("0", "0", "", "/")) if n == "0" else n for key, n in p.cells.items()}
    return p


def change_blank(seed: int) -> Paper:
    """The form of 2019, some cells of table two empty."""
    p = paper(seed, form2="t2019", form3="t2019")
    rng = random.Random(seed)
    return p.put(**{key: "" for key in p.cells if key.startswith("pd19") and rng.random() < 0.4})


PAPERS: dict[str, Callable[[int], Paper]] = {
    "0": sparse,
    "blank": lambda seed: sparse(seed, ""),
    "some blank": some_blank,
    "2019": change_blank,
    "nothing at all": lambda seed: sparse(seed).put(**dict.fromkeys(sparse(seed).cells, "")),
}


@pytest.mark.parametrize("what", PAPERS)
@pytest.mark.parametrize("layout", CONVERTED)
def test_converted_tables_are_read_as_printed(layout: str, what: str) -> None:
    p = PAPERS[what](4)
    assert_right(write(p, CONVERTED[layout]), "a.txt", p)


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("\n", " \n"), ("第二十条第", "第二十条  第"), ("（", "(")], ids=repr
)
@pytest.mark.parametrize("layout", CONVERTED)
def test_converted_tables_with_the_signs_of_other_systems(layout: str, change: tuple[str, str]) -> None:
    p = sparse(4, "")
    assert_right(write(p, CONVERTED[layout]).replace(*change), "a.txt", p)


def test_a_head_over_two_rows_that_are_closed_by_pipes() -> None:
    p = some_blank(5)
    one = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |"
    two = "商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 |\n企业 | 机构 |"
    text = write(p, rows_closed)
    assert one in text
    assert_right(text.replace(one, two), "a.txt", p)


def test_cells_begun_by_pipes() -> None:
    p = paper(3)
    found = verdict(write(p, begun), "a.txt", p)
    assert found.word == "partial", str(found)
    # The first value of table four stands on a line without a pipe, as the number of a page may.
    assert all(key.startswith(("rev_", "lit_")) for key in found.unread), str(found)


def test_a_cell_on_a_line_of_its_own_tells_its_line_and_its_row() -> None:
    p = sparse(3)
    text = write(p, closed(filled="below"))
    report = assert_right(text, "a.txt", p)
    cell = next(c for c in report.cells if c.key == "out_notproc_duplicate.total")
    assert cell.place.path is not None
    assert cell.place.offset is not None
    number = int(cell.place.path.removeprefix("line "))
    assert text.split("\n")[number - 1] == f"{cell.raw} |"
    assert text[cell.place.offset :].startswith(f"{cell.raw} |")
    assert (cell.quote or "").startswith("2.重复申请")


# --- a table for each group, as a recogniser writes it ---------------------------------------------------------


def by_group(p: Paper, heads: Sequence[str]) -> str:
    """Every group of rows under a heading of its own, with heads that the recogniser made up."""
    out: Lines = []
    head = markdown([heads])
    drawn = tables(p)
    for kind, what in narrative(p):
        if not callable(what):
            out += [{"title": "# ", "h": "## "}.get(kind, "") + what, ""]
        elif what.__name__ == "two":
            for line in cells(drawn["two"]):
                out += ["", f"### {line[0]}"] if len(line) == 1 else markdown([line])[:1]
                out += markdown([line])[1:] if line[0] == "信息内容" else []
        elif what.__name__ == "three":
            out += ["### 申请人情况（总计）", *markdown([["数据项目", "数量"], ["-", "-"]]), ""]
            last = ""
            for code, group, label in outcome_rows(p.form3):
                under = label if group in ("", "三") else group
                out += ["", f"### {under}", *head] if under != last else []
                out += markdown([[label, *(p.cells[f"{code}.{column}"] for column in COLUMNS)]])[:1]
                last = under
        else:
            for route, name in (
                ("rev", "行政复议"),
                ("lit_direct", "行政诉讼（未经复议直接起诉）"),
                ("lit_after", "行政诉讼（复议后起诉）"),
            ):
                out += [
                    f"### {name}",
                    *markdown([RESULT_WORDS, [p.cells[f"{route}_{r}"] for r in RESULTS]]),
                    "",
                ]
    return "\n".join(out)


@pytest.mark.parametrize("nought", ["0", "", "—"])
@pytest.mark.parametrize("heads", ["made up", "real", "empty"])
def test_a_table_for_each_group_of_rows(heads: str, nought: str) -> None:
    p = sparse(3, nought)
    above = {
        "made up": ["类别", *(f"数据{n}" for n in range(1, 7)), "总计"],
        "real": ["类别", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        "empty": [""] * 8,
    }[heads]
    assert_right(by_group(p, above), "a.md", p)


# --- what a model makes of the page ---------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [" / ", "-", " > ", "："])
@pytest.mark.parametrize("form", ["t2021", "t2019"])
def test_labels_behind_the_headings_of_all_their_groups(form: str, sign: str) -> None:
    p = paper(6, form2=form, form3=form)

    def layout(rows: Rows) -> Lines:
        grid = repeated(rows)
        if width(rows) != 10:
            return markdown(grid)
        return markdown([[sign.join(dict.fromkeys(line[:3])), *line[3:]] for line in grid])

    assert_right(write(p, layout), "a.md", p)


def test_a_rule_between_rows_with_tabs() -> None:
    p = paper(6)
    text = write(p, lambda rows: ["\t".join(line) for line in repeated(rows)])
    assert_right(re.sub(r"\n(?=.*2.没有现成信息)", "\n---\n", text), "a.txt", p)


def told(p: Paper, sign: str, *, above: bool = False) -> str:
    """Tables two and four as lists: each row on a line, or each route ``above`` its figures."""
    drawn = tables(p)
    out: Lines = []
    for kind, what in narrative(p):
        if kind != "t" and not callable(what):
            out += [what, ""]
        elif what.__name__ == "two":
            head: Lines = []
            for row in drawn["two"]:
                first, *rest = [box.text for box in row]
                head = rest if first == "信息内容" else head
                pairs = "，".join(f"{name}{sign}{text}" for name, text in zip(head, rest, strict=False))
                out += [first] if not rest else [f"- {first}：{pairs}"] if head is not rest else []
        elif what.__name__ == "three":
            out += markdown(repeated(drawn["three"]))
        else:
            for route, name in zip(ROUTES, ROUTE_WORDS, strict=True):
                pairs = [
                    f"{word}{sign}{p.cells[f'{route}_{r}']}"
                    for word, r in zip(RESULT_WORDS, RESULTS, strict=True)
                ]
                out += [f"### {name}", *(f"- {pair}" for pair in pairs)] if above else []
                out += [] if above else [f"**{name}**：{'，'.join(pairs)}。"]
        out.append("")
    return "\n".join(out)


ROUTES = ("rev", "lit_direct", "lit_after")
ROUTE_WORDS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")


@pytest.mark.parametrize("nought", ["0", "—"])
@pytest.mark.parametrize(("sign", "above"), [(" ", False), ("", False), ("：", False), ("：", True)])
def test_tables_two_and_four_as_lists(sign: str, above: bool, nought: str) -> None:
    p = sparse(3, nought)
    assert_right(told(p, sign, above=above), "a.md", p)


@pytest.mark.parametrize("word", RESULT_WORDS)
def test_a_list_that_lacks_a_figure_is_not_read(word: str) -> None:
    p = paper(3)
    assert_not_wrong(re.sub(rf"{word} \d+[，。]", "", told(p, " "), count=1), "a.md", p)


# --- never silently wrong --------------------------------------------------------------------------------------


def without(text: str, line: str, below: str, nth: int) -> str:
    """The text without the ``nth`` line after ``line``, to be looked for below ``below``."""
    lines = text.split("\n")
    at = lines.index(line, lines.index(below)) + nth
    return "\n".join(lines[:at] + lines[at + 1 :])


WITH_EMPTY = {
    "covered cells empty": closed(covered=True),
    "covered cells empty, rows opened and filled up beside": closed(
        opened="row", covered=True, filled="beside"
    ),
    "covered cells empty, all cells opened, rows filled up": closed(
        opened="cell", covered=True, filled="below"
    ),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", WITH_EMPTY)
def test_cells_that_others_cover_stand_empty_on_lines_of_their_own(layout: str, seed: int) -> None:
    p = sparse(seed)
    assert_right(write(p, WITH_EMPTY[layout]), "a.txt", p)


@pytest.mark.parametrize("nth", range(1, 8))
@pytest.mark.parametrize(
    "layout",
    ["cells closed by pipes, covered ones empty, rows filled up", "cells opened and closed by pipes"],
)
def test_where_empty_cells_stand_for_others_a_lost_figure_is_no_blank(layout: str, nth: int) -> None:
    p = sparse(5)
    lines = write(p, CONVERTED[layout]).split("\n")
    below = lines.index("2.重复申请 |", lines.index("三、收到和处理政府信息公开申请情况"))
    figures = [n for n in range(below + 1, len(lines)) if lines[n] != "|"]
    del lines[figures[nth - 1]]
    found = assert_not_wrong("\n".join(lines), "a.txt", p)
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize("nth", range(1, 8))
@pytest.mark.parametrize("layout", ["cells closed by pipes", "cells closed by pipes, rows filled up below"])
def test_a_cell_that_is_lost_is_not_made_up_by_those_that_fill_the_row_up(layout: str, nth: int) -> None:
    p = some_blank(5)
    text = without(write(p, CONVERTED[layout]), "2.重复申请 |", "三、收到和处理政府信息公开申请情况", nth)
    found = verdict(text, "a.txt", p)
    assert (found.word, found.report.status) == ("partial", Status.PARTIAL), str(found)
    assert {key.partition(".")[0] for key in found.unread} == {"out_notproc_duplicate"}


@pytest.mark.parametrize("layout", ["cells closed by pipes", "cells closed by pipes, rows filled up below"])
def test_the_number_of_a_page_between_two_cells_is_part_of_neither(layout: str) -> None:
    p = sparse(6)
    lines = write(p, CONVERTED[layout]).split("\n")
    for at in (1, 3, 8):
        below = lines.index("2.重复申请 |") + at
        assert_not_wrong("\n".join([*lines[:below], "5", *lines[below:]]), "a.txt", p)
    piece = lines.index("第二十条第（八）项 |") + 1
    assert_not_wrong("\n".join([*lines[:piece], "- 3 -", *lines[piece:]]), "a.txt", p)


def test_a_row_with_a_cell_fewer_than_the_others_tells_no_blank() -> None:
    p = some_blank(4)
    lines = write(
        p, lambda rows: markdown([[*(b.text for b in r), *[""] * (width(rows) - len(r))] for r in rows])
    )
    rows = lines.split("\n")
    at = next(n for n, row in enumerate(rows) if row.startswith("| 2.没有现成信息"))
    cut = rows[at].split(" | ")
    rows[at] = " | ".join(cut[:5] + cut[6:])
    found = verdict("\n".join(rows), "a.md", p)
    assert found.word == "partial", str(found)


@pytest.mark.parametrize(
    "layout",
    [
        "cells closed by pipes",
        "cells closed by pipes, rows filled up below",
        "cells closed by pipes, rows opened and filled up",
        "pipes alone between cells",
    ],
)
def test_a_pipe_too_many_in_table_four_moves_nothing_into_other_cells(layout: str) -> None:
    p = sparse(5, "")
    lines = write(p, CONVERTED[layout]).split("\n")
    first = lines.index("四、政府信息公开行政复议、行政诉讼情况") + 2
    last = lines.index("五、存在的主要问题及改进情况")
    for at in range(first, last, 3):
        assert_not_wrong("\n".join([*lines[:at], "|", *lines[at:]]), "a.txt", p)


def test_a_wide_cell_written_twice_is_no_two_values() -> None:
    p = paper(7, form2="t2019", form3="t2019").put(
        pd19_procurement_projects="", pd19_admin_fees_items_prev=""
    )
    assert_right(write(p, lambda rows: markdown(repeated(rows))), "a.md", p)


def test_the_numbers_of_a_data_frame_are_no_values() -> None:
    p = sparse(3).put(**{f"{r}_{w}": "" for r in ("rev", "lit_direct", "lit_after") for w in RESULTS})
    text = write(p, numbered)
    head = ",".join(map(str, range(15)))
    assert head in text
    assert_right(text, "a.txt", p)
    assert_not_wrong(text, "a.csv", p)
    assert_not_wrong(text.replace(f"{head}\n", f"{head}\n\n"), "a.txt", p)


def test_several_numbers_in_one_formula_are_not_read_as_one() -> None:
    p = sparse(3)
    text = write(p, CONVERTED["numbers as formulas"])
    row = next(line for line in text.split("\n") if "1.属于国家秘密" in line)
    assert_not_wrong(text.replace(row, row.replace("$ | $", " ", 2)), "a.md", p)


@pytest.mark.parametrize("label", ["规章", "2.重复申请"])
def test_a_number_too_many_among_cells_at_even_distances_is_no_cell(label: str) -> None:
    blank = {"pd_rules_repealed": "", "out_notproc_duplicate.public_welfare_org": ""}
    p = paper(3).put(**blank)
    lines = write(
        p, lambda rows: [part for line in cells(rows) for text in line for part in (text or "\xa0", "")]
    ).split("\n")
    at = lines.index(label)
    for below in range(1, 16):
        assert_not_wrong("\n".join([*lines[: at + below], "5", *lines[at + below :]]), "a.txt", p)


@pytest.mark.parametrize("head", [("本年新", "制作数量"), ("本年新", "", "制作数量")])
def test_headings_over_two_lines_above_cells_below_each_other(head: tuple[str, ...]) -> None:
    p = change_blank(4)
    gap = "" in head

    def layout(rows: Rows) -> Lines:
        out: Lines = []
        for text in (text for line in cells(rows) for text in line):
            out += head if text == "本年新制作数量" else [text or "\xa0"]
            out += [""] if gap else []
        return out

    if gap:
        assert_right(write(p, layout), "a.txt", p)
    else:
        assert_not_wrong(write(p, layout), "a.txt", p)


@pytest.mark.parametrize("nth", range(1, 16))
@pytest.mark.parametrize("row", [13, 24, None], ids=["admin query", "total", "table four"])
def test_a_row_that_lost_a_cell_and_is_filled_up(row: int | None, nth: int) -> None:
    """A blank at its end is none of the publisher's where nothing else is blank, whatever its sums."""
    p = sparse(3).put(**{f"{r}_{w}": "0" for r in ROUTES for w in RESULTS})

    def layout(rows: Rows) -> Lines:
        grid = repeated(rows)
        at = row if width(rows) == 10 else len(grid) - 1 if width(rows) == 15 and row is None else None
        if at is not None:
            cut = (3 if width(rows) == 10 else 0) + (nth - 1) % (7 if width(rows) == 10 else 15)
            grid[at] = [*grid[at][:cut], *grid[at][cut + 1 :], ""]  # as wide as before
        return markdown(grid)

    found = verdict(write(p, layout), "a.md", p)
    assert (found.word, found.report.status) == ("partial", Status.PARTIAL), str(found)


def test_numbers_on_lines_of_their_own_above_the_headings_of_table_four_are_not_its() -> None:
    """A text layer may give those of table three there."""
    p = paper(6)
    lines = write(p, lambda rows: [text for line in cells(rows) for text in line]).split("\n")
    at = lines.index("四、政府信息公开行政复议、行政诉讼情况") + 1
    below = [line for line in lines[at:] if not line.isdecimal()]
    others = [str(int(p.cells[f"rev_{r}"]) * 2) for r in RESULTS] * 3
    assert_not_wrong("\n".join([*lines[:at], *others, *below]), "a.txt", p)


def test_a_table_four_on_its_side_with_a_row_filled_up() -> None:
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        if width(rows) != 15:
            return markdown(repeated(rows))
        told = [
            [word, *(p.cells[f"{r}_{w}"] for r in ROUTES)]
            for word, w in zip(RESULT_WORDS, RESULTS, strict=True)
        ]
        told[3].append("")
        return ["\t".join(line) for line in (["项目", *ROUTE_WORDS], *told)]

    assert_right(write(p, layout), "a.txt", p)


def test_a_table_four_on_its_side_whose_figures_are_all_as_long() -> None:
    """As long as those of a row that goes on below because it is cut at a width."""
    p = paper(6).put(**{f"{r}_{w}": "216" for r in ROUTES for w in RESULTS})
    p.put(**{f"{r}_total": "864" for r in ROUTES})

    def layout(rows: Rows) -> Lines:
        if width(rows) != 15:
            return markdown(repeated(rows))
        told = [
            [word, *(p.cells[f"{r}_{w}"] for w in RESULTS)]
            for word, r in zip(ROUTE_WORDS, ROUTES, strict=True)
        ]
        return markdown([["项目", *RESULT_WORDS], *told])

    assert_right(write(p, layout), "a.md", p)


def test_a_stray_figure_below_the_longest_of_a_table_is_no_rest_of_it() -> None:
    """A table four as a list, with a line of its own for a figure that belongs to nothing."""
    p = paper(6).put(**{f"{r}_{w}": "30" for r in ROUTES for w in RESULTS})
    p.put(**{f"{r}_total": "120" for r in ROUTES})

    def layout(rows: Rows) -> Lines:
        if width(rows) != 15:
            return markdown(repeated(rows))
        told = [
            [route, word, p.cells[f"{r}_{w}"]]
            for route, r in zip(ROUTE_WORDS, ROUTES, strict=True)
            for word, w in zip(RESULT_WORDS, RESULTS, strict=True)
        ]
        return markdown([["类别", "结果", "数量"], *told[:5], ["", "", "3"], *told[5:]])

    assert_not_wrong(write(p, layout), "a.md", p)


def test_a_row_of_a_small_table_that_lost_a_sign_between_two_figures() -> None:
    """Filled up at its end it has seven cells, the last of them empty."""
    p = sparse(3)
    p.cells |= dict(
        zip([f"out_unable_not_held.{c}" for c in COLUMNS], ["70", "0", "0", "0", "0", "0", "70"], strict=True)
    )
    text = by_group(p, ["项目", *COLUMN_WORDS])
    torn = text.replace(" 70 | 0 | 0 | 0 | 0 | 0 | 70 |", " 700 | 0 | 0 | 0 | 0 | 70 |  |  |")
    assert torn != text
    assert_not_wrong(torn, "a.md", p)


def test_a_heading_repeated_on_the_next_page_with_a_cell_less() -> None:
    """All rows have seven values: none can stand in a column without a name."""
    p = paper(6)

    def layout(rows: Rows) -> Lines:
        grid = [list(line) for line in repeated(rows)]
        if len(grid[0]) == 10:
            grid = [line[2:] for line in grid]
            grid[12:12] = [["自然人", "法人或其他组织"], ["", "", *COLUMN_WORDS[1:]]]
        return ["\t".join(line) for line in grid]

    assert_right(write(p, layout), "a.txt", p)


COLUMN_WORDS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
