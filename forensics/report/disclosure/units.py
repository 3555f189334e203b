"""Who counts as one visitor towards k: never fewer people than there are, and hard to make many of.

An address costs nothing: whoever has an IPv6 /64 has 2^64 of them, and could lift a part over k alone, to read off
what the others in it did. So IPv6 counts by its /64. Of an IPv4 /24 those with one agent count once: a changing
address, a pool of a proxy, a crawler or a rented block is one party that way, and each address has one agent here, its
first, so that no address counts twice by making agents up. A host name counts as a /24 does, by the domain above it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from ipaddress import ip_address

import polars as pl

from forensics.model import Findings
from forensics.parties.addresses import canonical

__all__ = ["slack", "units"]


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


def slack(clients: Mapping[str, Hashable]) -> int:
    """By how much any number of these addresses is at most larger than the number of visitors it stands for."""
    return len(clients) - len(set(clients.values()))


def _unit(client: str, agent: str | None) -> Hashable:
    try:
        address = ip_address(canonical(client) or "")
    except ValueError:
        return client.casefold().partition(".")[2] or "a name alone", agent
    if address.version == 6:
        return address.version, int(address) >> 64
    return address.version, int(address) >> 8, agent
