"""机关: one body and its reports."""

from dashboard import agency, frame

agency.draw(frame.current())
