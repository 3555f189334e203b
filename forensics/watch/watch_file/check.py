"""The tables of a watch file -> Watch, with the checks that reach across keys."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

from forensics.casefile.check import check_counting, check_log, check_parties
from forensics.casefile.leaked_files import check_files
from forensics.casefile.tables import CountingTable, PartiesTable
from forensics.casefile.values import case_id, host_name, on_disk
from forensics.documents.baseline import load_baseline
from forensics.errors import ForensicsError
from forensics.model import Log
from forensics.tomlfile.faults import Faults, Place, shown
from forensics.tomlfile.zone import zone_named
from forensics.watch.watch_file.places import absolute, is_beside, root_around
from forensics.watch.watch_file.sinks import check_sinks
from forensics.watch.watch_file.tables import RootTable, WatchedTable, WatchFile, WatchTable
from forensics.watch.watched import Root, Sink, Watch

__all__ = ["check_watch"]


def check_watch(tables: WatchFile, faults: Faults, *, folder: Path, digest: str) -> Watch:
    """The watch that the tables state; not to be used once `faults` holds a problem.

    `folder` is absolute: what all paths are relative to; those of logs stay as written.
    """
    about = tables.watch or WatchTable()
    zone = None if faults.touch(("watch", "zone")) else zone_named(about.zone, ("watch", "zone"), faults)
    name = case_id(about.id, ("watch", "id"), faults) if about.id else ""
    logs = tuple(
        check_log(table, ("logs", index), (about.zone, zone), folder, faults)
        for index, table in enumerate(tables.logs or ())
    )
    named = [(index, table) for index, table in enumerate(tables.files or ()) if not _is_flagged(table, index, faults)]
    watch = Watch(
        id=name,
        digest=digest,
        zone=about.zone,
        state=absolute(about.state or name or "state", folder),
        status=absolute(about.status, folder) if about.status else None,
        overdue=timedelta(minutes=about.overdue_minutes or 0),
        accepted=_accepted(about.accepted, folder, faults),
        roots=tuple(_root(table, index, folder, faults) for index, table in enumerate(tables.roots or ())),
        logs=logs,
        files=check_files(named, zone, folder, faults),
        flagged=len(named) < len(tables.files or ()),
        parties=check_parties(tables.parties or PartiesTable(), folder, faults),
        counting=check_counting(tables.counting or CountingTable()),
        sinks=check_sinks(tables.sinks or (), folder, faults),
        folder=folder,
    )
    _tell_lacking(watch, tables, faults)
    _tell_stdin(watch.logs, faults)
    _tell_same_urls(watch.roots, faults)
    _tell_places(watch, tables, faults)
    return watch


def _is_flagged(table: WatchedTable, index: int, faults: Faults) -> bool:
    """Whether an entry stands for all that inspection flags; one that stands for nothing is noted."""
    place: Place = ("files", index)
    others = table.model_fields_set - {"flagged"}
    if table.flagged and others:
        reason = "stands beside other keys; an entry of its own stands for all that inspection flags"
        faults.add((*place, "flagged"), reason)
    elif table.flagged is False:
        faults.add((*place, "flagged"), "false says nothing; leave it out")
    elif not table.flagged and not table.name and not any(faults.touch((*place, key)) for key in ("name", "flagged")):
        faults.add((*place, "name"), "is missing; or flagged = true, alone")
    return bool(table.flagged) and not others


def _accepted(text: str | None, folder: Path, faults: Faults) -> Path | None:
    """The baseline, which must be one."""
    place: Place = ("watch", "accepted")
    if text is None:
        return None
    path = on_disk(text, place, folder, faults)
    if not faults.touch(place):
        try:
            load_baseline(path)
        except ForensicsError as error:
            faults.pass_on(place, error)
    return absolute(text, folder)


def _root(table: RootTable, index: int, folder: Path, faults: Faults) -> Root:
    """A published folder; that it is not there is told by each pass, for it may come back."""
    place: Place = ("roots", index)
    path = absolute(table.path or "", folder)
    if table.path and os.path.exists(path) and not os.path.isdir(path):  # noqa: PTH110, PTH112 - those of Path raise
        faults.add((*place, "path"), f"{shown(table.path)} is no folder", str(Path(table.path).parent))
    return Root(
        path=path,
        url=_url(table.url, (*place, "url"), faults) if table.url else "",
        hosts=tuple(
            host_name(host, (*place, "hosts", number), faults) for number, host in enumerate(table.hosts or ())
        ),
        include=_globs(table.include or (), (*place, "include"), faults),
        exclude=_globs(table.exclude or (), (*place, "exclude"), faults),
    )


def _url(text: str, place: Place, faults: Faults) -> str:
    """The path of a folder's URL: decoded, between slashes."""
    if "://" in text:
        path = "/" + text.partition("://")[2].partition("/")[2]
        faults.add(place, f"{shown(text)} is a whole URL; its host belongs to hosts", path)
        return path
    if not text.startswith("/"):
        faults.add(place, f"{shown(text)} does not start with a slash", "/" + text)
    elif "?" in text or "#" in text:
        faults.add(place, f"{shown(text)} holds more than a path", text.partition("?")[0].partition("#")[0])
    decoded = unquote(text).removesuffix("/") + "/"
    if {".", ".."}.intersection(decoded.split("/")) or "//" in decoded:
        faults.add(place, f"{shown(text)} holds a segment that servers resolve: '.', '..' or an empty one")
    return decoded


