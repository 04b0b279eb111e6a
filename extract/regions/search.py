"""Search for a body or a place as people type: short and old names, pinyin, initials, 区/县 left out, one wrong character.

Pure: an ``Index`` is made once of the dataset's bodies (it adds the divisions, towns and zones itself);
``Index.search`` is one keystroke.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from extract.regions.gazetteer import LEVELS, gazetteer
from extract.regions.pinyin import syllables
from extract.regions.wording import wrong_characters

SORTS = ("region", "body", "zone", "town")
"""What a hit can be, in the order they are offered where all else is equal."""

_LEVEL_WORD = re.compile(r"(?<=[\u4e00-\u9fff]{2})(省|市|县|区|旗|州|盟)(?=.)")
_NO_NAME = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)(?:年度?(?!度?报))?|(?:政府信息公开|信息公开)?(?:工作)?(?:年度报告|年报)"
)
"""A year, or the word for the report itself: typed beside a name, but no part of it."""
_BREAK = "\n"
_GAP = r"[^\n]*"


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. ``id`` is an agency id or an adcode (of a town or a zone: of the division it lies in).

    ``place`` is where it lies, from the province down.
    """

    sort: str
    id: str
    name: str
    level: str
    place: tuple[str, ...]
    has_data: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    sort: str
    id: str
    name: str
    level: str
    adcode: str
    others: tuple[str, ...]
    has_data: bool


class Index:
    """Everything that can be found, in the order in which equals are offered."""

    def __init__(self, bodies: pl.DataFrame | None = None) -> None:
        """``bodies``: ``agency_id``, ``name``, ``adcode``, ``level``; if there, ``names`` (list) and ``town``."""
        entries = [*_bodies(bodies), *_places(bodies)]
        order = {sort: n for n, sort in enumerate(SORTS)}
        levels = {level: n for n, level in enumerate(LEVELS)}
        entries.sort(
            key=lambda e: (
                not e.has_data,
                order[e.sort],
                levels.get(e.level, 9),
                len(e.name),
                e.adcode,
                e.name,
            )
        )
        self._entries = entries
        self._frame = pl.DataFrame(
            {
                "row": range(len(entries)),
                "name": [e.name for e in entries],
                "text": [_BREAK + _BREAK.join((e.name, *e.others)) + _BREAK for e in entries],
                "latin": [_latin(e) for e in entries],
            },
            schema={"row": pl.UInt32, "name": pl.String, "text": pl.String, "latin": pl.String},
        )

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, typed: str, limit: int = 10) -> list[Hit]:
        """The best answers to what was typed; several words must all fit. A year and 年报 are passed over."""
        words = _NO_NAME.sub(" ", _folded(typed)).split()
        if not words:
            return []
        found: dict[int, None] = {}
        for below, conditions in _ways(words, limit):
            enough = sum(self._entries[row].has_data for row in found) >= limit
            if enough or len(found) >= below:
                break
            left = self._frame
            for condition in conditions:
                left = left.filter(condition)
            for row in left["row"].head(limit + len(found)):
                found.setdefault(row)
        # What there is something to see of comes first, however it was matched.
        best = sorted(found, key=lambda row: not self._entries[row].has_data)[:limit]
        return [_hit(self._entries[row]) for row in best]


def _hit(entry: _Entry) -> Hit:
    path = gazetteer().path(entry.adcode)
    place = path[:-1] if entry.sort == "region" else path
    return Hit(entry.sort, entry.id, entry.name, entry.level, place, entry.has_data)


def _bodies(frame: pl.DataFrame | None) -> Iterator[_Entry]:
    if frame is None:
        return
    for row in frame.iter_rows(named=True):
        others = tuple(n for n in row.get("names") or () if n != row["name"])
        yield _Entry(
            "body", row["agency_id"], row["name"], row["level"] or "", row["adcode"] or "", others, True
        )


