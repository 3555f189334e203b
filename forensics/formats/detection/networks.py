"""The networks that lines come from, of which each has one vote on what a log means (counting.md 4b.4)."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

import polars as pl

__all__ = ["network_of", "networks"]


def network_of(peer: str) -> str:
    """The address itself; of IPv6 its /64, which one subscriber has whole (RFC 8981); a name as it is."""
    try:
        address = ip_address(peer.strip("[]").partition("%")[0])
    except ValueError:
        return peer.lower()
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((int(address) >> 64 << 64, 64)))
    return str(address)


def networks(peers: pl.Series) -> pl.Series:
    """The network of each peer; null where the log names none."""
    known = peers.drop_nulls().unique()
    names = [network_of(peer) for peer in known]
    return peers.replace_strict(known, pl.Series(names, dtype=pl.String), default=None, return_dtype=pl.String)
