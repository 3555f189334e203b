"""What an attacker may do to a sealed bundle, and what `forensics verify` says of each."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from forensics.bundle import bag, custody, signature
from forensics.bundle.bag import files_below, sha256_of, tag_files
from forensics.bundle.sealing import seal
from forensics.verify import Check, verify
from tests.as_nobody import posix
from tests.bundle_fixture import NOON, Scene, build, copied, differing, new_key
from tests.command import run

SIGNATURE = "tagmanifest-sha256.txt.sig"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A bundle signed with a key, and a second key that nobody allowed."""
    scene = build(tmp_path_factory.mktemp("sealed"))
    key = new_key(scene.folder)
    new_key(scene.folder, "foreign")
    seal(scene.report, scene.bundle, key=key, timestamp_request=True)
    return scene


@pytest.fixture
def scene(sealed: Scene, tmp_path: Path) -> Scene:
    """A copy to tamper with."""
    return copied(sealed, tmp_path / "scene")


def checked(scene: Scene) -> tuple[Check, ...]:
    """The checks of its bundle, with the allowed signers."""
    return verify(scene.bundle, allowed_signers=scene.folder / "key.allowed")


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


def rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """The lines of a file, changed."""
    path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))


def changed_findings(scene: Scene) -> None:
    """One byte of findings.json: a headline of 3 becomes 2."""
    path = scene.bundle / "data" / "findings.json"
    flip(path, path.read_bytes().index(b'"headline": 3') + 12)


def changed_table(scene: Scene) -> None:
    """One byte of requests.csv: the minute of a request."""
    path = scene.bundle / "data" / "requests.csv"
    flip(path, path.read_bytes().index(b"08:05:00") + 4)


def removed_file(scene: Scene) -> None:
    """downloads.csv is gone."""
    (scene.bundle / "data" / "downloads.csv").unlink()


def added_file(scene: Scene) -> None:
    """A page that was not part of the report."""
    (scene.bundle / "data" / "appendix.html").write_text("<p>nothing was downloaded")


def forged_manifests(scene: Scene) -> None:
    """A changed finding, and all manifests to fit it."""
    changed_findings(scene)
    forge(scene.bundle)


def reordered_custody(scene: Scene) -> None:
    """Two entries change places, and all manifests fit."""
    rewrite(scene.bundle / "data" / "custody.jsonl", lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])
    forge(scene.bundle)


def cut_custody(scene: Scene) -> None:
    """The last two entries are gone, and all manifests fit."""
    rewrite(scene.bundle / "data" / "custody.jsonl", lambda lines: lines[:-2])
    forge(scene.bundle)


def swapped_signature(scene: Scene) -> None:
    """The tag manifest signed anew, with a key of somebody else."""
    (scene.bundle / SIGNATURE).unlink()
    signature.sign(scene.bundle / "tagmanifest-sha256.txt", scene.folder / "foreign")


UNSIGNED = "the signature is not over this tag manifest: one of them was changed"


@dataclass(frozen=True, slots=True)
class Tampering:
    """What is done, and by which check and sentence it must be found; others may find it too."""

    act: Callable[[Scene], None]
    said: dict[str, str]


TAMPERINGS = (
    Tampering(
        changed_findings,
        {
            "manifests": "data/findings.json: changed",
            "findings": "files[0].windows[0].downloads.headline: findings.json says 2, the tables say 3",
            "count": "files[0].windows[0].downloads.headline: sealed 2, counted again 3",
        },
    ),
    Tampering(
        changed_table,
        {
            "manifests": "data/requests.csv: changed",
            "count": "requests.csv: not the rows that are counted again",
        },
    ),
    Tampering(removed_file, {"manifests": "data/downloads.csv: removed"}),
    Tampering(added_file, {"manifests": "data/appendix.html: added"}),
    Tampering(forged_manifests, {"signature": UNSIGNED, "findings": "findings.json says 2, the tables say 3"}),
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
    Tampering(swapped_signature, {"signature": "which is not a key of the allowed signers"}),
)


def test_an_untouched_bundle(scene: Scene) -> None:
    """Every check, and each is as sealed: the case and its logs are found through the custody log."""
    checks = checked(scene)
    assert [check.name for check in checks] == [
        "manifests", "signature", "signer", "time stamp request", "custody log", "findings", "sources", "count",
    ]  # fmt: skip
    assert {check.state for check in checks} == {"as sealed"}


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.act.__name__)
def test_each_tampering_is_caught(scene: Scene, tampering: Tampering) -> None:
    """By the check that is meant for it, in words that say what was done; the command ends with 4."""
    tampering.act(scene)
    found = differing(checked(scene))
    for name, sentence in tampering.said.items():
        assert any(sentence in said for said in found[name]), found
    result = run("verify", scene.bundle, "--allowed-signers", scene.folder / "key.allowed")
    assert result.exit_code == 4
    for name, sentence in tampering.said.items():
        assert re.search(rf"^differs +{name} .*{re.escape(sentence)}", result.stdout, re.MULTILINE)


