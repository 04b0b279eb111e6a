"""Every name finds its place: divisions, bodies, and how a published name leads to them.

The way of a name, and where each question is answered:

1. In which words is it looked up? ``wording`` cleans it and writes its short forms out.
2. Which places does it begin with? ``walk`` goes from one to the next through the ``gazetteer``; ``reading`` adds what may
   stand between them, and mends a wrong character.
3. Which of several places, or which where it names none? ``choice``: by the year, by what its surroundings speak of
   (``context``), by usage.
4. Which body is it there? ``bodies``: its name today, its id (in ``pinyin``), level and kind (``kinds``).

``resolve`` goes this way. Beside it, ``registry`` says what became of a body, ``search`` finds what people type, and
``divisions`` is the tree of today's places for the dataset.
"""

from extract.regions.bodies import Resolution
from extract.regions.resolve import resolve

__all__ = ["Resolution", "resolve"]
