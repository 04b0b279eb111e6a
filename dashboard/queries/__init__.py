"""From a selection to small tables: pure polars, nothing counted twice, nothing missing taken for 0."""

from dashboard.queries.filters import Filters
from dashboard.queries.proportions import Proportion, wilson
from dashboard.queries.selection import figures, inside, parents, selected
from dashboard.queries.series import breaks, grade, segments
from dashboard.queries.sums import Addends, LawfulSum, NoSum, add, addends, lawful_sum
from dashboard.queries.trend import SIDE_BY_SIDE, Course, course, reach

__all__ = [
    "SIDE_BY_SIDE",
    "Addends",
    "Course",
    "Filters",
    "LawfulSum",
    "NoSum",
    "Proportion",
    "add",
    "addends",
    "breaks",
    "course",
    "figures",
    "grade",
    "inside",
    "lawful_sum",
    "parents",
    "reach",
    "segments",
    "selected",
    "wilson",
]
