"""Every name of the gazetteer as the head of a body's name; the scores are printed."""

import random
from collections.abc import Callable

import pytest

from extract.regions import resolve
from extract.regions.gazetteer import Gazetteer, Place, gazetteer

Case = tuple[str, str, int | None, str, str]
"""Name, context, year, and what is right: adcode and town."""


@pytest.fixture(scope="module")
def book() -> Gazetteer:
    return gazetteer()


@pytest.fixture
def run(capsys) -> Callable[[str, list[Case]], tuple[float, float]]:
    """Resolves the cases, prints the scores, returns the shares right and wrong."""

    def scores(title: str, cases: list[Case]) -> tuple[float, float]:
        right = wrong = 0
        for name, context, year, adcode, town in cases:
            found = resolve(name, year=year, context=context)
            if found.agency.id is None:
                continue
            hit = found.region.adcode == adcode and (found.region.town or "") == town
            right, wrong = right + hit, wrong + (not hit)
        n = len(cases)
        with capsys.disabled():
            print(
                f"\n  {title}: n {n}, right {right / n:.4f}, open {1 - (right + wrong) / n:.4f}, wrong {wrong / n:.4f}"
            )
        return right / n, wrong / n

    return scores


def above(place: Place, book: Gazetteer) -> str:
    return "".join(book.path(place.line[-1])[:-1])


def towns(book: Gazetteer) -> list[Place]:
    return [t for t in book.towns() if t.sort == "town"]


def test_current_names_without_context(run, book):
    cases = [(p.name + "教育局", "", None, p.adcode, "") for p in book.divisions.values()]
    right, wrong = run("current names, no context", cases)
    assert wrong <= 0.001
    assert right >= 0.97


@pytest.mark.parametrize("way", ["before the name", "in the context"])
def test_current_names_with_the_parent_known(run, book, way):
    below = [p for p in book.divisions.values() if len(p.line) > 1]
    cases = [
        (above(p, book) + p.name + "教育局", "", None, p.adcode, "")
        if way == "before the name"
        else (p.name + "教育局", above(p, book), None, p.adcode, "")
        for p in below
    ]
    right, wrong = run(f"current names, parent {way}", cases)
    assert right >= 0.995
    assert wrong == 0


def test_former_names_in_their_year(run, book):
    former = [
        p
        for same in book.names.values()
        for p in same
        if p.sort in ("former", "merged") and (p.last or 0) > 2008
    ]
    cases = [(p.name + "教育局", "", max(p.first, 2008, (p.last or 0) - 1), p.adcode, "") for p in former]
    right, wrong = run("former names (since 2008), in their year", cases)
    assert wrong <= 0.001
    assert right >= 0.94


def test_towns_with_the_county_known(run, book):
    some = random.Random(19).sample(towns(book), 8000)  # all of them stand in test_resolve.py
    cases = [
        (above(t, book) + book.divisions[t.adcode].name + t.name + "人民政府", "", None, t.adcode, t.name)
        for t in some
    ]
    right, wrong = run("towns, county before the name, its path known", cases)
    assert (right, wrong) == (1.0, 0.0)


def test_towns_with_the_county_in_the_context(run, book):
    some = random.Random(20).sample(towns(book), 4000)
    cases = [(t.name + "人民政府", "/".join(book.path(t.adcode)), None, t.adcode, t.name) for t in some]
    right, wrong = run("towns, county in the context", cases)
    assert right >= 0.9995
    assert wrong == 0


def test_towns_without_context_are_never_guessed(run, book):
    some = random.Random(21).sample(towns(book), 4000)
    _, wrong = run("towns, no context", [(t.name + "人民政府", "", None, t.adcode, t.name) for t in some])
    assert wrong <= 0.001


def one_character_changed(name: str, draw: random.Random, characters: list[str]) -> str:
    at = draw.randrange(len(name) - 1)
    return name[:at] + draw.choice([c for c in characters if c != name[at]]) + name[at + 1 :]


@pytest.mark.parametrize("known", [False, True])
def test_names_with_one_wrong_character(run, book, known):
    draw = random.Random(22)
    characters = sorted({c for p in book.divisions.values() for c in p.name[:-1]})
    cases = []
    for place in book.divisions.values():
        if len(place.name) < 3 or len(place.line) < 2:
            continue
        printed = one_character_changed(place.name, draw, characters)
        if not known and (printed in book.names or printed in book.shorts):
            continue  # it has become another real name: only the context could tell
        context = above(place, book) if known else ""
        cases.append((printed + "教育局", context, None, place.adcode, ""))
    right, wrong = run(f"one wrong character, parent {'known' if known else 'unknown'}", cases)
    assert wrong <= 0.001
    assert right >= (0.85 if known else 0.1)
