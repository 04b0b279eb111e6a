"""Every way of printing a report that is known to have misled a reader: read right, or refused, never wrong.

The reports are written by ``messy.py``; their bodies do not exist.
"""

import random
import re
from collections.abc import Callable

import pytest

from extract.reports import read_reports
from extract.reports.model import Report, State, Status
from tests.extract.messy import (
    COLUMNS,
    HEADS,
    ROWS,
    Box,
    Paper,
    Rows,
    assert_not_wrong,
    assert_right,
    docx,
    docx_of,
    flat,
    four,
    html,
    html_table,
    paper,
    pdf,
    pipes,
    source,
    tables,
    text,
    three,
    two,
    verdict,
    xlsx,
)

OUTCOMES = tuple(code for code, group, _ in ROWS if group)
MIDDLE = COLUMNS[1:6]


def blank(value: str = "") -> tuple[str, float | None]:
    return "blank", None


# --- cell contents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("", "blank"),
        ("&nbsp;", "blank"),
        ("&nbsp;&nbsp;", "blank"),
        ("\u3000", "blank"),
        ("\u200b", "blank"),
        ("<o:p></o:p>", "blank"),
        ("<p><span lang=EN-US><o:p>&nbsp;</o:p></span></p>", "blank"),
        ("/", "dash"),
        ("／", "dash"),
        ("-", "dash"),
        ("--", "dash"),
        ("—", "dash"),
        ("－", "dash"),
        ("空", "text"),
        ("无", "text"),
        ("不涉及", "text"),
        ("不适用", "text"),
    ],
)
def test_nothing_in_a_cell_keeps_its_kind(printed: str, state: str) -> None:
    p = paper(2)
    chosen = [
        *(f"req_carried_in.{c}" for c in MIDDLE),
        "pd_rules_issued",
        "rev_pending",
        "out_granted_full.total",
    ]
    for key in chosen:
        p.cells[key] = printed
    assert_right(html(p), "a.html", p, dict.fromkeys(chosen, (state, None)))
    plain_text = {"&nbsp;": "", "&nbsp;&nbsp;": ""}.get(printed, printed)
    if "<" not in printed:
        for key in chosen:
            p.cells[key] = plain_text
        assert_right(docx(p), "a.docx", p, dict.fromkeys(chosen, (state, None)))
        assert_right(xlsx(p), "a.xlsx", p, dict.fromkeys(chosen, (state, None)))
        assert_not_wrong(pdf(p), "a.pdf", p, dict.fromkeys(chosen, (state, None)))


def _write(kind: str, p: Paper) -> tuple[bytes | str, str]:
    made: dict[str, Callable[[], bytes | str]] = {
        "html": lambda: html(p),
        "docx": lambda: docx(p),
        "xlsx": lambda: xlsx(p),
        "md": lambda: text(p, row=pipes),
        "txt": lambda: text(p),
        "pdf": lambda: pdf(p),
        "open_pdf": lambda: pdf(p, ruled=False),
    }
    return made[kind](), {"open_pdf": "a.pdf"}.get(kind, f"a.{kind}")


ALL = ("html", "docx", "xlsx", "md", "txt", "pdf")


@pytest.mark.parametrize("kind", ALL)
def test_legal_person_columns_blank_in_all_rows(kind: str) -> None:
    p = paper(3)
    for code, _, _ in ROWS:
        for column in MIDDLE:
            p.cells[f"{code}.{column}"] = ""
        p.cells[f"{code}.total"] = p.cells[f"{code}.natural_person"]
    data, name = _write(kind, p)
    assert_right(data, name, p)


@pytest.mark.parametrize("kind", ALL)
def test_total_column_blank_on_outcome_rows(kind: str) -> None:
    p = paper(4, form2="t2019", form3="t2019")
    for code in [*OUTCOMES, "out_other"]:
        if f"{code}.total" in p.cells and code != "out_total":
            p.cells[f"{code}.total"] = ""
    data, name = _write(kind, p)
    assert_right(data, name, p)


@pytest.mark.parametrize("kind", [*ALL, "open_pdf"])
def test_separators_full_width_and_spaced_digits(kind: str) -> None:
    p = paper(5)
    odd = {
        "pd_licensing_decisions": ("517,645", 517645),
        "pd_penalty_decisions": ("693，957", 693957),
        "pd_coercion_decisions": ("２１５４", 2154),
        "pd_admin_fees_amount": ("59237.2449", 59237.2449),
        "out_granted_full.natural_person": ("1,290", 1290),
        "req_new.total": ("１２３４", 1234),
        "req_carried_in.natural_person": ("\u20033６", 36),
        "lit_direct_upheld": ("1 0", 10),
    }
    assert p.cells["lit_direct_upheld"] == "10"  # as the sum of its row confirms
    if kind in ("txt", "md", "open_pdf"):
        odd.pop("lit_direct_upheld")
    p.cells.update({k: printed for k, (printed, _) in odd.items()})
    data, name = _write(kind, p)
    check = assert_not_wrong if kind == "open_pdf" else assert_right
    check(data, name, p, {k: ("number", v) for k, (_, v) in odd.items()})


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "md", "pdf"])
def test_notes_and_units_inside_cells(kind: str) -> None:
    p = paper(6)
    odd = {
        "pd_normdocs_in_force": ("22（其中修订16件）", 22),
        "pd_normdocs_repealed": ("55（含自然失效29件）", 55),
        "pd_admin_fees_amount": ("251000元", 251000),
        "pd_penalty_decisions": ("318件", 318),
        "req_new.natural_person": ("41件", 41),
    }
    p.cells.update({k: printed for k, (printed, _) in odd.items()})
    data, name = _write(kind, p)
    report = assert_right(data, name, p, {k: ("text", v) for k, (_, v) in odd.items()})
    notes = {c.key: c.note for c in report.cells}
    assert notes["pd_admin_fees_amount"] == "元"


@pytest.mark.parametrize("kind", ALL)
def test_signs_in_the_change_column_of_2019(kind: str) -> None:
    p = paper(7, form2="t2019", form3="t2019")
    p.put(
        pd19_licensing_items_change="+1036",
        pd19_other_services_items_change="-1",
        pd19_penalty_items_change="--253",
        pd19_coercion_items_change="－5",
        pd19_admin_fees_items_change="0",
        pd19_procurement_amount="96171.6",
    )
    data, name = _write(kind, p)
    assert_right(
        data,
        name,
        p,
        {"pd19_penalty_items_change": ("number", -253), "pd19_coercion_items_change": ("number", -5)},
    )


def test_changes_written_as_words_are_kept_as_text() -> None:
    p = paper(7, form2="t2019", form3="t2019")
    p.put(
        pd19_licensing_items_change="增15/减4",
        pd19_penalty_items_change="+(0) -(0)",
        pd19_coercion_items_change="增3",
        pd19_admin_fees_items_change="减少2",
    )
    meant = {
        "pd19_licensing_items_change": ("text", None),
        "pd19_penalty_items_change": ("text", None),
        "pd19_coercion_items_change": ("text", 3),
        "pd19_admin_fees_items_change": ("text", -2),
    }
    assert_right(html(p), "a.html", p, meant)


