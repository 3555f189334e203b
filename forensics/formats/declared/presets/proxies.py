"""Proxies: Traefik and Caddy; those that cache are in `caches`.

Field orders are those of the servers' own guides, and were held against what Traefik 3.7 and Caddy 2.6
write.
"""

from __future__ import annotations

from forensics.formats.declared.declare import json_lines, text
from forensics.formats.declared.presets import caches
from forensics.formats.format import Format

__all__ = ["formats"]

_CLF = "%d/%b/%Y:%H:%M:%S %z"


def formats() -> list[Format]:
    """The formats of all proxies but HAProxy and Envoy."""
    return [*caches.formats(), *_traefik(), *_caddy()]


# ---- Traefik: its guide on access logs --------------------------------------------------------------

_TRAEFIK_KEYS = {
    "StartUTC": "{start:iso}",
    "Duration": "{nanoseconds}",
    "ClientAddr": "{peer}:{number}",
    "request_X-Forwarded-For": "{forwarded}",
    "ClientHost": "{forwarded}",  # the header above, where a trusted proxy sent it; else the peer
    "ClientUsername": "{user}",
    "RequestMethod": "{method}",
    "RequestPath": "{target}",
    "RequestProtocol": "{protocol}",
    "RequestHost": "{host}",
    "DownstreamStatus": "{status}",
    "DownstreamContentSize": "{body_bytes}",
    "downstream_Content-Length": "{length}",
    "downstream_Content-Type": "{content_type}",
    "downstream_Content-Encoding": "{encoding}",
    "downstream_Content-Range": "{content_range}",
    "request_Range": "{range}",
    "request_Referer": "{referer}",
    "request_User-Agent": "{agent}",
}


def _traefik() -> list[Format]:
    # address - user [start] "request" status size "referrer" "agent" count "router" "server's URL" duration
    line = (
        f'- {{user}} [{{start:{_CLF}}}] "{{method}} {{target}} {{protocol}}" {{status}} {{body_bytes}}'
        ' "{referer}" "{agent}" {number} "{_}" "{_}" {milliseconds}ms'
    )
    get = '- - [09/Jun/2026:08:00:00 +0000] "GET /docs/report.pdf HTTP/1.1" 200 48211 "-" "-" 17 "docs@file"'
    left = (
        '- anna [09/Jun/2026:08:05:12 +0000] "GET /list.csv?v=2 HTTP/2.0" 200 2163200 "-" "curl/8.7.1" 18 "docs@file"'
    )
    server = '"http://10.0.0.5:80"'
    note = (
        "Headers are logged only where the configuration keeps them. Status 499 comes with a short text, not the file."
    )
    return [
        text(
            "traefik",
            "Traefik, common",
            f"{{peer}} {line}",
            family="Traefik",
            examples=(f"192.0.2.10 {get} {server} 94ms", f"2001:db8::7 {left} {server} 2210ms"),
            note=f"{note} Behind a trusted proxy the address is the X-Forwarded-For header as it was sent.",
        ),
        text(
            "traefik_forwarded",
            "Traefik, common, with an X-Forwarded-For list in place of the address",
            f"{{forwarded}} {line}",
            family="Traefik",
            examples=(f"203.0.113.9, 198.51.100.20 {get} {server} 94ms", f"192.0.2.10 {left} {server} 2210ms"),
            note=note,
        ),
        json_lines(
            "traefik_json",
            "Traefik, JSON",
            _TRAEFIK_KEYS,
            family="Traefik",
            needs=("StartUTC", "RequestPath", "DownstreamStatus"),
            examples=(
                (
                    '{"ClientAddr":"192.0.2.10:51234","ClientHost":"192.0.2.10","ClientUsername":"-",'
                    '"DownstreamContentSize":48211,"DownstreamStatus":200,"Duration":94000000,"RequestHost":"www.example.org",'
                    '"RequestMethod":"GET","RequestPath":"/docs/report.pdf","RequestProtocol":"HTTP/1.1",'
                    '"StartUTC":"2026-06-09T08:00:00.120031551Z"}'
                ),
                (
                    '{"ClientAddr":"[2001:db8::7]:40112","ClientHost":"2001:db8::7","DownstreamContentSize":100,'
                    '"DownstreamStatus":206,"Duration":2210118,"RequestHost":"www.example.org","RequestMethod":"GET",'
                    '"RequestPath":"/list.csv?v=2","StartUTC":"2026-06-09T08:05:12.007Z",'
                    '"downstream_Content-Range":"bytes 0-99/9021","request_Range":"bytes=0-99"}'
                ),
            ),
            note=note,
        ),
    ]


