"""How far the reading is, with counts and time left, on standard error: a bar on a terminal, now and then a line elsewhere."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from extract.batch.run import FileResult
from extract.messages import MESSAGES
from extract.reports.model import Status

SECONDS_A_LINE = 10
"""How often a run without a terminal says how far it is."""


class _Counted:
    """Counts files as they are done: read, partial, refused, and how many of them were read before."""

    def __init__(self, lang: str) -> None:
        self.said = MESSAGES[lang]
        self.total = 0
        self.done_so_far = 0
        self._counts: Counter[str] = Counter()

    def start(self, total: int) -> None:
        """There are so many files."""
        self.total = total

    def done(self, result: FileResult) -> None:
        """One more file is done."""
        self.done_so_far += 1
        statuses = {report.status for report in result.reports}
        for status in (Status.REFUSED, Status.PARTIAL, Status.COMPLETE):
            if status in statuses:
                self._counts[status.value] += 1
                break
        if result.cached:
            self._counts["read_before"] += 1

    def counts(self) -> str:
        """The counts in words."""
        return " · ".join(self.said[f"n_{name}"].format(n=n) for name, n in sorted(self._counts.items()))


class Bar(_Counted):
    """A bar on a terminal."""

    def __init__(self, display: Progress, lang: str) -> None:
        super().__init__(lang)
        self._display = display
        self._task = display.add_task(self.said["reading"], total=None, counts="")
        self._stage: TaskID | None = None

    def start(self, total: int) -> None:
        super().start(total)
        self._display.update(self._task, total=total)

    def done(self, result: FileResult) -> None:
        super().done(result)
        self._display.update(self._task, advance=1, counts=self.counts())

    def stage(self, name: str) -> None:
        """The next work is this, by its name in ``MESSAGES``; how long it takes is not known."""
        self.end_stage()
        self._stage = self._display.add_task(self.said[name], total=None, counts="")

    def end_stage(self) -> None:
        """What was begun last is done."""
        if self._stage is not None:
            self._display.update(self._stage, total=1, completed=1)


class Lines(_Counted):
    """A line every few seconds and one at the end, for logs."""

    def __init__(self, console: Console, lang: str) -> None:
        super().__init__(lang)
        self._console = console
        self._started = self._said = time.monotonic()
        self._reading = True

    def done(self, result: FileResult) -> None:
        super().done(result)
        if time.monotonic() - self._said >= SECONDS_A_LINE and self.done_so_far < self.total:
            self.say()

    def stage(self, name: str) -> None:
        """The next work is this, by its name in ``MESSAGES``."""
        self.end_reading()
        times = self.said["so_far"].format(time=_clock(time.monotonic() - self._started))
        self._print(f"{self.said[name]} · {times}")

    def end_reading(self) -> None:
        """Say, once, what the reading came to."""
        if self._reading:
            self.say()
        self._reading = False

    def say(self) -> None:
        """Say how far it is."""
        self._said = time.monotonic()
        passed = self._said - self._started
        left = passed / max(self.done_so_far, 1) * (self.total - self.done_so_far)
        times = self.said["so_far_and_left" if left else "so_far"].format(
            time=_clock(passed), left=_clock(left)
        )
        counts = f" · {self.counts()}" if self.done_so_far else ""
        self._print(f"{self.said['reading']} {self.done_so_far}/{self.total}{counts} · {times}")

    def _print(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _clock(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


@contextmanager
def bar(console: Console, lang: str = "zh") -> Iterator[Bar | Lines]:
    """How far it is, in a language of ``MESSAGES``, for as long as the block runs."""
    if not console.is_terminal:
        lines = Lines(console, lang)
        yield lines
        lines.end_reading()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as display:
        shown = Bar(display, lang)
        yield shown
        shown.end_stage()
