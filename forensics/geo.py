"""Where addresses are registered, from MaxMind DB files that the user brings.

A place is a hint to a network's operator, never proof of where a person sat (evidence.md 4).
Databases may not be shipped, so their type, build date and hash go into the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forensics.errors import SourceError

if TYPE_CHECKING:
    from maxminddb import Reader

__all__ = ["DatabaseInfo", "Place", "locate"]

_Address = IPv4Address | IPv6Address

_NAT64 = ip_network("64:ff9b::/96")
_NOWHERE = tuple(
    ip_network(text)
    for text in ("0.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
#: Keys of a record, best first: MaxMind's and DB-IP's nested ones, then those of flat databases.
_COUNTRY = ("country", "country_code", "country_iso_code")
_ASN = ("autonomous_system_number", "asn", "as_number")
_ORGANISATION = ("autonomous_system_organization", "as_name", "as_organization", "organization", "name")
_SAMPLE = 1000  # records looked at to tell whether a database can answer at all


@dataclass(frozen=True, slots=True)
class Place:
    """Country (ISO 3166-1, upper case) and network of an address; None: no database knows."""

    country: str | None = None
    asn: int | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """What a report says about a database: its file's name, type, build time and SHA-256."""

    path: str
    type: str
    built: datetime
    sha256: str


def locate(addresses: Sequence[str], databases: Sequence[Path]) -> tuple[dict[str, Place], tuple[DatabaseInfo, ...]]:
    """The place of each address that a database knows, and what the databases are.

    Addresses that wrap an IPv4 address (mapped, 6to4, NAT64) are looked up as that; private and
    reserved ones and names have no place. Where two databases differ, the first one counts.

    Raises SourceError for a database that is missing, corrupt, or without countries and networks.
    """
    with ExitStack() as stack:
        opened = [_open(path, stack) for path in databases]
        readers = [reader for reader, _ in opened]
        found = {text: _place(_lookable(text), readers, databases) for text in addresses} if readers else {}
    places = {text: place for text, place in found.items() if place != Place()}
    return places, tuple(info for _, info in opened)


def _open(path: Path, stack: ExitStack) -> tuple[Reader, DatabaseInfo]:
    from maxminddb import InvalidDatabaseError, open_database  # noqa: PLC0415 - not every case has databases

    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        reader = stack.enter_context(open_database(path))
        useful = any(_read(record) != Place() for _, record in islice(reader, _SAMPLE))
        metadata = reader.metadata()
        built = datetime.fromtimestamp(metadata.build_epoch, UTC)
    except OSError as error:
        raise SourceError(
            f"the address database cannot be opened: {error.strerror or error}",
            where=str(path),
            hint="correct parties.databases in the case file, or take the entry out to count without places",
        ) from error
    except (InvalidDatabaseError, OverflowError, ValueError) as error:
        raise _corrupt(path) from error
    if not useful:
        raise SourceError(
            f"the address database ({metadata.database_type}) holds neither countries nor networks",
            where=str(path),
            hint="take a country, city or ASN database",
        )
    return reader, DatabaseInfo(path.name, metadata.database_type, built, digest)


def _corrupt(path: Path) -> SourceError:
    return SourceError(
        "the address database is damaged, or no MaxMind DB file",
        where=str(path),
        hint="download it again: a country or ASN database in .mmdb form, unpacked",
    )


def _lookable(text: str) -> _Address | None:
    """The address to look up, taken out of what wraps it; None if it cannot have a place."""
    try:
        address: _Address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = _wrapped(address) or address
    nowhere = (
        address.is_loopback or address.is_link_local or address.is_multicast
        or address.is_unspecified or address.is_reserved
    )  # fmt: skip
    return None if nowhere or any(address in network for network in _NOWHERE) else address


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _place(address: _Address | None, readers: Sequence[Reader], paths: Sequence[Path]) -> Place:
    places = [_read(record) for record in _records(address, readers, paths)] if address else []
    return Place(
        next((place.country for place in places if place.country), None),
        next((place.asn for place in places if place.asn), None),
        next((place.organisation for place in places if place.organisation), None),
    )


def _records(address: _Address, readers: Sequence[Reader], paths: Sequence[Path]) -> Iterator[object]:
    from maxminddb import InvalidDatabaseError  # noqa: PLC0415

    for reader, path in zip(readers, paths, strict=True):
        if address.version > reader.metadata().ip_version:
            continue
        try:
            yield reader.get(address)
        except (InvalidDatabaseError, ValueError) as error:
            raise _corrupt(path) from error


def _read(record: object) -> Place:
    """What a database's record says, whatever its maker calls it."""
    if not isinstance(record, dict):
        return Place()
    country = _first(record, _COUNTRY)
    if isinstance(country, dict):  # as MaxMind and DB-IP nest it; geoip2 knows the record
        from geoip2.models import Country  # noqa: PLC0415 - not every case has databases

        country = Country(["en"], **record).country.iso_code
    return Place(_code(country), _number(_first(record, _ASN)), _name(_first(record, _ORGANISATION)))


def _first(record: Mapping[str, Any], keys: Sequence[str]) -> object:
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def _code(value: object) -> str | None:
    text = value.upper() if isinstance(value, str) else ""
    return text if len(text) == 2 and text.isascii() and text.isalpha() else None


def _number(value: object) -> int | None:
    """1136 and "AS1136" are the same network."""
    digits = str(value).upper().removeprefix("AS")
    return int(digits) if digits.isdecimal() and digits.isascii() and int(digits) else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) else None
