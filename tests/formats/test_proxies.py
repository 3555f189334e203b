"""Proxies: what Squid, Traffic Server, Traefik, Caddy and Envoy were seen to write, read as they mean it; and
nothing that a client sends moves a field, in the log of any proxy."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from forensics.formats import Format, parse
from forensics.formats.declared.presets import envoy, haproxy, proxies
from tests.support.format_fixture import read, said
from tests.support.writers import caches as cache_writers
from tests.support.writers import envoy as envoy_writers
from tests.support.writers import haproxy as haproxy_writers
from tests.support.writers import proxies as proxy_writers
from tests.support.writers.exchange import Exchange

FORMATS = {fmt.name: fmt for fmt in (*haproxy.formats(), *proxies.formats(), *envoy.formats())}
READ = [fmt for fmt in FORMATS.values() if not fmt.refused]
WRITERS = {**haproxy_writers.WRITERS, **cache_writers.WRITERS, **proxy_writers.WRITERS, **envoy_writers.WRITERS}

DOWNLOAD = Exchange(
    start=datetime(2026, 6, 9, 8, 0, 0, 250_000, tzinfo=UTC),
    end=datetime(2026, 6, 9, 8, 0, 1, 500_000, tzinfo=UTC),
    peer="192.0.2.10",
    status=200,
    body=2_000_000,
    planned=2_000_000,
    referer="https://www.example.org/",
    agent="curl/8.7.1",
)
#: Text that looks like the parts of a log line.
PARTS = (
    *('"', "\\", '\\"', " ", "-", "[", "]", "{", "}", "|", "/", ":", ",", "é", "\t", "\x7f", "#22", "%22", "%20"),
    *("200", "000", "2000000", "CD--", "DC", "TCP_HIT/200", "HTTP/1.1", "GET /docs/leak.xlsx", "192.0.2.66"),
)
HOSTILE_LINES = 400

by_name = pytest.mark.parametrize("fmt", READ, ids=lambda fmt: fmt.name)


def written(fmt: Format, **changes: Any) -> str:
    """The line of a download, with those changes, as that format's writer writes it."""
    return WRITERS[fmt.name](replace(DOWNLOAD, **changes))


@by_name
def test_each_example_is_read(fmt: Format) -> None:
    """Every example of a declaration is a line of that format."""
    assert [line for line in fmt.examples if read(fmt, line) is None] == []


@by_name
def test_no_format_before_it_reads_its_examples(fmt: Format) -> None:
    """Of formats that read the same line the first is named: none of these stands in the way of a later one, but
    for the common look of three servers, and Traefik's list of one address, which is an address."""
    before = READ[: READ.index(fmt)]
    readers = {other.name for other in before for line in fmt.examples if read(other, line) is not None}
    expected = {"caddy_common": {"trafficserver_common"}, "traefik_forwarded": {"traefik"}}
    assert readers == expected.get(fmt.name, set())


def hostile(source: random.Random) -> str:
    """A text of such parts."""
    return "".join(source.choices(PARTS, k=source.randrange(12)))


def moved(fmt: Format, exchanges: list[Exchange], client_sent: Collection[str]) -> list[str]:
    """The lines of those exchanges in which anything but what the client sent is not that of the plain download."""
    table, was_read = parse(fmt, pl.Series(map(WRITERS[fmt.name], [DOWNLOAD, *exchanges])), zone="Europe/Amsterdam")
    plain, *rows = table.drop(client_sent).rows()
    assert was_read[0]
    return [
        WRITERS[fmt.name](exchange)
        for exchange, row, one in zip(exchanges, rows, was_read[1:], strict=True)
        if one and row != plain
    ]


