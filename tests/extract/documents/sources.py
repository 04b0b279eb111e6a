"""A file offered in a test."""

import hashlib
from pathlib import Path

from extract.documents.model import Source


def source(data: bytes, name: str) -> Source:
    """Bytes under a name, as the door gets them."""
    return Source(Path(name), data, hashlib.sha256(data).hexdigest())
