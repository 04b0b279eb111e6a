"""The data addresses: the same selection, in the same names, as tables and JSON.

A value that is not understood is an error here, unlike on a page: a program must not be handed other
figures than it asked for.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import exhibits, filters, source, store
from dashboard.data import Dataset
from dashboard.filters import View
from dashboard.pages import PAGES, Page
from dashboard.queries import Filters, selected
from dashboard.queries.comparing import compared
from dashboard.queries.coverage import coverage
from dashboard.queries.places import region_figures
from dashboard.queries.quality import public_findings
from dashboard.text import LANGUAGES
from extract.dataset.export import Selection, csv_bytes, json_bytes, read_table

TABLES = ("reports", "cells", "findings", "fields")
"""Tables of the dataset that have an address of their own."""

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
SLICE = 20_000
"""Rows that are written at once: a country's cells are a gigabyte of JSON, which no server need hold."""
EXHIBIT = "exhibit"
"""Names one chart of a page: its table alone."""

_MEASURES: Mapping[str, tuple[str, ...]] = {
    "overview": ("req_new", "req_carried_in", "req_carried_out", "out_", "rev_total", "lit_total"),
    "applications": ("req_", "out_total", "hs_requests", "hs_carried"),
    "outcomes": (
        "out_",
        "hs_disclosed",
        "hs_refused",
        "hs_not_",
        "hs_unable",
        "hs_redirected",
        "hs_other",
    ),
    "reviews": ("rev_", "lit_", "hs_rev", "hs_lit"),
    "agency": ("",),
}
"""Page → beginnings of the measures that stand behind it."""

_FRAMES: Mapping[str, Callable[[Dataset, Filters], pl.DataFrame]] = {
    "regions": region_figures,
    "compare": compared,
    "coverage": coverage,
    "quality": public_findings,
}
"""Page → the frame behind it, for pages that show other things than measures."""

_COMMON = {
    "access-control-allow-origin": "*",
    "cache-control": "no-cache",
    "x-robots-tag": "noindex",
}


class Refused(Exception):
    """A request that cannot be answered: status and what is wrong, in words."""

    def __init__(self, status: int, error: str, **details: object) -> None:
        self.status = status
        self.body = {"error": error, **details}
        super().__init__(error)

    def response(self) -> Response:
        """The answer as JSON."""
        return JSONResponse(self.body, status_code=self.status, headers=_COMMON)


def _dataset() -> Dataset:
    found = store.dataset()
    if found is None:
        raise Refused(503, "the dataset has not been built; run `ogi build`")
    return found


def _asked(request: Request) -> View:
    """The view that the query asks for. Raises ``Refused`` for what is not understood."""
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    known = (*filters.NAMES, filters.REPORT, filters.CELL, *filters.OWN, EXHIBIT)
    if strange := sorted(set(query) - set(known)):
        raise Refused(400, "unknown parameter", unknown=strange, parameters=list(known))
    view = filters.parse(query, store.names(LANGUAGES[0]).choices)
    if view.unknown:
        raise Refused(400, "value not understood", unknown=list(view.unknown))
    return view


def _selection(view: View) -> Selection:
    chosen = view.filters
    whole = chosen.years == store.names(LANGUAGES[0]).choices.years
    return Selection(
        chosen.regions, chosen.agencies, chosen.kinds, chosen.levels, None if whole else chosen.years
    )


def table(name: str, view: View) -> pl.DataFrame:
    """One table of the dataset, cut down to the selection; of the findings only those that may be public."""
    found = read_table(store.folder(), name, _selection(view))
    return found.filter(pl.col("public")) if name == "findings" else found


