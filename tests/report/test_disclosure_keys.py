"""Linking ids: the same in every report of a case, nothing without the key; and the key lies where it is safe."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from forensics.errors import OutputError
from forensics.report.disclosure import disclose
from forensics.report.disclosure.tokens import SHORT, forget, key_beside, key_of, token
from tests.support.as_nobody import posix
from tests.support.report_fixture import findings

KEY = bytes(range(32))


def test_a_token_is_what_the_document_says() -> None:
    """HMAC-SHA-256 over the words that docs/disclosure.md gives, by another implementation if there is one."""
    text = b"forensics visitor token 1\ncoa-2020\n192.0.2.10"
    assert token(KEY, "coa-2020", "192.0.2.10") == hmac.digest(KEY, text, hashlib.sha256).hex()
    if which("openssl"):
        command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{KEY.hex()}"]
        told = subprocess.run(command, input=text, capture_output=True, check=True).stdout.decode()
        assert told.split()[-1] == token(KEY, "coa-2020", "192.0.2.10")


def test_tokens_differ_by_key_case_and_address() -> None:
    """Nothing links two cases, and no two visitors look alike, in the digits that a page shows too."""
    tokens = {
        token(key, case, f"192.0.2.{host}")[:SHORT] for key in (KEY, KEY[::-1]) for case in "ab" for host in range(200)
    }
    assert len(tokens) == 800


def test_a_report_without_a_key_has_no_tokens() -> None:
    """And the public's never has."""
    assert {recipient.token for recipient in disclose(findings(), "regulator").files[0].addresses} == {None}
    tokens = [recipient.token for recipient in disclose(findings(), "regulator", key=KEY).files[0].addresses]
    assert len(set(tokens)) == len(tokens) > 3
    assert disclose(findings(), "public", key=KEY).files[0].addresses == ()


def test_a_key_is_made_where_there_is_none(tmp_path: Path) -> None:
    """256 bits, for its owner alone, beside the report; read again the second time."""
    path = key_beside(tmp_path / "reports" / "coa-2020")
    assert path == tmp_path / "reports" / "coa-2020.key"
    key = key_of(path, never_in=[tmp_path / "reports" / "coa-2020"])
    assert len(key) == 32
    assert path.read_bytes() == key.hex().encode() + b"\n"
    assert key_of(path, never_in=[]) == key
    assert key_of(tmp_path / "other.key", never_in=[]) != key
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _written(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)


_GOOD = b"ab" * 32 + b"\n"
_BAD: dict[str, Callable[[Path], None]] = {
    "no key": lambda path: _written(path, b"a thesis"),
    "too short": lambda path: _written(path, b"ab" * 31 + b"\n"),
    "too long": lambda path: _written(path, b"ab" * 33 + b"\n"),
    "raw": lambda path: _written(path, bytes(32)),
    "empty": lambda path: _written(path, b""),
    "no key: large": lambda path: _written(path, b"a" * 1_000_000),
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", _BAD)
def test_what_is_no_key_is_neither_used_nor_replaced(kind: str, tmp_path: Path) -> None:
    """Nor deleted by forgetting it."""
    path = tmp_path / "x.key"
    _BAD[kind](path)
    before = path.read_bytes() if path.is_file() else None
    for step in (lambda: key_of(path, never_in=[]), lambda: forget(path)):
        with pytest.raises(OutputError) as caught:
            step()
        assert caught.value.where == str(path)
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else None) == before


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o700 | 0o010])
def test_a_key_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    """It protects nobody; but it can be forgotten."""
    path = tmp_path / "x.key"
    _written(path, _GOOD)
    path.chmod(mode)
    with pytest.raises(OutputError, match=f"others can read this key .mode 0{mode:o}") as caught:
        key_of(path, never_in=[])
    assert "chmod 600" in caught.value.hint
    assert forget(path) == bytes.fromhex("ab" * 32)


@posix
def test_a_link_is_no_key(tmp_path: Path) -> None:
    """Wherever it leads, and also if it leads nowhere."""
    _written(tmp_path / "real", _GOOD)
    for name, target in (("x.key", "real"), ("y.key", "nothing")):
        (tmp_path / name).symlink_to(tmp_path / target)
        for step in (lambda path: key_of(path, never_in=[]), forget):
            with pytest.raises(OutputError, match="this is a link"):
                step(tmp_path / name)
    assert (tmp_path / "real").read_bytes() == _GOOD
    assert not (tmp_path / "nothing").exists()


@posix
def test_a_pipe_is_no_key(tmp_path: Path) -> None:
    """It is not waited for."""
    os.mkfifo(tmp_path / "x.key", 0o600)
    with pytest.raises(OutputError, match="no key"):
        key_of(tmp_path / "x.key", never_in=[])


def test_a_key_lies_in_no_report_and_no_bundle(tmp_path: Path) -> None:
    """Whoever got that folder could tell every address; nothing is made there."""
    report, bundle = tmp_path / "report", tmp_path / "bundle"
    (report / "plots").mkdir(parents=True)
    (bundle / "data").mkdir(parents=True)
    other = tmp_path / "other"
    other.mkdir()
    (other / "findings.json").write_text("{}")
    (bundle / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    for path in (
        report / "x.key",
        report / "plots" / "x.key",
        report / ".." / "report" / "x.key",
        bundle / "data" / "x.key",
    ):
        with pytest.raises(OutputError, match="the key lies inside") as caught:
            key_of(path, never_in=[report])
        assert caught.value.where == str(path)
        assert not path.exists()


def test_a_key_is_forgotten_once(tmp_path: Path) -> None:
    """It is gone, and the second time there is nothing to do."""
    path = tmp_path / "x.key"
    key = key_of(path, never_in=[])
    assert forget(path) == key
    assert not path.exists()
    assert forget(path) is None
