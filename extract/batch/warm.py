"""What every reader needs, loaded once in the process that workers are forked from, so that none loads it again.

PDF and OCR libraries are left out: they keep native state, and a worker loads them when it first needs them.
"""

import extract.documents.docx
import extract.documents.html
import extract.documents.text
import extract.reports.read  # noqa: F401
from extract.batch.collector import collect_seldom
from extract.checks import catalogue
from extract.regions.gazetteer import gazetteer
from extract.reports.narrative import narrative_figures

catalogue()
narrative_figures()
gazetteer()
collect_seldom()
