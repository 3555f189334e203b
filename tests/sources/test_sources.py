"""Sources: any bytes, in any compression, come out as the same lines, numbered and hashed."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise, zip_longest
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forensics.errors import SourceError
from forensics.sources import Chunk, Overlong, Source, chunks, open_source
from forensics.sources.compression.compression import compression_of
from forensics.sources.rawfile import Digest
from tests.support.source_fixture import PLAIN_TOO

COMPRESSIONS = list(PLAIN_TOO)
#: Logs as they come: mostly text, some of it not UTF-8, any line end.
LOGS = st.lists(
    st.sampled_from([b"GET /\xc3\xa9", b"a", b"\n", b"\r\n", b"\r", b"\0", b"\xe9", b"\xff\xc3"])
    | st.binary(max_size=5),
    max_size=40,
).map(b"".join)


def read(path: Path, *, chunk_bytes: int = 1024, longest: int = 1 << 20) -> tuple[list[Chunk], Source]:
    """All chunks of a source, and the source with its tally."""
    with open_source(path, chunk_bytes=chunk_bytes, longest=longest) as source:
        return list(source), source


def joined(chunks: list[Chunk]) -> bytes:
    """The original bytes of all chunks."""
    return b"".join(chunk.raw for chunk in chunks)


def lines_of(data: bytes) -> list[bytes]:
    """Lines as LF ends them; a last one without LF counts."""
    return data.removesuffix(b"\n").split(b"\n") if data else []


def compressed(data: bytes, compression: str, cuts: list[int]) -> bytes:
    """The data as several members, streams or frames, cut at these places."""
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    parts = [data[start:end] for start, end in pairwise(edges)]
    return b"".join(PLAIN_TOO[compression](part) for part in parts)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Give bytes to standard input."""

    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return give


def _framed(chunks: list[Chunk]) -> bool:
    """Whether the bytes chanced to be no lines of UTF-8 text: see test_frames."""
    return any(chunk.framed is not None for chunk in chunks)


