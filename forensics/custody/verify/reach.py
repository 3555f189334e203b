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
from forensics.formats.declared.resolve import MOST_WITHIN
from forensics.model import Case
from forensics.model.case import KEYED_HASH, PLAIN
from forensics.regular import open_regular
from forensics.report.disclosure.tokens import keyed_hash
from forensics.scan.jobs import jobs

__all__ = ["Reach", "Stated", "reach"]

#: Bytes of a case file, and case files at the top of a folder, that are looked at.
_LARGEST, _MOST = 16 * 1024**2, 1_000
_WILD = frozenset("*?[")
_OWN = "file:"


@dataclass(frozen=True, slots=True)
class Stated:
    """What findings say of their case file, and the key under which they may say it."""

    id: str
    digest: str  # "sha256:...", "hmac-sha256:...", or nothing
    key: bytes | None

    def of_case(self, path: Path) -> bool | None:
        """Whether that is the case file; None where its hash does not stand there, or cannot be compared without the
        key."""
        if self.digest.startswith(KEYED_HASH) and self.key is not None:
            return self.digest == f"{KEYED_HASH}{self.keyed(sha256_of(path), path)}"
        return self.digest == f"{PLAIN}{sha256_of(path)}" if self.digest.startswith(PLAIN) else None

    def keyed(self, digest: str, case_file: Path) -> str:
        """The keyed hash that stands for a SHA-256 in the case of that file, whose id may be masked in findings."""
        return keyed_hash(self.key or b"", _id(case_file) or self.id, digest)

    def named(self, path: Path) -> bool:
        """Whether a case file is of a case of this name."""
        return bool(self.id) and _id(path) == self.id


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


def reach(case_file: Path | None, folders: Sequence[Path], stated: Stated) -> Reach | None:
    """What the user named: a case file, or folders that hold the one that the findings state, by its hash, or where
    that cannot be compared the only one of its case; None where there is none.

    Raises BundleError if what was named is missing.
    """
    for folder in folders:
        if not folder.is_dir():
            raise BundleError("the folder of the sources is missing", where=str(folder))
    if case_file is not None and not case_file.is_file():
        raise BundleError("the case file is missing", where=str(case_file))
    found = case_file or _found(folders, stated)
    if found is None:
        return None
    return Reach(found, tuple(dict.fromkeys(folder.resolve() for folder in (found.parent, *folders))))


def _found(folders: Sequence[Path], stated: Stated) -> Path | None:
    files = [(path, stated.of_case(path)) for path in _case_files(folders)]
    same = [path for path, is_it in files if is_it or (is_it is None and stated.named(path))]
    by_hash = any(is_it for _, is_it in files)
    return same[0] if len(same) == 1 or by_hash else None


def _id(case_file: Path) -> str:
    """The id of a case; empty where it has none."""
    case = _content(case_file).get("case")
    found = case.get("id") if isinstance(case, dict) else None
    return found if isinstance(found, str) else ""


def _case_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        found = sorted(path for path in folder.glob("*.toml") if path.is_file() and not path.is_symlink())
        yield from (path for path in found[:_MOST] if path.stat().st_size <= _LARGEST)


def _named(case_file: Path) -> Iterator[tuple[str, Path]]:
    """What a case file names in this system, as it stands there; of a pattern, the folder that it begins in. What is
    not as it should be is told by whoever reads the case.

    A file of formats is looked into when it is asked for what follows it: it may name a configuration.
    """
    found, folder = _content(case_file), case_file.parent
    for name in _texts(found):
        if not away(name) and "\0" not in name:
            yield name, _beginning(folder / name)
    for log in _tables(found, "logs"):
        yield from _of_format(log.get("format"), folder, MOST_WITHIN)


def _of_format(text: object, folder: Path, deeper: int) -> Iterator[tuple[str, Path]]:
    """The file that a format is read from, and those that this one leads to."""
    name = _configuration(text)
    own = _format_file(text) if name is None else None
    if name is not None and "\0" not in name:
        yield name, folder / name
    elif own is not None and "\0" not in own and deeper:
        yield own, folder / own
        yield from _of_format(_content(folder / own).get("format"), (folder / own).parent, deeper - 1)


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with open_regular(path) as file:
            return tomllib.loads(file.read(_LARGEST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}


def _texts(found: Mapping[str, Any]) -> Iterator[str]:
    parties = found.get("parties")
    parties = parties if isinstance(parties, dict) else {}
    ranges = parties.get("ranges")
    listed = [
        *(log.get("path") for log in _tables(found, "logs")),
        *(file.get("document") for file in _tables(found, "files")),
        *_listed(parties.get("databases")),
        *(ranges.values() if isinstance(ranges, dict) else ()),
    ]
    yield from (text for text in listed if isinstance(text, str) and text)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _tables(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [table for table in _listed(found.get(name)) if isinstance(table, dict)]


def _format_file(text: object) -> str | None:
    """The file of ours that declares a format, if one does."""
    if not isinstance(text, str) or not text.strip().startswith(_OWN):
        return None
    return text.strip().removeprefix(_OWN).strip()


def _configuration(text: object) -> str | None:
    """The configuration of a server that a format is read from, if it is."""
    if not isinstance(text, str) or text.strip().startswith(_OWN):
        return None
    path, separator, _ = text.strip().rpartition("#")
    return path if separator and not path.startswith("#") else None


def _beginning(path: Path) -> Path:
    """The part of a path that no pattern stands in."""
    for above in reversed((path, *path.parents)):
        if _WILD.intersection(above.name) and not above.exists():
            return above.parent
    return path
