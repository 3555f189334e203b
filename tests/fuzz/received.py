"""Reports and bundles that came from anybody: read, or refused in words; a check tells, and raises nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import copytree

from forensics.casefile import load_case
from forensics.custody import log as custody
from forensics.custody.bundle.sealing import seal
from forensics.custody.place import refuse_other
from forensics.custody.verify import verify
from forensics.errors import ForensicsError, SourceError
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.notification import place as notification_place
from forensics.notification.changes import read_earlier
from forensics.notification.saved import read_findings
from forensics.report import tables
from forensics.report.files import CHECKSUMS, FINDINGS
from forensics.report.saved.declared import declared
from forensics.report.saved.document import UnfitError, as_json
from forensics.report.saved.head import head
from forensics.report.saved.reopen import reopen
from forensics.report.saved.unpacking import unpacked
from tests.fuzz.target import Target, file_of, folder, only_told
from tests.support.bundle_fixture import Scene, build
from tests.support.saved_fixture import TABLES, content
from tests.support.small_case import write_case

__all__ = ["TARGETS"]

_WHAT_A_CHECK_SAYS = ("as sealed", "differs", "not trusted", "not checked")


@cache
def _found() -> dict[str, bytes]:
    """The files that a report of the small case is opened from."""
    place = folder() / "case"
    place.mkdir()
    return content(investigate(load_case(write_case(place))))


def findings(data: bytes) -> None:
    """findings.json, in a report whose checksums are right."""
    report = folder() / "report"
    report.mkdir(exist_ok=True)
    files = {**_found(), FINDINGS: data}
    files[CHECKSUMS] = tables.checksums({name: files[name] for name in (FINDINGS, *TABLES)})
    for name, octets in files.items():
        (report / name).write_bytes(octets)
    with suppress(UnfitError):
        head(data)
    for read in (reopen, read_findings):
        try:
            found = read(report)
        except SourceError as error:
            only_told(error)
            continue
        if isinstance(found, Findings):
            assert json.loads(as_json(found)) == json.loads(data), "what was read would be written otherwise"


def table(data: bytes) -> None:
    """A table of a report: what it declares, and what it holds."""
    with suppress(ValueError):
        found = declared(data)
        assert found.rows >= 0
        assert found.bytes >= 0
    with suppress(ValueError):
        unpacked(data)


def log(data: bytes) -> None:
    """A custody log: read, told what is wrong, and gone on with."""
    told = custody.faults(data)
    grown = custody.extend(data, [custody.Act(_NOON, "examiner", "check", "x")])
    assert grown.splitlines()[:-1] == data.splitlines(), "an entry was changed"
    assert len(custody.faults(grown)) <= len(told) + 1
    assert custody.head(grown).split()[0] == str(len(grown.splitlines()))
    for action in ("purge", "write report", "disclose", "seal"):
        custody.last(data, action)
        custody.newest(data, action, "path")


def notification(data: bytes) -> None:
    """An earlier notification, to be compared with."""
    path = file_of(data, "notification.json")
    try:
        read_earlier(path, case="leak-1", language="en")
    except ForensicsError as error:
        only_told(error)
    try:
        notification_place.refuse_other(folder(), "leak-1")
    except ForensicsError as error:
        only_told(error)


@cache
def _sealed() -> tuple[Path, tuple[str, ...]]:
    """A bundle, and the names of its files."""
    place = folder() / "sealed"
    place.mkdir()
    scene: Scene = build(place)
    seal(scene.report, scene.bundle, timestamp_request=True)
    copytree(scene.bundle, folder() / "bundle")
    copy = folder() / "bundle"
    names = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file())
    return copy, tuple(name for name in names if not name.endswith((".png", ".svg", ".xlsx", ".sqlite")))


def bundle(data: bytes) -> None:
    """A bundle in which one file, by the first octet, holds something else: the check says so."""
    place, names = _sealed()
    path = place / names[data[0] % len(names) if data else 0]
    before = path.read_bytes()
    try:
        path.write_bytes(data[1:])
        with suppress(ForensicsError):
            refuse_other(place / "data", "leak-1", "investigator")
        checks = verify(place)
    except ForensicsError as error:
        only_told(error)
        return
    finally:
        path.write_bytes(before)
    assert all(check.state in _WHAT_A_CHECK_SAYS and check.sentences for check in checks)
    changed = data[1:] != before
    assert changed <= any(check.state in ("differs", "not trusted") for check in checks)
    if changed and not path.name.endswith(("tsq", "tsr", "sig")):
        assert any(check.state == "differs" for check in checks), f"{path.name} was changed without a word"


def _files() -> Iterator[bytes]:
    place, names = _sealed()
    for number, name in enumerate(names):
        octets = (place / name).read_bytes()
        if len(octets) < _LONGEST:
            yield bytes([number]) + octets


_NOON = custody.datetime(2026, 6, 10, 12, tzinfo=custody.UTC)
_LONGEST = 65_536
_JSON = (
    b'":',
    b'"}',
    b"[]",
    b"{}",
    b"null",
    b"1e999",
    b"-1",
    b"true",
    b'"\\ud800"',
    b"NaN",
    b"9" * 25,
    b'"level":',
    b'"schema":',
)

TARGETS = (
    Target(
        "findings",
        findings,
        "findings as they were written, or what is wrong with them",
        lambda: (_found()[FINDINGS], b"{}", b"[]"),
        ("forensics.report.saved", "forensics.model", "forensics.notification.saved"),
        _JSON,
        longest=_LONGEST,
        seconds=2.0,
    ),
    Target(
        "table",
        table,
        "a table, or none of ours",
        lambda: tuple(_found()[name] for name in TABLES),
        ("forensics.report.saved",),
        (b"PAR1", b"\x15\x00\x15", b"\x19\x1c", b"\x4c\x15"),
        longest=_LONGEST,
        seconds=2.0,
    ),
    Target(
        "custody",
        log,
        "what is wrong with a custody log, and nothing of it changed",
        lambda: ((_sealed()[0] / "data" / "custody.jsonl").read_bytes(), b"", b"\x0b\n"),
        ("forensics.custody.log",),
        (*_JSON, b'{"number": 1, "time": "', b'"before": "', b'"details": {}}'),
        longest=_LONGEST,
    ),
    Target(
        "notification",
        notification,
        "an earlier notification, or why it is none",
        lambda: (b'{"case": {"id": "leak-1"}, "language": "en", "fields": [], "profile": "ap"}',),
        ("forensics.notification.changes", "forensics.notification.place"),
        _JSON,
    ),
    Target(
        "bundle",
        bundle,
        "a change is told",
        _files,
        ("forensics.custody", "forensics.report.saved"),
        _JSON,
        longest=_LONGEST,
        seconds=20.0,
    ),
)
