"""One name, one place, one body; and no guess where the name does not tell."""

import subprocess
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.paths import FIGURES
from extract.regions import resolve, wording
from extract.regions.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("name", "context", "agency_id", "adcode"),
    [
        ("卫辉市政务服务和大数据管理局", "", "410781-zhengwufuwuhedashujuguanliju", "410781"),
        ("卫滨区人民政府办公室", "", "410703-renminzhengfubangongshi", "410703"),
        ("灋河回族区科技和工业信息化局", "", "410304-kejihegongyexinxihuaju", "410304"),
        ("大峪镇人民政府", "河南济源大美大峪", "419001-dayuzhenrenminzhengfu", "419001"),
        ("瀍河回族区政务服务和大数据管理局", "", "410304-zhengwufuwuhedashujuguanliju", "410304"),
    ],
)
def test_bodies_of_the_five_shipped_reports(name, context, agency_id, adcode):
    found = resolve(name, year=2023, context=context)
    assert (found.agency.id, found.region.adcode) == (agency_id, adcode)
    assert found.agency.name_as_published == name


def test_every_transcribed_report_is_placed_where_its_file_says():
    files = sorted(FIGURES.glob("*.toml"))
    assert len(files) >= 28
    for file in files:
        report = tomllib.loads(file.read_text(encoding="utf-8"))
        assert resolve(report["agency"], year=report["year"]).region.adcode == report["adcode"], file.name


def test_a_wrong_character_is_mended_and_said_so():
    found = resolve("灋河回族区科技和工业信息化局")
    assert found.agency.name == "瀍河回族区科技和工业信息化局"
    assert found.region.method == "known wrong character"
    assert "known wrong character" in found.decisions[0].because
    assert resolve("沐阳县人民政府").region.path == ("江苏省", "宿迁市", "沭阳县")


def test_a_wrong_character_that_no_table_knows_needs_the_context():
    assert resolve("卫挥市人民政府").agency.id is None
    found = resolve("卫挥市人民政府", context="河南省新乡市")
    assert found.region.adcode == "410781"
    assert found.region.method == "one wrong character"


def test_a_real_name_is_doubted_when_the_context_speaks_of_its_neighbour_by_one_character():
    assert resolve("安阳县教育局").region.adcode == "410522"
    doubted = resolve("安阳县教育局", context="本县隶属河南省新乡市，原名原阳县")
    assert doubted.agency.id is None
    assert set(doubted.region.candidates) >= {"410522", "410725"}


def test_homonyms_stay_ambiguous_at_their_common_ancestor():
    found = resolve("鼓楼区教育局")
    assert found.agency.id is None
    assert found.region.adcode is None
    assert {"320106", "320302", "350102", "410204"} == set(found.region.candidates)
    inside = resolve("鼓楼区教育局", context="江苏省")
    assert inside.agency.id is None  # Nanjing and Xuzhou both lie in Jiangsu
    assert resolve("江苏省鼓楼区教育局").region.path == ("江苏省",)
    assert "correction is needed" in found.decisions[-1].because


@pytest.mark.parametrize(
    ("context", "path"),
    [
        ("徐州市鼓楼区2022年年度报告", ("江苏省", "徐州市", "鼓楼区")),
        ("年报/福建/福州/鼓楼区教育局.pdf", ("福建省", "福州市", "鼓楼区")),
        ("http://www.kaifeng.gov.cn/zwgk/2022.html", ("河南省", "开封市", "鼓楼区")),
    ],
)
def test_the_context_decides(context, path):
    assert resolve("鼓楼区教育局", context=context).region.path == path


def test_the_first_context_that_tells_decides():
    path, text = "年报/徐州市/0017.pdf", "我区赴南京市、南京市秦淮区学习，南京市经验……"
    assert resolve("鼓楼区教育局", context=[path, text]).region.adcode == "320302"
    assert resolve("鼓楼区教育局", context=["0017.pdf", "", text]).region.adcode == "320106"


def test_the_end_of_a_longer_name_is_no_mention():
    # 宁县 (甘肃) also has a 新宁镇, and 武宁县 ends like it.
    assert resolve("新宁镇人民政府", context="武宁县").region.adcode == "360423"


