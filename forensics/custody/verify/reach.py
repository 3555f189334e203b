"""What a count may open: what lies in the folder of the case that the user names, or in a folder named beside it.

A case file may have come with the bundle, from whoever made that: what it names anywhere else is not opened.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from forensics.casefile import load_case
from forensics.custody.bundle.bag import sha256_of
from forensics.custody.bundle.originals import away
from forensics.errors import BundleError
from forensics.model import Case
from forensics.regular import open_regular
from forensics.scan.jobs import jobs

__all__ = ["Reach", "reach"]

#: Bytes of a case file, and case files at the top of a folder, that are looked at.
_LARGEST, _MOST = 16 * 1024**2, 1_000
_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Reach:
    """The case file, and the folders, without links in them, below which its logs may lie."""

    case_file: Path
    folders: tuple[Path, ...]

    def holds(self, path: Path) -> bool:
        """Whether a file lies below one of the folders, wherever a link leads."""
        if on_another_machine(path, self.folders):
            return False
        real = path.resolve()
        return any(real.is_relative_to(folder) for folder in self.folders)

    def case(self) -> Case:
        """The case, after it is known that it names nothing that lies elsewhere, and each log is a file.

        Raises BundleError where it does, CaseError or SourceError where it cannot be read.
        """
        for name, path in _named(self.case_file):
            if not self.holds(path):
                raise _elsewhere(name)
        case = load_case(self.case_file)
        if any(away(log.path) for log in case.logs):
            raise BundleError("the case names logs on other machines", where=str(self.case_file))
        for job in jobs(case):
            if isinstance(job.path, Path) and not (self.holds(job.path) and job.path.is_file()):
                raise _elsewhere(job.shown)
        return case


def on_another_machine(path: PurePath, folders: Sequence[PurePath]) -> bool:
    """Whether it lies on a share of Windows in which none of the folders lies: to look there would tell that machine
    who asks, with what it takes to guess the password."""
    drive = path.drive.casefold()
    return drive.startswith("\\\\") and all(drive != folder.drive.casefold() for folder in folders)


def _elsewhere(name: str) -> BundleError:
    hint = "give the folder in which it lies with --sources DIR"
    return BundleError("the case names what lies outside its folder, or is no file", where=name, hint=hint)


def reach(case_file: Path | None, folders: Sequence[Path], digest: str) -> Reach | None:
    """What the user named: a case file, or folders that hold the one of that SHA-256; None where there is none.

    Raises BundleError if what was named is missing.
    """
    for folder in folders:
        if not folder.is_dir():
            raise BundleError("the folder of the sources is missing", where=str(folder))
    if case_file is not None and not case_file.is_file():
        raise BundleError("the case file is missing", where=str(case_file))
    found = case_file or next((path for path in _case_files(folders) if sha256_of(path) == digest), None)
    if found is None:
        return None
    return Reach(found, tuple(dict.fromkeys(folder.resolve() for folder in (found.parent, *folders))))


def _case_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        found = sorted(path for path in folder.glob("*.toml") if path.is_file() and not path.is_symlink())
        yield from (path for path in found[:_MOST] if path.stat().st_size <= _LARGEST)


def _named(case_file: Path) -> Iterator[tuple[str, Path]]:
    """What a case file names in this system, as it stands there; of a pattern, the folder that it begins in. What is
    not as it should be is told by whoever reads the case."""
    for name in _texts(_content(case_file)):
        if not away(name) and "\0" not in name:
            yield name, _beginning(case_file.parent / name)


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with open_regular(path) as file:
            return tomllib.loads(file.read(_LARGEST).decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _texts(found: Mapping[str, Any]) -> Iterator[str]:
    parties = found.get("parties")
    parties = parties if isinstance(parties, dict) else {}
    ranges = parties.get("ranges")
    listed = [
        *(log.get("path") for log in _tables(found, "logs")),
        *(_configuration(log.get("format")) for log in _tables(found, "logs")),
        *(file.get("document") for file in _tables(found, "files")),
        *_listed(parties.get("databases")),
        *(ranges.values() if isinstance(ranges, dict) else ()),
    ]
    yield from (text for text in listed if isinstance(text, str) and text)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _tables(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [table for table in _listed(found.get(name)) if isinstance(table, dict)]


def _configuration(text: object) -> str | None:
    """The file that a format is read from, if it is."""
    if not isinstance(text, str):
        return None
    if text.strip().startswith("file:"):
        return text.strip().removeprefix("file:").strip()
    path, separator, _ = text.strip().rpartition("#")
    return path if separator and not path.startswith("#") else None


def _beginning(path: Path) -> Path:
    """The part of a path that no pattern stands in."""
    for above in reversed((path, *path.parents)):
        if _WILD.intersection(above.name) and not above.exists():
            return above.parent
    return path