def behind(page: Page, dataset: Dataset, view: View) -> pl.DataFrame:
    """The figures behind a page: one row a report and measure, with how its value was come by."""
    if page.name in _FRAMES:
        return _FRAMES[page.name](dataset, view.filters)
    heads = selected(dataset, view.filters).drop("line")
    wanted = pl.any_horizontal([pl.col("measure").str.starts_with(m) for m in _MEASURES[page.name]])
    figures = (
        dataset.measures.filter(pl.col("counted") & wanted)
        .select("report_id", "measure", "column", "form", "printed", "computed", "value", "basis", "mismatch")
        .collect()
    )
    return heads.join(figures, on="report_id", how="inner", maintain_order="left").with_columns(
        pl.col("basis").cast(pl.String)
    )


def _exhibit(exhibit_id: str, page: Page, dataset: Dataset, view: View) -> exhibits.View:
    if exhibit_id not in {e.id for e in exhibits.exhibits_of(page.subject)}:
        known = [e.id for e in exhibits.exhibits_of(page.subject)]
        raise Refused(404, "no such chart on this page", exhibits=known)
    return exhibits.build(exhibit_id, dataset, view.filters, view.language)


def _described(one: exhibits.View) -> dict[str, Any]:
    return {
        "id": one.id,
        "question": one.question,
        "answer": one.empty or one.answer,
        "n": one.n,
        "notes": one.notes,
        "rows": json.loads(json_bytes(one.data)),
    }


def _definitions(codes: list[str], language: str) -> dict[str, dict[str, Any]]:
    """What the codes mean, from the field catalogue."""
    found = read_table(store.folder(), "fields").filter(pl.col("code").is_in(codes))
    return {
        row["code"]: {
            "label": row[f"label_{language}"],
            "definition": row[f"definition_{language}"],
            "unit": row["unit"],
            "law": row["law"],
        }
        for row in found.iter_rows(named=True)
    }


def _meta(dataset: Dataset, view: View, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "version": dataset.version,
        "filters": filters.written(filters.shared(view)),
        "missing": "null means that the report gives no figure; it does not mean zero",
    }


def _as_csv(rows: pl.DataFrame) -> Iterator[bytes]:
    """A table as CSV, piece by piece."""
    yield csv_bytes(rows.head(SLICE))
    for part in rows.slice(SLICE).iter_slices(SLICE):
        yield csv_bytes(part).partition(b"\n")[2]


def _with_rows(content: dict[str, Any], rows: pl.DataFrame) -> Iterator[bytes]:
    """``content`` as JSON with the rows of a table as its last entry, piece by piece."""
    yield _json(content).removesuffix(b"\n}") + b',\n "rows": ['
    for number, part in enumerate(rows.iter_slices(SLICE)):
        yield b",\n" * (number > 0) + json_bytes(part)[1:-1]
    yield b"]\n}"


def _twin(page: Page, fmt: str, view: View, exhibit_id: str | None) -> Iterator[bytes]:
    dataset = _dataset()
    if exhibit_id is not None:
        one = _exhibit(exhibit_id, page, dataset, view)
        if fmt == "csv":
            return _as_csv(one.data)
        return iter([_json(_meta(dataset, view, page.name) | {"exhibit": _described(one)})])
    rows = behind(page, dataset, view)
    if fmt == "csv":
        return _as_csv(rows)
    drawn = [_exhibit(e.id, page, dataset, view) for e in exhibits.exhibits_of(page.subject)]
    codes = sorted(
        {code for name in ("measure", "column") if name in rows.columns for code in rows[name].drop_nulls()}
    )
    return _with_rows(
        _meta(dataset, view, page.name)
        | {
            "definitions": _definitions(codes, view.language),
            "exhibits": [_described(one) for one in drawn],
        },
        rows,
    )


def _plain(name: str, fmt: str, view: View) -> Iterator[bytes]:
    rows = table(name, view)
    if fmt == "csv":
        return _as_csv(rows)
    meta = _meta(_dataset(), view, name)
    if name == "fields":
        meta.pop("filters")
        return _with_rows(meta, rows)
    codes: set[str] = set(rows["code"]) if "code" in rows.columns else set()
    if name == "reports":
        codes = {column.partition(".")[0] for column in rows.columns}
    return _with_rows(meta | {"definitions": _definitions(sorted(codes), view.language)}, rows)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode("utf-8")


