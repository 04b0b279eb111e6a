"""What a text calls the body that speaks: 我局, 本镇."""

from extract.forms.labels import in_simplified, simplified
from extract.rare import rare

_KINDS = rare("[我本](局|委(?!员)|厅|镇|乡|街道|中心|院|学|校)")


def has_a_kind(body: str) -> bool:
    """Whether a text calls the body that speaks by any kind."""
    return _KINDS.search(body) is not None


def kinds_called(body: str) -> set[str]:
    """What a text in simplified characters calls the body that speaks: 局 of 我局; a 校 is a 学."""
    return {match[1].replace("校", "学") for match in _KINDS.finditer(body)}


def called_otherwise(name: str, body: str) -> str:
    """What a text calls the body that speaks, where none of it is in the name: 局 of 我局 for a government's office."""
    called = kinds_called(in_simplified(body))
    return "" if any(kind in simplified(name) for kind in called) else "、".join(sorted(called))
