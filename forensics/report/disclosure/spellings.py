"""Addresses and user names in a text, however they are spelled: what a level that hides them must not show.

An address may be written with dots, dashes or underscores, padded, backwards as for a look-up (in-addr.arpa,
ip6.arpa), as one number in decimal or hexadecimal digits, inside an IPv6 address, or cut to its network (/24, /64).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote

from forensics.language.untrusted import from_bytes
from forensics.model import Findings
from forensics.parties.addresses import canonical

__all__ = ["Needles", "any_address", "needles", "plain"]

#: Four groups of digits apart by one sign; not the middle of a longer number, and no fifth group.
_QUAD = re.compile(r"(?<![0-9])([0-9]{1,3})([._-])([0-9]{1,3})\2([0-9]{1,3})\2([0-9]{1,3})(?![0-9])")
_TRIPLE = re.compile(r"(?<![0-9])(?=(([0-9]{1,3})([._-])([0-9]{1,3})\3([0-9]{1,3}))(?![0-9]))")
#: Groups of hexadecimal digits with colons or dashes between them.
_GROUPS = re.compile(r"(?<![0-9a-f])[0-9a-f]{0,4}(?:[:-][0-9a-f]{0,4}){2,}(?:[0-9]{0,3}\.[0-9.]{5,11})?")
_NIBBLES = re.compile(r"(?<![0-9a-f])(?:[0-9a-f][.-]){15,31}[0-9a-f](?![0-9a-f])")
_HEX = re.compile(r"(?<![0-9a-f])(?:0x)?([0-9a-f]{32}|[0-9a-f]{16}|[0-9a-f]{8})(?![0-9a-f])")
_DECIMAL = re.compile(r"(?<![0-9])([0-9]{7,39})(?![0-9])")
_BYTE = 256
_V4, _V6, _HALF = 1 << 32, 1 << 128, 1 << 64
#: A user name of one or two letters names nobody, and would be found in every sentence.
_SHORTEST = 3

_RUN, _SIGN = re.compile(r"[\w.@+\\-]+"), re.compile(r"([.@+_\\-])")
_PARTS = 15  # of a name, with the signs between them

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Needles:
    """What must not show: addresses and the networks around them as numbers, host names and user names."""

    addresses: frozenset[Address]
    networks: frozenset[tuple[int, int]]  # IP version, number of the /24 or /64
    names: frozenset[str]  # user and host names in lower case

    def address(self, text: str) -> str | None:
        """The first address or network of them that stands in the text, as it is spelled there."""
        return next(
            (
                spelled
                for folded in dict.fromkeys(plain(text))
                for spelled, address, network in _addresses(folded)
                if address in self.addresses or (network and (address.version, _network(address)) in self.networks)
            ),
            None,
        )

    def name(self, text: str) -> str | None:
        """The first user or host name of them that stands in the text as a word; one with signs in it that no name
        should have, wherever it stands."""
        odd = [name for name in self.names if not _RUN.fullmatch(name)]
        for folded in dict.fromkeys(plain(text)):
            for word in (*_words(folded), *(name for name in odd if name in folded)):
                if word in self.names:
                    return word
        return None

    def found(self, text: str) -> bool:
        """Whether any of them stands in the text."""
        return self.address(text) is not None or self.name(text) is not None


def needles(findings: Findings) -> Needles:
    """Every address and user name in the evidence: of the requests, of the recipients and of unreadable lines."""
    texts = _clients(findings)
    for chain in (*findings.requests["peer"].drop_nulls(), *findings.requests["forwarded"].drop_nulls()):
        texts.update(part.strip() for part in chain.split(","))
    lines = (line for source in findings.sources for line in source.rejected)
    unread = {address for line in lines for address in any_address(from_bytes(line.line))}
    return _made(texts, findings.requests["user"].drop_nulls(), unread)


def _clients(findings: Findings) -> set[str]:
    texts = set(findings.downloads["client"].drop_nulls()) | set(findings.requests["client"].drop_nulls())
    return texts | {recipient.address for file in findings.files for recipient in file.addresses}


def _made(texts: Iterable[str], users: Iterable[str], unread: Iterable[Address]) -> Needles:
    """The needles of clients, written as they are logged, of users, and of addresses in unreadable lines."""
    found, names = set(unread), set(users)
    for text in texts:
        address = _parsed(canonical(text) or "")
        if address is None:
            names.add(text)
        else:
            found.add(address)
    return Needles(
        frozenset(found),
        frozenset((address.version, _network(address)) for address in found),
        frozenset(name.casefold() for name in names if len(name) >= _SHORTEST and not _is_label(name)),
    )


def any_address(text: str) -> Iterator[Address]:
    """What anybody would take for an address: four numbers with dots, or IPv6 with its colons."""
    for folded in dict.fromkeys(plain(text)):
        for match in _QUAD.finditer(folded):
            if match[2] == "." and (quad := _quad(match.group(1, 3, 4, 5))):
                yield quad
        for match in _GROUPS.finditer(folded):
            if "::" in match[0] or match[0].count(":") > 2:
                address = _parsed(match[0].rstrip("-"))
                if address is not None and len(match[0]) > 2:
                    yield address


def plain(text: str) -> tuple[str, str]:
    """The text in lower case and ordinary digits, as it stands and with its percent signs resolved."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded, unquote(folded, errors="replace")


