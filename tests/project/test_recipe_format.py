"""The recipe "A format" of CONTRIBUTING.md, followed as it is written, gives a format that is listed and counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.formats import detect
from tests.support.recipe import Recipe

PRESETS = "forensics/formats/declared/presets/"
CONTRACT = "tests/formats/test_registry.py"
REQUESTS = (
    ("192.0.2.10", "GET /docs/report.pdf => 200, 48211"),
    ("192.0.2.11", "GET /docs/report.pdf => 200, 48211"),
    ("192.0.2.12", "GET /index.html => 200, 512"),
    ("2001:db8::7", "HEAD /docs/report.pdf => 200, 0"),
)
#: A log of the server that the recipe invents.
LINES = [
    f'{peer} <2026-06-09T10:0{minute}:00+02:00> {rest} bytes by "curl/8.7.1"'
    for minute, (peer, rest) in enumerate(REQUESTS)
]
FAMILY = """\
from forensics.formats.declared.declare import text


def formats():
    return [
        {declaration},
    ]
"""


def in_a_family(followed: Recipe, declaration: str) -> None:
    """Step 1: into the list of a family that is there."""
    followed.add(f"{PRESETS}servers.py", "formats()", declaration)


def in_a_new_family(followed: Recipe, declaration: str) -> None:
    """Step 3: into a module of its own, which is imported and named in the list of families."""
    followed.new(PRESETS, "invented.py", FAMILY.format(declaration=declaration))
    followed.needs(f"{PRESETS}__init__.py", "from forensics.formats.declared.presets import invented")
    followed.add(f"{PRESETS}__init__.py", "_FAMILIES", "invented")


def test_the_recipe_names_what_is_there(tmp_path: Path) -> None:
    """Its files and folders."""
    followed = Recipe("A format", tmp_path)
    followed.there(PRESETS, CONTRACT, "forensics/formats/declared/declare.py", f"{PRESETS}applications.py")


def test_no_built_in_format_reads_the_example() -> None:
    """Otherwise the recipe would give what is there already."""
    assert detect([line.encode() for line in LINES]).format is None


def test_a_log_of_the_new_format_is_counted(tmp_path: Path) -> None:
    """By content alone: the example reads it, and no other format gets in its way."""
    followed = Recipe("A format", tmp_path)
    in_a_family(followed, *followed.code())
    code, findings = followed.count("".join(f"{line}\n" for line in LINES))
    assert code == 0
    assert [source["format"] for source in findings["sources"]] == ["quill"]
    assert findings["files"][0]["total"]["downloads"]["headline"] == 2
    assert findings["files"][0]["total"]["requests"] == 3


@pytest.mark.parametrize("declare", [in_a_family, in_a_new_family])
def test_the_new_format_is_listed(tmp_path: Path, declare: Callable[[Recipe, str], None]) -> None:
    """Wherever its declaration stands."""
    followed = Recipe("A format", tmp_path)
    declare(followed, *followed.code())
    assert f"\nquill: Quill\n    {LINES[0]}\n" in followed.forensics("formats").stdout


def test_the_examples_are_the_proof(tmp_path: Path) -> None:
    """The tests that the recipe names read its examples, and fail where an example is none."""
    followed = Recipe("A format", tmp_path)
    [declaration] = followed.code()
    spoiled = declaration.replace('"quill"', '"quill_spoiled"').replace("=> 200", "-> 200")
    in_a_family(followed, declaration)
    in_a_family(followed, spoiled)
    followed.bring("pyproject.toml", CONTRACT)
    done = followed.tests(CONTRACT, "quill")
    failed = re.findall(r"^FAILED \S*::(\w+)\[(\w+)\]", done.stdout, re.MULTILINE)
    assert {name for _, name in failed} == {"quill_spoiled"}, done.stdout
    assert "test_examples_are_read" in {test for test, _ in failed}
    assert "::test_examples_are_detected[quill]" in done.stdout
