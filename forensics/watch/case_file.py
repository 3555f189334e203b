"""From watch to case: a case file with what the watch knows of one file, ready to be investigated."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from forensics.errors import Problem, WatchError
from forensics.language.untrusted import for_terminal
from forensics.model import ALWAYS, Case, LeakedFile, Log, Parties, Window
from forensics.tomlfile.template import id_from, toml_text, write_new
from forensics.watch.exposures import exposures_of
from forensics.watch.inventory.url_paths import escaped
from forensics.watch.moments import written
from forensics.watch.watched import Watch
from forensics.watch.watched_files import dated_case, watched_files

__all__ = ["write_case"]


def write_case(watch: Watch, connection: sqlite3.Connection, name: str, target: Path, now: datetime) -> None:
    """Writes the case of a watched or published file, for its owner alone.

    Raises WatchError where the watch knows no such file, OutputError where the case exists or cannot be written.
    """
    file = _file(watch, connection, name)
    case = dated_case(watch, connection, [file], now)
    write_new(target, "".join(f"{line}\n" for line in _lines(watch, connection, case, target)))


def _file(watch: Watch, connection: sqlite3.Connection, name: str) -> LeakedFile:
    """The watched file of that name or path; else the one that was published."""
    for one in watched_files(watch, connection):
        if name == one.file.name or name in one.file.paths:
            return one.file
    found = exposures_of(connection, name)
    if not found:
        known = sorted({one.file.name for one in watched_files(watch, connection)})
        reason = f"the watch knows no file {name!r}"
        raise WatchError("", [Problem("NAME", reason, known[0] if known else "/folder/file.xlsx")])
    paths = tuple(dict.fromkeys(escaped(each.url) for each in found))
    return LeakedFile(found[0].name, paths=paths, hosts=found[0].hosts)


def _lines(watch: Watch, connection: sqlite3.Connection, case: Case, target: Path) -> Iterator[str]:
    (file,) = case.files
    yield f"# Written from the watch {for_terminal(watch.id)}: what its inventory knows of this file."
    yield "# Read it through, then: forensics check, forensics investigate."
    yield ""
    yield "[case]"
    yield f"id = {toml_text(id_from(target, 'case'))}  # names the report folder"
    yield f"title = {toml_text(file.name)}"
    yield f"zone = {toml_text(case.zone)}"
    yield "#aware = 2020-06-18T15:00:00  # when the organisation learned of it: starts the notification clock"
    yield from ("", *_of_file(file, connection))
    for window in case.windows:
        yield from ("", *_of_window(window))
    for log in case.logs:
        yield from ("", *_of_log(log, watch.folder))
    yield from ("", *_of_parties(case.parties))


def _of_file(file: LeakedFile, connection: sqlite3.Connection) -> Iterator[str]:
    yield "[[files]]"
    yield f"name = {toml_text(file.name.rpartition('/')[2])}"
    if file.paths:
        yield f"paths = {_list(file.paths)}"
    if file.hosts:
        yield f"hosts = {_list(file.hosts)}"
    at_hand = [each for path in (file.paths or (file.name,)) for each in exposures_of(connection, path)]
    standing = next((each for each in at_hand if each.state == "open"), None)
    if standing is not None and len(file.versions) == 1:
        yield f"document = {toml_text(os.fsdecode(standing.file))}  # as it lies there; better a copy"
        return
    for version in file.versions:
        yield "[[files.versions]]"
        yield f"size = {version.size}"
        if version.sha256:
            yield f"sha256 = {toml_text(version.sha256)}"
        for key, time in (("from", version.start), ("to", version.end)):
            if time is not None:
                yield f"{key} = {written(time)}"


def _of_window(window: Window) -> Iterator[str]:
    yield "[[windows]]  # from when it may have been there until it surely was not"
    yield f"label = {toml_text(window.label)}"
    for key, time, usual in (("start", window.start, ALWAYS[0]), ("end", window.end, ALWAYS[1])):
        known = "" if time != usual else "  # not known"
        yield f"{key} = {written(time)}{known}"


def _of_log(log: Log, folder: Path) -> Iterator[str]:
    yield "[[logs]]"
    yield f"path = {toml_text(log.path if '://' in log.path else os.fspath((folder / log.path).absolute()))}"
    stated = {"format": log.format, "zone": log.zone, "size_field": log.size_field, "host": log.host}
    usual = {"format": "auto", "layer": "edge"}
    for key, value in {**stated, "layer": log.layer, "server": log.server}.items():
        if value is not None and value != usual.get(key):
            yield f"{key} = {toml_text(value)}"


def _of_parties(parties: Parties) -> Iterator[str]:
    if parties.own or parties.trusted_proxies:
        yield "[parties]"
        for key, networks in (("own", parties.own), ("trusted_proxies", parties.trusted_proxies)):
            if networks:
                yield f"{key} = {_list(tuple(map(str, networks)))}"
    for known in parties.known:
        yield "[[parties.known]]"
        yield f"name = {toml_text(known.name)}"
        yield f"networks = {_list(tuple(map(str, known.networks)))}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"
