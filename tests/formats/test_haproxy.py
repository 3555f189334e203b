"""HAProxy: what its manual says of termination states, option logasap and escapes, and what 2.6 was seen to write."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from forensics.formats.declared.presets import haproxy
from forensics.formats.reading import matches
from tests.support.format_fixture import read, said
from tests.support.writers.exchange import Exchange
from tests.support.writers.haproxy import WRITERS

FORMATS = {fmt.name: fmt for fmt in haproxy.formats()}
HTTP = FORMATS["haproxy_http"]
MOMENT = datetime(2026, 6, 9, 8, 0, 0, 250_000, tzinfo=UTC)


def haproxy_line(  # noqa: PLR0913 (the fields of a line)
    state: str = "----",
    *,
    client: str = "192.0.2.10:51234",
    server: str = "docs/web1",
    timers: str = "0/0/1/2/94",
    sent: str = "200 2000334",
    cookies: str = "- -",
    captures: str = "",
    request: str = "GET /docs/leak.xlsx HTTP/1.1",
) -> str:
    """A line of option httplog."""
    return (
        f"{client} [09/Jun/2026:10:00:00.120] www~ {server} {timers} {sent} {cookies} {state} 3/2/1/1/+1 0/0{captures} "
        f'"{request}"'
    )


@pytest.mark.parametrize(
    ("state", "aborted"),
    [
        *(("----", False), ("--VN", False), ("CD--", True), ("cD--", True), ("CL--", True), ("SD--", True)),
        *(("sD--", True), ("CH--", True), ("KDNI", True), ("LR--", None), ("PR--", None), ("SC--", None)),
    ],
)
def test_haproxy_termination_state(state: str, aborted: bool | None) -> None:  # noqa: FBT001 (what the state says)
    """A session ended by anyone in the data phase is broken off, "--" is complete, and the rest says neither."""
    assert said(HTTP, haproxy_line(state), "aborted") == (aborted,)


@pytest.mark.parametrize(
    ("server", "generated"),
    [("docs/web1", False), ("docs/<CACHE>", False), ("www/<NOSRV>", True), ("stats/<STATS>", True)],
)
def test_haproxy_tells_its_own_pages_from_its_cache(server: str, generated: bool) -> None:  # noqa: FBT001
    """HAProxy answers by itself without a server; what it has in its cache is the file."""
    assert said(HTTP, haproxy_line("LR--", server=server), "generated") == (generated,)


def test_haproxy_logasap_is_not_final() -> None:
    """A size with "+" was written before the transfer was over: no size, and no end, for its timer has a "+" too."""
    line = haproxy_line(timers="0/0/1/2/+3", sent="200 +15232")
    assert said(HTTP, line, "status", "total_bytes", "unfinished", "end") == (200, None, True, None)


@pytest.mark.parametrize(
    ("client", "peer"),
    [("192.0.2.10:51234", "192.0.2.10"), ("2001:db8::7:40112", "2001:db8::7"), ("unix:2", "unix")],
)
def test_haproxy_client_stands_before_the_last_colon(client: str, peer: str) -> None:
    """An IPv6 address is written without brackets; a client on a UNIX socket has no address."""
    assert said(HTTP, haproxy_line(client=client), "peer") == (peer,)


@pytest.mark.parametrize(
    "captures", ["", " {}", " {www.example.org|a#22 200 b #7B} {}", " {} {2000000}", " {only|these}"]
)
def test_haproxy_captured_headers_are_read_past(captures: str) -> None:
    """Request headers, response headers, both or none stand before the request."""
    assert said(HTTP, haproxy_line(captures=captures), "path", "total_bytes") == ("/docs/leak.xlsx", 2_000_334)


def test_haproxy_escapes_are_undone_in_the_request() -> None:
    """`#22` is a quote and `#C3#A9` an é (8.6); a target over HTTP/2 is absolute and names the host."""
    line = haproxy_line(request="GET https://www.example.org/docs/r#C3#A9sum#22.xlsx HTTP/2.0")
    assert said(HTTP, line, "path", "host", "protocol") == ('/docs/résum".xlsx', "www.example.org", "HTTP/2.0")


@pytest.mark.parametrize(
    "changes",
    [
        {"request": "<BADREQ>", "sent": "400 0", "timers": "-1/-1/-1/-1/0"},
        {"sent": "-1 0", "timers": "0/0/1/-1/30004"},
    ],
)
def test_haproxy_lines_without_request_or_response(changes: dict[str, str]) -> None:
    """A bad request has neither method nor target; status -1 (no response) counts as 0."""
    found = read(HTTP, haproxy_line("CR--", **changes))
    assert found is not None
    assert found.get("target") == (None if "request" in changes else "/docs/leak.xlsx")
    assert found["status"] == (400 if "request" in changes else 0)


def test_haproxy_cookie_in_which_a_client_forges_fields_is_rejected() -> None:
    """HAProxy escapes nothing in a captured cookie (seen): with blanks or quotes in it the line is not read."""
    forged = 'x - ---- 3/2/1/1/0 0/0 "GET /docs/leak.xlsx HTTP/1.1'
    assert read(HTTP, haproxy_line(cookies=f"sess={forged} -")) is None
    assert read(HTTP, haproxy_line(cookies="sess=a b -")) is None
    assert read(HTTP, haproxy_line(cookies="sess=4f1a -")) is not None


def test_haproxy_clf_without_captures_ends_in_a_blank() -> None:
    """So HAProxy 2.6 writes it, and so it is read, as well as with captured headers and without the blank."""
    download = Exchange(MOMENT, MOMENT, "192.0.2.10", status=200, body=2_000_000, planned=2_000_000)
    line = WRITERS["haproxy_clf"](download).partition(' "www.example.org"')[0]
    headers = ' "www.example.org" "2000000"'
    read_as = [said(FORMATS["haproxy_clf"], line + end, "path", "total_bytes", "aborted") for end in ("", " ", headers)]
    assert read_as == [("/docs/leak.xlsx", 2_000_300, False)] * 3


def test_haproxy_failed_handshake_is_a_connection_without_request() -> None:
    """The message may hold what OpenSSL says, colons and slashes included."""
    line = "192.0.2.10:51234 [09/Jun/2026:10:00:00.120] www/1: SSL handshake failure (error:0A:SSL routines::bad/old)"
    found = read(FORMATS["haproxy_error"], line)
    assert found is not None
    assert set(found) == {"start", "peer"}


def test_haproxy_default_log_is_refused() -> None:
    """It is written before any request: recognised, and never taken for a log of requests."""
    refused = FORMATS["haproxy_connect"]
    lines = pl.Series([*refused.examples, haproxy_line()])
    assert matches(refused, lines).to_list() == [True, True, False]
    assert not any(matches(fmt, lines.head(2)).any() for fmt in FORMATS.values() if not fmt.refused)
