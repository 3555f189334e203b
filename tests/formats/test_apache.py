"""Any LogFormat string: every directive, modifier and time stamp, read from a line as Apache writes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forensics.errors import FormatError
from forensics.formats import compile_logformat
from tests.support.format_fixture import read, said

TIME = "[09/Jun/2026:10:00:00 +0200]"
START = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
GET = '"GET /docs/list.csv HTTP/1.1"'

#: LogFormat, line, and what the line says.
LINES: list[tuple[str, str, dict[str, Any]]] = [
    ('%h %l %u %t "%r" %>s %b', f"192.0.2.1 - anna {TIME} {GET} 200 512", {"user": "anna", "planned_bytes": 512}),
    ('%h %l %u %t "%r" %>s %b', f"192.0.2.1 - - {TIME} {GET} 304 -", {"planned_bytes": 0, "user": None}),
    ('%h %t "%r" %>s %B', f"2001:db8::1 {TIME} {GET} 200 0", {"peer": "2001:db8::1", "planned_bytes": 0}),
    ('%t "%r" %s %>s %O', f"{TIME} {GET} 301 200 843", {"status": 200, "total_bytes": 843}),
    ('%t "%r" %s', f"{TIME} {GET} 404", {"status": 404}),
    ('%t "%r" %<s %b %X', f"{TIME} {GET} 200 5 X", {"aborted": True}),
    ('%t "%r" %>s %b %X', f"{TIME} {GET} 200 5 +", {"aborted": False}),
    ('%t "%r" %>s %b %c', f"{TIME} {GET} 200 5 -", {"aborted": False}),
    ('%t "%r" %>s %b %O %X %D', f"{TIME} {GET} 200 9 3 X 2500000", {"total_bytes": 3, "planned_bytes": 9}),
    ('%t "%r" %D', f"{TIME} {GET} 2500000", {"end": START.replace(second=2, microsecond=500_000)}),
    ('%t "%r" %T', f"{TIME} {GET} 7", {"end": START.replace(second=7)}),
    ('%t "%r" %{ms}T', f"{TIME} {GET} 1500", {"end": START.replace(second=1, microsecond=500_000)}),
    ('%t "%r" %{us}T', f"{TIME} {GET} 9", {"end": START.replace(microsecond=9)}),
    ('%{end:%d/%b/%Y:%T %z}t "%r" %D', f"09/Jun/2026:10:00:02 +0200 {GET} 2000000", {"start": START}),
    ('%{end}t %t "%r"', f"[09/Jun/2026:10:00:05 +0200] {TIME} {GET}", {"start": START, "end": START.replace(second=5)}),
    ('%{begin:sec}t "%r"', f"1780992000 {GET}", {"start": START}),
    ('%{sec}t "%r"', f"1780992000 {GET}", {"start": START}),
    ('%{msec}t "%r"', f"1780992000250 {GET}", {"start": START.replace(microsecond=250_000)}),
    ('%{usec}t "%r"', f"1780992000000001 {GET}", {"start": START.replace(microsecond=1)}),
    (
        '[%{%d/%b/%Y:%H:%M:%S}t.%{msec_frac}t %{%z}t] "%r"',
        f"[09/Jun/2026:10:00:00.042 +0200] {GET}",
        {"start": START.replace(microsecond=42_000)},
    ),
    (
        '%{%F %T}t.%{usec_frac}t%{%z}t "%r"',
        f"2026-06-09 08:00:00.000007+0000 {GET}",
        {"start": START.replace(microsecond=7)},
    ),
    ('%{%a %b %e %I:%M:%S %p %y}t "%r"', f"Tue Jun  9 08:00:00 AM 26 {GET}", {"start": START}),
    ('%{%Y-%jT%R}t "%r"', f"2026-160T08:00 {GET}", {"start": START}),
    ('%{%c %Z}t "%r"', f"Tue Jun  9 08:00:00 2026 GMT {GET}", {"start": START}),
    ('%a %{c}a %t "%r"', f"198.51.100.7 10.0.0.1 {TIME} {GET}", {"peer": "198.51.100.7"}),
    ('%{c}a %t "%r"', f"10.0.0.1 {TIME} {GET}", {"peer": "10.0.0.1"}),
    ('%a:%{remote}p %t "%r"', f"2001:db8::1:40412 {TIME} {GET}", {"peer": "2001:db8::1"}),
    (
        '%v:%p %h %t "%r"',
        f"WWW.example.org:443 192.0.2.1 {TIME} {GET}",
        {"host": "www.example.org", "peer": "192.0.2.1"},
    ),
    (
        '%V %A %t "%r" "%{Host}i"',
        f'a.example.org 10.0.0.2 {TIME} {GET} "B.example.org:8443"',
        {"host": "b.example.org"},
    ),
    (
        '%h %t "%r" %>s %b "%{Range}i" "%{Content-Range}o" %{Content-Length}o "%{Content-Type}o"',
        f'192.0.2.1 {TIME} {GET} 206 10 "bytes=0-9" "bytes 0-9/500" 10 "text/csv; charset=utf-8"',
        {"range": "bytes=0-9", "content_range": "bytes 0-9/500", "content_type": "text/csv; charset=utf-8"},
    ),
    ('%t "%r" %>s %{Content-Length}o', f"{TIME} {GET} 200 77", {"planned_bytes": 77}),
    ('%t "%r" %>s %{Content-Length}o', f"{TIME} {GET} 200 -", {"planned_bytes": None}),
    ('%t "%r" "%{Content-Encoding}o"', f'{TIME} {GET} "br"', {"encoding": "br"}),
    ('%t "%r" "%{content-encoding}o"', f'{TIME} {GET} "identity"', {"encoding": None}),
    (
        '%h %t "%r" "%{X-Forwarded-For}i"',
        f'10.0.0.1 {TIME} {GET} "192.0.2.1, 198.51.100.7"',
        {"forwarded": "192.0.2.1, 198.51.100.7"},
    ),
    ('%t "%r" %{UNIQUE_ID}e', f"{TIME} {GET} aGVsbG8AAAE", {"request_id": "aGVsbG8AAAE"}),
    ('%t "%r" %L', f"{TIME} {GET} -", {"request_id": None}),
    (
        '%t "%r" "%{sid}C" %{n}n %{E}e "%{X}^ti" "%{X}^to" %^FB',
        f'{TIME} {GET} "a b" n e "-" "-" 120',
        {"method": "GET"},
    ),
    (
        '%t "%r" %k %R %P %{tid}P %{hextid}P %f %I %S',
        f"{TIME} {GET} 0 - 812 140 7f3a /srv/x 300 900",
        {"method": "GET"},
    ),
    (
        '%t %{SSL_PROTOCOL}x %{SSL_CIPHER}x %{version}c "%r"',
        f"{TIME} TLSv1.3 TLS_AES TLSv1.3 {GET}",
        {"path": "/docs/list.csv"},
    ),
    (
        '%t "%m %U%q %H" %>s',
        f'{TIME} "GET /my list.csv?v=2 HTTP/1.1" 200',
        {"path": "/my list.csv", "query": "v=2", "method": "GET"},
    ),
    ("%t %m %U %H %>s", f"{TIME} GET /100%?.csv HTTP/2.0 200", {"path": "/100%25%3F.csv", "protocol": "HTTP/2.0"}),
    ('%t "%m %U %H"', f'{TIME} "GET /a HTTP/0.9"', {"path": "/a", "protocol": None}),
    ('%t "%m %U %H"', f'{TIME} "- - HTTP/1.0"', {"method": None, "path": None}),
    ('%t "%r" 100%% %>s', f"{TIME} {GET} 100% 200", {"status": 200}),
    (
        "%t\\t%h\\t%r\\t%>s\\t%{User-Agent}i",
        f"{TIME}\t192.0.2.1\tGET /a b HTTP/1.1\t200\tx y",
        {"target": "/a b", "agent": "x y"},
    ),
    (
        "%t|%h|%r|%>s|%{Referer}i|%{User-Agent}i",
        f"{TIME}|192.0.2.1|GET /a HTTP/1.1|200|-|x y z",
        {"agent": "x y z", "referer": None},
    ),
    ("%h %t '%r' %>s", f"192.0.2.1 {TIME} 'GET /a b HTTP/1.0' 200", {"target": "/a b", "status": 200}),
    ("%h %t %r %>s %b", f"192.0.2.1 {TIME} GET /a 200 5 HTTP/1.1 404 12", {"target": "/a 200 5", "status": 404}),
    ('%t "%r" %>s %>s %b %b', f"{TIME} {GET} 200 200 512 512", {"status": 200, "planned_bytes": 512}),
    ('%h %h %t "%r" "%{Referer}i" "%{Referer}i"', f'192.0.2.1 192.0.2.1 {TIME} {GET} "-" "-"', {"peer": "192.0.2.1"}),
    ('%t "%r" %>s "%400,501{User-Agent}i" "%!200,304,302{Referer}i"', f'{TIME} {GET} 200 "-" "-"', {"agent": None}),
    ('%t "%!200r" %>s %200b', f'{TIME} "-" 200 -', {"method": None, "planned_bytes": None}),
    ('%h %l %u %t "%r"', f'192.0.2.1 - "" {TIME} {GET}', {"user": None}),
    ('%h %l %u %t "%r"', f"192.0.2.1 - Anna van Dijk {TIME} {GET}", {"user": "Anna van Dijk"}),
    ('%h %l %u %t "%r"', f"192.0.2.1 - CORP\\\\anna {TIME} {GET}", {"user": "CORP\\anna"}),
    ('%h %l %u %t "%r"', f"unix: - - {TIME} {GET}", {"peer": "unix:"}),
    ('%h %l %u %t "%r"', f"- - - {TIME} {GET}", {"peer": None}),
    ('%h %l %u %t "%r"', f"crawl-7.example.com - - {TIME} {GET}", {"peer": "crawl-7.example.com"}),
]


@pytest.mark.parametrize(("template", "line", "expected"), LINES)
def test_line_of_a_logformat(template: str, line: str, expected: dict[str, Any]) -> None:
    """Each directive means what Apache's manual says."""
    assert said(compile_logformat(template), line, *expected) == tuple(expected.values())


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("%h %y %t", "unknown directive %y at position 4"),
        ("%t %r %{x}p", "unknown directive %{x}p at position 7"),
        ("%t %r %{min}T", "unknown directive %{min}T at position 7"),
        ("%t %r %", "unknown directive % at position 7"),
        ("%t %r %{Referer", "unknown directive %{ at position 7"),
        ("%{%Q}t %r", "unknown time conversion %Q at position 3"),
        ("%t %{Referer}i%{User-Agent}i %r", "%{Referer}i (position 4) touches %{User-Agent}i (position 15)"),
        ("%t %r %>s%b", "%>s (position 7) touches %b (position 10)"),
        ('%h "%r" %>s', "no complete time stamp"),
        ('%{%H:%M}t "%r"', "no complete time stamp"),
        ("%h %t %>s", "neither the request nor its path"),
    ],
)
def test_error_names_the_directive_and_its_place(template: str, message: str) -> None:
    """A format that cannot be used says which directive is wrong, where, and what would do."""
    with pytest.raises(FormatError) as caught:
        compile_logformat(template)
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "line",
    [
        f"192.0.2.1 - - {TIME} {GET} 200",
        f"192.0.2.1 - - {TIME} {GET} 200 512 extra",
        f" 192.0.2.1 - - {TIME} {GET} 200 512",
        f'192.0.2.1 - - {TIME} "GET /a" b" 200 512',
        "192.0.2.1 - - [09/Jun/2026:10:00:00] " + GET + " 200 512",
        f"192.0.2.1 - - {TIME} {GET} 2000 512",
        "",
    ],
)
def test_line_that_does_not_fit_is_not_read(line: str) -> None:
    """A line is read whole or not at all."""
    assert read(compile_logformat('%h %l %u %t "%r" %>s %b'), line) is None


def test_size_meaning_can_be_stated() -> None:
    """The first size of a format is its main one."""
    assert compile_logformat('%t "%r" %O %b').size == "total"
    assert compile_logformat('%t "%r" %b %O').size == "planned"
    assert compile_logformat('%t "%r"').size is None
