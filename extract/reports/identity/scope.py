"""Whose work a report counts."""

import re

from extract.rare import rare
from extract.reports.model import Scope

_COUNT = r"(?:收到|受理|办理|新收|收办|接到|接收)"
_COUNTED = (
    rf"{_COUNT}(?:(?!建议|提案|议案)[^。；，,]){{0,30}}?"
    r"(?:申请|\d+[余多]?[件宗条份起](?![^。；，,]{0,6}(?:建议|提案|议案)))"
)
"""办理 alone counts nothing: 指导全县各部门规范办理; nor do the motions of deputies that are handled."""
_SYSTEM = rare(
    rf"(?:全(?!年|文)(?:国|省|市|县|区|州|盟|旗)?[^。，；]{{0,8}}(?:系统|[^。，；各]{{2,4}}机关)|[本我]系统[内各共全])[^。；]{{0,20}}{_COUNTED}"
)
_OWN_COUNT = rare(
    rf"(?:本(?:机关|级|单位|部门|办|局|厅)|我[办局厅委]|[市县区省州盟](?:局|厅|委)(?:本级|机关)|其中[，,]?[市县区省州盟](?:局|厅|委)"
    rf"|政府办(?:公[室厅])?)[^。；，,]{{0,12}}{_COUNT}"
)
_BELOW = r"(?:各(?:级|部门|乡镇|镇|街道|区|县|单位|市|地|委|有关部门|有关单位|行政机关)|所属|直属|下属|(?:部门|乡镇)[^。；]{0,8}(?:数据|情况))"
_COVERS = tuple(
    map(
        re.compile,
        (
            rf"(?:报告|数据)[^。；]{{0,20}}(?:涵盖|包括|包含|汇总|覆盖)[^。；]{{0,30}}{_BELOW}",
            rf"报告[^。；]{{0,200}}涵盖[^。；]{{0,40}}{_BELOW}[^。；]{{0,20}}信息公开",
            rf"(?:综合|汇总|结合)[^。；]{{0,30}}{_BELOW}[^。；]{{0,60}}(?:情况|报告|数据)(?:的?基础上)?[，,]?编[制写]",
            r"(?:根据|依据|以及)[^。；]{0,30}各(?:直属|所属|下属)[^。；]{0,30}(?:年度报告|年报|数据)(?:汇总)?编[制写]",
            r"(?:根据|依据|以及|和|在)[^。；《》]{0,40}各(?:开发区|区|县|市|地|行署|委|部门|单位)[^。；《》]{0,60}"
            r"(?:年度报告|年报)(?:的?基础上)?(?:汇总|综合)?编[制写](?:而成|[。，；])",
            r"(?:梳理|汇总|综合)[^。；]{0,20}系统[^。；]{0,20}(?:情况|数据)(?:汇总)?编[制写]",
            r"统计范围[^。；]{0,12}各级",
            r"现将[^。；]{0,8}[局厅委](?:机关)?[及和]其?(?:[^。；，]{0,6}分局|所属|下属|直属)[^。；]{0,40}情况",
        ),
    )
)
"""How a text says that its figures cover the bodies below. One pattern each: where it may begin is found far sooner than for all together."""
_WITH_DEPARTMENTS = r"政府[及和]其?(?:各|所属)?(?:工作)?部门"
"""县政府及部门: the government counts its departments in."""
_OF_NO_TRADE = "(?<!城市|监督|建设|设和|市政|市容|交通|水务|事务|资产)"
"""A committee governs what it is named after, 示例湖管理委员会, unless that is a trade: 城乡建设管理委员会, 建设和管理委员会."""
_SECOND_NAME = re.compile(r"（(?!机关|本级)[^（）]{4,}）$")
"""示例高新区管委会（示例区人民政府）: the first one tells what it is."""
_TOWN = re.compile(r"(?:镇|乡|苏木|街道办事处|街道|地区办事处)(?:(?:人民)?政府|党政办公室)?$")
_OFFICE = re.compile(r"政府办公?[室厅]$")
_GOVERNMENT = re.compile(rf"政府$|行政公署$|行署$|{_OF_NO_TRADE}管理委员会$|管委会$|[省市县区旗州盟]$")
"""How the name of a government ends; that of its place alone (示例县2023年…) stands for it."""
_OF_ITSELF = (Scope.ORGAN_ONLY, "the body reports for itself")
_OF_TERRITORY = (Scope.GOVERNMENT_AGGREGATE, "the text says that it covers the bodies of the territory")
_LEAVES_OUT = rare(
    r"(?:不含|不包括|不包含|未包括|未包含)[^。；，,）)]{0,20}(?:部门|乡镇|镇|街道|区县|县区|单位|下属|所属)"
)


