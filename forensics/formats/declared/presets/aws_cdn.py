"""Amazon CloudFront: one set of fields, written as W3C rows, as JSON, or as a stream.

AWS, CloudFront developer guide, "Standard logging reference" and "Use real-time logs". What counts:

- `sc-bytes` is what was sent, headers included; `sc-content-len` is the header's value, planned.
- `x-edge-result-type` is judged after the last byte: Error with a status that succeeded means that the
  client left before it had everything. With an error status it means nothing more than that.
- Status 000: the client left before the response.
- Values are percent-encoded on top of what the client sent ("%" becomes "%25"); agents at times twice.
"""

from __future__ import annotations

import json

from forensics.formats.declared.declare import delimited, json_lines, refused, w3c
from forensics.formats.format import Format
from forensics.language.statement import state

__all__ = ["formats"]

_FAMILY = "AWS"

#: All 33 standard fields in order; older logs hold the first 24.
_STANDARD = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)"
    " cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken"
    " x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status"
    " fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len"
    " sc-range-start sc-range-end"
)
#: The order of a real-time log with all fields, without what was added behind them later.
_REAL_TIME = (
    "timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem cs-bytes"
    " x-edge-location x-edge-request-id x-host-header time-taken cs-protocol-version c-ip-version cs-user-agent"
    " cs-referer cs-cookie cs-uri-query x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher"
    " x-edge-result-type fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start sc-range-end"
    " c-port x-edge-detailed-result-type c-country cs-accept-encoding cs-accept cache-behavior-path-pattern"
    " cs-headers cs-header-names cs-headers-count"
)
_RESULT = "{outcome:Error;Hit|RefreshHit|OriginShieldHit|Miss}"
_FIELDS = {
    "date": "{end:%Y-%m-%d}",
    "time": "{end:%H:%M:%S}",
    "sc-bytes": "{total_bytes}",
    "c-ip": "{peer}",
    "cs-method": "{method}",
    "cs-uri-stem": "{stem:percent}",
    "sc-status": "{status}",
    "cs(Referer)": "{referer:percent}",
    "cs(User-Agent)": "{agent:percent}",
    "cs-uri-query": "{query:percent}",
    "x-edge-result-type": _RESULT,
    "x-edge-request-id": "{request_id}",
    "x-host-header": "{host}",
    "time-taken": "{seconds}",
    "x-forwarded-for": "{forwarded:percent}",
    "cs-protocol-version": "{protocol}",
    "sc-content-type": "{content_type:percent}",
    "sc-content-len": "{length}",
    "sc-range-start": "{range_first}",
    "sc-range-end": "{range_last}",
}
#: Where real-time logs differ: cs-host is the Host header, and cs-uri-stem holds the query as well.
_STREAMED = {
    **{name: field for name, field in _FIELDS.items() if name not in ("x-host-header", "cs-uri-query")},
    "timestamp": "{end:epoch}",
    "cs-host": "{host}",
    "cs-uri-stem": "{target:percent}",
    "cs-user-agent": "{agent:percent}",
    "cs-referer": "{referer:percent}",
}

_NOTE = (
    "Time is the end of the response, UTC; entries may arrive a day late. Size is what was sent, headers included; "
    "the length of the response stands beside it in newer logs. Result type Error beside a status of success is a "
    "client that left early, status 000 one that left before the response."
)


def formats() -> list[Format]:
    """The formats of CloudFront, specific before general."""
    return [_streaming(), _w3c(), _rows(), _json(), _real_time()]


def _row(names: str, values: dict[str, str]) -> str:
    """A row of those fields, with "-" for what is not given."""
    return "\t".join(values.get(name, "-") for name in names.split())


