"""Tables 二, 三 and 四 and the older statistical tables: from a Document to cells with codes.

The way of a document, and where each question is answered:

1. Which rows are there? ``unfold`` and ``stacked`` cut tables that lost their line breaks or stand one cell a line,
   ``separate`` turns tables upright and cuts those that run into each other, ``keyed`` makes tables of figures told one by
   one, ``spaced`` gives the words of a text set out by spaces their places; ``rows`` makes one list of rows of it all, whose
   ``layout`` says how far columns can be trusted.
2. Which cells are whose? A module for each table and for each way in which it stands:

   ================  ============================  ========================================  =================
   \\                 cells, drawn or separated     words in their places                     printed lines
   ================  ============================  ========================================  =================
   table two         ``table2_cells``              ``table2_placed``                         ``table2_lines``
   table three       ``strips_drawn``,             ``ordered`` (every label in its place),   ``strips_lines``
                     ``strips_separated``          else ``laid`` (by the words beside),
                                                   ``wraps`` (values over several lines)
   table four        ``table4_cells``              ``table4_placed``, ``table4_ordered``,    ``table4``
                                                   ``table4_crossed`` (names beside rows)
   older tables      the folder ``statistics``
   ================  ============================  ========================================  =================

   ``table2``, ``table3`` and ``table4`` find the blocks of their table and put together what these say. Table three has a
   module for each step: ``table3_region`` (where it stands), ``strips`` (its rows as printed, each a ``strip``),
   ``strips_mended`` (those that page breaks cut), ``table3_rows`` (which row of the form each is), ``table3_sums`` (what
   the sums bear out), with ``table3_reading`` for what was read so far.
3. What do they share? ``codes`` (the form's rows and cells), ``values`` (what stands in a cell), ``sums`` (whether numbers
   make their total), ``columns`` (cells under headings), ``placed``, ``piled`` and ``headings`` (words, broken
   figures and columns on a page), ``subtotals`` (what some add to the form).
4. What if figures ran together, or a number fell apart? ``glued`` and ``broken`` let only sums decide.

``read`` goes this way and says what stayed unread.
"""

from extract.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
