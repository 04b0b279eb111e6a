"""Scans and images, recognised without the network."""

import io
import socket
from functools import cache, partial
from types import SimpleNamespace

import numpy as np
import pytest
from pdf_samples import lines, pdf, source, table, tables, texts, write
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.documents import ocr
from extract.documents.model import Table
from extract.documents.ocr import engine
from extract.documents.page_image import pdf_page
from extract.documents.pdf import readings
from extract.documents.pdf.content import Line
from extract.documents.pdf.grid import find_grids
from extract.documents.refusals import Refusal

if ocr.is_installed():
    from extract.documents.ocr.bare import without_rulings
    from extract.documents.ocr.cells import _agreed, _alike, _are_apart, _Drawn, _is_of_a_ruling, not_a_slash
    from extract.documents.ocr.engine import Reading
    from extract.documents.ocr.folds import without_folds
    from extract.documents.ocr.ink import _slanted, is_ring
    from extract.documents.ocr.pieces import Page, Piece
    from extract.documents.ocr.recognise import _PAGE_NUMBER, in_points, page_blocks
    from extract.documents.ocr.scan import PIXELS_PER_POINT, straighten
    from extract.documents.ocr.seals import without_grey_stamps, without_red_stamps
    from extract.documents.ocr.strokes import _even_dashes, dark_pixels

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")

ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", ""], ["行政规范性文件", "325", "12"]]


@cache
def scanned(angle: float) -> Image.Image:
    """A printed page as a scanner leaves it: 200 dots an inch, a little turned, grainy."""

    def page(c: Canvas) -> None:
        write(c, 60, 60, "二、主动公开政府信息情况", 14)
        table(c, ROWS)

    image, _ = pdf_page(pdf(page), 1, 200 / 72)
    image = image.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grain = np.random.default_rng(1).normal(0, 6, (image.height, image.width))
    return Image.fromarray((np.asarray(image) + grain).clip(0, 255).astype(np.uint8))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the recogniser tried to reach the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@needs_ocr
@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("angle", [0.0, 1.4])
def test_a_scan_is_straightened_and_read_with_confidence(angle: float) -> None:
    paper = ImageReader(scanned(angle))
    (document,) = readings(source(pdf(lambda c: c.drawImage(paper, 0, 0, 595, 842))))
    assert document.engine == "ocr"
    assert lines(document) == ["二、主动公开政府信息情况"]
    (found,) = tables(document)
    assert texts(found) == ROWS
    by_text = {cell.text: cell for cell in found.cells}
    assert by_text["0"].confidence is not None
    assert by_text["0"].confidence > 0.8
    assert by_text["325"].place.page == 1
    box = by_text["325"].place.box
    assert box is not None
    if angle == 0:
        assert box == pytest.approx((220, 148, 330, 172), abs=2)
    else:
        assert box[0] < 275 < box[2]


@needs_ocr
def test_a_page_on_its_side_is_turned_and_its_cells_keep_their_place() -> None:
    """Turning it the nearer way leaves it on its head: both are noticed."""
    paper = scanned(0.0).crop((0, 0, 1653, 900)).transpose(Image.Transpose.ROTATE_90)
    (page,) = page_blocks(paper, 1, 72 / 200)
    (found,) = (b for b in page.blocks if isinstance(b, Table))
    (heading,) = (b for b in page.blocks if not isinstance(b, Table))
    assert page.turned is not None
    assert texts(found) == ROWS
    by_text = {cell.text: cell for cell in found.cells}
    # As upright it stands at (220, 148, 330, 172) on a page 595 points wide, the heading at (60, 60).
    box = by_text["325"].place.box
    assert box is not None
    assert page.turned.shown(box) == pytest.approx((148, 595 - 330, 172, 595 - 220), abs=3)
    assert page.turned.shown(heading.box)[3] == pytest.approx(595 - 60, abs=6)


@needs_ocr
def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    page = scanned(0.0).crop((0, 0, 1653, 900))
    sheet = Image.new("L", (2 * page.width, page.height), 255)
    sheet.paste(page, (0, 0))
    sheet.paste(page, (page.width, 0))
    left, right = page_blocks(sheet, 1, 72 / 200)
    for half, x in ((left, 220), (right, 220 + 595)):
        heading, found = half.blocks
        assert not isinstance(heading, Table)
        assert heading.text == "二、主动公开政府信息情况"
        assert isinstance(found, Table)
        assert texts(found) == ROWS
        by_text = {cell.text: cell for cell in found.cells}
        assert by_text["325"].place.box == pytest.approx((x, 148, x + 110, 172), abs=2)
    assert (left.number, right.number) == (1, 1)


