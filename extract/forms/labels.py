"""From a printed label to the code of the form's row, column or heading.

Every answer is cached by the text as printed: the same few labels return in thousands of reports, so
only a wording never seen before is compared with the whole list.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.forms.catalogue import APPLICANTS, Field, form, load, sections

# Radicals that fonts put in place of the character and that compatibility folding does not mend.
_RADICALS = str.maketrans(
    "⺁⺟⺠⺩⺼⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⻳戶",
    "厂母民王月虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐龙龟户",
)
_KANGXI = dict.fromkeys(range(12032, 12246))
_NOT_WORD = re.compile(
    r"[\W_\u0600-\u06ff\u0750-\u077f\u0f00-\u0fff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefe]+"
)
"""What is no word of the forms; Uyghur, Tibetan and Mongolian stand beside it in two-language reports."""
_EXPLAINED = re.compile(r"\s*([^（()）]{2,14}?)\s*[（(][^（()）]{10,200}[)）]\s*")
"""A label with an explanation of what is to be counted; a shorter note may tell one row from another."""
_EXPLANATION = re.compile(r"\s*[（(][^（()）]{10,200}[)）]\s*$")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?=\D)")


def _folds() -> dict[int, str]:
    """One table for full-width signs, Kangxi radicals and the radicals that NFKC leaves."""
    import unicodedata

    table: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)), "")
    table |= dict.fromkeys((0xFEFF, 0xAD), "")
    table |= dict.fromkeys((0x3000, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
    for source, target in _RADICALS.items():
        table[source] = chr(target) if isinstance(target, int) else target
    return {code: text.translate(_RADICALS) for code, text in table.items()}


_FOLDS = {chr(code): text for code, text in _folds().items()}
_FOLDED = re.compile("[" + "".join(_FOLDS) + "]")


def fold(text: str) -> str:
    """The text with full-width signs, radicals, odd spaces and zero-width marks made ordinary; digits keep their value."""
    if text.isascii():
        return text
    return _fold(text) if len(text) > LINE else _fold_line(text)


def _fold(text: str) -> str:
    # Few signs of a text are folded: a pattern finds them several times faster than a table is asked about each sign.
    found = _FOLDED.findall(text)
    for sign in set(found) if found else ():  # what one is folded to is never folded itself
        text = text.replace(sign, _FOLDS[sign])
    return text


LINE = 400
"""Characters up to which a text may be a line: titles, headings and names are looked for in the same few dozen."""
_fold_line = lru_cache(maxsize=1 << 8)(_fold)


@cache
def _characters() -> tuple[re.Pattern[str], dict[int, str], Mapping[str, str]]:
    """What finds a traditional character, traditional → simplified characters, and the words that differ besides."""
    raw = load("labels")["characters"]
    table = {ord(t): s for t, s in zip(raw["traditional"], raw["simplified"], strict=True)}
    return re.compile("[" + "".join(map(chr, table)) + "]"), table, raw["words"]


def in_simplified(text: str) -> str:
    """A text of any length in simplified characters, as long as it was."""
    if text.isascii():
        return text
    traditional, characters, words = _characters()
    if traditional.search(text):
        text = text.translate(characters)
    for word, usual in words.items():
        text = text.replace(word, usual)
    return text


@lru_cache(maxsize=1 << 16)
def simplified(text: str) -> str:
    """A line in simplified characters, as long as it was; lines return, so that each is turned once."""
    return in_simplified(text)


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """A label reduced to what tells it apart: no spaces, brackets, quotes or stops; simplified, 其它 as 其他."""
    return simplified(_NOT_WORD.sub("", fold(text))).replace("其它", "其他")


def unnumbered(key: str) -> str:
    """A reduced label without its leading number."""
    return _NUMBERING.sub("", key)


def _index(wordings: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {plain(word): code for code, words in wordings.items() for word in words}


def _by_code(index: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The reduced wordings of each code."""
    keys: dict[str, tuple[str, ...]] = {}
    for key, code in index.items():
        keys[code] = (*keys.get(code, ()), key)
    return keys


