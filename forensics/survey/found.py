"""Paths that somebody gave -> the logs among what lies there, sampled, and what is passed over with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from forensics.errors import SourceError
from forensics.language.statement import Statement, state
from forensics.model import ALWAYS, Case, LeakedFile, Log, Window
from forensics.scan.jobs import STDIN, Job, jobs, pooled
from forensics.scan.preview import Preview, previews

__all__ = ["Found", "Passed", "look_at", "provisional"]

#: Share of the lines of a file in no known format that must hold a time or an address for it to be a log at all.
_TELLING = 0.5
_TIME_OR_ADDRESS = re.compile(rb"\d\d:\d\d:\d\d|\b\d{10}(?:\d{3})?\b|\b\d{1,3}(?:\.\d{1,3}){3}\b")


@dataclass(frozen=True, slots=True)
class Passed:
    """What is no log, and why."""

    shown: str
    because: str


@dataclass(frozen=True, slots=True)
class Found:
    """The logs that can be read, those in no known format, and what is passed over; `jobs` are the files of the
    first two, `empty` those without a line."""

    logs: tuple[Preview, ...]
    unknown: tuple[Preview, ...]
    passed: tuple[Passed, ...]
    jobs: tuple[Job, ...]
    empty: tuple[Job, ...]


def provisional(names: Sequence[str], logs: Sequence[Log], folder: Path, zone: str = "UTC") -> Case:
    """A case of these files and logs, with all of time for a window."""
    files = tuple(LeakedFile(name) for name in names)
    window = Window("all", *ALWAYS, tuple(names))
    return Case(id="survey", files=files, windows=(window,), logs=tuple(logs), folder=folder, zone=zone)


def look_at(paths: Sequence[str], *, zone: str | None = None) -> Found:
    """The logs that the paths name: files, globs, archives, and folders with all that lies below.

    Raises SourceError where a path names nothing, or nothing that is a log.
    """
    case = provisional((), [Log(path, zone=zone or "UTC") for path in paths], Path())
    found = [job for job in pooled(jobs(case)) if job.path != STDIN]
    samples: list[Preview] = []
    passed: list[Passed] = []
    for job, own in previews(found):
        if isinstance(own, SourceError):
            passed.append(Passed(job.shown, own.message))
        else:
            samples += own
    logs = tuple(one for one in samples if one.detection.format is not None and not one.detection.format.refused)
    unknown = tuple(one for one in samples if _is_log(one))
    taken = {one.job.id for one in (*logs, *unknown)}
    others = [one for one in samples if one.job.id not in taken]
    used = {name.partition(".")[0] for name in taken}
    passed += [Passed(one.job.shown, _why(one)) for one in others]
    if not used:
        first = passed[0] if passed else Passed(", ".join(paths), state("there is nothing to read"))
        hint = "`forensics detect LOG` says more of a single one"
        raise SourceError(f"no log is among the files ({first.because})", where=first.shown, hint=hint)
    kept = tuple(replace(job, likely=None) for job in found if job.id in used)
    empty = tuple(one.job for one in others if not one.detection.sampled and not one.job.archive)
    return Found(logs, unknown, tuple(passed), kept, empty)


def _is_log(one: Preview) -> bool:
    """Whether lines in no known format look like those of a log: most hold a time of day or an address."""
    if one.detection.format is not None or not one.kept:
        return False
    return sum(map(_tells, one.kept)) >= _TELLING * len(one.kept)


def _tells(line: bytes) -> bool:
    return b"\0" not in line and _TIME_OR_ADDRESS.search(line) is not None


def _why(one: Preview) -> Statement:
    fmt = one.detection.format
    if fmt is not None:
        return state("{title}: no requests of the web", title=fmt.title)
    if not one.detection.sampled:
        return state("no line in it")
    if any(b"\0" in line for line in one.kept):
        return state("no text")
    return state("no lines of a log")
