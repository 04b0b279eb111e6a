"""Write the five re-typeset editions in ``data/reports`` from ``retypeset_figures.toml``.

Each carries one agency's published figures in the layout of the national form and says on its first
page that it is not the original. The narrative sections hold an editor's note only. The same figures
give the same bytes: dates are fixed, nothing is compressed (compressed bytes differ between zlib
builds). Run ``python scripts/retypeset.py``; the PDF needs the Debian fonts fonts-droid-fallback and
fonts-liberation.
"""

import io
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extract.forms import sections
from extract.forms.layout import HANDLED, PrintedCell, PrintedTable, printed_table
from extract.paths import REPORTS

FIGURES = Path(__file__).with_name("retypeset_figures.toml")
FORM = "t2021"
TABLE_OF_SECTION = {2: "table2", 3: "table3", 4: "table4"}
MADE = datetime(2026, 11, 21, tzinfo=UTC)
"""The date written into the files, so that a second run gives the same bytes."""

MARK = "重排版"
MARK_EN = "RE-TYPESET EDITION"
STATEMENT = (
    "本文件为重排版（re-typeset edition），不是原件。各表数字逐格照录自原文，零与合计均保持公布时的样子。"
)
STATEMENT_EN = (
    "Not the original document. The figures are those the agency published; the editor's notes are this "
    "project's own words, not the agency's."
)
NOTES_ARE_OURS = "原文的叙述未收录；“编者注”由本项目撰写，不是发布机关的话。"
NOTE = "编者注："
NO_FACTS = "原文本节为文字叙述，没有计数，此处不转述。"
FACTS = "原文本节还写明，"

INK, GREY, RULE, ACCENT, TINT = "#1c1c1c", "#666666", "#8a8a8a", "#9c2f22", "#f3f1ec"

FONTS = {
    "han": Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    "latin": Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
}
"""Debian's fonts-droid-fallback (Apache-2.0) and, for the signs that it lacks, fonts-liberation (OFL-1.1)."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One re-typeset report: the agency as published, its year, the figures that are not 0, and the facts for the notes."""

    file: str
    agency: str
    also: str | None
    year: int
    region: tuple[str, ...]
    values: dict[str, int]
    facts: dict[str, list[str]]

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def origin(self) -> tuple[str, ...]:
        """The lines of the first page that name the publication the figures come from."""
        lines = [
            f"原文：{self.agency} {self.year} 年政府信息公开工作年度报告",
            f"发布机关：{self.agency}（{''.join(self.region)}）",
        ]
        if self.also:
            lines.append(f"名称中的“{self.agency[0]}”按原文照录，应为“{self.also[0]}”：{self.also}。")
        return tuple(lines)

    def note(self, order: int) -> str:
        """The editor's note of a narrative section."""
        facts = self.facts.get(str(order))
        return NOTE + (FACTS + "；".join(facts) + "。" if facts else NO_FACTS)

    def shown(self, cell: PrintedCell) -> str:
        """What stands in a cell: its label, or its figure."""
        return cell.text if cell.key is None else str(self.values.get(cell.key, 0))


def editions() -> list[Edition]:
    """The five editions of ``retypeset_figures.toml``."""
    raw = tomllib.loads(FIGURES.read_text("utf-8"))["edition"]
    return [
        Edition(e["file"], e["agency"], e.get("also"), e["year"], tuple(e["region"]), e["values"], e["facts"])
        for e in raw
    ]


def _grid(edition: Edition, table: PrintedTable) -> list[list[str]]:
    """The table without merged cells: a merged cell's text at its upper left, the rest empty."""
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = edition.shown(cell)
    return grid


# --- text ---------------------------------------------------------------------------------------


def text(edition: Edition) -> bytes:
    """The edition as plain text; table cells are separated by tabs."""
    lines = [edition.title, "", f"【{MARK}】{STATEMENT}", *edition.origin, NOTES_ARE_OURS, STATEMENT_EN, ""]
    for section in sections():
        lines += [section.heading_zh, ""]
        if section.order in TABLE_OF_SECTION:
            table = printed_table(FORM, TABLE_OF_SECTION[section.order])
            lines += ["\t".join(row).rstrip() for row in _grid(edition, table)]
        else:
            lines.append(edition.note(section.order))
        lines.append("")
    return "\n".join(lines).encode()


