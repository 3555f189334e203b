"""`forensics verify`: what is checked, what could not be, and what the exit code says."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from forensics.custody import log as custody
from forensics.custody.bundle import signature
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import verify
from forensics.errors import BundleError
from forensics.version import __version__
from tests.support.bundle_fixture import Scene, build, copied, differing, new_key, states
from tests.support.command import refused, run
from tests.support.small_case import entry, listing


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A bundle, not signed."""
    scene = build(tmp_path_factory.mktemp("sealed"))
    seal(scene.report, scene.bundle, timestamp_request=True)
    return scene


@pytest.fixture
def scene(sealed: Scene, tmp_path: Path) -> Scene:
    """A copy to look at."""
    return copied(sealed, tmp_path / "scene")


@pytest.mark.parametrize("name", ["missing", "logs", "case.toml"])
def test_what_is_no_bundle(scene: Scene, name: str) -> None:
    """A missing folder, a foreign one, a file: no answer."""
    refused(run("verify", scene.folder / name), name, "no such folder" if name != "logs" else "neither a bundle nor")


def test_nothing_is_written(scene: Scene) -> None:
    """A check leaves a bundle and its sources as they are."""
    before = listing(scene.folder)
    assert run("verify", scene.bundle, "--case", scene.case, "--allow-unsigned").exit_code == 0
    assert listing(scene.folder) == before


def test_an_unsigned_bundle_says_so_first(scene: Scene) -> None:
    """A forger could have sealed it: that is no answer of 0, unless the user takes it so."""
    result = run("verify", scene.bundle)
    assert result.exit_code == 4
    first, second, *_ = result.stdout.splitlines()
    assert "nobody vouches for it" in first
    assert second.startswith("not trusted  signature          not signed")
    assert run("verify", scene.bundle, "--allow-unsigned").exit_code == 0


def test_a_report_that_was_never_sealed(scene: Scene) -> None:
    """Its findings are counted again all the same; the exit code is that of incomplete evidence."""
    result = run("verify", scene.report, "--json", "--case", scene.case)
    assert result.exit_code == 3
    found = {check["check"]: check["state"] for check in json.loads(result.stdout)}
    assert found == {
        "manifests": "not checked",
        "custody log": "as sealed",
        "level": "as sealed",
        "findings": "as sealed",
        "page": "as sealed",
        "plots": "as sealed",
        "workbook": "as sealed",
        "database": "as sealed",
        "sources": "as sealed",
        "count": "as sealed",
    }
    (scene.report / "custody.jsonl").unlink()
    assert states(verify(scene.report))["custody log"] == "not checked"


def test_a_source_that_changed_since(scene: Scene) -> None:
    """One more download in a log: the hash tells it, and nothing is counted from another log than was sealed."""
    with (scene.folder / "logs/web1/access.log").open("a", encoding="utf-8") as log:
        log.write(entry(41, "/docs/leak.xlsx", size=2_000_000))
    found = verify(scene.bundle, case_file=scene.case)
    assert "access.log: changed since it was read" in differing(found)["sources"][0]
    assert states(found)["count"] == "not checked"
    assert run("verify", scene.bundle, "--case", scene.case).exit_code == 4


def test_a_case_that_changed_since(scene: Scene) -> None:
    """Another window is another question."""
    text = scene.case.read_text(encoding="utf-8").replace("T11:00:00", "T12:00:00")
    scene.case.write_text(text, encoding="utf-8")
    assert (
        "case.toml: not the case file that was read"
        in differing(verify(scene.bundle, case_file=scene.case))["sources"][0]
    )


def test_a_source_that_is_not_at_hand(scene: Scene) -> None:
    """Said, and no difference: the bundle is whole without it."""
    shutil.rmtree(scene.folder / "logs" / "web2")
    found = verify(scene.bundle, case_file=scene.case)
    assert differing(found) == {}
    assert states(found)["sources"] == states(found)["count"] == "not checked"


def test_a_case_that_is_not_at_hand(scene: Scene) -> None:
    """On another machine the custody log leads nowhere."""
    path = scene.bundle / "data" / "custody.jsonl"
    path.write_bytes(custody.extend(b"", [custody.Act(custody.now(), "x", "open case", "y", {"case_file": "/a\0b"})]))
    found = {check.name: check.sentences for check in verify(scene.bundle) if check.state == "not checked"}
    assert "--case" in found["sources"][0]
    with pytest.raises(BundleError, match="case file is missing"):
        verify(scene.bundle, case_file=scene.folder / "none.toml")


