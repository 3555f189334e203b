"""Published lists of addresses: whether a visitor that calls itself Googlebot comes from where Googlebot comes from.

What a program says of itself is a claim. A list that its service publishes verifies or contradicts it; lists of
clouds and of Tor exits only tell in whose network an address lies. Nothing is fetched: the files are the user's,
and their hash and time of making go into the report.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from forensics.errors import SourceError
from forensics.model import Claim, Network, PrefixFile
from forensics.parties.addresses import Address, address_kind, address_of
from forensics.parties.geoip import DatabaseInfo
from forensics.regular import open_regular

__all__ = ["CLAIMS", "PrefixList", "read_ranges", "vouch"]

#: What becomes of a claim, gravest first: no address of the service, one of its addresses, no list to tell.
CLAIMS: tuple[Claim, ...] = ("contradicted", "verified", "claimed")

_LARGEST = 32 * 1024 * 1024  # bytes; the largest list there is, of a cloud, has five million
_JUDGED = 1024  # characters of an agent that are looked at

_COMMON = "Googlebot|GoogleOther|Google-InspectionTool|Storebot-Google|Google-CloudVertexBot"
_SPECIAL = "APIs-Google|AdsBot-Google|Mediapartners-Google|Google-Safety"
_TRIGGERED = (
    "FeedFetcher-Google|GoogleProducer|Google-Read-Aloud|Google-Site-Verification|Google-NotebookLM|Google-Pinpoint"
)
#: Name of a list -> what an agent holds that claims its service: by the pages of the services on their crawlers
#: (developers.google.com/crawling, bing.com/webmasters/help, developers.openai.com/api/docs/bots,
#: developers.facebook.com/docs/sharing/webmasters/web-crawlers). Any other name stands for itself.
_SERVICES: Mapping[str, str] = {
    "googlebot": _COMMON,
    "common-crawlers": _COMMON,
    "special-crawlers": _SPECIAL,
    "user-triggered-fetchers": _TRIGGERED,
    "user-triggered-fetchers-google": _TRIGGERED,
    "bingbot": "bingbot",
    "gptbot": "GPTBot",
    "searchbot": "OAI-SearchBot",
    "chatgpt-user": "ChatGPT-User",
    "perplexitybot": "PerplexityBot",
    "applebot": "Applebot",
    "duckduckbot": "DuckDuckBot",
    "amazonbot": "Amazonbot",
    "ccbot": "CCBot",
    "facebook": "facebookexternalhit|facebookcatalog|meta-externalagent|meta-externalfetcher",
}
#: Lists of networks in which anybody may be: no agent claims them.
_NETWORKS = frozenset({"aws", "azure", "cloud", "gcp", "hosting", "proxy", "tor", "vpn"})
#: Classes of agents that name a service.
_NAMING = ("search engine", "archiver", "AI crawler", "link preview")

_PREFIXES = ("ipv4Prefix", "ipv6Prefix", "ip_prefix", "ipv6_prefix")
_SHAPES = (
    "known are {prefixes: [{ipv4Prefix or ipv6Prefix}]} as Google, Bing and OpenAI publish it, the lists of AWS and"
    " Azure, and text with one address or network a line, as Tor's exit lists"
)


@dataclass(frozen=True, slots=True)
class PrefixList:
    """A list: its name, what the report says of it, whether agents can claim to be its service, and by version
    of IP the first and last addresses of its prefixes, which do not touch."""

    name: str
    info: DatabaseInfo
    service: bool
    spans: Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]]

    def holds(self, address: Address | None) -> bool:
        """Whether the address lies in one of the prefixes."""
        if address is None:
            return False
        firsts, lasts = self.spans[address.version]
        at = bisect_right(firsts, int(address)) - 1
        return at >= 0 and int(address) <= lasts[at]


def read_ranges(files: Iterable[PrefixFile]) -> tuple[PrefixList, ...]:
    """The lists, in the order given; several of one name complete each other.

    Raises SourceError, with file and key or line, for one that is missing, too large, or no list of prefixes.
    """
    return tuple(_read(file.name, file.path) for file in files)


def vouch(
    client: str, agents: Iterable[tuple[str | None, str | None]], lists: Sequence[PrefixList]
) -> tuple[Claim | None, tuple[str, ...]]:
    """What becomes of the claims of a client's agents (each with its class), one of CLAIMS or None; and the names
    of the lists that hold its address.

    An address that is cut, private or no address at all contradicts nothing.
    """
    address = address_of(client)
    holding = tuple(sorted({each.name for each in lists if each.holds(address)}))
    names = sorted({each.name for each in lists if each.service})
    firm = address_kind(client) is None
    found = {_claim(agent or "", agent_class, names, holding, firm=firm) for agent, agent_class in agents}
    return next((claim for claim in CLAIMS if claim in found), None), holding


def _claim(
    agent: str, agent_class: str | None, names: Sequence[str], holding: Sequence[str], *, firm: bool
) -> Claim | None:
    claimed = [name for name in names if _claims(agent, name)]
    if any(name in holding for name in claimed):
        return "verified"
    if claimed and firm:
        return "contradicted"
    known = agent_class in _NAMING or any(_claims(agent, name) for name in _SERVICES)
    return "claimed" if claimed or known else None


def _claims(agent: str, name: str) -> bool:
    """Whether the agent names that service, at the start of a word."""
    pattern = _SERVICES.get(name, re.escape(name))
    return re.search(rf"(?i)(?<![A-Za-z0-9])(?:{pattern})", agent[:_JUDGED]) is not None


def _read(name: str, path: Path) -> PrefixList:
    try:
        with open_regular(path) as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        reason = "is a folder" if path.is_dir() else error.strerror or "cannot be opened"
        hint = "correct parties.ranges in the case file, or --ranges; or take the list out"
        raise SourceError(f"the prefix list cannot be read: {reason}", where=str(path), hint=hint) from None
    if len(raw) > _LARGEST:
        raise SourceError(
            f"is too large for a prefix list: more than {_LARGEST:,} bytes", where=str(path), hint="is it a log?"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _wrong(path, f"line {line}", f"byte 0x{raw[error.start]:02x} is not UTF-8") from None
    written_as_json = path.suffix == ".json" or text.lstrip().startswith(("{", "["))
    networks, made, service = _of_json(path, text) if written_as_json else _of_text(path, text)
    if not networks:
        raise _wrong(path, "", "the prefix list is empty; it would contradict every visitor")
    info = DatabaseInfo(path.name, f"prefix list: {name}", made, hashlib.sha256(raw).hexdigest())
    spans = {number: _spans(net for net in networks if net.version == number) for number in (4, 6)}
    return PrefixList(name, info, service and name not in _NETWORKS, spans)


def _wrong(path: Path, place: str, reason: str) -> SourceError:
    return SourceError(reason, where=f"{path}: {place}" if place else str(path), hint=f"download it again; {_SHAPES}")


def _of_json(path: Path, text: str) -> tuple[list[Network], datetime | None, bool]:
    """Its networks, when it was made, and whether it is the list of one service rather than of a cloud."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(path, f"line {error.lineno}", f"this is not JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise _wrong(path, "", "this is no prefix list: it is nested too deeply, or holds an endless number") from None
    if not isinstance(content, dict) or not any(key in content for key in ("prefixes", "ipv6_prefixes", "values")):
        raise _wrong(path, "", "this JSON is no prefix list: it has neither prefixes nor values")
    networks = [_network(path, place, prefix) for place, prefix in _prefixes(path, content)]
    cloud = "syncToken" in content or "values" in content
    return networks, _made(path, content), not cloud


