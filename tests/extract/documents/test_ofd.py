"""OFD, the national page format: what a PDF prints, written as its texts and lines, is read the same."""

import io
import itertools
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pdfplumber
import pytest

from extract.documents import open_document
from extract.documents.model import Table
from extract.documents.pdf.content import UNREADABLE
from extract.documents.refusals import Refusal
from extract.reports import read_reports
from tests.extract.messy import Paper, assert_right, paper, pdf, source

MM = 25.4 / 72
NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _texts(chars: Sequence[dict]) -> list[list[dict]]:
    """Characters of one line and size that stand side by side."""
    runs: list[list[dict]] = []
    for char in chars:
        before = runs[-1][-1] if runs else None
        if before and abs(before["top"] - char["top"]) < 1 and -1 < char["x0"] - before["x1"] < 1:
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _text_object(run: list[dict], scale: float) -> str:
    first, last = run[0], run[-1]
    box = " ".join(
        f"{v * MM:.3f}" for v in (first["x0"], first["top"], last["x1"] - first["x0"], first["size"])
    )
    steps = " ".join(f"{(b['x0'] - a['x0']) * MM / scale:.4f}" for a, b in itertools.pairwise(run))
    return (
        f'<ofd:TextObject Boundary="{box}" Size="{first["size"] * MM / scale:.4f}" CTM="{scale} 0 0 {scale} 0 0">'
        f'<ofd:TextCode X="0" Y="{0.86 * first["size"] * MM / scale:.4f}" DeltaX="{steps}">'
        f"{escape(''.join(c['text'] for c in run))}</ofd:TextCode></ofd:TextObject>"
    )


