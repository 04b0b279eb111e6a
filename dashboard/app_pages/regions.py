"""地区: from the country down to the bodies of a county."""

from dashboard import frame, regions

regions.draw(frame.current())