_GET = {
    "date": "2026-06-09",
    "time": "08:00:01",
    "x-edge-location": "AMS58-P4",
    "sc-bytes": "48545",
    "c-ip": "192.0.2.10",
    "cs-method": "GET",
    "cs(Host)": "d0example.cloudfront.net",
    "cs-uri-stem": "/docs/report.pdf",
    "sc-status": "200",
    "cs(Referer)": "https://www.example.org/",
    "cs(User-Agent)": "Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:126.0)%20Gecko/20100101%20Firefox/126.0",
    "x-edge-result-type": "Hit",
    "x-edge-request-id": "b04e61f1c2a95d38==",
    "x-host-header": "www.example.org",
    "cs-protocol": "https",
    "cs-bytes": "412",
    "time-taken": "0.211",
    "ssl-protocol": "TLSv1.3",
    "ssl-cipher": "TLS_AES_128_GCM_SHA256",
    "x-edge-response-result-type": "Hit",
    "cs-protocol-version": "HTTP/2.0",
    "c-port": "40112",
    "time-to-first-byte": "0.031",
    "x-edge-detailed-result-type": "Hit",
    "sc-content-type": "application/pdf",
    "sc-content-len": "48211",
}
_LEFT = {
    **_GET,
    "time": "08:05:12",
    "sc-bytes": "0",
    "c-ip": "2001:db8::7",
    "sc-status": "000",
    "cs-uri-query": "v=2",
    "cs(Referer)": "-",
    "cs(User-Agent)": "curl/8.7.1",
    "x-edge-result-type": "Error",
    "x-edge-response-result-type": "Error",
    "x-edge-detailed-result-type": "ClientCommError",
    "sc-content-type": "-",
    "sc-content-len": "-",
}
_OLD = " ".join(_STANDARD.split()[:24])


def _w3c() -> Format:
    return w3c(
        "aws_cloudfront",
        "AWS CloudFront standard log",
        _FIELDS,
        family=_FAMILY,
        marks=("x-edge-result-type", "x-edge-request-id"),
        examples=(
            f"#Fields: {_STANDARD}\n{_row(_STANDARD, _GET)}",
            f"#Fields: {_OLD}\n{_row(_OLD, _LEFT)}",
        ),
        note=_NOTE,
    )


def _rows() -> Format:
    return delimited(
        "aws_cloudfront_rows",
        "AWS CloudFront standard log, rows without their heading",
        tuple(_FIELDS.get(name, "") for name in _STANDARD.split()),
        family=_FAMILY,
        delimiter="\t",
        zone="UTC",
        least=24,
        examples=(_row(_STANDARD, _GET), _row(_OLD, _LEFT)),
        note=f"Read in the order that AWS documents for 24 and 33 fields. {_NOTE}",
    )


def _json() -> Format:
    return json_lines(
        "aws_cloudfront_json",
        "AWS CloudFront standard log (v2) as JSON",
        _FIELDS,
        family=_FAMILY,
        zone="UTC",
        needs=("x-edge-location", "cs-uri-stem"),
        examples=tuple(json.dumps(values) for values in (_GET, _LEFT)),
        note=_NOTE,
    )


def _real_time() -> Format:
    get = {**_GET, "timestamp": "1780992001.250", "cs-host": "www.example.org", "cs-user-agent": "curl/8.7.1"}
    left = {**_LEFT, "timestamp": "1780992312.770", "cs-host": "www.example.org", "cs-uri-stem": "/docs/report.pdf?v=2"}
    return delimited(
        "aws_cloudfront_realtime",
        "AWS CloudFront real-time log, all fields in the default order",
        tuple(_STREAMED.get(name, "") for name in _REAL_TIME.split()),
        family=_FAMILY,
        delimiter="\t",
        examples=(_row(_REAL_TIME, get), _row(_REAL_TIME, left)),
        note="Read only with all 40 fields in AWS's order, and what follows them: a log with fewer fields needs a "
        f"format of its own. A real-time log can be a sample of the requests, as configured. {_NOTE}",
    )


def _streaming() -> Format:
    names = (
        "date time x-edge-location c-ip x-event sc-bytes x-cf-status x-cf-client-id cs-uri-stem cs-uri-query"
        " c-referrer x-page-url c-user-agent"
    )
    return refused(
        "aws_cloudfront_rtmp",
        "AWS CloudFront log of a streaming distribution",
        state(
            "This is a log of RTMP streaming events (connect, play, stop), not of HTTP responses, so no download can"
            " be counted from it; use the log of the web distribution that served the file."
        ),
        family=_FAMILY,
        examples=(
            f"#Fields: {names}\n2026-06-09\t08:00:00\tAMS58\t192.0.2.10\tconnect\t2014\tOK\tb04e61f1==\t-\t-\t-\t-\t-",
            f"#Fields: {names}\n2026-06-09\t08:00:01\tAMS58\t192.0.2.10\tplay\t3914\tOK\tb04e61f1==\t/film\t-\t-\t-\t-",
        ),
        w3c_marks=("x-cf-status", "x-cf-client-id"),
    )
