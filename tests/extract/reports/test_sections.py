"""The six sections and the five parts of the first."""

import time

import pytest

from extract.documents.model import Document, Paragraph
from extract.reports.sections import read_sections

TITLES = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
NUMBERS = "一二三四五六"


def paper(*lines: str) -> Document:
    return Document("text", "text", tuple(Paragraph(line) for line in lines))


def numbered(style: str) -> list[str]:
    found = []
    for n, (mark, title) in enumerate(zip(NUMBERS, TITLES, strict=True), 1):
        found += [style.format(cn=mark, n=n, title=title), f"第{mark}节的正文。"]
    return found


@pytest.mark.parametrize(
    "style",
    [
        "{cn}、{title}",
        "{cn}．{title}",
        "第{cn}部分 {title}",
        "第{cn}部分{title}",
        "## {cn}、{title}",
        "{n}.{title}",
        "{n}、{title}",
        "{title}",
        "（{cn}）{title}",
        "第{cn}章 {title}",
        "第{n}部分 {title}",
        "{n} {title}",
        "**{cn}、{title}**",
        "【{title}】",
        "Ⅰ. {title}",
    ],
)
def test_headings_in_any_numbering(style: str) -> None:
    texts = read_sections(paper("某局2023年报告", *numbered(style))).texts
    assert texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


@pytest.mark.parametrize(
    ("order", "title"),
    [
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (4, "四、政府信息公开行政法复议、行政诉讼情况"),
        (5, "五、政府信息公开工作存在的主要问题和改进情况"),
        (5, "五、存在问题及改进措施"),
        (6, "六、其他需要说明的事项"),
        (3, "三、收到和处理政府信息公开申请情况："),
        (3, "三、收到和处理依申请公开政府信息情况"),
        (3, "行政机关收到和处理政府信息公开申请情况"),
    ],
)
def test_titles_that_are_worded_a_little_otherwise(order: int, title: str) -> None:
    lines = numbered("{cn}、{title}")
    lines[2 * (order - 1)] = title
    assert sorted(read_sections(paper(*lines)).texts) == list("123456")


