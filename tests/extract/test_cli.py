"""The commands as a user types them: output, exit codes, help."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.paths import REPORTS

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


def test_extract_without_json_prints_a_table(markdown):
    done = ogi("extract", markdown)
    assert done.returncode == 0
    assert "complete" in done.stdout


def test_check_passes_a_report_that_adds_up(markdown):
    assert ogi("check", markdown).returncode == 0


def test_check_fails_a_report_that_does_not_add_up(tmp_path, markdown):
    text = markdown.read_text("utf-8")
    lines = [line.replace("| 0 |", "| 7 |", 1) if "本年新收" in line else line for line in text.splitlines()]
    faulty = tmp_path / "faulty.md"
    faulty.write_text("\n".join(lines), "utf-8")
    done = ogi("check", faulty, "--lang", "en")
    assert done.returncode == 1
    assert "T3-01" in done.stdout


def test_check_compares_with_last_year_and_writes_a_document(tmp_path, markdown):
    before = tmp_path / "before.md"
    before.write_text(markdown.read_text("utf-8").replace("2023", "2022"), "utf-8")
    out = tmp_path / "checked.docx"
    done = ogi("check", markdown, "--last-year", before, "--out", out, "--json")
    findings = json.loads(done.stdout)["findings"]
    assert {"X-01"} <= {f["id"] for f in findings}
    assert out.read_bytes().startswith(b"PK")


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