@needs_ocr
def test_a_grey_seal_is_taken_away_where_print_is_darker_and_left_where_it_is_not() -> None:
    paper = Image.new("L", (600, 600), 252)
    draw = ImageDraw.Draw(paper)
    for y in range(60, 560, 40):
        draw.text((60, y), "0 1 2 3 4 5 6 7 8 9", fill=30, font_size=30)
    draw.ellipse((120, 120, 430, 430), outline=150, width=6)
    clean = without_grey_stamps(np.asarray(paper.convert("RGB")).copy())[0].min(axis=2)
    ring = np.asarray(paper) == 150
    assert (clean[ring] > 240).mean() > 0.95
    print_ = np.asarray(paper) < 60
    assert (clean[print_] < 60).mean() > 0.98
    faint = Image.fromarray(np.where(np.asarray(paper) < 160, 150, 252).astype(np.uint8))
    assert (
        without_grey_stamps(np.asarray(faint.convert("RGB")).copy())[0].min(axis=2) == np.asarray(faint)
    ).all()


@needs_ocr
def test_rulings_thinner_than_a_stroke_are_found() -> None:
    paper = Image.new("L", (800, 400), 250)
    draw = ImageDraw.Draw(paper)
    for y in (50, 120, 190):
        draw.line((100, y, 700, y), fill=140)
    for x in (100, 400, 700):
        draw.line((x, 50, x, 190), fill=140)
    # The upright stroke of a tall character.
    draw.line((250, 66, 250, 104), fill=20, width=3)
    straight = straighten(paper)
    assert [round(s.at / 10) for s in sorted(straight.across)] == [5, 12, 19]
    assert [round(s.at / 100) for s in sorted(straight.down)] == [1, 4, 7]


def dashed_table(dash: int, gap: int, row: int, sign: str) -> Image.Image:
    """Four columns and twelve rows with dashed rulings, a sign in every cell."""
    paper = Image.new("L", (1300, 700), 250)
    draw = ImageDraw.Draw(paper)
    bottom = 100 + 12 * row
    for y in range(100, bottom + 1, row):
        for x in range(100, 1101, dash + gap):
            draw.rectangle((x, y - 1, x + dash - 1, y + 1), fill=60)
    for x in range(100, 1101, 250):
        for y in range(100, bottom, dash + gap):
            draw.rectangle((x - 1, y, x + 1, y + dash - 1), fill=60)
    for x in range(225, 1101, 250):
        for y in range(100, bottom, row):
            draw.text((x, y + row / 2), sign, fill=60, font_size=22, anchor="mm")
    return paper


@needs_ocr
@pytest.mark.parametrize("sign", ["0", "1", "无"])
@pytest.mark.parametrize("row", [29, 40])
@pytest.mark.parametrize(("dash", "gap"), [(2, 5), (9, 8)])
def test_dashed_rulings_are_found_and_digits_in_a_column_are_none(
    dash: int, gap: int, row: int, sign: str
) -> None:
    straight = straighten(dashed_table(dash, gap, row, sign))
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert [round(x * PIXELS_PER_POINT, -1) for x in grid.xs] == [100, 350, 600, 850, 1100]
    assert len(grid.ys) == 13
    assert len(grid.cells) == 4 * 12


@needs_ocr
def test_dashed_rulings_that_begin_anew_in_every_cell_are_found() -> None:
    paper = Image.new("L", (1300, 800), 250)
    draw = ImageDraw.Draw(paper)
    for y in range(100, 701, 60):
        for x in range(100, 1101, 20):
            draw.rectangle((x, y - 2, x + 12, y + 1), fill=40)
    for x in range(100, 1101, 250):
        for top in range(100, 700, 60):
            for y in (top + 2, top + 23, top + 44):
                draw.rectangle((x - 2, y, x + 1, y + 12), fill=40)
    straight = straighten(paper)
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert (len(grid.ys), len(grid.xs), len(grid.cells)) == (11, 5, 40)


@needs_ocr
def test_a_ruling_that_the_ring_of_a_seal_lies_on_is_one() -> None:
    paper = Image.new("L", (1300, 800), 255)
    draw = ImageDraw.Draw(paper)
    for y in range(100, 701, 60):
        draw.line((100, y, 1100, y), fill=0, width=3)
    for x in range(100, 1101, 250):
        draw.line((x, 100, x, 700), fill=0, width=3)
    draw.ellipse((602, 250, 902, 550), outline=0, width=9)
    straight = straighten(paper)
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert [round(x * PIXELS_PER_POINT, -1) for x in grid.xs] == [100, 350, 600, 850, 1100]


@needs_ocr
@pytest.mark.parametrize("aslant", [0, 25])
def test_the_shadow_of_a_fold_is_brightened_and_rulings_stay(aslant: int) -> None:
    paper = Image.new("RGB", (1600, 1200), "white")
    draw = ImageDraw.Draw(paper)
    for y in range(200, 1001, 80):
        draw.line((150, y, 1450, y), fill="black", width=3)
    plain = np.asarray(paper)
    middle = 600 + np.linspace(0, aslant, 1600)[None, :]
    shade = 1 - 0.35 * np.exp(-(((np.arange(1200)[:, None] - middle) / 14) ** 2))
    folded = (plain * shade[:, :, None]).astype(np.uint8)
    flat = without_folds(folded)
    assert int(flat[560:660, 20:140].min()) > 215
    assert int(flat[600, 150:1450].max()) < 60
    assert without_folds(plain) is plain


