"""What must hold on every system, seen from this one: the workflow for all, names of files, how text is written."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from tests.support.like_windows import cannot_be

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
SCRIPTS = sorted(chain((ROOT / "forensics").rglob("*.py"), (ROOT / "docs").glob("*.py"), (ROOT / ".ci").glob("*.py")))
#: A path on Windows has 259 characters, of which a checkout may need so many for its own place.
_LONGEST = 259 - 90


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    """The job of the workflow."""
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["tests"]
    return found


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Every file of the repository, by its path from the root."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if listed.returncode:
        pytest.skip("no checkout: an unpacked archive")
    return [name for name in listed.stdout.split("\0") if name]


def test_the_workflow_is_of_what_is_promised(job: dict[str, Any]) -> None:
    """Three systems, and each Python that the package says it runs on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    matrix = job["strategy"]["matrix"]
    assert matrix["python"] == promised == ["3.11", "3.12", "3.13", "3.14"]
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert job["strategy"]["fail-fast"] is False


def test_the_workflow_installs_what_is_locked(job: dict[str, Any]) -> None:
    """With hashes, from locks that are there; actions by their major version; nothing secret; and it runs the suite."""
    commands = "\n".join(step.get("run", "") for step in job["steps"])
    installed = [line for line in commands.splitlines() if "pip install" in line and "--editable" not in line]
    locks = [line.rpartition(" ")[2] for line in installed if "--require-hashes" in line]
    assert len(locks) == len(installed) == 3
    assert all((ROOT / lock).is_file() for lock in locks)
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)
    text = WORKFLOW.read_text(encoding="utf-8")
    assert not re.search(r"secrets\.|https?://", text)
    assert "python -m pytest --numprocesses auto" in commands


def test_what_was_never_run_says_so() -> None:
    """In the workflow, and on the page for its readers."""
    assert "# NEVER RUN:" in WORKFLOW.read_text(encoding="utf-8")
    page = (ROOT / "docs" / "systems.md").read_text(encoding="utf-8")
    assert f"`{WORKFLOW.relative_to(ROOT).as_posix()}`, was never run" in " ".join(page.split())


def test_every_system_can_check_it_out(files: list[str]) -> None:
    """No name of a device of Windows, no character that it keeps, no two that differ in case, none too long."""
    parts = {part for name in files for part in PurePosixPath(name).parts}
    assert [part for part in sorted(parts) if cannot_be(part)] == []
    every = {*files, *(str(folder) for name in files for folder in PurePosixPath(name).parents)}
    spelled = Counter(name.casefold() for name in every)
    assert [name for name, count in spelled.items() if count > 1] == []
    assert max(map(len, files)) < _LONGEST


def _nodes(path: Path, words: str) -> Iterator[ast.AST]:
    """What a script is made of, if one of these words stands in it."""
    text = path.read_text(encoding="utf-8")
    if re.search(words, text):
        yield from ast.walk(ast.parse(text))


def _calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Each call, with the last part of the name of what is called."""
    for node in _nodes(path, r"write_text|TextIOWrapper|open\("):
        if isinstance(node, ast.Call):
            named = node.func
            of_archive = isinstance(named, ast.Attribute) and getattr(named.value, "id", "") == "tarfile"
            name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
            yield node, "" if of_archive else name


def _lacks(call: ast.Call, name: str) -> set[str]:
    """What a call that opens, reads or writes text does not say, and another system would choose otherwise."""
    said = {word.arg for word in call.keywords}
    mode = next(
        (word.value for word in (*call.args, *(word.value for word in call.keywords if word.arg == "mode"))
         if isinstance(word, ast.Constant) and isinstance(word.value, str) and re.fullmatch("[rwxabt+]+", word.value)),
        "r",
    )  # fmt: skip
    if name == "write_text":
        return {"encoding", "newline"} - said
    if name == "open" and set("wxa") & set(mode) and "b" not in mode:
        return {"encoding", "newline"} - said
    if name == "TextIOWrapper":
        return {"newline"} - said
    return set()


@pytest.mark.parametrize(
    ("code", "lacks"),
    [
        ("path.write_text(text, encoding='utf-8')", {"newline"}),
        ("open(path, 'w')", {"encoding", "newline"}),
        ("path.open(mode='a', encoding='utf-8', newline='')", set()),
        ("path.open('xb')", set()),
        ("path.open()", set()),
        ("TextIOWrapper(file, encoding='utf-8')", {"newline"}),
    ],
)
def test_the_rule_for_text(code: str, lacks: set[str]) -> None:
    """What the test below goes by."""
    (call,) = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    assert _lacks(call, getattr(call.func, "attr", getattr(call.func, "id", ""))) == lacks


def test_text_is_written_with_the_same_bytes_everywhere() -> None:
    """Windows would end lines with two characters, in an encoding of its own."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno} lacks {' and '.join(sorted(lacks))}"
        for path in SCRIPTS
        for call, name in _calls(path)
        if (lacks := _lacks(call, name))
    ]
    assert found == []


def test_no_process_is_begun_in_a_way_that_differs() -> None:
    """Multiprocessing copies the process on one system and begins it anew on another, from Python 3.14 on also on
    Linux: ours are begun by `child` alone, the same way everywhere; what copies one asks for Linux first."""
    using = {
        path.relative_to(ROOT).as_posix()
        for path in SCRIPTS
        for node in _nodes(path, "multiprocessing|fork|ProcessPool")
        if (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "multiprocessing")
        or (isinstance(node, ast.Import) and any(each.name.startswith("multiprocessing") for each in node.names))
        or (isinstance(node, ast.Attribute) and node.attr in ("fork", "forkpty", "ProcessPoolExecutor"))
    }
    assert using == {"forensics/report/plots/twin.py"}
