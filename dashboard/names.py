"""From codes to the words a reader sees: regions, bodies, kinds, levels, outcome groups, grounds, forms."""

import re
from functools import cached_property
from typing import Any

import polars as pl

from dashboard import tiles
from dashboard.data import Dataset
from dashboard.filters import Choices
from dashboard.queries.selection import line_of
from dashboard.text import Text, text
from extract.forms import OUTCOME_GROUPS, form
from extract.regions.gazetteer import LEVELS
from extract.regions.kinds import kinds
from extract.regions.registry import successor

_ORDINAL = re.compile(r"^(（[一二三四五六七]）|\d+\.)\s*")
_REMARK = re.compile(r"（区分处理的[^）]*）$")


def plain_label(label: str) -> str:
    """A row label of the form without its number: ``1.属于国家秘密`` → ``属于国家秘密``."""
    return _REMARK.sub("", _ORDINAL.sub("", label))


def grounds() -> tuple[str, ...]:
    """Every ground under which a request was not met, in the order of the form."""
    table = form("t2021").tables["table3"]
    return tuple(f.code for group in OUTCOME_GROUPS for f in table.children(group))


class Names:
    """The names of everything that a dataset can be filtered by, in one language."""

    def __init__(self, dataset: Dataset, language: str) -> None:
        self.dataset = dataset
        self.language = language
        self._t = text(language)

    @cached_property
    def _regions(self) -> dict[str, dict[str, Any]]:
        return {row["adcode"]: row for row in self.dataset.region_list.iter_rows(named=True)}

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {code: row["parent"] for code, row in self._regions.items()}

    @cached_property
    def agencies(self) -> dict[str, dict[str, Any]]:
        """Every body by its id: name, names, adcode, level, kind, years …"""
        return {row["agency_id"]: row for row in self.dataset.agency_list.iter_rows(named=True)}

    @cached_property
    def _regions_with_reports(self) -> tuple[str, ...]:
        """Regions that have a body with reports, and the regions above them, by code."""
        found = {code for row in self.agencies.values() for code in line_of(row["adcode"], self._parents)}
        return tuple(sorted(found))

    @cached_property
    def choices(self) -> Choices:
        """What the filters offer: only what has data."""
        rows = self.agencies.values()
        present_kinds = {row["kind"] for row in rows}
        present_levels = {row["level"] for row in rows}
        return Choices(
            regions=self._regions_with_reports,
            agencies=tuple(self.agencies),
            kinds=tuple(k for k in kinds() if k in present_kinds),
            levels=tuple(level for level in LEVELS if level in present_levels),
            outcomes=OUTCOME_GROUPS,
            grounds=grounds(),
            years=self.dataset.years,
            known_regions=frozenset(self._regions),
            successor=successor,
        )

    def region(self, code: str) -> str:
        """A region's name, a province's with its English one in English."""
        row = self._regions.get(code)
        return tiles.in_language(code, row["name"], self.language) if row else code

    @cached_property
    def _provinces(self) -> dict[str, str]:
        return {row["name"]: code for code, row in self._regions.items() if code in tiles.tiles()}

    def province(self, name: str | None) -> str:
        """A province by its name as the reports' rows carry it, with its English one in English."""
        code = self._provinces.get(name or "")
        return self.region(code) if code else name or self._t("none")

    def region_path(self, code: str | None) -> list[str]:
        """The names from the province down to the region; empty for an unknown one."""
        row = self._regions.get(code or "")
        if not row or not row["path"]:
            return []
        first, *below = row["path"]
        return [tiles.in_language([code, *self._above(row["adcode"])][-1], first, self.language), *below]

    def region_option(self, code: str) -> str:
        """A region in a list: its path, so that 鼓楼区 is told from 鼓楼区."""
        return " ".join(self.region_path(code)) or code

    def agency(self, code: str) -> str:
        """A body's name, with its place where another body bears the same."""
        return self.dataset.body_names.get(code, code)

    def kind(self, code: str | None) -> str:
        """A kind of body."""
        labels = kinds().get(code or "")
        return self._t.pick(*labels) if labels else self._t("none")

    def level(self, code: str | None) -> str:
        """A level of government."""
        return self._t(f"level.{code}") if code in LEVELS else self._t("none")

    def field(self, code: str) -> str:
        """The label of a field without its number."""
        entry = form("t2021").tables["table3"]
        found = next((f for f in entry.fields if f.code == code), None)
        if found is None:
            return code
        return plain_label(found.label_zh) if self.language == "zh" else found.label_en

    def form_name(self, form_id: str | None) -> str:
        """The name of an official form."""
        if not form_id:
            return self._t("none")
        found = form(form_id)
        return self._t.pick(found.name_zh, found.name_en)

    def nearest(self, code: str) -> list[str]:
        """Regions with reports nearest to one without: inside it, else its siblings, else those above, else other provinces."""
        have = set(self._regions_with_reports)
        inside = [c for c in have if code in self._above(c)]
        if inside:
            return sorted(inside)[:3]
        for above in self._above(code):
            if above in have:
                same = [c for c in have if above in self._above(c)]
                return (sorted(same) or [above])[:3]
        own = [code, *self._above(code)][-1]
        provinces = [c for c in have if not self._above(c)]
        return sorted(provinces, key=lambda c: (tiles.between(own, c), c))[:3]

    def _above(self, code: str) -> list[str]:
        return line_of(code, self._parents)[1:]

    def reports_of(self, agency: str) -> pl.DataFrame:
        """Every report of a body, newest first, the counted one of a year before its other versions."""
        return (
            self.dataset.reports.filter(pl.col("agency_id") == agency)
            .collect()
            .sort(["year", "counted"], descending=[True, True], nulls_last=True)
        )


def in_years(years: list[int], t: Text) -> str:
    """A list of years as ranges: 2011–2013、2023."""
    dash = "—" if t.language == "zh" else "–"
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return t.joined([str(a) if a == b else f"{a}{dash}{b}" for a, b in runs])