@needs_ocr
def test_words_of_a_page_that_lay_aslant_stand_level_and_are_shown_where_they_were() -> None:
    page = Image.new("L", (1600, 1400), 255)
    draw = ImageDraw.Draw(page)
    for y in range(200, 1101, 50):
        for x in (200, 700, 1200):
            draw.text((x, y), "2048", fill=0, font_size=30)
    turned = page.rotate(1.5, resample=Image.Resampling.BICUBIC, fillcolor=255)
    (blocks,) = page_blocks(turned, 1, 0.36)
    first = next(b for b in blocks.blocks if isinstance(b, Line))
    tops = [word.box[1] for word in first.words]
    assert len(tops) == 3
    assert max(tops) - min(tops) < 1.5
    assert blocks.turned is not None
    shown = [blocks.turned.shown(word.box)[1] for word in first.words]
    assert shown[0] - shown[2] > 7


@needs_ocr
def test_a_sign_before_a_figure_is_not_believed_without_confidence() -> None:
    box = (100.0, 100.0, 200.0, 160.0)
    cell = _Drawn(box, (130.0, 115.0, 170.0, 140.0), [], 0.0)
    unsure = [Reading("", 0.0), Reading("-30", 0.7), Reading("-30", 0.78)]
    assert _agreed(cell, unsure).text == "\ufffd"
    assert _agreed(cell, [Reading("-30", 0.97), Reading("-30", 0.98)]).text == "-30"


@needs_ocr
def test_a_dash_of_a_ruling_is_no_text_of_the_cell_beside_it() -> None:
    cell, ink = (100.0, 100.0, 200.0, 160.0), (130.0, 115.0, 170.0, 140.0)
    assert _is_of_a_ruling((185.0, 150.0, 203.0, 172.0), cell, ink)
    assert not _is_of_a_ruling((175.0, 115.0, 190.0, 140.0), cell, ink)
    assert not _is_of_a_ruling((160.0, 115.0, 203.0, 140.0), cell, ink)


@needs_ocr
@pytest.mark.parametrize("sign", ["0", "1", "11"])
def test_digits_that_touch_the_rulings_of_low_rows_are_no_rulings(sign: str) -> None:
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for y in range(100, 361, 26):
        draw.line((100, y, 800, y), fill=0, width=6)
        for x in (220, 450, 680):
            draw.text((x, y + 13), sign, fill=30, font_size=26, anchor="mm")
    for x in (100, 340, 570, 800):
        draw.line((x, 100, x, 360), fill=0, width=6)
    down = straighten(paper.filter(ImageFilter.GaussianBlur(0.8))).down
    assert {round(s.at, -1) for s in down} == {100, 340, 570, 800}


@needs_ocr
def test_faint_rulings_that_are_broken_every_few_pixels_are_rulings() -> None:
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for y in (100, 140, 180, 220):
        draw.line((100, y, 800, y), fill=60, width=3)
    for x in (100, 340, 570, 800):
        draw.line((x, 100, x, 220), fill=60, width=3)
        for y in range(106, 220, 10):
            draw.rectangle((x - 2, y, x + 2, y + 2), fill=235)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.8)))
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert len(grid.cells) == 9


@needs_ocr
def test_boxes_a_little_apart_have_rulings_on_all_sides() -> None:
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for top in range(100, 300, 40):
        for left in (100, 300, 500):
            draw.rectangle((left, top, left + 196, top + 37), outline=20, width=2)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.8)))
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert len(grid.cells) == 15


@needs_ocr
def test_the_one_low_row_of_a_table_cut_by_a_page_has_rulings() -> None:
    paper = Image.new("L", (900, 400), 252)
    draw = ImageDraw.Draw(paper)
    for y in (100, 129):
        draw.line((100, y, 800, y), fill=20, width=3)
    for x in range(100, 801, 100):
        draw.line((x, 100, x, 129), fill=20, width=3)
    straight = straighten(paper)
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert len(grid.cells) == 7


@needs_ocr
def test_pale_print_between_black_rulings_is_seen_and_what_touches_them_stays() -> None:
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for y in range(100, 361, 26):
        draw.line((100, y, 800, y), fill=0, width=6)
        draw.line((458, y + 6, 450, y + 21), fill=170, width=2)
    for x in (100, 340, 570, 800):
        draw.line((x, 100, x, 360), fill=0, width=6)
    draw.line((220, 131, 220, 150), fill=30, width=3)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.8)))
    grids = find_grids(in_points(straight.across), in_points(straight.down))
    _, ink, cleared, touching = without_rulings(straight, grids)
    assert all(ink[y + 8 : y + 20, 445:465].any(axis=1).all() for y in range(100, 334, 26))
    assert ink[132:149, 218:223].any(axis=1).all()
    assert touching[:, 210:230].any()
    assert not touching[:, 600:780].any()
    assert (cleared[touching] > 200).all()