def _by_length(wordings: Mapping[str, str]) -> list[tuple[int, int, list[tuple[str, str]]]]:
    """The wordings of each length with their codes, and how many characters may be lost or wrong in them."""
    found: dict[int, list[tuple[str, str]]] = {}
    for wording, code in wordings.items():
        found.setdefault(len(wording), []).append((wording, code))
    return [(length, max(1, int(length * 0.3)), known) for length, known in found.items()]


class Vocabulary:
    """The labels of one part of a form: exact wordings first, else the one nearest wording.

    A wording that differs by lost or wrong characters is taken only if it is near (at most three
    characters in ten) and clearly nearer to one code than to any other.
    """

    def __init__(self, wordings: Mapping[str, Iterable[str]], *, numbers_optional: bool = True) -> None:
        self.exact = _index(wordings)
        self.bare: dict[str, str] = {}
        if numbers_optional:
            for key, code in self.exact.items():
                short = unnumbered(key)
                if len(short) >= 4 and self.bare.setdefault(short, code) != code:
                    raise ValueError(f"two rows are called {short}")
        self._signs = frozenset("".join((*self.exact, *self.bare)))
        self._near = [
            _by_length({k: c for k, c in self.exact.items() if len(k) >= 4 and k not in self.bare}),
            _by_length(self.bare),
        ]

    def look_up(self, text: str) -> str | None:
        """The code of a wording that the form or its known variants print, else None."""
        if text.isascii():
            return None  # every wording is Chinese: a figure, most often
        key = plain(text)
        return self.exact.get(key) or self.bare.get(unnumbered(key))

    def nearest(self, key: str) -> str | None:
        """The code whose wording is clearly the nearest to a reduced label, else None."""
        short = unnumbered(key)
        if len(short) < 4 or self._signs.isdisjoint(key):
            return None
        best: dict[str, int] = {}
        for mine, wordings in zip((key, short), self._near, strict=True):
            for length, limit, known in wordings:
                if abs(length - len(mine)) > limit:
                    continue
                for wording, code in known:
                    distance = Levenshtein.distance(mine, wording, score_cutoff=limit)
                    if distance <= limit and distance < best.get(code, 99):
                        best[code] = distance
        ranked = sorted(best.items(), key=lambda kv: kv[1])
        if not ranked or (len(ranked) > 1 and ranked[1][1] - ranked[0][1] < 2):
            return None
        return ranked[0][0]


def _table3_wordings() -> dict[str, list[str]]:
    extra = load("labels")["table3"]["rows"]
    rows = form("t2021").tables["table3"].fields
    wordings: dict[str, list[str]] = {}
    for row in rows:
        if row.computed:
            continue
        label = row.label_zh
        wordings[row.code] = [label, label.partition("（区分")[0], *row.variants, *extra.get(row.code, ())]
    return wordings


@cache
def _table3() -> Vocabulary:
    return Vocabulary(_table3_wordings())


@cache
def _groups() -> dict[str, str]:
    words = load("labels")["table3"]
    return _index(words["groups"]) | dict.fromkeys(map(plain, words["span"]), "span")


@cache
def _table3_head() -> frozenset[str]:
    return frozenset(map(plain, load("labels")["table3"]["head"]["words"]))


@lru_cache(maxsize=1 << 14)
def group_heading(text: str) -> str | None:
    """The code of a heading of rows in table three (``out_refused`` …; ``span`` for 三、本年度办理结果), else None."""
    return None if text.isascii() else _groups().get(plain(text))


# What may stand before a row's label when a category cell runs into it, whole or cut by a line break.
_CATEGORY = "三本年度办理结果三不予公开四无法提供五不予处理六其他处理"
_PREFIX = re.compile(r"^(?:三?本年度办理结果)?(?:三?不予公开|四?无法提供|五?不予处理|六?其他处理)?")


@lru_cache(maxsize=1 << 15)
def table3_row(text: str) -> str | None:
    """The code of a row of table three from its printed label, also when its group's heading is fused to it."""
    known = table3_row_exact(text)
    if known is not None or text.isascii():
        return known
    key = plain(text)
    if len(key) < 2 or len(key) > 90 or key in _groups() or key in _table3_head():
        return None
    rest = _behind_groups(key)
    for label, code in _table3().exact.items():
        if len(label) >= 5 and label[0].isdigit() and key.endswith(label) and key[: -len(label)] in _CATEGORY:
            return code
    if is_of_table3_row(key):
        return None  # the end of 大量反复申请 is no 重复申请
    return _table3().nearest(key) or (_table3().nearest(rest) if rest else None)


