"""两年对比: two reports side by side."""

from dashboard import compare, frame

compare.draw(frame.current())
