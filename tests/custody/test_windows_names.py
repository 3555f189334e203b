r"""What a received folder names, as Windows takes it: drives, shares, backslashes and junctions lead out of it too."""

from __future__ import annotations

import getpass
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle.originals import copy_name
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import copies, verify
from forensics.custody.verify.reach import on_another_machine
from forensics.errors import BundleError
from forensics.report.saved import received
from tests.support.bundle_fixture import build, states
from tests.support.like_windows import in_use

_HERE = (PureWindowsPath("D:/cases"), PureWindowsPath("//files/cases/leak"))


@pytest.mark.parametrize(
    ("name", "flavour", "out"),
    [
        ("data/findings.json", PureWindowsPath, False),
        ("data\\plots\\one.svg", PureWindowsPath, False),
        ("..\\..\\Startup\\run.bat", PureWindowsPath, True),
        ("data/..\\..\\x", PureWindowsPath, True),
        ("C:\\Windows\\win.ini", PureWindowsPath, True),
        ("C:win.ini", PureWindowsPath, True),
        ("\\Windows\\win.ini", PureWindowsPath, True),
        ("\\\\files\\share\\x", PureWindowsPath, True),
        ("//files/share/x", PureWindowsPath, True),
        ("\\\\?\\C:\\x", PureWindowsPath, True),
        ("..\\x", PurePosixPath, False),
        ("../x", PurePosixPath, True),
        ("/etc/passwd", PurePosixPath, True),
    ],
)
def test_names_that_lead_out(name: str, flavour: type[PurePath], *, out: bool) -> None:
    """By the rules of the system that would open them."""
    assert received.leads_out(flavour(name)) is out


@pytest.mark.parametrize("name", ["..\\up.log", "C:\\up.log", "C:up.log", "\\\\files\\share\\up.log"])
def test_copies_are_laid_out_below_their_folder(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle from anybody makes no link elsewhere, whichever system counts it again."""
    monkeypatch.setattr(copies, "PurePath", PureWindowsPath)
    with pytest.raises(BundleError, match="outside the folder"):
        copies._inside(name)
    assert str(copies._inside("logs/access.log")) == "logs/access.log"


@pytest.mark.parametrize(
    ("path", "elsewhere"),
    [
        ("D:/cases/logs/access.log", False),
        ("E:/access.log", False),
        ("//FILES/Cases/leak/logs/access.log", False),
        ("//files/other/access.log", True),
        ("\\\\198.51.100.7\\share\\access.log", True),
    ],
)
def test_shares_are_not_looked_at(path: str, *, elsewhere: bool) -> None:
    """Unless a folder that the user names lies there: whoever asks is told to that machine."""
    assert on_another_machine(PureWindowsPath(path), _HERE) is elsewhere


def test_paths_of_posix_are_on_no_share() -> None:
    """They have no drive."""
    assert not on_another_machine(PurePosixPath("//files/other/access.log"), (PurePosixPath("/cases"),))


def test_a_junction_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Windows does not call a symbolic link leads out all the same."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_bytes(b"1")
    assert received.read(tmp_path, "data/a") == b"1"
    lstat = Path.lstat

    def like_a_junction(path: Path) -> object:
        found = lstat(path)
        return SimpleNamespace(st_mode=found.st_mode, st_reparse_tag=0xA0000003 if path.name == "data" else 0)

    monkeypatch.setattr(Path, "lstat", like_a_junction)
    with pytest.raises(OSError, match="is a link"):
        received.read(tmp_path, "data/a")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("logs/access.log", "sources/s1-access.log"),
        ("logs/access.", "sources/s1-access=2E"),
        ("logs/a:b?.log", "sources/s1-a=3Ab=3F.log"),
        ("logs/aux ", "sources/s1-aux=20"),
    ],
)
def test_copies_have_names_for_every_system(path: str, name: str) -> None:
    """Windows takes dots and blanks off the end of a name, and keeps some characters for itself."""
    assert copy_name({"id": "s1", "path": path}) == name


def test_a_bundle_is_counted_again_where_links_may_not_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows grants them to administrators and developers: copies do, and none is left."""
    scene = build(tmp_path)
    seal(scene.report, scene.bundle, include_sources=True)
    (beside := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(beside))

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise in_use(path)

    monkeypatch.setattr(Path, "symlink_to", refuse)
    found = states(verify(scene.bundle))
    assert (found["copies"], found["count"]) == ("as sealed", "as sealed")
    assert list(beside.iterdir()) == []


@pytest.mark.parametrize("variables", [(), ("LOGNAME", "USER", "LNAME", "USERNAME")], ids=["named", "without a name"])
def test_an_account_without_a_name(variables: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A service on Windows may have none in its environment, and there is no list of accounts to ask."""
    monkeypatch.setenv("USERNAME", "clerk")
    for name in ("LOGNAME", "USER", "LNAME", *variables):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "pwd", None)
    if variables:
        with pytest.raises((ImportError, OSError)):
            getpass.getuser()
    assert custody.operator().partition("@")[0] == ("unknown" if variables else "clerk")
