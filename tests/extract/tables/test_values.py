"""What stands in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reports.model import State
from extract.tables.values import DASHES, is_number_word, is_value, may_be_several, read_value

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("0", 0),
        ("17", 17),
        ("３２５", 325),
        ("1,036", 1036),
        ("１，０３６", 1036),
        ("1 0", 10),
        (" 5\n", 5),
        ("6\u200b", 6),
    ],
)
def test_a_number_is_read_however_it_is_set(raw: str, number: int) -> None:
    assert read_value(raw).state is State.NUMBER
    assert read_value(raw).value == number


@pytest.mark.parametrize("raw", ["", " ", "\u3000", "\xa0", "\ufeff"])
def test_a_blank_is_a_blank_and_not_zero(raw: str) -> None:
    assert read_value(raw).state is State.BLANK
    assert read_value(raw).value is None


@pytest.mark.parametrize("raw", ["-", "--", "—", "－", "/", "／", "— —", "_"])
def test_a_stroke_is_a_dash(raw: str) -> None:
    assert read_value(raw).state is State.DASH


@pytest.mark.parametrize("raw", ["无", "空", "不涉及", "不适用"])
def test_a_word_for_nothing_is_text_without_a_number(raw: str) -> None:
    assert (read_value(raw).state, read_value(raw).value) == (State.TEXT, None)


@pytest.mark.parametrize("raw", ["2023年", "2023年无此项", "1月5日", "5%", "１２％", "1.2万件"])
def test_a_year_a_share_or_a_rounded_figure_is_a_text_and_no_count(raw: str) -> None:
    assert (read_value(raw).state, read_value(raw).value) == (State.TEXT, None)


@pytest.mark.parametrize(
    ("raw", "number", "note"),
    [
        ("22（其中修订16件）", 22, "(其中修订16件)"),
        ("251000元", 251000, "元"),
        ("5 件", 5, "件"),
        ("1,204项", 1204, "项"),
        ("2注1", 2, "注1"),
        ("① 34", 34, "①"),
    ],
)
def test_a_text_that_leads_with_a_number_keeps_both(raw: str, number: int, note: str) -> None:
    value = read_value(raw)
    assert (value.state, value.value, value.note) == (State.TEXT, number, note)


def test_decimals_keep_their_places() -> None:
    assert read_value("96171.6", "amount").value == 96171.6
    assert read_value("59,237.2449", "amount").value == 59237.2449


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("+1036", 1036),
        ("-1", -1),
        ("--253", -253),
        ("-2，043", -2043),
        ("+1,036", 1036),
        ("增15", 15),
        ("减2项", -2),
        ("↓3", -3),
        ("减4", -4),
    ],
)
def test_changes_of_the_2019_form_have_signs(raw: str, number: int) -> None:
    assert read_value(raw, "signed").value == number


@pytest.mark.parametrize("raw", ["增15/减4", "+(0) -(0)"])
def test_two_changes_in_one_cell_are_text_without_one_number(raw: str) -> None:
    value = read_value(raw, "signed")
    assert (value.state, value.value) == (State.TEXT, None)
    assert value.note


@pytest.mark.parametrize(
    "raw",
    [
        "00",
        "012",
        "12,34",
        "0 0",
        "1.2.3",
        "--253",
        "7840★2",
        "7840星2.3",
        "1 件1",
        "1件1件",
        "- 17",
        "1（9）7（3）15",
    ],
)
def test_what_may_be_two_numbers_is_unread(raw: str) -> None:
    assert read_value(raw).state is State.UNREAD
    assert read_value(raw).value is None


def test_a_raised_footnote_mark_is_no_digit() -> None:
    assert read_value("16²").value == 16


@given(
    st.integers(min_value=0, max_value=10**9),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " ", "\u3000", "\n"]),
)
def test_every_count_comes_back_from_every_typesetting(
    number: int, grouped: bool, wide: bool, around: str
) -> None:
    printed = f"{number:,}" if grouped else str(number)
    printed = printed.translate(WIDE) if wide else printed
    assert read_value(around + printed + around).value == number


@given(st.text(alphabet=[*sorted(DASHES), " "], max_size=6))
def test_strokes_never_become_a_number(raw: str) -> None:
    assert read_value(raw).value is None
    assert read_value(raw).state in (State.DASH, State.BLANK)


@given(st.text(max_size=12))
def test_a_text_without_digits_has_no_number(raw: str) -> None:
    if not any(c.isdigit() or c in "零〇" for c in raw):
        assert read_value(raw).value is None


def test_zero_written_as_a_word() -> None:
    assert [read_value(word).value for word in ("零", "〇", " 零 ")] == [0, 0, 0]


@given(st.text(max_size=20), st.sampled_from(["count", "signed", "amount"]))
def test_any_text_has_a_state_and_only_a_number_has_a_value(raw: str, value_type: str) -> None:
    value = read_value(raw, value_type)
    if value.state in (State.BLANK, State.DASH, State.UNREAD):
        assert value.value is None
    if value.state is State.NUMBER:
        assert value.value is not None


@pytest.mark.parametrize(
    "text",
    [
        "3.其他",
        "1、属于国家秘密",
        "（七）总计",
        "三、本年度办理结果",
        "2023年度",
        "2019年示例县财政局政府信息公开年度报告",
    ],
)
def test_a_label_is_not_a_value(text: str) -> None:
    assert not is_value(text)


@pytest.mark.parametrize(
    "text",
    ["1" * 16, "9" * 5000, "1" * 400 + ".5", "-" + "1" * 5000, "1,234" + ",567" * 2000, "1" * 5000 + "件"],
)
def test_digits_without_end_are_no_number(text):
    assert read_value(text).state is State.UNREAD
    assert read_value("增加" + text, "signed").value is None


def test_the_longest_numbers_are_read():
    assert read_value("123,456,789,012.25").value == 123456789012.25


@pytest.mark.parametrize("raw", ["8638第二十条第（五）项", "32（四）无法提供"])
def test_a_label_of_the_form_after_a_number_is_no_note(raw: str) -> None:
    assert read_value(raw).state is State.UNREAD


def test_a_sign_that_no_reader_knows_is_unread_and_stands_in_a_values_place() -> None:
    assert read_value("\ufffd").state is State.UNREAD
    assert read_value("1\ufffd").state is State.UNREAD
    assert is_value("\ufffd")
    assert not is_value("属于\ufffd国家秘密")


@pytest.mark.parametrize(
    ("printed", "several"),
    [
        ("3 38", True),
        ("12 345", True),
        ("5 3", True),
        ("3 3 8", True),
        ("３　３　８", True),
        ("+1 0", True),
        ("338", False),
        ("12\n345", False),
        ("12\u202f345", False),
        ("5\u20283", True),
        ("-\u20285", True),
        ("5\u2028/", True),
        ("-\u2028-", False),
        ("2680.47 77", True),
        ("1 234.56", True),
        ("2680. 47", False),
        ("15 3件", True),
        ("18 /", True),
        ("18 4 -", True),
        ("/ 5", True),
        ("/ /", True),
        ("- 5", False),
        ("22 （其中修订 16 件）", False),
    ],
)
def test_digits_in_groups_may_be_two_numbers(printed: str, several: bool) -> None:
    assert may_be_several(printed) is several


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2，网上申请数", False),
        ("3,不予公开答复数", False),
        ("4，其他类型答复数", False),
        ("22，其中修订16件", True),
        ("1,234件", True),
    ],
)
def test_the_number_of_a_label_may_be_followed_by_a_comma(text: str, value: bool) -> None:
    assert is_value(text) is value


@pytest.mark.parametrize("mark", ["*", "①", "[1]", "（1）"])
def test_a_figure_with_the_sign_of_a_note_is_a_number_among_words(mark: str) -> None:
    assert is_number_word("12" + mark)
    assert read_value("12" + mark).value == 12


@pytest.mark.parametrize("raw", ["2-", "17—", "3－"])
def test_a_stroke_behind_a_number_may_be_its_sign(raw: str) -> None:
    assert read_value(raw, "signed").state is State.UNREAD
