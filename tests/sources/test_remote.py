"""Remote logs: named, read in parts, asked for again, and told where they fail or change."""

from __future__ import annotations

import gzip
import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import fsspec
import pytest

from forensics.casefile import load_case
from forensics.distribution import extra_hint
from forensics.errors import SourceError
from forensics.investigation import investigate
from forensics.model import SourceReport
from forensics.report.saved.document import as_json
from forensics.sources import Url, is_archive, open_archive, open_source, sample
from forensics.sources.remote import failures, remote
from forensics.sources.rotation import rotation, series
from tests.support.remote_fixture import Site, located, read_url, serving
from tests.support.small_case import write_case
from tests.support.source_fixture import COMPRESS, HEX

#: Several parts of a remote log.
LARGE = b"".join(b"line %07d %s\n" % (number, b"x" * 50) for number in range(70_000))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other without rest."""
    monkeypatch.setattr(failures, "PAUSES", (0.0, 0.0, 0.0, 0.0))


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """Fsspec's store in memory, empty."""
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pseudo_dirs[:] = [""]
    yield store
    store.store.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server with one large log."""
    with serving({"/logs/access.log": LARGE}) as site:
        yield site


# ---- named ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("memory://logs/access.log", ["access.log"]),
        ("memory://logs/access.log*", ["access.log", "access.log.2", "access.log.10"]),
        ("memory://logs/access.log.?", ["access.log.2"]),
        ("memory://logs/*/[[]b].log", ["web/[b].log"]),
        ("memory://logs/web/[b].log", ["web/[b].log"]),
        ("memory://logs/**/*.log", ["access.log", "web/[b].log"]),
        ("memory://logs/.h*", [".hidden"]),
        ("memory://logs", ["access.log", "access.log.2", "access.log.10", "web/[b].log"]),
        ("memory://logs/web/", ["web/[b].log"]),
    ],
)
def test_a_url_names_logs_as_a_path_does(memory: fsspec.AbstractFileSystem, url: str, names: list[str]) -> None:
    """Globs, folders, natural order, hidden names; names with brackets are taken as they are."""
    for name in ("access.log.10", "access.log.2", "access.log", "web/[b].log", ".hidden"):
        memory.pipe(f"/logs/{name}", b"line\n")
    assert located(url) == [f"memory://logs/{name}" for name in names]


def test_the_index_of_a_web_server_is_a_folder(site: Site) -> None:
    """Where it links to its logs; links to other orders of the list are none."""
    site.contents |= {"/logs/access.log.2": b"line\n", "/logs/error.log": b"line\n"}
    assert located(site.url("/logs/access*")) == [site.url("/logs/access.log"), site.url("/logs/access.log.2")]
    assert located(site.url("/logs/*")) == [site.url(f"/logs/{n}") for n in ("access.log", "access.log.2", "error.log")]


@pytest.mark.parametrize(
    "url", ["memory://nothing/here.log", "memory://nothing/*", "memory://logs/x*", "ftp://h/a.log"]
)
def test_a_url_that_names_nothing_is_an_error(memory: fsspec.AbstractFileSystem, url: str) -> None:
    """It says which, and never passes for an empty log."""
    memory.pipe("/logs/access.log", b"line\n")
    with pytest.raises(SourceError) as caught:
        located(url)
    assert caught.value.where.startswith(url[:15])
    assert caught.value.hint or "s3://" in caught.value.message


@pytest.mark.parametrize(("scheme", "extra"), [("s3", "s3"), ("gs", "gcs"), ("az", "azure"), ("sftp", "sftp")])
def test_a_missing_package_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, scheme: str, extra: str
) -> None:
    """Not a traceback of an import."""
    registry = import_module("fsspec.registry")
    monkeypatch.setitem(registry.known_implementations, scheme, {"class": "not_installed.FileSystem"})
    monkeypatch.delitem(registry._registry, scheme, raising=False)
    with pytest.raises(SourceError) as caught:
        located(f"{scheme}://bucket/access.log")
    assert (caught.value.where, caught.value.hint) == (
        f"{scheme}://bucket/access.log",
        extra_hint(extra),
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sftp://ann:s3cr3t@host:22/logs/a.log", "sftp://ann@host:22/logs/a.log"),
        ("https://ann@host/a.log?id=7", "https://ann@host/a.log?id=7"),
        ("https://host/a.log?X-Amz-Signature=s3cr3t&id=7", "https://host/a.log?X-Amz-Signature=...&id=7"),
        ("https://host/a.log?sv=1&sig=s3cr3t%3D", "https://host/a.log?sv=1&sig=..."),
        ("s3://bucket/a?token=b", "s3://bucket/a?token=b"),
    ],
)
def test_secrets_of_a_url_are_not_shown(url: str, shown: str) -> None:
    """Neither a password nor a signature, also not in what a library says."""
    assert (Url(url).shown, str(Url(url))) == (shown, shown)
    assert "s3cr3t" not in repr(Url(url))


@pytest.mark.parametrize("url", ["sftp://ann:s3cr3t%3D@host/logs/a.log", "https://host/a.log?id=7&sig=s3cr3t%3D"])
def test_secrets_of_a_url_are_not_told_by_a_library(url: str) -> None:
    """What it says is shown without them, as they stand in the URL and as they are meant."""
    told = Url(url).hide(f"cannot open {url}: s3cr3t%3D, which is s3cr3t=, is wrong")
    assert told == f"cannot open {Url(url)}: ..., which is ..., is wrong"


# ---- read -----------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", COMPRESS)
def test_compressed_logs_are_read_as_from_disk(
    memory: fsspec.AbstractFileSystem, tmp_path: Path, compression: str
) -> None:
    """The same lines, the same hash of the file as it lies, the same sample."""
    packed = COMPRESS[compression](HEX)
    memory.pipe("/logs/packed", packed)
    (tmp_path / "packed").write_bytes(packed)
    lines, tally = read_url("memory://logs/packed")
    assert (lines, tally.bytes, tally.damage) == (HEX, len(packed), None)
    assert sample(Url("memory://logs/packed")) == sample(tmp_path / "packed")


def test_findings_are_those_from_disk(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    """Byte for byte, but for the paths that are shown."""
    case = load_case(write_case(tmp_path))
    for path in (tmp_path / "logs").rglob("access.log"):
        memory.pipe(f"/{path.relative_to(tmp_path).as_posix()}", path.read_bytes())
    there = replace(case, logs=tuple(replace(log, path=f"memory://{log.path}") for log in case.logs))
    found = as_json(investigate(there))
    assert '"memory://logs/web1/access.log"' in found
    assert found.replace("memory://", "") == as_json(investigate(case))


def test_a_zip_is_read_from_its_directory_on(site: Site) -> None:
    """Its members are found without more than its ends being fetched out of turn."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.log", LARGE)
        archive.writestr("b.log", HEX, zipfile.ZIP_DEFLATED)
    site.contents["/week.zip"] = packed.getvalue()
    url = Url(site.url("/week.zip"))
    assert is_archive(url)
    with open_archive(url) as archive:
        read = {member.name: b"".join(c.raw for c in member.source) for member in archive if member.source}
    assert read == {"a.log": LARGE, "b.log": HEX}
    assert archive.tally.damage is None