@pytest.mark.parametrize(
    ("name", "year", "adcode"),
    [
        ("铜仁市教育局", 2008, "520602"),  # then a county; the prefecture took the name in 2011
        ("铜仁市教育局", 2020, "520600"),
        ("桥东区人民政府", 2022, "130702"),  # those of Shijiazhuang and Xingtai are gone
        ("巢湖市人民政府", 2022, "340181"),
    ],
)
def test_the_year_tells_homonyms_apart(name, year, adcode):
    assert resolve(name, year=year).region.adcode == adcode


def test_a_name_that_two_places_had_is_ambiguous_without_the_year():
    assert resolve("桥东区人民政府").agency.id is None


def test_a_former_division_leads_to_its_successor_and_says_so():
    found = resolve("孟津县教育局", year=2018)
    assert found.agency.id == "410308-jiaoyuju"
    assert found.agency.name == "孟津区教育局"
    assert found.region.path == ("河南省", "洛阳市", "孟津区")
    assert "孟津县" in found.decisions[0].because
    assert resolve("孟津区教育局", year=2022).agency.id == found.agency.id


def test_a_division_that_was_merged_keeps_bodies_of_its_own():
    # 下城区 and 拱墅区 both had an education bureau in 2019: two bodies, two reports.
    merged, standing = resolve("下城区教育局", year=2019), resolve("拱墅区教育局", year=2019)
    assert merged.region.adcode == standing.region.adcode == "330105"
    assert merged.agency.id == "330105-xiachengqujiaoyuju"
    assert standing.agency.id == "330105-jiaoyuju"
    assert merged.agency.name == "下城区教育局"


def test_a_prefecture_that_was_abolished_is_not_the_county_of_its_name():
    before, after = resolve("巢湖市人民政府", year=2009), resolve("巢湖市人民政府", year=2020)
    assert (before.agency.level, after.agency.level) == ("prefecture", "county")
    assert before.agency.id != after.agency.id
    assert before.region.adcode == after.region.adcode == "340181"


def test_a_town_that_was_raised_is_the_same_body_under_its_name_of_today():
    before = resolve("静乐县王村乡人民政府", year=2018)
    assert before.agency.id == resolve("静乐县王村镇人民政府", year=2023).agency.id
    assert (before.region.town, before.agency.name) == ("王村镇", "王村镇人民政府")
    assert "王村乡" in before.decisions[0].because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市税务局", "深圳市水务局"),
        ("孟津区马屯镇人民政府", "孟津区麻屯镇人民政府"),
        ("惠安县洛阳镇人民政府", "惠安县螺阳镇人民政府"),
        ("新乡市史志办公室", "新乡市市志办公室"),
    ],
)
def test_bodies_that_sound_alike_have_ids_of_their_own(one, other):
    ids = resolve(one).agency.id, resolve(other).agency.id
    assert None not in ids
    assert ids[0] != ids[1]


def test_no_two_towns_of_a_county_share_an_id_but_spellings_of_one():
    book = gazetteer()
    names: dict[str, set[str]] = {}
    for town in book.towns():
        found = resolve("".join(book.path(town.adcode)) + town.name + "人民政府", year=town.first or None)
        if found.agency.id:
            names.setdefault(found.agency.id, set()).add(found.agency.name)
    shared = {frozenset(n) for n in names.values() if len(n) > 1}
    assert len(names) > 41_000
    assert {n for pair in shared for n in pair} == {
        *("吐列毛都镇人民政府", "吐列毛杜镇人民政府", "望滨街道人民政府", "王滨街道人民政府"),
        *("永录乡人民政府", "永禄乡人民政府", "宽帮满族镇人民政府", "宽邦满族镇人民政府"),
        *("小渔洞镇人民政府", "小鱼洞镇人民政府"),
    }


def test_a_county_printed_under_the_prefecture_it_has_left():
    found = resolve("巢湖市庐江县人民政府", year=2009)
    assert found.region.path == ("安徽省", "合肥市", "庐江县")
    assert any("lies in" in d.because for d in found.decisions)


def test_one_body_whatever_is_printed_before_its_name():
    ids = {
        resolve(n).agency.id
        for n in (
            "洪泽区人民政府",
            "淮安市洪泽区人民政府",
            "江苏省淮安市洪泽区人民政府",
            "洪泽区政府",
            "洪泽区",
        )
    }
    assert ids == {"320813-renminzhengfu"}


