"""nginx.conf -> what its servers publish and log. What only a running server knows is told, never guessed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from forensics.watch.server_configs.configuration_text import main_file
from forensics.watch.server_configs.log_formats import LogFormat
from forensics.watch.server_configs.nginx_files import NginxFiles, Statement
from forensics.watch.server_configs.published import Origin, Published, Remark
from forensics.watch.server_configs.servers import (
    Folder,
    LogUse,
    Server,
    exact_names,
    is_device,
    published,
)

__all__ = ["nginx_servers", "read_nginx"]

#: The format that nginx has built in.
_COMBINED = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'
)
_ELSEWHERE = ("proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "return")


def read_nginx(paths: Sequence[Path]) -> Published:
    """What the configurations publish and log: each a main configuration, or the folder that holds nginx.conf.

    Raises SourceError for one that cannot be read, and where the library that parses them is not installed.
    """
    mains = [main_file(path, ("nginx.conf", "conf/nginx.conf")) for path in paths]
    remarks: list[Remark] = []
    return published([server for main in mains for server in nginx_servers(main, remarks)], remarks, mains)


def nginx_servers(main: Path, remarks: list[Remark]) -> list[Server]:
    """The servers of a main configuration, in its order.

    Raises SourceError where the library that parses it is not installed.
    """
    return list(_Reader(main, remarks).servers())


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds in a block: what it inherits from those around it."""

    url: str | None = "/"  # its prefix location; None: one that is not understood
    of_url: Origin | None = None
    root: tuple[str, Origin] | None = None
    logs: tuple[LogUse, ...] | None = None  # None: none is stated
    conditional: bool = False


class _Reader:
    """Reads one main configuration."""

    def __init__(self, main: Path, remarks: list[Remark]) -> None:
        self._main = main
        self._remarks = remarks
        self._files = NginxFiles(remarks)

    def servers(self) -> Iterator[Server]:
        """Its servers."""
        top = self._files.read(self._main)
        https = [one for one in top if one.name == "http"]
        if not https:  # a file of sites alone
            https = [Statement("http", (), top, Origin(self._main, 1))]
        for http in https:
            outer = self._inner(_Context(), http.block)
            blocks = [one for one in http.block if one.name == "server"]
            defaults = _defaults(blocks)
            yield from (self._server(block, outer, is_default=block in defaults) for block in blocks)
            if not blocks and outer.logs:
                yield Server(http.origin, any_host=True, logs=list(outer.logs))

    def _tell(self, origin: Origin, text: str) -> None:
        self._remarks.append(Remark(origin, text))

    def _server(self, block: Statement, outer: _Context, *, is_default: bool) -> Server:
        named = [one for one in block.block if one.name == "server_name"]
        names, patterns = exact_names(word for one in named for word in one.words)
        if patterns:
            self._tell(named[0].origin, f"{' '.join(named[0].words)}: not all are plain names, so any host is taken")
        server = Server(
            replace(block.origin, directive="server"),
            names,
            named[0].origin if named else None,
            any_host=is_default or patterns or not names,
        )
        context = self._inner(outer, block.block)
        if context.logs is None:
            self._tell(
                block.origin, "no access_log: nginx writes where it was built to; nginx -V says it: http-log-path"
            )
        answered = next((one for one in block.block if one.name == "return"), None)
        self._enter(server, block, context)
        if answered:
            server.folders.clear()
        return server

    def _enter(self, server: Server, block: Statement, context: _Context) -> None:
        """Take what a server or a location publishes and logs, and go on to the locations in it."""
        server.logs += [use for use in context.logs or () if use not in server.logs]
        self._take_folder(server, block, context)
        for one in block.block:
            if one.name == "location":
                self._enter(server, one, self._inner(self._located(one, context), one.block))
            elif one.name in ("if", "limit_except"):
                self._enter(server, one, self._inner(replace(context, conditional=True), one.block))
            elif one.name == "proxy_pass" and not context.conditional:
                where = context.url or "a location by a pattern"
                self._tell(one.origin, f"{where} is answered by {' '.join(one.words)}: what that publishes is not seen")
            elif one.name == "rewrite":
                self._tell(one.origin, f"rewrite {' '.join(one.words)}: not followed")

    def _located(self, location: Statement, outer: _Context) -> _Context:
        """The context of a location, with its prefix."""
        mark, uri = _mark_and_uri(location.words)
        prefix = uri if mark in ("", "^~") and uri.startswith("/") and "$" not in uri else None
        return replace(
            outer, url=prefix, of_url=replace(location.origin, directive=f"location {' '.join(location.words)}")
        )

    def _inner(self, outer: _Context, block: Sequence[Statement]) -> _Context:
        """The context within a block: its own root and logs, else those around it."""
        root = next((one for one in block if one.name == "root"), None)
        inner = replace(outer, root=self._root(root)) if root else outer
        logs = [one for one in block if one.name == "access_log"]
        if not logs:
            return inner
        uses = [use for one in logs if (use := self._log(one, outer)) is not None]
        return replace(inner, logs=tuple(uses))

    # -- folders

    def _root(self, one: Statement) -> tuple[str, Origin] | None:
        path = self._path(one)
        return (path, one.origin) if path else None

    def _path(self, one: Statement) -> str | None:
        """The absolute path that a directive names first, where it says which."""
        text = one.words[0] if one.words else ""
        if not text or "$" in text or "\ufffd" in text:
            reason = (
                "holds a variable" if "$" in text else "holds bytes that are not UTF-8" if text else "names no path"
            )
            self._tell(one.origin, f"{text} not understood: it {reason}".lstrip())
            return None
        if PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute():
            return text
        if self._main.parent.name == "conf":  # as nginx lies where it was not packaged
            return os.path.join(self._main.parent.parent, text)  # noqa: PTH118 - the text stays as it is
        self._tell(
            one.origin, f"{text} not understood: relative to a folder that nginx was built with; nginx -V: prefix"
        )
        return None

    def _take_folder(self, server: Server, block: Statement, context: _Context) -> None:
        """The folder that a block itself names."""
        alias = next((one for one in block.block if one.name == "alias"), None)
        own = next((one for one in block.block if one.name == "root"), None)
        first = alias or own
        if first and (context.url is None or context.conditional):
            where = context.of_url.directive if context.of_url and not context.conditional else block.name
            reason = f"in {where}: not understood, for it serves one file or depends on the request"
            self._tell(first.origin, f"{' '.join(first.words)} {reason}")
            return
        if block.name == "server" or own:
            self._take_root(server, block, context)
        elif alias:
            self._take_alias(server, block, alias, context)

    def _take_root(self, server: Server, block: Statement, context: _Context) -> None:
        if context.root is None or context.url is None:
            return
        path, of_path = context.root
        folder = path.rstrip("/") + context.url if context.url != "/" else path
        if any(_serves(held, folder, context.url) for held in server.folders):
            return
        server.folders.append(
            Folder(folder, _folder_url(context.url), of_path, context.of_url or block.origin, _notes(block))
        )

    def _take_alias(self, server: Server, block: Statement, alias: Statement, context: _Context) -> None:
        path = self._path(alias)
        if path is None or context.url is None:
            return
        notes = list(_notes(block))
        if context.url.endswith("/") and not path.endswith(("/", "\\")):
            self._tell(alias.origin, f"alias {path} lacks the slash in which {context.url} ends: not understood")
            return
        if path.endswith("/") and not context.url.endswith("/"):
            notes.append(f"{context.url}../ leads out of this folder: let the location end in a slash")
        of_url = context.of_url or block.origin
        server.folders.append(Folder(path, _folder_url(context.url), alias.origin, of_url, tuple(notes)))

    # -- logs

    def _log(self, one: Statement, outer: _Context) -> LogUse | None:
        words = one.words
        if words[:1] == ("off",):
            where = outer.of_url.directive if outer.of_url else "this server"
            self._tell(one.origin, f"access_log off: requests to {where} are in no log")
            return None
        if words and words[0].startswith(("syslog:", "memory:")):
            self._tell(one.origin, f"{words[0].partition(':')[0]}: the log is in no file here")
            return None
        path = self._path(one)
        if path is None:
            return None
        if is_device(path):
            self._tell(one.origin, f"{path} is a device, no file: the log is kept by what runs the server")
            return None
        options = [word for word in words[1:] if "=" in word]
        named = next((word for word in words[1:] if "=" not in word), "combined")
        fmt = self._format(named, one)
        return LogUse(path, fmt, one.origin, notes=_of_options(options)) if fmt else None

    def _format(self, name: str, one: Statement) -> LogFormat | None:
        if name in self._files.formats:
            found, file = self._files.formats[name]
            origin = Origin(file, found.line, f"log_format {name}")
            return LogFormat("nginx", name, found.template, origin, found.escape)
        if name == "combined":
            return LogFormat("nginx", name, _COMBINED, one.origin, preset="nginx_combined")
        self._tell(one.origin, f"no log_format is called {name}")
        return None


