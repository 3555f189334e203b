"""Application servers that log lines of text, each with the escapes of its own logger."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from tests.support.writers.apache import clf, escaped, request_line
from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _raw(text: str | None) -> str:
    """A value as it was sent; "-" for none."""
    return text or "-"


def _dashed(number: int) -> str:
    return str(number or "-")


# ---- Java: headers are read as Latin-1 ---------------------------------------------------------


@cache
def _latin(text: str) -> str:
    return text.encode().decode("latin-1")


@cache
def _valve(text: str | None) -> str:
    r"""AbstractAccessLogValve.escapeAndAppend: `\"`, `\\`, `\f\n\r\t`, `\uhhhh` for all else outside ASCII."""
    if not text:
        return "-"
    named = {'"': '\\"', "\\": "\\\\", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(
        named.get(char) or (char if " " <= char < "\x7f" else f"\\u{ord(char):04x}") for char in _latin(text)
    )


@cache
def _accepted(target: str) -> str:
    """The target as Tomcat lets it pass: a client must encode what RFC 9112 forbids (Http11InputBuffer)."""
    return quote(target, safe="%/?:@!$&'()*+,;=-._~[]")


def _valve_line(exchange: Exchange) -> str:
    return f"{exchange.method} {_accepted(exchange.target)} {exchange.protocol}"


def _tomcat_common(exchange: Exchange) -> str:
    who = f"{exchange.peer} - {_valve(exchange.user)} {clf(exchange.end)}"
    return f'{who} "{_valve_line(exchange)}" {exchange.status} {_dashed(exchange.planned)}'


def _tomcat_combined(exchange: Exchange) -> str:
    return f'{_tomcat_common(exchange)} "{_valve(exchange.referer)}" "{_valve(exchange.agent)}"'


def _jetty(exchange: Exchange) -> str:
    """CustomRequestLog: text as it is, "-" for none."""
    user = _latin(_raw(exchange.user))
    request = _latin(request_line(exchange))
    return f'{exchange.peer} - {user} {clf(exchange.start)} "{request}" {exchange.status} {exchange.body}'


def _undertow(exchange: Exchange) -> str:
    user = _latin(_raw(exchange.user))
    request = _latin(request_line(exchange))
    return f'{exchange.peer} - {user} {clf(exchange.end)} "{request}" {exchange.status} {_dashed(exchange.body)}'


def _with_agent(line: str, exchange: Exchange) -> str:
    return f'{line} "{_latin(_raw(exchange.referer))}" "{_latin(_raw(exchange.agent))}"'


def _liberty(exchange: Exchange) -> str:
    request = _latin(request_line(exchange))
    who = f"{exchange.peer} {_latin(_raw(exchange.user))} {clf(exchange.end)}"
    return f'{who} "{request}" {exchange.status} {_dashed(exchange.body)}'


def _jira(exchange: Exchange) -> str:
    who = f"{exchange.peer} {exchange.request_id} {_valve(exchange.user)} {clf(exchange.end)}"
    result = f"{exchange.status} {_dashed(exchange.planned)} {_milliseconds(exchange)}"
    return f'{who} "{_valve_line(exchange)}" {result} "{_valve(exchange.referer)}" "{_valve(exchange.agent)}" "-"'


def _confluence(exchange: Exchange) -> str:
    who = f"{clf(exchange.end)} {_valve(exchange.user)} http-nio-8090-exec-6 {exchange.peer}"
    result = f"{exchange.status} {_milliseconds(exchange)}ms {_dashed(exchange.planned)}"
    return f"{who} {_valve_line(exchange)} {result} {_valve(exchange.referer)} {_valve(exchange.agent)}"


def _bitbucket(exchange: Exchange) -> str:
    """The line that closes a request."""
    addresses = ",".join(part for part in (exchange.forwarded, exchange.peer) if part)
    time = exchange.end.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3]
    request = f'"{request_line(exchange)}" | "{exchange.referer or ""}" "{exchange.agent or ""}"'
    who = f"{addresses} | https | o@{exchange.request_id} | {_raw(exchange.user)} | {time}"
    return f"{who} | {request} | {exchange.status} | 0 | {exchange.body} | - | {_milliseconds(exchange)} | 1a2b3c | "


# ---- LiteSpeed, lighttpd, uWSGI ----------------------------------------------------------------


@cache
def _lite(text: str | None) -> str:
    r"""AccessLog::appendEscape: a backslash before a quote, a backslash, and the "?" of "<?"; `\xHH`."""
    if not text:
        return "-"
    found = "".join(
        f"\\{char}"
        if char in '"\\'
        else char
        if " " <= char < "\x7f"
        else "".join(f"\\x{b:02X}" for b in char.encode())
        for char in text
    )
    return found.replace("<?", "<\\?")


def _litespeed(exchange: Exchange) -> str:
    user = f'"{exchange.user}"' if exchange.user else "-"
    request = _lite(request_line(exchange).replace("HTTP/2.0", "HTTP/2"))
    who = f'{exchange.peer} - {user} {clf(exchange.start)} "{request}" {exchange.status} {_dashed(exchange.body)}'
    return f'{who} "{_lite(exchange.referer)}" "{_lite(exchange.agent)}"'


def _lighttpd(exchange: Exchange) -> str:
    """Escapes as Apache's, with the digits in capitals; the host was checked when it was read."""
    user, host = escaped(exchange.user), exchange.host.lower()
    if not all(char.isalnum() or char in ".-" for char in host):
        host = "www.example.org"
    who = f'{exchange.peer} {host} {user} {clf(exchange.end)} "{escaped(request_line(exchange))}"'
    tail = f'"{escaped(exchange.referer)}" "{escaped(exchange.agent)}"'
    return f"{who} {exchange.status} {_dashed(exchange.body)} {tail}"


