"""HAProxy: HTTP, HTTPS, CLF and TCP logs, failed connections, and its refused default log.

Field orders are the strings that HAProxy's configuration manual gives for each option (8.2.2 to
8.2.5); termination states are those of 8.5, escapes (`#22`) those of 8.6. Held against what
HAProxy 2.6 writes.
"""

from __future__ import annotations

from forensics.formats.declared.declare import delimited, refused, text
from forensics.formats.format import Format
from forensics.language.statement import state

__all__ = ["formats"]

_FAMILY = "HAProxy"

_CLIENT = "{peer}:{number} [{start:%d/%b/%Y:%H:%M:%S.%f}]"  # %ci:%cp [%tr]; a socket is unix:2
#: The first letter says who ended the session and why, the second when: D and L are the phases in which
#: the response is sent. "C" and "c" are the client that left or stopped reading. "LR", an answer of
#: HAProxy or its cache, says neither: the state keeps the first event, and this one is before the end.
_ABORTED = "[Cc].*|[A-Za-z][DL].*"
_STATE = f"{{outcome:{_ABORTED};--.*}}"
#: Answers of HAProxy itself. <CACHE> is not among them: it hands over the file.
_ITSELF = "<(?:NOSRV|STATS)>"

# %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r
_ASKED = f"{_CLIENT} {{_}} {{generated:[^/]*/{_ITSELF}}}"
_ANSWERED = (
    "{_}/{_}/{_}/{_}/{milliseconds} {status} {total_bytes}"
    f' {{_}} {{_}} {_STATE} {{_}}/{{_}}/{{_}}/{{_}}/{{_}} {{_}}/{{_}}{{captures}} "{{request}}"'
)
_HTTP = f"{_ASKED} {_ANSWERED}"
# fc_err/ssl_fc_err/ssl_c_err/ssl_c_ca_err/ssl_fc_is_resumed ssl_fc_sni/sslv/sslc
_TLS = " {_}/{_}/{_}/{_}/{_} {_}/{_}/{_}"

# Every text is quoted; behind the last cell stand captured headers, one cell each.
_CLF_CELLS = (
    *("{peer}", "", "", "{start:%d/%b/%Y:%H:%M:%S %z}", "{request}", "{status}", "{total_bytes}"),
    *("", "", "", ""),  # "" "" %cp %ms
    *("", "", f"{{generated:{_ITSELF}}}"),  # %ft %b %s
    *("", "", "", "", "{milliseconds}", _STATE),  # %TR %Tw %Tc %Tr %Ta %tsc
    *("", "", "", "", "", "", ""),  # %ac %fc %bc %sc %rc %sq %bq
    *("", ""),  # %CC %CS
)

_SIZE_NOTE = (
    'The size holds the headers. A size that begins with "+" (option logasap) was written before the transfer was '
    "over: it proves nothing, and the end is not known."
)
_CLIENT_NOTE = "Headers such as X-Forwarded-For are logged only where they are captured, and are not read."

_OPENED = "192.0.2.10:51234 [09/Jun/2026:10:00:00.120]"
_OPENED_6 = "2001:db8::7:40112 [09/Jun/2026:10:05:12.007]"
_DELIVERED = f"{_OPENED} www~ docs/web1 0/0/1/12/94 200 48545 - - ---- 12/10/2/1/0 0/0"
_LEFT = f"{_OPENED_6} www~ docs/web2 0/0/1/9/2210 200 812345 - - CD-- 9/8/1/1/0 0/0"


def formats() -> list[Format]:
    """The formats of HAProxy, the one with the longest lines first."""
    return [_https(), _http(), _http_with_field(), _clf(), _tcp(), _error(), _connect()]


def _https() -> Format:
    return text(
        "haproxy_https",
        "HAProxy, option httpslog",
        _HTTP + _TLS,
        family=_FAMILY,
        escape="hash",
        examples=(
            (
                f'{_DELIVERED} "GET /docs/report.pdf HTTP/1.1" 0/0000000000000000/0/0/0'
                " www.example.org/TLSv1.3/TLS_AES_256_GCM_SHA384"
            ),
            f'{_LEFT} "GET /list.csv?v=2 HTTP/1.1" 0/0000000000000000/0/0/1 -/TLSv1.3/TLS_AES_128_GCM_SHA256',
        ),
        note=f"{_SIZE_NOTE} {_CLIENT_NOTE}",
    )


