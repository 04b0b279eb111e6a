"""A progress bar with counts and time left, on standard error."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.batch.run import FileResult
from extract.reports.model import Status


class Bar:
    """Counts files as they are done: read, partial, refused."""

    def __init__(self, display: Progress) -> None:
        self._display = display
        self._counts: Counter[str] = Counter()
        self._task = display.add_task("reading", total=0, counts="")

    def start(self, total: int) -> None:
        """There are so many files."""
        self._display.update(self._task, total=total)

    def done(self, result: FileResult) -> None:
        """One more file is done."""
        statuses = {report.status for report in result.reports}
        for status in (Status.REFUSED, Status.PARTIAL, Status.COMPLETE):
            if status in statuses:
                self._counts[status.value] += 1
                break
        counts = " · ".join(f"{name} {count}" for name, count in sorted(self._counts.items()))
        self._display.update(self._task, advance=1, counts=counts)


@contextmanager
def bar(console: Console) -> Iterator[Bar]:
    """A bar for as long as the block runs."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as display:
        yield Bar(display)
