"""A missing program skips a test on a desk and fails it in CI."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.programs import PROGRAMS, find, needs


@pytest.fixture
def empty_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is the only one programs are looked for in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.support.programs._SERVER_FOLDERS", ())
    return tmp_path


@pytest.mark.usefixtures("empty_path")
@pytest.mark.parametrize("program", PROGRAMS)
def test_missing_program_skips(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside CI a test says which program it misses and what installs it."""
    monkeypatch.delenv("CI", raising=False)
    assert find(program) is None
    with pytest.raises(pytest.skip.Exception, match=f"{program} is not installed.*make system-packages"):
        needs(program)


@pytest.mark.usefixtures("empty_path")
def test_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI a missing program is a failure, so that no test goes missing unseen."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nginx is not installed"):
        needs("nginx")


def test_second_name_is_found(empty_path: Path) -> None:
    """Apache is found under the name that other systems give it."""
    httpd = empty_path / "httpd"
    httpd.write_text("#!/bin/sh\n")
    httpd.chmod(0o755)
    assert needs("apache") == httpd
