"""The servers of a configuration, and what all of them together publish and log."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from forensics.errors import FormatError
from forensics.watch.server_configs.configuration_text import is_one_text
from forensics.watch.server_configs.log_formats import LogFormat, logs_host, specification
from forensics.watch.server_configs.published import Origin, Published, PublishedLog, PublishedRoot, Remark
from forensics.watch.server_configs.rotations import patterns

__all__ = ["Folder", "LogUse", "Server", "exact_names", "is_device", "published"]

_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that one server serves."""

    path: str
    url: str
    of_path: Origin
    of_url: Origin
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogUse:
    """A log to which one server writes."""

    path: str
    format: LogFormat
    origin: Origin
    is_pattern: bool = False  # whether the path is a glob already
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Server:
    """A server block or a virtual host, as it is read."""

    origin: Origin
    names: tuple[str, ...] = ()  # host names that are exact, in lower case
    of_names: Origin | None = None
    any_host: bool = False  # whether it answers other hosts too
    folders: list[Folder] = field(default_factory=list)
    logs: list[LogUse] = field(default_factory=list)


def exact_names(words: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The host names among the words, and whether some stand for more than one host."""
    words = [word.lower() for word in words if word not in ("_", "")]
    exact = tuple(dict.fromkeys(word for word in words if len(word) <= 253 and _HOST.fullmatch(word)))
    return exact, len(exact) < len(dict.fromkeys(words))


def is_device(path: str) -> bool:
    """Whether what is written there is in no file, also by a link: containers log to /dev/stdout."""
    try:
        leads = [path, os.readlink(path), os.path.realpath(path)]  # noqa: PTH115 - those of Path raise
    except (OSError, ValueError):  # no link, or nothing there
        leads = [path]
    return any(lead.startswith(("/dev/", "/proc/")) for lead in leads)


def published(servers: Sequence[Server], remarks: list[Remark], mains: Sequence[Path]) -> Published:
    """What all the servers together publish and log, and what is left open."""
    roots, logs = _roots(servers, remarks), _logs(servers, remarks)
    return Published(roots, logs, tuple(dict.fromkeys(remarks)), tuple(mains))


# ---- folders ----------------------------------------------------------------------------------


def _roots(servers: Sequence[Server], remarks: list[Remark]) -> tuple[PublishedRoot, ...]:
    """The folders of all servers, each URL of a host once; what is left out is told in `remarks`."""
    merged: dict[tuple[str, str], PublishedRoot] = {}
    names: dict[tuple[str, str], list[str]] = {}
    for server in servers:
        for folder in server.folders:
            if reason := _unfit(folder):
                remarks.append(Remark(folder.of_path, reason))
                continue
            key = (folder.url, folder.path)
            names[key] = [*names.get(key, ()), *server.names]
            merged[key] = _merged(merged.get(key), folder, server)
    roots: list[PublishedRoot] = []
    waiting = []
    for key, root in merged.items():
        first = next((other for other in roots if other.url == root.url), None)
        if root.hosts or first:
            waiting.append((root, root.hosts or tuple(dict.fromkeys(names[key])), first))
        else:
            roots.append(root)
    for root, hosts, first in waiting:
        roots += _unclaimed(root, hosts, [*roots, *([first] if first and not hosts else [])], remarks)
    return tuple(sorted(roots, key=lambda root: (root.hosts, root.url)))


def _unfit(folder: Folder) -> str:
    """Why a folder cannot be stated in a watch file."""
    if not is_one_text(folder.path + folder.url):
        return "the folder or its URL holds bytes that are not UTF-8, or control characters"
    segments = folder.url.strip("/").split("/")
    if {".", ".."}.intersection(segments) or "" in segments[1:]:
        return f"{folder.url} holds a segment that no request keeps"
    return ""


def _merged(earlier: PublishedRoot | None, folder: Folder, server: Server) -> PublishedRoot:
    """One folder at one URL, of all the servers that serve it."""
    of_hosts = server.of_names or server.origin
    hosts = () if server.any_host else server.names
    if earlier is None:
        return PublishedRoot(folder.path, folder.url, hosts, folder.of_path, folder.of_url, of_hosts, folder.notes)
    together = tuple(dict.fromkeys((*earlier.hosts, *hosts))) if earlier.hosts and hosts else ()
    notes = tuple(dict.fromkeys((*earlier.notes, *folder.notes)))
    return replace(earlier, hosts=together, notes=notes, of_hosts=earlier.of_hosts if not earlier.hosts else of_hosts)


def _unclaimed(
    root: PublishedRoot, wanted: Sequence[str], earlier: Sequence[PublishedRoot], remarks: list[Remark]
) -> Iterator[PublishedRoot]:
    """The folder for those of the wanted hosts of which no earlier one has that URL; what it loses is told."""
    owners = {host: other for other in earlier if other.url == root.url for host in other.hosts or ("",)}
    left = tuple(host for host in wanted if host not in owners)
    if left:
        yield replace(root, hosts=left)
    lost = [host for host in wanted or ("",) if host in owners]
    if lost:
        other = owners[lost[0]]
        whose = ", ".join(lost) or "any host"
        text = f"{root.path} would be {root.url} of {whose} too, as {other.path} is ({other.of_path}): left out"
        remarks.append(Remark(root.of_path, text))


# ---- logs -------------------------------------------------------------------------------------


def _logs(servers: Sequence[Server], remarks: list[Remark]) -> tuple[PublishedLog, ...]:
    """The logs of all servers, each path once."""
    uses: dict[str, list[tuple[Server, LogUse]]] = {}
    for server in servers:
        for use in server.logs:
            if is_one_text(use.path):
                uses.setdefault(use.path, []).append((server, use))
            else:
                remarks.append(Remark(use.origin, "the log's path holds bytes that are not UTF-8"))
    plain = [use.path for found in uses.values() for _, use in found[:1] if not use.is_pattern]
    return tuple(_log(found, plain) for found in uses.values())


def _log(uses: Sequence[tuple[Server, LogUse]], paths: Sequence[str]) -> PublishedLog:
    first = uses[0][1]
    notes = list(dict.fromkeys(note for _, use in uses for note in use.notes))
    texts = {use.format.template: use.format for _, use in uses}
    spec, refused = "auto", ""
    if len(texts) > 1:
        notes.append(f"lines of several formats: {', '.join(str(each.origin) for each in texts.values())}")
    else:
        try:
            spec = specification(first.format, Path())
        except FormatError as error:
            refused = " ".join(str(error).split())
    return PublishedLog(
        paths=(first.path,) if first.is_pattern else patterns(first.path, paths),
        format=spec,
        host=None if any(map(logs_host, texts.values())) else _one_host([server for server, _ in uses]),
        of_path=first.origin,
        of_format=first.format.origin,
        notes=tuple(notes),
        refused=refused,
    )


def _one_host(servers: Sequence[Server]) -> str | None:
    """The host whose requests a log holds, if one server alone writes it and has a name."""
    different = {id(server) for server in servers}
    return servers[0].names[0] if len(different) == 1 and servers[0].names else None
