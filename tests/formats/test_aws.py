"""The logs of Amazon Web Services, each as its own guide describes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from forensics.formats import Format, parse
from forensics.formats.declared.presets import aws, aws_cdn
from tests.support.format_fixture import read, said
from tests.support.writers.aws import HEADINGS, WRITERS
from tests.support.writers.exchange import Exchange

FORMATS = {fmt.name: fmt for fmt in (*aws.formats(), *aws_cdn.formats())}
ALB, ELB, S3, WAF = (FORMATS[name] for name in ("aws_alb", "aws_elb_classic", "aws_s3", "aws_waf"))
ROWS, REAL_TIME = FORMATS["aws_cloudfront_rows"], FORMATS["aws_cloudfront_realtime"]

DOWNLOAD = Exchange(
    start=datetime(2026, 6, 9, 8, 0, 0, 250_000, tzinfo=UTC),
    end=datetime(2026, 6, 9, 8, 0, 1, 500_000, tzinfo=UTC),
    peer="192.0.2.10",
    status=200,
    body=2_000_000,
    planned=2_000_000,
    agent="curl/8.7.1",
)


def written(fmt: Format, **changes: Any) -> str:
    """The line of a download, with those changes, as that format's writer writes it."""
    return WRITERS[fmt.name](Exchange(**{**DOWNLOAD.__dict__, **changes}))


def read_under_heading(*lines: str) -> dict[str, Any]:
    """The last of the lines as the W3C format of CloudFront reads it."""
    table, was_read = parse(FORMATS["aws_cloudfront"], pl.Series(lines, dtype=pl.String), zone="Europe/Amsterdam")
    assert was_read[-1]
    return {name: value for name, value in table.to_dicts()[-1].items() if value is not None}


def cells(line: str, **changes: str) -> str:
    """A tab-separated row of CloudFront's standard fields with other values, by name: `sc_status` for sc-status."""
    names = [name.replace("-", "_") for name in HEADINGS["aws_cloudfront"][1].split()[1:]]
    return "\t".join(changes.get(name, cell) for name, cell in zip(names, line.split("\t"), strict=True))


@pytest.mark.parametrize("name", [name for name, fmt in FORMATS.items() if not fmt.refused])
def test_each_example_is_read_by_its_own_format_alone(name: str) -> None:
    """No other format of the family reads it, so detection cannot confuse them."""
    for example in FORMATS[name].examples:
        lines = pl.Series(example.split("\n"), dtype=pl.String)
        readers = [fmt.name for fmt in FORMATS.values() if not fmt.refused and parse(fmt, lines, zone="UTC")[1][-1]]
        rows_too = ["aws_cloudfront", "aws_cloudfront_rows"] if name == "aws_cloudfront" else [name]
        assert readers == rows_too


def test_streaming_logs_are_refused_with_a_reason() -> None:
    """RTMP events are no downloads, though their fields look like CloudFront's."""
    assert "no download can be counted" in FORMATS["aws_cloudfront_rtmp"].refused


# ---- load balancers ------------------------------------------------------------------------------


def test_alb_logs_the_end_and_the_start_of_a_request() -> None:
    """The first time is that of the response, request_creation_time that of the request."""
    assert said(ALB, written(ALB), "start", "end", "total_bytes") == (DOWNLOAD.start, DOWNLOAD.end, 2_000_300)


@pytest.mark.parametrize(("fields", "start"), [(18, None), (21, None), (22, DOWNLOAD.start), (29, DOWNLOAD.start)])
def test_shorter_records_of_an_alb(fields: int, start: datetime | None) -> None:
    """Older records end earlier; what they hold is read."""
    line = _first_cells(written(ALB), fields)
    assert said(ALB, line, "start", "end", "status", "path", "agent") == (
        start,
        DOWNLOAD.end,
        200,
        "/docs/leak.xlsx",
        "curl/8.7.1",
    )


def _first_cells(line: str, number: int) -> str:
    """The first cells of a line whose cells may be quoted or bracketed."""
    return " ".join(re.findall(r'"[^"]*"|\[[^\]]*\]|[^ ]+', line)[:number])


@pytest.mark.parametrize("fields", [11, 17])
def test_a_record_of_an_alb_that_was_cut_is_rejected(fields: int) -> None:
    """Half a record is not taken for a short one."""
    assert read(ALB, _first_cells(written(ALB), fields)) is None


