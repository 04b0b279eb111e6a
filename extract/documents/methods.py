"""The ways a cell is read: ``<engine>/<alignment>``, as it stands in ``method``. The documentation is made from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """One engine or one way of alignment."""

    id: str
    formats: str
    en: str


METHODS = (
    Method("pdfium/…", "PDF", "first engine: characters and rulings from pypdfium2"),
    Method(
        "pdfplumber/…",
        "PDF",
        "second engine, on the table pages, when the first is not complete and consistent",
    ),
    Method(
        "ocr/…",
        "scans, images",
        "recognised characters with a confidence; complete only if every sum closes, figures in no sum are read with confidence, and a second place bears out name and year",
    ),
    Method("ofd/…", "OFD", "texts and lines of the national page format, laid out as a PDF's"),
    Method("html/…", "HTML", "cells with their spans, by CSS path"),
    Method("docx/…", "DOCX, Word as one XML file", "own pass over the XML, merged cells kept"),
    Method("libreoffice+docx/…", "DOC, WPS, RTF", "converted by LibreOffice, then as DOCX"),
    Method(
        "sheet/…", "XLSX, XLS, Excel as one XML file", "one table a block of rows, merged ranges as spans"
    ),
    Method("opendocument/…", "ODT, ODS", "own pass over the XML; a workbook's cells as they are shown"),
    Method("text/…", "Markdown, text", "tabs and pipes as tables, every other line as a line"),
    Method("transcribed", "data/figures", "typed by hand from the published report"),
    Method("typed", "self-check", "typed or edited in the browser"),
    Method("…/grid", "", "columns by the drawn or declared grid"),
    Method("…/cells", "", "label and the cells after it, where a row may have slipped sideways"),
    Method("…/columns", "", "positions of the words below the words of the header"),
    Method("…/lines", "", "label and numbers from lines of text"),
    Method("…/glued", "", "digits without separators, where the sums leave exactly one reading"),
    Method(
        "…/order",
        "",
        "after the way of alignment: a row whose label is not the form's, told by its place between rows that are",
    ),
    Method("…", "", "the engine alone: the cell was looked for and not found, so it is unread"),
)
"""Every method, engines first."""
