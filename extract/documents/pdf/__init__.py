"""PDF → Document, by two engines in order of trust, then by character recognition if there is no usable text.

``pdfium`` reads characters and rulings; ``pdfplumber`` reads the same pages again on its own parser, only
when asked. ``borne_out`` has single cells confirmed by that parser without a second reading.

The modules in the order of the work:

1. Before a page is seen: ``drawn_forms`` and ``limits`` refuse what would never end, ``outlines`` and ``fonts`` spare
   pdfium what reading does not need, ``layers`` says which of its text is hidden, ``filled`` draws its fields into it.
2. What pdfium sees on a page (``pdfium``, which calls it through ``calls`` and turns its places by ``view``): ``drawn``
   takes rulings (``dots``: dotted ones), ``patches`` of colour and ``covers``; ``runs`` takes the characters, ``prose``
   those of running text, ``spoken`` those that others stand for, ``overlooked`` what pdfium gives no characters of;
   ``lying`` tells pages to be turned, ``legibility`` those without usable text. All of it is a page's ``content``.
3. What a page holds (``layout``), each half of a sheet by itself (``spread``): ``cleaning`` drops watermarks, ``lines`` sets
   lines and words; ``grid`` makes cells of rulings, with edges that are only ``implied``; ``undrawn`` and ``between`` tell
   grids that lack rulings.
4. ``document`` puts the pages together, without the page numbers and running heads that ``bands`` finds.
5. The second look: ``plumber`` at pages, ``witness`` at single cells, both with pdfminer kept ``quiet``.

``missing`` compares two looks at the same places; ``radicals`` turns code points into ordinary characters.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.documents.model import Box, Document, Place, Signal, Source, Table, Turned
from extract.documents.pdf import fonts, pdfium
from extract.documents.pdf.content import UNREADABLE
from extract.documents.pdf.document import document_of
from extract.documents.pdf.layers import layers_off
from extract.documents.pdf.layout import PageBlocks, page_blocks
from extract.documents.pdf.legibility import garbled, scanned
from extract.documents.pdf.limits import MAX_BYTES
from extract.documents.pdf.outlines import without_outlines
from extract.documents.pdf.spoken import keep_drawn
from extract.documents.pdf.spread import pages_on
from extract.documents.refusals import Refusal

RECOGNISED = "recognised-text"
"""The signal for a scan's page whose text is what some program recognised: no surer than our own recognition."""


def readings(source: Source) -> Iterator[Document]:
    """The readings of a PDF, best first; each is made only when asked for.

    Raises ``Refusal``: ``empty-file``, ``too-large``, ``encrypted``, ``damaged-file``, ``scan-needs-ocr``,
    ``no-readable-text``.
    """
    if not source.data:
        raise Refusal("empty-file")
    if len(source.data) > MAX_BYTES:
        raise Refusal("too-large", f"({len(source.data)} bytes; the limit is {MAX_BYTES})")
    off, hides_drawings = layers_off(source.data)
    seen = _by_pdfium(source.data, off)
    pages, meta = seen.pages, seen.meta
    if seen.garbled or len(seen.scans) == len(pages):
        from extract.documents import ocr  # which draws pages with this package, and loads what draws

        if not ocr.is_installed():
            code = "no-readable-text" if seen.garbled else "scan-needs-ocr"
            raise Refusal(code, f"→ {ocr.HOW_TO_INSTALL}")
        yield from _recognised(source, frozenset(p.number for p in pages), pages, meta)
        return
    signals = _of_pages("page-without-text", "is a picture without a text layer", seen.scans)
    signals += _of_pages(RECOGNISED, "is a picture over text that a program recognised", seen.recognised)
    if hides_drawings:
        signals.append(Signal("hidden-layer", "a layer that is off holds drawings that were read as print"))
    unclear = _of_pages("glyphs-unclear", "has text that no characters are known of", seen.unclear)
    turned = {page.number: page.turned for page in pages if page.turned is not None}
    yield document_of("pdf", "pdfium", pages, meta, [*signals, *unclear])
    # A recognised text is what it is: the picture is recognised again instead.
    table_like = {n: marks for n, marks in seen.table_like.items() if n not in seen.recognised}
    if table_like and (again := _by_pdfplumber(source.data, table_like, turned)):
        yield document_of(
            "pdf", "pdfplumber", [again.get(page.number, page) for page in pages], meta, signals
        )
    if pictures := seen.scans | seen.recognised:
        from extract.documents import ocr

        if ocr.is_installed():
            yield from _recognised(source, pictures, pages, meta)


