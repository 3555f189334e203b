"""events.jsonl and timeline.jsonl hold what the tools that load them know: names and types as their lists say."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import Findings
from forensics.model.schema import LABELLED
from forensics.report import events
from forensics.report.events import events_jsonl, timeline_jsonl
from tests.support.report_fixture import findings

LISTS = Path(__file__).parent / "fields"
ECS: dict[str, Any] = json.loads((LISTS / "ecs.json").read_text(encoding="utf-8"))
TIMESKETCH: dict[str, Any] = json.loads((LISTS / "timesketch.json").read_text(encoding="utf-8"))
#: The report of the sample case, as it is committed.
SAMPLE = Path(__file__).parents[2] / "reports" / "coa-2020"
NOON = datetime(2026, 6, 8, 12, tzinfo=UTC)
ANSWER = findings()


def one(**columns: Any) -> Findings:
    """Findings with a single request: what is not named is null."""
    row = {"row": "s1:1", "source": "s1", "line": b"", "flags": [], **columns}
    return replace(ANSWER, requests=pl.DataFrame([row], schema=dict(LABELLED), orient="row"))


def read(text: str) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, ASCII only."""
    assert text.isascii()
    return [json.loads(line) for line in text.splitlines()]


def flat(event: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf by its dotted name."""
    for name, value in event.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def event(**columns: Any) -> dict[str, Any]:
    """The event of a request, by dotted names."""
    return dict(flat(read(events_jsonl(one(**columns)))[0]))


def fits(value: object, kind: str) -> bool:
    """A value is of that type of Elasticsearch."""
    if kind == "long":
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if kind == "date":
        return value.endswith("Z") and datetime.fromisoformat(value).utcoffset() == timedelta(0)
    if kind == "ip":
        return bool(ip_address(value))
    return kind in ("keyword", "wildcard", "match_only_text")


@pytest.mark.parametrize(
    "text", [events_jsonl(ANSWER), SAMPLE.joinpath("events.jsonl").read_text()], ids=["", "sample"]
)
def test_every_field_is_one_of_the_schema_or_ours(text: str) -> None:
    """Names, types, arrays and allowed values are those of the Elastic Common Schema."""
    seen = set()
    for line in read(text):
        for name, value in flat(line):
            if name.startswith("accesslog."):
                assert name.removeprefix("accesslog.") in LABELLED
                continue
            seen.add(name)
            values = value if name in ECS["array"] else [value]
            assert isinstance(values, list)
            assert [item for item in values if not fits(item, ECS["fields"][name])] == [], name
            assert set(values) <= set(ECS["allowed"].get(name, values)), name
    assert {"@timestamp", "source.ip", "http.response.status_code", "url.path", "event.original"} <= seen


def test_the_documentation_lists_the_fields_with_their_types() -> None:
    """Each that an event may have, and no other."""
    names = re.findall(r'^        "([@a-z._]+)": ', inspect.getsource(events._event), re.MULTILINE)
    rows = [f"| `{name}` | {ECS['fields'][name]} |" for name in sorted({*names, *events._SHARED})]
    page = (Path(__file__).parents[2] / "docs" / "bundle.md").read_text(encoding="utf-8")
    told = page.partition("| field | type |\n| --- | --- |\n")[2].partition("\n\n")[0]
    assert told.splitlines() == rows


def test_one_event_for_each_request() -> None:
    """In the order of the tables, with verdict and rule."""
    events = [dict(flat(line)) for line in read(events_jsonl(ANSWER))]
    columns = ANSWER.requests.select("row", "verdict", "rule", "because").rows()
    assert [
        tuple(found.get(name) for name in ("event.id", "accesslog.verdict", "accesslog.rule", "accesslog.because"))
        for found in events
    ] == columns


def test_what_a_request_becomes() -> None:
    """Each column under the name that the schema has for it."""
    found = event(
        start=NOON, end=NOON + timedelta(milliseconds=1500), client="192.0.2.7", peer="10.0.0.1", method="GET",
        target="/a%20b?x=1", path="/a%20b", query="x=1", host="www.example.org", protocol="HTTP/1.1", status=206,
        body_bytes=100, total_bytes=400, agent="curl/8", referer="https://example.com/", user="anna", line=b"raw",
        source=ANSWER.sources[0].id, verdict="partial", own=False, flags=["edge"],
    )  # fmt: skip
    expected = {
        "@timestamp": "2026-06-08T12:00:00Z",
        "event.start": "2026-06-08T12:00:00Z",
        "event.end": "2026-06-08T12:00:01.500000Z",
        "event.duration": 1_500_000_000,
        "event.outcome": "success",
        "event.original": "raw",
        "source.ip": "192.0.2.7",
        "accesslog.peer": "10.0.0.1",
        "http.request.method": "GET",
        "http.request.referrer": "https://example.com/",
        "http.response.status_code": 206,
        "http.response.body.bytes": 100,
        "http.response.bytes": 400,
        "http.version": "1.1",
        "url.original": "/a%20b?x=1",
        "url.path": "/a%20b",
        "url.query": "x=1",
        "url.domain": "www.example.org",
        "user.name": "anna",
        "user_agent.original": "curl/8",
        "log.file.path": ANSWER.sources[0].path,
        "accesslog.verdict": "partial",
        "accesslog.own": False,
        "accesslog.flags": ["edge"],
    }
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("columns", "absent"),
    [
        ({}, {"@timestamp", "source.ip", "http.response.status_code", "http.version", "event.duration"}),
        ({"client": "host.example.org"}, {"source.ip"}),
        ({"start": NOON, "end": NOON - timedelta(seconds=1)}, {"event.duration"}),
        ({"protocol": "SPDY/3"}, {"http.version"}),
    ],
    ids=["an unreadable line", "a name for an address", "an end before its start", "another protocol"],
)
def test_what_is_not_known_is_left_out(columns: dict[str, Any], absent: set[str]) -> None:
    """Null is never 0, "" or a guess."""
    assert absent.isdisjoint(event(**columns))


@pytest.mark.parametrize(("status", "outcome"), [(None, "unknown"), (304, "success"), (404, "failure")])
def test_outcome(status: int | None, outcome: str) -> None:
    """Of the request, as the server sees it."""
    assert event(status=status)["event.outcome"] == outcome


def test_places_are_those_of_the_findings() -> None:
    """Country and network of registration, where a database told them."""
    [recipient] = [found for found in ANSWER.files[0].addresses if found.country and found.asn][:1]
    found = event(client=recipient.address)
    assert found["source.geo.country_iso_code"] == recipient.country
    assert found["source.as.number"] == recipient.asn
    assert found.get("source.as.organization.name") == recipient.network


@pytest.mark.parametrize(
    "text", [timeline_jsonl(ANSWER), SAMPLE.joinpath("timeline.jsonl").read_text()], ids=["", "sample"]
)
def test_every_event_of_a_timeline_has_the_fields_of_timesketch(text: str) -> None:
    """The mandatory ones, an offset in the time, microseconds in the time stamp; sorted by time."""
    lines = read(text)
    assert lines
    for line in lines:
        assert line.keys() >= TIMESKETCH["fields"].keys()
        assert all(isinstance(line[name], str) and line[name] for name in TIMESKETCH["mandatory"])
        time = datetime.fromisoformat(line["datetime"])
        assert time.utcoffset() == timedelta(0)
        assert line["timestamp"] == (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        assert not [name for name, value in line.items() if isinstance(value, dict | list)]
    assert [line["timestamp"] for line in lines] == sorted(line["timestamp"] for line in lines)


def test_a_timeline_has_every_request_with_a_time() -> None:
    """Once."""
    timed = ANSWER.requests.filter(pl.col("start").is_not_null() | pl.col("end").is_not_null())
    assert sorted(line["row"] for line in read(timeline_jsonl(ANSWER))) == sorted(timed["row"].to_list())


@pytest.mark.parametrize(("column", "said"), [("start", "Request received"), ("end", "Response logged")])
def test_a_timeline_says_what_its_time_is(column: str, said: str) -> None:
    """And its message says who asked what, what was answered, what that is."""
    columns = {column: NOON, "client": "192.0.2.7", "method": "GET", "target": "/a", "status": 200, "total_bytes": 9}
    [line] = read(timeline_jsonl(one(**columns, verdict="complete", because="all of it")))
    assert line["timestamp_desc"] == said
    assert line["timestamp"] == 1_780_920_000_000_000
    assert line["message"] == "192.0.2.7: GET /a, answered 200, 9 bytes: complete (all of it)"


def test_a_line_without_a_time_has_no_place_in_a_timeline() -> None:
    """It stays in events.jsonl."""
    assert timeline_jsonl(one()) == ""
    assert len(read(events_jsonl(one()))) == 1


def test_bytes_that_are_not_utf_8() -> None:
    """Stand in letters, so that every reader of JSON takes the line."""
    assert event(line=b"caf\xe9 \x1b[2J")["event.original"] == "caf\\xe9 \x1b[2J"
    named = replace(one(start=NOON), sources=(replace(ANSWER.sources[0], id="s1", path="caf\udce9.log"),))
    assert json.loads(events_jsonl(named))["log"]["file"]["path"] == "caf\\udce9.log"
    assert json.loads(timeline_jsonl(named))["log_file"] == "caf\\udce9.log"


@given(st.binary(max_size=40), st.text(max_size=40))
def test_any_text_leaves_a_line_an_object(raw: bytes, text: str) -> None:
    """Line ends, quotes and separators of a log never end a line or a value."""
    hostile = one(start=NOON, line=raw, agent=text, target=text, referer=text, user=text, client=text, protocol=text)
    [found] = read(events_jsonl(hostile))
    assert found["user_agent"]["original"] == found["url"]["original"] == found["source"]["address"] == text
    [found] = read(timeline_jsonl(hostile))
    assert found["user_agent"] == found["url"] == text
