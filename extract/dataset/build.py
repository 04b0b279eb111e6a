"""Documents and figures in, the dataset out: the same input gives the same bytes.

Written to a new folder first and moved into place at the end, so that a reader never sees half a
dataset and a killed build leaves the old one standing.
"""

import fcntl
import hashlib
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from extract.batch.run import FileResult, Progress, read_many
from extract.checks import check_peers, check_report
from extract.checks.years import check_years
from extract.dataset import tables
from extract.dataset.catalogue import field_catalogue
from extract.dataset.disk import told
from extract.dataset.figures import load_figures
from extract.dataset.schemas import SORT, TABLES
from extract.dataset.versions import Standing, report_id, standings
from extract.documents.model import Source
from extract.paths import DATASET, FIGURES, REPORTS
from extract.regions.divisions import divisions
from extract.reports.model import Finding, Report, Scope, Status

ROW_GROUP = 100_000
"""Rows a Parquet row group: small enough to skip, large enough to compress."""


@dataclass(slots=True)
class BuildResult:
    """What a build did: ``read + partial + refused == offered``."""

    out: Path
    offered: int
    counts: dict[str, int]
    reports: int
    counted: int
    """Reports that stand for their body and year; the others are further versions, or their body or year is not known."""
    refused: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Path, code and reason of every refused file."""
    partial: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path of every partly read file, and what it lacks."""
    rejected: dict[str, int] = field(default_factory=dict)


