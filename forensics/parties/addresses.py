"""Addresses: their one spelling, their kinds, the /64 that one of IPv6 lies in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from forensics.language.statement import message

__all__ = ["KINDS", "Address", "address_kind", "address_of", "bare_address", "canonical", "prefix_64"]

Address = IPv4Address | IPv6Address

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


def bare_address(text: str) -> Address | None:
    """The address that a text is, without port, brackets and zone, IPv4-mapped as IPv4; None for any other text."""
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
    address = bare_address(text) if text else None
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
    address = bare_address(text)
    return str(address) if address is not None else text.strip().lower()


def prefix_64(client: str | None) -> str | None:
    """The /64 of an IPv6 address; anything else stays."""
    address = bare_address(client) if client else None
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address) >> 64 << 64, 64)))
    return client


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
