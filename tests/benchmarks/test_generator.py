"""The generator: the same seed gives the same report, its truth is what it prints, its figures close unless broken."""

import re
import shutil
from random import Random

import pytest

from benchmarks.generator import CLASSES, OPTIONS, make, plain
from benchmarks.generator.manuscript import manuscript
from benchmarks.generator.truth import failing
from extract.forms import form

TEXT = ("html", "markdown", "tab_text", "text_dump", "glued_text")
PACKED = ("odt", "ofd")
ERRORS = {"total", "row", "column", "cell", "dispute"}


def test_there_are_at_least_forty_independent_options():
    names = [option.name for option in OPTIONS]
    assert len(names) == len(set(names)) >= 40
    for option in OPTIONS:
        families = {family for kind in CLASSES.values() for family in (kind.family, kind.also)}
        assert set(option.only) <= families
        assert all(set(option.values) - set(option.never.get(family, ())) for family in option.only)


@pytest.mark.parametrize("layout_class", TEXT + PACKED)
def test_the_same_seed_gives_the_same_report(layout_class):
    one, two = make(7, layout_class), make(7, layout_class)
    assert (one.data, one.options, one.truth) == (two.data, two.options, two.truth)
    assert make(8, layout_class).truth != one.truth


@pytest.mark.parametrize("layout_class", TEXT)
def test_the_truth_is_complete_and_closes_unless_an_error_was_put_in(layout_class):
    broken = 0
    for seed in range(60):
        truth = make(seed, layout_class).truth
        expected = {
            code if column is None else f"{code}.{column}"
            for table, form_id in truth.forms.items()
            for code, column in form(form_id).tables[table].cells()
        }
        assert set(truth.cells) == expected
        for cell in truth.cells.values():
            assert (cell.state == "blank") == (cell.raw == "")
            assert cell.state != "number" or cell.value is not None
        kind = make(seed, layout_class).options["error"]
        assert kind in ERRORS or not truth.failing
        broken += bool(truth.failing)
    assert broken > 0


def test_a_broken_sum_is_named_with_its_place():
    truth = make(0, "tab_text").truth
    values = {key: cell.value or 0 for key, cell in truth.cells.items()}
    assert failing(values, truth.forms) == ()
    assert failing(values | {"rev_total": values["rev_total"] + 1}, truth.forms) == ("T4-01:rev",)
    assert set(failing(values | {"out_total.total": values["out_total.total"] + 1}, truth.forms)) == {
        "T3-01:total",
        "T3-02:total",
        "T3-03:out_total",
    }


def test_every_report_says_that_it_is_synthetic():
    for layout_class in TEXT:
        sample = make(3, layout_class)
        text = re.sub("<[^>]*>|[\u200b\u200d\ufeff\\s]", "", sample.data.decode(sample.options["encoding"]))
        assert "本文件为合成测试样本" in text


@pytest.mark.parametrize("layout_class", ["ruled_pdf", "open_pdf"])
def test_a_drawn_pdf_opens_in_another_engine(layout_class):
    import io

    import pdfplumber

    samples = (make(seed, layout_class) for seed in range(30))
    sample = next(s for s in samples if s.options["producer"] == "canvas" and s.options["digits"] == "plain")
    with pdfplumber.open(io.BytesIO(sample.data)) as document:
        text = "".join(page.extract_text() or "" for page in document.pages)
    printed = {cell.raw for cell in sample.truth.cells.values() if cell.value and cell.value >= 10}
    assert printed <= set(text.replace("\n", " ").split()) or sample.options["fake_bold"] != "none"


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_chromium_prints_a_pdf():
    samples = (seed for seed in range(60))
    from benchmarks.generator.options import draw

    seed = next(s for s in samples if draw(Random(f"ruled_pdf:{s}"), "ruled")["producer"] == "chromium")
    assert make(seed, "ruled_pdf").data.startswith(b"%PDF")


def test_an_old_report_has_one_statistical_table_and_a_total_of_all_years_above_the_year():
    totals = 0
    for seed in range(12):
        truth = make(seed, "old_tab_text").truth
        form_id = truth.forms["statistics"]
        keys = {f"{code}.{column}" for code, column in form(form_id).tables["statistics"].cells()}
        assert set(truth.cells) == keys
        assert form(form_id).first_year <= truth.year <= form(form_id).last_year
        for key, cell in truth.cells.items():
            if key.endswith(".cumulative") and cell.value is not None:
                totals += 1
                assert cell.value > (truth.cells[key.replace("cumulative", "annual")].value or 0)
    assert totals > 0


def test_a_lossy_dump_differs_from_the_dump_in_three_rows_at_most():
    sample = make(5, "lossy_text")
    parts = manuscript(Random(1), sample.options, sample.truth)
    whole = plain.dump(Random(2), sample.options, parts).splitlines()
    lossy = plain.lossy(Random(2), sample.options, parts).splitlines()
    assert len(whole) == len(lossy)
    assert 1 <= sum(a != b for a, b in zip(whole, lossy, strict=True)) <= 3
