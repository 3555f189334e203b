"""The tables of a case file -> Case, with the checks that reach across keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from forensics.casefile.notification import NotificationTable, stated, unknown_parties
from forensics.casefile.tables import CaseFile, CaseTable, CountingTable, FileTable, LogTable, PartiesTable, WindowTable
from forensics.casefile.values import (
    case_id,
    file_name,
    fingerprint,
    host_name,
    log_format,
    log_path,
    moment,
    networks,
    on_disk,
    period,
    service_name,
    sha256,
    unescaped_name,
    url_paths,
)
from forensics.model import (
    Case,
    Counting,
    FileVersion,
    KnownParty,
    LeakedFile,
    Log,
    Parties,
    PrefixFile,
    SizeSource,
    Stated,
    Window,
)
from forensics.tomlfile.faults import Faults, Place, shown
from forensics.tomlfile.said import in_languages, text_of
from forensics.tomlfile.zone import zone_named

__all__ = ["check_case", "check_counting", "check_files", "check_log", "check_parties"]

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def check_case(tables: CaseFile, faults: Faults, *, folder: Path, digest: str) -> Case:
    """The case that the tables state; not to be used once `faults` holds a problem.

    `folder` is what the paths of documents and databases are relative to; those of logs stay as written.
    """
    about = tables.case or CaseTable()
    unread = faults.touch(("case", "zone"))
    zone = None if unread else zone_named(about.zone, ("case", "zone"), faults)
    title, titles = in_languages(about.title, ("case", "title"), faults)
    purpose, purposes = in_languages(about.purpose, ("case", "purpose"), faults)
    requester, requesters = in_languages(about.requested_by, ("case", "requested_by"), faults)
    basis, bases = in_languages(about.legal_basis, ("case", "legal_basis"), faults)
    return Case(
        id=case_id(about.id, ("case", "id"), faults) if about.id else "",
        files=check_files(enumerate(tables.files or ()), zone, folder, faults),
        windows=_windows(tables, zone, faults),
        logs=tuple(
            check_log(table, ("logs", index), (about.zone, zone), folder, faults)
            for index, table in enumerate(tables.logs or ())
        ),
        title=title,
        titles=titles,
        zone=about.zone,
        zone_stated="zone" in about.model_fields_set,
        local_times=_local_times(tables),
        aware=moment(about.aware, ("case", "aware"), zone, faults),
        purpose=purpose or None,
        purposes=purposes,
        requested_by=requester or None,
        requesters=requesters,
        legal_basis=basis or None,
        legal_bases=bases,
        investigator=about.investigator,
        retain_until=moment(about.retain_until, ("case", "retain_until"), zone, faults),
        parties=check_parties(tables.parties or PartiesTable(), folder, faults),
        counting=check_counting(tables.counting or CountingTable()),
        notification=_notification(tables, zone, faults),
        folder=folder,
        digest=digest,
    )


def check_files(
    tables: Iterable[tuple[int, FileTable]], zone: ZoneInfo | None, folder: Path, faults: Faults
) -> tuple[LeakedFile, ...]:
    """The files of [[files]], each table with its number in the file."""
    files: list[LeakedFile] = []
    for index, table in tables:
        place: Place = ("files", index)
        file = _file(table, place, zone, folder, faults)
        if file.name and file.name in [other.name for other in files]:
            reason = "is the name of an earlier file too; versions of one file are [[files.versions]]"
            faults.add((*place, "name"), reason)
        files.append(file)
    return tuple(files)


def _file(table: FileTable, place: Place, zone: ZoneInfo | None, folder: Path, faults: Faults) -> LeakedFile:
    versions, source = _versions(table, place, zone, folder, faults)
    name = file_name(table.name, (*place, "name"), faults) if table.name else ""
    return LeakedFile(
        name=name,
        paths=url_paths(table.paths, (*place, "paths"), faults),
        hosts=tuple(host_name(host, (*place, "hosts", index), faults) for index, host in enumerate(table.hosts or ())),
        document=folder / table.document if table.document else None,
        versions=versions,
        size_source=source,
        encoded_sizes=tuple(table.encoded_sizes or ()),
        page_sizes=tuple(table.page_sizes or ()),
        other_paths=url_paths(table.other_paths, (*place, "other_paths"), faults),
        written=table.name if table.name and table.name != name else "",
    )


def _versions(
    table: FileTable, place: Place, zone: ZoneInfo | None, folder: Path, faults: Faults
) -> tuple[tuple[FileVersion, ...], SizeSource]:
    """The versions of a file, and where their size is known from; document, size and versions must agree."""
    stated = _stated_versions(table, place, zone, faults)
    document = fingerprint(table.document, (*place, "document"), folder, faults) if table.document else None
    if stated and not all(version.size for version in stated):
        return stated, "case"  # a size was itself wrong: nothing to compare with
    if stated:
        if table.size and any(version.size != table.size for version in stated):
            reason = "contradicts the versions; leave it out where there are versions"
            faults.add((*place, "size"), reason, stated[0].size)
        return _with_document(stated, document, place, faults), "case"
    if document:
        if table.size and table.size != document.size:
            reason = f"is {table.size}, but the document has {document.size} bytes"
            faults.add((*place, "size"), reason, document.size)
        return (document,), "document"
    if table.size:
        return (FileVersion(table.size),), "case"
    return (), "unknown"


def _stated_versions(table: FileTable, place: Place, zone: ZoneInfo | None, faults: Faults) -> tuple[FileVersion, ...]:
    versions = []
    for index, version in enumerate(table.versions or ()):
        here: Place = (*place, "versions", index)
        digest = sha256(version.sha256, (*here, "sha256"), faults)
        ends = ((*here, "from"), (*here, "to"))
        start, end = period((version.start, version.end), ends, zone, faults)
        versions.append(FileVersion(version.size or 0, digest, start, end))
    for (i, one), (j, other) in combinations(enumerate(versions), 2):
        sound = not any(faults.touch((*place, "versions", index, key)) for index in (i, j) for key in ("from", "to"))
        if sound and _overlap(one, other):
            reason = f"versions {i + 1} and {j + 1} were live at the same time; state from and to of each"
            faults.add((*place, "versions", j, "from"), reason, one.end and one.end.astimezone(zone or UTC))
    return tuple(versions)


def _overlap(one: FileVersion | Window, other: FileVersion | Window) -> bool:
    """Whether two half-open periods meet; None is open."""
    first = (one.start or _EARLIEST) < (other.end or _LATEST)
    return first and (other.start or _EARLIEST) < (one.end or _LATEST)


def _with_document(
    versions: tuple[FileVersion, ...], document: FileVersion | None, place: Place, faults: Faults
) -> tuple[FileVersion, ...]:
    """The versions, the one that the document is with its SHA-256."""
    if document is None:
        return versions
    sized = [version for version in versions if version.size == document.size]
    if not any(version.sha256 in (None, document.sha256) for version in sized):
        what = f"SHA-256 {document.sha256}" if sized else f"{document.size} bytes"
        reason = f"has {what}, which is none of the versions"
        faults.add((*place, "document"), reason, like=(*place, "versions"))
    if len(sized) > 1:
        return versions
    return tuple(replace(each, sha256=document.sha256) if each in sized else each for each in versions)


def _windows(tables: CaseFile, zone: ZoneInfo | None, faults: Faults) -> tuple[Window, ...]:
    names = tuple(unescaped_name(table.name or "") for table in tables.files or ())
    windows: list[Window | None] = []
    taken: list[dict[str, str]] = []
    for index, table in enumerate(tables.windows or ()):
        place: Place = ("windows", index)
        label, others = in_languages(table.label, (*place, "label"), faults)
        labels = {"": label or f"window {index + 1}", **others}
        if same := next(filter(None, (_same(labels, earlier) for earlier in taken)), ""):
            faults.add((*place, "label"), f"{shown(same)} is the label of an earlier window too")
        taken.append(dict(labels))
        windows.append(_window(table, place, labels, names, zone, faults))
    for (_, one), (index, other) in combinations(enumerate(windows), 2):
        if one and other and _overlap(one, other):
            _tell_overlap(one, other, ("windows", index), zone, faults)
    return tuple(window for window in windows if window)


def _same(labels: dict[str, str], others: dict[str, str]) -> str:
    """A label that two windows have in one language; "" stands for the languages that have none of their own."""
    read = ((labels.get(code, labels[""]), others.get(code, others[""])) for code in dict.fromkeys((*labels, *others)))
    return next((one for one, other in read if one == other), "")


def _local_times(tables: CaseFile) -> tuple[str, ...]:
    """The keys of the windows' times that have no offset."""
    return tuple(
        f"windows[{index}].{key}"
        for index, table in enumerate(tables.windows or ())
        for key, time in (("start", table.start), ("end", table.end))
        if time is not None and time.tzinfo is None
    )


