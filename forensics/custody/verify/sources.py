"""The sources as they lie now: whether the case file and each log are still those that were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from forensics.custody.bundle.bag import sha256_of
from forensics.custody.bundle.level import level_of
from forensics.custody.bundle.originals import away, is_member
from forensics.custody.verify.check import Check, good, optional, unchecked
from forensics.custody.verify.reach import Reach, Stated
from forensics.language.spelling import loaded
from forensics.report.disclosure import LEVELS

__all__ = ["check_sources", "without_hashes"]

#: More than these are counted, not listed.
_LISTED = 20


def check_sources(findings: Mapping[str, Any], within: Reach | None, stated: Stated, *, asked: bool) -> Check:
    """The case file and each source, as they lie now, have the hash that they had; `asked` if the user named a place
    where they may lie."""
    if within is None and asked:
        return unchecked("sources", "no folder that --sources names holds the case file: give it with --case CASE.toml")
    if within is None:
        return optional("sources", "nothing outside this folder is opened unasked: give --case CASE.toml")
    case_file, keyed = within.case_file, level_of(findings) == LEVELS[1]
    try:
        if not stated.digest and level_of(findings) == LEVELS[0]:
            raise LookupError("digest")  # noqa: TRY301 - as any other key that is missing
        hash_of = "sha256_keyed" if keyed else "sha256"
        read = [
            (loaded(source, "path"), str(source[hash_of] or ""))
            for source in findings["sources"]
            if not without_hashes(findings, stated.key) and not is_member(source)
        ]
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        return Check("sources", "differs", (f"findings.json is not as its schema says: {error!r}",))
    if without_hashes(findings, stated.key):
        with_key = "; with the key of the case its keyed hashes are compared: --key FILE" if keyed else ""
        return optional("sources", f"this level shows no SHA-256 of the logs, the count alone tells of them{with_key}")
    try:
        same = stated.of_case(case_file)
    except OSError:
        same = False
    if not same:
        return Check("sources", "differs", (f"{case_file.name}: not the case file that was read",))
    return _by_path(read, within, stated if keyed else None)


def without_hashes(findings: Mapping[str, Any], key: bytes | None) -> bool:
    """Whether the findings are of a level that shows no SHA-256 of what was read, nor one that the key makes again."""
    level = level_of(findings)
    return level == LEVELS[2] or (level == LEVELS[1] and key is None)


def _by_path(read: Sequence[tuple[str, str]], within: Reach, keyed: Stated | None) -> Check:
    states = [(path, _changed_source(within, path, digest, keyed)) for path, digest in read]
    if changed := [f"{path}: {how}" for path, how in states if how]:
        return Check("sources", "differs", tuple(changed))
    if missing := [path for path, how in states if how is None]:
        hint = "; if they lie elsewhere, give --sources DIR"
        return unchecked("sources", f"{len(missing)} not at hand: {', '.join(missing[:_LISTED])}{hint}")
    return good("sources", f"the case file and {len(read)} sources are those that were read")


def _changed_source(within: Reach, path: str, digest: str, keyed: Stated | None) -> str | None:
    try:
        there = not away(path) and within.holds(place := within.case_file.parent / path)
    except (OSError, ValueError):
        return None
    return _changed(place, digest, within.case_file, keyed) if there else None


def _changed(path: Path, digest: str, case_file: Path, keyed: Stated | None) -> str | None:
    """How a file differs from what it was; "" if it does not, None if it is not at hand."""
    try:
        now = sha256_of(path)
    except (OSError, ValueError):
        return None
    if keyed is not None:
        return "" if keyed.keyed(now, case_file) == digest else "changed since it was read: its keyed hash differs"
    return "" if now == digest else f"changed since it was read: SHA-256 {digest[:16]}... then, {now[:16]}... now"
