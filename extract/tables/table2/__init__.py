"""Table two: what was made and handled, each row under its headings.

``table`` finds where it stands and on which form, and hands each group of rows to the module for its layout: ``cells``
(drawn or only separated), ``placed`` (words in their places on a page), ``lines`` (words in their order). ``reading`` is
what comes of it.
"""

from extract.tables.table2.reading import Reading
from extract.tables.table2.table import read

__all__ = ["Reading", "read"]
