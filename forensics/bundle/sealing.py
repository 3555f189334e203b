"""From a report folder to a bundle: copied, its custody log closed, listed in manifests, signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from forensics.bundle import custody, signature, timestamp
from forensics.bundle.bag import PAYLOAD, TAG_MANIFEST, files_below, is_bag, sha256_of, tag_files
from forensics.errors import BundleError
from forensics.staging import LEFT_BEHIND, staged, told, write_file
from forensics.version import __version__

__all__ = ["FINDINGS", "Sealed", "seal"]

#: The one file that makes a folder a report.
FINDINGS = "findings.json"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle that was written: where it lies, how many files it holds, who signed it, and what was left undone."""

    folder: Path
    files: int
    key: str | None  # fingerprint
    notes: tuple[str, ...] = ()


def seal(report: Path, bundle: Path, *, key: Path | None = None, timestamp_request: bool = False) -> Sealed:
    """Writes the bundle of a report folder; the report stays as it is, but for an entry in its custody log.

    `key` is the private SSH key that signs. Raises BundleError if the folder is no report, the bundle exists
    or the key cannot be used, OutputError if the bundle cannot be written; nothing half-written is left.
    """
    payload = _payload(report)
    facts = _facts(report)
    _refuse_existing(bundle, report)
    notes, signer = [], None
    if key is None:
        notes.append("not signed: whoever changes a file can write the manifests anew; sign with --sign KEY")
    elif not signature.available():
        notes.append("not signed: ssh-keygen is not installed")
    else:
        signer = signature.fingerprint(key)
    log = custody.extend(custody.kept(report), [_act(facts, bundle, signer, timestamp_request=timestamp_request)])
    hint = "make room or give another folder with -o; nothing half-written was left there"
    with told("the bundle", bundle, hint), staged(bundle.resolve()) as staging:
        files = _fill(staging, payload, _described(facts, log), log)
        _close(staging / TAG_MANIFEST, key if signer else None, timestamp_request=timestamp_request)
        _replace(report / custody.CUSTODY, log)
    return Sealed(bundle, files, signer, tuple(notes))


def _payload(report: Path) -> dict[str, Path]:
    """The files of a report by name, the custody log aside; nothing that a link would bring in from elsewhere."""
    if not (report / FINDINGS).is_file() or is_bag(report):
        what = "this is a bundle already" if is_bag(report) else f"this is not a report: {FINDINGS} is missing"
        raise BundleError(what, where=str(report), hint="give the folder that `forensics investigate` wrote")
    files = {name: path for name, path in files_below(report).items() if path.name not in LEFT_BEHIND}
    for path in files.values():
        if path.is_symlink() or not path.is_file():
            raise BundleError("a report holds files only, no links", where=str(path))
    files.pop(custody.CUSTODY, None)
    return files


def _facts(report: Path) -> Mapping[str, Any]:
    """What a bundle says of its case."""
    try:
        case = json.loads((report / FINDINGS).read_bytes())["case"]
        return {"id": str(case["id"]), "investigator": case.get("investigator")}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise BundleError("these are no findings of ours", where=str(report / FINDINGS)) from error


def _refuse_existing(bundle: Path, report: Path) -> None:
    if bundle.exists() and (not bundle.is_dir() or any(bundle.iterdir())):
        raise BundleError("exists, and what is sealed is not replaced", where=str(bundle), hint="give another with -o")
    if report.resolve() in (bundle.resolve(), *bundle.resolve().parents):
        raise BundleError("lies inside the report", where=str(bundle), hint="give a folder beside it with -o")


def _act(facts: Mapping[str, Any], bundle: Path, signer: str | None, *, timestamp_request: bool) -> custody.Act:
    details = {"tool": f"forensics {__version__}", "key": signer, "timestamp_request": timestamp_request}
    actor = facts["investigator"] or custody.operator()
    return custody.Act(custody.now(), actor, "seal", bundle.resolve().name, details)


def _described(facts: Mapping[str, Any], log: bytes) -> dict[str, str]:
    """What bag-info.txt holds; no date, for run times stand in the custody log alone."""
    return {
        "External-Identifier": facts["id"],
        "External-Description": "Evidence of downloads, counted from access logs",
        "Bag-Software-Agent": f"forensics {__version__}",
        "Custody-Head": custody.head(log),
    }


def _fill(staging: Path, payload: Mapping[str, Path], facts: Mapping[str, str], log: bytes) -> int:
    """Writes the payload and its manifests; the number of files in data/."""
    folder = staging / PAYLOAD
    folder.mkdir(mode=0o700)
    for name, path in payload.items():
        for above in reversed(PurePath(name).parents[:-1]):
            (folder / above).mkdir(mode=0o700, exist_ok=True)
        write_file(folder / name, path.read_bytes())
    write_file(folder / custody.CUSTODY, log)
    listed = {name: (path.stat().st_size, sha256_of(path)) for name, path in files_below(folder).items()}
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


def _replace(path: Path, content: bytes) -> None:
    """The file with this content, whole or as it was."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    write_file(new, content)
    new.replace(path)
