"""What a declaration of style does to the sight of its text: takes it away for sure, perhaps, or not at all."""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from operator import attrgetter


class Sight(Enum):
    """Whether text can be seen: of several declarations the first of these holds.

    Text that is ``AWAY`` is out of the page's layout too: the cells after a cell take its place. ``SMALL`` text has no size of its own, so that it depends on what stands inside; ``PALE`` text is white, so
    that it depends on its background; ``MOVED`` text stands elsewhere than in the markup, or apart from what is
    beside it, so that the order of a cell's text is not known, nor whether its figures are one; ``BACKWARDS`` text is drawn from its end.
    """

    AWAY = 0
    GONE = 1
    DOUBTFUL = 2
    SMALL = 3
    PALE = 4
    BACKWARDS = 5
    MOVED = 6
    SEEN = 7

    @property
    def is_lost(self) -> bool:
        """Whether nobody sees it, for sure."""
        return self is Sight.GONE or self is Sight.AWAY


TELLING = re.compile(
    r"none|display|hidden|collapse|line-through|mso-hide|opacity|font-size\s*:\s*[0-2.](?!\d)|-\d*\.?\d{2}"
    r"|clip|scale\(\s*0|zoom\s*:\s*0|transparent|(?:^|[;{\s])color\s*:\s*(?:#f|white|rgb|hsl)"
    r"|position|float|(?:margin|padding)-(?:left|right)|rtl|reverse|transform|order\s*:\s*-?\d|(?:height|width)\s*:\s*[01](?![.\d])",
    re.IGNORECASE,
)
"""What one of these declarations has in it, and most styles have not."""

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)(?!\w)", re.IGNORECASE)
_WHITE = re.compile(
    r"#f[a-f]f[a-f]f[a-f](?:ff)?|#ffff?|white|rgba?\(\s*25[0-5]\s*(?:[\s,]\s*25[0-5]\s*){2}[^)]*\)|hsla?\([^)]*,\s*100%[^)]*\)"
)
_CLEAR = re.compile(
    r"transparent|(?:rgb|hsl)a?\(.*[,/]\s*0?\.?0+%?\s*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0", re.DOTALL
)
_TURNED = re.compile(r"scale(?:x|y|3d)?\(\s*0(?:\.0+)?\s*[,)]")
_SHIFTED = re.compile(r"translate\w*\(([^)]*)\)")

FAR = {"px": 900, "pt": 700, "": 900, "em": 50, "rem": 50, "ex": 90, "%": 100, "vw": 100, "vh": 100}
"""How far out of its place nothing of a page is seen, by unit; a margin moves whole pages, and twice as far."""
GAP = {"em": 0.5, "rem": 0.5, "pt": 5, "cm": 0.2, "%": 1}
"""From how much room on figures beside each other may be two."""
FAINT = 0.05
"""The opacity up to which nothing is seen."""
TINY = {"px": 2, "pt": 1.5, "em": 0.1, "rem": 0.1, "%": 10}
"""The size up to which no character is read."""


def _sight(kind: str, value: str) -> Sight:
    """What one declaration does to the sight of its text."""
    value = value.replace("!important", "").strip().lower()
    return _JUDGES[kind](value) if value else Sight.SEEN


def _if(found: bool, told: Sight = Sight.GONE) -> Sight:
    return told if found else Sight.SEEN


def _amount(value: str) -> tuple[float, str] | None:
    found = _LENGTH.match(value)
    return (float(found[1]), found[2]) if found else None


def _opacity(value: str) -> Sight:
    amount = _amount(value)
    return _if(amount is not None and amount[0] / (100 if amount[1] == "%" else 1) <= FAINT)


def _size(value: str) -> Sight:
    amount = _amount(value)
    return _if(amount is not None and amount[0] <= TINY.get(amount[1] or "px", 0), Sight.SMALL)


def _is_far(value: str, times: int = 1) -> bool:
    amount = _amount(value)
    return amount is not None and -amount[0] >= times * FAR.get(amount[1], 900)


def _gap(value: str) -> Sight:
    """Room beside a text: it parts what stands there as a line does."""
    amount = _amount(value)
    return _if(amount is not None and amount[0] >= GAP.get(amount[1], 6), Sight.MOVED)


def _clip(value: str) -> Sight:
    return _if(value.startswith("rect") and all(abs(float(n)) <= 1 for n in _NUMBER.findall(value)))


def _path(value: str) -> Sight:
    amounts = [_amount(part) for part in value.partition("(")[2].split()]
    if value.startswith("circle"):
        return _if(bool(amounts) and amounts[0] is not None and amounts[0][0] == 0)
    whole = [a for a in amounts if a is not None and a[1] == "%" and a[0] >= 50]
    return _if(value.startswith("inset") and bool(whole))


