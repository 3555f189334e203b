"""From a report folder to a bundle: copied, its custody log closed, listed in manifests, signed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from forensics.custody import log as custody
from forensics.custody.bundle import signature, timestamp
from forensics.custody.bundle.bag import LEVEL, PAYLOAD, TAG_MANIFEST, files_below, is_bag, sha256_of, tag_files
from forensics.custody.bundle.level import INVESTIGATOR, foreign, holds_key
from forensics.custody.bundle.originals import Original, find_case, originals, take
from forensics.errors import BundleError, OutputError
from forensics.output.folder import LEFT_BEHIND, claimed, os_errors_as_output_errors, staged
from forensics.output.private import place_above, replace_file, write_file
from forensics.report.disclosure import LEVELS
from forensics.report.disclosure.spellings import any_address
from forensics.report.files import CUSTODY, FINDINGS
from forensics.report.saved.document import UnfitError
from forensics.report.saved.head import head
from forensics.version import __version__

__all__ = ["Sealed", "seal"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle that was written: where it lies, how many files it holds, who signed it, and what was left undone."""

    folder: Path
    files: int
    level: str
    key: str | None  # fingerprint
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a bundle says of its case."""

    case: str
    level: str
    actor: str


def seal(
    report: Path,
    bundle: Path,
    *,
    key: Path | None = None,
    timestamp_request: bool = False,
    include_sources: bool = False,
    case_file: Path | None = None,
) -> Sealed:
    """Writes the bundle of a report folder; the report stays as it is, but for an entry in its custody log.

    `key` is the private SSH key that signs; with `include_sources` the case file and the logs that were read go in,
    `case_file` where the custody log does not lead to it. Raises BundleError if the folder is no report, holds what
    its level must not, or a log is not the one that was read; if the bundle exists or the key cannot be used;
    OutputError if the bundle cannot be written. Nothing half-written is left.
    """
    _refuse_no_report(report)
    with os_errors_as_output_errors("the bundle", bundle, "let the report be written to"), claimed(report):
        payload = _payload(report)
        facts = _facts(report)
        _refuse_disclosing(payload, bundle, facts.level)
        _refuse_existing(bundle, report)
        copies = _originals(facts.level, report, case_file) if include_sources else ()
        _refuse_without_room(bundle, [*payload.values(), *(copy.path for copy in copies)])
        signer, notes = _signer(key)
        act = custody.act(
            "seal",
            bundle.resolve().name,
            actor=facts.actor,
            tool=f"forensics {__version__}",
            level=facts.level,
            key=signer,
            timestamp_request=timestamp_request,
            copies=len(copies),
        )
        log = custody.extend(custody.kept(report), [act])
        hint = "make room or give another folder with -o; nothing half-written was left there"
        with os_errors_as_output_errors("the bundle", bundle, hint), staged(bundle) as staging:
            _fill(staging / PAYLOAD, payload, copies, log)
            files = _list(staging, _described(facts, log))
            _close(staging / TAG_MANIFEST, key if signer else None, timestamp_request=timestamp_request)
            replace_file(report / CUSTODY, log)
    return Sealed(bundle, files, facts.level, signer, notes)


def _refuse_no_report(report: Path) -> None:
    if not (report / FINDINGS).is_file() or is_bag(report):
        what = "this is a bundle already" if is_bag(report) else f"this is not a report: {FINDINGS} is missing"
        raise BundleError(what, where=str(report), hint="give the folder that `forensics investigate` wrote")


def _payload(report: Path) -> dict[str, Path]:
    """The files of a report by name, the custody log aside; nothing that a link would bring in from elsewhere."""
    files = {name: path for name, path in files_below(report).items() if path.name not in LEFT_BEHIND}
    for path in files.values():
        if path.is_symlink() or not path.is_file():
            raise BundleError("a report holds files only, no links", where=str(path))
    files.pop(CUSTODY, None)
    return files


def _facts(report: Path) -> _Facts:
    """The account that runs this is named to investigators alone."""
    try:
        found = head((report / FINDINGS).read_bytes())
    except (OSError, UnfitError) as error:
        raise BundleError("these are no findings of ours", where=str(report / FINDINGS)) from error
    if found.case is None or found.level not in LEVELS:
        raise BundleError("these are no findings of ours", where=str(report / FINDINGS))
    if not found.case.id:
        raise BundleError("these are no findings of ours: the case has no id", where=str(report / FINDINGS))
    actor = found.case.investigator or (custody.operator() if found.level == INVESTIGATOR else custody.UNNAMED)
    return _Facts(found.case.id, found.level, actor)


def _refuse_disclosing(payload: Mapping[str, Path], bundle: Path, level: str) -> None:
    """A bundle holds no key, and nothing that its readers are not meant to see; nor does its own name."""
    name = bundle.resolve().name
    if level != INVESTIGATOR and any(any_address(name)):
        hint = "give another name with -o"
        raise BundleError(f"the name holds an address, which level {level} does not show", where=name, hint=hint)
    for name in foreign(level, payload):
        hint = f"remove it, or write the report anew with `forensics report --level {level}`"
        raise BundleError(f"a report of level {level} does not hold this file", where=str(payload[name]), hint=hint)
    for path in payload.values():
        if holds_key(path):
            raise BundleError(
                "this is a key, and no bundle may hold one", where=str(path), hint="move it out of the report"
            )


def _refuse_existing(bundle: Path, report: Path) -> None:
    if bundle.exists() and (not bundle.is_dir() or any(bundle.iterdir())):
        raise BundleError("exists, and what is sealed is not replaced", where=str(bundle), hint="give another with -o")
    if report.resolve() in (bundle.resolve(), *bundle.resolve().parents):
        raise BundleError("lies inside the report", where=str(bundle), hint="give a folder beside it with -o")


def _originals(level: str, report: Path, given: Path | None) -> tuple[Original, ...]:
    if level != INVESTIGATOR:
        hint = "seal it without --include-sources; the report for investigators may hold them"
        raise BundleError(f"a bundle of level {level} holds no logs", where=str(report), hint=hint)
    case_file = find_case(custody.kept(report), given)
    if case_file is None:
        hint = "give it with --case CASE.toml: it says where the logs lie"
        raise BundleError("the case file is not at hand", where=str(report), hint=hint)
    try:
        return originals(json.loads((report / FINDINGS).read_bytes()), case_file)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise BundleError("these are no findings of ours", where=str(report / FINDINGS)) from error


def _refuse_without_room(bundle: Path, files: Sequence[Path]) -> None:
    """Told before hours of copying; a file that is missing is told when it is its turn."""
    with os_errors_as_output_errors("the bundle", bundle, "give another folder with -o"):
        above = place_above(bundle.resolve())
    needed, free = sum(path.stat().st_size for path in files if path.is_file()), shutil.disk_usage(above).free
    if needed > free:
        what = f"the bundle needs {needed:,} bytes, and {free:,} are free"
        raise OutputError(what, where=str(above), hint="make room or give another folder with -o")


def _signer(key: Path | None) -> tuple[str | None, tuple[str, ...]]:
    """The fingerprint of the key that signs, or none and why."""
    if key is None:
        return None, ("not signed: whoever changes a file can write the manifests anew; sign with --sign KEY",)
    if not signature.available():
        return None, ("not signed: ssh-keygen is not installed",)
    return signature.fingerprint(key), ()


def _described(facts: _Facts, log: bytes) -> dict[str, str]:
    """What bag-info.txt holds; no date, for run times stand in the custody log alone."""
    return {
        "External-Identifier": facts.case,
        "External-Description": "Evidence of downloads, counted from access logs",
        LEVEL: facts.level,
        "Bag-Software-Agent": f"forensics {__version__}",
        "Custody-Head": custody.head(log),
    }


def _fill(folder: Path, payload: Mapping[str, Path], copies: Sequence[Original], log: bytes) -> None:
    """Writes what is sealed."""
    folder.mkdir(mode=0o700)
    for name in (*payload, *(copy.name for copy in copies)):
        for above in reversed(PurePath(name).parents[:-1]):
            (folder / above).mkdir(mode=0o700, exist_ok=True)
    for name, path in payload.items():
        write_file(folder / name, path.read_bytes())
    for copy in copies:
        take(copy, folder / copy.name)
    write_file(folder / CUSTODY, log)


def _list(staging: Path, facts: Mapping[str, str]) -> int:
    """Writes the manifests, of what was written as it now lies there; the number of files in data/."""
    payload = files_below(staging / PAYLOAD)
    listed = {name: (path.stat().st_size, sha256_of(path)) for name, path in payload.items()}
    for name, content in tag_files(listed, facts).items():
        write_file(staging / name, content)
    return len(listed)


def _close(manifest: Path, key: Path | None, *, timestamp_request: bool) -> None:
    """What stands beside the tag manifest, because it is made from it."""
    if key:
        signature.sign(manifest, key)
        Path(f"{manifest}.sig").chmod(0o600)
    if timestamp_request:
        write_file(Path(f"{manifest}.tsq"), timestamp.request(manifest.read_bytes()))
