"""Cloud Foundry's router and older ingress controllers of Kubernetes."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.writers import nginx
from tests.support.writers.apache import request_line
from tests.support.writers.exchange import Exchange

__all__ = ["WRITERS"]


def _go(text: str | None) -> str:
    """strconv-like: a backslash before a quote and a backslash; what cannot be printed as its code."""
    named = {'"': '\\"', "\\": "\\\\"}
    return "".join(
        named.get(char) or (char if " " <= char != "\x7f" else f"\\x{ord(char):02x}") for char in text or "-"
    )


def _gorouter(exchange: Exchange) -> str:
    host = exchange.host.lower()
    if not all(char.isalnum() or char in ".-" for char in host):
        host = "www.example.org"
    time = exchange.start.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sent = f"{exchange.status} 0 {exchange.body}"
    peer = f"[{exchange.peer}]" if ":" in exchange.peer else exchange.peer
    return (
        f'{host} - [{time}] "{_go(request_line(exchange))}" {sent} "{_go(exchange.referer)}" "{_go(exchange.agent)}"'
        f' "{peer}:{exchange.port}" "10.0.0.5:61001" x_forwarded_for:"{_go(exchange.forwarded)}"'
        f' x_forwarded_proto:"https" vcap_request_id:"{exchange.request_id}" response_time:0.031 app_index:"0"'
    )


def _ingress(exchange: Exchange, *, identified: bool) -> str:
    seconds = f"{(exchange.end - exchange.start).total_seconds():.3f}"
    tail = f"512 {seconds} [docs-web-80] 10.0.0.5:8080 {exchange.body} {seconds} {exchange.status}"
    return f"{nginx.WRITERS['nginx_combined'](exchange)} {tail}" + (f" {exchange.request_id}" if identified else "")


def _twice(line: str, exchange: Exchange) -> str:
    return line.replace(f"{exchange.peer} - ", f"{exchange.peer} - [{exchange.peer}] - ", 1)


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "gorouter": _gorouter,
    "nginx_ingress_one_upstream": lambda e: _ingress(e, identified=True),
    "nginx_ingress_real_ip": lambda e: _twice(_ingress(e, identified=True), e),
    "nginx_ingress_real_ip_no_id": lambda e: _twice(_ingress(e, identified=False), e),
}
