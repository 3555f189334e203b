"""[[sinks]] -> Sink: what each kind takes, and that no secret stands where others can read it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from forensics.model import Level
from forensics.tomlfile.faults import Faults, Place, shown
from forensics.watch.watch_file.places import absolute
from forensics.watch.watch_file.tables import SinkTable
from forensics.watch.watched import Sink, SinkKind

__all__ = ["check_sinks"]

#: The keys that a kind takes beside name, level and events.
_TAKES: dict[SinkKind, tuple[str, ...]] = {
    "file": ("target",),
    "syslog": ("target",),
    "journald": (),
    "notify": ("target", "target_file"),
    "webhook": ("target", "target_file", "secret"),
    "command": ("command",),
}
#: One of these must be there.
_NEEDS: dict[SinkKind, tuple[str, ...]] = {
    "file": ("target",),
    "notify": ("target", "target_file"),
    "webhook": ("target", "target_file"),
    "command": ("command",),
}
_EXAMPLES: dict[SinkKind, str] = {
    "file": "/var/lib/forensics/events.jsonl",
    "syslog": "udp://logs.example.org:514",
    "notify": "mailto://mail.example.org?to=desk@example.org",
    "webhook": "https://alerts.example.org/forensics",
}
#: What goes over the network to others tells nothing personal unless the file says so.
_LEVELS: dict[SinkKind, Level] = {"notify": "public", "webhook": "public"}
#: Services of apprise that need no token, of whose URLs only a password would be a secret.
_TOKENLESS = re.compile("(mailto|json|xml|form)s?|dbus|qt|glib|gnome|kde|macosx|windows|r?syslog", re.IGNORECASE)
_SECRET_KEY = re.compile(r"pass|pwd|secret|token|key|auth|sig", re.IGNORECASE)
_SYSLOG = re.compile(r"(?:(?:udp|tcp)://)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_LONGEST = 64 * 1024  # of a file that holds a secret


def check_sinks(tables: Sequence[SinkTable], folder: Path, faults: Faults) -> tuple[Sink, ...]:
    """The sinks, each with a name of its own; relative paths are relative to `folder`."""
    sinks: list[Sink] = []
    kinds: Counter[str] = Counter()
    for index, table in enumerate(tables):
        place: Place = ("sinks", index)
        if table.kind is None:
            continue
        kinds[table.kind] += 1
        sink = _sink(table, table.kind, kinds[table.kind], place, folder, faults)
        if sink.name in [other.name for other in sinks]:
            faults.add((*place, "name"), f"{shown(sink.name)} is the name of an earlier sink too", f"{sink.name}-2")
        sinks.append(sink)
    return tuple(sinks)


def _sink(table: SinkTable, kind: SinkKind, number: int, place: Place, folder: Path, faults: Faults) -> Sink:
    _tell_keys(table, kind, place, faults)
    return Sink(
        name=table.name or f"{kind}-{number}",
        kind=kind,
        target=_target(table, kind, place, folder, faults),
        command=_command(table.command or (), folder) if kind == "command" else (),
        secret=_secret(table.secret, (*place, "secret"), folder, faults) if kind == "webhook" else None,
        level=table.level or _LEVELS.get(kind, "investigator"),
        events=tuple(dict.fromkeys(table.events or ())),
    )


def _tell_keys(table: SinkTable, kind: SinkKind, place: Place, faults: Faults) -> None:
    """Note keys that belong to another kind, and those that lack."""
    for key in ("target", "target_file", "secret", "command"):
        if getattr(table, key) is not None and key not in _TAKES[kind]:
            takes = " and ".join(_TAKES[kind]) or "no key of its own"
            faults.add((*place, key), f"does not belong to a sink of the kind {kind}, which takes {takes}")
    needs = _NEEDS.get(kind, ())
    written = faults.raw["sinks"][place[-1]]  # a key of another name may be what was meant
    unread = any(faults.touch((*place, key)) for key in (*needs, *written.keys() - set(SinkTable.model_fields)))
    if needs and not unread and all(getattr(table, key) is None for key in needs):
        faults.add((*place, needs[0]), f"is missing; a sink of the kind {kind} needs it", _EXAMPLES.get(kind))
    if "target_file" in _TAKES[kind] and table.target and table.target_file:
        faults.add((*place, "target_file"), "stands beside target; leave one of them out")


def _target(table: SinkTable, kind: SinkKind, place: Place, folder: Path, faults: Faults) -> str:
    """Where events go: the absolute path of a file, or a URL, which may stand in a file of its own."""
    here: Place = (*place, "target")
    if kind == "file":
        return _file(table.target, here, folder, faults) if table.target else ""
    if kind == "syslog":
        return _syslog(table.target or "", here, faults)
    if kind not in ("notify", "webhook"):
        return ""
    text = table.target or ""
    if table.target_file and not table.target:
        here = (*place, "target_file")
        text = _line(table.target_file, here, folder, faults)
    elif text and _holds_secret(text, kind):
        file = "secrets/target.url"
        reason = "holds a secret, which must not stand in this file; write it to a file that only its owner can read"
        faults.add(here, f"{reason}, and name that in target_file", file, like=(*place, "target_file"))
        return text
    if text:
        (_check_webhook if kind == "webhook" else _check_notify)(text, here, faults)
    return text


def _file(text: str, place: Place, folder: Path, faults: Faults) -> str:
    path = absolute(text, folder)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        faults.add(place, f"{shown(text)} is a folder; the file for the events is needed", f"{text}/events.jsonl")
    return str(path)


def _syslog(text: str, place: Place, faults: Faults) -> str:
    """A socket of this machine, or the address of a server; "" for what this machine has."""
    if text and not text.startswith("/") and not _SYSLOG.fullmatch(text):
        reason = f"{shown(text)} is no address of a syslog server: udp://HOST:PORT, tcp://HOST:PORT or a socket"
        faults.add(place, reason, _EXAMPLES["syslog"])
    return text


def _check_webhook(text: str, place: Place, faults: Faults) -> None:
    url = _split(text)
    example = _EXAMPLES["webhook"] if place[-1] == "target" else None
    if url is None or url.scheme not in ("http", "https") or not url.hostname:
        faults.add(place, "is not the URL of a webhook: https, host and path are needed", example)
    elif url.scheme == "http" and not _is_loopback(url.hostname):
        faults.add(place, "goes over the network in the clear; https is needed, or an address of this machine", example)


def _check_notify(text: str, place: Place, faults: Faults) -> None:
    url = _split(text)
    if url is None or not url.scheme or "://" not in text:
        example = _EXAMPLES["notify"] if place[-1] == "target" else None
        faults.add(place, "is not a URL of apprise, which begins with the service: mailto://, slack://", example)


def _split(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:  # brackets, or a port that is no number
        return None
    return None if port == 0 else url


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _holds_secret(text: str, kind: SinkKind) -> bool:
    """Whether whoever reads the URL could send in our name; the services of apprise are so many that all but those
    without a token count as having one."""
    scheme, _, rest = text.partition("://")
    if kind == "notify" and rest and not _TOKENLESS.fullmatch(scheme):
        return True
    authority, query = re.split(r"[/?#]", rest, maxsplit=1)[0], rest.partition("?")[2]
    password = ":" in authority.rpartition("@")[0]
    return password or any(_SECRET_KEY.search(name) for name, _ in parse_qsl(query, keep_blank_values=True))


def _command(words: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The program and its arguments; a program that is named with its folder is relative to that of the file."""
    if not words or not {"/", os.sep}.intersection(words[0]):
        return tuple(words)
    return (str(absolute(words[0], folder)), *words[1:])


