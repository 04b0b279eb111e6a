"""The sentences and labels of the exhibits, from ``zh.toml`` and ``en.toml``."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dashboard.exhibits.view import Language

_HERE = Path(__file__).parent


@cache
def _catalogue(language: str) -> dict:
    return tomllib.loads((_HERE / f"{language}.toml").read_text("utf-8"))


class Words:
    """The wording of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._all = _catalogue(language)

    def text(self, key: str, **values: object) -> str:
        """The sentence under a dotted key with its places filled. Raises ``KeyError`` for an unknown key."""
        return self.text_raw(key).format(**values)

    def question(self, key: str, year: int | str | None = None, **values: object) -> str:
        """A question with its year, or without one where no year can be named."""
        template = str(self.text_raw(key))
        if year is None:
            template = (
                template.replace("{year}年的", "")
                .replace("{year}年，", "")
                .replace("{year}年", "")
                .replace(" in {year}", "")
            )
        asked = template.format(year=year, **values)
        return asked[:1].upper() + asked[1:]

    def text_raw(self, key: str) -> str:
        """The sentence under a dotted key with its places open."""
        node = self._all
        for part in key.split("."):
            node = node[part]
        return str(node)

    def has(self, key: str) -> bool:
        """True when the key exists."""
        node = self._all
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                return False
            node = node[part]
        return True

    def label(self, code: str) -> str:
        """The short name of a row, group, column, result or reason, for charts and tables."""
        return self._all["label"][code]

    def column(self, code: str) -> str:
        """The heading of a table's column."""
        return self._all["column"][code]

    def count(self, noun: str, n: float) -> str:
        """A number with its noun in the right form: 0, 1 and many differ in English."""
        forms = self._all["count"][noun]
        form = forms["zero"] if n == 0 else forms["one"] if n == 1 else forms["many"]
        return form.format(n=number(n))

    def reports(self, n: int) -> str:
        """How many reports stand behind a figure."""
        return self.text("n.reports", reports=self.count("reports", n))

    def alt(self, question: str, answer: str) -> str:
        """What a figure shows, for those who do not see it."""
        return self.text("phrase.alt", question=question, answer=answer)

    def names(self, names: Iterable[str], most: int = 6) -> str:
        """Names joined as the language does it; past ``most`` the rest is counted."""
        listed = list(names)
        rest = len(listed) - most
        if rest > 0:
            listed = [*listed[:most], self.count("more", rest)]
        if self.language == "zh":
            return "、".join(listed)
        if len(listed) < 2:
            return "".join(listed)
        return ", ".join(listed[:-1]) + " and " + listed[-1]

    def percent(self, share: float) -> str:
        """A share as a whole percentage; what is not quite nothing or everything is not rounded to it."""
        if 0 < share <= 0.005:
            return "<1%"
        if 0.995 <= share < 1:
            return ">99%"
        return f"{share:.0%}"


def number(value: float | None) -> str:
    """A count with thousands separators; a fraction only where there is one."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
