"""Whether a bundle, or a report, is still what was sealed, and the count comes out the same again.

It checks from outside: the numbers of findings.json are read here as plain JSON, and not by the codec that wrote it
(`report.saved.document`), for a fault of the codec would be on both sides and go unseen.

Standard tools check the seal as well: `bagit.py --validate` the manifests, `ssh-keygen -Y verify` the signature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from forensics.custody.bundle.bag import PAYLOAD, is_bag
from forensics.custody.bundle.level import level_of
from forensics.custody.verify.check import Check, optional, unchecked
from forensics.custody.verify.consistency import check_findings
from forensics.custody.verify.copies import check_copies, laid_out
from forensics.custody.verify.level import check_level
from forensics.custody.verify.made import check_made
from forensics.custody.verify.reach import Reach, Stated, reach
from forensics.custody.verify.recount import check_count
from forensics.custody.verify.seal import check_custody, check_manifests, check_signature, check_timestamp
from forensics.custody.verify.sources import check_sources, without_hashes
from forensics.errors import BundleError, ForensicsError
from forensics.report.disclosure import LEVELS
from forensics.report.files import CUSTODY, FINDINGS
from forensics.report.saved import received
from forensics.report.saved.document import SCHEMA
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.progress import Progress, quiet

__all__ = ["Check", "verify"]


def verify(  # noqa: PLR0913 - what the user names beside the folder
    folder: Path,
    *,
    allowed_signers: Path | None = None,
    authority: Path | None = None,
    case_file: Path | None = None,
    sources: Sequence[Path] = (),
    key: bytes | None = None,
    ranges: Sequence[str] = (),
    engine: Engine = serial,
    progress: Progress = quiet,
) -> tuple[Check, ...]:
    """Every check of a bundle or a report folder, in the order in which they build on each other, whether anybody
    vouches for it first; writes nothing.

    `allowed_signers` is a file as ssh-keygen takes it, `authority` the certificates of a time stamp authority,
    `case_file` the case, `sources` folders in which it or its logs lie: nothing else outside the folder is opened,
    whatever it names. `key` is that of the case, with which the linking ids and hashes of level regulator are made
    again. `ranges` are the prefix lists that the count had beside those of the case (NAME=FILE). Raises BundleError if
    the folder is neither a bundle nor a report, if one of these files is missing, or a key is given for nothing.
    """
    bundle = folder if is_bag(folder) else None
    root = folder / PAYLOAD if bundle else folder
    if bundle and root.is_symlink():
        raise BundleError("this is a link, and not the folder of a bundle", where=str(root))
    if not bundle and not (folder / FINDINGS).is_file():
        what = "this is neither a bundle nor a report" if folder.is_dir() else "there is no such folder"
        raise BundleError(what, where=str(folder), hint="give the folder that `forensics seal` wrote")
    log = _read(root, CUSTODY)
    checks = []
    if bundle:
        checks += [*check_signature(bundle, log, allowed_signers), check_manifests(bundle)]
        checks += check_timestamp(bundle, log, authority)
    else:
        checks.append(unchecked("manifests", "not sealed: whether a file was changed since cannot be told"))
    findings = _findings(root)
    checks.append(check_custody(log, bundle, findings))
    if findings is None:
        return (*checks, Check("findings", "differs", (f"{FINDINGS} is missing, or is not one of ours",)))
    if key is not None and level_of(findings) != LEVELS[1]:
        what = f"a report of level {level_of(findings)} holds nothing that is made with the key"
        raise BundleError(what, where="--key", hint="leave it out")
    checks += [check_level(root, findings, bundle), check_findings(root, findings)]
    checks += check_made(root, findings, log)
    stated = _stated(findings, key)
    within, copies = reach(case_file, sources, stated), check_copies(root, findings)
    asked = case_file is not None or bool(sources)
    checks.append(there := check_sources(findings, within, stated, asked=asked))
    if copies is not None:
        checks.append(copies)
    count = partial(check_count, root, findings, key=key, ranges=ranges, engine=engine, progress=progress)
    if within is not None and (there.state == "as sealed" or without_hashes(findings, key)):
        checks.append(count(within))
    elif copies is not None and copies.state == "as sealed":
        checks.append(_from_copies(root, findings, count))
    else:
        not_counted = unchecked if asked or copies is not None else optional
        checks.append(not_counted("count", "not counted again: the sources are not at hand as they were read"))
    return tuple(checks)


def _from_copies(root: Path, findings: Mapping[str, Any], count: Callable[[Reach], Check]) -> Check:
    try:
        with laid_out(root, findings) as within:
            return count(within)
    except ForensicsError as error:
        return unchecked("count", f"it cannot be done from the copies: {error}")


def _read(root: Path, name: str) -> bytes | None:
    try:
        return received.read(root, name)
    except OSError:
        return None


def _stated(findings: Mapping[str, Any], key: bytes | None) -> Stated:
    """What the findings say of the case file; nothing where they are not as their schema says."""
    case = findings["case"]
    told = case if isinstance(case, dict) else {}
    return Stated(str(told.get("id") or ""), str(told.get("digest") or ""), key)


def _findings(root: Path) -> Mapping[str, Any] | None:
    try:
        found = received.findings_of(_read(root, FINDINGS) or b"")
    except (OSError, ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and found.get("schema") == SCHEMA and "sources" in found and "case" in found
    return found if whole else None
