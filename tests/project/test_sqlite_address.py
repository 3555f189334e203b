"""Where a database lies, as SQLite takes it, on every system."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from forensics.sqlite_address import address, unchanging


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/cases/a b?.sqlite"), "file:///cases/a%20b%3F.sqlite"),
        (PureWindowsPath("C:/cases/één#.sqlite"), "file:///C:/cases/%C3%A9%C3%A9n%23.sqlite"),
        (PureWindowsPath("//files/cases/a.sqlite"), "file:////files/cases/a.sqlite"),
    ],
    ids=["POSIX", "a drive", "a share"],
)
def test_addresses(path: PurePath, uri: str) -> None:
    """A machine may stand in no URI of SQLite's, but in a path."""
    assert address(path, "rw") == f"{uri}?mode=rw"
    assert unchanging(path) == f"{uri}?mode=ro&immutable=1"


def test_a_path_with_more_than_one_slash_before_it(tmp_path: Path) -> None:
    """What a share becomes is a path to SQLite, while a machine is refused."""
    file = tmp_path / "a.sqlite"
    sqlite3.connect(file).close()
    with closing(sqlite3.connect(f"file:///{file}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA user_version").fetchall() == [(0,)]
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect(f"file://files{file}?mode=ro", uri=True)


def test_nothing_is_written_beside_it(tmp_path: Path) -> None:
    """Nor is a file made that is not there."""
    with (
        pytest.raises(sqlite3.OperationalError),
        closing(sqlite3.connect(unchanging(tmp_path / "b"), uri=True)) as none,
    ):
        none.execute("PRAGMA user_version")
    assert list(tmp_path.iterdir()) == []
