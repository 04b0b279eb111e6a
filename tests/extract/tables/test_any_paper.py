"""Whatever a document holds, reading its tables ends, and says nothing that is not printed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.documents.model import Document, Place
from extract.reports.model import State
from extract.tables import read_tables
from tests.extract.tables.papers import grid, lines, paper, printed_line, rows3

LABELS = [row.label_zh for row in rows3()] + [
    "自然人", "商业企业", "其他", "总计", "（三）不予公开", "（六）其他处理", "规章", "行政规范性文件", "行政许可",
    "本年制发件数", "本年处理决定数量", "结果维持", "结果纠正", "其他结果", "尚未审结", "行政复议", "复议后起诉",
    "四、政府信息公开行政复议、行政诉讼情况", "主动公开文件数", "其中：1、政府网站公开数", "3.其", "申请数量",
]  # fmt: skip
VALUES = [
    "0",
    "7",
    "12",
    "",
    "/",
    "无",
    "1,204",
    "３",
    "22（其中修订16件）",
    "00",
    "1 0",
    "+3",
    "4068.208",
    "- 3 -",
]
text = st.sampled_from(LABELS + VALUES) | st.text(max_size=8)
cell = text | st.tuples(text, st.integers(1, 4))
table = st.builds(
    lambda rows, aligned: grid(rows, aligned=aligned),
    st.lists(st.lists(cell, min_size=1, max_size=11), min_size=1, max_size=12),
    st.booleans(),
)
line = st.lists(text, min_size=1, max_size=9).map(lambda words: lines(" ".join(words)))
placed = st.lists(
    st.tuples(text.filter(str.strip), st.floats(0, 500), st.floats(1, 60)), min_size=1, max_size=9
)
line_on_page = st.builds(
    lambda words, page, top: [
        printed_line(" ".join(w for w, *_ in words), page, top, [(w, x, x + d) for w, x, d in words])
    ],
    placed,
    st.integers(1, 3),
    st.floats(0, 800),
)
papers = st.lists(table | line | line_on_page, max_size=14).map(lambda blocks: paper(*blocks))


def printed(document: Document) -> str:
    found = []
    for block in document.blocks:
        found += (
            [c.text for c in block.cells]
            if hasattr(block, "cells")
            else [block.text, *(w.text for w in block.words)]
        )
    return "\n".join(found)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(papers)
def test_any_document_is_read_without_an_error_and_nothing_is_invented(document: Document) -> None:
    read = read_tables(document)
    everything = printed(document)
    for found in read.cells:
        if found.state is State.UNREAD:
            assert found.value is None
            continue
        assert found.place != Place() or found.raw == ""
        assert all(piece in everything for piece in found.raw.split("\n"))
    assert read.complete is False or all(c.state is not State.UNREAD for c in read.cells)