def test_a_log_that_was_not_there_then(scene: Scene) -> None:
    """The sources are as they were; but counted again there is one more, and each key that differs is named."""
    (scene.folder / "logs" / "web3").mkdir()
    log = scene.folder / "logs" / "web3" / "access.log"
    log.write_text(entry(41, "/docs/leak.xlsx", size=2_000_000, peer="192.0.2.77"), encoding="utf-8")
    found = verify(scene.bundle, case_file=scene.case)
    assert states(found)["sources"] == "as sealed"
    said = differing(found)["count"]
    assert "files[0].total.downloads.headline: sealed 3, counted again 4" in said
    assert "sources: sealed 2 entries, counted again 3 entries" in said
    assert said[-1].startswith("counted again by forensics ")


def test_a_count_that_cannot_be_made_here(scene: Scene) -> None:
    """A case that names what is missing: told, not thrown."""
    text = scene.case.read_text(encoding="utf-8") + '[parties]\ndatabases = ["geo.mmdb"]\n'
    scene.case.write_text(text, encoding="utf-8", newline="")
    for root in (scene.report, scene.bundle / "data"):
        findings = json.loads((root / "findings.json").read_bytes())
        findings["case"]["digest"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        (root / "findings.json").write_text(json.dumps(findings), encoding="utf-8")
    [count] = [check for check in verify(scene.report, case_file=scene.case) if check.name == "count"]
    assert count.state == "not checked"
    assert "cannot be done here" in count.sentences[0]


def test_a_bundle_never_makes_its_checker_ask_another_machine(scene: Scene) -> None:
    """Whatever case its custody log leads to, and whatever its findings leave out."""
    text = scene.case.read_text(encoding="utf-8") + '[[logs]]\npath = "https://logs.example.org/access.log"\n'
    scene.case.write_text(text, encoding="utf-8", newline="")
    path = scene.report / "findings.json"
    findings = json.loads(path.read_bytes())
    findings["case"]["digest"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    path.write_text(json.dumps(findings), encoding="utf-8")
    [count] = [check for check in verify(scene.report, case_file=scene.case) if check.name == "count"]
    assert (count.state, "other machines" in count.sentences[0]) == ("not checked", True)


@pytest.mark.parametrize("place", ["-", "https://logs.example.org/access.log", "/dev/zero", "logs", "a\0b", "x" * 5000])
def test_a_source_that_is_no_file_here(scene: Scene, place: str) -> None:
    """Neither read nor waited for."""
    path = scene.report / "findings.json"
    findings = json.loads(path.read_bytes())
    findings["sources"][0]["path"] = place
    path.write_text(json.dumps(findings), encoding="utf-8")
    assert states(verify(scene.report, case_file=scene.case))["sources"] == "not checked"


@pytest.mark.parametrize("key", ["digest", "path", "sha256"])
def test_sources_without_a_key(scene: Scene, key: str) -> None:
    """A difference, not a fault of the check."""
    path = scene.report / "findings.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{key}"', '"gone"'), encoding="utf-8")
    assert "not as its schema says" in differing(verify(scene.report, case_file=scene.case))["sources"][0]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": "other/1"}', b"[" * 100_000, b"\xff"])
def test_findings_that_are_none(scene: Scene, content: bytes) -> None:
    """Whatever stands there, a check ends with an answer."""
    (scene.report / "findings.json").write_bytes(content)
    assert "findings" in differing(verify(scene.report))


@pytest.mark.parametrize("key", ["files", "limitations", "windows", "downloads"])
def test_findings_without_a_key(scene: Scene, key: str) -> None:
    """A document that is not as its schema says is a difference, not a fault of the check."""
    path = scene.report / "findings.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{key}"', '"gone"'), encoding="utf-8")
    assert "not as its schema says" in " ".join(differing(verify(scene.report))["findings"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"at_most": 4', '"at_most": 5', "downloads.at_most: findings.json says 5, the tables say 4"),
        ('"at_least": 3', '"at_least": 2', "downloads.at_least: findings.json says 2, the tables say 3"),
        ('"at_least": 3', '"at_least": 9', "at_least, headline and at_most are not in order"),
        ('"partial": 1', '"partial": 0', "partial: findings.json says 0, the tables say 1"),
        ('"complete": 3', '"complete": 1', "verdicts.complete: findings.json says 1, the tables say 3"),
        ('"requests": 4', '"requests": 7', "requests: findings.json says 7, the tables say 4"),
        ('"complete": true', '"complete": false', "complete: findings.json says false, its limitations say otherwise"),
    ],
)
def test_every_number_is_a_filter_over_the_tables(scene: Scene, old: str, new: str, said: str) -> None:
    """Without any source at hand, a changed number disagrees with the rows beside it."""
    path = scene.report / "findings.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(said in sentence for sentence in differing(verify(scene.report))["findings"])


def test_events_are_about_the_same_lines(scene: Scene) -> None:
    """A row that is missing from one of two tables is seen."""
    path = scene.report / "events.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[1:]))
    assert "events.jsonl and requests.csv are about different lines" in differing(verify(scene.report))["findings"]
    path.write_bytes(b"{}\n")
    assert "events.jsonl cannot be read" in differing(verify(scene.report))["findings"]


@pytest.mark.parametrize("name", ["requests.csv", "downloads.csv"])
def test_tables_that_leave_out_what_is_counted(scene: Scene, name: str) -> None:
    """Or that are missing: nothing can be said."""
    path = scene.report / name
    path.write_text('"row"\r\n"s1:1"\r\n', encoding="utf-8")
    assert states(verify(scene.report))["findings"] == "not checked"
    path.write_bytes(b"\xff")
    assert states(verify(scene.report))["findings"] == "not checked"
    path.unlink()
    assert states(verify(scene.report))["findings"] == "not checked"


def test_without_ssh_keygen_a_signature_is_not_checked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said, and the rest is."""
    shutil.rmtree(scene.bundle)
    seal(scene.report, scene.bundle, key=new_key(scene.folder))
    monkeypatch.setattr(signature, "available", lambda: False)
    assert states(verify(scene.bundle))["signature"] == "not checked"


def test_whose_key_it_is_only_the_allowed_signers_tell(scene: Scene) -> None:
    """A good signature by somebody; and a file that is missing is an error."""
    shutil.rmtree(scene.bundle)
    seal(scene.report, scene.bundle, key=new_key(scene.folder))
    found = states(verify(scene.bundle))
    assert (found["signature"], found["signer"]) == ("as sealed", "not trusted")
    assert run("verify", scene.bundle).exit_code == 4
    assert run("verify", scene.bundle, "--allow-unsigned").exit_code == 0
    assert run("verify", scene.bundle, "--allowed-signers", scene.folder / "key.allowed").exit_code == 0
    refused(run("verify", scene.bundle, "--allowed-signers", scene.folder / "none"), "none", "allowed signers")
    refused(run("verify", scene.bundle, "--authority", scene.folder / "none"), "none", "certificates")


@pytest.mark.parametrize(
    ("old", "new", "state", "said"),
    [
        ("3 times", "2 times", "differs", "report.html says: The server handed over “leak.xlsx” 2 times"),
        ('lang="en"', 'lang="nl"', "differs", "findings.json makes it: "),
        ('class="answer"', "", "differs", "report.html says: nothing"),
        ('lang="en"', 'lang="fy"', "not checked", "may word it otherwise"),
        (f"<dd>{__version__}</dd>", "<dd>9.9</dd>", "not checked", "may word it otherwise"),
    ],
    ids=["another number", "another language", "no answer", "an unknown language", "another version"],
)
def test_the_page_gives_the_answer_of_the_findings(scene: Scene, old: str, new: str, state: str, said: str) -> None:
    """People read the page and not the numbers beside it."""
    path = scene.report / "report.html"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    [page] = [check for check in verify(scene.report) if check.name == "page"]
    assert page.state == state
    assert said in " ".join(page.sentences)


def test_a_page_that_cannot_be_read(scene: Scene) -> None:
    """Or is gone."""
    (scene.report / "report.html").write_bytes(b"\xff")
    assert "no page of a report" in differing(verify(scene.report))["page"][0]
    (scene.report / "report.html").unlink()
    assert "cannot be read" in differing(verify(scene.report))["page"][0]