@by_name
def test_no_header_and_no_user_moves_a_field(fmt: Format) -> None:
    """Whatever stands in agent, referer and user name, everything else is read as it was, or the line is rejected."""
    source = random.Random(56)
    exchanges = [
        replace(DOWNLOAD, agent=hostile(source), referer=hostile(source), user=hostile(source))
        for _ in range(HOSTILE_LINES)
    ]
    assert moved(fmt, exchanges, ("agent", "referer", "user")) == []


@by_name
def test_no_target_moves_a_field(fmt: Format) -> None:
    """A query made to look like the next fields leaves all else as it was: also the path in front of it."""
    source = random.Random(57)
    exchanges = [replace(DOWNLOAD, target=f"/docs/leak.xlsx?{hostile(source)}") for _ in range(HOSTILE_LINES)]
    assert moved(fmt, exchanges, ("target", "query")) == []


# ---- Squid and Traffic Server ------------------------------------------------------------------------


def test_squid_tells_its_columns_by_blanks() -> None:
    """The elapsed time is padded to six digits; longer ones leave a single blank; headers may stand behind."""
    headers = ' [Range: bytes=0-99\\r\\nUser-Agent: a %5bb%5d "c"\\r\\n] [HTTP/1.1 200 OK\\r\\nETag: "e"\\r\\n]'
    plain = read(FORMATS["squid"], written(FORMATS["squid"]))
    assert plain is not None
    for elapsed in (0, 94, 123_456, 3_600_000):
        line = written(FORMATS["squid"]).replace("  1250 ", f"{elapsed:6d} ")
        start = DOWNLOAD.end - timedelta(milliseconds=elapsed)
        assert read(FORMATS["squid"], line) == read(FORMATS["squid"], line + headers) == {**plain, "start": start}


@pytest.mark.parametrize(
    ("result", "aborted"),
    [("TCP_MISS", None), ("TCP_MISS_ABORTED", True), ("TCP_HIT_TIMEDOUT", True), ("NONE_NONE", None)],
)
def test_squid_result_codes(result: str, aborted: bool | None) -> None:  # noqa: FBT001 (what the code says)
    """_ABORTED and _TIMEDOUT say that the response was not completed; no code says that it was."""
    for name in ("squid", "squid_common", "squid_combined"):
        assert said(FORMATS[name], written(FORMATS[name]).replace("TCP_MISS", result), "aborted") == (aborted,)


def test_squid_quote_in_a_header_leaves_the_line_unread() -> None:
    """Squid's combined format escapes no quotes (seen): a forged tail in the agent is rejected."""
    forged = 'a" TCP_HIT:HIER_NONE'
    assert read(FORMATS["squid_combined"], written(FORMATS["squid_combined"], agent=forged)) is None


@pytest.mark.parametrize("name", ["squid_common", "squid_combined"])
def test_squid_request_that_was_none(name: str) -> None:
    """Squid logs why there was no request in place of its address, without method."""
    line = written(FORMATS[name]).replace(
        "GET http://www.example.org/docs/leak.xlsx HTTP/1.1", "- error:transaction-end-before-headers NONE/0.0"
    )
    assert said(FORMATS[name], line, "method", "path") == (None, "error:transaction-end-before-headers")


def test_traffic_server_and_squid_are_told_apart_by_the_padding() -> None:
    """Their native logs hold the same fields, but Traffic Server stamps the start, Squid the end."""
    ours, squid = FORMATS["trafficserver_squid"], FORMATS["squid"]
    assert read(ours, written(squid)) is None
    assert said(ours, written(ours), "start", "end") == (DOWNLOAD.start, DOWNLOAD.end)
    assert said(squid, written(squid), "start", "end") == (DOWNLOAD.start, DOWNLOAD.end)


