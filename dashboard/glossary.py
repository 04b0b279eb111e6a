"""The explanation that opens at a word: a code's definition, or a term of the law in plain words."""

from html import escape

from dashboard import island
from dashboard.text import Text
from extract.forms import all_fields
from extract.forms import glossary as words


def card(term_id: str, t: Text) -> str | None:
    """The explanation of a field code or glossary id as markup; None where none is written."""
    definition = words.definition(term_id)
    found = words.term(term_id) or _term_of(term_id)
    parts: list[str] = []
    if defined := t.pick(definition.zh, definition.en):
        parts.append(f"<span>{escape(defined)}</span>")
    if found is not None:
        plain = t.pick(found.plain_zh, found.plain_en)
        title = t.pick(found.zh, found.en)
        parts.append(f"<span><strong>{escape(title)}</strong> {escape(plain)}</span>")
        if found.law:
            parts.append(f'<span class="law">{escape(t("about.law", law=found.law))}</span>')
    return "".join(parts) or None


def _term_of(code: str) -> words.Term | None:
    """The glossary term that a code belongs to."""
    return next((one for one in words.terms().values() if code in one.codes), None)


def name(term_id: str, t: Text) -> str:
    """What a field code or glossary id is called."""
    found = words.term(term_id)
    if found is not None:
        return t.pick(found.zh, found.en)
    entry = all_fields().get(term_id)
    return t.pick(entry.label_zh, entry.label_en) if entry else term_id


def word(term_id: str, shown: str, t: Text, prefix: str) -> str:
    """A word that opens its explanation, or the plain word where none is written."""
    explained = card(term_id, t)
    if explained is None:
        return escape(shown)
    return island.word(shown, explained, f"{prefix}-{term_id}".replace(".", "-"))