def test_a_change_one_column_off_is_not_repaired() -> None:
    p = paper(7, form2="t2019", form3="t2019").put(
        pd19_licensing_items_prev="+22", pd19_licensing_items_change="", pd19_licensing_decisions="310"
    )
    assert_right(html(p), "a.html", p, {"pd19_licensing_items_prev": ("number", 22)})


@pytest.mark.parametrize("kind", ALL)
def test_sums_that_the_publisher_got_wrong_are_kept(kind: str) -> None:
    p = paper(8)
    p.put(rev_upheld="10", rev_corrected="1", rev_other="0", rev_pending="0", rev_total="0")
    p.put(
        lit_after_upheld="5",
        lit_after_corrected="0",
        lit_after_other="0",
        lit_after_pending="0",
        lit_after_total="0",
    )
    p.put(out_total__total="21", out_total__natural_person="27")
    data, name = _write(kind, p)
    report = assert_right(data, name, p)
    assert {f.id for f in report.findings if f.status == "fail"}


def test_a_minus_or_a_decimal_in_a_count_is_shown_as_printed() -> None:
    p = paper(9).put(out_granted_full__natural_person="-3", req_new__natural_person="12.5")
    assert_not_wrong(html(p), "a.html", p)


@pytest.mark.parametrize("row", [3, 9, 20, 23])
def test_a_figure_lost_in_a_text_layer(row: int) -> None:
    p = paper(10)
    code = ROWS[row][0]
    rows = flat(three(p))
    line = next(r for r in rows if p.cells[f"{code}.total"] in r and any(ROWS[row][2] == t for t in r))
    line.remove(p.cells[f"{code}.commercial_enterprise"])
    lines = [" ".join(t for t in r if t) for r in flat(two(p))]
    lines += [p.headings[2], *(" ".join(t for t in r if t) for r in rows)]
    lines += [p.headings[3], *(" ".join(t for t in r if t) for r in flat(four(p)))]
    lost = {f"{code}.{c}" for c in COLUMNS}
    report = assert_not_wrong("\n".join([p.title, *lines]), "a.txt", p)
    assert report.status is Status.PARTIAL
    assert {c.key for c in report.cells if c.state is State.UNREAD} & lost


def dump(p: Paper) -> str:
    """The report as a text layer: the words of each row of its tables with spaces between."""
    return text(p, row=lambda line: " ".join(t for t in line if t))


@pytest.mark.parametrize("mark", ["- 3 -", "— 5 —", "第 4 页 共 9 页", "3", "4/9"])
def test_page_marks_between_rows(mark: str) -> None:
    p = paper(11)
    lines = dump(p).split("\n")
    for label in ("4.保护第三方", "（七）总计", "规章 "):
        at = next(i for i, line in enumerate(lines) if label in line)
        lines.insert(at, mark)
    found = verdict("\n".join(lines), "a.txt", p)
    assert found.word == "right" if not mark.isdigit() else found.word != "WRONG", str(found)


@pytest.mark.parametrize("caption", ["表2", "表 3", "（续表 2）", "续表", "附表一："])
def test_captions_of_tables_between_rows(caption: str) -> None:
    p = paper(11)
    lines = dump(p).split("\n")
    for label in ("一、本年新收", "4.保护第三方"):
        at = next(i for i, line in enumerate(lines) if label in line)
        lines.insert(at, caption)
    assert verdict("\n".join(lines), "a.txt", p).word == "right"


# --- labels --------------------------------------------------------------------------------------------------


def relabel(p: Paper, change: Callable[[str], str]) -> dict[str, Rows]:
    """The tables with every label changed."""
    drawn = tables(p)
    for rows in drawn.values():
        for row in rows:
            for box in row:
                if box.key is None:
                    box.text = change(box.text)
    return drawn


def changed(old: str, new: str) -> Callable[[str], str]:
    return lambda label: label.replace(old, new)


LABELS: dict[str, Callable[[str], str]] = {
    "half-width brackets": lambda t: t.translate(str.maketrans("（）：，", "():,")),
    "article with a space": changed("第二十条第", "第二十条 第"),
    "规范性文件": changed("行政规范性文件", "规范性文件"),
    "1、": lambda t: re.sub(r"^(\d)\.", r"\1、", t),
    "1．": lambda t: re.sub(r"^(\d)\.", r"\1．", t),
    "1 ": lambda t: re.sub(r"^(\d)\.", r"\1 ", t),
    "no numbers": lambda t: re.sub(r"^\d\.", "", t),
    "止公开": changed("禁止公开", "止公开"),
    "行政止公开": changed("行政法规禁止", "行政止"),
    "no quotes": lambda t: t.replace("“", "").replace("”", ""),
    "straight quotes": lambda t: t.replace("“", '"').replace("”", '"'),
    "corner quotes": lambda t: t.replace("“", "「").replace("”", "」"),
    "其它": changed("其他", "其它"),
    "，for、": changed("、行政机关", "，行政机关"),
    "总 计": changed("总计", "总 计"),
    "合计": changed("总计", "合计"),
    "结转下年度": changed("结转下年度继续办理", "结转下年度"),
    "办理结果合计": changed("（七）总计", "办理结果合计"),
    "header words broken": lambda t: {
        "商业企业": "商业\n企业",
        "社会公益组织": "社会公益\n组织",
        "结果维持": "结果\n维持",
        "尚未审结": "尚未\n审结",
        "申请人情况": "申请人情\n况",
    }.get(t, t),
    "vertical": lambda t: (
        "\n".join(t)
        if t == "三、本年度办理结果" or t.startswith(("（三）不予", "（四）无法", "（五）不予", "（六）其他"))
        else t
    ),
    "spaces between characters": lambda t: " ".join(t) if len(t) < 7 else t,
    "long labels broken": lambda t: t[:9] + "\n" + t[9:] if len(t) > 14 else t,
    "no closing bracket": changed("不计其他情形）", "不计其他情形"),
    "short partial": lambda t: "（二）部分公开" if "部分公开" in t else t,
    "traditional": lambda t: t.translate(
        str.maketrans(
            "请数结转办予开报处项规无现条门关书获经术严务营议诉讼维纠尚审",
            "請數結轉辦予開報處項規無現條門關書獲經術嚴務營議訴訟維糾尚審",
        )
    ),
}


@pytest.mark.parametrize("kind", ["html", "docx", "md", "pdf"])
@pytest.mark.parametrize("name", LABELS)
def test_labels_as_printed(name: str, kind: str) -> None:
    p = paper(12)
    drawn = relabel(p, LABELS[name])
    data: bytes | str
    if kind == "html":
        data = html(p, drawn, cell=lambda box: box.text.replace("\n", "<br>"))
    elif kind == "docx":
        data = docx(p, drawn)
    elif kind == "md":
        for rows in drawn.values():
            for row in rows:
                for box in row:
                    box.text = box.text.replace("\n", "<br>")
        data = text(p, drawn, row=pipes)
    else:
        for rows in drawn.values():
            for row in rows:
                for box in row:
                    box.text = box.text.replace("\n", "<br/>")
        data = pdf(p, drawn)
    found = verdict(data, f"a.{kind}", p)
    assert found.word == "right", str(found)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(("form2", "form3"), [("t2021", "t2019"), ("t2019", "t2021"), ("t2019", "t2019")])
