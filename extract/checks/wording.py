"""The words of a report as checks read them: its sections, its sentences, and whether they are its own."""

import re
from functools import cache

from extract.checks.catalogue import Both
from extract.forms import sections
from extract.reports.model import Kind, Report

ENDS = "。！？；!?;"
WRAPPED = re.compile(r"\n(?<=[^\n]{16}\n)(?<![。！？；：!?;:|\t]\n)(?=[^\n|\t#])")
"""A line end within a sentence: the line is long and does not end one. A short line is a heading."""
SECTION_NAMES = {
    s.order: Both(s.heading_zh, f"section {s.heading_zh[0]} ({s.heading_en})") for s in sections()
}


def has_own_text(report: Report) -> bool:
    """Whether the words are the body's own: a re-typeset or transcribed edition has an editor's note instead."""
    return report.source.kind is Kind.DOCUMENT


def section_name(order: int | str) -> Both:
    """What one of the six sections is called in a sentence."""
    return SECTION_NAMES[int(order)]


def section_text(report: Report, order: str) -> str:
    """The text of one section, with its parts where only these are kept."""
    own, within = report.sections.get(order, ""), f"{order}."
    parts = [text for key, text in report.section_parts.items() if key.startswith(within) and text not in own]
    return "\n".join([own, *parts]).strip()


def sentences(text: str, ends: str = ENDS) -> list[str]:
    """The sentences of a text, parted at full stops, semicolons (or other ``ends``) and the ends of paragraphs."""
    return [s for part in _sentence(ends).findall(WRAPPED.sub("", text)) if (s := part.strip())]


@cache
def _sentence(ends: str) -> re.Pattern[str]:
    """A stretch of a paragraph up to one of the ``ends``, which belongs to it, or to the paragraph's end."""
    stops = re.escape(ends)
    return re.compile(rf"[^{stops}\n]+[{stops}]?|[{stops}]")
