"""What the paragraphs of a body say, and the numbers that Word draws before them."""

from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.word.body import Body
from extract.documents.word.names import TEXT
from extract.documents.word.numbers import Numbering
from extract.documents.word.runs import text_of


class Words:
    """A body as a whole."""

    def __init__(self, body: Element, archive: ZipFile) -> None:
        self.body = Body(body)
        self.numbering = Numbering(archive, self.body.telling)
        self.body.hide(self.numbering.hidden)

    def of(self, paragraph: Element) -> str:
        """The text of a paragraph as it is shown."""
        body = self.body
        if paragraph in body.odd:
            return text_of(paragraph, self.numbering.hidden)
        if paragraph in body.deep:
            return "".join([text.text or "" for text in paragraph.iter(TEXT)])
        return "".join(body.texts[paragraph])


def is_inside(element: Element, tag: str, root: Element) -> bool:
    """Whether an element stands below one of that tag, up to ``root``."""
    parent = element.getparent()
    while parent is not None and parent is not root:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False
