"""Which sources are files of one log, told from their names together, and from content where names say little.

A series is what one server wrote and rotated, or what many writers of one service put into objects of their own.
A name alone does not tell "abcdefgh" of a server from "abcdefgh" of a random part: a server's comes again with the
next date, a random part never does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forensics.model import Case, SourceReport
from forensics.sources.rotation import scattered, series, shared, stamp

__all__ = ["Series", "all_series"]

#: Names without a date that share all but a random word are objects of one writer from so many on.
_OBJECTS = 3
#: Writers that come and go: containers, pods of a deployment, instances, anything with a UUID.
_WRITER = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"[0-9a-f]{64}|[0-9a-f]{32}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12}"
    r"|i-[0-9a-f]{8,17}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=-)[0-9a-f]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}"
    r")(?![0-9A-Za-z])"
)


@dataclass(frozen=True)
class Series:
    """The sources of one log, by its name; of a `scattered` one the files overlap, and none of them need be there."""

    name: str
    sources: tuple[SourceReport, ...]
    scattered: bool


def all_series(sources: Sequence[SourceReport], case: Case) -> tuple[Series, ...]:
    """The series that the logs among the sources make up, in the order of their names; each log is in one.

    Logs of two hosts of the case are never one, whichever entries of the case named the files.
    """
    logs = [source for source in sources if source.kind == "log"]
    names = _names(logs)
    groups: dict[tuple[str, str, str], list[SourceReport]] = defaultdict(list)
    for source in logs:
        name, written = names[source.id], ""
        if (anonymous := _WRITER.sub("*", name)) != name:
            name, written = anonymous, source.format or ""
        groups[name, written, case.logs[source.log].host or ""].append(source)
    return tuple(
        Series(name, tuple(members), any(_scattered(name, names, source) for source in members))
        for (name, _, _), members in sorted(groups.items(), key=lambda group: group[0])
    )


def _scattered(name: str, names: Mapping[str, str], source: SourceReport) -> bool:
    return scattered(source.place) or name != names[source.id] or name != series(source.place)


def _names(logs: Sequence[SourceReport]) -> dict[str, str]:
    """The name of the series of each source: a word behind the date that no other date has is a random part."""
    own = {source.id: series(source.place) for source in logs}
    times = Counter(own.values())
    alone = {source.id: shared(source.place) for source in logs if times[own[source.id]] == 1}
    stamps: dict[str, list[str]] = defaultdict(list)
    for source in logs:
        if alone.get(source.id, own[source.id]) != own[source.id]:
            stamps[alone[source.id]].append(stamp(source.place))
    objects = {own[source.id] for source in logs if scattered(source.place)}
    objects |= {name for name, found in stamps.items() if len(found) >= _OBJECTS and len(set(found)) == len(found)}
    return own | {source: name for source, name in alone.items() if name in objects}