def build(
    folders: Sequence[Path] = (REPORTS,),
    figures: Path | None = FIGURES,
    out: Path = DATASET,
    *,
    workers: int | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Read every document of ``folders`` and every figures file, check them, and write the dataset to ``out``.

    Incremental through ``cache``: a document whose bytes and reader are unchanged is not read again.
    A refused file is listed and stops nothing. Raises ``FiguresError`` for a broken figures file,
    ``BuildRunning`` where another build writes to the same place, and ``OSError`` where nothing can be written.
    """
    transcribed = load_figures(figures) if figures is not None else []
    with _alone(out):
        return _build(folders, transcribed, out, workers, cache, progress)


def _build(
    folders: Sequence[Path],
    transcribed: Sequence[Report],
    out: Path,
    workers: int | None,
    cache: Path | None,
    progress: Progress | None,
) -> BuildResult:
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    documents = fresh / "documents"
    documents.mkdir(parents=True)

    def keep(source: Source) -> None:
        """The bytes under their hash, so that a number can be shown where it is printed."""
        with told(out):
            (documents / f"{source.sha256}{source.path.suffix.lower()}").write_bytes(source.data)

    results = list(read_many(folders, workers=workers, cache_dir=cache, progress=progress, keep=keep))
    read = [
        replace(report, source=replace(report.source, path=result.name))
        for result in results
        for report in result.reports
        if report.status is not Status.REFUSED
    ]
    reports = _unique(sorted([*read, *transcribed], key=report_id))
    say = progress.stage if progress is not None else lambda _: None
    say("checking")
    standing = standings(reports)
    findings = _findings(reports, standing)
    say("making")
    frames = dict(_frames(reports, standing, findings, results, transcribed))
    say("writing")
    with told(out):
        rejected = _write(frames, fresh)
        counted = sum(one.counted for one in standing.values())
        summary = _summary(results, transcribed, len(reports), counted, rejected, out)
        _manifest(fresh, summary)
        _swap(fresh, out)
    return summary


class BuildRunning(Exception):
    """Another build is writing the same dataset."""


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the place that a dataset is written to; the system lets it go however the build ends.

    A build killed between the two moves of ``_swap`` left the old dataset aside: it is put back.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.with_name(out.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildRunning(
                f"another build is writing to {out}: wait for it, or give another --out"
            ) from None
        aside = out.with_name(out.name + ".old")
        if aside.exists() and not out.exists():
            aside.rename(out)
        try:
            yield
        finally:
            shutil.rmtree(out.with_name(out.name + ".new"), ignore_errors=True)


def _unique(reports: Sequence[Report]) -> list[Report]:
    """The same bytes offered twice are one report."""
    return list({report_id(report): report for report in reports}.values())


def _findings(reports: Sequence[Report], standing: Mapping[str, Standing]) -> dict[str, list[Finding]]:
    """Checks on each report alone, then over the years of a body, then between bodies.

    Only reports that count are compared with each other; every report is checked by itself, a document when it
    was read.
    """
    found = {report_id(report): list(report.findings or check_report(report)) for report in reports}
    counted = [report for report in reports if standing[report_id(report)].counted]
    by_body: dict[tuple[str | None, Scope], list[Report]] = defaultdict(list)
    for report in counted:
        by_body[report.agency.id, report.scope].append(report)
    for own in by_body.values():
        own.sort(key=lambda r: r.year or 0)
        for report, finding in check_years(own):
            found[report_id(report)].append(finding)
    for report, finding in check_peers(counted):
        found[report_id(report)].append(finding)
    return found


def _frames(
    reports: Sequence[Report],
    standing: Mapping[str, Standing],
    findings: Mapping[str, Sequence[Finding]],
    results: Sequence[FileResult],
    transcribed: Sequence[Report],
) -> Iterator[tuple[str, pl.DataFrame]]:
    rows: dict[str, Iterator[dict[str, Any]]] = {
        "reports": tables.reports_rows(reports, standing),
        "cells": tables.cells_rows(reports),
        "measures": tables.measures_rows(reports, standing),
        "agencies": tables.agencies_rows(reports),
        "sections": tables.sections_rows(reports),
        "narrative": tables.narrative_rows(reports),
        "findings": tables.findings_rows(reports, findings),
        "decisions": tables.decisions_rows(reports),
        "differences": tables.differences_rows(reports, standing),
        "files": tables.files_rows(results, transcribed),
    }
    for name, found in rows.items():
        yield name, pl.DataFrame(list(found), schema=TABLES[name].create_empty().schema, strict=False)
    yield "regions", divisions()


def _write(frames: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, int]:
    """Validate, sort and write each table; rows that break a rule go to ``rejected/`` with the rules they broke."""
    rejected: dict[str, int] = {}
    for name, frame in frames.items():
        good, failure = TABLES[name].filter(frame, cast=True)
        if len(failure):
            rejected[name] = len(failure)
            target = folder / "rejected"
            target.mkdir(exist_ok=True)
            failure.details().write_parquet(target / f"{name}.parquet")
        sort = SORT[name]
        good.sort(sort, nulls_last=True, maintain_order=True).write_parquet(
            folder / f"{name}.parquet", compression="zstd", row_group_size=ROW_GROUP, statistics=True
        )
    field_catalogue().write_parquet(folder / "fields.parquet", compression="zstd")
    return rejected


def _summary(
    results: Sequence[FileResult],
    transcribed: Sequence[Report],
    reports: int,
    counted: int,
    rejected: dict[str, int],
    out: Path,
) -> BuildResult:
    rows = list(tables.files_rows(results, transcribed))
    counts = Counter(row["status"] for row in rows)
    because = [{lang: str(row[f"message_{lang}"]) for lang in ("zh", "en")} for row in rows]
    why = list(zip(rows, because, strict=True))
    return BuildResult(
        out=out,
        offered=len(rows),
        counts={status: counts.get(status, 0) for status in ("read", "partial", "refused")},
        reports=reports,
        counted=counted,
        refused=[(row["path"], str(row["code"]), said) for row, said in why if row["status"] == "refused"],
        partial=[(row["path"], said) for row, said in why if row["status"] == "partial"],
        rejected=rejected,
    )


def _manifest(folder: Path, summary: BuildResult) -> None:
    """What is in the dataset and a hash over it; no clock, so that equal input gives equal bytes."""
    files = sorted(folder.glob("*.parquet"))
    digests = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    whole = hashlib.sha256("".join(digests.values()).encode()).hexdigest()
    manifest = {
        "version": whole[:12],
        "offered": summary.offered,
        **summary.counts,
        "reports": summary.reports,
        "rejected_rows": summary.rejected,
        "tables": digests,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _swap(fresh: Path, out: Path) -> None:
    """Put the new dataset in the place of the old one."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
