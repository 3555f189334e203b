"""This program itself, as a digest: what is kept from one version of it is never taken for that of another."""

from __future__ import annotations

import functools
import hashlib
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["digest_of", "program"]


@functools.cache
def program(*libraries: str) -> Mapping[str, str]:
    """A digest of every file of it, and the versions of Python and of the libraries; "" for one that is not there."""
    return {"forensics": digest_of(), "Python": sys.version} | {name: _version(name) for name in libraries}


@functools.cache
def digest_of(*room: str) -> str:
    """SHA-256 over every file of it, or of one room of it."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents(files("forensics").joinpath(*room), "")):
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _contents(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_file():
            yield f"{place}{item.name}", item.read_bytes()
        elif item.name != "__pycache__":
            yield from _contents(item, f"{place}{item.name}/")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
