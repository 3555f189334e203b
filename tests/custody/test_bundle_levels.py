"""A bundle for each disclosure level: sealed and checked in the same way, with nothing that is not for its readers."""

from __future__ import annotations

import getpass
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from forensics.custody import log as custody
from forensics.custody.bundle import bag
from forensics.custody.bundle.level import holds_key
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import verify
from forensics.output.private import write_file
from forensics.report.disclosure import LEVELS
from forensics.report.disclosure.tokens import keyed_hash
from forensics.report.files import CUSTODY
from tests.support.bundle_fixture import NOON, WHO, Scene, build, copied, derive, differing, new_key, states
from tests.support.command import refused, run
from tests.support.programs import needs
from tests.support.small_case import listing
from tests.support.tamper_fixture import flip

KEY = bytes(range(32))
SEAL = "tagmanifest-sha256.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The report for investigators, and those made from it."""
    scene = build(tmp_path_factory.mktemp("built"))
    derive(scene, "regulator", key=KEY)
    derive(scene, "public", k=2)
    return scene


@pytest.fixture(params=LEVELS)
def scene(request: pytest.FixtureRequest, built: Scene, tmp_path: Path) -> Scene:
    """The report of each level, in a copy for one test."""
    level = "" if request.param == "investigator" else request.param
    return Scene(copied(built, tmp_path / "scene").folder, level)


lower = pytest.mark.parametrize("scene", ["regulator", "public"], indirect=True)


def level_of(scene: Scene) -> str:
    """The level of its report."""
    return scene.name or "investigator"


def change(path: Path, act: Callable[[dict[str, Any]], None]) -> None:
    """Findings, changed."""
    findings = json.loads(path.read_bytes())
    act(findings)
    path.write_text(json.dumps(findings), encoding="utf-8")


def test_standard_tools_find_it_sound(scene: Scene) -> None:
    """`bagit.py --validate` and `ssh-keygen -Y verify`, and ours; each finds it changed after one byte."""
    pytest.importorskip("bagit", reason="a development dependency")
    key = new_key(scene.folder)
    seal(scene.report, scene.bundle, key=key)
    validate = [sys.executable, "-m", "bagit", "--validate", str(scene.bundle)]
    confirm = [needs("ssh-keygen"), "-Y", "verify", "-f", f"{key}.allowed", "-I", WHO, "-n", "accesslog-evidence"]

    def codes() -> tuple[int, int]:
        manifest = (scene.bundle / SEAL).read_bytes()
        signed = [*confirm, "-s", scene.bundle / f"{SEAL}.sig"]
        return (
            subprocess.run(validate, capture_output=True, check=False).returncode,
            subprocess.run(signed, input=manifest, capture_output=True, check=False).returncode,
        )

    assert codes() == (0, 0)
    result = run("verify", scene.bundle, "--allowed-signers", f"{key}.allowed", "--case", scene.case)
    assert result.exit_code == 0, result.stdout
    flip(scene.bundle / "data" / "report.html", 3)
    flip(scene.bundle / SEAL, 3)
    assert 0 not in codes()


def test_every_check_at_every_level(scene: Scene) -> None:
    """With the case at hand all is counted again, and shown as that level shows it."""
    seal(scene.report, scene.bundle)
    found = verify(scene.bundle, case_file=scene.case)
    assert differing(found) == {}
    assert [name for name, state in states(found).items() if state != "as sealed"] == [
        "signature",
        *(["sources"] if scene.name else []),  # their hashes are not shown; the count reads them all the same
    ]
    assert bag.info(scene.bundle)["Disclosure-Level"] == level_of(scene)


