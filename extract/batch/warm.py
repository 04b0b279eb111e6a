"""What reports of every format need, loaded once in the process that workers are forked from, so that none loads it again.

The readers of single formats are no part of it: a process that reads one format loads that one. What workers
are forked from holds the commonest of them besides (``guard.FORKED_WITH``).
"""

import gc
from importlib import import_module

from extract.batch.collector import collect_seldom

gc.disable()  # nothing of what is loaded here ever becomes rubbish
import_module("extract.reports.read")
import_module("extract.checks").catalogue()
import_module("extract.reports.narrative").narrative_figures()
import_module("extract.regions.gazetteer").gazetteer()
collect_seldom()
gc.enable()
