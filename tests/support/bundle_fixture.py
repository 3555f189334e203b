"""A report of the small case with its custody log, keys to sign with, and ways to look at a check of its bundle."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from forensics.casefile import load_case
from forensics.custody import log as custody
from forensics.custody.verify import Check
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.disclosure import disclose
from forensics.report.disclosure.tokens import keyed_hash
from forensics.report.files import CUSTODY
from forensics.report.folder import write_reports
from forensics.report.plots import draw as plots
from forensics.report.saved.reopen import reopen
from tests.support.programs import needs
from tests.support.small_case import write_case

__all__ = ["NOON", "WHO", "Scene", "build", "copied", "derive", "differing", "drawn_quickly", "new_key", "states"]

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
WHO = "examiner@example.org"


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder with a case and its logs, and their report."""

    folder: Path
    name: str = ""  # of the level, for a report of a lower one

    @property
    def case(self) -> Path:
        """The case file."""
        return self.folder / "case.toml"

    @property
    def report(self) -> Path:
        """The report folder."""
        return self.folder / f"report{self.name}"

    @property
    def bundle(self) -> Path:
        """Where the bundle is to lie."""
        return self.folder / f"bundle{self.name}"


def build(folder: Path, *, write: bool = True) -> Scene:
    """The small case, written unless there is one, investigated; its pictures, which take their time, are stand-ins:
    whoever makes them again does it with `drawn_quickly`."""
    scene = Scene(folder)
    if not write:
        findings = investigate(load_case(scene.case))
        _written(findings, scene.report, _acts(findings, scene))
        return scene
    first = _first()
    write_case(folder)
    shutil.copytree(first.report, scene.report)
    log = custody.extend(b"", _acts(_counted(), scene))
    (scene.report / CUSTODY).write_bytes(log)
    return scene


@cache
def _first() -> Scene:
    """The report that all others are copies of: but for their custody log they are the same."""
    scene = Scene(Path(mkdtemp()))
    _written(_counted(), scene.report, ())
    return scene


@cache
def _counted() -> Findings:
    return investigate(load_case(write_case(Path(mkdtemp()))))


def _acts(findings: Findings, scene: Scene) -> tuple[custody.Act, ...]:
    there = replace(findings, case=replace(findings.case, folder=scene.folder))
    return custody.investigation(there, started=NOON, finished=NOON, case_file=scene.case)


def derive(scene: Scene, level: str, **asked: Any) -> Scene:
    """The report of that level, made from that of the scene; a scene of its own in the same folder."""
    lower = Scene(scene.folder, level)
    reason, k = asked.get("with_addresses"), asked.get("k")
    decided = {"reason": reason, "k": k}
    act = custody.disclosed("leak-1", scene.report, level=level, language="en", decided=decided)
    key = asked.get("key")
    keyed = None if key is None else partial(keyed_hash, key, "leak-1")
    act = act if level == "investigator" else custody.without_hashes(act, keyed)
    _written(disclose(reopen(scene.report), level, **asked), lower.report, [act])
    return lower


def drawn_quickly(patch: pytest.MonkeyPatch) -> None:
    """One picture of nothing in place of all."""
    picture = plots.Plot("timeline-1", "Timeline", "requests by time", _SVG, b"png")
    patch.setattr(plots, "draw", lambda *_: (picture,))


def _written(findings: Findings, folder: Path, acts: Iterable[custody.Act]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        drawn_quickly(patch)
        write_reports(findings, folder, language=language("en"), custody=custody.extend(b"", acts))


def copied(scene: Scene, folder: Path) -> Scene:
    """The same once more; its custody log still leads to the first one's case."""
    shutil.copytree(scene.folder, folder, dirs_exist_ok=True)
    return Scene(folder)


def new_key(folder: Path, name: str = "key") -> Path:
    """A private key without a passphrase, and a file of allowed signers beside it that lists its holder."""
    key = folder / name
    subprocess.run(
        [needs("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", WHO, "-f", key], check=True, capture_output=True
    )
    public = key.with_name(f"{name}.pub").read_text(encoding="utf-8")
    key.with_name(f"{name}.allowed").write_text(f"{WHO} {public}", encoding="utf-8")
    return key


def differing(checks: Iterable[Check]) -> dict[str, tuple[str, ...]]:
    """What differs, by the check that found it."""
    return {check.name: check.sentences for check in checks if check.state == "differs"}


def states(checks: Iterable[Check]) -> dict[str, str]:
    """The state of each check."""
    return {check.name: check.state for check in checks}
