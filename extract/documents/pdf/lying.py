"""Pages whose text lies on its side or on its head."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from extract.documents.pdf.content import Run

LEAST = 20
"""So many characters tell which way a page lies."""
MOST = 0.6
"""This part of a page's characters lies the same way, aslant ones aside: a side heading or a watermark does not turn a page."""


def lying(runs: Sequence[Run]) -> int:
    """How many quarters clockwise bring a page's text upright: 0 for a page that stands as it should."""
    if all(run.angle == 0.0 for run in runs):
        return 0
    counts: Counter[int] = Counter()
    for run in runs:
        quarters, off = divmod(run.angle + 3, 90)
        if off <= 6:
            counts[int(quarters) % 4] += len(run.glyphs)
    quarter, count = max(counts.items(), key=itemgetter(1), default=(0, 0))
    return quarter if quarter > 0 and count >= max(LEAST, MOST * counts.total()) else 0
