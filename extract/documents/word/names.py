"""The names of Word's XML that more than one pass over it asks for."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VALUE = f"{W}val"


def tags(*names: str) -> frozenset[str]:
    """Elements of Word's own namespace by their names."""
    return frozenset(f"{W}{name}" for name in names)


PARAGRAPH, TEXT, TAB, TABS, CELL, ROW, TABLE = (
    f"{W}{n}" for n in ("p", "t", "tab", "tabs", "tc", "tr", "tbl")
)
RUN, TEXT_BOX, SIZE, COLOUR, RUN_STYLE = (f"{W}{n}" for n in ("r", "txbxContent", "sz", "color", "rStyle"))
RAISED, POSITION = f"{W}vertAlign", f"{W}position"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The copy that Word keeps of a drawing for older programs."""
MATH, MATH_TEXT = f"{M}oMath", f"{M}t"
SMALLEST = 4
"""Half points below which nobody sees a character."""
HIDING = tags("vanish", "strike", "dstrike")
OFF = frozenset(("0", "false", "off"))
"""The values of a mark that is not set."""
WHITE = frozenset(("FFFFFF", "FEFEFE", "ffffff"))
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", TAB: "\t", f"{W}noBreakHyphen": "-"}
SKIPPED = tags("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "sectPr", "rt") | {FALLBACK}
"""Formatting, deleted text, field codes, what is said twice above a word, and second copies."""
DRAWN = tags("drawing", "pict", "object", "sym", "fldChar", "fldSimple") | {MATH}
"""What may show a figure without text."""
CONTROLS = tags("sdt", "sdtContent", "customXml")
