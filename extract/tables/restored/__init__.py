"""Tables that lost their lines, rows or edges on the way, given them again before anything of a document is read.

``unfold`` cuts what was written on one line into lines and rows; ``stacked`` then puts the rows together that stand one cell
a line. ``keyed`` makes tables of figures told one by one, ``long_form`` of rows that tell one each; ``separate`` then turns
tables upright and cuts those that run into each other. Only where cells stay unread all the same, ``spaced`` gives the
words of a text set out by spaces the places of their columns.
"""

from extract.tables.restored.separate import separated
from extract.tables.restored.unfold import unfolded

__all__ = ["separated", "unfolded"]