def test_only_a_forged_bundle_fits_its_manifests(scene: Scene) -> None:
    """Which is why the manifests alone prove nothing."""
    forged_manifests(scene)
    assert "manifests" not in differing(checked(scene))


def test_a_whole_forgery_is_caught_by_the_key(scene: Scene) -> None:
    """Findings, chain, manifests, request and signature all made anew: only the allowed signers tell."""
    shutil.rmtree(scene.bundle)
    changed = (scene.report / "findings.json").read_text(encoding="utf-8").replace("leak.xlsx", "harmless.xlsx")
    (scene.report / "findings.json").write_text(changed, encoding="utf-8", newline="")
    (scene.report / "custody.jsonl").write_bytes(custody.extend(b"", [custody.Act(NOON, "x", "open case", "leak-1")]))
    seal(scene.report, scene.bundle, key=scene.folder / "foreign")
    assert "not a key of the allowed signers" in differing(checked(scene))["signature"][0]
    assert "signature" not in differing(verify(scene.bundle))


def test_without_allowed_signers_a_swapped_key_is_not_that_of_the_custody_log(scene: Scene) -> None:
    """The log says with which key the bundle was sealed."""
    swapped_signature(scene)
    assert "the custody log says SHA256:" in differing(verify(scene.bundle))["signature"][0]


def test_a_removed_signature(scene: Scene) -> None:
    """Missed, because the custody log tells of it; and where one is asked for, whatever the log says."""
    (scene.bundle / SIGNATURE).unlink()
    assert "the custody log says: signed with SHA256:" in differing(verify(scene.bundle))["signature"][0]
    log = (scene.bundle / "data/custody.jsonl").read_bytes()
    key = json.loads(log.splitlines()[-1])["details"]["key"]
    (scene.bundle / "data/custody.jsonl").write_bytes(log.replace(json.dumps(key).encode(), b"null"))
    assert "not signed by any of the allowed signers" in differing(checked(scene))["signature"][0]


def test_a_signature_for_something_else(scene: Scene) -> None:
    """The same key, the same bytes, another purpose: no seal."""
    (scene.bundle / SIGNATURE).unlink()
    before = signature.NAMESPACE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signature, "NAMESPACE", "git")
        signature.sign(scene.bundle / "tagmanifest-sha256.txt", scene.folder / "key")
    assert before == signature.NAMESPACE
    assert differing(checked(scene))["signature"] == (UNSIGNED,)


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_tag_file_changed_or_removed(scene: Scene, name: str) -> None:
    """Each is listed in the tag manifest, which is signed."""
    flip(scene.bundle / name, 3)
    found = differing(checked(scene))
    assert "signature" in found if name == "tagmanifest-sha256.txt" else f"{name}: changed" in found["manifests"]
    (scene.bundle / name).unlink()
    assert f"{name}: removed" in differing(checked(scene))["manifests"]


@pytest.mark.parametrize(
    "line",
    [b"0" * 64 + b"  data/../../secret", b"0" * 64 + b"  /etc/passwd", b"no hash", b"\xff\xfe", b""],
    ids=["above", "absolute", "no hash", "no text", "blank"],
)
def test_a_manifest_that_names_what_is_not_there(scene: Scene, line: bytes) -> None:
    """No file outside the bundle is ever looked at, and nothing raises."""
    (scene.folder / "secret").write_text("x")
    rewrite(scene.bundle / "manifest-sha256.txt", lambda lines: [*lines, line])
    found = differing(checked(scene))["manifests"]
    assert any("is not one of a bundle" in said or "removed" in said or "cannot be read" in said for said in found)


def test_a_name_listed_twice(scene: Scene) -> None:
    """The second line would decide in some tools, the first in others."""
    wrong = hashlib.sha256(b"").hexdigest().encode() + b"  data/findings.json"
    rewrite(scene.bundle / "manifest-sha256.txt", lambda lines: [*lines, wrong])
    assert any("is not one of a bundle" in said for said in differing(checked(scene))["manifests"])


@posix
def test_a_link_in_place_of_a_file(scene: Scene) -> None:
    """Even to the same bytes: what it leads to may change."""
    path = scene.bundle / "data" / "findings.json"
    path.rename(scene.folder / "elsewhere.json")
    path.symlink_to(scene.folder / "elsewhere.json")
    found = differing(checked(scene))
    assert "data/findings.json: replaced by a link or something else that is no file" in found["manifests"]
    assert "missing" in found["findings"][0]


def test_a_request_for_a_time_stamp_of_something_else(scene: Scene) -> None:
    """Changed or removed."""
    query = scene.bundle / "tagmanifest-sha256.txt.tsq"
    flip(query, 30)
    assert "is not about this tag manifest" in differing(checked(scene))["time stamp request"][0]
    query.unlink()
    assert "is missing" in differing(checked(scene))["time stamp request"][0]