def test_with_the_key_keyed_hashes_and_ids_are_made_again(built: Scene, tmp_path: Path) -> None:
    """Of the logs, of the case file, by which --sources finds it too, and of visitors; another key differs in all."""
    scene = Scene(copied(built, tmp_path / "scene").folder, "regulator")
    key = scene.folder / "key"
    write_file(key, KEY.hex().encode() + b"\n")
    seal(scene.report, scene.bundle)
    asked = ("verify", scene.bundle, "--allow-unsigned", "--key", key, "--sources", scene.folder)
    result = run(*asked)
    assert result.exit_code == 0, result.stdout
    assert "the case file and 2 sources are those that were read" in result.stdout
    log = scene.folder / "logs" / "web1" / "access.log"
    log.write_bytes(log.read_bytes() + b"\n")
    assert "logs/web1/access.log: changed since it was read: its keyed hash differs" in run(*asked).stdout
    key.write_bytes((KEY[::-1]).hex().encode() + b"\n")
    found = differing(verify(scene.bundle, case_file=scene.case, key=KEY[::-1]))
    assert found["sources"] == ("case.toml: not the case file that was read",)
    assert run(*asked).exit_code == 3  # no case file has that keyed hash


@pytest.mark.parametrize("level", ["", "public"])
def test_a_key_for_nothing(built: Scene, tmp_path: Path, level: str) -> None:
    """Only a report for a regulator holds what is made with it."""
    key = tmp_path / "key"
    write_file(key, KEY.hex().encode() + b"\n")
    refused(run("verify", Scene(built.folder, level).report, "--key", key), "holds nothing that is made with the key")
    refused(run("verify", built.report, "--key", tmp_path / "none"), "none", "cannot be read")


@lower
def test_sources_are_found_by_the_name_of_the_case(scene: Scene) -> None:
    """Where its hash is keyed, or not shown: the only case file of that id; of two none is guessed."""
    assert states(verify(scene.report, sources=[scene.folder]))["count"] == "as sealed"
    (scene.folder / "copy.toml").write_bytes(scene.case.read_bytes() + b"\n")
    assert states(verify(scene.report, sources=[scene.folder]))["count"] == "not checked"


@lower
def test_without_the_case_the_numbers_are_checked_against_each_other(scene: Scene) -> None:
    """A report of a lower level leads to no case file: it names no path of a machine."""
    assert states(verify(scene.report)) == {
        "manifests": "not checked",
        "custody log": "as sealed",
        "level": "as sealed",
        "findings": "as sealed",
        "page": "as sealed",
        "plots": "as sealed",
        "workbook": "as sealed",
        "database": "as sealed",
        "sources": "not checked",
        "count": "not checked",
    }


def test_a_changed_number(scene: Scene) -> None:
    """Contradicts the others, and the count."""
    change(scene.report / "findings.json", lambda found: found["files"][0]["total"]["downloads"].update(headline=4))
    found = differing(verify(scene.report, case_file=scene.case))
    assert "files[0].total.downloads.headline: the parts make 3, the whole is 4" in found["findings"]
    assert "files[0].total.downloads.headline: sealed 4, counted again 3" in found["count"]


@pytest.mark.parametrize("scene", ["public"], indirect=True)
@pytest.mark.parametrize(
    ("place", "values", "said"),
    [
        (("windows", 0), {"requests": 9}, "windows[0].verdicts: the parts make 4, the whole is 9"),
        (("windows", 0), {"partial": 9}, "total.partial: the parts make 9, the whole is 1"),
        (("total",), {"own": 9}, "total.own: 9, and there were 3 downloads"),
        (("total", "downloads"), {"at_most": 2}, "total.downloads: at_least, headline and at_most are not in order"),
        (("total", "addresses"), {"headline": 3}, "total.addresses.headline: 3 does not fit the windows, with [2]"),
        (("total", "verdicts"), {"complete": 9}, "total.verdicts.complete: the parts make 3, the whole is 9"),
    ],
)
def test_a_number_that_does_not_fit(scene: Scene, place: tuple[Any, ...], values: dict[str, int], said: str) -> None:
    """Without any row beside it."""

    def act(found: dict[str, Any]) -> None:
        part = found["files"][0]
        for step in place:
            part = part[step]
        part.update(values)

    change(scene.report / "findings.json", act)
    assert f"files[0].{said}" in differing(verify(scene.report))["findings"]


