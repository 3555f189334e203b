"""Archives: each member gives the lines of the plain log, or a reason why it is not read."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.sources import open_source
from forensics.sources.archives.archive import is_archive, open_archive
from tests.support.archive_fixture import (
    METHODS,
    TARS,
    contents,
    entry,
    piped_zip_of,
    read,
    reasons,
    tar_of,
    tar_with,
    zip_of,
)
from tests.support.source_fixture import COMPRESS, HEX, LOG, PLAIN_TOO

#: A week of rotations: the last ones as gzip, one of them with two members.
WEEK = {
    "web1/access.log": LOG,
    "web1/access.log.1": HEX,
    "web1/access.log.2.gz": gzip.compress(HEX[:90_000]) + gzip.compress(HEX[90_000:]),
    "web2/access.log.zst": COMPRESS["zstd"](LOG),
}
LINES_OF_WEEK = dict.fromkeys(WEEK, HEX) | {"web1/access.log": LOG, "web2/access.log.zst": LOG}
ARCHIVES: dict[str, Callable[[], bytes]] = {
    **{f"zip, {method}": lambda method=method: zip_of(WEEK, method) for method in METHODS},
    **{f"zip to a pipe, {method}": lambda method=method: piped_zip_of(WEEK, method) for method in METHODS},
    **{f"tar, {kind}": lambda kind=kind: tar_of(WEEK, kind) for kind in TARS},
    **{f"tar, {name}": lambda pack=pack: pack(tar_of(WEEK)) for name, pack in COMPRESS.items()},
}


@pytest.mark.parametrize("archive", ARCHIVES)
def test_every_member_gives_what_the_plain_log_gives(tmp_path: Path, archive: str) -> None:
    """Lines, hashes and counts are those of the file by itself, whatever it is packed in."""
    seen, tally = read(tmp_path, ARCHIVES[archive](), chunk_bytes=30_000)
    assert contents(seen) == LINES_OF_WEEK
    assert tally.damage is None
    for member in seen:
        (tmp_path / "alone").write_bytes(WEEK[member.name])
        with open_source(tmp_path / "alone", chunk_bytes=30_000) as source:
            assert b"".join(chunk.raw for chunk in source) == member.lines
        assert source.tally == member.tally


@pytest.mark.parametrize("compression", COMPRESS)
def test_the_hash_of_a_compressed_tar_is_given_unpacked_too(tmp_path: Path, compression: str) -> None:
    """So that it can be compared with the tar of somebody who has unpacked it."""
    tar = tar_of(WEEK)
    _seen, tally = read(tmp_path, COMPRESS[compression](tar))
    assert (tally.stream_bytes, tally.stream_sha256) == (len(tar), hashlib.sha256(tar).hexdigest())


def test_members_come_in_the_order_in_which_they_lie(tmp_path: Path) -> None:
    """Also two of the same name, of which no file system would keep the first."""
    given = [("b", b"one\n"), ("a", b"two\n"), ("b", b"three\n")]
    seen, _tally = read(tmp_path, tar_with([(tarfile.TarInfo(name), data) for name, data in given]))
    assert [(member.name, member.lines) for member in seen] == given
    seen, _tally = read(tmp_path, zip_of({"b": b"one\n", "a": b"two\n", "c": b"three\n"}).replace(b"c", b"b"))
    assert [(member.name, member.lines) for member in seen] == given


@pytest.mark.parametrize("archive", ["zip, deflated", "zip, stored", "tar, pax", "tar, gzip"])
def test_a_member_may_be_left_after_its_head(tmp_path: Path, archive: str) -> None:
    """To tell its format by: the next member and the hash of the archive are as ever."""
    data = ARCHIVES[archive]()
    (tmp_path / "logs").write_bytes(data)
    heads = {}
    with open_archive(tmp_path / "logs") as opened:
        for member in opened:
            assert member.source is not None
            heads[member.name] = member.source.head(100)
            with pytest.raises(RuntimeError):
                _ = opened.tally
    assert all(head and LINES_OF_WEEK[name].startswith(head) for name, head in heads.items())
    assert heads.keys() == WEEK.keys()
    assert (opened.tally.sha256, opened.tally.damage) == (hashlib.sha256(data).hexdigest(), None)


# ---- recognised -----------------------------------------------------------------------------


@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_archive_is_known_by_its_bytes(tmp_path: Path, archive: str) -> None:
    """The name says nothing, and what is no archive is not opened as one."""
    (tmp_path / "access.log").write_bytes(ARCHIVES[archive]())
    assert is_archive(tmp_path / "access.log")


@pytest.mark.parametrize("compression", PLAIN_TOO)
@pytest.mark.parametrize("content", [b"", LOG, HEX, b"PK", b"\0" * 2000, zip_of(WEEK)[40:]])
def test_a_log_is_no_archive(tmp_path: Path, compression: str, content: bytes) -> None:
    """Plain or compressed, empty or of zeros."""
    (tmp_path / "logs.zip").write_bytes(PLAIN_TOO[compression](content))
    assert not is_archive(tmp_path / "logs.zip")
    with pytest.raises(SourceError, match="no zip or tar"), open_archive(tmp_path / "logs.zip"):
        pass


def test_standard_input_is_no_archive() -> None:
    """It can be read only once: to look at it would be to lose it."""
    assert not is_archive(Path("-"))


def test_the_archive_is_opened_for_reading_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence is not touched."""
    (tmp_path / "logs").write_bytes(zip_of(WEEK))
    asked, original = [], os.open

    def spy(path: Path, flags: int, *mode: int) -> int:
        asked.append(flags)
        return original(path, flags, *mode)

    monkeypatch.setattr(os, "open", spy)
    with open_archive(tmp_path / "logs") as archive:
        assert sum(member.source is not None for member in archive) == len(WEEK)
    assert asked
    assert not any(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) for flags in asked)