# ---- Caddy: its guide on logging --------------------------------------------------------------------

_CADDY_KEYS: dict[str, str | tuple[str, ...]] = {
    # the values of time_format that are in use: unix_seconds_float, iso8601 or rfc3339, common_log, wall
    "ts": ("{end:epoch}", "{end:iso}", f"{{end:{_CLF}}}", "{end:%Y/%m/%d %H:%M:%S.%f}", "{end:%Y/%m/%d %H:%M:%S}"),
    "duration": "{seconds}",
    "request.remote_ip": "{peer}",
    "request.remote_addr": "{peer}:{number}",  # before version 2.5
    "request.method": "{method}",
    "request.uri": "{target}",
    "request.proto": "{protocol}",
    "request.host": "{host}",
    "user_id": "{user}",
    "status": "{status}",
    "size": "{body_bytes}",
    "$['request']['headers']['X-Forwarded-For'][0]": "{forwarded}",
    "$['request']['headers']['Range'][0]": "{range}",
    "$['request']['headers']['Referer'][0]": "{referer}",
    "$['request']['headers']['User-Agent'][0]": "{agent}",
    "$['resp_headers']['Content-Length'][0]": "{length}",
    "$['resp_headers']['Content-Range'][0]": "{content_range}",
    "$['resp_headers']['Content-Type'][0]": "{content_type}",
    "$['resp_headers']['Content-Encoding'][0]": "{encoding}",
}


def _caddy() -> list[Format]:
    head = '{"level":"info","logger":"http.log.access.log0","msg":"handled request"'
    return [
        json_lines(
            "caddy_json",
            "Caddy 2, JSON",
            _CADDY_KEYS,
            family="Caddy",
            needs=("ts", "request.uri", "request.proto", "size"),
            examples=(
                (
                    f'{head},"ts":1780992000.214,"request":{{"remote_ip":"192.0.2.10","remote_port":"51234",'
                    '"proto":"HTTP/2.0","method":"GET","host":"www.example.org","uri":"/docs/report.pdf",'
                    '"headers":{"User-Agent":["curl/8.7.1"]}},'
                    '"user_id":"","duration":0.094,"size":48211,"status":200,"resp_headers":{"Content-Length":["48211"]}}'
                ),
                (
                    f'{head},"ts":"2026-06-09T08:05:14.217Z","request":{{"remote_addr":"[2001:db8::7]:40112",'
                    '"proto":"HTTP/1.1","method":"GET","host":"www.example.org","uri":"/list.csv?v=2","headers":{"Range":["bytes=0-99"]}},'
                    '"duration":2.21,"size":100,"status":206,"resp_headers":{"Content-Range":["bytes 0-99/9021"]}}'
                ),
            ),
            note="The time is that of the end.",
        ),
        text(
            "caddy_common",
            "Caddy 2, common_log",
            f'{{peer}} - {{user}} [{{end:{_CLF}}}] "{{request}}" {{status}} {{body_bytes}}',
            family="Caddy",
            escape="none",
            like="common",
            examples=(
                '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/2.0" 200 48211',
                '198.51.100.7 - anna [09/Jun/2026:10:05:12 +0200] "HEAD /list.csv?v=2 HTTP/1.1" 200 0',
            ),
            note="Looks like the common log, but the time is that of the end. Quotes are not escaped, so a line with a"
            " quote in its path is not readable.",
        ),
    ]
