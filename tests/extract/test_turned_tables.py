"""Tables that stand on their side are read as the form draws them."""

import pytest

from tests.extract.messy import (
    RULE,
    Box,
    Rows,
    assert_not_wrong,
    assert_right,
    html,
    html_table,
    paper,
    pipes,
    placed,
    tables,
    text,
)


def turned(rows: Rows) -> Rows:
    """The rows as columns, merged cells and all."""
    grid = placed(rows)
    boxes: list[list[Box]] = [[] for _ in grid[0]]
    for line in grid:
        for column, (_, box) in enumerate(line):
            if box is not None:
                boxes[column].append(Box(box.text, box.across, box.down, box.key, box.head))
    return boxes


@pytest.mark.parametrize("which", [RULE, "行政复议"])
def test_a_table_on_its_side(which):
    p = paper(1)
    drawn = {name: turned(rows) if rows[0][0].text == which else rows for name, rows in tables(p).items()}
    assert_right(html(p, drawn, draw=html_table), "a.html", p)


@pytest.mark.parametrize("blank", [False, True])
def test_a_table_of_pipes_on_its_side_is_turned_where_no_cell_can_have_slipped(blank: bool) -> None:
    p = paper(1)
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    codes = ["upheld", "corrected", "other", "pending", "total"]
    rows = [["类型", "行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"]]
    for result, code in zip(results, codes, strict=True):
        rows.append([result, *(p.cells[f"{route}_{code}"] for route in ("rev", "lit_direct", "lit_after"))])
    if blank:
        rows[1][2] = ""
    drawn = [[Box(cell) for cell in row] for row in rows]
    printed = text(p, tables(p) | {"four": drawn}, row=pipes)
    (assert_not_wrong if blank else assert_right)(printed, "a.md", p)
