"""Repeated text: how it is measured, found among many, and shown side by side."""

import random
import time
from dataclasses import replace

import pytest
from check_samples import TEXT, a_report, across, findings

from extract.checks.originality import aligned_diff, likeness, nearest, plain, repeated_share

NEW = (
    "群众来信查询办件进度不便，窗口与线上答复口径不一；部分历史档案尚未数字化，检索耗时较长。"
    "拟设专岗统一答复口径，分批扫描旧档，年内上线进度查询。"
)


def test_figures_punctuation_and_standard_phrases_are_left_out():
    assert plain("政府信息公开条例，2024年 办理12件。") == ["0年办理0件"]


def test_the_same_text_with_a_new_year_is_the_same():
    assert likeness(TEXT["5"] + "2023年。", TEXT["5"] + "2024年。") == 1.0
    assert likeness(TEXT["5"], NEW) < 0.05
    assert likeness("", "") == 0.0


def test_the_share_that_repeats_is_a_share_of_the_new_text():
    assert repeated_share(TEXT["5"] + NEW, TEXT["5"]) == pytest.approx(0.6, abs=0.1)
    assert repeated_share("", TEXT["5"]) == 0.0


@pytest.mark.parametrize(
    ("text", "outcome", "severity"),
    [
        (TEXT["5"], "fail", "warning"),
        (TEXT["5"] + NEW[:45], "fail", "info"),
        (NEW, "pass", "info"),
        ("无", "not_assessable", "warning"),
    ],
)
def test_section_five_against_last_year(text, outcome, severity):
    later = a_report(year=2025, sections=TEXT | {"5": text})
    [found] = across(a_report(), later, "O-01")
    assert (found.status, found.severity) == (outcome, severity)


def test_how_much_is_repeated_is_told_in_per_cent_and_all_of_it_only_where_nothing_differs():
    [found] = across(a_report(), a_report(year=2025), "O-01")
    assert "文字相同 100%（不计数字和通用语；40% 起提示）" in found.message_zh
    assert found.message_en.startswith("100% of the text of section 五 is that of 2024")
    long = "".join(chr(0x4E00 + n) for n in range(900))
    before, after = (TEXT | {"5": text} for text in (long, f"{long}另"))
    [found] = across(a_report(sections=before), a_report(year=2025, sections=after), "O-01")
    assert "文字相同 99%" in found.message_zh


@pytest.mark.parametrize(
    ("text", "outcome"), [("无。", "fail"), ("", "fail"), ("  暂无 ", "fail"), (NEW, "pass")]
)
def test_section_five_has_content(text, outcome):
    assert findings(a_report(sections=TEXT | {"5": text}), "O-03", outcome)


def test_a_section_five_that_was_not_read_is_not_called_empty():
    assert findings(a_report(sections={"1": "略"}), "O-03", "not_assessable")


def test_the_nearest_text_is_found_and_bodies_are_kept_apart():
    texts = [TEXT["5"], NEW, TEXT["5"] + "另有补充。", NEW]
    found = nearest(texts, 0.5)
    assert found[0][0] == 2
    assert found[1] == (3, 1.0)
    assert nearest(texts, 0.5, apart=["a", "b", "a", "b"]) == {}


def test_clones_are_found_among_many_texts_in_little_time():
    letters = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]
    made = random.Random(7)
    texts = ["".join(made.choices(letters, k=300)) for _ in range(1500)]
    texts[1200] = texts[3][:260] + texts[1200][:40]
    started = time.perf_counter()
    assert set(nearest(texts, 0.5)) == {3, 1200}
    assert time.perf_counter() - started < 20


def test_two_texts_stand_side_by_side():
    left = "甲事已办。窗口人手不足，等候较久。旧句删去。末句不变。"
    right = "甲事已办。窗口人手仍不足，等候稍久。末句不变。新添一句。"
    rows = aligned_diff(left, right)
    assert [r.kind for r in rows] == ["same", "changed", "removed", "same", "added"]
    changed = rows[1]
    assert "".join(p.text for p in changed.right) == "窗口人手仍不足，等候稍久。"
    assert [p.text for p in changed.right if not p.same] == ["仍", "稍"]


def test_nothing_is_lost_side_by_side():
    rows = aligned_diff(TEXT["5"], NEW)
    assert "".join(p.text for r in rows for p in r.left) == TEXT["5"]
    assert "".join(p.text for r in rows for p in r.right) == NEW
    assert aligned_diff("", "") == ()


def test_an_edition_with_an_editors_note_is_not_compared():
    from extract.reports.model import Kind, Origin

    note = replace(a_report(year=2025), source=Origin(kind=Kind.RETYPESET))
    assert not across(a_report(), note, "O-01")
