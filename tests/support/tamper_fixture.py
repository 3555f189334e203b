"""What an attacker may do to a sealed bundle, and the words in which `forensics verify` must tell of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forensics.custody import log as custody
from forensics.custody.bundle import bag, signature
from forensics.custody.bundle.bag import files_below, sha256_of, tag_files
from forensics.custody.bundle.sealing import seal
from tests.support.bundle_fixture import Scene

__all__ = [
    "SIGNATURE",
    "TAMPERINGS",
    "UNSIGNED",
    "Tampering",
    "chain_anew",
    "changed_number",
    "custody_of",
    "flip",
    "forge",
    "forged_manifests",
    "rewrite",
    "swapped_signature",
]

SIGNATURE = "tagmanifest-sha256.txt.sig"


def flip(path: Path, at: int) -> None:
    """One bit of one byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def forge(bundle: Path, facts: dict[str, str] | None = None) -> None:
    """All manifests written anew, as anyone can do who knows BagIt."""
    told = bag.info(bundle) if facts is None else facts
    told.pop("Payload-Oxum", None)
    payload = {name: (path.stat().st_size, sha256_of(path)) for name, path in files_below(bundle / "data").items()}
    for name, content in tag_files(payload, told).items():
        (bundle / name).write_bytes(content)


def custody_of(scene: Scene) -> Path:
    """The custody log of the bundle."""
    return scene.bundle / "data" / "custody.jsonl"


def chain_anew(path: Path, action: str, details: dict[str, str]) -> None:
    """The first entry of that action says something else, and every entry behind it follows the one before."""
    log, entries = b"", [json.loads(line) for line in path.read_bytes().splitlines()]
    first = next(entry for entry in entries if entry["action"] == action)
    first["details"].update(details)
    for entry in entries:
        time = datetime.fromisoformat(entry["time"])
        act = custody.Act(time, entry["actor"], entry["action"], entry["subject"], entry["details"])
        log = custody.extend(log, [act])
    path.write_bytes(log)


def rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """The lines of a file, changed."""
    path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))


def changed_byte(scene: Scene) -> None:
    """One byte of requests.csv: the minute of a request."""
    path = scene.bundle / "data" / "requests.csv"
    flip(path, path.read_bytes().index(b"08:05:00") + 4)


def changed_number(scene: Scene) -> None:
    """A number in findings.json: a headline of 3 becomes 2."""
    path = scene.bundle / "data" / "findings.json"
    flip(path, path.read_bytes().index(b'"headline": 3') + 12)


def removed_file(scene: Scene) -> None:
    """A file is gone: downloads.csv."""
    (scene.bundle / "data" / "downloads.csv").unlink()


def added_file(scene: Scene) -> None:
    """A page that was not part of the report."""
    (scene.bundle / "data" / "appendix.html").write_text("<p>nothing was downloaded")


def forged_manifests(scene: Scene) -> None:
    """The changed number, and all manifests written anew to fit it."""
    changed_number(scene)
    forge(scene.bundle)


def reordered_custody(scene: Scene) -> None:
    """Two entries of the custody log change places, and all manifests fit."""
    rewrite(custody_of(scene), lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])
    forge(scene.bundle)


def cut_custody(scene: Scene) -> None:
    """The last two entries of the custody log are gone, and all manifests fit."""
    rewrite(custody_of(scene), lambda lines: lines[:-2])
    forge(scene.bundle)


def changed_custody(scene: Scene) -> None:
    """An entry of the custody log says another hash of a log; chain and manifests are made anew."""
    chain_anew(custody_of(scene), "read source", {"sha256": "0" * 64})
    forge(scene.bundle, bag.info(scene.bundle) | {"Custody-Head": custody.head(custody_of(scene).read_bytes())})


def swapped_signature(scene: Scene) -> None:
    """The tag manifest signed anew, with the key of somebody else."""
    (scene.bundle / SIGNATURE).unlink()
    signature.sign(scene.bundle / "tagmanifest-sha256.txt", scene.folder / "foreign")


def other_tags(scene: Scene) -> None:
    """The tag manifest and the signature of another bundle, by the same key."""
    other = scene.folder / "other"
    seal(scene.report, other, key=scene.folder / "key", timestamp_request=True)
    for name in (SIGNATURE, "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.tsq"):
        shutil.copy(other / name, scene.bundle / name)


def changed_source(scene: Scene) -> None:
    """One byte of a log that was read."""
    path = scene.folder / "logs" / "web1" / "access.log"
    flip(path, path.read_bytes().index(b'" 200 ') + 4)


UNSIGNED = "the signature is not over this tag manifest: one of them was changed"


@dataclass(frozen=True, slots=True)
class Tampering:
    """What is done, and by which check and sentence it must be found; others may find it too."""

    act: Callable[[Scene], None]
    said: dict[str, str]


TAMPERINGS = (
    Tampering(
        changed_byte,
        {
            "manifests": "data/requests.csv: changed",
            "count": "requests.csv: not the rows that are counted again",
        },
    ),
    Tampering(
        changed_number,
        {
            "manifests": "data/findings.json: changed",
            "findings": "files[0].windows[0].downloads.headline: findings.json says 2, the tables say 3",
            "count": "files[0].windows[0].downloads.headline: sealed 2, counted again 3",
        },
    ),
    Tampering(removed_file, {"manifests": "data/downloads.csv: removed"}),
    Tampering(added_file, {"manifests": "data/appendix.html: added"}),
    Tampering(
        forged_manifests,
        {
            "signature": UNSIGNED,
            "findings": "files[0].windows[0].downloads.headline: findings.json says 2, the tables say 3",
        },
    ),
    Tampering(
        reordered_custody,
        {
            "signature": UNSIGNED,
            "custody log": "line 2 of the custody log is entry 3: entries were moved, added or taken out",
        },
    ),
    Tampering(
        cut_custody,
        {
            "signature": UNSIGNED,
            "custody log": "the custody log does not end where it ended at sealing: 3 entries now, 5 then",
        },
    ),
    Tampering(
        changed_custody,
        {
            "signature": UNSIGNED,
            "custody log": "the custody log tells of another s1 than findings.json: its SHA-256 differs",
        },
    ),
    Tampering(swapped_signature, {"signature": "which is not a key of the allowed signers"}),
    Tampering(other_tags, {"manifests": "manifest-sha256.txt: changed"}),
    Tampering(changed_source, {"sources": "logs/web1/access.log: changed since it was read"}),
)
