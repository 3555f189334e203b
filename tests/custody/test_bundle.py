"""A sealed bundle: valid for the tools that others use, for its owner alone, the same bytes each time."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle import bag, sealing, timestamp
from forensics.custody.bundle.sealing import seal
from forensics.errors import BundleError, OutputError
from tests.support.as_nobody import posix
from tests.support.bundle_fixture import WHO, Scene, build, copied, new_key
from tests.support.command import refused, run
from tests.support.programs import needs
from tests.support.small_case import listing

SEAL = "tagmanifest-sha256.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The report, made once."""
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture
def scene(built: Scene, tmp_path: Path) -> Scene:
    """A copy for one test."""
    return copied(built, tmp_path / "scene")


def without_programs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """PATH leads nowhere."""
    monkeypatch.setenv("PATH", str(folder / "nothing"))


def test_what_a_bundle_holds(scene: Scene) -> None:
    """The report in data/, its custody log closed, the four files of BagIt."""
    sealed = seal(scene.report, scene.bundle)
    there = set(bag.files_below(scene.bundle))
    report = {f"data/{name}" for name in bag.files_below(scene.report)}
    assert there == report | {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", SEAL}
    assert sealed.files == len(report)
    for name in report - {"data/custody.jsonl"}:
        assert (scene.bundle / name).read_bytes() == (scene.report / name.removeprefix("data/")).read_bytes()
    assert [path.name for path in scene.folder.iterdir() if path.name.startswith(".")] == []
    assert bag.info(scene.bundle)["External-Identifier"] == "leak-1"
    assert bag.unsealed(scene.bundle) == ()


def test_the_sealing_stands_in_the_custody_log_of_both(scene: Scene) -> None:
    """As the last entry of an unbroken chain, and bag-info.txt keeps its head."""
    before = custody.kept(scene.report)
    seal(scene.report, scene.bundle)
    log = custody.kept(scene.report)
    assert log == custody.kept(scene.bundle / "data")
    assert log.startswith(before)
    assert custody.faults(log) == ()
    entry = json.loads(log.splitlines()[-1])
    assert (entry["action"], entry["subject"], entry["details"]["key"]) == ("seal", "bundle", None)
    assert bag.info(scene.bundle)["Custody-Head"] == custody.head(log)


def test_the_bagit_library_finds_it_valid(scene: Scene) -> None:
    """`bagit.py --validate`, which shares no code with what wrote it."""
    if importlib.util.find_spec("bagit") is None:
        pytest.skip("the bagit library is not installed: it is a development dependency")
    seal(scene.report, scene.bundle)
    command = [sys.executable, "-m", "bagit", "--validate", str(scene.bundle)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert "is valid" in found.stderr
    (scene.bundle / "data" / "findings.json").write_text("{}")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_ssh_keygen_verifies_the_signature(scene: Scene) -> None:
    """As the documentation of ssh-keygen says, for this namespace only."""
    key = new_key(scene.folder)
    sealed = seal(scene.report, scene.bundle, key=key)
    assert sealed.notes == ()
    assert sealed.key is not None

    def verified(namespace: str) -> subprocess.CompletedProcess[str]:
        arguments = ["-Y", "verify", "-f", f"{key}.allowed", "-I", WHO, "-n", namespace, "-s", f"{SEAL}.sig"]
        content = (scene.bundle / SEAL).read_text(encoding="utf-8")
        return subprocess.run(
            [needs("ssh-keygen"), *arguments],
            input=content,
            cwd=scene.bundle,
            text=True,
            capture_output=True,
            check=False,
        )

    found = verified("accesslog-evidence")
    assert found.returncode == 0, found.stderr
    assert sealed.key in found.stdout
    assert verified("git").returncode != 0


def test_openssl_reads_the_request_for_a_time_stamp(scene: Scene) -> None:
    """Byte for byte what openssl would ask for the same file, without a nonce."""
    seal(scene.report, scene.bundle, timestamp_request=True)
    query = (scene.bundle / f"{SEAL}.tsq").read_bytes()
    command = [needs("openssl"), "ts", "-query", "-data", scene.bundle / SEAL, "-sha256", "-no_nonce", "-cert"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == query
    assert query == timestamp.request((scene.bundle / SEAL).read_bytes())


@posix
def test_a_bundle_is_for_its_owner_alone(scene: Scene) -> None:
    """0600 and 0700, whatever the umask says; the signature too, which another program writes."""
    key = new_key(scene.folder)
    before = os.umask(0)
    try:
        seal(scene.report, scene.bundle, key=key, timestamp_request=True)
    finally:
        os.umask(before)
    for path in (scene.bundle, *scene.bundle.rglob("*"), scene.report / "custody.jsonl"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_the_same_report_at_the_same_time_gives_the_same_bytes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run times stand in the custody log alone; with SOURCE_DATE_EPOCH that is the same too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781092800")
    log = (scene.report / "custody.jsonl").read_bytes()
    contents = []
    for place in ("one", "two"):
        (scene.report / "custody.jsonl").write_bytes(log)
        seal(scene.report, scene.folder / place / "bundle", timestamp_request=True)
        below = bag.files_below(scene.folder / place / "bundle")
        contents.append({name: path.read_bytes() for name, path in below.items()})
    assert contents[0] == contents[1]


def test_without_a_key_or_ssh_keygen_it_is_said_that_it_is_not_signed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note, not an error: the manifests are worth having."""
    assert "--sign" in seal(scene.report, scene.bundle).notes[0]
    key = new_key(scene.folder)
    without_programs(monkeypatch, scene.folder)
    result = run("seal", scene.report, "-o", scene.folder / "other", "--sign", key)
    assert result.exit_code == 0
    assert "not signed: ssh-keygen is not installed" in result.stderr
    assert not (scene.folder / "other" / f"{SEAL}.sig").exists()


@pytest.mark.parametrize("content", [None, "no key\n"], ids=["missing", "no key"])
def test_a_key_that_cannot_be_used(scene: Scene, content: str | None) -> None:
    """Told before anything is written."""
    needs("ssh-keygen")
    key = scene.folder / "key"
    if content:
        key.write_text(content)
    before = listing(scene.folder)
    refused(run("seal", scene.report, "-o", scene.bundle, "--sign", key), str(key), "cannot be used", "--sign")
    assert listing(scene.folder) == before


def test_a_public_key_cannot_sign(scene: Scene) -> None:
    """ssh-keygen says why; no bundle is left, and the custody log tells of none."""
    key = new_key(scene.folder)
    key.unlink()
    before = listing(scene.folder)
    result = run("seal", scene.report, "-o", scene.bundle, "--sign", key.with_name("key.pub"))
    refused(result, "key.pub", "cannot be signed")
    assert listing(scene.folder) == before


def test_what_is_no_report_is_not_sealed(scene: Scene) -> None:
    """A missing folder, a foreign one, a broken report, a bundle."""
    seal(scene.report, scene.bundle)
    (scene.folder / "broken").mkdir()
    (scene.folder / "broken" / "findings.json").write_text("[]")
    for name, why in (
        ("missing", "not a report"),
        ("logs", "not a report"),
        ("broken", "no findings of ours"),
        ("bundle", "a bundle already"),
    ):
        with pytest.raises(BundleError, match=why):
            seal(scene.folder / name, scene.folder / "other")
    assert not (scene.folder / "other").exists()


def test_a_bundle_is_never_replaced(scene: Scene) -> None:
    """Nor is anything else that stands there, and none is written into the report itself."""
    seal(scene.report, scene.bundle)
    before = listing(scene.folder)
    refused(run("seal", scene.report, "-o", scene.bundle), "is not replaced", "-o")
    refused(run("seal", scene.report, "-o", scene.case), "is not replaced")
    refused(run("seal", scene.report, "-o", scene.report / "plots" / "b"), "inside the report")
    assert listing(scene.folder) == before


@posix
def test_a_link_in_a_report_brings_nothing_in(scene: Scene) -> None:
    """What lies elsewhere is not part of a report."""
    (scene.report / "plots" / "x.svg").symlink_to(scene.case)
    with pytest.raises(BundleError, match="no links"):
        seal(scene.report, scene.bundle)


@pytest.mark.parametrize("number", [1, 4, 11, 15])
def test_a_full_disk_leaves_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """No half bundle, and no entry in the custody log of the report."""
    write_file, written = sealing.write_file, []

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_file(path, content)

    before = listing(scene.folder)
    monkeypatch.setattr(sealing, "write_file", full)
    with pytest.raises(OutputError, match="the bundle cannot be written"):
        seal(scene.report, scene.bundle)
    assert listing(scene.folder) == before


def test_what_a_file_manager_left_is_not_sealed(scene: Scene) -> None:
    """It is no part of a report."""
    (scene.report / "plots" / ".DS_Store").write_bytes(b"x")
    seal(scene.report, scene.bundle)
    assert not (scene.bundle / "data" / "plots" / ".DS_Store").exists()


def test_names_that_a_manifest_must_encode() -> None:
    """Percent, CR and LF in a name (RFC 8493, 2.1.3)."""
    files = bag.tag_files({"50%\r\n.csv": (3, "0" * 64)}, {"External-Identifier": "a\nb: c"})
    assert files["manifest-sha256.txt"] == b"0" * 64 + b"  data/50%25%0D%0A.csv\n"
    assert files["bag-info.txt"] == b"External-Identifier: a b: c\nPayload-Oxum: 3.1\n"


def test_the_bundle_lies_beside_the_report_unless_told(scene: Scene) -> None:
    """And the answer on stdout says where."""
    result = run("seal", scene.report)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Sealed: {scene.folder / 'report-bundle'} (")
    assert bag.unsealed(scene.folder / "report-bundle") == ()
