"""The values of a case file that a type cannot check: times, zones, networks, names, files on disk.

Each function gives the value as the case holds it, or notes in `faults` why there is none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Network, ip_network
from pathlib import Path
from urllib.parse import unquote_to_bytes
from zoneinfo import ZoneInfo

from forensics.errors import FormatError
from forensics.formats import resolve
from forensics.model import FileVersion, Network
from forensics.model.zones import instants, why_ambiguous
from forensics.regular import open_regular
from forensics.sources import Url, is_url, unread_scheme
from forensics.tomlfile.faults import Faults, Place, shown

__all__ = [
    "DEVICES",
    "case_id",
    "file_name",
    "fingerprint",
    "host_name",
    "log_format",
    "log_path",
    "moment",
    "networks",
    "on_disk",
    "period",
    "service_name",
    "sha256",
    "unescaped_name",
    "url_paths",
]

_YEARS = range(1970, 9999)  # what is left at both ends is room for offsets and tolerances
_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?<!\.)")
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # no folder on Windows can be called so
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_MAPPED = ip_network("::ffff:0:0/96")


def case_id(text: str, place: Place, faults: Faults) -> str:
    """A case id, which is to name a folder on every system."""
    tidy = re.sub(r"[^A-Za-z0-9_-]+", "-", text)[:100].strip("-")
    if not _ID.fullmatch(text):
        reason = "names a folder: up to 100 of A-Z a-z 0-9 . _ -, with no dot at either end"
        faults.add(place, f"{reason}; {shown(text)} does not fit", tidy or None)
    elif DEVICES.fullmatch(text):
        faults.add(place, f"is {shown(text)}, which Windows keeps for a device", f"case-{tidy}")
    return text


def log_format(text: str, place: Place, folder: Path, faults: Faults) -> str:
    """The name or the string of a format, as written; a configuration file is relative to `folder`."""
    try:
        resolve(text, folder)
    except FormatError as error:
        faults.pass_on(place, error)
    return text


def log_path(text: str, place: Place, faults: Faults) -> str:
    """A path as written, or the URL of a kind of store that is read; whether a log is there is seen later."""
    if is_url(text) and (reason := unread_scheme(text)):
        faults.add(place, f"{shown(Url(text).shown)} cannot be used: {reason}", "s3://bucket/logs/access.log*")
    return text


def moment(local: datetime | None, place: Place, zone: ZoneInfo | None, faults: Faults) -> datetime | None:
    """The instant in UTC that a time means, in `zone` where it has no offset (None: zone not known)."""
    if local is None:
        return None
    if local.year not in _YEARS:
        faults.add(place, f"lies in the year {local.year}; {_YEARS[0]} to {_YEARS[-1]} can be given")
        return None
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    if zone is None:
        return None
    found = instants(local, zone)
    if len(found) != 1:
        faults.add(place, f"{shown(local)} {why_ambiguous(local, zone)[0]}", why_ambiguous(local, zone)[1])
        return None
    return found[0]


def period(
    ends: Sequence[datetime | None], places: Sequence[Place], zone: ZoneInfo | None, faults: Faults
) -> tuple[datetime | None, datetime | None]:
    """Start and end in UTC, of which the end must lie after the start."""
    start, end = (moment(local, place, zone, faults) for local, place in zip(ends, places, strict=True))
    if start and end and ends[0] and end <= start:
        reason = f"{shown(ends[1])} does not lie after the start, {shown(ends[0])}"
        faults.add(places[1], reason, ends[0] + timedelta(days=1))
        return start, None
    return start, end


def networks(texts: Sequence[str] | None, place: Place, faults: Faults) -> tuple[Network, ...]:
    """Addresses and networks; IPv4 networks in IPv6 notation become IPv4, as the clients do."""
    found = []
    for index, text in enumerate(texts or ()):
        try:
            network = ip_network(text, strict=False)
        except ValueError:
            faults.add((*place, index), f"{shown(text)} is neither an address nor a network (CIDR)")
            continue
        if _has_host_bits(text):
            faults.add((*place, index), f"{shown(text)} has bits set beyond its prefix", str(network))
        elif isinstance(network, IPv6Network) and network.prefixlen >= 96 and network.network_address in _MAPPED:
            address = network.network_address.ipv4_mapped
            found.append(ip_network(f"{address}/{network.prefixlen - 96}"))
        else:
            found.append(network)
    return tuple(found)


def _has_host_bits(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return True
    return False


def file_name(text: str, place: Place, faults: Faults) -> str:
    """The last segment of a path, in any spelling."""
    last = text.rstrip("/").rpartition("/")[2]
    if "/" in text:
        faults.add(place, "holds a slash; the last segment of the path is needed", last or None)
    elif text in (".", ".."):
        faults.add(place, f"is {shown(text)}, which names a folder")
    return unescaped_name(text)


def unescaped_name(text: str) -> str:
    """A name that was copied out of a URL, as its file is called; any other name as it is."""
    try:
        plain = unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        return text
    return plain if plain.isprintable() and "/" not in plain else text


def url_paths(texts: Sequence[str] | None, place: Place, faults: Faults) -> tuple[str, ...]:
    """Paths of a server, from its root; a glob may start with a star."""
    for index, text in enumerate(texts or ()):
        if "://" in text:
            path = "/" + text.partition("://")[2].partition("/")[2]
            faults.add((*place, index), f"{shown(text)} is a whole URL; its host belongs to hosts", path)
        elif not text.startswith(("/", "*")):
            faults.add((*place, index), f"{shown(text)} does not start with a slash", "/" + text)
    return tuple(texts or ())


def host_name(text: str, place: Place, faults: Faults) -> str:
    """A host name in lower case, as REQUEST has it."""
    if not _HOST.fullmatch(text):
        bare = text.rpartition("://")[2].partition("/")[0].partition(":")[0]
        reason = f"{shown(text)} is not a host name, which has no scheme, port or path"
        faults.add(place, reason, bare if _HOST.fullmatch(bare) else None)
    return text.lower()


def service_name(text: str, place: Place, faults: Faults) -> str:
    """The name of a service that publishes its addresses, in lower case."""
    if not _SERVICE.fullmatch(text):
        faults.add(place, f"{shown(text)} is not the name of a service: up to 40 of A-Z a-z 0-9 . _ - are needed")
    return text.lower()


def sha256(text: str | None, place: Place, faults: Faults) -> str | None:
    """A SHA-256 in lower case."""
    if text and not re.fullmatch("[0-9A-Fa-f]{64}", text):
        faults.add(place, f"is not a SHA-256: 64 hexadecimal digits are needed, {len(text)} characters given")
    return text.lower() if text else None


def on_disk(text: str, place: Place, folder: Path, faults: Faults) -> Path:
    """A file, relative to the folder of the case, that can be opened."""
    path = folder / text
    try:
        open_regular(path).close()
    except (OSError, ValueError) as error:
        faults.add(place, _unreadable(text, error, faults))
    return path


def fingerprint(text: str, place: Place, folder: Path, faults: Faults) -> FileVersion | None:
    """Size and SHA-256 of the leaked file itself, read as a stream."""
    path = folder / text
    try:
        with open_regular(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except (OSError, ValueError) as error:
        faults.add(place, _unreadable(text, error, faults))
        return None
    if not size:
        faults.add(place, f"{shown(text)} is an empty file")
        return None
    return FileVersion(size, digest)


def _unreadable(text: str, error: OSError | ValueError, faults: Faults) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no file {shown(text)}, seen from the folder of {faults.kind.this}"
    why = "it is a folder" if isinstance(error, IsADirectoryError) else getattr(error, "strerror", None)
    return f"{shown(text)} cannot be read: {why or 'it cannot be opened'}"
