"""The 28 published reports of ``data/figures``, added up by hand: what the exhibits say of them must be true."""

import polars as pl
import pytest

from dashboard.data import Dataset
from dashboard.exhibits import build
from dashboard.queries import Filters
from extract.dataset.figures import load_figures
from extract.dataset.measures import measures
from extract.dataset.schemas import Measures
from tests.dashboard.handmade import dataset

PINGTAN = "350128-pingtanzongheshiyanquguanliweiyuanhui"
HONGZE = "320813-renminzhengfu"


@pytest.fixture(scope="module")
def published() -> Dataset:
    """Reports and measures as the build writes them; regions come from the codes' own digits."""
    heads, rows = [], []
    for report in load_figures():
        name = f"{report.agency.id}-{report.year}"
        shared = {
            "report_id": name,
            "agency_id": report.agency.id,
            "adcode": report.region.adcode,
            "counted": True,
        }
        shared |= {"year": report.year, "scope": report.scope.value}
        place = {
            "province": report.region.path[0],
            "prefecture": None,
            "county": None,
            "town": report.region.town,
        }
        body = {"agency_name": report.agency.name, "level": report.agency.level, "kind": report.agency.kind}
        heads.append(shared | place | body)
        for one in measures(report):
            rows.append(shared | {key: getattr(one, key) for key in one.__slots__})
    frame = pl.DataFrame(heads, infer_schema_length=None).with_columns(pl.col("year").cast(pl.Int16))
    agencies = frame.group_by("agency_id", maintain_order=True).agg(
        pl.col("adcode").first(),
        pl.col("agency_name").first().alias("name"),
        pl.col("year").unique().alias("years"),
    )
    types = {name: column.dtype for name, column in Measures.columns().items()}
    made = dataset([])
    empty = {name: made.tables[name] for name in ("regions", "findings")}
    tables = {"reports": frame, "measures": pl.DataFrame(rows, schema=types), "agencies": agencies}
    return Dataset({name: one.lazy() for name, one in tables.items()} | empty)


def view(data, exhibit, language="zh", **chosen):
    return build(exhibit, data, Filters(**chosen), language)


def test_2024_counts_every_territory_once(published):
    """淮安市 3,119 + 宿迁市 3,525 + 平潭 218 = 6,862; 洪泽区 (95) lies in 淮安市, 上海市科委 (34) is a single body."""
    found = view(published, "applications.who", years=(2024, 2024))
    assert found.answer.startswith("3个地区合计2024年新收6,862件")
    assert any("洪泽区人民政府（已含在上级地区报告内）" in note for note in found.notes)
    assert any("上海市科学技术委员会（单个机关" in note for note in found.notes)


def test_pingtan_2011_counts_once(published):
    heads = view(published, "applications.by_year", years=(2011, 2011)).data
    assert set(heads["value"]) == {0}
    assert view(published, "overview.reports", years=(2011, 2011)).data["reports"].to_list() == [2]


def test_pingtan_2020_prints_21_where_its_parts_are_27(published):
    found = view(published, "outcomes.compare", agencies=(PINGTAN,))
    row = found.data.filter(pl.col("year") == 2020).row(0, named=True)
    assert (row["printed"], row["computed"], row["value"]) == (21, 27, 27)
    assert any("报告印的是21，分项相加为27" in note for note in found.notes)


def test_hongze_2023_prints_no_review_where_there_are_eleven(published):
    found = view(published, "reviews.by_year", agencies=(HONGZE,), years=(2023, 2023))
    assert found.answer.startswith("洪泽区人民政府2023年有行政复议11件，1件结果纠正")
    assert any("报告印的是0，分项相加为11" in note for note in found.notes)


def test_pingtan_rose_and_fell(published):
    assert view(published, "applications.by_year", agencies=(PINGTAN,)).answer == (
        "平潭综合实验区管理委员会2025年收到申请154件，2024年为218件，减少64。"
    )


def test_a_running_total_is_never_taken_for_the_year(published):
    """平潭 2014–2018 print a running total beside the year; in these five years one request arrived."""
    found = view(published, "applications.by_year", agencies=(PINGTAN,), years=(2014, 2018))
    assert found.data["value"].to_list() == [1, 0, 0, 0, 0]


def test_rows_of_bodies_carry_their_names(published):
    """A file taken along is read by people who know no ids."""
    rows = build("reviews.by_year", published, Filters(agencies=(HONGZE,)), "en").data
    assert rows.columns[:2] == ["agency_id", "agency_name"]
    assert set(rows["agency_name"]) == {"洪泽区人民政府"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "※ 洪泽区人民政府 2023：行政诉讼·复议后起诉·总计，报告印的是0，分项相加为5，这里用分项合计。"),
        ("en", "sued after reconsideration: total: the report prints 0, its parts add up to 5;"),
    ],
)
def test_behind_a_figure_of_several_rows_the_row_that_does_not_add_up_is_named(published, language, said):
    [note] = [
        n
        for n in build("lawsuits.by_year", published, Filters(agencies=(HONGZE,)), language).notes
        if n.startswith("※")
    ]
    assert said in note
