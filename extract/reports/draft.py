"""One report as one engine reads it, and whether it is a yearly report at all."""

import re
from collections.abc import Iterable

from extract.documents.model import Block, Document, Paragraph
from extract.forms.labels import in_simplified, simplified
from extract.rare import rare
from extract.records import record
from extract.reports.identity import Identity, read_identity
from extract.reports.identity.reported_year import ANNOUNCED
from extract.reports.identity.titles import without_gaps
from extract.reports.identity.years import period_year
from extract.reports.last_year import without_last_year
from extract.reports.model import Cell, Kind, State
from extract.reports.papers import PART, other_paper
from extract.reports.sections import Sections, read_sections
from extract.tables import TablesRead, read_tables
from extract.tables.restored import separated

_RETYPESET = re.compile(r"重排版")
_ORIGINAL = re.compile(r"原文\s*[:：]\s*(\S.*)")
_REPORT = re.compile(r"信息公[开開](?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)")
_OF_ITSELF = rare(r"本(?:年度)?(?:报告|年报)")
_REGULATION = "信息公开条例"
_OPENING = 800
"""So many characters of a text may say what it is and by which regulation."""


@record(frozen=True, slots=True)
class Draft:
    """One report as one engine reads it."""

    document: Document
    part: str | None
    tables: TablesRead
    identity: Identity
    sections: Sections
    kind: Kind
    original: str | None

    @property
    def unread(self) -> int:
        """How many cells of its forms were not read."""
        return count_unread(self.tables.cells)

    @property
    def read(self) -> int:
        """How many cells were read: none where no table was found, however little is unread then."""
        return len(self.tables.cells) - self.unread


def count_unread(cells: Iterable[Cell]) -> int:
    """How many of these cells were not read."""
    unread = State.UNREAD
    return len([cell for cell in cells if cell.state is unread])


def draft_of(drawn: Document, part: str | None, file_name: str) -> Draft:
    """The report that a document, or the ``part`` of a file that it is, holds."""
    document = separated(drawn)
    tables = read_tables(document, apart=document is drawn)
    sections = read_sections(document, tables.blocks)
    first = min((n for n in sections.starts.values() if not _names_a_sheet(document, n)), default=None)
    if first is None and tables.blocks:
        first = min(tables.blocks)
    identity = read_identity(document, first, body_of(document, tables.blocks), file_name)
    if identity.year is not None:
        tables = _of_year(document, identity.year, tables)
    kind, original = _retypeset(document)
    return Draft(document, part, tables, identity, sections, kind, original)


def _of_year(document: Document, year: int, read: TablesRead) -> TablesRead:
    """The tables without those of the year before, where all is clear without them or they were read for the report's own."""
    own = without_last_year(document, year)
    if own is document:
        return read
    left_out = {
        n for n, (block, other) in enumerate(zip(document.blocks, own.blocks, strict=True)) if block != other
    }
    mixed = not read.blocks.isdisjoint(left_out)
    if read.complete and not mixed:
        return read
    tables = read_tables(own, apart=True)
    as_many = all(tables.form[table] or not form for table, form in read.form.items())
    return tables if tables.complete or (mixed and as_many) else read


def _names_a_sheet(document: Document, block: int) -> bool:
    """True for the name of a sheet above the report's title, which its first row has: 二、主动公开情况, of its first table."""
    name = document.blocks[block]
    if document.engine != "sheet" or not isinstance(name, Paragraph) or name.place.path is not None:
        return False
    return any(map(_titles_a_report, document.blocks[block + 1 : block + 2]))


def _titles_a_report(block: Block) -> bool:
    """True for a line with the words of a report's title."""
    return (
        isinstance(block, Paragraph)
        and len(block.text) < 80
        and _REPORT.search(simplified(block.text.replace(" ", ""))) is not None
    )


def body_of(document: Document, taken: frozenset[int]) -> str:
    """The running text of a document, without the blocks that its tables took up."""
    return "\n".join(
        b.text for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and i not in taken
    )


def _retypeset(document: Document) -> tuple[Kind, str | None]:
    """A re-typeset edition says so, and names its original, before its first section."""
    opening = "\n".join(b.text for b in document.blocks[:14] if isinstance(b, Paragraph))
    original = _ORIGINAL.search(opening)
    if _RETYPESET.search(opening) and original:
        return Kind.RETYPESET, original[1].strip()
    return Kind.DOCUMENT, None


def is_report(draft: Draft) -> bool:
    """True where tables of a form stand, or most of the sections, or some with a year and a report's title or its own word for it."""
    if _is_other_paper(draft):
        return False
    if any(draft.tables.form.values()):
        return True
    if len(draft.sections.texts) >= 4:
        return True
    title = any(map(_titles_a_report, draft.document.blocks[:40]))
    announced = any(d.what == "year" and d.because == ANNOUNCED for d in draft.identity.decisions)
    if draft.identity.year is None:
        return False
    sections = len(draft.sections.texts)
    return (sections >= 2 and (title or announced)) or (sections >= 3 and _calls_itself_one(draft))


def _calls_itself_one(draft: Draft) -> bool:
    """Whether the opening of an untitled text speaks of itself as a report under the regulation."""
    opening = in_simplified(body_of(draft.document, draft.tables.blocks)[:_OPENING])
    return _REGULATION in opening and _OF_ITSELF.search(opening) is not None


def _is_other_paper(draft: Draft) -> bool:
    """True for a paper that its title tells to be none.

    The form that a letter asks to fill in has no numbers yet; figures of a whole year are no report on a part of it.
    """
    what = other_paper(draft.identity.lines)
    if what is None:
        return False
    if what is PART:
        return period_year(without_gaps(body_of(draft.document, draft.tables.blocks))) is None
    return not any(cell.state is State.NUMBER for cell in draft.tables.cells)


def is_pictures(document: Document) -> bool:
    """True for the title of a report above pictures."""
    return any(signal.code == "tables-are-images" for signal in document.signals) and any(
        _REPORT.search(simplified(b.text.replace(" ", "")))
        for b in document.blocks
        if isinstance(b, Paragraph)
    )


def is_recognised(document: Document) -> bool:
    """Whether a recogniser read the document: ours, or the program that put its text under the picture of a page."""
    return document.engine == "ocr" or is_of_another_recogniser(document)


def is_of_another_recogniser(document: Document) -> bool:
    """Whether some text of the document is what another program recognised: it has no confidence, and nobody corrected it."""
    return any(s.code == "recognised-text" for s in document.signals)
