"""Figures stated in running text."""

import time

import pytest

from extract.documents.model import Document, Paragraph, Place
from extract.reports.model import Scope
from extract.reports.narrative import narrative_figures, read_narrative
from extract.reports.narrative.figures import compiled

YEAR = 2024


def under(heading: str, text: str, scope: Scope = Scope.ORGAN_ONLY) -> list[tuple[str, float, int | None]]:
    """The exact figures of one paragraph under a heading of section one."""
    blocks = (Paragraph("一、总体情况"), Paragraph(heading), Paragraph(text))
    found = read_narrative(Document("text", "text", blocks), YEAR, scope=scope)
    return [(s.code.removeprefix("narr_"), s.value, s.year) for s in found if s.exact]


def stated(*texts: str) -> list[tuple[str, float, bool, int | None]]:
    blocks = tuple(Paragraph(t, Place(offset=n)) for n, t in enumerate(texts))
    found = read_narrative(Document("text", "text", blocks), YEAR)
    return [(s.code, s.value, s.exact, s.year) for s in found]


def test_every_pattern_can_be_searched() -> None:
    for figure in narrative_figures().values():
        for source in (*figure.patterns, *figure.zero, figure.unless, figure.unless_near, figure.beside):
            assert "{n}" not in compiled(source).pattern


def test_what_was_received_and_what_became_of_it() -> None:
    text = "本机关共收到政府信息公开申请26件，其中予以公开20件，部分公开3件，不予公开2件，无法提供1件。"
    assert stated(text) == [
        ("narr_requests_received", 26, True, YEAR),
        ("narr_granted", 20, True, YEAR),
        ("narr_granted_partial", 3, True, YEAR),
        ("narr_refused", 2, True, YEAR),
        ("narr_unable", 1, True, YEAR),
    ]


def test_a_carried_figure_in_brackets_is_its_own() -> None:
    assert stated("全年办结3278件（含上年结转77件），结转下年度12件。") == [
        ("narr_requests_concluded", 3278, True, YEAR),
        ("narr_carried_in", 77, True, YEAR),
        ("narr_carried_out", 12, True, YEAR),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("公开政府信息5500余条。", 5500), ("公开政府信息约1.2万条。", 12000), ("发布各类信息近1400条。", 1400)],
)
def test_about_is_not_exact(text: str, value: float) -> None:
    assert stated(text) == [("narr_pd_items", value, False, YEAR)]


def test_last_years_figure_is_last_years() -> None:
    found = stated("2023年收到申请8件，2024年收到申请11件。")
    assert [(value, year) for _, value, _, year in found] == [(8, 2023), (11, 2024)]
    assert stated("去年收到申请7件。") == [("narr_requests_received", 7, True, 2023)]


def test_none_is_stated_as_zero_with_its_sentence() -> None:
    assert ("narr_reviews", 0, True, YEAR) in stated("全年未发生行政复议和行政诉讼。")
    assert ("narr_lawsuits", 0, True, YEAR) in stated("全年未发生行政复议和行政诉讼。")
    assert stated("本年度未收取信息处理费。") == [("narr_fees_yuan", 0, True, YEAR)]


def test_no_lost_case_is_not_no_case() -> None:
    assert stated("未发生被行政复议纠错或行政诉讼败诉的情况。") == []


def test_a_percentage_follows_its_figure() -> None:
    assert stated("无法提供564件（47.36%）。") == [
        ("narr_unable", 564, True, YEAR),
        ("narr_unable_percent", 47.36, True, YEAR),
    ]


