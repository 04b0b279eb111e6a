"""Web pages → Document: the body found among the navigation, tables with their spans, paragraphs in order.

A page is parsed (``tree``; ``held`` puts what its script would show in its place), what nobody sees is taken out
(``shown``, by ``style`` sheets and the ``sight`` of declarations), tables made of ``boxes`` are found and so is the
``article``; ``flow`` makes blocks of it, with ``tables``, the text of ``cells`` and the CSS ``paths`` of both.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extract.documents.clean import clean
from extract.documents.collect import Collector
from extract.documents.encoding import decode
from extract.documents.html.article import BLANKS, find_article
from extract.documents.html.boxes import box_tables
from extract.documents.html.flow import flow
from extract.documents.html.held import with_held_article
from extract.documents.html.shown import drop_what_is_not_shown
from extract.documents.html.style import sheets
from extract.documents.html.tables import is_data_table
from extract.documents.html.tree import Element, Tree, parse, text_of, with_frames
from extract.documents.listing import FEW, picture_signals, refuse_what_leads_elsewhere
from extract.documents.model import Document, Paragraph, Source
from extract.documents.refusals import Refusal
from extract.rare import rare

META = {
    "title": ("articletitle", "og:title"),
    "published": ("pubdate", "publishdate", "article:published_time"),
    "publisher": ("contentsource",),
    "site": ("sitename", "og:site_name"),
}
"""What government sites put into their head (网站标识 rules of 2017), by our name for it."""

STATED = {
    "published": rare(
        r"(?:(?:发布|公开|成文|发文)?(?:日期|时间)\s*[:：]\s*|^\s*(?=[\d./年月-]{8,10}日?\s+\d{1,2}:\d\d\S*\s*(?:信息|文章)?来源))(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
    ),
    "publisher": rare(r"(?:信息来源|文章来源|来源|发布机构|发布单位)\s*[:：]\s*([^\s:：|【】\[\](（]{4,30})"),
}
"""The same facts as a page prints them above its article, for pages whose head is silent."""

FIGURES = 10
"""Places for figures from which a table is one of a report, not the record above it."""
_FIGURE = re.compile(r"[\d\s.,，/／—－\ufffc\u200b\ufeff无零〇空件条项个元-]*")
_ENTRY_DATE = rare(r"[\[(（]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）]?")
_DATA = re.compile(r"<!\[CDATA\[|\]\]>")
"""What stands around the markup in the records of a script."""
_ANNUAL = rare(r"信息公[开開][^。]{0,8}(?:报告|報告|年[报報])")
"""What a page says of the report that it shows, or lists."""
_SUMMARY = 100
"""Characters that a list may say of each of its entries."""
_SIZE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is noted of a page before its hidden parts are removed."""

    meta: dict[str, str]
    links: list[tuple[str, str]]
    frames: list[str]
    has_scripts: bool


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a web page.

    Raises ``Refusal``: ``list-page``, ``attachment-only``, ``empty-shell``, ``images-only``, ``too-large``.
    """
    text, encoding = decode(source.data)
    tree = with_held_article(with_frames(parse(text)))
    root = tree.root
    links = [*_links(root), *_links_in_records(tree)]
    page = _Page(_meta(root), links, _frames(root), next(root.iter("script"), None) is not None)
    styles = sheets(root)
    gone = drop_what_is_not_shown(tree)
    boxes = box_tables(tree, styles)
    article = find_article(tree, boxes, gone, page.meta.get("title", ""))
    body, data_tables = article.body, article.data_tables
    collector = Collector()
    flow(root, collector, only=article.parts, data_tables=data_tables, boxes=boxes)
    meta = page.meta | _stated(root, body, page.meta) | {"encoding": encoding}
    images = [e for e in body.iter("img") if not _is_icon(e)]
    has_table = bool(boxes) or any(_holds_figures(table, data_tables) for table in body.iter("table"))
    if not has_table:
        _refuse_what_is_no_document(body, collector, page, images)
    signals = picture_signals(len(images), has_table, "body")
    yield Document("html", "html", tuple(collector.blocks), meta=meta, signals=signals)


def add_fragment(markup: str, collector: Collector) -> None:
    """Add the blocks of a piece of HTML that stands in another document (a table in Markdown)."""
    tree = parse(markup)
    drop_what_is_not_shown(tree)
    flow(tree.root, collector)


def _meta(root: Element) -> dict[str, str]:
    """What the head says of the page."""
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = clean(element.get("content") or "")
        if name and content:
            named.setdefault(name, content)
    found = {}
    for key, names in META.items():
        value = next((named[n] for n in names if n in named), None)
        if value:
            found[key] = value
    title = next((clean(t.text) for t in root.iter("title") if t.text and clean(t.text)), None)
    if title is not None:
        found.setdefault("title", title)
    return found


def _stated(root: Element, body: Element, meta: dict[str, str]) -> dict[str, str]:
    """Date and source as printed around the article, where the head does not say them."""
    missing = [key for key in STATED if key not in meta]
    if not missing or body is root:
        return {}
    around = Collector()
    flow(root, around, without=body)
    found: dict[str, str] = {}
    for block in around.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells[:8]]
        for text in texts:
            for key in missing:
                match = STATED[key].search(text) if len(text) < 200 else None
                if match:
                    found.setdefault(key, BLANKS.sub("", match[1]))
    return found


def _links(root: Element) -> list[tuple[str, str]]:
    """Every link of the page with its words, which may be cut short where they are shown."""
    links = []
    for element in root.iter("a"):
        words = max(clean(text_of(element)), element.get("title") or "", key=len)
        links.append(((element.get("href") or "").strip(), words))
    return links


def _links_in_records(tree: Tree) -> list[tuple[str, str]]:
    """The links of a list that the page keeps as records in a script, which puts them in their place."""
    if b"<record>" not in tree.markup:
        return []
    records = [script.text for script in tree.root.iter("script") if "<record>" in (script.text or "")]
    return [link for text in records if text for link in _links(parse(_DATA.sub("", text)).root)]


def _frames(root: Element) -> list[str]:
    """What the page shows inside frames."""
    return [e.get("src") or e.get("data") or "" for e in root.iter("iframe", "frame", "embed", "object")]


def _holds_figures(table: Element, data_tables: Collection[Element]) -> bool:
    """True for a table of figures or of places for them: no record of the document, no list of links."""
    rows = list(table.iter("tr"))
    if len(rows) <= 2 or not (table in data_tables or is_data_table(table)):
        return False
    if next(table.iter("a"), None) is not None:
        linked = sum(1 for row in rows if next(row.iter("a"), None) is not None)
        if linked * 2 > len(rows):
            return False
    cells = list(table.iter("td", "th"))
    enough = max(FIGURES, len(cells) / 4)
    figures = 0
    for cell in cells:
        text = text_of(cell) if len(cell) else cell.text or ""
        figures += len(text) < 60 and _FIGURE.fullmatch(text) is not None
        if figures >= enough:
            return True
    return False


def _is_icon(image: Element) -> bool:
    """A picture too small to hold a table."""
    sizes = [int(n[0][:5]) for key in ("width", "height") if (n := _SIZE.search(image.get(key) or ""))]
    return bool(sizes) and min(sizes) < 100


def _running(body: Element) -> int:
    """Characters of running text: those outside links, without the dates that stand beside the entries of a list."""
    said = 0
    stack: list[tuple[Element, bool]] = [(body, False)]
    while stack:
        element, closing = stack.pop()
        if closing:
            if element is not body and element.tail:
                said += len(_ENTRY_DATE.sub("", BLANKS.sub("", element.tail)))
            continue
        stack.append((element, True))
        if element.tag != "a" and not (element.tag == "table" and is_data_table(element)):
            said += len(_ENTRY_DATE.sub("", BLANKS.sub("", element.text or "")))
            stack.extend((child, False) for child in reversed(element))
    return said


def _refuse_what_is_no_document(
    body: Element, collector: Collector, page: _Page, images: list[Element]
) -> None:
    """Tell a list page, a cover of an attachment, a page of pictures and an empty shell from a document."""
    running = _running(body)
    listed = sum(_ANNUAL.search(words) is not None for _, words in _links(body))
    if running >= max(FEW, _SUMMARY * listed):
        return
    own = {(a.get("href") or "").strip() for a in body.iter("a")}
    refuse_what_leads_elsewhere(page.links, own, page.frames)
    if images and running < FEW // 3:
        raise Refusal("images-only")
    said = [page.meta.get("title", ""), *(b.text for b in collector.blocks if isinstance(b, Paragraph))]
    about = any(map(_ANNUAL.search, said))
    if running < (FEW // 2 if about else FEW // 10) and (
        page.has_scripts or page.frames or not collector.blocks
    ):
        raise Refusal("empty-shell", "; ".join(filter(None, page.frames)))
