"""`forensics seal --include-sources`: the logs in a bundle for investigators, and a count from the copies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle import bag
from forensics.custody.bundle.originals import copy_name
from forensics.custody.verify import verify
from tests.support.archive_fixture import zip_of
from tests.support.bundle_fixture import Scene, build, copied, differing, states
from tests.support.command import refused, run
from tests.support.small_case import CASE, entry, listing, write_case
from tests.support.tamper_fixture import flip, forge

COPIES = ["sources/case.toml", "sources/s1-access.log", "sources/s2-access.log"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The report, made once."""
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture
def scene(built: Scene, tmp_path: Path) -> Scene:
    """A copy for one test."""
    return copied(built, tmp_path / "scene")


def seal_with_logs(scene: Scene) -> list[str]:
    """The bundle with the logs of this scene; the names of the copies."""
    result = run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.case)
    assert result.exit_code == 0, result.stderr
    return sorted(name for name in bag.files_below(scene.bundle / "data") if name.startswith("sources/"))


def valid(bundle: Path) -> bool:
    """For the bagit library, which shares no code with what wrote it."""
    pytest.importorskip("bagit", reason="a development dependency")
    command = [sys.executable, "-m", "bagit", "--validate", str(bundle)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_case_and_each_log_once(scene: Scene) -> None:
    """Byte for byte, for their owner alone; the custody log says how many; the logs stay as they are."""
    before = listing(scene.folder / "logs")
    assert seal_with_logs(scene) == COPIES
    assert listing(scene.folder / "logs") == before
    data = scene.bundle / "data"
    assert (data / COPIES[0]).read_bytes() == scene.case.read_bytes()
    assert (data / COPIES[1]).read_bytes() == (scene.folder / "logs/web1/access.log").read_bytes()
    assert os.name != "posix" or (data / COPIES[1]).stat().st_mode & 0o777 == 0o600
    sealing = custody.last(custody.kept(scene.report), "seal")
    assert sealing is not None
    assert sealing["details"]["copies"] == 3
    assert valid(scene.bundle)


def test_counted_again_from_the_copies(scene: Scene) -> None:
    """Where neither the case nor the logs are at hand; a bundle without copies cannot be counted there."""
    seal_with_logs(scene)
    found = verify(scene.bundle, case_file=scene.case)
    assert {check.state for check in found if check.name != "signature"} == {"as sealed"}
    shutil.rmtree(scene.folder / "logs")
    found = verify(scene.bundle, case_file=scene.case)
    assert differing(found) == {}
    assert (states(found)["sources"], states(found)["count"]) == ("not checked", "as sealed")
    shutil.rmtree(scene.bundle / "data" / "sources")
    assert states(verify(scene.bundle, case_file=scene.case))["count"] == "not checked"


@pytest.mark.parametrize("change", ["changed", "removed"])
def test_a_copy_that_is_not_the_log(scene: Scene, change: str) -> None:
    """Even where all manifests were made anew; nothing is counted from it."""
    seal_with_logs(scene)
    path = scene.bundle / "data" / COPIES[1]
    flip(path, 3) if change == "changed" else path.unlink()
    forge(scene.bundle)
    found = verify(scene.bundle, case_file=scene.case)
    assert "manifests" not in differing(found)
    said = "not the file that was read" if change == "changed" else "missing"
    assert f"{COPIES[1]}: {said}" in differing(found)["copies"][0]


def test_a_log_that_changed_since(scene: Scene) -> None:
    """Is named, and nothing is sealed."""
    with (scene.folder / "logs/web2/access.log").open("a", encoding="utf-8") as log:
        log.write(entry(41))
    before = listing(scene.folder)
    result = run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.case)
    refused(result, "web2", "is not the file that was read: SHA-256")
    (scene.folder / "logs/web2/access.log").unlink()
    before = {name: state for name, state in before.items() if name != "logs/web2/access.log"}
    refused(run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.case), "web2", "opened")
    assert listing(scene.folder).keys() == before.keys()