def _places(frame: pl.DataFrame | None) -> Iterator[_Entry]:
    """The divisions with their former names and aliases, the zones, the towns."""
    book = gazetteer()
    with_data = {c for a in _column(frame, "adcode") if a in book.divisions for c in book.divisions[a].line}
    towns_with_data = set(zip(_column(frame, "adcode"), _column(frame, "town"), strict=False))
    others: dict[str, list[str]] = {}
    for name, places in book.names.items():
        for place in places:
            if place.sort in ("former", "merged", "alias"):
                others.setdefault(place.adcode, []).append(name)
            elif place.sort == "zone":
                yield _Entry(
                    "zone", place.adcode, name, place.level, place.adcode, (), place.adcode in with_data
                )
    for code, place in book.divisions.items():
        names = tuple(dict.fromkeys(n for n in others.get(code, ()) if n != place.name))
        yield _Entry("region", code, place.name, place.level, code, names, code in with_data)
    for town in book.towns():
        if town.sort == "town":
            seen = (town.adcode, town.name) in towns_with_data
            yield _Entry("town", town.adcode, town.name, "township", town.adcode, (), seen)


def _column(frame: pl.DataFrame | None, name: str) -> Iterable[str]:
    return frame[name].to_list() if frame is not None and name in frame.columns else ()


def _latin(entry: _Entry) -> str:
    """Pinyin and initials of every name, each also without 市, 县, 区."""
    parts: dict[str, None] = {}
    for name in (entry.name, *entry.others):
        for form in {name, _LEVEL_WORD.sub("", name)}:
            spelled = syllables(form)
            parts["".join(spelled)] = None
            parts["".join(s[0] for s in spelled)] = None
    return _BREAK + _BREAK.join(sorted(parts)) + _BREAK


def _folded(typed: str) -> str:
    """What was typed, narrowed and in small letters, known wrong characters put right."""
    text = unicodedata.normalize("NFKC", typed).lower().replace("'", "")
    return "".join(wrong_characters().get(c, c) for c in text)


_ALWAYS = 10**9


def _ways(words: list[str], limit: int) -> Iterator[tuple[int, list[pl.Expr]]]:
    """The conditions to try in turn, the surest way first, each below so many answers of the ways before.

    Of the conditions of a way the first is a cheap filter, then follow finer ones for what is left.
    """
    if all(w.isascii() for w in words):
        joined = "".join(words)
        yield _ALWAYS, [pl.col("latin").str.contains(f"{_BREAK}{joined}{_BREAK}", literal=True)]
        yield _ALWAYS, [pl.col("latin").str.contains(_BREAK + joined, literal=True)]
        if len(words) > 1:
            yield _ALWAYS, [pl.col("latin").str.contains(w, literal=True) for w in words]
        return
    if len(words) == 1:
        yield _ALWAYS, [pl.col("name") == words[0]]
        yield _ALWAYS, [pl.col("text").str.contains(_BREAK + words[0], literal=True)]
    yield _ALWAYS, [_holds(w) for w in words]
    if (today := [_renamed(w) for w in words]) != words:
        yield _ALWAYS, [_holds(w) for w in today]
    chinese = [w for w in words if not w.isascii()]
    others = [_holds(w) for w in words if w.isascii()]
    first = others + [pl.col("text").str.contains(w[0], literal=True) for w in chinese]
    # Characters may be left out between those that were typed.
    yield limit, first + [pl.col("text").str.contains(_GAP.join(map(re.escape, w))) for w in chinese]
    if all(len(w) >= 3 for w in chinese):
        # With one character wrong, one half of the word is right.
        halves = [_holds(w[: len(w) // 2]) | _holds(w[len(w) // 2 :]) for w in chinese]
        yield 1, others + halves + [pl.col("text").str.contains(_one_wrong(w)) for w in chinese]


def _renamed(word: str) -> str:
    """A name that begins with a former or everyday name of a division, with the division's name of today."""
    book = gazetteer()
    for end in range(len(word) - 1, 1, -1):
        meant = {p.adcode for p in book.names.get(word[:end], ()) if p.sort in ("former", "merged", "alias")}
        if len(meant) == 1 and not any(p.sort == "division" for p in book.names[word[:end]]):
            return book.divisions[meant.pop()].name + word[end:]
    return word


def _holds(word: str) -> pl.Expr:
    column = "latin" if word.isascii() else "text"
    return pl.col(column).str.contains(word, literal=True)


def _one_wrong(word: str) -> str:
    """A pattern for a name that has all of these characters but one."""
    return "|".join(re.escape(word[:n]) + "[^\\n]" + re.escape(word[n + 1 :]) for n in range(len(word)))
