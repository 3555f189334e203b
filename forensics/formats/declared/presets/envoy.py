"""Envoy and Istio: the default text format, Istio's longer one, and JSON with the usual keys.

Field orders are those of Envoy's guide (Access logging, "Default Format String") and Istio's mesh
configuration; both were held against what Envoy 1.40 writes with these strings.
"""

from __future__ import annotations

from forensics.formats.declared.declare import json_lines, text
from forensics.formats.format import Format

__all__ = ["formats"]

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
#: Response flags by which a response broke off: the client left or reset (DC, DR), the server did (UC, UR),
#: Envoy did (LR, UMSDR), or time ran out in it (SI, DT). "-": none.
_ENDED = "{outcome:(?:.*,)?(?:DC|DR|UC|UR|LR|UMSDR|SI|DT)(?:,.*)?;-}"
#: %UPSTREAM_HOST%: where there is none, Envoy answered by itself.
_UPSTREAM = "{generated:-}"

_START = '[{start:iso}] "{method} {target} {protocol}" {status}'
# %BYTES_RECEIVED% %BYTES_SENT% %DURATION% and the server's own time; then XFF, agent, request id and authority
_SENT = "{number} {body_bytes} {milliseconds} {number}"
_ASKED = '"{forwarded}" "{agent}" "{request_id}" "{host}"'

_KEYS = {
    "start_time": "{start:iso}",
    "@timestamp": "{start:iso}",  # Contour
    "duration": "{milliseconds}",
    "downstream_remote_address": "{peer}:{number}",
    "x_forwarded_for": "{forwarded}",
    "x-forwarded-for": "{forwarded}",  # Envoy Gateway names keys as the headers are named
    "method": "{method}",
    "path": "{target}",
    "x-envoy-origin-path": "{target}",
    "protocol": "{protocol}",
    "authority": "{host}",
    ":authority": "{host}",
    "response_code": "{status}",
    "response_flags": _ENDED,
    "response_code_details": "{generated:direct_response}",
    "bytes_sent": "{body_bytes}",
    "user_agent": "{agent}",
    "user-agent": "{agent}",
    "request_id": "{request_id}",
    "x-request-id": "{request_id}",
}

_SIZE_NOTE = "The size is the body that Envoy passed on; DC among the flags marks a client that left."
_QUOTES = "Quotes are not escaped, so a line with a quote in its path or headers is not readable."
_CHAIN_NOTE = "Envoy adds the peer to X-Forwarded-For only with use_remote_address; else the list is the client's."


def formats() -> list[Format]:
    """The formats of Envoy, the one with the longest lines first."""
    return [_istio(), _default(), _json()]


def _istio() -> Format:
    return text(
        "envoy_istio",
        "Istio, text",
        # ... flags, details, termination details, "failure of the transport" ... "upstream host", cluster, local
        # address, address asked for, address of the client, SNI, route
        f'{_START} {_ENDED} {{_}} {{_}} "{{_}}" {_SENT} {_ASKED} "{_UPSTREAM}"'
        " {_} {_} {_} {peer}:{number} {_} {_}",
        family="Envoy",
        escape="none",
        examples=(
            (
                '[2026-06-09T08:00:00.120Z] "GET /docs/report.pdf HTTP/1.1" 200 - via_upstream - "-" 0 48211 94 93'
                f' "192.0.2.10" "{_FIREFOX}" "7c0e5f19-22b4-4a8e-9d3b" "www.example.org" "10.0.0.5:80"'
                " inbound|80|| 127.0.0.6:40111 10.0.0.5:80 192.0.2.10:0 outbound_.80_._.docs.web.svc default"
            ),
            (
                '[2026-06-09T08:05:12.007Z] "GET /list.csv?v=2 HTTP/2" 200 DC downstream_remote_disconnect - "-"'
                ' 0 3145511 2210 9 "-" "curl/8.7.1" "e01b9a72-6d54-4c3f-8b21" "www.example.org" "10.0.0.6:80"'
                " inbound|80|| 127.0.0.6:40112 10.0.0.6:80 [2001:db8::7]:40112 - default"
            ),
        ),
        note=f"{_SIZE_NOTE} {_QUOTES}",
    )


def _default() -> Format:
    return text(
        "envoy",
        "Envoy, default",
        f'{_START} {_ENDED} {_SENT} {_ASKED} "{_UPSTREAM}"',
        family="Envoy",
        escape="none",
        examples=(
            (
                '[2026-06-09T08:00:00.120Z] "GET /docs/report.pdf HTTP/1.1" 200 - 0 48211 94 93 "192.0.2.10"'
                f' "{_FIREFOX}" "7c0e5f19-22b4-4a8e-9d3b" "www.example.org" "10.0.0.5:80"'
            ),
            (
                '[2026-06-09T08:05:12.007Z] "GET /list.csv?v=2 HTTP/2" 200 DC 0 3145511 2210 9'
                ' "203.0.113.9,2001:db8::7" "curl/8.7.1" "e01b9a72-6d54-4c3f-8b21" "www.example.org" "10.0.0.6:80"'
            ),
            '[2026-06-09T08:06:00.341Z] "- - HTTP/1.1" 400 DPE 0 11 0 - "-" "-" "-" "-" "-"',
        ),
        note=f"{_SIZE_NOTE} The peer is not logged. {_CHAIN_NOTE} {_QUOTES}",
    )


def _json() -> Format:
    return json_lines(
        "envoy_json",
        "Envoy, Istio, Envoy Gateway and Contour, JSON with their usual keys",
        _KEYS,
        family="Envoy",
        needs=("response_flags", "response_code", "bytes_sent"),
        examples=(
            (
                '{"authority":"www.example.org","bytes_sent":48211,"downstream_remote_address":"192.0.2.10:51234",'
                '"duration":94,"method":"GET","path":"/docs/report.pdf","protocol":"HTTP/1.1","response_code":200,'
                '"response_flags":"-","start_time":"2026-06-09T08:00:00.120Z","user_agent":"curl/8.7.1","x_forwarded_for":null}'
            ),
            (
                '{":authority":"www.example.org","bytes_sent":3145511,"downstream_remote_address":"[2001:db8::7]:40112",'
                '"duration":2210,"method":"GET","protocol":"HTTP/2","response_code":200,"response_flags":"DC",'
                '"start_time":"2026-06-09T08:05:12.007Z","x-envoy-origin-path":"/list.csv?v=2",'
                '"x-forwarded-for":"2001:db8::7"}'
            ),
        ),
        note=f"{_SIZE_NOTE} {_CHAIN_NOTE}",
    )
