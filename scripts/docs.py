"""Write the reference pages of ``docs/`` from the tables that the program itself uses.

Run ``python -m scripts.docs`` after changing a refusal code, a check or a form; a test fails when a page is out of date.
"""

from collections.abc import Callable

from extract.checks import catalogue, groups
from extract.dataset.catalogue import field_catalogue
from extract.dataset.schemas import TABLES
from extract.documents.methods import METHODS
from extract.documents.refusals import CODES
from extract.paths import ROOT

NOTICE = "<!-- Written by scripts/docs.py; do not edit. -->\n"


def _table(head: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return "\n".join([line(head), line(["---"] * len(head)), *(line(row) for row in rows)]) + "\n"


def reading() -> str:
    """Every way a document is read, and every reason why one is not."""
    methods = [[f"`{m.id}`", m.formats, m.en] for m in METHODS]
    codes = [[f"`{c.code}`", c.zh, c.en] for c in CODES.values()]
    return (
        f"{NOTICE}# How documents are read\n\n"
        "A result is **complete** when every cell of its tables' forms is present and nothing was ambiguous; "
        "otherwise it is **partial**, with the unread cells named. An unread cell never becomes blank or 0. "
        "A file that is not read is **refused** with a code and a way out; it stops nothing.\n\n"
        "## Methods\n\nThe `method` of a cell is `<engine>/<alignment>`.\n\n"
        f"{_table(['Method', 'Formats', 'What it does'], methods)}\n"
        f"## Refusal codes\n\n{_table(['Code', '中文', 'English'], codes)}"
    )


def checks() -> str:
    """The public catalogue of checks."""
    parts = [
        f"{NOTICE}# The checks\n\nA check never changes a value. The same catalogue stands on the site.\n"
    ]
    for group, name in groups().items():
        rows = [
            [
                f"`{c.id}`",
                c.name.en,
                c.says.en,
                f"`{c.formula}`" if c.formula else "",
                c.severity + (f"; {c.condition.en}" if c.condition else ""),
                c.exceptions.en,
                c.not_carried.en if c.not_carried else "",
            ]
            for c in catalogue().values()
            if c.group == group
        ]
        head = [
            "Id",
            "Check",
            "What it says",
            "Formula",
            "Severity",
            "Lawful exceptions",
            "Not made, because",
        ]
        parts.append(f"\n## {name.en} · {name.zh}\n\n{_table(head, rows)}")
    return "".join(parts)


def dataset() -> str:
    """The tables of the dataset and every field."""
    parts = [
        f"{NOTICE}# The dataset\n\n`ogi build` writes one Parquet file a table; missing is null, never 0.\n"
    ]
    for name, schema in TABLES.items():
        purpose = (schema.__doc__ or "").strip().splitlines()[0]
        columns = [c for c in schema.column_names() if "." not in c]
        shown = columns if name != "reports" else columns[: columns.index("notes") + 1]
        more = " …, then one column a cell of the forms" if name == "reports" else ""
        rules = ", ".join(
            f"`{rule}`" for rule in sorted(schema._validation_rules(with_cast=False)) if "|" not in rule
        )
        parts.append(
            f"\n## {name}\n\n{purpose}\n\nColumns: {', '.join(f'`{c}`' for c in shown)}{more}.\n\nRules: {rules or 'types and keys'}.\n"
        )
    rows = [
        [
            f"`{r['code']}`",
            r["label_zh"],
            r["label_en"],
            r["definition_en"],
            r["unit"] or "",
            " ".join(r["forms"]),
        ]
        for r in field_catalogue().iter_rows(named=True)
    ]
    parts.append(f"\n## Fields\n\n{_table(['Code', '名称', 'Label', 'Definition', 'Unit', 'Forms'], rows)}")
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {"reading.md": reading, "checks.md": checks, "dataset.md": dataset}


def main() -> None:
    """Write every page."""
    for name, made in PAGES.items():
        (ROOT / "docs" / name).write_text(made(), "utf-8")


if __name__ == "__main__":
    main()
