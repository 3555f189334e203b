"""The [[files]] of a case: each with its versions, whose periods, sizes and document must agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from forensics.casefile.tables import FileTable
from forensics.casefile.values import file_name, fingerprint, host_name, period, sha256, url_paths
from forensics.model import FileVersion, LeakedFile, SizeSource, Window
from forensics.tomlfile.faults import Faults, Place

__all__ = ["check_files", "overlap"]

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


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
        if sound and overlap(one, other):
            reason = f"versions {i + 1} and {j + 1} were live at the same time; state from and to of each"
            faults.add((*place, "versions", j, "from"), reason, one.end and one.end.astimezone(zone or UTC))
    return tuple(versions)


def overlap(one: FileVersion | Window, other: FileVersion | Window) -> bool:
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
