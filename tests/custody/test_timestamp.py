"""A time stamp (RFC 3161) over a bundle: asked for, given by an authority of our own, and checked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from forensics.custody.bundle import timestamp
from forensics.custody.bundle.sealing import seal
from forensics.custody.verify import verify
from tests.support.bundle_fixture import Scene, build, copied, differing, states
from tests.support.command import run
from tests.support.programs import needs
from tests.support.tamper_fixture import flip

#: What `openssl ts` needs to act as an authority.
AUTHORITY = """\
[tsa]
default_tsa = here
[here]
serial = serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
accuracy = secs:1
"""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A bundle with a request for a time stamp, not signed."""
    scene = build(tmp_path_factory.mktemp("sealed"))
    seal(scene.report, scene.bundle, timestamp_request=True)
    return scene


@pytest.fixture
def scene(sealed: Scene, tmp_path: Path) -> Scene:
    """A copy to look at."""
    return copied(sealed, tmp_path / "scene")


def certificate(folder: Path, name: str) -> Path:
    """The certificate of an authority of its own, with its key beside it as NAME.key."""
    subject = ["-days", "2", "-subj", f"/CN={name}", "-addext", "extendedKeyUsage=critical,timeStamping"]
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", name, *subject)
    return folder / name


def openssl(folder: Path, *arguments: str | Path) -> None:
    """openssl, run in that folder."""
    subprocess.run([needs("openssl"), *arguments], cwd=folder, check=True, capture_output=True)


def stamp(scene: Scene) -> Path:
    """Puts the answer of an authority beside the request of the bundle; the authority's certificate."""
    (scene.folder / "tsa.cnf").write_text(AUTHORITY)
    (scene.folder / "serial").write_text("01\n")
    signer, query = certificate(scene.folder, "authority"), scene.bundle / "tagmanifest-sha256.txt.tsq"
    answer = ["-out", query.with_suffix(".tsr"), "-signer", signer, "-inkey", "authority.key"]
    openssl(scene.folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", query, *answer)
    return signer


def test_a_time_stamp(scene: Scene) -> None:
    """About this tag manifest: that can be seen; by whom, only with the authority's certificate."""
    authority = stamp(scene)
    assert states(verify(scene.bundle))["time stamp"] == "not checked"
    assert states(verify(scene.bundle, authority=authority))["time stamp"] == "as sealed"
    assert "time stamp" in differing(verify(scene.bundle, authority=certificate(scene.folder, "other")))
    (scene.bundle / "tagmanifest-sha256.txt").write_bytes(b"")
    assert "not about this tag manifest" in differing(verify(scene.bundle))["time stamp"][0]


def test_a_time_stamp_that_is_asked_for_and_missing(scene: Scene) -> None:
    """With the authority's certificate given, there must be one."""
    (scene.folder / "ca.pem").write_text("")
    assert "missing" in differing(verify(scene.bundle, authority=scene.folder / "ca.pem"))["time stamp"][0]


def test_without_openssl_a_time_stamp_is_not_checked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what it is about: that needs no other program."""
    authority = stamp(scene)
    monkeypatch.setattr(timestamp.shutil, "which", lambda _: None)
    [said] = [check.sentences[0] for check in verify(scene.bundle, authority=authority) if check.name == "time stamp"]
    assert said == "openssl is not installed"


def test_a_time_stamp_that_was_changed(scene: Scene) -> None:
    """Its last byte is of the authority's signature; the command ends with 4."""
    authority = stamp(scene)
    flip(scene.bundle / "tagmanifest-sha256.txt.tsr", -1)
    result = run("verify", scene.bundle, "--authority", authority, "--case", scene.case)
    assert result.exit_code == 4
    assert "differs      time stamp" in result.stdout


def test_a_time_stamp_of_another_bundle(scene: Scene) -> None:
    """By the same authority, about other bytes."""
    authority = stamp(scene)
    other = scene.folder / "other"
    seal(scene.report, other)
    (other / "tagmanifest-sha256.txt.tsr").write_bytes((scene.bundle / "tagmanifest-sha256.txt.tsr").read_bytes())
    assert "not about this tag manifest" in differing(verify(other, authority=authority))["time stamp"][0]


def test_openssl_reads_the_answer_with_the_command_of_the_documentation(scene: Scene) -> None:
    """docs/bundle.md says how without this tool."""
    authority = stamp(scene)
    page = (Path(__file__).parents[2] / "docs" / "bundle.md").read_text(encoding="utf-8")
    [line] = [line for line in page.splitlines() if line.startswith("openssl ts -verify")]
    words = [str(authority) if word == "CA.pem" else word for word in line.split()[1:]]
    openssl(scene.bundle, *words)
