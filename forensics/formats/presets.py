"""The built-in formats: declarations only. Adding one needs no code.

Where several servers write lines of the same look, the first of them is `ambiguous`: detection
names that one and infers the rest. The others are for a user who knows which server it was.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from forensics.formats.custom import compile_log_format, compile_logformat
from forensics.formats.format import Format
from forensics.formats.jsonpresets import nginx_json

__all__ = ["NGINX_COMBINED", "registry"]

_REQUEST = '%h %l %u %t "%r" %>s'
_AGENT = '"%{Referer}i" "%{User-Agent}i"'
_COMBINED = f"{_REQUEST} %b {_AGENT}"
_NGINX_COMMON = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
_NGINX_COMBINED = f'{_NGINX_COMMON} "$http_referer" "$http_user_agent"'
_NGINX_MAIN = f'{_NGINX_COMBINED} "$http_x_forwarded_for"'
_PROXY_MANAGER = (
    '$request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio]'
)

# What the examples have in common.
_TIME = "[09/Jun/2026:10:00:00 +0200]"
_LATER = "[09/Jun/2026:10:05:12 +0200]"
_GET = f'192.0.2.10 - - {_TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211'
_HEAD = f'198.51.100.7 - anna {_LATER} "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200'
_FIREFOX = '"https://www.example.org/" "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"'
_CURL = '"-" "curl/8.7.1"'


def _apache(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    return replace(compile_logformat(template, name=name), title=title, examples=examples, **changes)


def _alike(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    """A look that several servers share."""
    return _apache(name, title, template, *examples, server=None, ambiguous=True, **changes)


def _nginx(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    return replace(compile_log_format(template, name=name), title=title, examples=examples, **changes)


@functools.cache
def registry() -> tuple[Format, ...]:
    """All built-in formats in a stable order: of formats with the same look the first is the general one."""
    return (*_alike_formats(), *_apache_formats(), *_nginx_formats(), *_nginx_tails(), *_lenient_formats())


def _alike_formats() -> list[Format]:
    return [
        _alike(
            "combined",
            "Combined log (Apache's %b, Debian's %O or nginx)",
            _COMBINED,
            f"{_GET} {_FIREFOX}",
            f"{_HEAD} - {_CURL}",
            note="What the size means is inferred from responses without a body, unless the case states it.",
        ),
        _alike("common", "Common log", f"{_REQUEST} %b", _GET, f"{_HEAD} -"),
        _alike(
            "vhost_combined",
            "Combined log behind virtual host and port (Debian's other_vhosts_access.log)",
            f"%v:%p {_COMBINED}",
            f"www.example.org:443 {_GET} {_FIREFOX}",
            f"www.example.org:80 {_HEAD} 331 {_CURL}",
        ),
        _alike(
            "vhost_combined_no_port",
            "Combined log behind the virtual host",
            f"%v {_COMBINED}",
            f"www.example.org {_GET} {_FIREFOX}",
            f"docs.example.org {_HEAD} - {_CURL}",
        ),
        _alike(
            "vhost_common",
            "Common log behind the virtual host",
            f"%v {_REQUEST} %b",
            f"www.example.org {_GET}",
            f"docs.example.org {_HEAD} -",
        ),
        _alike(
            "combined_forwarded",
            "Combined log with X-Forwarded-For in quotes behind it",
            f'{_COMBINED} "%{{X-Forwarded-For}}i"',
            f'{_GET} {_FIREFOX} "203.0.113.9, 198.51.100.20"',
            f'{_HEAD} 0 {_CURL} "-"',
        ),
    ]


def _apache_formats() -> list[Format]:
    return [
        _apache("apache_combined", "Apache combined", _COMBINED, f"{_GET} {_FIREFOX}", f"{_HEAD} - {_CURL}"),
        _apache("apache_common", "Apache common", f"{_REQUEST} %b", _GET, f"{_HEAD} -"),
        _apache(
            "debian_combined",
            "Apache combined as Debian and Ubuntu ship it: the size is %O, headers included",
            f"{_REQUEST} %O {_AGENT}",
            f"{_GET} {_FIREFOX}",
            f"{_HEAD} 331 {_CURL}",
        ),
        _apache(
            "debian_common",
            "Apache common as Debian and Ubuntu ship it: the size is %O, headers included",
            f"{_REQUEST} %O",
            _GET,
            f"{_HEAD} 331",
        ),
        _apache(
            "debian_vhost_combined",
            "Apache vhost_combined as Debian and Ubuntu ship it: the size is %O, headers included",
            f"%v:%p {_REQUEST} %O {_AGENT}",
            f"www.example.org:443 {_GET} {_FIREFOX}",
            f"www.example.org:80 {_HEAD} 331 {_CURL}",
        ),
        _apache(
            "combinedio",
            "Apache combined with bytes received and sent (mod_logio)",
            f"{_COMBINED} %I %O",
            f"{_GET} {_FIREFOX} 512 48545",
            f"{_HEAD} - {_CURL} 214 331",
        ),
        _apache(
            "ssl_request",
            "Apache mod_ssl request log",
            '%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x "%r" %b',
            f'{_TIME} 192.0.2.10 TLSv1.3 TLS_AES_256_GCM_SHA384 "GET /docs/report.pdf HTTP/1.1" 48211',
            f'{_LATER} 198.51.100.7 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 "HEAD /docs/report.pdf HTTP/1.1" -',
            note="Logs no status: no request in it can be shown to have succeeded.",
        ),
    ]


def _nginx_formats() -> list[Format]:
    forwarded = _NGINX_COMBINED.replace("$remote_addr", "$http_x_forwarded_for")
    return [
        _nginx("nginx_combined", "nginx combined", _NGINX_COMBINED, f"{_GET} {_FIREFOX}", f"{_HEAD} 0 {_CURL}"),
        _nginx(
            "nginx_main",
            "nginx main, as its packages ship it",
            _NGINX_MAIN,
            f'{_GET} {_FIREFOX} "203.0.113.9, 198.51.100.20"',
            f'{_HEAD} 0 {_CURL} "-"',
        ),
        _nginx(
            "nginx_forwarded",
            "nginx combined with the X-Forwarded-For list in place of the address",
            forwarded,
            f"203.0.113.9, {_GET} {_FIREFOX}",
            f"2001:db8::7, 198.51.100.20, {_HEAD} 0 {_CURL}",
        ),
        _nginx(
            "nginx_ingress",
            "ingress-nginx upstreaminfo",
            f"{_NGINX_COMBINED} $request_length $request_time [$proxy_upstream_name]"
            " [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length"
            " $upstream_response_time $upstream_status $req_id",
            f"{_GET} {_FIREFOX} 512 0.031 [web-docs-80] [] 10.0.0.5:8080 48211 0.030 200 7f3c9a50e1d24b68",
            f"{_HEAD} 0 {_CURL} 214 0.004 [web-docs-80] [] 10.0.0.5:8080, 10.0.0.6:8080 0, 0 0.001, 0.002"
            " 502, 200 0b1d6f7a2c3e4958",
        ),
        _nginx(
            "nginx_proxy_manager",
            "Nginx Proxy Manager, proxy hosts",
            "[$time_local] $upstream_cache_status $upstream_status $status - "
            f'{_PROXY_MANAGER} [Sent-to $server] "$http_user_agent" "$http_referer"',
            f'{_TIME} - 200 200 - GET https www.example.org "/docs/report.pdf" [Client 192.0.2.10] [Length 48211]'
            ' [Gzip -] [Sent-to 10.0.0.5] "curl/8.7.1" "-"',
            f'{_LATER} HIT - 200 - GET https www.example.org "/list.csv?v=2" [Client 2001:db8::7] [Length 9021]'
            ' [Gzip 3.14] [Sent-to 10.0.0.5] "curl/8.7.1" "https://www.example.org/"',
        ),
        _nginx(
            "nginx_proxy_manager_standard",
            "Nginx Proxy Manager, redirections and dead hosts",
            f'[$time_local] $status - {_PROXY_MANAGER} "$http_user_agent" "$http_referer"',
            f'{_TIME} 301 - GET http www.example.org "/" [Client 192.0.2.10] [Length 166] [Gzip -] "curl/8.7.1" "-"',
            f'{_LATER} 404 - HEAD https www.example.org "/docs/report.pdf" [Client 198.51.100.7] [Length 0]'
            ' [Gzip -] "curl/8.7.1" "-"',
        ),
        nginx_json(),
    ]


def _nginx_tails() -> list[Format]:
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
            f"{_GET} {_FIREFOX}{middle[0]}{example}",
            f"{_HEAD} 0 {_CURL}{middle[1]}{example}",
        )
        for name, title, tail, example in tails
        for base, template, middle in (
            ("combined", _NGINX_COMBINED, ("", "")),
            ("main", _NGINX_MAIN, (' "203.0.113.9, 198.51.100.20"', ' "-"')),
        )
    ]


def _lenient_formats() -> list[Format]:
    """Combined logs with a tail that nothing tells the meaning of; chosen only where no other format fits."""
    note = "The tail is read past. Its format string tells what it means."
    return [
        _alike(
            "combined_tail",
            "Combined log with more fields behind it",
            f"{_COMBINED} %{{tail}}n",
            f"{_GET} {_FIREFOX} 31250",
            f"{_HEAD} - {_CURL} 4 web1 -",
            note=note,
            details={"lenient": True},
        ),
        _alike(
            "combined_quoted_tail",
            "Combined log with one more quoted field behind it",
            f'{_COMBINED} "%{{tail}}n"',
            f'{_GET} {_FIREFOX} "www.example.org"',
            f'{_HEAD} - {_CURL} "session 4711"',
            note=note,
            details={"lenient": True},
        ),
    ]


#: What nginx calls combined without any configuration.
NGINX_COMBINED = next(fmt for fmt in _nginx_formats() if fmt.name == "nginx_combined")
