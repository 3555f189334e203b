"""The [[logs]] and [parties] of a proposed case, each line with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from forensics.language.statement import Statement, first_of, joined, state, state_many
from forensics.survey.draft import Draft
from forensics.survey.entries import LogEntry
from forensics.survey.proxies import Proxy
from forensics.survey.questions import second
from forensics.survey.series import assumed_in
from forensics.tomlfile.entry import Entry, Key

__all__ = ["log_entries", "parties"]

_LISTED = 10


def log_entries(at: int, log: LogEntry, draft: Draft) -> Iterator[Entry]:
    """The [[logs]] of one series: what is known of them stands with the first."""
    if not log.paths:
        names = tuple(job.shown for job in log.files)
        todo = state("no TOML can hold the name of {files}: rename it", files=first_of(names, 3))
        yield Entry("[[logs]]", (Key("path", ""),), (), (todo,), off=True)
        return
    if not log.known:
        yield from _unknown(log, off=any(entry.known for entry in draft.entries))
        return
    for number, path in enumerate(log.paths):
        keys = [Key("path", path, _files(log) if not number else "")]
        keys += _reading(at, log, draft)
        yield Entry("[[logs]]", tuple(keys), tuple(_about(log, draft)) if not number else ())


def _files(log: LogEntry) -> Statement:
    return state_many("{count} file", "{count} files", len(log.files))


def _about(log: LogEntry, draft: Draft) -> Iterator[Statement]:
    """What a log shows of itself."""
    if log.span is not None:
        zone = ZoneInfo(draft.zone)
        yield state(
            "from {first} to {last}, by samples", first=second(log.span[0], zone), last=second(log.span[1], zone)
        )
    if log.hosts:
        yield state("hosts served: {hosts}", hosts=first_of(tuple(log.hosts), _LISTED))


def _reading(at: int, log: LogEntry, draft: Draft) -> Iterator[Key]:
    yield Key("format", "auto", state("found: {formats}", formats=log.formats))
    if log.clock is not None:
        signs = log.clock.signs or (state("nothing says which"),)
        yield Key("zone", log.zone or draft.zone, joined(*signs, by="; "), todo=not log.zoned)
    assumed = assumed_in(log.previews)
    if log.size_field is not None:
        yield Key("size_field", log.size_field, state("what its sizes count, as the server is configured"))
    elif assumed is not None:
        because = state("nothing shows what its sizes count: body, planned or total? the server's configuration does")
        yield Key("size_field", assumed.detection.size or "body", because, off=True, todo=True)
    layer = draft.behind.get(at)
    if layer is None:
        return
    if layer.sure:
        fronts = tuple(path for front in layer.fronts for path in draft.entries[front].paths)
        because = state_many(
            "its request for the file came through a proxy, and stands in {fronts} too",
            "all its {count} requests for the file came through a proxy, and stand in {fronts} too",
            layer.requests,
            fronts=first_of(fronts, 3),
        )
        yield Key("layer", "origin", because)
    elif layer.matched:
        because = state(
            "its requests for the file came through a proxy; {matched} of {count} stand in other logs too: is it behind"
            " them?",
            matched=layer.matched,
            count=layer.requests,
        )
        yield Key("layer", "origin", because, off=True, todo=True)


def _unknown(log: LogEntry, *, off: bool) -> Iterator[Entry]:
    """A log in no known format: left out where others can be read."""
    hint = next((one.hint for one in log.previews if one.hint), "")
    because = state("the server's LogFormat or log_format string, nginx.conf#main, or file:mine.toml")
    for path in log.paths:
        keys = (Key("path", path, _files(log)), Key("format", "...", because, off=True))
        todo = state("no known format reads these lines: state it, and take this entry into use")
        yield Entry("[[logs]]", keys, (hint,) if hint else (), (todo,), off=off)


def parties(draft: Draft) -> Entry:
    """Who is who: the proxies that are to be believed, and those that may be."""
    taken = [one for one in draft.proxies if one.taken]
    left = [one for one in draft.proxies if not one.taken]
    keys = [Key("own", ["192.0.2.0/24"], state("the organisation itself: counted, and shown as its own"), off=True)]
    if taken:
        keys.append(Key("trusted_proxies", [one.peer for one in taken], joined(*map(_proxy, taken), by="; ")))
    if left:
        because = joined(*map(_proxy, left), by="; ")
        keys.append(Key("trusted_proxies", [one.peer for one in left], because, off=True, todo=True))
    alone = any(not one.matched for one in draft.behind.values())
    todo = state(
        "the log of the proxy itself is not here: what it answered from a cache is in no log; add it if there is one"
    )
    return Entry("[parties]", tuple(keys), (), (todo,) if alone else ())


def _proxy(one: Proxy) -> Statement:
    named = state("names who is behind it") if one.chains else state("does not name who is behind it")
    return state(
        "{peer}: {because}; {percent}% of the requests of a log; {named}",
        peer=one.peer,
        because=state(one.because),
        percent=round(one.share * 100),
        named=named,
    )
