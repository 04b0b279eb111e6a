"""One annual report: its model, and how a file becomes reports.

The way of a file, and where each question is answered:

1. How many reports does it hold? ``parts`` cuts one after the other, ``halves`` those side by side.
2. What does one engine see of each? ``draft``: the tables (``extract.tables``), the ``sections``, who reports on which
   year (``identity``), without tables of ``last_year``; whether it is a yearly report at all (``papers`` are none).
3. Which engine is believed? ``engines``, by the ``sums`` that close.
4. What is the report? ``compose`` places the body, adds the figures of its text (``narrative``) and what each cell's row
   looks like (``quotes``); what was recognised in a picture must be borne out (``recognised``).

``read`` goes this way; ``model`` is what comes out. ``foot`` and ``numerals`` are shared by these.
"""

from extract.documents.model import Source
from extract.reports.model import Report, Status


def read_reports(source: Source) -> list[Report]:
    """Every report in one file, in reading order; see ``extract.reports.read.read_reports``."""
    # The tables are built on the model of this package: they are loaded when first used.
    from extract.reports.read import read_reports as read

    return read(source)


__all__ = ["Report", "Status", "read_reports"]
