"""What stands in a cell: a number, a blank, a dash, a text, or something that cannot be read for sure."""

import re
from functools import lru_cache

from extract.documents.clean import BREAK, UNREADABLE
from extract.forms.labels import fold, group_heading, table3_row_exact
from extract.rare import rare
from extract.records import record
from extract.reports.model import State

DASHES = frozenset("-‐‑‒–—―−﹘﹣/／\\＼ー─━_＿")
NOUGHT = "0"
"""What most cells say: where every cell is asked about, this one is told without a look into a cache."""
WORDS = frozenset(
    (
        *("无", "空", "不涉及", "不适用", "暂无", "没有", "无此项", "无数据", "未涉及", "未发生", "无此情况"),
        *("无变化", "无增减", "无增减变化", "未变化", "不变", "持平"),
        *("无此类情况", "不存在", "不涉", "不适"),
    )
)
"""Words for nothing, or for no change; the last two are cut by a page break."""
ZEROS = frozenset(("零", "〇"))
"""Zero written as a word."""
LOST = re.compile(f"[{UNREADABLE}\ufffd]")
"""What may be a figure and cannot be read: a picture in a cell, a sign that the file's encoding has lost."""
BACKWARDS = "\u202e"
"""From this sign on text is drawn from its end."""

_INTEGER = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?")
_SIGNED = re.compile(r"([+-]{1,2})(\d[\d,，]*(?:\.\d+)?)")
_DASH_BEFORE = rare(r"[-‐‑‒–—―−﹘﹣]\s+\d")
"""A dash for none and a figure: a count has no sign."""
_CHANGE = rare(r"([增减↑↓])(?:加|少)?(?:了)?(\d{1,15})(?:项|个|件)?")
_RISE_AND_FALL = rare(r"[增减].*[增减]|[+-][^\w+-]*\d.*[+-][^\w+-]*\d")
_LEADING = rare(r"([+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)(?![\d.,，])(.+)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_LABEL = re.compile(r"\d{1,2}\s*(?:[.、．]\s*\D|[,，]\s*(?!其中|[含包均都共比较])[一-鿿])")
"""Words behind their own number, which a comma may follow as well; a comma also stands before a note."""
_NOTE = rare(r"\(|^[\[〔【][^\[\]]{1,20}[\]〕】]$")
"""A remark beside a number: words or a number in brackets."""
_RAISED = rare(r"([*※①-⑳]{1,2})\s+([\d,，.]+)")
"""A note's sign and the figure that it is raised beside: the higher line of the two is read first."""
_ANOTHER = rare(r"[\W_]*\d")
"""Behind digits, more of them."""
_NO_COUNT = rare(r"[十百千万亿](?!元)|[年月]|[%‰]")
"""Behind digits, what makes them no number of anything: 1.2万, 2023年, 5%."""
_YEAR = rare(r"(?:19|20)\d\d年度?")
"""A year alone captions a table; it stands in no cell."""
_MEASURES = "件条次份项个宗起例篇部元人家户处名批"
_MISTYPED = rare(
    rf"[A-Za-z\u0370-\u04ff〇零○|!]|[^\W\d_{_MEASURES}其含注]\d|[{_MEASURES}][\d,，.]+[{_MEASURES}]?$|\([^()]*\)\d"
)
"""Behind digits, no unit and no note: a letter typed for a digit, as in 519O and 5l90, a stamp's sign over one, or a second number."""
_SIGNS = frozenset("增减↑↓+-")
_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣", "-"))


@record(frozen=True, slots=True)
class Value:
    """A cell's state, its number where it leads with one, and what stands beside the number."""

    state: State
    value: int | float | None = None
    note: str | None = None


_BLANK = Value(State.BLANK)
_DASH = Value(State.DASH)
_TEXT = Value(State.TEXT)
_UNREAD = Value(State.UNREAD)

LONGEST = 15
"""Digits of the longest number; what is longer is several, run together."""


def _number(digits: str) -> int | float:
    digits = digits.replace(",", "").replace("，", "")
    return float(digits) if "." in digits else int(digits)


def _plain_number(text: str) -> Value | None:
    """A number that is written out in full, or None."""
    if len(text) > LONGEST and sum(map(str.isdigit, text)) > LONGEST:
        written = _INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text) or _THOUSANDS.fullmatch(text)
        return _UNREAD if written else None
    if _INTEGER.fullmatch(text):
        # 00 or 012 is not how anyone writes one number: more likely two cells run together.
        return _UNREAD if len(text) > 1 and text[0] == "0" else Value(State.NUMBER, int(text))
    if _DECIMAL.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return _UNREAD if re.match(r"0\d", text) else Value(State.NUMBER, _number(text))
    return None


def _is_dash(text: str) -> bool:
    """True for strokes alone, in a text without spaces around it."""
    return text[0] in DASHES and all(c in DASHES or c.isspace() for c in text)


def _is_label(note: str) -> bool:
    """True for a label of the form that ran into the number before it."""
    return (
        note.startswith("第二十条第") or group_heading(note) is not None or table3_row_exact(note) is not None
    )


JOINED = "\u202f"
"""Between the digits of one number: a narrow space at which no line breaks."""
_GROUPS = re.compile(r"[+-]?[\d.,，]+(?:\s+[\d.,，]+)+")

_AND_STROKE = rare(
    r"(?:[\d０-９][\d０-９,，.]*\s+)+[-－—–/／]+(?:\s+[\d０-９,，.\-－—–/／]+)*|[/／](?:\s+[\d０-９,，./／]+)+"
)
"""A number and a stroke for none: of two columns that were not kept apart."""


