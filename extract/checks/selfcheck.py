"""One draft report checked before it is published: what was read, what does not agree, what was not checked.

Pure: bytes or typed cells in, a result out. Nothing is written, kept or logged here.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.batch.guard import MEGABYTE, Guard, Limits
from extract.checks.blanks import blanks_as_zero
from extract.checks.catalogue import (
    FAIL,
    NOT_ASSESSABLE,
    SEVERITIES,
    Both,
    Check,
    catalogue,
    fill,
    reason,
    wording,
)
from extract.checks.identities import national_form
from extract.checks.originality import COMPARED_WITH_PEERS, AlignedRow, aligned_diff, repeated_share
from extract.checks.report import check_report
from extract.checks.sheet import table_label
from extract.checks.structure import expected_keys
from extract.checks.suspects import Suspect, suspects
from extract.checks.wording import section_name, section_text
from extract.checks.years import check_pair
from extract.documents.model import Source
from extract.documents.refusals import Refusal
from extract.forms import NATIONAL_TABLES, field
from extract.reports.model import Agency, Cell, Finding, Origin, Report, State, Status
from extract.reports.read import refused
from extract.tables.values import read_value

Reader = Callable[[Source], Sequence[Report]]
LEAST_REPEATED = 0.2
"""From this share on (0–1) the repeated text of a section is shown side by side."""
TYPED = "typed"
LIMITS = Limits(seconds=60, size=20 * MEGABYTE)
"""What one draft may cost: a person is waiting for it."""
SAID_BY_ANOTHER = {
    "T3-05": ("T3-02",),
    "P-01": ("P-02", "P-03"),
    "P-02": ("P-01", "P-03"),
    "P-03": ("P-01", "P-02"),
}
"""Checks that need no word where another one was made: an explanation of its failure, or its twin for other bodies."""
NOT_OF_ONE_REPORT = "bodies"
"""The family that is about the dataset: it says nothing of a draft."""
REQUIRED = ("S-01", "S-02", "O-03", "T3-07")
"""Failures that mean something the form asks for is not there."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check of the catalogue that was not made, or could not be, and why."""

    check: Check
    why: Both


@dataclass(frozen=True, slots=True)
class Repeated:
    """One section against last year's: the share of its text found there (0–1), and both side by side."""

    section: str
    share: float
    rows: tuple[AlignedRow, ...]


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The result of a self-check. A refused file has its reason in ``report`` and nothing else."""

    filename: str
    report: Report
    earlier: Report | None = None
    findings: tuple[Finding, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    warnings: tuple[Both, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file was not read, or is no annual report."""
        return self.report.status is Status.REFUSED

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What fails, the gravest first."""
        failed = [f for f in self.findings if f.status == FAIL]
        return tuple(sorted(failed, key=lambda f: SEVERITIES.index(f.severity)))

    @property
    def lost_tables(self) -> tuple[Both, ...]:
        """What is said of each table of the form that was not found: without it the rest is no clean bill."""
        return tuple(fill(wording("no_table"), {"where": table_label(t)}) for t in self.report.lost_tables)

    @property
    def missing(self) -> tuple[Both, ...]:
        """What the form asks for and the report does not have."""
        required = [f for f in self.findings if f.id in REQUIRED and f.status == FAIL]
        return self.lost_tables + tuple(Both(f.message_zh, f.message_en) for f in required)

    @property
    def marked(self) -> frozenset[str]:
        """The cells that an error or a warning names."""
        return frozenset(k for f in self.failures if f.severity != "info" for k in f.cells if "@" not in k)

    @property
    def likely(self) -> frozenset[str]:
        """The cells that are possibly wrong."""
        return frozenset(k for s in self.suspects for k in s.cells if "@" not in k)


def as_source(data: bytes, filename: str) -> Source:
    """Bytes as a source; of the name only the last part is kept."""
    return Source(
        path=Path(Path(filename).name or "draft"), data=data, sha256=hashlib.sha256(data).hexdigest()
    )


def _read(data: bytes, filename: str, read: Reader) -> Sequence[Report]:
    """The reports in some bytes; what is over the size limit is not even tried."""
    source = as_source(data, filename)
    return [refused(source, Refusal("too-large"))] if len(data) > LIMITS.size else read(source)


def self_check(
    data: bytes,
    filename: str,
    last_year: bytes | None = None,
    last_year_name: str = "",
    *,
    read: Reader | None = None,
) -> SelfCheck:
    """Check a draft in any format that is read, with last year's report if there is one.

    Files are read by ``read``, as ``Guard.read`` of a guard that is kept running; without one a guarded
    worker is started for this call and ended with it. Never raises for a bad file: a file that is too
    large, hostile or no annual report is a refused report with its reason.
    """
    if read is None:
        with Guard(workers=1, limits=LIMITS) as guard:
            return self_check(data, filename, last_year, last_year_name, read=guard.read)
    reports = _read(data, filename, read)
    warnings = []
    if len(reports) > 1:
        warnings.append(fill(wording("other_reports"), {"n": len(reports) - 1}))
    earlier = None
    if last_year is not None:
        before = _read(last_year, last_year_name or filename, read)[0]
        if before.status is Status.REFUSED:
            message = Both(before.refused_because("zh"), before.refused_because("en"))
            warnings.append(fill(wording("last_refused"), {"message": message}))
        else:
            earlier = before
    return check_draft(reports[0], earlier, filename=Path(filename).name, warnings=warnings)


def self_check_cells(
    typed: Mapping[str, str],
    forms: Mapping[str, str | None],
    *,
    year: int | None,
    agency: Agency | None = None,
    base: Report | None = None,
    earlier: Report | None = None,
    filename: str = "",
) -> SelfCheck:
    """Check figures as typed or edited: ``typed`` has what stands in each cell by its key, "" for a blank.

    ``base`` is the report that was read, if the figures were edited from one; its text is kept. A key that
    is not given counts as blank. Raises ``KeyError`` for an unknown form.
    """
    cells = []
    for table in NATIONAL_TABLES:
        form_id = forms.get(table)
        if form_id is not None:
            cells += [typed_cell(table, key, typed.get(key, "")) for key in expected_keys(form_id, table)]
    start = base or Report(source=Origin(path=filename or TYPED), status=Status.COMPLETE)
    known = agency or start.agency
    report = replace(
        start,
        status=Status.COMPLETE,
        year=year,
        agency=known,
        form=dict(start.form) | dict(forms),
        cells=tuple(blanks_as_zero(cells)),
        findings=(),
    )
    return check_draft(report, earlier, filename=filename)


def typed_cell(table: str, key: str, raw: str) -> Cell:
    """One cell as typed. What cannot be a figure is a text: nobody misread it."""
    code, _, column = key.partition(".")
    read = read_value(raw, field(code).value_type)
    state = State.TEXT if read.state is State.UNREAD else read.state
    value, note = (None, None) if read.state is State.UNREAD else (read.value, read.note)
    return Cell(table, code, column or None, state, raw=raw, value=value, note=note, method=TYPED)


def check_draft(
    report: Report,
    earlier: Report | None = None,
    *,
    filename: str = "",
    warnings: Iterable[Both] = (),
) -> SelfCheck:
    """Everything the self-check says of a report that was read."""
    if report.status is Status.REFUSED:
        return SelfCheck(filename, report, warnings=tuple(warnings))
    noted = list(warnings)
    comparable = None
    if earlier is not None:
        problem = _why_not_compared(report, earlier)
        if problem is None:
            comparable = earlier
        else:
            noted.append(problem)
        if earlier.agency.name and report.agency.name and earlier.agency.name != report.agency.name:
            noted.append(fill(wording("other_body"), {"other": earlier.agency.name}))
    findings = tuple(f for f in check_report(report) if catalogue()[f.id].group != NOT_OF_ONE_REPORT)
    if comparable is not None:
        findings += check_pair(comparable, report)
    return SelfCheck(
        filename=filename,
        report=report,
        earlier=comparable,
        findings=findings,
        suspects=suspects(report, comparable),
        not_checked=tuple(_not_checked(report, findings, comparable)),
        repeated=tuple(_repeated(report, comparable)) if comparable is not None else (),
        warnings=tuple(noted),
    )


def _why_not_compared(report: Report, earlier: Report) -> Both | None:
    """Why last year's report is not compared; None if it can be."""
    if report.year is None or earlier.year is None:
        return wording("last_unknown")
    if earlier.year != report.year - 1:
        return fill(wording("last_not_before"), {"previous": earlier.year, "year": report.year})
    return None


