"""The names of bodies: what reads as one, and what stands around it."""

import re

from extract.forms.labels import simplified
from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer

_AGENCY_END = re.compile(
    r"(?:人民政府|政府|办公[室厅]|委员会|管委会|[局厅部委院署处所站队会社馆台行办校园区县市镇乡中心街道省州旗盟学场厂团师关城司组]"
    r"|中心|街道|公司|医院|集团|基地|苏木|(?:研究|参事)室|系统|(?<![各直级属关等要内])部门)(?:[（(][^（）()]{2,40}[）)])?$"
)
"""How the name of a body ends, or that of a place, which may stand for its government; a second nameplate may follow."""
JUNK = re.compile(
    r"^(?:(?:[A-Za-z0-9-]+\.)*(?:com|cn|net|org)(?=[一-鿿])|年度?(?=[一-鿿]{3})|正文|大中小|附件\d*|附[:：]|(?:公报|文章|信息|报告)?(?:[标標][题題]|名[称稱])|【[^】]{1,10}】|[:：#*\s【】\[\]《〈_-]|\d{1,2}[.、]"
    r"|一张?图(?:读懂|看懂|了解|速览)|图(?:文解读|解|说)(?=[一-鿿20《:：])|关于(?:公布|发布|印发|报送|上报|公开|做好)?|现(?:将|公布|发布)|[一-鿿]{1,10}[〔【\[（(]20\d\d[〕】\]）)]第?\d{1,4}号)+"
)
"""What stands before a name on a page: labels, marks of a list, the sizes of its type, the address of a site."""
_NOT_A_NAME = re.compile(
    r"公开|报告|年报|编制了|编写了|网站|首页|专栏|走进|走近|中国[·•・]|条例|规定|办法|公布|发布(?!中心|依)|根据|按照|依据|现将|社会公众|向社会|要求|有关|如下"
)
"""Words that no body's name has: what has them is a piece of a sentence that ends like one."""
_POINTS = re.compile(r"^[我本各该全及与暨的在由对为（(]")
"""How words that point to a body begin (我局, 全县各部门), and a few places: 本溪市, 全椒县; a bracket begins a note."""
_MADE = re.compile("^(?:编制(?!委|办|管)|编写|制定|起草|形成|撰写|汇总)了?(?=.{4})")
"""What a body does with its report, before its name."""
BRACKETS = str.maketrans("()", "（）")
_ABBREVIATED = re.compile(r"[（(](?:以下)?简称.*?[）)]")
"""What a text says to call a body from there on."""
UNSEEN = r"?□■▯〓\u2ff0-\u2fff\ue000-\uf8ff\ufffc\ufffd\U000f0000-\U0010ffff"
"""What stands for a character that a font or an encoding lacks, as the inside of a class: a name with one is not known."""
_HAS_UNSEEN = re.compile(f"[{UNSEEN}]")
_STRAY_BRACKET = re.compile(r"[^（(]*[）)]")
"""A bracket that closes what the name does not open."""
_PRESENTS = rare(r"(?:魅力|印象|认识|感知|美丽|今日|信用|数字|幸福|活力)(?=.)")
"""How a site's menu names its pages on the place: 魅力示例县."""
NO_NAMES = frozenset(
    (
        *("办事处", "街道办事处", "管理委员会", "管委会", "委员会", "人民政府", "办公室"),
        *("人民政府办公室", "办公厅", "分局", "支行", "街道", "新闻中心"),
    )
)
"""What ends many bodies' names and is none of its own."""
STATE = ("中华人民共和国", "中国", "国家", "新疆生产建设兵团")
"""How the names of bodies of the state begin, and of those of the Corps."""
LONGEST_PLACE = 12
"""Characters of a place's name at the head of a body's."""
_NO_WHOLE_NAMES = ("城区", "郊区", "矿区", "东区", "西区")
"""Places whose name alone is a word: 城区教育局 of a city without such a district."""


def is_chinese(text: str, besides: str = "") -> bool:
    """True for a text of nothing but Chinese characters and the signs of ``besides``."""
    # A pattern says the same, but every one with the range of all Chinese characters takes a millisecond to compile.
    return all("一" <= sign <= "鿿" or sign in besides for sign in text)


def cleaned(name: str) -> str:
    """A name without the words, numbers and brackets that a title puts around it."""
    name = _MADE.sub("", re.sub("^(?:年度|年(?=政府$))", "", JUNK.sub("", name)))
    name = _ABBREVIATED.sub("", name)
    name = re.sub(r"(?:关于|现将|现公布|公布|发布|报送|印发)+$", "", name)
    return name.strip("（(《〈·、 ").translate(BRACKETS)


def is_body(name: str | None) -> bool:
    """True for what reads as the name of a body with all its characters, and not as 我局 or words on openness."""
    if name is not None:
        name = simplified(name)
    return (
        name is not None
        and (len(name) >= 3 or is_place(name))
        and name not in NO_NAMES
        and ends_like_a_body(name)
        and _NOT_A_NAME.search(name) is None
        and (_POINTS.match(name) is None or begins_with_a_division(name))
        and (not name.endswith("部门") or begins_with_a_division(name))
        and not _presents_a_place(name)
        and _STRAY_BRACKET.match(name) is None
        and _HAS_UNSEEN.search(name) is None
    )


def ends_like_a_body(text: str) -> bool:
    """True for words that end like the name of a body, or of a place."""
    return _AGENCY_END.search(text) is not None


def _presents_a_place(name: str) -> bool:
    """True for an entry of a menu that ends like a body's name because a place's does."""
    *_, last = [0, *(presents.end() for presents in _PRESENTS.finditer(name))]
    place = name[last:]
    return last > 0 and not is_place(name) and (is_place(place) or place in gazetteer().shorts)


def names_a_body(text: str) -> bool:
    """True for what a page's record may name as its publisher: 本站, 原创 and addresses are none."""
    return (
        text not in NO_NAMES
        and not text.endswith(("网站", "平台"))
        and 3 <= len(text) <= 40
        and ends_like_a_body(text)
        and is_chinese(text, besides="（）()、·")
    )


def is_place(name: str) -> bool:
    """True for the full name of a place and no more."""
    return bool(gazetteer().named(name))


def begins_with_a_division(name: str) -> bool:
    """True for a name that begins with the full name of a place: 示例县财政局, and no 区教育局."""
    places = gazetteer()
    shortest = 2 if name[:2] in _NO_WHOLE_NAMES else 1
    return any(places.named(name[:n]) for n in range(min(len(name), LONGEST_PLACE), shortest, -1))


def begins_with_a_place(name: str) -> bool:
    """True for a name that begins with a place, be it with what that is called for short: 番禺经济技术开发区管委会."""
    shorts = gazetteer().shorts
    longest = min(len(name), LONGEST_PLACE)
    return begins_with_a_division(name) or any(name[:n] in shorts for n in range(2, longest + 1))


def divisions_at(name: str) -> list[Place]:
    """The divisions whose full name a name begins with."""
    places = gazetteer()
    for n in range(min(len(name), LONGEST_PLACE), 1, -1):
        if found := [p for p in places.named(name[:n]) if p.level != "township"]:
            return found
    return []
