"""Tables with a rule of strokes over each column."""

from extract.documents.model import Document, Table
from extract.documents.text import readings
from tests.extract.documents.sources import source

MULTILINE = """\
  ------------------------------------------------
  信息内容             本年制发件数 现行有效件数
  -------------------- ------------ ------------
  规章                              3

  危及“三安全一稳定”和 7
  其他情形

  行政规范性文件       5            9
  ------------------------------------------------
"""
SIMPLE = """\
上文的一句话。

信息内容        本年制发件数  现行有效件数
--------------  ------------  ------------
规章                          3
行政规范性文件  5             9

下文
"""
DOCUTILS = """\
==============  ========  ========
信息内容        制发件数  现行有效
==============  ========  ========
规章                      3
..              6         7
行政规范性文件  其中修订  9
                两件
==============  ========  ========
"""


def read(text: str) -> Document:
    return next(readings(source(text.encode(), "report.md")))


def tables(text: str) -> list[Table]:
    return [b for b in read(text).blocks if isinstance(b, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_rows_of_several_lines_end_with_an_empty_one() -> None:
    [table] = tables(MULTILINE)
    assert rows(table) == [
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", "", "3"],
        ["危及“三安全一稳定”和其他情形", "7", ""],
        ["行政规范性文件", "5", "9"],
    ]
    assert table.cells[3].place.path == "line 4"


def test_each_line_below_a_rule_is_a_row_up_to_an_empty_one() -> None:
    [table] = tables(SIMPLE)
    assert rows(table)[1:] == [["规章", "", "3"], ["行政规范性文件", "5", "9"]]
    assert "下文" in [getattr(block, "text", "") for block in read(SIMPLE).blocks]


def test_a_line_without_a_first_cell_goes_on_from_the_one_above_unless_dots_stand_there() -> None:
    [table] = tables(DOCUTILS)
    assert rows(table)[1:] == [["规章", "", "3"], ["", "6", "7"], ["行政规范性文件", "其中修订两件", "9"]]


def test_a_word_over_the_gap_between_columns_leaves_the_lines_as_they_are() -> None:
    assert tables(SIMPLE.replace("规章                          3", "规章 及其他的 各种文件         3")) == []


def test_a_row_of_strokes_for_nothing_is_no_rule() -> None:
    assert (
        tables("一、本年新收\n--  --  --  --  --  --  --\n二、上年结转\n--  --  --  --  --  --  --\n") == []
    )
