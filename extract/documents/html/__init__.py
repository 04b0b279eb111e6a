"""Web pages → Document: the body found among the navigation, tables with their spans, paragraphs in order."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from extract.documents.collect import Collector, clean
from extract.documents.encoding import decode
from extract.documents.html.boxes import box_tables
from extract.documents.html.flow import HEADINGS, flow
from extract.documents.html.held import with_held_article
from extract.documents.html.shown import drop_what_is_not_shown
from extract.documents.html.style import sheets
from extract.documents.html.tables import is_data_table
from extract.documents.html.tree import Element, Tree, drop, parse, text_of, weights, with_frames
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
        r"(?:发布|公开|成文|发文)?(?:日期|时间)\s*[:：]\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
    ),
    "publisher": rare(r"(?:信息来源|文章来源|来源|发布机构|发布单位)\s*[:：]\s*([^\s:：|【\[(（]{4,30})"),
}
"""The same facts as a page prints them above its article, for pages whose head is silent."""

BODY_SHARE = 0.8
"""The body is the smallest element that holds this share of the page's text outside links."""

MARGIN = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|header|footer|foot|top|bottom|side|sidebar|crumbs?|breadcrumb|position|location"
    r"|share|related|recommend|copyright|qrcode|toolbar|friendlinks?|search|login)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
"""Names that sites give to what stands around an article; such a part weighs nothing in the search for the body."""
TITLES = 4
"""So many elements above the body may hold its title."""
_REPORT_TITLE = re.compile(
    r"(?:[报報][告吿]|年[报報]|统计表)(?:的?(?:公示|公告|通知|函))?(?:[（(][^（()）]{1,20}[）)])?$"
)
"""How the titles of reports and of their tables end."""
_OF_ANOTHER = re.compile(r"[上下前后]一?[篇条页]|相关|.*[>›»]")
"""How a line begins that leads to another article, or to this one."""
_IDS = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
MARGIN_TAGS = ("div", "ul", "section", "header", "footer", "table", "td", "form")
MARGIN_SHARE = 0.2
"""A part so named that holds more of the text than this is the article after all."""

LINKS = 5
LINK_SHARE = 0.8
"""A part of the body with so many links that make so much of its words is navigation."""

FIGURES = 10
"""Places for figures from which a table is one of a report, not the record above it."""
_FIGURE = re.compile(r"[\d\s.,，/／—－\ufffc无零〇空件条项个元-]*")
_ENTRY_DATE = rare(r"[\[(（]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）]?")
_BLANKS = re.compile(r"[\s\u3000\xa0]+")
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
    page = _Page(_meta(root), _links(root), _frames(root), next(root.iter("script"), None) is not None)
    styles = sheets(root)
    gone = drop_what_is_not_shown(tree)
    boxes = box_tables(tree, styles)
    body, data_tables = _body(tree, boxes)
    _drop_lists_of_links(body)
    around = {body, *body.iterancestors()}
    apart = gone | around
    before = [element for element in tree.elements[: tree.elements.index(body)] if element not in apart]
    titles = _titles(before, page.meta)
    after = [e for outer in around for later in outer.itersiblings() for e in later.iter("table")]
    tables = _records([e for e in (*before, *after) if e.tag == "table"])
    collector = Collector()
    flow(root, collector, only={body, *titles, *tables}, data_tables=data_tables, boxes=boxes)
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
                    found.setdefault(key, _BLANKS.sub("", match[1]))
    return found


def _links(root: Element) -> list[tuple[str, str]]:
    """Every link of the page with its words."""
    links = []
    for element in root.iter("a"):
        words = clean(text_of(element)) or element.get("title") or ""
        links.append(((element.get("href") or "").strip(), words))
    return links


def _frames(root: Element) -> list[str]:
    """What the page shows inside frames."""
    return [e.get("src") or e.get("data") or "" for e in root.iter("iframe", "frame", "embed", "object")]


def _body(tree: Tree, boxes: Collection[Element]) -> tuple[Element, set[Element]]:
    """The smallest element that holds nearly all running text, never a part of a data table; data tables met on the way."""
    root = tree.root
    start = root.find(".//body")
    best = start if start is not None else root
    named = _named_as_margins(tree, best)
    data_tables = _data_tables(root, named)
    weight = weights(root, data_tables)
    whole = weight.get(best, 0)
    margins = {element for element in named if weight.get(element, 0) <= whole * MARGIN_SHARE}
    for element in margins:
        around = list(element.iterancestors())
        if not margins.intersection(around):
            for outer in around:
                weight[outer] = weight.get(outer, 0) - weight.get(element, 0)
    for element in margins:
        weight[element] = 0
    whole = weight.get(best, 0)
    while True:
        heavy = [c for c in best if weight.get(c, 0) >= whole * BODY_SHARE]
        if len(heavy) != 1 or heavy[0].tag in ("p", "span", "font", "pre", *HEADINGS):
            return best, data_tables
        inner = heavy[0]
        is_data = inner.tag == "table" and (inner in data_tables or is_data_table(inner))
        if inner in boxes or is_data:
            return best, data_tables
        best = inner


