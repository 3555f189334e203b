"""A folder from anybody: nothing that it names is opened outside it, nothing in it is waited for or swells."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from forensics.custody.bundle.bag import sha256_of
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import verify
from forensics.errors import BundleError
from tests.support.as_nobody import posix
from tests.support.bundle_fixture import Scene, build, copied, differing, states
from tests.support.command import refused, run
from tests.support.opened_files import opened_files

pytestmark = posix


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A bundle, not signed."""
    scene = build(tmp_path_factory.mktemp("sealed"))
    seal(scene.report, scene.bundle, timestamp_request=True)
    seal(scene.report, scene.folder / "copies", include_sources=True)
    return scene


@pytest.fixture
def scene(sealed: Scene, tmp_path: Path) -> Scene:
    """A copy to tamper with."""
    return copied(sealed, tmp_path / "scene")


def test_the_case_that_a_custody_log_names_is_not_opened(scene: Scene) -> None:
    """It was written by whoever made the bundle; nor is anything else outside the folder."""
    with opened_files() as opened:
        found = states(verify(scene.bundle))
    assert (found["sources"], found["count"]) == ("not checked", "not checked")
    beside = scene.bundle.resolve().parent
    assert [path for path in opened if beside in path.parents and scene.bundle not in path.parents] == []


@pytest.mark.parametrize(
    "lines",
    [
        '[[logs]]\npath = "{outside}/access.log"\n',
        '[[logs]]\npath = "{outside}/*"\n',
        '[[logs]]\npath = "logs/../../outside/access.log"\n',
        '[[logs]]\npath = "logs/leading/access.log"\n',
        '[[logs]]\npath = "logs/*"\nformat = "{outside}/access.log#main"\n',
        '[[logs]]\npath = "logs/*"\nformat = "file:{outside}/access.log"\n',
        '[parties]\ndatabases = ["{outside}/access.log"]\n',
        '[parties.ranges]\ngooglebot = "{outside}/access.log"\n',
    ],
    ids=["absolute", "pattern", "dots", "link", "configuration", "format", "database", "list"],
)
def test_what_a_case_names_elsewhere_is_not_opened(scene: Scene, tmp_path: Path, lines: str) -> None:
    """The user's own word is the case file; what it names must lie in its folder, or in one that the user names."""
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.copy(scene.folder / "logs" / "web1" / "access.log", outside)
    (scene.folder / "logs" / "leading").symlink_to(outside)
    case = scene.case.read_text(encoding="utf-8") + lines.format(outside=outside)
    scene.case.write_text(case, encoding="utf-8", newline="")
    _with_case(scene.report, scene.case)
    with opened_files() as opened:
        [count] = [check for check in verify(scene.report, case_file=scene.case) if check.name == "count"]
    assert count.state == "not checked"
    assert "outside its folder" in count.sentences[0]
    assert [path for path in opened if outside in path.resolve().parents] == []


@pytest.mark.parametrize(
    "lines",
    [
        '[[logs]]\npath = "/proc/*/mem"\n',
        '[[logs]]\npath = "logs/*"\nformat = "file:{outside}/access.log"\n',
        '[[logs]]\npath = "logs/*"\nformat = "{outside}/access.log#main"\n',
        '[parties]\ndatabases = ["{outside}/access.log"]\n',
        '[parties.ranges]\ngooglebot = "{outside}/access.log"\n',
        '[[files]]\nname = "other.xlsx"\ndocument = "{outside}/access.log"\n',
        "deep = " + "[" * 10_000 + "]" * 10_000 + "\n",
    ],
    ids=["pattern", "format", "configuration", "database", "list", "document", "deep"],
)
def test_the_case_in_a_bundle_is_not_believed_either(sealed: Scene, tmp_path: Path, lines: str) -> None:
    """It lies among the copies, and was written by whoever made these: nothing outside is opened unasked."""
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.copy(sealed.folder / "logs" / "web1" / "access.log", outside)
    bundle = shutil.copytree(sealed.folder / "copies", tmp_path / "bundle")
    case = bundle / "data" / "sources" / "case.toml"
    case.write_text(case.read_text(encoding="utf-8") + lines.format(outside=outside), encoding="utf-8", newline="")
    _with_case(bundle / "data", case)
    with opened_files() as opened:
        found = verify(bundle)
    assert states(found)["copies"] == "as sealed"
    [count] = [check for check in found if check.name == "count"]
    assert (count.state, "cannot be done from the copies" in count.sentences[0]) == ("not checked", True)
    assert [path for path in opened if outside in path.resolve().parents] == []


