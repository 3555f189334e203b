"""What is wrong in a user's own format file is told all at once, each fault with its key, line, reason and example."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.casefile import load_case
from forensics.casefile.options import quick_case
from forensics.errors import CaseError, FormatError, Problem
from forensics.formats import Format, resolve
from forensics.formats.declared.format_file import FORMAT_FILE
from tests.support.case_fixture import CASE

LINE = """line = '{peer} [{start:%d/%b/%Y:%H:%M:%S %z}] "{request}" {status} {body_bytes}'\n"""
CELLS = 'cells = ["{end:iso}", "{peer}", "{target}", "{status}"]\n'
KEYS = '[keys]\ntime = "{end:iso}"\nurl = "{target}"\n'
FIELDS = '[fields]\ndate = "{end:%Y-%m-%d}"\ntime = "{end:%H:%M:%S}"\ncs-uri-stem = "{stem}"\n'


def loaded(folder: Path, text: str) -> Format | None:
    """The format of that text, written into the folder."""
    (folder / "own.toml").write_text(text, encoding="utf-8", newline="")
    return resolve("file:own.toml", folder)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """The problems for which that text is refused."""
    with pytest.raises(FormatError) as caught:
        loaded(folder, text)
    assert caught.value.where == str(folder / "own.toml")
    return caught.value.problems


MANY = """\
# our gateway
titel = "Our gateway"
cells = [
  "{end:iso}",
  "{peer",   # no closing brace
  "",
  "{methud}",
  "{status} {end:iso}",
]
quotes = "single"
least = 9
escape = "none"
heading = "("
zone = "Amsterdam"
"""


def test_nine_faults_at_once(tmp_path: Path) -> None:
    """All of them in the order of the file, those of cells by their own lines."""
    found = problems(tmp_path, MANY)
    assert [(problem.key, problem.line, problem.example) for problem in found] == [
        ("titel", 2, 'title = "Our gateway"'),
        ("cells[1]", 5, '"{end:iso}"'),
        ("cells[3]", 7, '"{end:iso}"'),
        ("cells[4]", 8, '"{end:iso}"'),
        ("quotes", 10, 'quotes = "double"'),
        ("least", 11, "least = 5"),
        ("escape", 12, 'escape = "backslash"'),
        ("heading", 13, 'heading = "^time\\t"'),
        ("zone", 14, 'zone = "Europe/Amsterdam"'),
    ]


@pytest.mark.parametrize("text", [LINE, CELLS, KEYS, FIELDS, 'cell = "m"\nformat = "combined"\n'])
def test_each_kind_of_declaration_loads(tmp_path: Path, text: str) -> None:
    """What the slips below are made of is right."""
    assert loaded(tmp_path, text) is not None


SLIPS = [  # the file, then key, line and reason of its one problem
    ("", "line", None, "is missing; one of line, cells, keys, fields, format"),
    (LINE + CELLS, "cells", 2, "says how a line is read, as line does"),
    (LINE + 'delimiter = ";"', "delimiter", 2, "is no key of a format with line; it goes with cells"),
    ("line = 1", "line", 1, "is a whole number; text in quotes is needed"),
    ("cells = []", "cells", 1, "is empty"),
    ('cells = ["{end:iso}", 2]', "cells[1]", 1, "is a whole number"),
    ('cells = ["{end:iso}", "{target}"]\nleast = 0', "least", 2, "a number above 0"),
    ("cells = ['\"{user}\"', '{end:iso}', '{target}']\nquotes = 'none'", "cells[0]", 1, "no quote means anything"),
    (KEYS + "edge.status = '{status}'", "keys.edge", 4, "a key with dots stands in quotes"),
    (KEYS + 'status = ["{status}",\n  3]', "keys.status[1]", 5, "is a whole number"),
    (KEYS + "status = []", "keys.status", 4, "is a list"),
    (KEYS + 'status = ""', "keys.status", 4, "is empty"),
    (KEYS + "status = 3", "keys.status", 4, "is a whole number; text in quotes"),
    (KEYS + 'status = "{state}"', "keys.status", 4, "unknown field {state}"),
    (FIELDS + 'sc-status = "{status"', "fields.sc-status", 5, "no field begins"),
    (FIELDS + "sc-bytes = '\"{total_bytes}\"'", "fields.sc-bytes", 5, "no quote means anything"),
    ('needs = ["a"]\nmarks = ["b"]\n' + KEYS, "marks", 2, "it goes with fields"),
    ('line = "{peer} {target}"', "line", 1, "no complete time stamp"),
    ('line = "{start:iso}"', "line", 1, "neither the request nor its path"),
    (LINE + 'zone = "Amsterdam"', "zone", 2, "close to it: Europe/Amsterdam"),
    (LINE + "\n# lines\nexamples = [\n  'nothing of it',\n]", "examples[0]", 5, "character by character"),
    ('format = "combined"', "cell", None, "say which cell holds it"),
    ('cell = "m"\nformat = "combind"', "format", 2, "did you mean combined"),
    ('title = "x', "line 1", None, "not closed by its quote"),
]


@pytest.mark.parametrize(("text", "key", "line", "reason"), SLIPS)
def test_each_slip_is_explained(tmp_path: Path, text: str, key: str, line: int | None, reason: str) -> None:
    """A single slip makes a single problem, with the line it stands in."""
    (problem,) = problems(tmp_path, text)
    assert (problem.key, problem.line) == (key, line)
    assert reason in problem.reason
    assert problem.example


def test_examples_are_tried_beside_other_faults(tmp_path: Path) -> None:
    """A zone that is none hides no example that cannot be read."""
    found = problems(tmp_path, LINE + 'zone = "Mars"\nexamples = ["a",\n"b"]')
    assert [(problem.key, problem.line) for problem in found] == [("zone", 2), ("examples[0]", 3), ("examples[1]", 4)]


def test_a_file_within_a_file(tmp_path: Path) -> None:
    """The faults of a format that the line in a cell has are those of its own file."""
    (tmp_path / "inner.toml").write_text(LINE + "quotes = 1\n")
    (problem,) = problems(tmp_path, 'cell = "m"\nformat = "file:inner.toml"\n')
    assert problem.place == f"format (line 2): {tmp_path / 'inner.toml'}: quotes (line 2)"


def test_unreadable_format_files(tmp_path: Path) -> None:
    """Missing, a folder, no text."""
    with pytest.raises(FormatError, match="cannot read the format: No such file"):
        resolve("file:own.toml", tmp_path)
    with pytest.raises(FormatError, match="is a folder"):
        resolve("file:.", tmp_path)
    (tmp_path / "own.toml").write_bytes(b"\n\xff")
    with pytest.raises(FormatError) as caught:
        resolve("file:own.toml", tmp_path)
    assert [problem.place for problem in caught.value.problems] == ["line 2"]


def test_a_case_tells_all_faults_of_a_format_file(tmp_path: Path) -> None:
    """Each is a problem of the key that names the file, among those of the case, with its own example."""
    (tmp_path / "own.toml").write_text(MANY)
    (tmp_path / "access.log").touch()
    path = tmp_path / "case.toml"
    path.write_text(CASE.replace('path = "access.log*"', 'path = "access.log*"\nformat = "file:own.toml"\nlayr = 1'))
    with pytest.raises(CaseError) as caught:
        load_case(path)
    *found, last = caught.value.problems
    assert {(problem.key, problem.line) for problem in found} == {("logs[0].format", 18)}
    assert [problem.within for problem in found][:2] == [
        f"{tmp_path / 'own.toml'}: titel (line 2)",
        f"{tmp_path / 'own.toml'}: cells[1] (line 5)",
    ]
    assert (last.key, last.line, len(found)) == ("logs[0].layr", 19, 9)


def test_a_command_tells_all_faults_of_a_format_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the option that names the file; what would do stands there is the file's own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text('line = "{peer} {target}"\nquotes = "x"\n')
    with pytest.raises(CaseError) as caught:
        quick_case(name="a.pdf", logs=["a.log"], format="file:own.toml", zone="UTC")
    assert [(problem.place, problem.example.partition(" = ")[0]) for problem in caught.value.problems] == [
        ("--format: own.toml: line (line 1)", "line"),
        ("--format: own.toml: quotes (line 2)", "quotes"),
    ]


VALUES = st.recursive(
    st.sampled_from(["", "{peer}", "{end:iso}", "{target}", "{", "(", "UTC", "combined", "none", '"{user}"', "\t"])
    | st.integers(-1, 3)
    | st.booleans()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b.c"]), inner, max_size=2),
    max_leaves=4,
)


def _toml(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(one)}' for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return "'" + value + "'"
    return str(value).lower()


@settings(max_examples=150, deadline=None)
@given(raw=st.dictionaries(st.sampled_from([*FORMAT_FILE.fields(()), "unknown"]), VALUES, max_size=5))
def test_any_content_makes_problems_only(tmp_path_factory: pytest.TempPathFactory, raw: dict[str, object]) -> None:
    """Whatever stands in a format file, it loads or each problem is told with key, reason and example."""
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in raw.items())
    found, wrong = None, ()
    try:
        found = loaded(tmp_path_factory.mktemp("own"), text)
    except FormatError as error:
        wrong = error.problems
    assert (found is None) == bool(wrong), text
    assert all(problem.key and problem.reason and problem.example for problem in wrong), text


def test_files_that_lead_to_each_other(tmp_path: Path) -> None:
    """Refused, and not followed without end."""
    (tmp_path / "one.toml").write_text('cell = "m"\nformat = "file:two.toml"\n')
    (tmp_path / "two.toml").write_text('cell = "m"\nformat = "file:one.toml"\n')
    with pytest.raises(FormatError) as caught:
        resolve("file:one.toml", tmp_path)
    assert "format files that name each other lead to no format" in caught.value.problems[0].reason


def test_a_heading_over_several_lines(tmp_path: Path) -> None:
    """Names of fields are parted by white space of any kind."""
    assert resolve("#Fields: date time\nc-ip\tcs-uri-stem sc-status", tmp_path) is not None


def test_a_string_that_no_file_can_be_called(tmp_path: Path) -> None:
    """It is no format, and said so."""
    with pytest.raises(FormatError):
        resolve(f"{'%h' * 200}\0 # x", tmp_path)
    with pytest.raises(FormatError):
        resolve(f"%{'a' * 5000} # x", tmp_path)
