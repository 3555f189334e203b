"""Scans kept from earlier runs: a second question about the same logs does not read them line by line again.

Off unless a folder is given. A scan is kept under the SHA-256 of its file as it lies, and of all else that
it depends on: the names, paths, hosts and sizes sought; the format, zone, size field, host and server
stated; every file of this program, and the libraries that decode and read. The scan is handed nothing that
is not in that key. So a question about other windows, parties or tolerances uses a kept scan, and one about
another name, another format or a changed log does not, nor does another version of this program.

A file is hashed in every run before a kept scan stands for it: that costs a fraction of a scan, and so the
report says what lies there now, not what lay there once. The size and time of a file prove nothing about
its content. Standard input, remote and damaged logs are scanned each time.

A checksum finds an entry that is damaged, not one that was forged: whoever may write into the folder can
change the answer. It has to be the user's own and closed to others, also because it holds log lines, which
are personal data. It may be deleted at any time. A report has the same bytes with it and without.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from forensics.errors import OutputError
from forensics.model import FileVersion, LeakedFile, Scan
from forensics.output.private import make_folder
from forensics.output.scratch import forget_unfinished, in_use
from forensics.program import program
from forensics.scan.cache.entry import decode, encode
from forensics.scan.engines.engine import pool
from forensics.scan.jobs import STDIN, Job
from forensics.sources import Listed
from forensics.sources.rawfile import opened
from forensics.sources.remote.remote import RemoteFile

__all__ = ["Cache"]

_MARK, _SUFFIX = "forensics scan 2", ".scan"
#: What decides, beside our own code, what a scan finds.
_LIBRARIES = ("polars", "isal", "zstandard", "tzdata")
#: Bytes hashed at once.
_STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Asked:
    """A source with the question put to it, and nothing else."""

    job: Job
    question: str
    path: Path | None  # of a file on this machine; None: its scan is not kept
    size: int = 0  # as it lies

    @property
    def prefix(self) -> str:
        """How the names of all entries begin that could answer it."""
        return f"{hashlib.sha256(self.question.encode()).hexdigest()[:32]}-{self.size}-"


class Cache:
    """A folder of kept scans; raises OutputError where it cannot be made, or is open to others.

    After a run, `reused` holds the sources that were not scanned again, as shown, with the SHA-256 that
    they have now; `told` says how many, and what was wrong with the folder. Neither belongs in a report.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reused: tuple[tuple[str, str], ...] = ()
        self.told: tuple[str, ...] = ()
        _make(folder)

    def __call__(
        self, sources: Sequence[Job], read: Callable[[Sequence[Job]], Iterable[list[Scan]]]
    ) -> list[list[Scan]]:
        """The scans of each source, in order: those that are kept, and all others as `read` makes them."""
        self.reused, self.told = (), ()
        asked = [_asked(job) for job in sources]
        names = [path.name for path in self.folder.iterdir() if path.suffix == _SUFFIX]
        likely = {
            place: one
            for place, one in enumerate(asked)
            if one.path is not None and any(name.startswith(one.prefix) for name in names)
        }
        found: dict[int, list[Scan]] = {}
        for place, digest in zip(likely, pool()(_sha256, likely.values()), strict=True):
            if (scans := self._kept(asked[place], digest)) is not None:
                found[place] = scans
                self.reused = (*self.reused, (asked[place].job.shown, digest))
        left = {place: one for place, one in enumerate(asked) if place not in found}
        fresh = read([one.job for one in left.values()]) if left else ()
        for (place, one), scans in zip(left.items(), fresh, strict=True):
            found[place] = scans
            self._keep(one, scans)
        self._tell(f"{len(self.reused)} of {len(sources)} logs were hashed and not scanned again (--cache)")
        return [found[place] for place in range(len(asked))]

    def _kept(self, asked: _Asked, digest: str) -> list[Scan] | None:
        """The scans of a file with that digest; None if there are none that can be used."""
        path = self.folder / f"{asked.prefix}{digest}{_SUFFIX}"
        try:
            head, _, body = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(f"the kept scan {path.name} cannot be read ({error.strerror}): the log was scanned again")
            return None
        told, _, data = body.partition(b"\n")
        if head != _checksum(body) or told != _told(asked, digest):
            self._tell(f"the kept scan {path.name} is damaged: the log was scanned again")
            return None
        asked.job.progress.advance(asked.job.shown, asked.size)
        return decode(data, asked.job)

    def _keep(self, asked: _Asked, scans: Sequence[Scan]) -> None:
        """Write an entry, whole or not at all."""
        if asked.path is None or any(scan.report.damage for scan in scans):
            return
        report = scans[0].report  # of the whole file, also if it is an archive
        body = b"%s\n%s" % (_told(asked, report.sha256), encode(scans, asked.job))
        path = self.folder / f"{replace(asked, size=report.bytes).prefix}{report.sha256}{_SUFFIX}"
        try:
            _write(path, b"%s\n%s" % (_checksum(body), body))
        except OSError as error:
            self._tell(f"the scan of {asked.job.shown} could not be kept: {error.strerror}")

    def _tell(self, text: str) -> None:
        self.told = (*self.told, text)


