"""What a PDF's text layer says and people do not see: replaced, covered, cut off, too small or too pale."""

import pytest

from extract.documents.model import Block, Paragraph, Table
from extract.documents.open import open_document
from extract.documents.pdf.content import UNREADABLE
from tests.extract.messy import source
from tests.extract.test_other_makers import RULED, written

FIGURE = "BT /F 10 Tf 260 646 Td (12) Tj ET"
LABEL = "BT /F 10 Tf 60 646 Td (rules) Tj 0 -20 Td (orders) Tj 0 -20 Td (grants) Tj 200 0 Td (3) Tj ET"
STENCIL = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray{}/Length 1>>"
)
PICTURE = f"{STENCIL.format('')}\nstream\n\xff\nendstream"
STAMP = f"{STENCIL.format('/SMask 8 0 R')}\nstream\n\xff\nendstream"
MASK = f"{STENCIL.format('')}\nstream\n\x40\nendstream"
NOTE = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Length 25>>\nstream\n1 g 255 642 40 16 re f \nendstream"
)
OVER = "q 40 0 0 16 255 642 cm /I Do Q"


def figure(drawn: str, image: str = PICTURE, width: int = 595) -> str:
    """What is read in the first figure's cell of a small table with this drawn in it, on a page so wide."""
    table = next(b for b in blocks(f"{RULED} {LABEL} {drawn}", image, width) if isinstance(b, Table))
    return next(c.text for c in table.cells if (c.row, c.col) == (0, 1))


def blocks(content: str, image: str = PICTURE, width: int = 595) -> tuple[Block, ...]:
    """What is read of a page so wide with this drawn on it."""
    data = written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>"
        "/XObject<</I 6 0 R/N 7 0 R>>/ExtGState<</Clear<</ca 0>>/Blend<</BM/Multiply>>>>"
        "/Properties<</A<</ActualText(21)>>>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        image,
        NOTE,
        MASK,
    )
    return next(iter(open_document(source(data, "a.pdf")).readings())).blocks


@pytest.mark.parametrize(
    "mark", ["/Span <</ActualText (21)>> BDC", "/Span /A BDC", "/P <</ActualText (21)>> BDC /T BMC"]
)
def test_a_figure_read_aloud_otherwise_than_printed_is_unread(mark: str) -> None:
    assert figure(f"{mark} {FIGURE} {'EMC ' * mark.count(' B')}") == UNREADABLE


@pytest.mark.parametrize(
    "drawn", [FIGURE, "BT /F 10 Tf 260 646 Td (1) Tj (2) Tj ET"], ids=["one", "two texts"]
)
def test_a_figure_read_aloud_as_printed_is_read(drawn: str) -> None:
    assert figure(f"/Span <</ActualText <FEFF00310032>>> BDC {drawn} EMC") == "12"


@pytest.mark.parametrize(("drawn", "read"), [("_", "——"), ("7", UNREADABLE)])
def test_flat_ink_that_is_read_aloud_as_dashes_is_dashes(drawn: str, read: str) -> None:
    """Some fonts draw two dashes with one glyph that has no character of its own."""
    said = "/Span <</ActualText <FEFF20142014>>> BDC BT /F 10 Tf 260 646 Td ({}) Tj ET EMC"
    assert figure(said.format(drawn)) == read


@pytest.mark.parametrize("place", ["0 3", "6 -7"], ids=["hardly above", "below and aside"])
def test_two_digits_printed_nearly_over_each_other_are_no_figure(place: str) -> None:
    assert UNREADABLE in figure(f"BT /F 10 Tf 260 646 Td (0) Tj {place} Td (0) Tj ET")


def test_a_small_raised_digit_drawn_apart_from_a_figure_is_not_its_last() -> None:
    """On a page without rulings, too: such a digit numbers a note, or nobody knows what."""
    line = "BT /F 10 Tf 60 646 Td (rules) Tj 200 0 Td (2) Tj ET BT /F 10 Tf 60 600 Td (orders) Tj ET"
    first, *_ = blocks(f"{line} BT /F 6 Tf 265.7 650 Td (3) Tj ET")
    assert isinstance(first, Paragraph)
    assert first.text == f"rules 2{UNREADABLE}"


