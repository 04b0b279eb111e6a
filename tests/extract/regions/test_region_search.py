"""Search finds a body or a place as people type, and says whether there is anything to see."""

import polars as pl
import pytest

from extract.regions.search import Index


@pytest.fixture(scope="module")
def index() -> Index:
    names = [
        ("410781-jiaoyuju", "卫辉市教育局", "410781", "county", None, []),
        ("410781-renminzhengfu", "卫辉市人民政府", "410781", "county", None, ["卫辉市政府"]),
        ("410700-jiaoyuju", "新乡市教育局", "410700", "prefecture", None, []),
        ("410308-renminzhengfu", "孟津区人民政府", "410308", "county", None, ["孟津县人民政府"]),
        ("419001-dayuzhenrenminzhengfu", "大峪镇人民政府", "419001", "township", "大峪镇", []),
        ("410304-kejihegongyexinxihuaju", "瀍河回族区科技和工业信息化局", "410304", "county", None, []),
    ]
    columns = ["agency_id", "name", "adcode", "level", "town", "names"]
    return Index(pl.DataFrame(names, schema=columns, orient="row"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("卫辉市教育局", "410781-jiaoyuju"),
        ("卫辉教育", "410781-jiaoyuju"),
        ("卫辉 教育", "410781-jiaoyuju"),
        ("教育局 卫辉 2023", "410781-jiaoyuju"),
        ("卫辉市教育局2023年度政府信息公开工作年度报告", "410781-jiaoyuju"),
        ("卫辉教育局2023年报", "410781-jiaoyuju"),
        ("卫辉 jyj", "410781-jiaoyuju"),
        ("新乡教育局", "410700-jiaoyuju"),
        ("卫挥市教育局", "410781-jiaoyuju"),
        ("weihuijiaoyuju", "410781-jiaoyuju"),
        ("weihuishijiaoyuju", "410781-jiaoyuju"),
        ("whjyj", "410781-jiaoyuju"),
        ("wei hui jiao yu", "410781-jiaoyuju"),
        ("ＷＨＳＪＹＪ", "410781-jiaoyuju"),
        ("孟津县人民政府", "410308-renminzhengfu"),
        ("孟津县政府", "410308-renminzhengfu"),
        ("灋河回族区科技", "410304-kejihegongyexinxihuaju"),
        ("卫辉", "410781"),
        ("weihui", "410781"),
        ("襄樊", "420600"),
        ("恩施州", "422800"),
        ("chanhe", "410304"),
        ("平潭综合实验区", "350128"),
    ],
)
def test_what_is_typed_finds_it_first(index, typed, wanted):
    assert index.search(typed)[0].id == wanted


def test_what_has_data_comes_first_and_the_rest_says_it_has_none(index):
    hits = index.search("大峪镇")
    assert [(h.sort, h.id, h.has_data) for h in hits[:2]] == [
        ("town", "419001", True),
        ("body", "419001-dayuzhenrenminzhengfu", True),
    ]
    assert {h.has_data for h in hits[2:]} == {False}


def test_a_region_has_data_when_something_in_it_has(index):
    assert index.search("河南省")[0].has_data
    assert not index.search("甘肃省")[0].has_data


def test_a_hit_says_what_it_is_and_where(index):
    hit = index.search("卫辉市教育局")[0]
    assert (hit.sort, hit.level, hit.place) == ("body", "county", ("河南省", "新乡市", "卫辉市"))
    region = index.search("卫辉市")[0]
    assert (region.sort, region.level, region.place) == ("region", "county", ("河南省", "新乡市"))
    assert {h.place[1] for h in index.search("鼓楼区") if h.sort == "region"} >= {
        "南京市",
        "徐州市",
        "福州市",
        "开封市",
    }


@pytest.mark.parametrize(
    "typed", ["", "   ", "2023", "2023年年报", "(", "[a", "\\", "没有这样的名字啊", "zzzzqq"]
)
def test_nothing_to_find_is_an_empty_answer(index, typed):
    assert index.search(typed) == []


def test_no_more_than_asked_for(index):
    assert len(index.search("区", limit=7)) == 7
