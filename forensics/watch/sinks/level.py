"""What of an event each level shows: an allow-list of keys, in the words of `report.disclosure.fields`.

What is not listed is for investigators only. The columns of a download are those that a report's table of downloads
shows at that level. At level public no single download is told: a report for the public has no part with fewer than
k visitors, and an event has one. Below level investigator no text passes that looks like an address, or in which the
client, user, agent or referer of the event stands; and ids are made anew under a key of the state, for the id of a
download follows from what it was, its client too, and whoever guesses that could make it again.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, ip_interface
from typing import Any, Final
from zoneinfo import ZoneInfo

from forensics.report.disclosure.fields import DAY, GENERAL, HIDDEN, LEVELS, PARTS, SHOWN, TEXT, TOKEN, shown_as
from forensics.report.disclosure.spellings import Needles, any_address

__all__ = ["KEYS", "WITHHELD", "Shown"]

_BOTH, _NAMED, _REGULATOR = (SHOWN, SHOWN), (TEXT, TEXT), (SHOWN, HIDDEN)
_TIMES = (SHOWN, DAY)
_PARTS = (PARTS, PARTS)
_COUNTS = "counts"

#: Part -> key -> what becomes of it at level regulator, at level public; "" is the event itself.
KEYS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "": {
        **dict.fromkeys(("event", "watch", "schema", "first_pass", "of", "cut"), _BOTH),
        **dict.fromkeys(("time", "earliest", "latest"), _TIMES),
        **dict.fromkeys(("file", "path", "moved_to", "moved_from"), _NAMED),
        **dict.fromkeys(("version", "exposure", "findings"), _PARTS),
        **dict.fromkeys(("records", "categories"), (_COUNTS, _COUNTS)),
        "id": (TOKEN, TOKEN),
        "reason": (GENERAL, GENERAL),
        "log": (TEXT, HIDDEN),
        "row": _REGULATOR,
    },
    "version": {"bytes": _BOTH, "sha256": _REGULATOR},
    "exposure": {
        **dict.fromkeys(("from", "to", "start", "end", "earliest", "latest"), _TIMES),
        "bytes": _BOTH,
        "sha256": _REGULATOR,
    },
    "findings": dict.fromkeys(("code", "severity", "count"), _BOTH),
}
#: Level -> kinds of events that are not told at all.
WITHHELD: Final[Mapping[str, frozenset[str]]] = {LEVELS[2]: frozenset({"download", "partial"})}

_DOWNLOADS: Final = frozenset({"download", "partial"})
#: Values that name the visitor: no text below level investigator holds them.
_VISITOR: Final = ("client", "client_64", "peer", "forwarded", "user", "agent", "referer")
#: Ids and digests of ours: digits in them spell no address.
_OURS: Final = frozenset({"sha256", "id", "row", "rows", "download"})
_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SHORTEST: Final = 3
_REASONS: Final = {
    "log": "a log could not be read whole",
    "document": "a document could not be inspected",
    "root": "a published folder could not be read",
    "line": "a line of a log could not be read",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a level shows of the events of a watch."""

    level: str
    zone: str  # in which a time is cut to its day
    key: bytes  # of ids

    def of(self, event: Mapping[str, Any]) -> dict[str, Any] | None:
        """The event, as `watch.written` wrote it, for this level; None: it is not told."""
        if self.level == LEVELS[0]:
            return dict(event)
        if event.get("event") in WITHHELD.get(self.level, ()):
            return None
        return _Event(self, event).shown()


class _Event:
    """One event on its way through the list."""

    def __init__(self, to: Shown, event: Mapping[str, Any]) -> None:
        self._to = to
        self._event = event

    def shown(self) -> dict[str, Any]:
        return dict(self._shown_keys("", self._event))

    def _shown_keys(self, part: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in values.items():
            how = self._how(part, key)
            if how != HIDDEN:
                yield key, None if value is None else self._value(how, key, value)

    def _how(self, part: str, key: str) -> str:
        """Columns of a download stand beside the keys of every event."""
        level = self._to.level
        found = KEYS[part].get(key, (HIDDEN, HIDDEN))[LEVELS.index(level) - 1]
        if found == HIDDEN and not part and self._event.get("event") in _DOWNLOADS:
            return SHOWN if shown_as("downloads", key, level) == SHOWN else HIDDEN
        return found

    def _value(self, how: str, key: str, value: Any) -> Any:  # noqa: ANN401 - JSON
        if how == PARTS:
            return self._parts(key, value)
        made: Mapping[str, Callable[[Any], Any]] = {
            TOKEN: lambda text: hmac.new(self._to.key, str(text).encode(), hashlib.sha256).hexdigest()[:32],
            DAY: self._day,
            GENERAL: lambda _: _REASONS.get(str(self._event.get("of")), "something could not be read whole"),
            _COUNTS: _counts,
        }
        if how in made:
            return made[how](value)
        return value if key in _OURS else self._fit(value)

    def _parts(self, key: str, value: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, list):
            return [self._parts(key, each) for each in value]
        return dict(self._shown_keys(key, value)) if isinstance(value, Mapping) else None

    def _day(self, value: Any) -> str | None:  # noqa: ANN401 - JSON
        """The day in the zone of the watch."""
        try:
            return datetime.fromisoformat(value).astimezone(ZoneInfo(self._to.zone)).date().isoformat()
        except (ValueError, TypeError, OverflowError):
            return None

    def _fit(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Numbers, and texts in which nothing of the visitor stands; null in place of others."""
        if isinstance(value, list):
            return [self._fit(each) for each in value]
        if isinstance(value, str):
            return None if self._needles.found(value) or any(any_address(value)) else value
        return value if isinstance(value, bool | int | float) else None

    @cached_property
    def _needles(self) -> Needles:
        """What names the visitor, of this event. Who is called like the file, or a folder above it, chose to be."""
        texts = [str(self._event[key]) for key in _VISITOR if self._event.get(key)]
        texts += [part.strip() for text in texts for part in text.split(",")]
        addresses = frozenset(address for text in texts for address in _address(text))
        networks = frozenset((each.version, int(each) >> (8 if each.version == 4 else 64)) for each in addresses)
        names = frozenset(text.casefold() for text in texts if len(text) >= _SHORTEST)
        return Needles(addresses, networks, names - self._of_file())

    def _of_file(self) -> frozenset[str]:
        parts = [part for key in ("file", "path") for part in str(self._event.get(key) or "").casefold().split("/")]
        return frozenset((*parts, *(part.rpartition(".")[0] for part in parts)))


def _address(text: str) -> Iterator[IPv4Address | IPv6Address]:
    """The address that a text is, or that of a network."""
    with suppress(ValueError):
        yield ip_interface(text).ip


def _counts(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Numbers under words of ours, at any depth; all else is left out."""
    if isinstance(value, Mapping):
        return {key: _counts(part) for key, part in value.items() if _WORD.fullmatch(key) and not isinstance(part, str)}
    if isinstance(value, list):
        return [_counts(part) for part in value if not isinstance(part, str)]
    return value if isinstance(value, bool | int | float) else None
