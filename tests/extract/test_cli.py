"""The commands as a user types them: output, exit codes, help."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.documents.refusals import Refusal
from extract.paths import REPORTS
from extract.reports.model import Origin, Report, Status
from tests.extract.checks.check_samples import a_report, draft_html

KEYS = [
    "source", "status", "refusal", "agency", "region", "report_scope", "year", "published", "publisher", "form",
    "proactive", "applications", "disputes", "statistics", "cells", "sections", "section_parts", "narrative",
    "findings", "decisions",
]  # fmt: skip


def ogi(*arguments: str | Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "extract.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def markdown() -> Path:
    return next(REPORTS.glob("*.md"))


def test_extract_prints_one_object_a_line_with_every_key(markdown):
    done = ogi("extract", markdown, "--json")
    [line] = done.stdout.splitlines()
    report = json.loads(line)
    assert list(report) == KEYS
    assert (done.returncode, report["status"], report["source"]["kind"]) == (0, "complete", "retypeset")
    assert len(report["cells"]) == 200


def test_extract_keeps_the_order_of_its_input_and_refuses_with_1(tmp_path, markdown):
    bad = tmp_path / "shopping.txt"
    bad.write_text("鸡蛋、面条、白菜。\n" * 30, "utf-8")
    done = ogi("extract", bad, markdown, "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, first["status"], second["status"]) == (1, "refused", "complete")
    assert list(first) == KEYS
    assert first["refusal"]["code"] == "not-an-annual-report"
    assert "shopping.txt" in done.stderr


def test_extract_says_on_stderr_what_is_partly_read_and_prints_names_as_they_stand(tmp_path, markdown):
    """A form that nobody filled in, in a file whose name looks like markup of the terminal."""
    odd = tmp_path / "[bold]draft.md"
    odd.write_text(re.sub(r"瀍河回族区|灋河回族区|2023", "", markdown.read_text("utf-8")), "utf-8")
    done = ogi("extract", odd, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["status"], report["source"]["path"]) == (1, "partial", str(odd))
    assert f"{odd}：只读出一部分：没有找到机关名称；没有找到报告年份" in done.stderr
    assert (
        f"{odd}: partly read: the reporting body was not found" in ogi("extract", odd, "--lang", "en").stderr
    )


def test_extract_without_json_prints_a_table(markdown):
    chinese, english = ogi("extract", markdown), ogi("extract", markdown, "--lang", "en")
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert "200／200" in chinese.stdout
    assert "200 of 200  complete" in english.stdout


def test_check_passes_a_report_that_adds_up(markdown):
    assert ogi("check", markdown).returncode == 0


def test_check_fails_a_report_that_does_not_add_up(tmp_path, markdown):
    text = markdown.read_text("utf-8")
    lines = [line.replace("| 0 |", "| 7 |", 1) if "本年新收" in line else line for line in text.splitlines()]
    faulty = tmp_path / "faulty.md"
    faulty.write_text("\n".join(lines), "utf-8")
    done = ogi("check", faulty, "--lang", "en")
    assert done.returncode == 1
    assert re.search("T3-01 +does not add up +Column", done.stdout)
    chinese = ogi("check", faulty, "--all").stdout
    assert re.search("T3-01 +对不上 +“", chinese)
    assert re.search("T3-01 +相符 +“", chinese)
    assert not re.search(r"\b(fail|pass|not_assessable)\b", chinese)


def test_a_folder_without_a_file_is_not_a_report_that_adds_up(tmp_path):
    done = ogi("check", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有可以读取的文件" in done.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "文件已损坏，打不开。请重新下载原件。 (no pages)"),
        ("en", "Download the original again. (no pages)"),
    ],
)
def test_a_refusal_is_said_in_the_language_asked_for(tmp_path, language, said):
    """The detail behind it, which names what was found, is kept in both."""
    report = Report(Origin(), Status.REFUSED, "damaged-file", Refusal("damaged-file", "(no pages)").message())
    assert report.refused_because(language).endswith(said)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(b"%PDF-1.4 and no more")
    done = ogi("check", cut, "--lang", language)
    assert done.returncode == 1
    assert said.removesuffix(" (no pages)") in done.stderr


def test_check_says_which_table_is_not_there(tmp_path):
    """What is left of the draft adds up, and yet it cannot be published."""
    draft = tmp_path / "draft.html"
    page = draft_html(a_report()).decode()
    tables = re.findall("<table>.*?</table>", page)
    draft.write_text(page.replace(tables[1], ""), "utf-8")
    done = ogi("check", draft)
    assert done.returncode == 1
    assert "没有读到表三。" in done.stdout
    assert "没有发现问题" not in done.stdout
    assert f"{draft}：只读出一部分：没有读到表三" in done.stderr


def test_check_names_the_cells_that_were_not_read(tmp_path):
    draft = tmp_path / "draft.html"
    draft.write_bytes(draft_html(a_report({"rev_upheld": "两件多"})))
    done = ogi("check", draft)
    assert "没读全" in done.stdout
    assert "没有读到的是行政复议·结果维持" in done.stdout


def test_check_compares_with_last_year_and_writes_a_document(tmp_path, markdown):
    before = tmp_path / "before.md"
    before.write_text(markdown.read_text("utf-8").replace("2023", "2022"), "utf-8")
    out = tmp_path / "checked.docx"
    done = ogi("check", markdown, "--last-year", before, "--out", out, "--json")
    findings = json.loads(done.stdout)["findings"]
    assert {"X-01"} <= {f["id"] for f in findings}
    assert out.read_bytes().startswith(b"PK")


def test_check_writes_a_document_for_each_report(tmp_path, markdown):
    ogi("check", markdown, markdown, "--out", tmp_path / "checked.docx")
    assert {path.name for path in tmp_path.glob("*.docx")} == {"checked.docx", "checked-2.docx"}


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "/no/such/file"], ["export", "--format", "doc"], ["fly"]]
)
def test_wrong_use_exits_with_2(arguments):
    assert ogi(*arguments).returncode == 2


@pytest.mark.parametrize("command", ["extract", "check", "build", "export", "serve"])
def test_every_command_has_help(command):
    done = ogi(command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_serve_without_a_dataset_names_the_way_out(tmp_path):
    done = ogi("serve", "--dataset", tmp_path)
    assert done.returncode == 1
    assert "ogi build" in done.stderr


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two shipped documents, one from inside 洛阳市 and one of a town outside it."""
    out = tmp_path_factory.mktemp("cli") / "dataset"
    done = ogi("build", "--no-figures", "--out", out, *(a for f in TWO for a in ("--reports", f)))
    assert done.returncode == 0, done.stderr
    assert (
        "read 2 + partial 0 + refused 0 = 2 of 2 offered（完整 2 + 部分 0 + 拒读 0，共提供 2 份）；2 份报告"
        in done.stdout
    )
    return out


