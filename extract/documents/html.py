"""Web pages → Document: the body found among the navigation, tables with their spans, paragraphs in order."""

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from extract.documents.collect import Collector, Grid, clean
from extract.documents.encoding import decode
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "aside",
        "select",
        "button",
        "input",
        "textarea",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "head",
        "link",
        "meta",
        "title",
    ]
)
"""Elements that say nothing of the body, or nothing at all."""

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "st1:chsdate",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}

META = {
    "title": ("articletitle", "og:title"),
    "published": ("pubdate", "publishdate", "article:published_time", "createdate", "date"),
    "publisher": ("contentsource", "source", "author"),
    "site": ("sitename", "og:site_name"),
}
"""What government sites put into their head (网站标识 rules of 2017), by our name for it."""

BODY_SHARE = 0.8
"""The body is the smallest element that holds this share of the page's text outside links."""

FEW = 300
"""Characters of running text below which a page may be no document but a list, a shell or a cover."""

ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|rtf|ofd|zip|rar)(?:[?#]|$)", re.IGNORECASE)
LISTED = re.compile(r"20\d\d.{0,40}(?:年报|年度报告|工作报告)|(?:年报|年度报告|工作报告).{0,20}20\d\d")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPAN = re.compile(r"\d+")
_BLANKS = re.compile(r"[\s\u3000\xa0]+")


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a web page.

    Raises ``Refusal``: ``list-page``, ``attachment-only``, ``empty-shell``, ``images-only``, ``too-large``.
    """
    text, encoding = decode(source.data)
    root = _parse(text)
    meta = _meta(root) | {"encoding": encoding}
    links = _links(root)
    frames = [e.get("src") or e.get("data") or "" for e in root.iter("iframe", "embed", "object")]
    scripts = next(root.iter("script"), None) is not None
    _drop(root)
    body = _body(root)
    collector = Collector()
    for heading in _headings_outside(root, body):
        collector.paragraph(heading, heading=1)
    _flow(body, collector)
    images = [e for e in body.iter("img") if not _is_icon(e)]
    _refuse_what_is_no_document(collector, links, frames, images, scripts)
    signals = ()
    if images and not collector.tables:
        signals = (Signal("tables-are-images", f"{len(images)} pictures and no table in the body"),)
    yield Document("html", "html", tuple(collector.blocks), meta=meta, signals=signals)


def add_fragment(markup: str, collector: Collector) -> None:
    """Add the blocks of a piece of HTML that stands in another document (a table in Markdown)."""
    root = _parse(markup)
    _drop(root)
    _flow(root, collector)


def _parse(text: str) -> HtmlElement:
    """The tree of a page; broken markup is mended, entities and external references are not followed."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_comments=True)
    markup = _XML_HEAD.sub("", text).replace("\x00", "")
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise Refusal("empty-shell") from None


def _meta(root: HtmlElement) -> dict[str, str]:
    """What the head says of the page."""
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            named.setdefault(name, content)
    found = {}
    for key, names in META.items():
        value = next((named[n] for n in names if n in named), None)
        if value:
            found[key] = clean(value)
    title = root.find(".//title")
    if title is not None and title.text and "title" not in found:
        found["title"] = clean(title.text)
    return found


def _links(root: HtmlElement) -> list[tuple[str, str]]:
    """Every link of the page with its words."""
    return [(e.get("href") or "", clean(e.text_content() or e.get("title") or "")) for e in root.iter("a")]


def _drop(root: HtmlElement) -> None:
    """Remove what is not shown and what is not body."""
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if (tag in DROPPED or hidden) and element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _weight(root: HtmlElement) -> dict[HtmlElement, int]:
    """Characters outside links, for every element with all it contains."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):
        if element.tag == "a":
            weights[element] = 0
            continue
        own = len((element.text or "").strip())
        own += sum(weights.get(child, 0) + len((child.tail or "").strip()) for child in element)
        weights[element] = own
    return weights


def _body(root: HtmlElement) -> HtmlElement:
    """The smallest element that holds nearly all running text; never a part of a table."""
    weights = _weight(root)
    body = root.find(".//body")
    best = body if body is not None else root
    whole = weights.get(best, 0)
    while True:
        heavy = [c for c in best if weights.get(c, 0) >= whole * BODY_SHARE and c.tag not in ("table", "p")]
        if len(heavy) != 1 or heavy[0].tag in INLINE:
            return best
        best = heavy[0]


def _headings_outside(root: HtmlElement, body: HtmlElement) -> list[str]:
    """Page headings that stand before the body: the title of the article, where the site sets it apart."""
    inside = set(body.iter("h1", "h2"))
    found = []
    for element in root.iter("h1", "h2"):
        text = clean(element.text_content())
        if element not in inside and len(text) >= 6:
            found.append(text)
    return found


def _flow(root: HtmlElement, collector: Collector) -> None:
    """Walk the tree in order: blocks become paragraphs, tables become tables. No recursion: pages may nest deeply."""
    line: list[str] = []
    heading: int | None = None

    def flush() -> None:
        collector.paragraph(clean("".join(line)), heading)
        line.clear()

    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if closing:
            if tag not in INLINE:
                flush()
                heading = None
            line.append(element.tail or "")
            continue
        if tag == "table" and not _is_layout(element):
            flush()
            collector.table(_table(element))
            line.append(element.tail or "")
            continue
        if tag == "br":
            flush()
            line.append(element.tail or "")
            continue
        if tag and tag not in INLINE:
            flush()
            heading = HEADINGS.get(tag)
        if tag:
            line.append(_words(element))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    flush()


def _words(element: HtmlElement) -> str:
    """An element's own text, with the markup's line breaks as spaces."""
    return re.sub(r"\s*\n\s*", "", element.text or "")


def _is_layout(table: HtmlElement) -> bool:
    """A table that only arranges the page: it has other tables inside, or a single cell."""
    if next((inner for inner in table.iter("table") if inner is not table), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    return len(cells) == 1 and len(clean(cells[0].text_content())) > 200


def _table(table: HtmlElement) -> list:
    """The cells of a table with their spans and CSS paths."""
    grid = Grid()
    base = _css_path(table)
    rows: dict[HtmlElement, int] = {}
    for row in table.iter("tr"):
        parent = row.getparent()
        rows[parent] = number = rows.get(parent, 0) + 1
        group = "" if parent is table else f" > {parent.tag}"
        grid.next_row()
        seen = {"td": 0, "th": 0}
        for cell in row:
            if cell.tag not in seen:
                continue
            seen[cell.tag] += 1
            path = f"{base}{group} > tr:nth-of-type({number}) > {cell.tag}:nth-of-type({seen[cell.tag]})"
            grid.add(_cell_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"), path)
    return grid.finish()


def _cell_text(cell: HtmlElement) -> str:
    """The text of a cell; line and paragraph breaks inside it are soft."""
    out: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(cell, False)]
    while stack:
        element, closing = stack.pop()
        if closing:
            if element is not cell:
                out.append((element.tail or "").replace("\n", " "))
            continue
        if element is not cell and element.tag in ("br", "p", "div", "li"):
            out.append("\n")
        out.append((element.text or "").replace("\n", " "))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return clean("".join(out))


def _span(cell: HtmlElement, name: str) -> int:
    found = _SPAN.search(cell.get(name) or "")
    return int(found[0][:5]) if found else 1


def _css_path(element: HtmlElement) -> str:
    """A CSS path from the body to an element."""
    steps: list[str] = []
    while element is not None and element.tag not in ("body", "html"):
        parent = element.getparent()
        number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        steps.append(f"{element.tag}:nth-of-type({number})")
        element = parent
    return " > ".join(["body", *reversed(steps)])


def _is_icon(image: HtmlElement) -> bool:
    """A picture too small to hold a table."""
    sizes = [
        int(found[0][:5]) for name in ("width", "height") if (found := _SPAN.search(image.get(name) or ""))
    ]
    return bool(sizes) and min(sizes) < 100


def _refuse_what_is_no_document(
    collector: Collector,
    links: list[tuple[str, str]],
    frames: list[str],
    images: list[HtmlElement],
    scripts: bool,
) -> None:
    """Tell a list page, a cover of an attachment, a page of pictures and an empty shell from a document."""
    if collector.tables:
        return
    linked = {words for _, words in links if words}
    running = sum(
        len(_BLANKS.sub("", block.text))
        for block in collector.blocks
        if getattr(block, "text", "") not in linked
    )
    if running >= FEW:
        return
    files = [href for href, _ in links if ATTACHMENT.search(href)] + [
        f for f in frames if ATTACHMENT.search(f)
    ]
    listed = [(href, words) for href, words in links if LISTED.search(words) and not ATTACHMENT.search(href)]
    if len(listed) >= 3:
        raise Refusal("list-page", "; ".join(f"{words}: {href}" for href, words in listed[:5]))
    if files:
        raise Refusal("attachment-only", files[0])
    if images and running < FEW // 3:
        raise Refusal("images-only")
    if running < FEW // 10 and scripts:
        raise Refusal("empty-shell")