@given(LOGS, st.sampled_from(COMPRESSIONS), st.lists(st.integers(0), max_size=3), st.integers(1, 64))
def test_any_bytes_in_any_compression_give_the_same_lines(
    data: bytes, compression: str, cuts: list[int], chunk_bytes: int
) -> None:
    """Chunk size, compression and the number of its parts change nothing; every line is accounted for."""
    lying = compressed(data, compression, cuts)
    if compression_of(lying) != compression:  # plain bytes that begin like a compressed file
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(lying)
        chunks, source = read(path, chunk_bytes=chunk_bytes)
    if _framed(chunks) or compression_of(data) != "none":
        return
    assert joined(chunks) == data
    line, offset = 1, 0
    for chunk in chunks:
        assert (chunk.first_line, chunk.offset) == (line, offset)
        assert chunk is chunks[-1] or chunk.raw.endswith(b"\n")
        line += chunk.raw.count(b"\n")
        offset += len(chunk.raw)
    tally = source.tally
    assert (tally.bytes, tally.sha256) == (len(lying), hashlib.sha256(lying).hexdigest())
    assert (tally.stream_bytes, tally.stream_sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert tally.lines == len(lines_of(data))
    assert source.position == source.size == len(lying)
    assert tally.damage is None or tally.damage.kind == "archive"
    assert source.compression == compression


@given(LOGS, st.integers(1, 64))
def test_repaired_lines_are_utf8_and_keep_their_length(data: bytes, chunk_bytes: int) -> None:
    """Each bad byte becomes one SUB, good bytes stay, and the count is of lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(gzip.compress(data))
        chunks, source = read(path, chunk_bytes=chunk_bytes)
    if _framed(chunks) or compression_of(data) != "none":
        return
    for chunk in chunks:
        chunk.data.decode()
        assert len(chunk.data) == len(chunk.raw)
        assert all(old == new or (new == 0x1A and old >= 0x80) for old, new in zip(chunk.raw, chunk.data, strict=True))
        assert (chunk.data is chunk.raw) == (chunk.repaired == 0)
    bad = sum(line.decode("utf-8", "replace") != line.decode("utf-8", "surrogateescape") for line in lines_of(data))
    assert source.tally.repaired == sum(chunk.repaired for chunk in chunks) == bad


def test_repair_replaces_only_the_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    """Latin-1, a cut sequence, an encoded surrogate and an overlong form, next to real UTF-8."""
    path = tmp_path / "log"
    path.write_bytes(b"caf\xe9 caf\xc3\xa9\nplain\n\xe2\x82|\xed\xa0\x80|\xc0\xaf\r\n")
    (chunk,), source = read(path)
    assert chunk.data == b"caf\x1a caf\xc3\xa9\nplain\n\x1a\x1a|\x1a\x1a\x1a|\x1a\x1a\r\n"
    assert chunk.raw == path.read_bytes()
    assert source.tally.repaired == 2


@given(
    # Zero bytes before a line are a hole, which has tests of its own.
    st.lists(st.binary(max_size=24).map(lambda line: line.replace(b"\n", b" ").lstrip(b"\0")), max_size=12),
    st.sampled_from([b"", b"\n"]),
    st.integers(1, 40),
    st.integers(3, 10),
)
def test_overlong_lines_are_left_out_but_keep_their_number(
    lines: list[bytes], end: bytes, chunk_bytes: int, longest: int
) -> None:
    """Every line is in the chunks or among the overlong ones, each with its number and offset."""
    data = b"\n".join(lines) + (end if lines else b"")
    assume(compression_of(data) == "none")  # else it is unpacked again
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(gzip.compress(data))
        chunks, source = read(path, chunk_bytes=chunk_bytes, longest=longest)
    found: dict[int, tuple[int, bytes]] = {}
    for chunk in chunks:
        offset = chunk.offset
        for number, line in enumerate(lines_of(chunk.raw), chunk.first_line):
            assert len(line) <= longest
            found[number] = (offset, line)
            offset += len(line) + 1
    starts = {line.line_no: (line.offset, line.start) for line in source.tally.overlong_lines}
    expected, offset = {}, 0
    for number, line in enumerate(lines_of(data), 1):
        expected[number] = (offset, line)
        offset += len(line) + 1
    assert found == {number: place for number, place in expected.items() if len(place[1]) <= longest}
    assert starts.keys() == expected.keys() - found.keys()
    for number, (offset, start) in starts.items():
        assert len(start) > longest
        assert expected[number][0] == offset
        assert expected[number][1].startswith(start)
    assert source.tally.lines == len(expected)
    assert source.tally.overlong == len(source.tally.overlong_lines)


def test_a_huge_line_is_kept_only_by_its_start(tmp_path: Path) -> None:
    """A line over 1 MiB does not reach the chunks; what precedes and follows it does."""
    path = tmp_path / "log"
    path.write_bytes(b"first\n" + b"x" * 3_000_000 + b"\nlast")
    chunks, source = read(path)
    assert [(chunk.first_line, chunk.offset, chunk.raw) for chunk in chunks] == [
        (1, 0, b"first\n"),
        (3, 3_000_007, b"last"),
    ]
    assert source.tally.overlong_lines == (Overlong(2, 6, b"x" * 2048),)
    assert source.tally.lines == 3


def test_a_line_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    """1 MiB without its line end is not over 1 MiB."""
    path = tmp_path / "log"
    path.write_bytes(b"x" * (1 << 20) + b"\n" + b"y" * ((1 << 20) + 1) + b"\n")
    chunks, source = read(path)
    assert [len(chunk.raw) for chunk in chunks] == [(1 << 20) + 1]
    assert [line.line_no for line in source.tally.overlong_lines] == [2]


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_standard_input_is_read_in_any_compression(
    compression: str, stdin: Callable[[bytes], None], tmp_path: Path
) -> None:
    """A pipe gives what the file gives; only its size is not known."""
    data = b"".join(b"line %d\n" % number for number in range(500))
    (tmp_path / "log").write_bytes(lying := compressed(data, compression, [100]))
    stdin(lying)
    chunks, source = read(Path("-"))
    from_file, file_source = read(tmp_path / "log")
    assert (chunks, source.tally) == (from_file, file_source.tally)
    assert source.size is None
    assert source.position == len(lying)


def test_an_empty_file_has_no_chunks(tmp_path: Path) -> None:
    """Nothing is a complete log of no lines, not damage."""
    (tmp_path / "log").touch()
    chunks, source = read(tmp_path / "log")
    assert chunks == []
    assert (source.tally.lines, source.tally.sha256) == (0, hashlib.sha256().hexdigest())
    assert source.tally.damage is None


def test_the_suffix_says_nothing(tmp_path: Path) -> None:
    """A plain file called .gz is plain, and gzip without the suffix is gzip."""
    (tmp_path / "a.gz").write_bytes(b"one\n")
    (tmp_path / "a.log").write_bytes(gzip.compress(b"two\n"))
    assert [joined(read(tmp_path / name)[0]) for name in ("a.gz", "a.log")] == [b"one\n", b"two\n"]


def test_gzip_inside_gzip_is_unpacked_to_a_depth(tmp_path: Path) -> None:
    """A rotation packed again for the post is read; what somebody has packed ten times stays packed."""
    (tmp_path / "a.gz.gz").write_bytes(gzip.compress(gzip.compress(b"line\n")))
    assert joined(read(tmp_path / "a.gz.gz")[0]) == b"line\n"
    deep = b"line\n"
    for _ in range(10):
        deep = gzip.compress(deep)
    (tmp_path / "deep.gz").write_bytes(deep)
    assert b"line" not in joined(read(tmp_path / "deep.gz")[0])


def test_a_gzip_header_with_every_field_is_passed_over(tmp_path: Path) -> None:
    """Extra field, name, comment and header checksum stand before the data (RFC 1952 2.3)."""
    plain = gzip.compress(b"line\n")
    fields = b"\x04\0abcd" + b"access.log\0" + b"c" * 1000 + b"\0" + b"\x12\x34"
    (tmp_path / "log").write_bytes(plain[:3] + b"\x1e" + plain[4:10] + fields + plain[10:])
    chunks, source = read(tmp_path / "log")
    assert joined(chunks) == b"line\n"
    assert source.tally.damage is None


def test_an_unread_source_has_no_tally(tmp_path: Path) -> None:
    """Half-read counts must not pass for whole ones."""
    (tmp_path / "log").write_bytes(b"a\nb\n")
    with open_source(tmp_path / "log", chunk_bytes=1) as source:
        next(iter(source))
        with pytest.raises(RuntimeError):
            _ = source.tally


# ---- what cannot be opened ------------------------------------------------------------------


def test_a_folder_a_fifo_and_nothing_are_refused(tmp_path: Path) -> None:
    """Each names the path; a fifo must not make the tool wait."""
    paths = [tmp_path, tmp_path / "missing"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo")
        paths.append(tmp_path / "fifo")
    for path in paths:
        with pytest.raises(SourceError) as caught, open_source(path):
            pass
        assert caught.value.where == str(path)


def test_a_file_without_permission_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is of the tool's own kind and has a hint."""

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "log").touch()
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceError, match="permission") as caught, open_source(tmp_path / "log"):
        pass
    assert caught.value.hint


