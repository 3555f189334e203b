"""Lines as people hand them over: picked out by a tool, printed by a journal, pasted from a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from forensics.formats import Detection, detect, inner, parse
from forensics.formats.wrappers import cut_lines
from forensics.formats.wrappers.known import WRAPPERS, Wrapper, peel
from forensics.model import Case, LeakedFile, Log, SourceReport, Window
from forensics.scan.scan import scan

_ADDRESSES = ("192.0.2.10", "198.51.100.7", "203.0.113.5", "2001:db8::7", "192.0.2.11", "198.51.100.8")
_LINES = tuple(
    f'{address} - - [09/Jun/2026:10:0{minute}:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 200000 "-" "curl/8.7.1"'
    for minute, address in enumerate(_ADDRESSES)
)
_NAMES = {wrapper.name: wrapper for wrapper in WRAPPERS}


def _clients(lines: Sequence[str]) -> tuple[Detection, list[str | None]]:
    """How a log was taken, and the peers that it names."""
    found = detect([line.encode() for line in lines])
    assert found.format is not None
    table, read = parse(found.format, inner(found.wrappers, pl.Series(lines)), zone="UTC")
    return found, table["peer"].filter(read).to_list()


def _scanned(tmp_path: Path, content: bytes) -> tuple[pl.DataFrame, SourceReport]:
    (tmp_path / "access.log").write_bytes(content)
    window = Window("one", datetime(2026, 6, 8, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC), ("leak.xlsx",))
    case = Case(id="c", files=(LeakedFile("leak.xlsx"),), windows=(window,), logs=(Log("access.log"),), folder=tmp_path)
    evidence = scan(case)
    return evidence.requests, evidence.sources[0]


@pytest.mark.parametrize("wrapper", WRAPPERS, ids=lambda wrapper: wrapper.name)
def test_every_wrapper_gives_its_example_back(wrapper: Wrapper) -> None:
    """The declaration of a wrapper holds a line that it is around."""
    assert "".join(peel(wrapper, pl.Series([wrapper.example])).to_list()).startswith("192.0.2.10 - - [")


@pytest.mark.parametrize(
    "before",
    [
        lambda n: f"{n * 3 + 1}:",
        lambda n: f"access.log.{1 + n // 3}:",
        lambda n: f"/var/log/nginx/access.log:{n + 7}:",
        lambda n: rf"C:\logs\my site\access.log:{n + 7}:",
        lambda n: f"     {n + 1}\t",
        lambda n: f"Tue 2026-06-09 10:0{n}:00 CEST web1 nginx[812]: ",
        lambda n: f"[{n + 3:12}.000001] web1 nginx[812]: ",
        lambda n: f'2026-06-09T10:0{n}:00+02:00 {{app="web", pod="web-{n}"}} ',
        lambda _: "> > ",
        lambda _: "\t",
        lambda _: "web1 ",
        lambda n: f"web{n % 2} | nginx | ",  # nobody has listed these
        lambda n: f"2026-06-09 10:0{n}:00,123 INFO [worker-{n}] ",
        lambda n: f"node={n} level=info msg=",
        lambda n: f"<{n}> [prod/web] (out) ",
        lambda n: f"#{n:04} >>",
        lambda n: f"Jun  9 10:0{n}:00 ",
        lambda n: f"10:0{n}:00.123 ",
    ],
)
def test_what_stands_before_lines_is_no_client(before: Callable[[int], str]) -> None:
    """The clients are those of the lines, with a sample of what was taken off."""
    found, clients = _clients([before(number) + line for number, line in enumerate(_LINES)])
    assert clients == list(_ADDRESSES)
    assert found.wrappers
    assert "inside" in found.because


@pytest.mark.parametrize(
    "heads",
    [
        ["2001:db8::7", "2001:db8::8", "2001:db8:1::7", "2a02:db8::7"],
        ["pc17", "pc18", "server2", "pc17"],
        ["www.example.org", "mail.example.org", "localhost", "a-b.example.org"],
        ["192.0.2.x", "198.51.100.x", "192.0.2.x", "192.0.2.x"],
        ["1:db8::7", "4:db8::7", "3:db8::7", "1:db8::9"],
    ],
)
def test_clients_that_look_like_prefixes_stay(heads: Sequence[str]) -> None:
    """Groups of an address are no numbers of lines, and a host may have a name of one word."""
    lines = [f'{head} - - [09/Jun/2026:10:00:00 +0200] "GET / HTTP/1.1" 200 5 "-" "x"' for head in heads]
    found, clients = _clients(lines)
    assert found.wrappers == ()
    assert clients == heads


@pytest.mark.parametrize(
    ("head", "peer", "chain"),
    [
        ("192.0.2.{n}, 10.0.0.5", None, "192.0.2.{n}, 10.0.0.5"),
        ("192.0.2.{n} 10.0.0.5", "10.0.0.5", "192.0.2.{n}"),
        ("10.0.0.5 192.0.2.{n}", "10.0.0.5", "192.0.2.{n}"),
        ("10.0.0.5 (192.0.2.{n})", "10.0.0.5", "192.0.2.{n}"),
        ("www.example.org 192.0.2.{n}, 10.0.0.5", None, "192.0.2.{n}, 10.0.0.5"),
        ("www.example.org:443 192.0.2.{n}, 10.0.0.5", None, "192.0.2.{n}, 10.0.0.5"),
        ("www.example.org 192.0.2.{n} 10.0.0.5", "10.0.0.5", "192.0.2.{n}"),
        ("192.0.2.{n}:4000{n}", "192.0.2.{n}", None),
        ("[2001:db8::{n}]:4000{n}", "2001:db8::{n}", None),
    ],
)
def test_forwarded_addresses_in_the_head(head: str, peer: str | None, chain: str | None) -> None:
    """Peer and chain are told apart, and neither becomes the name of a host."""
    line = '{} - - [09/Jun/2026:10:00:0{} +0200] "GET / HTTP/1.1" 200 5 "-" "x"'
    lines = [line.format(head.format(n=n), n) for n in range(6)]
    found = detect([text.encode() for text in lines])
    assert found.format is not None
    table, _ = parse(found.format, pl.Series(lines), zone="UTC")
    expected = [tuple(value and value.format(n=n) for value in (peer, chain)) for n in range(6)]
    assert table.select("peer", "forwarded").rows() == expected


def test_address_that_could_be_either_is_not_guessed() -> None:
    """Two addresses that differ alike: which is the peer's is not told, so no line is read."""
    line = '192.0.2.{n} 198.51.100.{n} - - [09/Jun/2026:10:00:0{n} +0200] "GET / HTTP/1.1" 200 5 "-" "x"'
    assert detect([line.format(n=n).encode() for n in range(6)]).format is None