REQUESTS, PUBLISHED, UPHELD = "（二）依申请公开", "（一）主动公开", "（五）监督保障"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        # other business
        (PUBLISHED, "全年受理行政许可申请1200件，办结1198件。"),
        (UPHELD, "办理网民留言32件，答复32件。"),
        (UPHELD, "办理信访件20件；共办结20件。"),
        (PUBLISHED, "办理代表建议12件、委员提案20件，均予以公开12件。"),
        (REQUESTS, "本机关受理行政复议申请120件，审理行政复议案件118件。"),
        (PUBLISHED, "审查以市政府名义制发规范性文件30件。"),
        (PUBLISHED, "行政事业性收费1200元。"),
        (PUBLISHED, "全年制发公文120件，其中主动公开80件，依申请公开10件，不予公开30件。"),
        (REQUESTS, "我局作为被告的行政诉讼案件4件，其中信息公开类1件。"),
        # other bodies
        (REQUESTS, "各乡镇收到政府信息公开申请30件。"),
        (REQUESTS, "全县共收到政府信息公开申请300件，办结290件。"),
        (PUBLISHED, "全市制定规范性文件80件。"),
        (REQUESTS, "对不符合条件的不予受理申请2件，未受理申请1件。"),
        (REQUESTS, "办理行政复议答复3件，行政应诉2件。"),
        # other times
        (REQUESTS, "较2023年收到的15件政府信息公开申请有所减少。"),
        (REQUESTS, "上半年收到政府信息公开申请12件。"),
        (REQUESTS, "《条例》施行以来共受理政府信息公开申请90件。"),
        (REQUESTS, "2025年1月收到的2件申请将在下年度统计。"),
        (REQUESTS, "2008年5月1日至2024年12月31日，累计受理政府信息公开申请120件。"),
        (REQUESTS, "累计受理政府信息公开申请120件（2008年以来）。"),
        (REQUESTS, "明年计划受理政府信息公开申请20件。"),
        (REQUESTS, "第四季度未收到政府信息公开申请。"),
        (REQUESTS, "2024年6月3日，我局收到2条政府信息公开申请。"),
        (REQUESTS, "3月，收到1件涉及拆迁的政府信息公开申请。"),
        (REQUESTS, "2024年1月至11月，共收到政府信息公开申请8件。"),
        (REQUESTS, "上一年度结转的1件行政诉讼案件已审结。"),
        (REQUESTS, "未收到以信函、传真方式提出的申请。"),
        (REQUESTS, "如未收到申请受理回执，可致电查询。"),
        (REQUESTS, "接到二审行政诉讼1件。"),
        (REQUESTS, "对1件行政复议纠错案件进行复盘。"),
        (REQUESTS, "收到行政复议申请8件，收到国家赔偿申请1件。"),
        (REQUESTS, "若当年未收到政府信息公开申请，也应如实报送零报告。"),
        (REQUESTS, "全市政府信息公开申请总量为310件。"),
        (REQUESTS, "示例市2024年共收到政府信息公开申请312件。"),
        (REQUESTS, "人均办理申请12件。"),
        (REQUESTS, "机构改革后，5月至12月共收到政府信息公开申请18件。"),
        (REQUESTS, "12月份集中收到8件政府信息公开申请。"),
        (REQUESTS, "作为复议机关，办理政府信息公开行政复议案件17件。"),
        (REQUESTS, "规范办理申请3件以上的重点领域。"),
        (PUBLISHED, "村务公开信息1200条，镇级政府信息公开410条。"),
        (PUBLISHED, "组织18家单位集中公开信息512条。"),
        (PUBLISHED, "12个部门网站共发布信息1866条。"),
        (REQUESTS, "2023-2024年度共收到申请37件。"),
        (REQUESTS, "任期内共受理政府信息公开申请137件。"),
        (REQUESTS, "历史累计受理申请137件。"),
        (REQUESTS, "我局机关及二级机构共受理政府信息公开申请37件。"),
        (REQUESTS, "县级以上部门共受理政府信息公开申请137件。"),
        (PUBLISHED, "市政府制发行政规范性文件9件，我局作为起草单位参与3件。"),
        (REQUESTS, "县级部门收到申请200件、乡镇收到申请90件。"),
        (PUBLISHED, "共有主动公开政府信息410条，其中2024年新增60条。"),
        (REQUESTS, "1.示例县公安局：收到申请12件，办结12件；"),
        (REQUESTS, "共收到各类申请88件，其中政府信息公开申请8件。"),
        (REQUESTS, "市局及各分局共收到政府信息公开申请140件。"),
        (REQUESTS, "我局及下属4个事业单位共收到政府信息公开申请14件。"),
        (PUBLISHED, "下属学校共主动公开信息4200条。"),
        (UPHELD, "组织召开专题会议2次，研究政府信息公开申请办理事项3件。"),
        (REQUESTS, "对2名申请人减免信息处理费60元。"),
        # parts
        (REQUESTS, "通过信函收到申请3件，通过网站收到申请5件。"),
        (REQUESTS, "全年未收到法人或其他组织的政府信息公开申请。"),
        (REQUESTS, "尚未办结2件，延期答复3件。"),
        (REQUESTS, "其中，信息不存在3件，不属于本机关公开2件。"),
        (REQUESTS, "因本机关不掌握相关信息无法提供3件，没有现成信息需另行制作无法提供2件。"),
        (REQUESTS, "因政府信息公开引发行政复议和行政诉讼共5件。"),
        (PUBLISHED, "废止规范性文件3件、宣布失效2件。"),
        (PUBLISHED, "发布政策解读信息12条。"),
        ("（四）平台建设", "外文门户共发布各类信息1350条。"),
        (REQUESTS, "自2019年新条例施行至今，我局共收到政府信息公开申请120件。"),
        (REQUESTS, "代区政府答复政府信息公开申请3件。"),
        (REQUESTS, "自2008年5月1日《条例》实施至2024年底，累计收到申请500件。"),
        (
            PUBLISHED,
            "共制作政府信息3021条，其中主动公开信息1027条，依申请公开信息459条，不予公开政府信息1535条。",
        ),
        (PUBLISHED, "发布动态信息800条、通知公告120条、政策文件30条。"),
        (REQUESTS, "日均收到申请0.1件。"),
        (REQUESTS, "最多的一个月收到申请12件。"),
        (REQUESTS, "协同市局办理申请48件。"),
        (REQUESTS, "由市局统一答复申请48件。"),
        (REQUESTS, "代理行政诉讼案件20件。"),
        (REQUESTS, "全年共办理行政复议案件200件。"),
        (REQUESTS, "未收到行政复议决定书。"),
        (PUBLISHED, "制定或修订规范性文件3件。"),
        (PUBLISHED, "修订废止规范性文件5件。"),
        (PUBLISHED, "公开规章13件（含废止4件）、规范性文件42件。"),
        (PUBLISHED, "通过门户网站公开信息100条，通过微信公众号发布信息200条。"),
        (PUBLISHED, "依申请公开政府信息4条。"),
        # no number, or no such thing
        (REQUESTS, "全年收到政府信息公开申请三四件。"),
        (REQUESTS, "全年收到几十件政府信息公开申请。"),
        (REQUESTS, "全年收到政府信息公开申请10-20件。"),
        (REQUESTS, "收到较去年增加5件的政府信息公开申请。"),
        (REQUESTS, "全年未收到申请人不满意的反馈。"),
        (REQUESTS, "其中未经行政复议直接起诉2件。"),
        (UPHELD, "不存在违规收费情况。"),
    ],
    ids=lambda t: t[:20],
)
def test_what_states_nothing_of_this_body_and_year(heading: str, text: str) -> None:
    assert under(heading, text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全年收到依申请公开十二件。", [("requests_received", 12, YEAR)]),
        (
            "共收到政府信息公开申请1，234件，办结1，200件。",
            [("requests_received", 1234, YEAR), ("requests_concluded", 1200, YEAR)],
        ),
        (
            "共收到政府信息公开申请20件，其中自然人18件，通过网络收到申请15件。",
            [("requests_received", 20, YEAR)],
        ),
        ("共收到政府信息公开申请20件，比2023年减少5件。", [("requests_received", 20, YEAR)]),
        (
            "2023年：收到政府信息公开申请15件；办结14件。",
            [("requests_received", 15, 2023), ("requests_concluded", 14, 2023)],
        ),
        ("收到政府信息公开申请26件，受理申请24件。", [("requests_received", 26, YEAR)]),
        (
            "全市各部门共收到政府信息公开申请300件，我局收到12件政府信息公开申请。",
            [("requests_received", 12, YEAR)],
        ),
        ("没有收到公民、法人和其他组织提出的政府信息公开申请。", [("requests_received", 0, YEAR)]),
        ("全年未收到因政府信息公开申请引起的行政复议。", [("reviews", 0, YEAR)]),
        ("本年度我单位无依申请公开信息情况。", [("requests_received", 0, YEAR)]),
        (
            "2024年1-12月收到申请8件（其中上年结转1件），办结8件。",
            [("requests_received", 8, YEAR), ("carried_in", 1, YEAR), ("requests_concluded", 8, YEAR)],
        ),
        (
            "2024年以来共收到申请9件，予以公开的有5件，不予公开的有2件。",
            [("requests_received", 9, YEAR), ("granted", 5, YEAR), ("refused", 2, YEAR)],
        ),
    ],
    ids=lambda t: t[:20] if isinstance(t, str) else "",
)
def test_the_total_of_the_body_and_the_year_it_speaks_of(text: str, figures: list) -> None:
    assert under(REQUESTS, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共收到社会公众依申请公开18件，上年结转办理1件。", [("requests_received", 18), ("carried_in", 1)]),
        ("新收政府信息公开申请数量0件，上年结转政府信息公开申请数量0件。", [("requests_received", 0), ("carried_in", 0)]),
        ("收到申请数0件，其中网络申请0件。", [("requests_received", 0)]),
        ("收到依申请公开申请3件，其中予以公开数量为2件。", [("requests_received", 3), ("granted", 2)]),
        ("上年转结政府信息公开申请1件，转下一年办理2件。", [("carried_in", 1), ("carried_out", 2)]),
        ("当年办结91件，结转2025年办理3件。", [("requests_concluded", 91), ("carried_out", 3)]),
        ("另有6件申请按照《条例》顺延到下年度答复。", [("carried_out", 6)]),
        ("另有6件申请顺延15个工作日答复。", []),
        ("办结9件，其中本机关不掌握政府信息答复4件。", [("requests_concluded", 9)]),
        ("收到数十件政府信息公开申请。", []),
        ("无提起行政复议诉讼情况。", [("reviews", 0), ("lawsuits", 0)]),
        ("县政府部门和镇共收到政府信息公开申请14件。", []),
        ("本年度新收26件，上年结转2件。", [("requests_received", 26), ("carried_in", 2)]),
        ("我单位共收到有效政府信息公开申请8件。", [("requests_received", 8)]),
        ("收到依申请公开政府信息1件。", [("requests_received", 1)]),
        ("收到政府信息依申请公开办理事项1件。", [("requests_received", 1)]),
        ("受理依申请信息56条。", [("requests_received", 56)]),
        ("收到政府信息公开申请：26件。", [("requests_received", 26)]),
        ("收到以信函、传真和网页等形式提出的申请3件。", [("requests_received", 3)]),
        ("收到以信函形式提出的申请3件。", []),
        ("没有公民、法人和其他组织向我局提出政府信息公开申请。", [("requests_received", 0)]),
        ("局属各单位共收到申请30件，局机关收到申请26件。", [("requests_received", 26)]),
        ("共办理回复依申请公开事项23件。", [("requests_concluded", 23)]),
        ("累计办理公民、法人通过平台、邮寄等途径依申请公开信息合计20件，1件结转到2025年度办理。", [("requests_concluded", 20), ("carried_out", 1)]),
        ("依法办理涉及政府信息公开的行政复议27件、行政诉讼15件。", [("reviews", 27), ("lawsuits", 15)]),
        ("收到申请1件，其中，无法提供的政府信息1件。", [("requests_received", 1), ("unable", 1)]),
        ("予以公开政府信息12件，不予公开政府信息0件。", [("granted", 12), ("refused", 0)]),
        ("未收到涉及本单位的政府信息公开申请。", [("requests_received", 0)]),
        ("2024年度,无依申请公开政府信息,各项工作有序。", [("requests_received", 0)]),
        ("未收到网络依申请公开。", []),
        (
            "新收政府信息公开申请95件，2023年结转2件，共办结96件，结转至2025年1件。",
            [("requests_received", 95), ("carried_in", 2), ("requests_concluded", 96), ("carried_out", 1)],
        ),
        ("新收政府信息公开申请95件，2022年结转2件。", [("requests_received", 95)]),
        ("全年通过网站收到依申请公开3件。", []),
        ("未收到书面、网络等形式的政府信息公开申请。", [("requests_received", 0)]),
        ("通过网站共收到依申请公开3件。", [("requests_received", 3)]),
        ("收到依申请公开政府信息事项7起。", [("requests_received", 7)]),
        ("收到申请公开政府信息7件。", [("requests_received", 7)]),
        ("政府信息公开申请数为零。", [("requests_received", 0)]),
        ("收到并答复政府信息公开申请5件。", [("requests_received", 5)]),
        ("没有一起因政府信息公开引发行政复议或行政诉讼。", [("lawsuits", 0), ("reviews", 0)]),
        ("行政复议、行政诉讼均为0。", [("lawsuits", 0), ("reviews", 0)]),
        ("没有收到书面或网络形式的政府信息公开申请。", [("requests_received", 0)]),
        ("我局2024年无复议、诉讼案件。", [("lawsuits", 0), ("reviews", 0)]),
        ("涉及政府信息公开的行政复议和行政诉讼案件数均为零。", [("lawsuits", 0), ("reviews", 0)]),
        ("未收到通过网络、信函提出的政府信息公开申请。", [("requests_received", 0)]),
        ("收到书面申请2件、网上申请5件，共计收到政府信息公开申请7件。", [("requests_received", 7)]),
        ("政府信息公开申请总量为7件，结转下年1件。", [("requests_received", 7), ("carried_out", 1)]),
        ("同意公开或部分公开13件。", [("granted_any", 13)]),
        ("予以公开10件（含部分公开3件）。", [("granted_partial", 3)]),
        ("本局不掌握相关政府信息2件。", [("not_held", 2)]),
        ("未接到关于政府信息公开的行政复议、诉讼案件。", [("reviews", 0), ("lawsuits", 0)]),
        ("没有针对本街道信息公开的行政复议申请，未发生因信息公开引起的相关诉讼。", [("reviews", 0), ("lawsuits", 0)]),
        ("因信息公开答复提起行政复议、诉讼0件。", [("lawsuits", 0), ("reviews", 0)]),
        ("没有因信息公开引起的行政诉讼、行政复议败诉。", []),
    ],
    ids=lambda t: t[:24] if isinstance(t, str) else "",
)  # fmt: skip
def test_what_became_of_requests_in_many_wordings(text: str, figures: list) -> None:
    assert sorted((code, value) for code, value, _ in under(REQUESTS, text)) == sorted(figures)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("主动公开资讯、公告、政策解读等各类政府信息656条。", [("pd_items", 656)]),
        ("通过门户网站及政务新媒体主动公开907条。", [("pd_items", 907)]),
        ("通过门户网站、公报及官方微信等主动公开政府信息345条，另发布政策解读信息30条。", [("pd_items", 345)]),
        ("门户网站公开政府信息579条。通过官方微信、微博平台公开政府信息2809条。", []),
        ("全年主动公开信息总数1289条。", [("pd_items", 1289)]),
        ("主动公开政府信息数共计449条。", [("pd_items", 449)]),
        ("主动公开政府信息370条。其中网站47条。全年制作展板20个，公开信息50条。", [("pd_items", 370)]),
        ("公开财政信息42条，公开各类信息150条，总计公开信息192条。", [("pd_items", 192)]),
        ("主动公开政府信息209条，利用移动新媒体发布信息总计6223条。", [("pd_items", 209)]),
        ("通过区政府网站共公开信息314条。", [("pd_items_site", 314)]),
        ("水利局网站中，全年共公开信息42条。", [("pd_items_site", 42)]),
        ("通过县政务网“通知公告”专栏、“预决算”栏目公开信息5条。", [("pd_items_site", 5)]),
        ("全年在办事大厅公示栏公开信息12条。", []),
        ("收到依申请需要公开的信息0件。", []),
        ("对本局制发的13件规范性文件作了清理。", []),
        ("对本局制发的现行有效规范性文件13件作了清理。", []),
        ("2024年制发的3件规范性文件均已公布，新制定的规范性文件3件均有解读。", [("normdocs_issued", 3), ("normdocs_issued", 3)]),
        ("主动公开政府信息达18条。", [("pd_items", 18)]),
        ("主动公开政府信息条数1036条，依申请公开政府信息条数5条。", [("pd_items", 1036)]),
        ("截止目前2024年主动公开信息16条。", []),
        ("通过政府网站、信息查阅场所等公开信息358条。", [("pd_items", 358)]),
        ("通过各渠道公开信息，通过政府信息平台共公开信息137条，其中公报1条，网站106条。", [("pd_items", 137)]),
        ("通过政府网站发布机构职能、政策法规，公开信息12条。", [("pd_items_site", 12)]),
        ("河滩镇通过政务网站（/wzsy/index）共主动公开政府信息203条。", [("pd_items_site", 203)]),
        ("通过示例政府在线共主动公开政府信息524条。", [("pd_items_site", 524)]),
        ("我局未废止规范性文件,现行有效行政规范性文件7个;未公开。", [("normdocs_in_force", 7)]),
        ("主动公开信息59条。同时，河滩公众号保持运营，全年发布信息502篇。", [("pd_items", 59)]),
        ("全年公开政府信息43条。免于公开信息0条。", [("pd_items", 43)]),
        ("在官网公开政府信息423条，另外，还通过河滩发布微信公众号，发布信息977条。", []),
        ("“示例县发布”发布信息459条。", []),
        ("充分利用爱示例APP主动公开信息102条。", []),
        ("门户网站公开信息15条，通过水利网主动公开信息3210条。", []),
        ("通过县政府网站公开政府信息842条，通过移动客户端发稿96条。", []),
        ("通过县政府网站公开政府信息84条，其中概况专栏3条，动态栏目40条。", [("pd_items_site", 84)]),
        ("对2024年1月1日以来的信息作了梳理，2024年主动公开政府信息46条。", [("pd_items", 46)]),
        ("自2009年1月1日以来主动公开政府信息4600条。", []),
        ("发布政务类信息34条，概况类信息150条。", []),
        ("门户网站公开信息30条，线下公开栏及单位公开栏等渠道公开信息25条。", []),
        ("截至2023年底，累计公开政府信息500条，其中本年度新增公开政府信息20条。", []),
        ("主动公开政府信息87条。截至2023年底，累计主动公开政府信息646条。", [("pd_items", 87)]),
        ("新发布的行政规范性文件4件，确定继续有效的行政规范性文件33件。", [("normdocs_issued", 4), ("normdocs_in_force", 33)]),
        ("对规范性文件作了清理，本年度制发0件，废止0件，现行有效2件。", [("normdocs_issued", 0), ("normdocs_repealed", 0), ("normdocs_in_force", 2)]),
        ("全年废止了规范性文件2件。", [("normdocs_repealed", 2)]),
        ("全年废止2件规范性文件。", [("normdocs_repealed", 2)]),
    ],
    ids=lambda t: t[:24] if isinstance(t, str) else "",
)  # fmt: skip
def test_what_was_published_as_a_whole(text: str, figures: list) -> None:
    assert [(code, value) for code, value, _ in under(PUBLISHED, text)] == figures


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("本年度发出收费通知的件数为0件，总金额为0元。", 0),
        ("本年度收取信息处理费的件数为3件，总金额为90元。", 90),
        ("未发出收费通知。", 0),
        ("本年度信息处理费收入1,250元。", 1250),
        ("本年度收取信息处理费3件，共计120元。", 120),
        ("信息处理费收取情况：无。", 0),
        ("2024年，信息处理费：0元。", 0),
        ("本年度收取信息处理费1笔400元。", 400),
        ("收取信息处理费合计人民币0.00元。", 0),
        ("政府信息公开信息处理费总金额0万元。", 0),
        ("对申请人没有收取复制、邮寄、递送等任何费用。", 0),
    ],
)
def test_fees_for_the_processing_of_information(text: str, yuan: int) -> None:
    assert stated(text) == [("narr_fees_yuan", yuan, True, YEAR)]


