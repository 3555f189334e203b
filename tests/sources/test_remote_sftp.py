"""A real SFTP server, rclone's: a log is read from a host whose key is known, and from no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import paramiko
import pytest

from forensics.errors import SourceError
from forensics.sources import Url, sample
from forensics.sources.remote import failures
from tests.support.remote_fixture import hanging_up, located, rclone_serving, read_url

#: Several parts of a remote log.
LARGE = b"".join(b"line %07d %s\n" % (number, b"x" * 50) for number in range(100_000))
RIGHT, WRONG = "r" * 20, "w" * 20


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key of the host."""
    path = tmp_path_factory.mktemp("key") / "host"
    paramiko.RSAKey.generate(2048).write_private_key_file(str(path))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server serves."""
    folder = tmp_path_factory.mktemp("sftp")
    (folder / "logs").mkdir()
    (folder / "logs" / "access.log").write_bytes(LARGE)
    (folder / "logs" / "access.log.1").write_bytes(b"line\n")
    return folder


@pytest.fixture(scope="module")
def port(folder: Path, key: Path) -> Iterator[int]:
    """A server of rclone, which knows one user."""
    with rclone_serving("sftp", folder, "--user", "ann", "--pass", RIGHT, "--key", str(key)) as port:
        yield port


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without keys, agents or known hosts."""
    monkeypatch.setattr(failures, "PAUSES", (0.0, 0.0, 0.0, 0.0))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    fsspec.get_filesystem_class("sftp").clear_instance_cache()
    (tmp_path / ".ssh").mkdir()
    return tmp_path


def _know(home: Path, key: Path, port: int) -> None:
    """As `ssh` does when it is told to trust a host."""
    host = paramiko.RSAKey.from_private_key_file(str(key))
    line = f"[127.0.0.1]:{port} {host.get_name()} {host.get_base64()}\n"
    with (home / ".ssh" / "known_hosts").open("a", encoding="ascii") as known:
        known.write(line)


def test_a_log_is_read_as_from_disk(home: Path, key: Path, port: int, folder: Path) -> None:
    """Named by a glob, in parts, and without its password being shown."""
    _know(home, key, port)
    url = f"sftp://ann:{RIGHT}@127.0.0.1:{port}/logs/access.log"
    shown = f"sftp://ann@127.0.0.1:{port}/logs/access.log"
    assert located(f"{url}*") == [shown, f"{shown}.1"]
    lines, tally = read_url(url)
    assert (lines, tally.damage) == (LARGE, None)
    assert sample(Url(url)) == sample(folder / "logs" / "access.log")


def test_a_dropped_connection_is_taken_up_again(home: Path, key: Path, port: int) -> None:
    """With a new login, at the part that failed."""
    after = [2_000_000, 3_000_000]
    with hanging_up(port, after) as weak:
        _know(home, key, weak)
        lines, tally = read_url(f"sftp://ann:{RIGHT}@127.0.0.1:{weak}/logs/access.log")
    assert after == []
    assert (lines, tally.damage) == (LARGE, None)


@pytest.mark.parametrize(
    ("known", "password", "word", "hint"),
    [(False, RIGHT, "not a known one", "known_hosts"), (True, WRONG, "refused", "user")],
)
def test_a_host_that_is_not_known_or_does_not_know_us_is_an_error(
    home: Path, key: Path, port: int, *, known: bool, password: str, word: str, hint: str
) -> None:
    """Evidence must not come from a host that only says it is the right one."""
    if known:
        _know(home, key, port)
    with pytest.raises(SourceError, match=word) as caught:
        located(f"sftp://ann:{password}@127.0.0.1:{port}/logs/access.log")
    assert hint in caught.value.hint
    assert password not in str(caught.value)
