"""Scans and images → Document, by character recognition (the optional extra ``ocr``).

Nothing is fetched: the models stand in the wheel (``engine`` runs them). Every cell has the recogniser's confidence.

``scan`` makes a page ready: ``folds``, ``seals`` and a ``watermark`` are taken away, the page is straightened (``flat``) and
its rulings are found (``strokes``; ``dashes``, ``faint`` and ``lost`` ones). ``recognise`` reads it: ``bare`` takes the rulings away,
the finder gives ``pieces`` of text, to be borne out by the ``ink``; those in cells go to ``cells``, where the readings of each
come to an ``agreement``, all others to ``words`` (and ``lone`` dashes).
"""

import importlib.util
from collections.abc import Collection, Iterator
from math import ceil

from PIL import Image

from extract.documents.model import Document, Source
from extract.documents.page_image import pdf_page, picture, picture_pages
from extract.documents.pdf.layout import PageBlocks
from extract.documents.pdf.limits import MAX_BYTES
from extract.documents.refusals import Refusal

HOW_TO_INSTALL = "make ocr (pip install 'ogi-observatory[ocr]')"


def is_installed() -> bool:
    """Whether the recogniser and its runtime can be imported."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def readings(source: Source) -> Iterator[Document]:
    """The reading of an image file (PNG, JPEG, TIFF, BMP, WebP), or of a PDF taken as pictures.

    Raises ``Refusal``: ``empty-file``, ``too-large``, ``damaged-file``, ``scan-needs-ocr``.
    """
    from extract.documents.pdf.document import document_of

    if not source.data:
        raise Refusal("empty-file")
    if len(source.data) > MAX_BYTES:
        raise Refusal("too-large", f"({len(source.data)} bytes; the limit is {MAX_BYTES})")
    count = picture_pages(source.data)
    require()
    numbers = range(1, count + 1)
    pages = [page for number in numbers for page in image_pages(source.data, number)]
    yield document_of("image", "ocr", pages, {})


def require() -> None:
    """Raises ``Refusal("scan-needs-ocr")``, naming the command that installs it, where the extra is missing."""
    if not is_installed():
        raise Refusal("scan-needs-ocr", f"→ {HOW_TO_INSTALL}")


def pdf_pages(data: bytes, numbers: Collection[int]) -> Iterator[PageBlocks]:
    """The blocks of these pages (from 1) of a PDF, recognised from their pictures; two of a number for a sheet of two."""
    from extract.documents.ocr.recognise import page_blocks
    from extract.documents.ocr.scan import PIXELS_PER_POINT

    for number in sorted(numbers):
        image, scale = pdf_page(data, number, PIXELS_PER_POINT, is_scan=True)
        yield from page_blocks(image, number, 1 / scale)


def image_pages(data: bytes, number: int) -> list[PageBlocks]:
    """The blocks of one page (from 1), or of two on one sheet, of an image file."""
    from extract.documents.ocr.recognise import page_blocks

    image, points_per_pixel = _at_scan_scale(*picture(data, number))
    return page_blocks(image, number, points_per_pixel)


def _at_scan_scale(image: Image.Image, points_per_pixel: float) -> tuple[Image.Image, float]:
    """A picture brought to the recogniser's resolution; the large one it may have been is not kept beside it."""
    from extract.documents.ocr.scan import PIXELS_PER_POINT

    scale = points_per_pixel * PIXELS_PER_POINT
    if 0.95 < scale < 1.05:
        return image, points_per_pixel
    size = (ceil(image.width * scale), ceil(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS), points_per_pixel / scale
