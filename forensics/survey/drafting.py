"""From names and paths to a draft: the logs are looked at, read and judged, and each decision is put to somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import polars as pl

from forensics.casefile.identity import new_id
from forensics.casefile.offsets import offsets_in
from forensics.downloads.file_size import sizes_seen
from forensics.model import ALWAYS, Case, Counting, Layer, LeakedFile, Log, NearName, Window
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.near_names import NAMING
from forensics.scan.progress import Progress, quiet
from forensics.survey.asking import Ask
from forensics.survey.draft import Draft, FileDraft, Place
from forensics.survey.entries import LogEntry, entries_of
from forensics.survey.first_pass import FirstPass, first_pass, is_cheap, judged_with
from forensics.survey.found import look_at
from forensics.survey.layers import behind
from forensics.survey.names import AskedFile, asked_file, plain_path
from forensics.survey.presence import presences, windows_of
from forensics.survey.proxies import Proxy, asked_by, proxies_among
from forensics.survey.questions import (
    ask_name,
    ask_proxies,
    ask_size,
    ask_size_fields,
    ask_title,
    ask_windows,
    ask_zone,
    ask_zone_of_logs,
)

__all__ = ["Request", "drafted"]

#: Opens what shows progress.
Shown = Callable[[], AbstractContextManager[Progress]]
#: Of logs of which no time can be read.
_ANY_TIME = datetime(1970, 1, 2, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)
_TOLERANCE = Counting().clock_tolerance
_DELIVERED = ("complete", "assembled", "partial")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for: the case file to be, the files that leaked, where the logs lie, a title and a zone;
    `here` is the zone of somebody who can be asked whether it is the right one."""

    target: Path
    files: tuple[str, ...]
    logs: tuple[str, ...]
    title: str = ""
    zone: str | None = None
    here: str | None = None


def _silent() -> AbstractContextManager[Progress]:
    return nullcontext(quiet)


def drafted(request: Request, ask: Ask, *, engine: Engine = serial, shown: Shown = _silent) -> Draft:
    """The draft of a case; `shown` shows how far the reading of the logs is, while no question is open.

    Raises SourceError where there is no log, or no line of any can be read.
    """
    draft = ask_zone(_begun(request), ask, stated=request.zone, here=request.here)
    draft = replace(draft, entries=tuple(ask_zone_of_logs(entry, draft, ask) for entry in draft.entries))
    draft = ask_size_fields(draft, ask)
    reading = _Reading(draft, engine, shown)
    if reading.logs and draft.read:
        draft = _counted(draft, reading, ask)
    else:
        draft = replace(draft, files=tuple(_windowed(file, draft) for file in draft.files))
    draft = replace(draft, files=tuple(ask_windows(file, draft, ask) for file in draft.files))
    draft = replace(draft, files=tuple(ask_size(file, ask) for file in draft.files))
    draft = ask_title(draft, ask, stated=bool(request.title))
    return replace(draft, id=new_id(draft.target, draft.title if draft.titled else ""))


def _begun(request: Request) -> Draft:
    """What the samples show."""
    found = look_at(request.logs, zone=request.zone)
    offsets = offsets_in(line for one in found.logs for line in one.kept)
    asked = tuple(map(asked_file, request.files))
    entries = entries_of(found, request.target.absolute().parent, offsets)
    return Draft(
        target=request.target,
        title=request.title,
        titled=bool(request.title),
        zone=request.zone or "UTC",
        offsets=offsets,
        entries=entries,
        passed=found.passed,
        files=tuple(map(FileDraft, asked)),
        span=_span(entries),
        read=is_cheap(found.jobs),
    )


