"""Every way in which one generated report may differ from another: option → values with their weights.

A report's mix is drawn from its seed. ``only`` names the families of layout classes that know an
option, ``never`` the values that a family cannot carry (a text dump shows no blank cell: nobody could
read it right).
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

Mix = dict[str, Any]
"""The options of one report: name → the value drawn."""

ALL = ("ruled", "open", "scan", "html", "word", "sheet", "tabs", "pipes", "dump", "glued")
PRINTED = ("ruled", "open")
LAID_OUT = (*PRINTED, "scan")


@dataclass(frozen=True, slots=True)
class Option:
    """One independent choice: its values with weights, who knows it, and the values a family cannot carry."""

    name: str
    values: dict[Any, int]
    only: tuple[str, ...] = ALL
    never: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def draw(self, rng: Random, family: str) -> Any:
        """One value for a report of that family."""
        banned = self.never.get(family, ())
        allowed = {value: weight for value, weight in self.values.items() if value not in banned}
        return rng.choices(list(allowed), weights=list(allowed.values()))[0]


OPTIONS: tuple[Option, ...] = (
    # what the report says
    Option("form", {"t2021": 7, "t2019": 2, "hybrid": 1}),
    Option("scale", {"zero": 12, "small": 40, "medium": 33, "large": 15}),
    Option("error", {"none": 82, "total": 4, "row": 4, "column": 4, "cell": 3, "dispute": 3}),
    Option("agency", {"office": 3, "bureau": 5, "town": 2}),
    Option("agency_path", {"short": 5, "with_city": 4, "with_province": 1}),
    Option("amount_places", {0: 3, 1: 1, 2: 4, 4: 1}),
    Option("sign", {"plus": 1, "plain": 1}),
    # how figures are printed
    Option(
        "zero",
        {"0": 62, "": 12, "-": 5, "--": 2, "—": 5, "－": 2, "/": 6, "／": 1, "空": 1, "无": 3, "不涉及": 1},
        never={
            "dump": ("",),
            "glued": ("", "-", "--", "—", "－", "/", "／", "空", "无", "不涉及"),
        },
    ),
    Option(
        "zero_where", {"all": 5, "table2": 2, "table4": 1, "legal": 2, "mixed": 1}, never={"dump": ("mixed",)}
    ),
    Option("totals_blank", {False: 24, True: 1}, never={"dump": (True,), "glued": (True,)}),
    Option(
        "digits",
        {"plain": 88, "fullwidth": 8, "spaced": 4},
        never={"dump": ("spaced",), "glued": ("fullwidth", "spaced"), "scan": ("spaced", "fullwidth")},
    ),
    Option("thousands", {"": 82, ",": 14, "，": 4}, never={"glued": (",", "，")}),
    Option("note_in_cell", {False: 12, True: 1}, never={"glued": (True,), "dump": (True,)}),
    Option("unit_in_cell", {False: 16, True: 1}, never={"glued": (True,)}),
    # how labels are printed
    Option("brackets", {"full": 3, "half": 2}),
    Option("dot", {".": 6, ". ": 3, "、": 1, "．": 1}),
    Option("after_bracket", {"": 4, " ": 1}),
    Option("quotes", {"“”": 5, '""': 2, "「」": 1, "": 1}),
    Option("typo", {"none": 10, "law": 1, "other": 1}),
    Option("total_word", {"总计": 5, "总 计": 1, "合计": 1}),
    Option(
        "carried_word", {"四、结转下年度继续办理": 6, "四、结转下年度": 1, "四、结转下年度继续办理数量": 1}
    ),
    Option("normdoc_word", {"行政规范性文件": 4, "规范性文件": 1}),
    Option("comma", {"、": 3, "，": 1}),
    Option("spaced_heads", {False: 3, True: 1}),
    Option("article_space", {"": 4, " ": 1}),
    # how the tables are laid out
    Option("rule_note", {"head": 8, "above": 1, "below": 1}),
    Option("handled", {"column": 9, "absent": 1}),
    Option("group_cell", {"merged": 5, "first": 1, "repeated": 1}),
    Option("table4", {"15": 5, "3x5": 1}),
    Option("table2_split", {False: 4, True: 1}),
    Option(
        "table3_cut",
        {False: 6, True: 1},
        never={"glued": (True,), "ruled": (True,), "open": (True,), "scan": (True,)},
    ),
    Option("remark", {"none": 6, "row": 1, "paragraph": 2}),
    Option("distractor", {"none": 6, "months": 2, "contacts": 1, "both": 1}),
    # the text around them
    Option("title", {"one_line": 6, "two_lines": 2, "year_after": 1, "year_first": 1}),
    Option(
        "title_word", {"政府信息公开工作年度报告": 6, "政府信息公开年度报告": 2, "政府信息公开工作报告": 1}
    ),
    Option("numbering", {"一、": 8, "一．": 1, "第一部分 ": 1}),
    Option("section_words", {"official": 3, "long": 2}),
    Option("lead", {"plain": 2, "lists_sections": 1}),
    Option("parts", {"（一）": 3, "(一)": 2, "1.": 1, "none": 1}),
    Option("narrative", {"short": 2, "long": 2}),
    Option("signed", {False: 2, True: 1}),
    # pages
    Option(
        "producer",
        {"canvas": 5, "chromium": 4, "office": 1},
        only=LAID_OUT,
        never={"scan": ("office",), "open": ("office",)},
    ),
    Option("page", {"A4": 8, "Letter": 1, "A3": 1, "B5": 1}, only=LAID_OUT, never={"scan": ("A3", "B5")}),
    Option("landscape", {False: 6, True: 1}, only=LAID_OUT),
    Option("rotated", {0: 14, 90: 1, 270: 1}, only=LAID_OUT, never={"scan": (90, 270)}),
    Option("font", {"serif": 3, "sans": 3, "droid": 2}, only=LAID_OUT),
    Option("size", {7.5: 1, 9: 3, 10.5: 3, 12: 1}, only=LAID_OUT, never={"scan": (7.5,)}),
    Option("margin", {10: 1, 18: 3, 25: 3, 32: 1}, only=LAID_OUT),
    Option("break_at", {0: 3, 80: 1, 160: 1, 240: 1, 330: 1, 420: 1}, only=LAID_OUT),
    Option(
        "line_style", {"line": 5, "rectangle": 3, "cell_boxes": 1, "dashed": 1, "thick": 1}, only=LAID_OUT
    ),
    Option(
        "rulings",
        {
            "all": 1,
            "none": 2,
            "horizontal": 2,
            "vertical": 1,
            "three_line": 2,
            "boxed": 1,
            "outer": 1,
            "open_sides": 1,
        },
        only=LAID_OUT,
        never={
            "ruled": ("none", "horizontal", "vertical", "three_line", "boxed", "outer", "open_sides"),
            "scan": ("none", "horizontal", "vertical", "three_line", "boxed", "outer", "open_sides"),
            "open": ("all",),
        },
    ),
    Option("encrypted", {False: 19, True: 1}, only=LAID_OUT, never={"scan": (True,)}),
    Option("radicals", {False: 14, True: 1}, only=PRINTED),
    Option("watermark", {False: 9, True: 1}, only=LAID_OUT, never={"scan": (True,)}),
    Option("fake_bold", {"none": 8, "heads": 1, "all": 1}, only=LAID_OUT, never={"scan": ("all",)}),
    Option("footer", {"none": 2, "4": 2, "— 4 —": 3, "- 4 -": 1, "第4页": 1}, only=LAID_OUT),
    Option("running_head", {False: 5, True: 1}, only=LAID_OUT),
    Option("repeat_head", {False: 3, True: 1}, only=LAID_OUT),
    Option("label_width", {"narrow": 2, "normal": 4, "wide": 2}, only=LAID_OUT),
    Option("align", {"center": 6, "right": 1, "left": 1}, only=LAID_OUT),
    Option("valign", {"middle": 5, "top": 1, "bottom": 1}, only=LAID_OUT),
    Option("padding", {1: 1, 3: 3, 6: 1}, only=LAID_OUT, never={"open": (1,)}),
    Option("shaded_head", {False: 3, True: 1}, only=LAID_OUT),
    Option("split_rows", {False: 4, True: 1}, only=LAID_OUT),
    Option("drawn", {"rows": 4, "columns": 1, "shuffled": 1}, only=LAID_OUT),
    Option("zebra", {False: 3, True: 1}, only=("open",)),
    # scans
    Option("angle", {0.0: 2, 0.3: 2, -0.4: 2, 0.8: 1, -0.8: 1}, only=("scan",)),
    Option("noise", {0: 2, 6: 2, 12: 1}, only=("scan",)),
    Option("jpeg", {60: 1, 75: 2, 90: 2}, only=("scan",)),
    Option("grey", {False: 1, True: 2}, only=("scan",)),
    # rough scans
    Option("dpi", {150: 1, 200: 3, 300: 1}, only=("rough",)),
    Option("skew", {0.0: 2, 1.5: 1, -1.8: 1, 2.4: 1, -2.9: 1}, only=("rough",)),
    Option("turned", {0: 5, 90: 1, 180: 1, 270: 1}, only=("rough",)),
    Option("seal", {"none": 2, "red": 2, "grey": 1}, only=("rough",)),
    Option("ink", {1.0: 3, 0.7: 1, 0.5: 1}, only=("rough",)),
    Option("light", {"even": 3, "uneven": 1}, only=("rough",)),
    Option("blur", {0: 2, 0.6: 1, 0.9: 1}, only=("rough",)),
    Option("dust", {0: 2, 60: 1, 250: 1}, only=("rough",)),
    Option("spread", {False: 6, True: 1}, only=("rough",)),
    Option("edge", {False: 4, True: 1}, only=("rough",)),
    Option("bilevel", {False: 4, True: 1}, only=("rough",)),
    # web pages
    Option("skin", {"plain": 2, "portal": 3, "word": 3, "article": 2}, only=("html",)),
    Option(
        "encoding",
        {"utf-8": 6, "utf-8-sig": 1, "gb18030": 3, "utf-16": 1},
        only=("html", "tabs", "pipes", "dump", "glued"),
    ),
    Option("declared", {"charset": 4, "http-equiv": 3, "nowhere": 1}, only=("html",)),
    Option("meta_table", {False: 1, True: 1}, only=("html",)),
    Option("nested_page", {False: 6, True: 1}, only=("html",)),
    Option("nested_table", {False: 5, True: 1}, only=("html",)),
    Option("ragged", {False: 4, True: 1}, only=("html", "tabs", "pipes")),
    Option("nbsp", {False: 3, True: 1}, only=("html",)),
    Option("zero_width", {False: 9, True: 1}, only=("html", "word")),
    Option("cell_tag", {"td": 3, "th": 1}, only=("html",)),
    Option("office_comments", {False: 2, True: 1}, only=("html",)),
    Option("rowspan_off", {0: 8, 1: 1, -1: 1}, only=("html",)),
    # word processors and workbooks
    Option("headings", {"styled": 1, "plain": 1}, only=("word",)),
    Option("split_runs", {False: 2, True: 1}, only=("word",)),
    Option("made_by", {"python-docx": 4, "office": 1}, only=("word",)),
    Option("tracked", {False: 5, True: 1}, only=("word",)),
    Option("content_control", {False: 6, True: 1}, only=("word",)),
    Option("sheets", {"one": 2, "each": 1}, only=("sheet",)),
    Option("numbers_as", {"number": 2, "text": 1}, only=("sheet",)),
    Option("number_format", {"General": 3, "#,##0": 1, "0.00": 1}, only=("sheet",)),
    Option("first_row", {0: 2, 2: 1}, only=("sheet",)),
    # text
    Option("newline", {"\n": 4, "\r\n": 1}, only=("tabs", "pipes", "dump", "glued")),
    Option("page_marks", {"none": 2, "— 4 —": 1, "- 4 -": 1, "4": 1}, only=("dump", "glued")),
    Option("wrap", {12: 1, 16: 2, 20: 2, 28: 1}, only=("dump",)),
    Option("figures_at", {"end": 4, "own_line": 3, "middle": 1, "split": 1, "before": 1}, only=("dump",)),
    Option("group_in_dump", {"before": 2, "shared": 1}, only=("dump",)),
    Option("blank_lines", {False: 1, True: 1}, only=("dump",)),
    Option("heads_in_dump", {"rows": 2, "broken": 3}, only=("dump",)),
    Option("ragged_lead", {"aligned": 2, "seven_right": 2, "slipped": 2}, only=("tabs", "pipes")),
    Option("hashes", {"##": 3, "none": 1}, only=("pipes",)),
)


_ONLY_CANVAS = {"rotated": 0, "encrypted": False}
_ONLY_CHROMIUM = {"radicals": False}
"""What a producer cannot do, at the value that says so in the sample's record."""


def draw(rng: Random, family: str) -> Mix:
    """The mix of options for one report: every option that the family knows, in the table's order."""
    mix = {option.name: option.draw(rng, family) for option in OPTIONS if family in option.only}
    producer = mix.get("producer")
    mix |= {name: value for name, value in _ONLY_CANVAS.items() if producer in ("chromium", "office")}
    return mix | {name: value for name, value in _ONLY_CHROMIUM.items() if producer in ("canvas", "office")}
