"""A small case file, and what the tests of case files do with one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from forensics.casefile import load_case
from forensics.casefile.tables import CASE_FILE
from forensics.errors import CaseError, Problem
from forensics.model import Case
from forensics.tomlfile.kind import FileKind

__all__ = ["CASE", "DOCS", "example", "fill", "inside", "keys", "load", "problems"]

DOCS = Path(__file__).parents[2] / "docs" / "case-file.md"

CASE = """\
[case]
id = "leak-1"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
size = 2000
[[files]]
name = "annex.pdf"
[[windows]]
label = "one"
start = 2020-06-08T09:00:00
end = 2020-06-11T17:00:00
[[windows]]
start = 2020-06-15T09:00:00
end = 2020-06-18T17:00:00
[[logs]]
path = "access.log*"
[parties]
own = ["192.0.2.0/24"]
"""


def load(folder: Path, text: str = CASE) -> Case:
    """The case of that text, written into the folder."""
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8", newline="")
    return load_case(path)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """The problems for which that text, written into the folder, is refused."""
    with pytest.raises(CaseError) as caught:
        load(folder, text)
    return caught.value.problems


def example(docs: Path = DOCS) -> str:
    """The full example of a page of the documentation, which comes before all others."""
    blocks = re.findall(r"```toml\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    return str(blocks[0])


def keys(kind: FileKind[Any] = CASE_FILE) -> list[tuple[tuple[str, ...], str]]:
    """Every key of every table of a kind of file, as it is written."""
    return [
        (names, field.alias or name)
        for names, table in kind.tables.items()
        for name, field in table.model_fields.items()
    ]


def inside(raw: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Every key that any table of that name holds."""
    found = [raw]
    for name in names:
        below = [table[name] for table in found if name in table]
        found = [entry for value in below for entry in (value if isinstance(value, list) else [value])]
    return {key: value for table in found for key, value in table.items()}


def fill(folder: Path) -> Path:
    """The folder, now with the files that the documentation's example and the template name."""
    for name, size in {
        "evidence/annex.pdf": 48_211,
        "geo/GeoLite2-Country.mmdb": 1,
        "ranges/googlebot.json": 1,
    }.items():
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(bytes(size))
    return folder
