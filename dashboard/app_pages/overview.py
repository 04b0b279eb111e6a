"""概览: find a body or a region; what the reports say, at a glance."""

from dashboard import frame, search, show

search.box(frame.current(), "overview")
show.page("overview")
