"""地区: the provinces as tiles, then prefectures, counties and bodies; and a page for each region."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

from dashboard import boundaries, filters, pieces, search, selection, show, tables
from dashboard.charts import Row, Section, row_bars
from dashboard.charts.tree import counted, report_tree
from dashboard.exhibits import build
from dashboard.frame import Frame
from dashboard.names import in_years
from dashboard.queries import Filters, parents, selected
from dashboard.queries.places import (
    MEASURES,
    PlaceFigure,
    as_frame,
    bodies_inside,
    children,
    like_regions,
    own_reports,
    place_figures,
)
from dashboard.queries.selection import line_of
from dashboard.text import Text, number
from dashboard.tiles import tiles

SIGNS = {"no_report": "·", "not_applicable": "—", "flagged": "※", "part": "◔"}
"""What stands in a tile besides the figure, so that colour is never needed."""

TREND = ("applications.by_year", "outcomes.by_year", "reviews.by_year")
"""The exhibits that follow a region over the years."""

MOST = 60
"""Bars drawn at once."""
MOST_BODIES = 60
"""Bodies of a region that are listed; a link leads to all of them."""


def draw(frame: Frame) -> None:
    """The page: the country, or the one region that is selected."""
    t = frame.t
    search.box(frame, "regions")
    years = frame.view.filters.years
    if years is None:
        pieces.note(t("filter.empty"))
        return
    chosen = frame.view.filters.regions
    region = chosen[0] if len(chosen) == 1 else None
    measure = selection.one_of(
        filters.MEASURE, frame.view, t("regions.measure"), lambda code: t(f"regions.{code}")
    )
    key = MEASURES[measure]
    year = years[1]
    if region is None:
        _country(frame, key, measure, year)
    else:
        _region(frame, region, key, measure, year)


def _link(frame: Frame, region: str | None) -> str:
    return "regions?" + filters.query_string(filters.for_region(frame.view, region))


def shown(one: PlaceFigure) -> str:
    """What stands in a tile or a cell: the figure, or the sign of what is missing."""
    if one.value is None:
        return SIGNS[one.mark]
    signs = [SIGNS["flagged"]] * (one.mark == "flagged") + [SIGNS["part"]] * (not one.whole)
    return number(one.value) + "".join(signs)


def rests_on(one: PlaceFigure, t: Text) -> str:
    """Whose reports the figure counts."""
    if one.basis is None:
        return t("regions.mark_not_applicable")
    return t("regions.basis_own") if one.whole else t(f"regions.basis_{one.basis}", n=len(one.bodies))


def _words(one: PlaceFigure, name: str, frame: Frame) -> str:
    """The tile in words, for those who hear it and for the pointer."""
    t = frame.t
    if one.value is None:
        return f"{name}: {t('regions.mark_' + one.mark)}"
    flagged = " " + t("regions.mark_flagged") if one.mark == "flagged" else ""
    return f"{name}: {number(one.value)} ({rests_on(one, t)}){flagged}"


def _country(frame: Frame, key: str, measure: str, year: int) -> None:
    """Tiles of the provinces, and the same as a table."""
    t = frame.t
    provinces = [code for code in children(frame.dataset, None) if code in tiles()]
    found = place_figures(frame.dataset, frame.view.filters, year, key, provinces)
    have = [one for one in found.values() if one.mark != "no_report"]
    whole = [one for one in have if one.whole]
    st.header(t("regions.country_question", measure=t(f"regions.{measure}"), year=year), anchor=False)
    answer = t("regions.country_answer", have=len(have), whole=len(whole), all=len(provinces), year=year)
    pieces.answer(answer)
    if boundaries.available("province"):
        _map(frame, "province", found, measure, year)
    st.html(_grid(found, frame))
    st.html(_legend(frame))
    pieces.note(t("regions.no_adding"))
    _table(found, frame, measure, year)
    _treemap(frame)


def _treemap(frame: Frame) -> None:
    """How many reports each province, city, county and body has: counts of reports add up, whatever they report."""
    t = frame.t
    reports = selected(frame.dataset, frame.view.filters)
    if reports.is_empty():
        return
    st.header(t("regions.treemap"), anchor="treemap")
    pieces.lead(t("regions.treemap_answer"))
    above = parents(frame.dataset)
    rows = reports.select("adcode", "agency_id").iter_rows()
    counts = counted([*reversed(line_of(region, above)), body] for region, body in rows)
    short = {code: tile.name_en for code, tile in tiles().items()} if t.language == "en" else {}
    figure = report_tree(
        counts, t("regions.country"), lambda code: short.get(code) or _step(code, frame)[0], frame.mode
    )
    pieces.chart(figure, t("regions.treemap"), "chart_treemap")
    with st.expander(t("regions.treemap_list"), key="regions_tree"):
        st.html(_tree_list(counts, frame))


def _step(code: str, frame: Frame) -> tuple[str, str]:
    """What a step of the tree is called, a region or a body, and the address of its page."""
    if code in frame.names.agencies:
        return frame.names.agency(code), filters.agency_address(frame.view, code)
    return frame.names.region(code), _link(frame, code)


def _tree_list(counts: Mapping[tuple[str, ...], int], frame: Frame) -> str:
    """The tree for those who cannot point at it: a line each, that the keyboard opens, and within it links."""
    below: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for path in counts:
        if path:
            below.setdefault(path[:-1], []).append(path)

    def listed(paths: list[tuple[str, ...]]) -> str:
        items = []
        for path in paths:
            name, address = _step(path[-1], frame)
            items.append(
                f"<li>{pieces.link(address, name)} <span>{counts[path]:,}</span>{listed(below.get(path, []))}</li>"
            )
        return f'<ul class="tree">{"".join(items)}</ul>' if items else ""

    return "".join(
        f'<details class="group"><summary>{escape(_step(path[-1], frame)[0])} {counts[path]:,}</summary>'
        f"{listed([path])}</details>"
        for path in below.get((), [])
    )


def _strength(value: float | None, most: float) -> int:
    """How dark a tile is, 0 to 4; by order of magnitude, since regions differ by factors of a hundred."""
    if not value or most <= 0:
        return 0
    share = value / most
    return 4 if share > 0.5 else 3 if share > 0.2 else 2 if share > 0.05 else 1


def _grid(found: Mapping[str, PlaceFigure], frame: Frame) -> str:
    most = max((one.value or 0 for one in found.values() if one.whole), default=0)
    inside = []
    for code, tile in sorted(tiles().items(), key=lambda item: (item[1].row, item[1].col)):
        one = found.get(code, PlaceFigure(code, "no_report"))
        words = _words(one, frame.names.region(code), frame)
        look = one.mark + (
            f" s{_strength(one.value, most)}" if one.whole else " part" * (one.value is not None)
        )
        inside.append(
            f'<a class="tile {look}" style="grid-row:{tile.row};grid-column:{tile.col}" '
            f'href="{escape(_link(frame, code))}" target="_self" aria-label="{escape(words)}" '
            f'title="{escape(words)}"><b>{_short(code, frame)}</b><i>{escape(shown(one))}</i></a>'
        )
    return f'<nav class="tiles" aria-label="{escape(frame.t("regions.tiles"))}">{"".join(inside)}</nav>'


def _short(code: str, frame: Frame) -> str:
    """A province in two or three characters; in English its name, on a phone its letters."""
    if frame.t.language == "en":
        tile = tiles()[code]
        return f'<span class="wide">{escape(tile.name_en)}</span><span class="narrow">{tile.letters}</span>'
    name = frame.names.region(code)
    for long in ("内蒙古", "黑龙江"):
        if name.startswith(long):
            return long
    return name[:2]


def _legend(frame: Frame) -> str:
    t = frame.t
    entries = [
        ("figure", "12"),
        ("zero", "0"),
        ("flagged", "12※"),
        ("figure part", "12◔"),
        ("not_applicable", "—"),
        ("no_report", "·"),
    ]
    items = "".join(
        f'<span><b class="tile mini {mark}">{sign}</b> {escape(t("regions.mark_" + mark.split()[-1]))}</span>'
        for mark, sign in entries
    )
    return f'<p class="legend">{items}</p>'


def _table(found: Mapping[str, PlaceFigure], frame: Frame, measure: str, year: int) -> None:
    """The figures of the places as a table and a file."""
    t = frame.t
    rows = [one for one in found.values() if one.mark != "no_report"]
    if not rows:
        return
    table = pl.DataFrame(
        {
            t("regions.region"): [frame.names.region(one.adcode) for one in rows],
            t(f"regions.{measure}"): [shown(one) for one in rows],
            t("regions.rests_on"): [rests_on(one, t) for one in rows],
            t("regions.reports"): [one.reports for one in rows],
        }
    )
    data = as_frame(found.values(), measure, year)
    with st.expander(t("exhibit.table"), key="regions_table"):
        st.html(tables.html(table, t("regions.reports")))
    pieces.csv_download(t("exhibit.download"), data, f"ogi-regions-{year}.csv", key="regions_download")


def _map(frame: Frame, level: str, found: Mapping[str, PlaceFigure], measure: str, year: int) -> None:
    """The operator's own boundaries, with the number of their approval; shaded by figures on whole territories."""
    t = frame.t
    names = {code: frame.names.region(code) for code in found}
    figure = boundaries.figure(
        level, {c: one.value if one.whole else None for c, one in found.items()}, names, frame.mode
    )
    alt = t.joined([t(f"regions.{measure}"), str(year)])
    pieces.chart(figure, alt, f"map_{level}", **boundaries.CONFIG)
    st.caption(t("regions.approval", number=boundaries.approval(level)))