def _path_object(line: dict) -> str:
    width, height = (line["x1"] - line["x0"]) * MM, (line["bottom"] - line["top"]) * MM
    return (
        f'<ofd:PathObject Boundary="{line["x0"] * MM:.3f} {line["top"] * MM:.3f} {width:.3f} {height:.3f}">'
        f"<ofd:AbbreviatedData>M 0 0 L {width:.3f} {height:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(printed: bytes, *, scale: float = 1.0, extra: str = "") -> bytes:
    """The pages of a PDF as an OFD file; ``extra`` stands on every page."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive, pdfplumber.open(io.BytesIO(printed)) as pages:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {NAMES}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(f'<ofd:Page BaseLoc="Pages/P{n}/Content.xml"/>' for n in range(len(pages.pages)))
        area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NAMES}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for n, page in enumerate(pages.pages):
            drawn = [_text_object(run, scale) for run in _texts(page.chars)] + [
                _path_object(x) for x in page.lines
            ]
            layer = f'<ofd:Layer Type="Body">{"".join(drawn)}{extra}</ofd:Layer>'
            archive.writestr(
                f"Doc_0/Pages/P{n}/Content.xml",
                f"<ofd:Page {NAMES}><ofd:Content>{layer}</ofd:Content></ofd:Page>",
            )
    return out.getvalue()


@pytest.mark.parametrize(("seed", "scale"), [(401, 1.0), (402, 2.5)])
def test_a_report_is_read_right(seed: int, scale: float) -> None:
    p: Paper = paper(seed)
    report = assert_right(ofd(pdf(p, footer="— {page} —"), scale=scale), "a.ofd", p)
    assert report.cells[0].place is not None
    assert report.cells[0].place.page is not None
    assert "规章" in (report.cells[0].quote or "")


def test_what_is_drawn_in_pieces_is_not_taken_for_blank() -> None:
    p = paper(403)
    report = read_reports(
        source(ofd(pdf(p), extra='<ofd:CompositeObject Boundary="10 10 50 50"/>'), "a.ofd")
    )[0]
    assert report.status.value == "partial"


def test_pages_of_pictures_are_told() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMES}><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>")
        archive.writestr(
            "D.xml",
            f'<ofd:Document {NAMES}><ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        )
        picture = '<ofd:Layer><ofd:ImageObject Boundary="0 0 210 297"/></ofd:Layer>'
        archive.writestr("P.xml", f"<ofd:Page {NAMES}><ofd:Content>{picture}</ofd:Content></ofd:Page>")
    with pytest.raises(Refusal) as refusal:
        list(open_document(source(out.getvalue(), "a.ofd")).readings())
    assert refusal.value.code == "images-only"


def test_the_steps_between_characters_may_be_grouped() -> None:
    from extract.documents.ofd import _deltas

    assert _deltas("g 3 2.5 1", 9) == [2.5, 2.5, 2.5, 1.0]
    assert len(_deltas("g 99999 1", 5)) == 5
    assert _deltas("g ² 1", 5) == []


def _path(area: tuple[float, float, float, float], steps: str, said: str = "", colour: str = "") -> str:
    box = " ".join(map(str, area))
    return (
        f'<ofd:PathObject Boundary="{box}" {said}>{colour}'
        f"<ofd:AbbreviatedData>{steps}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(x: float, top: float, words: str, said: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {top} 60 5" Size="4" {said}>'
        f'<ofd:TextCode X="0" Y="3.5">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _patch(colour: str, x: float = 91, width: float = 20) -> str:
    """A patch of a colour over the figure of the first row."""
    steps = f"M 0 0 L {width} 0 L {width} 8 L 0 8 C"
    return _path((x, 51, width, 8), steps, 'Fill="true" Stroke="false"', f'<ofd:FillColor Value="{colour}"/>')


def small(drawn: str) -> list[str]:
    """What is read in the cells of a small table whose rulings stand on a template page, with this drawn in it."""
    sides = "M 0 0 L 60 0 L 60 10 L 0 10 C"
    rulings = "".join(_path((30 + 60 * i, 50 + 10 * k, 60, 10), sides) for i in (0, 1) for k in (0, 1, 2))
    labels = "".join(_text(32, 52 + 10 * k, words) for k, words in enumerate(("规章", "许可", "处罚")))
    written = labels + _text(92, 62, "3") + _text(92, 72, "25")
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMES}><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>")
        archive.writestr(
            "D.xml",
            f'<ofd:Document {NAMES}><ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="T.xml"/>'
            "<ofd:PublicRes>R.xml</ofd:PublicRes></ofd:CommonData>"
            '<ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        )
        archive.writestr(
            "R.xml",
            f'<ofd:Res {NAMES}><ofd:DrawParams><ofd:DrawParam ID="3"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
            '<ofd:DrawParam ID="4" Relative="3"/><ofd:DrawParam ID="5" Relative="5"/></ofd:DrawParams></ofd:Res>',
        )
        for name, used, objects in (
            ("T.xml", "", rulings),
            ("P.xml", '<ofd:Template TemplateID="7"/>', written + drawn),
        ):
            layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            archive.writestr(name, f"<ofd:Page {NAMES}>{used}{layer}</ofd:Page>")
    document = next(iter(open_document(source(out.getvalue(), "a.ofd")).readings()))
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [UNREADABLE if UNREADABLE in cell.text else cell.text for cell in table.cells]


FIGURE = _text(92, 52, "12")
IMAGE = '<ofd:ImageObject Boundary="{} 51 20 8"/>'


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        pytest.param(FIGURE, "12", id="as it is"),
        pytest.param("", "", id="blank"),
        pytest.param(_patch("255 255 255") + FIGURE, "12", id="on a white ground"),
        pytest.param(FIGURE + _patch("255 255 255", x=120), "12", id="beside a white patch"),
        pytest.param(FIGURE + _patch("255 255 255"), "", id="under a white patch"),
        pytest.param(FIGURE + _patch("0 0 0"), UNREADABLE, id="under a black patch"),
        pytest.param(FIGURE + IMAGE.format(91), UNREADABLE, id="under a picture"),
        pytest.param(FIGURE + _patch("255 255 255", width=3), UNREADABLE, id="half under a white patch"),
        pytest.param(IMAGE.format(91), UNREADABLE, id="a picture in its place"),
        pytest.param(FIGURE + _text(92, 52, "34", 'Alpha="0"'), "12", id="with ink that nobody sees over it"),
        pytest.param(_text(92, 52, "12", 'Visible="false"'), "", id="not shown"),
        pytest.param(_text(92, 52, "12", 'DrawParam="4"'), "", id="in white by name"),
        pytest.param(_text(92, 52, "12", 'DrawParam="5"'), "12", id="in a way of drawing that says nothing"),
        pytest.param(FIGURE + _path((92, 52, 4, 4), "M 0 0 Q 1 1 2 2 L 3 3"), "12", id="beside a curve"),
    ],
)
def test_a_figure_is_read_as_far_as_it_is_seen(drawn: str, read: str) -> None:
    assert small(drawn) == ["规章", read, "许可", "3", "处罚", "25"]