def _behind_groups(key: str) -> str:
    """What follows the headings of groups at the beginning of a reduced label; empty where it begins with none."""
    end = _PREFIX.match(key).end()  # type: ignore[union-attr]
    return key[end:] if end else ""


@lru_cache(maxsize=1 << 15)
def table3_row_exact(text: str) -> str | None:
    """Like ``table3_row``, only for wordings known letter by letter: what tells that a table three stands here."""
    known = _table3().look_up(text)
    if known is not None or text.isascii():
        return known
    rest = _behind_groups(plain(text))
    return _table3().exact.get(rest) or _table3().bare.get(unnumbered(rest)) if rest else None


@cache
def table3_keys() -> Mapping[str, tuple[str, ...]]:
    """Every reduced wording of each row of table three, longest first: for labels cut over several lines."""
    found = _by_code(_table3().exact)
    return {code: tuple(sorted(keys, key=len, reverse=True)) for code, keys in found.items()}


def is_of_table3_row(key: str) -> bool:
    """Whether words are a part of the label of a row of table three."""
    return any(key in wording for wordings in table3_keys().values() for wording in wordings)


@lru_cache(maxsize=1 << 12)
def begins_table3_row(text: str) -> bool:
    """Whether a text is the beginning of the label of a row of table three, be it that of several."""
    short = "" if text.isascii() else unnumbered(plain(text))
    return len(short) > 1 and any(
        unnumbered(key).startswith(short) for keys in table3_keys().values() for key in keys
    )


def is_piece_of_table3_row(text: str) -> bool:
    """Whether a text is a part of the label of a row of table three, be it that of several."""
    return len(piece := plain(text)) > 1 and is_of_table3_row(piece)


@cache
def _applicants() -> Mapping[str, str]:
    return _index({a.code: (a.label_zh, *a.variants) for a in APPLICANTS})


@cache
def applicant_keys() -> Mapping[str, tuple[str, ...]]:
    """Every reduced wording of the heading of each column of table three."""
    return _by_code(_applicants())


@cache
def group_keys() -> tuple[str, ...]:
    """Every reduced wording of a heading of rows in table three."""
    return tuple(_groups())


def table3_head_keys() -> Collection[str]:
    """Every reduced wording of what stands above the columns of table three besides their own headings."""
    return _table3_head()


@lru_cache(maxsize=1 << 12)
def applicant(text: str) -> str | None:
    """The code of a column of table three from its heading, else None."""
    return None if text.isascii() else _applicants().get(plain(text))


@lru_cache(maxsize=1 << 14)
def is_table3_head(text: str) -> bool:
    """True for the heading words above the columns of table three."""
    key = plain(text)
    return key in _table3_head() or key.startswith("本列数据的勾稽关系")


@cache
def _continued() -> frozenset[str]:
    return frozenset(load("labels")["table3"]["head"]["continued"])


def is_continued(text: str) -> bool:
    """True for what is printed above the rest of a table on its next page."""
    return not text.isascii() and plain(text) in _continued()


def unexplained(text: str) -> str:
    """Words without the explanation in brackets that they end with: 规章（设区的市应提供相关数据）."""
    return _EXPLANATION.sub("", text) if text.rstrip().endswith((")", "）")) else text


@cache
def _table2_rows() -> Vocabulary:
    return Vocabulary(load("labels")["table2"]["rows"], numbers_optional=False)


@lru_cache(maxsize=1 << 14)
def table2_row(text: str) -> str | None:
    """The name of a row of table two (规章, 行政许可 …) from its printed label, else None."""
    if text.isascii():
        return None
    if explained := _EXPLAINED.fullmatch(text):
        return table2_row_exact(explained[1])
    key = plain(text)
    if len(key) > 14:
        return None
    return _table2_rows().look_up(text) or _table2_rows().nearest(key)


@lru_cache(maxsize=1 << 14)
def table2_row_exact(text: str) -> str | None:
    """Like ``table2_row``, only for wordings known letter by letter."""
    return _table2_rows().look_up(explained[1] if (explained := _EXPLAINED.fullmatch(text)) else text)