@pytest.mark.parametrize(
    "write",
    [
        lambda line: line.replace("leak", "\x1b[01;31m\x1b[Kleak\x1b[m\x1b[K"),
        lambda line: "\x1b[1;36m" + line.replace(" - -", "\x1b[0m - -"),
        lambda line: "\x00" * 500 + line,
        lambda line: "\ufeff" + line,
        lambda line: "\ufeff\x1b[0m" + line + "\r\r",
        lambda line: line.replace(" 200 ", " \x1b]8;;x\x07200\x1b]8;;\x07 "),
    ],
)
def test_marks_are_no_part_of_a_line(tmp_path: Path, write: Callable[[str], str]) -> None:
    """Colours, holes and byte order marks are taken out to read, and stay in the evidence."""
    lines = [write(line) if number % 2 else line for number, line in enumerate(_LINES)]
    requests, source = _scanned(tmp_path, "\n".join(lines).encode() + b"\n")
    assert requests["peer"].to_list() == list(_ADDRESSES)
    assert set(requests["match"]) == {"target"}
    assert requests["line"].to_list() == [line.removesuffix("\r").encode() for line in lines]
    assert source.cleaned == 3


@pytest.mark.parametrize("before", [b"", _LINES[0].encode() + b"\n"])
@pytest.mark.parametrize("zeros", [100, 3_000_000])
def test_hole_is_told(tmp_path: Path, before: bytes, zeros: int) -> None:
    """A block of zero bytes is no line, however long, and the line behind it is read."""
    content = before + b"\x00" * zeros + "\n".join(_LINES[1:]).encode() + b"\n"
    requests, source = _scanned(tmp_path, content)
    assert requests["peer"].to_list()[-5:] == list(_ADDRESSES[1:])
    assert [hole.line_no for hole in source.holes] == [2 if before else 1]
    assert [content[at : at + 3] for at in requests["offset"]][-1] == b"198"