# ---- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gnu", "pax"])
def test_names_of_any_length_and_letters_are_kept_as_found(tmp_path: Path, kind: str) -> None:
    """Long names stand in headers of their own; bytes that are no UTF-8 and controls stay."""
    names = ["x" * 90 + "/" + "y" * 200, "caf\xe9.log", "a\udce9b.log", "\x1b[31m\n.log", "a\\b.log", "..a/b..log"]
    seen, tally = read(tmp_path, tar_of(dict.fromkeys(names, LOG), kind))
    assert contents(seen) == dict.fromkeys(names, LOG)
    assert tally.damage is None


def test_names_in_a_zip_are_utf8_or_cp437(tmp_path: Path) -> None:
    """As the archive says; a NUL does not cut a name short."""
    assert contents(read(tmp_path, zip_of({"caf\xe9 \u4e2d": LOG}))[0]) == {"caf\xe9 \u4e2d": LOG}
    old = zip_of({"cafe.log": LOG}).replace(b"cafe", b"caf\x82")
    assert contents(read(tmp_path, old)[0]) == {"caf\xe9.log": LOG}
    cut = zip_of({"cafe.log": LOG}).replace(b"cafe", b"caf\0")
    assert contents(read(tmp_path, cut)[0]) == {"caf\0.log": LOG}


