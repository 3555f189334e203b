"""Documents that an earlier run has looked into."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forensics.documents import cache as module
from forensics.documents.cache import DocumentCache
from forensics.errors import OutputError
from forensics.model.document import Document
from tests.support.as_nobody import posix

CONTENT = b"some document"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A file that has not changed for long."""
    path = tmp_path / "a.ods"
    path.write_bytes(CONTENT)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def as_found(path: Path, reason: str = "") -> Document:
    """What an inspection says of it."""
    digest = module.fingerprint_of(path)[1]
    return Document(path=str(path), kind="ods", bytes=13, sha256=digest, state="nothing_hidden", reason=reason)


def run(folder: Path, path: Path) -> Document | None:
    """One run over one document; what was kept of it."""
    kept = DocumentCache(folder)
    found = kept.find(path)
    if found is None:
        kept.keep(path, as_found(path))
    kept.close()
    return found


def test_the_second_run_finds_it(tmp_path: Path, document: Path) -> None:
    """The same document, under the name that it has now."""
    assert run(tmp_path / "kept", document) is None
    assert run(tmp_path / "kept", document) == as_found(document)
    moved = document.rename(tmp_path / "b.ods")
    found = run(tmp_path / "kept", moved)
    assert found is not None
    assert found.path == str(moved)


@pytest.mark.parametrize("change", ["content", "ending", "program"])
def test_what_has_changed_is_read(tmp_path: Path, document: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its content, though its times are the same; its ending; this program."""
    run(tmp_path / "kept", document)
    if change == "content":
        document.write_bytes(CONTENT.upper())
        os.utime(document, (1_700_000_000, 1_700_000_000))
    elif change == "ending":
        document = document.rename(tmp_path / "a.xls")
    else:
        monkeypatch.setattr(module, "program", lambda *_: {"forensics": "another"})
    assert run(tmp_path / "kept", document) is None


def test_what_was_not_wholly_read_is_not_kept(tmp_path: Path, document: Path) -> None:
    """The next run tries again."""
    kept = DocumentCache(tmp_path / "kept")
    kept.keep(document, as_found(document, "It is encrypted."))
    assert kept.find(document) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n{}"])
def test_a_damaged_entry_is_none(tmp_path: Path, document: Path, damage: bytes) -> None:
    """It is read again, and written anew."""
    run(tmp_path / "kept", document)
    for path in (tmp_path / "kept").iterdir():
        path.write_bytes(damage)
    assert run(tmp_path / "kept", document) is None
    assert run(tmp_path / "kept", document) is not None


@posix
def test_the_folder_is_closed_to_others(tmp_path: Path, document: Path) -> None:
    """What it holds tells of personal data."""
    run(tmp_path / "kept", document)
    folder = tmp_path / "kept"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert not [path for path in folder.iterdir() if path.name.startswith("unfinished")]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Is an error that names it."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        DocumentCache(tmp_path / "file" / "kept")