def test_traditional_characters_are_read_and_quoted_as_printed() -> None:
    blocks = (Paragraph("（二）依申請公開"), Paragraph("全年共收到政府信息公開申請12件，均已辦結。"))
    (found,) = read_narrative(Document("text", "text", blocks), YEAR)
    assert (found.code, found.value) == ("narr_requests_received", 12)
    assert found.sentence == blocks[1].text


def test_the_territory_counts_where_the_report_counts_it() -> None:
    text = "全县共收到政府信息公开申请300件，办结290件；各乡镇收到政府信息公开申请30件。"
    found = [("requests_received", 300, YEAR), ("requests_concluded", 290, YEAR)]
    assert under(REQUESTS, text, Scope.GOVERNMENT_AGGREGATE) == found


def test_all_bodies_together_are_the_territory() -> None:
    said = "各级行政机关累计办理政府信息公开申请1123件。"
    whole = under("（二）依申请公开", said, Scope.GOVERNMENT_AGGREGATE)
    assert whole == [("requests_concluded", 1123, YEAR)]
    assert under("（二）依申请公开", said) == []


def test_the_organ_is_a_part_of_its_territory() -> None:
    text = "县政府及县政府办公室收到申请48件，县直部门收到400件；全县共收到申请448件。"
    found = [("requests_received", 448, YEAR)]
    assert under(REQUESTS, text, Scope.GOVERNMENT_AGGREGATE) == found


