"""Pages as pictures with the place boxed."""

import io

import pytest
from pdf_samples import HEIGHT, WIDTH, pdf, table
from PIL import Image

from extract.documents.page_image import MARK, page_png, pdf_page, picture
from extract.documents.refusals import Refusal


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_the_box_is_framed_where_the_cell_stands() -> None:
    image = opened(page_png(pdf(table), 1, [(220, 148, 330, 172)], scale=2))
    assert image.size == (2 * WIDTH, 2 * HEIGHT)
    assert image.getpixel((440 - 2, 320)) == MARK
    assert image.getpixel((550, 2 * 148 - 2)) == MARK
    assert image.getpixel((300, 320)) != MARK


def test_a_crop_shows_only_that_part() -> None:
    image = opened(page_png(pdf(table), 1, [], scale=2, crop=(50, 90, 450, 180)))
    assert image.size == (800, 180)


def test_a_turned_page_is_drawn_as_shown() -> None:
    image = opened(page_png(pdf(lambda c: c.rect(0, 0, 100, 50, fill=1), rotate=90), 1, [], scale=1))
    assert image.size == (WIDTH, HEIGHT)
    # The lower left corner of the unturned page, black, is at the upper left of the page as shown.
    assert (image.getpixel((25, 50)), image.getpixel((75, 50))) == ((0, 0, 0), (255, 255, 255))


def test_a_huge_page_is_drawn_smaller() -> None:
    image = opened(page_png(pdf(table), 1, [], scale=50))
    assert image.width * image.height <= 31_000_000


@pytest.mark.parametrize(("size", "drawn"), [((1654, 2339), 1654), ((842, 1191), 2339), ((595, 842), 1653)])
def test_a_scan_larger_than_a3_is_drawn_as_a4(size: tuple[int, int], drawn: int) -> None:
    sheet = pdf(lambda c: c.setPageSize(size))
    image, scale = pdf_page(sheet, 1, 200 / 72, is_scan=True)
    assert image.width == pytest.approx(drawn, abs=2)
    assert scale == pytest.approx(image.width / size[0], abs=0.01)


def test_an_image_file_is_measured_as_wide_as_a4() -> None:
    out = io.BytesIO()
    Image.new("L", (1190, 4000), 255).save(out, "PNG")
    assert picture(out.getvalue())[1] == pytest.approx(0.5)
    image = opened(page_png(out.getvalue(), 1, [(100, 1000, 200, 1020)], scale=2))
    assert image.size == (1190, 4000)
    assert image.getpixel((198, 2010)) == MARK


def a_dot(mode: str) -> Image.Image:
    """A black dot on what is clear: of a mode with transparency, or with a palette of which one colour is clear."""
    image = Image.new("RGBA", (20, 10), (200, 0, 0, 0))
    image.putpixel((3, 4), (0, 0, 0, 255))
    if mode != "P":
        return image.convert(mode)
    paletted = Image.new("P", image.size, 0)
    paletted.putpalette([200, 0, 0, 0, 0, 0])
    paletted.putpixel((3, 4), 1)
    return paletted


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_a_picture_leaves_clear_is_white(mode: str) -> None:
    out = io.BytesIO()
    a_dot(mode).save(out, "PNG", **({"transparency": 0} if mode == "P" else {}))
    image, _ = picture(out.getvalue())
    assert image.mode == "RGB"
    assert (image.getpixel((3, 4)), image.getpixel((4, 4))) == ((0, 0, 0), (255, 255, 255))


def test_a_picture_that_was_taken_turned_is_upright() -> None:
    out, turned = io.BytesIO(), Image.Exif()
    turned[0x0112] = 6  # the camera lay on its side
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 10))
    image.save(out, "PNG", exif=turned)
    upright, _ = picture(out.getvalue())
    assert upright.size == (20, 40)
    assert (upright.getpixel((15, 5)), upright.getpixel((5, 5))) == ((0, 0, 0), (255, 255, 255))


def test_a_page_that_is_not_there_and_a_file_that_is_none() -> None:
    with pytest.raises(ValueError, match="page 2 of 1"):
        page_png(pdf(table), 2, [])
    with pytest.raises(Refusal) as refused:
        page_png(b"nothing", 1, [])
    assert refused.value.code == "damaged-file"
