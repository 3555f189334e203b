"""Apache behind a proxy, whose administrator has put the forwarded addresses at the head of each line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.support.writers import apache
from tests.support.writers.exchange import Exchange

__all__ = ["WRITERS"]


def _headed(exchange: Exchange, head: str, kind: str) -> str:
    """A combined or common line with another head in place of the peer: {c} is the chain, {p} the peer, {v} the
    virtual host."""
    line = apache.WRITERS[kind](exchange)
    host = apache.WRITERS["vhost_common"](exchange).partition(" ")[0]
    head = head.format(c=apache.escaped(exchange.forwarded), p=exchange.peer, v=host)
    return f"{head} {line.partition(' ')[2]}"


_HEADS = {
    "chain_peer": "{c} {p}",
    "peer_chain": "{p} {c}",
    "peer_chain_brackets": "{p} ({c})",
    "chain_brackets_peer": "({c}) {p}",
    "vhost_chain": "{v} {c}",
    "vhost_port_chain": "{v}:443 {c}",
    "vhost_chain_peer": "{v} {c} {p}",
}

WRITERS: dict[str, Callable[[Exchange], str]] = {
    f"{name}_{kind}": partial(_headed, head=head, kind=kind)
    for name, head in _HEADS.items()
    for kind in ("combined", "common")
}