def test_what_the_body_does_not_hold_speaks_of_no_other_body() -> None:
    text = "全市收到申请90件，因本机关不掌握等原因无法提供8件。"
    said = under("（二）依申请公开", text, Scope.GOVERNMENT_AGGREGATE)
    assert said == [("requests_received", 90, YEAR), ("unable", 8, YEAR)]


def test_an_item_whose_first_bracket_is_lost_begins_a_line() -> None:
    found = read_narrative(
        Document("text", "text", (Paragraph("公开信息7条，二者皆有"), Paragraph("二）依申请公开"))), YEAR
    )
    assert [s.sentence for s in found] == ["公开信息7条，二者皆有"]


def test_a_page_mark_does_not_cut_a_sentence() -> None:
    blocks = [
        Paragraph(t)
        for t in ("本机关严格执行有关规定，全年共收到政府信息公开申", "— 2 —", "请17件，均已答复。")
    ]
    (found, *_) = read_narrative(Document("text", "text", tuple(blocks)), YEAR)
    assert (found.value, "2" in found.sentence) == (17, False)


def test_a_sentence_broken_over_lines_is_whole_and_keeps_its_place() -> None:
    blocks = (
        Paragraph("一、总体情况", Place(offset=0)),
        Paragraph("本机关严格执行有关规定，全年共收到政府信息公开申", Place(offset=8)),
        Paragraph("请17件，均已答复。", Place(offset=33)),
    )
    (found, *_) = read_narrative(Document("text", "text", blocks), YEAR)
    assert found.value == 17
    assert found.sentence == "本机关严格执行有关规定，全年共收到政府信息公开申请17件，均已答复。"
    assert found.place.offset == 8


