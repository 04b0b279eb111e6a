"""Figures stated in running text."""

import pytest

from extract.documents.model import Document, Paragraph, Place
from extract.reports.narrative import narrative_figures, read_narrative

YEAR = 2024


def stated(*texts: str) -> list[tuple[str, float, bool, int | None]]:
    blocks = tuple(Paragraph(t, Place(offset=n)) for n, t in enumerate(texts))
    found = read_narrative(Document("text", "text", blocks), YEAR)
    return [(s.code, s.value, s.exact, s.year) for s in found]


def test_what_was_received_and_what_became_of_it() -> None:
    text = "本机关共收到政府信息公开申请26件，其中予以公开20件，部分公开3件，不予公开2件，无法提供1件。"
    assert stated(text) == [
        ("narr_requests_received", 26, True, YEAR),
        ("narr_granted", 20, True, YEAR),
        ("narr_granted_partial", 3, True, YEAR),
        ("narr_refused", 2, True, YEAR),
        ("narr_unable", 1, True, YEAR),
    ]


def test_a_carried_figure_in_brackets_is_its_own() -> None:
    assert stated("全年办结3278件（含上年结转77件），结转下年度12件。") == [
        ("narr_requests_concluded", 3278, True, YEAR),
        ("narr_carried_in", 77, True, YEAR),
        ("narr_carried_out", 12, True, YEAR),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("公开政府信息5500余条。", 5500), ("公开政府信息约1.2万条。", 12000), ("发布各类信息近1400条。", 1400)],
)
def test_about_is_not_exact(text: str, value: float) -> None:
    assert stated(text) == [("narr_pd_items", value, False, YEAR)]


def test_last_years_figure_is_last_years() -> None:
    found = stated("2023年收到申请8件，2024年收到申请11件。")
    assert [(value, year) for _, value, _, year in found] == [(8, 2023), (11, 2024)]
    assert stated("去年收到申请7件。") == [("narr_requests_received", 7, True, 2023)]


def test_none_is_stated_as_zero_with_its_sentence() -> None:
    assert ("narr_reviews", 0, True, YEAR) in stated("全年未发生行政复议和行政诉讼。")
    assert ("narr_lawsuits", 0, True, YEAR) in stated("全年未发生行政复议和行政诉讼。")
    assert stated("本年度未收取信息处理费。") == [("narr_fees_yuan", 0, True, YEAR)]


def test_no_lost_case_is_not_no_case() -> None:
    assert stated("未发生被行政复议纠错或行政诉讼败诉的情况。") == []


def test_a_percentage_follows_its_figure() -> None:
    assert stated("无法提供564件（47.36%）。") == [
        ("narr_unable", 564, True, YEAR),
        ("narr_unable_percent", 47.36, True, YEAR),
    ]


def test_a_sentence_broken_over_lines_is_whole_and_keeps_its_place() -> None:
    blocks = (
        Paragraph("一、总体情况", Place(offset=0)),
        Paragraph("本机关严格执行有关规定，全年共收到政府信息公开申", Place(offset=8)),
        Paragraph("请17件，均已答复。", Place(offset=33)),
    )
    (found, *_) = read_narrative(Document("text", "text", blocks), YEAR)
    assert found.value == 17
    assert found.sentence == "本机关严格执行有关规定，全年共收到政府信息公开申请17件，均已答复。"
    assert found.place.offset == 8


def test_every_figure_has_labels_in_both_languages_and_a_rule() -> None:
    for figure in narrative_figures().values():
        assert figure.code.startswith("narr_")
        assert figure.label_zh
        assert figure.label_en
        assert figure.patterns