def test_memory_does_not_grow_with_the_log(memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two parts are held, and what a chunk takes."""
    monkeypatch.setattr(remote, "_MOST", 1 << 20)
    memory.pipe("/logs/large", LARGE * 16)
    tracemalloc.start()
    try:
        with open_source(Url("memory://logs/large"), chunk_bytes=1 << 20) as source:
            lines = sum(chunk.raw.count(b"\n") for chunk in source)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines == 16 * 70_000
    assert peak < 24 << 20


def test_a_large_log_is_sampled_in_a_few_ranges(site: Site, tmp_path: Path) -> None:
    """The same places as of a file, asked for side by side; not the whole log."""
    site.contents["/large"] = LARGE * 5
    (tmp_path / "large").write_bytes(LARGE * 5)
    assert sample(Url(site.url("/large"))) == sample(tmp_path / "large")
    assert ("GET", None) not in site.asked


def test_a_log_that_a_server_calls_encoded_is_read_as_it_lies(site: Site) -> None:
    """Apache says so of every .gz: its hash must be that of the file, not of what a browser would show."""
    site.contents["/logs/access.log.gz"] = packed = gzip.compress(LARGE, 0)
    site.encoding = "gzip"
    lines, tally = read_url(site.url("/logs/access.log.gz"))
    assert (lines, tally.damage) == (LARGE, None)
    assert tally.sha256 == hashlib.sha256(packed).hexdigest()


def test_a_user_and_a_password_open_a_site_and_are_not_told(site: Site) -> None:
    """They go to the server, and nowhere else."""
    lines, _ = read_url(site.url("/logs/access.log", "ann:s3cr3t@"))
    assert lines == LARGE
    with pytest.raises(SourceError) as caught:
        located(site.url("/logs/none.log", "ann:s3cr3t@"))
    assert "ann@127.0.0.1" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("s3://evidence/web1/access.log.2.gz", "s3://evidence/web1/access.log"),
        ("https://www.example.org/logs/access.log.2?sig=...", "https://www.example.org/logs/access.log"),
    ],
)
def test_rotations_of_a_remote_log_belong_together(path: str, name: str) -> None:
    """Under a URL; what follows a path in one tells nothing about rotation."""
    report = SourceReport("s1", 0, path)
    assert (series(report.place), rotation(report.place)) == (name, 2)