@needs_ocr
@pytest.mark.parametrize("apart", [3, 1])
def test_print_close_beside_a_ruling_that_runs_a_little_aslant_keeps_all_its_ink(apart: int) -> None:
    """Without its left side a 6 is a 5."""
    paper = Image.new("L", (900, 800), 252)
    draw = ImageDraw.Draw(paper)
    rings = []
    for y in range(100, 701, 40):
        draw.line((100, y, 800, y), fill=0, width=4)
        if y < 700:
            x = 342 + (y - 100) // 200 + apart
            draw.ellipse((x, y + 8, x + 16, y + 32), outline=0, width=3)
            rings.append((slice(y + 14, y + 27), slice(x, x + 3)))
    for x in (100, 340, 570, 800):
        draw.line((x, 100, x + 3, 700), fill=0, width=4)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.6)))
    grids = find_grids(in_points(straight.across), in_points(straight.down))
    picture, ink, _, _ = without_rulings(straight, grids)
    sides = [picture[ring].min(axis=(1, 2)) for ring in rings]
    assert np.mean([(side < 120).mean() for side in sides]) > 0.9
    assert not ink[:, 600:780].any()


@needs_ocr
def test_a_ruling_that_is_drawn_aside_in_one_row_leaves_nothing_behind() -> None:
    """Some programs draw the border of every cell by itself, rounded to pixels."""
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for y in range(100, 421, 40):
        draw.line((100, y, 800, y), fill=0, width=4)
    for x in (100, 340, 570, 800):
        draw.line((x, 100, x, 420), fill=0, width=4)
    draw.rectangle((341, 300, 344, 340), fill=0)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.8)))
    _, ink, _, _ = without_rulings(straight, find_grids(in_points(straight.across), in_points(straight.down)))
    assert not ink[90:430, 90:810].any()


@needs_ocr
def test_a_ruling_ends_where_the_stroke_of_a_character_above_runs_on() -> None:
    paper = Image.new("L", (900, 400), 252)
    draw = ImageDraw.Draw(paper)
    for y in (100, 133, 232, 266):
        draw.line((100, y, 800, y), fill=0, width=4)
    for x in (100, 800):
        draw.line((x, 100, x, 266), fill=0, width=4)
    draw.line((450, 133, 450, 266), fill=0, width=4)
    draw.line((450, 106, 450, 128), fill=150, width=3)
    straight = straighten(paper.filter(ImageFilter.GaussianBlur(0.8)))
    assert {round(s.at, -1) for s in straight.down} == {100, 450, 800}
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert len(grid.cells) == 5