def _http() -> Format:
    return text(
        "haproxy_http",
        "HAProxy, option httplog",
        _HTTP,
        family=_FAMILY,
        escape="hash",
        examples=(
            f'{_DELIVERED} {{www.example.org|curl/8.7.1}} {{48211}} "GET /docs/report.pdf HTTP/1.1"',
            f'{_LEFT} "GET /list.csv?v=2 HTTP/1.1"',
            f'{_OPENED} www www/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"',
            'unix:2 [09/Jun/2026:10:06:00.500] w docs/web1 0/0/0/3/+3 200 +412 - - ---- 2/2/1/1/0 0/0 "GET / HTTP/1.1"',
        ),
        note=f"{_SIZE_NOTE} {_CLIENT_NOTE}",
    )


def _http_with_field() -> Format:
    delivered, left = (line.replace(" 0/0/1/", " www.example.org 0/0/1/", 1) for line in (_DELIVERED, _LEFT))
    return text(
        "haproxy_http_field",
        "HAProxy, option httplog with one more field before the timers",
        f"{_ASKED} {{_}} {_ANSWERED}",
        family=_FAMILY,
        escape="hash",
        examples=(
            f'{delivered} "GET /docs/report.pdf HTTP/1.1"',
            f'{left} {{curl/8.7.1}} "GET /list.csv?v=2 HTTP/1.1"',
            f'{delivered.replace("192.0.2.10:51234", "-:47625", 1)} "GET / HTTP/1.1"',
        ),
        note=f"{_SIZE_NOTE} {_CLIENT_NOTE}",
    )


def _clf() -> Format:
    opened = "192.0.2.10 - - [09/Jun/2026:08:00:00 +0000]"
    return delimited(
        "haproxy_clf",
        "HAProxy, option httplog clf",
        _CLF_CELLS,
        family=_FAMILY,
        quotes="plain",
        escape="hash",
        examples=(
            (
                f'{opened} "GET /docs/report.pdf HTTP/1.1" 200 48545 "" "" 51234 120 "www~" "docs" "web1" 0 0 1 12 94'
                ' ---- 12 10 2 1 0 0 0 "" "" "www.example.org" "48211"'
            ),
            (
                f'{opened} "<BADREQ>" 400 0 "" "" 51240 507 "www" "www" "<NOSRV>" -1 -1 -1 -1 0 PR--'
                ' 1 1 0 0 0 0 0 "" "" '
            ),
        ),
        note=_SIZE_NOTE,
    )


def _tcp() -> Format:
    return text(
        "haproxy_tcp",
        "HAProxy, option tcplog",
        # %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq
        f"{_CLIENT} {{_}} {{_}}/{{_}} {{_}}/{{_}}/{{milliseconds}} {{total_bytes}} {_STATE}"
        " {_}/{_}/{_}/{_}/{_} {_}/{_}",
        family=_FAMILY,
        escape="hash",
        examples=(
            f"{_OPENED} www docs/web1 1/0/94 48545 -- 1/1/0/0/0 0/0",
            f"{_OPENED_6} www docs/web1 1/0/303 3064556 CD 1/1/0/0/0 0/0",
        ),
        note="Connections without their requests: no line can name a file. What was fetched is in the server's log.",
    )


def _error() -> Format:
    return text(
        "haproxy_error",
        "HAProxy, connections that failed before a request",
        f"{_CLIENT} {{outcome:;}}: {{_}}",  # frontend/bind: a word that says nothing; then a message, any text
        family=_FAMILY,
        escape="hash",
        examples=(
            f"{_OPENED} www/1: SSL handshake failure",
            f"{_OPENED_6} www/tls: Connection closed during SSL handshake",
        ),
        note="Nothing was asked for and nothing was sent.",
    )


def _connect() -> Format:
    return refused(
        "haproxy_connect",
        "HAProxy, default log of accepted connections",
        state(
            "HAProxy wrote this line when it accepted a connection, before any request, so it tells neither what was"
            " asked for nor what was sent. Use the log of the servers behind it, or one written with option httplog."
        ),
        family=_FAMILY,
        pattern=r"Connect from [^ ]+:[0-9]+ to [^ ]+:[0-9]+ \([^ ]+/(?:HTTP|TCP)\)",
        examples=(
            "Connect from 192.0.2.10:51234 to 10.0.0.5:80 (www/HTTP)",
            "Connect from 2001:db8::7:40112 to 2001:db8:1::5:443 (www/TCP)",
        ),
    )