# --- Markdown -----------------------------------------------------------------------------------


def markdown(edition: Edition) -> bytes:
    """The edition as Markdown with pipe tables."""
    lines = [f"# {edition.title}", "", f"> **{MARK} · {MARK_EN}**"]
    for line in (STATEMENT, *edition.origin, NOTES_ARE_OURS, STATEMENT_EN):
        lines += [">", f"> {line}"]
    for section in sections():
        lines += ["", f"## {section.heading_zh}", ""]
        if section.order in TABLE_OF_SECTION:
            first, *rest = _grid(edition, printed_table(FORM, TABLE_OF_SECTION[section.order]))
            lines += [f"| {' | '.join(row)} |" for row in (first, ["---"] * len(first), *rest)]
        else:
            lines.append(f"*{edition.note(section.order)}*")
    return ("\n".join(lines) + "\n").encode()


# --- HTML ---------------------------------------------------------------------------------------

CSS = f"""
body {{ margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.25rem 4rem; color: {INK}; background: #fff;
  font: 1rem/1.75 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }}
h1 {{ font-size: 1.6rem; line-height: 1.4; text-align: center; margin: 0 0 1.75rem; text-wrap: balance; }}
h2 {{ font-size: 1.15rem; margin: 2.5rem 0 .75rem; }}
.edition {{ border-top: 3px solid {ACCENT}; background: {TINT}; padding: .9rem 1.25rem; font-size: .9rem; }}
.edition p {{ margin: .2rem 0; }}
.edition .mark {{ color: {ACCENT}; font-weight: 700; letter-spacing: .08em; }}
.edition .en, .note {{ color: {GREY}; }}
.note {{ border-left: 2px solid {RULE}; padding-left: .9rem; margin: 0; font-size: .95rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .85rem; line-height: 1.45;
  font-variant-numeric: tabular-nums; }}
th, td {{ border: 1px solid {RULE}; padding: .3rem .45rem; }}
th {{ background: {TINT}; font-weight: 600; min-width: 2.4em; text-wrap: balance; }}
td {{ text-align: center; }}
td.label {{ text-align: left; }}
td.tall {{ writing-mode: vertical-rl; letter-spacing: .3em; padding: 0 .35rem; }}
td.zero {{ color: {GREY}; }}
""".strip()


def _html_cell(edition: Edition, cell: PrintedCell) -> str:
    shown = escape(edition.shown(cell), quote=False)
    if cell.head:
        return f"<th{cell.html_spans}>{shown}</th>"
    kind = "zero" if shown == "0" else "tall" if cell.text == HANDLED else "label" if cell.text else ""
    named = f' class="{kind}"' if kind else ""
    return f"<td{cell.html_spans}{named}>{shown}</td>"


def html(edition: Edition) -> bytes:
    """The edition as one HTML page that needs nothing from outside."""
    body = [f"<h1>{edition.title}</h1>", '<div class="edition">', f'<p class="mark">{MARK} · {MARK_EN}</p>']
    body += [f"<p>{escape(line, quote=False)}</p>" for line in (STATEMENT, *edition.origin, NOTES_ARE_OURS)]
    body += [f'<p class="en" lang="en">{STATEMENT_EN}</p>', "</div>"]
    for section in sections():
        body.append(f"<h2>{section.heading_zh}</h2>")
        if section.order in TABLE_OF_SECTION:
            table = printed_table(FORM, TABLE_OF_SECTION[section.order])
            rows = ("".join(_html_cell(edition, cell) for cell in row) for row in table.rows())
            body += ['<div class="wide"><table>', *(f"<tr>{row}</tr>" for row in rows), "</table></div>"]
        else:
            body.append(f'<p class="note">{escape(edition.note(section.order), quote=False)}</p>')
    page = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{edition.title}（{MARK}）</title>",
        f"<style>\n{CSS}\n</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return ("\n".join(page) + "\n").encode()


# --- DOCX ---------------------------------------------------------------------------------------

DOCX_WIDTHS = {"table2": [52, 40, 40, 40], "table3": [9, 25, 47, *[13] * 7], "table4": [11.5] * 15}
"""Column widths in mm; A4 leaves 172 between the margins."""


def _run(paragraph, words: str, size: float, color: str = INK, bold: bool = False) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(color[1:])


