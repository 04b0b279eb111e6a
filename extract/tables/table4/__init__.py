"""Table four: fifteen cells, five results for each of three routes.

``table`` finds where it stands and takes its rows one after the other: ``cells`` reads blocks of cells, drawn or only
separated, ``table`` itself the printed lines. Where the words know their places on a page ``placed`` reads them: by
``in_order`` where all headings stand in the order of the form, by ``crossed`` where names stand beside the rows.
``reading`` is what comes of it.
"""

from extract.tables.table4.reading import Reading
from extract.tables.table4.table import own_blocks, read

__all__ = ["Reading", "own_blocks", "read"]