def test_the_form_is_told_table_by_table(form2: str, form3: str, kind: str) -> None:
    p = paper(13, form2=form2, form3=form3)
    data, name = _write(kind, p)
    assert_right(data, name, p)


def test_a_category_cell_that_shares_the_line_of_a_row() -> None:
    p = paper(14)
    lines = dump(p).split("\n")
    at = next(i for i, line in enumerate(lines) if "4.保护第三方" in line)
    first = next(i for i, line in enumerate(lines) if "1.属于国家秘密" in line)
    lines[first] = lines[first].replace("（三）不予公开 ", "")
    lines[at] = "（三）不 " + lines[at]
    lines.insert(at + 1, "予公开")
    assert_not_wrong("\n".join(lines), "a.txt", p)


# --- geometry ------------------------------------------------------------------------------------------------


def ragged(p: Paper, seed: int) -> str:
    """Tab-separated tables whose leading cells have moved one place to the left or to the right."""
    rng = random.Random(seed)
    drawn = tables(p)

    def line(cells: list[str]) -> str:
        lead = 0
        while lead < len(cells) and not cells[lead]:
            lead += 1
        if lead and rng.random() < 0.3:
            cells = [*cells[lead:], *[""] * lead]
        elif not lead and rng.random() < 0.15 and len(cells) == 10 and not cells[2]:
            cells = ["", *cells[:-1]] if not cells[-1] else cells
        return "\t".join(cells)

    out = [p.title]
    for kind, what in (
        ("h", p.headings[1]),
        ("t", two),
        ("h", p.headings[2]),
        ("t", three),
        ("h", p.headings[3]),
        ("t", four),
    ):
        if kind == "t":
            out += [line(r) for r in flat(drawn[what.__name__])]  # type: ignore[union-attr]
        else:
            out.append(str(what))
    return "\n".join(out)


@pytest.mark.parametrize("seed", range(4))
def test_ragged_leading_cells(seed: int) -> None:
    p = paper(20 + seed)
    assert_right(ragged(p, seed), "a.txt", p)
    for code, _, _ in ROWS:
        for column in MIDDLE:
            p.cells[f"{code}.{column}"] = ""
    assert_not_wrong(ragged(p, seed), "a.txt", p)


def test_labels_over_three_lines_and_seven_numbers_on_two() -> None:
    p = paper(24)
    lines: list[str] = []
    for line in dump(p).split("\n"):
        words = line.split()
        label = words[0] if words else ""
        if len(words) == 8 and len(label) > 16:
            lines += [label[:9], label[9:16], label[16:], " ".join(words[1:7]), words[7]]
        else:
            lines.append(line)
    assert_right("\n".join(lines), "a.txt", p)


def test_numbers_before_their_label() -> None:
    p = paper(25)
    lines: list[str] = []
    for line in dump(p).split("\n"):
        words = line.split()
        if len(words) == 8 and len(words[0]) > 20:
            lines += [words[0][:15], " ".join(words[1:]), words[0][15:]]
        else:
            lines.append(line)
    assert_right("\n".join(lines), "a.txt", p)


def test_cells_glued_to_their_label_are_decoded_only_where_one_reading_is_left() -> None:
    p = paper(26)
    glued = text(p, row="".join)
    assert_not_wrong(glued, "a.txt", p)
    zero = paper(26)
    for key in zero.cells:
        zero.cells[key] = "0"
    zero.put(req_new__natural_person="7", req_new__total="7", out_granted_full__natural_person="7")
    zero.put(out_granted_full__total="7", out_total__natural_person="7", out_total__total="7")
    assert_not_wrong(text(zero, row="".join), "a.txt", zero)


@pytest.mark.parametrize("at", [1, 3, 5, 8, 13, 20, 24])
def test_a_table_cut_over_pages_in_html_and_word(at: int) -> None:
    """The table ends after a row of table three, a new one without a header goes on."""
    p = paper(27)
    grid = three(p)
    head, tail = grid[:at], grid[at:]

    def cut(rows: Rows) -> str:
        if rows is not grid:
            return html_table(rows)
        return html_table(head) + "<p></p>" + html_table(tail)

    assert_not_wrong(html(p, {"two": two(p), "three": grid, "four": four(p)}, draw=cut), "a.html", p)


@pytest.mark.parametrize("size", [7.5, 9, 10.5])
@pytest.mark.parametrize("repeat", [0, 3])
def test_a_pdf_table_cut_where_the_page_ends(size: float, repeat: int) -> None:
    p = paper(28)
    p.one = p.one * 2
    data = pdf(p, size=size, repeat=repeat, footer="— {page} —")
    assert_right(data, "a.pdf", p)


def test_one_table_over_three_landscape_pages() -> None:
    p = paper(29)
    assert_right(pdf(p, size=9, landscape=True, footer="{page}"), "a.pdf", p)


@pytest.mark.parametrize("size", [7.5, 10.5])
def test_a_pdf_without_rulings(size: float) -> None:
    p = paper(30)
    assert_not_wrong(pdf(p, size=size, ruled=False, footer="- {page} -"), "a.pdf", p)


def test_a_header_row_repeated_in_the_middle() -> None:
    p = paper(31)
    drawn = tables(p)
    rows = drawn["three"]
    for row in rows:
        for box in row:
            if box.text == "三、本年度办理结果":
                box.down += 2
            if box.text in ("（三）不予公开", "（五）不予处理"):
                box.down += 1
    for label in ("6.属于四类过程性信息", "3.要求提供公开出版物"):
        at = next(i for i, row in enumerate(rows) if any(b.text == label for b in row))
        rows.insert(at, [Box("项目"), *(Box(h) for h in HEADS)])
    assert_right(html(p, drawn), "a.html", p)
    assert_right(docx(p, drawn), "a.docx", p)
    assert_right(pdf(p, drawn), "a.pdf", p)


def test_different_spans_in_header_and_body_rows() -> None:
    p = paper(32)
    drawn = tables(p)
    rows = drawn["three"]
    rows[0] = [Box(RULE_WIDE, 3, 4), Box("申请人情况", across=7)]
    for row in rows[3:]:
        for box in row:
            if box.key is None and box.across > 1:
                box.across += 1
    drawn["four"][3] = [Box(b.text, across=1, key=b.key) for b in drawn["four"][3]]
    assert_not_wrong(html(p, drawn), "a.html", p)


RULE_WIDE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@pytest.mark.parametrize("span", [20, 22, 30])
def test_a_rowspan_that_does_not_fit(span: int) -> None:
    p = paper(33)
    drawn = tables(p)
    for row in drawn["three"]:
        for box in row:
            if box.text == "三、本年度办理结果":
                box.down = span
    assert_not_wrong(html(p, drawn), "a.html", p)


def test_a_page_inside_the_page_and_a_record_before() -> None:
    p = paper(34)
    record = (
        "<table><tr><td>索引号</td><td>123456/2024-00007</td><td>发布机构</td><td>示例县财政局</td></tr>"
        "<tr><td>主题分类</td><td>年报</td><td>公开日期</td><td>2024-01-17</td></tr></table>"
    )
    inner = html(p)
    report = assert_right(f"<html><body>{record}<div>{inner}</div></body></html>", "a.html", p)
    assert report.published == "2024-01-17"