@lru_cache(maxsize=1 << 12)
def may_be_several(raw: str) -> bool:
    """Whether a cell leads with digits in groups: ``5 3`` may be one number set wide, or two.

    So may be figures and strokes that the author has set on two lines. ``\\n`` is the reader's own sign of a number put
    together again, a narrow space that does not break the printers' own.
    """
    if BREAK in raw and any(map(str.isdigit, raw)):
        return True
    if _AND_STROKE.fullmatch(raw):
        return True
    leading = None if "\n" in raw or JOINED in raw else _GROUPS.match(fold(raw).strip())
    if leading is None:
        return False
    return all(g[0].isdigit() and g[-1].isdigit() for g in leading[0].lstrip("+-").split())


@lru_cache(maxsize=1 << 15)
def read_value(raw: str, value_type: str = "count") -> Value:
    """The state and the number of a cell as printed.

    ``value_type`` is the field's: only ``signed`` cells take 增 and 减 and two signs as part of the
    number. Digits that may be two numbers (``00``, ``12,34``) are unread, never guessed.
    """
    if raw.isascii() and raw.isdigit():
        return _plain_number(raw) or _UNREAD
    text = fold(raw).strip()
    if not text:
        return _BLANK
    if BACKWARDS in raw:
        return _UNREAD
    plain = _plain_number(text)
    if plain is not None:
        return plain
    if _is_dash(text):
        return _DASH
    if LOST.search(text):
        return _UNREAD
    joined = _SPACES.sub("", text)
    if joined in WORDS:
        return _TEXT
    if joined in ZEROS:
        return Value(State.NUMBER, 0)
    if len(text) != len(joined):
        plain = _plain_number(joined)
        if plain is not None:
            return plain
    if value_type != "signed" and _DASH_BEFORE.match(text):
        return _UNREAD
    read = _signed(joined, value_type) or (_change(joined, text) if value_type == "signed" else None)
    read = read or _with_note(joined, text)
    if read is not None:
        return read
    if any(c.isdigit() for c in joined) and not any("一" <= c <= "鿿" for c in joined):
        return _UNREAD
    return Value(State.TEXT, None, text)


def _signed(joined: str, value_type: str) -> Value | None:
    """A number behind its sign; two signs are a sign and a dash, but where the field itself says what rose or fell."""
    found = _SIGNED.fullmatch(joined.translate(_MINUS))
    if found is None:
        return None
    number = _plain_number(found[2])
    if number is None or number.value is None or (len(found[1]) > 1 and value_type != "signed"):
        return _UNREAD
    return Value(State.NUMBER, number.value * (-1 if found[1][-1] == "-" else 1))


def _change(joined: str, text: str) -> Value | None:
    """A rise or a fall told by a word; text where both stand in one cell."""
    if change := _CHANGE.fullmatch(joined):
        return Value(State.TEXT, int(change[2]) * (-1 if change[1] in "减↓" else 1), change[1])
    return Value(State.TEXT, None, text) if _RISE_AND_FALL.search(joined) else None


def _with_note(joined: str, text: str) -> Value | None:
    """A number with words behind it, which may be its unit or a note, but no second number and no label."""
    raised = _RAISED.fullmatch(text)
    if raised is not None:
        joined = raised[2] + raised[1]
    found = _LEADING.fullmatch(joined)
    if found is None or _LABEL.match(joined):
        return None
    lead, note = found.groups()
    number = _plain_number(lead.lstrip("+-"))
    if number is None or number.value is None or (_ANOTHER.match(note) and not _NOTE.search(note)):
        return _UNREAD
    if _NO_COUNT.match(note):
        return Value(State.TEXT, None, text)
    if _is_label(note) or _MISTYPED.match(note) or _is_dash(note):
        return _UNREAD  # 2- may be -2, whose sign a converter has moved
    return Value(State.TEXT, number.value * (-1 if lead[0] == "-" else 1), note)


_REST = rare(r"[.,]\d{0,9}")
"""What a broken number goes on with in the next line."""
_TOKEN = re.compile(r"[+-]{0,2}\d[\d,，]*(?:\.\d+)?")


@lru_cache(maxsize=1 << 15)
def is_value(text: str) -> bool:
    """True for a cell or word that stands in a value's place: blank, number, dash, a word for nothing, number with note."""
    if text.isascii() and text.isdigit():
        return True
    folded = fold(text).strip()
    if not folded or folded in WORDS or folded in ZEROS or _is_dash(folded):
        return True
    if len(folded) <= 12 and LOST.search(folded):
        return not any("一" <= c <= "鿿" for c in folded)
    if _LABEL.match(folded) or _YEAR.fullmatch(folded):
        return False
    if folded[0] in ".," and _REST.fullmatch(folded):
        return True
    if _TOKEN.match(folded) or folded[0] in _SIGNS or _RAISED.fullmatch(folded):
        if not folded.isascii() and table3_row_exact(text) is not None:
            return False  # 1 属于国家秘密 leads with its own number, not with a count
        read = read_value(text, "signed")
        if read.state in (State.NUMBER, State.UNREAD):
            return True
        if read.value is None:
            return len(folded) <= 16 and any(c.isdigit() for c in folded)
        return True
    return False


_NOTED = re.compile(
    r"[+-]?\d[\d,]*(?:\.\d+)?(?:件|条|项|个|份|宗|万?元)?(?:\([^()]*\)|\[\d{1,2}\]|[*※①-⑳]{1,3})?"
)


@lru_cache(maxsize=1 << 14)
def is_number_word(word: str) -> bool:
    """True for a word of a line that can only be a cell, or its end: digits, with a unit, a note in brackets or a note's sign or without, or a stroke."""
    folded = fold(word)
    if not folded:
        return False
    shapes = (_TOKEN, _NOTED, _CHANGE, _REST)
    numeric = any(shape.fullmatch(folded) for shape in shapes)
    return numeric or all(c in DASHES for c in folded)
