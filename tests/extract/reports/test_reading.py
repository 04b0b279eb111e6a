"""From a file to its reports: the order of engines, what is complete, what is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import extract.documents
from extract.documents.model import Document, Paragraph, Place, Source, Table, Word
from extract.documents.refusals import Refusal
from extract.reports import Report, Status, read_reports
from extract.reports.draft import draft_of
from extract.reports.model import Kind, State
from extract.reports.sums import SUMS
from tests.extract.tables.papers import figures3, grid, lines, paper, rows3, table3_lines

HEAD = [
    "示例县财政局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "收到申请若干。",
    "二、主动公开政府信息情况",
]
TWO = [
    "第二十条第（一）项",
    "信息内容 本年制发件数 本年废止件数 现行有效件数",
    "规章 0 0 0",
    "行政规范性文件 3 0 8",
    "信息内容 本年处理决定数量",
    "行政许可 9",
    "行政处罚 2",
    "行政强制 0",
    "信息内容 本年收费金额（单位：万元）",
    "行政事业性收费 7.5",
]
FOUR = [
    "四、政府信息公开行政复议、行政诉讼情况",
    "行政复议 行政诉讼",
    "结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉",
    "1 0 0 1 2 0 0 0 0 0 3 0 0 0 3",
]
TAIL = ["五、存在的主要问题及改进情况", "仍有不足。", "六、其他需要报告的事项", "无。"]


def three(figures: dict[str, list[int]]) -> Table:
    return grid([[row.label_zh, *map(str, figures[row.code])] for row in rows3()])


def document(
    engine: str = "pdfium", figures: dict[str, list[int]] | None = None, head: Sequence[str] = HEAD
) -> Document:
    table = three(figures or figures3())
    blocks = [*lines(*head, *TWO, "三、收到和处理政府信息公开申请情况"), table, *lines(*FOUR, *TAIL)]
    return Document("pdf", engine, tuple(blocks), pages=3)


@dataclass
class Opening:
    """A file that these documents are read from, one engine after the other."""

    documents: Sequence[Document]
    asked: int = 0

    def readings(self) -> Iterator[Document]:
        for one in self.documents:
            self.asked += 1
            yield one


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def read(*documents: Document, name: str = "年报.pdf") -> tuple[list[Report], Opening]:
        opening = Opening(documents)
        monkeypatch.setattr(extract.documents, "open_document", lambda source: opening)
        return read_reports(Source(Path(name), b"", "0" * 64)), opening

    return read


def off_by_one(code: str, column: int) -> dict[str, list[int]]:
    figures = figures3()
    figures[code][column] += 1
    return figures


def test_a_complete_and_consistent_reading_is_taken_at_once(offer) -> None:  # type: ignore[no-untyped-def]
    (report,), opening = offer(document(), document("pdfplumber"))
    assert report.status is Status.COMPLETE
    assert opening.asked == 1
    assert (report.agency.name_as_published, report.year) == ("示例县财政局", 2023)
    assert len(report.cells) == 200
    assert not [f for f in report.findings if f.status == "fail" and f.id in SUMS]


def test_sums_that_fail_in_both_engines_are_the_publishers(offer) -> None:  # type: ignore[no-untyped-def]
    wrong = off_by_one("out_granted_full", 6)
    (report,), opening = offer(document(figures=wrong), document("pdfplumber", wrong))
    assert opening.asked == 2
    assert report.status is Status.COMPLETE
    assert report.values("table3")["out_granted_full"]["total"] == wrong["out_granted_full"][6]
    assert any(f.id == "T3-03" and f.status == "fail" for f in report.findings)
    assert any(d.what == "engines" for d in report.decisions)


def test_engines_that_disagree_leave_the_cell_unread(offer) -> None:  # type: ignore[no-untyped-def]
    first, second = off_by_one("out_granted_full", 6), off_by_one("out_granted_full", 5)
    (report,), _ = offer(document(figures=first), document("pdfplumber", second))
    assert report.status is Status.PARTIAL
    unread = {c.key for c in report.cells if c.state is State.UNREAD}
    assert unread == {"out_granted_full.total", "out_granted_full.other_org"}
    assert any("two-engines-disagree" in note for note in report.notes)


def test_a_second_engine_completes_what_the_first_did_not(offer) -> None:  # type: ignore[no-untyped-def]
    poor = document()
    poor = replace(poor, blocks=tuple(b for b in poor.blocks if not isinstance(b, Table)))
    (report,), _ = offer(poor, document("pdfplumber"))
    assert report.status is Status.COMPLETE
    assert report.cells[0].method.startswith("pdfplumber/")


def test_a_reading_without_tables_gives_sections_and_identity(offer) -> None:  # type: ignore[no-untyped-def]
    (report,), _ = offer(
        Document(
            "text",
            "text",
            tuple(lines(*HEAD, "三、收到和处理政府信息公开申请情况", "见附件。", *FOUR[:1], "无。", *TAIL)),
        )
    )
    assert report.status is Status.PARTIAL
    assert sorted(report.sections) == list("123456")
    assert report.cells == ()
    assert any("not found" in note for note in report.notes)


def test_a_paper_that_is_no_report_is_refused(offer) -> None:  # type: ignore[no-untyped-def]
    (report,), _ = offer(
        Document("text", "text", tuple(lines("关于开展植树活动的通知", "请各单位于三月十二日参加。")))
    )
    assert report.status is Status.REFUSED
    assert report.refusal_code == "not-an-annual-report"
    assert report.refusal_message
    assert report.as_json()["cells"] == []


SECTIONS = [
    *("一、总体情况", "写明全年情况。", "二、主动公开政府信息情况", "见表。"),
    *("三、收到和处理政府信息公开申请情况", "见表。", *FOUR[:1], "见表。", *TAIL),
]


@pytest.mark.parametrize(
    ("title", "said", "refused"),
    [
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知", "各单位：", True),
        ("示例县财政局2023年上半年政府信息公开工作总结", "截至2023年6月30日。", True),
        # The figures are of a whole year: the title is that of another paper in a menu.
        ("2023年上半年政府信息公开工作总结", "统计期限为2023年1月1日至2023年12月31日。", False),
    ],
)
def test_a_paper_with_the_sections_of_a_report_is_none_where_its_title_says_so(
    offer,  # type: ignore[no-untyped-def]
    title: str,
    said: str,
    refused: bool,
) -> None:
    (report,), _ = offer(Document("text", "text", tuple(lines(title, said, *SECTIONS))))
    assert (report.refusal_code == "not-an-annual-report") is refused


def test_a_form_that_a_letter_asks_to_fill_in_is_no_report(offer) -> None:  # type: ignore[no-untyped-def]
    title = "关于印发《政府信息公开工作年度报告格式》的通知"
    blank = grid([[row.label_zh, *[""] * 7] for row in rows3()])
    form = Document("html", "html", (*lines(title, *SECTIONS[:5]), blank, *lines(*SECTIONS[6:])))
    (report,), _ = offer(form)
    assert report.refusal_code == "not-an-annual-report"
    (report,), _ = offer(replace(form, blocks=(*lines(title), *document().blocks)))
    assert report.status is Status.COMPLETE


def test_a_name_in_short_that_the_text_gives_in_full(offer) -> None:  # type: ignore[no-untyped-def]
    head = ["自治区口岸办2023年政府信息公开工作年度报告", *HEAD[1:]]
    said = "由广西壮族自治区口岸建设管理办公室（以下简称自治区口岸办）编制。"
    (report,), _ = offer(document(head=[head[0], said, *head[1:]]))
    assert report.agency.name_as_published == "自治区口岸办"
    assert report.agency.name == "广西壮族自治区口岸建设管理办公室"


@pytest.mark.parametrize(
    ("above", "title", "published"),
    [
        ("地址：文昌街28号曲靖市教", "育体育局", "曲靖市教育体育局"),
        ("欢迎访问曲靖市", "教育体育局", "教育体育局"),  # the place of a banner is no part of the title
    ],
)
def test_a_name_that_a_title_breaks_behind_other_text(offer, above: str, title: str, published: str) -> None:  # type: ignore[no-untyped-def]
    opening = "2023年，曲靖市教育体育局认真做好公开。曲靖市教育体育局收到申请若干。"
    head = [above, f"{title}2023年政府信息公开工作年度报告", "一、总体情况", opening, HEAD[-1]]
    (report,), _ = offer(document(head=head))
    assert (report.agency.name_as_published, report.agency.name) == (published, "曲靖市教育体育局")


def test_a_refusal_becomes_a_refused_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Source) -> None:
        raise Refusal("encrypted")

    monkeypatch.setattr(extract.documents, "open_document", refuse)
    (report,) = read_reports(Source(Path("a.pdf"), b"", "0" * 64))
    assert (report.status, report.refusal_code) == (Status.REFUSED, "encrypted")


def test_two_reports_in_one_file_are_two_parts(offer) -> None:  # type: ignore[no-untyped-def]
    second = ["示例县教育局2024年政府信息公开工作年度报告", *HEAD[1:]]
    both = replace(document(), blocks=(*document().blocks, *document(head=second).blocks))
    reports, _ = offer(both)
    assert [(r.agency.name_as_published, r.year, r.source.part, r.status) for r in reports] == [
        ("示例县财政局", 2023, "1", Status.COMPLETE),
        ("示例县教育局", 2024, "2", Status.COMPLETE),
    ]


def shifted(document: Document, left: float) -> list:  # type: ignore[type-arg]
    """The blocks of a report set in a column of a page that begins at ``left``."""
    blocks = []
    for n, block in enumerate(document.blocks):
        top = 20.0 * n
        if isinstance(block, Table):
            cells = tuple(
                replace(c, place=Place(page=1, box=(left + 40 * c.col, top, left + 40 * c.col + 30, top + 9)))
                for c in block.cells
            )
            blocks.append(replace(block, cells=cells))
        else:
            blocks.append(replace(block, place=Place(page=1, box=(left, top, left + 200, top + 9))))
    return blocks


def test_two_reports_side_by_side_are_two_parts(offer) -> None:  # type: ignore[no-untyped-def]
    other = figures3()
    other["req_new"][0] += 5
    other["req_new"][6] += 5
    other["req_carried_out"][0] += 5
    other["req_carried_out"][6] += 5
    right = document(figures=other, head=["示例县财政局2024年政府信息公开工作年度报告", *HEAD[1:]])
    both = [b for pair in zip(shifted(document(), 50), shifted(right, 450), strict=True) for b in pair]
    reports, _ = offer(replace(document(), blocks=tuple(both)))
    assert [(r.year, r.source.part, r.status) for r in reports] == [
        (2023, "1", Status.COMPLETE),
        (2024, "2", Status.COMPLETE),
    ]
    assert reports[1].values("table3")["req_new"]["natural_person"] == other["req_new"][0]


def test_a_retypeset_edition_is_never_quoted(offer) -> None:  # type: ignore[no-untyped-def]
    mark = ["【重排版】本文件不是原件。", "原文：示例县财政局2023年政府信息公开工作年度报告"]
    (report,), _ = offer(document(head=[HEAD[0], *mark, *HEAD[1:2], "编者注：收到申请 9 件。", HEAD[3]]))
    assert report.source.kind is Kind.RETYPESET
    assert report.source.original == "示例县财政局2023年政府信息公开工作年度报告"
    assert report.narrative == ()
    assert report.agency.name_as_published == "示例县财政局"


def test_an_unread_cell_is_absent_from_the_values_and_named_among_the_cells(offer) -> None:  # type: ignore[no-untyped-def]
    short = document()
    blocks = tuple(
        Paragraph("规章 0 0") if isinstance(b, Paragraph) and b.text == "规章 0 0 0" else b
        for b in short.blocks
    )
    (report,), _ = offer(replace(short, blocks=blocks))
    published = report.as_json()
    assert "pd_rules_issued" not in published["proactive"]
    assert {"pd_rules_issued", "pd_rules_repealed", "pd_rules_in_force"} == {
        c["code"] for c in published["cells"] if c["state"] == "unread"
    }
    assert published["status"] == "partial"


def nameless(document: Document, *codes: str) -> Document:
    """The document with the names of these rows of table three gone: they are told by their order alone."""
    labels = {row.label_zh for row in rows3() if row.code in codes}
    blocks = [
        replace(b, cells=tuple(replace(c, text="") if c.text in labels else c for c in b.cells))
        if isinstance(b, Table)
        else b
        for b in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def test_rows_told_by_their_order_alone_may_be_wrong_where_sums_fail(offer) -> None:  # type: ignore[no-untyped-def]
    lost = "out_granted_full"
    (closed,), _ = offer(nameless(document(), lost))
    assert closed.status is Status.COMPLETE
    wrong = off_by_one(lost, 6)
    for readings in ([document(figures=wrong)], [document(figures=wrong), document("pdfplumber", wrong)]):
        (report,), _ = offer(*(nameless(one, lost) for one in readings))
        assert report.status is Status.PARTIAL
        assert any("sums-fail-by-place" in note for note in report.notes)


def test_a_failing_cell_that_the_second_engine_does_not_see_is_unread(offer) -> None:  # type: ignore[no-untyped-def]
    wrong, cell = off_by_one("out_granted_full", 6), "out_granted_full.total"
    blind = document("pdfplumber", wrong)
    unread = {str(wrong["out_granted_full"][6]): "\ufffd"}
    blocks = [
        replace(b, cells=tuple(replace(c, text=unread.get(c.text, c.text)) for c in b.cells))
        if isinstance(b, Table)
        else b
        for b in blind.blocks
    ]
    (report,), _ = offer(document(figures=wrong), replace(blind, blocks=tuple(blocks)))
    assert report.status is Status.PARTIAL
    assert cell in {c.key for c in report.cells if c.state is State.UNREAD}
    assert any("sums-fail-by-one-engine" in note and cell in note for note in report.notes)


def test_each_of_two_reports_in_one_file_is_compared_with_its_own_second_reading(offer) -> None:  # type: ignore[no-untyped-def]
    second = ["示例县教育局2024年政府信息公开工作年度报告", *HEAD[1:]]
    poor = nameless(document(head=second), *(row.code for row in rows3()))
    first = replace(document(), blocks=(*document().blocks, *poor.blocks))
    again = replace(
        document("pdfplumber"), blocks=(*document("pdfplumber").blocks, *document(head=second).blocks)
    )
    reports, opening = offer(first, again)
    assert opening.asked == 2
    assert [(r.agency.name_as_published, r.status, r.cells[20].method.split("/")[0]) for r in reports] == [
        ("示例县财政局", Status.COMPLETE, "pdfium"),
        ("示例县教育局", Status.COMPLETE, "pdfplumber"),
    ]


def test_a_paper_that_only_a_later_engine_can_read_is_read_by_it(offer) -> None:  # type: ignore[no-untyped-def]
    picture = Document("pdf", "pdfium", tuple(lines("第 1 页")), pages=1)
    (report,), _ = offer(picture, document("pdfplumber"))
    assert (report.status, report.cells[20].method.split("/")[0]) == (Status.COMPLETE, "pdfplumber")


def test_a_line_over_both_of_two_reports_side_by_side_is_cut_between_them(offer) -> None:  # type: ignore[no-untyped-def]
    heads = ["示例县财政局2023年政府信息公开工作年度报告", "示例县教育局2024年政府信息公开工作年度报告"]
    words = tuple(
        Word(head, (left, 0.0, left + 200.0, 9.0)) for head, left in zip(heads, (50.0, 450.0), strict=True)
    )
    title = Paragraph(" ".join(heads), Place(page=1, box=(50.0, 0.0, 650.0, 9.0)), words=words)
    rest = document(head=HEAD[1:])
    both = [b for pair in zip(shifted(rest, 50), shifted(rest, 450), strict=True) for b in pair]
    reports, _ = offer(replace(rest, blocks=(title, *both)))
    assert [(r.agency.name_as_published, r.year) for r in reports] == [
        ("示例县财政局", 2023),
        ("示例县教育局", 2024),
    ]


def test_a_report_that_only_its_opening_sentence_announces_is_one(offer) -> None:  # type: ignore[no-untyped-def]
    opening = "根据条例的规定，编制了2016年政府信息公开年度报告，报告由四个部分组成，现向社会公布，欢迎社会各界监督。"
    below = ("一、政府信息主动公开情况", "无。", "二、依申请公开政府信息情况", "无。")
    (report,), _ = offer(Document("text", "text", tuple(lines(opening * 2, *below))))
    assert (report.status, report.year) == (Status.PARTIAL, 2016)


@pytest.mark.parametrize(
    ("opening", "is_one"),
    [
        ("根据《政府信息公开条例》编制。如对本年度报告有疑问，请与示例县水利局联系。", True),
        ("根据《政府信息公开条例》开展工作。如有疑问，请与示例县水利局联系。", False),
        ("根据《示例县公开办法》编制本报告。", False),
    ],
)
def test_an_untitled_text_that_calls_itself_a_report_is_one(offer, opening: str, is_one: bool) -> None:  # type: ignore[no-untyped-def]
    below = (
        "一、概述",
        "2016年，有序推进。",
        "二、主动公开情况",
        "2016年公开9条。",
        "三、依申请公开情况",
        "2016年无申请。",
    )
    (report,), _ = offer(Document("text", "text", tuple(lines(opening, *below))))
    assert report.status is (Status.PARTIAL if is_one else Status.REFUSED)


def test_a_sheet_named_after_a_section_stands_above_the_title_in_its_first_row() -> None:
    title = Paragraph("示例县财政局2023年政府信息公开工作年度报告", Place(path="二、主动公开情况!A1"))
    blocks = [Paragraph("二、主动公开情况"), title, *lines(*TWO[:4]), three(figures3())]
    draft = draft_of(Document("xlsx", "sheet", tuple(blocks)), None, "年报.xlsx")
    assert (draft.identity.name, draft.identity.year) == ("示例县财政局", 2023)


def test_a_whole_table_of_the_year_before_does_not_stand_for_the_reports_own_that_is_not_read() -> None:
    """Of the report's own table blank cells left nothing in the text; the one above it, under the caption of 2021, is whole."""
    own = [f"{row.label_zh} 3 1" for row in rows3()]
    document = paper(
        lines(
            "样河县水利局2022年政府信息公开工作年度报告",
            *TWO,
            "三、收到和处理政府信息公开申请情况",
            *("（2021年）", "申请人情况", *table3_lines()),
            *("（2022年）", "申请人情况", *own),
            *FOUR,
        )
    )
    read = draft_of(document, None, "年报.txt").tables
    assert not read.complete
    assert {c.state for c in read.cells if c.table == "table3"} == {State.UNREAD}