def _globs(texts: Sequence[str], place: Place, faults: Faults) -> tuple[str, ...]:
    """Globs on paths below a folder."""
    for index, text in enumerate(texts):
        if text.startswith("/"):
            reason = f"{shown(text)} starts with a slash; a path below the folder does not"
            faults.add((*place, index), reason, text.lstrip("/") or None)
        elif ".." in text.split("/"):
            faults.add((*place, index), f"{shown(text)} leads out of the folder")
    return tuple(texts)


def _tell_lacking(watch: Watch, tables: WatchFile, faults: Faults) -> None:
    """Note where there is nothing to watch, or no way to see it."""
    sound = not any(faults.touch((name,)) for name in ("roots", "logs", "files"))
    if not sound:
        return
    if not watch.roots and watch.flagged:
        faults.add(("roots",), "is missing; documents are flagged in published folders, of which one is needed")
    elif not tables.roots and not tables.files:
        faults.add(("roots",), "is missing; a published folder is needed, or a file and a log")
    elif watch.files and not watch.logs:
        faults.add(("logs",), "is missing; what is downloaded of [[files]] stands in a log, with path")
    elif watch.logs and not tables.files:
        reason = "is missing; it says whose downloads are reported: flagged = true, or a file with its name"
        faults.add(("files",), reason)


def _tell_stdin(logs: Sequence[Log], faults: Faults) -> None:
    for index, log in enumerate(logs):
        if log.path == "-":
            faults.add(("logs", index, "path"), 'is "-", standard input, which cannot be read again')


def _tell_same_urls(roots: Sequence[Root], faults: Faults) -> None:
    """Note roots of which nobody could say whose file a URL is. One for any host gives way to those that name hosts."""
    taken: dict[tuple[str, str], int] = {}
    for index, root in enumerate(roots):
        if not root.url:
            continue
        for host in root.hosts or ("",):
            earlier = taken.setdefault((root.url, host), index)
            if earlier != index:
                whose = f"for {host}" if host else "for any host"
                reason = f"{shown(root.url)} is also the URL of roots[{earlier}], {whose}; state the hosts of each"
                faults.add(("roots", index, "url"), reason)
                break


def _tell_places(watch: Watch, tables: WatchFile, faults: Faults) -> None:
    """Note what would be written into a published folder, or beside the logs."""
    roots = [root for index, root in enumerate(watch.roots) if not faults.touch(("roots", index, "path")) and root.url]
    about = tables.watch or WatchTable()
    safe = (
        Path(watch.folder.anchor) / "var" / "lib" / "forensics" / ("www" if faults.touch(("watch", "id")) else watch.id)
    )
    if about.id or about.state:
        _tell_place(watch.state, ("watch", "state"), safe, roots, watch, faults)
        if os.path.exists(watch.state) and not os.path.isdir(watch.state):  # noqa: PTH110, PTH112
            faults.add(("watch", "state"), "is a file; a folder is needed", str(safe))
    if watch.status:
        _tell_place(watch.status, ("watch", "status"), safe / "status", roots, watch, faults)
    numbers = [index for index, table in enumerate(tables.sinks or ()) if table.kind is not None]
    for index, sink in zip(numbers, watch.sinks, strict=True):
        if _is_file(sink):
            place: Place = ("sinks", index, "target")
            _tell_place(Path(sink.target), place, safe / "events.jsonl", roots, watch, faults)


def _is_file(sink: Sink) -> bool:
    return sink.kind == "file" and bool(sink.target)


def _tell_place(path: Path, place: Place, safe: Path, roots: Iterable[Root], watch: Watch, faults: Faults) -> None:
    if root := root_around(path, roots):
        faults.add(place, f"lies in {shown(str(root.path))}, which is published", str(safe))
    elif folder := is_beside(path, watch.logs, watch.folder):
        faults.add(place, f"lies in {shown(str(folder))}, where logs are: evidence stays as it is", str(safe))
