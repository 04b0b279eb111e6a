"""OFD, the national page format: what a PDF prints, written as its texts and lines, is read the same."""

import io
import itertools
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pdfplumber
import pytest

from extract.documents import open_document
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
