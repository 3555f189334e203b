"""A zip archive as a row of entries, in the order in which they lie in the file.

zipfile reads the directory of the archive; content is decoded here, because zipfile decodes
bzip2 and lzma without a bound. Where the directory is lost, the local header before each member
takes its place (APPNOTE.TXT 4.3.7).
"""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from zipfile import ZipInfo

from forensics.language.statement import state
from forensics.model import DamageKind
from forensics.sources.archives.entry import EMPTY, FOLDER, ArchiveEntry, FileSlice, Unpacked, misplaced, passed, quoted
from forensics.sources.archives.methods import STORED, body_of, refusal_of
from forensics.sources.compression.compression import StreamPart, go_to_next
from forensics.sources.damage import Flaws
from forensics.sources.rawfile import Opened, RawFile

__all__ = ["MAGICS", "Zip", "listing"]

_LOCAL, _CENTRAL, _END, _SPLIT = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
_END_64 = (b"PK\x06\x06", b"PK\x06\x07")
#: A zip begins with a member, with the end of an empty directory, or with the mark of a split archive.
MAGICS = (_LOCAL, _END, _SPLIT, b"PK00" + _LOCAL)
_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x01, 0x08, 0x800
_ZIP64_EXTRA, _IN_EXTRA = 1, 0xFFFFFFFF
#: A larger directory, of some hundred thousand members, is not taken into memory.
_LARGEST_DIRECTORY = 8 * 1024 * 1024
#: What is longer is hardly where a link leads, whatever its mark says: one bit makes a file a link.
_LONGEST_TARGET = 255
#: A data descriptor, the longest, and a magic behind it.
_BEHIND = 24 + 4
#: What zipfile and its decoders raise for archives that are damaged, or made to be: no narrower class names them all.
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, EOFError, struct.error)


_Bound = Callable[[Iterator[bytes]], Iterator[bytes]]


class _Directory:
    """A file for zipfile that does not give more than a directory may take."""

    def __init__(self, file: Opened) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        """Read, unless it is too much."""
        if size > _LARGEST_DIRECTORY:
            raise zipfile.BadZipFile(f"it is larger than {_LARGEST_DIRECTORY:,} bytes")
        return self._file.read(size)


def listing(file: Opened) -> tuple[ZipInfo, ...] | None:
    """The members in the order in which they lie; None if the directory cannot be read."""
    try:
        with zipfile.ZipFile(_Directory(file)) as archive:
            return tuple(sorted(archive.infolist(), key=lambda info: info.header_offset))
    except _UNREADABLE:
        return None


@dataclass(frozen=True, slots=True)
class _Header:
    """What the directory, or the header before a member, says of it; None where it says nothing."""

    name: str
    flags: int
    method: int
    checksum: int | None
    packed: int | None
    size: int | None
    mode: int = 0
    volume: int = 0