@needs_ocr
def test_print_shines_through_a_red_seal() -> None:
    paper = Image.new("RGB", (500, 500), "white")
    draw = ImageDraw.Draw(paper)
    for y in range(110, 400, 24):
        draw.line((110, y, 390, y), fill=(20, 20, 20), width=4)
    seal = Image.new("RGBA", paper.size, (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((100, 100, 400, 400), outline=(220, 30, 40, 170), width=16)
    paper.paste(seal, (0, 0), seal)
    clean = without_red_stamps(np.asarray(paper)[:, :, ::-1].copy())
    printed = clean[:, 385:389].max(axis=2).min(axis=1) < 160
    assert all(printed[y - 2 : y + 4].any() for y in range(110, 380, 24))


@needs_ocr
def test_where_a_red_seal_is_taken_away_from_grey_paper_nothing_is_printed() -> None:
    paper = Image.new("RGB", (500, 500), (206, 204, 198))
    draw = ImageDraw.Draw(paper)
    draw.ellipse((100, 100, 400, 400), outline=(196, 50, 55), width=16)
    draw.regular_polygon((250, 250, 50), 5, fill=(196, 50, 55))
    seen = np.asarray(paper.filter(ImageFilter.GaussianBlur(0.8)))[:, :, ::-1]
    clean = without_red_stamps(seen.copy())
    assert (clean[250, 100:116] != seen[250, 100:116]).any(axis=1).all()
    assert not dark_pixels(np.ascontiguousarray(clean.max(axis=2))).any()


@needs_ocr
def test_a_ruling_of_faint_print_with_small_gaps_is_one() -> None:
    paper = Image.new("L", (700, 500), 250)
    draw = ImageDraw.Draw(paper)
    for y in (100, 200, 300, 400):
        draw.line((100, y, 600, y), fill=60, width=2)
    for x in (100, 350, 600):
        draw.line((x, 100, x, 400), fill=60, width=2)
    for y in range(100, 400, 30):
        draw.rectangle((350, y, 352, y + 5), fill=250)
    down = straighten(paper).down
    assert sorted(round(s.at, -1) for s in down) == [100, 350, 600]
    assert all(s.end - s.start > 290 for s in down)


@needs_ocr
def test_a_seal_is_taken_away_and_the_print_under_it_stays() -> None:
    paper = Image.new("RGB", (500, 500), "white")
    ImageDraw.Draw(paper).ellipse((100, 100, 400, 400), outline=(225, 40, 50), width=9)
    ImageDraw.Draw(paper).rectangle((95, 240, 120, 250), fill="black")
    ImageDraw.Draw(paper).rectangle((20, 20, 40, 60), fill=(225, 40, 50))
    clean = without_red_stamps(np.asarray(paper)[:, :, ::-1].copy())
    assert clean[250, 395].min() > 240
    assert clean[245, 104].max() < 60
    assert tuple(clean[40, 30]) == (50, 40, 225)  # a red figure is no seal


@needs_ocr
def test_a_red_ring_that_black_rulings_cut_in_pieces_is_a_seal() -> None:
    paper = Image.new("RGB", (500, 500), "white")
    draw = ImageDraw.Draw(paper)
    draw.ellipse((100, 100, 400, 400), outline=(225, 40, 50), width=5)
    for y in range(70, 500, 60):
        draw.rectangle((0, y - 6, 500, y + 6), fill="black")
    clean = without_red_stamps(np.asarray(paper)[:, :, ::-1].copy())
    assert clean[280, 394].min() > 240
    assert clean[250, 394].max() < 60


@needs_ocr
def test_dashes_are_told_from_the_strokes_of_characters_in_line_with_them() -> None:
    dash, gap = [True] * 4, [False] * 3
    ruling = (dash + gap) * 10
    characters = [True] * 9 + [False] * 12
    assert _even_dashes(np.array(ruling)) == (0, 70)
    assert _even_dashes(np.array(characters + ruling)) == (21, 91)
    assert _even_dashes(np.array([True] * 80)) == (0, 0)


@needs_ocr
@pytest.mark.parametrize(("slant", "text"), [(0.1, "1"), (-0.2, "1"), (-0.65, "\ufffd"), (-0.93, "/")])
def test_a_slanted_stroke_is_no_one(slant: float, text: str) -> None:
    assert not_a_slash(Reading("1", 0.99), slant).text == text


@needs_ocr
def test_a_slash_printed_with_its_shadow_is_no_eleven() -> None:
    paper = Image.new("L", (120, 90), 255)
    for moved, shade in ((1, 120), (0, 0)):
        ImageDraw.Draw(paper).text((50 + moved, 15 + moved), "/", fill=shade, font_size=32)
    ink = (np.asarray(paper) < 130).astype(np.uint8)
    slant = _slanted(ink[ink.any(axis=1)][:, ink.any(axis=0)])
    eleven = Reading("11", 0.8)
    assert not_a_slash(eleven, slant).text == "/"
    cell = _Drawn((0, 0, 120, 90), (50, 20, 64, 52), [], slant, False, False)
    assert _agreed(cell, [eleven, Reading("1|", 0.6), eleven]).text == "/"
    assert _agreed(cell._replace(slant=0.1), [eleven, eleven]).text == "11"


@needs_ocr
@pytest.mark.parametrize(("tall", "text"), [(14, "\ufffd"), (24, "/")])
def test_a_small_seven_may_have_lost_its_bar(tall: int, text: str) -> None:
    ink = (50.0, 20.0, 56.0, 20.0 + tall)
    cell = _Drawn((0, 0, 120, 90), ink, [], -1.0)
    assert _agreed(cell, [Reading("7", 0.97), Reading("7", 0.99)]).text == text
    assert _agreed(cell, [Reading("7", 0.97), Reading("1", 0.8)]).text == "/"


@needs_ocr
@pytest.mark.parametrize("printed", ["-3一", "一 3 一", "－3—"])
def test_the_dashes_of_a_page_number_are_no_characters(printed: str) -> None:
    assert _PAGE_NUMBER.sub(r"— \1 —", printed) == "— 3 —"
    assert _PAGE_NUMBER.sub(r"— \1 —", f"{printed}1") == f"{printed}1"


@needs_ocr
@pytest.mark.parametrize("size", [22, 28, 36])
@pytest.mark.parametrize("sign", ["/", "1", "7"])
def test_a_slash_is_told_by_its_ink(sign: str, size: int) -> None:
    paper = Image.new("L", (90, 90), 255)
    ImageDraw.Draw(paper).text((30, 15), sign, fill=0, font_size=size)
    ink = (np.asarray(paper) < 130).astype(np.uint8)
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    slant = _slanted(ink[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1])
    assert (slant == -1.0) == (sign == "/")
    assert not_a_slash(Reading("1", 0.99), slant).text == ("/" if sign == "/" else "1")


@needs_ocr
@pytest.mark.parametrize(("wide", "tall"), [(5, 2), (4, 3), (9, 3), (28, 3)])
def test_dashes_of_any_size_are_no_blanks(wide: int, tall: int) -> None:
    """The hyphen of small print has hardly more ink than dust; the recogniser takes a long one for 一 or 二."""
    image = scanned(0.0).copy()
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = (v * 200 / 72 for v in (220, 124, 330, 148))
    for x, y in ((left, top), (right, top), (left, bottom)):
        draw.rectangle((x + 12, y + 6, x + 170, y + 60), fill=255)
        draw.rectangle((x + 150, y + 32, x + 149 + wide, y + 31 + tall), fill=0)
    (document,) = readings(source(pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, 595, 842))))
    (found,) = tables(document)
    (first, second, third), last = texts(found)[1], texts(found)[2]
    assert first == "规章"
    assert last[2] == "12"
    assert {second, third, last[1]} <= {"—", "-"}


