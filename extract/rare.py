"""``rare``: a pattern that few documents need; compiled when one first does."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as rare
else:

    class rare:
        """Stands for the compiled pattern: with ranges of Chinese characters one may take two milliseconds to compile."""

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._pattern = pattern, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._pattern), name)
            setattr(self, name, found)  # from now on as near at hand as the compiled pattern's own
            return found


__all__ = ["rare"]
