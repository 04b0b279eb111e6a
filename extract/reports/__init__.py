"""One annual report: its model, and how a file becomes reports."""

from extract.documents.model import Source
from extract.reports.model import Report, Status


def read_reports(source: Source) -> list[Report]:
    """Every report in one file, in reading order; see ``extract.reports.read.read_reports``."""
    # The tables are built on the model of this package: they are loaded when first used.
    from extract.reports.read import read_reports as read

    return read(source)


__all__ = ["Report", "Status", "read_reports"]
