"""The command line: ``ogi extract | check | build | export | serve``.

Exit codes: 0 all well; 1 something was refused, only partly read or failed a check; 2 wrong use; 130 interrupted.
"""

import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.dataset import FORMATS
from extract.messages import COLUMNS, LANGUAGES, MESSAGES
from extract.paths import DATASET, REPORTS, ROOT

if TYPE_CHECKING:
    from extract.checks.selfcheck import SelfCheck
    from extract.checks.suspects import Suspect
    from extract.reports.model import Finding, Report

ERRORS = Console(stderr=True)
OUT = Console()

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
WORKERS = click.option(
    "--workers",
    "-j",
    type=click.IntRange(1),
    default=None,
    help="Processes to read with (default: one a core).",
)
DATASET_OPTION = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=DATASET,
    show_default="data/dataset",
    help="Where `ogi build` put it.",
)


def _kept(ctx: click.Context, _option: click.Parameter, lang: str) -> str:
    """The language, kept for what is said of the run as a whole."""
    ctx.find_root().obj = lang
    return lang


LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="zh",
    show_default=True,
    callback=_kept,
    help="Language of messages.",
)
READING = ROOT / ".cache" / "reading"
"""Where results and the journal are kept unless another place is named."""
CACHE = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=READING,
    show_default=".cache/reading of the project",
    help="Where results are kept, so that nothing is read twice, with journal.jsonl: what happened to every file.",
)
INTERRUPTED = 130
WIDE = 500
"""Characters a line may have where no terminal would fold it."""
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
"""Signs that would move the terminal's cursor or end a line; a file's name may hold them."""


def _of_run(ctx: click.Context) -> dict[str, str]:
    """The messages of a run, in English for a command that has no choice of language."""
    return MESSAGES[ctx.find_root().obj or "en"]


