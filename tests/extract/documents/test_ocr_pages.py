"""Whole pages as phones, feeders, fax machines and copiers leave them."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.documents import ocr
from extract.documents.model import Table

if ocr.is_installed():
    import cv2

    from extract.documents.ocr.agreement import Drawn, agreed
    from extract.documents.ocr.cells import _without_strays, read_table
    from extract.documents.ocr.engine import Reading
    from extract.documents.ocr.flat import bend_of
    from extract.documents.ocr.ink import dust_off
    from extract.documents.ocr.lost import lost_rulings
    from extract.documents.ocr.pieces import Piece
    from extract.documents.ocr.recognise import _looked_at, _with_rings, in_points, page_blocks
    from extract.documents.ocr.scan import straighten, without_streaks
    from extract.documents.ocr.seals import without_grey_stamps
    from extract.documents.ocr.strokes import Stroke, is_parted
    from extract.documents.pdf.grid import find_grids

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")

COLUMNS, ROWS = range(100, 901, 100), range(100, 1201, 50)


def ruled() -> Image.Image:
    """A sheet with a table of eight columns and twenty-two rows."""
    paper = Image.new("L", (1000, 1300), 250)
    draw = ImageDraw.Draw(paper)
    for x in COLUMNS:
        draw.line((x, 100, x, 1200), fill=20, width=2)
    for y in ROWS:
        draw.line((100, y, 900, y), fill=20, width=2)
    return paper


def aslant(paper: Image.Image) -> "np.ndarray":
    """The sheet as a phone sees it that is held a little aslant."""
    width, height = paper.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = corners + np.array([(14, 10), (-12, -8), (16, -14), (-10, 12)], np.float32)
    return cv2.warpPerspective(
        np.asarray(paper), cv2.getPerspectiveTransform(corners, seen), paper.size, borderValue=250
    )


@needs_ocr
def test_a_page_photographed_aslant_is_made_flat_and_its_places_are_found_again() -> None:
    photo = aslant(ruled())
    bend = bend_of(photo)
    assert bend is not None
    flat = bend.flattened(photo)
    lines = [np.flatnonzero(flat[row, 80:920] < 200) for row in (150, 700, 1150)]
    assert all(abs(len(line) - len(lines[0])) < 12 for line in lines)
    assert max(abs(line[0] - lines[0][0]) for line in lines) <= 3
    x = 80 + lines[2][0]
    (was_x, was_y), *_ = bend.before(np.array([(x, 1150)]))
    assert photo[round(was_y), round(was_x) - 3 : round(was_x) + 4].min() < 120


@needs_ocr
def test_a_page_that_lay_flat_stays_as_it_is() -> None:
    assert bend_of(np.asarray(ruled())) is None
    assert bend_of(np.asarray(ruled().rotate(0.05, fillcolor=250))) is None


@needs_ocr
def test_strokes_of_characters_do_not_tell_how_a_page_without_level_rulings_lies() -> None:
    paper = Image.new("L", (1000, 1300), 250)
    draw = ImageDraw.Draw(paper)
    for x in COLUMNS:
        draw.line((x, 100, x + (x - 500) / 40, 1200), fill=20, width=2)
    for y in ROWS:
        draw.line((112, y, 154, y), fill=20, width=2)
    assert bend_of(np.asarray(paper)) is None


@needs_ocr
def test_a_table_photographed_aslant_has_all_its_cells() -> None:
    straight = straighten(Image.fromarray(aslant(ruled())))
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (8, 22)


@needs_ocr
def test_a_streak_from_edge_to_edge_is_wiped_off_and_a_ruling_is_not() -> None:
    sheet = np.asarray(ruled().convert("RGB")).copy()
    clean = sheet.copy()
    sheet[:, 450:452] = np.minimum(sheet[:, 450:452], 130)
    assert (np.abs(without_streaks(sheet).astype(int) - clean).max(axis=2) > 20).mean() < 0.0005
    cut_out = clean[100:1202, 100:902]
    assert (without_streaks(cut_out) == cut_out).all()


@needs_ocr
def test_a_ruling_of_a_fax_that_is_frayed_everywhere_is_one() -> None:
    """Digits in a column, which nearly touch the rulings of low rows, are lighter beside them only."""
    across = [Stroke(float(y), 0.0, 200.0, 3.0) for y in range(20, 301, 40)]
    upright = Stroke(100.0, 20.0, 300.0, 3.0)
    paper = np.full((320, 200), 250, np.uint8)
    paper[20:301, 99:102] = 20
    frayed, digits = paper.copy(), paper.copy()
    frayed[np.random.default_rng(3).random(320) < 0.2, 99:102] = 120
    for y in range(20, 301, 40):
        digits[[y - 4, y - 3, y + 4, y + 5], 99:102] = 120
    assert not is_parted(frayed, upright, across)
    assert is_parted(digits, upright, across)


@needs_ocr
@pytest.mark.parametrize(
    ("missing", "text", "columns"),
    [
        ((3, 5), (), [4] * 6),
        ((3, 5), ((130, 4),), [4, 4, 4, 3, 3, 4]),  # something stands across
        ((5, 6), (), [4] * 6),
        ((1, 6), (), [4, 3, 3, 3, 3, 3]),  # no row below has the ruling
        ((0, 2), (), [3, 3, 4, 4, 4, 4]),  # a heading over both columns
    ],
)
def test_a_ruling_lost_in_a_few_rows_runs_as_above_and_below(
    missing: tuple[int, int], text: tuple[tuple[int, int], ...], columns: list[int]
) -> None:
    across = [Stroke(float(y), 50.0, 380.0, 3.0) for y in range(40, 281, 40)]
    first, last = (40.0 + 40 * row for row in missing)
    down = [Stroke(float(x), 40.0, 280.0, 3.0) for x in (50, 250, 350, 380)]
    down += [Stroke(150.0, a, b, 3.0) for a, b in ((40.0, first), (last, 280.0)) if a < b]
    dark = np.zeros((320, 400), bool)
    for x, row in text:
        dark[40 * row + 8 : 40 * row + 32, x : x + 40] = True
    (grid,) = find_grids(in_points(across), in_points(down))
    (whole,) = find_grids(in_points(across), in_points([*down, *lost_rulings(grid, dark)]))
    assert [len(set(row)) for row in whole.at] == columns


@needs_ocr
def test_print_that_is_blacker_than_a_grey_seal_everywhere_did_not_go_with_it() -> None:
    paper = Image.new("L", (700, 900), 252)
    draw = ImageDraw.Draw(paper)
    for y in range(60, 860, 40):
        draw.text((60, y), "0 1 2 3 4 5 6 7 8 9", fill=30, font_size=30)
    draw.ellipse((120, 120, 430, 430), outline=150, width=6)
    assert without_grey_stamps(np.asarray(paper.convert("RGB")).copy())[1]
    draw.text((420, 600), "0 1 2 3", fill=160, font_size=30)
    assert not without_grey_stamps(np.asarray(paper.convert("RGB")).copy())[1]


@needs_ocr
def test_dust_beside_a_figure_is_wiped_off_unless_it_stands_where_points_do() -> None:
    paper = Image.new("L", (900, 420), 252)
    draw = ImageDraw.Draw(paper)
    for y in (100, 180, 260, 340):
        draw.line((100, y, 800, y), fill=20, width=3)
    for x in (100, 450, 800):
        draw.line((x, 100, x, 340), fill=20, width=3)
    draw.text((200, 120), "398", fill=20, font_size=32)
    draw.text((600, 120), "0.5", fill=20, font_size=32)
    amid, afar, at_the_foot = (190, 132), (700, 143), (190, 143)
    for x, y in (amid, afar, at_the_foot):
        draw.rectangle((x, y, x + 3, y + 3), fill=20)
    page = _looked_at(paper, 0)
    before = page.ink.copy()
    for left, right in ((100, 450), (450, 800)):
        dust_off(page, (left, 100, right, 180))
    for x, y in (amid, afar):
        assert before[y : y + 4, x : x + 4].any()
        assert not page.ink[y : y + 4, x : x + 4].any()
    x, y = at_the_foot
    assert page.ink[y : y + 4, x : x + 4].any()
    assert before.sum() - page.ink.sum() < 50


@needs_ocr
def test_a_sign_in_a_row_of_figures_that_is_none_is_unreadable() -> None:
    across = [Stroke(float(y), 0.0, 600.0, 2.0) for y in (0, 60)]
    down = [Stroke(float(x), 0.0, 60.0, 2.0) for x in range(0, 601, 100)]
    (grid,) = find_grids(in_points(across), in_points(down))
    for sign in ("家", "一12"):
        row = [Reading(text, 0.9) for text in ("重复申请", "0", "", sign, "—", "12")]
        assert [r.text for r in _without_strays(grid, row)] == ["重复申请", "0", "", "\ufffd", "—", "12"]


@needs_ocr
@pytest.mark.parametrize(("text", "figure"), [("O.", "0"), ("12.", "12"), ("A.", "\ufffd")])
def test_a_point_at_the_end_of_a_figure_is_a_speck(text: str, figure: str) -> None:
    ink = (20.0, 8.0, 44.0, 30.0)
    cell = Drawn((0.0, 0.0, 90.0, 40.0), ink, [Piece(ink, text, 0.98)], 0.0)
    assert agreed(cell, [Reading(text, 0.98), Reading(text, 0.9)]).text == figure


@needs_ocr
def test_a_row_of_lone_figures_that_the_finder_of_text_leaves_out_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its last row may be all that a page has of a table."""
    paper = Image.new("L", (1653, 1000), 250)
    draw = ImageDraw.Draw(paper)
    for x in range(200, 1401, 240):
        draw.line((x, 200, x, 246), fill=20, width=3)
        if x < 1400:
            draw.text((x + 114, 210), "0", font_size=20, fill=20)
    for y in (200, 246):
        draw.line((200, y, 1400, y), fill=20, width=3)
    monkeypatch.setattr("extract.documents.ocr.recognise.find_text", lambda _: [])
    (page,) = page_blocks(paper, 1, 72 / 200)
    (table,) = page.blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["0"] * 5