def _shade(cell, color: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color[1:])):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _docx_table(word, edition: Edition, name: str) -> None:
    table = printed_table(FORM, name)
    drawn = word.add_table(table.n_rows, table.n_cols, style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row in drawn.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(drawn.columns, DOCX_WIDTHS[name], strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for cell in table.cells:
        corner = drawn.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1)
        target = drawn.cell(cell.row, cell.col)
        target = target.merge(corner) if cell.rowspan * cell.colspan > 1 else target
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]
        left = cell.text and not cell.head and cell.text != HANDLED
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        shown = edition.shown(cell)
        _run(paragraph, shown, 8 if name == "table4" else 8.5, GREY if shown == "0" else INK, cell.head)
        if cell.head:
            _shade(target, TINT)


def _docx_paragraph(word, words: str, size: float, color: str = INK, bold: bool = False, after: float = 4):
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, words, size, color, bold)
    return paragraph


def docx(edition: Edition) -> bytes:
    """The edition as a Word document."""
    word = Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(19)
    page.top_margin = page.bottom_margin = Mm(20)
    fonts = word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name, value in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("eastAsia", "宋体")):
        fonts.set(qn(f"w:{name}"), value)
    title = _docx_paragraph(word, edition.title, 15, bold=True, after=14)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _docx_paragraph(word, f"{MARK} · {MARK_EN}", 11, ACCENT, bold=True)
    for line in (STATEMENT, *edition.origin, NOTES_ARE_OURS):
        _docx_paragraph(word, line, 9.5)
    _docx_paragraph(word, STATEMENT_EN, 9.5, GREY)
    for section in sections():
        heading = _docx_paragraph(word, section.heading_zh, 13, bold=True, after=6)
        heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(14), True
        heading.paragraph_format.page_break_before = section.order == 3  # table three fills a page of its own
        if section.order in TABLE_OF_SECTION:
            _docx_table(word, edition, TABLE_OF_SECTION[section.order])
        else:
            _docx_paragraph(word, edition.note(section.order), 10.5, GREY)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, f"{MARK}，非原件", 8.5, GREY)
    _drop_unused(word)
    about = word.core_properties
    about.title, about.subject, about.author, about.comments = f"{edition.title}（{MARK}）", MARK_EN, "", ""
    about.created = about.modified = MADE.replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
    return _fixed_zip(word)


def _drop_unused(word) -> None:
    """Leave out what python-docx's template brings along: table styles, the styles' second copy, a picture."""
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for holder in (word.part, word.part.package):
        unused = ("/stylesWithEffects", "/thumbnail")
        for name in [name for name, rel in holder.rels.items() if rel.reltype.endswith(unused)]:
            del holder.rels[name]


def _fixed_zip(word) -> bytes:
    """The document's parts in a zip whose bytes depend on them alone."""
    packed, fixed = io.BytesIO(), io.BytesIO()
    word.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, MADE.timetuple()[:6])
            plain.create_system = 3  # else the byte says on which system it was written
            target.writestr(plain, source.read(entry))
    return fixed.getvalue()


# --- PDF ----------------------------------------------------------------------------------------

PDF_WIDTHS = {"table2": [150, 111, 111, 110], "table3": [20, 66, 151, *[35] * 7], "table4": [482 / 15] * 15}
"""Column widths in points; A4 leaves 482 between the margins."""


def _fonts() -> None:
    for name, path in FONTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))


def _words(words: str) -> str:
    """Paragraph markup that takes the signs the Chinese font lacks from the Latin one."""
    han = pdfmetrics.getFont("han").face.charToGlyph
    marked = []
    for known, run in groupby(words, key=lambda sign: ord(sign) in han or sign == " "):
        plain = escape("".join(run), quote=False)
        marked.append(plain if known else f'<font name="latin">{plain}</font>')
    return "".join(marked)


def _style(size: float, **more) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{more}",
        fontName="han",
        fontSize=size,
        leading=more.pop("leading", size * 1.6),
        wordWrap="CJK",
        textColor=colors.HexColor(more.pop("color", INK)),
        **more,
    )


