"""A name taken apart: ``walk``, and what else stands between its places and its body; a wrong character in a place's name."""

from extract.rare import rare
from extract.regions.context import favoured
from extract.regions.gazetteer import Place, gazetteer
from extract.regions.kinds import kind_of
from extract.regions.walk import SPLITS_A_WORD, UNLISTED_TOWN, Reading, has_unknown_place, inside, walk
from extract.regions.wording import wrong_characters

_BEFORE_A_TOWN = rare(r"^(?:人民政府|(?:[一二三四五六七八九十百〇零]{1,4}|\d{1,3})团场?)(?=..)")
"""What may stand between a place and a town of it: its government, or the regiment of the Corps that runs the town."""
_WHOLE = rare(r"局|委员会|委|中心|队")
"""How the bodies end that have branches."""
_BRANCH = rare(r"^(?P<where>.{2,12}?)(?P<part>分局|支局|分中心|分队|大队|管理所|税务所|派出所|所)$")
"""What follows a body's name in that of its branch: the place, and the kind of branch."""
_LONGEST_MENDED = 15
_PLACES_END = "省市县区旗盟州"


def read(name: str, context: str, year: int | None) -> Reading:
    """A name taken apart, one wrong character mended."""
    reading = _with_town(walk(name, year), year)
    if not reading.found or has_unknown_place(reading.rest):
        mended = _by_known_characters(reading, year) or _by_one_character(reading, context, year)
        if mended is not None:
            return mended
    return _as_branch(reading, year) or reading


def _with_town(reading: Reading, year: int | None) -> Reading:
    """The reading with the town that follows its place behind other words."""
    before = _BEFORE_A_TOWN.match(reading.rest) if reading.found else None
    if before is None:
        return reading
    inner = walk(reading.rest[before.end() :], year, reading.found)
    if inner.found != reading.found:
        return inner
    if before[0] == "人民政府" and UNLISTED_TOWN.match(inner.rest):
        return reading._replace(rest=inner.rest)
    return reading


def _as_branch(reading: Reading, year: int | None) -> Reading | None:
    """The reading of a branch of a body, whose own place stands between the two: 示例市公安局示例区分局; None for all others."""
    for whole in _WHOLE.finditer(reading.rest) if reading.found else ():
        branch = _BRANCH.match(reading.rest[whole.end() :])
        if branch is None:
            continue
        within = walk(branch[0], year, reading.found)
        if within.found != reading.found and within.rest == branch["part"]:
            rest = reading.rest[: whole.end()] + branch["part"]
            return within._replace(rest=rest, how=reading.how, branch=True)
    return None


def _by_known_characters(reading: Reading, year: int | None) -> Reading | None:
    """The rest of a name with the characters put right that are known to stand for another; None where that tells no place."""
    name = reading.rest
    mended = "".join(wrong_characters().get(c, c) for c in name)
    if mended == name:
        return None
    told = walk(mended, year, reading.found)
    if not told.found or told.rest == mended:
        return None
    note = f"{name} is read as {mended}: a known wrong character"
    return told._replace(how="known wrong character", notes=(*told.notes, note))


def _by_one_character(reading: Reading, context: str, year: int | None) -> Reading | None:
    """The rest of a name whose first place has one wrong character, where exactly one place can be meant; else None."""
    name, outer = reading.rest, reading.found
    for end in range(min(len(name), _LONGEST_MENDED), 2, -1):
        printed = name[:end]
        if printed[-1] not in _PLACES_END or SPLITS_A_WORD.match(name, end):
            continue
        near = {p.code: p for p in gazetteer().one_apart(printed) if not outer or inside([p], outer)}
        if not near or kind_of(printed) == "zone":
            continue
        places = list(near.values())
        if len({p.adcode for p in places}) > 1 and context:
            told = [p for p in places if p.name in context or _parent(p) in context]
            places = told or favoured(places, context)
        if len({p.adcode for p in places}) != 1:
            continue
        meant = places[0]
        around = [gazetteer().divisions[c].name for c in meant.line[:-1]]
        if outer or end >= 4 or meant.name in context or any(n in context for n in around):
            note = f"{printed} is read as {meant.name}: one character differs and no other place fits"
            within = walk(name[end:], year, [meant])
            return within._replace(how="one wrong character", notes=(*within.notes, note))
    return None


def _parent(place: Place) -> str:
    """The name of what a place lies in; of a province, its own."""
    return gazetteer().divisions[place.line[max(0, len(place.line) - 2)]].name


def rivals_of(reading: Reading, context: str) -> tuple[Place, ...]:
    """Another place, one character away, that the context speaks of while it never speaks of the printed one's."""
    first = reading.found[0]
    if len({p.adcode for p in reading.found}) > 1 or first.sort in ("zone", "town", "former town"):
        return ()
    if context.count(first.name) > 1:
        return ()  # printed again and again: no slip of one character

    def named(place: Place, other: Place) -> bool:
        codes = [c for c in place.line if c != place.code and c not in other.line]
        return any(gazetteer().shorts_of[c] in context for c in codes)

    near = {
        p.adcode: p
        for p in gazetteer().one_apart(first.name)
        if p.adcode != first.adcode and named(p, first) and not named(first, p)
    }
    return tuple(near.values())
