"""复议诉讼: reconsideration and lawsuits."""

from dashboard import show

show.page("reviews")
