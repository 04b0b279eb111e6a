"""收录: which reports are here, body by body and year by year."""

from dashboard import coverage, frame

coverage.draw(frame.current())
