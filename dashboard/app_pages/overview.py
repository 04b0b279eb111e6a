"""概览: find a body; what the reports say, at a glance."""

from dashboard import agency, frame, show

agency.search(frame.current())
show.page("overview")
