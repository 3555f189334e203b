"""Who counts as one visitor towards k: never fewer people than there are, and hard to make many of.

An address costs nothing: whoever has an IPv6 /64 has 2^64 of them, and could lift a part over k alone, to read off
what the others in it did. So IPv6 counts by its /64. Of an IPv4 /24 those with one agent count once: a changing
address, a pool of a proxy, a crawler or a rented block is one party that way, and each address has one agent here, its
first, so that no address counts twice by making agents up. A host name counts as a /24 does, by the domain above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from ipaddress import ip_address

import polars as pl

from forensics.model import Findings
from forensics.parties.addresses import canonical

__all__ = ["addresses_of", "among", "networks_of", "units"]


def units(findings: Findings) -> Mapping[str, Hashable]:
    """Client -> the visitor as whom it counts, for every client of the evidence."""
    clients = pl.concat([findings.requests["client"], findings.downloads["client"]]).drop_nulls()
    first = (
        findings.requests.drop_nulls("client")
        .sort(pl.coalesce("start", "end"), "row", nulls_last=True)
        .group_by("client", maintain_order=True)
        .agg(pl.col("agent").first())
    )
    agents = dict(first.iter_rows())
    return {client: _unit(client, agents.get(client)) for client in clients.unique().to_list()}


def among(findings: Findings, file: str, counted: Mapping[str, Hashable]) -> Mapping[str, Hashable]:
    """Those of the clients that got a file, or part of it, or may have."""
    own = findings.downloads.filter(pl.col("file") == file)["client"].drop_nulls().unique()
    return {client: counted[client] for client in own.to_list()}


def addresses_of(k: int, clients: Mapping[str, Hashable]) -> int:
    """How many of these addresses are k visitors at least, whichever they are."""
    return _beyond(k, Counter(clients.values()).values())


def networks_of(k: int, clients: Mapping[str, Hashable]) -> int:
    """The same of addresses with IPv6 cut to /64, of which none is two visitors."""
    networks = {(visitor, visitor if _is_ipv6(visitor) else client) for client, visitor in clients.items()}
    return _beyond(k, Counter(visitor for visitor, _ in networks).values())


def _is_ipv6(visitor: Hashable) -> bool:
    return isinstance(visitor, tuple) and visitor[0] == 6


def _beyond(k: int, sizes: Collection[int]) -> int:
    """One more than the k - 1 largest have together."""
    return sum(sorted(sizes, reverse=True)[: k - 1]) + max(1, k - len(sizes))


def _unit(client: str, agent: str | None) -> Hashable:
    try:
        address = ip_address(canonical(client) or "")
    except ValueError:
        return client.casefold().partition(".")[2] or "a name alone", agent
    if address.version == 6:
        return address.version, int(address) >> 64
    return address.version, int(address) >> 8, agent