def test_a_log_that_changed_since(scene: Scene) -> None:
    """Told where the findings hold its hash; below that, where it changes what is counted."""
    flip(scene.folder / "logs/web1/access.log", 3)
    if scene.name:
        assert states(verify(scene.report, case_file=scene.case))["sources"] == "not checked"
        return
    said = differing(verify(scene.report, case_file=scene.case))["sources"][0]
    assert ("SHA-256" in said, "web1" in said) == (True, level_of(scene) != "public")


@pytest.mark.parametrize("scene", ["public"], indirect=True)
def test_logs_that_are_not_at_hand(scene: Scene) -> None:
    """Not a difference, even where no path says which is missing."""
    shutil.rmtree(scene.folder / "logs/web2")
    assert states(verify(scene.report, case_file=scene.case))["sources"] == "not checked"
    shutil.rmtree(scene.folder / "logs/web1")
    assert states(verify(scene.report, case_file=scene.case))["sources"] == "not checked"


@lower
@pytest.mark.parametrize("name", ["events.jsonl", "requests.parquet", "plots/visitors.json", "notes.txt"])
def test_a_file_that_its_readers_may_not_have(scene: Scene, name: str) -> None:
    """Refused by name before it is sealed, and found in what was sealed by other means."""
    (scene.report / name).write_text("192.0.2.10", encoding="utf-8")
    before = listing(scene.folder)
    result = run("seal", scene.report, "-o", scene.bundle)
    refused(result, name, f"a report of level {scene.name} does not hold this file", "forensics report --level")
    assert listing(scene.folder) == before
    assert f"{name}: a report of level {scene.name} does not hold this file" in differing(verify(scene.report))["level"]


def test_an_address_in_the_name_of_a_bundle(scene: Scene) -> None:
    """It stands in the custody log too: for investigators alone."""
    result = run("seal", scene.report, "-o", scene.folder / "about-192.0.2.10")
    if scene.name:
        refused(result, "about-192.0.2.10", f"which level {scene.name} does not show", "-o")
    else:
        assert result.exit_code == 0


@pytest.mark.parametrize("scene", ["regulator"], indirect=True)
def test_a_column_that_its_readers_may_not_have(scene: Scene) -> None:
    """A table of the report for investigators in its place."""
    shutil.copy(Scene(scene.folder).report / "requests.csv", scene.report / "requests.csv")
    [said] = differing(verify(scene.report))["level"]
    assert said.startswith("requests.csv: a report of level regulator does not show ")
    assert " line," in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.key", b""),
        ("plots/x.svg", KEY.hex().encode() + b"\n"),
        ("plots/x.svg", b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n"),
    ],
    ids=["by its name", "of linking ids", "private key"],
)
def test_no_bundle_holds_a_key(built: Scene, tmp_path: Path, name: str, content: bytes) -> None:
    """That of the linking ids, or one that signs."""
    scene = copied(built, tmp_path / "scene")
    (scene.report / name).write_bytes(content)
    before = listing(scene.folder)
    refused(run("seal", scene.report, "-o", scene.bundle), name, "this is a key")
    assert listing(scene.folder) == before
    assert f"{name}: a key, which no bundle may hold" in differing(verify(scene.report))["level"]


def test_what_is_no_key(tmp_path: Path) -> None:
    """A hash with a name behind it, a picture, a long text."""
    for content in (KEY.hex().encode() + b"  findings.json\n", b"<svg/>", b"A" * 44, b"0" * 20_000):
        (tmp_path / "x").write_bytes(content)
        assert not holds_key(tmp_path / "x")


@lower
def test_logs_are_for_investigators(scene: Scene) -> None:
    """A lower level holds none, whoever asks."""
    refused(
        run("seal", scene.report, "--include-sources", "--case", scene.case), f"of level {scene.name} holds no logs"
    )


def test_another_level_in_one_of_two_places(scene: Scene) -> None:
    """findings.json against bag-info.txt; and a level that there is not."""
    seal(scene.report, scene.bundle)
    path = scene.bundle / "bag-info.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"Level: {level_of(scene)}", "Level: other"), encoding="utf-8")
    assert f"level {level_of(scene)}, bag-info.txt says other" in differing(verify(scene.bundle))["level"][0]
    change(scene.report / "findings.json", lambda found: found.update(level="friends"))
    assert "level friends, which there is not" in differing(verify(scene.report))["level"][0]
    refused(run("seal", scene.report, "-o", scene.folder / "other"), "no findings of ours")


