"""nginx: what its log module writes, escaped as ngx_http_log_escape does it, or ngx_escape_json with escape=json."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.support.writers.apache import clf, request_line
from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}

_JSON = str.maketrans(
    {chr(code): f"\\u{code:04X}" for code in range(0x20)}
    | {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)


@cache
def _escaped(text: str | None) -> str:
    r"""`\xHH` for a quote, a backslash and every byte that is not printable ASCII; "-" where there is no value."""
    if text is None:
        return "-"
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(
        char if " " <= char <= "~" and char not in '"\\' else "".join(f"\\x{byte:02X}" for byte in char.encode())
        for char in text
    )


def _seconds(exchange: Exchange) -> str:
    return f"{(exchange.end - exchange.start).total_seconds():.3f}"


def _from(address: str, exchange: Exchange) -> str:
    request = _escaped(request_line(exchange))
    start = f'{address} - {_escaped(exchange.user)} {clf(exchange.end)} "{request}" {exchange.status} {exchange.body}'
    return f'{start} "{_escaped(exchange.referer)}" "{_escaped(exchange.agent)}"'


def _combined(exchange: Exchange) -> str:
    return _from(exchange.peer, exchange)


def _main(exchange: Exchange) -> str:
    return f'{_combined(exchange)} "{_escaped(exchange.forwarded)}"'


def _ingress(exchange: Exchange) -> str:
    lasted = _seconds(exchange)
    upstream = f"10.0.0.5:8080 {exchange.planned} {lasted} {exchange.status}"
    return f"{_combined(exchange)} 512 {lasted} [web-docs-80] [] {upstream} {exchange.request_id}"


def _host(exchange: Exchange) -> str:
    """$host: lower case, without port; the server's own name for a Host with a blank, a control or a slash."""
    if any(char <= " " or char in "/\\\x7f" for char in exchange.host):
        return "www.example.org"
    return _escaped(exchange.host.lower())


def _proxy_manager(exchange: Exchange, upstream: str, sent_to: str) -> str:
    return (
        f"{clf(exchange.end)} {upstream}{exchange.status} - {exchange.method} https {_host(exchange)} "
        f'"{_escaped(exchange.target)}" [Client {exchange.peer}] [Length {exchange.body}] [Gzip -]{sent_to}'
        f' "{_escaped(exchange.agent)}" "{_escaped(exchange.referer)}"'
    )


def _timed(exchange: Exchange) -> str:
    lasted = _seconds(exchange)
    return f'rt={lasted} uct="0.000" uht="0.002" urt="{lasted}"'


def _json(exchange: Exchange) -> str:
    """A log_format with escape=json, as sites write one; a variable without value is empty."""
    texts = {
        "time_iso8601": exchange.end.astimezone(ZONE).isoformat(timespec="seconds"),
        "remote_addr": exchange.peer,
        "http_x_forwarded_for": exchange.forwarded,
        "remote_user": exchange.user,
        "request": request_line(exchange),
        "http_range": exchange.range,
        "sent_http_content_range": exchange.content_range,
        "sent_http_content_encoding": None,
        "sent_http_content_type": exchange.content_type,
        "request_completion": None if exchange.aborted else "OK",
        "http_host": exchange.host,
        "http_referer": exchange.referer,
        "http_user_agent": exchange.agent,
        "request_id": exchange.request_id,
    }
    numbers = {
        "msec": f"{exchange.end.timestamp():.3f}",
        "status": exchange.status,
        "body_bytes_sent": exchange.body,
        "bytes_sent": exchange.body + exchange.headers,
        "request_time": _seconds(exchange),
    }
    pairs = [f'"{key}":"{(text or "").translate(_JSON)}"' for key, text in texts.items()]
    return "{" + ",".join(pairs + [f'"{key}":{number}' for key, number in numbers.items()]) + "}"


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "nginx_combined": _combined,
    "nginx_main": _main,
    "nginx_forwarded": lambda e: _from(_escaped(e.forwarded), e),
    "nginx_ingress": _ingress,
    "nginx_proxy_manager": lambda e: _proxy_manager(e, f"- {e.status} ", " [Sent-to 10.0.0.5]"),
    "nginx_proxy_manager_standard": lambda e: _proxy_manager(e, "", ""),
    "nginx_combined_time": lambda e: f"{_combined(e)} {_seconds(e)}",
    "nginx_main_time": lambda e: f"{_main(e)} {_seconds(e)}",
    "nginx_combined_upstream": lambda e: f"{_combined(e)} {_seconds(e)} {_seconds(e)}",
    "nginx_main_upstream": lambda e: f"{_main(e)} {_seconds(e)} {_seconds(e)}",
    "nginx_combined_timing": lambda e: f"{_combined(e)} {_timed(e)}",
    "nginx_main_timing": lambda e: f"{_main(e)} {_timed(e)}",
    "nginx_json": _json,
}
