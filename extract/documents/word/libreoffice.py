"""DOC, WPS, RTF (and other formats that LibreOffice opens) → DOCX, read as such."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.documents import word
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal

SECONDS = 120
PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)
"""Where LibreOffice stands when it is not on the path."""

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SCRIPTING}"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="{_SCRIPTING}"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="{_SCRIPTING}"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="{_SCRIPTING}"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""A stranger's file runs nothing and fetches nothing."""


def find_program() -> str | None:
    """The program, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).exists()), None)


def readings(source: Source, kind: str) -> Iterator[Document]:
    """The one reading of a file that LibreOffice converts; ``kind`` is its format (``doc``, ``wps``, ``rtf``).

    Raises ``Refusal``: ``needs-libreoffice``, ``damaged-file``, ``time-limit`` and those of ``word``.
    """
    program = find_program()
    if program is None:
        raise Refusal("needs-libreoffice")
    data = _convert(program, source.data, kind)
    for document in word.readings(replace(source, data=data)):
        yield replace(document, format=kind, engine="libreoffice+docx")


def _convert(program: str, data: bytes, kind: str) -> bytes:
    """The file as DOCX. Each call has a profile and a folder of its own, removed at its end."""
    with tempfile.TemporaryDirectory(prefix="ogi-office-", ignore_cleanup_errors=True) as folder:
        # LibreOffice tells RTF and DOC by content; the name only has to be one that it opens.
        given = Path(folder) / f"in.{'doc' if kind == 'wps' else kind}"
        given.write_bytes(data)
        settings = Path(folder) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, "utf-8")
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(given),
        ]
        _run(command, {**os.environ, "HOME": folder})
        made = Path(folder) / "in.docx"
        if not made.exists():
            raise Refusal("damaged-file", "(LibreOffice could not open it)")
        return made.read_bytes()


WATCHED = """
exec 3<&0
(trap "" TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 1; rm -rf "$HOME"; kill -KILL 0) &
exec 3<&- </dev/null "$@"
"""
"""Runs a command that ends with whoever started it: the other end of the pipe closes however a worker dies."""


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run to the end or to the time limit; then the whole group ends, since the program is started by a script.

    ``HOME`` is the folder of this call: it goes where the worker that would remove it is killed.
    """
    process = subprocess.Popen(
        ["sh", "-c", WATCHED, "sh", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise Refusal("time-limit", f"(LibreOffice, {SECONDS} s)") from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
