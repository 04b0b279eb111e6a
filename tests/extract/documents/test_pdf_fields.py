"""Forms to fill in, notes typed on a page, and layers: what a PDF shows besides its pages' own text, and what it hides."""

import pytest

from extract.documents.model import Document, Table
from extract.documents.open import open_document
from extract.documents.pdf.content import UNREADABLE
from tests.extract.messy import source
from tests.extract.test_other_makers import PRINTED, RULED, written

LOOK = "<</Type/XObject/Subtype/Form/BBox[0 0 40 16]/Resources<</Font<</F 4 0 R>>>>/Length 33>>\nstream\n{}\nendstream"
TYPED = "BT /F 10 Tf 8 4 Td (12) Tj ET    "
PLACE = "/Rect[252 622 292 638]/F 4"


def document(
    note: str = "<<>>",
    look: str = TYPED,
    layers: str = "",
    drawn: str = "",
    form: str = "",
    name: str = "(draft)",
) -> Document:
    """A small table whose second figure is blank on the page itself; a note on the page, layers 8 and 9, a form drawn."""
    content = f"{RULED} {PRINTED} {drawn}"
    data = written(
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>{layers}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots[6 0 R]/Resources"
        "<</Font<</F 4 0 R>>/XObject<</X 7 0 R>>/Properties<</L 8 0 R/M 9 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        note,
        LOOK.format(look).replace("/BBox", f"{form}/BBox"),
        f"<</Type/OCG/Name{name}>>",
        "<</Type/OCMD/OCGs[8 0 R]>>",
    )
    return next(iter(open_document(source(data, "a.pdf")).readings()))


def figure(read: Document) -> str:
    table = next(block for block in read.blocks if isinstance(block, Table))
    return next(cell.text for cell in table.cells if (cell.row, cell.col) == (1, 1))


@pytest.mark.parametrize(
    ("note", "look", "read"),
    [
        pytest.param(
            "/Subtype/Widget/FT/Tx/T(a)/V(12)/AP<</N 7 0 R>>", TYPED, "12", id="a field that is filled in"
        ),
        pytest.param("/Subtype/Widget/FT/Tx/T(a)/V(12)", TYPED, UNREADABLE, id="a field without a look"),
        pytest.param("/Subtype/Widget/FT/Tx/T(a)/V( )", TYPED, "", id="a field filled with blanks"),
        pytest.param("/Subtype/Widget/FT/Tx/T(a)", TYPED, "", id="an empty field"),
        pytest.param("/Subtype/Widget/FT/Tx/T(a)/AP<</N 7 0 R>>", "", "", id="an empty field with a look"),
        pytest.param("/Subtype/FreeText/Contents(12)/AP<</N 7 0 R>>", TYPED, "12", id="typed on the page"),
        pytest.param("/Subtype/FreeText/Contents(12)", TYPED, UNREADABLE, id="typed without a look"),
        pytest.param("/Subtype/Text/Contents(12)", TYPED, "", id="a sticky note is no print"),
    ],
)
def test_a_field_or_a_note_over_a_cell(note: str, look: str, read: str) -> None:
    look = look.ljust(33)
    assert figure(document(f"<</Type/Annot{note}{PLACE}>>", look)) == read


FIGURE = "BT /F 10 Tf 260 626 Td (5) Tj ET"


@pytest.mark.parametrize(
    ("default", "drawn", "read"),
    [
        ("/OFF[8 0 R]", f"/OC /L BDC {FIGURE} EMC", ""),
        ("/OFF[8 0 R]", f"/OC /M BDC {FIGURE} EMC", UNREADABLE),
        ("/BaseState/OFF", f"/OC /L BDC {FIGURE} EMC", ""),
        ("/BaseState/OFF/ON[8 0 R]", f"/OC /L BDC {FIGURE} EMC", "5"),
        ("/ON[8 0 R]", f"/OC /M BDC {FIGURE} EMC", "5"),
    ],
    ids=["off", "a set of which one is off", "all off", "all off but this one", "a set that is on"],
)
def test_a_figure_on_a_layer(default: str, drawn: str, read: str) -> None:
    layers = f"/OCProperties<</OCGs[8 0 R]/D<<{default}>>>>"
    assert figure(document(layers=layers, drawn=drawn)) == read


@pytest.mark.parametrize("name", ["(last year)", "<FEFF4E0A5E74>", "<EFBBBFE4B88AE5B9B4>"])
def test_a_layer_that_is_off_is_known_by_its_name_in_any_script(name: str) -> None:
    off = "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>"
    assert figure(document(layers=off, drawn=f"/OC /L BDC {FIGURE} EMC", name=name)) == ""


@pytest.mark.parametrize("layer", ["8 0 R", "9 0 R"])
def test_a_drawing_on_a_layer_that_is_off_is_told(layer: str) -> None:
    read = document(
        layers="/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>",
        drawn="q 1 0 0 1 252 622 cm /X Do Q",
        form=f"/OC {layer}",
    )
    assert [signal.code for signal in read.signals] == ["hidden-layer"]


def test_a_form_that_draws_itself_is_a_bomb() -> None:
    from extract.documents.refusals import Refusal

    with pytest.raises(Refusal) as refused:
        document(look="/X Do /X Do".ljust(33), drawn="/X Do", form="/Resources<</XObject<</X 7 0 R>>>>")
    assert refused.value.code == "archive-bomb"
