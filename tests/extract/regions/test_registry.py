"""Who is who: old ids lead to new ones, like stands with like, a government is not its office."""

import pytest

from extract.paths import AGENCIES
from extract.regions import registry, resolve
from extract.regions.gazetteer import rows
from extract.regions.registry import Event, Registry


def event(old: str, new: str, what: str = "renamed") -> Event:
    return Event(old, new, what, 2019, "for the test", "none")


BODIES = list(rows("bodies", AGENCIES))
"""The bodies that a person has looked at."""


def test_every_reviewed_body_has_the_id_that_its_names_resolve_to():
    assert len({known["id"] for known in BODIES}) == len(BODIES) >= 14
    for known in BODIES:
        context = "河南省济源市" if known["town"] else ""
        for name in known["names"].split("|"):
            found = resolve(name, context=context)
            assert found.agency.id == known["id"]
            assert (found.agency.level, found.agency.kind) == (known["level"], known["kind"])
            assert (found.region.town or "") == known["town"]


def test_both_spellings_of_one_body_lead_to_it():
    known = next(one for one in BODIES if one["id"] == "410304-kejihegongyexinxihuaju")
    assert set(known["names"].split("|")) == {"瀍河回族区科技和工业信息化局", "灋河回族区科技和工业信息化局"}


def test_an_id_under_an_abolished_division_leads_to_its_successor():
    # 洪泽县 became 洪泽区 in 2016
    assert registry.successor("320829-renminzhengfu") == resolve("洪泽区人民政府").agency.id
    assert "320813-renminzhengfu" in {known["id"] for known in BODIES}


def test_an_id_without_a_successor_stays():
    assert registry.successor("410781-jiaoyuju") == "410781-jiaoyuju"


def test_a_chain_of_renamings_is_followed_to_its_end_and_a_ring_does_not_hang():
    known = Registry([event("410781-a", "410781-b"), event("410781-b", "410781-c")])
    assert known.successor("410781-a") == "410781-c"
    ring = Registry([event("410781-a", "410781-b"), event("410781-b", "410781-a")])
    assert ring.successor("410781-a") in {"410781-a", "410781-b"}


def test_a_split_body_has_no_single_successor():
    parts = [event("410781-a", "410781-b", "split"), event("410781-a", "410781-c", "split")]
    known = Registry(parts)
    assert known.successor("410781-a") == "410781-a"
    (before,) = known.kin("410781-b", {"410781-a", "410781-b"})
    assert (before.id, before.tie) == ("410781-a", "before")
    parted = known.kin("410781-a", {"410781-b", "410781-c"})
    assert [one.id for one in parted] == ["410781-b", "410781-c"]


@pytest.mark.parametrize(
    ("office", "government"),
    [
        ("410703-renminzhengfubangongshi", "410703-renminzhengfu"),
        ("310000-renminzhengfubangongting", "310000-renminzhengfu"),
        ("410703-jiaoyuju", None),
        ("410703-renminzhengfu", None),
    ],
)
def test_an_office_knows_its_government(office, government):
    assert registry.government_of(office) == government


def test_a_national_reform_is_a_hint_and_no_redirect():
    old, new, elsewhere = (
        "410700-huanjingbaohuju",
        "410700-shengtaihuanjingju",
        "410781-shengtaihuanjingju",
    )
    (after,) = registry.registry().kin(old, {old, new, elsewhere})
    (before,) = registry.registry().kin(new, {old, new, elsewhere})
    assert (after.id, after.tie, after.year) == (new, "reform_after", 2018)
    assert (before.id, before.tie, before.year) == (old, "reform_before", 2018)
    assert registry.successor(old) == old


def test_a_government_and_its_office_are_kin():
    government, office = "410703-renminzhengfu", "410703-renminzhengfubangongshi"
    known = {government, office, "410704-renminzhengfubangongshi"}
    assert [(k.id, k.tie) for k in registry.registry().kin(government, known)] == [(office, "office")]
    assert [(k.id, k.tie) for k in registry.registry().kin(office, known)] == [(government, "government")]