def test_custody_names_no_visitor_and_below_investigators_no_machine(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No address or user name of a log; account, host, paths and command only where investigators read it."""
    monkeypatch.setattr(getpass, "getuser", lambda: "account-of-jan")
    monkeypatch.setattr(platform, "node", lambda: "host-of-jan")
    seal(scene.report, scene.bundle)
    text = (scene.bundle / "data" / CUSTODY).read_text(encoding="utf-8")
    requests = pl.read_parquet(Scene(scene.folder).report / "requests.parquet")
    needles = {*requests["client"].drop_nulls(), *requests["user"].drop_nulls()}
    assert needles
    assert [needle for needle in needles if needle in text] == []
    machine = ("account-of-jan", "host-of-jan", str(scene.folder), os.sep + "logs", "case.toml")
    assert ([needle for needle in machine if needle in text] == []) == (scene.name != "")


def _keyed(above: Path) -> dict[str, str]:
    number, _, last = custody.head(custody.kept(above)).partition(" ")
    return {
        "findings_keyed": keyed_hash(KEY, "leak-1", bag.sha256_of(above / "findings.json")),
        "custody_head_keyed": f"{number} {keyed_hash(KEY, 'leak-1', last)}",
    }


@lower
def test_the_log_of_a_lower_level_is_bound_to_the_one_above(scene: Scene) -> None:
    """That of a regulator under the key of the case; the public can find nothing in it by trying."""
    above = Scene(scene.folder).report
    first = json.loads(custody.kept(scene.report).splitlines()[0])
    assert (first["action"], first["actor"], first["subject"]) == ("disclose", custody.UNNAMED, "leak-1")
    assert first["details"] == {
        "level": scene.name,
        "language": "en",
        "reason": None,
        "k": 2 if scene.name == "public" else None,
        "made_with": custody.made_with(),
        **(_keyed(above) if scene.name == "regulator" else {}),
    }


def test_addresses_in_full_are_counted_again_in_full(built: Scene, tmp_path: Path) -> None:
    """The custody log holds the reason, which the report prints."""
    scene = copied(built, tmp_path / "scene")
    shutil.rmtree(scene.folder / "reportregulator")
    full = derive(scene, "regulator", with_addresses="asked for by the regulator")
    found = verify(full.report, case_file=scene.case)
    assert differing(found) == {}
    assert states(found)["count"] == "as sealed"


def test_other_acts() -> None:
    """A key that was forgotten by its hash alone; files that were deleted with what they were."""
    forgotten = custody.key_forgotten("leak-1", KEY, actor="J. Doe")
    assert KEY.hex() not in json.dumps(dict(forgotten.details))
    gone = custody.purged("leak-1", {"requests.csv": (9, "0" * 64)}, actor="J. Doe")
    log = custody.extend(b"", [custody.Act(NOON, "J. Doe", "open case", "leak-1"), forgotten, gone])
    assert custody.faults(log) == ()
    assert [json.loads(line)["action"] for line in log.splitlines()] == ["open case", "forget key", "purge"]
    assert gone.details == {"files": [{"path": "requests.csv", "bytes": 9, "sha256": "0" * 64}]}


@lower
def test_a_sheet_that_its_readers_may_not_have(scene: Scene) -> None:
    """The workbook of the report for investigators in its place; one that cannot be read is told too."""
    place = scene.report / "evidence.xlsx"
    assert states(verify(scene.report))["level"] == "as sealed"
    shutil.copy(Scene(scene.folder).report / "evidence.xlsx", place)
    told = differing(verify(scene.report))["level"]
    start = f"evidence.xlsx: a report of level {scene.name} does not show "
    assert all(said.startswith(start) for said in told)
    assert any("line, " in said for said in told)
    assert any("peer" in said for said in told)
    place.write_bytes(place.read_bytes()[:-500])
    assert differing(verify(scene.report))["level"] == ("evidence.xlsx: cannot be read",)
