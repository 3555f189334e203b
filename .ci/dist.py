"""Builds what is released into dist/: wheel, source archive, SBOM and SHA256SUMS; the same commit gives the same bytes.

    python .ci/dist.py

All is made of the commit that is checked out, never of files beside it, and made twice: where two builds differ, none
is left. The clock of the build is the commit's (or SOURCE_DATE_EPOCH), the wheel is built from the source archive, and
nothing is downloaded.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
#: Every dependency with all extras, as it is locked.
LOCK = "requirements-extras.lock"


def release() -> dict[str, bytes]:
    """The files of a release by their names. Raises SystemExit where two builds differ."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": _epoch(), "PYTHONHASHSEED": "0"}
    first, second = (_built(environment) for _ in range(2))
    if first != second:
        sys.exit(f"two builds differ: {', '.join(name for name in first if first[name] != second.get(name))}")
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(first.items())]
    return {**first, "SHA256SUMS": "".join(lines).encode()}


def _epoch() -> str:
    """Seconds since 1970 of the commit, unless they are given."""
    return os.environ.get("SOURCE_DATE_EPOCH") or _run(["git", "log", "-1", "--format=%ct"], ROOT).decode().strip()


def _built(environment: Mapping[str, str]) -> dict[str, bytes]:
    with TemporaryDirectory() as name:
        source, made = Path(name, "source"), Path(name, "made")
        with tarfile.open(fileobj=io.BytesIO(_run(["git", "archive", "HEAD"], ROOT))) as archive:
            archive.extractall(source, filter="data")
        builder = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made)]
        _run([*builder, "--sdist"], source, environment)
        (packed,) = made.iterdir()
        packed.write_bytes(_plain(packed.read_bytes(), int(environment["SOURCE_DATE_EPOCH"])))
        with tarfile.open(packed) as archive:
            archive.extractall(name, filter="data")
        _run([*builder, "--wheel"], Path(name, packed.name.removesuffix(".tar.gz")), environment)
        sbom = _sbom(source, environment)
        return {path.name: path.read_bytes() for path in sorted(made.iterdir())} | {f"{_stem(packed)}.cdx.json": sbom}


def _stem(packed: Path) -> str:
    return packed.name.removesuffix(".tar.gz")


def _plain(archive: bytes, epoch: int) -> bytes:
    """The archive without what the machine that made it left in it: times, owners, rights, the order of a disk."""
    out = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive)) as old,
        gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for entry in sorted(old.getmembers(), key=lambda each: each.name):
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "", ""
            entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
            entry.pax_headers = {}
            new.addfile(entry, old.extractfile(entry) if entry.isfile() else None)
    return out.getvalue()


def _sbom(source: Path, environment: Mapping[str, str]) -> bytes:
    """CycloneDX: every locked dependency with its hashes; no random serial number, the commit's time."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--short-PURLs"]
    made = _run([*command, "--pyproject", "pyproject.toml", LOCK], source, environment)
    found = json.loads(made)
    found["metadata"]["component"]["version"] = _version(source)
    return (json.dumps(found, indent=2, sort_keys=True) + "\n").encode()


def _version(source: Path) -> str:
    """That of the project, which its pyproject.toml leaves to the package."""
    text = (source / "forensics" / "version.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def _run(command: list[str], folder: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """What a program prints. Raises SystemExit with its complaint where it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, umask=0o022)  # noqa: S603
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr).decode(errors='replace')}")
    return done.stdout


def main() -> None:
    """Replaces what an earlier release left in dist/."""
    made = release()
    DIST.mkdir(exist_ok=True)
    for old in DIST.iterdir():
        old.unlink()
    for name, content in made.items():
        (DIST / name).write_bytes(content)
    sys.stdout.write(made["SHA256SUMS"].decode())


if __name__ == "__main__":
    main()
