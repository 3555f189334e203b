"""One line for one event: ASCII, nothing that acts, and what the schema says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forensics.model.schema import DOWNLOAD
from forensics.watch.event import KINDS, Event, EventKind
from forensics.watch.written import SCHEMA, as_line, as_object, json_schema
from tests.support.watch_events import NOW, download, event

VALIDATOR = Draft202012Validator(json_schema())
DETAILS: dict[EventKind, dict[str, Any]] = {
    "published": {"earliest": None, "latest": NOW, "first_pass": True, "moved_from": "/old"},
    "changed": {"earliest": NOW, "latest": NOW},
    "removed": {"earliest": NOW, "latest": NOW, "moved_to": "/new"},
    "flagged": {
        "findings": [{"code": "X2", "severity": "H", "count": 5}],
        "records": {"visible": 1, "hidden": 5, "cosmetic": 0, "blank": 0},
        "categories": {"name": {"visible": 1, "hidden": 5, "cosmetic": 0, "blank": 0}},
    },
    "incomplete": {"of": "line", "reason": "no format reads it", "log": "access.log", "row": "s1:4"},
}


def test_the_schema_says_what_is_written() -> None:
    """Every kind of event, and every column of a download."""
    Draft202012Validator.check_schema(json_schema())
    for kind in KINDS:
        told = download() if kind in {"download", "partial"} else event(1, kind, **DETAILS[kind])
        VALIDATOR.validate(as_object(told, "w1"))
    assert json_schema()["properties"]["schema"]["const"] == SCHEMA
    assert json_schema()["properties"]["event"]["enum"] == list(KINDS)
    columns = json_schema()["allOf"][2]["then"]["properties"]
    assert DOWNLOAD.keys() <= columns.keys()


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("event", "seen"), ("id", "1"), ("time", "yesterday"), ("version", {}), ("schema", "forensics.watch/2")],
)
def test_the_schema_refuses_what_is_not(key: str, wrong: object) -> None:
    """A schema that takes anything says nothing."""
    assert not VALIDATOR.is_valid(as_object(event(1)) | {key: wrong})


def test_the_keys_of_every_event_come_first() -> None:
    """In the order of the contract, for people; times as findings.json writes them."""
    told = as_object(event(1, earliest=datetime(2026, 6, 9, 10, 0, 0, 5, tzinfo=UTC)), "w1")
    assert list(told) == ["event", "id", "time", "file", "path", "version", "earliest", "watch", "schema"]
    assert (told["time"], told["earliest"]) == ("2026-06-09T10:00:00Z", "2026-06-09T10:00:00.000005Z")


def test_details_do_not_change_what_every_event_has() -> None:
    """The column `file` of a download is the name of the file already."""
    assert as_object(event(1, id="other", file="other", path="other"))["file"] == "1.xlsx"


def test_a_name_that_is_no_utf8_is_told_from_one_that_looks_like_it() -> None:
    """As in findings.json."""
    odd, plain = (as_object(Event("removed", "0" * 32, NOW, name)) for name in ("a\udcff.txt", "a\\udcff.txt"))
    assert odd["file"] == plain["file"] == "a\\udcff.txt"
    assert "file_escaped" in odd
    assert "file_escaped" not in plain


def test_only_values_of_json_are_written() -> None:
    """A mistake of ours, not of a log."""
    with pytest.raises(TypeError):
        as_line(event(1, odd=b"bytes"))
    with pytest.raises(ValueError, match="JSON"):
        as_line(event(1, odd=float("nan")))


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_in_a_line_acts(name: str, agent: str) -> None:
    """Any text anywhere: one line of printable ASCII, which every reader of JSON takes."""
    line = as_line(event(1, "download", agent=agent, flags=[name], x={agent: name}), "w1")
    assert all(" " <= character <= "~" for character in line)
    assert json.loads(line)["agent"].encode("utf-8") == agent.encode("utf-8", "backslashreplace")
