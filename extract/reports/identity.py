"""Who reports, on which year, published when and by whom, each with the reason for the choice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms.labels import fold, simplified
from extract.reports.model import Decision, Scope

_YEAR = (
    r"(?P<year>20[0-4]\d|二[〇零○O0][一二三][〇零○O0一二三四五六七八九])\s*年?(?:度)?"
    r"(?:1月1日(?:起)?[至到—~-]+(?:20\d\d年)?12月31日)?"
)
_KIND = r"(?:政府|政务)?信息公[开開](?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报|报吿)"
_NAME = r"(?P<name>[一-鿿㐀-䶿·（）()A-Za-z]{2,40}?)"
_TITLES = (
    re.compile(rf"{_NAME}(?:关于)?[《〈]?{_YEAR}(?:关于)?{_KIND}"),
    re.compile(rf"[《〈]?{_YEAR}{_NAME}(?:关于)?{_KIND}"),
    re.compile(rf"{_NAME}{_KIND}[（(]?{_YEAR}[）)]?$"),
    re.compile(rf"{_NAME}{_KIND}$"),
)
_BARE = re.compile(rf"(?:{_YEAR})?{_KIND}")
_AUTHOR = re.compile(
    r"(?:^|[，。,、])(?:本(?:年度)?报告)?(?P<by>由)?(?P<name>[一-鿿]{4,30}?)(?:负责)?"
    r"(?(by)(?:编制|发布)|编制(?:本|20\d\d)[^。，]{0,12}报告)"
)
_AGENCY_END = re.compile(
    r"(?:人民政府|政府|办公[室厅]|委员会|管委会|[局厅部委院署处所站队会社馆台行办校园区县市镇乡中心街道省州旗盟学场厂团师]|中心|街道|公司|医院|集团|基地|苏木)(?:[（(][^（）()]{2,20}[）)])?$"
)
_JUNK = re.compile(r"^(?:正文|附件\d*|附[:：]|标题|名称|[:：#*\s【】\[\]《〈_-]|\d{1,2}[.、])+")
_PERIOD = re.compile(r"(20\d\d)年1月1日(?:起)?(?:至|到|—|-|－|~)(?:\1年)?12月31日")
_DATE = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_BRACKETS = str.maketrans("()", "（）")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_DATE_LABELS = ("公开日期", "发布日期", "发文日期", "成文日期", "发布时间", "公开时间", "生成日期")
_PUBLISHER_LABELS = ("发布机构", "公开机构", "发布单位", "发文机关", "公开责任部门", "信息来源", "发文机构")


@dataclass(slots=True)
class Identity:
    """What a report says of itself outside its tables."""

    name: str | None = None
    year: int | None = None
    published: str | None = None
    publisher: str | None = None
    scope: Scope = Scope.UNKNOWN
    decisions: list[Decision] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _year(text: str | None) -> int | None:
    return int(text.translate(_DIGITS)) if text else None


def _opening(document: Document, end: int | None) -> list[str]:
    """The lines before the first section (at most forty), without spaces."""
    lines: list[str] = []
    for block in document.blocks[: min(end if end is not None else 40, 120)]:
        if isinstance(block, Paragraph):
            lines += [_tight(line).lstrip("#") for line in block.text.split("\n") if line.strip()]
    return lines[-40:] if len(lines) > 40 else lines


def _clean(name: str) -> str:
    name = _JUNK.sub("", name)
    name = re.sub(r"(?:关于|现将|现公布|公布|发布)$", "", name)
    return name.strip("（(《〈· ").translate(_BRACKETS)


_PLACE = re.compile(r"[省市县区旗州乡镇]|街道|国家")
_WHOLE = re.compile(r"(?:政府|委员会|管委会|办公[室厅]|[局厅处所站院校部馆]|中心|街道|公司)$")


def _begun_above(line: str, rest: str) -> bool:
    """True for a line that only begins a name whose ``rest`` stands below: a place, and no whole body or navigation."""
    return (
        3 <= len(line) <= 30
        and re.fullmatch(r"[一-鿿·]+", line) is not None
        and _PLACE.search(line[1:]) is not None
        and _WHOLE.search(line) is None
        and (_AGENCY_END.search(line) is None or _PLACE.search(rest[1:]) is None)
        and re.search(r"公开|网|首页|政务|信息|报告|年报|索引|正文|专栏|位置|欢迎", line) is None
    )


def _titles(lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """(name, year, how) for every title that names a body: on one line, else over two to four lines."""
    for joined in (1, 2, 3, 4):
        for start in range(len(lines) - joined + 1):
            parts = lines[start : start + joined]
            if any(len(p) > 45 for p in parts) or (joined > 1 and any(p[-1:] in "。，；" for p in parts)):
                continue
            text = _JUNK.sub("", "".join(parts))
            for pattern in _TITLES:
                match = pattern.match(simplified(text))
                if match is None:
                    continue
                name = _clean(text[slice(*match.span("name"))])
                if start and match.start("name") == 0 and _begun_above(lines[start - 1], name):
                    name = lines[start - 1] + name
                if len(name) >= 3 and _AGENCY_END.search(name):
                    yield (
                        name,
                        _year(match.groupdict().get("year")) or 0,
                        "on one line" if joined == 1 else f"over {joined} lines",
                    )


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    """Label and value from the small tables that a page puts before the report, and from ``label：value`` lines."""
    for block in document.blocks[:60]:
        if isinstance(block, Table):
            if block.n_cols > 8 or block.n_rows > 20:
                continue
            for row in block.rows():
                for cell, following in pairwise(row):
                    label = re.sub(r"[\s:：]", "", cell.text)
                    if 2 <= len(label) <= 8:
                        yield label, following.text.strip()
        elif len(block.text) <= 80:
            for match in re.finditer(
                r"([一-鿿]{2,8})\s*[:：]\s*([^\s:：]+(?: \d\d:\d\d(?::\d\d)?)?)", block.text
            ):
                yield match[1], match[2]


def _iso(text: str) -> str | None:
    match = _DATE.search(fold(text))
    if match is None:
        return None
    year, month, day = (int(g) for g in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _signature(document: Document) -> tuple[str | None, str | None]:
    """The body and the date that stand alone at the end (or in the opening lines) of a report."""
    lines = [b.text.strip() for b in document.blocks if isinstance(b, Paragraph) and b.text.strip()]
    for window in (lines[-8:], lines[:6]):
        for index, line in enumerate(window):
            tight = _tight(line).strip("（）()")
            match = _DATE.fullmatch(tight)
            if match:
                before = _tight(window[index - 1]) if index else ""
                name = before if 3 <= len(before) <= 30 and _AGENCY_END.search(before) else None
                return name, _iso(tight)
    return None, None


def _publication(document: Document, identity: Identity) -> None:
    """Publication date and publisher: the page's own record first, then the report's signature."""
    pairs = dict(_pairs(document))
    date = next((d for label in _DATE_LABELS if (d := _iso(pairs.get(label, "")))), None)
    because = "the page's record"
    if date is None and document.meta.get("published"):
        date, because = _iso(document.meta["published"]), "the file's own record"
    signed, signed_date = _signature(document)
    if date is None and signed_date:
        date, because = signed_date, "the date under the report"
    if date:
        identity.published = date
        identity.decisions.append(Decision("published", date, because))
    publisher = next((pairs[label] for label in _PUBLISHER_LABELS if pairs.get(label)), None)
    because = "the page's record"
    if publisher is None and document.meta.get("publisher"):
        publisher, because = document.meta["publisher"], "the file's own record"
    if publisher is None and signed:
        publisher, because = signed, "the name under the report"
    if publisher:
        identity.publisher = publisher
        identity.decisions.append(Decision("publisher", publisher, because))


def _period(text: str) -> int | None:
    years = {int(m[1]) for m in _PERIOD.finditer(text)}
    return years.pop() if len(years) == 1 else None


def read_identity(document: Document, first_section: int | None, body: str, file_name: str) -> Identity:
    """The identity of a report: ``body`` is its running text, ``first_section`` the block of its first heading."""
    identity = Identity()
    lines = _opening(document, first_section)
    _publication(document, identity)
    found = next(_titles(lines), None)
    because = f"the title, {found[2]}" if found else ""
    if found is None:
        for source, text in (
            ("the page's title", document.meta.get("title", "")),
            ("the page's record", dict(_pairs(document)).get("名称", "")),
        ):
            found = next(_titles([_tight(p) for p in re.split(r"[-_|—]", text) if p.strip()]), None)
            if found:
                because = source
                break
    if found is None:
        running = re.search(
            rf"(?:现将|现公布|公布|发布|编制)(?:的)?(?:{_TITLES[0].pattern})", _tight(body[:1500])
        )
        if running and _AGENCY_END.search(_clean(running["name"])):
            found, because = (
                (_clean(running["name"]), _year(running["year"]) or 0, ""),
                "the opening sentence",
            )
    if (
        found is None
        and (author := _AUTHOR.search(_tight(body[:800])))
        and _AGENCY_END.search(author["name"])
    ):
        found, because = (author["name"], 0, ""), "the sentence that says who compiled it"
    if found is not None:
        identity.name = found[0]
        identity.year = found[1] or None
        identity.decisions.append(Decision("agency", found[0], because))
    if identity.year is None:
        bare = next(
            (m for line in lines if len(line) <= 45 and (m := _BARE.search(line)) and m["year"]), None
        )
        if bare:
            identity.year, because = _year(bare["year"]), "the title"
    if identity.year is None:
        identity.year, because = _period(_tight(body)), "the period that the figures cover"
    if identity.year is None:
        bare = _BARE.search(_tight(file_name))
        if bare and bare["year"]:
            identity.year, because = _year(bare["year"]), "the file's name"
    if identity.year is not None:
        identity.decisions.append(Decision("year", str(identity.year), because))
        period = _period(_tight(body))
        if period is not None and period != identity.year:
            identity.notes.append(f"the title says {identity.year}, the period of the figures {period}")
    if identity.name is None:
        _name_elsewhere(identity, lines, file_name)
    identity.scope, reason = _scope(identity.name, body)
    identity.decisions.append(Decision("report_scope", identity.scope.value, reason))
    return identity


def _name_elsewhere(identity: Identity, lines: Sequence[str], file_name: str) -> None:
    """A name that does not stand in the title: on a line of its own, in the page's record, or in the file's name."""
    for line in lines:
        if (
            4 <= len(line) <= 30
            and _AGENCY_END.search(line)
            and not _BARE.search(line)
            and re.fullmatch(r"[一-鿿（）()·]+", line)
        ):
            identity.name, because = line, "a line of its own above the report"
            break
    else:
        stem = _tight(re.sub(r"\.[A-Za-z]+$", "", file_name))
        match = next(
            (m for p in _TITLES if (m := p.search(stem)) and _AGENCY_END.search(_clean(m["name"]))), None
        )
        if match:
            identity.name, because = _clean(match["name"]), "the file's name"
        elif identity.publisher and _AGENCY_END.search(identity.publisher):
            identity.name, because = identity.publisher, "the unit that publishes it"
        else:
            return
    identity.decisions.append(Decision("agency", identity.name or "", because))


_TERRITORY = re.compile(r"全(?:省|市|县|区|旗|州|盟)|我(?:省|市|县|区|旗|州|盟)")
_SYSTEM = re.compile(r"全(?:省|市|县|区)?系统[^。]{0,20}(?:收到|受理|办理|新收)")


def _scope(name: str | None, body: str) -> tuple[Scope, str]:
    """Whose work the figures count, as far as the words tell."""
    if name is None:
        return Scope.UNKNOWN, "the reporting body is not known"
    if re.search(r"(?:镇|乡|街道办事处|街道)(?:人民政府|党政办公室)?$", name):
        return Scope.ORGAN_ONLY, "a township or sub-district reports for itself"
    if re.search(r"人民政府$|管理委员会$|管委会$", name):
        if _TERRITORY.search(body):
            return Scope.GOVERNMENT_AGGREGATE, "a government that speaks of the whole territory"
        return Scope.UNKNOWN, "a government; the words do not tell whether its departments are counted in"
    if _SYSTEM.search(body):
        return Scope.SYSTEM_AGGREGATE, "the text counts the requests of the whole system"
    return Scope.ORGAN_ONLY, "the body reports for itself"
