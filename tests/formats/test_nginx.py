"""Any log_format string: variables, lists, escape=default, json and none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forensics.errors import FormatError
from forensics.formats import compile_log_format
from tests.support.format_fixture import read, said

TIME = "[09/Jun/2026:10:00:00 +0200]"
END = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
GET = '"GET /docs/list.csv HTTP/1.1"'

#: log_format, line, and what the line says.
LINES: list[tuple[str, str, dict[str, Any]]] = [
    (
        '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
        f"192.0.2.1 - - {TIME} {GET} 200 512",
        {"end": END, "start": None, "body_bytes": 512},
    ),
    (
        '$remote_addr [$time_iso8601] "$request" $bytes_sent',
        f"unix: [2026-06-09T10:00:00+02:00] {GET} 900",
        {"end": END, "total_bytes": 900, "peer": "unix:"},
    ),
    ('$msec "$request" $status', f"1780992000.250 {GET} 200", {"end": END.replace(microsecond=250_000)}),
    (
        '[$time_local] "$request" $request_time',
        f"{TIME} {GET} 900.500",
        {"start": datetime(2026, 6, 9, 7, 44, 59, 500_000, UTC)},
    ),
    ('[$time_local] "$request" $status rc=$request_completion', f"{TIME} {GET} 200 rc=OK", {"aborted": False}),
    ('[$time_local] "$request" $status rc=$request_completion', f"{TIME} {GET} 206 rc=-", {"aborted": True}),
    ('[$time_local] "$request" $status rc=$request_completion', f"{TIME} {GET} 200 rc=", {"aborted": True}),
    ('[$time_local] "$request" $status rc=$request_completion', f"{TIME} {GET} 412 rc=", {"aborted": None}),
    ('[$time_local] "$request" $gzip_ratio', f"{TIME} {GET} 3.14", {"encoding": "gzip"}),
    ('[$time_local] "$request" $gzip_ratio', f"{TIME} {GET} -", {"encoding": None}),
    ('[$time_local] "$request" "$sent_http_content_encoding"', f'{TIME} {GET} "br"', {"encoding": "br"}),
    (
        '$remote_addr [$time_local] "$request" $status rg="$http_range" cr="$sent_http_content_range"',
        f'192.0.2.1 {TIME} {GET} 206 rg="bytes=0-9" cr="bytes 0-9/500"',
        {"range": "bytes=0-9", "content_range": "bytes 0-9/500"},
    ),
    (
        '$http_x_forwarded_for - $remote_user [$time_local] "$request"',
        f"192.0.2.1, 198.51.100.7,10.0.0.1 - anna {TIME} {GET}",
        {"forwarded": "192.0.2.1, 198.51.100.7,10.0.0.1", "user": "anna", "peer": None},
    ),
    (
        '$http_x_forwarded_for - $remote_user [$time_local] "$request"',
        f"- - - {TIME} {GET}",
        {"forwarded": None, "user": None},
    ),
    (
        '$remote_addr [$time_local] "$request" "$proxy_add_x_forwarded_for"',
        f'10.0.0.1 {TIME} {GET} "192.0.2.1, 10.0.0.1"',
        {"forwarded": "192.0.2.1, 10.0.0.1"},
    ),
    (
        '$remote_addr $realip_remote_addr [$time_local] "$request"',
        f"192.0.2.1 10.0.0.1 {TIME} {GET}",
        {"peer": "192.0.2.1"},
    ),
    (
        '$remote_addr [$time_local] "$request_method $scheme://$host$request_uri $server_protocol"',
        f'192.0.2.1 {TIME} "GET https://www.example.org/a b?c=/ HTTP/2.0"',
        {"host": "www.example.org", "target": "/a b?c=/", "query": "c=/", "protocol": "HTTP/2.0"},
    ),
    (
        "$remote_addr [$time_local] $request_method ${uri}$is_args$args $status",
        f"192.0.2.1 {TIME} GET /my list.csv?v=2 200",
        {"path": "/my list.csv", "query": "v=2", "status": 200},
    ),
    ('$host:$server_port [$time_local] "$request"', f"[2001:db8::1]:443 {TIME} {GET}", {"host": "[2001:db8::1]"}),
    (
        '$server_name [$time_local] "$request" "$http_host"',
        f'_ {TIME} {GET} "www.example.org"',
        {"host": "www.example.org"},
    ),
    ('$server_name [$time_local] "$request"', f"_ {TIME} {GET}", {"host": None}),
    (
        '[$time_local] "$request" $status $upstream_addr $upstream_status $upstream_response_time $request_id',
        f"{TIME} {GET} 200 10.0.0.5:80, 10.0.0.6:80 : 10.0.0.7:80 502, 504 : 200 0.1, - : 0.2 5f3a",
        {"status": 200, "request_id": "5f3a"},
    ),
    (
        '[$time_local] "$request" $connection $connection_requests $pipe $geoip_country_code',
        f"{TIME} {GET} 7 1 . NL",
        {"method": "GET"},
    ),
    ('[$time_local] "$request" "$cookie_sid" "$unheard_of"', f'{TIME} {GET} "a b" "c d"', {"method": "GET"}),
    (
        "$remote_addr | $time_local | $request | $status | $http_user_agent",
        "192.0.2.1 | 09/Jun/2026:10:00:00 +0200 | GET /a b HTTP/1.1 | 200 | x y",
        {"target": "/a b", "agent": "x y"},
    ),
    (
        '[$time_local] "$request" "$http_user_agent"',
        rf'{TIME} "GET /\xC3\xA9\x22.csv HTTP/1.1" "\xE9\x5Cn"',
        {"target": '/é".csv', "agent": "é\\n"},
    ),
]


@pytest.mark.parametrize(("template", "line", "expected"), LINES)
def test_line_of_a_log_format(template: str, line: str, expected: dict[str, Any]) -> None:
    """Each variable means what nginx's manual says."""
    assert said(compile_log_format(template), line, *expected) == tuple(expected.values())