@pytest.mark.parametrize("style", ["{cn}、{title}", "（{cn}）{title}"])
@pytest.mark.parametrize(
    ("order", "title"), [(1, "工作推进"), (3, "公众申请的办理"), (5, "不足之处"), (6, "其他事宜")]
)
def test_the_number_tells_a_heading_whatever_it_says(style: str, order: int, title: str) -> None:
    lines = numbered(style)
    lines[2 * (order - 1)] = style.format(cn=NUMBERS[order - 1], title=title)
    texts = read_sections(paper(*(line.replace("第", "这是第") for line in lines))).texts
    assert texts == {str(n): f"这是第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


def test_two_headings_that_the_numbers_alone_tell() -> None:
    lines = numbered("{cn}、{title}")
    lines[4], lines[6] = "三、公众申请的办理", "四、争议"
    assert read_sections(paper(*lines)).texts["3"] == "第三节的正文。"
    assert read_sections(paper(*lines)).texts["4"] == "第四节的正文。"


def test_a_row_of_table_three_is_no_heading() -> None:
    lines = numbered("{cn}、{title}")
    lines[6] = "四、结转下年度继续办理 0 0 0 0 0 0 0"
    assert "4" not in read_sections(paper(*lines)).texts
    assert "6" not in read_sections(paper(*numbered("{cn}、{title}")[:10], "六、附表", "附表的说明。")).texts


def test_the_words_of_a_title_in_running_text_are_no_heading() -> None:
    lines = numbered("{cn}、{title}")
    lines.insert(0, "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分。")
    lines.insert(2, "公开申请情况、因政府信息公开工作被申请行政复议和提起行政")
    lines.insert(3, "（一）主动公开政府信息情况")
    found = read_sections(paper(*lines))
    assert found.starts["2"] == lines.index("二、主动公开政府信息情况")
    assert "主动公开" in found.texts["1"]


@pytest.mark.parametrize(
    ("order", "title"),
    [
        (1, "概述"),
        (1, "2023年政府信息公开工作总体情况"),
        (1, "总体概述"),
        (1, "政府信息公开工作的基本概况"),
        (1, "工作开展情况"),
        (3, "依申请公开政府信息和不予公开政府信息的情况"),
        (3, "行政机关依申请公开政府信息和不予公开政府信息的情况"),
        (3, "依申请公开信息的情况和不予公开信息的情况"),
        (2, "主动公开政府信息以及公开平台建设情况"),
        (3, "申请公开政府信息的情况"),
        (4, "复议、诉讼和申诉的情况"),
        (4, "复议、诉讼和申诉办理情况"),
        (4, "申请行政复议情况"),
        (4, "申请行政复议、提起行政诉讼和申诉的情况"),
        (6, "需要说明的事项与附表"),
        (2, "行政机关主动公开政府信息情况"),
        (3, "政府信息公开申请收到和处理情况"),
        (4, "因政府信息公开申请行政复议、提起行政诉讼情况"),
        (5, "存在的困难和问题及下一步打算"),
        (5, "存在问题"),
        (5, "存在的困难和问题"),
        (6, "其他需报告的情况"),
        (2, "主动公开政务信息情况"),
        (3, "依申请公开政务信息办理情况"),
        (3, "依申请公开政府信息及咨询受理情况"),
    ],
)
@pytest.mark.parametrize("style", ["{cn}、{title}", "{title}"])
def test_each_title_in_its_many_wordings_also_without_a_number(order: int, title: str, style: str) -> None:
    lines = numbered(style)
    lines[2 * (order - 1)] = style.format(cn=NUMBERS[order - 1], title=title)
    texts = read_sections(paper("某局2023年报告", *lines)).texts
    assert texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


@pytest.mark.parametrize("title", ["2023年政府信息主动公开工作", "主动公开信息"])
def test_a_title_without_its_last_word_needs_its_number(title: str) -> None:
    lines = numbered("{cn}、{title}")
    lines[2] = f"二、{title}"
    assert read_sections(paper("某局2023年报告", *lines)).texts["2"] == "第二节的正文。"


@pytest.mark.parametrize("leader", ["", "…………3", "......3", "\t3"])
def test_a_list_of_contents_is_no_report(leader: str) -> None:
    contents = [f"{mark}、{title}{leader}" for mark, title in zip(NUMBERS, TITLES, strict=True)]
    lines = ["目录", *contents, "某局2023年报告", *numbered("{cn}、{title}")]
    found = read_sections(paper(*lines))
    assert found.texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}
    assert found.starts["1"] == len(contents) + 2


@pytest.mark.parametrize(
    ("order", "above", "below"),
    [
        (3, "三、收到和处理政府信息公开", "申请情况"),
        (4, "四、政府信息公开行政复议、行政", "诉讼情况"),
        (6, "六、", "其他需要报告的事项"),
    ],
)
def test_a_title_cut_by_the_line_break_is_no_text_of_its_section(order: int, above: str, below: str) -> None:
    lines = numbered("{cn}、{title}")
    lines[2 * order - 2 : 2 * order - 1] = [above, below]
    assert (
        read_sections(paper("某局2023年报告", *lines)).texts[str(order)]
        == f"第{NUMBERS[order - 1]}节的正文。"
    )


@pytest.mark.parametrize("listed", ["（{cn}）{title}；", "{title}，"])
@pytest.mark.parametrize("style", ["{cn}、{title}", "（{cn}）{title}", "{title}"])
def test_what_a_sentence_lists_below_each_other_heads_no_section(listed: str, style: str) -> None:
    named = [listed.format(cn=mark, title=title) for mark, title in zip(NUMBERS, TITLES, strict=True)]
    lines = ["某局2023年报告", "本报告由以下部分组成：", *named[:5], "由办公室编制。", *numbered(style)]
    assert read_sections(paper(*lines)).texts == {
        str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)
    }


@pytest.mark.parametrize(("wrong", "right"), [("四", "五"), ("五", "四"), ("", "三")])
def test_numbers_that_repeat_skip_or_miss(wrong: str, right: str) -> None:
    lines = [line.replace(f"{right}、", f"{wrong}、".lstrip("、")) for line in numbered("{cn}、{title}")]
    assert sorted(read_sections(paper(*lines)).texts) == list("123456")


def test_sections_out_of_their_order() -> None:
    lines = numbered("{cn}、{title}")
    lines = [*lines[:6], *lines[8:10], *lines[6:8], *lines[10:]]
    texts = read_sections(paper(*lines)).texts
    assert texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