def _transform(value: str) -> Sight:
    if _TURNED.search(value):
        return Sight.GONE
    shifted = _SHIFTED.search(value)
    if shifted is not None and any(
        _is_far(part.strip()) and "%" not in part for part in shifted[1].split(",")
    ):
        return Sight.GONE
    return _if(value != "none", Sight.MOVED)


def _filter(value: str) -> Sight:
    if re.search(r"opacity\(\s*0?\.?0+%?\s*\)", value):
        return Sight.GONE
    return _if(re.search(r"opacity\s*=\s*[0-5]\s*\)", value) is not None, Sight.DOUBTFUL)


def _colour(value: str) -> Sight:
    return Sight.GONE if is_clear(value) else _if(is_white(value), Sight.PALE)


def is_white(value: str) -> bool:
    """Whether a colour is white, or so near it that no one sees it on white."""
    return _WHITE.fullmatch(value.strip().lower()) is not None


def is_clear(value: str) -> bool:
    """Whether a colour is none at all."""
    return _CLEAR.fullmatch(value.strip().lower()) is not None


_IN_LINE = frozenset(
    (
        *("inline", "inline-block", "inline-flex", "inline-table", "contents"),
        *("initial", "inherit", "unset", "table", "table-row", "table-cell"),
    )
)
"""Ways of display that part no text from what stands beside it."""

_JUDGES: dict[str, Callable[[str], Sight]] = {
    "display": lambda v: Sight.AWAY if v.startswith("none") else _if(v not in _IN_LINE, Sight.MOVED),
    "visibility": lambda v: _if(v.startswith(("hidden", "collapse"))),
    "content-visibility": lambda v: _if(v.startswith("hidden")),
    "text-decoration": lambda v: _if("line-through" in v),
    "mso-hide": lambda v: _if(v.startswith("all")),
    "opacity": _opacity,
    "filter": _filter,
    "font-size": _size,
    **dict.fromkeys(("left", "top", "text-indent"), lambda v: _if(_is_far(v))),
    **dict.fromkeys(("right", "bottom", "margin-top"), lambda v: _if(_is_far(v, 2))),
    "margin-left": lambda v: Sight.GONE if _is_far(v, 2) else _gap(v),
    **dict.fromkeys(("margin-right", "padding-left", "padding-right"), _gap),
    "transform": _transform,
    "clip": _clip,
    "clip-path": _path,
    "zoom": lambda v: _if(v in ("0", "0%", "0.0"), Sight.DOUBTFUL),
    **dict.fromkeys(("color", "-webkit-text-fill-color"), _colour),
    "position": lambda v: _if(v in ("absolute", "fixed", "relative"), Sight.MOVED),
    "float": lambda v: _if(v in ("left", "right"), Sight.MOVED),
    "order": lambda v: _if(v != "0", Sight.MOVED),
    "flex-direction": lambda v: _if("reverse" in v, Sight.BACKWARDS),
    "direction": lambda v: _if(v == "rtl", Sight.MOVED),
    "unicode-bidi": lambda v: _if("override" in v, Sight.BACKWARDS),
}
"""What a value of each property that may take text out of sight or out of its place does to it."""


@lru_cache(maxsize=1 << 12)  # the same few styles stand on every cell
def taken(style: str) -> Sight:
    """What all declarations of a style come to."""
    return strongest(declared(style)) if TELLING.search(style) else Sight.SEEN


def declared(style: str) -> dict[str, Sight]:
    """What a style says of the sight of its text, by property; ``box`` is a box without room that shows nothing outside."""
    found: dict[str, Sight] = {}
    sizes: list[str] = []
    cut = False
    for name, value in _DECLARATION.findall(style):
        kind = name.lower().removeprefix("-ms-")
        if kind == "text-decoration-line":
            kind = "text-decoration"
        if kind in _JUDGES:
            found[kind] = _sight(kind, value)
        elif kind in ("width", "height", "max-width", "max-height"):
            sizes.append(value)
        elif kind.startswith("overflow"):
            cut = cut or value.strip().lower().startswith(("hidden", "clip"))
    if cut and sizes:
        amounts = [amount for value in sizes if (amount := _amount(value)) is not None]
        if any(number == 0 or (number <= 1 and unit == "px") for number, unit in amounts):
            found["box"] = Sight.GONE
    return found


def strongest(told: Mapping[str, Sight]) -> Sight:
    """What several declarations come to: out of sight for sure before perhaps, perhaps before seen."""
    return min(told.values(), key=attrgetter("value"), default=Sight.SEEN)