@needs_ocr
def test_a_lone_speck_in_a_cell_is_neither_blank_nor_dash() -> None:
    image = scanned(0.0).copy()
    x, y = 330 * 200 / 72, 124 * 200 / 72
    ImageDraw.Draw(image).rectangle((x + 150, y + 32, x + 154, y + 33), fill=0)
    (document,) = readings(source(pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, 595, 842))))
    (found,) = tables(document)
    assert texts(found)[1] == ["规章", "0", "\ufffd"]


@needs_ocr
def test_what_stood_under_a_grey_seal_is_not_known() -> None:
    """Faint print goes with the seal that is washed away: no blank is believed there, and no figure beside it."""
    image = scanned(0.0).copy()
    x, y = 300 * 200 / 72, 136 * 200 / 72
    draw = ImageDraw.Draw(image)
    for line in range(1000, 2300, 40):
        draw.text((120, line), "0 1 2 3 4 5 6 7 8 9 " * 3, fill=10, font_size=30)
    draw.ellipse((x, y, x + 420, y + 420), outline=150, width=6)
    (document,) = readings(source(pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, 595, 842))))
    (found,) = tables(document)
    assert texts(found)[1][2] == "\ufffd"


@needs_ocr
def test_a_stroke_of_a_seal_beside_a_figure_is_no_one() -> None:
    """The ring of a seal as dark as print runs from ruling to ruling; it is read as a 1 before the 12."""
    image = scanned(0.0).copy()
    left, top = 333 * 200 / 72, 149 * 200 / 72
    ImageDraw.Draw(image).line((left, top + 6, left + 16, top + 62), fill=20, width=4)
    (document,) = readings(source(pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, 595, 842))))
    (found,) = tables(document)
    assert texts(found)[2] == ["行政规范性文件", "325", "\ufffd"]


@needs_ocr
def test_dust_and_what_a_ruling_left_over_do_not_belong_to_a_figure() -> None:
    paper = Image.new("L", (900, 500), 252)
    draw = ImageDraw.Draw(paper)
    for y in (100, 180, 260, 340):
        draw.line((100, y, 800, y), fill=20, width=3)
    for x in (100, 450, 800):
        draw.line((x, 100, x, 340), fill=20, width=3)
    for y, (left, right) in zip((125, 205, 285), (("208", "0"), ("12.5", "49"), ("7", "1")), strict=True):
        draw.text((200, y), left, fill=20, font_size=32)
        draw.text((600, y), right, fill=20, font_size=32)
    draw.line((792, 110, 792, 165), fill=60, width=2)
    draw.ellipse((700, 150, 704, 154), fill=60)
    draw.ellipse((300, 225, 302, 227), fill=60)
    (page,) = page_blocks(paper, 1, 72 / 200)
    (found,) = (b for b in page.blocks if isinstance(b, Table))
    assert texts(found) == [["208", "0"], ["12.5", "49"], ["7", "1"]]


@needs_ocr
@pytest.mark.parametrize("leading", [11.4, 14])
def test_headings_set_upright_in_narrow_cells_are_read_line_by_line(leading: float) -> None:
    headings = ["结果维持", "三本年度", "统一办理", "总计"]

    def page(c: Canvas) -> None:
        for top in (40, 60, 80):
            write(c, 60, top, "政府信息公开行政复议、行政诉讼情况见下表。")
        table(c, [[""] * 4, list("1024")], xs=(60, 86, 112, 138, 164), row_height=70)
        for column, heading in enumerate(headings):
            for row, character in enumerate(heading):
                write(c, 67 + 26 * column, 108 + leading * row, character)

    image, _ = pdf_page(pdf(page), 1, 200 / 72)
    (read,) = page_blocks(image, 1, 72 / 200)
    (found,) = (b for b in read.blocks if isinstance(b, Table))
    assert texts(found) == [headings, list("1024")]


