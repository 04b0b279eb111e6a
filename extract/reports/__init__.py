"""One annual report: its model, and how a file becomes reports."""

from extract.reports.model import Report, Status


def read_reports(source):  # type: ignore[no-untyped-def]
    """Every report in one file; see ``extract.reports.read.read_reports``."""
    from extract.reports.read import read_reports as read

    return read(source)


__all__ = ["Report", "Status", "read_reports"]
