"""Where addresses are registered: from MaxMind DB files that the user brings, else from the address registries.

A place is a hint to a network's operator, never proof of where a person sat (counting.md 3.10.2).
Databases may not be shipped, so their type, build date and hash go into the report. They are opened by `maxminddb`;
of `geoip2`, which brings a client for the web, the model of a record alone is used, and loaded when there is one. The
countries of registration come with the package `iptocc`, from the statistics of the five regional registries. All
three are the extra `geo`.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from ipaddress import ip_network
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forensics.errors import SourceError
from forensics.parties.addresses import Address, address_kind, address_of
from forensics.regular import open_regular

if TYPE_CHECKING:
    from maxminddb import Reader

__all__ = ["DatabaseInfo", "GeoPlace", "locate"]

_REGISTRY = "iptocc"
#: Networks for examples (RFC 5737, RFC 3849, RFC 9637): in no registry, so not worth the question.
_EXAMPLES = tuple(
    ip_network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
)
#: Keys of a record, best first: MaxMind's and DB-IP's nested ones, then those of flat databases.
_COUNTRY = ("country", "country_code", "country_iso_code")
_ASN = ("autonomous_system_number", "asn", "as_number")
_ORGANISATION = ("autonomous_system_organization", "as_name", "as_organization", "organization", "name")
_NETWORK_TYPE = ("user_type", "as_type", "asn_type", "usage_type", "connection_type")
#: Marks of a database of anonymous addresses -> type of the network, best first.
_MARKS = {
    "is_tor_exit_node": "tor",
    "is_anonymous_vpn": "vpn",
    "is_public_proxy": "proxy",
    "is_residential_proxy": "residential proxy",
    "is_hosting_provider": "hosting",
}
_LONGEST = 200  # characters of a name in a database
_SAMPLE = 1000  # records looked at to tell whether a database can answer at all


@dataclass(frozen=True, slots=True)
class GeoPlace:
    """Country (ISO 3166-1, upper case) and network of an address; None: no database knows."""

    country: str | None = None
    asn: int | None = None
    organisation: str | None = None
    network_type: str | None = None


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """What a report says about a database: its file's name, type, build time (None: not told) and SHA-256."""

    path: str
    type: str
    built: datetime | None
    sha256: str


def locate(
    addresses: Sequence[str], databases: Sequence[Path], *, registry: bool = False
) -> tuple[dict[str, GeoPlace], tuple[DatabaseInfo, ...]]:
    """The place of each address that a database knows, and what the databases are.

    Addresses that wrap an IPv4 address (mapped, 6to4, NAT64) are looked up as that; private and
    reserved ones and names have no place. Where two databases differ, the first one counts. With
    `registry`, the country of registration fills in where no database has a country, if `iptocc` is installed.

    Raises SourceError for a database that is missing, corrupt, or without countries and networks.
    """
    asked = {text: address for text in addresses if (address := _lookable(text)) is not None}
    with ExitStack() as stack:
        opened = [_open(path, stack) for path in databases]
        readers = [reader for reader, _ in opened]
        found = {text: _place(address, readers, databases) for text, address in asked.items()}
    infos = [info for _, info in opened]
    missing = {text: asked[text] for text, place in found.items() if place.country is None}
    if registry and (told := _registered(missing)):
        countries, info = told
        found |= {text: replace(found[text], country=country) for text, country in countries.items()}
        infos.append(info)
    return {text: place for text, place in found.items() if place != GeoPlace()}, tuple(infos)


def _lookable(text: str) -> Address | None:
    """The address to look up, taken out of what wraps it; None if it cannot have a place."""
    return address_of(text) if address_kind(text) in (None, "anonymised") else None


def _registered(addresses: Mapping[str, Address]) -> tuple[dict[str, str], DatabaseInfo] | None:
    """The country of registration of each address that has one; None where nothing was asked."""
    asked = {
        text: str(address) for text, address in addresses.items() if not any(address in part for part in _EXAMPLES)
    }
    if not asked:
        return None
    try:
        from iptocc import country_code  # noqa: PLC0415 - an extra, and not every case needs it
    except ImportError:
        return None
    codes = zip(asked, country_code(list(asked.values())), strict=True)
    return {text: country for text, code in codes if (country := _code(code))}, _of_package(distribution(_REGISTRY))


def _of_package(package: Distribution) -> DatabaseInfo:
    """The lists stand inside the package's library, so its hash is theirs; made new every night, they are as
    old as the package, whose list of parts (SBOM) holds the time."""
    files = [(file, Path(str(package.locate_file(file)))) for file in package.files or ()]
    libraries = [path for _, path in files if path.suffix in (".so", ".pyd")]
    lists = [path for file, path in files if "sboms" in file.parts and path.suffix == ".json"]
    times = [json.loads(path.read_bytes())["metadata"].get("timestamp") for path in sorted(lists)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(libraries))).hexdigest()
    built = datetime.fromisoformat(times[0]).replace(microsecond=0) if times and times[0] else None
    return DatabaseInfo(_REGISTRY, f"address registries ({_REGISTRY} {package.version})", built, digest)


