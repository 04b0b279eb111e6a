"""Links of Markdown: words are kept, menus and pages of mere links are not."""

import pytest

from extract.documents.clean import UNREADABLE
from extract.documents.model import Paragraph, Table
from extract.documents.refusals import Refusal
from extract.documents.text import readings
from tests.extract.documents.sources import source


def lines(*said: str) -> list[tuple[str, int | None]]:
    """What the paragraphs of these lines say, and where each begins."""
    document = next(readings(source("\n".join(said).encode(), "page.md")))
    return [(b.text, b.place.offset) for b in document.blocks if isinstance(b, Paragraph)]


MENU = ["* [首页](/)", "", '* [机构职能](/jg/ "职能")', "* [年报](/nb/(2023)) | [目录](/ml)"]


def test_a_menu_above_an_article_is_left_out_and_moves_nothing() -> None:
    before = len("\n".join(MENU)) + 1
    assert lines(*MENU, "示例县水利局2022年政府信息公开工作年度报告") == [
        ("示例县水利局2022年政府信息公开工作年度报告", before)
    ]


def test_a_link_in_a_line_and_a_title_that_is_one_are_their_words() -> None:
    said = lines(
        "# [示例县2022年政府信息公开工作年度报告](https://example.org/a)",
        "",
        "一、总体情况",
        "详见[网站[新]](/x)。",
    )
    assert [text for text, _ in said] == [
        "示例县2022年政府信息公开工作年度报告",
        "一、总体情况",
        "详见网站[新]。",
    ]


def test_a_picture_in_a_cell_may_show_a_figure() -> None:
    text = "| 规章 | ![](5.png) | [0](/x) |\n|---|---|---|\n| 文件 | 1 | 2 |"
    [table] = next(readings(source(text.encode(), "page.md"))).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells[:3]] == ["规章", UNREADABLE, "0"]


@pytest.mark.parametrize(
    ("code", "page"),
    [
        (
            "list-page",
            [f"- [示例县{year}年政府信息公开工作年度报告](/{year}.html)" for year in range(2019, 2023)],
        ),
        ("attachment-only", ["附件：[示例县2022年年报.pdf](/nb.pdf)", "[首页](/)"]),
    ],
)
def test_a_page_of_mere_links_is_refused_with_them(code: str, page: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        lines(*page)
    assert refused.value.code == code
    assert "/nb.pdf" in str(refused.value) or "/2019.html" in str(refused.value)


def test_a_line_of_many_brackets_takes_no_time() -> None:
    assert lines("[" * 5000 + "](" * 5000 + ")" * 100)
