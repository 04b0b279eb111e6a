"""Tables two, three and four (or the older statistical table) of a Document, cell by cell."""

from dataclasses import dataclass

from extract.documents.model import Document, Signal, TextCell
from extract.forms import TABLES, form
from extract.reports.model import Cell, Decision, State
from extract.tables import table2, table3, table4
from extract.tables.values import read_value


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What one reading of a document says in its tables.

    ``form`` maps each table to a form id, None where no such table was found. ``cells`` has every cell
    of those forms, in printed order; what was not found is ``unread``. ``complete`` is True only if
    the tables two, three and four (or a statistical table) are there, no cell is unread and nothing
    was ambiguous. ``blocks`` are the document's blocks that the tables took up.
    """

    cells: tuple[Cell, ...]
    form: dict[str, str | None]
    decisions: tuple[Decision, ...]
    signals: tuple[Signal, ...]
    complete: bool
    blocks: frozenset[int] = frozenset()


_BECAUSE = {
    ("table2", "t2021"): "columns 制发件数, 废止件数, 现行有效件数",
    ("table2", "t2019"): "columns 制作数量, 公开数量, 上一年项目数量",
    ("table3", "t2021"): "（六）其他处理 has rows of its own",
    ("table3", "t2019"): "（六）其他处理 is one row",
}


def _cell(
    table: str, code: str, column: str | None, value_type: str, found: TextCell | None, method: str
) -> Cell:
    if found is None:
        return Cell(table, code, column, State.UNREAD, method=method)
    value = read_value(found.text, value_type)
    return Cell(
        table,
        code,
        column,
        value.state,
        found.text,
        value.value,
        value.note,
        False,
        found.place,
        method,
        found.confidence,
    )


def read_tables(document: Document) -> TablesRead:
    """Every cell of the tables of one report, aligned to the forms by their printed labels."""
    forms: dict[str, str | None] = dict.fromkeys(TABLES)
    found: dict[tuple[str, str, str | None], tuple[TextCell | None, str]] = {}
    signals: list[Signal] = list(document.signals)
    where = table3.region(document)
    rows, problems, form3 = table3.read(document)
    forms["table3"] = form3
    for (row, at_column), hit in table3.slots(rows).items():
        found["table3", row, at_column] = hit
    signals += [Signal("table3-unclear", p) for p in problems]
    two = table2.read(document, where[0] if where else len(document.blocks))
    if two is not None:
        forms["table2"] = two.form
        found |= {("table2", code, None): at for code, at in two.cells.items()}
        signals += [Signal("table2-unclear", p) for p in two.problems]
    four = table4.read(document, where[1] + 1 if where else 0)
    taken: set[int] = set()
    for span in (where, two.span if two else None, four.span if four else None):
        taken |= set(range(span[0], span[1] + 1)) if span else set()
    if four is not None:
        forms["table4"] = (two.form if two else form3) or "t2021"
        found |= {("table4", code, None): at for code, at in four.cells.items()}
        signals += [Signal("table4-unclear", p) for p in four.problems]
    cells: list[Cell] = []
    decisions: list[Decision] = []
    for table, form_name in forms.items():
        if form_name is None:
            continue
        because = _BECAUSE.get((table, form_name))
        if because:
            decisions.append(Decision(f"form of {table}", form_name, because))
        shape = form(form_name).tables[table]
        for entry in shape.entered:
            for column in shape.columns:
                cell, way = found.get((table, entry.code, column), (None, ""))
                method = f"{document.engine}/{way}" if way else document.engine
                cells.append(_cell(table, entry.code, column, entry.value_type, cell, method))
    national = all(forms[t] is not None for t in ("table2", "table3", "table4"))
    whole = (national or forms["statistics"] is not None) and all(c.state is not State.UNREAD for c in cells)
    blocking = [s for s in signals if s.code.endswith("-unclear")]
    return TablesRead(
        tuple(cells), forms, tuple(decisions), tuple(signals), whole and not blocking, frozenset(taken)
    )
