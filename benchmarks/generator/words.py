"""The words of a generated report: fictional bodies, label variants, and narrative of the project's own."""

from collections.abc import Callable
from random import Random

from benchmarks.generator import old_forms
from benchmarks.generator.options import Mix

PREFECTURES = ("示例市", "虚构市", "样本市")
COUNTIES = ("样本区", "试验县", "范例县", "假想区")
BUREAUS = ("财政局", "教育局", "卫生健康委员会", "自然资源和规划局", "市场监督管理局", "民政局", "农业农村局")
TOWNS = ("试排镇", "样张乡", "演示街道")
SYNTHETIC = "本文件为合成测试样本，所载机关与数字均为虚构。"

_TYPOS = {"law": ("禁止公开", "止公开"), "other": ("其他", "其它")}
_SECTION_WORDS = {
    "long": {
        4: "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        5: "政府信息公开工作存在的主要问题及改进情况",
    },
    "official": {
        4: "政府信息公开行政复议、行政诉讼情况",
        5: "存在的主要问题及改进情况",
    },
}
SECTION_WORDS = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    6: "其他需要报告的事项",
}
PARTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
_NUMERALS = "一二三四五六"


def agency(rng: Random, options: Mix) -> str:
    """The name of a body that does not exist, as its report prints it."""
    city, county = rng.choice(PREFECTURES), rng.choice(COUNTIES)
    lead = {"short": county, "with_city": city + county, "with_province": "样例省" + city + county}
    path = lead[options["agency_path"]]
    if options["agency"] == "office":
        return path + rng.choice(("人民政府办公室", "人民政府"))
    if options["agency"] == "town":
        town = rng.choice(TOWNS)
        return path + town + ("办事处" if town.endswith("街道") else "人民政府")
    return path + rng.choice(BUREAUS)


def year(rng: Random, forms: dict[str, str]) -> int:
    """A report year in which the form was in use; a hybrid comes from the years after the change."""
    if "statistics" in forms:
        return rng.choice(old_forms.years(forms["statistics"]))
    return rng.choice((2019, 2020)) if forms["table2"] == "t2019" else rng.randint(2021, 2025)


def title_lines(options: Mix, name: str, of_year: int) -> list[str]:
    """The title in the lines it is printed in."""
    word = options["title_word"]
    return {
        "one_line": [f"{name}{of_year}年{word}"],
        "two_lines": [name, f"{of_year}年{word}"],
        "year_after": [f"{name}{word}", f"（{of_year}年度）"],
        "year_first": [f"{of_year}年{name}{word}"],
    }[options["title"]]


def section_heading(options: Mix, order: int) -> str:
    """The heading of a section with its number."""
    words = SECTION_WORDS.get(order) or _SECTION_WORDS[options["section_words"]][order]
    numeral = _NUMERALS[order - 1]
    return options["numbering"].replace("一", numeral) + words


def wording(options: Mix) -> Callable[[str], str]:
    """The form's own label → the label as this report prints it."""

    def reword(label: str) -> str:
        text = label
        if text.startswith("（七）"):
            text = f"（七）{options['total_word']}"
        elif text == "总计":
            text = "合计" if options["total_word"] == "合计" else "总计"
        elif text.startswith("四、结转"):
            text = options["carried_word"]
        elif text == "行政规范性文件":
            text = options["normdoc_word"]
        if options["typo"] == "law" and text.startswith("2.其他法律"):
            text = text.replace(*_TYPOS["law"])
        if options["typo"] == "other" and (text.startswith(("3.其他", "（六）")) or text == "其他"):
            text = text.replace(*_TYPOS["other"])
        if text[:1].isdigit() and text[1:2] == ".":
            text = text[0] + options["dot"] + text[2:]
            text = text.replace("、行政机关", f"{options['comma']}行政机关")
        if "三安全" in text:
            opened, closed = (options["quotes"][:1], options["quotes"][1:])
            text = text.replace("“", opened).replace("”", closed)
        if text.startswith("第二十条第"):
            text = text.replace("第（", f"{options['article_space']}第（")
        if options["spaced_heads"] and text in ("结果维持", "结果纠正", "其他结果", "尚未审结"):
            text = f"{text[:2]} {text[2:]}"
        if text.startswith("（") and text[2:3] == "）":
            text = text[:3] + options["after_bracket"] + text[3:]
        return text.translate({ord("（"): "(", ord("）"): ")"}) if options["brackets"] == "half" else text

    return reword


def lead(options: Mix, name: str, of_year: int) -> list[str]:
    """The paragraphs before section one; one kind names the sections in running text."""
    basis = f"按照条例和有关规定，{name}编制{of_year}年度报告，数据起止时间为{of_year}年1月1日至12月31日。"
    if options["lead"] == "plain":
        return [basis]
    listed = "、".join(section_heading({**options, "numbering": ""}, order) for order in range(1, 7))
    return [f"{basis}全文分为{listed}六个部分，供公众查阅。"]


def narrative(rng: Random, options: Mix, order: int, of_year: int, requests: int) -> list[str]:
    """Paragraphs of a narrative section, made up for the sample."""
    if order == 6:
        return [
            rng.choice(
                ("本年度没有需要另外说明的情况。", "无。", f"{of_year}年没有发出收费通知，未收取信息处理费。")
            )
        ]
    if order == 5:
        sentences = [
            f"样本机关在栏目更新和答复说理两方面做得不够，{of_year - 1}年提出的问题仍有{rng.randint(1, 9)}项没有办结。",
            f"{of_year + 1}年将补齐目录，并对答复文书逐件复核。",
        ]
        return sentences if options["narrative"] == "long" else [sentences[0] + sentences[1]]
    paragraphs = []
    for number, part in enumerate(PARTS, start=1):
        text = _part(rng, part, of_year, requests)
        if options["narrative"] == "long":
            text += (
                f"与{of_year - 1}年相比，相关工作增加了{rng.randint(1, 60)}项，做法由各科室分头落实、每季度汇总一次。"
                * 2
            )
        if options["parts"] == "none":
            paragraphs.append(text)
        else:
            label = options["parts"].replace("一", _NUMERALS[number - 1]).replace("1", str(number))
            paragraphs += [f"{label}{part}", text] if rng.random() < 0.5 else [f"{label}{part}。{text}"]
    return paragraphs


def _part(rng: Random, part: str, of_year: int, requests: int) -> str:
    count = rng.randint(3, 4000)
    return {
        "主动公开": f"{of_year}年通过门户网站发布各类信息{count}条，另在服务大厅放置纸质材料{rng.randint(1, 90)}份。",
        "依申请公开": f"{of_year}年收到信息公开申请{requests}件，均登记编号并按期答复。",
        "政府信息管理": f"对{rng.randint(2, 300)}份文件逐一标注公开属性，标注结果随文归档。",
        "政府信息公开平台建设": f"网站专栏改版{rng.randint(1, 3)}次，检索入口移到首页。",
        "监督保障": f"组织业务学习{rng.randint(1, 8)}次，参加人员{rng.randint(10, 400)}人次。",
    }[part]
