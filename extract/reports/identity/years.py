"""Years and dates as reports print them."""

import re
from datetime import date

from extract.forms.labels import fold
from extract.rare import rare
from extract.reports.numerals import chinese_number

_CN_YEAR = r"二[〇零○O0][〇零○O0一二三四][〇零○O0一二三四五六七八九]"
YEAR = (
    rf"(?P<year>20[0-4]\d(?!\d)|{_CN_YEAR}|(?<![\d第])(?:0[89]|[12]\d)(?=年))\s*年?(?:度)?"
    r"(?:1月1日(?:起)?[至到—~-]+(?:20\d\d年)?12月31日)?"
)
PART_OF_A_YEAR = r"(?:[上下]半年|[第前]?[一二三四1-4]个?季度|(?<![\d—–－~至-])(?!1[-—–－~至]+12月)(?:1?\d[-—–－~至]+)?1?\d月份?)"
"""What follows a year of which a paper tells only a part."""
YEAR_ALONE = rare(rf"[（(]?{YEAR}[）)]?")
_PERIOD = re.compile(
    r"(20\d\d)年(?:1月1日|1月|1(?=[-—~至]12月)|(?<=2008年)5月1日)(?:0时|零时)?(?:起|开始)?[，,]?(?:至|到|—{1,2}|--?|－|~)(?:\1年)?12月(?:31日|底|份|止)?"
)
"""The days of a whole year: of 2008 those from 1 May on, when the regulation came into force."""
DATE = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
CN_DATE = re.compile(rf"({_CN_YEAR})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日")
YEAR_BEGUN = re.compile(r"(?<!\d)(?:2|20\d{0,2}|二|二[〇零○]\w{0,2})$")
YEAR_WHOLE = rare(r"(?:20\d\d|二[〇零○][一二三四五六七八九〇零○]{2})年")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def as_year(text: str | None) -> int | None:
    """The year that digits or 二〇… name, in four digits; None for no text."""
    if not text:
        return None
    year = int(text.translate(_DIGITS))
    return year if year >= 100 else 2000 + year


def iso_date(text: str) -> str | None:
    """The date that a text begins to name, as ``YYYY-MM-DD``; None for none and for a day that no calendar has."""
    text = fold(text)
    match = DATE.search(text)
    if match is not None:
        year, month, day = (int(g) for g in match.groups())
    else:
        match = CN_DATE.search(text)
        if match is None:
            return None
        year = int(match[1].translate(_DIGITS))
        month, day = chinese_number(match[2]) or 0, chinese_number(match[3]) or 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def period_year(text: str) -> int | None:
    """The year of the only period (1月1日至12月31日) that a text names, else None."""
    years = {int(m[1]) for m in _PERIOD.finditer(text)}
    return years.pop() if len(years) == 1 else None