# ---- Envoy, Traefik, Caddy ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "aborted"),
    [
        ("-", False),
        ("DC", True),
        ("UF,URX", None),
        ("UC", True),
        ("LR,DC", True),
        ("NR", None),
        ("DPE", None),
        ("UT", None),
    ],
)
@pytest.mark.parametrize("name", ["envoy", "envoy_istio", "envoy_json"])
def test_envoy_response_flags(name: str, flags: str, aborted: bool | None) -> None:  # noqa: FBT001 (what the flags say)
    """Flags of a response that broke off, several with commas; "-" is a response that did not."""
    line = (
        written(FORMATS[name])
        .replace(" 200 - ", f" 200 {flags} ")
        .replace('"response_flags":"-"', f'"response_flags":"{flags}"')
    )
    assert said(FORMATS[name], line, "aborted") == (aborted,)


def test_envoy_answers_without_upstream() -> None:
    """Where no upstream host is logged, or the details say so, the response is Envoy's own."""
    lines = {name: written(FORMATS[name]) for name in ("envoy", "envoy_istio", "envoy_json")}
    own = [lines["envoy"].replace('"10.0.0.5:80"', '"-"'), lines["envoy_istio"].replace('"10.0.0.5:80"', '"-"')]
    assert [said(FORMATS[name], line, "generated") for name, line in lines.items()] == [(False,)] * 3
    assert [said(FORMATS[name], line, "generated") for name, line in zip(lines, own, strict=False)] == [
        (True,),
        (True,),
    ]
    direct = lines["envoy_json"].replace("via_upstream", "direct_response")
    assert said(FORMATS["envoy_json"], direct, "generated") == (True,)


def test_envoy_default_line_of_a_tcp_listener_names_nothing() -> None:
    """The same format written for a TCP proxy holds dashes for all that is HTTP."""
    line = '[2026-06-09T08:00:00.903Z] "- - -" 0 - 93 2000266 4 - "-" "-" "-" "-" "10.0.0.5:80"'
    assert said(FORMATS["envoy"], line, "method", "target", "protocol", "status") == (None, None, None, 0)


def test_traefik_json_keeps_the_chain_that_stands_in_place_of_the_host() -> None:
    """Without headers, which is the default, ClientHost is the list that a trusted proxy sent, ClientAddr the proxy."""
    fmt = FORMATS["traefik_json"]
    line = written(fmt, peer="10.0.0.2").replace(
        '{"ClientAddr"', '{"ClientHost": "203.0.113.9, 198.51.100.20", "ClientAddr"'
    )
    assert said(fmt, line, "peer", "forwarded") == ("10.0.0.2", "203.0.113.9, 198.51.100.20")


@pytest.mark.parametrize(
    ("stamp", "end"),
    [
        ("1780992001.5", DOWNLOAD.end),
        ('"2026-06-09T08:00:01.500Z"', DOWNLOAD.end),
        ('"2026-06-09T10:00:01.500+0200"', DOWNLOAD.end),
        ('"09/Jun/2026:10:00:01 +0200"', DOWNLOAD.end.replace(microsecond=0)),
        ('"2026/06/09 10:00:01.500"', DOWNLOAD.end),
        ('"2026/06/09 10:00:01"', DOWNLOAD.end.replace(microsecond=0)),
    ],
)
def test_caddy_times_in_every_format_that_it_can_be_told_to_write(stamp: str, end: datetime) -> None:
    """Seconds, ISO 8601, the common log's, and local time without an offset, which the zone of the case tells."""
    fmt = FORMATS["caddy_json"]
    line = written(fmt).replace(f'"ts": {DOWNLOAD.end.timestamp()}', f'"ts": {stamp}')
    table, was_read = parse(fmt, pl.Series([line]), zone="Europe/Amsterdam")
    assert (was_read[0], table["end"][0]) == (True, end)


def test_caddy_before_2_5_logs_the_address_with_its_port() -> None:
    """remote_addr in place of remote_ip, IPv6 in brackets."""
    fmt = FORMATS["caddy_json"]
    line = written(fmt).replace('"remote_ip": "192.0.2.10"', '"remote_addr": "[2001:db8::7]:40112"')
    assert said(fmt, line, "peer") == ("2001:db8::7",)
