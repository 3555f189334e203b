"""Who asked: the client behind trusted proxies, canonical addresses, own networks, known parties.

Labels never change the headline (evidence.md 4); own addresses are left out of at_least.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import polars as pl

from forensics.agents import classify
from forensics.model import Case, Network

__all__ = ["CDN_AGENTS", "address_kind", "canonical", "client_behind", "identify"]

#: Agents with which a CDN asks the origin: one such request may have served many clients.
CDN_AGENTS = ("Amazon CloudFront",)

_PORT = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){3}):\d+$")
_BRACKETS = re.compile(r"^\[([^\]]+)\](?::\d+)?$")
_CGNAT = ip_network("100.64.0.0/10")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    text = text.strip().strip('"')
    for shape in (_PORT, _BRACKETS):
        if found := shape.match(text):
            text = found.group(1)
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def canonical(text: str | None) -> str | None:
    """The one spelling of an address: lower case, no port or zone, IPv4-mapped as IPv4
    (counting.md 3.8). A host name stays a name, in lower case; null stays null."""
    if text is None:
        return None
    address = _address(text)
    return str(address) if address is not None else text.strip().lower()


def _prefix_64(client: str | None) -> str | None:
    address = _address(client) if client else None
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address) >> 64 << 64, 64)))
    return client


def _inside(text: str | None, networks: Sequence[Network]) -> bool:
    address = _address(text) if text else None
    return address is not None and any(address in network for network in networks)


def client_behind(peer: str | None, forwarded: str | None, trusted: Sequence[Network]) -> tuple[str | None, bool]:
    """The client's address, and whether it was taken from behind a trusted proxy.

    Walks the forwarded chain from the right, skips trusted proxies, takes the first that is not
    trusted; never the leftmost, which the client may have made up (counting.md 3.8). A chain is
    believed only if the peer is trusted, or if the log holds it in place of the peer.
    """
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    if peer is not None and not _inside(peer, trusted):
        return canonical(peer), False
    for hop in reversed(hops):
        address = _address(hop)
        if address is None:
            break  # "unknown" or junk: nothing to the left of it can be believed
        if not _inside(str(address), trusted):
            return str(address), True
    return canonical(peer or (hops[-1] if hops else None)), bool(hops or peer)


#: RFC 1918, RFC 4193 and link-local. Documentation networks are not private: samples use them.
_PRIVATE = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10")
)


def address_kind(client: str | None) -> str | None:
    """Why an address may hide several parties: "private", "cgnat", "anonymised", "name"; else None."""
    address = _address(client) if client is not None else None
    if address is None:
        return None if client is None else "name"
    host_bits = int(address) & (0xFF if isinstance(address, IPv4Address) else (1 << 64) - 1)
    kinds = {
        "cgnat": address in _CGNAT,
        "private": address.is_loopback or any(address in network for network in _PRIVATE),
        "anonymised": host_bits == 0,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def identify(requests: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Adds client, client_64, party, own, agent_class, robot, and `proxied`: the client stood
    behind a trusted proxy, so this log is an inner layer. Each distinct peer and agent is judged once."""
    parties = case.parties
    pairs = requests.select("peer", "forwarded").unique(maintain_order=True)
    rows = []
    for peer, forwarded in pairs.iter_rows():
        client, proxied = client_behind(peer, forwarded, parties.trusted_proxies)
        own = _inside(client, parties.own)
        known = next((known.name for known in parties.known if _inside(client, known.networks)), None)
        party = known or ("own" if own else None)
        rows.append((peer, forwarded, client, _prefix_64(client), party, own, proxied))
    clients = pl.DataFrame(
        rows,
        orient="row",
        schema={
            "peer": pl.String,
            "forwarded": pl.String,
            "client": pl.String,
            "client_64": pl.String,
            "party": pl.String,
            "own": pl.Boolean,
            "proxied": pl.Boolean,
        },
    )
    agents = classify(requests["agent"])
    return requests.join(clients, on=["peer", "forwarded"], how="left", nulls_equal=True, maintain_order="left").join(
        agents, on="agent", how="left", nulls_equal=True, maintain_order="left"
    )
