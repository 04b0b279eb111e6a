"""What recognised characters must show before a report is called complete: a second witness for everything."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import extract.documents
from extract.documents.model import Block, Document, Paragraph, Place, Signal, Source, Table
from extract.reports import Report, Status, read_reports
from extract.reports.model import State
from extract.tables import read_tables
from tests.extract.reports.test_reading import FOUR, HEAD, TAIL, TWO, Opening, off_by_one, three
from tests.extract.tables.papers import figures3, grid, lines

NAMED = ["数据起止时间为2023年1月1日至12月31日。", "示例县财政局负责编制本报告。"]
TITLE, *REST = HEAD
THREE_HEAD = "三、收到和处理政府信息公开申请情况"


def recognised(
    head: Sequence[str], figures: dict[str, list[int]] | None = None, confidence: float = 0.99
) -> Document:
    """A scan with drawn tables as a recogniser gives it: every cell with its confidence."""
    two = grid([tuple(row.split()) for row in TWO])
    one = [("行政复议", 5), ("行政诉讼", 10)]
    routes = [("", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    four = grid([one, routes, results, FOUR[-1].split()])
    blocks: list[Block] = []
    for block in (
        *lines(*head),
        two,
        *lines(THREE_HEAD),
        three(figures or figures3()),
        *lines(FOUR[0]),
        four,
        *lines(*TAIL),
    ):
        if isinstance(block, Table):
            block = replace(block, cells=tuple(replace(c, confidence=confidence) for c in block.cells))
        blocks.append(block)
    return Document("pdf", "ocr", tuple(blocks), pages=3)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def one(*documents: Document, name: str = "scan.pdf") -> Report:
        monkeypatch.setattr(extract.documents, "open_document", lambda source: Opening([*documents]))
        (report,) = read_reports(Source(Path(name), b"", "0" * 64))
        return report

    return one


def test_complete_where_every_sum_closes_and_the_text_bears_out_who_and_when(read) -> None:  # type: ignore[no-untyped-def]
    report = read(recognised([TITLE, *NAMED, *REST]))
    assert (report.status, report.notes) == (Status.COMPLETE, ())


def test_partial_where_a_sum_does_not_close(read) -> None:  # type: ignore[no-untyped-def]
    report = read(recognised([TITLE, *NAMED, *REST], off_by_one("out_granted_full", 6)))
    assert report.status is Status.PARTIAL
    assert any("sums" in note for note in report.notes)


def test_partial_where_figures_in_no_sum_were_read_with_little_confidence(read) -> None:  # type: ignore[no-untyped-def]
    report = read(recognised([TITLE, *NAMED, *REST], confidence=0.7))
    assert report.status is Status.PARTIAL
    (note,) = report.notes
    assert "pd_rules_issued" in note
    assert "req_new" not in note


@pytest.mark.parametrize(
    ("head", "name", "complete"),
    [
        ([TITLE, *NAMED, *REST], "scan.pdf", True),
        ([TITLE, *REST], "scan.pdf", False),
        ([TITLE, *REST], "示例县财政局2023年报.pdf", True),
        ([TITLE.replace("2023", "2028"), *NAMED, *REST], "scan.pdf", False),
        ([TITLE.replace("财政", "则政"), *NAMED, *REST], "scan.pdf", False),
        ([TITLE, "与2022年相比，2023年示例县财政局做得更好。", *REST], "scan.pdf", True),
        ([TITLE.replace("2023", "2022"), "与2022年相比，示例县财政局做得更好。", *REST], "scan.pdf", False),
    ],
)
def test_a_name_and_a_year_need_a_second_witness(  # type: ignore[no-untyped-def]
    read, head: Sequence[str], name: str, complete: bool
) -> None:
    report = read(recognised(head), name=name)
    assert (report.status is Status.COMPLETE) == complete, report.notes
    if complete:
        assert (report.agency.name_as_published, report.year) == ("示例县财政局", 2023)


def test_a_word_that_no_form_has_in_a_cell_is_a_doubt(read) -> None:  # type: ignore[no-untyped-def]
    paper = recognised([TITLE, *NAMED, *REST])

    def blot(block: Block) -> Block:
        if isinstance(block, Paragraph) or not any(c.text == "0" for c in block.cells):
            return block
        first = next(c for c in block.cells if c.text == "0")
        return replace(block, cells=tuple(replace(c, text="口") if c is first else c for c in block.cells))

    report = read(replace(paper, blocks=tuple(blot(b) for b in paper.blocks)))
    assert report.status is Status.PARTIAL


def layer(paper: Document) -> Document:
    """The same scan as the invisible text of another program says it."""
    signal = Signal("recognised-text", "page 1 is a picture over text that a program recognised")
    blocks = [
        block
        if isinstance(block, Paragraph)
        else replace(block, cells=tuple(replace(c, confidence=None) for c in block.cells))
        for block in paper.blocks
    ]
    return replace(paper, engine="pdfium", blocks=tuple(blocks), signals=(signal,))


def test_the_text_under_a_scans_picture_is_borne_out_by_our_own_recognition(read) -> None:  # type: ignore[no-untyped-def]
    paper = recognised([TITLE, *NAMED, *REST])
    assert read(layer(paper)).status is Status.PARTIAL
    report = read(layer(paper), paper)
    assert (report.status, {c.confidence for c in report.cells}) == (Status.COMPLETE, {0.99})


def test_the_text_under_a_scans_picture_has_no_say_against_our_own_recognition(read) -> None:  # type: ignore[no-untyped-def]
    paper = recognised([TITLE, *NAMED, *REST])
    other = recognised([TITLE, *NAMED, *REST], off_by_one("out_granted_full", 6))
    assert read(layer(other), paper).status is Status.COMPLETE
    report = read(layer(paper), other)
    assert report.status is Status.PARTIAL
    assert [c.value for c in report.cells] == [c.value for c in read(other).cells]


def without_ruling(table: Table, lost: int) -> Table:
    """The table as it is read where the ruling on the right of a column was not seen; two figures in a cell are unreadable."""
    beside = {c.row: c.text for c in table.cells if (c.col, c.colspan) == (lost + 1, 1)}
    cells = []
    for c in table.cells:
        if c.colspan == 1 and c.row in beside and c.col == lost:
            figures = c.text.isdecimal() and beside[c.row].isdecimal()
            cells.append(replace(c, text="\ufffd" if figures else c.text + beside[c.row]))
        elif c.colspan > 1 and c.col <= lost < c.col + c.colspan - 1:
            cells.append(replace(c, colspan=c.colspan - 1))
        elif c.col > lost:
            if (c.col, c.colspan) != (lost + 1, 1):
                cells.append(replace(c, col=c.col - 1))
        else:
            cells.append(c)
    return replace(table, cells=tuple(cells), n_cols=table.n_cols - 1)


def test_no_cell_is_told_wrongly_where_the_ruling_between_two_columns_was_not_seen() -> None:
    """The headings tell it; no other check of recognised grids is needed."""
    paper = recognised([TITLE, *NAMED, *REST])
    right = {c.key: (c.state, c.value) for c in read_tables(paper).cells}
    for table in (b for b in paper.blocks if isinstance(b, Table)):
        for lost in range(table.n_cols - 1):
            blocks = tuple(without_ruling(b, lost) if b is table else b for b in paper.blocks)
            read = read_tables(replace(paper, blocks=blocks))
            assert not read.complete
            assert all(c.state is State.UNREAD or (c.state, c.value) == right[c.key] for c in read.cells)


def test_what_stands_on_a_page_with_text_of_its_own_among_scanned_ones_is_sure(read) -> None:  # type: ignore[no-untyped-def]
    paper = recognised([TITLE, *NAMED, *REST], confidence=0.7)

    def on(page: int, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, place=Place(page=page))
        of_its_own = {"confidence": None} if page == 1 else {}
        return replace(
            block, cells=tuple(replace(c, place=Place(page=page), **of_its_own) for c in block.cells)
        )

    heading = next(n for n, b in enumerate(paper.blocks) if isinstance(b, Paragraph) and b.text == THREE_HEAD)
    blocks = tuple(on(1 if n < heading else 2, b) for n, b in enumerate(paper.blocks))
    assert read(replace(paper, blocks=blocks)).status is Status.COMPLETE
    all_on_two = tuple(on(2, b) for b in blocks)
    assert read(replace(paper, blocks=all_on_two)).status is Status.PARTIAL