@pytest.mark.parametrize("name", ["../up.log", "a/../../up.log", "a\\..\\up.log", "/etc/x.log", "\\x.log", "C:\\x.log"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    """No path is ever made of it, yet an archive with such a name is not trusted; what follows is read."""
    for data in (zip_of({name: LOG, "next": HEX}), tar_of({name: LOG, "next": HEX})):
        seen, tally = read(tmp_path, data)
        assert contents(seen) == {"next": HEX}
        assert reasons(seen)[name][1]
        assert "name" in reasons(seen)[name][0]
        assert tally.damage is None


# ---- what is not read -----------------------------------------------------------------------


def test_what_is_no_file_in_a_tar_is_passed_over(tmp_path: Path) -> None:
    """Links, devices, folders and empty files hold no lines; other kinds may, and are told as lost."""
    entries = [
        (entry("folder", tarfile.DIRTYPE), b""),
        (entry("soft", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (entry("hard", tarfile.LNKTYPE, "log"), b""),
        (entry("char", tarfile.CHRTYPE), b""),
        (entry("block", tarfile.BLKTYPE), b""),
        (entry("pipe", tarfile.FIFOTYPE), b""),
        (entry("empty", tarfile.REGTYPE), b""),
        (entry("sparse", tarfile.GNUTYPE_SPARSE), LOG),
        (entry("rest", b"M"), LOG),
        (entry("unknown", b"~"), LOG),
        (entry("log", tarfile.REGTYPE), LOG),
    ]
    seen, tally = read(tmp_path, tar_with(entries, "gnu"))
    assert contents(seen) == {"log": LOG}
    assert tally.damage is None
    lost = {name for name, (_reason, lost) in reasons(seen).items() if lost}
    assert lost == {"sparse", "rest", "unknown"}
    assert "'/etc/passwd'" in reasons(seen)["soft"][0]
    assert "earlier volume" in reasons(seen)["rest"][0]
    assert len(reasons(seen)) == len(entries) - 1


def test_a_sparse_file_of_any_kind_is_passed_over_whole(tmp_path: Path) -> None:
    """Its map may take blocks of its own behind the header, or stand in the pax header."""
    made = bytearray(tar_with([(entry("sparse", b"S"), b"x" * 512 + LOG), (entry("log", b"0"), LOG)], "gnu"))
    made[482] = 1  # a block of the map follows, here the first of what was written as content
    struct.pack_into("11s", made, 124, b"%011o" % len(LOG))
    made[148:156] = b" " * 8
    struct.pack_into("8s", made, 148, b"%06o\0 " % sum(made[:512]))
    assert contents(read(tmp_path, bytes(made).replace(b"x" * 512, bytes(512)))[0]) == {"log": LOG}
    info = tarfile.TarInfo("GNUSparseFile.0/log")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "real.log"}
    seen, _tally = read(tmp_path, tar_with([(info, LOG)]))
    assert "holes" in reasons(seen)["real.log"][0]


def test_what_is_no_file_in_a_zip_is_passed_over(tmp_path: Path) -> None:
    """The kind stands in the mode that Unix writes; what is too long for a link is told as lost,
    and what was piped into zip, which marks it as a pipe, is a log."""
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.mkdir("folder")
        archive.writestr("empty", b"")
        for name, kind, data in (
            ("soft", stat.S_IFLNK, b"../access.log.1"),
            ("false link", stat.S_IFLNK, LOG),
            ("device", stat.S_IFCHR, LOG),
            ("log", stat.S_IFREG, LOG),
            ("-", stat.S_IFIFO, LOG),
        ):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16
            archive.writestr(info, data)
    seen, _tally = read(tmp_path, (tmp_path / "zip").read_bytes())
    assert contents(seen) == {"log": LOG, "-": LOG}
    assert reasons(seen).keys() == {"folder/", "empty", "soft", "false link", "device"}
    assert {name for name, (_reason, lost) in reasons(seen).items() if lost} == {"false link", "device"}
    assert "link" in reasons(seen)["soft"][0]


def test_records_of_macos_are_no_logs(tmp_path: Path) -> None:
    """By what they hold: a log of such a name is read."""
    double, store = b"\x00\x05\x16\x07" + bytes(60), b"\x00\x00\x00\x01Bud1" + bytes(60)
    seen, _tally = read(tmp_path, zip_of({"__MACOSX/._a": double, ".DS_Store": store, "__MACOSX/b": LOG}))
    assert contents(seen) == {"__MACOSX/b": LOG}
    assert [lost for _reason, lost in reasons(seen).values()] == [False, False]


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_an_archive_inside_an_archive_is_named(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    """Also one that is compressed, or of a kind that is never read."""
    inner = {
        "a.zip": zip_of(WEEK),
        "b.tar": tar_of(WEEK),
        **{f"tar.{name}": compress(tar_of(WEEK)) for name, compress in COMPRESS.items()},
        "zip.gz": gzip.compress(zip_of(WEEK)),
        "c.7z": b"7z\xbc\xaf\x27\x1c" + HEX,
    }
    seen, _tally = read(tmp_path, pack({**inner, "log": LOG}))
    assert contents(seen) == {"log": LOG}
    assert all(lost and "archive inside" in reason for reason, lost in reasons(seen).values())
    assert reasons(seen).keys() == inner.keys()
