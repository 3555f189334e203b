"""AWS as a logger: load balancers, CloudFront, S3 and WAF, from AWS's guides and from what their logs show."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

_CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/docs"
_CIPHER = "ECDHE-RSA-AES128-GCM-SHA256"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _elapsed(exchange: Exchange) -> float:
    return (exchange.end - exchange.start).total_seconds()


def _split(exchange: Exchange) -> tuple[str, str]:
    path, _, query = exchange.target.partition("?")
    return path, query


def _on_one_line(text: str) -> str:
    """Text with blanks for the characters that HTTP does not let through (RFC 9110, 5.5)."""
    return text.replace("\r", " ").replace("\n", " ").replace("\0", " ")


# ---- load balancers: quotes, backslashes, controls and what is not ASCII as \xHH --------------


def _escaped(text: str | None) -> str:
    encoded = ("-" if text is None else text).encode()
    return "".join(chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\x{b:02X}" for b in encoded)


def _asked(exchange: Exchange) -> str:
    return _escaped(f"{exchange.method} https://{exchange.host}:443{exchange.target} {exchange.protocol}")


def _client(exchange: Exchange) -> str:
    """IPv6 addresses stand without brackets."""
    return f"{exchange.peer}:{exchange.port}"


def alb(exchange: Exchange) -> str:
    """An ALB record with 33 fields."""
    kind = "h2" if exchange.protocol.startswith("HTTP/2") else "https"
    cells = (
        *(kind, _iso(exchange.end), "app/docs/50cf2f4b9d1e3a77", _client(exchange), "10.0.0.5:80"),
        *("0.001", f"{_elapsed(exchange):.3f}", "0.000", f"{exchange.status:03}", f"{exchange.status:03}"),
        *("412", str(exchange.body + exchange.headers), f'"{_asked(exchange)}"', f'"{_escaped(exchange.agent)}"'),
        *(_CIPHER, "TLSv1.2", "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/docs/b04e"),
        *(f'"{exchange.request_id}"', f'"{_escaped(exchange.host)}"', f'"{_CERTIFICATE}"', "0"),
        *(_iso(exchange.start), '"forward"', '"-"', '"-"', '"10.0.0.5:80"', f'"{exchange.status}"', '"-"', '"-"'),
        *("TID_5f0c1d9a7be2430c", '"-"', '"-"', '"-"'),
    )
    return " ".join(cells)


def connection(exchange: Exchange) -> str:
    """The record of the connection over which the exchange went."""
    cells = (
        *(_iso(exchange.start), exchange.peer, str(exchange.port), "443", "TLSv1.2", _CIPHER, "4.036"),
        *('"-"', "-", "-", "Success", "TID_5f0c1d9a7be2430c"),
    )
    return " ".join(cells)


def elb(exchange: Exchange) -> str:
    """A Classic Load Balancer record of an HTTP listener: the size is that of the body."""
    cells = (
        *(_iso(exchange.start), "docs-elb", _client(exchange), "10.0.0.5:80", "0.000086"),
        *(f"{_elapsed(exchange):.6f}", "0.000037", f"{exchange.status:03}", f"{exchange.status:03}", "0"),
        *(str(exchange.body), f'"{_asked(exchange)}"', f'"{_escaped(exchange.agent)}"', _CIPHER, "TLSv1.2"),
    )
    return " ".join(cells)


def nlb(exchange: Exchange) -> str:
    """The record of the TLS connection: whole seconds, UTC without saying so."""
    ended, began = (f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" for moment in (exchange.end, exchange.start))
    cells = (
        *("tls", "2.0", ended, "net/docs/c6e0a4f1d2b39785", "7be2430c5f0c1d9a", _client(exchange), "10.0.0.9:443"),
        *(str(round(_elapsed(exchange) * 1000)), "12", "412", str(exchange.body + exchange.headers), "-"),
        *(_CERTIFICATE, "-", _CIPHER, "tlsv12", "-", quote(exchange.host), "h2", "h2", '"h2","http/1.1"', began),
    )
    return " ".join(cells)


# ---- CloudFront: percent-encoded on top of what was sent ---------------------------------------

_ENCODED = frozenset(b"<>\"#%{}|\\^~[]`'")


def _encoded(text: str | None) -> str:
    raw = ("" if text is None else text).encode()
    return "".join(f"%{b:02X}" if b <= 0x20 or b >= 0x7F or b in _ENCODED else chr(b) for b in raw) or "-"


def _result(exchange: Exchange) -> str:
    return "Error" if exchange.aborted or exchange.status >= 400 or exchange.status == 0 else "Hit"


def _range(exchange: Exchange) -> tuple[str, str]:
    if exchange.content_range is None:
        return "-", "-"
    first, _, last = exchange.content_range.removeprefix("bytes ").partition("/")[0].partition("-")
    return first, last


def _cloudfront(exchange: Exchange) -> dict[str, str]:
    """The standard fields by name, in order."""
    path, query = _split(exchange)
    first, last = _range(exchange)
    ended = exchange.end.astimezone(UTC)
    failed = exchange.status >= 400 or exchange.status == 0
    return {
        "date": f"{ended:%Y-%m-%d}",
        "time": f"{ended:%H:%M:%S}",
        "x-edge-location": "AMS58-P4",
        "sc-bytes": str(exchange.body + exchange.headers),
        "c-ip": exchange.peer,
        "cs-method": exchange.method,
        "cs(Host)": "d0example.cloudfront.net",
        "cs-uri-stem": _encoded(path),
        "sc-status": f"{exchange.status:03}",
        "cs(Referer)": _encoded(exchange.referer),
        "cs(User-Agent)": _encoded(exchange.agent),
        "cs-uri-query": _encoded(query),
        "cs(Cookie)": "-",
        "x-edge-result-type": _result(exchange),
        "x-edge-request-id": exchange.request_id,
        "x-host-header": exchange.host,
        "cs-protocol": "https",
        "cs-bytes": "412",
        "time-taken": f"{_elapsed(exchange):.3f}",
        "x-forwarded-for": _encoded(exchange.forwarded),
        "ssl-protocol": "TLSv1.3",
        "ssl-cipher": "TLS_AES_128_GCM_SHA256",
        "x-edge-response-result-type": "Error" if failed else "Hit",
        "cs-protocol-version": exchange.protocol,
        "fle-status": "-",
        "fle-encrypted-fields": "-",
        "c-port": str(exchange.port),
        "time-to-first-byte": "0.031",
        "x-edge-detailed-result-type": "ClientCommError" if exchange.aborted else _result(exchange),
        "sc-content-type": _encoded(exchange.content_type),
        "sc-content-len": str(exchange.planned),
        "sc-range-start": first,
        "sc-range-end": last,
    }


def cloudfront(exchange: Exchange) -> str:
    """A row of a standard log with 33 fields."""
    return "\t".join(_cloudfront(exchange).values())


def cloudfront_json(exchange: Exchange) -> str:
    """A record of a standard log (v2): the same fields, all as strings."""
    return json.dumps(_cloudfront(exchange))


def cloudfront_realtime(exchange: Exchange) -> str:
    """A record with all 40 fields in their order; the stem holds the query."""
    known = _cloudfront(exchange)
    cells = (
        *(f"{exchange.end.timestamp():.3f}", known["c-ip"], "0.031", known["sc-status"], known["sc-bytes"]),
        *(known["cs-method"], "https", exchange.host, _encoded(exchange.target), "412", "AMS58-P4"),
        *(exchange.request_id, "d0example.cloudfront.net", known["time-taken"], exchange.protocol),
        *("IPv6" if ":" in exchange.peer else "IPv4", known["cs(User-Agent)"], known["cs(Referer)"], "-"),
        *(known["cs-uri-query"], known["x-edge-response-result-type"], known["x-forwarded-for"]),
        *(known["ssl-protocol"], known["ssl-cipher"], known["x-edge-result-type"], "-", "-"),
        *(known["sc-content-type"], known["sc-content-len"], known["sc-range-start"], known["sc-range-end"]),
        *(known["c-port"], known["x-edge-detailed-result-type"], "NL", "gzip", "*/*", "*", "-", "-", "9"),
    )
    return "\t".join(cells)


# ---- S3: everything raw, but for the key, which is encoded twice ---------------------------------


def s3(exchange: Exchange) -> str:
    """A record with 27 fields, for a bucket that is reached by its own name. Quotes are not escaped."""
    key = quote(quote(unquote(_split(exchange)[0]).removeprefix("/"), safe="/"), safe="/")
    failed = "AccessDenied" if exchange.status == 403 else "NoSuchKey" if exchange.status == 404 else "-"
    request = _on_one_line(f"{exchange.method} {exchange.target} {exchange.protocol}")
    texts = [_on_one_line(text or "-") for text in (exchange.referer, exchange.agent)]
    cells = (
        *("8d2c60f1b7a94e35", exchange.host, f"[{exchange.start.astimezone(UTC):%d/%b/%Y:%H:%M:%S} +0000]"),
        *(exchange.peer, exchange.user or "-", exchange.request_id, f"REST.{exchange.method}.OBJECT", key or "-"),
        *(f'"{request}"', f"{exchange.status}", failed, str(exchange.body or "-"), str(exchange.object_bytes)),
        *(str(round(_elapsed(exchange) * 1000)), "9", f'"{texts[0]}"', f'"{texts[1]}"'),
        *("-", "b04e61f1c2a95d38=", "-", _CIPHER, "-", exchange.host, "TLSv1.2", "-", "-", "eu-west-1"),
    )
    return " ".join(cells)


def waf(exchange: Exchange) -> str:
    """What WAF let through to the file; it knows neither status nor size."""
    path, query = _split(exchange)
    headers = {"Host": exchange.host, "User-Agent": exchange.agent, "Referer": exchange.referer}
    record = {
        "timestamp": round(exchange.start.timestamp() * 1000),
        "formatVersion": 1,
        "webaclId": "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/docs/b04e",
        "terminatingRuleId": "Default_Action",
        "terminatingRuleType": "REGULAR",
        "action": "ALLOW",
        "httpSourceName": "ALB",
        "responseCodeSent": None,
        "httpRequest": {
            "clientIp": exchange.peer,
            "country": "-",
            "headers": [{"name": name, "value": value} for name, value in headers.items() if value is not None],
            "uri": path,
            "args": query,
            "httpVersion": exchange.protocol,
            "httpMethod": exchange.method,
            "requestId": exchange.request_id,
        },
    }
    return json.dumps(record, separators=(",", ":"))


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "aws_alb": alb,
    "aws_alb_connection": connection,
    "aws_elb_classic": elb,
    "aws_nlb_tls": nlb,
    "aws_cloudfront": cloudfront,
    "aws_cloudfront_rows": cloudfront,
    "aws_cloudfront_json": cloudfront_json,
    "aws_cloudfront_realtime": cloudfront_realtime,
    "aws_s3": s3,
    "aws_waf": waf,
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "aws_cloudfront": (
        "#Version: 1.0",
        (
            "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer)"
            " cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol"
            " cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type"
            " cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte"
            " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end"
        ),
    ),
}
