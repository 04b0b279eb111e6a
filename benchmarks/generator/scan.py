"""A printed report as a scanner leaves it: pages as pictures, a little turned, grainy, packed as JPEG."""

import io
from random import Random

import numpy
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


def pictures(rng: Random, options: dict, pdf: bytes) -> list[Image.Image]:
    """The pages of the PDF as scanned pictures."""
    grain = numpy.random.default_rng(rng.randrange(2**32))
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=DPI / 72).to_pil().convert("L" if options["grey"] else "RGB")
        paper = 255 if options["grey"] else (255, 255, 255)
        picture = picture.rotate(options["angle"], resample=Image.Resampling.BICUBIC, fillcolor=paper)
        if options["noise"]:
            grained = numpy.asarray(picture, dtype=numpy.float32)
            grained = grained + grain.normal(0, options["noise"], grained.shape)
            picture = Image.fromarray(grained.clip(0, 255).astype(numpy.uint8))
        found.append(picture)
    document.close()
    return found


def scanned_pdf(rng: Random, options: dict, pdf: bytes) -> bytes:
    """The pictures as a PDF without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in pictures(rng, options, pdf):
        width, height = (side * 72 / DPI for side in picture.size)
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=options["jpeg"])
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_png(rng: Random, options: dict, pdf: bytes) -> bytes:
    """The pictures one under the other as a single PNG, as a long screenshot."""
    pages = pictures(rng, options, pdf)
    sheet = Image.new(
        pages[0].mode,
        (max(p.width for p in pages), sum(p.height for p in pages)),
        255 if options["grey"] else (255,) * 3,
    )
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
