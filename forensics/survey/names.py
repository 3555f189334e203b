"""What somebody typed for the file that leaked -> the file of a case: a name, a path, a URL, or the file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from forensics.casefile.values import unescaped_name
from forensics.model import LeakedFile

__all__ = ["AskedFile", "asked_file", "plain_path"]

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_SLASHES = re.compile("/+")
_SCRIPT = re.compile(r"\.(?:php|aspx?|ashx|jspx?|do|cgi|pl|cfm)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A file as it was asked for: its name, and what else the words say: its path and host, or where it lies here."""

    written: str
    name: str
    path: str = ""
    host: str = ""
    document: Path | None = None

    @property
    def file(self) -> LeakedFile:
        """The file by its name alone."""
        return LeakedFile(self.name)


def asked_file(text: str) -> AskedFile:
    """A name as it is, the last part of a path or URL, or the name of a file that lies here."""
    text = text.strip()
    here = Path(text)
    if "://" not in text and _is_file(here):
        return AskedFile(text, here.name, document=here)
    if "://" in text:
        parts = urlsplit(text)
        return _of_path(text, parts.path, parts.query, (parts.hostname or "").lower())
    if "/" in text:
        path, _, query = text.partition("?")
        return _of_path(text, path if path.startswith("/") else f"/{path}", query)
    return AskedFile(text, unescaped_name(text.rpartition("\\")[2] or text))


def plain_path(path: str) -> str:
    """A path without escapes and doubled slashes: one spelling of the many that a server resolves to it."""
    return _SLASHES.sub("/", unquote(path))


def _of_path(text: str, path: str, query: str, host: str = "") -> AskedFile:
    """Of a script the query says which file it hands out."""
    last = unescaped_name(path.rstrip("/").rpartition("/")[2])
    if query and (not _ENDING.search(last) or _SCRIPT.search(last)):
        named = next((value for _, value in parse_qsl(query) if _ENDING.search(value)), "")
        name = unescaped_name(named.rpartition("/")[2]) or last or host
        return AskedFile(text, name, f"{path or '/'}?{query}", host)
    return AskedFile(text, last or host, path if last else "", host)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