def test_figures_on_both_pages_of_a_sheet_are_compared_with_what_is_drawn() -> None:
    """The second page asks for the same look without the replacements as the first."""
    said = "/Span <</ActualText ({})>> BDC {} EMC"
    left = f"{LABEL} {said.format('12', FIGURE)}"
    pages = f"{RULED} {left} q 1 0 0 1 600 0 cm {RULED} {left.replace('(12) Tj', '(13) Tj')} Q"
    data = written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1195 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(pages)}>>\nstream\n{pages}\nendstream",
    )
    document = next(iter(open_document(source(data, "a.pdf")).readings()))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for table in tables for cell in table.cells if (cell.row, cell.col) == (0, 1)] == [
        "12",
        UNREADABLE,
    ]


@pytest.mark.parametrize(
    "cover",
    [OVER, "q 0 g 255 642 40 16 re f Q", "q .8 g 255 642 40 16 re f Q"],
    ids=["picture", "black", "grey"],
)
def test_a_figure_under_something_drawn_later_is_unread(cover: str) -> None:
    assert set(figure(f"{FIGURE} {cover}")) == {UNREADABLE}
    assert figure(f"{cover} {FIGURE}") == "12"
    assert set(figure(f"{FIGURE} q 260 644 6 14 re W n {cover} Q")) & {UNREADABLE}


def test_a_note_with_a_ground_of_its_own_takes_the_figure_away() -> None:
    assert figure(f"{FIGURE} /N Do") == ""
    assert figure(f"{FIGURE} /N Do BT /F 10 Tf 262 646 Td (7) Tj ET") == "7"


@pytest.mark.parametrize(
    ("cover", "image"),
    [(OVER, STAMP), (f"/Blend gs {OVER}", PICTURE), ("/Clear gs 255 642 40 16 re f", PICTURE)],
)
def test_a_figure_under_what_lets_it_through_is_read(cover: str, image: str) -> None:
    assert figure(f"{FIGURE} {cover}", image) == "12"


@pytest.mark.parametrize("clip", ["255 640 10 18", "255 651 90 18"])
def test_a_figure_that_is_cut_off_is_unread(clip: str) -> None:
    assert UNREADABLE in figure(f"q {clip} re W n {FIGURE} Q")


def test_a_ruling_that_is_cut_off_at_the_foot_takes_no_number_of_the_page_into_its_row() -> None:
    """As a browser draws a row that goes on on the next page."""
    sides = "".join(f"{x} 20 1 80 re f {x} 160 1 20 re f " for x in (50, 250, 350))
    rows = "50 160 300 1 re f 50 180 300 1 re f BT /F 10 Tf 260 140 Td (12) Tj 0 26 Td (13) Tj ET"
    seen = "".join(f"{x} 100 1 60 re f " for x in (50, 250, 350))
    drawn = f"q 0 100 600 700 re W n {sides} {rows} {seen} Q BT /F 10 Tf 280 30 Td (- 3 -) Tj ET"
    assert not any("3 -" in c.text for b in blocks(drawn) if isinstance(b, Table) for c in b.cells)


def test_the_border_of_a_cell_that_began_on_the_page_before_ends_at_the_head_of_this_one() -> None:
    """A web page's converter draws it from where the cell began, above the page, and clips it there."""
    group = "50 700 m 50 990 l S 150 700 m 150 990 l S 50 700 m 350 700 l S 50 990 m 350 990 l S"
    rows = "350 700 m 350 820 l S 150 730 m 350 730 l S 150 760 m 350 760 l S 250 700 m 250 820 l S"
    said = "BT /F 10 Tf 60 780 Td (group) Tj 110 0 Td (rules) Tj 100 0 Td (7) Tj 0 -38 Td (5) Tj ET"
    (table,) = (b for b in blocks(f"q 0 0 595 800 re W n {group} {rows} {said} Q") if isinstance(b, Table))
    assert [c.text for c in table.cells if c.text] == ["group", "rules", "7", "5"]


def test_right_of_all_print_a_cell_of_a_table_wider_than_the_page_is_not_empty() -> None:
    """A printer's margin hides the figures between 150 and 250: the page ends at 300, the table at 350."""
    drawn = f"{RULED} 150 600 m 150 660 l S {LABEL.partition(' 200 0 Td')[0]} ET"
    table = next(b for b in blocks(drawn, width=300) if isinstance(b, Table))
    assert {c.text for c in table.cells if c.col} == {UNREADABLE}


