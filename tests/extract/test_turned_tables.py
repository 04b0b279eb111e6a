"""Tables that stand on their side are read as the form draws them."""

import pytest

from tests.extract.messy import RULE, Box, Rows, assert_right, html, html_table, paper, placed, tables


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
