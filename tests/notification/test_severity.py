"""The ENISA worksheet: no input is guessed, and confidentiality follows from the logs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forensics.notification.severity import Range
from tests.support.notification_fixture import changed, notification, stated_case


def _unfetched(document: dict[str, Any]) -> None:
    """Nobody got the file."""
    for file in document["files"]:
        file["addresses"] = []
        for tally in (*file["windows"], file["total"]):
            tally["downloads"] |= {"at_least": 0, "headline": 0, "at_most": 0}
            tally["addresses"] |= {"at_least": 0, "headline": 0, "at_most": 0, "by_64": 0}
            tally["partial"] = 0


def _half_covered(document: dict[str, Any]) -> None:
    _unfetched(document)
    document["coverage"][0]["fraction"] = 0.5
    document["complete"] = False


def _cached(document: dict[str, Any]) -> None:
    _unfetched(document)
    document["limitations"].append({"code": "missing-layer", "text": "", "incomplete": False})


def _all_known(document: dict[str, Any]) -> None:
    for recipient in document["files"][0]["addresses"]:
        recipient["party"] = "requester"


def _all_seen_known(document: dict[str, Any]) -> None:
    _all_known(document)
    document["complete"] = False


def test_an_empty_worksheet_is_the_whole_range() -> None:
    """Nothing stated: only what the logs say is fixed."""
    sheet = notification().sheet
    assert [entry.name for entry in sheet.inputs if entry.value.known] == ["confidentiality"]
    assert (sheet.score, sheet.levels) == (Range(0.75, 6.0), ("low", "medium", "high", "very high"))
    assert not sheet.complete
    assert (sheet.many_people, sheet.unintelligible) == (None, None)


def test_a_full_worksheet_is_one_score(tmp_path: Path) -> None:
    """DPC 4 x EI 0.75 + CB 0.5 is 3.5; one step on each input, kept on its scale, is shown beside it."""
    case = stated_case(tmp_path, ('level = "high"', 'level = "high"\nmalicious = false'))
    sheet = notification(case=case).sheet
    assert sheet.complete
    assert (sheet.score, sheet.levels) == (Range(3.5, 3.5), ("high",))
    steps = {name: (low.least, high.most) for name, low, high in sheet.sensitivity}
    assert steps == {
        "dpc": (2.75, 3.5),
        "ei": (2.5, 4.5),
        "confidentiality": (3.25, 3.5),
        "integrity": (3.5, 3.75),
        "availability": (3.5, 3.75),
        "malicious": (3.5, 4.0),
    }
    assert sheet.many_people is True


@pytest.mark.parametrize(
    ("context", "expected"), [("context = 0", 4.0), ("context = -3", 1.0), ("context = 3", 4.0), ("context = -1", 3.0)]
)
def test_context_stays_between_one_and_four(tmp_path: Path, context: str, expected: float) -> None:
    """The gravest kind of data, with what the circumstances add or take."""
    sheet = notification(case=stated_case(tmp_path, ("context = 0", context))).sheet
    assert sheet.inputs[0].value == Range(expected, expected)


def test_data_without_context_is_not_guessed(tmp_path: Path) -> None:
    """The kind of data alone does not fix the value: circumstances may move it anywhere."""
    sheet = notification(case=stated_case(tmp_path, ("context = 0\n", ""))).sheet
    assert sheet.inputs[0].value == Range(1, 4)


@pytest.mark.parametrize(
    ("change", "expected", "because"),
    [
        (_unfetched, Range(0, 0), "nobody"),
        (_half_covered, Range(0, 0.5), "nobody-seen"),
        (_cached, Range(0, 0.5), "nobody-seen"),
        (_all_known, Range(0.25, 0.25), "all-known"),
        (_all_seen_known, Range(0.25, 0.5), "all-seen-known"),
        (lambda _: None, Range(0.5, 0.5), "unknown"),
    ],
)
def test_confidentiality_follows_from_the_logs(tmp_path: Path, change: Any, expected: Range, because: str) -> None:  # noqa: ANN401 a change of a document
    """0 needs no hit, full coverage and no layer out of sight; 0.25 needs every recipient to be known."""
    entry = notification(of=changed(tmp_path, change)).sheet.inputs[2]
    assert (entry.value, entry.because, entry.filled_by) == (expected, because, "logs")


@pytest.mark.parametrize(("least", "most", "expected"), [(101, 200, True), (1, 100, False), (100, 101, None)])
def test_more_than_a_hundred_people(tmp_path: Path, least: int, most: int, expected: bool | None) -> None:  # noqa: FBT001
    """Bounds on both sides of 100 leave it open."""
    case = stated_case(
        tmp_path, ("people_min = 620", f"people_min = {least}"), ("people_max = 1185", f"people_max = {most}")
    )
    assert notification(case=case).sheet.many_people is expected