def test_table_four_as_three_tables_of_five() -> None:
    p = paper(35)

    def draw(rows: Rows) -> str:
        if len(rows[-1]) != 15:
            return html_table(rows)
        out = ""
        for n, name in enumerate(("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")):
            part = [
                [Box(name, across=5)],
                [Box(w) for w in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")],
            ]
            part.append(rows[-1][5 * n : 5 * n + 5])
            out += html_table(part)
        return out

    assert_right(html(p, draw=draw), "a.html", p)


def test_table_four_with_routes_as_rows() -> None:
    p = paper(35)

    def draw(rows: Rows) -> str:
        if len(rows[-1]) != 15:
            return html_table(rows)
        part = [[Box("类别"), *(Box(w) for w in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))]]
        for n, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
            part.append([Box(name), *rows[-1][5 * n : 5 * n + 5]])
        return html_table(part)

    assert_right(html(p, draw=draw), "a.html", p)


NOTES = {
    "two": "<p>注：2022年废止14件，现行有效以2023年12月31日为准。</p>",
    "three": "<p>注：其中3件为2022年收到，25件转由司法局办理，共28件。</p>",
    "four": "<p>注：1. 复议维持率为81.5%；2. 另有2件调解结案 0 1 3 4 8。</p>",
}


@pytest.mark.parametrize("kind", ["html", "txt", "pdf"])
def test_footnotes_with_numbers_under_the_tables(kind: str) -> None:
    p = paper(36)
    plain_notes = {k: re.sub("<[^>]*>", "", v) for k, v in NOTES.items()}
    if kind == "html":
        assert_right(html(p, notes=NOTES), "a.html", p)
    elif kind == "txt":
        assert_not_wrong(text(p, notes=plain_notes), "a.txt", p)
    else:
        assert_right(pdf(p, notes=plain_notes), "a.pdf", p)


def test_a_footnote_in_the_last_row_of_a_table() -> None:
    p = paper(37)
    drawn = tables(p)
    drawn["three"].append([Box("注：本表含下属单位3件，2022年结转5件。", across=10)])
    drawn["four"].append([Box("备注：2件已调解。", across=15)])
    drawn["two"].append([Box("注：收费以入库数为准，2022年为18.5万元。", across=4)])
    assert_right(html(p, drawn), "a.html", p)
    assert_right(docx(p, drawn), "a.docx", p)
    assert_not_wrong(pdf(p, drawn), "a.pdf", p)


def test_a_pdf_with_thin_rectangles_and_a_watermark() -> None:
    p = paper(38)
    style = [("BACKGROUND", (0, 0), (-1, 2), "#dddddd"), ("LINEBELOW", (0, 0), (-1, -1), 2, "black")]
    assert_right(pdf(p, style=style), "a.pdf", p)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_line_breaks_between_digits(kind: str) -> None:
    """A narrow column breaks 1024 into 10 and 24: one number, or not read at all."""
    p = paper(39)
    breaks = {"html": "<br>", "docx": "\n", "pdf": "<br/>"}[kind]
    drawn = tables(p)
    for row in drawn["three"]:
        for box in row:
            if box.key and len(box.text) >= 3:
                box.text = box.text[:2] + breaks + box.text[2:]
    data = {"html": lambda: html(p, drawn), "docx": lambda: docx(p, drawn), "pdf": lambda: pdf(p, drawn)}[
        kind
    ]()
    assert_not_wrong(data, f"a.{kind}", p)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "md"])
