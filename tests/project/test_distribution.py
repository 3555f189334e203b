"""A hint that says how to install an optional part names a command that works for how the tool was installed."""

from __future__ import annotations

import shlex
import sys
import tomllib
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from forensics import distribution
from forensics.distribution import DISTRIBUTION, extra_hint

ROOT = Path(__file__).parents[2]
_WHEEL = None
_CHECKOUT = '{"url": "file:///srv/forensics%20tool", "dir_info": {}}'
_EDITABLE = '{"url": "file:///srv/forensics", "dir_info": {"editable": true}}'
_GIT = '{"url": "https://git.example.org/f.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}'


def _installed(monkeypatch: pytest.MonkeyPatch, origin: str | None) -> None:
    class _Found(Distribution):
        def read_text(self, filename: str) -> str | None:
            return origin if filename == "direct_url.json" else None

        def locate_file(self, path: object) -> Path:
            raise NotImplementedError

    monkeypatch.setattr(distribution, "distribution", lambda _: _Found())


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (_WHEEL, ["accesslog-forensics[pdf]"]),
        (_CHECKOUT, ["/srv/forensics tool[pdf]"]),
        (_EDITABLE, ["--editable", "/srv/forensics[pdf]"]),
        (_GIT, ["accesslog-forensics[pdf] @ git+https://git.example.org/f.git"]),
    ],
    ids=["index", "checkout", "editable", "git"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_the_hint_names_where_the_tool_came_from(
    monkeypatch: pytest.MonkeyPatch, origin: str | None, wanted: list[str]
) -> None:
    """Somebody else's "forensics" of an index is never named."""
    _installed(monkeypatch, origin)
    assert shlex.split(extra_hint("pdf")) == [sys.executable, "-m", "pip", "install", *wanted]


@pytest.mark.parametrize(
    ("file", "command"),
    [("pipx_metadata.json", "pipx install --force"), ("uv-receipt.toml", "uv tool install --force")],
)
def test_the_hint_uses_the_program_that_made_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, command: str
) -> None:
    """Using pip inside an environment of pipx or uv would be undone by their next upgrade."""
    _installed(monkeypatch, _WHEEL)
    (tmp_path / file).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert extra_hint("geo").startswith(command)


def test_an_environment_without_pip_is_that_of_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """`uv venv` puts no pip into what it makes."""
    _installed(monkeypatch, _WHEEL)
    monkeypatch.setattr(distribution, "find_spec", lambda _: None)
    assert extra_hint("s3").startswith("uv pip install --python ")


def test_the_project_goes_by_that_name() -> None:
    """The name in pyproject.toml is the one that hints print."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["scripts"]) == (DISTRIBUTION, {"forensics": "forensics.cli:main"})