def _region(frame: Frame, region: str, key: str, measure: str, year: int) -> None:
    """One region: where it lies, its own report, its parts, its bodies, its course, its like."""
    t = frame.t
    _path(frame, region)
    st.header(frame.names.region(region), anchor=False)
    bodies = bodies_inside(frame.dataset, region, year)
    known = not bodies.is_empty()  # if not, the filter bar says so, and where the nearest are
    if known:
        with_report = bodies.filter(pl.col("reports_year"))
        pieces.answer(t("regions.coverage", have=with_report.height, all=bodies.height, year=year))
        _own(frame, region)
    below = children(frame.dataset, region)
    if below:
        _parts(frame, region, below, key, measure, year)
    if known:
        _bodies(frame, bodies)
        _course(frame, region)
    _like(frame, region)


def _path(frame: Frame, region: str) -> None:
    """From the country down to here, each step a link."""
    t = frame.t
    steps = [pieces.link(_link(frame, None), t("regions.country"))]
    steps += [
        pieces.link(_link(frame, code), frame.names.region(code))
        for code in reversed(line_of(region, parents(frame.dataset))[1:])
    ]
    steps.append(escape(frame.names.region(region)))
    st.html(f'<nav class="path" aria-label="{escape(t("regions.where"))}">{" › ".join(steps)}</nav>')


