"""What is installed is what was written down: the locks and the wheel."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from email.parser import Parser
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, DEV, BUILD, ALL = (f"requirements{kind}.lock" for kind in ("", "-dev", "-build", "-extras"))
REQUIRED = {
    RUN: PROJECT["project"]["dependencies"],
    DEV: [*PROJECT["project"]["optional-dependencies"]["geo"], *PROJECT["dependency-groups"]["dev"]],
    BUILD: PROJECT["dependency-groups"]["build"],
    ALL: [*PROJECT["project"]["dependencies"], *chain(*PROJECT["project"]["optional-dependencies"].values())],
}

_PIN = re.compile(r"^(?P<name>\S+)==(?P<version>\S+)(?: ; [^\\]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+")

each_lock = pytest.mark.parametrize("lock", REQUIRED)


def _pins(lock: str) -> dict[str, str]:
    """Package and version of every entry; an entry that is anything else fails the test."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = {}
    while text:
        entry = _PIN.match(text)
        assert entry, f"not a pin with hashes: {text[:100]}"
        assert entry["name"] not in pins, f"{entry['name']} in two versions: reports would differ by Python"
        pins[entry["name"]] = entry["version"]
        text = text[entry.end() :]
    return pins


@each_lock
def test_lock_satisfies_the_ranges(lock: str) -> None:
    """Every dependency is pinned, once, with hashes, to a version that pyproject.toml allows."""
    pins = _pins(lock)
    for line in REQUIRED[lock]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name]), line


def test_tests_run_on_what_users_run() -> None:
    """The lock for tests holds the lock for users, version by version."""
    assert _pins(RUN).items() <= _pins(DEV).items()
    assert _pins(RUN).items() <= _pins(ALL).items()
    both = _pins(ALL).keys() & _pins(DEV).keys()
    assert {name: _pins(ALL)[name] for name in both} == {name: _pins(DEV)[name] for name in both}


def test_the_fuzzer_is_in_no_lock_but_its_own() -> None:
    """It has wheels for few systems; its own lock holds it with hashes, a version for each Python, and nothing else."""
    text = (ROOT / "requirements-fuzz.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^(\S+)==(\S+) ; (.+?) \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE)
    stated = [Requirement(line) for line in PROJECT["dependency-groups"]["fuzz"]]
    assert [name for name, *_ in pins] == [requirement.name for requirement in stated]
    assert all(requirement.specifier.contains(pin) for requirement, (_, pin, _) in zip(stated, pins, strict=True))
    assert all("atheris" not in _pins(lock) for lock in REQUIRED)


def test_build_requirement_is_stated_once() -> None:
    """The back end that the lock pins is the one that builds the project."""
    assert set(PROJECT["build-system"]["requires"]) <= set(PROJECT["dependency-groups"]["build"])


def test_what_users_run_brings_no_client_for_the_web() -> None:
    """What counts on a machine without a network needs none; the extras that ask for one say so in their names."""
    clients = {"aiohttp", "certifi", "httpx", "requests", "urllib3"}
    assert clients.isdisjoint(_pins(RUN))


@pytest.mark.skipif(int(version("setuptools").split(".")[0]) < 77, reason="setuptools 77 or newer builds it")
def test_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Templates, style sheets and schemas are installed with the code, and nothing else is."""
    source = _copy_of_what_is_packed(tmp_path / "source")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--no-index", "--wheel-dir", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    packed = {name for name in names if ".dist-info/" not in name and ".data/" not in name}
    assert packed == {path.relative_to(source).as_posix() for path in _package_files(source)}
    manual = {name.rpartition("/")[2] for name in names if ".data/data/share/man/man1/" in name}
    assert manual == {path.name for path in (ROOT / "docs" / "man").iterdir()}
    assert [name for name in names if ".data/" in name and "/share/man/man1/" not in name] == []
    stated = Parser().parsestr(ZipFile(wheel).read(_one(names, ".dist-info/METADATA")).decode())
    assert set(stated.get_all("Provides-Extra", ())) == set(PROJECT["project"]["optional-dependencies"])
    assert (stated["License-Expression"], stated.get_all("License-File")) == ("GPL-3.0-or-later", ["LICENSE"])
    assert ZipFile(wheel).read(_one(names, ".dist-info/licenses/LICENSE")) == (ROOT / "LICENSE").read_bytes()


def _one(names: list[str], end: str) -> str:
    (found,) = (name for name in names if name.endswith(end))
    return found


def _package_files(root: Path) -> list[Path]:
    files = (path for path in (root / "forensics").rglob("*") if path.is_file())
    return [path for path in files if "__pycache__" not in path.parts]


def _copy_of_what_is_packed(target: Path) -> Path:
    """A copy to build from, because a build writes beside the source."""
    for path in [
        *_package_files(ROOT),
        *(ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in")),
        *(ROOT / "docs" / "man").iterdir(),
    ]:
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return target
