"""Documents as they were found to be in an earlier run, so that a folder of thousands is read once.

Off unless a folder is given. A document is kept under the SHA-256 of its file, the ending of its name and this program
with its libraries; one of which a part could not be read is not kept. A file is hashed again unless size, inode and
both times of it are those of the last run, and lie some seconds before that.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from pyexpat import EXPAT_VERSION

from forensics.documents import written
from forensics.documents.fingerprint import fingerprint_of
from forensics.model.document import Document
from forensics.output.folder import os_errors_as_output_errors
from forensics.output.private import make_folder
from forensics.output.scratch import forget_unfinished, in_use
from forensics.program import program

__all__ = ["DocumentCache", "readers_digest"]

_INDEX = "index.json"
_LIBRARIES = ("pikepdf", "pypdfium2", "pillow", "pillow-heif", "xlrd", "olefile", "python-stdnum")
#: Within this time a file may change without another time.
_UNSURE = 2_000_000_000  # ns


def readers_digest() -> str:
    """Of this program and the libraries by which documents are read: another may find something else in them."""
    found = {**program(*_LIBRARIES), "Expat": EXPAT_VERSION}  # which a system renews without Python
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]


class DocumentCache:
    """A folder of kept documents. Raises OutputError where it cannot be made or written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = readers_digest()
        self._began = time.time_ns()
        with self._writing():
            make_folder(folder)
            forget_unfinished(folder)
        self._known = self._read_index()
        self._seen: dict[str, list[int | str]] = {}

    @staticmethod
    def _is_entry(found: object) -> bool:
        return isinstance(found, list) and all(isinstance(part, int | str) for part in found)

    def _read_index(self) -> dict[str, list[int | str]]:
        """Path -> size, inode, times and digest; a damaged one is none."""
        with suppress(OSError, ValueError):
            found = json.loads((self._folder / _INDEX).read_bytes())
            if isinstance(found, dict):
                return {path: entry for path, entry in found.items() if self._is_entry(entry)}
        return {}

    def find(self, path: Path) -> Document | None:
        """The document that the file is; None where it has to be read."""
        with suppress(OSError, ValueError):
            kept = self._place(path, self._digest(path)).read_bytes()
            head, _, body = kept.partition(b"\n")
            if head.decode() == hashlib.sha256(body).hexdigest():
                return replace(written.read(json.loads(body)), path=str(path))
        return None

    def keep(self, path: Path, document: Document) -> None:
        """For the next run, where all of it was read."""
        if document.reason or not document.sha256:
            return
        body = json.dumps(written.as_object(document)).encode()
        self._write(self._place(path, document.sha256), hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def close(self) -> None:
        """Keeps which file was which."""
        self._write(self._folder / _INDEX, json.dumps(self._known | self._seen).encode())

    def _place(self, path: Path, digest: str) -> Path:
        ending = hashlib.sha256(path.suffix.casefold().encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return self._folder / f"{digest}-{ending}-{self._program}.document"

    def _digest(self, path: Path) -> str:
        """SHA-256 of the file, computed again where it may have changed."""
        key = os.fsencode(path.absolute()).hex()
        found = path.stat()
        times = max(found.st_mtime_ns, found.st_ctime_ns)
        identity: list[int | str] = [found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns]
        known = self._known.get(key, [])
        digest = str(known[-1]) if known[:-1] == identity else fingerprint_of(path)[1]
        if times < self._began - _UNSURE:
            self._seen[key] = [*identity, digest]
        return digest

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all."""
        unfinished = path.with_name(f"unfinished-{os.getpid()}-{path.name}")
        with self._writing():
            try:
                handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
                with os.fdopen(handle, "wb") as file, in_use(unfinished):
                    file.write(content)
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)

    def _writing(self) -> AbstractContextManager[None]:
        return os_errors_as_output_errors("what documents hold", self._folder, "give a folder of your own")
