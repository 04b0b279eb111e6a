"""Bytes → text, whatever encoding a page declares, misdeclares or does not declare."""

import codecs
import re

from charset_normalizer import from_bytes

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "ascii": "utf-8"}
"""Pages name a subset and use the whole: read by the superset."""

_FEW = 0.01
"""The share of undecodable characters up to which a text is damaged rather than of another encoding."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read by. Never fails: what cannot be decoded becomes U+FFFD."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), name
    wide = _without_bom(data)
    if wide:
        return data.decode(wide, "replace"), wide
    declared = _DECLARED.search(data[:4096])
    names = [] if declared is None else [declared[1].decode("ascii").lower()]
    for name in dict.fromkeys(WIDER.get(n, n) for n in (*names, "utf-8", "gb18030")):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _damaged(data)


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII part is zero."""
    head = data[:4096]
    if head.count(0) <= len(head) // 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def _damaged(data: bytes) -> tuple[str, str]:
    """A text with some broken bytes: the likeliest encoding that loses few of them."""
    best = min(
        ((data.decode(name, "replace"), name) for name in ("utf-8", "gb18030", "big5")),
        key=lambda read: read[0].count("\ufffd"),
    )
    if best[0].count("\ufffd") <= len(best[0]) * _FEW:
        return best
    guess = from_bytes(data[:200_000]).best()
    if guess is not None:
        return data.decode(guess.encoding, "replace"), guess.encoding
    return best