def _not_checked(report: Report, findings: Iterable[Finding], earlier: Report | None) -> Iterable[NotChecked]:
    """Every check that said nothing, and every one that could not be made on any cell, with the reason.

    Checks that are not meant for such a report (other years, other kinds of bodies), that no report can
    be put to, or that are about the reading are left out.
    """
    by_check: dict[str, list[Finding]] = {}
    for one in findings:
        by_check.setdefault(one.id, []).append(one)
    for check in catalogue().values():
        made = by_check.get(check.id, [])
        if made and any(f.status != NOT_ASSESSABLE for f in made):
            continue
        if not made and any(other in by_check for other in SAID_BY_ANOTHER.get(check.id, ())):
            continue
        if check.audience == "reader" or check.not_carried is not None:
            continue
        # A draft without a year is not one of the forms that have ended.
        if not check.covers(report.year) if report.year is not None else check.last_year is not None:
            continue
        if made:
            yield NotChecked(check, Both(made[0].message_zh, made[0].message_en))
        elif "bodies" in check.applies:
            yield NotChecked(check, reason("need_bodies"))
        elif "years" in check.applies and earlier is None:
            yield NotChecked(check, reason("need_last_year"))
        else:
            yield NotChecked(check, reason("nothing_found"))


def _repeated(report: Report, earlier: Report) -> Iterable[Repeated]:
    """The sections of free text that repeat last year's, the more the earlier."""
    found = []
    for order in COMPARED_WITH_PEERS:
        texts = section_text(earlier, order), section_text(report, order)
        if all(texts):
            share = repeated_share(texts[1], texts[0])
            if share >= LEAST_REPEATED:
                found.append(Repeated(order, share, aligned_diff(*texts)))
    return sorted(found, key=lambda r: -r.share)


def repeated_sentence(repeated: Repeated) -> Both:
    """How much of a section repeats, in words."""
    share = f"{100 * repeated.share:.0f}"
    return fill(wording("share"), {"section": section_name(repeated.section), "share": share})


def printed_forms(report: Report) -> dict[str, str]:
    """The national form of each table that was read."""
    return {
        table: form_id for table in NATIONAL_TABLES if (form_id := national_form(report, table)) is not None
    }