@pytest.mark.parametrize("clip", ["", "0 0 595 842 re W n"])
def test_a_figure_that_the_edge_of_the_page_cuts_is_unread(clip: str) -> None:
    drawn = blocks(f"q {clip} BT /F 10 Tf 588.4 700 Td (123) Tj ET Q")
    assert not any(b.text.strip() == "1" for b in drawn if isinstance(b, Paragraph))


def test_a_clip_a_little_tighter_than_the_line_is_none() -> None:
    assert figure(f"q 260 645 11 9 re W n {FIGURE} Q") == "12"


@pytest.mark.parametrize(
    "drawn",
    [
        "BT /F .8 Tf 270 646 Td (7) Tj ET",
        "q .05 0 0 .05 270 646 cm BT /F 10 Tf (7) Tj ET Q",
        "/Clear gs BT /F 10 Tf 270 646 Td (7) Tj ET",
        ".95 g BT /F 10 Tf 270 646 Td (7) Tj ET",
    ],
)
def test_specks_and_ink_that_nobody_sees_are_blanks(drawn: str) -> None:
    assert figure(drawn) == ""


OLD = "BT /F 10 Tf 260 646 Td (12) Tj ET"
HIDDEN = {
    "painted over": f"{OLD} 1 g 252 642 60 16 re f 0 g",
    "painted over by a note": f"{OLD} /N Do",
    "outside its clip": f"q 0 0 9 9 re W n {OLD} Q",
    "without ink": f"q 3 Tr {OLD} Q",
    "in white": f"1 g {OLD} 0 g",
    "in white, digit by digit": f"1 g {OLD.replace('(12) Tj', '(1) Tj (2) Tj')} 0 g",
    "see-through": f"q /Clear gs {OLD} Q",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=list(HIDDEN))
@pytest.mark.parametrize("new", ["12", "15", "129"])
def test_unseen_text_takes_no_digit_from_the_text_printed_in_its_place(hidden: str, new: str) -> None:
    assert figure(f"{hidden} BT /F 10 Tf 260 646 Td ({new}) Tj ET") == new


@pytest.mark.parametrize("drawn", ["BT /F 10 Tf 290 646 Td (12) Tj ET", ""])
def test_a_cell_that_runs_off_the_page_is_unread(drawn: str) -> None:
    """A print of a page wider than the paper: the cell from 250 to 350 ends beside the page."""
    assert set(figure(drawn, width=280)) == {UNREADABLE}
    assert figure(drawn, width=348) == ("12" if drawn else "")


def test_of_a_figure_that_runs_off_the_page_the_rest_is_no_figure() -> None:
    printed = "BT /F 10 Tf 270 646 Td (123) Tj ET"
    assert figure(printed, width=282) == "12" + UNREADABLE
    assert figure(
        "".join(f"BT /F 10 Tf {270 + 6 * n} 646 Td ({n}) Tj ET " for n in range(1, 4)), width=286
    ) == ("12" + UNREADABLE)


@pytest.mark.parametrize(
    "drawn",
    [
        f"{FIGURE} 1 g BT /F 10 Tf 271.12 646 Td (78) Tj ET",
        f"1 g BT /F 10 Tf 248.88 646 Td (78) Tj ET 0 g {FIGURE}",
        f"{FIGURE} q /Clear gs BT /F 10 Tf 271.12 646 Td (78) Tj ET Q",
    ],
    ids=["white behind", "white before", "see-through behind"],
)
def test_digits_that_nobody_sees_right_beside_a_figure_are_no_part_of_it(drawn: str) -> None:
    assert figure(drawn) == "12"


def test_a_form_drawn_as_a_whole_without_ink_says_nothing() -> None:
    digits = "BT /F 10 Tf 271.12 646 Td (78) Tj ET"
    form = (
        "<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Group<</S/Transparency>>/Resources<</Font<</F 4 0 R>>>>"
        f"/Length {len(digits)}>>\nstream\n{digits}\nendstream"
    )
    assert figure(f"{FIGURE} q /I Do Q", form) == "1278"
    assert figure(f"{FIGURE} q /Clear gs /I Do Q", form) == "12"
