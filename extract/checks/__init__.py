"""Named checks over one report, over the years of a body, and over a body and its peers.

They never change a value. What a check says, how it is worded and when it may be shown stands in
``data/forms/checks.toml``; ``catalogue`` is that list. What no single report needs
(``years``, ``suspects``, ``reviews``, ``measured``) is imported from its own module.
"""

from extract.checks.blanks import blanks_as_zero
from extract.checks.bodies import check_peers
from extract.checks.catalogue import Both, Check, catalogue, groups
from extract.checks.report import check_report

__all__ = [
    "Both",
    "Check",
    "blanks_as_zero",
    "catalogue",
    "check_peers",
    "check_report",
    "groups",
]