def _of_pages(code: str, what: str, numbers: Iterable[int]) -> list[Signal]:
    """A signal for each of these pages."""
    return [Signal(code, f"page {number} {what}", Place(page=number)) for number in sorted(numbers)]


def borne_out(source: Source, texts: Sequence[tuple[Place, str]]) -> bool:
    """Whether exactly these texts stand in these places by a parser that shares nothing with pdfium."""
    from extract.documents.pdf import quiet, witness

    try:
        return witness.borne_out(pdfium.unlocked(source.data), texts)
    except Exception:  # pdfminer raises errors of every kind on damaged files: then nothing is borne out
        return False
    finally:
        quiet.forget_maps()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as pdfium sees it: its pages, what it says of itself, and which pages (by number) are of which kind."""

    pages: list[PageBlocks]
    meta: dict[str, str]
    table_like: dict[int, list[Box]]
    """With what stands on them besides text."""
    scans: frozenset[int]
    recognised: frozenset[int]
    """Scans under text that some program recognised."""
    unclear: frozenset[int]
    garbled: bool


def _by_pdfium(data: bytes, off: frozenset[bytes]) -> _Seen:
    """The file without its layers of these names."""
    with pdfium.LOCK, fonts.boxes():
        opened = pdfium.open_pdf(without_outlines(data))
        try:
            meta = pdfium.metadata(opened)
            pages: list[PageBlocks] = []
            contents = []
            for content in pdfium.pages(opened, off):
                halves = pages_on(content)
                for half in halves:
                    pages.append(page_blocks(half, pages[-1].undrawn if pages else ()))
                    if half.replaced and half.as_drawn:
                        keep_drawn(pages[-1], half.replaced, half.as_drawn)
                content.two_up = len(halves) > 1
                content.unclear = any(half.unclear for half in halves)
                content.overlooked = content.as_drawn = None
                content.runs, content.horizontals, content.verticals = [], [], []
                contents.append(content)
        finally:
            opened.close()
    return _Seen(
        pages,
        meta,
        # The second engine cannot tell text that nobody sees, nor two pages on one sheet.
        table_like={c.number: c.marks for c in contents if c.lines is None and not (c.hiding or c.two_up)},
        scans=frozenset(c.number for c in contents if scanned(c)),
        recognised=frozenset(c.number for c in contents if c.recognised),
        unclear=frozenset(c.number for c in contents if c.unclear),
        garbled=garbled(contents),
    )


def _by_pdfplumber(
    data: bytes, marks: Mapping[int, list[Box]], turned: Mapping[int, Turned]
) -> dict[int, PageBlocks]:
    """The pages of these numbers, some of them turned upright, with what stands on them besides text, by the second engine; none where it fails or does not know the characters."""
    from extract.documents.pdf import plumber, quiet

    try:
        pages = {page.number: page for page in plumber.page_blocks(pdfium.unlocked(data, turned), marks)}
        for number in turned.keys() & pages.keys():
            pages[number].turned = turned[number]
    except Exception:  # pdfminer raises errors of every kind on damaged files: then there is one reading
        return {}
    finally:
        quiet.forget_maps()
        gc.collect()  # pdfplumber's pages refer to each other, tens of MB that would stay until the next look
    text = "".join(
        cell.text
        for page in pages.values()
        for block in page.blocks
        for cell in (block.cells if isinstance(block, Table) else (block,))
    )
    return {} if text.count(UNREADABLE) > len(text) / 20 else pages


def _recognised(
    source: Source, numbers: frozenset[int], pages: Sequence[PageBlocks], meta: dict[str, str]
) -> Iterator[Document]:
    """The reading in which the pages of these numbers are recognised from their pictures."""
    from extract.documents import ocr

    read = list(ocr.pdf_pages(source.data, numbers))
    others = [page for page in pages if page.number not in numbers]
    yield document_of("pdf", "ocr", sorted([*others, *read], key=attrgetter("number")), meta)
