"""A document that is a ZIP archive: its parts by name, inflated block by block within the limits, and its oddities.

Nothing is written to disk, and what the archive says of the sizes of its parts is not believed: bytes are counted as
they come.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, BinaryIO

from forensics.documents.hidden import hidden
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.language.statement import state, state_many
from forensics.model.document import Hidden

__all__ = ["Package", "opened"]

_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, ValueError)
_MARKUP = (".xml", ".rels", ".vml")
#: Below this a ratio says nothing.
_SMALL = 1 << 20


class Package:
    """The parts of one archive. Names are compared without case, as Office does; of equal ones the last counts."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._infos = {_tidy(info.filename): info for info in archive.infolist() if not info.filename.endswith("/")}
        self.names = tuple(self._infos)  # lower case, with "/" between folders
        self._spent: dict[str, int] = {}  # bytes of each part that were counted: reading it again costs no more

    def __contains__(self, name: str) -> bool:
        return _tidy(name) in self._infos

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; none where there is no such part. Raises NotInspectableError: damaged, encrypted,
        larger than it may be."""
        info = self._infos.get(_tidy(name))
        if info is None:
            return
        if info.flag_bits & _ENCRYPTED:
            raise NotInspectableError(state("It is encrypted."))
        size = 0
        try:
            with self._archive.open(info) as part:
                while block := part.read(BLOCK):
                    size += len(block)
                    self._refuse_bomb(info, size)
                    self._spend(info.filename, size)
                    yield block
        except _FAULTS as error:
            raise NotInspectableError(state("Part {name} is damaged.", name=info.filename)) from error

    def _spend(self, name: str, size: int) -> None:
        new = size - self._spent.get(name, 0)
        if new > 0:
            self._spent[name] = size
            self._limits.spend(new)

    def content(self, name: str) -> bytes:
        """A whole part; empty where there is none."""
        return b"".join(self.blocks(name))

    def _refuse_bomb(self, info: zipfile.ZipInfo, size: int) -> None:
        markup = info.filename.casefold().endswith(_MARKUP)
        if size > self._limits.part or (
            markup and size > _SMALL and size > self._limits.ratio * max(info.compress_size, 1)
        ):
            raise NotInspectableError(
                state("Part {name} unpacks to far more than a document holds.", name=info.filename)
            )

    def oddities(self) -> Iterator[Hidden]:
        """What no program that writes documents does: it may show one reader what it does not show another."""
        names = [info.filename for info in self._archive.infolist()]
        twice = [name for name, count in Counter(_tidy(name) for name in names).items() if count > 1]
        if twice:
            text = state_many("{count} part is there more than once.", "{count} parts are there more than once.",
                              len(twice))  # fmt: skip
            yield hidden("Z", twice[0], len(twice), text, "M")
        strange = [name for name in names if "\\" in name or name.startswith("/") or ".." in name.split("/")]
        if strange:
            text = state_many("{count} part has a name that leads out of its folder.",
                              "{count} parts have names that lead out of their folder.", len(strange))  # fmt: skip
            yield hidden("Z", strange[0], len(strange), text)
        between = self._unaccounted()
        if between < 0:  # what lies in two parts was counted twice
            yield hidden("Z", "", 1, state("Parts of it lie in the same bytes of the file."), "M")
        if between > 0:
            text = state_many("{count} byte of the file belongs to no part.",
                              "{count} bytes of the file belong to no part.", between)  # fmt: skip
            yield hidden("Z", "", between, text)

    def _unaccounted(self) -> int:
        """Bytes before the first part and after the end of the archive."""
        file = self._archive.fp
        if file is None or not self._infos:
            return 0
        first = min(info.header_offset for info in self._archive.infolist())
        tail, place = _ending(file)
        comment = int.from_bytes(tail[place + 20 : place + 22], "little") if place >= 0 else 0
        after = len(tail) - place - 22 - comment if place >= 0 else 0
        return first + max(0, after)


def _ending(file: IO[bytes]) -> tuple[bytes, int]:
    """The last bytes of an archive, and where among them the record of its end begins; -1 where it has none."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 66_000))
    tail = file.read()
    return tail, tail.rfind(b"PK\x05\x06")


def _tidy(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def opened(file: BinaryIO, limits: Limits) -> Package:
    """The archive. Raises NotInspectableError where it cannot be opened, or has more parts than a document."""
    _refuse_many(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as error:
        raise NotInspectableError(state("It is damaged: its table of parts cannot be read.")) from error
    if len(archive.infolist()) > limits.members:
        raise _too_many(limits)
    return Package(archive, limits)


def _refuse_many(file: BinaryIO, limits: Limits) -> None:
    """Before the table is read: it may itself be too large to hold. An entry takes at least 46 bytes."""
    tail, place = _ending(file)
    size = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
    if size not in (0, 0xFFFFFFFF) and size > limits.members * 1024:
        raise _too_many(limits)
    file.seek(0)


def _too_many(limits: Limits) -> NotInspectableError:
    return NotInspectableError(state("It has more than {count} parts.", count=limits.members))
