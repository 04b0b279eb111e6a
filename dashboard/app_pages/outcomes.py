"""办理结果: what became of the requests."""

from dashboard import show

show.page("outcomes")
