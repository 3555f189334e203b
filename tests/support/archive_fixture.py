"""Archives made in memory, and how the tests of archives read them."""

from __future__ import annotations

import hashlib
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forensics.model import Damage
from forensics.sources import SourceTally
from forensics.sources.archives.archive import ArchiveTally, open_archive

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

    @property
    def damage(self) -> Damage | None:
        """That of the member."""
        return None if self.tally is None else self.tally.damage


class _Pipe:
    """Where a zip is written that cannot go back: sizes then stand behind each member."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, data: bytes) -> int:
        """Append."""
        self.written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def zip_of(members: Mapping[str, bytes], method: str = "deflated") -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", METHODS[method]) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def piped_zip_of(members: Mapping[str, bytes], method: str = "deflated") -> bytes:
    """A zip archive with data descriptors, zip64 for every second member."""
    made = _Pipe()
    with zipfile.ZipFile(made, "w", METHODS[method]) as archive:
        for number, (name, data) in enumerate(members.items()):
            with archive.open(name, "w", force_zip64=number % 2 == 1) as member:
                member.write(data)
    return bytes(made.written)


def zip_by_hand(packed: bytes, content: bytes, method: int, *, flags: int = 0) -> bytes:
    """A zip of one member "log", packed by a method that zipfile does not write."""
    made = bytearray(zip_of({"log": packed}, "stored"))
    directory = made.rindex(b"PK\x01\x02")
    for start in (0, directory + 2):
        struct.pack_into("<2H", made, start + 6, flags, method)
        struct.pack_into("<L", made, start + 14, zlib.crc32(content))
        struct.pack_into("<L", made, start + 22, len(content))
    return bytes(made)


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


def entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """The header of a link, a device, or of another kind."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def read(folder: Path, data: bytes, *, chunk_bytes: int = 1 << 20) -> tuple[list[Seen], ArchiveTally]:
    """Every member of an archive, and its tally; nothing is written, every byte is hashed."""
    path = folder / "logs"
    path.write_bytes(data)
    before = _files(folder)
    seen: list[Seen] = []
    with open_archive(path, chunk_bytes=chunk_bytes) as archive:
        for member in archive:
            if member.source is None:
                seen.append(Seen(member.name, reason=member.reason, lost=member.lost))
            else:
                lines = b"".join(chunk.raw for chunk in member.source)
                seen.append(Seen(member.name, lines, member.source.tally))
        assert archive.position == archive.size == len(data)
    assert _files(folder) == before
    tally = archive.tally
    assert (tally.bytes, tally.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (tally.members, tally.read) == (len(seen), sum(not member.reason for member in seen))
    return seen, tally


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    stats = {path: path.stat() for path in folder.rglob("*")}
    return {path: (found.st_size, found.st_mtime_ns) for path, found in stats.items()}


def contents(seen: list[Seen]) -> dict[str, bytes]:
    """The lines of the members that were read."""
    return {member.name: member.lines for member in seen if member.tally is not None}


def reasons(seen: list[Seen]) -> dict[str, tuple[str, bool]]:
    """Why the others were not, and whether lines may be lost with them."""
    return {member.name: (member.reason, member.lost) for member in seen if member.reason}
