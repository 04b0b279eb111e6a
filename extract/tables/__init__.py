"""Tables 二, 三 and 四 and the older statistical tables: from a Document to cells with codes.

``read`` goes the whole way and says what stayed unread. Its questions, in the order of the work, and who answers them:

1. Which tables are there, and where do their rows end? ``restored``: tables that lost their lines, their columns or their
   borders are given them again, before anything is read.
2. Which rows are there? ``rows``: one list of table rows as drawn and printed lines cut into words, without ``page_marks``.
   Each row says by its ``layout`` how far its columns can be trusted. ``printed`` puts the printed ones right.
3. Which cells are whose? A folder for each table: ``table2``, ``table3``, ``table4``, and ``statistics`` for the tables
   before 2019. Each says where its table stands and reads a row by its layout: by drawn or separated cells, by words in
   their places on a page, or by words in their order on a line.
4. What if figures ran together, or a number fell apart? ``digits`` let only sums decide.

What they share: ``codes`` (the form's rows and cells), ``values`` (what stands in a cell), ``sums`` (whether numbers make
their total), ``columns`` (cells under headings), and ``placed`` (words, columns and broken figures on a page).
"""

from extract.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
