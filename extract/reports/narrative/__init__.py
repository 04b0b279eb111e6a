"""The figures that a report states in its running text.

``figures`` has what a text may state, as ``data/forms/narrative.toml`` says it; ``lines`` are the paragraphs of the
running text; ``sentence`` tells whether a number there is such a figure (``numbers`` reads it, ``channels`` knows by
what things are published). ``read`` puts them together.
"""

from extract.reports.narrative.figures import NarrativeFigure, narrative_figures
from extract.reports.narrative.read import read_narrative

__all__ = ["NarrativeFigure", "narrative_figures", "read_narrative"]
