"""Annual reports written the way offices write them: a small writer of its own, apart from the benchmarks' generator.

A ``Paper`` holds what is printed. Its tables are lists of rows of ``Box``; the tests change these as
publishers do and write them as HTML, Word, PDF, workbook or text. ``verdict`` compares a reading with what
is printed: ``right``, ``partial`` (honestly incomplete), ``refused`` or ``WRONG``.
"""

import hashlib
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from extract.documents.model import Source
from extract.reports import read_reports
from extract.reports.model import Report, State, Status

COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_org",
    "legal_service_org",
    "other_org",
    "total",
)
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

REFUSED, UNABLE, NOT, OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
ROWS: tuple[tuple[str, str, str], ...] = (
    ("req_new", "", "一、本年新收政府信息公开申请数量"),
    ("req_carried_in", "", "二、上年结转政府信息公开申请数量"),
    ("out_granted_full", "三", "（一）予以公开"),
    ("out_granted_partial", "三", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("out_refused_state_secret", REFUSED, "1.属于国家秘密"),
    ("out_refused_law_prohibits", REFUSED, "2.其他法律行政法规禁止公开"),
    ("out_refused_safety_stability", REFUSED, "3.危及“三安全一稳定”"),
    ("out_refused_third_party", REFUSED, "4.保护第三方合法权益"),
    ("out_refused_internal_affairs", REFUSED, "5.属于三类内部事务信息"),
    ("out_refused_process_info", REFUSED, "6.属于四类过程性信息"),
    ("out_refused_enforcement_file", REFUSED, "7.属于行政执法案卷"),
    ("out_refused_admin_query", REFUSED, "8.属于行政查询事项"),
    ("out_unable_not_held", UNABLE, "1.本机关不掌握相关政府信息"),
    ("out_unable_needs_creation", UNABLE, "2.没有现成信息需要另行制作"),
    ("out_unable_unclear", UNABLE, "3.补正后申请内容仍不明确"),
    ("out_notproc_petition_complaint", NOT, "1.信访举报投诉类申请"),
    ("out_notproc_duplicate", NOT, "2.重复申请"),
    ("out_notproc_publication", NOT, "3.要求提供公开出版物"),
    ("out_notproc_excessive", NOT, "4.无正当理由大量反复申请"),
    ("out_notproc_confirm_reissue", NOT, "5.要求行政机关确认或重新出具已获取信息"),
    ("out_other_no_correction", OTHER, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    (
        "out_other_fee_unpaid",
        OTHER,
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    ("out_other_misc", OTHER, "3.其他"),
    ("out_total", "三", "（七）总计"),
    ("req_carried_out", "", "四、结转下年度继续办理"),
)
"""Code, group (``三``: right under 三、本年度办理结果), label."""
SINGLE = ("out_other", "三", "（六）其他处理")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
RESULT_WORDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
TWO = (
    "pd_rules_issued",
    "pd_rules_repealed",
    "pd_rules_in_force",
    "pd_normdocs_issued",
    "pd_normdocs_repealed",
    "pd_normdocs_in_force",
    "pd_licensing_decisions",
    "pd_penalty_decisions",
    "pd_coercion_decisions",
    "pd_admin_fees_amount",
)
TWO_2019 = (
    ("第二十条第（一）项", "规章", ("made", "published", "public_total"), "pd19_rules"),
    ("第二十条第（一）项", "规范性文件", ("made", "published", "public_total"), "pd19_normdocs"),
    ("第二十条第（五）项", "行政许可", ("items_prev", "items_change", "decisions"), "pd19_licensing"),
    (
        "第二十条第（五）项",
        "其他对外管理服务事项",
        ("items_prev", "items_change", "decisions"),
        "pd19_other_services",
    ),
    ("第二十条第（六）项", "行政处罚", ("items_prev", "items_change", "decisions"), "pd19_penalty"),
    ("第二十条第（六）项", "行政强制", ("items_prev", "items_change", "decisions"), "pd19_coercion"),
    ("第二十条第（八）项", "行政事业性收费", ("items_prev", "items_change"), "pd19_admin_fees"),
    ("第二十条第（九）项", "政府集中采购", ("projects", "amount"), "pd19_procurement"),
)
HEADS_2019 = {
    "made": "本年新制作数量",
    "published": "本年新公开数量",
    "public_total": "对外公开总数量",
    "items_prev": "上一年项目数量",
    "items_change": "本年增/减",
    "decisions": "处理决定数量",
    "projects": "采购项目数量",
    "amount": "采购总金额",
}


@dataclass(slots=True)
class Box:
    """One printed cell; ``key`` names the value that stands in it."""

    text: str = ""
    down: int = 1
    across: int = 1
    key: str | None = None
    head: bool = False


Rows = list[list[Box]]


@dataclass(slots=True)
class Paper:
    """What one report prints: ``cells`` maps each cell's key to its characters; ``values`` overrides what they mean."""

    name: str = "示例县财政局"
    year: int = 2023
    form2: str = "t2021"
    form3: str = "t2021"
    cells: dict[str, str] = field(default_factory=dict)
    title: str = ""
    opening: list[str] = field(default_factory=list)
    headings: tuple[str, ...] = (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
    one: list[str] = field(default_factory=list)
    five: list[str] = field(default_factory=lambda: ["公开的及时性还要提高，下一步将按月核对目录。"])
    six: list[str] = field(default_factory=lambda: ["本年度没有收取信息处理费。"])
    closing: list[str] = field(default_factory=list)

    def put(self, **cells: str) -> "Paper":
        """Print other characters in named cells (``__`` stands for the dot)."""
        self.cells.update({key.replace("__", "."): text for key, text in cells.items()})
        return self


def outcome_rows(form3: str) -> list[tuple[str, str, str]]:
    """The rows of table three of a form."""
    if form3 == "t2021":
        return list(ROWS)
    kept = [row for row in ROWS if row[1] != OTHER]
    kept.insert([r[0] for r in kept].index("out_total"), SINGLE)
    return kept


def paper(
    seed: int = 1, *, form2: str = "t2021", form3: str = "t2021", big: int = 90, **more: object
) -> Paper:
    """A report whose cells are nearly all different and whose sums close."""
    rng = random.Random(seed)
    cells: dict[str, str] = {}
    rows = outcome_rows(form3)
    figures: dict[str, list[int]] = {}
    for code, _, _ in rows:
        if code.startswith("out_") and code != "out_total":
            row = [rng.choice((0, rng.randrange(1, big), rng.randrange(10, big * 3))) for _ in range(6)]
            figures[code] = row
    figures["out_total"] = [sum(column) for column in zip(*figures.values(), strict=True)]
    figures["req_carried_out"] = [rng.randrange(11, 11 + big) for _ in range(6)]
    figures["req_carried_in"] = [rng.randrange(1, 11 + big) for _ in range(6)]
    figures["req_new"] = [
        total + out - brought
        for total, out, brought in zip(
            figures["out_total"], figures["req_carried_out"], figures["req_carried_in"], strict=True
        )
    ]
    for code, row in figures.items():
        for column, number in zip(COLUMNS, [*row, sum(row)], strict=True):
            cells[f"{code}.{column}"] = str(number)
    if form2 == "t2021":
        for code in TWO[:9]:
            cells[code] = str(rng.randrange(1, 9000))
        cells["pd_admin_fees_amount"] = (
            f"{rng.randrange(10, 90000)}.{rng.randrange(1, 9)}{rng.randrange(1, 9)}"
        )
    else:
        for _, _, columns, stem in TWO_2019:
            for column in columns:
                sign = rng.choice(("+", "-")) if column == "items_change" else ""
                cells[f"{stem}_{column}"] = sign + str(rng.randrange(1, 3000))
    for route in ("rev", "lit_direct", "lit_after"):
        numbers = [rng.randrange(1, 40) for _ in range(4)]
        for result, number in zip(RESULTS, [*numbers, sum(numbers)], strict=True):
            cells[f"{route}_{result}"] = str(number)
    made = Paper(form2=form2, form3=form3, cells=cells)
    for key, value in more.items():
        setattr(made, key, value)
    made.title = made.title or f"{made.name}{made.year}年政府信息公开工作年度报告"
    made.one = made.one or [
        f"{made.year}年，本单位按照条例做好各项公开工作。",
        "（一）主动公开。在门户网站发布各类信息412条。",
        "（二）依申请公开。全年的办理情况见第三部分的表格。",
        "（三）政府信息管理。公文在拟稿时写明公开属性。",
        "（四）政府信息公开平台建设。栏目按季度检查。",
        "（五）监督保障。对各科室开展业务培训2次。",
    ]
    return made


# --- the tables as drawn -------------------------------------------------------------------------------------


def two(p: Paper) -> Rows:
    """Table two as the form draws it, four columns wide."""
    if p.form2 == "t2019":
        return _two_2019(p)
    v = p.cells

    def value(code: str, across: int = 1) -> Box:
        return Box(v[code], across=across, key=code)

    rows: Rows = []
    rows.append([Box("第二十条第（一）项", across=4, head=True)])
    rows.append([Box(t, head=True) for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")])
    rows.append([Box("规章"), *(value(c) for c in TWO[:3])])
    rows.append([Box("行政规范性文件"), *(value(c) for c in TWO[3:6])])
    for article, heading, items in (
        ("五", "本年处理决定数量", (("行政许可", TWO[6]),)),
        ("六", "本年处理决定数量", (("行政处罚", TWO[7]), ("行政强制", TWO[8]))),
        ("八", "本年收费金额（单位：万元）", (("行政事业性收费", TWO[9]),)),
    ):
        rows.append([Box(f"第二十条第（{article}）项", across=4, head=True)])
        rows.append([Box("信息内容", head=True), Box(heading, across=3, head=True)])
        rows += [[Box(label), value(code, 3)] for label, code in items]
    return rows


def _two_2019(p: Paper) -> Rows:
    rows: Rows = []
    before = None
    for article, label, columns, stem in TWO_2019:
        if article != before:
            rows.append([Box(article, across=4, head=True)])
            heads = [Box(HEADS_2019[c], head=True) for c in columns]
            heads[-1].across = 4 - len(columns)
            rows.append([Box("信息内容", head=True), *heads])
            before = article
        boxes = [Box(p.cells[f"{stem}_{c}"], key=f"{stem}_{c}") for c in columns]
        boxes[-1].across = 4 - len(columns)
        rows.append([Box(label), *boxes])
    return rows


def three(p: Paper) -> Rows:
    """Table three as the form draws it, ten columns wide."""
    rows: Rows = [
        [Box(RULE, 3, 3, head=True), Box("申请人情况", across=7, head=True)],
        [Box("自然人", 2, head=True), Box("法人或其他组织", across=5, head=True), Box("总计", 2, head=True)],
        [Box(h, head=True) for h in HEADS[1:6]],
    ]
    drawn = outcome_rows(p.form3)
    handled = [code for code, group, _ in drawn if group]
    groups = [group for _, group, _ in drawn]
    for at, (code, group, label) in enumerate(drawn):
        row: list[Box] = []
        if code == handled[0]:
            row.append(Box("三、本年度办理结果", down=len(handled)))
        if group not in ("", "三") and (at == 0 or groups[at - 1] != group):
            row.append(Box(group, down=groups.count(group)))
        row.append(Box(label, across={"": 3, "三": 2}.get(group, 1)))
        row += [Box(p.cells[f"{code}.{c}"], key=f"{code}.{c}") for c in COLUMNS]
        rows.append(row)
    return rows


def four(p: Paper) -> Rows:
    """Table four as the form draws it, fifteen columns wide."""
    rows: Rows = [
        [Box("行政复议", across=5, head=True), Box("行政诉讼", across=10, head=True)],
        [
            *(Box(w, 2, head=True) for w in RESULT_WORDS),
            Box("未经复议直接起诉", across=5, head=True),
            Box("复议后起诉", across=5, head=True),
        ],
        [Box(w, head=True) for w in RESULT_WORDS * 2],
    ]
    rows.append(
        [
            Box(p.cells[f"{r}_{w}"], key=f"{r}_{w}")
            for r in ("rev", "lit_direct", "lit_after")
            for w in RESULTS
        ]
    )
    return rows


def flat(rows: Rows) -> list[list[str]]:
    """The rows as a full grid of texts: a merged cell's text stands in its first place."""
    return [[text for text, _ in line] for line in placed(rows)]


def placed(rows: Rows) -> list[list[tuple[str, Box | None]]]:
    """The rows as a full grid of (text, box); the box only where it begins."""
    taken: dict[tuple[int, int], None] = {}
    grid: dict[tuple[int, int], tuple[str, Box | None]] = {}
    for r, row in enumerate(rows):
        c = 0
        for box in row:
            while (r, c) in taken:
                c += 1
            for dr in range(box.down):
                for dc in range(box.across):
                    taken[r + dr, c + dc] = None
            grid[r, c] = (box.text, box)
            c += box.across
    width = max((c for _, c in taken), default=-1) + 1
    return [[grid.get((r, c), ("", None)) for c in range(width)] for r in range(len(rows))]


def narrative(p: Paper) -> Iterator[tuple[str, str | Callable[[Paper], Rows]]]:
    """The parts of a report in order: (kind, text or table); kinds are title, p, h and t."""
    yield "title", p.title
    for line in p.opening:
        yield "p", line
    yield "h", p.headings[0]
    for line in p.one:
        yield "p", line
    for heading, table in zip(p.headings[1:4], (two, three, four), strict=True):
        yield "h", heading
        yield "t", table
    yield "h", p.headings[4]
    for line in p.five:
        yield "p", line
    yield "h", p.headings[5]
    for line in [*p.six, *p.closing]:
        yield "p", line


Tables = dict[str, Rows]


def tables(p: Paper) -> Tables:
    """The three tables, to be changed before they are written."""
    return {"two": two(p), "three": three(p), "four": four(p)}


# --- writers -------------------------------------------------------------------------------------------------


def html_table(rows: Rows, cell: Callable[[Box], str] | None = None, attributes: str = "border=1") -> str:
    """A table in HTML; ``cell`` writes the inside of a cell."""
    inside = cell or (lambda box: box.text)
    out = [f"<table {attributes}>"]
    for row in rows:
        out.append("<tr>")
        for box in row:
            spans = (f' rowspan="{box.down}"' if box.down > 1 else "") + (
                f' colspan="{box.across}"' if box.across > 1 else ""
            )
            out.append(f"<td{spans}>{inside(box)}</td>")
        out.append("</tr>")
    return "".join([*out, "</table>"])


def html(
    p: Paper,
    changed: Tables | None = None,
    *,
    cell: Callable[[Box], str] | None = None,
    before: str = "",
    after: str = "",
    head: str = "",
    page_title: str = "",
    notes: dict[str, str] | None = None,
    draw: Callable[[Rows], str] | None = None,
) -> str:
    """A report as a plain web page; ``notes`` puts markup after a table."""
    drawn = changed or tables(p)
    put = draw or (lambda rows: html_table(rows, cell))
    body = []
    for kind, what in narrative(p):
        if callable(what):
            name = what.__name__
            body.append(put(drawn[name]) + (notes or {}).get(name, ""))
        else:
            tag = {"title": "h1", "h": "h2"}.get(kind, "p")
            body.append(f"<{tag}>{what}</{tag}>")
    return (
        f'<html><head><meta charset="utf-8"><title>{page_title or p.title}</title>{head}</head>'
        f"<body>{before}<div class='content'>{''.join(body)}</div>{after}</body></html>"
    )


def text(
    p: Paper,
    changed: Tables | None = None,
    *,
    row: Callable[[list[str]], str] = "\t".join,
    notes: dict[str, str] | None = None,
) -> str:
    """A report as text, each table row written by ``row`` from its full grid."""
    drawn = changed or tables(p)
    lines = []
    for _, what in narrative(p):
        if callable(what):
            lines += [row(line) for line in flat(drawn[what.__name__])]
            lines += [note for note in [(notes or {}).get(what.__name__)] if note]
        else:
            lines.append(what)
        lines.append("")
    return "\n".join(lines)


def pipes(line: list[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(line) + " |"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(
    p: Paper, changed: Tables | None = None, *, extra: Sequence[str | Rows] = (), header: str = ""
) -> bytes:
    """A report as the XML of a Word file; ``extra`` follows the report, ``header`` stands above each page."""
    drawn = changed or tables(p)
    parts = [what if not callable(what) else drawn[what.__name__] for _, what in narrative(p)]
    return docx_of([*parts, *extra], header)


def docx_of(parts: Sequence[str | Rows], header: str = "") -> bytes:
    """A Word file with these paragraphs and tables."""
    body = "".join(_word_line(part) if isinstance(part, str) else _word_table(part) for part in parts)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", LINKS)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        if header:
            archive.writestr("word/header1.xml", f'<w:hdr xmlns:w="{W}">{_word_line(header)}</w:hdr>')
    return out.getvalue()


def _word_line(line: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in line.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _word_table(rows: Rows) -> str:
    """A table with its merged cells as Word writes them: gridSpan across, vMerge down."""
    below: dict[tuple[int, int], int] = {}
    out = []
    for r, line in enumerate(placed(rows)):
        out.append("<w:tr>")
        c = 0
        while c < len(line):
            content, box = line[c]
            across = box.across if box else below.get((r, c), 1)
            merge = ""
            if box is not None and box.down > 1:
                merge = '<w:vMerge w:val="restart"/>'
                below |= {(r + n, c): across for n in range(1, box.down)}
            elif box is None and (r, c) in below:
                merge = "<w:vMerge/>"
            out.append(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{_word_line(content)}</w:tc>'
            )
            c += across
        out.append("</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def xlsx(p: Paper, changed: Tables | None = None, *, one_sheet: bool = True, numbers: bool = True) -> bytes:
    """A report as an office types it into a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "年报"
    drawn = changed or tables(p)
    at = 1
    for _, what in narrative(p):
        if not callable(what):
            sheet.cell(at, 1, what)
            at += 1
            continue
        if not one_sheet:
            sheet, at = book.create_sheet(what.__name__), 1
        grid = placed(drawn[what.__name__])
        for r, line in enumerate(grid):
            for c, (content, box) in enumerate(line):
                if box is None:
                    continue
                put = int(content) if numbers and content.isdecimal() else content
                sheet.cell(at + r, 1 + c, put)
                if box.down > 1 or box.across > 1:
                    sheet.merge_cells(
                        start_row=at + r,
                        start_column=1 + c,
                        end_row=at + r + box.down - 1,
                        end_column=c + box.across,
                    )
        at += len(grid) + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(
    p: Paper,
    changed: Tables | None = None,
    *,
    style: Sequence[tuple] = (),
    ruled: bool = True,
    size: float = 8,
    landscape: bool = False,
    columns: dict[str, Sequence[float]] | None = None,
    footer: str = "",
    repeat: int = 0,
    notes: dict[str, str] | None = None,
    margin: float = 50,
    spaces: float = 0,
) -> bytes:
    """A report set by reportlab's own layout, tables cut over pages where they fall."""
    from reportlab.lib import pagesizes
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    base = ParagraphStyle("p", fontName="STSong-Light", fontSize=11, leading=18, wordWrap="CJK")
    label = ParagraphStyle("c", base, fontSize=size, leading=size * 1.25)
    middle = ParagraphStyle("m", label, alignment=TA_CENTER)
    page = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    width = page[0] - 2 * margin
    shares = {"two": (3, 2, 2, 2), "three": (1.3, 1.6, 4.2, *[1] * 7), "four": (1,) * 15} | (columns or {})
    drawn = changed or tables(p)
    story: list = []
    for kind, what in narrative(p):
        if not callable(what):
            if kind == "title":
                story.append(
                    Paragraph(what, ParagraphStyle("t", base, fontSize=17, leading=26, alignment=TA_CENTER))
                )
            else:
                story.append(Paragraph(what, base))
            continue
        name = what.__name__
        grid = placed(drawn[name])
        total = sum(shares[name])
        spans = [
            ("SPAN", (c, r), (c + box.across - 1, r + box.down - 1))
            for r, line in enumerate(grid)
            for c, (_, box) in enumerate(line)
            if box is not None and (box.down > 1 or box.across > 1)
        ]
        body = [
            [
                Paragraph(t, middle if box is None or box.key or box.head else label) if t else ""
                for t, box in line
            ]
            for line in grid
        ]
        rules = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
        table = Table(
            body,
            [width * s / total for s in shares[name]],
            style=[*spans, *rules, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *style],
            repeatRows=repeat if name == "three" else 0,
        )
        story += [table, Spacer(1, 10 + spaces)]
        if notes and name in notes:
            story.append(Paragraph(notes[name], label))

    def foot(canvas, doc) -> None:  # type: ignore[no-untyped-def]
        if footer:
            canvas.setFont("STSong-Light", 9)
            canvas.drawCentredString(page[0] / 2, 25, footer.format(page=doc.page))

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=page, leftMargin=margin, rightMargin=margin).build(
        story, onFirstPage=foot, onLaterPages=foot
    )
    return out.getvalue()


# --- the verdict ---------------------------------------------------------------------------------------------

BLANKS = {"", "&nbsp;", "\u3000", "\u200b"}
DASHES = {"/", "／", "-", "--", "—", "－", "——"}


def meaning(printed: str) -> tuple[str, float | None]:
    """The state and number of plainly printed characters (tests name the others)."""
    if printed in BLANKS:
        return "blank", None
    if printed in DASHES:
        return "dash", None
    bare = printed.replace(",", "").replace("，", "").replace(" ", "").replace("\n", "").replace("<br>", "")
    try:
        return "number", float(bare.translate(str.maketrans("０１２３４５６７８９－＋", "0123456789-+")))
    except ValueError:
        return "text", None


@dataclass(slots=True)
class Verdict:
    """How a reading compares with what is printed."""

    word: str
    wrong: list[str]
    unread: list[str]
    report: Report

    def __str__(self) -> str:
        r = self.report
        return (
            f"{self.word}: {r.status.value} {r.refusal_code or ''} {r.agency.name_as_published}/{r.year} {r.form} "
            f"wrong={self.wrong[:8]} unread={self.unread[:8]}({len(self.unread)}) notes={r.notes}"
        )


def source(data: bytes | str, name: str) -> Source:
    """A file as it is offered."""
    raw = data.encode() if isinstance(data, str) else data
    return Source(Path(name), raw, hashlib.sha256(raw).hexdigest())


def verdict(
    data: bytes | str,
    name: str,
    p: Paper,
    meant: dict[str, tuple[str, float | None]] | None = None,
    part: int = 0,
) -> Verdict:
    """What the reader makes of a file that prints ``p``; ``meant`` gives the meaning of odd characters."""
    report = read_reports(source(data, name))[part]
    printed = {key: meaning(text) for key, text in p.cells.items()} | (meant or {})
    if report.status is Status.REFUSED:
        return Verdict("refused", [], [], report)
    wrong: list[str] = []
    unread: list[str] = []
    found = {c.key: c for c in report.cells}
    for key, (state, value) in printed.items():
        cell = found.get(key)
        if cell is None or cell.state is State.UNREAD:
            unread.append(key)
        elif cell.state.value != state or cell.value != value:
            wrong.append(f"{key}: printed {p.cells.get(key)!r}, read {cell.state.value} {cell.raw!r}")
    wrong += [
        f"{k}: not printed, read {c.raw!r}"
        for k, c in found.items()
        if k not in printed and c.state is not State.UNREAD
    ]
    if report.agency.name_as_published not in (None, p.name):
        wrong.append(f"agency {report.agency.name_as_published!r}")
    if report.year not in (None, p.year):
        wrong.append(f"year {report.year}")
    forms = (report.form["table2"], report.form["table3"])
    if any(got not in (None, want) for got, want in zip(forms, (p.form2, p.form3), strict=True)):
        wrong.append(f"forms {forms}")
    complete = report.status is Status.COMPLETE
    missing = unread or report.agency.name_as_published is None or report.year is None
    word = "WRONG" if wrong or (complete and missing) else "right" if complete else "partial"
    return Verdict(word, wrong, unread, report)


def assert_right(data: bytes | str, name: str, p: Paper, meant: dict | None = None) -> Report:
    """The file is read completely, every cell as printed."""
    found = verdict(data, name, p, meant)
    assert found.word == "right", str(found)
    return found.report


def assert_not_wrong(data: bytes | str, name: str, p: Paper, meant: dict | None = None) -> Report:
    """Whatever is read is as printed; what is not read is named as such."""
    found = verdict(data, name, p, meant)
    assert found.word != "WRONG", str(found)
    return found.report
