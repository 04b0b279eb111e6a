"""数据质量: do the reports' own figures add up?"""

from dashboard import frame, quality

quality.draw(frame.current())
