"""The ENISA worksheet: no input is guessed, and confidentiality follows from the logs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forensics.documents.written import as_object
from forensics.model.document import CategoryCount, Document, People
from forensics.notification import Notification
from forensics.notification.composed import composed
from forensics.notification.markdown import as_markdown
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


def test_an_empty_worksheet_is_the_whole_range(tmp_path: Path) -> None:
    """Nothing stated: only what the logs say is fixed."""
    sheet = notification(of=changed(tmp_path, lambda document: document.update(documents=[]))).sheet
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


def _of(folder: Path, *names: str, people: People | None = None, reason: str = "", **more: Any) -> Notification:
    """A notification of the sample case whose document holds a value of each of these categories."""
    document = Document(
        path="x", kind="ods", bytes=9, sha256="ab" * 32, state="hidden", file="x", people=people, reason=reason,
        categories={name: CategoryCount(hidden=1) for name in names},
    )  # fmt: skip
    return notification(of=changed(folder, lambda found: found.update(documents=[as_object(document)])), **more)


@pytest.mark.parametrize(
    ("names", "kind", "ease"),
    [
        (("name", "v_number"), Range(1, 4), 1.0),
        (("name", "date_of_birth"), Range(1, 4), 1.0),
        (("name",), Range(1, 4), 0.75),
        (("staff", "phone"), Range(1, 4), 0.75),
        (("iban",), Range(3, 4), 0.75),
        (("nationality", "ip_address"), Range(2, 4), 0.5),
    ],
)
def test_the_document_proposes_kind_and_ease(tmp_path: Path, names: tuple[str, ...], kind: Range, ease: float) -> None:
    """By its categories; circumstances, which nobody has stated, may add to the kind and are not guessed."""
    first, second, *_ = _of(tmp_path, *names).sheet.inputs
    assert (first.value, first.filled_by) == (kind, "document")
    assert (second.value, second.filled_by) == (Range(ease, ease), "document")


@pytest.mark.parametrize(
    ("names", "context", "expected"),
    [(("name",), 2, Range(3, 3)), (("name", "health"), 0, Range(1, 4)), (("iban", "health"), -1, Range(2, 3))],
)
def test_circumstances_that_are_stated_count(
    tmp_path: Path, names: tuple[str, ...], context: int, expected: Range
) -> None:
    """Added to the kinds in the document; whether data is special is for a lawyer to say, so both are in the range."""
    case = stated_case(tmp_path, ('data = ["sensitive"]\n', ""), ("context = 0", f"context = {context}"))
    entry = _of(tmp_path, *names, case=case).sheet.inputs[0]
    assert (entry.value, entry.filled_by) == (expected, "document")


def test_what_is_proposed_is_told_and_confirmed(tmp_path: Path) -> None:
    """With the document it was read from, the categories, and what only a person can add; the input is not set."""
    found = _of(tmp_path, "name", "health", "bsn")
    content = found.field("severity").content
    assert "ab" * 32 in content.basis
    assert "special categories: Health." in content.method
    assert "recognised" in as_markdown(composed(found))
    assert "Inputs that are proposed from the document are to be confirmed." in content.text[-1]
    assert "findings.json: documents" in content.sources
    assert "notification.severity.context" in content.needs
    assert "notification.severity.identification" not in content.needs
    assert [entry["set"] for entry in found.sheet.as_dict()["inputs"][:2]] == [False, False]
    assert not found.sheet.complete


def test_a_part_that_was_not_read_is_a_caveat(tmp_path: Path) -> None:
    """It may hold graver data."""
    content = _of(tmp_path, "name", reason="It is encrypted.").field("severity").content
    assert "Not all of it could be inspected; there may be more." in content.caveats


def test_what_the_case_states_of_the_inputs_wins(tmp_path: Path) -> None:
    """The document changes nothing then."""
    found = _of(tmp_path, "iban", "name", people=People(1, 2, "x"), case=stated_case(tmp_path))
    assert [entry.filled_by for entry in found.sheet.inputs[:2]] == ["case", "case"]
    assert found.sheet.many_people is True
    assert "findings.json: documents" not in found.field("severity").content.sources


@pytest.mark.parametrize(
    ("people", "reason", "expected"),
    [
        (People(101, 1185, "x"), "", True),
        (People(9, 100, "x"), "", False),
        (People(9, 100, "x"), "It is encrypted.", None),
        (People(9, 101, "x"), "", None),
        (None, "", None),
    ],
)
def test_how_many_people_the_document_tells(
    tmp_path: Path,
    people: People | None,
    reason: str,
    expected: bool | None,  # noqa: FBT001
) -> None:
    """Where the case states no number; of what was not read nobody knows the most."""
    assert _of(tmp_path, "name", people=people, reason=reason).sheet.many_people is expected
