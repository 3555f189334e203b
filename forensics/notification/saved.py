"""The findings as a notification reads them: the part it needs of a saved findings.json, checked.

Addresses are read to be counted; none leaves this package (docs/disclosure.md, level regulator).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import ErrorDetails

from forensics.errors import SourceError
from forensics.model.zones import find_zone

__all__ = ["Recipient", "Saved", "SavedFile", "Tally", "Window", "read_findings"]

_NAME = "findings.json"
_LARGEST = 1024 * 1024 * 1024


class _Part(BaseModel):
    """Keys beyond those named are passed over: the contract says that others may be added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Bounds(_Part):
    """At least, headline, at most."""

    at_least: int | None
    headline: int
    at_most: int
    open_ended: bool = False
    by_64: int | None = None


class Observed(_Part):
    """When the file was there, by the logs."""

    first_delivery: datetime | None = None
    last_delivery: datetime | None = None
    first_answer: datetime | None = None
    last_answer: datetime | None = None
    first_gone: datetime | None = None


class Tally(_Part):
    """The numbers of one window, of all, or of the time outside."""

    requests: int
    downloads: Bounds
    addresses: Bounds
    partial: int
    verdicts: dict[str, int]
    own: int
    robots: int
    observed: Observed


class Window(Tally):
    """The numbers of one window; None is a bound that nobody stated."""

    label: str
    start: datetime | None
    end: datetime | None


class Recipient(_Part):
    """An address that got the file or part of it in a window."""

    address: str
    downloads: int
    partial: int
    party: str | None
    country: str | None
    agent_class: str | None


class SavedFile(_Part):
    """The answer for one leaked file."""

    name: str
    windows: tuple[Window, ...]
    total: Tally
    outside: Tally
    addresses: tuple[Recipient, ...]


class Gap(_Part):
    """A stretch that a log does not cover."""

    start: datetime
    end: datetime
    window: str | None


class Coverage(_Part):
    """What one series of logs covers."""

    first: datetime | None
    last: datetime | None
    gaps: tuple[Gap, ...]
    fraction: float
    missing_rotations: tuple[str, ...]


class Source(_Part):
    """A log file: its id, and the hash by which it can be found again."""

    id: str
    bytes: int
    sha256: str
    lines: int
    parsed: int


class Limitation(_Part):
    """Something that the answer cannot promise."""

    code: str
    incomplete: bool


class Database(_Part):
    """A database that gave countries."""

    type: str
    built: str


class About(_Part):
    """The case."""

    id: str
    title: str
    digest: str
    zone: str
    aware: datetime | None
    digest_now: str | None = None  # of the case file as it was when the notification was written

    @field_validator("zone")
    @classmethod
    def _known(cls, name: str) -> str:
        if find_zone(name) is None:
            raise ValueError(f"{name!r} is not an IANA time zone")
        return name


class Saved(_Part):
    """findings.json; `sha256` is that of the file."""

    schema_: Literal["forensics.findings/1"]
    case: About
    files: tuple[SavedFile, ...]
    coverage: tuple[Coverage, ...]
    sources: tuple[Source, ...]
    databases: tuple[Database, ...]
    limitations: tuple[Limitation, ...]
    complete: bool
    sha256: str = ""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=lambda name: name.rstrip("_"))


def read_findings(folder: Path) -> Saved:
    """The saved findings in a report folder. Raises SourceError, with what is wrong where, if there are none
    or they cannot be used."""
    path = folder / _NAME
    hint = "forensics investigate CASE.toml writes a report folder"
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError as error:
        raise SourceError(error.strerror or "cannot be opened", where=str(path), hint=hint) from None
    try:
        return Saved.model_validate_json(raw).model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise SourceError(
            f"these are no findings of forensics: {_fault(faults[0])}{more}", where=str(path), hint=hint
        ) from None


def _fault(fault: ErrorDetails) -> str:
    place: Any = ".".join(map(str, fault["loc"]))
    return f"{place}: {fault['msg']}" if place else fault["msg"]
