"""The JSON Schema of `forensics inspect --json`: what ships is what the model says, and real output fits it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from forensics.documents.schema import generated, json_schema
from forensics.documents.written import SCHEMA
from tests.support.command import run

SAMPLES = Path(__file__).parents[2] / "sample_logs" / "documents"
VALIDATOR = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
ACCEPTED = '[[accepted]]\npath = "hidden-sheet.xlsx"\ncodes = ["X1"]\nreason = "seen"\nuntil = 9998-12-31\n'


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every sample document, one finding accepted, with examples, and a file that is not inspected."""
    folder = tmp_path_factory.mktemp("schema")
    (folder / "accepted.toml").write_text(ACCEPTED, encoding="utf-8")
    (folder / "what.bin").write_bytes(b"\x00\x01\xfe" * 2000)
    told = run("inspect", "--json", "--sample", "-q", "--jobs", "1", "--baseline", folder / "accepted.toml",
               SAMPLES, folder / "what.bin")  # fmt: skip
    assert told.exit_code == 4
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_the_schema_that_ships_is_made_from_the_model() -> None:
    """`make golden` writes it anew."""
    Draft202012Validator.check_schema(json_schema())
    assert json_schema() == generated()
    assert json_schema()["properties"]["schema"]["const"] == SCHEMA


def test_what_is_printed_fits(answered: dict[str, Any]) -> None:
    """All of it, and with what only some entries have."""
    assert list(VALIDATOR.iter_errors(answered)) == []
    entries = answered["documents"]
    assert {entry["state"] for entry in entries} == {"hidden", "nothing_hidden", "not_inspected"}
    assert any("samples" in entry for entry in entries)
    assert any("accepted" in found for entry in entries for found in entry["findings"])
    assert answered["passed_over"] == 1  # the page that tells of the samples


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.pop("passed_over"),
        lambda whole: whole["documents"][0].update(state="clean"),
        lambda whole: whole["documents"][0].update(value="Nadia"),
        lambda whole: whole["documents"][0].pop("reason"),
        lambda whole: whole["documents"][0]["records"].update(hidden=-1),
        lambda whole: whole["documents"][0].update(samples={"name": ["a", "b", "c", "d"]}),
    ],
)
def test_what_differs_does_not_fit(answered: dict[str, Any], change: Any) -> None:  # noqa: ANN401 - any change
    """A key that lacks or is too much, a word that is none, a number that cannot be."""
    whole = json.loads(json.dumps(answered))
    change(whole)
    assert list(VALIDATOR.iter_errors(whole)) != []
