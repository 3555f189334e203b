"""What a case writes for files: one pattern that matches these and nothing else, else more of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forensics.model import Log
from forensics.sources import locate
from forensics.survey.patterns import patterns, relative_to
from tests.support.as_nobody import posix


def written(folder: Path, *names: str, beside: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The patterns of some files, which were checked to name these and no others."""
    for name in (*names, *beside):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    wanted = {(folder / name).resolve() for name in names}
    found = patterns([folder / name for name in names], folder)
    named = {Path(str(path)).resolve() for pattern in found for path in locate(Log(pattern), folder)}
    assert named == wanted
    return found


@pytest.mark.parametrize(
    ("names", "beside", "expected"),
    [
        (("access.log",), (), ("access.log",)),
        (("access.log", "access.log.1", "access.log.2.gz"), ("error.log",), ("access.log*",)),
        (("access.log-20260601.gz", "access.log-20260602.gz"), (), ("access.log-*.gz",)),
        (("access.log", "access.log.1"), ("access.log-ssl",), ("access.log", "access.log.1")),
        (("access.log", "access.log.1", "access.log.2"), ("access.log-ssl",), ("access.log", "access.log.*")),
        (("2026/06/01/a.log", "2026/06/02/a.log"), (), ("2026/06/*/a.log",)),
        (("w1/a [1].log", "w1/a [2].log"), ("w1/a 1.log",), ("w1/a [[]*].log",)),
        (("a/x.log", "a/b/y.log"), (), ("a/**/*.log",)),
    ],
)
def test_patterns(names: tuple[str, ...], beside: tuple[str, ...], expected: tuple[str, ...], tmp_path: Path) -> None:
    """The plainest that will do."""
    assert written(tmp_path, *names, beside=beside) == expected


@posix
def test_a_name_that_no_toml_can_hold(tmp_path: Path) -> None:
    """A byte that is no UTF-8 is left open."""
    name = os.fsdecode(b"acc\xe9ss.log")
    assert written(tmp_path, name) == ("acc?ss.log",)


def test_paths_are_relative_where_that_makes_sense(tmp_path: Path) -> None:
    """Below the case or near it; from the root where nothing is shared."""
    folder = tmp_path / "cases"
    assert relative_to(folder, str(folder / "logs" / "a*")) == "logs/a*"
    assert relative_to(folder, str(tmp_path / "logs" / "a*")) == "../logs/a*"
    assert relative_to(folder, "/var/log/nginx/access.log*") == "/var/log/nginx/access.log*"
    assert relative_to(folder, str(folder / "-")) == "./-"
