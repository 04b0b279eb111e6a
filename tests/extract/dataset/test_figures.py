"""The transcribed figures say what the published reports print, no more and no less."""

import json
import tomllib

import pytest

from extract.dataset.figures import FiguresError, load_figures, read_figures
from extract.paths import FIGURES
from extract.reports.model import Kind, State, Status

REPORTS = load_figures()


def by_file(name: str):
    return next(report for report in REPORTS if report.source.path == f"{name}.toml")


def test_there_are_28_transcribed_reports():
    assert len(REPORTS) == 28
    assert {report.source.kind for report in REPORTS} == {Kind.TRANSCRIBED}


def test_blank_stays_blank_and_unknown_stays_unread():
    shanghai = by_file("shanghai-office-2019")
    blank = next(c for c in shanghai.cells if c.key == "rev_corrected")
    assert (blank.state, blank.value) == (State.BLANK, None)
    pingtan = by_file("pingtan-2020")
    unknown = next(c for c in pingtan.cells if c.key == "pd19_licensing_decisions")
    assert (unknown.state, unknown.value) == (State.UNREAD, None)
    assert pingtan.status is Status.PARTIAL


def test_a_printed_error_stays_as_printed():
    disputes = by_file("hongze-2023").values("table4")
    assert (disputes["rev_upheld"], disputes["rev_corrected"], disputes["rev_total"]) == (10, 1, 0)


def test_the_running_total_is_never_the_year():
    fields = by_file("pingtan-2017").values("statistics")
    assert fields["fj_pd_total"] == {"annual": 2122, "cumulative": 10037}


def test_an_amount_with_a_unit_keeps_both():
    cell = next(c for c in by_file("shanghai-office-2019").cells if c.key == "pd19_procurement_amount")
    assert (cell.raw, cell.value, cell.note) == ("251000元", 251000, "元")


def test_a_region_that_contradicts_the_name_stops_the_build(tmp_path):
    wrong = (FIGURES / "hongze-2023.toml").read_text("utf-8").replace('"320813"', '"410304"')
    path = tmp_path / "wrong.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(FiguresError, match="resolves to 320813"):
        read_figures(path)


def test_a_row_that_the_form_does_not_have_is_named(tmp_path):
    text = (FIGURES / "hongze-2023.toml").read_text("utf-8")
    path = tmp_path / "wrong.toml"
    path.write_text(text.replace("[table4]", "[table4]\nrev_unknown = 1"), "utf-8")
    with pytest.raises(FiguresError, match="rev_unknown"):
        read_figures(path)


def test_every_figure_equals_the_published_one(find_document):
    """Against the figures as typed from the documents, cell by cell, states included."""
    published = json.loads(find_document("published_figures.json").read_text("utf-8"))["reports"]
    tables = {
        "proactive": "table2",
        "applications": "table3",
        "disputes": "table4",
        "statistics": "statistics",
    }
    compared = 0
    for one in published:
        raw = tomllib.loads((FIGURES / f"{one['id'].replace('_', '-')}.toml").read_text("utf-8"))
        assert (raw["agency"], raw["year"], raw["adcode"]) == (one["agency"], one["year"], one["adcode"])
        for name, table in tables.items():
            for code, value in one.get(name, {}).items():
                expected = (
                    list(value.values()) if isinstance(value, dict) and "state" not in value else [value]
                )
                typed = raw[table][code]
                given = typed if isinstance(typed, list) else [typed]
                states = {"blank": "", "unknown": "?"}
                plain = [states[v["state"]] if isinstance(v, dict) else v for v in expected]
                assert given == plain, (one["id"], code)
                compared += len(given)
    assert compared > 3_500
