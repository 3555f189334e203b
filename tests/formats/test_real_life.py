"""Formats as people hand them over: written as configurations write them, in other languages, zones by their names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from forensics.errors import FormatError
from forensics.formats import compile_logformat, detect, registry, resolve
from forensics.model.zones import close_names, fixed_zone, zones_of
from tests.support.format_fixture import read, said

NAMED = {fmt.name: fmt for fmt in registry()}
START = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
TIME = "[09/Jun/2026:10:00:00 +0200]"
LINE = f'192.0.2.1 - - {TIME} "GET /a HTTP/1.1" 200 512'
NGINX = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'


@pytest.mark.parametrize(
    "spec",
    [
        f"{NGINX} ",
        f"'{NGINX}'",
        f"main '{NGINX} ';",
        "main escape=default '$remote_addr - $remote_user [$time_local] '\r\n '\"$request\" $status $body_bytes_sent';",
        "log_format main '$remote_addr - $remote_user [$time_local] \"$request\" ' '$status $body_bytes_sent';",
        '"%h %l %u %t \\"%r\\" %>s %b" common',
        'LogFormat "%h %l %u %t \\"%r\\" %>s %b " common\r',
        'CustomLog logs/access_log "%h %l %u %t \\"%r\\" %>s %b"',
        'pattern="%h %l %u %t &quot;%r&quot; %s %b"',
        "%h %l %u %t &quot;%r&quot; %s %b",
        "access_log_format = '%(h)s %(l)s %(u)s %(t)s \"%(r)s\" %(s)s %(b)s'",
    ],
)
@pytest.mark.parametrize("end", ["", " ", "\r", " \t"])
def test_format_as_a_configuration_writes_it(spec: str, end: str) -> None:
    """Quotes, escapes, names, pieces and blanks at the end mean what they mean there; a line may end in a blank."""
    fmt = resolve(spec, Path())
    assert fmt is not None
    assert said(fmt, LINE + end, "peer", "path", "status") == ("192.0.2.1", "/a", 200)


@pytest.mark.parametrize(
    ("template", "line", "expected"),
    [
        ('%h %t "%r" %>s %{MS}T', f'192.0.2.1 {TIME} "GET /a HTTP/1.1" 200 1500', {"status": 200}),
        ('%h %{REMOTE}p %t "%r" %>s', f'192.0.2.1 4711 {TIME} "GET /a HTTP/1.1" 200', {"peer": "192.0.2.1"}),
        ('%h %{PID}P %t "%r" %>s "%{x}M" "%G"', f'192.0.2.1 812 {TIME} "GET /a HTTP/1.1" 200 "y" "z"', {"path": "/a"}),
        ('%t "%r" %s %I %S %F', f'{TIME} "GET /a HTTP/1.1" 200 http-nio-8080-exec-6 A1B2C3 4', {"status": 200}),
        (
            '%a %{jira.request.id}r %{jira.request.username}r %t "%m %U%{sanitized.query}r %H" %s %b',
            f'192.0.2.1 600x1x1 anna {TIME} "GET /a?b=1 HTTP/1.1" 200 9',
            {"user": "anna", "request_id": "600x1x1", "query": "b=1"},
        ),
    ],
)
def test_directive_in_any_case_and_of_other_servers(template: str, line: str, expected: dict[str, Any]) -> None:
    """Arguments mean the same in capitals; directives of Tomcat, LiteSpeed and Jira are known."""
    assert said(compile_logformat(template), line, *expected) == tuple(expected.values())


@pytest.mark.parametrize(
    ("month", "number"),
    [
        *(
            ("mei", 5),
            ("Mai", 5),
            ("mai", 5),
            ("mrt", 3),
            ("okt", 10),
            ("März", 3),
            ("Mär", 3),
            ("août", 8),
            ("déc.", 12),
        ),
        *(("dic", 12), ("ene", 1), ("set", 9), ("dez", 12), ("fev", 2), ("giu", 6), ("juil.", 7), ("Sept.", 9)),
        *(("ao\ufffdt", 8), ("maj", 5), ("дек", 12), ("paź", 10), ("June", 6), ("JUN", 6)),
    ],
)
def test_month_in_another_language(month: str, number: int) -> None:
    """A month is known by the name that it has in the language of the server."""
    line = LINE.replace("Jun", month)
    assert said(NAMED["common"], line, "start") == (START.replace(month=number),)
    found = detect([line.encode()] * 3)
    assert found.format is not None
    assert found.format.name == "common"


@pytest.mark.parametrize("month", ["jui", "lis", "lip", "srp", "xyz", "m\ufffdi"])
def test_month_that_two_months_have(month: str) -> None:
    """The beginning of two months, or the name of two in two languages, is none."""
    assert read(NAMED["common"], LINE.replace("Jun", month)) is None


ZONED = compile_logformat('%h [%{%d/%b/%Y:%T %Z}t] "%r" %>s %b')


def zoned(name: str) -> str:
    """A line at ten o'clock in that zone."""
    return f'192.0.2.1 [09/Jun/2026:10:00:00 {name}] "GET /a HTTP/1.1" 200 512'