def test_every_figure_has_labels_in_both_languages_and_a_rule() -> None:
    for figure in narrative_figures().values():
        assert figure.code.startswith("narr_")
        assert figure.label_zh
        assert figure.label_en
        # What one site published is told from all that was published by the words around it.
        assert figure.patterns or figure.code == "narr_pd_items_site"


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请1件，" * 20000,
        "未收到" + "政府信息公开工作对要求" * 10000,
        "收到申请" + "一百" * 40000 + "件",
    ],
    ids=lambda t: t[:8],
)
def test_a_sentence_of_a_hostile_length_takes_no_time(text: str) -> None:
    before = time.process_time()
    stated(text)
    assert time.process_time() - before < 2


def test_what_one_site_has_published_is_a_part_of_what_another_paragraph_counts() -> None:
    said = stated("一、总体情况", "全年主动公开信息180条。", "网站公开信息500条。")
    assert [(code, value) for code, value, _, _ in said] == [("narr_pd_items", 180)]
    said = stated("一、总体情况", "县政府网站公开信息22条。", "通过政府网站公开信息55条。")
    assert said == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共办理并答复信息公开申请3件、纸质申请36件，顺延至下一年答复2件。", [("carried_out", 2)]),
        ("共办结依申请政府信息公开事项23件，其中予以公开7件。", [("requests_concluded", 23), ("granted", 7)]),
        ("严把登记、审核、办理关，共办理回复依申请公开事项23件。", [("requests_concluded", 23)]),
        ("我局共收到依申请公开政府信息申请1件。", [("requests_received", 1)]),
        ("接收且办理公民、法人提出的政府信息公开申请124宗（含2022年度结转5宗），本年办结121宗。", [("requests_received", 124), ("requests_concluded", 121)]),
        ("发生2起关于政府信息公开的行政诉讼案件。", [("lawsuits", 2)]),
        ("有关政府信息公开的行政复议案共1起。", [("reviews", 1)]),
        ("收到公开政府信息申请9条，7条已回复。全年行政复议案件1起。", [("requests_received", 9), ("reviews", 1)]),
        ("全年无信息公开举报、复议和诉讼等情形发生。", [("lawsuits", 0), ("reviews", 0)]),
        ("未发生与信息公开有关的行政复议案、诉讼案。", [("reviews", 0), ("lawsuits", 0)]),
        ("没有收到申请人提起行政复议或行政诉讼被纠正行政行为的信息。", []),
        ("无行政处罚和行政事业性收费等事项公开。", []),
        ("予以公开7件；部分予以公开2件。", [("granted", 7), ("granted_partial", 2)]),
        ("因信息公开被申请行政复议有3件，1件尚未审结。行政诉讼有1件。", [("reviews", 3), ("lawsuits", 1)]),
        ("2件结转2025年办理。", [("carried_out", 2)]),
        ("2件转结2024年办结。", []),
        ("未产生与诉讼（行政复议、行政申诉）有关的费用支出。", []),
        ("未发生与行政复议有关的费用。", []),
        ("本年度未制定规章和规范性文件。", [("normdocs_issued", 0)]),
        ("本年度未制定发布、废止行政规范性文件。", [("normdocs_issued", 0)]),
        ("因本机关不掌握相关政府信息无法提供1件，信息不存在的2件。", []),
        ("无法提供3件，其中信息不存在2件。", [("unable", 3), ("not_held", 2)]),
        ("2024年度无一例因政府信息公开申请行政复议发生。", [("reviews", 0)]),
        ("未产生诉讼，没有相应费用支出。", []),
        ("因政府信息公开引发行政复议3件，行政诉讼2件，其中上年结转1件。", [("reviews", 3), ("lawsuits", 2)]),
        ("全市法院受理涉政府信息公开行政诉讼案件106件。", []),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", []),
        ("因政府信息公开产生的行政复议、行政诉讼和申诉案件0件。", [("reviews", 0), ("lawsuits", 0)]),
        ("3件转至下年度继续办理。", [("carried_out", 3)]),
        ("结转至2025年作出答复的政府信息公开申请3件。", [("carried_out", 3)]),
        ("4件为不予公开，2件为不予处理，3件属于无法提供。", [("refused", 4), ("not_processed", 2), ("unable", 3)]),
        ("对依申请公开和不予公开两个类别的信息作了区分。", []),
        ("依申请公开答复一次性告知。", []),
        ("作出予以公开答复9件、部分公开答复0件，不予公开答复2件、无法提供答复3件。", [("granted", 9), ("granted_partial", 0), ("refused", 2), ("unable", 3)]),
        ("转下一年度办理答复的有1件。", [("carried_out", 1)]),
        ("包括上年结转信息公开申请30件。", [("carried_in", 30)]),
        ("新收42件，答复依申请公开政府信息39件，上年结转政府信息公开申请办件5件。", [("requests_received", 42), ("requests_answered", 39), ("carried_in", 5)]),
        ("信息公开类行政复议7件，诉讼9件。", [("reviews", 7), ("lawsuits", 9)]),
    ],
    ids=lambda t: t[:24] if isinstance(t, str) else "",
)  # fmt: skip
def test_figures_in_the_words_of_many_agencies(text: str, figures: list) -> None:
    found = under("（二）依申请公开", text)
    assert sorted((code, value) for code, value, _ in found) == sorted(figures)
    assert all(year == YEAR for _, _, year in found)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("主动公开信息共有40条。", 40),
        ("主动公开信息的有6条。", 6),
        ("主动公开文件46条。", 46),
        ("法定主动公开信息16条。", None),
        ("主动公开信息36条，重点领域信息13条。", None),
        ("抓好重点领域信息公开，全年通过多种渠道发布信息87条。", None),
        ("“示例水利”南方号公开信息31篇。", None),
        ("全平台发布各类政务信息合计93条。", 93),
        ("主动公开和更新了各类信息43条。", 43),
        ("行政执法：主动公开“双随机、一公开”抽检等信息2条。", None),
        ("主动公开情况：主动公开年报等信息32条。", 32),
        ("主动公开涉及就业、养老等方面信息423条。", 423),
        ("主动公开政府信息，重点公开了涉及就业、养老等方面的政府信息87条。", None),
        ("通过报刊、广播、电视主动公开信息共98条。", None),
        ("通过网站、广播、电视主动公开信息共98条。", 98),
        ("通过报刊、广播等渠道主动公开信息共98条。", 98),
    ],
)
def test_what_counts_all_that_was_published(text: str, items: int | None) -> None:
    assert stated(text) == ([("narr_pd_items", items, True, YEAR)] if items else [])