@given(data=st.binary(max_size=300) | st.lists(st.sampled_from([b"\n", b"a", b"\r", b"\0"])).map(b"".join))
def test_lines_are_counted_alike_with_and_without_stringzilla(data: bytes) -> None:
    """As many line ends as there are, and one more for an unfinished line."""
    expected = data.count(b"\n") + (data[-1:] not in (b"", b"\n"))
    with pytest.MonkeyPatch.context() as patch:
        assert chunks._height(data) == expected
        patch.setattr(chunks, "count_texts", None)
        assert chunks._height(data) == expected


@pytest.mark.parametrize("size", [1, 7, 64 * 1024, 300_000, 1024 * 1024])
def test_the_digest_is_that_of_all_blocks_in_order(size: int) -> None:
    """However they come, and also where it is asked for on the way."""
    data = bytes(number * number % 251 for number in range(1_500_000 if size > 1_000 else 270_000))
    digest = Digest()
    for at in range(0, len(data), size):
        digest.update(data[at : at + size])
        if at // size % 1_000 == 17:
            assert digest.hexdigest() == hashlib.sha256(data[: at + size]).hexdigest()
    assert digest.hexdigest() == digest.hexdigest() == hashlib.sha256(data).hexdigest()
    digest.close()


@given(
    blocks=st.lists(st.lists(st.sampled_from([b"\n", b"a", b"line\n"])).map(b"".join)),
    asked=st.lists(st.booleans()),
    ends=st.lists(st.booleans()),
    chunk_bytes=st.sampled_from([1, 8, 1000]),
)
def test_whole_lines_are_known_whenever_somebody_asks(
    blocks: list[bytes], asked: list[bool], ends: list[bool], chunk_bytes: int
) -> None:
    """After any block, asked for after every member or never, also behind a gap that ends a line."""
    cutter = chunks.Cutter(chunk_bytes, 100)
    lines, unfinished = 0, b""
    for block, asks, gap in zip_longest(blocks, asked[: len(blocks)], ends[: len(blocks)]):
        list(cutter.take(block))
        *whole, unfinished = (unfinished + block).split(b"\n")
        lines += len(whole)
        if gap:
            list(cutter.end())
            lines, unfinished = lines + bool(unfinished), b""
        if asks:
            assert cutter.whole_lines == cutter.whole_lines == lines
    assert cutter.whole_lines == lines
