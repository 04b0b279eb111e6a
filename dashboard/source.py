"""Where a number was printed: the document, the place in it, what stands there."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from dashboard import tables
from dashboard.data import Dataset
from dashboard.text import Text
from extract.documents.model import Box
from extract.forms import all_fields, all_series

OFFERED = ("retypeset",)
"""The kinds of source whose file the site hands out: those of the project's own making."""

DRAWN = ("pdf", "png", "jpeg", "jpg", "tiff", "image")
"""Formats that have pages which can be drawn."""

LINE = "line "
"""How the place of a cell in a text file begins."""

_AROUND = 90.0
"""Points of the page shown above and below the number."""

_PIXELS_PER_POINT = 2.0


@dataclass(frozen=True, slots=True)
class Source:
    """One figure of one report and where it comes from. ``cell`` is None when the report has no such cell."""

    report: Mapping[str, Any]
    cell: Mapping[str, Any] | None
    file: Path | None

    @property
    def name(self) -> str:
        """The document's name as a reader knows it."""
        return self.report["source_original"] or Path(self.report["source_path"]).name

    @property
    def offered(self) -> str | None:
        """The address of the file, where the site hands it out."""
        if self.file is None or self.report["source_kind"] not in OFFERED:
            return None
        return f"/api/documents/{self.file.name}"

    @property
    def drawable(self) -> bool:
        """Whether the page can be shown as a picture."""
        cell = self.cell
        return bool(
            self.file is not None
            and cell is not None
            and cell["page"]
            and cell["box"]
            and self.report["source_format"] in DRAWN
        )


def document(dataset: Dataset, sha256: str) -> Path | None:
    """The kept file with that hash, None where it was not kept."""
    if dataset.folder is None:
        return None
    return next((dataset.folder / "documents").glob(f"{sha256}.*"), None)


def of(dataset: Dataset, report: Mapping[str, Any], cell: Mapping[str, Any] | None) -> Source:
    """The source of one cell of one report."""
    return Source(report, cell, document(dataset, report["source_sha256"]))


def cell_of(key: str, form_id: str | None) -> str | None:
    """The cell behind a key of a chart: itself, or the one cell that a joined series is made of under a form.

    None where the figure is a sum of several cells.
    """
    series = all_series().get(key)
    if series is None:
        return key or None
    terms = series.expressions.get(form_id or "", ())
    if len(terms) != 1:
        return None
    code, _, column = terms[0].partition(".")
    if not column and (entry := all_fields().get(code)) is not None and entry.table == "statistics":
        return f"{code}.annual"
    return terms[0]


def place(cell: Mapping[str, Any], t: Text) -> str:
    """Where in its document a cell stands, in words."""
    parts = []
    if cell["page"]:
        parts.append(t("source.page", page=cell["page"]))
    elif cell["method"] == "transcribed":
        return t("source.no_place")
    path = cell["place_path"] or ""
    if "!" in path:
        return t.joined([*parts, t("source.sheet", path=path)])
    if cell["place_table"] is not None:
        at = {n: cell[f"place_{n}"] + 1 for n in ("table", "row", "col") if cell[f"place_{n}"] is not None}
        if len(at) == 3:
            parts.append(t("source.cell", **at))
    if cell["place_offset"] is not None:
        parts.append(t("source.offset", offset=cell["place_offset"] + 1))
    if path.startswith(LINE):
        parts.append(t("source.line", line=path.removeprefix(LINE)))
    elif path:
        parts.append(t("source.path", path=path))
    return t.joined(parts) if parts else t("source.no_place")


def kind_in_words(report: Mapping[str, Any], t: Text) -> str:
    """What sort of source this is, said plainly, with the original named."""
    kind = report["source_kind"]
    original = report["source_original"] or t("source.original_unknown")
    return t(f"source.kind_{kind}", original=original)


@lru_cache(maxsize=64)
def picture(file: Path, page: int, box: Box) -> bytes | None:
    """The part of the page around a number, the number boxed, as PNG; None where it cannot be drawn."""
    from extract.documents.page_image import page_png
    from extract.documents.refusals import Refusal

    x0, top, x1, bottom = box
    crop = (0.0, max(0.0, top - _AROUND), 10_000.0, bottom + _AROUND)
    try:
        return page_png(file.read_bytes(), page, [(x0, top, x1, bottom)], _PIXELS_PER_POINT, crop)
    except (OSError, Refusal, ValueError):
        return None


def boxed_page(found: Source, t: Text) -> str | None:
    """The part of the page around a number as markup, None where no page can be drawn.

    On a narrow screen the page stays large enough to be read and is moved sideways; it opens at the number.
    """
    cell = found.cell
    if not found.drawable or cell is None or found.file is None:
        return None
    x0, top, x1, bottom = cell["box"]
    png = picture(found.file, cell["page"], (x0, top, x1, bottom))
    if png is None:
        return None
    alt = t("source.page_alt", document=found.name, page=cell["page"])
    width = int.from_bytes(png[16:20]) / _PIXELS_PER_POINT  # a PNG's first chunk begins with its width
    inside = (
        f'<div class="boxed"><img src="data:image/png;base64,{b64encode(png).decode()}" alt="{escape(alt)}">'
        f'<i class="here" style="left:{50 * (x0 + x1) / width:.1f}%"></i></div>'
    )
    return tables.scrolling(inside, alt)