def test_government_and_its_office_are_two_bodies():
    assert resolve("卫辉市人民政府").agency.id != resolve("卫辉市人民政府办公室").agency.id
    assert resolve("卫辉市政府办").agency.id == resolve("卫辉市人民政府办公室").agency.id


def test_a_zone_with_the_territory_of_a_county_is_a_body_of_its_own():
    zone, county = resolve("平潭综合实验区管理委员会"), resolve("平潭县人民政府")
    assert zone.region.adcode == county.region.adcode == "350128"
    assert zone.agency.id != county.agency.id
    assert (zone.agency.kind, county.agency.kind) == ("zone", "government")


def test_a_towns_path_ends_at_the_county():
    found = resolve("济源市大峪镇人民政府")
    assert found.region.path == ("河南省", "济源市")
    assert found.region.town == "大峪镇"
    assert found.agency.level == "township"


def test_a_body_of_a_vertical_system_is_its_places():
    assert resolve("国家税务总局卫辉市税务局").agency.id == "410781-shuiwuju"


@pytest.mark.parametrize(
    "names",
    [
        ("石家庄高新技术产业开发区管理委员会", "石家庄高新区管委会", "石家庄市高新区管委会"),
        ("苏州国家高新技术产业开发区管理委员会", "苏州高新区管委会"),
        ("大连高新技术产业园区财政局", "大连高新区财政局"),
    ],
)
def test_a_high_tech_zone_is_one_body_by_its_long_name_and_its_short_one(names: tuple[str, ...]) -> None:
    assert len({resolve(name, year=2023).agency.id for name in names}) == 1


@pytest.mark.parametrize(
    ("name", "agency_id", "written"),
    [
        (
            "河南省人民政府国有资产监督管理委员会",
            "410000-guoyouzichanjianduguanliweiyuanhui",
            "河南省国有资产监督管理委员会",
        ),
        ("卫辉市人民政府办公室（政务公开办公室）", "410781-renminzhengfubangongshi", "卫辉市人民政府办公室"),
        ("新疆生产建设兵团第八师石河子市", "659001-renminzhengfu", "石河子市人民政府"),
        ("新疆生产建设兵团", "650000-xinjiangshengchanjianshebingtuan", "新疆生产建设兵团"),
        ("中华人民共和国洛阳海关", "410300-haiguan", "洛阳海关"),
        ("深圳市公安局罗湖分局", "440303-gonganjufenju", "深圳市公安局罗湖分局"),
        ("国家统计局卫辉调查队", "410781-guojiatongjijudiaochadui", "国家统计局卫辉调查队"),
        ("水利部淮河水利委员会", "000000-huaiheshuiliweiyuanhui", "淮河水利委员会"),
        ("泰山景区管理委员会", "370900-taishanjingquguanliweiyuanhui", "泰山景区管理委员会"),
        ("中国（上海）自由贸易试验区管理委员会", "310000-ziyoumaoyishiyanquguanliweiyuanhui", None),
        ("2023年卫辉市教育局政府信息公开工作年度报告", "410781-jiaoyuju", "卫辉市教育局"),
        ("大柴旦行政委员会", "632800-dachaidanxingzhengweiyuanhui", "大柴旦行政委员会"),
    ],
)
def test_odd_names(name, agency_id, written):
    found = resolve(name, year=2022)
    assert found.agency.id == agency_id
    assert written is None or found.agency.name == written


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("安徽大学", "education", "province"),
        ("上海交通大学", "education", "province"),
        ("天津港保税区管理委员会", "zone", "prefecture"),
        ("新疆生产建设兵团办公厅", "government_office", "province"),
        ("国家金融监督管理总局阜阳监管分局", "finance", "prefecture"),
    ],
)
def test_a_short_place_name_may_be_a_part_of_the_bodys_own(name, kind, level):
    agency = resolve(name).agency
    assert (agency.name, agency.kind, agency.level) == (name, kind, level)


def test_a_town_that_no_list_has_yet_is_taken_as_one_of_its_county_and_said_so():
    found = resolve("卫辉市新新街道办事处", year=2025)
    assert (found.agency.level, found.agency.kind, found.region.town) == (
        "township",
        "subdistrict",
        "新新街道",
    )
    assert found.region.method == "unlisted town"
    assert "in no list of towns" in found.decisions[-1].because
    # One wrong character in a town's name is not mended (城东 and 城西 are two), but pointed out.
    assert "大峪镇" in resolve("济源市大裕镇人民政府").decisions[-1].because


