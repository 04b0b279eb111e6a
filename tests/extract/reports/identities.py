"""What tests of the identity of reports share: a report of some lines, and what it says of itself."""

from extract.documents.model import Block, Document, Paragraph
from extract.reports.identity import Identity, read_identity


def read(
    *lines: str,
    meta: dict[str, str] | None = None,
    name: str = "报告.html",
    before: list[Block] | None = None,
) -> Identity:
    blocks = [*(before or []), *(Paragraph(line) for line in lines)]
    first = next(
        (i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.startswith("一、")), None
    )
    return read_identity(
        Document("text", "text", tuple(blocks), meta=meta or {}), first, "\n".join(lines), name
    )
