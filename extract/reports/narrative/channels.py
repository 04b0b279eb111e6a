"""By which channels a clause says that something was published: one site, one account, or many together."""

import re

from extract.rare import rare

_ACCOUNT = "公众号|微信|微博|抖音|快手|视频号|南方号|百家号|企鹅号|头条|新媒体|客户端|小程序|APP"
"""What a body publishes with beside its site."""
_ONE_ACCOUNT = re.compile(rf"{_ACCOUNT}|公报|公示栏|[”』](?=(?:共|累计|全年|主动)?(?:发布|推送|公开))")
_SITE = re.compile(r"网站|官网|门户|政务网|专栏|等")
_PART_OF_A_SITE = "专栏|栏目"
_SITE_OR_PART = rf"网站|官网|门户|[府务]在线|网上|[一-鿿]网(?![络点格民])|平台|公开(?:目录)?(?:管理)?系统|{_PART_OF_A_SITE}"
"""A site, or its part for open government information."""
_OF_ONE_SITE = rare(_SITE_OR_PART)
_CHANNEL = rare(
    rf"{_SITE_OR_PART}|政务网|{_ACCOUNT}|公报|公示栏|公开栏|查阅(?:场所|点|中心)|媒体|报刊|广播|电视|发布会|显示屏|其[他它](?:方式|渠道)"
)
_LETTER = rare(r"书面|信函|邮寄|邮件|邮箱|传真|当面|现场|窗口|网络|线上|线下")
_COLUMN = re.compile(_PART_OF_A_SITE)
"""Beside its site no channel of its own."""
_MANY = rare(
    r"(?:等|各种?|(?<!安)全|多种|多个|各类|不同)(?:多种|各种|各类|多个)?(?:渠道|平台|方式|形式|途径|载体)"
)
_AND_OTHERS = re.compile(r"[、和及与][^、，。；]{1,14}等(?=共|累计|全年|主动|公开|发布|公布|，)")
"""A list of channels that goes on: 通过网站、查阅场所等公开."""
_JOINED = re.compile(r"[、和及与或]|以及")
_BY_CHANNEL = re.compile(
    r"(?:此外|另外|同时|还|并|另|也|[^，。；\d]{2,20}?[局委厅办镇乡道](?=通过|借助|利用|依托|运用))*"
    r"(?:(?:通过|借助|利用|依托|运用)[^\d]*|在[^，\d]{0,20}(?:网站|官网|门户|平台|公众号|微信|微博|新媒体)[上中，]*"
    r"|[^，\d]{0,12}(?:网站|官网|公众号|微信|微博)[上中]，)$"
)
_CHANNEL_SPEAKS = rare(
    r"[^，。；\d]{0,12}(?:网站|官网|门户网?|公众号|微信|微博)(?=紧扣|紧紧|围绕|充分|坚持|认真|严格|及时|始终|积极|切实|按照|全面|持续|聚焦|立足)[^，。；\d]*，$"
)
"""A clause that a channel is the subject of, and so of what it has published: 局官网紧扣重点，全年公开信息9条."""
_ENTRIES = re.compile(r"\d余?多?[条篇期则]")


def names_a_channel(words: str) -> bool:
    """True for words that name any channel."""
    return _CHANNEL.search(words) is not None


def of_one_account(words: str) -> bool:
    """True for words that name an account or a gazette, and no site."""
    return _ONE_ACCOUNT.search(words) is not None and _SITE.search(words) is None


def of_a_site(clause: str) -> bool:
    """True for words that name a site or a part of one."""
    return _OF_ONE_SITE.search(clause) is not None


def says_many(clause: str) -> bool:
    """True for words that say many channels without naming them: 通过多种渠道."""
    return _MANY.search(clause) is not None


def by_many_channels(clause: str) -> bool:
    """True for words that join several channels: what came by them together is the whole."""
    if says_many(clause) or _AND_OTHERS.search(clause):
        return True
    parts = _JOINED.split(_COLUMN.sub("", clause))
    named = [part for part in parts if names_a_channel(part) or _LETTER.search(part)]
    return len(named) > 1


def by_all_channels(clause: str) -> bool:
    """True where the many channels of a clause may be all: the site is among them, or they are not all named."""
    named_in_full = not (says_many(clause) or _AND_OTHERS.search(clause))
    return by_many_channels(clause) and not (named_in_full and not of_a_site(clause))


def only_tells_the_channel(clause: str) -> bool:
    """True for a clause that only says by which channel what the next one counts was published, or whose subject one is."""
    return _BY_CHANNEL.match(clause) is not None or _CHANNEL_SPEAKS.match(clause) is not None


def counts_entries_of_one(clause: str) -> bool:
    """True for a clause that counts what went out by a channel: 通过客户端发稿30条."""
    return _ENTRIES.search(clause) is not None and names_a_channel(clause)