@pytest.mark.parametrize("stop", ["。", "：", "  "])
def test_text_on_the_line_of_its_heading(stop: str) -> None:
    lines = [f"{m}、{t}{stop}第{m}节的正文。" for m, t in zip(NUMBERS, TITLES, strict=True)]
    texts = read_sections(paper(*lines)).texts
    assert texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


def test_a_numbered_heading_of_another_matter_ends_a_section() -> None:
    lines = [*numbered("{cn}、{title}"), "七、附表", "附表的说明。"]
    assert read_sections(paper(*lines)).texts["6"] == "第六节的正文。"


@pytest.mark.parametrize(
    "tail",
    [
        ["某局", "2024年1月9日"],
        ["某县财政局  2024年1月9日"],
        ["（某县财政局）", "（2024年1月9日）"],
        ["某县财政局", "2024.1.9"],
        ["某县财政局", "2024年1月"],
        ["2024年1月9日", "某县财政局"],
        ["某县财政局", "2024/1/9"],
    ],
)
def test_page_marks_and_the_signature_are_no_text(tail: list[str]) -> None:
    lines = numbered("{cn}、{title}")
    lines.insert(2, "— 1 —")
    texts = read_sections(paper(*lines, *tail)).texts
    assert texts["1"] == "第一节的正文。"
    assert texts["6"] == "第六节的正文。"


@pytest.mark.parametrize(
    "annex", ["附件：各部门办理情况", "附：数据对比", "抄送：县委办公室", "政府网站工作年度报表（2023年度）"]
)
def test_what_is_put_behind_a_report_is_none_of_its_text(annex: str) -> None:
    lines = [*numbered("{cn}、{title}"), "某县财政局", "2024年元月9日", annex, "收到2件。"]
    assert read_sections(paper(*lines)).texts["6"] == "第六节的正文。"


def test_what_a_page_puts_below_its_text_is_none() -> None:
    below = ["上一篇：示例", "主办单位：某县人民政府办公室", "版权所有：某县人民政府", "某ICP备05000000号"]
    lines = [*numbered("{cn}、{title}"), "某县财政局", "2024年1月9日", *below]
    assert read_sections(paper(*lines)).texts["6"] == "第六节的正文。"
    told = ["相关信息已在网站公开。", "打印机采购信息已公开。"]
    lines = [*numbered("{cn}、{title}"), *told]
    assert read_sections(paper(*lines)).texts["6"] == "\n".join(["第六节的正文。", *told])


def test_a_note_under_a_table_is_text_of_its_section() -> None:
    lines = [
        "三、收到和处理政府信息公开申请情况",
        "予以公开 1 2",
        "注：数量含上年度结转数量。",
        *numbered("{cn}、{title}")[6:],
    ]
    assert read_sections(paper(*lines), frozenset({1, 2})).texts["3"] == "注：数量含上年度结转数量。"


def test_what_stands_under_table_four_stays_in_section_four() -> None:
    lines = numbered("{cn}、{title}")
    lines[8:9] = ["（一）存在的问题"]
    texts = read_sections(paper(*lines)).texts
    assert (texts["4"], texts["5"]) == ("第四节的正文。", "（一）存在的问题\n第五节的正文。")


def test_a_heading_broken_over_two_lines() -> None:
    lines = numbered("{cn}、{title}")
    lines[6:7] = ["四、政府信息公开行政复议、行", "政诉讼情况"]
    assert "4" in read_sections(paper(*lines)).texts


def test_a_missing_heading_leaves_its_section_out() -> None:
    lines = [line for line in numbered("{cn}、{title}") if not line.startswith("六")]
    assert sorted(read_sections(paper(*lines)).texts) == list("12345")


def test_what_stands_first_is_section_one_whatever_it_says() -> None:
    below = ["二、主动公开政府信息情况", "公开9条。"]
    assert read_sections(paper("一、统一思想抓落实", "各项工作有序。", *below)).texts["1"] == "各项工作有序。"
    assert "1" not in read_sections(paper("一、统一思想抓落实", "二、健全制度", *below)).texts


