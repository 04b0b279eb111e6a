"""How a cell was read is said in words that the documentation explains."""

from collections.abc import Iterator

import pytest

from extract.documents.methods import METHODS
from extract.documents.model import Source
from extract.paths import REPORTS
from extract.reports import read_reports
from tests.extract.documents.sources import source
from tests.extract.documents.test_ofd import ofd
from tests.extract.documents.test_opendocument import body, flat
from tests.extract.messy import Paper, docx, html, paper, pdf, pipes, text, xlsx

ENGINES = {m.id.removesuffix("/…") for m in METHODS if m.id.endswith("/…")}
WAYS = {m.id.removeprefix("…/") for m in METHODS if m.id.startswith("…/")}
WHOLE = {m.id for m in METHODS if "…" not in m.id}


def is_explained(method: str) -> bool:
    """An engine, an alignment and perhaps ``order``, each with a row in the table; or a row of its own."""
    engine, *ways = method.split("/")
    return method in WHOLE or (engine in ENGINES and len(ways) <= 2 and WAYS.issuperset(ways))


def renamed(p: Paper) -> str:
    """A row whose label is not the form's, between rows that are."""
    return text(p).replace("保护第三方合法权益", "维护他人利益")


def documents() -> Iterator[Source]:
    p = paper(31)
    made: dict[str, bytes | str] = {
        "a.html": html(p),
        "a.docx": docx(p),
        "a.xlsx": xlsx(p),
        "a.md": text(p, row=pipes),
        "a.txt": text(p),
        "words.txt": text(p, row=lambda line: " ".join(t for t in line if t)),
        "glued.txt": text(p, row="".join),
        "renamed.txt": renamed(p),
        "a.pdf": pdf(p),
        "open.pdf": pdf(p, ruled=False),
        "a.ofd": ofd(pdf(p)),
        "a.fodt": flat(body(p)),
    }
    for name, data in made.items():
        yield source(data.encode() if isinstance(data, str) else data, name)
    for path in sorted(REPORTS.iterdir()):
        if path.suffix in (".html", ".docx", ".md", ".txt", ".pdf"):
            yield source(path.read_bytes(), path.name)


def test_every_method_that_cells_are_read_by_is_in_the_table():
    used = {cell.method for one in documents() for report in read_reports(one) for cell in report.cells}
    assert sorted(m for m in used if not is_explained(m)) == []
    engines = {m.split("/")[0] for m in used}
    assert engines >= {"html", "docx", "sheet", "text", "pdfium", "ofd", "opendocument"}
    assert {way for m in used for way in m.split("/")[1:]} >= {"grid", "cells", "columns", "lines", "order"}


@pytest.mark.parametrize("method", ["text/line/order", "docs/grid", "html/guess", ""])
def test_what_is_not_in_the_table_is_told(method: str):
    assert not is_explained(method)
