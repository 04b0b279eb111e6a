"""The body that section one begins to speak of."""

import re

from extract.documents.model import Document, Paragraph
from extract.forms.labels import in_simplified
from extract.rare import rare
from extract.regions.walk import LEADING_LEVEL
from extract.regions.wording import in_full, national_bodies
from extract.reports.identity.full_names import fuller_name
from extract.reports.identity.names import begins_with_a_place, cleaned, is_body, is_place
from extract.reports.identity.own_words import has_a_kind
from extract.reports.identity.titles import without_gaps

_LED = r"(?:在[^，。；,;]{2,40}(?:领导|指导|支持|关心|帮助|部署|统筹)下[，,])*"
_SUBJECT = rare(
    rf"(?:20\d\d年(?:度)?(?:以来)?[，,]?|(?:今年|一年)以?来[，,]|(?:^|(?<=\n))(?:[（(]一[）)][^，。\n]{{2,16}}。)?|(?P<later>(?<=。))){_LED}(?P<name>[一-鿿（）()]{{3,30}}?)(?:(?:(?:(?<!人民)政府|政务)?信息|政务)公开工作)?(?=坚持|以习近平|认真|深入|严格|全面|高度|积极|紧紧|始终|持续|扎实|切实|着力|牢固|自觉|按照|根据|依据|贯彻|落实|围绕|是(?:主管|负责)|在|未|没有|共)"
)
"""The body that a sentence begins with, and what such a sentence goes on with; ``later`` where it is not the first."""
_HIGHER = rare(r"(?:政府|政府办公?[室厅]|[省市县区州盟旗])$")
"""How the names of bodies end that have others below them."""
_TOWN = rare(r"(?:镇|乡|苏木)人民政府$|街道办事处$")
_AGAIN_AND_AGAIN = 3
"""So often must a text name a township that it never calls its own."""
_SUBJECT_WITHIN = 400
"""So many characters of section one are searched for the body that it begins to speak of."""


def first_words_of(document: Document, first_section: int | None) -> str:
    """What section one begins with."""
    if first_section is None:
        return ""
    blocks = document.blocks[first_section : first_section + 6]
    text = "\n".join(without_gaps(b.text) for b in blocks if isinstance(b, Paragraph))
    return in_simplified(text[:_SUBJECT_WITHIN])


def subject_of(first_words: str, body: str) -> str | None:
    """The body that section one begins to speak of, by a name that begins with a place or is a township's."""
    for match in _SUBJECT.finditer(first_words):
        name = cleaned(match["name"])
        # A sentence further on may praise the government above.
        if not is_body(name) or (match["later"] is not None and _HIGHER.search(name)):
            continue
        if is_place(name):
            if _speaks_for(name, body):
                return name
        elif begins_with_a_place(name) or _TOWN.search(name):
            return name
        elif LEADING_LEVEL.match(name) and (whole := fuller_name(name, body)):
            return whole
        elif in_full(name) in national_bodies():
            return name
    return None


def _speaks_for(place: str, body: str) -> bool:
    """True where a text speaks for a place itself: a place alone may be spoken of by any of its bodies."""
    if place[-1] in "乡镇道木":
        own = re.search(r"[我全本](?:乡|镇|街|苏木)", body) is not None
        return own or (body.count(place) >= _AGAIN_AND_AGAIN and not has_a_kind(body))
    return re.search(rf"[我全]{place[-1]}", body) is not None and not has_a_kind(body)


def is_subject(government: str, first_words: str) -> bool:
    """Whether a sentence at the head of section one has the place of a government for its subject."""
    place = re.sub("(?:人民)?政府$", "", government)
    subjects = (match["name"] for match in _SUBJECT.finditer(first_words))
    return any(re.fullmatch(rf"{re.escape(place)}(?:各级.*|政府信息公开工作)?", name) for name in subjects)