def _open(path: Path, stack: ExitStack) -> tuple[Reader, DatabaseInfo]:
    _refuse_without_the_extra(path)
    from maxminddb import MODE_MMAP, open_database  # noqa: PLC0415 - not every case has databases

    try:
        with open_regular(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        # By Python: on some damaged files the reader in C writes over memory that is not its own.
        reader = stack.enter_context(open_database(path, MODE_MMAP))
        useful = any(_read(record) != GeoPlace() for _, record in islice(reader, _SAMPLE))
        metadata = reader.metadata()
        built = datetime.fromtimestamp(metadata.build_epoch, UTC)
    except OSError as error:
        raise SourceError(
            f"the address database cannot be opened: {error.strerror or error}",
            where=str(path),
            hint="correct parties.databases in the case file, or take the entry out to count without places",
        ) from error
    except _damage() as error:
        raise _corrupt(path) from error
    if not useful:
        raise SourceError(
            f"the address database ({metadata.database_type}) holds neither countries nor networks",
            where=str(path),
            hint="take a country, city or ASN database",
        )
    return reader, DatabaseInfo(path.name, metadata.database_type, built, digest)


def _refuse_without_the_extra(path: Path) -> None:
    """Raises SourceError where what opens a database is not installed: no place would be told as if none were known."""
    if find_spec("maxminddb") is None or find_spec("geoip2") is None:
        from forensics.distribution import extra_hint  # noqa: PLC0415 - slow, and this is rare

        raise SourceError(
            "what opens address databases is not installed",
            where=str(path),
            hint=f"{extra_hint('geo')}, or take parties.databases out of the case file to count without places",
        )


def _damage() -> tuple[type[Exception], ...]:
    """What the reader raises on a damaged file."""
    from maxminddb import InvalidDatabaseError  # noqa: PLC0415 - not every case has databases

    # It trusts lengths, types and pointers of the file: what they lead to is missing, or is of another type.
    return (
        *(InvalidDatabaseError, OverflowError, ValueError, LookupError, TypeError, AttributeError),
        *(struct.error, RecursionError, MemoryError),
    )


def _corrupt(path: Path) -> SourceError:
    return SourceError(
        "the address database is damaged, or no MaxMind DB file",
        where=str(path),
        hint="download it again: a country or ASN database in .mmdb form, unpacked",
    )


def _place(address: Address, readers: Sequence[Reader], paths: Sequence[Path]) -> GeoPlace:
    places = [_read(record) for record in _records(address, readers, paths)]
    return GeoPlace(
        next((place.country for place in places if place.country), None),
        next((place.asn for place in places if place.asn), None),
        next((place.organisation for place in places if place.organisation), None),
        next((place.network_type for place in places if place.network_type), None),
    )


def _records(address: Address, readers: Sequence[Reader], paths: Sequence[Path]) -> Iterator[object]:
    if not readers:
        return
    for reader, path in zip(readers, paths, strict=True):
        if address.version > reader.metadata().ip_version:
            continue
        try:
            yield reader.get(address)
        except _damage() as error:
            raise _corrupt(path) from error


def _read(record: object) -> GeoPlace:
    """What a database's record says, whatever its maker calls it."""
    if not isinstance(record, dict):
        return GeoPlace()
    traits = record.get("traits")  # of MaxMind's Enterprise databases
    parts = (record, traits) if isinstance(traits, dict) else (record,)
    marks = (kind for mark, kind in _MARKS.items() if any(part.get(mark) is True for part in parts))
    return GeoPlace(
        _nested(record) or next(filter(None, (_code(value) for value in _values(parts, _COUNTRY))), None),
        next(filter(None, (_number(value) for value in _values(parts, _ASN))), None),
        next(filter(None, (_text(value) for value in _values(parts, _ORGANISATION))), None),
        next(marks, None) or next(filter(None, (_text(value) for value in _values(parts, _NETWORK_TYPE))), None),
    )


def _values(parts: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> Iterator[object]:
    return (part[key] for key in keys for part in parts if key in part)


def _nested(record: Mapping[str, Any]) -> str | None:
    """The country as MaxMind and DB-IP nest it; geoip2 knows the record. Where nobody uses an address in one
    country (anycast), the one in which it is registered."""
    keys = ("country", "registered_country")
    parts: dict[str, Any] = {key: value for key in keys if isinstance(value := record.get(key), dict)}
    if not parts:
        return None
    from geoip2.models import Country  # noqa: PLC0415 - not every case has databases

    try:
        model = Country(["en"], **parts)
    except TypeError:  # keys that no maker of databases uses
        return None
    return _code(model.country.iso_code) or _code(model.registered_country.iso_code)


def _code(value: object) -> str | None:
    """An ISO 3166-1 code; the name of a country is none."""
    text = value.upper() if isinstance(value, str) else ""
    return text if len(text) == 2 and text.isascii() and text.isalpha() else None


def _number(value: object) -> int | None:
    """1136 and "AS1136" are the same network."""
    digits = str(value).upper().removeprefix("AS")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 10 and int(digits) else None


def _text(value: object) -> str | None:
    return value[:_LONGEST] if isinstance(value, str) and value else None
