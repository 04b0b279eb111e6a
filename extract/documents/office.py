"""DOC, WPS, RTF (and other formats that LibreOffice opens) → DOCX, read as such."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.documents import docx
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal

SECONDS = 120
PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)
"""Where LibreOffice stands when it is not on the path."""


def libreoffice() -> str | None:
    """The program, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).exists()), None)


def readings(source: Source, kind: str) -> Iterator[Document]:
    """The one reading of a file that LibreOffice converts; ``kind`` is its format (``doc``, ``wps``, ``rtf``, ``odt``).

    Raises ``Refusal``: ``needs-libreoffice``, ``damaged-file``, ``time-limit`` and those of ``docx``.
    """
    program = libreoffice()
    if program is None:
        raise Refusal("needs-libreoffice")
    data = _convert(program, source.data, kind)
    for document in docx.readings(replace(source, data=data)):
        yield replace(document, format=kind, engine="libreoffice+docx")


def _convert(program: str, data: bytes, kind: str) -> bytes:
    """The file as DOCX. Each call has a profile and a folder of its own, removed at its end; macros never run."""
    with tempfile.TemporaryDirectory(prefix="ogi-office-") as folder:
        # LibreOffice tells RTF and DOC by content; the name only has to be one that it opens.
        given = Path(folder) / f"in.{'doc' if kind == 'wps' else kind}"
        given.write_bytes(data)
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
        environment = {**os.environ, "HOME": folder}
        try:
            subprocess.run(
                command,
                capture_output=True,
                timeout=SECONDS,
                env=environment,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            raise Refusal("time-limit", f"(LibreOffice, {SECONDS} s)") from None
        made = Path(folder) / "in.docx"
        if not made.exists():
            raise Refusal("damaged-file", "(LibreOffice could not open it)")
        return made.read_bytes()