def test_section_one_whose_heading_was_lost_begins_at_its_first_part() -> None:
    one = ["（一）主动公开。公开7条。", "（二）依申请公开。无申请。"]
    below = ["二、主动公开政府信息情况", "见下表。"]
    found = read_sections(paper("某局认真落实条例。", *one, *below))
    assert found.texts["1"] == "\n".join(one)
    assert list(found.parts) == ["1.1", "1.2"]
    moved = read_sections(paper(*one, *below, "一、总体情况", "工作有序。"))
    assert moved.texts["1"] == "工作有序。"


def test_the_five_parts_of_section_one() -> None:
    lines = [
        "一、总体情况",
        "（一）主动公开。公开信息9条。",
        "（二）依申请公开情况",
        "收到申请2件。",
        "（三）政府信息管理情况",
        "归档。",
        "（四）加强平台建设，扩展公开渠道",
        "改版。",
        "（五）监督保障",
        "学习。",
        "二、主动公开政府信息情况",
    ]
    parts = read_sections(paper(*lines)).parts
    assert sorted(parts) == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert parts["1.2"].endswith("收到申请2件。")
    assert parts["1.1"].startswith("（一）主动公开")


@pytest.mark.parametrize(
    "style",
    [
        "（{cn}）{part}",
        "{cn}）{part}",
        "{n}.{part}",
        "{cn}是{part}。",
        "{part}",
        "**（{cn}）{part}**",
        "{circled}{part}。",
    ],
)
def test_the_parts_in_any_numbering(style: str) -> None:
    lines = ["一、总体情况"]
    for n, part in enumerate(("主动公开", "依申请公开情况", "政府信息管理", "平台建设", "监督保障"), 1):
        lines += [style.format(cn=NUMBERS[n - 1], n=n, part=part, circled="①②③④⑤"[n - 1]), f"第{n}件事。"]
    parts = read_sections(paper(*lines, *numbered("{cn}、{title}")[2:])).parts
    assert {key: text.splitlines()[-1] for key, text in parts.items()} == {
        f"1.{n}": f"第{n}件事。" for n in range(1, 6)
    }


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("门户网站建设", "1.4"),
        ("政务公开专区建设", "1.4"),
        ("政府公报建设", "1.4"),
        ("网站主动公开情况", "1.1"),
        ("社会评议和责任追究", "1.5"),
        ("业务培训", "1.5"),
    ],
)
def test_parts_by_their_less_common_headings(heading: str, part: str) -> None:
    lines = ["一、总体情况", "（一）政府信息管理", "甲。", f"（二）{heading}", "乙。"]
    parts = read_sections(paper(*lines, *numbered("{cn}、{title}")[2:])).parts
    assert parts[part].endswith("乙。")


def test_the_parts_in_traditional_characters() -> None:
    lines = ["一、總體情況", "（一）主動公開", "甲。", "（二）依申請公開", "乙。", "（三）監督保障", "丙。"]
    parts = read_sections(paper(*lines, *numbered("{cn}、{title}")[2:])).parts
    assert {key: text.splitlines()[-1] for key, text in parts.items()} == {
        "1.1": "甲。",
        "1.2": "乙。",
        "1.5": "丙。",
    }


def test_a_part_goes_to_the_matter_it_names_and_ends_where_another_begins() -> None:
    lines = [
        *(
            "一、总体情况",
            "（一）加强组织领导",
            "开会。",
            "（二）主动公开",
            "公开9条。",
            "1.加强监督管理。",
            "督办。",
        ),
        *("（三）建设公开平台", "改版。", "（四）常态化开展监督管理", "学习。", "（五）下一步工作", "继续。"),
    ]
    parts = read_sections(paper(*lines, *numbered("{cn}、{title}")[2:])).parts
    assert parts == {
        "1.1": "（二）主动公开\n公开9条。\n1.加强监督管理。\n督办。",
        "1.4": "（三）建设公开平台\n改版。",
        "1.5": "（四）常态化开展监督管理\n学习。",
    }


@pytest.mark.parametrize(
    "line", ["一、总体情况" + " " * 100000 + "x", "一、总体情况" + "." * 100000, "（一" * 30000]
)
def test_a_heading_of_a_hostile_length_takes_no_time(line: str) -> None:
    before = time.process_time()
    read_sections(paper(line))
    assert time.process_time() - before < 2


