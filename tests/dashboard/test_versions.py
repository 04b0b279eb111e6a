"""Two reports of one body and year: both are kept, the one that counts is shown, the change is visible."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from extract.dataset.build import build
from extract.paths import FIGURES, ROOT

SUQIAN = "321300-renminzhengfu"


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory) -> Path:
    """The shipped transcription of one report, and a second one of it with another total of reconsiderations."""
    folder = tmp_path_factory.mktemp("figures")
    text = (FIGURES / "suqian-2024.toml").read_text("utf-8")
    (folder / "a.toml").write_text(text, "utf-8")
    (folder / "b.toml").write_text(text.replace("rev_total = 170", "rev_total = 171"), "utf-8")
    return build([], folder, tmp_path_factory.mktemp("versions") / "dataset").out


@pytest.mark.parametrize(("language", "words"), [("zh", "有 1 格不同"), ("en", "cells that differ: 1")])
def test_the_other_version_and_its_change_are_shown(on, two_versions, language, words):
    on(two_versions)
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    page.query_params["agency"] = SUQIAN
    page.query_params["lang"] = language
    page.run()
    page.switch_page("app_pages/agency.py").run()
    assert not page.exception
    [shown] = [expander for expander in page.expander if words in expander.label]
    markup = " ".join(block.proto.body for block in shown.get("html"))
    assert "170" in markup
    assert "171" in markup


def test_a_version_with_the_same_figures_is_said_to_be_the_same(on, two_versions, tmp_path):
    text = (FIGURES / "suqian-2024.toml").read_text("utf-8")
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "a.toml").write_text(text, "utf-8")
    (folder / "b.toml").write_text("# typed a second time\n" + text, "utf-8")
    on(build([], folder, tmp_path / "dataset").out)
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    page.query_params["agency"] = SUQIAN
    page.run().switch_page("app_pages/agency.py").run()
    words = " ".join(block.proto.body for block in page.get("html"))
    assert "每一格都与这一份相同" in words
    assert "收录 1 份报告" in words
