"""概览: what the reports say, at a glance."""

from dashboard import show

show.page("overview")