def test_many_channels_together_are_no_platform() -> None:
    assert under("1、公开渠道与数量", "通过多种渠道累计主动公开信息64条。") == [("pd_items", 64, YEAR)]
    assert under("1、公开渠道与数量", "公众号发布信息12条。") == []


def test_a_heading_on_what_is_published_and_its_platforms_is_not_on_a_platform() -> None:
    heading = "三、主动公开政府信息以及公开平台建设情况"
    assert under(heading, "共主动公开政府信息23条。") == [("pd_items", 23, YEAR)]


def test_a_long_heading_is_no_part_of_the_sentence_below_it() -> None:
    lines = ("三、因政府信息公开申请行政复议、提起行政诉讼的情况", "2024年未发生行政复议。")
    found = read_narrative(Document("text", "text", tuple(map(Paragraph, lines))), YEAR)
    assert [s.sentence for s in found] == [lines[1]]


def test_the_year_of_another_document_s_title_is_no_figure_s() -> None:
    text = "发布了《示例县2023年度政府信息公开工作报告》；全年，主动公开政府信息87条。"
    assert stated(text) == [("narr_pd_items", 87, True, YEAR)]


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("我局网站发布信息总数为83条。", "narr_pd_items_site", 83),
        ("县局官网坚持服务中心工作，全年公开政府信息83条。", "narr_pd_items_site", 83),
        ("通过信函、电子邮件接受社会各界依申请公开7件。", "narr_requests_received", 7),
        ("上年度结转办理件4件。", "narr_carried_in", 4),
        ("上年结转答复申请4件。", "narr_carried_in", 4),
        ("在县政府门户网站，县水利局主动公开信息362条。", "narr_pd_items_site", 362),
        ("我镇未收到政务信息公开申请。", "narr_requests_received", 0),
        ("结转下一年答复申请4件。", "narr_carried_out", 4),
        ("规范性文件现行有效件数11件。", "narr_normdocs_in_force", 11),
        ("现行有效的规范性文件为12件。", "narr_normdocs_in_force", 12),
        ("全年向社会公开政务要闻、政府文件、便民服务等政府信息共计489条。", "narr_pd_items", 489),
        ("因政府信息公开引发的行政复议为5件。", "narr_reviews", 5),
        ("因政府信息公开引发的行政诉讼为2件。", "narr_lawsuits", 2),
        ("我办2024年接受依申请公开1条。", "narr_requests_received", 1),
        ("发生因政府环境信息公开申请行政复议情况1件。", "narr_reviews", 1),
        ("没有接到群众主动要求公开政府信息的申请。", "narr_requests_received", 0),
        ("全镇政府信息公开依申请办理事项为零。", "narr_requests_received", 0),
        ("全镇信息公开的收费和减免为零。", "narr_fees_yuan", 0),
        ("回复依申请信息公开18件，均按期处理完毕，未出现超期情况。", "narr_requests_answered", 18),
        ("全年办理完结政府信息公开申请36件。", "narr_requests_concluded", 36),
        ("答复的申请中“予以公开”14件。", "narr_granted", 14),
        ("共收到依申请件5件。", "narr_requests_received", 5),
        ("依申请受理信息公开申请：无。", "narr_requests_received", 0),
        ("公民、法人的收费情况：无。", "narr_fees_yuan", 0),
        ("未制发或废止规章及行政规范性文件。", "narr_normdocs_issued", 0),
        ("上年结转政府信息公开办理数量4件。", "narr_carried_in", 4),
        ("另有4件申请结转到下年度继续办理。", "narr_carried_out", 4),
        ("因信息公开申请行政复议数6件。", "narr_reviews", 6),
        ("因信息公开提起行政诉讼数3件。", "narr_lawsuits", 3),
        ("没有依申请公开政府信息办理事项。", "narr_requests_received", 0),
        ("在县信息公开系统上主动公开政府信息58条。", "narr_pd_items_site", 58),
        ("通过县信息公开目录管理系统主动公开政府信息58条。", "narr_pd_items_site", 58),
        ("结转上年后新收到依申请公开事项21件。", "narr_requests_received", 21),
        ("县水利局依托政府网站及时更新各栏目，累计公开信息64条。", "narr_pd_items_site", 64),
        ("截至2024年12月25日，我局共收到申请9件。", "narr_requests_received", 9),
        ("通过网站和政府信息查阅点共主动公开政府信息77条。", "narr_pd_items", 77),
        ("全年收到依申请公开请求3件。", "narr_requests_received", 3),
    ],
)
def test_figures_in_less_common_words(text: str, code: str, value: float) -> None:
    assert stated(text) == [(code, value, True, YEAR)]


