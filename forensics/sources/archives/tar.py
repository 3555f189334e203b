"""A tar archive as a row of entries, in one pass: ustar, GNU, pax and the old format without a name.

tarfile reads the single header; the row is read here, because tarfile stops at a damaged header
without a word, and takes an extended header of any size into memory.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from functools import partial
from tarfile import TarInfo

from forensics.language.statement import Statement, state
from forensics.language.untrusted import from_bytes
from forensics.sources.archives.entry import EMPTY, FOLDER, ArchiveEntry, FileSlice, Unpacked, misplaced, passed, quoted
from forensics.sources.damage import Flaws
from forensics.sources.rawfile import RawFile

__all__ = ["BLOCK", "Tar", "is_tar"]

#: A header takes one block, and content is filled up to whole ones.
BLOCK = 512
#: POSIX, and GNU before it.
_MAGICS = (b"ustar\0", b"ustar ")
#: Where a header may stand: a checksum in octal digits, and the magic 109 bytes behind it.
_HEADER = re.compile(rb"(?=[0-7 \0]{8}.{101}ustar)", re.DOTALL)
_CHECKSUM_AT = 148
_SEARCH = 64 * 1024
#: A longer extended header is taken for damage.
_LONGEST_EXTENSION = 1024 * 1024
_GLOBAL, _LOCAL, _LONG_NAME, _LONG_LINK = (b"g",), (b"x", b"X"), b"L", b"K"
#: What is kept of extended headers; all of it would be as much as the archive likes.
_KEYS = (b"path", b"linkpath", b"size", b"GNU.sparse.name")
_EXTENSIONS = (*_GLOBAL, *_LOCAL, _LONG_NAME, _LONG_LINK)
#: Without content, whatever their size field says.
_BARE = (b"1", b"2", b"3", b"4", b"5", b"6")
_BARE_REASONS = {
    b"3": state("It is a character device, not a file."),
    b"4": state("It is a block device, not a file."),
    b"6": state("It is a pipe, not a file."),
    b"V": state("It is the label of the archive, not a file."),
}
_SPARSE, _MORE_IN_HEADER, _MORE_IN_BLOCK = b"S", 482, 504
_UNREAD = {
    _SPARSE: state(
        "It is stored as a sparse file, with its holes left out: unpack the archive and name the log itself."
    ),
    b"D": state("It is the list of a folder in a GNU incremental backup: unpack the archive and name the log itself."),
    b"M": state(
        "It is the rest of a file that begins in an earlier volume of this archive: unpack the archive and name the log"
        " itself."
    ),
}


def is_tar(head: bytes) -> bool:
    """A tar begins with these 512 bytes; one of nothing but zeros is empty and does not show."""
    return head[257:].startswith(_MAGICS) or _header(head) is not None


def _header(block: bytes) -> TarInfo | None:
    """The header that a block is, if its checksum holds."""
    try:
        info = TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return None
    return info if info.size >= 0 else None


class Tar:
    """Iterates over the entries of the archive that begins here; flaws of the archive go to `flaws`.

    The content of an entry is to be read before the next is asked for. `stream` is what `file`
    reads if the archive is compressed.
    """

    def __init__(self, file: RawFile, flaws: Flaws, stream: Unpacked | None) -> None:
        self._file = file
        self._flaws = flaws
        self._stream = stream
        self._broken = False  # inside an entry, which was told
        self._ended = False  # by a block of zeros
        self._last: str | None = None  # name of the last entry
        self._globals: dict[str, str] = {}
        self._extended: dict[str, str] = {}  # for the next entry

    def __iter__(self) -> Iterator[ArchiveEntry]:
        while (info := self._next()) is not None:
            if info.type in _EXTENSIONS:
                self._extend(info)
            else:
                values, self._extended = self._globals | self._extended, {}
                yield from self._entry(info, values)

    def _next(self) -> TarInfo | None:
        """Take the next header, wherever it is; None at the end of the archive."""
        while True:
            block = self._file.peek(BLOCK)
            if not block:
                if not self._behind_gap():
                    return None
            elif not block.strip(b"\0"):
                self._ended = True
                self._file.skip_zeros()
            elif (info := _header(block)) is not None:
                if self._ended:
                    text = state(
                        "Another archive begins {place}, behind the end of the first: both were read.",
                        place=self._place(),
                    )
                    self._flaws.add("trailing-junk", self._offset(), text, lost=False)
                self._ended = self._broken = False
                self._file.take_exactly(BLOCK)
                if info.type == _SPARSE:
                    self._pass_map(block[_MORE_IN_HEADER])
                return info
            else:
                self._pass_damage(block)

    def _pass_damage(self, block: bytes) -> None:
        """Take everything before the next sound header, or before the end or a gap."""
        offset = self._offset()
        if self._ended:
            text = state(
                "Behind the end of the tar, {place}, bytes follow that are something else.", place=self._place()
            )
            self._flaws.add("trailing-junk", offset, text, lost=False)
        elif len(block) < BLOCK:
            self._broken = True
            text = state("The tar ends {place} inside a header.", place=self._behind())
            self._flaws.add("truncated", offset, text)
        else:
            text = state(
                "The header {place} is damaged: the member that begins there is not read.", place=self._behind()
            )
            self._flaws.add("corrupt", offset, text)
        self._extended = {}
        self._search()

    def _search(self) -> None:
        """Go to the next sound header: behind a gap none stands where whole blocks would have it."""
        while len(block := self._file.peek(_SEARCH)) >= BLOCK:
            for match in _HEADER.finditer(block, _CHECKSUM_AT):
                start = match.start() - _CHECKSUM_AT
                if _header(block[start : start + BLOCK]) is not None:
                    self._file.take_exactly(start)
                    return
            self._file.take_exactly(len(block) - BLOCK + 1)
        self._file.take_exactly(len(block))

    def _behind_gap(self) -> bool:
        """Go on behind a gap in the compressed file; false at the end, where a missing mark is told."""
        if self._stream is not None and self._stream.gap:
            self._stream.resume()
            self._extended = {}
            self._search()
            return True
        if not self._ended and not self._broken:
            text = state(
                "The tar ends {place} without its end mark: later members may be missing.", place=self._behind()
            )
            self._flaws.add("truncated", self._offset(), text)
        return False

    def _pass_map(self, more: int) -> None:
        """Take the rest of the map of a sparse file: blocks of which each tells whether another follows."""
        while more and len(block := self._file.take_exactly(BLOCK)) == BLOCK:
            more = block[_MORE_IN_BLOCK]

    def _extend(self, info: TarInfo) -> None:
        """Take an extended header (POSIX pax, GNU long names): what it says holds for the next entry."""
        end = self._file.offset + _padded(info.size)
        if info.size > _LONGEST_EXTENSION:
            text = state(
                "An extended header of {size} bytes, {place}, is passed over.", size=info.size, place=self._place()
            )
            self._flaws.add("corrupt", self._offset(), text)
        else:
            data = self._file.take_exactly(info.size)
            if info.type == _LONG_NAME:
                self._extended["path"] = from_bytes(data.partition(b"\0")[0])
            elif info.type == _LONG_LINK:
                self._extended["linkpath"] = from_bytes(data.partition(b"\0")[0])
            elif (values := _pax(data)) is None:
                text = state(
                    "The extended header {place} is damaged: the next name or size may be wrong.", place=self._place()
                )
                self._flaws.add("corrupt", self._offset(), text)
            elif info.type in _GLOBAL:
                self._globals |= values
            else:
                self._extended |= values
        self._file.pass_to(end)

    def _entry(self, info: TarInfo, values: dict[str, str]) -> Iterator[ArchiveEntry]:
        name = values.get("GNU.sparse.name") or values.get("path") or info.name
        size = 0 if info.type in _BARE else _size(values.get("size", ""), info.size)
        self._last = name
        start = self._file.offset
        reason, lost = _reason(info, name, size, values)
        self._file.end = start + size
        if reason:
            yield passed(name, size, reason, lost=lost)
        else:
            yield ArchiveEntry(name, size, FileSlice(self._file), partial(_judge, size))
        self._file.end = None
        self._file.pass_to(start + _padded(size))
        given = self._file.offset - start
        if given < size:
            self._broken = True
            text = state(
                "The tar breaks off inside the member {member}, after {given} of its {size} bytes.",
                member=quoted(name),
                given=given,
                size=size,
            )
            self._flaws.add("truncated", self._offset(), text)

    def _offset(self) -> int | None:
        """For a flaw: a place in the file as it lies is known only of one that is not compressed."""
        return self._file.offset if self._stream is None else None

    def _place(self) -> Statement:
        if self._stream is None:
            return state("at byte {at}", at=self._file.offset)
        return state("at byte {at} of the decompressed tar", at=self._file.offset)

    def _behind(self) -> Statement:
        """The place, and the member before it."""
        if self._last is None:
            return self._place()
        return state("{place}, behind the member {member},", place=self._place(), member=quoted(self._last))


def _padded(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def _size(stated: str, size: int) -> int:
    """The size of an entry: that of its extended header, which has room for any."""
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else size


def _pax(data: bytes) -> dict[str, str] | None:
    """The records of an extended header, each "length key=value" and a line end; None if damaged.

    "sparse" stands for every record that makes the next entry a sparse file.
    """
    values: dict[str, str] = {}
    at = 0
    while at < len(data):
        blank = data.find(b" ", at, at + 9)
        length = data[at:blank]
        if blank < 0 or not length.isdigit() or at + int(length) > len(data):
            return None
        key, equals, value = data[blank + 1 : at + int(length)].partition(b"=")
        if not equals or not value.endswith(b"\n"):
            return None
        if key in _KEYS:
            values[key.decode()] = from_bytes(value[:-1])
        elif key.startswith(b"GNU.sparse."):
            values["sparse"] = ""
        at += int(length)
    return values


def _reason(info: TarInfo, name: str, size: int, values: dict[str, str]) -> tuple[str, bool]:
    """Why an entry is not read, in words, and whether lines may be lost with it; "" if it is read."""
    if info.isdir():
        return FOLDER, False
    if info.issym() or info.islnk():
        target = quoted(values.get("linkpath") or info.linkname)
        if info.issym():
            return state("It is a symbolic link to {target}, not a file.", target=target), False
        return state("It is a hard link to {target}, not a file.", target=target), False
    if info.type in _BARE_REASONS:
        return _BARE_REASONS[info.type], False
    reason: str | None = _UNREAD.get(_SPARSE if "sparse" in values else info.type)
    if reason is None and not info.isreg():
        reason = state(
            "It is of a kind ({kind}) that is not known: unpack the archive and name the log itself.",
            kind=repr(info.type),
        )
    if reason is None and not size:
        return EMPTY, False
    reason = misplaced(name) if reason is None else reason
    return reason, bool(reason)


def _judge(size: int, raw: RawFile, flaws: Flaws) -> None:
    """Note that a member ended early."""
    if raw.position < size:
        text = state(
            "The archive breaks off inside this member, after {given} of its {size} bytes.",
            given=raw.position,
            size=size,
        )
        flaws.add("truncated", raw.position, text)