def test_a_format_in_the_folder_names_none_outside_it(scene: Scene, tmp_path: Path) -> None:
    """Nor another file of formats, which might name the first."""
    outside = tmp_path / "httpd.conf"
    outside.write_text("LogFormat main\n", encoding="utf-8")
    own = scene.folder / "own.toml"
    case = scene.case.read_text(encoding="utf-8")
    scene.case.write_text(case.replace('"nginx_combined"', '"file:own.toml"'), encoding="utf-8", newline="")
    _with_case(scene.report, scene.case)
    for named, said in ((f"{outside}#main", "outside its folder"), ("file:own.toml", "1 problem in the case file")):
        own.write_text(f"format = '{named}'\nexamples = ['x']\n", encoding="utf-8")
        with opened_files() as opened:
            [count] = [check for check in verify(scene.report, case_file=scene.case) if check.name == "count"]
        assert count.state == "not checked"
        assert said in count.sentences[0]
        assert outside not in opened


def _with_case(report: Path, case: Path) -> None:
    """Findings that fit the case file as it now lies there."""
    path = report / "findings.json"
    findings = json.loads(path.read_bytes())
    findings["case"]["digest"] = f"sha256:{sha256_of(case)}"
    path.write_text(json.dumps(findings), encoding="utf-8")


def test_sources_that_the_user_names(scene: Scene, tmp_path: Path) -> None:
    """A folder with the case file in it will do; and one with the logs, where these lie elsewhere."""
    found = states(verify(scene.bundle, sources=[scene.folder]))
    assert (found["sources"], found["count"]) == ("as sealed", "as sealed")
    (scene.folder / "logs").rename(tmp_path / "moved")
    (scene.folder / "logs").symlink_to(tmp_path / "moved")
    assert states(verify(scene.bundle, case_file=scene.case))["count"] == "not checked"
    found = states(verify(scene.bundle, case_file=scene.case, sources=[tmp_path / "moved"]))
    assert found["count"] == "as sealed"
    refused(run("verify", scene.bundle, "--sources", tmp_path / "none"), "none", "folder of the sources is missing")


def test_asked_for_and_not_done_is_not_0(scene: Scene) -> None:
    """Without a case nothing was asked for; with one that leads to no logs not all was checked."""
    assert run("verify", scene.bundle, "--allow-unsigned").exit_code == 0
    shutil.rmtree(scene.folder / "logs")
    assert run("verify", scene.bundle, "--allow-unsigned", "--case", scene.case).exit_code == 3


@pytest.mark.parametrize("kept", ["", "findings.json"])
@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
def test_no_file_of_a_bundle_is_waited_for(scene: Scene, kind: str, kept: str) -> None:
    """A pipe, a link to a device, a file of a terabyte in the place of each: told, and nothing else."""
    for path in sorted(path for path in scene.bundle.rglob("*") if path.is_file() and path.name != kept):
        if kind == "huge" and path.parent != scene.bundle and path.suffix not in (".json", ".html", ".jsonl"):
            continue  # its hash is taken, however long that takes
        path.unlink()
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "device":
            path.symlink_to("/dev/zero")
        else:
            os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 1 << 40)
    found = differing(verify(scene.bundle))
    assert {"manifests", "page" if kept else "findings"} <= found.keys()


@pytest.mark.parametrize("name", ["requests.csv", "downloads.csv", "events.jsonl", "report.html", "custody.jsonl"])
def test_a_pipe_in_a_report(scene: Scene, name: str) -> None:
    """Nobody writes into it, and nobody waits."""
    (scene.report / name).unlink()
    os.mkfifo(scene.report / name)
    assert run("verify", scene.report).exit_code in (3, 4)


def test_a_folder_that_is_a_link(scene: Scene) -> None:
    """The payload lies elsewhere: it is not that of the bundle."""
    (scene.bundle / "data").rename(scene.folder / "elsewhere")
    (scene.bundle / "data").symlink_to(scene.folder / "elsewhere")
    with pytest.raises(BundleError, match="link"):
        verify(scene.bundle)


_SWELLING = {
    "lists": b"[" + b"[],\n" * 2_000_000 + b"[]]",  # twenty times their bytes
    "a text": b'{"schema": "' + b"x" * 5_000_000 + b'"}',  # on every page several times
    "depth": b"[" * 1_000_000,
}


@pytest.mark.parametrize("kind", _SWELLING)
def test_json_that_swells(scene: Scene, kind: str) -> None:
    """Told by every command that reads findings, before they are taken apart."""
    (scene.report / "findings.json").write_bytes(_SWELLING[kind])
    assert "findings" in differing(verify(scene.report))
    for command in (("report",), ("notify", "--profile", "ap"), ("seal",), ("purge", "--yes")):
        refused(run(command[0], scene.report, *command[1:]), "findings.json")


def test_a_pipe_where_findings_are_expected(scene: Scene) -> None:
    """Nobody writes into it, and no command waits."""
    (scene.report / "findings.json").unlink()
    os.mkfifo(scene.report / "findings.json")
    for command in (("report",), ("notify", "--profile", "ap"), ("seal",), ("verify",), ("purge", "--yes")):
        refused(run(command[0], scene.report, *command[1:]), "")
