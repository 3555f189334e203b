"""Archives and compressed logs that are made to do harm: small files that unpack to much, or to many."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import IO

import zstandard

__all__ = [
    "Make",
    "archived",
    "crowd",
    "crowd_in_tar",
    "in_tar",
    "members_of",
    "overlapping",
    "packed",
    "piled",
    "twice",
    "within",
]

_GIB = 1 << 30
_LOCAL, _CENTRAL, _END = (struct.Struct(each) for each in ("<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"))

Make = Callable[[Path, float], Path]

#: One stream, member or frame of each compression.
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, 9, mtime=0),
    "bz2": bz2.compress,
    "xz": lambda data: lzma.compress(data, preset=6),
    "zst": lambda data: zstandard.ZstdCompressor(level=19).compress(data),
}

#: A file of one stream that is written block by block.
_STREAMS: dict[str, Callable[[Path], IO[bytes]]] = {
    "": partial(open, mode="wb"),
    "gz": partial(gzip.open, mode="wb", compresslevel=6),
    "xz": partial(lzma.open, mode="wb", preset=1),
}


def piled(kind: str, block: bytes, gigabytes: float) -> Make:
    """A log whose compressed streams give so much, one behind the other, all alike."""

    def make(folder: Path, scale: float) -> Path:
        log = folder / f"access.log.{kind}"
        stream = _PACKERS[kind](block)
        with log.open("wb") as file:
            file.writelines(repeat(stream, max(int(gigabytes * scale * _GIB) // max(len(block), 1), 1)))
        return log

    return make


def crowd(kind: str, content: bytes, count: int) -> Make:
    """So many streams with this content, or with none."""

    def make(folder: Path, scale: float) -> Path:
        log = folder / f"access.log.{kind}"
        with log.open("wb") as file:
            file.writelines(repeat(_PACKERS[kind](content), int(count * scale)))
        return log

    return make


def packed(kind: str, blocks: Callable[[float], Iterable[bytes]]) -> Make:
    """The blocks as one stream."""

    def make(folder: Path, scale: float) -> Path:
        log = folder / f"access.log.{kind}"
        with _STREAMS[kind](log) as file:
            file.writelines(blocks(scale))
        return log

    return make


def twice(kind: str, inner: Make, times: int = 1) -> Make:
    """What another makes, compressed again."""

    def make(folder: Path, scale: float) -> Path:
        path = inner(folder, scale)
        for _ in range(times):
            packed_again = path.with_name(f"{path.name}.{kind}")
            packed_again.write_bytes(_PACKERS[kind](path.read_bytes()))
            path.unlink()
            path = packed_again
        return path

    return make


def archived(method: int, block: bytes, gigabytes: float, members: int = 1) -> Make:
    """A ZIP of so many members, which give so much together."""

    def make(folder: Path, scale: float) -> Path:
        path = folder / "logs.zip"
        blocks = max(int(gigabytes * scale * _GIB) // len(block) // members, 1)
        with zipfile.ZipFile(path, "w", method) as archive:
            for number in range(members):
                with archive.open(f"access.log.{number}", "w", force_zip64=True) as member:
                    for _ in range(blocks):
                        member.write(block)
        return path

    return make


def members_of(name: Callable[[int], str], content: bytes, count: int) -> Make:
    """A ZIP of so many small members, written by hand: zipfile is slow with many."""

    def make(folder: Path, scale: float) -> Path:
        path = folder / "logs.zip"
        packed_content = zlib.compress(content, 9, -15)
        method, body = (8, packed_content) if content else (0, b"")
        checksum = zlib.crc32(content)
        with path.open("wb") as file:
            places = []
            for number in range(int(count * scale)):
                word = name(number).encode()
                places.append((file.tell(), word))
                sizes = (checksum, len(body), len(content), len(word), 0)
                file.write(_LOCAL.pack(b"PK\x03\x04", 20, 0, method, 0, 33, *sizes) + word + body)
            start = file.tell()
            for at, word in places:
                sizes = (checksum, len(body), len(content), len(word), 0)
                file.write(_CENTRAL.pack(b"PK\x01\x02", 20, 20, 0, method, 0, 33, *sizes[:4], 0, 0, 0, 0, 0, at) + word)
            listed = min(len(places), 0xFFFF)
            end = _END.pack(b"PK\x05\x06", 0, 0, listed, listed, file.tell() - start, start, 0)
            if len(places) > listed:
                far = struct.pack(
                    "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, len(places), len(places), file.tell() - start, start
                )
                end = far + struct.pack("<4sLQL", b"PK\x06\x07", 0, file.tell(), 1) + end
            file.write(end)
        return path

    return make


def overlapping(files: int, gigabytes: float) -> Make:
    """A ZIP whose members share one kernel: each quotes the header of the next and goes on in it (D. Fifield, "A better
    zip bomb", 2019)."""

    def make(folder: Path, scale: float) -> Path:
        path = folder / "logs.zip"
        kernel_size = int(gigabytes * scale * _GIB) // files
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        kernel = packer.compress(b"a" * kernel_size) + packer.flush()
        members: list[tuple[bytes, bytes, int, int, bytes]] = []  # header, word, packed size, size, body up to the next
        tail, tail_content = kernel, b"a" * kernel_size
        body, crc, size = kernel, zlib.crc32(tail_content), kernel_size
        for number in reversed(range(files)):
            word = f"access.log.{number}".encode()
            header = _LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(tail), size, len(word), 0) + word
            members.append((header, word, len(tail), size, body))
            quote = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF)
            crc, size = zlib.crc32(tail_content, zlib.crc32(header)), size + len(header)
            body, tail = quote, quote + header + tail
        members.reverse()
        with path.open("wb") as file:
            places = []
            for header, word, length, whole, part in members:
                places.append((file.tell(), word, length, whole, header[14:18]))
                file.write(header + part)
            start = file.tell()
            for at, word, length, whole, checksum in places:
                sizes = (int.from_bytes(checksum, "little"), length, whole, len(word))
                file.write(_CENTRAL.pack(b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, at) + word)
            file.write(_END.pack(b"PK\x05\x06", 0, 0, len(places), len(places), file.tell() - start, start, 0))
        return path

    return make


