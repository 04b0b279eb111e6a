"""Which files are offered: everything at and below the paths given, in one order on every machine, nothing lost."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extract.documents.model import written

HIDDEN = (".", "~$")
"""How the names of hidden files and of Office's locks begin: they are no documents."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One file. ``name`` is its path from the offered folder on: the same on every machine, and given once.

    ``problem``: why it cannot be opened, where that is known already (a folder that may not be read stands for
    all that is in it). ``ignored``: why it is no document.
    """

    path: Path
    name: str
    problem: str = ""
    ignored: str = ""


def found(paths: Iterable[Path]) -> list[Offered]:
    """Everything at or below the paths: in the order given, what is in a folder in the order of its names.

    Hidden files and folders are left out unless they are named themselves, and so are links to folders, which
    may lead back to where they stand: both are said to be ``ignored``.
    """
    everything = []
    roots: Counter[str] = Counter()
    for path in paths:
        name = written(path.name if path.name not in ("", "..") else path.resolve().name)
        roots[name] += 1
        waiting = [_told(path, name if roots[name] == 1 else f"{name}~{roots[name]}")]
        while waiting:
            one, is_folder = waiting.pop()
            if is_folder:
                waiting += _entries(one)
            else:
                everything.append(one)
    return everything


def _entries(folder: Offered) -> Iterator[tuple[Offered, bool]]:
    """What is in a folder, the last name first, and whether each is a folder."""
    try:
        paths = sorted(folder.path.iterdir(), key=os.fsencode, reverse=True)
    except OSError as error:
        yield replace(folder, problem=error.strerror or "not readable"), False
        return
    for path in paths:
        name = f"{folder.name}/{written(path.name)}"
        if path.name.startswith(HIDDEN):
            yield Offered(path, name, ignored="hidden"), False
            continue
        one, is_folder = _told(path, name)
        if is_folder and path.is_symlink():
            one, is_folder = replace(one, ignored="a link to a folder: offer the folder itself"), False
        yield one, is_folder


def _told(path: Path, name: str) -> tuple[Offered, bool]:
    """A file or a folder (which of them), or something that only looks like one: a pipe would be waited on for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Offered(path, name, problem=error.strerror or "not there"), False
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return Offered(path, name), stat.S_ISDIR(mode)
    return Offered(path, name, problem="not an ordinary file"), False