def _own(frame: Frame, region: str) -> None:
    """The region's own reports: those on its whole territory."""
    t = frame.t
    own = own_reports(frame.dataset, region)
    if own.is_empty():
        pieces.note(t("regions.no_own"))
        return
    links = [frame.to_report(row) for row in own.sort("year", descending=True).iter_rows(named=True)]
    st.html(f'<p class="lead">{escape(t("regions.own"))} {t.joined(links)}</p>')


def _parts(frame: Frame, region: str, below: list[str], key: str, measure: str, year: int) -> None:
    """The regions right below as bars; those without a report are named, not drawn as zero.

    Only figures on whole territories are ranked. What counts some of the bodies inside stands apart, unranked.
    """
    t, names = frame.t, frame.names
    found = place_figures(frame.dataset, frame.view.filters, year, key, below)
    st.subheader(
        t("regions.parts_question", measure=t(f"regions.{measure}"), year=year, name=names.region(region)),
        anchor="parts",
    )
    known = [one for one in found.values() if one.value is not None]
    if known:
        whole = sorted((one for one in known if one.whole), key=lambda one: -(one.value or 0))
        answer = _parts_answer(frame, whole, len(below))
        pieces.answer(answer)
        level = str(_levels(frame).get(below[0]))
        if boundaries.available(level):
            _map(frame, level, found, measure, year)
        _part_bars(frame, whole, [one for one in known if not one.whole], answer)
    else:
        pieces.lead(t("regions.parts_none", all=len(below), year=year))
    missing = [one for one in found.values() if one.mark == "no_report"]
    links = "".join(
        f"<li>{pieces.link(_link(frame, code), names.region(code))} <span>{escape(shown(found[code]))}</span></li>"
        for code in below
    )
    with st.expander(t("regions.all_parts", n=len(below), missing=len(missing)), key="regions_parts"):
        st.html(f'<ul class="peers">{links}</ul>')
    _table(found, frame, measure, year)


