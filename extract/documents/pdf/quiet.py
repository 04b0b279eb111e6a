"""pdfminer kept quiet: it logs every token, and even switched off the calls cost a tenth of its time."""

import logging

import pdfminer.pdfinterp
import pdfminer.pdfparser
import pdfminer.psparser  # noqa: F401


def _nothing(*_: object, **__: object) -> None:
    """Logs nothing."""


logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
for _name in ("pdfinterp", "pdfparser", "psparser", "pdfdocument", "pdffont", "pdfpage", "cmapdb"):
    logging.getLogger(f"pdfminer.{_name}").debug = _nothing  # type: ignore[method-assign]