@needs_ocr
def test_strokes_of_a_seal_as_black_as_print_are_no_dashes_and_slashes() -> None:
    """A figure under it that is read surely stays, and so does a dash beside it."""
    paper = ruled()
    draw = ImageDraw.Draw(paper)
    draw.ellipse((350, 350, 660, 660), outline=20, width=5)
    draw.text((545, 463), "38", font_size=20, fill=20)
    draw.line((735, 475, 765, 475), fill=20, width=3)
    (page,) = page_blocks(paper, 1, 72 / 200)
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    assert {cell.text for cell in table.cells} == {"", "38", "—", "\ufffd"}
    assert [cell.text for cell in table.cells].count("—") == 1


@needs_ocr
@pytest.mark.parametrize("score", [0.74, 0.97])
def test_a_figure_that_a_watermark_may_hide_a_part_of_is_read_surely_or_not_at_all(
    score: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _looked_at(ruled(), 0)
    marked = np.zeros(page.straight.dark.shape, bool)
    marked[:500] = True
    page = replace(page, straight=replace(page.straight, marked=marked))
    (grid,) = page.grids
    monkeypatch.setattr(
        "extract.documents.ocr.cells._settled", lambda _, cells: [Reading("5", score)] * len(cells)
    )
    texts = [cell.text for cell in read_table(page, grid, {}, [], 1, 72 / 200).cells]
    assert texts[-8:] == ["5"] * 8
    assert texts[:8] == ["5" if score > 0.9 else "\ufffd"] * 8


@needs_ocr
@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("新安县人民政府二二三年度报告", "新安县人民政府二〇二三年度报告"),
        ("二 一九年一月十日", "二〇一九年一月十日"),
        ("二 二 年度", "二〇二〇年度"),
        ("二〇二三年", "二〇二三年"),
        ("十二二三年", "十二二三年"),
        ("二二年", "二二年"),
    ],
)
def test_years_in_chinese_characters_have_their_rings_that_the_recogniser_leaves_out(
    read: str, printed: str
) -> None:
    assert _with_rings(read, is_of_2020=False) == printed


@needs_ocr
def test_a_year_without_both_its_rings_is_told_by_the_years_in_digits() -> None:
    assert _with_rings("二二年度", is_of_2020=True) == "二〇二〇年度"