def test_columns_in_another_order(kind: str) -> None:
    """总计 before the kinds of applicants: headings say so."""
    p = paper(40)
    drawn = tables(p)
    rows = drawn["three"]
    rows[0:3] = [
        [
            Box("项目", 1, 3),
            *(
                Box(h)
                for h in ("总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
            ),
        ]
    ]
    for row in rows[1:]:
        row[-7:] = [row[-1], *row[-7:-1]]
    data = {
        "html": lambda: html(p, drawn),
        "docx": lambda: docx(p, drawn),
        "xlsx": lambda: xlsx(p, drawn),
        "md": lambda: text(p, drawn, row=pipes),
    }[kind]()
    assert_not_wrong(data, f"a.{kind}", p)


def test_rows_of_table_four_results_in_another_order() -> None:
    p = paper(41)
    drawn = tables(p)
    order = [4, 0, 1, 2, 3]
    words = ["总计", "结果维持", "结果纠正", "其他结果", "尚未审结"]
    rows = drawn["four"]
    rows[1][:5] = [Box(w, 2) for w in words]
    rows[2] = [Box(w) for w in words * 2]
    last = rows[3]
    rows[3] = [last[5 * n + k] for n in range(3) for k in order]
    assert_not_wrong(html(p, drawn), "a.html", p)


def test_columns_of_table_two_in_another_order() -> None:
    p = paper(42)
    drawn = tables(p)
    rows = drawn["two"]
    for r in (1, 2, 3):
        rows[r] = [rows[r][0], rows[r][3], rows[r][1], rows[r][2]]
    for kind, data in (
        ("html", html(p, drawn)),
        ("docx", docx(p, drawn)),
        ("xlsx", xlsx(p, drawn)),
        ("md", text(p, drawn, row=pipes)),
        ("txt", text(p, drawn)),
        ("pdf", pdf(p, drawn)),
    ):
        found = verdict(data, f"a.{kind}", p)
        assert found.word != "WRONG", f"{kind} {found}"


def test_a_transposed_table_three() -> None:
    p = paper(43)
    labels = [label for _, _, label in ROWS]
    heads = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [[Box("申请人情况"), *(Box(t) for t in labels)]]
    for column, head in zip(COLUMNS, heads, strict=True):
        rows.append(
            [Box(head), *(Box(p.cells[f"{code}.{column}"], key=f"{code}.{column}") for code, _, _ in ROWS)]
        )
    drawn = tables(p) | {"three": rows}
    assert_right(html(p, drawn), "a.html", p)
    assert_right(docx(p, drawn), "a.docx", p)


def test_rows_of_table_three_in_another_order() -> None:
    p = paper(44)
    drawn = tables(p)
    rows = drawn["three"]
    first = next(i for i, row in enumerate(rows) if any(b.text.startswith("1.本机关") for b in row))
    a, b = rows[first + 1], rows[first + 2]
    rows[first + 1], rows[first + 2] = b, a
    assert_not_wrong(html(p, drawn), "a.html", p)


def test_a_row_left_out_by_the_publisher_is_not_filled() -> None:
    p = paper(45)
    for code in ("out_refused_state_secret", "out_notproc_publication"):
        drawn = tables(p)
        label = next(label for c, _, label in ROWS if c == code)
        drawn["three"] = [
            row if not any(b.text == label for b in row) else [b for b in row if b.down > 1]
            for row in drawn["three"]
        ]
        for kind, data in (("html", html(p, drawn)), ("txt", text(p, drawn)), ("pdf", pdf(p, drawn))):
            report = assert_not_wrong(data, f"a.{kind}", p)
            assert report.status is Status.PARTIAL


def test_an_empty_template_is_blank_not_zero() -> None:
    p = paper(46)
    for key in p.cells:
        p.cells[key] = ""
    for kind in ALL:
        data, name = _write(kind, p)
        report = assert_not_wrong(data, name, p)
        assert all(c.value is None for c in report.cells), kind


# --- identity ------------------------------------------------------------------------------------------------

TITLES: dict[str, tuple[list[str], str, int]] = {
    "关于…的年度报告": (["示例县财政局关于2023年度政府信息公开工作的年度报告"], "示例县财政局", 2023),
    "年度工作年度报告": (["示例县财政局2023年度政府信息公开工作年度报告"], "示例县财政局", 2023),
    "street office": (["示例区新华街道办事处2023年政府信息公开工作年度报告"], "示例区新华街道办事处", 2023),
    "development zone": (
        ["示例经济技术开发区管委会2023年政府信息公开年度报告"],
        "示例经济技术开发区管委会",
        2023,
    ),
    "police branch": (["示例市公安局新城分局2023年政府信息公开工作年度报告"], "示例市公安局新城分局", 2023),
    "tax bureau": (
        ["国家税务总局示例县税务局2023年政府信息公开工作年度报告"],
        "国家税务总局示例县税务局",
        2023,
    ),
    "centre": (["示例市住房公积金管理中心2023年政府信息公开工作年度报告"], "示例市住房公积金管理中心", 2023),
    "school": (["示例市第一中学2023年信息公开工作年度报告"], "示例市第一中学", 2023),
    "county": (["示例县2023年政府信息公开工作年度报告"], "示例县", 2023),
    "government": (["示例县人民政府2023年政府信息公开工作年度报告"], "示例县人民政府", 2023),
    "office in brackets": (
        ["示例县住房和城乡建设局（示例县人民防空办公室）2023年政府信息公开工作年度报告"],
        "示例县住房和城乡建设局（示例县人民防空办公室）",
        2023,
    ),
    "year first": (["2023年示例县财政局政府信息公开工作年度报告"], "示例县财政局", 2023),
    "year in brackets": (["示例县财政局政府信息公开工作年度报告", "（2023年）"], "示例县财政局", 2023),
    "year on its own line": (["示例县财政局", "2023年度", "政府信息公开工作年度报告"], "示例县财政局", 2023),
    "name alone above": (["示例县财政局", "2023年政府信息公开工作年度报告"], "示例县财政局", 2023),
    "broken name": (
        ["示例县住房和城", "乡建设局2023年政府信息公开工作年度报告"],
        "示例县住房和城乡建设局",
        2023,
    ),
    "broken after a place": (
        ["示例县住房和城乡", "建设局2023年政府信息公开工作年度报告"],
        "示例县住房和城乡建设局",
        2023,
    ),
    "place above": (["示例县", "财政局2023年政府信息公开工作年度报告"], "示例县财政局", 2023),
    "another body above": (
        ["示例县人民政府", "示例县财政局2023年政府信息公开工作年度报告"],
        "示例县财政局",
        2023,
    ),
    "spaced name": (
        ["示 例 县 财 政 局", "2023 年 政 府 信 息 公 开 工 作 年 度 报 告"],
        "示例县财政局",
        2023,
    ),
    "year broken": (["示例县财政局20", "23年政府信息公开工作年度报告"], "示例县财政局", 2023),
    "book marks": (["《示例县财政局2023年政府信息公开工作年度报告》"], "示例县财政局", 2023),
    "Chinese year": (["示例县财政局二○二三年政府信息公开工作年度报告"], "示例县财政局", 2023),
    "annual short": (["示例县财政局2023年政府信息公开年报"], "示例县财政局", 2023),
    "range": (["示例县财政局2023年1月1日至12月31日政府信息公开工作年度报告"], "示例县财政局", 2023),
    "English beside": (
        [
            "示例县财政局2023年政府信息公开工作年度报告",
            "Annual Report on Government Information Disclosure 2023",
        ],
        "示例县财政局",
        2023,
    ),
    "document number": (
        ["示财办〔2024〕3号", "示例县财政局", "2023年政府信息公开工作年度报告"],
        "示例县财政局",
        2023,
    ),
    "attachment line": (["附件1", "示例县财政局2023年政府信息公开工作年度报告"], "示例县财政局", 2023),
    "crumbs": (
        [
            "当前位置：首页 > 政府信息公开 > 政府信息公开年报 > 2023年",
            "示例县财政局2023年政府信息公开工作年度报告",
        ],
        "示例县财政局",
        2023,
    ),
    "other reports' links": (
        ["上一篇：示例县民政局2022年政府信息公开工作年度报告", "示例县财政局2023年政府信息公开工作年度报告"],
        "示例县财政局",
        2023,
    ),
    "site before": (
        ["示例县人民政府门户网站", "示例县财政局2023年政府信息公开工作年度报告"],
        "示例县财政局",
        2023,
    ),
    "published before": (
        [
            "发布时间：2024-01-17 来源：示例县人民政府办公室 浏览次数：523",
            "示例县财政局2023年政府信息公开工作年度报告",
        ],
        "示例县财政局",
        2023,
    ),
    "department of province": (
        ["示例省文化和旅游厅2023年政府信息公开工作年度报告"],
        "示例省文化和旅游厅",
        2023,
    ),
    "brigade": (
        ["示例市交通运输综合行政执法支队2023年政府信息公开工作年度报告"],
        "示例市交通运输综合行政执法支队",
        2023,
    ),
    "farm": (["示例市国营红旗农场2023年政府信息公开工作年度报告"], "示例市国营红旗农场", 2023),
    "league": (["示例旗农牧和科技局2023年政府信息公开工作年度报告"], "示例旗农牧和科技局", 2023),
    "federation": (["示例县残疾人联合会2023年政府信息公开工作年度报告"], "示例县残疾人联合会", 2023),
    "supply": (["示例县供销合作社2023年政府信息公开工作年度报告"], "示例县供销合作社", 2023),
    "archives": (["示例县档案馆2023年政府信息公开工作年度报告"], "示例县档案馆", 2023),
    "scenic": (["示例山风景名胜区管理局2023年政府信息公开工作年度报告"], "示例山风景名胜区管理局", 2023),
    "party office": (
        ["中共示例县委机构编制委员会办公室2023年政府信息公开工作年度报告"],
        "中共示例县委机构编制委员会办公室",
        2023,
    ),
    "traditional": (["示例縣財政局2023年政府資訊公開工作年度報告"], "示例縣財政局", 2023),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str) -> None:
    lines, body, year = TITLES[name]
    p = paper(50, name=body, year=year, title=lines[0], opening=lines[1:])
    p.one = ["按照要求编制本报告。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"]
    for kind, data in (("txt", text(p)), ("html", html(p, page_title="信息公开-示例县人民政府"))):
        found = verdict(data, f"report.{kind}", p)
        assert found.word == "right", f"{kind} {found}"


TRAPS: dict[str, Callable[[Paper], None]] = {
    "published the year after": lambda p: p.opening.append("发布日期：2024-01-17"),
    "last year's figures in the text": lambda p: p.one.append(
        "与2022年相比，收到的申请增加12件；2024年将继续完善。"
    ),
    "next year's plans before": lambda p: p.opening.append("2024年1月，根据2022年的做法编制。"),
    "a wrong year in the period": lambda p: p.one.append("统计期限自2022年1月1日起至2022年12月31日止。"),
    "signed": lambda p: p.closing.extend(["示例县财政局", "2024年1月12日"]),
    "a document of 2019 quoted": lambda p: p.opening.append(
        "根据《国务院办公厅关于印发2021年政务公开工作要点的通知》和国办公开办函〔2021〕30号文件要求，编制本报告。"
    ),
    "another body quoted": lambda p: p.opening.append(
        "依据示例市人民政府办公室2022年政府信息公开工作年度报告的体例编写。"
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_traps_of_year_and_body(name: str) -> None:
    p = paper(51)
    TRAPS[name](p)
    assert_right(text(p), "a.txt", p)
    assert_right(html(p), "a.html", p)


def test_the_year_stands_only_in_the_period() -> None:
    p = paper(52, title="示例县财政局政府信息公开工作年度报告")
    p.opening = ["本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，下载日期为2024年3月1日。"]
    assert_right(text(p), "a.txt", p)


def test_a_title_with_the_year_of_publication_in_the_file_name() -> None:
    p = paper(53)
    assert_right(text(p), "20240117-政府信息公开年报2024.txt", p)


def test_name_only_in_the_page_header_of_word() -> None:
    p = paper(54, title="2023年政府信息公开工作年度报告")

    found = verdict(docx(p, header="示例县财政局"), "a.docx", p)
    assert found.word in ("right", "partial"), str(found)


# --- more than one report, more than one table ---------------------------------------------------------------


def last_year(p: Paper, seed: int) -> Paper:
    return paper(seed, name=p.name, year=p.year - 1, form2=p.form2, form3=p.form3)


@pytest.mark.parametrize("kind", ["html", "txt", "docx", "pdf"])
@pytest.mark.parametrize("order", ["after", "before"])
def test_last_years_table_three_for_comparison(kind: str, order: str) -> None:
    p = paper(60)
    old = three(last_year(p, 61))
    new = three(p)
    caption_new, caption_old = [[Box("2023年情况", across=10)]], [[Box("2022年情况（对比）", across=10)]]
    both = (
        caption_new + new + caption_old + old if order == "after" else caption_old + old + caption_new + new
    )
    drawn = tables(p) | {"three": both}
    data = {
        "html": lambda: html(p, drawn),
        "txt": lambda: text(p, drawn),
        "docx": lambda: docx(p, drawn),
        "pdf": lambda: pdf(p, drawn),
    }[kind]()
    assert_only_this_or_partial(data, f"a.{kind}", p)


def assert_only_this_or_partial(data: bytes | str, name: str, p: Paper) -> None:
    """No report of the file is called complete with figures that are not ``p``'s."""
    for n, report in enumerate(read_reports(source(data, name))):
        if report.status is Status.COMPLETE and report.year == p.year:
            found = verdict(data, name, p, part=n)
            assert found.word == "right", str(found)


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("order", ["after", "before"])
def test_last_years_table_three_as_a_table_of_its_own(kind: str, order: str) -> None:
    p = paper(62)
    old = last_year(p, 63)
    if kind == "html":

        def draw(rows: Rows) -> str:
            mine = html_table(rows)
            if rows[-1][0].text != "四、结转下年度继续办理":
                return mine
            other = "<p>附：2022年度收到和处理政府信息公开申请情况</p>" + html_table(three(old))
            return mine + other if order == "after" else other + "<p>2023年度情况</p>" + mine

        data = html(p, draw=draw)
    else:
        block = "\n".join("\t".join(r) for r in flat(three(old)))
        mine = text(p)
        at = mine.index("四、政府信息公开行政复议") if order == "after" else mine.index(RULE_WIDE)
        data = (
            mine[:at]
            + "附：2022年度收到和处理政府信息公开申请情况\n"
            + block
            + "\n\n2023年度情况\n"
            + mine[at:]
        )
    assert_only_this_or_partial(data, f"a.{kind}", p)


@pytest.mark.parametrize("kind", ["html", "docx", "txt"])
def test_the_organ_and_its_territory_in_one_document(kind: str) -> None:
    """Tables of the whole county after those of the office: neither may be taken for the other, nor mixed."""
    p = paper(64, name="示例县人民政府办公室")
    all_of_it = paper(65, name="示例县人民政府办公室")
    if kind == "html":
        extra = "<h2>附表：全县汇总</h2>" + "".join(
            html_table(t) for t in (two(all_of_it), three(all_of_it), four(all_of_it))
        )
        data: bytes | str = html(p).replace("</div></body>", extra + "</div></body>")
    elif kind == "txt":
        data = (
            text(p)
            + "\n附表：全县汇总\n"
            + "\n\n".join(
                "\n".join("\t".join(r) for r in flat(t))
                for t in (two(all_of_it), three(all_of_it), four(all_of_it))
            )
        )
    else:
        data = docx(p, extra=["附表：全县汇总", two(all_of_it), "", three(all_of_it), "", four(all_of_it)])
    for n, report in enumerate(read_reports(source(data, f"a.{kind}"))):
        if report.status is Status.COMPLETE:
            found = [verdict(data, f"a.{kind}", one, part=n).word for one in (p, all_of_it)]
            assert "right" in found, report.notes


@pytest.mark.parametrize("kind", ["html", "txt", "md"])
def test_a_summary_of_requests_in_section_one_with_the_same_labels(kind: str) -> None:
    p = paper(66)
    summary = [
        [Box("项目"), Box("2022年"), Box("2023年"), Box("同比")],
        [Box("本年新收政府信息公开申请数量"), Box("88"), Box(p.cells["req_new.total"]), Box("12%")],
        [Box("予以公开"), Box("31"), Box(p.cells["out_granted_full.total"]), Box("3%")],
        [Box("部分公开"), Box("14"), Box(p.cells["out_granted_partial.total"]), Box("4%")],
        [Box("总计"), Box("77"), Box(p.cells["out_total.total"]), Box("5%")],
        [Box("结转下年度继续办理"), Box("9"), Box(p.cells["req_carried_out.total"]), Box("6%")],
    ]
    if kind == "html":
        data = html(p).replace("<p>（三）政府信息管理", html_table(summary) + "<p>（三）政府信息管理")
    else:
        block = "\n".join((pipes if kind == "md" else "\t".join)(r) for r in flat(summary))  # type: ignore[operator]
        data = text(p, row=pipes if kind == "md" else "\t".join).replace(
            "（三）政府信息管理", block + "\n\n（三）政府信息管理"
        )
    assert_right(data, f"a.{kind}", p)


def test_the_figures_of_table_two_told_in_a_table_of_section_one() -> None:
    p = paper(67)
    summary = [
        [Box("类别"), Box("本年制发件数"), Box("本年废止件数"), Box("现行有效件数")],
        [Box("规章"), Box("1"), Box("2"), Box("3")],
        [Box("规范性文件"), Box("4"), Box("5"), Box("6")],
    ]
    data = html(p).replace("<p>（三）政府信息管理", html_table(summary) + "<p>（三）政府信息管理")
    assert_not_wrong(data, "a.html", p)


def test_a_monthly_table_of_seven_values_between() -> None:
    p = paper(68)
    monthly = [[Box("渠道"), *(Box(f"{m}月") for m in range(1, 8))]]
    monthly += [
        [Box(t), *(Box(str(random.Random(t).randrange(5, 99))) for _ in range(7))]
        for t in ("网站", "微信", "其他", "总计")
    ]
    data = html(p).replace("<p>（三）政府信息管理", html_table(monthly) + "<p>（三）政府信息管理")
    assert_right(data, "a.html", p)
    after = html(p).replace("<h2>五、", html_table(monthly) + "<h2>五、")
    assert_right(after, "a.html", p)


# --- forms before 2019 ---------------------------------------------------------------------------------------

NATIONAL = [
    "一、主动公开情况",
    "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
    "其中：主动公开规范性文件数",
    "制发规范性文件总数",
    "（二）通过不同渠道和方式公开政府信息的情况",
    "1.政府公报公开政府信息数",
    "2.政府网站公开政府信息数",
    "3.政务微博公开政府信息数",
    "4.政务微信公开政府信息数",
    "5.其他方式公开政府信息数",
    "二、回应解读情况",
    "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
    "（二）通过不同渠道和方式回应解读的情况",
    "1.参加或举办新闻发布会总次数",
    "其中：主要负责同志参加新闻发布会次数",
    "2.政府网站在线访谈次数",
    "其中：主要负责同志参加政府网站在线访谈次数",
    "3.政策解读稿件发布数",
    "4.微博微信回应事件数",
    "5.其他方式回应事件数",
    "三、依申请公开情况",
    "（一）收到申请数",
    "1.当面申请数",
    "2.传真申请数",
    "3.网络申请数",
    "4.信函申请数",
    "（二）申请办结数",
    "1.按时办结数",
    "2.延期办结数",
    "（三）申请答复数",
    "1.属于已主动公开范围数",
    "2.同意公开答复数",
    "3.同意部分公开答复数",
    "4.不同意公开答复数",
    "其中：涉及国家秘密",
    "涉及商业秘密",
    "涉及个人隐私",
    "危及国家安全、公共安全、经济安全和社会稳定",
    "不是《条例》所指政府信息",
    "法律法规规定的其他情形",
    "5.不属于本行政机关公开数",
    "6.申请信息不存在数",
    "7.告知作出更改补充数",
    "8.告知通过其他途径办理数",
    "四、行政复议数量",
    "（一）维持具体行政行为数",
    "（二）被依法纠错数",
    "（三）其他情形数",
    "五、行政诉讼数量",
    "（一）维持具体行政行为或者驳回原告诉讼请求数",
    "（二）被依法纠错数",
    "（三）其他情形数",
    "六、举报投诉数量",
    "七、依申请公开信息收取的费用",
    "八、机构建设和保障经费情况",
    "（一）政府信息公开工作专门机构数",
    "（二）设置政府信息公开查阅点数",
    "（三）从事政府信息公开工作人员数",
    "1.专职人员数",
    "2.兼职人员数",
    "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
    "九、政府信息公开会议和培训情况",
    "（一）召开政府信息公开工作会议或专题会议数",
    "（二）举办各类培训班数",
    "（三）接受培训人员数",
]
HEADINGS = {
    "一、主动公开情况",
    "（二）通过不同渠道和方式公开政府信息的情况",
    "二、回应解读情况",
    "（二）通过不同渠道和方式回应解读的情况",
    "三、依申请公开情况",
    "八、机构建设和保障经费情况",
    "九、政府信息公开会议和培训情况",
}


def statistical(seed: int) -> tuple[list[list[str]], dict[str, str]]:
    """The national statistical table with a unit and a value a row, and its values by code."""
    from extract.forms import form

    codes = [f.code for f in form("t2014").tables["statistics"].entered]
    labels = [label for label in NATIONAL if label not in HEADINGS]
    rng = random.Random(seed)
    values = {code: str(rng.randrange(2, 90000)) for code in codes}
    values["s14_fees"] = "3.25"
    assert len(labels) == len(codes), (len(labels), len(codes))
    pairs = iter(zip(labels, codes, strict=True))
    rows = [["统 计 指 标", "单位", "统计数"]]
    for label in NATIONAL:
        if label in HEADINGS:
            rows.append([label, "——", "——"] if seed % 2 else [label, "", ""])
        else:
            rows.append([label, "件", values[next(pairs)[1]]])
    return rows, values


def old_html(rows: list[list[str]], title: str) -> str:
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>"
        f"<h2>一、概述</h2><p>2016年，本单位主动公开各类信息，收到申请若干件。</p><h2>附件</h2>"
        f"<p>政府信息公开情况统计表（2016年度）</p><p>填报单位（盖章）：示例县财政局</p><table>{body}</table></body></html>"
    )


def check_old(report: Report, values: dict[str, str], column: str = "annual") -> None:
    assert report.status is not Status.REFUSED, report.refusal_code
    read = {c.code: c for c in report.cells if c.column == column and c.state is not State.UNREAD}
    for code, cell in read.items():
        assert cell.value == float(values[code]), (code, cell)
    assert report.status is Status.COMPLETE, report.notes
    assert len(read) == len(values)
    assert (report.agency.name_as_published, report.year) == ("示例县财政局", 2016)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("kind", ["html", "txt", "docx", "pdf", "dump"])
def test_the_national_statistical_table(kind: str, seed: int) -> None:
    rows, values = statistical(seed)
    title = "示例县财政局2016年政府信息公开工作年度报告"
    if kind == "html":
        data: bytes | str = old_html(rows, title)
    elif kind in ("txt", "dump"):
        glue = "\t" if kind == "txt" else " "
        data = "\n".join(
            [
                title,
                "一、概述",
                "2016年，本单位主动公开各类信息。",
                "政府信息公开情况统计表",
                *(glue.join(c for c in r if c or glue == "\t") for r in rows),
            ]
        )
    else:
        boxes = [[Box(c) for c in row] for row in rows]
        if kind == "docx":
            data = docx_of([title, "一、概述", "2016年，本单位主动公开各类信息。", boxes])
        else:
            data = old_pdf(title, rows)
    check_old(read_reports(source(data, f"a.{'txt' if kind == 'dump' else kind}"))[0], values)


def old_pdf(title: str, rows: list[list[str]]) -> bytes:
    import io

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    base = ParagraphStyle("p", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    story = [
        Paragraph(title, base),
        Paragraph("一、概述", base),
        Paragraph("2016年，本单位主动公开各类信息。", base),
    ]
    story.append(
        Table(
            [[Paragraph(c, base) for c in r] for r in rows],
            [300, 60, 90],
            style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
        )
    )
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


@pytest.mark.parametrize("order", ["annual first", "cumulative first", "no unit"])
def test_the_running_total_is_never_the_years_value(order: str) -> None:
    from extract.forms import form

    fields = form("t2014_fujian").tables["statistics"].entered
    rng = random.Random(7)
    annual = {f.code: str(rng.randrange(1, 400)) for f in fields}
    total = {f.code: str(rng.randrange(1000, 90000)) for f in fields}
    head = {
        "annual first": ["指标名称", "计量单位", "2016年度", "历年累计"],
        "cumulative first": ["指标名称", "计量单位", "历年累计", "2016年度"],
        "no unit": ["指标名称", "2016年度", "历年累计"],
    }[order]
    rows = [head]
    for f in fields:
        row = [f.label_zh.rpartition(" / ")[2], f.unit, annual[f.code], total[f.code]]
        if order == "cumulative first":
            row[2:] = row[:1:-1]
        if order == "no unit":
            del row[1]
        rows.append(row)
    report = read_reports(source(old_html(rows, "示例县财政局2016年政府信息公开工作年度报告"), "a.html"))[0]
    check_old(report, annual)
    check_old(report, total, "cumulative")


# --- files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gbk", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-8", "gb2312"),
        ("big5", "big5"),
        ("gb18030", "utf-8"),
    ],
)
def test_encodings_of_pages(encoding: str, declared: str) -> None:
    p = paper(70)
    page = html(p).replace(
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else "",
    )
    if encoding == "big5":
        page = page.encode("big5", "xmlcharrefreplace").decode("big5")
    assert_right(page.encode(encoding), "a.html", p)


def test_html_saved_as_doc_and_xls() -> None:
    p = paper(71)
    assert_right(html(p), "a.doc", p)
    assert_right(html(p), "a.xls", p)


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><body><div id='app'></div><script src='/js/app.js'></script></body></html>", "empty-shell"),
        (
            "<html><body><h1>2023年政府信息公开工作年度报告</h1><p>附件：<a href='/P0202401.pdf'>示例县财政局2023年政府信息公开工作年度报告.pdf</a></p></body></html>",
            "attachment-only",
        ),
        (
            "<html><body><ul>"
            + "".join(
                f"<li><a href='/{y}.html'>示例县财政局{y}年政府信息公开工作年度报告</a> {y + 1}-01-20</li>"
                for y in range(2015, 2024)
            )
            + "</ul></body></html>",
            "list-page",
        ),
        (
            "<html><body><h1>示例县财政局2023年政府信息公开工作年度报告</h1><img src='1.jpg' width=800><img src='2.jpg' width=800></body></html>",
            "images-only",
        ),
        ("<html><body><h1>404 Not Found</h1><p>nginx</p></body></html>", None),
        (
            "<html><body><h1>示例县财政局2023年部门预算公开</h1>"
            + "<p>收入支出说明，按照要求公开。</p>" * 40
            + "</body></html>",
            "not-an-annual-report",
        ),
    ],
)
def test_pages_that_are_no_report_say_which(page: str, code: str | None) -> None:
    report = read_reports(source(page, "a.html"))[0]
    assert report.status is Status.REFUSED
    assert code is None or report.refusal_code == code


