"""The catalogue is the one source of wording, and decides with the reviews what may be shown."""

import csv
import re
from dataclasses import replace

import pytest
from check_samples import a_report, findings

from extract.checks import catalogue, check_report, groups
from extract.checks.catalogue import finding, slips
from extract.checks.reviews import (
    EXPLANATION_COLUMNS,
    FINDING_COLUMNS,
    Review,
    ReviewError,
    is_public,
    key_of,
    load_explanations,
    load_reviews,
    review_of,
)
from extract.forms import forms
from extract.forms.catalogue import load
from extract.paths import FORMS


def test_every_check_is_complete_and_in_a_known_family():
    assert len(catalogue()) == 51
    sources = {
        line.split('"')[1]
        for line in (FORMS / "sources.toml").read_text("utf-8").splitlines()
        if line.startswith("id =")
    }
    for check in catalogue().values():
        assert check.group in groups()
        assert all((*check.name, *check.says, check.formula, check.basis, check.level, check.since))
        assert check.severity in ("error", "warning", "info")
        assert check.audience in ("publisher", "reader")
        assert check.public_when in ("unreviewed", "confirmed")
        assert set(check.sources) <= sources, check.id
        assert set(check.forms) <= set(forms())
        assert all(check.fail) or check.not_carried is not None


def test_checks_apply_to_the_forms_of_their_years():
    assert catalogue()["T3-01"].forms == ("t2021", "t2019")
    assert catalogue()["X-07"].forms == ("t2014", "t2014_fujian", "t2011_fujian")
    assert not catalogue()["T4-05"].covers(2023)
    assert catalogue()["T4-05"].covers(2024)


def test_both_languages_have_the_same_gaps():
    def gaps(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    pairs = [(c.id, c.fail) for c in catalogue().values()] + [(k, w) for k, (_, w) in slips().items()]
    pairs += [
        (k, (w["zh"], w["en"]))
        for part in ("reasons", "outcomes", "selfcheck")
        for k, w in load("checks")[part].items()
    ]
    for name, (zh, en) in pairs:
        assert gaps(zh) == gaps(en), name


def test_public_wording_follows_the_published_list_of_severities():
    only_confirmed = {c.id for c in catalogue().values() if c.public_when == "confirmed"}
    assert only_confirmed == {f"A-0{n}" for n in (1, 2, 3)} | {f"P-0{n}" for n in (1, 2, 3, 4)} | {
        f"O-0{n}" for n in (1, 2, 3)
    }
    assert {c.id for c in catalogue().values() if c.audience == "reader"} == {"S-03", "S-04", "A-01"}


def test_no_finding_carries_a_gap_that_was_not_filled():
    for one in check_report(a_report({"rev_total": 0, "req_new.total": 99})):
        assert "{" not in one.message_zh + one.message_en


def a_failure():
    report = a_report({"rev_total": 0})
    return report, findings(report, "T4-01", "fail")[0]


def test_an_unreviewed_sum_is_public_and_a_dismissed_one_is_not():
    report, failed = a_failure()
    assert review_of(report, failed, {}) == Review()
    assert is_public(failed, Review())
    dismissed = Review("dismissed", "页面上印的是 3。", "The page prints 3.")
    reviews = {key_of(report, failed): dismissed}
    assert review_of(report, failed, reviews) is dismissed
    assert not is_public(failed, dismissed)


def test_originality_is_public_only_once_confirmed():
    cloned = finding("O-01", "fail", left=0.9, right=0.4, previous=2023)
    assert not is_public(cloned, Review())
    assert is_public(cloned, Review("confirmed", "核对过。", "Compared."))
    assert not is_public(replace(cloned, status="pass"), Review())


def test_a_review_does_not_outlive_the_figures_it_was_made_on():
    report, failed = a_failure()
    reviews = {key_of(report, failed): Review("dismissed", "理由", "reason")}
    assert review_of(report, replace(failed, right=1), reviews) == Review()


def test_the_shipped_reviews_can_be_read():
    load_reviews()
    load_explanations()


def write(folder, name, columns, *rows):
    with (folder / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(rows)


ROW = {
    "agency_id": "000000-yangben",
    "year": "2024",
    "check": "T4-01",
    "cells": "rev_upheld rev_corrected rev_other rev_pending rev_total",
    "left": "3",
    "right": "0",
    "verdict": "confirmed",
    "reason_zh": "与原页相符。",
    "reason_en": "As on the page.",
    "reviewed": "2026-01-31",
}


def test_a_review_is_found_again_by_its_finding(tmp_path):
    write(tmp_path, "findings.csv", FINDING_COLUMNS, ROW)
    report, failed = a_failure()
    found = review_of(report, failed, load_reviews(tmp_path))
    assert (found.state, found.reason) == ("confirmed", "与原页相符。\nAs on the page.")


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "maybe"}, {"check": "T9-99"}, {"reason_zh": ""}, {"reviewed": "yesterday"}],
)
def test_a_review_that_breaks_the_format_stops_the_build(tmp_path, wrong):
    write(tmp_path, "findings.csv", FINDING_COLUMNS, ROW | wrong)
    with pytest.raises(ReviewError, match=r"findings.csv, line 2"):
        load_reviews(tmp_path)


def test_a_finding_is_reviewed_once(tmp_path):
    write(tmp_path, "findings.csv", FINDING_COLUMNS, ROW, ROW | {"verdict": "dismissed"})
    with pytest.raises(ReviewError, match="twice"):
        load_reviews(tmp_path)


def test_an_explanation_has_its_text_and_source(tmp_path):
    told = {
        "agency_id": "a",
        "year": "2024",
        "check": "T4-01",
        "text": "已更正。",
        "source": "本局网站",
        "received": "2026-01-31",
    }
    write(tmp_path, "explanations.csv", EXPLANATION_COLUMNS, told)
    [found] = load_explanations(tmp_path)
    assert (found.year, found.text, found.source) == (2024, "已更正。", "本局网站")
    write(tmp_path, "explanations.csv", EXPLANATION_COLUMNS, told | {"source": ""})
    with pytest.raises(ReviewError):
        load_explanations(tmp_path)