def _lines(cell: PrintedCell, shown: str) -> list[str]:
    """A cell's text in the lines of a narrow column: 三、本年度办理结果 a sign a line, column heads in two halves."""
    if cell.text == HANDLED:
        return list(shown)
    if cell.head and cell.colspan == 1 and len(shown) > 3:
        return [shown[: len(shown) // 2], shown[len(shown) // 2 :]]
    return [shown]


def _pdf_table(edition: Edition, name: str) -> Table:
    table = printed_table(FORM, name)
    grid: list[list] = [[""] * table.n_cols for _ in range(table.n_rows)]
    size = {"table2": 9.5, "table3": 8.2, "table4": 8}[name]
    rules = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor(RULE)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 4.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5.8),
    ]
    for cell in table.cells:
        corner = (cell.col + cell.colspan - 1, cell.row + cell.rowspan - 1)
        shown = edition.shown(cell)
        label = bool(cell.text) and not cell.head and cell.text != HANDLED
        style = _style(
            size,
            leading=size * 1.3,
            color=GREY if shown == "0" else INK,
            alignment=0 if label else TA_CENTER,
        )
        words = _words(shown) if name == "table2" else "<br/>".join(map(_words, _lines(cell, shown)))
        grid[cell.row][cell.col] = Paragraph(words, style)
        if cell.rowspan * cell.colspan > 1:
            rules.append(("SPAN", (cell.col, cell.row), corner))
        if cell.head:
            rules.append(("BACKGROUND", (cell.col, cell.row), corner, colors.HexColor(TINT)))
    return Table(grid, colWidths=PDF_WIDTHS[name], style=TableStyle(rules), hAlign="CENTER")


def _edition_box(edition: Edition) -> Table:
    lines = [Paragraph(_words(f"{MARK} · {MARK_EN}"), _style(10.5, color=ACCENT))]
    lines += [Paragraph(_words(line), _style(9)) for line in (STATEMENT, *edition.origin, NOTES_ARE_OURS)]
    lines.append(Paragraph(_words(STATEMENT_EN), _style(8.5, color=GREY)))
    rules = [
        ("LINEABOVE", (0, 0), (-1, 0), 2, colors.HexColor(ACCENT)),
        ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor(TINT)),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 9),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
    ]
    return Table([[lines]], colWidths=[482], style=TableStyle(rules))


def _pdf_footer(canvas, _page) -> None:
    canvas.setFillColor(colors.HexColor(GREY))
    canvas.setFont("han", 8)
    canvas.drawCentredString(A4[0] / 2, 11 * mm, f"{MARK}，非原件")


def pdf(edition: Edition) -> bytes:
    """The edition as a PDF with the fonts' used glyphs embedded."""
    _fonts()
    out = io.BytesIO()
    story: list = [
        Paragraph(_words(edition.title), _style(17, alignment=TA_CENTER, spaceAfter=14, leading=25)),
        _edition_box(edition),
    ]
    for section in sections():
        if section.order in (3, 4):  # table three fills a page of its own
            story.append(PageBreak())
        story.append(Paragraph(_words(section.heading_zh), _style(12.5, spaceBefore=16, spaceAfter=7)))
        if section.order in TABLE_OF_SECTION:
            story.append(_pdf_table(edition, TABLE_OF_SECTION[section.order]))
        else:
            story.append(Paragraph(_words(edition.note(section.order)), _style(10, color=GREY, leading=17)))
    story.append(Spacer(1, 1))
    SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=(A4[0] - 482) / 2 - 6,
        rightMargin=(A4[0] - 482) / 2 - 6,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        invariant=1,
        pageCompression=0,
        title=f"{edition.title}（{MARK}）",
        subject=MARK_EN,
        author="",
        lang="zh-CN",
    ).build(story, onFirstPage=_pdf_footer, onLaterPages=_pdf_footer)
    return out.getvalue()


WRITERS: dict[str, Callable[[Edition], bytes]] = {
    ".pdf": pdf,
    ".html": html,
    ".docx": docx,
    ".md": markdown,
    ".txt": text,
}


def write(edition: Edition) -> bytes:
    """The bytes of an edition in the format of its file name."""
    return WRITERS[Path(edition.file).suffix](edition)


if __name__ == "__main__":
    REPORTS.mkdir(parents=True, exist_ok=True)
    for each in editions():
        (REPORTS / each.file).write_bytes(write(each))
        print(REPORTS / each.file)