def _prefixes(path: Path, content: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Each prefix, with its place in the file."""
    for key in ("prefixes", "ipv6_prefixes"):
        for index, entry in enumerate(_listed(path, key, content.get(key, []))):
            told = [entry[name] for name in _PREFIXES if name in entry] if isinstance(entry, dict) else []
            if not told:
                raise _wrong(path, f"{key}[{index}]", f"holds none of {', '.join(_PREFIXES)}")
            yield from ((f"{key}[{index}]", prefix) for prefix in told)
    for index, entry in enumerate(_listed(path, "values", content.get("values", []))):
        place = f"values[{index}].properties.addressPrefixes"
        properties = entry.get("properties") if isinstance(entry, dict) else None
        prefixes = properties.get("addressPrefixes") if isinstance(properties, dict) else None
        yield from ((f"{place}[{n}]", prefix) for n, prefix in enumerate(_listed(path, place, prefixes)))


def _listed(path: Path, place: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(path, place, "a list is needed here")
    return value


def _network(path: Path, place: str, prefix: object) -> Network:
    shown = json.dumps(prefix)[:60]  # it may be anything
    try:
        network = ip_network(prefix if isinstance(prefix, str) else "", strict=False)
    except ValueError:
        raise _wrong(path, place, f"{shown} is neither an address nor a network (CIDR)") from None
    if not network.prefixlen:
        raise _wrong(path, place, f"{shown} holds every address; it would verify every visitor")
    return network


def _made(path: Path, content: Mapping[str, Any]) -> datetime | None:
    """When the list was made: in UTC, as Google (creationTime) and AWS (createDate) write it."""
    for key, shape in (("creationTime", None), ("createDate", "%Y-%m-%d-%H-%M-%S")):
        if key in content:
            try:
                text = str(content[key])
                made = datetime.strptime(text, shape) if shape else datetime.fromisoformat(text)  # noqa: DTZ007 - below
                return (made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone(UTC)
            except (OverflowError, ValueError):
                raise _wrong(path, key, f"{json.dumps(content[key])[:60]} is not a time") from None
    return None


def _of_text(path: Path, text: str) -> tuple[list[Network], datetime | None, bool]:
    """As `_of_json`, of a text with an address or network a line, or of Tor's exit list, whose newest test is its time
    (torproject.org, TorDNSEL exit list format)."""
    networks: list[Network] = []
    tested: list[datetime] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words or words[0] in ("@type", "ExitNode", "Published", "LastStatus", "Downloaded"):
            continue
        if words[0] == "ExitAddress" and len(words) == 4:
            tested.append(_tested(path, number, " ".join(words[2:])))
            words = [words[1]]
        networks.append(_network(path, f"line {number}", words[0] if len(words) == 1 else line.strip()))
    return networks, max(tested, default=None), not tested


def _tested(path: Path, number: int, text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        raise _wrong(path, f"line {number}", f"{json.dumps(text)[:60]} is not a time") from None


def _spans(networks: Iterable[Network]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last addresses of the networks, in order, those that overlap or touch as one."""
    firsts: list[int] = []
    lasts: list[int] = []
    for first, last in sorted({(int(net.network_address), int(net.broadcast_address)) for net in networks}):
        if lasts and first <= lasts[-1] + 1:
            lasts[-1] = max(last, lasts[-1])
        else:
            firsts.append(first)
            lasts.append(last)
    return tuple(firsts), tuple(lasts)
