"""Names of logs as other systems have them: accents, letters of either case, drives that are gone, backslashes."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest

from forensics.casefile import load_case
from forensics.errors import SourceError
from forensics.model import Log
from forensics.scan.jobs import jobs
from forensics.sources import is_url, locate
from forensics.sources.rotation import series
from tests.support.small_case import CASE, write_case

_NAME = "zoekopdracht-één.log"


def _logs(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("stated", ["NFC", "NFD"])
@pytest.mark.parametrize("pattern", [f"logs/{_NAME}", "logs/zoekopdracht-é*.log", f"*/{_NAME}"])
def test_accents(on_disk: str, stated: str, pattern: str, tmp_path: Path) -> None:
    """A disk of a Mac holds them as characters of their own, a keyboard types them as one."""
    _logs(tmp_path, unicodedata.normalize(on_disk, f"logs/{_NAME}"), "logs/zoekopdracht-een.log")
    (found,) = locate(Log(unicodedata.normalize(stated, pattern)), tmp_path)
    assert isinstance(found, Path)
    assert unicodedata.normalize("NFC", found.name) == _NAME


def test_both_ways_to_write_an_accent(tmp_path: Path) -> None:
    """A path that is there is that file, and none else; a pattern means both."""
    names = [unicodedata.normalize(form, f"logs/{_NAME}") for form in ("NFC", "NFD")]
    _logs(tmp_path, *names)
    for name in names:
        assert locate(Log(name), tmp_path) == (tmp_path / name,)
    assert len(locate(Log("logs/*é*"), tmp_path)) == len(list((tmp_path / "logs").iterdir()))


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(2, "The system cannot find the path specified"),
        OSError(22, "The network path was not found"),
        OSError(5, "Input/output error"),
    ],
    ids=["no such drive", "no such share", "a disk that fails"],
)
def test_a_folder_that_is_gone(error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that says which and why, as of a drive that is not there."""

    def refuse(_: object) -> None:
        raise error

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceError, match=f"cannot be read: {error.strerror}") as caught:
        locate(Log("*.log"), tmp_path)
    assert caught.value.where == str(tmp_path)


@pytest.mark.skipif(os.sep == "\\", reason="backslashes part folders there")
def test_backslashes_are_explained(tmp_path: Path) -> None:
    """A case that was written on Windows."""
    _logs(tmp_path, "logs/access.log")
    with pytest.raises(SourceError, match="no log matches") as caught:
        locate(Log(r"logs\access.log"), tmp_path)
    assert caught.value.hint == r"on this system folders are parted by /, not by \ "[:-1]


def test_a_file_under_two_names_is_read_once(tmp_path: Path) -> None:
    """Where case does not count, as here by a second link to it; other files of such names are files of their own."""
    more = '[[logs]]\npath = "logs/WEB1/access.log"\nformat = "nginx_combined"\n'
    case = load_case(write_case(tmp_path, CASE + more))
    (tmp_path / "logs" / "WEB1").mkdir()
    other = tmp_path / "logs" / "WEB1" / "access.log"
    other.hardlink_to(tmp_path / "logs" / "web1" / "access.log")
    assert [job.shown for job in jobs(case)] == ["logs/web1/access.log", "logs/web2/access.log"]
    other.unlink()
    other.write_bytes(b"")
    assert [job.shown for job in jobs(case)][2:] == ["logs/WEB1/access.log"]


@pytest.mark.parametrize(
    "path",
    [
        r"C:\logs\access.log",
        "C:/logs/access.log",
        r"\\files\logs\access.log",
        "//files/logs/access.log",
        r"\\?\C:\logs\access.log",
        "c:access.log",
    ],
)
def test_paths_of_windows_are_no_urls(path: str) -> None:
    """A drive is one letter, a scheme two and more."""
    assert not is_url(path)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (r"C:\logs\web1\access.log.2.gz", "C:/logs/web1/access.log"),
        (r"D:\backup-20260609\access.log", "D:/backup-*/access.log"),
        (r"E:\2026\06\09\u_ex260609.log", "E:/*/u_ex.log"),
        (r"\\files\logs\access.log-20260609", "//files/logs/access.log"),
        (r"access.log.1", "access.log"),
        ("s3://bucket/logs/access.log-20260609", "s3://bucket/logs/access.log"),
    ],
)
def test_series_of_windows(path: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotations belong together there as here; a URL stays one."""
    monkeypatch.setattr("forensics.sources.rotation.PurePath", PureWindowsPath)
    assert series.__wrapped__(PureWindowsPath(path)) == named
