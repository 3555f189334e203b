"""Below level investigator no hash lets a small log be found again by guessing, and nothing else narrows it down."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from forensics.report.disclosure.tokens import key_of, keyed_hash
from forensics.report.plots import draw as plots
from tests.support.command import run
from tests.support.needles import Needle, search, texts

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
#: A hash, and as much of one as tells it from all others.
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}")
_NOTIFIED = ("notification", "keyed", "of-regulator", "of-public")
_LOWER = ("regulator", "public", "regulator-bundle", "public-bundle", *_NOTIFIED)


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the reports were written."""
    monkeypatch.setattr(plots, "draw", lambda *_: ())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of one line, investigated, with all that is made of it for others: reports, bundles, notifications without
    and with the key, and of the lower reports."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "access.log").write_text(_LINE.format(address=_ADDRESS), encoding="utf-8", newline="")
    (folder / "case.toml").write_text(_CASE, encoding="utf-8", newline="")
    made = folder / "leak-9"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "draw", lambda *_: ())  # pictures take their time, and hold no hash
        assert run("investigate", folder / "case.toml", "-o", made, "--jobs", "1", "-q").exit_code in {0, 3}
        _notified(made, "notification")
        for level in ("regulator", "public"):
            assert run("report", made, "--level", level, "-q").exit_code in {0, 3}
            lower = made.with_name(f"leak-9-{level}")
            _notified(lower, f"of-{level}")
            assert run("seal", lower, "-q").exit_code == 0
        _notified(made, "keyed")
    return made


def _notified(report: Path, name: str) -> None:
    """Its notification, in every format, beside the first report."""
    formats = [word for each in ("md", "html", "docx") for word in ("--format", each)]
    case = report.with_name("case.toml")
    # What changed since is told, and not by a hash.
    case.write_text(case.read_text(encoding="utf-8") + "\n", encoding="utf-8", newline="")
    options = ("--profile", "ap", "--case", case, "-o", report.with_name(f"leak-9-{name}"), "-q", *formats)
    assert run("notify", report, *options).exit_code in {0, 3}


def _lower(report: Path) -> list[Path]:
    return [report.with_name(f"leak-9-{name}") for name in _LOWER]


def _stated(*folders: Path) -> set[str]:
    """The first digits of every hash in every file, as it lies and unpacked."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {found for path in files for text in texts(path) for found in _HASH.findall(text)}


def test_a_log_of_one_line_is_not_found_by_trying(report: Path) -> None:
    """All addresses of a /16 are tried in the log, and in the case that names the network of a known party."""
    investigator, lower = _stated(report), _stated(*_lower(report))

    def found(text: str, stated: set[str]) -> list[str]:
        tried = (f"192.0.{third}.{last}" for third in range(256) for last in range(256))
        begin, end = (part.encode() for part in text.split("{address}"))
        known = hashlib.sha256(begin)
        return [address for address in tried if _completed(known, address.encode() + end) in stated]

    case = _CASE.replace(_ADDRESS, "{address}")
    assert found(_LINE, investigator) == found(case, investigator) == [_ADDRESS]
    for text in (_LINE, *(case + "\n" * changes for changes in range(5))):
        assert found(text, lower) == []


def _completed(known: Any, end: bytes) -> str:  # noqa: ANN401 - a hash object has no public type
    """The first digits of the hash of a text, of whose beginning the hash is known."""
    begun = known.copy()
    begun.update(end)
    return str(begun.hexdigest()[:16])


def test_no_hash_of_what_is_hidden_stands_anywhere(report: Path) -> None:
    """Of the log, the case file, the findings, the tables, and each entry of the custody log, in every file as it lies
    and unpacked; the same search finds them in the report for investigators."""
    above = [report.parent / "access.log", report.parent / "case.toml", *report.glob("*.*")]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in above if path.is_file()]
    hashes.append(hashlib.sha256(_CASE.encode()).hexdigest())
    hashes += [hashlib.sha256(line).hexdigest() for line in (report / "custody.jsonl").read_bytes().splitlines()]
    needles = [Needle("hash", each) for each in hashes]
    needles += [Needle("hash", base64.b64encode(bytes.fromhex(each)).decode().lower()) for each in hashes]
    assert search(needles, *_lower(report)).hits == ()
    assert len({text for _, _, text in search(needles, report).hits}) > 4


def test_sizes_and_offsets_tell_no_length(report: Path) -> None:
    """The size of a log of one line is the length of an address and known words."""
    for folder in _lower(report)[:2]:
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


def test_a_notification_is_tied_to_the_report_for_the_regulator(report: Path) -> None:
    """By the keyed hash of the findings, which the custody log of that report holds too; without the key by none."""
    told = {name: json.loads((folder / "notification.json").read_bytes()) for name, folder in _notifications(report)}
    page = (report.with_name("leak-9-keyed") / "notification.html").read_text(encoding="utf-8")
    first = json.loads((report.with_name("leak-9-regulator") / "custody.jsonl").read_bytes().splitlines()[0])
    keyed = first["details"]["findings_keyed"]
    assert told["keyed"]["findings"] == {"sha256": "", "sha256_keyed": keyed, "complete": False}
    assert keyed in page
    [source] = told["keyed"]["sources"]
    assert source == {"id": "s1", "bytes": 1000, "sha256": "", "sha256_keyed": source["sha256_keyed"]}
    assert len(source["sha256_keyed"]) == 64
    assert told["notification"]["findings"]["sha256_keyed"] is None
    assert told["notification"]["sources"][0]["sha256_keyed"] is None
    assert [told[name]["case"]["changed"] for name in ("notification", "keyed", "of-regulator")] == [True, True, True]
    own = hashlib.sha256((report.with_name("leak-9-public") / "findings.json").read_bytes()).hexdigest()
    assert told["of-public"]["findings"]["sha256"] == own


def _notifications(report: Path) -> list[tuple[str, Path]]:
    return [(name, report.with_name(f"leak-9-{name}")) for name in _NOTIFIED]


@pytest.mark.parametrize("level", ["regulator", "public"])
def test_a_report_without_hashes_is_verified_by_counting(report: Path, level: str) -> None:
    """The logs give its numbers; that their hashes were not compared is said."""
    told = run("verify", report.with_name(f"leak-9-{level}"), "--case", report.parent / "case.toml", "--jobs", "1")
    assert told.exit_code == 3, told.stdout  # never sealed
    assert "shows no SHA-256 of the logs" in told.stdout
    assert "counted again from the sources" in told.stdout