def test_what_was_published_in_all_years_so_far_is_no_figure_of_the_year() -> None:
    assert stated("本局到2024年底累计主动公开政府信息401条，其中公文类信息150条。") == []
    assert stated("截至2024年12月31日，示例乡通过县里的信息平台累计主动公开政府信息19条。") == []
    assert stated("本局2024年度共主动公开政府信息41条。") == [("narr_pd_items", 41, True, YEAR)]
    assert stated("2024年主动公开政府信息41条，累计公开政府信息350条。") == [
        ("narr_pd_items", 41, True, YEAR)
    ]


def test_each_year_has_its_own_number_of_items() -> None:
    assert stated("2023年主动公开信息86条，2024年主动公开信息74条。") == [
        ("narr_pd_items", 86, True, 2023),
        ("narr_pd_items", 74, True, YEAR),
    ]


def test_kinds_side_by_side_are_no_whole() -> None:
    assert stated("我局主动公开政务信息57条，公示公告52条。") == []
    text = "我局主动公开政务信息57条，其中文件类信息13条。"
    assert stated(text) == [("narr_pd_items", 57, True, YEAR)]
    assert stated("我局主动公开政务信息57条，解读政策2件。") == [("narr_pd_items", 57, True, YEAR)]


def test_an_outcome_may_bear_the_words_of_other_business() -> None:
    text = "其中，予以公开9件；属于信访投诉举报、重复申请等情形不予处理24件；其他处理4件。"
    assert under("（二）依申请公开", text) == [
        ("granted", 9, YEAR),
        ("not_processed", 24, YEAR),
        ("other", 4, YEAR),
    ]


def test_answers_that_came_too_late_leave_the_total_open() -> None:
    assert stated("回复依申请信息公开18件，其中1件超期。") == []


def test_agreed_to_be_public_is_granted() -> None:
    text = "其中属于已经主动公开的2件，同意公开答复29件，不同意公开答复的3件。"
    assert under("（二）申请处理情况", text) == [("granted", 29, YEAR)]


@pytest.mark.parametrize("heading", ["（二）申请处理情况", "（一）申请情况", "（三）申请答复情况"])
def test_a_heading_on_requests_in_short(heading: str) -> None:
    assert under(heading, "办结12件。") == [("requests_concluded", 12, YEAR)]
    assert under("（一）行政许可申请办理情况", "办结12件。") == []


def test_a_count_of_the_departments_apart_leaves_no_whole() -> None:
    text = "2024年政府新收依申请公开2件，予以公开2件；部门新收依申请公开4件，予以公开1件，无法提供3件。"
    assert stated(text) == []


def test_what_an_opening_to_the_public_lists_is_no_number_of_items() -> None:
    assert stated("向社会公开征集意见建议等材料3份，信息化项目2个。") == []
