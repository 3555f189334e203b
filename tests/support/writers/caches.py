"""Squid 5.7, Traffic Server 9.2 and Varnish 7.1, as they were seen to write on loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _clf(moment: datetime) -> str:
    return f"[{moment.astimezone(ZONE):%d/%b/%Y:%H:%M:%S %z}]"


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _raw(text: str | None) -> str:
    """Text that the server writes as it came: no line end or NUL stands in a header (RFC 9110, 5.5)."""
    return "".join(char for char in text or "" if char not in "\0\r\n") or "-"


# ---- Squid, with uri_whitespace encode and strip_query_terms off -----------------------------------------------


def _squid_url(exchange: Exchange) -> str:
    """The URL, absolute; blanks and controls are encoded, quotes are not."""
    target = "".join(char if char > " " else quote(char) for char in exchange.target)
    return f"http://{exchange.host}{target}"


def _squid_user(exchange: Exchange) -> str:
    """The user name with %, brackets, backslashes and all that is not printable ASCII encoded; blanks stay."""
    return quote(exchange.user or "-", safe=" !\"#$&'()*+,/:;<=>?@^`{|}~-._")


def _squid_result(exchange: Exchange) -> str:
    return "TCP_MISS_ABORTED" if exchange.aborted else "TCP_MISS"


def _squid(exchange: Exchange) -> str:
    done = f"{_squid_result(exchange)}/{exchange.status:03d} {exchange.body + exchange.headers}"
    return (
        f"{exchange.end.timestamp():.3f} {_milliseconds(exchange):6d} {exchange.peer} {done} {exchange.method} "
        f"{_squid_url(exchange)} {_squid_user(exchange)} HIER_DIRECT/10.0.0.5 {exchange.content_type or '-'}"
    )


def _squid_clf(exchange: Exchange, headers: str) -> str:
    request = f"{exchange.method} {_squid_url(exchange)} {exchange.protocol}"
    sent = f"{exchange.status} {exchange.body + exchange.headers}"
    stamped = f"{exchange.peer} - {_squid_user(exchange)} {_clf(exchange.end)}"
    return f'{stamped} "{request}" {sent}{headers} {_squid_result(exchange)}:HIER_DIRECT'


def _squid_combined(exchange: Exchange) -> str:
    return _squid_clf(exchange, f' "{_raw(exchange.referer)}" "{_raw(exchange.agent)}"')


def _squid_referrer(exchange: Exchange) -> str:
    return f"{exchange.end.timestamp():.3f} {exchange.peer} {_raw(exchange.referer)} {_squid_url(exchange)}"


# ---- Traffic Server --------------------------------------------------------------------------------------


#: What "%<cqtx>" leaves as it came, and "%<cquc>" does not.
_QUOTING = '"\\'


def _ats_url(exchange: Exchange, also: str = "") -> str:
    """The URL with blanks and all that is not printable ASCII encoded; `also` are further characters that are not."""
    safe = "!#$%&'()*+,/:;<=>?@[]^`{|}~" + also
    return f"http://{exchange.host}{quote(exchange.target, safe=safe)}"


def _ats_squid(exchange: Exchange) -> str:
    code = "ERR_CLIENT_READ_ERROR" if exchange.aborted else "TCP_MISS"
    done = f"{code}/{exchange.status:03d} {exchange.body + exchange.headers}"
    return (
        f"{exchange.start.timestamp():.3f} {_milliseconds(exchange)} {exchange.peer} {done} {exchange.method} "
        f"{_ats_url(exchange)} {_raw(exchange.user)} DIRECT/docs.example.org {exchange.content_type or '-'}"
    )


def _ats_common(exchange: Exchange) -> str:
    started = f"[{exchange.start.astimezone(UTC):%d/%b/%Y:%H:%M:%S} -0000]"
    request = f"{exchange.method} {_ats_url(exchange, _QUOTING)} {exchange.protocol}"
    done = f"{exchange.status:03d} {exchange.body}"
    return f'{exchange.peer} - {_raw(exchange.user)} {started} "{request}" {done}'


def _ats_extended(exchange: Exchange) -> str:
    seconds = _milliseconds(exchange) // 1000
    return (
        f"{_ats_common(exchange)} {exchange.status:03d} {exchange.planned} 0 0 191 {exchange.headers} 318 266 {seconds}"
    )


def _ats_extended_2(exchange: Exchange) -> str:
    ended = "INTR FIN ERR_CLIENT_READ_ERROR" if exchange.aborted else "FIN FIN TCP_MISS"
    return f"{_ats_extended(exchange)} DIRECT {ended}"


# ---- Varnish ------------------------------------------------------------------------------------------------


def _escaped(text: str | None) -> str:
    r"""Quotes, backslashes and what is not printable ASCII, as varnishncsa writes them."""
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(
        named.get(char) or (char if " " <= char <= "~" else "".join(f"\\x{byte:02x}" for byte in char.encode()))
        for char in text or "-"
    )


def _varnish(exchange: Exchange) -> str:
    request = f"{exchange.method} http://{exchange.host}{exchange.target} {exchange.protocol}"
    stamped = f"{exchange.peer} - {_escaped(exchange.user)} {_clf(exchange.start)}"
    headers = f'"{_escaped(exchange.referer)}" "{_escaped(exchange.agent)}"'
    return f'{stamped} "{_escaped(request)}" {exchange.status} {exchange.planned} {headers}'


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "squid": _squid,
    "squid_combined": _squid_combined,
    "squid_common": lambda e: _squid_clf(e, ""),
    "squid_referrer": _squid_referrer,
    "trafficserver_squid": _ats_squid,
    "trafficserver_common": _ats_common,
    "trafficserver_extended": _ats_extended,
    "trafficserver_extended2": _ats_extended_2,
    "varnish_ncsa": _varnish,
}
