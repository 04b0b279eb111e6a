"""Table three: requests by applicant and outcome, seven figures a row.

``table`` goes this way: ``region`` says where it stands, ``subtotals`` leaves out what some add to the form, the folder
``strips`` gives its rows as printed, ``matching`` says which row of the form each is (``fit``: how well words fit its label),
and ``sums`` what the sums bear out. ``reading`` is what comes of it.
"""

from extract.tables.table3.reading import Reading
from extract.tables.table3.table import read

__all__ = ["Reading", "read"]
