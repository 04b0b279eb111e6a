"""Numbers in Chinese characters."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "一二两三四五六七八九十百千零〇"


def chinese_number(text: str) -> int | None:
    """二十三 → 23; None for what is no number, as 三四 and 十十. ``text`` has nothing but ``NUMERALS``."""
    total, digit, after_digit = 0, 0, False
    larger = 10_000
    for char in text:
        if char in _UNITS:
            if _UNITS[char] >= larger:
                return None
            larger = _UNITS[char]
            total += (digit or 1) * larger
            digit, after_digit = 0, False
        else:
            digit = _DIGITS[char]
            if digit and after_digit:
                return None
            after_digit = digit > 0
    return total + digit
