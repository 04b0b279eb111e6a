"""pdfminer kept quiet and small: it logs every token, which costs a tenth of its time, and keeps every character map."""

import logging

import pdfminer.pdfinterp
import pdfminer.pdfparser
import pdfminer.psparser  # noqa: F401
from pdfminer.cmapdb import CMapDB

MOST_MAPS = 2
"""Of the predefined character maps, megabytes each, so many of a kind are kept for the next file."""


def _nothing(*_: object, **__: object) -> None:
    """Logs nothing."""


logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
for _name in ("pdfinterp", "pdfparser", "psparser", "pdfdocument", "pdffont", "pdfpage", "cmapdb"):
    logging.getLogger(f"pdfminer.{_name}").debug = _nothing  # type: ignore[method-assign]


def forget_maps() -> None:
    """Lets go of the character maps that were loaded first, if there are many."""
    for maps in (CMapDB._cmap_cache, CMapDB._umap_cache):
        for name in list(maps)[:-MOST_MAPS]:
            maps.pop(name, None)
