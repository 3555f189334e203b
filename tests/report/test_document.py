"""findings.json: the contract that scripts rely on, and the schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import ALWAYS, Damage, Database, Findings, Limitation, Rejected, SeenFormat
from forensics.model.schema import COUNTED_VERDICTS
from forensics.parties.geoip import DatabaseInfo
from forensics.report.saved.document import SCHEMA, as_json, document
from forensics.report.saved.schema import generated, json_schema
from tests.support.definition_fixture import NAMES
from tests.support.samples import sample
from tests.support.small_case import write_case

VALIDATOR = Draft202012Validator(json_schema())


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings of the small case."""
    return investigate(load_case(write_case(tmp_path_factory.mktemp("case"))))


def errors(found: dict[str, Any]) -> list[str]:
    """What of a document does not fit the schema."""
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATOR.iter_errors(found)]


def objects(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 JSON
    """Every object that a schema describes."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(child)
    if isinstance(node, dict) and node.get("type") == "object":
        yield node


def test_the_schema_is_a_schema() -> None:
    """Of the version that it names, and it names ours."""
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["properties"]["schema"]["const"] == SCHEMA


def test_the_schema_is_strict_and_explains_itself() -> None:
    """No key goes unmentioned, and each says what it is."""
    for found in objects(json_schema()):
        assert found["additionalProperties"] is False or {"type", "$ref"} & set(found["additionalProperties"])
        for name, key in found.get("properties", {}).items():
            described = key.get("description") or json_schema()["$defs"][key["$ref"].rpartition("/")[2]]["description"]
            assert described, name


def test_every_definition_of_the_schema_is_used() -> None:
    """None is left over from an earlier version."""
    text = json.dumps(json_schema())
    assert [name for name in json_schema()["$defs"] if f'"#/$defs/{name}"' not in text] == []


def test_names_in_the_schema_are_those_of_the_code() -> None:
    """Verdicts and definitions."""
    found = json_schema()["$defs"]
    assert tuple(found["Tally"]["properties"]["verdicts"]["properties"]) == COUNTED_VERDICTS
    assert found["Definition"]["properties"]["name"]["enum"] == NAMES


def test_the_schema_is_that_of_the_model() -> None:
    """`python docs/generate.py` writes it anew."""
    assert json_schema() == generated()


def test_real_findings_fit_the_schema(answer: Findings) -> None:
    """A small case, and the sample case with every kind of hole."""
    assert errors(document(answer)) == []
    assert errors(document(sample("damaged"))) == []


def test_findings_of_a_quiet_log_fit_the_schema(tmp_path: Path) -> None:
    """No line, no size, no time: null where nothing is known."""
    case = write_case(tmp_path)
    case.write_text(case.read_text().replace("size = 2000000\n", ""))
    for log in tmp_path.glob("logs/*/*"):
        log.write_bytes(b"")
    found = document(investigate(load_case(case)))
    assert errors(found) == []
    assert (found["files"][0]["size"], found["files"][0]["size_source"]) == (None, "unknown")
    assert found["complete"] is False


def test_numbers_that_cannot_be_told_are_null(answer: Findings) -> None:
    """Not determinable is not 0."""
    file = answer.files[0]
    bounds = replace(file.total.downloads, at_least=None)
    file = replace(file, total=replace(file.total, downloads=bounds))
    found = document(replace(answer, files=(file,)))
    assert found["files"][0]["total"]["downloads"]["at_least"] is None


def test_windows_without_bounds_are_null(answer: Findings) -> None:
    """`forensics count` without --from and --to."""
    tally = replace(answer.files[0].windows[0], start=ALWAYS[0], end=ALWAYS[1])
    found = document(replace(answer, files=(replace(answer.files[0], windows=(tally,)),)))
    window = found["files"][0]["windows"][0]
    assert (window["start"], window["end"]) == (None, None)


def test_times_are_utc(answer: Findings) -> None:
    """Whatever zone the case has."""
    found = document(answer)
    assert found["files"][0]["windows"][0]["start"] == "2026-06-09T08:00:00Z"
    assert found["files"][0]["addresses"][0]["first"] == "2026-06-09T08:20:00Z"


def test_sources_with_everything(answer: Findings) -> None:
    """Damage, other formats and databases fit the schema too."""
    damage = Damage("trailing-junk", None, 12, "bytes follow", lost=False)
    source = replace(
        answer.sources[0], damage=damage, formats_seen=(SeenFormat("common", 3),), format=None, server=None
    )
    source = replace(source, rejected=(Rejected(4, 90, b"\x16\x03\\x \xff\xe9", names_file=True),), size_field=None)
    base = Database("geo.mmdb", "Country", "2026-06-01T00:00:00Z", "ab" * 32)
    found = document(replace(answer, sources=(source,), databases=(base,)))
    assert errors(found) == []
    assert found["sources"][0]["rejected"][0]["text"] == r"\x16\x03\\x \udcff\udce9"
    info = DatabaseInfo("geo.mmdb", "Country", datetime(2026, 6, 1, tzinfo=UTC), "ab" * 32)
    assert set(found["databases"][0]) == set(info.__dataclass_fields__)


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_is_ascii_json_that_any_reader_takes(answer: Findings, text: str) -> None:
    """No control, no bidi, no lone surrogate reaches a reader, whatever a log or a folder is called."""
    source = replace(
        answer.sources[0], path=text, rejected=(Rejected(1, 0, text.encode("utf-8", "replace"), names_file=False),)
    )
    series = replace(answer.coverage[0], log=text)
    limit = Limitation("clock", text)
    written = as_json(replace(answer, sources=(source,), coverage=(series,), limitations=(limit,)))
    assert written.isascii()
    assert not any(ord(char) < 0x20 for char in written.replace("\n", ""))
    json.dumps(json.loads(written), ensure_ascii=False).encode()


def test_the_same_findings_are_the_same_bytes(answer: Findings) -> None:
    """Nothing of the moment is in them."""
    assert as_json(answer) == as_json(answer)
    assert json.loads(as_json(answer)) == document(answer)
