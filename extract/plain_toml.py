"""Reads the project's own TOML files, which are plain: nearly every value is a text on the line of its key.

The standard library takes as long over them as five reports do; what is not plain is left to it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PAIR = r'(\w+|"[^"\\]*") = "([^"\\]*)"'
_TEXT = re.compile(_PAIR)
_TEXTS = re.compile(rf"\{{ {_PAIR}(?:, {_PAIR})* \}}")
"""A table of texts on one line: ``{ zh = "…", en = "…" }``."""


def read_toml(path: Path) -> dict[str, Any]:
    """The tables and values of a file. Raises ``tomllib.TOMLDecodeError`` for what is no TOML."""
    text = path.read_text("utf-8")
    try:
        return _tables(iter(text.split("\n")))
    except ValueError:
        return _otherwise(text)


def _otherwise(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _tables(lines: Iterator[str]) -> dict[str, Any]:
    """The tables and values of a plain file. Raises ``ValueError`` for any other."""
    found: dict[str, Any] = {}
    table = found
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            table = _opened(found, line)
            continue
        printed, equals, value = line.partition(" = ")
        key = printed.removeprefix('"').removesuffix('"')
        if not equals or not key.isidentifier() or key in table or printed not in (key, f'"{key}"'):
            raise ValueError(line)
        if value == "[":
            value = "\n".join(["[", *iter(lambda: next(lines, "]"), "]")]).removesuffix(",") + "\n]"
        table[key] = _value(value)
    return found


def _opened(found: dict[str, Any], head: str) -> dict[str, Any]:
    """The table that ``[name]``, ``[[name]]`` or ``[name.inner]`` begins. Raises ``ValueError`` for a name seen before."""
    listed = head.startswith("[[") and head.endswith("]]")
    *outer, name = head[1 + listed : -1 - listed].split(".")
    if not head.endswith("]") or not all(map(str.isidentifier, (*outer, name))):
        raise ValueError(head)
    for part in outer:
        inner = found.setdefault(part, {})
        found = inner[-1] if isinstance(inner, list) else inner
    table: dict[str, Any] = {}
    if (listed and not isinstance(found.setdefault(name, []), list)) or (not listed and name in found):
        raise ValueError(head)
    if listed:
        found[name].append(table)
    else:
        found[name] = table
    return table


def _value(text: str) -> Any:
    if text[:1] == '"' == text[-1:] and text.count('"') == 2 and "\\" not in text:
        return text[1:-1]
    if _TEXTS.fullmatch(text):
        texts = {key.strip('"'): said for key, said in _TEXT.findall(text)}
        if len(texts) == text.count(" = "):
            return texts
    try:
        return json.loads(text)
    except ValueError:
        return _otherwise(f"value = {text}")["value"]