@needs_ocr
@pytest.mark.parametrize(
    ("width", "lines", "apart"),
    [
        (70, ["980", "32"], False),  # wrapped: no room for the next digit
        (70, ["98", "0"], False),
        (70, ["980", "3228"], True),  # what follows is wider than what was full
        (70, ["980", "322", "8"], False),
        (70, ["980", "3", "22"], True),  # a line had room for more
        (200, ["980", "32"], True),
        (100, ["98", "  1"], True),  # what follows stands beside
        (200, ["-2", "0"], True),
        (200, ["15,", "328"], False),  # no figure ends with a comma
        (200, ["15,", "32"], True),
        (200, ["980"], False),
        (200, ["本年", "2026"], False),
    ],
)
def test_figures_of_two_rows_whose_ruling_was_not_seen_are_not_one(
    width: int, lines: list[str], apart: bool
) -> None:
    pieces = []
    for n, text in enumerate(lines):
        left, right = (5.0 + 20 * digits for digits in (text.count(" "), len(text)))
        pieces.append(Piece((left, 40.0 * n, right, 40.0 * n + 28), text.strip(), 1.0))
    assert _are_apart(_Drawn((0.0, 0.0, width, 120.0), (5.0, 0.0, 65.0, 108.0), pieces, 0.0)) == apart


@needs_ocr
def test_figures_far_apart_on_one_line_are_not_one() -> None:
    near, far = (Piece((5.0 + x, 0.0, 35.0 + x, 28.0), "24", 1.0) for x in (50, 80))
    first = Piece((5.0, 0.0, 45.0, 28.0), "12", 1.0)
    box = (0.0, 0.0, 140.0, 40.0)
    assert _are_apart(_Drawn(box, box, [first, far], 0.0))
    assert not _are_apart(_Drawn(box, box, [first, near], 0.0))


@needs_ocr
def test_a_figure_that_touches_a_ruling_is_read_the_same_without_what_touches() -> None:
    box = (5.0, 4.0, 65.0, 28.0)
    piece = Piece(box, "28.022", 0.99)
    readings = [Reading("28.022", 0.99), Reading("280022", 0.99), Reading("28.022", 0.99)]
    cell = _Drawn((0.0, 0.0, 140.0, 40.0), box, [piece], 0.0)
    assert _agreed(cell._replace(touches=True), readings).text == "\ufffd"


@needs_ocr
def test_a_point_before_three_digits_is_one_where_every_reading_has_it() -> None:
    """Else it may be a comma that has lost its tail, as it may where the ruling of a low row took that along."""
    box = (5.0, 4.0, 65.0, 28.0)
    point, comma = Reading("28.022", 0.99), Reading("28,022", 0.99)
    cell = _Drawn((0.0, 0.0, 140.0, 40.0), box, [Piece(box, "28.022", 0.99)], 0.0)
    assert _agreed(cell, [point, point, point]).text == "28.022"
    assert _agreed(cell, [point, comma, point]).text == "\ufffd"
    assert _agreed(cell._replace(box=(0.0, 0.0, 140.0, 32.0)), [point, point, point]).text == "\ufffd"


@needs_ocr
@pytest.mark.parametrize(("height", "text"), [(12.0, "—"), (26.0, "\ufffd")])
def test_what_is_read_as_the_character_for_one_is_a_dash_if_it_is_level(height: float, text: str) -> None:
    """Else something stands above or below it, and nobody knows what."""
    ink = (20.0, 10.0, 60.0, 10.0 + height)
    cell = _Drawn((0.0, 0.0, 90.0, 40.0), ink, [Piece(ink, "一", 0.98)], 0.0)
    assert _agreed(cell, [Reading("一", 0.98), Reading("一", 0.9)]).text == text


@needs_ocr
def test_a_zero_whose_side_lies_along_a_ruling_is_no_letter() -> None:
    cell = _Drawn(
        (0.0, 0.0, 90.0, 40.0), (5.0, 6.0, 22.0, 32.0), [Piece((5.0, 6.0, 22.0, 32.0), "D", 0.98)], 0.0
    )
    assert _agreed(cell, [Reading("D", 0.98), Reading("0", 0.9)]).text == "0"
    assert _agreed(cell, [Reading("J", 0.98), Reading("J", 0.9)]).text == "\ufffd"