def _column(entry: Field) -> str:
    return entry.path.rpartition(" / ")[2] or entry.label_zh


@cache
def table2_codes(form_id: str) -> Mapping[tuple[str, str], str]:
    """(row, column) → code for table two of a form, by the names used in this module."""
    found = {}
    for entry in form(form_id).tables["table2"].fields:
        row = table2_row(entry.path.split(" / ")[1])
        assert row is not None, entry.path
        found[row, plain(_column(entry))] = entry.code
    return found


@cache
def _table2_columns() -> Vocabulary:
    wordings: dict[str, list[str]] = {}
    for form_id in ("t2021", "t2019"):
        for entry in form(form_id).tables["table2"].fields:
            name = plain(_column(entry))
            words = [_column(entry), *entry.variants]
            wordings.setdefault(name, []).extend(w for w in words if table2_row(w) is None)
    # 处理决定数量 heads a column of the 2019 form and shortens one of the 2021 form: the row tells which.
    return Vocabulary({k: dict.fromkeys(v) for k, v in wordings.items()}, numbers_optional=False)


@lru_cache(maxsize=1 << 13)
def table2_column(text: str) -> str | None:
    """The reduced name of a column of table two from its heading, else None."""
    if text.isascii():
        return None
    key = plain(text)
    if len(key) < 4 or len(key) > 24:
        return None
    return _table2_columns().look_up(text) or _table2_columns().nearest(key)


@cache
def _table4() -> tuple[Mapping[str, str], Mapping[str, str]]:
    words = load("labels")["table4"]
    return _index(words["routes"]), _index(words["results"])


_OTHER_ROWS = ("理由逾", "期不补正", "收费通知", "未按收费", "缴纳费用")
"""Words of the rows under （六）其他处理; between the lines of a broken label other words may stand."""


def other_is_one_row(text: str) -> bool:
    """Whether the words of table three, run together, name （六）其他处理 and none of the rows under it."""
    return "其他处理" in text and not any(words in text for words in _OTHER_ROWS)


_SEVERAL_TIMES = re.compile(r"^(.{4,30}?)\1+$")
"""A heading over and over: fake boldness, or a content control of Word as LibreOffice converts it."""


@lru_cache(maxsize=1 << 12)
def table4_route(text: str) -> str | None:
    """``rev``, ``lit``, ``lit_direct`` or ``lit_after`` from a heading of table four, else None."""
    if text.isascii():
        return None
    key = _SEVERAL_TIMES.sub(r"\1", plain(text))
    known = _table4()[0].get(key)
    if known is not None or len(key) > 30:
        return known
    if "未经复议" in key or "直接起诉" in key:
        return "lit_direct"
    return "lit_after" if "复议后" in key else None


@lru_cache(maxsize=1 << 12)
def table4_result(text: str) -> str | None:
    """``upheld``, ``corrected``, ``other``, ``pending`` or ``total`` from a heading of table four, else None."""
    return None if text.isascii() else _table4()[1].get(plain(text))


@cache
def result_keys() -> Mapping[str, tuple[str, ...]]:
    """Every reduced wording of the heading of each result of table four."""
    return _by_code(_table4()[1])


_SECTION_NUMBER = re.compile(r"^第?(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:部分)?(?=\D)")


def section_key(text: str) -> str:
    """A heading reduced like a label and without its number: 一、…, 1.…, 第一部分 …"""
    return _SECTION_NUMBER.sub("", plain(text))


@cache
def _section_titles() -> tuple[tuple[int, str], ...]:
    return tuple((s.order, section_key(title)) for s in sections() for title in (s.heading_zh, *s.variants))


@lru_cache(maxsize=1 << 13)
def section_title(key: str, near: bool) -> int | None:
    """The section (1–6) that a reduced heading names, else None; ``near`` allows wordings that only resemble a title."""
    best, order = 0.0, None
    for number, title in _section_titles():
        if key == title:
            return number
        if near and abs(len(key) - len(title)) <= 10:
            score = fuzz.ratio(key, title)
            if score > best:
                best, order = score, number
    return order if best >= 76 else None
