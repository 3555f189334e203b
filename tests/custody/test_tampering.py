"""What an attacker may do to a sealed bundle, and what `forensics verify` says of each."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle import bag, signature
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import Check, verify
from tests.support.as_nobody import posix
from tests.support.bundle_fixture import NOON, Scene, build, copied, differing, new_key
from tests.support.command import run
from tests.support.tamper_fixture import (
    SIGNATURE,
    TAMPERINGS,
    UNSIGNED,
    Tampering,
    chain_anew,
    custody_of,
    flip,
    forge,
    forged_manifests,
    rewrite,
    swapped_signature,
)


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
    """The checks of its bundle, with the allowed signers and its own case."""
    return verify(scene.bundle, allowed_signers=scene.folder / "key.allowed", case_file=scene.case)


def test_an_untouched_bundle(scene: Scene) -> None:
    """Every check, and each is as sealed."""
    checks = checked(scene)
    assert [check.name for check in checks] == [
        "signature", "signer", "manifests", "time stamp request", "custody log", "level", "findings",
        "page", "plots", "workbook", "database", "sources", "count",
    ]  # fmt: skip
    assert {check.state for check in checks} == {"as sealed"}


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.act.__name__)
def test_each_tampering_is_caught(scene: Scene, tampering: Tampering) -> None:
    """By the check that is meant for it, in words that say what was done; the command ends with 4."""
    tampering.act(scene)
    found = differing(checked(scene))
    for name, sentence in tampering.said.items():
        assert any(sentence in said for said in found[name]), found
    result = run("verify", scene.bundle, "--allowed-signers", scene.folder / "key.allowed", "--case", scene.case)
    assert result.exit_code == 4
    for name, sentence in tampering.said.items():
        assert re.search(rf"^differs +{name} .*{re.escape(sentence)}", result.stdout, re.MULTILINE)


def test_the_documentation_has_the_same_table() -> None:
    """docs/bundle.md lists each tampering with the check and the words that tell of it."""
    rows = [
        f"| {str(tampering.act.__doc__).rstrip('.')} | {name} | {sentence} |"
        for tampering in TAMPERINGS
        for name, sentence in tampering.said.items()
    ]
    page = (Path(__file__).parents[2] / "docs" / "bundle.md").read_text(encoding="utf-8")
    told = page.partition("| what is done | check | what it says |\n| --- | --- | --- |\n")[2].partition("\n\n")[0]
    assert told.splitlines() == rows


def test_what_only_the_signature_tells(scene: Scene) -> None:
    """An entry that says something else, with chain, head and manifests made anew: without a seal nothing shows it."""
    chain_anew(custody_of(scene), "write report", {"complete": "otherwise"})
    forge(scene.bundle, bag.info(scene.bundle) | {"Custody-Head": custody.head(custody_of(scene).read_bytes())})
    assert set(differing(checked(scene))) == {"signature", "time stamp request"}
    shutil.copy(custody_of(scene), scene.report / "custody.jsonl")
    assert differing(verify(scene.report, case_file=scene.case)) == {}


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
