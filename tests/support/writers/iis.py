"""IIS: what HTTP.sys writes. It hands the path on decoded and all else as it came, and puts a plus sign for every
blank and control character; a quote stays a quote."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

_DIRECTIVES = ("#Software: Microsoft Internet Information Services 10.0", "#Version: 1.0", "#Date: 2026-06-09 08:00:00")
_ADVANCED = ("#Software: IIS Advanced Logging Module", "#Version: 1.0", "#Start-Date: 2026-06-09 08:00:00.128")

HEADINGS: dict[str, tuple[str, ...]] = {
    "iis_w3c": (
        *_DIRECTIVES,
        (
            "#Fields: date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs-version "
            "cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status sc-substatus sc-win32-status sc-bytes cs-bytes "
            "time-taken X-Forwarded-For"
        ),
    ),
    "iis_advanced": (
        *_ADVANCED,
        (
            "#Fields:  date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
            "cs(Referer) cs(Host) sc-status sc-win32-status sc-bytes TimeTakenMS X-Forwarded-For"
        ),
    ),
    "iis_advanced_local": (
        *_ADVANCED,
        (
            "#Fields:  date-local time-local s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
            "cs(User-Agent) cs(Referer) cs(Host) sc-status sc-win32-status sc-bytes TimeTakenMS X-Forwarded-For"
        ),
    ),
}

#: Windows error codes: the network name is no longer available; the file was not found; access was denied.
_GONE, _NOT_FOUND, _DENIED = 64, 2, 5


def _field(text: str | None) -> str:
    return "".join("+" if char <= " " or char == "\x7f" else char for char in text or "") or "-"


def _decoded(path: str) -> str:
    octets = unquote_to_bytes(path)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _stem(exchange: Exchange) -> str:
    return _decoded(exchange.target.partition("?")[0])


def _query(exchange: Exchange) -> str:
    return exchange.target.partition("?")[2]


def _win32(exchange: Exchange) -> int:
    return _GONE if exchange.aborted else {404: _NOT_FOUND, 401: _DENIED}.get(exchange.status, 0)


def _taken(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _total(exchange: Exchange) -> int:
    return exchange.body + exchange.headers


def _w3c(exchange: Exchange) -> str:
    texts = {
        name: _field(getattr(exchange, name))
        for name in ("method", "user", "peer", "protocol", "agent", "referer", "host", "forwarded")
    }
    return (
        f"{exchange.end:%Y-%m-%d %H:%M:%S} W3SVC1 10.0.0.5 {texts['method']} {_field(_stem(exchange))} "
        f"{_field(_query(exchange))} 443 {texts['user']} {texts['peer']} {texts['protocol']} {texts['agent']} - "
        f"{texts['referer']} {texts['host']} {exchange.status} 0 {_win32(exchange)} {_total(exchange)} 512 "
        f"{_taken(exchange)} {texts['forwarded']}"
    )


def _quoted(text: str | None) -> str:
    """A text value of Advanced Logging: in quotes, blanks kept, quotes inside doubled, lines kept whole."""
    plain = "".join(" " if char < " " or char == "\x7f" else char for char in text or "")
    return '"' + plain.replace('"', '""') + '"' if plain else "-"


def _advanced(exchange: Exchange, stamp: str) -> str:
    agent, referer, host = _quoted(exchange.agent), _quoted(exchange.referer), _quoted(exchange.host)
    return (
        f"{stamp} 10.0.0.5 {_field(exchange.method)} {_field(_stem(exchange))} {_field(_query(exchange))} 443 "
        f"{_quoted(exchange.user)} {_quoted(exchange.peer)} {agent} {referer} {host} {exchange.status} "
        f"{_win32(exchange)} {_total(exchange)} {_taken(exchange)} {_quoted(exchange.forwarded)}"
    )


def _milliseconds(exchange: Exchange) -> str:
    return f"{exchange.end.microsecond // 1000:03}"


def _native(exchange: Exchange, day: str = "%m/%d/%Y") -> str:
    local = exchange.end.astimezone(ZONE)
    texts = (_field(exchange.method), _field(_stem(exchange)), _field(_query(exchange)))
    return (
        f"{exchange.peer}, {_field(exchange.user)}, {local.strftime(day)}, {local:%H:%M:%S}, W3SVC1, WEB1, 10.0.0.5, "
        f"{_taken(exchange)}, 512, {_total(exchange)}, {exchange.status}, {_win32(exchange)}, {', '.join(texts)},"
    )


def _ncsa(exchange: Exchange) -> str:
    """Blanks of a decoded path stay blanks here, as logs of such servers show."""
    path = "".join("+" if char < " " or char == "\x7f" else char for char in _stem(exchange))
    target = path + (f"?{_field(_query(exchange))}" if _query(exchange) else "")
    return (
        f"{exchange.peer} - {_field(exchange.user)} [{exchange.end.astimezone(ZONE):%d/%b/%Y:%H:%M:%S %z}] "
        f'"{_field(exchange.method)} {target} {_field(exchange.protocol)}" {exchange.status} {_total(exchange)}'
    )


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "iis_w3c": _w3c,
    "iis_advanced": lambda e: _advanced(e, f"{e.end:%Y-%m-%d %H:%M:%S}.{_milliseconds(e)}"),
    "iis_advanced_local": lambda e: _advanced(e, f"{e.end.astimezone(ZONE):%Y-%m-%d %H:%M:%S}.{_milliseconds(e)}"),
    "iis_native": _native,
    "iis_native_short": lambda e: _native(e, "%m/%d/%y"),
    "iis_ncsa": _ncsa,
}