def _named_as_margins(tree: Tree, body: Element) -> list[Element]:
    """The parts of a page that are called what stands around an article."""
    margins = {name for name in {*tree.classes, *_IDS(body)} if _names_margin(name)}
    if not margins:
        return list(body.iter("header", "footer"))
    return [
        part
        for part in body.iter(*MARGIN_TAGS)
        if part.get("class") in margins or part.get("id") in margins or part.tag in ("header", "footer")
    ]


def _data_tables(root: Element, named: list[Element]) -> set[Element]:
    """Tables that the search for the body does not go into, nor needs to: without a table, a link or a margin."""
    parted = {next(element.iterancestors("table"), None) for element in named}
    return {
        table
        for table in root.iter("table")
        if table not in parted
        and next(table.iterdescendants("table", "a"), None) is None
        and is_data_table(table)
    }


@lru_cache(maxsize=1 << 10)
def _names_margin(names: str) -> bool:
    """Whether a class or an id names what stands around an article."""
    return MARGIN.search(names) is not None


def _drop_lists_of_links(body: Element) -> None:
    """Remove navigation that stands inside the body; whatever holds a table with figures stays."""
    for part in list(body.iter("ul", "ol", "dl", "div", "section", "header", "footer", "table")):
        if part is body or sum(1 for _ in part.iter("a")) < LINKS:
            continue
        words = text_of(part)
        linked = sum(len(text_of(a).strip()) for a in part.iter("a"))
        if linked >= len(_BLANKS.sub("", words)) * LINK_SHARE:
            drop(part)


def _titles(before: list[Element], meta: dict[str, str]) -> list[Element]:
    """What may be the article's title above the body: what the head's title repeats, else the main heading, and the nearest that read as titles of reports.

    The head may name a part of the site, which stands as a heading above the title.
    """
    named = _BLANKS.sub("", meta.get("title", ""))
    found = heading = None
    titles: list[Element] = []
    for element in before:
        if element.tag == "a" or len(element) > 12:
            continue
        text = _BLANKS.sub("", text_of(element))
        repeated = 8 <= len(text) <= 120 and (text in named or (len(named) >= 8 and named in text))
        if repeated and (found is None or found not in element.iterancestors()):
            found = element
        reads = 8 <= len(text) <= 120 and _REPORT_TITLE.search(text) is not None
        if reads and repeated:
            titles = [element]  # above it are headings
        elif reads and not (_OF_ANOTHER.match(text) or _is_links(element)):
            titles.append(element)
        if element.tag == "h1" and len(text) >= 6:
            heading = element
    main = found if found is not None else heading
    return [*([] if main is None else [main]), *titles[-TITLES:]]


def _records(tables: list[Element]) -> set[Element]:
    """Those of the tables outside the body that are records of the document; what stands inside one is part of it."""
    found: set[Element] = set()
    for table in tables:
        if found.isdisjoint(table.iterancestors("table")) and _is_record(table):
            found.add(table)
    return found


def _is_record(table: Element) -> bool:
    """True for a table outside the body that says something: the record of the document, not a list of links."""
    return is_data_table(table) and sum(1 for _ in table.iter("td", "th")) >= 4 and not _is_links(table)


def _is_links(element: Element) -> bool:
    """True where more than half of the words are links."""
    linked = sum(len(clean(text_of(a))) for a in element.iter("a"))
    return linked * 2 > len(clean(text_of(element)))


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
                said += len(_ENTRY_DATE.sub("", _BLANKS.sub("", element.tail)))
            continue
        stack.append((element, True))
        if element.tag != "a" and not (element.tag == "table" and is_data_table(element)):
            said += len(_ENTRY_DATE.sub("", _BLANKS.sub("", element.text or "")))
            stack.extend((child, False) for child in reversed(element))
    return said


def _refuse_what_is_no_document(
    body: Element, collector: Collector, page: _Page, images: list[Element]
) -> None:
    """Tell a list page, a cover of an attachment, a page of pictures and an empty shell from a document."""
    running = _running(body)
    if running >= FEW:
        return
    own = {(a.get("href") or "").strip() for a in body.iter("a")}
    refuse_what_leads_elsewhere(page.links, own, page.frames)
    if images and running < FEW // 3:
        raise Refusal("images-only")
    if running < FEW // 10 and (page.has_scripts or page.frames or not collector.blocks):
        raise Refusal("empty-shell", next((src for src in page.frames if src), ""))
