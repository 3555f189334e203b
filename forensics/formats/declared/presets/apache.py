"""Formats of Apache, and those that several servers write alike: declarations only.

Where several servers write lines of the same look, the first of them is `ambiguous`: detection
names that one and infers the rest. The others are for a user who knows which server it was.
"""

from __future__ import annotations

from typing import Any

from forensics.formats.declared.declare import logformat
from forensics.formats.declared.presets.samples import CURL, FIREFOX, GET, HEAD, LATER, TIME
from forensics.formats.format import Format

__all__ = ["alike", "formats", "lenient"]

_UP_TO_STATUS = '%h %l %u %t "%r" %>s'
_AGENT = '"%{Referer}i" "%{User-Agent}i"'
_COMBINED = f"{_UP_TO_STATUS} %b {_AGENT}"


def _apache(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    return logformat(name, title, template, *examples, **changes)


def _alike(name: str, title: str, template: str, *examples: str, **changes: Any) -> Format:
    """A look that several servers share."""
    return _apache(name, title, template, *examples, server=None, ambiguous=True, **changes)


def alike() -> list[Format]:
    """Looks that several servers share, the general one first."""
    return [
        _alike(
            "combined",
            "Combined log (Apache's %b, Debian's %O or nginx)",
            _COMBINED,
            f"{GET} {FIREFOX}",
            f"{HEAD} - {CURL}",
            note="What the size means is inferred from responses without a body, unless the case states it.",
        ),
        _alike("common", "Common log", f"{_UP_TO_STATUS} %b", GET, f"{HEAD} -"),
        _alike(
            "vhost_combined",
            "Combined log behind virtual host and port (Debian's other_vhosts_access.log)",
            f"%v:%p {_COMBINED}",
            f"www.example.org:443 {GET} {FIREFOX}",
            f"www.example.org:80 {HEAD} 331 {CURL}",
        ),
        _alike(
            "vhost_combined_no_port",
            "Combined log behind the virtual host",
            f"%v {_COMBINED}",
            f"www.example.org {GET} {FIREFOX}",
            f"docs.example.org {HEAD} - {CURL}",
        ),
        _alike(
            "vhost_common",
            "Common log behind the virtual host",
            f"%v {_UP_TO_STATUS} %b",
            f"www.example.org {GET}",
            f"docs.example.org {HEAD} -",
        ),
        _alike(
            "combined_forwarded",
            "Combined log with X-Forwarded-For in quotes behind it",
            f'{_COMBINED} "%{{X-Forwarded-For}}i"',
            f'{GET} {FIREFOX} "203.0.113.9, 198.51.100.20"',
            f'{HEAD} 0 {CURL} "-"',
        ),
    ]


def formats() -> list[Format]:
    """What Apache alone writes, or what a user can state."""
    return [
        _apache("apache_combined", "Apache combined", _COMBINED, f"{GET} {FIREFOX}", f"{HEAD} - {CURL}"),
        _apache("apache_common", "Apache common", f"{_UP_TO_STATUS} %b", GET, f"{HEAD} -"),
        _apache(
            "debian_combined",
            "Apache combined as Debian and Ubuntu ship it: the size is %O, headers included",
            f"{_UP_TO_STATUS} %O {_AGENT}",
            f"{GET} {FIREFOX}",
            f"{HEAD} 331 {CURL}",
        ),
        _apache(
            "debian_common",
            "Apache common as Debian and Ubuntu ship it: the size is %O, headers included",
            f"{_UP_TO_STATUS} %O",
            GET,
            f"{HEAD} 331",
        ),
        _apache(
            "debian_vhost_combined",
            "Apache vhost_combined as Debian and Ubuntu ship it: the size is %O, headers included",
            f"%v:%p {_UP_TO_STATUS} %O {_AGENT}",
            f"www.example.org:443 {GET} {FIREFOX}",
            f"www.example.org:80 {HEAD} 331 {CURL}",
        ),
        _apache(
            "combinedio",
            "Apache combined with bytes received and sent (mod_logio)",
            f"{_COMBINED} %I %O",
            f"{GET} {FIREFOX} 512 48545",
            f"{HEAD} - {CURL} 214 331",
        ),
        _apache(
            "ssl_request",
            "Apache mod_ssl request log",
            '%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x "%r" %b',
            f'{TIME} 192.0.2.10 TLSv1.3 TLS_AES_256_GCM_SHA384 "GET /docs/report.pdf HTTP/1.1" 48211',
            f'{LATER} 198.51.100.7 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 "HEAD /docs/report.pdf HTTP/1.1" -',
            note="Logs no status: no request in it can be shown to have succeeded.",
        ),
    ]


def lenient() -> list[Format]:
    """Combined logs with a tail that nothing tells the meaning of; chosen only where no other format fits."""
    note = "The tail is read past. Its format string tells what it means."
    return [
        _alike(
            "combined_tail",
            "Combined log with more fields behind it",
            f"{_COMBINED} %{{tail}}n",
            f"{GET} {FIREFOX} 31250",
            f"{HEAD} - {CURL} 4 web1 -",
            note=note,
            lenient=True,
        ),
        _alike(
            "combined_quoted_tail",
            "Combined log with one more quoted field behind it",
            f'{_COMBINED} "%{{tail}}n"',
            f'{GET} {FIREFOX} "www.example.org"',
            f'{HEAD} - {CURL} "session 4711"',
            note=note,
            lenient=True,
        ),
    ]
