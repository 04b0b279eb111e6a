"""Annual reports with known truth in many mixed layouts, each drawn from a seed and a layout class.

``make(seed, layout_class)`` gives the same sample again for the same seed. Seeds 0–9999 are for
development, 10000 and above are held out: nobody who builds a reader looks at them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.generator import old_forms, words
from benchmarks.generator.figures import break_sums, figures, forms_of, printed
from benchmarks.generator.manuscript import Part, manuscript
from benchmarks.generator.options import OPTIONS, Mix, draw
from benchmarks.generator.truth import Sample, Truth, failing

HELD_OUT = 10_000
"""The first held-out seed."""

__all__ = ["CLASSES", "HELD_OUT", "OPTIONS", "LayoutClass", "Sample", "Truth", "make"]

Renderer = Callable[[Random, Mix, list[Part], Truth], bytes]


@dataclass(frozen=True, slots=True)
class LayoutClass:
    """One kind of document: its options' family, the suffix of its files, and the share fully right that is the goal.

    ``also`` is a second family of options. ``old_forms``: with a statistical table from before 2019. ``slow``: needs LibreOffice or character recognition.
    """

    name: str
    family: str
    suffix: str
    render: Renderer
    goal: float | None = None
    old_forms: bool = False
    slow: bool = False
    also: str = ""


def _pdf(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as a PDF by the producer of the options."""
    from benchmarks.generator import canvas_pdf, chromium, office

    if options["producer"] == "canvas":
        return canvas_pdf.canvas_pdf(rng, options, parts)
    if options["producer"] == "chromium":
        return chromium.chromium_pdf(rng, options, parts)
    return office.converted(office.docx(rng, options, parts), ".docx", "pdf")


def _printed(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
    return _pdf(rng, options, parts)


def _scanned(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
    from benchmarks.generator import scan

    return scan.scanned_pdf(rng, options, _pdf(rng, options, parts))


def _photographed(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
    from benchmarks.generator import scan

    return scan.scanned_png(rng, options, _pdf(rng, options, parts))


def _html(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
    from benchmarks.generator import html

    return html.web_page(rng, options, parts, truth)


def _plain(kind: str) -> Renderer:
    def render(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
        from benchmarks.generator import plain

        return getattr(plain, kind)(rng, options, parts)

    return render


def _office(kind: str, to: str | None = None) -> Renderer:
    def render(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
        from benchmarks.generator import office

        data = getattr(office, kind)(rng, options, parts)
        return office.converted(data, f".{kind}", to) if to else data

    return render


def _package(kind: str) -> Renderer:
    def render(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
        from benchmarks.bombs import zipped
        from benchmarks.generator import packages

        return zipped(getattr(packages, kind)(rng, options, parts))

    return render


def _single(kind: str) -> Renderer:
    def render(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
        from benchmarks.generator import single_xml

        return getattr(single_xml, kind)(rng, options, parts)

    return render


CLASSES: dict[str, LayoutClass] = {
    c.name: c
    for c in (
        LayoutClass("ruled_pdf", "ruled", ".pdf", _printed, 0.98),
        LayoutClass("open_pdf", "open", ".pdf", _printed, 0.90),
        LayoutClass("html", "html", ".html", _html, 1.0),
        LayoutClass("docx", "word", ".docx", _office("docx"), 1.0),
        LayoutClass("doc", "word", ".doc", _office("docx", "doc"), slow=True),
        LayoutClass("rtf", "word", ".rtf", _office("docx", "rtf"), slow=True),
        LayoutClass("xlsx", "sheet", ".xlsx", _office("xlsx"), 1.0),
        LayoutClass("xls", "sheet", ".xls", _office("xlsx", "xls"), slow=True),
        LayoutClass("word_xml", "word", ".xml", _single("word")),
        LayoutClass("excel_xml", "sheet", ".xml", _single("excel")),
        LayoutClass("odt", "word", ".odt", _package("odt")),
        LayoutClass("ofd", "ruled", ".ofd", _package("ofd")),
        LayoutClass("markdown", "pipes", ".md", _plain("pipes"), 1.0),
        LayoutClass("tab_text", "tabs", ".txt", _plain("tabs"), 1.0),
        LayoutClass("text_dump", "dump", ".txt", _plain("dump"), 0.95),
        LayoutClass("lossy_text", "dump", ".txt", _plain("lossy")),
        LayoutClass("glued_text", "glued", ".txt", _plain("glued")),
        LayoutClass("old_html", "html", ".html", _html, old_forms=True),
        LayoutClass("old_docx", "word", ".docx", _office("docx"), old_forms=True),
        LayoutClass("old_tab_text", "tabs", ".txt", _plain("tabs"), old_forms=True),
        LayoutClass("old_pdf", "ruled", ".pdf", _printed, old_forms=True),
        LayoutClass("scan_pdf", "scan", ".pdf", _scanned, slow=True),
        LayoutClass("scan_png", "scan", ".png", _photographed, slow=True),
        LayoutClass("scan_rough", "scan", ".pdf", _scanned, slow=True, also="rough"),
    )
}
"""Every layout class; the ``old_`` ones carry the statistical tables of 2011 to 2018. ``open_pdf`` is every table that is not fully ruled: without rulings, partly ruled, three lines, boxed."""


def make(seed: int, layout_class: str) -> Sample:
    """The sample of that seed and class. Raises ``KeyError`` for an unknown class."""
    kind = CLASSES[layout_class]
    rng = Random(f"{layout_class}:{seed}")
    options = draw(rng, kind.family)
    if kind.also:
        options |= draw(rng, kind.also)
    if kind.old_forms:
        options |= {"form": rng.choice(old_forms.FORMS), "error": "none"}
    forms = forms_of(options)
    values = break_sums(rng, figures(rng, options), options["error"])
    cells = printed(rng, options, values)
    year = words.year(rng, forms)
    published = f"{year + 1}-01-{rng.randint(4, 31):02d}"
    truth = Truth(
        agency=words.agency(rng, options),
        year=year,
        forms=forms,
        cells=cells,
        failing=failing({key: cell.value for key, cell in cells.items()}, forms),
        published=published if kind.family == "html" else None,
    )
    parts = manuscript(rng, options, truth)
    return Sample(kind.render(rng, options, parts, truth), kind.suffix, truth, options)
