"""Below level investigator no hash lets a small log be found again by guessing, and nothing else narrows it down."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from forensics.report.disclosure.tokens import key_of, keyed_hash
from forensics.report.plots import draw as plots
from tests.support.command import run
from tests.support.needles import Needle, search

_LINE = '{address} - - [09/Jun/2026:10:05:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000\n'
_ADDRESS = "192.0.2.77"
_CASE = """\
[case]
id = "leak-9"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
size = 2000000
[[windows]]
label = "one"
start = 2026-06-09T10:00:00
end = 2026-06-09T11:00:00
[[logs]]
path = "access.log"
format = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent'
[[parties.known]]
name = "requester"
networks = ["192.0.2.77"]
"""
_HASH = re.compile(rb"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of one line, investigated, with reports for a regulator and the public."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "access.log").write_text(_LINE.format(address=_ADDRESS), encoding="utf-8", newline="")
    (folder / "case.toml").write_text(_CASE, encoding="utf-8", newline="")
    made = folder / "leak-9"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "draw", lambda *_: ())  # pictures take their time, and hold no hash
        assert run("investigate", folder / "case.toml", "-o", made, "--jobs", "1", "-q").exit_code in {0, 3}
        for level in ("regulator", "public"):
            assert run("report", made, "--level", level, "-q").exit_code in {0, 3}
    return made


def _lower(report: Path) -> Iterator[Path]:
    return (report.with_name(f"leak-9-{level}") for level in ("regulator", "public"))


def test_a_log_of_one_line_is_not_found_by_trying(report: Path) -> None:
    """All addresses of a /16 are tried against every hash that stands in any file: of the log, and of the case."""
    stated = {
        kind: {found for path in folder.rglob("*") if path.is_file() for found in _HASH.findall(path.read_bytes())}
        for kind, folder in (("all", report), *zip(("some", "few"), _lower(report), strict=True))
    }

    def found(hashes: set[bytes]) -> list[str]:
        tried = (f"192.0.{third}.{last}" for third in range(256) for last in range(256))
        texts = {address: _LINE.format(address=address) for address in tried}
        return [address for address, text in texts.items() if _hash(text) in hashes]

    assert found(stated["all"]) == [_ADDRESS]
    assert found(stated["some"]) == found(stated["few"]) == []


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).hexdigest().encode()


def test_no_hash_of_what_is_hidden_stands_anywhere(report: Path) -> None:
    """Of the log, the case file, the findings, the tables, and each entry of the custody log, in every file as it lies
    and unpacked; the same search finds them in the report for investigators."""
    above = [report.parent / "access.log", report.parent / "case.toml", *report.glob("*.*")]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in above if path.is_file()]
    hashes += [hashlib.sha256(line).hexdigest() for line in (report / "custody.jsonl").read_bytes().splitlines()]
    needles = [Needle("hash", each) for each in hashes]
    assert search(needles, *_lower(report)).hits == ()
    assert len({text for _, _, text in search(needles, report).hits}) > 4


def test_sizes_and_offsets_tell_no_length(report: Path) -> None:
    """The size of a log of one line is the length of an address and known words."""
    for folder in _lower(report):
        [source] = json.loads((folder / "findings.json").read_bytes())["sources"]
        assert (source["bytes"], source["stream_bytes"], source["sha256"]) == (1000, 1000, "")
        with closing(sqlite3.connect(folder / "evidence.sqlite")) as database:
            assert database.execute("SELECT bytes FROM sources").fetchall() == [(1000,)]
    assert "offset" not in (report.with_name("leak-9-regulator") / "requests.csv").read_text().splitlines()[0]


def test_the_key_shows_what_a_keyed_hash_is_of(report: Path) -> None:
    """So that who has the report for investigators, or asks for the hash in it, can prove which log it was."""
    key = key_of(report.with_name("leak-9.key"), never_in=[])
    [plain] = json.loads((report / "findings.json").read_bytes())["sources"]
    shown = json.loads((report.with_name("leak-9-regulator") / "findings.json").read_bytes())
    [source] = shown["sources"]
    assert "sha256_keyed" not in plain
    assert source["sha256_keyed"] == keyed_hash(key, "leak-9", plain["sha256"])
    assert source["stream_sha256_keyed"] == keyed_hash(key, "leak-9", plain["stream_sha256"])
    assert shown["case"]["digest"].startswith("hmac-sha256:")
    page = (report.with_name("leak-9-regulator") / "report.html").read_text(encoding="utf-8")
    assert source["sha256_keyed"] in page
    assert "Ask the investigator for it" in page
    public = json.loads((report.with_name("leak-9-public") / "findings.json").read_bytes())
    assert (public["case"]["digest"], "sha256_keyed" in public["sources"][0]) == ("", False)


@pytest.mark.parametrize("level", ["regulator", "public"])
def test_a_report_without_hashes_is_verified_by_counting(report: Path, level: str) -> None:
    """The logs give its numbers; that their hashes were not compared is said."""
    told = run("verify", report.with_name(f"leak-9-{level}"), "--case", report.parent / "case.toml", "--jobs", "1")
    assert told.exit_code == 3, told.stdout  # never sealed
    assert "shows no SHA-256 of the logs" in told.stdout
    assert "counted again from the sources" in told.stdout
