"""Damaged archives: nothing raises, what can be read is read, and what is lost is told, with the member it hit."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import Damage
from forensics.sources.archives.archive import ArchiveTally, is_archive, open_archive
from tests.support.archive_fixture import METHODS, Seen, contents, piped_zip_of, read, tar_of, zip_of
from tests.support.source_fixture import COMPRESS, HEX, LOG, PLAIN_TOO

WEEK = {"access.log": LOG, "access.log.1": HEX[:20_000], "access.log.2": LOG * 2}
SMALL = {"access.log": LOG[:300], "access.log.1.gz": gzip.compress(LOG[:500])}
LINES_OF_SMALL = [LOG[:300], LOG[:500]]
ZIPS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    **{method: lambda members, method=method: zip_of(members, method) for method in METHODS},
    **{f"{method}, to a pipe": lambda members, method=method: piped_zip_of(members, method) for method in METHODS},
}


def damage_of(tally: ArchiveTally) -> Damage:
    """The damage of an archive, which must be there, must lose lines, and must say what to do."""
    assert tally.damage is not None
    assert tally.damage.lost
    assert "intact copy" in tally.damage.text
    return tally.damage


def told(seen: list[Seen], tally: ArchiveTally) -> bool:
    """Somewhere it is said that lines are lost."""
    damages = [tally.damage, *(member.damage for member in seen)]
    return any(damage is not None and damage.lost for damage in damages) or any(member.lost for member in seen)


# ---- truncated ------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", PLAIN_TOO)
def test_a_tar_that_breaks_off_keeps_every_line_before(tmp_path: Path, compression: str) -> None:
    """The members before are whole, the one in which it breaks is named, a prefix of it is read."""
    tar = tar_of({**WEEK, "access.log.3": HEX})
    data = PLAIN_TOO[compression](tar)
    if compression == "bzip2":  # a block that is not whole gives nothing, and one could hold the whole tar
        data = b"".join(COMPRESS["bzip2"](tar[at : at + 10_000]) for at in range(0, len(tar), 10_000))
    (*before, last), tally = read(tmp_path, data[: len(data) * 9 // 10])
    assert contents(before) == WEEK
    assert [member.damage for member in before] == [None, None, None]
    assert HEX.startswith(last.lines)
    assert len(last.lines) > 50_000
    assert last.damage is not None
    assert (last.damage.kind, last.damage.last_line) == ("truncated", last.lines.count(b"\n"))
    assert damage_of(tally).kind == "truncated"
    assert "inside the member 'access.log.3'" in damage_of(tally).text


@pytest.mark.parametrize("length", [512 * 5, 512 * 5 + 100])
def test_a_tar_that_ends_between_two_members_is_told(tmp_path: Path, length: int) -> None:
    """Where a member is complete, only the missing mark of the end shows that others may have followed."""
    seen, tally = read(tmp_path, tar_of(WEEK, "ustar")[:length])
    assert contents(seen) == {"access.log": LOG}
    assert seen[0].damage is None
    assert damage_of(tally).kind == "truncated"
    assert "'access.log'" in damage_of(tally).text


@pytest.mark.parametrize("how", ZIPS)
def test_a_zip_without_its_directory_is_read_all_the_same(tmp_path: Path, how: str) -> None:
    """From one local header to the next; only stored members written to a pipe do not tell where they end."""
    whole = ZIPS[how](WEEK)
    seen, tally = read(tmp_path, whole[: whole.index(b"PK\x01\x02")])
    assert contents(seen) == ({} if how == "stored, to a pipe" else WEEK)
    assert [member.name for member in seen] == list(WEEK)
    assert damage_of(tally).kind == "truncated"
    assert "directory" in damage_of(tally).text


@pytest.mark.parametrize("how", ["stored", "deflated", "deflated, to a pipe"])
def test_a_zip_cut_inside_a_member_gives_what_is_left_of_it(tmp_path: Path, how: str) -> None:
    """The members before it are whole, its own damage says where it ends."""
    whole = ZIPS[how](WEEK)
    seen, tally = read(tmp_path, whole[: whole.index(b"access.log.2") - 5_000])
    assert seen[0].lines == LOG
    assert seen[0].damage is None
    assert WEEK["access.log.1"].startswith(seen[1].lines)
    assert seen[1].damage is not None
    assert (seen[1].damage.kind, seen[1].damage.last_line) == ("truncated", seen[1].lines.count(b"\n"))
    assert "'access.log.1' is damaged" in damage_of(tally).text


# ---- flipped --------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["stored", "deflated", "lzma", "deflated, to a pipe"])
def test_a_flipped_byte_in_a_zip_never_passes_unseen(tmp_path: Path, how: str) -> None:
    """Wherever it lies, directory included: every line is as it was, or it is told that lines are lost."""
    whole = ZIPS[how](SMALL)
    for place in range(4, len(whole), 5):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        seen, tally = read(tmp_path, bytes(flipped))
        assert [member.lines for member in seen] == LINES_OF_SMALL or told(seen, tally), place


@pytest.mark.parametrize("compression", ["gzip", "xz", "zstd"])
def test_a_flipped_byte_in_a_compressed_tar_never_passes_unseen(tmp_path: Path, compression: str) -> None:
    """The same; where its start cannot be decoded, it is not known for a tar and is told as a damaged log."""
    whole = COMPRESS[compression](tar_of(SMALL))
    for place in range(6, len(whole), 11):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        (tmp_path / "logs").write_bytes(flipped)
        if is_archive(tmp_path / "logs"):
            seen, tally = read(tmp_path, bytes(flipped))
            assert [member.lines for member in seen] == LINES_OF_SMALL or told(seen, tally), place


def test_a_damaged_header_in_a_tar_loses_only_its_member(tmp_path: Path) -> None:
    """The next sound header is searched for, and the damage says behind which member one is lost."""
    whole = tar_of(WEEK, "ustar")
    flipped = bytearray(whole)
    flipped[whole.index(b"access.log.1")] ^= 1
    seen, tally = read(tmp_path, bytes(flipped))
    assert contents(seen) == {"access.log": LOG, "access.log.2": LOG * 2}
    assert (damage_of(tally).kind, damage_of(tally).offset) == ("corrupt", 512 * 5)
    assert "behind the member 'access.log'" in damage_of(tally).text


def test_members_behind_a_destroyed_part_of_a_compressed_tar_are_read(tmp_path: Path) -> None:
    """bzip2 in many streams, as parallel packers write it: the tar goes on at the next header."""
    tar = tar_of({**WEEK, "access.log.3": LOG * 9}, "ustar")
    parts = [COMPRESS["bzip2"](tar[at : at + 10_000]) for at in range(0, len(tar), 10_000)]
    parts[1] = parts[1][:40] + bytes(len(parts[1]) - 40)
    seen, tally = read(tmp_path, b"".join(parts))
    assert contents(seen).keys() == {"access.log", "access.log.1", "access.log.2", "access.log.3"}
    assert [member.name for member in seen if member.damage is not None] == ["access.log.1"]
    assert contents(seen)["access.log.3"] == LOG * 9
    assert "'access.log.1'" in damage_of(tally).text


def test_a_wrong_checksum_of_the_whole_is_told(tmp_path: Path) -> None:
    """Every member is read; which of them is wrong nobody knows."""
    whole = gzip.compress(tar_of(WEEK))
    seen, tally = read(tmp_path, whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:])
    assert contents(seen) == WEEK
    assert damage_of(tally).kind == "corrupt"


# ---- odd ends -------------------------------------------------------------------------------


def test_what_lies_behind_an_archive_is_told(tmp_path: Path) -> None:
    """Junk loses nothing; a second tar is read; a second zip hides the first, which is named."""
    seen, tally = read(tmp_path, tar_of(WEEK) + b"signature")
    assert contents(seen) == WEEK
    assert tally.damage is not None
    assert (tally.damage.kind, tally.damage.lost) == ("trailing-junk", False)
    seen, tally = read(tmp_path, tar_of(WEEK) + tar_of({"more": LOG}))
    assert contents(seen) == {**WEEK, "more": LOG}
    assert tally.damage is not None
    assert not tally.damage.lost
    seen, tally = read(tmp_path, zip_of(WEEK) + b"signature")
    assert (contents(seen), tally.damage) == (WEEK, None)
    seen, tally = read(tmp_path, zip_of(WEEK) + zip_of({"more": LOG}))
    assert contents(seen) == {"more": LOG}
    assert "At byte 0 a member begins that the directory of the archive does not list" in damage_of(tally).text


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path: Path) -> None:
    """The count then holds for no state of the archive."""
    (tmp_path / "logs").write_bytes(tar_of(WEEK))
    with open_archive(tmp_path / "logs") as archive:
        for member in archive:
            with (tmp_path / "logs").open("ab") as file:
                file.write(bytes(512))
            assert member.source is not None
            assert b"".join(chunk.raw for chunk in member.source) == WEEK[member.name]
    assert damage_of(archive.tally).kind == "changed"


@given(st.binary(max_size=300), st.sampled_from(["zip", "tar", "header"]), st.integers(0, 1200))
def test_any_bytes_are_an_archive_that_can_be_read_to_its_end(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, kind: str, place: int
) -> None:
    """Hostile or rotten, with junk anywhere: no exception, every byte is hashed, each member has a reason or lines."""
    whole = zip_of(SMALL) if kind == "zip" else tar_of(SMALL)
    data = bytearray(whole)
    data[place : place + len(junk)] = junk
    if kind == "header":  # with a checksum that holds
        data = bytearray(tarfile.TarInfo("log").tobuf())
        data[100:148] = junk[:48].ljust(48, b"0")
        data[156:160] = junk[48:52].ljust(4, b"0")
        data[148:156] = b"%06o\0 " % (sum(data[:148]) + sum(data[156:]) + 8 * 32)
        data += whole
    folder = tmp_path_factory.mktemp("any")
    (folder / "logs").write_bytes(data)
    if is_archive(folder / "logs"):
        seen, _tally = read(folder, bytes(data))
        assert all(member.tally is not None or member.reason for member in seen)
