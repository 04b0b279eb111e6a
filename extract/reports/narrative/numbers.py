"""Numbers in running text: how they are printed, and what they mean."""

import re

from extract.reports.numerals import NUMERALS, chinese_number

NUMBER = (
    r"(?P<about>约|近|超过|超|逾|大约|将近|不足|不到|共约)?(?<![几上第每前无])(?<!没有)(?<![^请息条件结复理总议讼]数)(?<![\d一二三四五六七八九十百][到至~-])"
    rf"(?P<n>\d{{1,3}}(?:[,，]\d{{3}})+(?![\d,，])|\d+(?:\.\d+)?|[{NUMERALS}]+)"
    r"(?P<big>万|亿)?(?P<more>余|多|几)?"
)
_NEARLY = re.compile(r"(?<![最附])(?:约|近)(?=[^，。；]{0,6}$)")
_ABOUT = re.compile(r"(?:大约|约|近|超过?|逾|不足|不到|不少于|多于|至少|接近)(?:为|有|达)?$")
BEYOND = 1e12
"""No figure of a report is as large: such digits are several numbers run together."""


def value_of(match: re.Match[str]) -> tuple[float, bool] | None:
    """The number of a match and whether it is meant exactly."""
    groups = match.groupdict()
    text = groups["n"].replace(",", "").replace("，", "")
    whole = float(text) if text[0].isdigit() else chinese_number(text)
    if whole is None or whole >= BEYOND:
        return None
    number = whole * {"万": 1e4, "亿": 1e8}.get(groups["big"] or "", 1)
    if number % 1 and not match[0].endswith("元"):
        return None  # an average: there are no halves of requests
    vague = groups["about"] or groups["more"] or groups.get("some") or groups["big"]
    vague = vague or _ABOUT.search(match.string, max(0, match.start() - 4), match.start("n"))
    vague = vague or _NEARLY.search(match.string[match.start() - 3 : match.start()])
    return (round(float(number), 4), not vague or number == 0)