class Zip:
    """Iterates over the entries of an archive; flaws of the archive go to `flaws`.

    The content of an entry is to be read before the next is asked for.
    """

    def __init__(
        self, file: RawFile, flaws: Flaws, step: int, listed: Sequence[ZipInfo] | None, bounded: _Bound
    ) -> None:
        """`bounded` are blocks that are unpacked, as long as they are not too many."""
        self._bounded = bounded
        self._file = file
        self._flaws = flaws
        self._step = step
        self._listed = listed

    def __iter__(self) -> Iterator[ArchiveEntry]:
        if self._file.peek(4) == _SPLIT:
            text = state("This is one part of a split zip archive: join the parts (zip -s 0 logs.zip --out whole.zip).")
            self._flaws.add("archive", 0, text)
        elif self._listed is None:
            yield from self._walk()
        else:
            for info, following in zip_longest(self._listed, self._listed[1:]):
                yield from self._listed_entry(info, following.header_offset if following else None)
            self._judge_gap(_BEHIND)

    def _listed_entry(self, info: ZipInfo, following: int | None) -> Iterator[ArchiveEntry]:
        """The member, which ends where the following begins at the latest."""
        name, at = info.orig_filename, info.header_offset
        if at < self._file.offset:
            reason = state("It lies inside another member: the archive is forged.")
            yield passed(name, info.file_size, reason, lost=True)
            return
        self._judge_gap(at - self._file.offset)
        self._file.pass_to(at)
        local = self._local()
        if local is None:
            text = state("The header of the member {member}, at byte {at}, is damaged.", member=quoted(name), at=at)
            self._flaws.add("corrupt", at, text)
            reason = state("Its header, at byte {at} of the archive, is damaged or missing: get an intact copy.", at=at)
            yield passed(name, info.file_size, reason, lost=True)
            return
        if (local.name, local.method) != (name, info.compress_type):
            text = state(
                "Directory and header differ about the member {member}, at byte {at} ({other}): one of them is damaged"
                " or forged.",
                member=quoted(name),
                at=at,
                other=quoted(local.name),
            )
            self._flaws.add("corrupt", at, text)
        header = _Header(
            name=name,
            flags=info.flag_bits,
            method=info.compress_type,
            checksum=info.CRC,
            packed=info.compress_size,
            size=info.file_size,
            mode=info.external_attr >> 16,
            volume=info.volume,
        )
        end = self._file.offset + info.compress_size
        if following is not None and following > at:
            end = min(end, max(following, self._file.offset))
        yield from self._entry(header, end)

    def _walk(self) -> Iterator[ArchiveEntry]:
        """Without a directory: from one local header to the next."""
        text = state(
            "The directory at the end of the archive is missing or damaged: members were read one after another, and"
            " later ones may be missing."
        )
        self._flaws.add("truncated", None, text)
        while head := self._file.peek(4):
            if head in {_CENTRAL, _END, *_END_64}:
                return
            at = self._file.offset
            header = self._local() if head == _LOCAL else None
            if header is not None:
                yield from self._entry(header, None if header.packed is None else self._file.offset + header.packed)
            elif head == _LOCAL:
                text = state("The archive ends inside the header of a member, at byte {at}.", at=at)
                self._flaws.add("truncated", at, text)
            else:
                self._flaws.add("corrupt", at, state("At byte {at} a member should begin but does not.", at=at))
                if not go_to_next(self._file, _LOCAL):
                    return

    def _judge_gap(self, size: int) -> None:
        """Note a member between two others that the directory passes over, so that it is not hidden."""
        found = self._file.peek(min(size, _BEHIND)).find(_LOCAL)
        if found >= 0:
            at = self._file.offset + found
            text = state(
                "At byte {at} a member begins that the directory of the archive does not list: it was not read.", at=at
            )
            self._flaws.add("corrupt", at, text)

    def _local(self) -> _Header | None:
        """Take the header before a member; None if it is none, or cut short."""
        if self._file.peek(4) != _LOCAL:
            return None
        fixed = self._file.take_exactly(_HEADER.size)
        if len(fixed) < _HEADER.size:
            return None
        _magic, _version, flags, method, _time, _day, checksum, packed, size, names, extras = _HEADER.unpack(fixed)
        raw_name, extra = self._file.take_exactly(names), self._file.take_exactly(extras)
        if len(raw_name) + len(extra) < names + extras:
            return None
        name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "surrogateescape")
        if flags & _SIZES_BEHIND:
            return _Header(name, flags, method, None, None, None)
        size, packed = _large(size, packed, extra)
        return _Header(name, flags, method, checksum, packed, size)

    def _entry(self, header: _Header, end: int | None) -> Iterator[ArchiveEntry]:
        reason, lost = _reason(header)
        if reason:
            yield passed(header.name, header.size, reason, lost=lost)
        else:
            self._file.end = end
            yield from self._content(header)
            self._file.end = None
        if end is not None:
            self._file.pass_to(end)

    def _content(self, header: _Header) -> Iterator[ArchiveEntry]:
        if header.method == STORED:
            window = FileSlice(self._file)
            yield ArchiveEntry(header.name, header.size, window, partial(self._judge, header, window, None))
            return
        body = body_of(header.method, self._file, self._step, header.size)
        content = Unpacked(self._bounded(iter(body)))
        yield ArchiveEntry(header.name, header.size, content, partial(self._judge, header, content, body))
        if header.packed is None:
            while content.read(self._step):
                pass
            if body.problem is None:
                self._file.take_exactly(self._behind()[1])
            else:
                self._file.go_to(body.problem.offset)

    def _judge(
        self, header: _Header, content: FileSlice | Unpacked, body: StreamPart | None, raw: RawFile, flaws: Flaws
    ) -> None:
        """Note what is wrong with a member that was read to its end, there and in the archive."""
        checksum = self._behind()[0] if header.checksum is None else header.checksum
        problem = None if body is None else body.problem
        size = content.given if header.size is None else header.size
        last_line: int | None = None
        kind: DamageKind
        if problem is not None and problem.kind == "truncated":
            kind = "truncated"
            text = state("Its packed bytes end at byte {at} of the archive, too early.", at=problem.offset)
        elif problem is not None and problem.kind == "corrupt":
            kind, at = "corrupt", problem.offset
            text = state("It is damaged at byte {at} of the archive ({reason}).", at=at, reason=problem.reason)
        elif content.given < size:
            kind = "truncated"
            text = state("It ends after {given} of its {size} bytes.", given=content.given, size=size)
        elif problem is not None or content.given > size or content.checksum != checksum:
            kind = "corrupt"
            text = state("Its checksum or its size does not match: none of its lines is confirmed.")
            last_line = 0
        else:
            return
        flaws.add(kind, raw.position, text, last_line=last_line)
        told = state("The member {member} is damaged.", member=quoted(header.name))
        self._flaws.add(kind, self._file.offset, told)

    def _behind(self) -> tuple[int, int]:
        """The checksum in the data descriptor that begins here, and how long that is (APPNOTE.TXT 4.3.9)."""
        found = self._file.peek(_BEHIND)
        mark = 4 if found.startswith(_SPLIT) else 0
        wide = found[mark + 12 :][:2] != b"PK" and found[mark + 20 :][:2] == b"PK"
        return int.from_bytes(found[mark : mark + 4], "little"), mark + (20 if wide else 12)


