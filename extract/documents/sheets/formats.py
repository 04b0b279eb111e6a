"""Numbers of a workbook as its number formats show them: a 0 shown as a dash is printed as a dash."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne

from extract.documents.clean import UNSURE

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    **dict.fromkeys((41, 42), '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'),
    **dict.fromkeys((43, 44), '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'),
}
"""Formats that a file names by number only (ECMA-376, part 1, 18.8.30); dates are the library's."""
ROUNDED = 1e-9
GENERAL = 10
"""Digits of a fraction that the general format shows: what a calculation leaves beyond them is noise."""

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(%)|(.)', re.DOTALL
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)\s*\]")
_CONDITIONAL = re.compile(r"\[[<>=]")
_HOLDS: dict[str, Callable[[float, float], bool]] = {"<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": eq}
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
"""A comma behind the digits: a thousandth of the number is shown."""
_DATE = re.compile(r"[ymdhseg@]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: what stands before and after the digits, and how these are set."""

    before: str
    after: str
    digits: str
    percent: bool


def shown(value: float, code: str) -> str | None:
    """A number as a format shows it, without the marks between thousands.

    None where the format shows it as it is stored, for all that is known of it; with ``UNSURE`` where it may show another.
    """
    section, sign = _chosen(value, _sections(code))
    bare = "" if section is None else _LITERAL.sub("", section)
    if _DATE.search(bare):
        return None
    found = None if section is None else _section(section)
    if section is None or found is None:
        return plain(value) + UNSURE if section is None or _SCALING.search(bare) else None
    text = _digits(abs(value) * (100 if found.percent else 1), found.digits) if found.digits else ""
    return f"{sign if text.strip('0.') else ''}{found.before}{text}{found.after}".strip()


def _chosen(value: float, sections: list[str]) -> tuple[str | None, str]:
    """The section that a number is shown by and the sign that it leaves to the number; no section where that is not sure."""
    conditions = [_CONDITION.search(section) for section in sections]
    sign = "-" if value < 0 else ""
    if any(map(_CONDITIONAL.search, sections)):
        for section, condition in zip(sections[:-1], conditions, strict=False):
            if sign or condition is None:
                return None, sign
            if _HOLDS[condition[1]](value, float(condition[2])):
                return section, sign
        last = conditions[-1]
        if last is None:
            holds = _CONDITIONAL.search(sections[-1]) is None
        else:
            holds = _HOLDS[last[1]](value, float(last[2]))
        return (sections[-1] if holds and not sign else None), sign
    if len(sections) > 4:
        return None, sign
    if value < 0 and len(sections) > 1:
        return sections[1], ""
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), sign


def _sections(code: str) -> list[str]:
    """The sections between semicolons that are not quoted."""
    return [
        part.replace("\0", ";")
        for part in re.sub(r'"[^"]*"|\\;', lambda q: q[0].replace(";", "\0"), code).split(";")
    ]


def _section(code: str) -> _Section | None:
    before, after, digits, percent = "", "", "", False
    for quoted, escaped, placed, share, other in _TOKEN.findall(code):
        if placed:
            if digits:
                return None  # two numbers in one cell: a fraction, or digits parted by words
            digits = placed
            continue
        percent = percent or bool(share)
        said = quoted or escaped or share or other
        before, after = (before, after + said) if digits else (before + said, after)
    return _Section(before, after, digits, percent)


def _digits(value: float, pattern: str) -> str:
    """The digits that a pattern of ``0``, ``#`` and ``?`` leaves; a comma at its end divides by a thousand.

    Where a pattern only has too few places, the number is as it is stored: that is what its sums are made of.
    """
    body = pattern.rstrip(",")
    value /= 1000 ** (len(pattern) - len(body))
    whole, _, decimals = body.replace(",", "").partition(".")
    text = f"{value:.{min(len(decimals), 15)}f}"
    if len(body) == len(pattern) and abs(float(text) - value) > ROUNDED:
        return plain(value)
    number, _, rest = text.partition(".")
    while rest and decimals[len(rest) - 1] in "#?" and rest[-1] == "0":
        rest = rest[:-1]
    number = number.lstrip("0").rjust(whole.count("0"), "0")
    return f"{number}.{rest}" if rest else number


def plain(value: float) -> str:
    """A number without a format: whole ones without a point, fractions without the noise of a calculation."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{round(value, GENERAL):.{GENERAL}g}"
