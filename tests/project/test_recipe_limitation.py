"""The recipe "A limitation" of CONTRIBUTING.md, followed as it is written, gives a limitation that is told where it is
true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.command import Program
from tests.support.recipe import Recipe

LIMITATIONS = "forensics/findings/limitations/"
CASES = "tests/findings/test_limitations.py"
#: One download a minute.
LOG = "".join(
    f'192.0.2.{10 + minute} - - [09/Jun/2026:10:0{minute}:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211\n'
    for minute in range(10)
)
START = "2026-06-09T10:04:00+02:00"


@pytest.fixture
def followed(tmp_path: Path) -> Recipe:
    """The recipe, followed through its first two steps: a function, and a row in the table."""
    followed = Recipe("A limitation", tmp_path)
    function, row, _ = followed.code()
    with followed.file(f"{LIMITATIONS}of_coverage.py").open("a", encoding="utf-8") as module:
        module.write(f"\n\n{function}\n")
    followed.add(f"{LIMITATIONS}limitations.py", "KINDS", row)
    return followed


def told(followed: Recipe, end: str) -> list[str]:
    """What a count tells of the new limitation, where its window ends then."""
    _, findings = followed.count(LOG, "--from", START, "--to", end)
    assert findings["files"][0]["total"]["requests"] == 1
    return [limit["text"] for limit in findings["limitations"] if limit["code"] == "short-window"]


def cases(followed: Recipe) -> Program:
    """The tests of the new limitation, and the one that asks for a case of each."""
    return followed.tests(CASES, "short-window or has_a_case_here")


def test_the_recipe_names_what_is_there(followed: Recipe) -> None:
    """Its files and folders, and what decides about the first page."""
    followed.there(LIMITATIONS, CASES, "forensics/report/page/view.py")
    followed.names("draft.py", "_WEIGHTY")


def test_the_new_limitation_is_told_where_it_is_true(followed: Recipe) -> None:
    """Of a window of half a minute, and not of a whole one."""
    assert told(followed, "2026-06-09T10:04:30+02:00") == ["window “window” is shorter than a minute"]
    assert told(followed, "2026-06-09T10:05:00+02:00") == []


def test_a_test_fails_until_there_is_a_case(followed: Recipe) -> None:
    """The third step makes it pass, and the case with it."""
    followed.bring("pyproject.toml", CASES, "tests/support")
    done = cases(followed)
    assert re.findall(r"^FAILED \S*::(\w+)", done.stdout, re.MULTILINE) == ["test_every_limitation_has_a_case_here"]
    followed.add(CASES, "TOLD", followed.code()[2])
    done = cases(followed)
    assert done.returncode == 0, done.stdout
    assert "::test_limitation[short-window]" in done.stdout
    assert "::test_every_limitation_has_a_case_here" in done.stdout


def test_the_dutch_is_asked_for(followed: Recipe) -> None:
    """`make messages` names each new sentence and fails."""
    done = followed.make_messages()
    assert done.returncode == 1, done.stderr
    assert [line.partition(": ")[2] for line in done.stdout.splitlines()] == [
        "no translation of 'A window is shorter than a minute.'",
        "no translation of 'window “{window}” is shorter than a minute'",
    ]
