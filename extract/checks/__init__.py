"""Named checks over one report, over the years of a body, and over a body and its peers.

They never change a value. What a check says, how it is worded and when it may be shown stands in
``data/forms/checks.toml``; ``catalogue`` is that list.
"""

from extract.checks.blanks import blanks_as_zero
from extract.checks.bodies import check_peers
from extract.checks.catalogue import Both, Check, catalogue, groups
from extract.checks.measured import Measured, measured
from extract.checks.report import check_report
from extract.checks.reviews import Review, is_public, load_explanations, load_reviews, review_of
from extract.checks.suspects import Suspect, suspects
from extract.checks.years import check_years

__all__ = [
    "Both",
    "Check",
    "Measured",
    "Review",
    "Suspect",
    "blanks_as_zero",
    "catalogue",
    "check_peers",
    "check_report",
    "check_years",
    "groups",
    "is_public",
    "load_explanations",
    "load_reviews",
    "measured",
    "review_of",
    "suspects",
]
