"""The public catalogue of checks, and every sentence a check can say, read from ``data/forms/checks.toml``."""

from collections.abc import Hashable, Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from extract.forms import forms
from extract.forms.catalogue import load
from extract.reports.model import Finding

PASS, PASS_IF_BLANK_IS_ZERO, FAIL, NOT_ASSESSABLE = "pass", "pass_if_blank_is_zero", "fail", "not_assessable"
OUTCOMES = (PASS, PASS_IF_BLANK_IS_ZERO, FAIL, NOT_ASSESSABLE)
SEVERITIES = ("error", "warning", "info")
_AS_WRITTEN = ("id", "group", "formula", "severity", "audience", "public_when", "basis", "level")


class Both(NamedTuple):
    """One wording in Chinese and English."""

    zh: str
    en: str


class Check(NamedTuple):
    """One check as the public catalogue shows it.

    ``public_when`` is ``unreviewed`` (shown at once, marked as not yet confirmed by a person) or
    ``confirmed`` (shown only after a person confirmed it). ``forms`` lists the forms it applies to,
    ``first_year`` and ``last_year`` the report years (None: no limit). ``not_carried`` says why a
    check of the list cannot be made from the data; such a check never gives a finding. ``condition`` says when
    a finding's severity is another than ``severity``, or what it is meant for.
    """

    id: str
    group: str
    name: Both
    says: Both
    formula: str
    severity: str
    condition: Both | None
    audience: str
    public_when: str
    applies: tuple[str, ...]
    forms: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    basis: str
    level: str
    sources: tuple[str, ...]
    exceptions: Both
    since: str
    fail: Both
    thresholds: Mapping[str, float]
    not_carried: Both | None

    def covers(self, year: int | None) -> bool:
        """Whether the check is made for reports on that year; an unknown year is never covered by a limit."""
        if year is None:
            return self.first_year is None and self.last_year is None
        return (self.first_year or year) <= year <= (self.last_year or year)


def _both(raw: Mapping[str, Any], name: str) -> Both:
    return Both(raw.get(f"{name}_zh", ""), raw.get(f"{name}_en", ""))


def _forms_between(first: int | None, last: int | None) -> tuple[str, ...]:
    """The forms in force at any time between two report years."""
    return tuple(
        form.id
        for form in forms().values()
        if (last is None or form.first_year <= last)
        and (first is None or form.last_year is None or form.last_year >= first)
    )


@cache
def groups() -> Mapping[str, Both]:
    """The families of checks by id, in the order of the catalogue."""
    return MappingProxyType({name: Both(**wording) for name, wording in load("checks")["groups"].items()})


@cache
def catalogue() -> Mapping[str, Check]:
    """Every check by id, in the order of the catalogue. Raises ``KeyError`` for a row that lacks a field."""
    found = {}
    for raw in load("checks")["check"]:
        first, last = raw.get("first_year"), raw.get("last_year")
        found[raw["id"]] = Check(
            **{name: raw[name] for name in _AS_WRITTEN},
            name=_both(raw, "name"),
            says=_both(raw, "says"),
            exceptions=_both(raw, "exceptions"),
            fail=_both(raw, "fail"),
            condition=_both(raw, "condition") if "condition_zh" in raw else None,
            applies=tuple(raw["applies"].split()),
            forms=_forms_between(first, last),
            first_year=first,
            last_year=last,
            sources=tuple(raw["sources"]),
            since=raw.get("since", load("checks")["since"]),
            thresholds=MappingProxyType(raw.get("thresholds", {}) | raw.get("ceilings", {})),
            not_carried=_both(raw, "not_carried") if "not_carried_zh" in raw else None,
        )
    return MappingProxyType(found)


@cache
def aspects(check_id: str) -> Mapping[Both, tuple[str, ...]]:
    """What a check looks for in the text, and the words that show it."""
    raw = next(c for c in load("checks")["check"] if c["id"] == check_id)
    return MappingProxyType({Both(a["zh"], a["en"]): tuple(a["words"]) for a in raw["aspects"]})


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of set phrases: ``standard`` (left out of comparisons) or ``empty`` (a section without content)."""
    return tuple(load("checks")["phrases"][name])


@cache
def stated_figures() -> Mapping[str, str]:
    """Which check compares which figure of the text, by the figure's code."""
    return MappingProxyType(load("checks")["stated"])


