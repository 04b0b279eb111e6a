"""自查: check a draft before it is published."""

from dashboard import frame, selfcheck

selfcheck.draw(frame.current())
