"""A real S3 server and a real SFTP server, both rclone's, and a connection to them that drops."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from forensics.casefile import load_case
from forensics.cli import main
from forensics.errors import SourceError
from forensics.investigation import investigate
from forensics.report.saved.document import as_json
from forensics.sources import Url, open_source, sample
from forensics.sources.remote import failures
from tests.support.remote_fixture import hanging_up, located, rclone_serving, read_url
from tests.support.small_case import CASE, write_case
from tests.support.source_fixture import damage_of

MIB = 1 << 20
#: Several parts of a remote log.
LARGE = b"".join(b"line %07d %s\n" % (number, b"x" * 50) for number in range(400_000))
RIGHT, WRONG = "r" * 20, "w" * 20


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other without rest."""
    monkeypatch.setattr(failures, "PAUSES", (0.0, 0.0, 0.0, 0.0))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server serves: every folder in it is a bucket."""
    return tmp_path_factory.mktemp("s3")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """A server of rclone, which knows one user."""
    with rclone_serving("s3", folder, "--auth-key", f"user,{RIGHT}") as port:
        yield port


@pytest.fixture
def bucket(folder: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bucket called "evidence", empty, and an environment that says where it is and who asks."""
    _environment(monkeypatch, port)
    bucket = folder / "evidence"
    bucket.mkdir(exist_ok=True)
    for path in sorted(bucket.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return bucket


def _environment(monkeypatch: pytest.MonkeyPatch, port: int, secret: str = RIGHT) -> None:
    """As a user would set it; nothing of the machine's own counts."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "user",
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_findings_are_those_from_disk(bucket: Path, tmp_path: Path) -> None:
    """Byte for byte, but for the paths that are shown; plain and packed logs, found by a glob."""
    case = load_case(write_case(tmp_path))
    packed = tmp_path / "logs" / "web1" / "access.log.1.gz"
    packed.write_bytes(gzip.compress((tmp_path / "logs" / "web1" / "access.log").read_bytes()))
    for path in (tmp_path / "logs").rglob("access.log*"):
        there = bucket / path.relative_to(tmp_path)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    logs = tuple(replace(log, path=f"s3://evidence/{log.path}") for log in case.logs)
    found = as_json(investigate(replace(case, logs=logs)))
    assert '"s3://evidence/logs/web1/access.log.1.gz"' in found
    assert found.replace("s3://evidence/", "") == as_json(investigate(case))


def test_a_case_file_names_a_bucket(bucket: Path, tmp_path: Path) -> None:
    """The whole way: `forensics check` and `forensics investigate` of a case whose logs are elsewhere."""
    case = write_case(tmp_path, CASE.replace('"logs/web', '"s3://evidence/logs/web'))
    (tmp_path / "logs").rename(bucket / "logs")
    checked = CliRunner().invoke(main, ["check", str(case)])
    assert checked.exit_code == 0, checked.output
    assert "s3://evidence/logs/web2/access.log" in "".join(checked.stdout.split())
    done = CliRunner().invoke(main, ["investigate", str(case), "-o", str(tmp_path / "report")])
    assert done.exit_code == 0, done.output
    assert "s3://evidence/logs/web2/access.log" in (tmp_path / "report" / "findings.json").read_text(encoding="utf-8")


def test_a_large_log_is_read_and_sampled_as_from_disk(bucket: Path) -> None:
    """In parts and in ranges."""
    (bucket / "access.log").write_bytes(LARGE)
    lines, tally = read_url("s3://evidence/access.log")
    assert (lines, tally.damage) == (LARGE, None)
    assert sample(Url("s3://evidence/access.log")) == sample(bucket / "access.log")


@pytest.mark.parametrize("compressed", [False, True])
def test_a_dropped_connection_is_taken_up_again(
    bucket: Path, port: int, monkeypatch: pytest.MonkeyPatch, *, compressed: bool
) -> None:
    """In the middle of headers, of a first part, of later ones: no byte is lost and none doubled."""
    body = gzip.compress(LARGE, 0) if compressed else LARGE
    (bucket / "access.log").write_bytes(body)
    after = [2 * MIB, 1000, 3 * MIB, 50, 9 * MIB]
    with hanging_up(port, after) as weak:
        _environment(monkeypatch, weak)
        lines, tally = read_url("s3://evidence/access.log")
    assert after == []
    assert (lines, tally.bytes, tally.damage) == (LARGE, len(body), None)


def test_a_connection_that_finally_fails_is_damage_from_there_on(
    bucket: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is kept, and the command says that the evidence is incomplete."""
    (bucket / "access.log").write_bytes(LARGE)
    with hanging_up(port, [8 * MIB] + [100] * 500) as weak:
        _environment(monkeypatch, weak)
        lines, tally = read_url("s3://evidence/access.log")
    damage = damage_of(tally)
    assert (damage.kind, damage.offset, damage.lost) == ("unreadable", tally.bytes, True)
    assert 0 < tally.bytes < len(LARGE)
    assert LARGE.startswith(lines)


def test_an_object_that_is_replaced_while_it_is_read_is_told(bucket: Path) -> None:
    """At the next part, by its tag, though it has the same size; not one line of the new one is taken."""
    (bucket / "access.log").write_bytes(LARGE)
    with open_source(Url("s3://evidence/access.log"), chunk_bytes=MIB) as source:
        chunks = iter(source)
        read = [next(chunks)]
        asked = source._raw._file._ahead  # the server here would answer what is under way from both
        assert asked is None or asked[1].result()
        other = bucket.parent / "other.log"  # whole before it takes the place, or half of it could be seen
        other.write_bytes(LARGE.replace(b"line", b"LINE"))
        other.replace(bucket / "access.log")
        read += chunks
    damage = damage_of(source.tally)
    assert damage.kind == "changed"
    assert "not the same ETag" in damage.text
    assert LARGE.startswith(b"".join(chunk.raw for chunk in read))


def test_a_replaced_object_makes_the_answer_incomplete(
    bucket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and the limitation names the URL."""
    write_case(tmp_path)
    log = (tmp_path / "logs" / "web1" / "access.log").read_bytes() * 500
    (bucket / "access.log").write_bytes(log)

    def replaced(url: Url, *, tables: bool = True) -> tuple[bytes, ...]:
        (bucket / "access.log").write_bytes(log + log)
        return sample(url, tables=tables)

    monkeypatch.setattr("forensics.scan.scan.sample", replaced)  # called when the first chunk was read
    window = ["--from", "2026-06-09T10:00:00+02:00", "--to", "2026-06-09T14:00:00+02:00"]
    done = CliRunner().invoke(main, ["count", "leak.xlsx", "s3://evidence/access.log", *window])
    assert done.exit_code == 3
    assert "s3://evidence/access.log): The object changed while it was read" in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("url", "secret", "word", "hint"),
    [
        ("s3://evidence/none.log", RIGHT, "no such", "check"),
        ("s3://nobody/access.log", RIGHT, "no such", "check"),
        ("s3://nobody/*.log", RIGHT, "no such", "check"),
        ("s3://evidence/access.log", WRONG, "refused", "AWS_ACCESS_KEY_ID"),
        ("s3://evidence/*", WRONG, "refused", "AWS_ACCESS_KEY_ID"),
    ],
)
def test_what_cannot_be_opened_is_named(
    bucket: Path, port: int, monkeypatch: pytest.MonkeyPatch, url: str, secret: str, word: str, hint: str
) -> None:
    """The URL, what is wrong, what to do; never the secret."""
    (bucket / "access.log").write_bytes(b"line\n")
    _environment(monkeypatch, port, secret)
    with pytest.raises(SourceError, match=word) as caught:
        located(url)
    assert caught.value.where == url or url.startswith(caught.value.where)
    assert hint in caught.value.hint
    assert WRONG not in f"{caught.value} {caught.value.hint}"


def test_missing_credentials_are_named(bucket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variables that give them."""
    (bucket / "access.log").write_bytes(b"line\n")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(SourceError, match="refused") as caught:
        located("s3://evidence/access.log")
    assert "AWS_ACCESS_KEY_ID" in caught.value.hint