@cache
def slips() -> Mapping[str, tuple[float, Both]]:
    """Each kind of slip that a failed sum may come from: its weight, and how it is worded."""
    return MappingProxyType(
        {k: (v["weight"], Both(v["zh"], v["en"])) for k, v in load("checks")["suspects"].items()}
    )


@cache
def wording(name: str) -> Both:
    """A wording of the self-check. Raises ``KeyError`` for an unknown one."""
    return Both(**load("checks")["selfcheck"][name])


@cache
def reason(name: str) -> Both:
    """Why something cannot be judged, as a wording with gaps. Raises ``KeyError`` for an unknown reason."""
    return Both(**load("checks")["reasons"][name])


@cache
def outcome_wording(name: str) -> Both:
    """How an outcome other than a failure is told, as a wording with gaps."""
    return Both(**load("checks")["outcomes"][name])


def number(value: float | None) -> str:
    """A figure as printed in a sentence: no trailing zeros, a dash where there is none."""
    if value is None:
        return "—"
    if isinstance(value, int):
        return str(value)
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.6f}".rstrip("0")


def _percent(share: float | None) -> str:
    """A share as a percentage in a sentence, a dash where there is none."""
    return number(None) if share is None else f"{share:.0%}"


def fill(wording: Both, words: Mapping[str, Hashable]) -> Both:
    """Fill the gaps of a wording; a two-language word gives its own language to each."""
    zh, en = dict(words), dict(words)
    for gap, word in words.items():
        if isinstance(word, Both):
            zh[gap], en[gap] = word
    return Both(wording.zh.format_map(zh).strip(), wording.en.format_map(en).strip())


@lru_cache(maxsize=1 << 9)
def _both_sides(where: Hashable) -> Both:
    """How a check of this place is told whose two sides are one figure, which is still to be filled in."""
    return fill(outcome_wording("pass_equal"), {"where": where, "left": "{left}"})


def _both_sides_are(figure: float | None, where: Hashable) -> Both:
    """How a check is told whose two sides are this figure."""
    said, told = _both_sides(where), number(figure)
    return Both(said.zh.replace("{left}", told), said.en.replace("{left}", told))


@lru_cache(maxsize=1 << 8)
def passed(check_id: str, *cells: str) -> Finding:
    """A check that holds, with nothing to be filled in."""
    return finding(check_id, PASS, cells=cells)


def _wording_of(check: Check, status: str, because: str | None, said: str | None) -> Both:
    """How an outcome of a check is worded, with its gaps."""
    if status == FAIL:
        return check.fail
    if status == NOT_ASSESSABLE:
        return reason(because or "no_table")
    return outcome_wording(said or status)


def _given(check: Check, left: float | None, right: float | None) -> dict[str, Hashable]:
    """What may be filled in of every finding."""
    apart = None if left is None or right is None else abs(round(left - right, 6))
    return {
        "where": check.name,
        "left": number(left),
        "right": number(right),
        "difference": number(apart),
        "left_percent": _percent(left),
        "right_percent": _percent(right),
    }


def finding(
    check_id: str,
    status: str,
    *,
    cells: Iterable[str] = (),
    left: float | None = None,
    right: float | None = None,
    because: str | None = None,
    severity: str | None = None,
    audience: str | None = None,
    doubted: Both | None = None,
    said: str | None = None,
    **words: Hashable,
) -> Finding:
    """One outcome of one check, with its message in both languages.

    ``because`` names the reason of a ``not_assessable``. ``doubted`` lists cells that were not read
    with certainty: a failure on them is addressed to the reader, not to the publisher. ``said`` names
    another wording of an outcome that holds. ``words`` fill the gaps of the wording.
    """
    check = catalogue()[check_id]
    if status == PASS and said is None:  # most findings by far
        equal = left is not None and left == right
        where = words.get("where", check.name)
        message = _both_sides_are(left, where) if equal else outcome_wording("pass")
    else:
        message = fill(_wording_of(check, status, because, said), _given(check, left, right) | words)
        if status == FAIL and doubted is not None:
            audience = "reader"
            message = fill(outcome_wording("ours"), {"message": message, "doubted": doubted})
    return Finding(
        check_id,
        status,
        severity or check.severity,
        audience or check.audience,
        tuple(cells),
        left,
        right,
        message.zh,
        message.en,
    )
