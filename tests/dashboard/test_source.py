"""Where a number stands, in words that fit its kind of document."""

import pytest

from dashboard import source
from dashboard.text import Text

PAGE = {"page": 2, "place_table": None, "place_offset": None, "place_path": None}
GRID = {"page": None, "place_table": 1, "place_row": 3, "place_col": 7, "place_offset": 99}


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        (PAGE, "第 2 页", "page 2"),
        (GRID | {"place_path": "年报!J36"}, "工作簿单元格 年报!J36", "workbook cell 年报!J36"),
        (
            GRID | {"place_table": None, "place_path": "line 83"},
            "正文第 100 个字处、文件第 83 行",
            "character 100 of the text, line 83 of the file",
        ),
        (
            GRID | {"place_path": "body > table:nth-of-type(2)"},
            "文件中第 2 张表，第 4 行，第 8 列、正文第 100 个字处、页面元素 body > table:nth-of-type(2)",
            "table 2 of the document, row 4, column 8, character 100 of the text, page element body > table:nth-of-type(2)",
        ),
    ],
)
def test_the_place_of_a_number_in_words(cell, zh, en):
    cell = cell | {"method": "x"}
    assert source.place(cell, Text("zh")) == zh
    assert source.place(cell, Text("en")) == en
