"""A web page saved as one file (MHTML; Word names it ``.doc`` too) → the page in it, read as HTML."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from extract.documents import html
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal


def readings(source: Source) -> Iterator[Document]:
    """The one reading of the page in the file that has most in its tables. Raises ``Refusal``: ``damaged-file`` and those of ``html``."""
    for document in html.readings(replace(source, data=page_of(source.data))):
        yield replace(document, format="mhtml")


def page_of(data: bytes) -> bytes:
    """The page that a saved file holds; of several, the one that has most in its tables. Raises ``Refusal``: ``damaged-file``."""
    try:
        message = message_from_bytes(data.removeprefix(BOM_UTF8).lstrip(), policy=policy.default)
        pages = [
            bytes(part.get_payload(decode=True) or b"")
            for part in message.walk()
            if isinstance(part, EmailMessage)
            and part.get_content_type() in ("text/html", "application/xhtml+xml")
        ]
    except Exception:  # the parser of mail raises many kinds on broken headers
        raise Refusal("damaged-file") from None
    # A report may stand in a frame of a longer page: tables tell more than length.
    page = max(pages, key=lambda one: (one.lower().count(b"<td"), len(one)), default=b"")
    if not page:
        raise Refusal("damaged-file", "(no page in it)")
    return page
