"""The texts around a case file: the template, the documentation, the schema, and TOML itself."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import forensics.tomlfile.document
import forensics.tomlfile.template
from forensics.casefile import case_schema, load_case, write_template
from forensics.errors import CaseError, OutputError, SourceError
from tests.support.case_fixture import DOCS, example, fill, inside, keys, load, problems

EDITS = {
    'zone = "" ': 'zone = "Europe/Amsterdam" ',
    'name = "" ': 'name = "Lijst signalen.xlsx" ',
    "\nstart = 0001-01-01T00:00:00 ": "\nstart = 2020-06-08T09:00:00 ",
    "\nend = 0001-01-01T00:00:00 ": "\nend = 2020-06-11T17:00:00 ",
    'path = "" ': 'path = "logs/access.log*" ',
}


def template(folder: Path, *, edited: bool) -> str:
    """The text of the template as it is written, or with the marked edits made."""
    write_template(folder / "leak 1.toml")
    text = (folder / "leak 1.toml").read_text(encoding="utf-8")
    for blank, filled in EDITS.items() if edited else ():
        assert text.count(blank) == 1
        text = text.replace(blank, filled)
    return text


def test_template_after_the_edits_loads(tmp_path: Path) -> None:
    """Filling in the lines marked EDIT makes a case; its id is the name of the file."""
    case = load(tmp_path, template(tmp_path, edited=True))
    assert (case.id, case.files[0].name) == ("leak-1", "Lijst signalen.xlsx")


def test_template_unedited_names_the_edits(tmp_path: Path) -> None:
    """As it is written, the template is refused for exactly the lines that it marks EDIT."""
    text = template(tmp_path, edited=False)
    marked = re.findall(r"^(\w+) = .*# EDIT: ", text, re.MULTILINE)
    assert [problem.key.rpartition(".")[2] for problem in problems(tmp_path, text)] == marked
    assert f"the {['no', 'one', 'two', 'three', 'four', 'five', 'six'][len(marked)]} lines marked EDIT" in text


def test_template_knows_every_key(tmp_path: Path) -> None:
    """Every key stands in the template, and with the # taken away its line is valid."""
    text = re.sub(r"^#(?=[\[a-z])", "", template(fill(tmp_path), edited=True), flags=re.MULTILINE)
    raw = tomllib.loads(text)
    for names, key in keys():
        assert key in inside(raw, names), (names, key)
    load(tmp_path, re.sub(r"^document = .*$", "", text, flags=re.MULTILINE))


def test_template_is_private_and_never_overwrites(tmp_path: Path) -> None:
    """The template is its owner's alone; what exists is left as it is."""
    path = tmp_path / "case.toml"
    write_template(path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists"):
        write_template(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_template_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails nothing is left under the name, and the error says where."""
    with pytest.raises(OutputError, match=r"none.case\.toml: cannot be written"):
        write_template(tmp_path / "none" / "case.toml")
    read_only = os.O_CREAT | os.O_RDONLY
    monkeypatch.setattr(forensics.tomlfile.template, "_for_owner", lambda path, _flags: os.open(path, read_only, 0o600))
    with pytest.raises(OutputError, match="cannot be written"):
        write_template(tmp_path / "case.toml")
    assert list(tmp_path.iterdir()) == []


def test_docs_know_every_key() -> None:
    """Every key stands in the table of its section, and in the full example."""
    sections = re.split(r"^##+ ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    raw = tomllib.loads(example())
    for names, key in keys():
        assert key in inside(raw, names), (names, key)
        dotted = ".".join(names)
        section = [part for part in sections if f"[{dotted}]" in part.partition("\n")[0]]
        assert not names or f"\n| `{key}` |" in section[0], (names, key)


def test_schema_fits_the_example() -> None:
    """The JSON Schema accepts the documentation's example and refuses what the tool refuses."""
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    raw = json.loads(json.dumps(tomllib.loads(example()), default=lambda time: time.isoformat()))
    assert list(validator.iter_errors(raw)) == []
    assert '"null"' not in json.dumps(schema)
    raw["windows"][0]["end"] = "2020-06-11"
    raw["files"][0]["versions"][0]["sha256"] = "0f"
    del raw["case"]["id"]
    raw["lables"] = 1
    assert len(list(validator.iter_errors(raw))) == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('path = "C:\\logs"', "single quotes"),
        ('path = "C:\\Users"', "single quotes"),
        ('path = "x', "not closed"),
        ("path = x", "text needs quotes"),
        ('path = """x', "not closed"),
        ("start = 2020-06-08T09:00", "needs its seconds"),
        ("start = 2020-06-31T09:00:00", "no such time"),
        ("size = 1\nsize = 2", "stands twice"),
        ("[case]\n[case]", "opened twice"),
        ("size = " + "9" * 5000, "4300 digits"),
        ("a b", "this is not TOML: Expected '='"),
    ],
)
def test_toml_slip_names_its_line(tmp_path: Path, line: str, reason: str) -> None:
    """What TOML itself refuses is told with its line, in words for the likeliest slips."""
    (problem,) = problems(tmp_path, f"# first line\n{line}")
    assert problem.key == f"line {2 + line.count(chr(10))}"
    assert reason in problem.reason


def test_not_utf8_names_its_line(tmp_path: Path) -> None:
    """A byte that is not UTF-8 is told with its line."""
    (tmp_path / "case.toml").write_bytes(b'[case]\ntitle = "caf\xe9"\n')
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "case.toml")
    (problem,) = caught.value.problems
    assert (problem.key, problem.reason) == ("line 2", "byte 0xe9 is not UTF-8")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be"])
def test_a_case_that_powershell_wrote(codec: str, tmp_path: Path) -> None:
    """UTF-16 is told as what it is: where it comes from, and what to do."""
    mark = "" if codec == "utf-16" else "\ufeff"
    (tmp_path / "case.toml").write_bytes(f"{mark}[case]\r\n".encode(codec))
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path / "case.toml")
    (problem,) = caught.value.problems
    assert (problem.key, problem.example) == ("line 1", "save the file with the encoding UTF-8")
    assert "this is UTF-16, as `>` of Windows PowerShell" in problem.reason


def test_a_case_that_notepad_wrote(tmp_path: Path) -> None:
    """A mark before it, and line ends of two characters: the same case, but for the hash of its file; faults are in the
    same lines."""
    plain = load(fill(tmp_path), example())
    marked = f"\ufeff{example()}".replace("\n", "\r\n")
    assert replace(load(tmp_path, marked), digest=plain.digest) == plain
    (problem,) = problems(tmp_path, "# first\r\n# second\r\nsize = x\r\n")
    assert problem.key == "line 3"


def test_unreadable_case_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case file that is missing, a folder, or as large as a log is a SourceError with its path."""
    with pytest.raises(SourceError, match=r"none\.toml: No such file"):
        load_case(tmp_path / "none.toml")
    with pytest.raises(SourceError, match="is a folder"):
        load_case(tmp_path)
    monkeypatch.setattr(forensics.tomlfile.document, "_LARGEST", 8)
    with pytest.raises(SourceError, match="too large"):
        load(tmp_path)