def _make(folder: Path) -> None:
    """The folder as one that only its user can enter."""
    try:
        make_folder(folder)
        forget_unfinished(folder)
        status = folder.stat()
    except OSError as error:
        raise OutputError(f"scans cannot be kept here: {error.strerror}", where=str(folder)) from error
    if sys.platform != "win32" and (stat.S_IMODE(status.st_mode) & 0o077 or status.st_uid != os.geteuid()):
        message = "scans are not kept where others may read or write: they hold log lines, and decide the answer"
        hint = f"give a new folder, or one of your own that is closed to others (chmod 700 {folder})"
        raise OutputError(message, where=str(folder), hint=hint)


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix="unfinished-", dir=path.parent)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file, in_use(Path(name)):
            file.write(data)
        Path(name).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _checksum(body: bytes) -> bytes:
    return f"{_MARK} {hashlib.sha256(body).hexdigest()}".encode()


def _told(asked: _Asked, digest: str) -> bytes:
    """What an entry says of itself: the name of its file holds only a part of it."""
    return f"{digest} {asked.question}".encode()


def _asked(job: Job) -> _Asked:
    """The job without all that a scan does not need, so that it cannot depend on it."""
    log = replace(job.log, path="", layer="edge", covers=None)
    bare = replace(job, log=log, files=tuple(_sought(file) for file in job.files))
    told = {
        "log": asdict(log),
        "format": repr(bare.format),
        "files": [asdict(file) for file in bare.files],
        "program": program(*_LIBRARIES),
    }
    question = json.dumps(told, sort_keys=True)
    if not isinstance(job.path, Path) or job.path == STDIN:
        return _Asked(bare, question, None)
    try:
        return _Asked(bare, question, job.path, job.path.stat().st_size)
    except OSError:  # the scan tells it
        return _Asked(bare, question, None)


def _sought(file: LeakedFile) -> LeakedFile:
    """What decides whether a line could name the file; not how its delivery is judged."""
    sizes = tuple(FileVersion(size) for size in dict.fromkeys(version.size for version in file.versions))
    return LeakedFile(file.name, file.paths, file.hosts, versions=sizes, other_paths=file.other_paths)


def _sha256(asked: _Asked) -> str:
    """Of the file as it lies now; "" if it cannot be read to its end, or is another than was listed, which the scan
    tells."""
    digest, listed = hashlib.sha256(), asked.job.listed
    with opened(asked.job.path) as file:
        try:
            if isinstance(file, RemoteFile) or (listed and listed.is_other(Listed.of(os.fstat(file.fileno())))):
                return ""
            while block := file.read(_STEP):
                digest.update(block)
        except OSError:
            return ""
    return digest.hexdigest()
