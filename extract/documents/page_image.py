"""The page that a number was printed on, as a picture with the place boxed.

Pages of image files (PNG, JPEG, TIFF …) are measured as if they were as wide as A4, because the resolution that
images state is often wrong and screenshots are long: ``picture`` gives the points per pixel that recognition uses too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import sqrt

from PIL import Image, ImageDraw, ImageOps
from pypdfium2 import PdfiumError

from extract.documents.model import Box
from extract.documents.pdf import pdfium
from extract.documents.pdf.limits import MAX_PAGES
from extract.documents.refusals import Refusal

A4_WIDTH, A4_LENGTH = 595.0, 842.0
LARGEST_SCAN = 2.2 * A4_WIDTH * A4_LENGTH
"""Square points of A3 and its margin; no larger sheet is scanned."""
MAX_PIXELS = 30_000_000
"""A page drawn larger than this is drawn at a smaller scale."""
NARROW = 100
"""A picture longer than so many times its width is no page; screenshots of a whole report reach about forty."""
MARK = (200, 30, 30)
"""The colour of the boxes."""


def page_png(
    data: bytes, page: int, boxes: Sequence[Box], scale: float = 2.0, crop: Box | None = None
) -> bytes:
    """Draws one page (from 1) of a PDF or an image as PNG, with a frame around each box.

    ``boxes`` and ``crop`` are in points from the upper left corner of the page as shown; ``scale`` is pixels per
    point. Raises ``ValueError`` for a page that is not there and ``Refusal`` (``encrypted``, ``damaged-file``,
    ``too-large``) for a file that cannot be opened.
    """
    if is_pdf(data):
        image, scale = pdf_page(data, page, scale)
    else:
        image, points = picture(data, page)
        size = (max(1, round(image.width * points * scale)), max(1, round(image.height * points * scale)))
        image = image.resize(size)
    draw = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        frame = (x0 * scale - 2, top * scale - 2, x1 * scale + 2, bottom * scale + 2)
        draw.rectangle(frame, outline=MARK, width=max(2, round(scale)))
    if crop is not None:
        left, upper = max(0, round(crop[0] * scale)), max(0, round(crop[1] * scale))
        right, lower = min(image.width, round(crop[2] * scale)), min(image.height, round(crop[3] * scale))
        if right > left and lower > upper:
            image = image.crop((left, upper, right, lower))
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark may stand after some leading bytes."""
    return b"%PDF-" in data[:1024]


def pdf_page(data: bytes, page: int, scale: float, *, is_scan: bool = False) -> tuple[Image.Image, float]:
    """One page of a PDF as shown, and the scale it was drawn at: the one asked for, or less on a huge page.

    A page ``is_scan`` that is larger than A3 is drawn as if it were A4: its resolution was not stated.
    """
    with pdfium.LOCK:
        document = pdfium.open_pdf(data)
        try:
            if not 1 <= page <= len(document):
                raise ValueError(f"page {page} of {len(document)}")
            opened = document[page - 1]
            width, height = opened.get_size()
            if is_scan and width * height > LARGEST_SCAN:
                scale *= sqrt(A4_WIDTH * A4_LENGTH / (width * height))
            scale = min(scale, sqrt(MAX_PIXELS / max(1.0, width * height)))
            return opened.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"), scale
        except PdfiumError as error:
            raise Refusal("damaged-file") from error
        finally:
            document.close()


@contextmanager
def _broken_images() -> Iterator[None]:
    """What Pillow raises on a broken file, as the file's refusal: its readers know errors of every kind."""
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Refusal("too-large") from error
    except Exception as error:
        raise Refusal("damaged-file") from error


def picture_pages(data: bytes) -> int:
    """How many pages an image file has. Raises ``Refusal``: ``damaged-file``, ``too-large``."""
    with _broken_images():
        count = int(getattr(Image.open(BytesIO(data)), "n_frames", 1))
    if count > MAX_PAGES:
        raise Refusal("too-large", f"({count} pages; the limit is {MAX_PAGES})")
    return count


def picture(data: bytes, page: int = 1) -> tuple[Image.Image, float]:
    """One page of an image file, upright, and the points per pixel it is measured with.

    Raises ``ValueError`` for a page that is not there and ``Refusal``: ``damaged-file``, ``too-large``,
    ``no-readable-text`` for a picture too narrow for a line of text.
    """
    with _broken_images():
        image = Image.open(BytesIO(data))
        frames = getattr(image, "n_frames", 1)
    width, height = image.size
    if width * height > 4 * MAX_PIXELS:
        raise Refusal("too-large", f"({width} x {height} pixels)")
    if max(width, height) > NARROW * min(width, height):
        raise Refusal("no-readable-text", f"({width} x {height} pixels)")
    if not 1 <= page <= frames:
        raise ValueError(f"page {page} of {frames}")
    with _broken_images():
        image.seek(page - 1)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        flat = _on_white(image)
    return flat, (A4_LENGTH if flat.width > flat.height else A4_WIDTH) / flat.width


def _on_white(image: Image.Image) -> Image.Image:
    """A picture in red, green and blue, with white for what it leaves clear; no copy more than needed, each may have 500 MB."""
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    clear = image if image.mode == "RGBA" else image.convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat
