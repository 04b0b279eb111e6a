"""Rows of table three as printed, each a ``strip``: its label and its seven cells.

``by_layout`` hands each group of rows to the module for its layout: of rows cut into ``parts``, ``drawn`` (ruled cells) or
``separated`` (cells that may have slipped), else ``lines`` (words in their order). On a page words tell by their places:
``in_order`` where every label stands in its place, else ``nearby`` by the words beside the values, ``wrapped`` with values
over several lines put together. ``mended`` puts right what page breaks cut, before the strips are matched.
"""

from extract.tables.table3.strips.by_layout import strips

__all__ = ["strips"]