def _secret(text: str | None, place: Place, folder: Path, faults: Faults) -> Path | None:
    """A file that only its owner can read, which holds something."""
    if text is None:
        return None
    path = absolute(text, folder)
    try:
        with path.open("rb") as file:
            found, empty = os.fstat(file.fileno()), not file.read(1)
    except OSError as error:
        why = "it is a folder" if os.path.isdir(path) else error.strerror or "it cannot be opened"  # noqa: PTH112
        faults.add(place, f"{shown(text)} cannot be read: {why}")
        return path
    if os.name == "posix" and _is_open(found):
        faults.add(place, f"{shown(text)} can be read by others (mode {stat.S_IMODE(found.st_mode):04o}): chmod 600 it")
    if empty:
        faults.add(place, f"{shown(text)} is empty")
    return path


def _line(text: str, place: Place, folder: Path, faults: Faults) -> str:
    """The one line that a secret file holds."""
    path = _secret(text, place, folder, faults)
    if path is None or faults.touch(place):
        return ""
    with path.open("rb") as file:
        content = file.read(_LONGEST + 1)
    line = content.decode("utf-8", "replace").strip()
    if not line.isprintable() or len(content) > _LONGEST:
        faults.add(place, f"{shown(text)} holds more than the one line that is needed")
        return ""
    return line


def _is_open(found: os.stat_result) -> bool:
    """Whether others than its owner can read a file, or write it. A file of root's is handed to a service through its
    group: `install -g forensics -m 640`, or a credential of systemd."""
    others = stat.S_IMODE(found.st_mode) & 0o077
    handed = found.st_uid == 0 and os.geteuid() != 0
    return others not in ((0, 0o040) if handed else (0,))
