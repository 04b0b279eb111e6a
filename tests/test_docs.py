"""The documentation is made from the program's own tables, and what it points to exists."""

import ast
import re

import pytest

from extract.dataset.figures import load_figures
from extract.documents.methods import METHODS
from extract.documents.refusals import CODES
from extract.paths import ROOT
from scripts.docs import PAGES

FOLDERS = [ROOT / "extract" / "documents" / name / "__init__.py" for name in ("pdf", "text")]


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_pages_are_up_to_date(name):
    written = (ROOT / "docs" / name).read_text("utf-8")
    assert written == PAGES[name](), "run scripts/docs.py"


def test_every_refusal_code_and_method_is_documented():
    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    assert [c for c in CODES if f"`{c}`" not in page] == []
    assert [m.id for m in METHODS if m.id not in page] == []


def test_every_method_of_the_shipped_data_is_documented():
    documented = {m.id for m in METHODS}
    assert {c.method for r in load_figures() for c in r.cells} <= documented


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_what_the_readme_points_to_exists(readme):
    text = (ROOT / readme).read_text("utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    mapped = re.findall(r"^\| `((?:extract|dashboard|data|tests|benchmarks)/[\w/]*)`", text, re.MULTILINE)
    assert linked
    assert mapped
    assert [path for path in (*linked, *mapped) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("folder", [*FOLDERS, *(ROOT / "extract" / "tables").rglob("__init__.py")], ids=str)
def test_a_folders_map_names_every_module_in_it(folder):
    tree = ast.parse(folder.read_text("utf-8"))
    named = set(re.findall(r"``(\w+)``", ast.get_docstring(tree)))
    modules = {path.stem for path in folder.parent.iterdir() if not path.name.startswith("__")}
    assert modules - named == set()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_two_commands_of_the_readme_are_in_the_makefile(readme):
    text, make = (ROOT / readme).read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    for target in ("serve", "test"):
        assert f"make {target}" in text
        assert re.search(rf"^{target}:", make, re.MULTILINE)
