"""Shares with their small-number rule."""

from dataclasses import dataclass
from math import sqrt

COUNTS_BELOW = 10
GREY_BELOW = 30
RANKED_FROM = 100
_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """``part`` of ``whole``. ``standing``: ``none`` (not a share), ``counts``, ``grey`` or ``full``."""

    part: float | None
    whole: float | None

    @property
    def standing(self) -> str:
        """What may be shown: nothing, the two counts, a greyed share, or a share."""
        if self.part is None or self.whole is None or self.whole <= 0 or not 0 <= self.part <= self.whole:
            return "none"
        if self.whole < COUNTS_BELOW:
            return "counts"
        return "grey" if self.whole < GREY_BELOW else "full"

    @property
    def share(self) -> float | None:
        """The share, None below ten cases or where it is not one."""
        if self.standing not in ("grey", "full"):
            return None
        assert self.part is not None
        assert self.whole is not None
        return self.part / self.whole

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval, None where no share is shown."""
        if self.share is None:
            return None
        assert self.part is not None
        assert self.whole is not None
        return wilson(self.part, self.whole)

    @property
    def ranked(self) -> bool:
        """True from 100 cases on."""
        return self.standing == "full" and self.whole is not None and self.whole >= RANKED_FROM


def wilson(part: float, whole: float) -> tuple[float, float]:
    """The 95 % score interval of E. B. Wilson (1927) for ``part`` of ``whole`` cases. ``whole`` must be above 0."""
    share = part / whole
    shrink = 1 + _Z * _Z / whole
    middle = (share + _Z * _Z / (2 * whole)) / shrink
    half = _Z * sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole)) / shrink
    return max(0.0, middle - half), min(1.0, middle + half)
