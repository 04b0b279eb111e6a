"""A treemap of counts that one can go down into: fields as large as what they hold."""

from collections import Counter
from collections.abc import Iterable, Sequence

import plotly.graph_objects as go

from dashboard.charts.style import SMALL, figure
from dashboard.theme import palette

MOST = 400
"""Fields sent to the browser; beyond that drawing takes seconds, and deeper levels are left out first."""


def report_tree(paths: Iterable[Sequence[str]], root: str, theme: str) -> go.Figure:
    """Count paths (province, city, county, body) into nested fields; each level adds up to the one above."""
    counts: Counter[tuple[str, ...]] = Counter()
    for path in paths:
        counts[()] += 1
        for depth in range(1, len(path) + 1):
            counts[tuple(path[:depth])] += 1
    kept = sorted(counts, key=lambda p: (len(p), -counts[p]))[:MOST]
    c = palette(theme)
    built = figure(c, 420, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    built.add_treemap(
        ids=["/".join((root, *p)) for p in kept],
        labels=[p[-1] if p else root for p in kept],
        parents=["/".join((root, *p[:-1])) if p else "" for p in kept],
        values=[counts[p] for p in kept],
        branchvalues="total",
        maxdepth=3,
        texttemplate="%{label} %{value}",
        hovertemplate="%{label}: %{value}<extra></extra>",
        marker={"colors": [c.wash] * len(kept), "line": {"color": c.grey_soft, "width": 1}},
        pathbar={"thickness": 26},
        textfont={"color": c.ink},
    )
    # A name that does not fit is left to the pointer rather than shrunk until nobody can read it.
    built.update_layout(uniformtext={"minsize": SMALL, "mode": "hide"})
    return built
