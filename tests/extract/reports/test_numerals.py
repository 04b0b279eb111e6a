"""Numbers and dates in Chinese characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.word.numbers import numeral
from extract.reports.identity.years import iso_date
from extract.reports.numerals import NUMERALS, chinese_number


@given(st.integers(1, 99))
def test_reads_what_word_counts(count: int):
    assert chinese_number(numeral(count, "chineseCounting")) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [("一百零五", 105), ("两千三百", 2300), ("三四", None), ("十十", None), ("十百", None)],
)
def test_what_is_no_number_has_none(text: str, number: int | None):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二四年一月二十三日", "2024-01-23"),
        ("二〇二四年十十月二十日", None),
        ("二〇二四年三四月一日", None),
        ("2024年13月1日", None),
    ],
)
def test_a_date_is_one_of_the_calendar(text: str, date: str | None):
    assert iso_date(text) == date


@given(st.text(NUMERALS, max_size=5), st.text(NUMERALS, max_size=5))
def test_no_row_of_numerals_stops_the_reading(month: str, day: str):
    iso_date(f"二〇二四年{month}月{day}日")
