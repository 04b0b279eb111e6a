"""Who reports, on which year, published when and by whom.

The way of a report, and where each question is answered:

1. What stands above its first section? ``opening``: the lines; ``titles``: those that name a body and a year;
   ``page_record``: what the page says of itself.
2. What is the name of a body? ``names``; ``broken_names`` for those that break over the lines of a title, ``full_names``
   for those that the text says in full.
3. Who reports? ``own_title`` tells which title is the report's; else the text announces the body (``announced``), else its
   name stands ``elsewhere``. Of an office that only writes the report ``offices`` tells whose it is, with ``own_words``
   (我局) and ``subject`` (of whom section one speaks).
4. On which year? ``reported_year``, from the ``evidence``; ``years`` reads them.
5. Published when and by whom? ``publication``. Whose work does it count? ``scope``.

``read`` goes this way; ``model`` is what it finds.
"""

from extract.reports.identity.model import Identity
from extract.reports.identity.read import read_identity

__all__ = ["Identity", "read_identity"]