def test_nothing_is_made_of_a_name_without_a_place():
    found = resolve("某某集团有限公司")
    assert (found.agency.id, found.region.adcode, found.region.method) == (None, None, "unknown")
    assert resolve("教育局").agency.id is None
    assert resolve("教育局", context="河南省新乡市卫辉市政府网").region.adcode == "410781"
    # A place that no list knows is not replaced by the one that the context names.
    assert resolve("某某某县教育局", context="河南省新乡市").agency.id is None


def test_a_placing_by_a_person_settles_what_no_rule_can(monkeypatch):
    placed = wording.ReviewedPlace("鼓楼区教育局", "b7f3", "410204", "", "seal on page 1")
    monkeypatch.setattr(wording, "_reviewed", lambda: {placed.name: [placed]})
    found = resolve("鼓楼区教育局", context="sha256 b7f3")
    assert (found.agency.id, found.region.method) == ("410204-jiaoyuju", "reviewed")
    assert found.decisions[0].because == "seal on page 1"
    assert resolve("鼓楼区教育局").agency.id is None


@given(st.text(max_size=40), st.text(max_size=80), st.one_of(st.none(), st.integers(2000, 2030)))
def test_any_text_gets_an_answer(name, context, year):
    found = resolve(name, year=year, context=context)
    assert found.agency.name_as_published == name
    assert found.agency.id is None or found.region.adcode


@given(
    st.sampled_from(sorted(p.name for p in gazetteer().divisions.values())),
    st.sampled_from(["教育局", "人民政府", "管委会", "海关", "镇政府", "路街道办事处", "第一中学", ""]),
)
def test_ids_are_plain_and_begin_with_the_place(name, rest):
    found = resolve(name + rest, year=2024)
    if found.agency.id is not None:
        adcode, _, spelled = found.agency.id.partition("-")
        assert adcode == found.region.adcode
        assert spelled
        assert spelled.isascii()
        assert spelled.isalnum()


def test_what_is_not_asked_is_not_loaded():
    code = (
        "import extract.regions, sys; from extract.regions.gazetteer import gazetteer;"
        "assert gazetteer.cache_info().currsize == 0; assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_body_of_the_region_that_its_name_does_not_say() -> None:
    found = resolve("自治区水利厅", context="新疆日报")
    assert (found.agency.name, found.region.adcode) == ("新疆维吾尔自治区水利厅", "650000")
    assert resolve("自治区水利厅", context="新疆与广西").region.adcode is None


def test_a_bureau_of_a_zone_named_by_what_it_is() -> None:
    found = resolve("湛江经济技术开发区水利局")
    assert (found.region.adcode, found.agency.id) == ("440800", "440800-jingjijishukaifaqushuiliju")
    assert resolve("枣庄高新区水利局").region.adcode == "370400"
    assert resolve("南湖高新区水利局").region.adcode is None
    assert resolve("东湖高新区水利局").region.adcode == "420100"


def test_a_zone_with_the_short_name_of_a_county_elsewhere() -> None:
    zone = "南海新区管理委员会"
    assert resolve(zone, context="山东省威海市").region.adcode is None
    assert resolve(zone, context="佛山市").region.adcode == "440605"
    assert resolve("永川高新区管委会", context="重庆市永川区").region.adcode == "500118"
    assert resolve("永川高新区管委会", context="园区").region.adcode == "500118"
    assert resolve("重庆合川工业园区管理委员会", context="贵州省").region.adcode == "500117"


def test_a_name_in_traditional_characters_is_its_simplified_one() -> None:
    printed = resolve("撫遠市水務局")
    assert (printed.agency.name, printed.agency.name_as_published) == ("抚远市水务局", "撫遠市水務局")
    assert printed.agency.id == resolve("抚远市水务局").agency.id


def test_common_words_that_are_districts_names_too() -> None:
    assert resolve("水利局", context="新区管委会、新区各部门").region.adcode is None
    assert resolve("水利局", context="东区街道、西区街道").region.adcode is None
    assert resolve("水利局", context="攀枝花市东区").region.adcode == "510402"


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("广西壮族自治区港口建设管理局", "450000"),  # 港口区 lies in 防城港市
        ("防城港市港口建设管理局", "450602"),
        ("河南省中原资源管理局", "410000"),
        ("湖南省城步公路管理局", "430529"),  # a county's short name is no word
        ("北京市朝阳教育局", "110105"),  # whose districts have no city above them
    ],
)
def test_a_word_behind_a_province_is_no_district_of_a_city(name: str, adcode: str) -> None:
    assert resolve(name).region.adcode == adcode


