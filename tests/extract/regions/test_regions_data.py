"""The tables of data/regions are complete, agree with one another, and account for every row of their sources."""

import csv
import json
from collections import Counter

import pytest

from extract.paths import DATA, REGIONS
from extract.regions.divisions import divisions
from extract.regions.gazetteer import LEVELS, TOWNSHIP, gazetteer, rows


def table(name: str) -> list[dict[str, str]]:
    return list(rows(name))


@pytest.fixture(scope="module")
def current() -> dict[str, dict[str, str]]:
    return {row["adcode"]: row for row in table("divisions")}


@pytest.fixture(scope="module")
def sources() -> dict:
    return json.loads((REGIONS / "sources.json").read_text(encoding="utf-8"))


def test_thirty_one_provinces_and_three(current):
    provinces = {a for a, row in current.items() if row["level"] == "province"}
    assert len(provinces) == 34
    assert {"710000", "810000", "820000"} < provinces


def test_henan_has_seventeen_prefectures_and_one_directly_administered_county(current):
    below = [row for row in current.values() if row["parent"] == "410000"]
    assert Counter(row["level"] for row in below) == {"prefecture": 17, "county": 1}
    assert [row["name"] for row in below if row["directly"] == "1"] == ["济源市"]


def test_directly_administered_counties_lie_right_under_their_province(current):
    directly = [row for row in current.values() if row["directly"] == "1"]
    assert Counter(row["adcode"][:2] for row in directly) == {"41": 1, "42": 4, "46": 15, "65": 12}
    assert all(row["level"] == "county" and row["parent"] == row["adcode"][:2] + "0000" for row in directly)


def test_counts_per_level_are_those_of_the_newest_list_less_what_is_named(current, sources):
    kept = Counter(row["level"] for row in current.values())
    left_out = sources["headings_and_reviewed_omissions"]
    of_level = Counter(
        "province" if c.endswith("0000") else "prefecture" if c.endswith("00") else "county" for c in left_out
    )
    for level, n in sources["in_the_newest_list"].items():
        assert kept[level] == n - of_level[level], level
    reasons = {
        row["code"] for row in csv.DictReader((REGIONS / "reviewed/corrections.csv").open(encoding="utf-8"))
    }
    assert {c for c, name in left_out.items() if name.endswith(("群岛", "海域"))} == reasons
    assert all("直辖" in n or n == "县" or c.endswith("100") for c, n in left_out.items() if c not in reasons)


def test_every_table_has_the_rows_that_its_making_recorded(sources):
    assert {name: len(table(name)) for name in sources["rows"]} == sources["rows"]


def test_every_parent_stands_and_codes_are_unique(current):
    names = table("divisions")
    assert len({row["adcode"] for row in names}) == len(names)
    assert all(row["parent"] in current for row in names if row["level"] != "province")
    assert all(row["parent"] == "" for row in names if row["level"] == "province")
    for name in ("towns", "towns_former"):
        assert {row["parent"] for row in table(name)} <= set(current)
    for name in ("zones", "aliases", "tiles"):
        assert {row["adcode"] for row in table(name)} <= set(current)


def test_every_former_division_has_a_successor_of_today_and_a_reason(current):
    former = table("former")
    assert len(former) > 800
    for row in former:
        assert row["successor"] in current, row
        assert row["reason"], row
        assert row["first"] <= row["last"], row
        assert (row["code"], row["name"]) != (row["successor"], current[row["successor"]]["name"]), row


@pytest.mark.parametrize(
    ("name", "successor"),
    [
        ("孟津县", "孟津区"),
        ("吉利区", "孟津区"),
        ("下城区", "拱墅区"),
        ("江干区", "上城区"),
        ("襄樊市", "襄阳市"),
        ("莱芜市", "济南市"),
        ("居巢区", "巢湖市"),
        ("三山区", "弋江区"),
        ("乌马河区", "乌翠区"),
        ("上饶县", "广信区"),
        ("崇文区", "东城区"),
    ],
)
def test_known_changes(current, name, successor):
    assert {current[row["successor"]]["name"] for row in table("former") if row["name"] == name} == {
        successor
    }


def test_codes_given_to_another_division_do_not_carry_the_old_one_along():
    heirs = {(row["code"], row["name"]): row["successor"] for row in table("former")}
    assert heirs["410307", "洛龙区"] == "410311"  # 410307 is 偃师区 today
    assert heirs["232701", "加格达奇区"] == "232700"  # 232701 is 漠河市 today
    assert heirs["469025", "定安县"] == "469021"
    assert heirs["130502", "桥东区"] == "130502"  # renamed, and not the 桥东区 of Zhangjiakou


def test_towns_of_jiyuan_stand_without_the_prefix_that_the_list_gives_them():
    names = {t.name for t in gazetteer().towns_of("419001")}
    assert {"大峪镇", "轵城镇", "天坛街道"} <= names
    assert not [n for n in names if n.startswith("济源")]


def test_towns_stand_in_the_order_of_their_names_as_they_are_looked_up():
    for name in ("towns", "towns_former"):
        assert (order := [row["name"] for row in table(name)]) == sorted(order)
        assert '"' not in (REGIONS / f"{name}.csv").read_text(encoding="utf-8")
    listed = {row["name"] for row in table("towns") if TOWNSHIP.search(row["name"])}
    for name in listed - {"街道", "农场", "林场"}:
        assert gazetteer().named(name), name


def test_towns_by_county_are_told_apart_by_name():
    twice = [
        key
        for key, n in Counter((t.adcode, t.name) for t in gazetteer().towns() if t.sort == "town").items()
        if n > 1
    ]
    assert twice == []


def test_most_rows_of_the_town_list_can_open_a_bodys_name():
    towns = table("towns")
    able = sum(bool(TOWNSHIP.search(row["name"])) for row in towns)
    assert able / len(towns) > 0.95  # the rest are farms, zones, prisons, offices of the statistical list


def test_zones_lie_in_a_division(current):
    zones = {row["name"]: row for row in table("zones")}
    assert zones["平潭综合实验区"]["adcode"] == "350128"
    assert zones["济源产城融合示范区"]["adcode"] == "419001"
    assert {row["level"] for row in zones.values()} <= set(LEVELS)
    assert all(row["reason"] for row in zones.values())


def test_the_tile_grid_holds_each_province_once_and_no_two_on_a_tile(current):
    tiles = table("tiles")
    assert {t["adcode"] for t in tiles} == {a for a, row in current.items() if row["level"] == "province"}
    assert len({(t["row"], t["col"]) for t in tiles}) == len(tiles) == 34


def test_kinds_are_known_to_the_rules_and_the_rules_to_the_kinds():
    kinds = {row["code"] for row in table("kinds")}
    ruled = {row["kind"] for row in table("kind_rules")}
    assert ruled <= kinds
    assert kinds - ruled <= {"other"}


def test_the_tree_for_the_dataset_has_every_division_with_its_path():
    frame = divisions()
    assert frame.columns == ["adcode", "name", "level", "parent", "path", "directly"]
    weihui = frame.filter(frame["adcode"] == "410781").row(0, named=True)
    assert weihui["path"] == ["河南省", "新乡市", "卫辉市"]
    assert frame.filter(frame["adcode"] == "419001").row(0, named=True)["path"] == ["河南省", "济源市"]
    assert frame["adcode"].n_unique() == frame.height == 3213


def test_events_and_placings_carry_reasons():
    for name in ("events", "placed", "reforms"):
        with (DATA / "agencies" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert all(row["reason"] for row in csv.DictReader(file))
