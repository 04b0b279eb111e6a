"""Files that do not say all they show: lists of reports, covers of an attachment, pictures that may be tables."""

import re
from collections.abc import Collection, Sequence

from extract.documents.model import Signal
from extract.documents.refusals import Refusal
from extract.rare import rare

LISTED = 3
"""Links named after a year from which a page is a list."""
FEW = 300
"""Characters of running text below which a page may be no document but a list, a shell or a cover."""
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|rtf|ofd|zip|rar|jpe?g|png)(?:[?#&]|$)", re.IGNORECASE)
_NAMED = rare(r"\.(?:pdf|docx?|wps|xlsx?|et|rtf|ofd|zip|rar)\s*(?:[（(【\[].*)?$", re.IGNORECASE)
"""The words of a link that name a file, whatever its address."""
_YEAR = re.compile(r"20\d\d")
_LONG = 10
"""Characters of the words of a link that may be a title."""

Link = tuple[str, str]
"""Address and words."""


def refuse_what_leads_elsewhere(
    links: Sequence[Link], own: Collection[str], frames: Sequence[str] = ()
) -> None:
    """For a page that says next to nothing; ``own`` are the addresses of the links in its body, ``frames`` what it shows in frames.

    Raises ``Refusal``: ``list-page``, ``attachment-only``, each with the links.
    """
    named = [(href, words) for href, words in links if _ATTACHMENT.search(href) or _NAMED.search(words)]
    files = [f"{words} {href}".strip() for href, words in named]
    files += [src for src in frames if _ATTACHMENT.search(src)]
    dated = [(href, words) for href, words in links if _YEAR.search(words) and len(words) >= _LONG]
    others = [link for link in dated if link not in named]
    attached = any(href in own for href, _ in named) and sum(href in own for href, _ in others) < LISTED
    if len(others) >= LISTED and len(dated) > len(files) and not attached:
        raise Refusal("list-page", "; ".join(f"{words}: {href}" for href, words in dated[:5]))
    if files:
        mine = [f"{words} {href}".strip() for href, words in named if href in own]
        raise Refusal("attachment-only", (mine or files)[0])


def picture_signals(count: int, has_table: bool, place: str) -> tuple[Signal, ...]:
    """What there is to say of so many pictures in a place: they may be its tables, or stand beside those."""
    if not count:
        return ()
    if has_table:
        return (Signal("pictures-beside-tables", f"{count} pictures in the {place} were not read"),)
    return (Signal("tables-are-images", f"{count} pictures and no table in the {place}"),)
