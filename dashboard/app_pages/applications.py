"""申请: how many asked, and who."""

from dashboard import show

show.page("applications")
