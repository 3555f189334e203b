"""httpd.conf or apache2.conf -> what its hosts publish and log. What only the running server knows is told."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from forensics.watch.server_configs.apache_files import ApacheFiles, Directive, Section, is_absolute
from forensics.watch.server_configs.configuration_text import main_file
from forensics.watch.server_configs.log_formats import LogFormat
from forensics.watch.server_configs.piped_logs import written_by
from forensics.watch.server_configs.published import Origin, Published, Remark
from forensics.watch.server_configs.servers import (
    Folder,
    LogUse,
    Server,
    exact_names,
    is_device,
    published,
)

__all__ = ["apache_servers", "read_apache"]

#: What TransferLog writes where no LogFormat without a name stands before it.
_COMMON = '%h %l %u %t "%r" %>s %b'
_TOLD = {
    "aliasmatch": "a pattern, not understood",
    "scriptaliasmatch": "a pattern, not understood",
    "virtualdocumentroot": "a folder by the name of the host, not understood",
    "virtualdocumentrootip": "a folder by the address, not understood",
    "userdir": "folders of users, not understood",
    "scriptalias": "programs: what they answer is in no folder",
    "proxypass": "answered by another server: what that publishes is not seen",
    "proxypassmatch": "answered by another server: what that publishes is not seen",
    "rewriterule": "not followed",
}


def read_apache(paths: Sequence[Path]) -> Published:
    """What the configurations publish and log: each a main configuration, or the folder that holds it.

    Raises SourceError for one that cannot be read.
    """
    mains = [main_file(path, ("apache2.conf", "httpd.conf", "conf/httpd.conf")) for path in paths]
    remarks: list[Remark] = []
    return published([server for main in mains for server in apache_servers(main, remarks)], remarks, mains)


def apache_servers(main: Path, remarks: list[Remark]) -> list[Server]:
    """The hosts of a main configuration, in its order, the main server last."""
    return _Reader(main, remarks).servers()


@dataclass(slots=True)
class _Host:
    """The main server or a virtual host, as far as it was read; its logs wait for formats that come later."""

    origin: Origin
    addresses: tuple[str, ...] = ()
    names: list[tuple[str, Origin]] = field(default_factory=list)
    root: tuple[str, Origin] | None = None
    aliases: list[Folder] = field(default_factory=list)
    formats: dict[str, LogFormat] = field(default_factory=dict)
    unnamed: LogFormat | None = None  # what TransferLog writes
    logs: list[tuple[Directive, LogFormat | None]] = field(default_factory=list)


class _Reader:
    """Reads one main configuration."""

    def __init__(self, main: Path, remarks: list[Remark]) -> None:
        self._remarks = remarks
        self._files = ApacheFiles.beside(main, remarks)
        self._main = _Host(Origin(main, 1, "main server"))
        self._hosts: dict[Section, _Host] = {}
        self._ports: set[str] = set()
        self._told: set[tuple[str, Path]] = set()

    def servers(self) -> list[Server]:
        """Its virtual hosts, then the main server."""
        for directive in self._files.read(Path(self._main.origin.file)):
            self._take(directive)
        first: dict[str, _Host] = {}
        for host in self._hosts.values():
            for address in host.addresses:
                first.setdefault(address, host)
        defaults = list(map(id, first.values()))
        found = [self._server(host, is_default=id(host) in defaults) for host in self._hosts.values()]
        return [*found, self._server(self._main, is_default=True)]

    def _tell(self, origin: Origin, text: str) -> None:
        self._remarks.append(Remark(origin, text))

    # -- directives

    def _take(self, one: Directive) -> None:
        takes: dict[str, Callable[[_Host, Directive], None]] = {
            "documentroot": self._take_root,
            "alias": self._take_alias,
            "servername": self._take_names,
            "serveralias": self._take_names,
            "logformat": self._take_format,
            "customlog": self._take_log,
            "globallog": self._take_log,
            "transferlog": self._take_log,
        }
        host = self._host(one)
        if one.name in takes and one.words:
            takes[one.name](host, one)
        elif one.name == "listen" and one.words:
            self._ports.add(one.words[0].rpartition(":")[2])
        elif one.name in _TOLD and (one.name != "rewriterule" or (one.name, one.origin.file) not in self._told):
            self._told.add((one.name, one.origin.file))
            self._tell(one.origin, f"{' '.join(one.words)}: {_TOLD[one.name]}")

    def _host(self, one: Directive) -> _Host:
        section = next((each for each in one.sections if each.name == "virtualhost"), None)
        if section is None:
            return self._main
        if section not in self._hosts:
            self._hosts[section] = _Host(section.origin, section.words)
        return self._hosts[section]

    def _take_root(self, host: _Host, one: Directive) -> None:
        if path := self._path(one, one.words[0]):
            host.root = (path, one.origin)

    def _take_names(self, host: _Host, one: Directive) -> None:
        words = one.words[:1] if one.name == "servername" else one.words
        host.names += [(_without_port(word), one.origin) for word in words]

    def _take_alias(self, host: _Host, one: Directive) -> None:
        if len(one.words) != 2:  # one alone, in <Location>: all that lies below is answered with one file or folder
            self._tell(one.origin, f"{' '.join(one.words)}: not understood")
            return
        url, text = one.words
        path = self._path(one, text)
        if path is None or not url.startswith("/"):
            return
        if _is_file(path, url):
            self._tell(one.origin, f"{path} is one file, served as {url}: watch it by its name, in [[files]]")
        elif url.endswith("/") and not path.endswith(("/", "\\")):
            self._tell(one.origin, f"{path} lacks the slash in which {url} ends: not understood")
        else:
            host.aliases.append(Folder(path, url if url.endswith("/") else f"{url}/", one.origin, one.origin))

    def _take_format(self, host: _Host, one: Directive) -> None:
        name = one.words[1] if len(one.words) > 1 else ""
        fmt = LogFormat("apache", name, one.words[0], replace(one.origin, directive=f"LogFormat {name}".strip()))
        if name:
            host.formats[name] = fmt
        else:
            host.unnamed = host.formats.get(fmt.template, fmt)

    def _take_log(self, host: _Host, one: Directive) -> None:
        host.logs.append((one, host.unnamed or self._main.unnamed if one.name == "transferlog" else None))

    # -- what it comes to

    def _server(self, host: _Host, *, is_default: bool) -> Server:
        names, patterns = exact_names(name for name, _ in host.names)
        if patterns:
            written = " ".join(name for name, _ in host.names)
            self._tell(host.names[0][1], f"{written}: not all are plain names, so any host is taken")
        server = Server(
            host.origin,
            names,
            host.names[0][1] if host.names else None,
            any_host=is_default or patterns or not names,
            folders=[] if self._is_idle(host) else self._folders(host),
        )
        everywhere = [each for each in self._main.logs if each[0].name == "globallog"]
        for one, fmt in dict.fromkeys((host.logs or self._main.logs) + everywhere):
            if use := self._log(host, one, fmt):
                server.logs.append(use)
        return server

    def _folders(self, host: _Host) -> list[Folder]:
        """The aliases of a host, those of the main server, and its root, of each URL the first."""
        root = host.root or self._main.root
        every = [*host.aliases, *self._main.aliases, *([Folder(root[0], "/", root[1], root[1])] if root else [])]
        first: dict[str, Folder] = {}
        for folder in every:
            first.setdefault(folder.url, folder)
        return list(first.values())

    def _is_idle(self, host: _Host) -> bool:
        """Whether it is the main server and answers nobody, for virtual hosts take every port that is listened on."""
        addresses = [address.rpartition(":") for each in self._hosts.values() for address in each.addresses]
        taken = {port for name, _, port in addresses if name in ("*", "_default_")}
        whole = any(not name and port in ("*", "_default_") for name, _, port in addresses)
        return host is self._main and bool(addresses) and (whole or self._ports <= taken)

    def _log(self, host: _Host, one: Directive, fmt: LogFormat | None) -> LogUse | None:
        text = one.words[0]
        found = fmt or self._format(host, one)
        if found is None:
            return None
        notes = tuple(f"{word}: other requests are not logged, and never seen" for word in one.words[2:])
        if text.startswith("|"):
            path = written_by(text)
            if path is None:
                self._tell(one.origin, f"{text}: a program keeps this log, and where is not understood")
                return None
            whole = path if is_absolute(path) else os.path.join(self._files.root, path)  # noqa: PTH118 - a pattern
            return LogUse(whole, found, one.origin, is_pattern=True, notes=notes)
        if re.match(r"(syslog|journald)\b", text):
            self._tell(one.origin, f"{text}: the log is in no file here")
            return None
        whole = self._path(one, text) or ""
        if whole and is_device(whole):
            self._tell(one.origin, f"{whole} is a device, no file: the log is kept by what runs the server")
        return LogUse(whole, found, one.origin, notes=notes) if whole and not is_device(whole) else None

    def _format(self, host: _Host, one: Directive) -> LogFormat | None:
        """The format of a log: by its name, as it stands there, or the usual one."""
        if one.name == "transferlog" or len(one.words) < 2:
            return LogFormat("apache", "common", _COMMON, one.origin, preset="apache_common")
        text = one.words[1]
        known = {**self._main.formats, **host.formats}
        if text in known:
            return known[text]
        if "%" not in text:
            self._tell(one.origin, f"no LogFormat is called {text}")
            return None
        return LogFormat("apache", "", text, one.origin)

    def _path(self, one: Directive, text: str) -> str | None:
        """The absolute path that a directive names, where it says which."""
        if "${" in text or not text or not text.isprintable():
            not_text = "holds bytes that are not UTF-8" if text else "names no path"
            what = "holds a variable that is set nowhere" if "${" in text else not_text
            self._tell(one.origin, f"{text} not understood: it {what}".lstrip())
            return None
        return text if is_absolute(text) else os.path.join(self._files.root, text)  # noqa: PTH118 - it stays as it is


def _without_port(name: str) -> str:
    """The host of "https://www.example.org:443"."""
    return re.sub(r":\d+$", "", name.rpartition("://")[2])


def _is_file(path: str, url: str) -> bool:
    """Whether an alias stands for one file: it is one, or both names have the same ending."""
    if os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where it may not look
        return True
    suffix = PurePosixPath(path).suffix
    return suffix != "" and suffix == PurePosixPath(url).suffix and not os.path.isdir(path)  # noqa: PTH112
