"""A treemap of counts that one can go down into: fields as large as what they hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import plotly.graph_objects as go

from dashboard.charts.style import SMALL, figure
from dashboard.theme import palette

MOST = 400
"""Fields sent to the browser; beyond that drawing takes seconds, and deeper levels are left out first."""


def counted(paths: Iterable[Sequence[str]]) -> dict[tuple[str, ...], int]:
    """How many paths (province, city, county, body) begin with each beginning, the empty one included.

    The upper levels and the largest counts first, ``MOST`` at most; each level adds up to the one above.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for path in paths:
        for depth in range(len(path) + 1):
            counts[tuple(path[:depth])] += 1
    return {path: counts[path] for path in sorted(counts, key=lambda p: (len(p), -counts[p]))[:MOST]}


def report_tree(
    counts: Mapping[tuple[str, ...], int], root: str, name: Callable[[str], str], theme: str
) -> go.Figure:
    """Draw what was counted as nested fields; ``name`` of each step of a path, ``root`` of the whole."""
    c = palette(theme)
    built = figure(c, 420, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    built.add_treemap(
        ids=["/".join((root, *p)) for p in counts],
        labels=[name(p[-1]) if p else root for p in counts],
        parents=["/".join((root, *p[:-1])) if p else "" for p in counts],
        values=list(counts.values()),
        branchvalues="total",
        maxdepth=3,
        texttemplate="%{label} %{value}",
        hovertemplate="%{label}: %{value}<extra></extra>",
        marker={"colors": [c.wash] * len(counts), "line": {"color": c.grey_soft, "width": 1}},
        pathbar={"thickness": 26},
        textfont={"color": c.ink},
    )
    # A name that does not fit is left to the pointer rather than shrunk until nobody can read it.
    built.update_layout(uniformtext={"minsize": SMALL, "mode": "hide"})
    return built