@pytest.mark.parametrize(
    ("actions", "generated"),
    [
        ("forward", False),
        ("waf,forward", False),
        ("authenticate,forward", False),
        ("redirect", False),
        ("fixed-response", True),
        ("waf,fixed-response", True),
        ("waf", True),
        ("-", False),
    ],
)
def test_what_an_alb_answers_by_itself(actions: str, *, generated: bool) -> None:
    """A fixed response and a block by AWS WAF are not the file; a redirect says so by its status."""
    line = written(ALB).replace('"forward"', f'"{actions}"')
    assert said(ALB, line, "generated", "status") == (generated, 200)


def test_load_balancers_escape_quotes() -> None:
    r"""A quote stands as \x22, so it moves no field."""
    line = written(ALB, target='/docs/leak.xlsx?q="a', agent='a" 200 "b\\é')
    assert said(ALB, line, "status", "query", "agent") == (200, 'q="a', 'a" 200 "b\\é')


@pytest.mark.parametrize("name", ["aws_alb", "aws_elb_classic", "aws_nlb_tls"])
def test_ipv6_clients_stand_without_brackets(name: str) -> None:
    """The last colon parts address and port."""
    assert said(FORMATS[name], written(FORMATS[name], peer="2001:db8::7"), "peer") == ("2001:db8::7",)


def test_classic_load_balancer_logs_the_body() -> None:
    """Its size is that of the body, and its time that of the request: the end is not logged."""
    columns = said(ELB, written(ELB), "start", "end", "body_bytes", "total_bytes", "host")
    assert columns == (DOWNLOAD.start, None, 2_000_000, None, "www.example.org")


def test_classic_load_balancer_with_a_tcp_listener() -> None:
    """A connection has no status and no path that could be a file's."""
    found = read(ELB, ELB.examples[1])
    assert found is not None
    assert "status" not in found
    assert not found.get("path", "").startswith("/")


@pytest.mark.parametrize("name", ["aws_nlb_tls", "aws_alb_connection"])
def test_connections_name_no_file(name: str) -> None:
    """They show who was connected, and no more."""
    found = read(FORMATS[name], written(FORMATS[name]))
    assert found is not None
    assert found["peer"] == "192.0.2.10"
    assert not {"target", "path", "status"} & set(found)


# ---- CloudFront ----------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [24, 33])
def test_a_heading_says_what_aws_documents(fields: int) -> None:
    """A row reads the same with and without the heading that names its fields."""
    row = "\t".join(written(ROWS, agent="a b", referer="https://www.example.org/?a=1").split("\t")[:fields])
    heading = " ".join(HEADINGS["aws_cloudfront"][1].split()[: fields + 1])
    assert read_under_heading(heading, row) == read(ROWS, row)


def test_json_says_the_same() -> None:
    """Standard logs (v2) hold the same fields under the same names."""
    changes = {"agent": "a b", "status": 206, "content_range": "bytes 0-99/2000000", "target": "/docs/leak.xlsx?v=2"}
    fmt = FORMATS["aws_cloudfront_json"]
    assert read(fmt, written(fmt, **changes)) == read(ROWS, written(ROWS, **changes))


def test_real_time_logs_say_the_same_to_the_millisecond() -> None:
    """Another order, a stem that holds the query, and a finer time."""
    changes = {"agent": "a b", "target": "/docs/leak.xlsx?v=2", "forwarded": "203.0.113.9, 198.51.100.20"}
    found, row = read(REAL_TIME, written(REAL_TIME, **changes)), read(ROWS, written(ROWS, **changes))
    assert found is not None
    assert row is not None
    assert (found["start"], found["end"]) == (DOWNLOAD.start, DOWNLOAD.end)
    assert found | {"start": row["start"], "end": row["end"]} == row


def test_a_real_time_log_with_fewer_fields_is_not_guessed() -> None:
    """Which fields were left out is not in the log."""
    assert read(REAL_TIME, "\t".join(written(REAL_TIME).split("\t")[:-1])) is None


def test_sizes_of_cloudfront() -> None:
    """What was sent has the headers in it; the length of the response is planned."""
    line = written(ROWS, body=812_345, aborted=True)
    assert said(ROWS, line, "total_bytes", "planned_bytes", "body_bytes", "aborted") == (812_645, 2_000_000, None, True)


@pytest.mark.parametrize(
    ("result", "aborted"),
    [
        *((result, False) for result in ("Hit", "Miss", "RefreshHit", "OriginShieldHit")),
        ("Error", True),
        *((result, None) for result in ("Redirect", "LimitExceeded", "CapacityExceeded", "-")),
    ],
)
def test_result_types(result: str, *, aborted: bool | None) -> None:
    """The result is judged after the last byte: Error beside status 200 is a client that left."""
    line = cells(written(ROWS), x_edge_result_type=result)
    assert said(ROWS, line, "status", "aborted") == (200, aborted)


