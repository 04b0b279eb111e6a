"""Named checks over one report, over the years of a body, and over a body and its peers.

They never change a value. What a check says, how it is worded and when it may be shown stands in
``data/forms/checks.toml``; ``catalogue`` is that list, and words every finding.

- Of one report (``report`` runs these): ``structure`` (what is there), ``proactive``, ``requests`` and ``disputes`` (tables
  two, three and four), ``narrative`` (the text against the tables), ``time``, ``originality`` and ``bodies``.
- Of several: ``years`` (a body's), ``bodies`` (peers), ``reviews`` (what people said of findings).
- What they share: ``sheet`` (the cells by their keys), ``identities`` (sums that must agree), ``blanks`` and ``units`` (what
  a cell means), ``wording`` (the text of a report).
- What they lead to: ``suspects`` (which number is probably wrong, by the ``edits`` that would close the sums),
  ``selfcheck`` with ``selfcheck_output`` (a draft before it is published), ``measured`` (how well each check did).
"""

from extract.checks.blanks import blanks_as_zero
from extract.checks.bodies import check_peers
from extract.checks.catalogue import Both, Check, catalogue, groups
from extract.checks.report import check_report

__all__ = ["Both", "Check", "blanks_as_zero", "catalogue", "check_peers", "check_report", "groups"]