def _large(size: int, packed: int, extra: bytes) -> tuple[int, int]:
    """Size and packed size of a header, from its zip64 extra field where they are too large (4.5.3)."""
    if _IN_EXTRA not in {size, packed}:
        return size, packed
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == _ZIP64_EXTRA and length >= 16 and at + 20 <= len(extra):
            large = struct.unpack_from("<2Q", extra, at + 4)
            return int(large[0]), int(large[1])
        at += 4 + length
    return size, packed


def _reason(header: _Header) -> tuple[str, bool]:
    """Why a member is not read, in words, and whether lines may be lost with it; "" if it is read.

    One marked as a pipe is read: Info-ZIP marks so what was piped into it.
    """
    kind = stat.S_IFMT(header.mode)
    nothing = not header.size and header.checksum == 0
    if nothing and header.name.endswith(("/", "\\")):
        return FOLDER, False
    if kind == stat.S_IFLNK:
        target = (header.size or 0) <= _LONGEST_TARGET
        return state("It is marked as a symbolic link, not a file: links are not followed."), not target
    if nothing:
        return EMPTY, False
    if kind in {stat.S_IFCHR, stat.S_IFBLK}:
        return state("It is marked as a device, not a file: unpack the archive and look at what it is."), True
    reason = _refusal(header)
    return reason, bool(reason)


def _refusal(header: _Header) -> str:
    """Why a member that may hold lines cannot be read, in words; "" if it can."""
    if header.flags & _ENCRYPTED:
        return state("It is encrypted: unpack the archive with its password and name the log itself.")
    if header.volume:
        return state(
            "It begins in another part of a split archive: join the parts (zip -s 0 logs.zip --out whole.zip)."
        )
    if header.packed is None and header.method == STORED:
        return state("Where it ends stands only in the directory of the archive, which is lost: get an intact copy.")
    return refusal_of(header.method) or misplaced(header.name)