def test_hole_between_two_halves_is_no_line(tmp_path: Path) -> None:
    """What was cut before a hole and what follows it are never read as one."""
    content = _LINES[0].encode() + b"\n" + _LINES[1][:80].encode() + b"\x00" * 60 + _LINES[2].encode() + b"\n"
    requests, _ = _scanned(tmp_path, content)
    assert requests.select("match", "names").rows() == [("target", None), ("rejected", 2)]


@pytest.mark.parametrize("times", [2, 5])
@pytest.mark.parametrize("between", ["", " "])
def test_lines_without_their_ends_are_counted(tmp_path: Path, times: int, between: str) -> None:
    """Requests that run into each other are unreadable, and named as often as they are."""
    requests, _ = _scanned(tmp_path, between.join(_LINES[:times]).encode() + b"\n" + _LINES[5].encode() + b"\n")
    assert requests.select("match", "names").rows() == [("rejected", times), ("target", None)]


def test_numbers_of_equal_lines_are_told(tmp_path: Path) -> None:
    """A line of uniq -c stands for several."""
    content = "".join(f"{count:7} {line}\n" for count, line in zip((1, 3, 1, 1, 2, 1), _LINES, strict=True))
    requests, source = _scanned(tmp_path, content.encode())
    assert requests["peer"].to_list() == list(_ADDRESSES)
    assert source.counted == 3


_CRI = "2026-06-09T10:00:00.1+02:00"


@pytest.mark.parametrize("pieces", [2, 4])
def test_pieces_of_a_container_are_joined(tmp_path: Path, pieces: int) -> None:
    """Also where the other stream writes in between; the evidence is what lies from the first to the last."""
    cuts = [30 * number for number in range(pieces)]
    parts = [_LINES[0][start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
    written = [f"{_CRI} stdout {'F' if part is parts[-1] else 'P'} {part}" for part in parts]
    lines = [*(f"{_CRI} stdout F {line}" for line in _LINES[1:4]), written[0], f"{_CRI} stderr F a word", *written[1:]]
    requests, _ = _scanned(tmp_path, "\n".join(lines).encode() + b"\n")
    assert sorted(requests["peer"]) == sorted(_ADDRESSES[:4])
    assert requests["line"][-1] == "\n".join(lines[3:]).encode()


def test_piece_without_its_end_stays() -> None:
    """A runtime that was killed leaves a piece; nothing is made of it."""
    lines = pl.Series([f"{_CRI} stdout F one", f"{_CRI} stdout P two"])
    assert cut_lines.rejoined([_NAMES["cri"]], lines)[0].equals(lines)


@pytest.mark.parametrize("year", ["0000", "0001", "1969", "2200", "9999", "99999"])
def test_year_that_no_clock_has_is_unread(tmp_path: Path, year: str) -> None:
    """The line is unreadable evidence; the run goes on."""
    odd = _LINES[1].replace("2026", year)
    requests, source = _scanned(tmp_path, "\n".join([_LINES[0], odd, _LINES[2]]).encode() + b"\n")
    assert requests["match"].to_list() == ["target", "rejected", "target"]
    assert source.parsed == 2