@pytest.mark.parametrize(
    ("context", "adcode"),
    [
        ("按照省、市和县委、县政府的要求。", None),
        ("应县委要求，创新县域经济。", None),
        ("推进乡村振兴区域协作，建设沿海港区。", None),
        ("2022年，叶县水利局认真落实。", "410422"),
        ("请与叶县水利局联系。", "410422"),
        ("马鞍山市和县水利局", "340523"),
        ("朔州市应县", "140622"),
    ],
)
def test_words_that_read_like_a_short_name_are_no_place(context: str, adcode: str | None) -> None:
    assert resolve("水利局", context=context).region.adcode == adcode


def test_a_county_that_names_only_its_prefecture_is_not_the_prefecture() -> None:
    told = "按照榆林市人民政府办公室要求编制。"
    assert resolve("水利局", context=told).region.adcode == "610800"
    assert resolve("水利局", context=told + "在县委、县政府领导下，我县认真落实。").region.adcode is None
    assert resolve("市水利局", context=told + "指导全县公开。").region.adcode == "610800"
    assert resolve("水利厅", context="广西壮族自治区。全区公开。").region.adcode == "450000"


def test_a_body_of_the_whole_country_is_named_after_no_place_of_its_text() -> None:
    found = resolve("中国水利大学", context="安徽省合肥市金水路1号")
    assert (found.agency.name, found.region.adcode) == ("中国水利大学", "000000")


@pytest.mark.parametrize(
    ("name", "context", "adcode", "body"),
    [
        ("深圳海事局", "", "440300", "深圳海事局"),
        ("大连银保监局", "", "210200", "大连银保监局"),
        ("广州海关关区", "", "440100", "广州海关关区"),
        ("河北海事局", "根据河北省人民政府的要求", "130000", "河北海事局"),
        ("河北海事局", "", None, "河北海事局"),
        ("河北教育局", "天津市河北区", "120105", "河北区教育局"),
    ],
)
def test_bodies_of_ministries_keep_the_short_name_of_their_place(name, context, adcode, body):
    found = resolve(name, year=2020, context=context)
    assert (found.region.adcode, found.agency.name) == (adcode, body)


@pytest.mark.parametrize(
    ("name", "context", "body"),
    [
        ("区市场监管局", "山东省济南市历城区", "历城区市场监督管理局"),
        ("市市场监管局", "山东省济南市", "济南市市场监督管理局"),
        ("市场监管局", "山东省济南市", "济南市市场监督管理局"),
        ("市市政管理局", "山东省济南市", "济南市市政管理局"),
        ("市容管理局", "山东省济南市", "济南市市容管理局"),
        ("区市政管理局", "山东省济南市历城区", "历城区市政管理局"),
        ("市中区教育局", "山东省济南市", "市中区教育局"),
        ("佳荣里街", "天津市北辰区", "佳荣里街道办事处"),
    ],
)
def test_a_level_before_a_body_is_told_from_the_first_sign_of_its_business(name, context, body):
    assert resolve(name, year=2022, context=context).agency.name == body


def test_a_town_that_became_a_sub_district_is_one_body_over_the_years():
    before = resolve("绍兴市越城区东浦镇人民政府", year=2016)
    after = resolve("绍兴市越城区东浦街道办事处", year=2023)
    assert (before.agency.name, before.agency.kind) == ("东浦街道办事处", "subdistrict")
    assert before.agency.id == after.agency.id
    assert resolve("绍兴市越城区东浦镇", year=2016).agency.id == after.agency.id


@pytest.mark.parametrize(
    ("name", "body", "adcode", "town"),
    [
        ("第一师阿拉尔市十六团新开岭镇", "新开岭镇人民政府", "659002", "新开岭镇"),
        ("四平市铁东区人民政府某某街道办事处", "某某街道办事处", "220303", "某某街道"),
    ],
)
def test_what_stands_between_a_place_and_its_town_is_no_part_of_the_town(name, body, adcode, town):
    found = resolve(name, year=2021)
    assert (found.agency.name, found.agency.level) == (body, "township")
    assert (found.region.adcode, found.region.town) == (adcode, town)


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("淄博市公安局交通警察支队张店大队", "370303"),
        ("宁波市公安局交通警察局江北大队", "330205"),
        ("淄博市公安局交通警察支队一大队", "370300"),
    ],
)
def test_a_branch_of_a_part_of_a_body_is_in_the_place_that_it_names(name, adcode):
    found = resolve(name, year=2021)
    assert (found.agency.name, found.region.adcode) == (name, adcode)


