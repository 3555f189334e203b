"""What of an event each level shows: nothing of the visitor, whatever field it stands in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from forensics.model.schema import DOWNLOAD
from forensics.report.disclosure.fields import columns
from forensics.watch.event import KINDS
from forensics.watch.sinks.level import KEYS, Shown
from forensics.watch.written import as_object, json_schema
from tests.support.watch_events import NOW, download, event
from tests.watch.test_written import DETAILS

KEY = b"k" * 32
#: What names the visitor of `download()`, spelled in several ways.
NEEDLES = ("192.0.2.77", "192-0-2-77", "77.2.0.192.in-addr.arpa", "3221226061", "Needle/9 (jdejong)")
BELOW = ("regulator", "public")


def _shown(level: str, told: dict[str, Any]) -> dict[str, Any] | None:
    return Shown(level, "Europe/Amsterdam", KEY).of(told)


def test_an_investigator_gets_everything() -> None:
    """As it is."""
    told = as_object(download(), "w1")
    assert _shown("investigator", told) == told


def test_a_regulator_gets_what_a_report_shows_of_a_download() -> None:
    """The same columns, less the label of the visitor, which an event has none of."""
    told = _shown("regulator", as_object(download(), "w1"))
    assert told is not None
    assert told.keys() & DOWNLOAD.keys() == columns("downloads", "regulator") - {"client"}
    assert told["first"] == "2026-06-09T10:00:00Z"
    assert told["exposure"] == {"sha256": "a" * 64, "bytes": 1, "from": "2026-06-09T10:00:00Z", "to": None}


def test_the_public_gets_no_single_download() -> None:
    """It would be a part with one visitor."""
    assert _shown("public", as_object(download(), "w1")) is None
    assert _shown("public", as_object(event(1, "partial"), "w1")) is None


def test_the_public_gets_days() -> None:
    """In the zone of the watch: ten in the evening UTC is the next day there."""
    told = _shown("public", as_object(event(1, "changed", earliest=NOW.replace(hour=22), latest=None), "w1"))
    assert told is not None
    assert (told["time"], told["earliest"], told["latest"]) == ("2026-06-09", "2026-06-10", None)
    assert told["version"] == {"bytes": 1}


@pytest.mark.parametrize("level", BELOW)
@pytest.mark.parametrize("kind", ["published", "changed", "removed", "flagged", "incomplete"])
def test_each_kind_fits_the_schema(level: str, kind: str) -> None:
    """And keeps its counts."""
    told = _shown(level, as_object(event(1, kind, **DETAILS[kind]), "w1"))  # type: ignore[arg-type, index]
    assert told is not None
    Draft202012Validator(json_schema()).validate(told)
    if kind == "flagged":
        assert told["findings"] == DETAILS["flagged"]["findings"]
        assert told["records"]["hidden"] == 5


@pytest.mark.parametrize("level", BELOW)
@pytest.mark.parametrize("needle", NEEDLES)
def test_no_field_holds_a_needle(level: str, needle: str) -> None:
    """Address and agent of the event, planted in every text, at every depth, under keys that are known and not."""
    visitor = {"client": "192.0.2.77", "client_64": "192.0.2.77", "agent": "Needle/9 (jdejong)", "user": "jdejong"}
    planted = f"x {needle} y"
    texts = dict.fromkeys([*DOWNLOAD, *KEYS[""], "user", "referer", "peer", "unknown", needle], planted)
    deep = {"code": planted, "severity": planted, "where": planted, "count": planted, needle: planted}
    parts = {"findings": [deep, planted], "version": deep, "exposure": deep, "records": {"a": deep}, "categories": deep}
    seen = 0
    for kind in KINDS:
        told = _shown(level, {**texts, **parts, "flags": [planted], "rows": ["s1:1"], **visitor, "row": "s1:1",
                              "download": "d1", "event": kind})  # fmt: skip
        text = json.dumps(told, ensure_ascii=False).casefold()
        assert needle.casefold() not in text
        assert "jdejong" not in text
        seen += told is not None
    assert seen == (7 if level == "regulator" else 5)


@pytest.mark.parametrize("level", BELOW)
@pytest.mark.parametrize("name", ["report 198.51.100.9.pdf", "2001:db8::7.txt", "for 198.51.100.9.xlsx"])
def test_a_name_that_looks_like_an_address_is_left_out(level: str, name: str) -> None:
    """Whoever it may be of."""
    told = _shown(level, as_object(event(1), "w1") | {"file": name, "path": f"/{name}", "moved_from": name})
    assert told is not None
    assert (told["file"], told["path"], told["moved_from"]) == (None, None, None)


def test_a_visitor_does_not_take_the_name_of_the_file_away() -> None:
    """One that calls itself like the file, as in reports."""
    told = _shown("regulator", as_object(download(agent="1.xlsx"), "w1"))
    assert told is not None
    assert told["file"] == "1.xlsx"


@pytest.mark.parametrize("level", BELOW)
def test_a_reason_is_a_general_sentence(level: str) -> None:
    """The line that could not be read may stand in the true one."""
    told = _shown(level, as_object(event(1, "incomplete", of="line", reason="GET /x of jdejong"), "w1"))
    assert told is not None
    assert told["reason"] == "a line of a log could not be read"


def test_ids_are_made_anew_below_investigator() -> None:
    """From the id of a download its client could be guessed; the same event keeps the same one."""
    told = as_object(download(), "w1")
    first, again, other = (Shown("regulator", "UTC", key).of(told) for key in (KEY, KEY, b"o" * 32))
    assert first is not None
    assert again is not None
    assert other is not None
    assert len({told["id"], first["id"], other["id"]}) == 3
    assert first["id"] == again["id"]
    assert len(first["id"]) == 32


def test_what_nobody_listed_is_shown_to_investigators_alone() -> None:
    """A key that somebody adds later."""
    for level in BELOW:
        told = _shown(level, as_object(event(1, added="x", verdict="y"), "w1"))
        assert told is not None
        assert not {"added", "verdict"} & told.keys()
