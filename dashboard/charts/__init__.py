"""Figures: pure functions from a small table of labelled numbers to a plotly figure. They know no dataset."""

from dashboard.charts.columns import Point, Rule, Strip, needs_own_scales, year_strips
from dashboard.charts.flow import Stock, flow
from dashboard.charts.intervals import Group, Share, share_rows
from dashboard.charts.rows import Row, Section, row_bars
from dashboard.charts.style import config

__all__ = [
    "Group",
    "Point",
    "Row",
    "Rule",
    "Section",
    "Share",
    "Stock",
    "Strip",
    "config",
    "flow",
    "needs_own_scales",
    "row_bars",
    "share_rows",
    "year_strips",
]
