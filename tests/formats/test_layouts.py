"""Lines in no known format: what speaks for itself is read, what could be read in two ways is not."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest

from forensics.formats import Format, detect, parse
from forensics.formats.detection.layouts import NAME, worked_out
from tests.support.format_fixture import said

#: Address, clock, request, status, size.
VISITS = (
    ("203.0.113.20", "09:58:01", "GET / HTTP/1.1", 200, 5120),
    ("203.0.113.20", "09:58:02", "GET /css/a.css HTTP/1.1", 200, 812),
    ("192.0.2.10", "10:00:00", "GET /docs/leak.xlsx HTTP/1.1", 200, 200000),
    ("203.0.113.21", "10:02:10", "GET /about?x=1 HTTP/2.0", 404, 7431),
    ("203.0.113.5", "10:03:00", "HEAD /docs/leak.xlsx HTTP/1.1", 200, 0),
    ("2001:db8::7", "10:05:00", "GET /docs/leak.xlsx HTTP/1.1", 200, 200000),
    ("203.0.113.22", "10:07:31", "GET /contact HTTP/1.1", 304, 0),
)
AGENTS = '"-" "Mozilla/5.0 (X11; Linux x86_64)"'
CLF = "[09/Jun/2026:{clock} +0200]"

#: Lines of a layout, and whether their size is certain.
LAYOUTS = {
    "cache status": (f'{{a}} - - {CLF} HIT "{{r}}" {{s}} {{b}} {AGENTS}', True),
    "times and port": (f'{{a}} - - {CLF} [0.003] [PORT 80] "{{r}}" {{s}} {{b}} {AGENTS} "-"', True),
    "request bare": (f'{{a}} - - {CLF} {{r}} "{{s}}" {{b}} {AGENTS} "-"', True),
    "second size behind": (f'{{a}} - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS} 5370 "gzip" OK', True),
    "two numbers": (f'{{a}} - - {CLF} "{{r}}" {{s}} 512 {{b}} {AGENTS}', False),
    "ISO first": (f'2026-06-09T{{clock}}+02:00 {{a}} "{{r}}" {{s}} {{b}} 0.003 {AGENTS}', True),
    "day and clock": (f'2026-06-09 {{clock}},123 {{a}} "{{r}}" {{s}} {{b}} {AGENTS}', True),
    "seconds of 1970": ('1780992000.123 {a} "{r}" {s} {b} "-"', True),
    "host and upstream": (f'www.example.org {{a}} - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS} 0.031 "10.0.0.2:80"', True),
    "named fields": (f'{{a}} - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS} rt=0.031 uct="0.000" id=abc', True),
    "named all": ('time="2026-06-09T{clock}+02:00" remote={a} request="{r}" status={s} bytes={b}', True),
    "ECID": (f'{{a}} - - {CLF} 005abc,0 "{{r}}" {{s}} {{b}}', True),
    "TLS": (f'{{a}} - - {CLF} TLSv1.3 TLS_AES_256_GCM_SHA384 "{{r}}" {{s}} {{b}} {AGENTS}', True),
    "time before size": (f'{{a}} - - {CLF} "{{r}}" {{s}} 0.031 {{b}} {AGENTS}', True),
    "tabs": (f'{{a}}\t{CLF}\t"{{r}}"\t{{s}}\t{{b}}\t"curl/8.7.1"', True),
    "status first": (f'{CLF} {{a}} {{s}} "{{r}}" {{b}} {AGENTS}', True),
    "left-over backslashes": (f'{{a}} - - {CLF} "{{r}}" {{s}} {{b}} \\"\\" \\709 "web" \\', True),
    "month in Dutch": (f'{{a}} - - {CLF.replace("Jun", "juni")} "{{r}}" {{s}} {{b}} {AGENTS} 31 "x"', True),
}


def lines(layout: str, visits: tuple[tuple[str, str, str, int, int], ...] = VISITS) -> Iterator[str]:
    """The visits as a log of that layout holds them."""
    for address, clock, request, status, size in visits:
        values = {"{a}": address, "{clock}": clock, "{r}": request, "{s}": str(status), "{b}": str(size)}
        line = layout
        for mark, value in values.items():
            line = line.replace(mark, value)
        yield line


def found_in(layout: str) -> Format:
    """The format that detection works out of them, which reads every line."""
    found = detect([line.encode() for line in lines(layout)])
    assert found.format is not None
    assert (found.format.name, found.matched) == (NAME, len(VISITS)), found.because
    return found.format


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_worked_out(name: str) -> None:
    """Address, request and status are those of the visit; the size too, where one number follows the status."""
    layout, sized = LAYOUTS[name]
    fmt = found_in(layout)
    for line, (address, _, request, status, size) in zip(lines(layout), VISITS, strict=True):
        method, target, protocol = request.split(" ")
        read = said(fmt, line, "peer", "method", "target", "protocol", "status", "planned_bytes")
        assert read == (address, method, target, protocol, status, size if sized else None)


def test_size_that_is_not_certain_is_told() -> None:
    """Of two numbers behind the status neither is taken for the size, and the reason is given."""
    found = detect([line.encode() for line in lines(LAYOUTS["two numbers"][0])])
    assert (found.size, found.size_source) == (None, "unknown")
    assert "several numbers follow the status" in found.size_because
    assert "{status}" in found.because


def test_forwarded_list_behind_the_line() -> None:
    """The only list of addresses is the chain; with two of them neither is."""
    one = f'10.0.0.2 - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS} "{{a}}, 10.1.1.1" 0.2 "-"'
    assert said(found_in(one), next(lines(one)), "peer", "forwarded") == ("10.0.0.2", "203.0.113.20, 10.1.1.1")
    two = one.replace('0.2 "-"', '0.2 "{a}"')
    assert said(found_in(two), next(lines(two)), "peer", "forwarded") == ("10.0.0.2", None)


def test_list_before_the_peer() -> None:
    """A list of addresses at the head is the chain, and the address behind it the peer."""
    layout = f'{{a}}, 10.2.2.2 10.0.0.9 - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS} "x" 1'
    assert said(found_in(layout), next(lines(layout)), "peer", "forwarded") == ("10.0.0.9", "203.0.113.20, 10.2.2.2")


@pytest.mark.parametrize(
    "layout",
    [
        '{a} - - [09/Jun/2026:{clock} +0200] x "{r}" "{r}" {s} {b} y',  # two request lines
        '{a} - - [09/Jun/2026:{clock} +0200] x "{r}" {b} y "-"',  # no status
        '{a} - - x "{r}" {s} {b} y "-"',  # no time
        '{a} x [09/Jun/2026:{clock} +0200] {s} {b} "-"',  # no request
        'y {a} "{r}" - 200 {s} [09/Jun/2026:{clock} +0200] 3',  # two numbers that could be the status
    ],
)
def test_layout_that_does_not_speak_for_itself(layout: str) -> None:
    """Without one time, one request line and one status nothing is read."""
    assert worked_out(pl.Series(list(lines(layout)))) is None


def test_tail_of_changing_length() -> None:
    """What follows the common fields may differ from line to line; a second request line makes a line unreadable."""
    tails = ("a", "a b", "a b c", "", "a", "a b", "d e f g")
    layout = f'{{a}} - - {CLF} x "{{r}}" {{s}} {{b}} {AGENTS}'
    logged = [f"{line} {tail}" for line, tail in zip(lines(layout), tails, strict=True)]
    fmt = worked_out(pl.Series(logged))
    assert fmt is not None
    forged = next(lines(layout)).replace("GET /", 'GET /docs/leak.xlsx HTTP/1.1" 200 200000 "-" "b" GET /')
    _, read = parse(fmt, pl.Series([*logged, forged]), zone="UTC")
    assert read.to_list() == [True] * len(logged) + [False]


def test_few_lines_make_no_layout() -> None:
    """Two odd lines in a log of another format are unread, not a format."""
    common = list(lines(f'{{a}} - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS}')) * 5
    odd = list(lines(LAYOUTS["cache status"][0]))[:2]
    found = detect([line.encode() for line in (*common, *odd)])
    assert found.format is not None
    assert (found.format.name, found.others) == ("combined", ())


def test_log_that_changed_its_layout() -> None:
    """Lines of a second layout are read beside those of a known format."""
    common = lines(f'{{a}} - - {CLF} "{{r}}" {{s}} {{b}} {AGENTS}')
    found = detect([line.encode() for line in (*common, *lines(LAYOUTS["cache status"][0]))])
    assert found.format is not None
    assert {found.format.name, *(fmt.name for fmt, _ in found.others)} == {"combined", NAME}


def test_layout_inside_a_wrapper() -> None:
    """What syslog puts before a line is taken off before its layout is worked out."""
    wrapped = [f"Jun  9 10:00:00 web1 httpd[812]: {line}" for line in lines(LAYOUTS["cache status"][0])]
    found = detect([line.encode() for line in wrapped])
    assert found.format is not None
    assert (found.format.name, len(found.wrappers)) == (NAME, 1)
