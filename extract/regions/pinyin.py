"""Chinese names in pinyin, from ``data/regions/pinyin.csv``, so that an id never changes with a library's dictionary."""

from functools import cache, lru_cache

from extract.regions.gazetteer import rows


@cache
def _readings() -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """The readings by text, and the length of the longest word that begins with a character."""
    table = {row["text"]: tuple(row["pinyin"].split()) for row in rows("pinyin")}
    longest: dict[str, int] = {}
    for text in table:
        longest[text[0]] = max(longest.get(text[0], 1), len(text))
    return table, longest


@lru_cache(maxsize=65536)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text without tones; Latin letters and digits stay, one by one; other signs are dropped."""
    table, longest = _readings()
    found: list[str] = []
    at = 0
    while at < len(text):
        for end in range(at + longest.get(text[at], 1), at, -1):
            if (reading := table.get(text[at:end])) is not None:
                found.extend(reading)
                at = min(end, len(text))
                break
        else:
            if text[at].isascii() and text[at].isalnum():
                found.append(text[at].lower())
            elif "\u3400" <= text[at] <= "\u9fff":
                found.append(f"u{ord(text[at]):x}")  # a character too rare for the table keeps its own mark
            at += 1
    return tuple(found)


def spelled(text: str) -> str:
    """A text in pinyin without gaps."""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """The first letter of each syllable."""
    return "".join(s[0] for s in syllables(text))