def _uwsgi(exchange: Exchange, way: str = "", user: str = "", unit: str = "msecs") -> str:
    """Everything as it came; a blank inside a request line ends the target (HTTP parser of uWSGI)."""
    time = exchange.start.astimezone(ZONE)
    stamp = f"{time:%a %b} {time.day:2} {time:%H:%M:%S %Y}"
    who = f"[pid: 41|app: 0|req: 7/19] {exchange.peer} ({user}) {{40 vars in 612 bytes}} [{stamp}]"
    asked = f"{exchange.method} {exchange.target.replace(' ', '%20')}"
    lasted = _milliseconds(exchange) * (1000 if unit == "micros" else 1)
    sent = f"generated {exchange.body} bytes in {lasted} {unit} {way}"
    result = f"({exchange.protocol} {exchange.status}) 4 headers in {exchange.headers} bytes"
    return f"{who} {asked} => {sent}{result} (1 switches on core 0)"


# ---- Python, Node, Ruby ------------------------------------------------------------------------


def _gunicorn(exchange: Exchange) -> str:
    """SafeAtoms: a backslash before a quote, and nothing else."""
    request, referer, agent, user = (
        _raw(text).replace('"', '\\"')
        for text in (request_line(exchange), exchange.referer, exchange.agent, exchange.user)
    )
    who = f'{exchange.peer} - {user} {clf(exchange.end)} "{request}"'
    return f'{who} {exchange.status} {_dashed(exchange.body)} "{referer}" "{agent}"'


_CONTROLS = str.maketrans({chr(code): f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {"\\": "\\\\"})


def _http_server(exchange: Exchange) -> str:
    """BaseHTTPRequestHandler.log_message, since Python 3.12: controls and backslashes are escaped."""
    time = exchange.start.astimezone(ZONE).strftime("%d/%b/%Y %H:%M:%S")
    return f'{exchange.peer} - - [{time}] "{request_line(exchange).translate(_CONTROLS)}" {exchange.status} -'


def _morgan_common(exchange: Exchange) -> str:
    time = exchange.end.strftime("[%d/%b/%Y:%H:%M:%S +0000]")
    who = f'{exchange.peer} - {_raw(exchange.user)} {time} "{request_line(exchange)}"'
    return f"{who} {exchange.status} {_dashed(exchange.planned)}"


def _morgan_combined(exchange: Exchange) -> str:
    return f'{_morgan_common(exchange)} "{_raw(exchange.referer)}" "{_raw(exchange.agent)}"'


def _rack(exchange: Exchange) -> str:
    seconds = (exchange.end - exchange.start).total_seconds()
    who = f'{exchange.peer} - {_raw(exchange.user)} {clf(exchange.end)} "{request_line(exchange)}"'
    return f"{who} {exchange.status} {_dashed(exchange.planned)} {seconds:.4f}"


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "tomcat_combined": _tomcat_combined,
    "tomcat_common": _tomcat_common,
    "tomcat_common_time": lambda e: f"{_tomcat_common(e)} {_milliseconds(e)}",
    "jetty_extended_ncsa": lambda e: _with_agent(_jetty(e), e),
    "jetty_ncsa": _jetty,
    "undertow_combined": lambda e: _with_agent(_undertow(e), e),
    "undertow_common": _undertow,
    "liberty": _liberty,
    "jira": _jira,
    "confluence": _confluence,
    "bitbucket": _bitbucket,
    "litespeed": _litespeed,
    "lighttpd": _lighttpd,
    **{
        f"uwsgi{'_' if way else ''}{way[4:-3]}{'_user' if user else ''}{'_micros' if unit == 'micros' else ''}": (
            lambda e, way=way, user=user, unit=unit: _uwsgi(e, way, (e.user or "") if user else "", unit)
        )
        for unit in ("msecs", "micros")
        for user in (False, True)
        for way in ("", "via sendfile() ", "via offload() ")
    },
    "gunicorn": _gunicorn,
    "python_http_server": _http_server,
    "morgan_combined": _morgan_combined,
    "morgan_common": _morgan_common,
    "rack_common": _rack,
}
