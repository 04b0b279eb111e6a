"""A manuscript as text: tabs, pipes, the dump of a text layer, and cells run together."""

from random import Random

from benchmarks.generator.html import ragged
from benchmarks.generator.manuscript import Grid, Heading, Part, Title
from benchmarks.generator.options import Mix
from extract.forms.layout import HANDLED, PrintedTable


def encoded(options: Mix, lines: list[str]) -> bytes:
    """The lines as the bytes of a file."""
    return (options["newline"].join(lines) + options["newline"]).encode(options["encoding"])


def tabs(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report with tab-separated tables."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += ["\t".join(row) for row in _rows(rng, options, part)]
        else:
            lines += [part.text, ""]
        if isinstance(part, Grid):
            lines.append("")
    return encoded(options, lines)


def pipes(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as Markdown with pipe tables."""
    marks = {"##": {Title: "# ", Heading: "## "}, "none": {}}[options["hashes"]]
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            first, *rest = _rows(rng, options, part)
            width = part.table.n_cols
            lines += [f"| {' | '.join(row)} |" for row in (first, ["---"] * width, *rest)]
        else:
            lines.append(marks.get(type(part), "") + part.text)
        lines.append("")
    return encoded(options, lines)


def _rows(rng: Random, options: Mix, grid: Grid) -> list[list[str]]:
    """The cells of each row as flattening tools leave them."""
    slips = options["ragged_lead"] == "slipped" and options["zero"] != "" and not options["totals_blank"]
    table = ragged(grid.table) if options["ragged"] and grid.kind == "table3" else grid.table
    rows = Grid(table, grid.kind).rows()
    if grid.kind != "table3":
        return rows
    shaped = []
    for row, cells in zip(rows, table.rows(), strict=True):
        values = [cell.text for cell in cells if cell.key]
        if not values:
            shaped.append(row)
        elif options["ragged_lead"] == "seven_right":
            shaped.append([*(cell.text for cell in cells if not cell.key), *values])
        elif slips and row[0] == "" and rng.random() < 0.2:
            shaped.append([*row[1:], ""])
        else:
            shaped.append(row)
    return shaped


def _wrap(text: str, width: int) -> list[str]:
    return [text[n : n + width] for n in range(0, len(text), width)] or [""]


def _mark(rng: Random, options: Mix, page: list[int]) -> list[str]:
    """A page number between two rows, now and then."""
    if options["page_marks"] == "none" or rng.random() > 0.06:
        return []
    page[0] += 1
    return [options["page_marks"].replace("4", str(page[0]))]


def dump(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as the text layer of a PDF comes out: labels wrapped, figures where the reading order puts them."""
    page = [0]
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += _dump_table(rng, options, part, page)
        else:
            lines += _wrap(part.text, 38)
        lines.append("")
    return encoded(options, lines)


def lossy(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """A text dump with what such dumps lose or gain: a figure gone from two rows, a stray one in a third."""
    lines = dump(rng, options, parts).decode(options["encoding"]).split(options["newline"])
    rows = [n for n, line in enumerate(lines) if len(line.split()) >= 7]
    for n in rng.sample(rows, min(3, len(rows))):
        words = lines[n].split(" ")
        at = rng.randrange(len(words) - 6, len(words))
        words[at : at + 1] = [] if n != rows[-1] else [words[at], "1"]
        lines[n] = " ".join(words)
    return encoded(options, lines[:-1])


def _dump_table(rng: Random, options: Mix, grid: Grid, page: list[int]) -> list[str]:
    lines: list[str] = []
    for cells in grid.table.rows():
        values = [cell.text for cell in cells if cell.key]
        labels = [cell for cell in cells if not cell.key and cell.text]
        if not values and options["heads_in_dump"] == "broken":
            lines += [
                piece
                for cell in labels
                for piece in _wrap(cell.text, 2 if cell.colspan == 1 and len(cell.text) < 8 else 24)
            ]
        elif not values:
            lines.append(" ".join(cell.text for cell in labels))
        else:
            lines += _dump_values(options, [cell.text for cell in labels], values)
        lines += [""] * options["blank_lines"]
        lines += _mark(rng, options, page)
    return lines


def _dump_values(options: Mix, labels: list[str], values: list[str]) -> list[str]:
    """A row with figures: the labels before its own in narrow lines of theirs, or the last of them begun on its line."""
    *outer, own = labels or [""]
    lines: list[str] = []
    shared: list[str] = []
    for label in outer:
        pieces = _wrap(label, 3 if label == HANDLED else 4)
        if options["group_in_dump"] == "shared" and label == outer[-1] and label != HANDLED:
            shared = pieces
        else:
            lines += [*pieces, *[""] * options["blank_lines"]]
    own = f"{shared[0]} {own}" if shared else own
    return [*lines, *_dump_row(options, own, values), *shared[1:]]


def _dump_row(options: Mix, label: str, values: list[str]) -> list[str]:
    wrapped = _wrap(label, options["wrap"]) if label else []
    figures = " ".join(values)
    if len(wrapped) < 2:
        return [f"{label} {figures}".strip()]
    if options["figures_at"] == "own_line":
        return [*wrapped, figures]
    if options["figures_at"] == "before":
        return [figures, *wrapped]
    if options["figures_at"] == "middle":
        return [wrapped[0], figures, *wrapped[1:]]
    if options["figures_at"] == "split" and len(values) > 1:
        return [*wrapped, " ".join(values[:-1]), values[-1]]
    return [*wrapped[:-1], f"{wrapped[-1]} {figures}"]


def glued(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report with nothing between the cells of a row."""
    page = [0]
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            for row in _full_rows(part.table):
                lines += [row, *_mark(rng, options, page)]
        else:
            lines.append(part.text)
    return encoded(options, lines)


def _full_rows(table: PrintedTable) -> list[str]:
    return ["".join(cell.text for cell in cells) for cells in table.rows()]
