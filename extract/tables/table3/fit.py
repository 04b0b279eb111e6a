"""How well words fit the label of each row of table three, by the pairs of characters that they share."""

from collections.abc import Callable, Mapping, Set
from functools import cache, lru_cache

from extract.tables.codes import ROWS, SINGLE, wordings_of
from extract.tables.placed.tokens import LABEL


def _grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


@cache
def _wordings() -> Mapping[str, tuple[tuple[str, Set[str]], ...]]:
    """The wordings of each row, each with its pairs of characters."""
    return {code: tuple((key, _grams(key)) for key in wordings_of(code)) for code in (*ROWS, SINGLE)}


Scores = Mapping[str, float]
"""How well a text fits each row of the form (0–1)."""


def _kept_if_short(scores_of: Callable[[str], Scores]) -> Callable[[str], Scores]:
    """The same answers, those for what is likely to be a label kept: it returns with the next report."""
    kept = lru_cache(maxsize=1 << 10)(scores_of)
    return lambda text: kept(text) if len(text) <= LABEL else scores_of(text)


@_kept_if_short
def coverage(context: str) -> Scores:
    """How much of each row's wording stands in a text, the best of its wordings."""
    grams = _grams(context)
    found = {
        code: max([len(mine & grams) / len(mine) for _, mine in keys]) for code, keys in _wordings().items()
    }
    other = _grams("其他处理")
    found[SINGLE] = max(found[SINGLE], len(other & grams) / len(other))
    return found


@_kept_if_short
def belonging(piece: str) -> Scores:
    """How well a word on the very height of the values fits into the wording of each row."""
    grams = _grams(piece)
    return {
        code: max([1.0 if piece in key else len(grams & mine) / len(grams) for key, mine in keys])
        for code, keys in _wordings().items()
    }