@needs_ocr
@pytest.mark.parametrize("size", [24, 30, 44])
def test_the_shape_of_a_zero_bears_out_what_was_read_twice(size: int) -> None:
    rings = {}
    for digit in "0123456789":
        paper = Image.new("L", (80, 80), 252)
        ImageDraw.Draw(paper).text((40, 40), digit, fill=20, font_size=size, anchor="mm")
        ink = dark_pixels(np.asarray(paper.filter(ImageFilter.GaussianBlur(0.6))))
        (ys, xs), page = np.nonzero(ink), Page(None, [], ink, ink, ink, ink, 0, (80, 80))  # type: ignore[arg-type]
        rings[digit] = is_ring(page, (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    assert [digit for digit, ring in rings.items() if ring] == ["0"]
    cell = _Drawn(
        (0.0, 0.0, 90.0, 40.0), (5.0, 6.0, 22.0, 32.0), [Piece((5.0, 6.0, 22.0, 32.0), "0", 0.8)], 0.0
    )
    readings = [Reading("0", 0.8), Reading("0", 0.7)]
    assert [_agreed(cell._replace(ring=ring), readings).score for ring in (False, True)] == [0.8, 0.95]


@needs_ocr
def test_a_lone_digit_is_not_all_that_stands_in_ink_as_wide_as_ten() -> None:
    """A fold of the paper runs through the cell beside the digit."""
    readings = [Reading("", 0.0), Reading("1", 0.8), Reading("1", 0.8)]
    cell = _Drawn((0.0, 0.0, 400.0, 40.0), (20.0, 5.0, 320.0, 35.0), [], 0.0)
    assert _agreed(cell, readings).text == "\ufffd"
    assert _agreed(cell._replace(ink=(300.0, 5.0, 320.0, 35.0)), readings).text == "1"


@needs_ocr
def test_hyphens_of_one_size_in_one_place_of_their_cells_are_no_dust() -> None:
    box = (0.0, 0.0, 100.0, 40.0)
    hyphen, speck = (48.0, 19.0, 53.0, 22.0), (20.0, 9.0, 24.0, 12.0)
    cells = [_Drawn(box, ink, [], 0.0) for ink in (hyphen, speck, None, hyphen)]
    assert _alike(cells, [0, 1, 3]) == {0, 3}
    assert _alike(cells, [0, 1]) == set()


@needs_ocr
def test_a_blank_under_a_red_seal_is_not_believed() -> None:
    image = scanned(0.0).convert("RGB")
    x, y = 300 * 200 / 72, 136 * 200 / 72
    ImageDraw.Draw(image).ellipse((x, y, x + 420, y + 420), outline=(225, 40, 50), width=8)
    (document,) = readings(source(pdf(lambda c: c.drawImage(ImageReader(image), 0, 0, 595, 842))))
    (found,) = tables(document)
    assert texts(found)[1] == ["规章", "0", "\ufffd"]


@needs_ocr
def test_an_image_file_is_read_too() -> None:
    out = io.BytesIO()
    scanned(0.0).save(out, "PNG")
    (document,) = ocr.readings(source(out.getvalue(), "sample.png"))
    assert (document.format, document.engine) == ("image", "ocr")
    assert texts(tables(document)[0]) == ROWS


@needs_ocr
def test_one_scanned_page_among_others_is_read_last() -> None:
    paper = ImageReader(scanned(0.0))
    prose = partial(write, x=60, top=80, text="一、总体情况。" * 8)
    read = list(readings(source(pdf(prose, lambda c: c.drawImage(paper, 0, 0, 595, 842)))))
    assert [d.engine for d in read] == ["pdfium", "ocr"]
    assert [s.code for s in read[0].signals] == ["page-without-text"]
    assert texts(tables(read[1])[0]) == ROWS


@needs_ocr
def test_a_picture_over_text_that_another_program_recognised_is_recognised_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def draw(c: Canvas) -> None:
        c._code.append("3 Tr")  # type: ignore[attr-defined]
        table(c, [ROWS[0], ["规章", "6", ""], ROWS[2]])
        write(c, 60, 300, "图片下的文字由某个程序识别而来，并不可见，是否准确无人核对过，只能供检索之用。")
        c._code.append("0 Tr")  # type: ignore[attr-defined]
        c.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, 842)

    asked: list[int] = []
    monkeypatch.setattr(ocr, "pdf_pages", lambda data, numbers: asked.extend(numbers) or ())
    assert [d.engine for d in readings(source(pdf(draw)))] == ["pdfium", "ocr"]
    assert asked == [1]


def test_without_the_extra_an_image_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    Image.new("L", (50, 50), 255).save(out, "PNG")
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(Refusal) as refused:
        next(ocr.readings(source(out.getvalue(), "sample.png")))
    assert refused.value.code == "scan-needs-ocr"
    assert "make ocr" in refused.value.detail


def test_a_damaged_image_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        next(ocr.readings(source(b"\x89PNG\r\n\x1a\nrubbish", "sample.png")))
    assert refused.value.code == "damaged-file"


def test_wide_crops_are_read_alone_and_all_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch takes the memory of its widest crop for each: six lines of an A3 sheet took a gigabyte."""
    asked = []

    class Recogniser:
        def recognize_txt(self, crops: list[np.ndarray]) -> SimpleNamespace:
            asked.append([crop.shape[1] for crop in crops])
            return SimpleNamespace(txts=[f" {crop.shape[1]} " for crop in crops], scores=[0.9] * len(crops))

    monkeypatch.setattr(engine, "_engine", Recogniser)
    widths = [50, 3000, 40, 2500]
    read = engine.read_crops([np.zeros((48, width, 3), np.uint8) for width in widths])
    assert [reading.text for reading in read] == [str(width) for width in widths]
    assert asked == [[50, 40], [3000], [2500]]