def crowd_in_tar(content: bytes, count: int, kind: str = "") -> Make:
    """A tar of so many small members, compressed or not."""

    def make(folder: Path, scale: float) -> Path:
        path = folder / f"logs.tar{kind and '.' + kind}"
        with _STREAMS[kind](path) as file:
            for number in range(int(count * scale)):
                file.write(_in_tar(f"access.log.{number}", content))
            file.write(bytes(1024))
        return path

    return make


def _in_tar(name: str, content: bytes) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info.tobuf() + content + bytes(-len(content) % 512)


def in_tar(block: bytes, gigabytes: float, kind: str, members: int = 1) -> Make:
    """A compressed tar of members that give so much together; streams of it are alike, one behind the other."""

    def make(folder: Path, scale: float) -> Path:
        path = folder / f"logs.tar.{kind}"
        pack = _PACKERS[kind]
        blocks = max(int(gigabytes * scale * _GIB) // len(block) // members, 1)
        middle = pack(block)
        with path.open("wb") as file:
            for number in range(members):
                info = tarfile.TarInfo(f"access.log.{number}")
                info.size = blocks * len(block)
                file.write(pack(info.tobuf()))
                file.writelines(repeat(middle, blocks))
            file.write(pack(bytes(1024)))
        return path

    return make


def within(inner: Make) -> Make:
    """What another makes, as the member of a tar."""

    def make(folder: Path, scale: float) -> Path:
        path = inner(folder, scale)
        content = path.read_bytes()
        path.unlink()
        around = folder / "logs.tar"
        around.write_bytes(_in_tar(path.name, content) + bytes(1024))
        return around

    return make
