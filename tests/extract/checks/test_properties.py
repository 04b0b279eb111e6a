"""Whatever a report holds: no check raises, no check changes data, and what is said can be said twice alike."""

from dataclasses import replace

from check_samples import a_report, figures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.checks import blanks_as_zero, catalogue, check_peers, check_report
from extract.checks.catalogue import OUTCOMES, SEVERITIES
from extract.checks.originality import aligned_diff
from extract.checks.selfcheck import check_draft, self_check_cells
from extract.checks.selfcheck_output import report_docx, tables_xlsx
from extract.checks.suspects import suspects
from extract.checks.years import check_years
from extract.reports.model import Agency, Kind, Origin, Report, Scope, State, Stated, Status
from extract.reports.narrative import narrative_figures

KEYS = tuple(figures())
PRINTED = st.one_of(
    st.integers(-5, 10**7),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from([State.BLANK, State.DASH, State.UNREAD, None]),
    st.text(max_size=6),
)
TEXTS = st.text(
    alphabet="办理公开申请年件条其中共同比增长占收费12024.，。！；：\n（%）无" + "Aa ", max_size=80
)
STATED = st.builds(
    Stated,
    code=st.sampled_from([*narrative_figures(), "narr_granted_percent", "unheard"]),
    value=st.floats(-10, 10**7),
    exact=st.booleans(),
    year=st.one_of(st.none(), st.integers(2008, 2030)),
    sentence=TEXTS,
)
NOTES = (
    "the title says 2023, the period of the figures 2022",
    "two-engines-disagree: rev_total, req_new.total",
    "",
)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def reports(draw) -> Report:
    """A report with anything in its cells, sections, dates and names."""
    changed = draw(st.dictionaries(st.sampled_from(KEYS), PRINTED, max_size=12))
    forms = draw(
        st.fixed_dictionaries(
            {
                "table2": st.sampled_from(["t2021", None]),
                "table3": st.sampled_from(["t2021", "t2019", None]),
                "table4": st.sampled_from(["t2021", "t2019", None]),
                "statistics": st.sampled_from(["t2014", None]),
            }
        )
    )
    report = a_report(
        changed,
        year=draw(st.one_of(st.none(), st.integers(2008, 2030))),
        form=forms,
        sections=draw(st.dictionaries(st.sampled_from("123456"), TEXTS, max_size=6)),
        section_parts=draw(st.dictionaries(st.sampled_from(["1.1", "1.2", "5.1"]), TEXTS, max_size=2)),
        scope=draw(st.sampled_from(list(Scope))),
        status=draw(st.sampled_from(list(Status))),
        published=draw(st.one_of(st.none(), st.text(max_size=10), st.dates().map(str))),
        publisher=draw(st.one_of(st.none(), TEXTS)),
        narrative=tuple(draw(st.lists(STATED, max_size=4))),
        notes=tuple(draw(st.lists(st.sampled_from(NOTES), max_size=2))),
        source=Origin(path="any", kind=draw(st.sampled_from(list(Kind)))),
        agency=Agency(
            id=draw(st.sampled_from([None, "a", "b"])),
            name=draw(st.sampled_from([None, "甲局"])),
            level=draw(st.sampled_from([None, "county", "province", "township", "elsewhere"])),
            kind=draw(st.sampled_from([None, "government", "town", "tax", "unheard"])),
        ),
    )
    confidence = draw(st.one_of(st.none(), st.floats(0, 1)))
    return replace(report, cells=tuple(replace(c, confidence=confidence) for c in report.cells))


@SLOW
@given(reports())
def test_no_check_on_one_report_raises_or_changes_it(report):
    before = repr(report)
    found = check_report(report)
    assert repr(report) == before
    assert found == check_report(report)
    for one in found:
        assert one.status in OUTCOMES
        assert one.severity in SEVERITIES
        assert one.id in catalogue()
        assert one.message_zh
        assert one.message_en


@SLOW
@given(st.lists(reports(), max_size=4))
def test_no_check_on_several_reports_raises_or_changes_them(several):
    before = repr(several)
    for report, one in (*check_years(several), *check_peers(several)):
        assert any(report is r for r in several)
        assert one.status in OUTCOMES
    assert repr(several) == before


@SLOW
@given(reports(), reports())
def test_a_suspect_closes_what_it_says_and_is_never_written_into_the_report(report, earlier):
    before = repr(report)
    for one in suspects(report, earlier):
        assert 0.5 <= one.score <= 1
        assert one.explains
        assert "可能" in one.message_zh
        assert len(one.cells) == len(one.printed) == len(one.would_be)
    assert repr(report) == before


@SLOW
@given(reports())
def test_blanks_change_in_nothing_but_their_mark(report):
    made = blanks_as_zero(report.cells)
    assert [replace(c, derived=False) for c in made] == [replace(c, derived=False) for c in report.cells]
    assert all(c.state in (State.BLANK, State.DASH) for c in made if c.derived)
    assert blanks_as_zero(made) == made


@SLOW
@given(reports(), st.one_of(st.none(), reports()))
def test_the_self_check_never_raises(report, earlier):
    result = check_draft(report, earlier)
    assert result.refused == (report.status is Status.REFUSED)
    said = {f.id for f in result.findings} & {n.check.id for n in result.not_checked}
    assert not [c for c in said if any(f.id == c and f.status != "not_assessable" for f in result.findings)]


@settings(max_examples=5, deadline=None)
@given(reports())
def test_what_is_taken_away_can_always_be_written(report):
    assert report_docx(check_draft(report), "en").startswith(b"PK")
    assert tables_xlsx(report).startswith(b"PK")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=8), max_size=20))
def test_anything_can_be_typed_into_a_cell(typed):
    forms = {"table2": "t2021", "table3": "t2021", "table4": "t2021"}
    result = self_check_cells(typed, forms, year=2024)
    kept = {c.key: c.raw for c in result.report.cells}
    assert {k: kept[k] for k in typed} == typed
    assert State.UNREAD not in {c.state for c in result.report.cells}


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_no_character_is_lost_side_by_side(a, b):
    rows = aligned_diff(a, b)
    assert "".join(p.text for r in rows for p in r.left).replace(" ", "") == a.replace("\n", "").replace(
        " ", ""
    )
    assert "".join(p.text for r in rows for p in r.right).replace(" ", "") == b.replace("\n", "").replace(
        " ", ""
    )
