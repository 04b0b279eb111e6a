"""Both catalogues say the same things, all of them, in their own language."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from dashboard.pages import PAGES
from dashboard.text import LANGUAGES, _flat, catalogue, text

HERE = Path(__file__).resolve().parents[2] / "dashboard"
ZH, EN = (catalogue(language) for language in LANGUAGES)
CJK = re.compile(r"[\u3400-\u9fff]")
KEPT_IN_CHINESE = {"nav.other_language", "search.hint"}
"""English texts that name something Chinese on purpose."""
EMPTY = {"phrase.space", "count.more.zero"}
"""Texts that say nothing in one of the languages."""


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys():
    assert set(ZH) == set(EN)


@pytest.mark.parametrize("key", sorted(ZH))
def test_both_languages_fill_the_same_places(key):
    if not key.startswith("count."):
        assert places(ZH[key]) == places(EN[key])
    assert key in EMPTY or (ZH[key].strip() and EN[key].strip())


def test_english_is_complete():
    chinese = {key for key, sentence in EN.items() if CJK.search(sentence)}
    assert chinese == KEPT_IN_CHINESE


def test_english_has_one_word_for_an_agency():
    """That of the forms' glossary, of the README, of codes and addresses."""
    said = {key: re.sub(r"{[^}]*}", "", sentence) for key, sentence in EN.items()}
    assert [key for key, sentence in said.items() if re.search(r"\bbod(y|ies)\b", sentence, re.I)] == []


def test_chinese_sentences_end_in_chinese_signs():
    """No ASCII comma, semicolon, colon or question mark between Chinese characters."""
    wrong = re.compile(r"[\u3400-\u9fff][,;:?!][\u3400-\u9fff]?")
    assert [key for key, sentence in ZH.items() if wrong.search(sentence)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_has_its_words(page):
    for part in ("nav", "title", "lead", "head"):
        assert f"{part}.{page.name}" in ZH


def test_no_key_stands_in_two_files():
    for language in LANGUAGES:
        files = [HERE / "text" / f"{kind}{language}.toml" for kind in ("", "exhibits.")]
        found = [_flat(tomllib.loads(file.read_text("utf-8"))) for file in files]
        assert found[0].keys() & found[1].keys() == set()
        assert found[0].keys() | found[1].keys() == catalogue(language).keys()


def test_every_key_in_the_code_exists():
    used = set()
    for file in HERE.rglob("*.py"):
        used |= set(re.findall(r"""\bt\(\s*"([a-z_0-9.]+)\"""", file.read_text("utf-8")))
    used.discard("")
    assert sorted(key for key in used if key not in ZH and not key.endswith((".", "_"))) == []
    assert len(used) > 60


def test_counts_have_their_thousands_apart_and_years_do_not():
    assert (
        text("zh")("coverage.of_year", year=2024, all=4051, have=12)
        == "2024 年：4,051 个机关中有 12 个有报告。"
    )


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        text("zh")("no.such.key")


def test_lists_are_joined_as_the_language_does():
    assert text("zh").joined(["甲", "乙"]) == "甲、乙"
    assert text("en").joined(["a", "b"]) == "a, b"


@pytest.mark.parametrize(
    ("n", "zh", "en"),
    [(0, "0件", "no requests"), (1, "1件", "1 request"), (3525, "3,525件", "3,525 requests")],
)
def test_numbers_with_their_nouns(n, zh, en):
    assert text("zh").count("requests", n) == zh
    assert text("en").count("requests", n) == en


def test_names_are_joined_as_the_language_does():
    assert text("zh").names(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert text("en").names(["甲", "乙", "丙"]) == "甲, 乙 and 丙"
    assert text("en").names(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
    assert text("en").names([]) == ""


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.001, "<1%"), (2 / 400, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1, "100%")],
)
def test_a_share_is_not_rounded_to_nothing_or_all(share, said):
    assert text("en").percent(share) == said


def test_a_tenth_of_a_percent_is_told_where_it_is_asked_for():
    assert [text("zh").percent(s, 1) for s in (0.2470, 0.0001, 0.9999, 1)] == [
        "24.7%",
        "<0.1%",
        ">99.9%",
        "100.0%",
    ]
