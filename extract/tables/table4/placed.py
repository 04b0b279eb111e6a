"""Table four from words in their places alone."""

from collections.abc import Sequence
from math import inf

from extract.documents.model import Document, Paragraph
from extract.forms import labels as words
from extract.tables.codes import FIFTEEN, RESULTS, ROUTES
from extract.tables.placed.bands import Band, bands_of
from extract.tables.placed.blanks import blank_cell, hidden_blank
from extract.tables.placed.headings import head_columns, place_in
from extract.tables.placed.tokens import Spot, Token, line_height, parted, tokens_of
from extract.tables.rows import Row, goes_on
from extract.tables.table4.crossed import read_crossed
from extract.tables.table4.in_order import read_table4
from extract.tables.table4.reading import Reading, codes_in, put_borne_out, route_of


def _laid(rows: Sequence[Row], reading: Reading) -> bool:
    """Table four on a laid-out page: its one row of values, or one for each route, under the headings."""
    tokens = tokens_of(rows)
    values, said = parted(tokens)
    if not tokens:
        return False
    bands = bands_of(values, line_height(tokens))
    in_rows = [t.cell for band in bands if len(band.tokens) > 1 for t in band.tokens][: len(FIFTEEN)]
    for band in bands:
        cells = [t.cell for t in band.tokens]
        above = [t for t in said if t.spot < band.spot]
        routes = [r for t in above if (r := route_of(t.cell.text)) in ROUTES]
        beside = _beside(band, tokens) if len(cells) == 5 else None
        if len(cells) == 15:
            reading.put(_codes_across(above), cells, "columns")
        elif beside is not None:
            reading.put(codes_in([beside]), cells, "columns")
        elif len(cells) == 5 and len(bands) >= 3 and routes:
            reading.put(codes_in([routes[-1]]), cells, "columns")
        elif len(bands) == 1:
            heads = [t for t in above if words.table4_route(t.cell.text) is None]
            columns = head_columns(heads, RESULTS * len(ROUTES), words.table4_result)
            slots = place_in(band.tokens, columns) if columns else None
            if columns is None or slots is None or hidden_blank(band, slots, columns, said):
                return False
            placed = zip(slots, columns, strict=True)
            filled = [s.cell if s else blank_cell(band.page, at, band.y, band.height) for s, at in placed]
            put_borne_out(reading, dict(zip(codes_in(_routes_across(above)), filled, strict=True)))
        elif len(cells) == 1 and cells[0].text.isdigit() and not goes_on(cells[0], in_rows):
            reading.strays.append(cells[0])
        else:
            return False
    return bool(reading.cells)


def _routes_across(above: Sequence[Token]) -> list[str]:
    """The three routes in the order in which their headings stand beside each other; that of the form where these do not tell it."""
    at = {route: t.x for t in above if (route := words.table4_route(t.cell.text))}
    first = min((at[route] for route in ("lit", *ROUTES[1:]) if route in at), default=inf)
    suits = sorted(ROUTES[1:], key=lambda route: at[route]) if at.keys() >= set(ROUTES) else [*ROUTES[1:]]
    return [*suits, ROUTES[0]] if first < at.get(ROUTES[0], first) else [ROUTES[0], *suits]


def _codes_across(above: Sequence[Token]) -> list[str]:
    """The fifteen codes in the order of the headings above them, as far as these are whole words; else in that of the form."""
    heads = sorted((t.x, r) for t in above if (r := words.table4_result(t.cell.text)) is not None)
    pattern = [result for _, result in heads]
    fives = [set(pattern[n : n + 5]) for n in range(0, len(pattern), 5)]
    whole = fives == [set(RESULTS)] * len(ROUTES)
    return codes_in(_routes_across(above), pattern if whole else ())


def _next_section(document: Document, where: tuple[int, int]) -> Spot | None:
    """Where what follows the blocks of table four begins; None where nothing does."""
    following = next(iter(document.blocks[where[1] + 1 : where[1] + 2]), None)
    if not isinstance(following, Paragraph) or following.place.page is None or following.place.box is None:
        return None
    return following.place.page, following.place.box[1]


def _beside(band: Band, tokens: Sequence[Token]) -> str | None:
    """The route that the words left of a band of values name, on its height and on the lines around it."""
    edge = min(t.x0 for t in band.tokens)
    near = [
        t
        for t in tokens
        if t.page == band.page
        and t.x1 < edge
        and abs(t.y - band.y) < 1.3 * band.height
        and t not in band.tokens
    ]
    route = words.table4_route("".join(t.cell.text for t in sorted(near, key=lambda t: (t.y, t.x0))))
    return route if route in ROUTES else None


def read_placed(document: Document, rows: Sequence[Row], reading: Reading) -> Reading:
    """The table from words in their places alone."""
    told = _laid(rows, reading)
    if not told or any(cell is None or not cell.text for cell, _ in reading.cells.values()):
        end = _next_section(document, reading.span)
        blanks = read_table4(rows, document.painted, end) or read_crossed(rows, document.painted, end)
        if blanks is not None:
            reading = Reading(reading.span)
            put_borne_out(reading, blanks)
            return reading
    if told:
        return reading
    pieces = read_in_pieces(document, rows, reading.span)
    if pieces is None:
        reading.cells.clear()
        reading.problems.append("numbers that fit no column of table four")
    return pieces or reading


def read_in_pieces(document: Document, rows: Sequence[Row], span: tuple[int, int]) -> Reading | None:
    """The table whose figures are in pieces, put together under their headings; None where they do not all add up."""
    if not all(row.layout == "placed" for row in rows):
        return None
    cells = read_table4(rows, document.painted, _next_section(document, span), in_pieces=True)
    if cells is None:
        return None
    reading = Reading(span)
    put_borne_out(reading, cells)
    return reading
