"""The six sections of a report, and the five parts of the first.

``titles`` knows how their headings are worded and numbered, ``headings`` finds the lines that may be such, ``chain``
tells which of them are and where each section ends, ``matters`` cuts section one into its parts. ``read`` goes this way.
"""

from extract.reports.sections.headings import begins_a_report
from extract.reports.sections.read import Sections, read_sections

__all__ = ["Sections", "begins_a_report", "read_sections"]
