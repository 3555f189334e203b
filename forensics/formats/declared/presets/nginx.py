"""Formats of nginx: declarations only."""

from __future__ import annotations

from typing import Any

from forensics.formats.declared.declare import log_format
from forensics.formats.declared.presets.samples import CURL, FIREFOX, GET, HEAD, LATER, TIME
from forensics.formats.format import Format

__all__ = ["formats", "tails"]

_NGINX_COMMON = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
_NGINX_COMBINED = f'{_NGINX_COMMON} "$http_referer" "$http_user_agent"'
_NGINX_MAIN = f'{_NGINX_COMBINED} "$http_x_forwarded_for"'
_PROXY_MANAGER = (
    '$request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio]'
)


def _nginx(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    return log_format(name, title, template, *examples, **changes)


def formats() -> list[Format]:
    """What nginx and its packages ship."""
    forwarded = _NGINX_COMBINED.replace("$remote_addr", "$http_x_forwarded_for")
    return [
        _nginx("nginx_combined", "nginx combined", _NGINX_COMBINED, f"{GET} {FIREFOX}", f"{HEAD} 0 {CURL}"),
        _nginx(
            "nginx_main",
            "nginx main, as its packages ship it",
            _NGINX_MAIN,
            f'{GET} {FIREFOX} "203.0.113.9, 198.51.100.20"',
            f'{HEAD} 0 {CURL} "-"',
        ),
        _nginx(
            "nginx_forwarded",
            "nginx combined with the X-Forwarded-For list in place of the address",
            forwarded,
            f"203.0.113.9, {GET} {FIREFOX}",
            f"2001:db8::7, 198.51.100.20, {HEAD} 0 {CURL}",
        ),
        _nginx(
            "nginx_ingress",
            "ingress-nginx upstreaminfo",
            f"{_NGINX_COMBINED} $request_length $request_time [$proxy_upstream_name]"
            " [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length"
            " $upstream_response_time $upstream_status $req_id",
            f"{GET} {FIREFOX} 512 0.031 [web-docs-80] [] 10.0.0.5:8080 48211 0.030 200 7f3c9a50e1d24b68",
            f"{HEAD} 0 {CURL} 214 0.004 [web-docs-80] [] 10.0.0.5:8080, 10.0.0.6:8080 0, 0 0.001, 0.002"
            " 502, 200 0b1d6f7a2c3e4958",
        ),
        _nginx(
            "nginx_proxy_manager",
            "Nginx Proxy Manager, proxy hosts",
            "[$time_local] $upstream_cache_status $upstream_status $status - "
            f'{_PROXY_MANAGER} [Sent-to $server] "$http_user_agent" "$http_referer"',
            f'{TIME} - 200 200 - GET https www.example.org "/docs/report.pdf" [Client 192.0.2.10] [Length 48211]'
            ' [Gzip -] [Sent-to 10.0.0.5] "curl/8.7.1" "-"',
            f'{LATER} HIT - 200 - GET https www.example.org "/list.csv?v=2" [Client 2001:db8::7] [Length 9021]'
            ' [Gzip 3.14] [Sent-to 10.0.0.5] "curl/8.7.1" "https://www.example.org/"',
        ),
        _nginx(
            "nginx_proxy_manager_standard",
            "Nginx Proxy Manager, redirections and dead hosts",
            f'[$time_local] $status - {_PROXY_MANAGER} "$http_user_agent" "$http_referer"',
            f'{TIME} 301 - GET http www.example.org "/" [Client 192.0.2.10] [Length 166] [Gzip -] "curl/8.7.1" "-"',
            f'{LATER} 404 - HEAD https www.example.org "/docs/report.pdf" [Client 198.51.100.7] [Length 0]'
            ' [Gzip -] "curl/8.7.1" "-"',
        ),
    ]


def tails() -> list[Format]:
    """What administrators usually add to combined and main."""
    timed = ' rt=$request_time uct="$upstream_connect_time" uht="$upstream_header_time" urt="$upstream_response_time"'
    tails = (
        ("time", "the request time", " $request_time", " 0.031"),
        ("upstream", "request and upstream time", " $request_time $upstream_response_time", " 0.031 0.030"),
        ("timing", "named request and upstream times", timed, ' rt=0.031 uct="0.000" uht="0.030" urt="0.030, 0.001"'),
    )
    return [
        _nginx(
            f"nginx_{base}_{name}",
            f"nginx {base} with {title}",
            template + tail,
            f"{GET} {FIREFOX}{middle[0]}{example}",
            f"{HEAD} 0 {CURL}{middle[1]}{example}",
        )
        for name, title, tail, example in tails
        for base, template, middle in (
            ("combined", _NGINX_COMBINED, ("", "")),
            ("main", _NGINX_MAIN, (' "203.0.113.9, 198.51.100.20"', ' "-"')),
        )
    ]
