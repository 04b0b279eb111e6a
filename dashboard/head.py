"""The head of every page, and the headers of every answer: what Streamlit's fixed index.html cannot say.

The page is the same single file for every path; search engines, link previews and screen readers get
the language, title and description of the page they asked for, and readers without scripts a text
with links to the data.
"""

import base64
import hashlib
import re
from html import escape
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import frame, store
from dashboard.filters import AGENCY, LANG
from dashboard.pages import PAGES, Page, by_path
from dashboard.text import LANGUAGES, TAGS, Text, text

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_UNUSED_FONT = re.compile(r"<link\s+rel=\"preload\"[^>]*SourceSans[^>]*>")
"""The theme uses the reader's own typefaces."""

_POLICY = {
    "default-src": "'self'",
    # Streamlit mounts components from blob: addresses of its own making.
    "script-src": "'self' blob:",
    # Its styles are written into the page at run time.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}

_BASE = (
    "<script>(() => { const base = new URL('./', window.location.href).href;"
    " window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base } })()</script>"
)
"""Tells Streamlit's front end where the server is; else it tries below the page's own path first and fails aloud."""


def policy(html: str = "") -> str:
    """The content security policy; the inline scripts of ``html`` are allowed by their hashes."""
    hashes = []
    for script in _SCRIPT.findall(html):
        digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        hashes.append(f"'sha256-{digest}'")
    directives = dict(_POLICY)
    directives["script-src"] = " ".join([directives["script-src"], *hashes])
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _language(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(LANG, [LANGUAGES[0]])[-1]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _without_scripts(page: Page, t: Text) -> str:
    """What a reader without scripts gets: what this is, and where the data are."""
    links = [
        f'<li><a href="/api/{p.name}.csv">{escape(t(f"nav.{p.name}"))} (CSV)</a></li>'
        for p in PAGES
        if p.twin
    ]
    links.append(f'<li><a href="/api/reports.csv">{escape(t("data.api_reports"))} (CSV)</a></li>')
    links.append(f'<li><a href="/api/fields.csv">{escape(t("data.api_fields"))} (CSV)</a></li>')
    return (
        f"<noscript><h1>{escape(t(f'title.{page.name}'))}</h1><p>{escape(t(f'lead.{page.name}'))}</p>"
        f"<p>{escape(t('site.skip'))}</p><ul>{''.join(links)}</ul></noscript>"
    )


def _body(scope: Scope, page: Page) -> str | None:
    """The one body that a link to the page of bodies asks for, by its present id; None if none that is known."""
    if page.name != "agency" or store.dataset() is None:
        return None
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(AGENCY, [])
    names = store.names(LANGUAGES[0])
    code = names.choices.successor(asked[0]) if len(asked) == 1 else ""
    return code if code in names.agencies else None


def rewritten(html: str, page: Page, language: str, origin: str, body: str | None = None) -> str:
    """Streamlit's index.html as the head of one page in one language; ``body`` is the one whose page it is."""
    t = text(language)
    title, description = escape(frame.title(page, t)), escape(t(f"head.{page.name}"))
    here, of = f"{origin}/{quote(page.path)}", ""
    if body is not None:
        name = store.names(language).agency(body)
        title = escape(f"{name} · {t('site.name')}")
        description = escape(t("head.agency_named", name=name))
        of = f"&amp;{AGENCY}={quote(body)}"
    alternates = "".join(
        f'<link rel="alternate" hreflang="{TAGS[other]}" href="{escape(here)}?{LANG}={other}{of}">'
        for other in LANGUAGES
    )
    head = (
        f"{_BASE}<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        f'<meta property="og:site_name" content="{escape(t("site.name"))}">'
        f'<meta property="og:type" content="website">'
        f'<link rel="canonical" href="{escape(here)}?{LANG}={language}{of}">{alternates}'
    )
    html = html.replace('href="./favicon.png"', 'href="./app/static/favicon.png"')
    html = _UNUSED_FONT.sub("", html)
    html = re.sub(r"<html[^>]*>", f'<html lang="{TAGS[language]}">', html, count=1)
    html = re.sub(r"<title>.*?</title>", lambda _: head, html, count=1, flags=re.DOTALL)
    return re.sub(
        r"<noscript>.*?</noscript>", lambda _: _without_scripts(page, t), html, count=1, flags=re.DOTALL
    )


def lost(language: str) -> str:
    """The page for an address that is no page, with the way to those that are."""
    t = text(language)
    links = "".join(
        f'<li><a href="/{p.path}?{LANG}={language}">{escape(t(f"nav.{p.name}"))}</a></li>'
        for p in PAGES
        if p.listed
    )
    return (
        f'<!doctype html><html lang="{TAGS[language]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(t('state_page.lost_title'))} · {escape(t('site.name'))}</title>"
        "<style>body{font:1rem/1.8 sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;"
        "color-scheme:light dark}h1{font-family:serif}li{min-height:24px}</style></head>"
        f"<body><main><h1>{escape(t('state_page.lost_title'))}</h1><p>{escape(t('state_page.lost'))}</p>"
        f"<ul>{links}</ul></main></body></html>"
    )


class NoSuchPage:
    """A real 404 where Streamlit would answer any address with its start page."""

    OTHERS = ("/api", "/_stcore", "/app/", "/static", "/component", "/media")
    """Addresses whose HTML is none of ours to judge."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lookup = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not lookup or by_path(scope["path"]) is not None or scope["path"].startswith(self.OTHERS):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def answered(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                replaced = kind.startswith("text/html") and message["status"] in (200, 304, 404)
            if not replaced:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                page = HTMLResponse(lost(_language(scope)), 404, {"cache-control": "no-cache"})
                await page(scope, receive, send)

        await self.app(scope, receive, answered)


class PageHead:
    """Rewrites the HTML of the site's pages by path and language; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = by_path(scope["path"]) if scope["type"] == "http" else None
        if page is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = f"{scope.get('scheme', 'http')}://{headers.get('host', 'localhost')}"
        dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        head_only = scope["method"] == "HEAD"
        scope = {
            **scope,
            "method": "GET",
            "headers": [(k, v) for k, v in scope["headers"] if k not in dropped],
        }
        start: Message | None = None
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            answer = MutableHeaders(raw=list(start["headers"]))
            if answer.get("content-type", "").startswith("text/html"):
                html = rewritten(body.decode("utf-8"), page, _language(scope), origin, _body(scope, page))
                body = html.encode("utf-8")
                for name in ("content-length", "etag", "last-modified"):
                    del answer[name]
                answer["content-length"] = str(len(body))
                answer["content-language"] = TAGS[_language(scope)]
                answer["cache-control"] = "no-cache"
                answer["content-security-policy"] = policy(html)
            await send({**start, "headers": answer.raw})
            await send({"type": "http.response.body", "body": b"" if head_only else body})

        await self.app(scope, receive, collect)


class SecurityHeaders:
    """The headers that every answer carries."""

    HEADERS = (
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ("cross-origin-opener-policy", "same-origin"),
    )

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                for name, value in self.HEADERS:
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", policy())
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, secured)