def test_the_clauses_of_a_sentence_name_no_part() -> None:
    sentence = "（一）完善机制建立公开协调制度，明确公开流程，定时更新主动公开信息，按要求做好依申请公开回复和监督检查。"
    glued = "（二）公开政府信息情况本年度我乡通过门户网站发布各类工作动态和通知公告等信息共计七十三条。"
    lines = ["一、总体情况", sentence, glued, "（三）平台建设", "改版。", *numbered("{cn}、{title}")[2:]]
    assert read_sections(paper(*lines)).parts == {"1.4": "（三）平台建设\n改版。"}


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("（一）组织保障情况", None),
        ("（一）完善管理制度", None),
        ("（二）加强公开载体", None),
        ("（四）加强公开载体", "1.4"),
        ("（二）平台建设情况", "1.4"),
        ("（一）监督保障", "1.5"),
        ("（五）培训和考核", "1.5"),
        ("（一）依申请", None),
        ("（一）依申请公开", "1.2"),
    ],
)
def test_a_heading_alone_is_a_part_in_the_forms_words_or_by_its_number(
    heading: str, part: str | None
) -> None:
    lines = ["一、总体情况", heading, "甲。", *numbered("{cn}、{title}")[2:]]
    parts = read_sections(paper(*lines)).parts
    assert parts == ({part: f"{heading}\n甲。"} if part else {})


def test_a_heading_around_the_parts_ends_them() -> None:
    inner = ["1.主动公开情况", "甲。", "2.依申请公开情况", "乙。"]
    lines = [
        "一、总体情况",
        "（一）概况",
        "（二）公开情况",
        *inner,
        "（三）收费情况",
        "丙。",
        *numbered("{cn}、{title}")[2:],
    ]
    assert read_sections(paper(*lines)).parts == {
        "1.1": "1.主动公开情况\n甲。",
        "1.2": "2.依申请公开情况\n乙。",
    }
    inner[1] = "（一）网站公开\n甲。"
    lines = ["一、总体情况", *inner, *numbered("{cn}、{title}")[2:]]
    assert list(read_sections(paper(*lines)).parts) == ["1.1", "1.2"]


def test_a_long_sentence_of_the_same_numbering_ends_a_part() -> None:
    listed = ["一是推进主动公开工作。甲。", "二是做好依申请公开工作。乙。", f"三是{'抓实' * 20}工作。丙。"]
    parts = read_sections(paper("一、总体情况", *listed, *numbered("{cn}、{title}")[2:])).parts
    assert parts == {"1.1": listed[0], "1.2": listed[1]}


def test_a_platform_that_is_managed_well_is_a_platform() -> None:
    lines = [
        "一、总体情况",
        "（一）主动公开",
        "甲。",
        "（二）科学管理公开平台",
        "乙。",
        *numbered("{cn}、{title}")[2:],
    ]
    assert list(read_sections(paper(*lines)).parts) == ["1.1", "1.4"]


def test_what_section_one_tells_of_disputes_is_none_of_its_parts() -> None:
    heading = "（二）因政府信息公开申请行政复议及提起行政诉讼情况"
    lines = ["一、总体情况", "（一）主动公开", "甲。", heading, "乙。", *numbered("{cn}、{title}")[2:]]
    assert read_sections(paper(*lines)).parts == {"1.1": "（一）主动公开\n甲。"}


@pytest.mark.parametrize(
    "title",
    [
        "信息公开主要工作概述",
        "信息公开工作情况概述",
        "政府信息公开工作的基本概述",
        "年度政府信息公开工作概述",
        "主要工作概述",
        "信息公开工作总体情况",
    ],
)
def test_section_one_by_its_older_titles(title: str) -> None:
    lines = [f"一、{title}", "甲。", *numbered("{cn}、{title}")[2:]]
    assert read_sections(paper(*lines)).texts["1"] == "甲。"


def test_numbers_that_begin_anew_within_section_one_head_its_parts() -> None:
    lines = (
        "1.主动公开情况。公开9条。",
        "2.依申请公开办理情况。办理6件。",
        "3.监督保障情况。",
    )
    for outer in ("一、", "（一）"):
        found = read_sections(paper(f"{outer}总体情况", *lines))
        assert list(found.texts) == ["1"]
        assert list(found.parts) == ["1.1", "1.2", "1.5"]


def test_how_the_work_is_organised_is_no_management_of_information() -> None:
    lines = ("一、概述", "（一）健全组织管理，加强领导", "我局成立了领导小组。")
    assert read_sections(paper(*lines)).parts == {}