def _mark_and_uri(words: Sequence[str]) -> tuple[str, str]:
    """The modifier of a location, which may stand against its URI, and that; a regex has "~"."""
    if len(words) > 1:
        return words[0], words[1]
    text = words[0] if words else ""
    mark = next((mark for mark in ("^~", "~*", "~", "=", "@") if text.startswith(mark)), "")
    return mark, text.removeprefix(mark)


def _defaults(blocks: Sequence[Statement]) -> list[Statement]:
    """The server that answers for any host, for each address and port: marked so, or the first."""
    first: dict[str, Statement] = {}
    marked: dict[str, Statement] = {}
    for block in blocks:
        listens = [one.words for one in block.block if one.name == "listen" and one.words] or [("80",)]
        for words in listens:
            address = words[0].removeprefix("*:")
            first.setdefault(address, block)
            if {"default_server", "default"}.intersection(words[1:]):
                marked[address] = block
    return list({**first, **marked}.values())


def _serves(held: Folder, path: str, url: str) -> bool:
    """Whether a folder that was taken already serves that path at that URL."""
    return url.startswith(held.url) and held.path.rstrip("/") + "/" + url[len(held.url) :] == path


def _folder_url(prefix: str) -> str:
    return prefix if prefix.endswith("/") else f"{prefix}/"


def _notes(block: Statement) -> tuple[str, ...]:
    """What else in the block decides whether the folder's files are handed out."""
    notes = []
    for one in block.block:
        slash = one.name == "location" and _mark_and_uri(one.words) == ("", "/")
        elsewhere = next((inner for inner in one.block if inner.name in _ELSEWHERE), None) if slash else None
        if elsewhere and not any(inner.name == "try_files" for inner in one.block):
            notes.append(f"location / has {elsewhere.name} ({elsewhere.origin}): only other locations serve the folder")
        if one.name == "internal":
            notes.append(f"internal ({one.origin}): handed out only where another program says so")
        if one.name == "deny" and one.words == ("all",):
            notes.append(f"deny all ({one.origin}): handed out to nobody, or to a few")
    return tuple(notes)


def _of_options(options: Sequence[str]) -> tuple[str, ...]:
    """What the options of an access_log mean for who reads the log."""
    notes = []
    for option in options:
        name, _, value = option.partition("=")
        if name == "if":
            notes.append(f"if={value}: other requests are not logged, and never seen")
        if name == "gzip":
            notes.append(f"{option}: written compressed, in blocks, so that lines come late")
    return tuple(notes)