def test_the_organ_itself_is_the_body():
    assert resolve("海关总署（本级机关）").agency.id == resolve("海关总署").agency.id
    assert resolve("卫辉市水利局机关").agency.id == resolve("卫辉市水利局").agency.id


def test_a_division_of_the_corps_builds_no_houses():
    assert resolve("新疆生产建设兵团第十二师", year=2021).agency.kind == "other"


def test_a_college_with_a_name_of_its_own_needs_no_place_before_it():
    assert resolve("皖南医学院", context="安徽省").agency.name == "皖南医学院"
    assert resolve("职业技术学院", context="安徽省芜湖市").agency.name == "芜湖市职业技术学院"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("人力资源社会保障部（含国家公务员局）", "人力资源和社会保障部"),
        ("住建部", "住房和城乡建设部"),
        ("新闻出版总署", "新闻出版总署"),
        ("公安部交通管理局", "公安部交通管理局"),
        ("交通运输部长江航务管理局", "交通运输部长江航务管理局"),
        ("国务院台湾事务办公室", "国务院台湾事务办公室"),
    ],
)
def test_what_is_of_the_nation_stands_in_no_district_of_its_text(name, body):
    found = resolve(name, year=2015, context="地址：北京市东城区")
    assert (found.agency.name, found.agency.level) == (body, "national")


def test_what_reads_as_a_ministry_is_given_no_place():
    assert resolve("示例事务部", context="北京市东城区").agency.id is None
    assert resolve("区委宣传部", context="北京市东城区").region.adcode == "110101"


def test_a_short_name_is_that_of_the_place_whose_parts_the_context_names():
    assert resolve("海南海事局", context="地址：海口市").region.adcode == "460000"
    assert resolve("海南海事局").region.method == "ambiguous"


def test_a_township_of_a_common_name_is_a_township_wherever_it_lies():
    found = resolve("朝阳乡", year=2016)
    assert (found.agency.kind, found.agency.level) == ("town", "township")


def test_a_town_that_no_list_has_is_governed_also_where_its_name_stands_alone():
    whole = resolve("卫辉市新新镇人民政府", year=2025)
    alone = resolve("卫辉市新新镇", year=2025)
    assert (alone.agency.id, alone.agency.name, alone.agency.level) == (
        whole.agency.id,
        "新新镇人民政府",
        "township",
    )
    assert resolve("卫辉市新新街道", year=2025).agency.name == "新新街道办事处"
    assert resolve("卫辉市水泉古镇").agency.level == "county"


def test_a_town_of_a_people_is_often_named_without_it():
    found = resolve("河口县桥头乡", year=2023)
    assert (found.agency.name, found.region.town) == ("桥头苗族壮族乡人民政府", "桥头苗族壮族乡")
    assert found.agency.id == resolve("河口瑶族自治县桥头苗族壮族乡人民政府", year=2023).agency.id
    assert "for short" in found.decisions[0].because


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("国家卫生健康委", "国家卫生健康委员会"),
        ("国家发展改革委", "国家发展和改革委员会"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("税务总局", "国家税务总局"),
    ],
)
def test_a_body_of_the_state_by_its_everyday_name(short, full):
    assert resolve(short).agency.id == resolve(full).agency.id
    assert resolve(short).agency.kind == "central_body"


