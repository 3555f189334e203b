"""Apache httpd: what mod_log_config writes, escaped as ap_escape_logitem does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS", "clf", "escaped", "request_line"]

HEADINGS: dict[str, tuple[str, ...]] = {}

_NAMED = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}


@cache
def escaped(text: str | None) -> str:
    r"""Text as ap_escape_logitem writes it: `\"`, `\\`, `\n` and its kind, `\xhh` for all else that is not printable
    ASCII; "-" if there is none."""
    if text is None:
        return "-"
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(
        _NAMED.get(char) or (char if " " <= char <= "~" else "".join(f"\\x{byte:02x}" for byte in char.encode()))
        for char in text
    )


@cache
def clf(moment: datetime) -> str:
    """The time in Common Log Format, with its brackets."""
    return moment.astimezone(ZONE).strftime("[%d/%b/%Y:%H:%M:%S %z]")


def request_line(exchange: Exchange) -> str:
    """The request line as the client sent it."""
    return f"{exchange.method} {exchange.target} {exchange.protocol}"


def _user(exchange: Exchange) -> str:
    return '""' if exchange.user == "" else escaped(exchange.user)  # constant of mod_log_config for an empty name


def _planned(exchange: Exchange) -> str:
    return str(exchange.planned or "-")  # %b


def _total(exchange: Exchange) -> str:
    return str(exchange.body + exchange.headers)  # %O


def _server_name(exchange: Exchange) -> str:
    """%v: the name in the configuration; a Host that is no name of a virtual host gets the first one."""
    return exchange.host if all(char.isalnum() or char in ".-" for char in exchange.host) else "www.example.org"


def _common(exchange: Exchange, size: str) -> str:
    request = escaped(request_line(exchange))
    return f'{exchange.peer} - {_user(exchange)} {clf(exchange.start)} "{request}" {exchange.status} {size}'


def _combined(exchange: Exchange, size: str) -> str:
    return f'{_common(exchange, size)} "{escaped(exchange.referer)}" "{escaped(exchange.agent)}"'


def _ssl_request(exchange: Exchange) -> str:
    request = escaped(request_line(exchange))
    tls = "TLSv1.3 TLS_AES_256_GCM_SHA384"
    return f'{clf(exchange.start)} {exchange.peer} {tls} "{request}" {_planned(exchange)}'


#: Formats whose size is %b, or %O as Debian ships them; and what look-alikes are when Apache has written them.
WRITERS: dict[str, Callable[[Exchange], str]] = {
    "combined": lambda e: _combined(e, _planned(e)),
    "common": lambda e: _common(e, _planned(e)),
    "vhost_combined": lambda e: f"{_server_name(e)}:443 {_combined(e, _planned(e))}",
    "vhost_combined_no_port": lambda e: f"{_server_name(e)} {_combined(e, _planned(e))}",
    "vhost_common": lambda e: f"{_server_name(e)} {_common(e, _planned(e))}",
    "combined_forwarded": lambda e: f'{_combined(e, _planned(e))} "{escaped(e.forwarded)}"',
    "apache_combined": lambda e: _combined(e, _planned(e)),
    "apache_common": lambda e: _common(e, _planned(e)),
    "debian_combined": lambda e: _combined(e, _total(e)),
    "debian_common": lambda e: _common(e, _total(e)),
    "debian_vhost_combined": lambda e: f"{_server_name(e)}:443 {_combined(e, _total(e))}",
    "combinedio": lambda e: f"{_combined(e, _planned(e))} 512 {_total(e)}",
    "ssl_request": _ssl_request,
    "combined_tail": lambda e: f"{_combined(e, _planned(e))} 31250 web1",
    "combined_quoted_tail": lambda e: f'{_combined(e, _planned(e))} "session 4711"',
}