def _parts_answer(frame: Frame, whole: list[PlaceFigure], parts: int) -> str:
    """Which part has the largest figure on its whole territory; ``whole`` is ranked."""
    t = frame.t
    if not whole:
        return t("regions.parts_only", all=parts)
    tied = t.joined([frame.names.region(one.adcode) for one in whole if one.value == whole[0].value])
    value = number(whole[0].value)
    return t("regions.parts_answer", name=tied, value=value, have=len(whole), all=parts)


def _part_bars(frame: Frame, whole: list[PlaceFigure], part: list[PlaceFigure], answer: str) -> None:
    """The parts as bars: ranked figures on whole territories, and apart from them what counts some bodies only."""
    sections = []
    for title, listed in (("whole", whole[:MOST]), ("part", part[: MOST - len(whole[:MOST])])):
        rows = tuple(
            Row(
                label=frame.names.region(one.adcode),
                value=one.value,
                text=shown(one),
                aside="" if one.whole else rests_on(one, frame.t),
                accent=one.whole and one.value == whole[0].value,
            )
            for one in listed
        )
        sections += [Section(frame.t(f"regions.section_{title}"), rows)] if rows else []
    figure = row_bars(sections, frame.mode)
    pieces.chart(figure, answer, "chart_parts")


def _levels(frame: Frame) -> Mapping[str, str]:
    """The level of every region."""
    regions = frame.dataset.region_list
    return dict(zip(regions["adcode"], regions["level"].cast(pl.String), strict=True))


def _bodies(frame: Frame, bodies: pl.DataFrame) -> None:
    """The bodies inside, each with its years."""
    t, names = frame.t, frame.names
    st.subheader(t("regions.bodies"), anchor="bodies")
    items = []
    for row in bodies.head(MOST_BODIES).iter_rows(named=True):
        address = filters.agency_address(frame.view, row["agency_id"])
        span = in_years(list(row["years"]), t)
        items.append(
            f"<li>{pieces.link(address, row['name'])} <span>{escape(names.kind(row['kind']))} · {span}</span></li>"
        )
    st.html(f'<ul class="peers">{"".join(items)}</ul>')
    if bodies.height > MOST_BODIES:
        everyone = "agency?" + filters.query_string(filters.shared(frame.view))
        st.html(f"<p>{pieces.link(everyone, t('regions.all_bodies', n=bodies.height))}</p>")


def _course(frame: Frame, region: str) -> None:
    """The region over the years, from the exhibits of the other pages."""
    st.header(frame.t("agency.trend"), anchor="trend")
    asked: Filters = replace(
        frame.view.filters, regions=(region,), agencies=(), years=frame.names.choices.years
    )
    alone = replace(frame, view=replace(frame.view, filters=asked))
    for name in TREND:
        view = build(name, frame.dataset, asked, frame.t.language, frame.mode)  # type: ignore[arg-type]
        show.one(view, name.partition(".")[0], alone)


def _like(frame: Frame, region: str) -> None:
    """Regions of the same level that have reports."""
    t, names = frame.t, frame.names
    like = like_regions(frame.dataset, region)
    if not like:
        return
    st.header(t("regions.like"), anchor="like")
    items = "".join(f"<li>{pieces.link(_link(frame, code), names.region_option(code))}</li>" for code in like)
    st.html(f'<ul class="peers">{items}</ul>')