def test_a_build_and_its_progress_speak_the_language_asked_for(tmp_path):
    bad = tmp_path / "list.txt"
    bad.write_text("鸡蛋、面条、白菜。\n" * 30, "utf-8")
    for lang, progress, refused, summary in (
        (
            "zh",
            "读取 1/1 · 拒读 1 · 已用",
            "拒读（not-an-annual-report）：",
            "（完整 0 + 部分 0 + 拒读 1，共提供 1 份）",
        ),
        (
            "en",
            "reading 1/1 · refused 1",
            "refused: not-an-annual-report: ",
            "read 0 + partial 0 + refused 1 = 1",
        ),
    ):
        done = ogi("build", "--no-figures", "--reports", bad, "--out", tmp_path / lang, "--lang", lang,
                   "--cache", tmp_path / f"cache-{lang}")  # fmt: skip
        assert progress in done.stderr
        assert refused in done.stdout
        assert summary in done.stdout


TWO = [next(REPORTS.glob("*.md")), next(REPORTS.glob("*.html"))]
LUOYANG = "410300"


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "parquet", "json", "sqlite"])
def test_export_writes_every_format(tmp_path, dataset, fmt):
    out = tmp_path / f"reports.{fmt}"
    done = ogi("export", "--dataset", dataset, "--format", fmt, "--out", out)
    assert (done.returncode, done.stdout) == (0, ""), "what it did is said on stderr"
    assert "2 rows of reports" in done.stderr
    assert out.stat().st_size > 0


@pytest.mark.parametrize("table", ["reports", "agencies"])
def test_export_holds_the_region_and_everything_inside_it(tmp_path, dataset, table):
    out = tmp_path / "part.json"
    done = ogi(
        "export", "--dataset", dataset, "--format", "json", "--out", out, "--table", table,
        "--region", LUOYANG,
    )  # fmt: skip
    assert done.returncode == 0
    assert [row["adcode"] for row in json.loads(out.read_text("utf-8"))] == ["410304"]


@pytest.mark.parametrize(
    "wrong",
    [["--region", "990000"], ["--agency", "nobody"], ["--kind", "circus"], ["--level", "high"], ["--year", "1999"]],
    ids=lambda w: w[0],
)  # fmt: skip
def test_export_of_what_is_not_there_is_wrong_use(tmp_path, dataset, wrong):
    out = tmp_path / "none.csv"
    done = ogi("export", "--dataset", dataset, "--format", "csv", "--out", out, *wrong)
    assert done.returncode == 2
    assert f"not in this dataset: {wrong[0].strip('-')} {wrong[1]}" in done.stderr
    assert not out.exists()
