"""What a report read by character recognition must show before it is called complete.

A recogniser errs without a sign of it, so every figure and the identity need a second witness in the document.
"""

import re
from collections.abc import Container

from extract.documents.model import Document, Paragraph, Table
from extract.forms.labels import fold
from extract.rare import rare
from extract.reports.model import Cell, Report, State
from extract.reports.sums import SUMS
from extract.tables.values import WORDS

SURE = 0.9
"""A figure that no sum bears out stands where the recogniser is as confident as this."""
_PERIOD = rare(r"(20\d\d)年1月1日起?[至到—~-]+(?:\1年)?12月31日")
_YEAR = rare(r"(?<![\d与较比])(20[0-4]\d)年(?!相比)")


def doubts(report: Report, document: Document, file_name: str) -> list[str]:
    """What of a recognised report is not borne out, in words."""
    text = "\n".join(b.text for b in document.blocks if isinstance(b, Paragraph))
    found = []
    if not _sums_bear_out(report):
        found.append("recognised characters whose sums do not all close")
    if unsure := _unsure(report, _printed_pages(document)):
        found.append("recognised without a sum or enough confidence to bear it out: " + ", ".join(unsure))
    witnesses = re.sub(r"\s+", "", fold(text))
    file_name = re.sub(r"\s+", "", fold(file_name))
    if not _year_borne_out(report, witnesses, file_name):
        found.append(f"the recognised year {report.year} is not borne out by the text or the file's name")
    if not _name_borne_out(report, witnesses, file_name):
        found.append(
            f"the recognised name {report.agency.name_as_published} is not borne out by the text, the file's name or the register"
        )
    return found


def _sums_bear_out(report: Report) -> bool:
    """Whether every sum with a number in it closes: one beside blanks that it does not fit is not borne out."""
    numbers = {cell.key for cell in report.cells if cell.value is not None}
    return all(
        f.status in ("pass", "pass_if_blank_is_zero") or numbers.isdisjoint(f.cells)
        for f in report.findings
        if f.id in SUMS
    )


def _unsure(report: Report, printed: Container[int]) -> list[str]:
    """The cells in no sum that are figures of little confidence, and those with words that no form has there.

    What stands on the ``printed`` pages is sure.
    """
    sure = {key for f in report.findings if f.id in SUMS for key in f.cells}
    sure |= {cell.key for cell in report.cells if cell.place.page is not None and cell.place.page in printed}
    return [cell.key for cell in report.cells if _is_unsure(cell, cell.key in sure)]


def _printed_pages(document: Document) -> set[int]:
    """The pages whose text is the file's own: those of a scan among them have been recognised by another program, or here."""
    if document.engine != "ocr":
        return set()
    places = [
        (piece.confidence, place)
        for block in document.blocks
        for piece, place in (
            [(cell, cell.place) for cell in block.cells]
            if isinstance(block, Table)
            else [(word, block.place) for word in block.words]
        )
    ]
    recognised = {place.page for confidence, place in places if confidence is not None}
    return {place.page for _, place in places if place.page is not None} - recognised


def _is_unsure(cell: Cell, borne_out: bool) -> bool:
    if cell.state is State.TEXT and cell.value is None:
        return re.sub(r"\s+", "", fold(cell.raw)) not in WORDS
    return cell.value is not None and not borne_out and (cell.confidence is None or cell.confidence < SURE)


def _year_borne_out(report: Report, text: str, file_name: str) -> bool:
    """Whether the period of the figures, the file's name, the date of publication or the text besides the title says the year."""
    periods = set(_PERIOD.findall(text))
    if periods:
        return str(report.year) in periods
    if str(report.year) in file_name or (report.published or "").startswith(str((report.year or 0) + 1)):
        return True
    return sum(year == str(report.year) for year in _YEAR.findall(text)) > 1


def _name_borne_out(report: Report, text: str, file_name: str) -> bool:
    name = re.sub(r"\s+", "", fold(report.agency.name_as_published or ""))
    region = report.region
    known = region.adcode is not None and (region.confidence or 0) >= SURE and report.agency.kind != "other"
    return bool(name) and (known or text.count(name) > 1 or name in file_name)
