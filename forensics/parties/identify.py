"""Who asked: the client behind trusted proxies, canonical addresses, own networks, known parties.

Labels never change the headline (evidence.md 4); own addresses are left out of at_least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import polars as pl

from forensics.language.statement import message
from forensics.model import Case, Network
from forensics.parties.agent_families import families
from forensics.parties.agents import classify

__all__ = [
    "CDN_AGENTS",
    "KINDS",
    "Address",
    "address_kind",
    "address_of",
    "canonical",
    "client_behind",
    "identify",
    "inside",
]

Address = IPv4Address | IPv6Address

#: Agents with which a CDN asks the origin: one such request may have served many clients.
CDN_AGENTS = ("Amazon CloudFront",)

#: What `address_kind` says of an address -> what it means.
KINDS: Mapping[str, str] = {
    "loopback": message("the server itself (loopback)"),
    "link-local": message("the server's own link (link-local)"),
    "multicast": message("a group of receivers (multicast), never a sender"),
    "cgnat": message("shared by customers of a provider (CGNAT, RFC 6598)"),
    "private": message("an inner network (RFC 1918, RFC 4193)"),
    "reserved": message("reserved, given to nobody"),
    "anonymised": message("its last part is zero: cut before it was logged"),
    "name": message("a host name, not an address"),
}

_PORT = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){3}):\d+$")
_BRACKETS = re.compile(r"^\[([^\]]+)\](?::\d+)?$")
_CGNAT = ip_network("100.64.0.0/10")
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052
_PRIVATE = tuple(ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
#: Beside what Python calls reserved (RFC 6890). Documentation networks are not among them: samples use them.
_RESERVED = tuple(ip_network(text) for text in ("0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15"))


def _address(text: str) -> Address | None:
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


def address_of(text: str | None) -> Address | None:
    """The address that a client goes by, taken out of what wraps it (IPv4-mapped, 6to4, NAT64); None for a name."""
    address = _address(text) if text else None
    if not isinstance(address, IPv6Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address


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


def _trusts(text: str | None, trusted: Sequence[Network]) -> bool:
    """Whether the address itself lies in these networks: what a 6to4 address wraps, its sender chose."""
    address = _address(text) if text else None
    return address is not None and any(address in network for network in trusted)


def inside(text: str | None, networks: Sequence[Network]) -> bool:
    """Whether the address, or the one that it wraps, lies in these networks."""
    address = address_of(text)
    return _trusts(text, networks) or (address is not None and any(address in network for network in networks))


def client_behind(peer: str | None, forwarded: str | None, trusted: Sequence[Network]) -> tuple[str | None, bool]:
    """The client's address, and whether it was taken from behind a trusted proxy.

    Walks the forwarded chain from the right, skips trusted proxies, takes the first that is not
    trusted; never the leftmost, which the client may have made up (counting.md 3.8). A chain is
    believed only if the peer is trusted, or if the log holds it in place of the peer.
    """
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    if peer is not None and not _trusts(peer, trusted):
        return canonical(peer), False
    for hop in reversed(hops):
        address = _address(hop)
        if address is None:
            break  # "unknown" or junk: nothing to the left of it can be believed
        if not _trusts(str(address), trusted):
            return str(address), True
    return canonical(peer or (hops[-1] if hops else None)), bool(hops or peer)


def address_kind(client: str | None) -> str | None:
    """Why an address may hide several parties, or belongs to nobody: one of KINDS, else None."""
    if client is None:
        return None
    address = address_of(client)
    if address is None:
        return "name"
    host_bits = int(address) & (0xFF if isinstance(address, IPv4Address) else (1 << 64) - 1)
    kinds = {
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "cgnat": address in _CGNAT,
        "private": any(address in network for network in _PRIVATE),
        "reserved": address.is_unspecified or address.is_reserved or any(address in part for part in _RESERVED),
        "anonymised": host_bits == 0,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def identify(requests: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Adds client, client_64, party, own, agent_class, robot, agent_family, `proxied`: the client stood behind a
    trusted proxy, so this log is an inner layer; `person`, under which requests may be joined, here the client, and
    `shared` and `caching` (see proxies.py). Each distinct peer and agent is judged once."""
    parties = case.parties
    pairs = requests.select("peer", "forwarded").unique(maintain_order=True)
    rows = []
    for peer, forwarded in pairs.iter_rows():
        client, proxied = client_behind(peer, forwarded, parties.trusted_proxies)
        own = inside(client, parties.own)
        known = next((known.name for known in parties.known if inside(client, known.networks)), None)
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
    found = requests.join(clients, on=["peer", "forwarded"], how="left", nulls_equal=True, maintain_order="left")
    for agents in (classify(requests["agent"]), families(requests["agent"])):
        found = found.join(agents, on="agent", how="left", nulls_equal=True, maintain_order="left")
    return found.with_columns(person="client", shared=pl.lit(value=False), caching=pl.lit(value=False))