def _window(
    table: WindowTable,
    place: Place,
    labels: dict[str, str],
    names: tuple[str, ...],
    zone: ZoneInfo | None,
    faults: Faults,
) -> Window | None:
    unread = table.files is None and faults.touch((*place, "files"))
    if table.files == []:
        faults.add((*place, "files"), "names no file; leave it out to mean all")
    chosen = tuple(map(unescaped_name, table.files or ()))
    for index, name in enumerate(chosen):
        if name not in names and "" not in names:  # "": the name of a file was itself wrong
            reason = f"{shown(name)} is not the name of a file of this case"
            close = get_close_matches(name, names, n=1, cutoff=0)
            faults.add((*place, "files", index), reason, close[0] if close else None)
    start, end = period((table.start, table.end), ((*place, "start"), (*place, "end")), zone, faults)
    files = tuple(dict.fromkeys(chosen or names))
    label = labels.pop("")
    return Window(label, start, end, files, labels) if start and end and not unread else None


def _tell_overlap(one: Window, other: Window, place: Place, zone: ZoneInfo | None, faults: Faults) -> None:
    """Note at the later entry of the file that it overlaps, if a file is in both windows."""
    shared = [name for name in one.files if name and name in other.files]
    if shared:
        reason = f"windows {shown(one.label)} and {shown(other.label)} overlap for {shown(shared[0])}"
        key, value = ("start", one.end) if other.start >= one.start else ("end", one.start)
        faults.add((*place, key), reason, value.astimezone(zone or UTC))