def _is_label(name: str) -> bool:
    return re.fullmatch(r"Visitor [0-9]+", name) is not None


def _words(text: str) -> Iterator[str]:
    """Every run of what a user or host name may hold, and every part of it between its signs: of a.b@c also a.b."""
    for match in _RUN.finditer(text):
        parts = _SIGN.split(match[0])
        for start in range(0, len(parts), 2):
            for end in range(start + 1, min(start + _PARTS, len(parts)) + 1, 2):
                yield "".join(parts[start:end])


def _addresses(text: str) -> Iterator[tuple[str, Address, bool]]:
    """Every address that the text may spell: how, which, and whether it may be a network instead of a host."""
    for match in _QUAD.finditer(text):
        parts = match.group(1, 3, 4, 5)
        for numbers in (parts, parts[::-1]):
            if host := _quad(numbers):
                yield match[0], host, numbers[3] == "0"
    for match in _TRIPLE.finditer(text):
        parts = match.group(2, 4, 5)
        for numbers in (parts, parts[::-1]):
            if network := _quad((*numbers, "0")):
                yield match[1], network, True
    yield from _of_groups(text)
    for match in _HEX.finditer(text):
        yield from _of_digits(match[0], match[1])
    for match in _DECIMAL.finditer(text):
        if (number := int(match[1])) < _V6:
            yield match[1], _numbered(number), False


def _of_groups(text: str) -> Iterator[tuple[str, Address, bool]]:
    for match in _GROUPS.finditer(text):
        groups = match[0].replace("-", ":").strip()
        for spelled in dict.fromkeys((groups, groups.rstrip(":"), groups.lstrip(":"), f"{groups.strip(':')}::")):
            if address := _parsed(spelled):
                yield match[0], address, int(address) % _HALF == 0
    for match in _NIBBLES.finditer(text):
        digits = re.sub("[.-]", "", match[0])
        yield from _of_digits(match[0], digits)
        yield from _of_digits(match[0], digits[::-1])


def _of_digits(spelled: str, digits: str) -> Iterator[tuple[str, Address, bool]]:
    """Hexadecimal digits: 8 of IPv4, 32 of IPv6, 16 of a /64."""
    number = int(digits, 16)
    if len(digits) == 8:
        yield spelled, IPv4Address(number), False
    elif len(digits) == 16:
        yield spelled, IPv6Address(number << 64), True
    elif len(digits) == 32:
        yield spelled, _numbered(number), False


def _numbered(number: int) -> Address:
    return IPv4Address(number) if number < _V4 else _mapped(IPv6Address(number))


def _quad(parts: Iterable[str]) -> IPv4Address | None:
    numbers = [int(part) for part in parts]
    return IPv4Address(bytes(numbers)) if max(numbers) < _BYTE else None


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return _mapped(address) if isinstance(address, IPv6Address) else address


def _mapped(address: IPv6Address) -> Address:
    return address.ipv4_mapped or address


def _network(address: Address) -> int:
    """The number of its /24 or /64."""
    return int(address) >> (8 if address.version == 4 else 64)
