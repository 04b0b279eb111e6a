"""Tables 二 三 四 and the older statistical tables: from a Document to cells with codes."""

from extract.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