@pytest.mark.parametrize(
    ("name", "zone", "hour"),
    [
        *(
            ("CEST", "UTC", 8),
            ("CET", "UTC", 9),
            ("MESZ", "UTC", 8),
            ("EDT", "Europe/Amsterdam", 14),
            ("JST", "UTC", 1),
        ),
        *(("UTC", "Asia/Tokyo", 10), ("Z", "UTC", 10), ("GMT", "UTC", 10), ("+02:00", "UTC", 8), ("-0330", "UTC", 13)),
        *(("UTC+2", "UTC", 8), ("Europe/Amsterdam", "UTC", 8), ("America/New_York", "UTC", 14)),
        *(("BST", "Europe/London", 9), ("CST", "America/Chicago", 16), ("IST", "Europe/Dublin", 9)),
    ],
)
def test_zone_by_its_name(name: str, zone: str, hour: int) -> None:
    """A name of one meaning is read by itself, one of several as the zone of the case uses it."""
    minute = 30 if name == "-0330" else 0
    found = read(ZONED, zoned(name), zone=zone)
    assert found is not None
    assert (found["start"].hour, found["start"].minute) == (hour, minute)


@pytest.mark.parametrize(
    ("name", "zone"), [("BST", "UTC"), ("IST", "Europe/Amsterdam"), ("CST", "UTC"), ("XYZ", "UTC")]
)
def test_zone_that_can_be_several(name: str, zone: str) -> None:
    """A name of several meanings that the case does not settle makes its line unreadable, not an hour off."""
    assert read(ZONED, zoned(name), zone=zone) is None


def test_zone_names_that_could_be_meant() -> None:
    """An abbreviation stands for zones that use it, never for a name that only looks like it."""
    assert zones_of("CEST") == ("Europe/Amsterdam",)
    assert zones_of("BST") == ("Europe/London", "Asia/Dhaka")
    assert fixed_zone("+02:00") == "Etc/GMT-2"
    assert close_names("Europe/Amsterdm")[0] == "Europe/Amsterdam"


@pytest.mark.parametrize(
    "user",
    ["7f3c9a50e1d24b68 -", "a - b", "[192.0.2.9] - anna"],
)
def test_field_before_the_user_is_no_user(user: str) -> None:
    """A dash between blanks, or a bracket, speaks of a field more: the line is not of this format."""
    assert read(NAMED["common"], LINE.replace(" - - ", f" - {user} ")) is None


@pytest.mark.parametrize("user", ["--", "0123456789abcdef0123456789abcdef"])
def test_what_is_no_user(user: str) -> None:
    """Two dashes, or the identifier that nginx gave to the request, is nobody's name."""
    assert said(NAMED["common"], LINE.replace(" - - ", f" - {user} "), "user", "status") == (None, 200)


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("jetty_9", LINE.replace(" - - ", " -  -  "), {"user": None, "body_bytes": 512}),
        ("jetty_9", LINE.replace(" - - ", " - anna "), {"user": "anna", "body_bytes": 512}),
        (
            "iis_native_short",
            "192.0.2.1, -, 6/9/26, 9:05:00, W3SVC1, WEB1, 10.0.0.5, 15, 214, 485, 200, 0, GET, /a, -,",
            {"total_bytes": 485, "path": "/a", "end": datetime(2026, 6, 9, 9, 5, tzinfo=UTC)},
        ),
        (
            "haproxy_http_field",
            '-:47625 [09/Jun/2026:09:58:01.395] w~ w/a x 0/0/1/7/8 200 99 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
            {"peer": None, "total_bytes": 99},
        ),
        (
            "domino_user",
            f'192.0.2.1 www.example.org "CN=A B/O=C" {TIME} "GET /a HTTP/1.1" 200 5 "-" "x" 3 "" ""',
            {"user": "CN=A B/O=C"},
        ),
    ],
)
def test_line_of_a_format(name: str, line: str, expected: dict[str, Any]) -> None:
    """What the formats of real life say."""
    assert said(NAMED[name], line, *expected) == tuple(expected.values())


def test_unknown_directive_is_still_refused() -> None:
    """What no server has is an error of the user, not any text."""
    with pytest.raises(FormatError, match="unknown directive %y"):
        compile_logformat('%h %t "%r" %y')
