"""Bytes → text, whatever encoding a page declares, misdeclares or does not declare."""

import codecs
from collections.abc import Iterator
from functools import lru_cache

from extract.rare import rare

_DECLARED = rare(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_\-]+)""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TRUSTED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "shift_jis": "shift_jis",
    "euc_kr": "euc_kr",
    "hz": "hz",
}
"""Declared encodings that are believed, by Python's names. Pages name a subset and use the whole, so that they are
read by the superset; what is left out (Latin-1 and its like) fits every file and therefore says nothing."""

_COMMON = rare("[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出年公政府息申请信开關开公開資訊]")
"""Signs that every Chinese text has plenty of, and a text read by the wrong encoding has not."""


_FEW = 0.01
"""The share of undecodable characters up to which a text is damaged rather than of another encoding."""
_PLENTY = 0.05
"""The share of common signs that most Chinese text exceeds, and that text read by a wrong encoding never comes near."""
_SAMPLE = 200_000
_HEAD = 4096


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read by. Never fails: what cannot be decoded becomes U+FFFD."""
    return _decode_small(data) if len(data) <= SMALL else _decode(data)


def _decode(data: bytes) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), name
    sample = data[:_SAMPLE]
    zeros = sample.count(0) if 0 in sample else 0
    if zeros > _FEW * len(sample) or (zeros and not _is_utf8(data)):
        # Text of a PDF may have a few zeros in any encoding: read as a wide one it has no common signs.
        wide = _likeliest(data, ("utf-16-le", "utf-16-be", "gb18030"))
        if wide is not None:
            return wide
    for name in _worth_trying(data):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return _likeliest(data, ("gb18030", "big5hkscs", "utf-8")) or _damaged(data)


SMALL = 16_384
"""Bytes up to which the format of a file is told by all of it, so that the text is there when it is read."""
_decode_small = lru_cache(maxsize=2)(_decode)


def _worth_trying(data: bytes) -> Iterator[str]:
    """UTF-8, which Chinese in another encoding hardly ever is, before what is declared; HZ alone, which would pass for it."""
    if b"hz" in data[:_HEAD].lower() and "hz" in _declared(data):
        yield "hz"
        return
    yield "utf-8"
    yield from _declared(data)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8, which UTF-16 with Chinese in it hardly ever is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> list[str]:
    """The encoding that the head declares, if it is one to be believed."""
    head = data[:_HEAD].lower()
    found = _DECLARED.search(head) if b"charset" in head or b"encoding" in head else None
    if found is None:
        return []
    try:
        name = codecs.lookup(found[1].decode("ascii").replace("x-gbk", "gbk")).name
    except LookupError:
        return []
    return [TRUSTED[name]] if name in TRUSTED else []


def _likeliest(data: bytes, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Of the encodings that lose (nearly) nothing, the one whose text has most common signs."""
    found = []
    for name in names:
        text = data.decode(name, "replace")
        sample = text[:20_000]
        if text.count("\ufffd") <= len(text) * _FEW and sample.count("\x00") <= len(sample) * _FEW:
            common = len(_COMMON.findall(sample))
            if common > _PLENTY * len(sample):
                return text, name  # no wrong encoding gives as many: the others need not be tried
            found.append((common, text, name))
    if not found:
        return None
    best = max(found, key=lambda one: one[0])
    return best[1], best[2]


def _damaged(data: bytes) -> tuple[str, str]:
    """A text with broken bytes: a guess over its beginning, else what reads most of it."""
    from charset_normalizer import from_bytes  # rarely needed, and dear to load

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None:
        return data.decode(guess.encoding, "replace"), guess.encoding
    readings = [(data.decode(name, "replace"), name) for name in ("utf-8", "gb18030")]
    return min(readings, key=lambda read: read[0].count("\ufffd"))
