"""Word files as one XML file → DOCX: what templates of web systems write as ``.doc``, and Word as ``.xml``.

Word 2003 has a vocabulary of its own, which differs from that of DOCX in few names; a flat package is a DOCX
that was not packed.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from extract.documents import word
from extract.documents.elements import all_around
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import MAX_ENTRIES, parse_xml
from extract.documents.word.names import W

OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
CHANGE = "{http://schemas.microsoft.com/aml/2001/core}"
PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
TITLE = "{urn:schemas-microsoft-com:office:office}DocumentProperties/{urn:schemas-microsoft-com:office:office}Title"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
RENAMED = {f"{OLD}vmerge": f"{OLD}vMerge", f"{OLD}hmerge": f"{OLD}hMerge"}
NOTES = frozenset(f"{OLD}{name}" for name in ("footnote", "endnote"))
"""What Word 2003 writes where its number stands, and DOCX in a part of its own."""
BLOCKS = tuple(f"{OLD}{name}" for name in ("p", "tbl", "tr", "tc"))
ANNOTATION = f"{CHANGE}annotation"
CHANGES = {"Word.Insertion": f"{OLD}ins", "Word.Deletion": f"{OLD}del"}
"""The annotations that say what is printed; comments, bookmarks and changes of looks print nothing of their own."""
DRAWING = "{urn:schemas-microsoft-com:vml}"
_NUMBER = re.compile(r"[\d一二三四五六七八九十①-⑳a-zA-Z]")


def readings(source: Source) -> Iterator[Document]:
    """The one reading of the file as a DOCX. Raises ``Refusal``: ``damaged-file``, ``archive-bomb`` and those of ``word``."""
    root = parse_xml(source.data, source.path.name)
    parts = _unpacked(root) if root.tag == f"{PACKAGE}package" else _translated(root)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    for document in word.readings(replace(source, data=packed.getvalue())):
        yield replace(document, format="wordxml")


def _unpacked(package: Element) -> Mapping[str, bytes]:
    """The parts of a flat package by their names."""
    found: dict[str, bytes] = {}
    for part in package.iterchildren(f"{PACKAGE}part"):
        name = (part.get(f"{PACKAGE}name") or "").lstrip("/")
        held = next(part.iterchildren("*"), None)
        if not name or held is None:
            continue
        if len(found) >= MAX_ENTRIES:
            raise Refusal("archive-bomb")
        if held.tag == f"{PACKAGE}binaryData":
            try:
                found[name] = base64.b64decode(held.text or "")
            except binascii.Error:
                raise Refusal("damaged-file", f"({name})") from None
        elif (inner := next(held.iterchildren("*"), None)) is not None:
            found[name] = etree.tostring(inner)
    return found


def _translated(root: Element) -> Mapping[str, bytes]:
    """The parts of a Word 2003 file as those of a DOCX."""
    core = etree.Element("core")
    etree.SubElement(core, f"{DUBLIN_CORE}title").text = root.findtext(TITLE)
    for element in list(root.iter(*NOTES, ANNOTATION)):
        around = element.getparent()
        if around is not None and _type(element) not in CHANGES:
            around.remove(element)
    _put_numbers(root)
    holders = all_around(root.iter(*BLOCKS))
    for element in list(root.iter(ANNOTATION, *RENAMED)):
        element.tag = RENAMED.get(element.tag) or CHANGES[_type(element)]
    for element in holders:
        if not element.tag.startswith((OLD, DRAWING)):
            element.tag = f"{OLD}customXml"
    heads = enumerate(root.iterfind(f".//{OLD}sectPr/{OLD}hdr"), start=1)
    trees = {f"word/header{n}.xml": head for n, head in heads}
    trees |= {"word/styles.xml": styles} if (styles := root.find(f"{OLD}styles")) is not None else {}
    trees |= {"docProps/core.xml": core, "word/document.xml": root}
    # The names that remain are the same: one namespace for the other.
    return {
        name: etree.tostring(tree).replace(OLD[1:-1].encode(), W[1:-1].encode())
        for name, tree in trees.items()
    }


def _type(annotation: Element) -> str:
    return annotation.get(f"{OLD}type") or ""


def _put_numbers(root: Element) -> None:
    """Write the number of a list's paragraph into it: Word keeps it there as a hint, in the list it would have to be counted."""
    numbered: set[Element] = set()
    for hint in list(root.iter(f"{HINT}t")):
        listed = hint.getparent()
        properties = None if listed is None else listed.getparent()
        paragraph = None if properties is None else properties.getparent()
        if listed is None or listed.tag != f"{OLD}listPr" or paragraph is None or paragraph in numbered:
            continue
        numbered.add(paragraph)
        label = hint.get(f"{HINT}val") or ""
        if _NUMBER.search(label):  # else a bullet
            run = etree.Element(f"{OLD}r")
            etree.SubElement(run, f"{OLD}t").text = label
            paragraph.insert(1, run)
