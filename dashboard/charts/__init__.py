"""Figures: pure functions from a small table of labelled numbers to a plotly figure. They know no dataset."""

from dashboard.charts.columns import Point, Strip, needs_own_scales, year_strips
from dashboard.charts.flow import Stock, flow
from dashboard.charts.intervals import Group, Share, share_rows
from dashboard.charts.rows import Row, Section, cut_short, row_bars, scale_end
from dashboard.charts.shares import ShareStrip, YearShare, share_strips
from dashboard.charts.strips import Rule

__all__ = [
    "Group",
    "Point",
    "Row",
    "Rule",
    "Section",
    "Share",
    "ShareStrip",
    "Stock",
    "Strip",
    "YearShare",
    "cut_short",
    "flow",
    "needs_own_scales",
    "row_bars",
    "scale_end",
    "share_rows",
    "share_strips",
    "year_strips",
]
