"""A printed report as a scanner leaves it: pages as pictures, a little turned, grainy, packed as JPEG.

Rough scans are also blurred, faint, unevenly lit, sealed, in black and white alone, with the scanner's dark edge,
laid the wrong way or two pages to a sheet.
"""

import io
import math
from random import Random

import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.generator.options import Mix

DPI = 200
SEAL_INKS = {"red": (214, 38, 44), "grey": (120, 120, 120)}


def pictures(rng: Random, options: Mix, pdf: bytes) -> list[Image.Image]:
    """The pages of the PDF as scanned pictures."""
    grain = numpy.random.default_rng(rng.randrange(2**32))
    dpi = options.get("dpi", DPI)
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil()
        if "dpi" in options:
            picture = _worn(rng, options, picture.convert("RGB"), dpi)
        picture = picture.convert("L" if options["grey"] else "RGB")
        paper = 255 if options["grey"] else (255, 255, 255)
        angle = options.get("skew", options["angle"])
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)
        if options["noise"]:
            grained: numpy.ndarray = numpy.asarray(picture, dtype=numpy.float32)
            grained = grained + grain.normal(0, options["noise"], grained.shape)
            picture = Image.fromarray(grained.clip(0, 255).astype(numpy.uint8))
        if options.get("edge"):
            dark = 30 if options["grey"] else (30, 30, 30)
            ImageDraw.Draw(picture).rectangle((0, 0, picture.width, dpi // 12), fill=dark)
            ImageDraw.Draw(picture).rectangle((0, 0, dpi // 8, picture.height), fill=dark)
        if options.get("bilevel"):
            least = 165 if options["light"] == "even" else 140
            picture = (
                picture.convert("L").point(lambda v, least=least: 255 * (v > least)).convert(picture.mode)
            )
        found.append(picture)
    document.close()
    if options.get("spread"):
        found = [_beside(found[i : i + 2]) for i in range(0, len(found), 2)]
    if options.get("turned"):
        found = [picture.rotate(options["turned"], expand=True) for picture in found]
    return found


def _worn(rng: Random, options: Mix, picture: Image.Image, dpi: int) -> Image.Image:
    """A page with its seal and dust, as its ink, its lens and its lamp show it."""
    if options["seal"] != "none" and rng.random() < 0.6:
        picture = _sealed(rng, picture, dpi, SEAL_INKS[options["seal"]])
    draw = ImageDraw.Draw(picture)
    for _ in range(options["dust"]):
        x, y = rng.randrange(picture.width), rng.randrange(picture.height)
        size = rng.randint(0, 2)
        draw.ellipse((x, y, x + size, y + size), fill=(90, 90, 90))
    if options["blur"]:
        picture = picture.filter(ImageFilter.GaussianBlur(options["blur"] * dpi / DPI))
    seen = numpy.asarray(picture, dtype=numpy.float32)
    seen = 255 - (255 - seen) * options["ink"]
    if options["light"] == "uneven":
        across = numpy.linspace(1.0, 0.72, seen.shape[1], dtype=numpy.float32)
        seen = seen * across[None, :, None]
    return Image.fromarray(seen.clip(0, 255).astype(numpy.uint8))


def _sealed(rng: Random, picture: Image.Image, dpi: int, ink: tuple[int, int, int]) -> Image.Image:
    """A round seal of 40 mm with a star and strokes for its characters, somewhere on the page, over what is printed."""
    radius = round(20 / 25.4 * dpi)
    x = rng.randint(radius, max(radius, picture.width - radius))
    y = rng.randint(radius, max(radius, picture.height - radius))
    layer = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(layer)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=max(3, dpi // 40))
    star = [
        (
            x + math.sin(k * math.pi / 5) * radius * (0.32 if k % 2 == 0 else 0.13),
            y - math.cos(k * math.pi / 5) * radius * (0.32 if k % 2 == 0 else 0.13),
        )
        for k in range(10)
    ]
    draw.polygon(star, fill=ink)
    for step in range(12):
        turn = math.radians(-130 + step * 260 / 11)
        inner, outer = radius * 0.62, radius * 0.86
        ends = [(x + math.sin(turn) * r, y - math.cos(turn) * r) for r in (inner, outer)]
        draw.line(ends, fill=ink, width=max(3, dpi // 30))
    return Image.fromarray(numpy.minimum(numpy.asarray(picture), numpy.asarray(layer)))


def _beside(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side on one sheet; a last page alone keeps its half."""
    width, height = max(p.width for p in pages), max(p.height for p in pages)
    sheet = Image.new(pages[0].mode, (2 * width, height), 255 if pages[0].mode == "L" else (255, 255, 255))
    for side, page in enumerate(pages):
        sheet.paste(page, (side * width, 0))
    return sheet


def scanned_pdf(rng: Random, options: Mix, pdf: bytes) -> bytes:
    """The pictures as a PDF without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in pictures(rng, options, pdf):
        width, height = (side * 72 / options.get("dpi", DPI) for side in picture.size)
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=options["jpeg"])
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_png(rng: Random, options: Mix, pdf: bytes) -> bytes:
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
