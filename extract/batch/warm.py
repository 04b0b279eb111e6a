"""What every reader needs, loaded once in the process that workers are forked from, so that none loads it again.

PDF and OCR libraries are left out: they keep native state, and a worker loads them when it first needs them.
"""

import gc
from importlib import import_module

from extract.batch.collector import collect_seldom

gc.disable()  # nothing of what is loaded here ever becomes rubbish
for module in ("documents.docx", "documents.html", "documents.text", "reports.read"):
    import_module(f"extract.{module}")
import_module("extract.checks").catalogue()
import_module("extract.reports.narrative").narrative_figures()
import_module("extract.regions.gazetteer").gazetteer()
collect_seldom()
gc.enable()
