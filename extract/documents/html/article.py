"""Where the article of a page stands among its navigation: its body, its title above that, its record beside it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from extract.documents.clean import clean
from extract.documents.html.flow import HEADINGS
from extract.documents.html.tables import is_data_table
from extract.documents.html.tree import Element, Tree, drop, text_of, weights

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

BLANKS = re.compile(r"[\s\u3000\xa0]+")


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the running text, with ``parts`` what belongs to it elsewhere, and the tables known to be data."""

    body: Element
    parts: set[Element]
    data_tables: set[Element]


def find_article(tree: Tree, boxes: Collection[Element], gone: Collection[Element], title: str) -> Article:
    """The article of a page of which these elements are gone; ``title`` is the one in its head."""
    body, data_tables = _body(tree, boxes)
    _drop_lists_of_links(body)
    around = {body, *body.iterancestors()}
    first = tree.elements.index(body)
    before = [e for e in tree.elements[:first] if e not in gone and e not in around]
    after = [e for outer in around for later in outer.itersiblings() for e in later.iter("table")]
    records = _records([e for e in (*before, *after) if e.tag == "table"])
    return Article(body, {body, *_titles(before, title), *records}, data_tables)


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
        if linked >= len(BLANKS.sub("", words)) * LINK_SHARE:
            drop(part)


def _titles(before: list[Element], title: str) -> list[Element]:
    """What may be the article's title above the body: what the head's title repeats, else the main heading, and the nearest that read as titles of reports.

    The head may name a part of the site, which stands as a heading above the title.
    """
    named = BLANKS.sub("", title)
    found = heading = None
    titles: list[Element] = []
    for element in before:
        if element.tag == "a" or len(element) > 12:
            continue
        text = BLANKS.sub("", text_of(element))
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
    """Those of the tables outside the body that say something: records of the document, and no lists of links."""
    found: set[Element] = set()
    for table in tables:
        is_record = (
            is_data_table(table) and sum(1 for _ in table.iter("td", "th")) >= 4 and not _is_links(table)
        )
        if is_record and found.isdisjoint(table.iterancestors("table")):
            found.add(table)
    return found


def _is_links(element: Element) -> bool:
    """True where more than half of the words are links."""
    linked = sum(len(clean(text_of(a))) for a in element.iter("a"))
    return linked * 2 > len(clean(text_of(element)))
