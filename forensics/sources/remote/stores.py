"""The stores that fsspec reaches: how one is opened, asked and listed.

fsspec and the libraries behind it are imported where a URL is named, and not before.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from forensics.distribution import extra_hint
from forensics.errors import SourceError
from forensics.sources.remote.failures import failures, insist, words
from forensics.sources.urls import KINDS, Url

__all__ = ["State", "Store", "StoredObject"]

#: Seconds without an answer after which a connection is given up.
_CONNECT, _SILENCE = 30, 60
#: What stores call the marks of one state of an object.
_MARKS = ("ETag", "etag", "VersionId", "version_id", "generation", "Content-MD5", "LastModified", "Last-Modified")
_TIMES = ("last_modified", "mtime", "updated", "created")


@dataclass(frozen=True, slots=True)
class State:
    """An object as its store describes it at one time; equal if nothing shows that it changed."""

    size: int | None
    marks: tuple[tuple[str, str], ...]
    folder: bool = False
    info: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def mark(self, name: str) -> str:
        """One of the marks; "" if the store does not give it."""
        return dict(self.marks).get(name, "")


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What a store lists in a folder: its last name, and where it is."""

    name: str
    path: str
    folder: bool
    size: int | None


class Store:
    """The place of one remote log. Raises SourceError if its library is missing or it lets nobody in."""

    def __init__(self, url: Url) -> None:
        self.url = url
        self._fs = insist(url, lambda: _filesystem(url))
        self.path: str = self._fs._strip_protocol(url.text)  # noqa: SLF001 - how fsspec wants it called

    @property
    def pins(self) -> bool:
        """Each part is known to be of the object that was opened: S3 tells with each whose it is."""
        return self.url.scheme in ("s3", "s3a")

    def state(self) -> State:
        """The object as it is now; raises what the library does."""
        self._fs.invalidate_cache()
        info = self._fs.info(self.path)
        marks = tuple((name, str(info[name])) for name in (*_MARKS, *_TIMES) if info.get(name))
        return State(info.get("size"), marks, info.get("type") == "directory", info)

    def entries(self, folder: str) -> list[StoredObject]:
        """What is in a folder; raises what the library does."""
        found: list[StoredObject] = []
        for entry in self._fs.ls(f"{folder}/" if self.url.is_web else folder or "/", detail=True):
            path, is_folder = entry["name"].rstrip("/"), entry["type"] == "directory"
            # Stores mark an empty folder by an object; web servers link to other orders of the same list.
            mark = entry["name"].endswith("/") and not is_folder
            if path != folder and not mark and not (self.url.is_web and "?" in path):
                found.append(StoredObject(path.rpartition("/")[2], path, is_folder, entry.get("size")))
        return found

    def open(self, state: State, *, pinned: bool, streamed: bool = False) -> Any:  # noqa: ANN401 - fsspec has no types
        """The object as a file, unbuffered. `pinned`: it refuses to be read once it is another than
        `state`, where the store can tell. `streamed`: from its start, without ranges."""
        if self.url.is_web:
            headers = {**self._fs.kwargs.get("headers", {}), **(_condition(state) if pinned else {})}
            block = 0 if streamed else None
            return self._fs.open(
                self.path, "rb", block_size=block, size=state.size or 1, cache_type="none", headers=headers
            )
        file = self._fs.open(self.path, "rb", cache_type="none")
        if self.pins:
            file.details = {name: value for name, value in state.info.items() if pinned or name != "ETag"}
        return file

    def renew(self) -> None:
        """Connect anew where a lost connection does not come back by itself; raises what the library does."""
        if self.url.scheme in ("sftp", "ssh"):
            self._fs = _filesystem(self.url, skip_instance_cache=True)

    def blocks(self, spans: Sequence[tuple[int, int]]) -> list[bytes | None]:
        """What lies in each span (start and end), all asked for at once; None where that failed."""
        starts, ends = [list(each) for each in zip(*spans, strict=True)]
        try:
            found = self._fs.cat_ranges([self.path] * len(spans), starts, ends, on_error="return")
        except failures():
            return [None] * len(spans)
        return [block if isinstance(block, bytes) else None for block in found]


def _condition(state: State) -> dict[str, str]:
    """The header with which a web server gives nothing but this state (RFC 9110, section 13)."""
    if (tag := state.mark("ETag")) and not tag.startswith("W/"):
        return {"If-Match": tag}
    since = state.mark("Last-Modified")
    return {"If-Unmodified-Since": since} if since else {}


def _filesystem(url: Url, **options: Any) -> Any:  # noqa: ANN401 - fsspec has no types
    kind = KINDS[url.scheme]
    try:
        fsspec = importlib.import_module("fsspec")
        made = fsspec.get_filesystem_class(url.scheme)
        options |= _options(url)
    except ImportError as error:
        raise SourceError(
            f"a package for {url.scheme}:// is missing", where=url.shown, hint=extra_hint(kind.extra)
        ) from error
    login = made._get_kwargs_from_urls(url.text)  # noqa: SLF001 - how fsspec wants it called
    login |= {name: unquote(login[name]) for name in ("username", "password") if login.get(name)}
    try:
        fs = made(**login, **options)
    except ValueError as error:  # what some of them raise where credentials are missing
        raise SourceError(f"access was refused ({words(error, url)})", where=url.shown, hint=kind.access) from error
    if url.scheme in ("s3", "s3a"):
        fs.retries = 1  # tries are counted here
    return fs


def _options(url: Url) -> dict[str, Any]:
    """How a store is to be reached: nothing kept, nothing unpacked on the way, no silence without end."""
    if url.scheme in ("s3", "s3a"):
        limits = {"connect_timeout": _CONNECT, "read_timeout": _SILENCE, "retries": {"total_max_attempts": 1}}
        return {"local_expiry_check": True, "use_listings_cache": False, "config_kwargs": limits}
    if url.is_web:
        aiohttp = importlib.import_module("aiohttp")
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=_SILENCE)
        client = {"auto_decompress": False, "headers": {"Accept-Encoding": "identity"}}
        client |= {"trust_env": True, "timeout": timeout}
        return {"client_kwargs": client, "encoded": "%" in url.text}
    if url.scheme in ("sftp", "ssh"):
        limits = dict.fromkeys(("timeout", "banner_timeout", "auth_timeout", "channel_timeout"), _CONNECT)
        return {"host_key_policy": _known_hosts(), **limits}
    return {} if url.scheme == "memory" else {"use_listings_cache": False}


@cache
def _known_hosts() -> type:
    """A policy of paramiko that lets in hosts whose key ssh knows."""
    paramiko = importlib.import_module("paramiko")
    return type("KnownHosts", (paramiko.MissingHostKeyPolicy,), {"missing_host_key": _refuse_unknown})


def _refuse_unknown(_policy: object, _client: object, hostname: str, key: object) -> None:
    """Evidence must not come from a host that only says it is the right one."""
    paramiko = importlib.import_module("paramiko")
    known = paramiko.HostKeys()
    for path in (Path("/etc/ssh/ssh_known_hosts"), Path("~/.ssh/known_hosts").expanduser()):
        if path.is_file():
            known.load(str(path))
    if not known.check(hostname, key):
        raise paramiko.AuthenticationException(f"the key of the host {hostname} is not a known one")