class Commands(click.Group):
    """The commands; what stops a run from outside is said in a line, not in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _say(ERRORS, _of_run(ctx)["interrupted"])
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            raise
        except OSError as error:
            _say(ERRORS, _of_run(ctx)["stopped"].format(because=error))
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ogi-observatory", prog_name="ogi")
def main() -> None:
    """Annual reports on open government information: read, check, build, export, serve.

    \b
    Examples
      ogi extract report.pdf                 what was read, as a table
      ogi extract reports/ --json > out.jsonl
      ogi check draft.docx                   what does not add up
      ogi build --reports my-reports/        documents → dataset
      ogi export --format csv --out out.csv --region 410000 --year 2023
      ogi serve --port 8501
    """


@main.command()
@PATHS
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line per report, on standard output."
)
@LANG
@WORKERS
@CACHE
def extract(paths: Sequence[Path], as_json: bool, lang: str, workers: int | None, cache: Path) -> None:
    """Read the files and folders at PATHS and print what each report says.

    Exits with 0 if every file was read completely, 1 if any was refused or only partly read.
    """
    from extract.batch.progress import bar
    from extract.batch.run import read_many
    from extract.reports.model import Report, Status

    reports: list[Report] = []
    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    with bar(ERRORS, lang) as progress:
        for result in read_many(paths, workers=workers, cache_dir=cache, progress=progress):
            for report in result.reports:
                reports.append(report)
                if as_json:
                    sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")
                    sys.stdout.flush()
                if report.status is not Status.COMPLETE:
                    _say(ERRORS, _not_complete(report, lang))
    if not as_json and reports:
        (OUT if OUT.is_terminal else Console(width=WIDE)).print(_reports_table(reports, lang))
    if not reports:
        _say(ERRORS, MESSAGES[lang]["nothing"])
    sys.exit(0 if reports and all(r.status is Status.COMPLETE for r in reports) else 1)


def _say(console: Console, text: str) -> None:
    """A line as it stands: brackets in names are no markup, their control signs are shown, and nothing is folded."""
    console.print(text.translate(CONTROLS), markup=False, highlight=False, soft_wrap=True)


FEW_NAMED = 3
"""So many of the unread cells are named in a line; the JSON has all."""


def _not_complete(report: "Report", lang: str) -> str:
    """Why a file was not read, or how much of it was not."""
    said, path = MESSAGES[lang], report.source.path
    if report.refusal_code is not None:
        because = report.refused_because(lang)
        return said["not_read"].format(path=path, code=report.refusal_code, because=because)
    unread = [cell.key for cell in report.cells if cell.state == "unread"]
    named = f" [{', '.join(unread[:FEW_NAMED])}{' …' if len(unread) > FEW_NAMED else ''}]" if unread else ""
    return said["partly_read"].format(path=path, because=report.partial_because(lang)) + named


def _reports_table(reports: Sequence["Report"], lang: str) -> Table:
    said = MESSAGES[lang]
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in COLUMNS[lang]:
        table.add_column(name, overflow="fold")
    for report in reports:
        unread = sum(cell.state == "unread" for cell in report.cells)
        forms = " ".join(dict.fromkeys(f for f in report.form.values() if f)) or "–"
        part = f" [{report.source.part}]" if report.source.part else ""
        table.add_row(
            escape(f"{report.source.path}{part}".translate(CONTROLS)),
            report.agency.name_as_published or "–",
            str(report.year or "–"),
            " ".join(report.region.path) or "–",
            forms,
            said["cells"].format(read=len(report.cells) - unread, all=len(report.cells)),
            said[report.status.value].format(code=report.refusal_code),
        )
    return table


@main.command()
@PATHS
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line per report, with its findings.")
@click.option(
    "--all", "show_all", is_flag=True, help="Also list the checks that passed or could not be made."
)
@LANG
@click.option(
    "--last-year",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Last year's report of the same body: the carry-over and repeated text are checked, too.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the result as a Word document; of several reports, the second is NAME-2.docx, and so on.",
)
@WORKERS
def check(
    paths: Sequence[Path],
    as_json: bool,
    show_all: bool,
    lang: str,
    last_year: Path | None,
    out: Path | None,
    workers: int | None,
) -> None:
    """Check the reports at PATHS: do their own figures add up?

    Exits with 1 if a check of severity error and audience publisher fails, or a file, or a table of it, could not be
    read, or none was there.
    """
    from extract.batch.run import read_many
    from extract.checks.selfcheck import check_draft
    from extract.reports.model import Status

    earlier = None
    if last_year is not None:
        earlier = next(read_many([last_year], workers=1)).reports[0]
        if earlier.status is Status.REFUSED:
            _say(ERRORS, _not_complete(earlier, lang))
            sys.exit(1)
    bad = False
    papers = offered = 0
    for report in (one for result in read_many(paths, workers=workers) for one in result.reports):
        offered += 1
        if report.status is not Status.COMPLETE:
            _say(ERRORS, _not_complete(report, lang))
        if report.status is Status.REFUSED:
            bad = True
            continue
        checked = check_draft(report, earlier, filename=Path(report.source.path).name)
        bad |= any(f.severity == "error" and f.audience == "publisher" for f in checked.failures)
        bad |= bool(report.lost_tables)
        if out is not None:
            papers += 1
            _write_checked(checked, lang, out if papers == 1 else out.with_stem(f"{out.stem}-{papers}"))
        if as_json:
            name = {"path": report.source.path, "part": report.source.part}
            line = {**name, "findings": [f.as_json() for f in checked.findings]}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            _print_checked(checked, lang, show_all)
    if not offered:
        _say(ERRORS, MESSAGES[lang]["nothing"])
    sys.exit(1 if bad or not offered else 0)


def _write_checked(checked: "SelfCheck", lang: str, out: Path) -> None:
    """The result of a check as a Word document."""
    from extract.checks.selfcheck_output import report_docx
    from extract.dataset.disk import whole  # heavy, and seldom asked for

    with whole(out) as file:
        file.write_bytes(report_docx(checked, lang))


def _print_checked(checked: "SelfCheck", lang: str, show_all: bool) -> None:
    """What a check says of one report: what to mind, the findings, the cell that may be wrong, how much was not checked."""
    report = checked.report
    _say(OUT, f"{report.source.path} · {report.agency.name_as_published or '–'} {report.year or ''}")
    for words in (*checked.lost_tables, *checked.warnings):
        _say(OUT, f"  !  {getattr(words, lang)}")
    listed = checked.findings if show_all else checked.failures
    outcomes = [MESSAGES[lang][f.gravity if f.status == "fail" else f.status] for f in listed]
    width = max(map(cell_len, outcomes), default=0)
    for finding, outcome in zip(listed, outcomes, strict=True):
        _say(OUT, f"  {finding.id:<5}  {set_cell_size(outcome, width)}  {_message(finding, lang)}")
    for one in checked.suspects:
        _say(OUT, f"  ?  {_message(one, lang)}")
    if not (checked.failures or checked.suspects or checked.lost_tables):
        _say(OUT, f"  {MESSAGES[lang]['none_fails']}")
    not_checked = MESSAGES[lang]["not_checked"].format(n=len(checked.not_checked))
    OUT.print(f"  {not_checked}", style="dim", highlight=False)


def _message(one: "Finding | Suspect", lang: str) -> str:
    return one.message_zh if lang == "zh" else one.message_en


@main.command()
@click.option(
    "--reports",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A folder (or file) of documents; may be given several times. Default: the five of data/reports.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=DATASET,
    show_default="data/dataset",
    help="Where to put it.",
)
@click.option("--figures/--no-figures", default=True, help="Include the transcribed figures of data/figures.")
@LANG
@WORKERS
@CACHE
def build(
    folders: Sequence[Path], out: Path, figures: bool, lang: str, workers: int | None, cache: Path
) -> None:
    """Documents and figures → the dataset. Nothing is read twice; a refused file stops nothing."""
    from extract.batch.progress import bar
    from extract.dataset.build import BuildRunning
    from extract.dataset.build import build as build_dataset
    from extract.paths import FIGURES

    said = MESSAGES[lang]
    try:
        with bar(ERRORS, lang) as progress:
            done = build_dataset(
                folders or (REPORTS,),
                FIGURES if figures else None,
                out,
                workers=workers,
                cache=cache,
                progress=progress,
            )
    except BuildRunning:
        _say(ERRORS, said["running"].format(out=out))
        sys.exit(1)
    for path, because in done.partial:
        _say(OUT, said["partly_read"].format(path=path, because=because[lang]))
    for path, code, because in done.refused:
        _say(OUT, said["not_read"].format(path=path, code=code, because=because[lang]))
    for table, rows in done.rejected.items():
        file = done.out / "rejected" / f"{table}.parquet"
        _say(OUT, said["rejected"].format(rows=rows, table=table, file=file))
    total = sum(done.counts.values())
    summary = said["built"].format(
        **done.counts,
        total=total,
        offered=done.offered,
        reports=done.reports,
        counted=done.counted,
        out=done.out,
    )
    _say(OUT, summary)
    sys.exit(0 if total == done.offered else 1)


@main.command()
@click.option("--format", "fmt", type=click.Choice(FORMATS), required=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)
@click.option(
    "--table",
    default="reports",
    show_default=True,
    help="Table to write (sqlite: all of them), see docs/dataset.md.",
)
@click.option("--region", "regions", multiple=True, help="Division code: the region and all inside it.")
@click.option("--agency", "agencies", multiple=True, help="Agency id.")
@click.option("--kind", "kinds", multiple=True, help="Kind of body, as in data/regions/kinds.csv.")
@click.option("--level", "levels", multiple=True, help="national, province, prefecture, county, township.")
@click.option("--year", "years", multiple=True, type=int, help="A year; given twice: from, to (inclusive).")
@DATASET_OPTION
def export(
    fmt: str, out: Path, table: str, years: tuple[int, ...], dataset: Path, **chosen: tuple[str, ...]
) -> None:
    """Write the dataset, or a part of it, to a file.

    \b
    Examples
      ogi export --format xlsx --out reports.xlsx
      ogi export --format csv --out cells.csv --table cells --region 320000 --year 2021 --year 2024
      ogi export --format sqlite --out ogi.sqlite

    Options of the same name add up (two regions: both), different ones narrow down. Exits with 2 when a
    code or year is not in the dataset.
    """
    from extract.dataset.export import EXPORTABLE, DatasetMissing, Selection, UnknownValue
    from extract.dataset.export import export as write

    if table not in EXPORTABLE:
        raise click.BadParameter(
            f"unknown table {table!r}; one of {', '.join(EXPORTABLE)}", param_hint="--table"
        )
    if len(years) > 2:
        raise click.BadParameter("give one year, or two: from and to", param_hint="--year")
    span = (min(years), max(years)) if years else None
    try:
        rows = write(dataset, out, fmt, table, Selection(years=span, **chosen))
    except UnknownValue as error:
        raise click.UsageError(str(error)) from None
    except (DatasetMissing, OSError) as error:
        _say(ERRORS, str(error))
        sys.exit(1)
    _say(ERRORS, f"{rows} rows of {table} → {out}")


@main.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on."
)
@click.option("--address", default="localhost", show_default=True, help="Address to listen on.")
@DATASET_OPTION
def serve(port: int, address: str, dataset: Path) -> None:
    """Serve the site on the built dataset until interrupted.

    A dataset that is built again while the site runs is shown without a restart.
    """
    if not (dataset / "manifest.json").exists():
        _say(ERRORS, f"no dataset at {dataset}: run `ogi build` first")
        sys.exit(1)
    _say(OUT, f"http://{address}:{port} (Ctrl+C ends it)")
    environment = {**os.environ, "OGI_DATASET": str(dataset.resolve())}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "server.py")]
    options = ["--server.port", str(port), "--server.address", address, "--server.headless", "true"]
    os.chdir(ROOT)
    sys.stdout.flush()
    # In the place of this process: whoever ends `ogi serve` ends the server.
    os.execve(sys.executable, [*command, *options], environment)


if __name__ == "__main__":
    main()