def test_the_bodies_of_a_trade_together_are_of_its_kind():
    assert resolve("卫辉市气象部门").agency.kind == "meteorology"
    assert resolve("卫辉市人民政府机关").agency.kind == "government"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("新乡市场监督管理局", "新乡市市场监督管理局"),
        ("新乡市政园林局", "新乡市市政园林局"),
        ("新乡市民中心", "新乡市市民中心"),
        ("牡丹江旅游局", "牡丹江市旅游局"),
        ("新乡乡村振兴局", "新乡市乡村振兴局"),
        ("西固城乡建设局", "西固区城乡建设局"),
        ("江苏省江都市场监督管理局", "江都区市场监督管理局"),
        ("浙江省余杭水利局", "余杭区水利局"),
        ("八师石河子市教育局", "石河子市教育局"),
        ("兵团第八师石河子市教育局", "石河子市教育局"),
        ("衢州市资规局", "衢州市自然资源和规划局"),
        ("衢州市人力社保局", "衢州市人力资源和社会保障局"),
        ("陜西省水利厅", "陕西省水利厅"),
    ],
)
def test_a_body_with_its_place_for_short(name, full):
    """A word that begins with 市 keeps it; a district that was a city is called as it was; the Corps is left out or written short."""
    assert resolve(name, year=2023).agency.id == resolve(full, year=2023).agency.id


def test_a_word_right_after_a_province_is_no_district():
    assert resolve("广西壮族自治区港口建设局", year=2023).region.adcode == "450000"
    assert resolve("青海省平安建设办公室", year=2023).region.adcode == "630000"


def test_a_city_s_market_is_no_town_of_it():
    assert resolve("容县容州镇人民政府", year=2023).region.town == "容州镇"
    assert resolve("玉林市容县教育局", year=2023).region.adcode == "450921"


def test_a_college_may_bear_the_short_name_of_a_county_elsewhere():
    assert resolve("西华大学", year=2023).region.adcode is None
    assert resolve("西华大学", year=2023, context="四川省成都市").region.adcode == "510100"
    assert resolve("新乡学院", year=2023).region.adcode == "410700"
    assert resolve("海淀学院路街道办事处", year=2023).region.town == "学院路街道"
    assert resolve("中山大学", year=2023).region.adcode is None
    assert resolve("中山市第一中学", year=2023).region.adcode == "442000"


def test_a_place_said_twice_is_one():
    twice = resolve("河南省卫辉市河南省卫辉市水利局", year=2023).agency
    assert twice.name == resolve("卫辉市水利局", year=2023).agency.name


def test_the_second_name_of_a_zone_stands_in_brackets_before_its_administration():
    zone = resolve("新乡高新区（示例科技城）管委会", year=2023).agency
    assert zone.name == resolve("新乡高新区管委会", year=2023).agency.name


def test_a_committee_on_peoples_by_its_everyday_name():
    assert resolve("新乡市民委", year=2023).agency.kind == "ethnic_religion_foreign"
    assert resolve("新乡市某村民委员会", year=2023).agency.kind != "ethnic_religion_foreign"


def test_the_social_work_department_is_the_party_s_and_no_ministry():
    assert resolve("衢州市委社会工作部").agency.kind == "other"
    assert resolve("衢州市社工部").agency.name == "衢州市社会工作部"


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("三江自治县水利局", "450226"),
        ("关岭自治县水利局", "520424"),
        ("甘孜自治州水利局", "513300"),
        ("莫力达瓦自治旗水利局", "150722"),
        ("三江县水利局", "450226"),
    ],
)
def test_an_autonomous_division_may_leave_its_people_out(name: str, adcode: str) -> None:
    found = resolve(name, year=2023)
    assert found.region.adcode == adcode
    assert found.agency.id == resolve(found.agency.name or "", year=2023).agency.id


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("国家金融监督管理总局河南监管局", "province", "河南省"),
        ("国家外汇管理局新乡市分局", "prefecture", "新乡市"),
        ("新乡市公安局卫滨分局", "county", "卫滨区"),
    ],
)
def test_branches_of_national_bodies(name, level, place):
    found = resolve(name, year=2023)
    assert (found.agency.level, found.region.path[-1]) == (level, place)


def test_a_party_body_by_the_partys_full_name():
    found = resolve("中国共产党许昌市委员会老干部局")
    assert (found.agency.level, found.region.path[-1]) == ("prefecture", "许昌市")


def test_a_banner_by_its_short_name_and_a_county_that_no_list_has():
    assert resolve("内蒙古自治区阿左旗水利局").region.path[-1] == "阿拉善左旗"
    assert resolve("科右前旗人民政府").region.path[-1] == "科尔沁右翼前旗"
    found = resolve("河南省示例县财政局")
    assert (found.agency.level, found.region.path) == ("county", ("河南省",))
    assert resolve("河南省县域经济发展中心").agency.level == "province"
