"""MaxMind DB files made from a few networks, byte by byte (MaxMind DB file format 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, IPv6Network, ip_network
from typing import Any

__all__ = ["BUILT", "mmdb"]

BUILT = 1_591_600_000  # build time of every file, Unix time: 2020-06-08T07:06:40Z


def mmdb(database_type: str, networks: Mapping[str, object], *, ip_version: int = 6) -> bytes:
    """A database of that type with a record per network; in an IPv6 tree IPv4 stands at ::/96."""
    nodes: list[list[Any]] = [[None, None]]
    data = bytearray()
    for text, record in networks.items():
        bits = _bits(text, ip_version)
        node = nodes[0]
        for bit in bits[:-1]:
            if node[bit] is None:
                nodes.append([None, None])
                node[bit] = nodes[-1]
            node = node[bit]
        node[bits[-1]] = len(data)
        data += _encode(record)
    metadata = {
        "binary_format_major_version": _uint(5, 2),
        "binary_format_minor_version": _uint(5, 0),
        "build_epoch": _uint(9, BUILT),
        "database_type": database_type,
        "description": {"en": "made for a test"},
        "ip_version": _uint(5, ip_version),
        "languages": ["en"],
        "node_count": _uint(6, len(nodes)),
        "record_size": _uint(5, 32),
    }
    return _tree(nodes) + bytes(16) + data + b"\xab\xcd\xefMaxMind.com" + _encode(metadata)


def _bits(text: str, ip_version: int) -> list[int]:
    network = ip_network(text)
    if network.version < ip_version:
        address = IPv6Address(int(network.network_address))
        network = IPv6Network((address, network.prefixlen + 96))
    length = network.max_prefixlen
    return [int(network.network_address) >> (length - 1 - depth) & 1 for depth in range(network.prefixlen)]


def _tree(nodes: list[list[Any]]) -> bytes:
    number = {id(node): index for index, node in enumerate(nodes)}
    tree = bytearray()
    for child in (child for node in nodes for child in node):
        if child is None:
            value = len(nodes)
        elif isinstance(child, int):
            value = len(nodes) + 16 + child
        else:
            value = number[id(child)]
        tree += value.to_bytes(4, "big")
    return bytes(tree)


def _encode(value: object) -> bytes:
    """Maps, strings, lists, booleans and unsigned numbers, nothing longer than 284; bytes are encoded already."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return _control(2, len(value.encode())) + value.encode()
    if isinstance(value, Mapping):
        pairs = b"".join(_encode(key) + _encode(item) for key, item in value.items())
        return _control(7, len(value)) + pairs
    if isinstance(value, list):
        return _control(11, len(value)) + b"".join(map(_encode, value))
    if isinstance(value, bool):
        return _control(14, value)
    if isinstance(value, int):
        return _uint(6, value)
    raise TypeError(f"{type(value).__name__} cannot stand in a record")


def _uint(kind: int, value: int) -> bytes:
    """Type 5 is uint16, 6 is uint32, 9 is uint64; readers insist on them in the metadata."""
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return _control(kind, len(raw)) + raw


def _control(kind: int, size: int) -> bytes:
    head, more = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return bytes([kind << 5 | head]) + more if kind < 8 else bytes([head, kind - 7]) + more
