"""Archives made in memory, and how the tests of archives read them."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forensics.sources import SourceTally
from forensics.sources.archives import ArchiveTally, open_archive

METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
TARS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


@dataclass(frozen=True)
class Seen:
    """One member as it was given: its lines and tally, or the reason why it is not read."""

    name: str
    lines: bytes = b""
    tally: SourceTally | None = None
    reason: str = ""
    lost: bool = False


def zip_of(members: Mapping[str, bytes], method: str = "deflated") -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", METHODS[method]) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tar_of(members: Mapping[str, bytes], kind: str = "pax") -> bytes:
    """A tar archive."""
    return tar_with([(tarfile.TarInfo(name), data) for name, data in members.items()], kind)


def tar_with(entries: list[tuple[tarfile.TarInfo, bytes]], kind: str = "pax") -> bytes:
    """A tar archive with entries of any type."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=TARS[kind]) as archive:
        for info, data in entries:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def read(folder: Path, data: bytes, *, chunk_bytes: int = 1 << 20) -> tuple[list[Seen], ArchiveTally]:
    """Every member of an archive, and its tally; nothing is written, every byte is hashed."""
    path = folder / "logs"
    path.write_bytes(data)
    before = {entry: entry.stat().st_mtime_ns for entry in folder.rglob("*")}
    seen: list[Seen] = []
    with open_archive(path, chunk_bytes=chunk_bytes) as archive:
        for member in archive:
            if member.source is None:
                seen.append(Seen(member.name, reason=member.reason, lost=member.lost))
            else:
                lines = b"".join(chunk.raw for chunk in member.source)
                seen.append(Seen(member.name, lines, member.source.tally))
        assert archive.position == archive.size == len(data)
    assert {entry: entry.stat().st_mtime_ns for entry in folder.rglob("*")} == before
    assert archive.tally.bytes == len(data)
    assert archive.tally.sha256 == hashlib.sha256(data).hexdigest()
    assert archive.tally.members == len(seen)
    return seen, archive.tally
