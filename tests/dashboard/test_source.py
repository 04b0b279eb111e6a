"""Where a number stands, in words that fit its kind of document."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from dashboard import source
from dashboard.text import Text

PAGE = {"page": 2, "place_table": None, "place_offset": None, "place_path": None}
A_PDF = {
    "source_original": None,
    "source_path": "a.pdf",
    "source_kind": "document",
    "source_format": "pdf",
}
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


def test_the_page_is_shown_around_the_number_and_opens_at_it(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 800))
    canvas.drawString(300, 400, "7")
    canvas.save()
    cell = {"page": 1, "box": [290.0, 390.0, 310.0, 410.0]}
    shown = source.boxed_page(source.Source(A_PDF, cell, tmp_path / "a.pdf"), Text("zh"))
    assert shown is not None
    assert "left:50.0%" in shown
    [png] = re.findall(r"base64,([^\"]+)", shown)
    assert Image.open(BytesIO(b64decode(png))).size == (2 * 600, 2 * (20 + 2 * 90))


def test_no_page_is_shown_of_a_file_that_is_none(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    cell = {"page": 1, "box": [0.0, 0.0, 10.0, 10.0]}
    assert source.boxed_page(source.Source(A_PDF, cell, tmp_path / "a.pdf"), Text("zh")) is None
