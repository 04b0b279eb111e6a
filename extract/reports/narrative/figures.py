"""The figures that running text may state, and the words that tell of what and of whom a text speaks: ``narrative.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from extract.paths import FORMS
from extract.records import record
from extract.reports.narrative.numbers import NUMBER

_PATTERNS = {
    # Of 三个类别 and 一次性 the unit is a part of another word.
    "{n}": NUMBER
    + r"(?:件次|件(?!事(?!项))|条|宗|份|次(?!性)|起|例|项|个(?!类|方面|部分|环节|阶段|渠道|平台|栏目|月|工作日|单位|部门|科室|[乡镇村]|街道|社区))"
    + r"(?!以[上内]的)(?P<some>左右|以上|以内)?",
    "{items}": NUMBER + r"(?:余|多)?(?:条|篇|件|项|份)(?:次)?(?P<some>左右|以上)?",
    "{tiao}": NUMBER + r"(?:余|多)?条(?P<some>左右|以上)?",
    "{yuan}": NUMBER + r"元",
    "{gap}": r"[^，。；：\d]{0,24}?",
    # What may stand between 收到 and 申请: any other word would make it a part of the requests, or requests for something else.
    "{asker}": (
        r"(?!自然人|法人|其[他它]组织|企业|个人|公民(?![、和或及与，]))"
        r"(?:任何|有效|公民|法人|自然人|其[他它]组织|组织|个人|群众|市民|社会(?:各界|公众)?|公众|单位|申请人|[、和或及与者并]|对|主动要求|要求|有关|相关"
        r"|关于|各类|的|提出|提交|书面|办理|处理|受理|共计?|合计|累计|政府|政务|信息|公开|工作|本级|依法|涉及|我(?:[局县市区镇乡委厅办]|单位)|本(?:机关|单位|部门|局)"
        r"|通过|以|网络|网页|网站|平台|信函|邮寄|邮件|电子|传真|当面|现场|等|多种|各种|形式|方式|渠道|途径|且){0,20}?"
    ),
    "{of}": r"[”』]?(?:的)?(?:申请|事项)?(?:件|数量?)?(?:有|共|共计|为)?",
    "{none}": (
        r"(?:未|没有|无|不(?=存在))(?:(?:发生|产生|收到|出现|接到|引发|引起|有|存在|涉及|被|提起)过?"
        r"|(?=一[例起件]|因|针对|关于|由|政府信息公开|信息公开|依申请|行政复议|行政诉讼|复议|任何|相关))"
    ),
    "{lost}": r"[^，。；]*(?:纠[错正]|败诉|撤销|确认违法|变更|改判|责令|超期)",
}
"""What stands in ``narrative.toml`` for a pattern that many figures have."""


@record(frozen=True, slots=True)
class NarrativeFigure:
    """A figure that running text may state: ``compare`` lists the sums of cells that it may equal.

    ``about`` is what the text must speak of; a clause with words of ``unless``, or a sentence with words of
    ``unless_near`` or without those of ``beside``, does not state it, nor one in which words of ``against`` stand nearer
    before the figure than ``beside``. ``whole`` figures count everything: a part of it is none.
    What is searched stays as it is written until a text first has a word of ``needs``: most texts state few figures.
    """

    code: str
    label_zh: str
    label_en: str
    unit: str
    about: str
    compare: tuple[str, ...]
    needs: tuple[str, ...]
    patterns: tuple[str, ...]
    zero: tuple[str, ...] = ()
    unless: str = ""
    unless_near: str = ""
    beside: str = ""
    against: str = ""
    whole: bool = False


@cache
def narrative_figures() -> Mapping[str, NarrativeFigure]:
    """Every figure of ``data/forms/narrative.toml`` by code, in the order in which the text is searched."""
    found = {}
    for written in _raw()["figures"]:
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
        }
        found[told["code"]] = NarrativeFigure(**told)
    return MappingProxyType(found)


@cache
def compiled(source: str) -> re.Pattern[str]:
    """A pattern of ``narrative.toml``, compiled."""
    for name, pattern in _PATTERNS.items():
        source = source.replace(name, pattern)
    return re.compile(source)


@cache
def words_of(group: str, name: str) -> re.Pattern[str]:
    """The words of one line of ``topics``, ``clauses`` or ``subjects``."""
    return compiled(_raw()[group][name])


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((FORMS / "narrative.toml").read_text("utf-8"))