def check_log(table: LogTable, place: Place, usual: tuple[str, ZoneInfo | None], folder: Path, faults: Faults) -> Log:
    """A log; `usual` is the zone of the whole file, by its name and itself."""
    name, zone = usual
    if table.zone:
        name, zone = table.zone, zone_named(table.zone, (*place, "zone"), faults)
    start, end = None, None
    if table.covers:
        start, end = period(table.covers, [(*place, "covers", 0), (*place, "covers", 1)], zone, faults)
    return Log(
        path=log_path(table.path, (*place, "path"), faults) if table.path else "",
        format=log_format(table.format, (*place, "format"), folder, faults) if table.format else "",
        zone=name,
        size_field=table.size_field,
        host=host_name(table.host, (*place, "host"), faults) if table.host else None,
        layer=table.layer,
        server=table.server,
        covers=(start, end) if start and end else None,
    )


def check_parties(table: PartiesTable, folder: Path, faults: Faults) -> Parties:
    """Who is who, as [parties] states it."""
    known: list[KnownParty] = []
    for index, party in enumerate(table.known or ()):
        place: Place = ("parties", "known", index)
        name, names = in_languages(party.name, (*place, "name"), faults)
        if name and name in [other.name for other in known]:
            faults.add((*place, "name"), f"{shown(name)} is the name of an earlier party too")
        known.append(KnownParty(name, networks(party.networks, (*place, "networks"), faults), names))
    return Parties(
        own=networks(table.own, ("parties", "own"), faults),
        trusted_proxies=networks(table.trusted_proxies, ("parties", "trusted_proxies"), faults),
        databases=tuple(
            on_disk(text, ("parties", "databases", index), folder, faults)
            for index, text in enumerate(table.databases or ())
        ),
        registry=table.registry,
        ranges=tuple(
            PrefixFile(
                service_name(name, place := ("parties", "ranges", name), faults), on_disk(text, place, folder, faults)
            )
            for name, text in (table.ranges or {}).items()
        ),
        known=tuple(known),
    )


def check_counting(table: CountingTable) -> Counting:
    """The numbers of [counting]."""
    return Counting(
        clock_tolerance=timedelta(seconds=table.clock_tolerance_seconds),
        episode=timedelta(minutes=table.episode_minutes),
        absorb=timedelta(seconds=table.absorb_seconds),
        merge=timedelta(seconds=table.merge_seconds),
        abort_blind=table.abort_blind_bytes,
    )


def _notification(tables: CaseFile, zone: ZoneInfo | None, faults: Faults) -> Stated:
    table = tables.notification or NotificationTable()
    known = [text_of(party.name) for party in (tables.parties or PartiesTable()).known or () if party.name]
    for index, name, close in unknown_parties(table, known):
        reason = f"{shown(name)} is not the name of a known party of this case"
        faults.add(("notification", "recipients", index, "party"), reason, close)
    for index, code in enumerate(table.countries or ()):
        if not re.fullmatch("[A-Z]{2}", code):
            faults.add(
                ("notification", "countries", index), f"{shown(code)} is not a country in two capitals (ISO 3166)"
            )
    least, most = table.people_min, table.people_max
    if least is not None and most is not None and least > most:
        faults.add(("notification", "people_max"), f"is {most}, less than people_min, {least}", least)
    if table.informed == "yes" and table.not_informed_because:
        faults.add(("notification", "not_informed_because"), 'contradicts informed = "yes"; leave one of them out')
    return stated(table, moment(table.submitted, ("notification", "submitted"), zone, faults))
