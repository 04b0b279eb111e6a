"""Offices that write a report or answer for it: whose part they are."""

import re

from extract.rare import rare
from extract.reports.identity.full_names import fuller_name
from extract.reports.identity.model import Identity
from extract.reports.identity.scope import scope_of
from extract.reports.identity.subject import is_subject
from extract.reports.model import Scope

_OWN_OFFICE = rare(
    r"(?:(?<=[局委厅])单位(?:办公室)?|(?<=[局委厅部院会署心所队校学馆站社])(?<![省市县区州盟旗乡镇党工]委)办公室|(?<=[局署])办公厅|(?<=[区园])(?:党政(?:综合)?|综合)办公室|(?<=[局委厅部院会府处学])(?:党政(?:综合)?|综合|行政)办公室|(?<=[局委厅部院会府处学室厅])(?:党务)?政务(?:公开)?办公室"
    r"|(?<=[局委厅部院会署心室办])(?:综合(?:管理)?[一二三]?|秘书|文秘|行政|(?:政策)?法规|宣传|信息)[科股处室]"
    r"|(?<=政府)(?:电子政务|(?:政务)?信息化?)(?:管理)?(?:中心|办公室|办)"
    r"|(?:(?<!人民)政府|政务|党务政务)?信息公开(?:工作)?(?:领导小组|联席会议)?(?:办公室|办|处|科|机构|中心)?|政务公开(?:工作)?(?:领导小组)?(?:办公室|办|处|科))$"
)
"""The part of a body that writes its report and answers questions on it. The office of a committee of the party is a body of its own."""
_OF_A_TOWN = rare(
    r"^.*(?:(?<![城村乡])镇|(?<!城)乡|苏木|街道(?:办事处)?)(?:人民政府|政府)?"
    r"(?=(?:办|党|综合|行政|政务|信息|宣传|经济|社会|公共|便民|应急)[一-鿿]{0,8}$)(?=.*办(?:公室)?$)"
)
"""A town or sub-district, up to the office of it whose name follows."""
_GOVERNMENTS_OFFICE = rare(r"(?<=政府)办(?:公[室厅])?$")
_NOBODYS_OFFICE = rare(
    r"^(?:省|市|县|区|州|盟|旗|镇|乡|街道)?(?:人民)?(?:政府)?(?:党政|综合|行政)?办(?:公[室厅])?$"
)
"""An office that does not say whose it is."""
_OWN_OFFICE_SPEAKS = rare(
    r"[我本]办(?!公)|政府办(?:公[室厅])?(?=坚持|认真|深入|严格|全面|高度|积极|紧紧|始终|持续|扎实|切实|共?收到|共?受理)"
)


def without_office(name: str) -> str:
    """A name without the part of the body that writes its report at the end: 示例县财政局 for its 办公室."""
    return _OWN_OFFICE.sub("", name)


def reporting(name: str) -> str:
    """The body whose part writes or answers for it: 示例县财政局 for its 政务公开办公室, 示例镇人民政府 for its 综合办公室."""
    while (outer := without_office(name)) != name:
        name = outer
    town = _OF_A_TOWN.match(name)
    return town[0] if town else name


def whole(name: str, body: str) -> str | None:
    """A name as it is, but that of an office which does not say whose it is as the text gives it; None where it gives none."""
    return fuller_name(name, body) if _NOBODYS_OFFICE.match(name) else name


def office_or_government(name: str, body: str, first_words: str, identity: Identity) -> str:
    """Whose report it is that a government's office compiled or answers for: its own, or the government's, as the text tells.

    Where section one begins to speak of the place itself (示例县坚持), neither is sure.
    """
    office = _GOVERNMENTS_OFFICE.search(name)
    if office is None:
        return name
    government = name[: office.start()]
    scope, _ = scope_of(name, body)
    if scope is Scope.GOVERNMENT_AGGREGATE:
        return government
    of_all = re.search(r"[我全][省市县区旗州盟]", body) is not None or is_subject(government, first_words)
    if scope is Scope.UNKNOWN or (of_all and not _OWN_OFFICE_SPEAKS.search(body)):
        identity.unsettled.append(f"the body may be {government} or its office")
    return name