def test_headings_of_the_sections_as_pictures() -> None:
    p = paper(72)
    data = re.sub(r"<h2>.*?</h2>", "<p><img src='h.png' width=300 height=40></p>", html(p))
    assert_right(data, "a.html", p)


def test_three_as_a_picture_is_not_complete() -> None:
    p = paper(73)

    def draw(rows: Rows) -> str:
        return "<p><img src='t3.png' width=700 height=900></p>" if len(rows) > 20 else html_table(rows)

    report = assert_not_wrong(html(p, draw=draw), "a.html", p)
    assert report.status is not Status.COMPLETE


# --- web pages as content systems make them ------------------------------------------------------------------


def mso(box: Box) -> str:
    """A cell as Word pastes it into an editor."""
    inner = box.text or "&nbsp;"
    if box.key and len(inner) > 1:
        inner = f"{inner[:1]}</span><span lang=EN-US style='font-size:9.0pt'>{inner[1:]}"
    return (
        "<p class=MsoNormal align=center style='text-align:center'><b><span style='font-family:仿宋_GB2312'>"
        f"{inner}</span></b><span lang=EN-US><o:p></o:p></span></p>"
    )


PAGES: dict[str, Callable[[Paper], str]] = {
    "Word paste": lambda p: html(p, cell=mso),
    "in a layout table": lambda p: (
        html(p)
        .replace(
            "<body>",
            "<body><table width=1000><tr><td class=left><ul><li><a href=1>首页</a></li></ul></td><td>",
        )
        .replace("</body>", "</td></tr></table></body>")
    ),
    "each row a table": lambda p: html(p, draw=lambda rows: html_table(rows)),
    "unclosed cells": lambda p: html(p).replace("</td>", "").replace("</tr>", ""),
    "th instead of td": lambda p: html(p).replace("<td>", "<th>").replace("</td>", "</th>"),
    "hidden copy": lambda p: html(p, after=f"<div style='display:none'>{html(paper(99))}</div>"),
    "print copy": lambda p: html(p, after=f"<textarea>{html_table(three(paper(99)))}</textarea>"),
    "comments": lambda p: html(p).replace("<td>", "<!--[if gte mso 9]><td>77</td><![endif]--><td>"),
    "font tags": lambda p: html(p, cell=lambda b: f"<font face=宋体 size=2><center>{b.text}</center></font>"),
    "entities": lambda p: html(p, cell=lambda b: "".join(f"&#{ord(c)};" for c in b.text)),
    "uppercase": lambda p: (
        html(p).replace("table", "TABLE").replace("<td", "<TD").replace("rowspan", "ROWSPAN")
    ),
    "tbody per row": lambda p: html(p).replace("</h1>", "</h1><p></p>"),
    "deep wrapper": lambda p: (
        html(p).replace("<h2>", "<section><section><h2>").replace("</h2>", "</h2></section></section>")
    ),
    "links to others": lambda p: html(
        p,
        after="<div class='related'><ul>"
        + "".join(
            f"<li><a href={y}>示例县民政局{y}年政府信息公开工作年度报告</a></li>" for y in range(2017, 2023)
        )
        + "</ul></div>",
    ),
    "share bar": lambda p: html(
        p,
        before="<div class=nav>首页 | 政务公开 | 2024年第3期 | 公开年报</div>",
        after="<div class=footer>主办：示例县人民政府办公室 网站标识码 4107000001 备案 05012345</div>",
    ),
    "empty spacer columns": lambda p: html(
        p, draw=lambda rows: html_table([[*row, Box("")] for row in rows])
    ),
    "empty spacer rows": lambda p: html(p).replace("</tr>", "</tr><tr></tr>"),
    "caption": lambda p: html(p).replace(
        "<table border=1>", "<table border=1><caption>单位：件 2023年</caption>"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_content_systems(name: str) -> None:
    p = paper(80)
    assert_right(PAGES[name](p), "a.html", p)


# --- workbooks -----------------------------------------------------------------------------------------------


def _workbook(p: Paper, change: Callable) -> bytes:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(xlsx(p)))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_hidden_rows_and_columns_of_a_workbook_are_not_read() -> None:
    p = paper(90)

    def hide(sheet) -> None:  # type: ignore[no-untyped-def]
        first = next(r for r in range(1, 70) if str(sheet.cell(r, 1).value).startswith("一、本年新收"))
        last = sheet.max_row + 3
        sheet.cell(last, 1, "一、本年新收政府信息公开申请数量")
        for c in range(4, 11):
            sheet.cell(last, c, 7)
        sheet.row_dimensions[last].hidden = True
        sheet.column_dimensions["T"].hidden = True
        for r in range(first, first + 20):
            sheet.cell(r, 20, 999)

    assert_right(_workbook(p, hide), "a.xlsx", p)


def test_numbers_typed_as_text_in_a_workbook() -> None:
    p = paper(91)

    def retype(sheet) -> None:  # type: ignore[no-untyped-def]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int):
                    cell.value = f" {cell.value} "

    assert_right(_workbook(p, retype), "a.xlsx", p)
