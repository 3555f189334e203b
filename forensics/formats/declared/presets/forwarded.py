"""Logs whose lines begin with an address that a proxy has forwarded, alone, beside the peer or behind a host.

None of them is tried on lines that another format reads. Which of two addresses is the peer's is told from
the log itself: behind a proxy many clients share few peers.
"""

from __future__ import annotations

from forensics.formats.declared.declare import logformat
from forensics.formats.declared.presets.samples import CURL, FIREFOX, GET, HEAD
from forensics.formats.format import Format

__all__ = ["formats"]

_REQUEST = '%t "%r" %>s %b'
_AGENT = '"%{Referer}i" "%{User-Agent}i"'
_CHAIN = "%{X-Forwarded-For}i"

#: What stands before the identity of a client: name, title, template, the same of two lines, where the chain stands.
_HEADS = (
    (
        *("vhost_chain", "behind the virtual host and the chain of X-Forwarded-For", f"%v {_CHAIN}"),
        *("www.example.org 203.0.113.9, 10.0.0.9", "docs.example.org 203.0.113.10, 10.0.0.9", ""),
    ),
    (
        *("vhost_port_chain", "behind virtual host, port and the chain of X-Forwarded-For", f"%v:%p {_CHAIN}"),
        *("www.example.org:443 203.0.113.9, 10.0.0.9", "docs.example.org:80 203.0.113.10, 10.0.0.9", ""),
    ),
    (
        *("vhost_chain_peer", "behind the virtual host, X-Forwarded-For and the peer", f"%v {_CHAIN} %h"),
        *("www.example.org 203.0.113.9 10.0.0.9", "docs.example.org 203.0.113.10 10.0.0.9", "first"),
    ),
    (
        "chain_peer",
        "behind X-Forwarded-For and the peer",
        f"{_CHAIN} %h",
        "203.0.113.9 10.0.0.9",
        "- 10.0.0.9",
        "first",
    ),
    ("peer_chain", "behind the peer and X-Forwarded-For", f"%h {_CHAIN}", "10.0.0.9 203.0.113.9", "10.0.0.9 -", "last"),
    (
        *("peer_chain_brackets", "behind the peer and X-Forwarded-For in brackets", f"%h ({_CHAIN})"),
        *("10.0.0.9 (203.0.113.9)", "10.0.0.9 (-)", ""),
    ),
    (
        *("chain_brackets_peer", "behind X-Forwarded-For in brackets and the peer", f"({_CHAIN}) %h"),
        *("(203.0.113.9) 10.0.0.9", "(-) 10.0.0.9", ""),
    ),
)


def formats() -> list[Format]:
    """Each head, before the rest of a combined log and of a common one."""
    return [fmt for head in _HEADS for fmt in _of(*head)]


def _of(name: str, title: str, head: str, one: str, other: str, chain: str) -> list[Format]:
    first, second = (f"{start} {line.partition(' ')[2]}" for start, line in ((one, GET), (other, HEAD)))
    return [
        _declared(
            f"{name}_combined",
            f"Combined log {title}",
            f"{head} %l %u {_REQUEST} {_AGENT}",
            (f"{first} {FIREFOX}", f"{second} - {CURL}"),
            chain,
        ),
        _declared(f"{name}_common", f"Common log {title}", f"{head} %l %u {_REQUEST}", (first, f"{second} -"), chain),
    ]


def _declared(name: str, title: str, template: str, examples: tuple[str, ...], chain: str) -> Format:
    return logformat(
        name,
        title,
        template,
        *examples,
        family="Several servers",
        server=None,
        ambiguous=True,
        rare=True,
        chain=chain,
    )