def test_a_case_that_is_not_at_hand(scene: Scene) -> None:
    """It says where the logs lie."""
    (scene.report / "custody.jsonl").unlink()
    refused(run("seal", scene.report, "-o", scene.bundle, "--include-sources"), "not at hand", "--case")
    result = run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.folder / "none.toml")
    refused(result, "none.toml", "missing")
    result = run("seal", scene.report, "-o", scene.bundle, "--case", scene.case)
    assert (result.exit_code, "--case is for --include-sources" in result.stderr) == (2, True)


@pytest.mark.parametrize("place", ["-", "https://logs.example.org/access.log", "s3://evidence/access.log"])
def test_a_log_that_was_not_a_file_here(scene: Scene, place: str) -> None:
    """It cannot be copied, and no other machine is asked."""
    path = scene.report / "findings.json"
    findings = json.loads(path.read_bytes())
    findings["sources"][0]["path"] = place
    path.write_text(json.dumps(findings), encoding="utf-8")
    result = run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.case)
    refused(result, place, "was not read from a file here", "save the log in a file")


def test_not_enough_room(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before anything is written."""
    before = listing(scene.folder)
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 # what shutil returns is one
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 1, 99))
    result = run("seal", scene.report, "-o", scene.bundle, "--include-sources", "--case", scene.case)
    refused(result, "bytes, and 99 are free", "make room")
    assert listing(scene.folder) == before


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("logs/access.log.1", "sources/s1-access.log.1"),
        ("a b%/50% of é.log", "sources/s1-50=25=20of=20=C3=A9.log"),
        ("../..", "sources/s1-.=2E"),
        ("logs/a=b\u202e|.log", "sources/s1-a=3Db=E2=80=AE=7C.log"),
        ("x" * 300, f"sources/s1-{'x' * 100}"),
    ],
)
def test_the_name_of_a_copy(path: str, name: str) -> None:
    """Safe on every system, whatever the log was called, and no percent sign, which manifests encode."""
    assert copy_name({"id": "s1", "path": path}) == name


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_and_an_archive(tmp_path: Path) -> None:
    """The log is found again, its copy has a plain name; an archive goes in whole, once, and is counted from."""
    case = CASE.replace('"logs/web*/access.log*"', '"logs/*"')
    write_case(tmp_path, case)
    odd = tmp_path / "logs" / os.fsdecode(b"caf\xe9 50%.log")
    (tmp_path / "logs/web1/access.log").rename(odd)
    second = tmp_path / "logs/web2/access.log"
    (tmp_path / "logs/week.zip").write_bytes(zip_of({"access.log": second.read_bytes(), "b": second.read_bytes()}))
    shutil.rmtree(tmp_path / "logs/web1")
    shutil.rmtree(tmp_path / "logs/web2")
    scene = build(tmp_path, write=False)
    assert seal_with_logs(scene) == ["sources/case.toml", "sources/s1-caf=E9=2050=25.log", "sources/s2-week.zip"]
    assert valid(scene.bundle)
    assert states(verify(scene.bundle))["count"] == "as sealed"
    shutil.rmtree(scene.folder / "logs")
    found = states(verify(scene.bundle))
    assert (found["sources"], found["copies"], found["count"]) == ("not checked", "as sealed", "as sealed")


@pytest.mark.parametrize("outside", ["../elsewhere/access.log", "absolute"])
def test_copies_of_logs_from_elsewhere(tmp_path: Path, outside: str) -> None:
    """They are sealed; but no bundle makes its checker read what lies outside a folder of its own."""
    folder = tmp_path / "case"
    path = str(tmp_path / "elsewhere" / "access.log") if outside == "absolute" else outside
    write_case(folder, CASE.replace('"logs/web*/access.log*"', json.dumps(path)))
    (tmp_path / "elsewhere").mkdir()
    (folder / "logs/web1/access.log").rename(tmp_path / "elsewhere" / "access.log")
    scene = build(folder, write=False)
    seal_with_logs(scene)
    (tmp_path / "elsewhere" / "access.log").unlink()
    [count] = [check for check in verify(scene.bundle) if check.name == "count"]
    assert count.state == "not checked"
    assert "lies outside the folder of its case" in count.sentences[0]
