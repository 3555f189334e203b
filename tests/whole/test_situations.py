"""Every situation of `situations/`: the answer is right, or says that it may have missed something.

`pytest tests/whole/test_situations.py -s` prints what each gave, and how many were right, told and wrong.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forensics.cli import main
from tests.support.command import readable
from tests.support.needles import unpacked
from tests.support.reconciled import unreconciled

_SITUATIONS = Path(__file__).parents[1] / "situations"
_EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (_SITUATIONS / "expected.toml").read_text(encoding="utf-8"),
)
#: Keys of an expectation that the answer holds by the same name.
_NUMBERS = ("downloads", "addresses", "at_least", "at_most", "open_ended", "partial", "own", "shown", "clients")


@dataclass(frozen=True)
class Answer:
    """What the command gave: its exit code, the numbers of the first file, everything that it said, and what of its
    reasons does not add up."""

    exit: int
    numbers: dict[str, Any] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    said: str = ""
    unreconciled: tuple[str, ...] = ()


def _command(name: str, folder: Path) -> list[str]:
    """The arguments of a situation's command."""
    written = _EXPECTED[name].get("command") or (folder / "CMD").read_text(encoding="utf-8").partition(" ")[2]
    return shlex.split(written)


def _run(arguments: list[str], folder: Path) -> Result:
    """The command in this process, as a user would call it in that folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, arguments, prog_name="forensics")
    finally:
        os.chdir(before)
    readable(result.stderr)
    return result


def _answer(result: Result) -> Answer:
    if result.exception and not isinstance(result.exception, SystemExit):
        return Answer(-1, said=repr(result.exception))
    if not result.stdout.strip():
        return Answer(result.exit_code, said=result.stderr)
    document = json.loads(result.stdout)
    file = document["files"][0]
    total = file["total"]
    bounds, addresses = total["downloads"], total["addresses"]
    least = bounds["at_least"]
    numbers = {
        "downloads": bounds["headline"],
        "addresses": addresses["headline"],
        "at_least": "none" if least is None else least,
        "at_most": bounds["at_most"],
        "open_ended": bounds["open_ended"],
        "partial": total["partial"],
        "own": total["own"],
        "shown": len(file["addresses"]),
        "clients": sorted(address["address"] for address in file["addresses"] if address["downloads"]),
    }
    limits = document["limitations"]
    said = "\n".join([*(limit["text"] for limit in limits), result.stderr])
    codes = tuple(limit["code"] for limit in limits)
    return Answer(result.exit_code, numbers, codes, said, tuple(unreconciled(document)))


def _right(answer: Answer, expected: dict[str, Any]) -> bool:
    """All numbers that are expected, and a ceiling that is none below the headline."""
    numbers = answer.numbers
    return bool(
        answer.exit in (0, 3)
        and all(numbers[key] == expected[key] for key in _NUMBERS if key in expected)
        and (numbers["at_most"] >= numbers["downloads"] or numbers["open_ended"])
        and not set(expected.get("without", ())) & set(answer.codes)
        and expected.get("says", "") in answer.said
    )


def _told(answer: Answer, expected: dict[str, Any]) -> bool:
    """No answer, with the reason; or one that says that it is incomplete, with a ceiling over the truth."""
    if answer.exit == 1:
        return answer.said.startswith("forensics: ")
    truth = expected.get("at_most", expected.get("downloads", 0))
    return bool(
        answer.exit == 3
        and (answer.numbers["at_most"] >= truth or answer.numbers["open_ended"])
        and answer.numbers["downloads"] != expected.get("never_headline", -1)
        and expected.get("says", "") in answer.said
    )


def _grade(answer: Answer, expected: dict[str, Any]) -> str:
    """right, told or wrong."""
    if expected.get("refused") and answer.exit in (1, 2) and expected.get("says", "") in answer.said:
        return "told"
    told = _told(answer, expected)
    if expected.get("must_tell"):
        return "told" if told and (answer.exit == 1 or _right(answer, expected)) else "wrong"
    if not expected.get("refused") and _right(answer, expected):
        return "right"
    return "told" if told and expected.get("or_told") else "wrong"


def _numbers(answer: Answer) -> str:
    if not answer.numbers:
        return f"exit {answer.exit}: {' '.join(answer.said.split())[:200]}"
    n = answer.numbers
    return (
        f"exit {answer.exit}: {n['at_least']}/{n['downloads']}/{n['at_most']}{'+' if n['open_ended'] else ''},"
        f" {n['addresses']} addresses, {n['partial']} partial; {', '.join(sorted(set(answer.codes)))}"
    )


@pytest.fixture(scope="module")
def grades() -> Iterator[Counter[str]]:
    """How many were right, told and wrong; printed at the end."""
    counted: Counter[str] = Counter()
    yield counted
    print(f"\nsituations: {counted['right']} right, {counted['told']} told, {counted['wrong']} wrong")


@pytest.mark.parametrize("name", list(_EXPECTED))
def test_situation(name: str, grades: Counter[str], tmp_path: Path) -> None:
    """The answer is right or told."""
    expected = _EXPECTED[name]
    folder = _SITUATIONS / ("attacks" if "command" in expected else f"cases/{name}")
    arguments = _command(name, folder)
    if arguments[0] == "investigate":
        folder = shutil.copytree(folder, tmp_path / "input")
        arguments = [*arguments, "-o", str(tmp_path / "report")]
    answer = _answer(_run([*arguments, "--json", "--jobs", "1"], folder))
    grade = _grade(answer, expected)
    grades[grade] += 1
    print(f"\n{name}: {grade}: {_numbers(answer)} | {expected['situation']}")
    assert answer.unreconciled == ()
    assert grade != "wrong", f"{expected['situation']}: {_numbers(answer)}; right: {_wanted(expected)}"
    if expected.get("levels"):
        _write_levels(tmp_path / "report", tmp_path, expected.get("withheld"))


def _wanted(expected: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in expected.items() if key not in ("situation", "command")}


def _write_levels(report: Path, folder: Path, withheld: str | None) -> None:
    """The reports of the lower levels are written, without the value that they may not hold."""
    for level in ("regulator", "public"):
        result = _run(["report", str(report), "--level", level, "-o", str(folder / level)], folder)
        assert result.exit_code in (0, 3), result.stderr
        texts = [path.read_bytes() for path in sorted((folder / level).rglob("*")) if path.is_file()]
        texts += unpacked((folder / level / "evidence.xlsx").read_bytes())
        assert len(texts) > 10
        assert withheld is None or not [text for text in texts if withheld.encode() in text]


def test_every_folder_is_run() -> None:
    """No situation lies there without an expectation."""
    folders = {path.name for path in (_SITUATIONS / "cases").iterdir()}
    assert folders == {name for name, expected in _EXPECTED.items() if "command" not in expected}
