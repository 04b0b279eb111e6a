"""Who reports, on which year, published when and by whom, each with the reason for the choice."""

from extract.documents.model import Document
from extract.forms.labels import in_simplified, simplified
from extract.rare import rare
from extract.reports.identity.announced import OPENING, named_in_text
from extract.reports.identity.elsewhere import doubt_announced, name_elsewhere
from extract.reports.identity.evidence import Evidence
from extract.reports.identity.full_names import as_printed, fuller_name
from extract.reports.identity.model import Identity
from extract.reports.identity.offices import office_or_government
from extract.reports.identity.opening import opening_lines
from extract.reports.identity.own_title import own_title
from extract.reports.identity.page_record import labelled
from extract.reports.identity.publication import read_publication
from extract.reports.identity.reported_year import ANNOUNCED, announcing, decide_year
from extract.reports.identity.scope import scope_of
from extract.reports.identity.subject import first_words_of
from extract.reports.identity.titles import SCHOOL_YEAR, Title, without_gaps
from extract.reports.identity.unseen import unlike_title
from extract.reports.identity.years import period_year
from extract.reports.model import Decision

_NOBODYS_GOVERNMENT = rare(r"^[省市县区旗州盟镇乡](?:人民)?政府$")
"""A government that does not say of what."""
_NOBODYS_TOWN = rare(r"^(?:镇|乡|苏木|街道)(?:人民政府|政府|办事处|办)?$")
"""A town or sub-district that does not say which: a county has many."""


def read_identity(document: Document, first_section: int | None, body: str, file_name: str) -> Identity:
    """The identity of a report: ``body`` is its running text, ``first_section`` the block of its first heading."""
    identity = Identity(lines=opening_lines(document, first_section))
    pairs = labelled(document, first_section)
    tight = without_gaps(body)
    read_publication(document, pairs, identity)
    first_words = first_words_of(document, first_section)
    title = _telling(own_title(document, identity.lines, pairs, tight, identity), tight)
    opening = _opening(tight, first_words) if title is None or not title.year else ""
    because = title.how if title is not None else ""
    if title is None:
        title, because = named_in_text(opening, tight)
        if title is not None:
            spoken_of = first_words if because != ANNOUNCED else ""
            name = office_or_government(title.name, in_simplified(tight), spoken_of, identity)
            identity.name = as_printed(name, tight)
    else:
        identity.name = title.name
    if identity.name is not None:
        identity.decisions.append(Decision("agency", identity.name, because))
    publication = identity.published, identity.publisher
    told = Evidence(document, title, identity.lines, tight, opening, file_name, first_words, *publication)
    decide_year(identity, told, because)
    if identity.name is None:
        name_elsewhere(told, identity)
    elif because == ANNOUNCED:
        doubt_announced(identity.name, told, identity)
    if identity.name is not None:
        _doubt(identity.name, identity, tight)
    if "公開" in tight:
        tight = in_simplified(tight)
    identity.scope, reason = scope_of(identity.name and simplified(identity.name), tight)
    identity.decisions.append(Decision("report_scope", identity.scope.value, reason))
    return identity


def _doubt(name: str, identity: Identity, body: str) -> None:
    """Say of a name what speaks against it: a part of the title that is not shown, or that it is any town's."""
    if broken := unlike_title(name, identity.lines):
        identity.unsettled.append(f"the title names {broken}, with characters that are not shown")
    if _NOBODYS_TOWN.match(simplified(name)) and not fuller_name(name, body):
        identity.unsettled.append(f"the name does not say which {name} it is")


def _telling(title: Title | None, body: str) -> Title | None:
    """The title, but of a government that does not say of what only if the text announces no other body, or has its name in full."""
    if title is None or not _NOBODYS_GOVERNMENT.match(simplified(title.name)):
        return title
    announced, _ = named_in_text(in_simplified(body[:OPENING]), body)
    return title if announced is None or fuller_name(title.name, body) else None


def _opening(body: str, first_words: str) -> str:
    """The beginning of the text as it announces the report: a school year is that in which it ends."""
    opening = SCHOOL_YEAR.sub(r"\1年", in_simplified(body[:OPENING]))
    return announcing(opening, first_words, period_year(body))
