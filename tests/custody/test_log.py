"""The custody log is a hash chain: no entry can be changed, moved or taken out unseen."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.casefile import load_case
from forensics.custody import log as custody
from forensics.custody.log import Act
from forensics.investigation import investigate
from tests.support.bundle_fixture import NOON
from tests.support.small_case import CASE, write_case

LOG = custody.extend(b"", [Act(NOON, "an examiner", "read source", f"log {number}") for number in range(6)])
LINES = LOG.splitlines()


def joined(lines: list[bytes]) -> bytes:
    """Lines as a log."""
    return b"".join(line + b"\n" for line in lines)


def test_an_entry() -> None:
    """Number, time in UTC, actor, action, subject, and the hash of the line before."""
    amsterdam = timezone(timedelta(hours=2))
    log = custody.extend(LOG, [Act(NOON.astimezone(amsterdam), "Jo\u202e", "seal", "x", {"key": None})])
    assert log.startswith(LOG)
    assert log.isascii()
    assert json.loads(log.splitlines()[-1]) == {
        "number": 7,
        "time": "2026-06-10T12:00:00Z",
        "actor": "Jo\u202e",
        "action": "seal",
        "subject": "x",
        "before": hashlib.sha256(LINES[-1]).hexdigest(),
        "details": {"key": None},
    }
    assert custody.faults(log) == ()


def test_a_whole_log_has_no_faults_and_an_empty_one_has() -> None:
    """A log that holds nothing tells of no custody."""
    assert custody.faults(LOG) == ()
    assert custody.faults(b"") == ("the custody log is empty",)


@given(st.integers(0, 4), st.data())
def test_an_edited_entry_breaks_the_chain_at_the_next(place: int, data: st.DataObject) -> None:
    """Whatever byte was changed: the line no longer parses, or the next one does not follow it."""
    line = LINES[place]
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != line[at]))
    edited = [*LINES[:place], line[:at] + bytes([byte]) + line[at + 1 :], *LINES[place + 1 :]]
    assert custody.faults(joined(edited))


@given(st.permutations(range(6)).filter(lambda order: list(order) != sorted(order)))
def test_another_order_is_seen(order: list[int]) -> None:
    """Any order but the first."""
    assert custody.faults(joined([LINES[place] for place in order]))


@given(st.integers(0, 4), st.integers(1, 5))
def test_entries_taken_out_are_seen_unless_they_were_the_last(start: int, length: int) -> None:
    """The head of the log pins its end."""
    left = [*LINES[:start], *LINES[start + length :]]
    cut = joined(left)
    assert bool(custody.faults(cut)) == (left != LINES[:start] or not left)
    assert custody.head(cut) != custody.head(LOG)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([b"not JSON"], "line 1 of the custody log is not an entry"),
        ([b"[]"], "line 1 of the custody log is not an entry"),
        ([b'{"number": 1}'], "line 1 of the custody log is not an entry"),
        ([b"[" * 100_000], "line 1 of the custody log is not an entry"),
        (LINES[1:], "line 1 of the custody log is entry 2"),
        ([LINES[0], LINES[1].replace(b"log 1", b"log 9"), LINES[2]], "entry 3 of the custody log does not follow"),
    ],
    ids=["text", "a list", "without keys", "too deep", "its first entry gone", "an edited entry"],
)
def test_what_is_said_of_a_broken_log(lines: list[bytes], fault: str) -> None:
    """The first sentence names the line."""
    assert custody.faults(joined(lines))[0].startswith(fault)


def test_what_stands_in_a_log_stays_even_if_broken() -> None:
    """Entries are added to what is there; a fault in it stays to be seen."""
    log = custody.extend(b"not JSON\n", [Act(NOON, "a", "b", "c")])
    assert log.startswith(b"not JSON\n")
    assert custody.faults(log) == ("line 1 of the custody log is not an entry",)


def test_the_newest_entry_of_an_action() -> None:
    """Broken lines are passed over."""
    assert custody.last(LOG + b"broken\n", "read source") == json.loads(LINES[-1])
    assert custody.last(LOG, "seal") is None


def test_an_investigation(tmp_path: Path) -> None:
    """The case opened, each source read with hash, size and place on disk, the report written; by the investigator."""
    write_case(tmp_path, CASE.replace("[case]", '[case]\ninvestigator = "J. Doe"\npurpose = "a leak"'))
    findings = investigate(load_case(tmp_path / "case.toml"))
    later = NOON + timedelta(minutes=1)
    acts = custody.investigation(findings, started=NOON, finished=later, case_file=tmp_path / "case.toml")
    log = [json.loads(line) for line in custody.extend(b"", acts).splitlines()]
    assert [(entry["time"], entry["action"], entry["subject"]) for entry in log] == [
        ("2026-06-10T12:00:00Z", "open case", "leak-1"),
        ("2026-06-10T12:01:00Z", "read source", "logs/web1/access.log"),
        ("2026-06-10T12:01:00Z", "read source", "logs/web2/access.log"),
        ("2026-06-10T12:01:00Z", "write report", "leak-1"),
    ]
    assert {entry["actor"] for entry in log} == {"J. Doe"}
    opened, read = log[0]["details"], log[1]["details"]
    assert opened["case_file"] == str(tmp_path / "case.toml")
    assert opened["sha256"] == hashlib.sha256((tmp_path / "case.toml").read_bytes()).hexdigest()
    assert opened["purpose"] == "a leak"
    source = tmp_path / "logs/web1/access.log"
    assert read["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (read["bytes"], read["inode"]) == (source.stat().st_size, source.stat().st_ino)


@pytest.mark.parametrize(("epoch", "fixed"), [("1781092800", True), ("", False), ("soon", False), ("9" * 40, False)])
def test_the_clock_can_be_fixed(monkeypatch: pytest.MonkeyPatch, epoch: str, *, fixed: bool) -> None:
    """SOURCE_DATE_EPOCH, as for reproducible builds; anything else in it is no time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert (custody.now() == datetime(2026, 6, 10, 12, tzinfo=UTC)) == fixed
