"""Keys of a user's own format in every spelling of JSONPath; what cannot be followed is refused by its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.errors import FormatError
from forensics.formats import resolve
from forensics.formats.grammars.records.json_path import json_path
from tests.support.format_fixture import read

_LINE = '{"edge":{"time":"2026-06-09T10:00:00Z","url":"/a.pdf","codes":[200],"a\'b":"x"},"it\'s":"y"}'
_FILE = """
[keys]
{time} = "{{end:iso}}"
"edge.url" = "{{target}}"
{status} = "{{status}}"
"""


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("edge.url", "$['edge']['url']"),
        ("$.edge.url", "$['edge']['url']"),
        ('$["edge"].url', "$['edge']['url']"),
        ("$['edge']['url']", "$['edge']['url']"),
        ("$['a.b'].c", "$['a.b']['c']"),
        ("$.edge.codes[0]", "$['edge']['codes'][0]"),
        ("$.list[?(@.name=='x')].value", "$['list'][?(@['name']=='x')]['value']"),
        ("$['edge']['@time']", "$['edge']['@time']"),
        ("$.@timestamp", "$['@timestamp']"),
        ("x-request-id", "$['x-request-id']"),
    ],
)
def test_one_spelling(written: str, path: str) -> None:
    """What a path is read by, however it is written."""
    assert json_path(written) == path


@pytest.mark.parametrize(
    "written", ["it's", "a.b'", "$['it's']", "$", "$[0]", "$['a'", "$['x'][99999999999999999999]", "$.."]
)
def test_no_path(written: str) -> None:
    """It is refused where it is named, and does not end the reading."""
    with pytest.raises(FormatError, match="no key, and no JSONPath"):
        json_path(written)


def test_format_with_paths(tmp_path: Path) -> None:
    """Dots after a dollar sign are what most people write."""
    text = _FILE.format(time='"$.edge.time"', status='"$.edge.codes[0]"')
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    fmt = resolve("file:own.toml", tmp_path)
    assert fmt is not None
    found = read(fmt, _LINE)
    assert found is not None
    assert (found["target"], found["status"]) == ("/a.pdf", 200)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("\"it's\" = '{agent}'", "keys"),
        ('"$" = "{agent}"', "keys"),
    ],
)
def test_key_that_cannot_be_named(tmp_path: Path, more: str, key: str) -> None:
    """The key is told with its line."""
    text = _FILE.format(time='"edge.time"', status='"edge.codes"') + more
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as told:
        resolve("file:own.toml", tmp_path)
    (problem,) = told.value.problems
    assert problem.key.startswith(key)
    assert problem.line == 6


@pytest.mark.parametrize("line", ['needs = ["it\'s"]', 'cell = "it\'s"'])
def test_other_keys_that_cannot_be_named(tmp_path: Path, line: str) -> None:
    """So are those that a line needs, and the cell that holds it."""
    text = line + _FILE.format(time='"edge.time"', status='"edge.codes"')
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as told:
        resolve("file:own.toml", tmp_path)
    (problem,) = told.value.problems
    assert (problem.key.partition("[")[0], problem.line) == (line.partition(" ")[0], 1)
