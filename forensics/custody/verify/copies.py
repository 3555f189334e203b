"""The copies of the logs in a bundle: whether they are the logs that were read, and where to count from again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from forensics.custody.bundle.originals import CASE_COPY, away, copy_name, is_member
from forensics.custody.verify.check import Check, compared
from forensics.custody.verify.reach import Reach
from forensics.errors import BundleError
from forensics.language.spelling import loaded
from forensics.output.private import make_folder
from forensics.output.scratch import scratch
from forensics.report.saved import received

__all__ = ["check_copies", "laid_out"]


def check_copies(root: Path, findings: Mapping[str, Any]) -> Check | None:
    """Each copy has the hash of the log that was read; None where there are no copies."""
    if not received.is_there(root, PurePosixPath(CASE_COPY).parent.name):
        return None
    found = []
    try:
        stated = {CASE_COPY: findings["case"]["digest"].removeprefix("sha256:")}
        stated |= {name: source["sha256"] for name, source in _named(findings).items()}
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        return Check("copies", "differs", (f"findings.json is not as its schema says: {error!r}",))
    for name, digest in stated.items():
        try:
            now = received.sha256_of(root, name)
        except (OSError, ValueError):
            found.append(f"{name}: missing, or no file of the bundle")
            continue
        if now != digest:
            found.append(f"{name}: not the file that was read: SHA-256 {digest[:16]}... then, {now[:16]}... here")
    return compared(
        "copies", found, f"the case file and {len(stated) - 1} sources in the bundle are those that were read"
    )


def _named(findings: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The sources by the names of their copies; the members of an archive have none of their own."""
    sources = [source for source in findings["sources"] if not is_member(source)]
    return {copy_name(source): source for source in sources}


@contextmanager
def laid_out(root: Path, findings: Mapping[str, Any]) -> Iterator[Reach]:
    """The copies under the paths that the case names, as links, or copies, in a folder that vanishes: its case file,
    which may name nothing but these.

    Raises BundleError where a path leads out of the folder of its case, or neither can be made, and CaseError where
    the case needs what is not among the copies.
    """
    with scratch() as place:
        case_file = place / PurePosixPath(CASE_COPY).name
        try:
            _link(case_file, root, CASE_COPY)
            for name, source in _named(findings).items():
                _link(case_file.parent / _inside(loaded(source, "path")), root, name)
        except (OSError, ValueError) as error:
            raise BundleError(f"the copies cannot be laid out: {error}", where=str(root)) from error
        within = Reach(case_file, (case_file.parent.resolve(), root.resolve()))
        for log in within.case().logs:
            _inside(log.path)
        yield within


def _inside(shown: str) -> PurePosixPath:
    """A path that stays in the folder of its case: a bundle does not say what else is read here."""
    if away(shown) or received.leads_out(PurePosixPath(shown)) or received.leads_out(PurePath(shown)):
        raise BundleError("lies outside the folder of its case", where=shown)
    return PurePosixPath(shown)


def _link(path: Path, root: Path, name: str) -> None:
    """Windows lets only some users make links: for others it is a copy, which vanishes with its folder."""
    make_folder(path.parent)
    try:
        path.symlink_to((root / name).resolve())
    except OSError:
        with received.opened(root, name) as file, path.open("xb") as copy:
            shutil.copyfileobj(file, copy)