def test_fields_that_mean_nothing_may_touch() -> None:
    """Where neither is kept, nobody needs to know where one ends and the other begins."""
    fmt = compile_log_format('[$time_local] "$request" $geoip_city$geoip_region $status')
    assert said(fmt, f"{TIME} {GET} UtrechtNL 200", "status") == (200,)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("$remote_addr $ [$time_local]", "no variable name after $ at position 14"),
        ('[$time_local] "$request" $status$body_bytes_sent', "${status} (position 26) touches ${body_bytes_sent}"),
        ('[$time_local] "$request" $scheme$host', "${scheme} (position 26) touches ${host}"),
        ('$remote_addr "$request"', "no complete time stamp"),
        ("[$time_local] $status", "neither the request nor its path"),
    ],
)
def test_error_names_the_variable_and_its_place(template: str, message: str) -> None:
    """A format that cannot be used says which variable is wrong, where, and what would do."""
    with pytest.raises(FormatError) as caught:
        compile_log_format(template)
    assert message in caught.value.message
    assert caught.value.hint


def test_unknown_escape_is_refused() -> None:
    """There are three ways to escape."""
    with pytest.raises(FormatError, match="unknown escape=xml"):
        compile_log_format('[$time_local] "$request"', escape="xml")


def test_escape_json_in_a_format_that_is_no_json() -> None:
    """JSON's escapes in an ordinary line are undone too."""
    fmt = compile_log_format('[$time_local] "$request" "$http_user_agent"', escape="json")
    assert said(fmt, rf'{TIME} "GET /\"a\\b HTTP/1.1" "tab\tbell\u0007"', "path", "agent") == (
        '/"a\\b',
        "tab\tbell\x07",
    )


def test_escape_none_keeps_backslashes_and_rejects_quotes() -> None:
    """Without escapes a quote in a field cannot be told from the field's end."""
    fmt = compile_log_format('[$time_local] "$request" $status', escape="none")
    assert said(fmt, rf'{TIME} "GET /a\x22 HTTP/1.1" 200', "path") == (r"/a\x22",)
    assert read(fmt, f'{TIME} "GET /a" 200 "b HTTP/1.1" 404') is None


@pytest.mark.parametrize(
    ("template", "second"),
    [
        (
            '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer"',
            '%h %l %u %t "%r" %>s %b "%{Referer}i"',
        ),
        ('[$time_local] "$request" $request_completion', '%t "%r" %{request_completion}n'),
        ('[$time_local] "$request" "$sent_http_content_range"', '%t "%r" "%{Content-Range}o"'),
        ('[$time_local] "$request" 100% $status', None),
        ('[$time_local] "$request" $status $status', None),
    ],
)
def test_equivalent_for_the_second_reader(template: str, second: str | None) -> None:
    """The second reader is told the same format in its own language, or that there is none."""
    assert compile_log_format(template).second == second