async def data(request: Request) -> Response:
    """``/api/<name>.<csv|json>``: a table of the dataset, or the data twin of a page."""
    name, fmt = request.path_params["name"], request.path_params["fmt"]
    page = next((p for p in PAGES if p.twin and p.name == name), None)
    if fmt not in FORMATS or (page is None and name not in TABLES):
        return not_found(request)
    try:
        version = _dataset().version
        view = _asked(request)
        tag = (
            '"' + sha256(f"{version} {request.url.path}?{request.url.query}".encode()).hexdigest()[:24] + '"'
        )
        if version and request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=_COMMON | {"etag": tag})
        exhibit_id = request.query_params.get(EXHIBIT)
        if page is not None:
            body = await run_in_threadpool(_twin, page, fmt, view, exhibit_id)
        else:
            body = await run_in_threadpool(_plain, name, fmt, view)
    except Refused as refused:
        return refused.response()
    headers = _COMMON | {"etag": tag}
    if fmt == "csv":
        headers["content-disposition"] = f'attachment; filename="ogi-{exhibit_id or name}.csv"'
    return StreamingResponse(body, media_type=FORMATS[fmt], headers=headers)


def kept(request: Request) -> Response:
    """``/api/documents/<file>``: a document of the project's own making, as kept by the build."""
    dataset = store.dataset()
    name = request.path_params["name"]
    digest = name.partition(".")[0]
    if dataset is None or not digest.isalnum():
        return not_found(request)
    offered = dataset.reports.filter(
        (pl.col("source_sha256") == digest) & pl.col("source_kind").cast(pl.String).is_in(source.OFFERED)
    )
    file = source.document(dataset, digest)
    if file is None or file.name != name or offered.collect().is_empty():
        return not_found(request)
    inline = "inline" if file.suffix == ".pdf" else "attachment"
    headers = _COMMON | {"content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
    return FileResponse(file, headers=headers, content_disposition_type=inline, filename=name)


def index(_request: Request) -> Response:
    """``/api``: what there is."""
    names = [*TABLES, *(p.name for p in PAGES if p.twin)]
    addresses = [f"/api/{name}.{fmt}" for name in names for fmt in FORMATS]
    return JSONResponse({"addresses": addresses, "parameters": [*filters.NAMES, EXHIBIT]}, headers=_COMMON)


def not_found(request: Request) -> Response:
    """A real 404 for every address below ``/api`` that does not exist."""
    return Refused(404, "not found", path=request.url.path, see="/api").response()


def robots(request: Request) -> Response:
    """Search engines may read the pages; the data addresses they need not copy."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return PlainTextResponse(
        f"User-agent: *\nDisallow: /_stcore/\nDisallow: /api/\nSitemap: {origin}/sitemap.xml\n"
    )


def sitemap(request: Request) -> Response:
    """Every page in every language, and every body's page."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    paths = [f"/{p.path}?{filters.LANG}={language}" for p in PAGES for language in LANGUAGES]
    if store.dataset() is not None:
        for agency in store.names(LANGUAGES[0]).agencies:
            paths += [
                f"/agency?{filters.LANG}={language}&{filters.AGENCY}={agency}" for language in LANGUAGES
            ]
    built = store.built()
    dated = f"<lastmod>{datetime.fromtimestamp(built, UTC).date().isoformat()}</lastmod>" if built else ""
    urls = "".join(f"<url><loc>{escape(origin + path)}</loc>{dated}</url>" for path in paths)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Response(xml, media_type="application/xml")


ROUTES = [
    Route("/api", index),
    Route("/api/documents/{name}", kept),
    Route("/api/{name}.{fmt}", data),
    Route("/api/{path:path}", not_found),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
]
