"""JSON lines: nginx's escape=json as a key map, nested, mixed values, broken lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from forensics.errors import FormatError
from forensics.formats import compile_log_format, minutes, registry
from forensics.formats.grammars.jsonl import JsonLines
from tests.support.format_fixture import read, said

TEMPLATE = (
    '{"@timestamp":"$time_iso8601","client":{"ip":"$remote_addr","chain":["$http_x_forwarded_for"]},'
    '"request":"$request_method $request_uri $server_protocol","status":$status,"sent":$body_bytes_sent,'
    '"took":$request_time,"agent":"$http_user_agent","app":"docs","seen":"$geoip_city"}'
)
LINE = (
    '{"@timestamp":"2026-06-09T10:00:00+02:00","client":{"ip":"192.0.2.1","chain":["198.51.100.7, 10.0.0.1"]},'
    '"request":"GET /my list.csv?v=\\"2\\" HTTP/1.1","status":200,"sent":512,"took":1.250,'
    '"agent":"a\\u0007\\"b","app":"docs","seen":"-"}'
)
FORMAT = compile_log_format(TEMPLATE, escape="json")


def test_log_format_becomes_a_key_map() -> None:
    """The string itself says which key holds what; constants and unknown variables are read past."""
    assert isinstance(FORMAT.grammar, JsonLines)
    assert FORMAT.size == "body"
    assert FORMAT.grammar.keys[:4] == (
        ("$['@timestamp']", "${time_iso8601}"),
        ("$['client']['ip']", "${remote_addr}"),
        ("$['client']['chain'][0]", "${http_x_forwarded_for}"),
        ("$['request']", "${request_method} ${request_uri} ${server_protocol}"),
    )


def test_line_is_read() -> None:
    """Nested keys, lists, numbers and values made of several variables."""
    end = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
    expected: dict[str, Any] = {
        "start": datetime(2026, 6, 9, 7, 59, 58, 750_000, UTC),
        "end": end,
        "peer": "192.0.2.1",
        "forwarded": "198.51.100.7, 10.0.0.1",
        "method": "GET",
        "target": '/my list.csv?v="2"',
        "path": "/my list.csv",
        "query": 'v="2"',
        "protocol": "HTTP/1.1",
        "status": 200,
        "body_bytes": 512,
        "agent": 'a\x07"b',
    }
    assert read(FORMAT, LINE) == expected


def test_order_and_strangers_do_not_matter() -> None:
    """Keys may stand in any order, among others, with blanks."""
    line = (
        '{ "new" : [1, {"a": 2}], "status" : "404", "request" : "GET /a HTTP/1.0",'
        ' "@timestamp" : "2026-06-09T10:00:00Z" }'
    )
    assert said(FORMAT, line, "status", "path", "end") == (404, "/a", datetime(2026, 6, 9, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    "line",
    [
        LINE[:-1],
        LINE[:60],
        LINE + "}",
        "[]",
        '"text"',
        "{}",
        LINE.replace("2026-06-09", "2026-06-31"),
        LINE.replace("@timestamp", "other"),
        "192.0.2.1 - - [09/Jun/2026:10:00:00 +0200]",
        "",
    ],
)
def test_broken_line_is_not_read(line: str) -> None:
    """What is not one whole JSON object with a valid time is rejected."""
    assert read(FORMAT, line) is None


@pytest.mark.parametrize("missing", ["-", ""])
def test_missing_number_is_mended(missing: str) -> None:
    """A missing number is "-" or nothing, which is no JSON; the line is read all the same."""
    line = LINE.replace('"took":1.250', f'"took":{missing}')
    assert said(FORMAT, line, "status", "body_bytes", "start") == (200, 512, None)


@pytest.mark.parametrize("half", ["\\ud800", "\\uDCE9", "\\udc80\\ud83d", "\\\\\\ud800"])
@pytest.mark.parametrize("key", ["user_agent", "http_user_agent"])
def test_half_a_surrogate_pair_costs_no_line(half: str, key: str) -> None:
    """Writers in Python and JavaScript write it for what a client sent: no character, and no end of the run."""
    line = (
        '{"time":"2026-06-09T10:00:00+02:00","remote_addr":"192.0.2.1","request_uri":"/a","status":200,'
        f'"request_method":"GET","body_bytes_sent":512,"x\\ud800":1,"{key}":"a{half}b"}}'
    )
    found = [found for fmt in registry() if fmt.grammar.of_objects and (found := read(fmt, line)) is not None]
    assert found
    for each in found:
        assert (each["peer"], each["path"], each["status"]) == ("192.0.2.1", "/a", 200)
        assert "\ufffd" in each.get("agent", "\ufffd")


def test_value_cannot_forge_the_time() -> None:
    """A key inside a value stands behind an escaped quote, so it is not taken for the key itself."""
    forged = LINE.replace("docs", '\\"@timestamp\\":\\"2020-01-01T00:00:00Z\\"')
    line = '{"note":"\\"@timestamp\\":\\"2020-01-01T00:00:00+00:00\\"",' + forged[1:]
    (minute,) = minutes(FORMAT, pl.Series([line]), zone="UTC")
    assert minute == datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
    assert said(FORMAT, line, "end") == (datetime(2026, 6, 9, 8, 0, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("stamp", "key"),
    [
        ('"2026-06-09T10:00:00+02:00"', "@timestamp"),
        ('"09/Jun/2026:10:00:00 +0200"', "time"),
        ("1780992000.100", "msec"),
        ('"1780992000.100"', "ts"),
    ],
)
def test_usual_keys_for_the_time(stamp: str, key: str) -> None:
    """The general format knows the usual keys, whichever of nginx's three times they hold."""
    fmt = next(fmt for fmt in registry() if fmt.name == "nginx_json")
    line = f'{{"{key}":{stamp},"request":"GET /a HTTP/1.1","status":"200","body_bytes_sent":"7"}}'
    found = read(fmt, line)
    assert found is not None
    assert found["end"].replace(microsecond=0) == datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
    assert (found["status"], found["body_bytes"], "aborted" in found) == (200, 7, False)
    (minute,) = minutes(fmt, pl.Series([line]), zone="UTC")
    assert minute == datetime(2026, 6, 9, 8, 0, tzinfo=UTC)


def test_a_bracket_before_the_time_is_not_its_own() -> None:
    """A log_format that writes the time of the common log with its brackets: those of a request are text."""
    fmt = compile_log_format('{"request":"$request","time":"[$time_local]","status":$status}', escape="json")
    line = '{"request":"GET /[01/Jan/2020:00:00:00 +0000] HTTP/1.1","time":"[09/Jun/2026:10:00:00 +0200]","status":200}'
    (minute,) = minutes(fmt, pl.Series([line]), zone="UTC")
    assert minute == datetime(2026, 6, 9, 8, 0, tzinfo=UTC)


def test_json_look_with_default_escapes() -> None:
    """Without escape=json nginx writes hexadecimal escapes, which JSON has not: a template reads them."""
    fmt = compile_log_format('{"t":"$time_iso8601","r":"$request","s":$status}')
    assert fmt.grammar.name == "template"
    line = r'{"t":"2026-06-09T10:00:00+02:00","r":"GET /\x22a HTTP/1.1","s":200}'
    assert said(fmt, line, "path", "status") == ('/"a', 200)


def test_key_with_a_quote_is_refused() -> None:
    """Such a key could not be named in a path."""
    with pytest.raises(FormatError, match="holds a single quote"):
        compile_log_format('{"t":"$time_iso8601","it\'s":"$request"}', escape="json")