def _territory(name: str) -> str:
    """How a government speaks of its own territory: 全县 of a county, not 全市 of the city that it lies in."""
    kind = re.search(r"(省|市|县|区|旗|州|盟)(?:人民政府|政府|行政公署|行署|管理委员会|管委会|$)", name)
    if kind is None:
        return r"[全我](?:省|市|县|区|旗|州|盟)"
    return rf"[全我]{kind[1]}" if kind[1] != "区" else r"[全我](?:自治)?区|全域"


def _covers_those_below(body: str) -> bool:
    return any(pattern.search(body) for pattern in _COVERS)


def scope_of(name: str | None, body: str) -> tuple[Scope, str]:
    """Whose work the figures count, as far as the words tell."""
    if name is None:
        return Scope.UNKNOWN, "the reporting body is not known"
    name = _SECOND_NAME.sub("", name)
    if _TOWN.search(name):
        return Scope.ORGAN_ONLY, "a township or sub-district reports for itself"
    if name.endswith(("系统", "关区", "部门")):
        return Scope.SYSTEM_AGGREGATE, "the name is that of a whole system"
    if ("含" in body or "包括" in body) and _LEAVES_OUT.search(body):
        return Scope.ORGAN_ONLY, "the text leaves the bodies below it out"
    if _OFFICE.search(name):
        return _of_office(name, body)
    return _of_government(name, body) if _GOVERNMENT.search(name) else _of_bureau(body)


def _of_office(name: str, body: str) -> tuple[Scope, str]:
    """Whose work the office of a government counts: its own, or that of the territory."""
    if _covers_those_below(body):
        return _OF_TERRITORY
    if not _counts_territory(name, body):
        return _OF_ITSELF
    if _OWN_COUNT.search(body):
        return Scope.UNKNOWN, "an office that counts its own requests and those of the whole territory"
    return Scope.GOVERNMENT_AGGREGATE, "an office that counts the requests of the whole territory"


def _of_government(name: str, body: str) -> tuple[Scope, str]:
    """Whose work a government counts: it seldom reports for itself alone."""
    if _covers_those_below(body):
        return _OF_TERRITORY
    if _counts_territory(name, body) or re.search(_territory(name), body):
        return Scope.GOVERNMENT_AGGREGATE, "a government that speaks of the whole territory"
    return Scope.UNKNOWN, "a government; the words do not tell whether its departments are counted in"


def _of_bureau(body: str) -> tuple[Scope, str]:
    """Whose work any other body counts: its own, or that of the bodies below it."""
    if ("系统" in body or "机关" in body) and _SYSTEM.search(body):
        if _OWN_COUNT.search(body):
            return Scope.UNKNOWN, "the text counts the requests of the body and of the whole system"
        return Scope.SYSTEM_AGGREGATE, "the text counts the requests of the whole system"
    if _covers_those_below(body):
        return Scope.SYSTEM_AGGREGATE, "the text says that it covers the bodies below"
    return _OF_ITSELF


def _counts_territory(name: str, body: str) -> bool:
    """Whether a text counts requests of the whole territory of a government, or with its departments."""
    whole = rf"(?:{_territory(name)}|{_WITH_DEPARTMENTS})"
    return re.search(rf"{whole}[^。；]{{0,20}}{_COUNTED}", body) is not None