def _span(entries: Sequence[LogEntry]) -> tuple[datetime, datetime] | None:
    spans = [entry.span for entry in entries if entry.span is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of all lines of a draft."""

    draft: Draft
    engine: Engine
    shown: Shown

    @property
    def entries(self) -> list[tuple[int, LogEntry]]:
        """Those that can be read, with their places among all entries of the draft."""
        return [(at, entry) for at, entry in enumerate(self.draft.entries) if entry.known and entry.paths]

    @property
    def logs(self) -> list[Log]:
        """Their [[logs]]."""
        return [log for _, entry in self.entries for log in entry.logs(self.draft.zone)]

    @property
    def entry_of(self) -> list[int]:
        """Of which entry each of these is."""
        return [at for at, entry in self.entries for _ in entry.paths]

    def read(self, files: Sequence[LeakedFile]) -> FirstPass:
        """Every line, for these files."""
        names = tuple(file.name for file in files)
        case = Case(
            id="survey",
            files=tuple(files),
            windows=(Window("all", *ALWAYS, names),),
            logs=tuple(self.logs),
            folder=self.draft.target.absolute().parent,
            zone=self.draft.zone,
        )
        jobs = [job for _, entry in self.entries for job in entry.files]
        with self.shown() as progress:
            return first_pass(case, jobs, engine=self.engine, progress=progress)


def _counted(draft: Draft, reading: _Reading, ask: Ask) -> Draft:
    """The draft with what every line of the logs shows."""
    asked = [file.asked for file in draft.files]
    found = reading.read(_stated(asked))
    if any(not found.named[one.name] for one in asked):
        again = [ask_name(one, found.near.get(one.name, ()), found.named[one.name], ask) for one in asked]
        if again != asked:
            asked, found = again, reading.read(_stated(again))
    proxies = _proxies(reading, found)
    draft = ask_proxies(replace(draft, proxies=proxies), ask)
    trusted = [ip_network(proxy.peer) for proxy in draft.proxies if proxy.taken]
    logs = reading.logs
    found = judged_with(found, trusted, ["edge"] * len(logs))
    peers = [proxy.peer for proxy in draft.proxies if proxy.taken]
    inner = behind(found.judged.labelled, reading.entry_of, peers)
    if any(one.sure for one in inner.values()):
        layers: list[Layer] = [
            "origin" if entry in inner and inner[entry].sure else "edge" for entry in reading.entry_of
        ]
        found = judged_with(found, trusted, layers)
    draft = replace(draft, behind=inner, span=found.span or draft.span)
    return replace(draft, files=tuple(_shown(one, found, draft, reading.entry_of) for one in asked))


def _stated(asked: Sequence[AskedFile]) -> list[LeakedFile]:
    return [LeakedFile(one.name, paths=(one.path,) if one.path else ()) for one in asked]


def _proxies(reading: _Reading, found: FirstPass) -> tuple[Proxy, ...]:
    """The proxies in the samples, and among those who asked for the files."""
    sampled = asked_by([one for _, entry in reading.entries for one in entry.previews])
    return proxies_among(sampled, found.case)


def _shown(asked: AskedFile, found: FirstPass, draft: Draft, entry_of: Sequence[int]) -> FileDraft:
    """What the lines show of one file."""
    name = asked.name
    settled = next(file for file in found.judged.case.files if file.name == name)
    rows = found.judged.judged.filter(pl.col("file") == name)
    stretches = presences(found.judged, name, entry_of)
    return _windowed(
        FileDraft(
            asked,
            named=found.named[name],
            near=_others(name, found),
            places=_places(found.judged.labelled.filter(pl.col("file") == name)),
            presences=stretches,
            windows=windows_of(stretches, _TOLERANCE),
            sizes=sizes_seen(rows, settled),
            versions=settled.versions,
        ),
        draft,
    )


def _others(name: str, found: FirstPass) -> tuple[NearName, ...]:
    """The names near it; of one that lines name those that are no piece of it, as a blank leaves behind."""
    near = found.near.get(name, ())
    if not found.named[name]:
        return near
    whole = name.casefold()
    return tuple(one for one in near if not whole.endswith(one.name.casefold().strip(" ,;\"')")))


def _places(rows: pl.DataFrame) -> tuple[Place, ...]:
    """Where the file was asked for, however it was spelled, most answers first."""
    asked = rows.filter(pl.col("match").is_in(NAMING) & pl.col("path").is_not_null())
    spelled = asked.with_columns(path=pl.col("path").map_elements(plain_path, return_dtype=pl.String))
    counted = spelled.group_by("path", "host").agg(
        requests=pl.len(), answered=pl.col("verdict").is_in(_DELIVERED).sum()
    )
    ranked = counted.sort(["answered", "requests", "path", "host"], descending=[True, True, False, False])
    return tuple(Place(*row) for row in ranked.iter_rows())


def _windowed(file: FileDraft, draft: Draft) -> FileDraft:
    """The file with a window over all logs where nothing shows when it was there."""
    if file.windows:
        return file
    first, last = draft.span or _ANY_TIME
    second = timedelta(seconds=1)
    window = Window("", first.replace(microsecond=0), last.replace(microsecond=0) + second, ())
    return replace(file, windows=(window,))