def test_status_000_is_a_status() -> None:
    """The client left before the response; that is not the same as no status."""
    assert said(ROWS, cells(written(ROWS), sc_status="000"), "status") == (0,)


@pytest.mark.parametrize("agent", ["Mozilla/5.0%20(X11)%20100%25", "Mozilla/5.0%2520(X11)%2520100%2525"])
def test_agents_encoded_twice(agent: str) -> None:
    """Both readings that AWS has written give the agent that the client sent."""
    line = cells(written(ROWS), **{"cs(User_Agent)": agent})
    assert said(ROWS, line, "agent") == ("Mozilla/5.0 (X11) 100%",)


def test_escapes_of_the_client_stay_in_the_path() -> None:
    """CloudFront encodes "%" once more; undone, the path is as the client sent it."""
    assert said(ROWS, written(ROWS, target="/docs/le%61k%3Fb.xlsx?a=%26"), "path", "query") == (
        "/docs/le%61k%3Fb.xlsx",
        "a=%26",
    )


def test_ranges_come_in_two_fields() -> None:
    """First and last byte are logged, the size of the whole is not."""
    line = written(ROWS, status=206, content_range="bytes 500-999/2000000")
    assert said(ROWS, line, "content_range") == ("bytes 500-999/*",)


# ---- S3 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [17, 18, 23, 24, 25, 26, 27])
def test_records_of_s3_of_every_length(fields: int) -> None:
    """AWS has added fields at the end since 2006; all that came before is read."""
    columns = ("start", "end", "peer", "method", "path", "status", "body_bytes", "object_bytes", "agent", "request_id")
    line = _first_cells(written(S3), fields)
    expected = (
        *(DOWNLOAD.start.replace(microsecond=0), DOWNLOAD.end.replace(microsecond=250_000), "192.0.2.10", "GET"),
        *("/docs/leak.xlsx", 200, 2_000_000, 2_000_000, "curl/8.7.1", "0123456789abcdef"),
    )
    assert said(S3, line, *columns) == expected


def test_s3_writes_a_dash_for_no_bytes() -> None:
    """The size of the object says nothing about what was sent."""
    assert said(S3, written(S3, method="HEAD", body=0), "body_bytes", "object_bytes") == (0, 2_000_000)


def test_the_key_stands_in_for_a_request_that_is_not_logged() -> None:
    """Operation and key are what S3 did, the key encoded once more than in a request."""
    line = written(S3, target="/docs/r%C3%A9sum%C3%A9%202026.xlsx").replace(
        '"GET /docs/r%C3%A9sum%C3%A9%202026.xlsx HTTP/1.1"', "-"
    )
    assert said(S3, line, "method", "path") == ("GET", "/docs/r%C3%A9sum%C3%A9%202026.xlsx")


def test_deletions_by_s3_itself_are_read() -> None:
    """Batch and lifecycle operations have neither address nor request."""
    line = (
        "8d2c60f1b7a94e35 docs-bucket [09/Jun/2026:08:00:01 +0000] - AmazonS3 5F0C1D9A7BE2430C S3.EXPIRE.OBJECT"
        " docs/leak.xlsx - - - - 2000000 - - - - - b04e61f1c2a95d38= - - - - - - -"
    )
    assert said(S3, line, "peer", "status", "path") == (None, None, "/docs/leak.xlsx")


@pytest.mark.parametrize("field", ["agent", "referer"])
def test_a_quote_that_s3_does_not_escape_rejects_the_line(field: str) -> None:
    """Where the text ends cannot be told, so it is not guessed."""
    assert read(S3, written(S3, **{field: 'a"b'})) is None


# ---- WAF -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "generated"), [("ALLOW", False), ("BLOCK", True), ("CAPTCHA", True), ("CHALLENGE", True)]
)
def test_what_waf_stops_is_not_the_file(action: str, *, generated: bool) -> None:
    """WAF says what it did with a request, and nothing about the response to it."""
    line = written(WAF, target="/docs/leak.xlsx?v=2").replace("ALLOW", action)
    columns = ("generated", "path", "query", "status", "body_bytes", "host", "agent")
    expected = (generated, "/docs/leak.xlsx", "v=2", None, None, "www.example.org", "curl/8.7.1")
    assert said(WAF, line, *columns) == expected


def test_header_names_of_http2_are_in_lower_case() -> None:
    """The list holds names as the client wrote them."""
    line = written(WAF).replace('"Host"', '"host"').replace('"User-Agent"', '"user-agent"')
    assert said(WAF, line, "host", "agent") == ("www.example.org", "curl/8.7.1")
