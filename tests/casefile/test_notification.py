"""[notification] in a case file: all of it optional, every slip told with its key."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forensics.model import Stated
from tests.support.case_fixture import CASE, load, problems

KNOWN = '[[parties.known]]\nname = "requester"\nnetworks = ["198.51.100.7"]\n'


def test_a_case_without_it_states_nothing(tmp_path: Path) -> None:
    """Nothing is stated, which is not the same as no."""
    assert load(tmp_path).notification == Stated()
    assert load(tmp_path, CASE + "[notification]\n").notification == Stated()


def test_values_arrive(tmp_path: Path) -> None:
    """Times in UTC, lists as tuples, an empty list apart from none."""
    text = (
        f'{CASE}{KNOWN}[notification]\nsubmitted = 2020-06-19T16:00:00\nspecial = []\ndata = ["name"]\n'
        '[notification.controller]\nname = "Example"\n'
        '[[notification.recipients]]\nparty = "requester"\ntrusted = false\ncontacted = 2020-06-19\n'
        '[notification.severity]\ndata = ["simple"]\nmalicious = false\n'
    )
    found = load(tmp_path, text).notification
    assert found.submitted == datetime(2020, 6, 19, 14, tzinfo=UTC)
    assert (found.special, found.data, found.countries) == ((), ("name",), None)
    assert found.controller is not None
    assert found.controller.name == "Example"
    (entry,) = found.recipients
    assert (entry.trusted, entry.contacted, entry.deleted) == (False, date(2020, 6, 19), None)
    assert (found.severity.data, found.severity.malicious, found.severity.context) == (("simple",), False, None)


@pytest.mark.parametrize(
    ("line", "key", "reason", "example"),
    [
        ('typ = "first"', "typ", "was type meant?", 'type = "first"'),
        ('type = "second"', "type", "'first', 'follow-up' or 'final' is needed", 'type = "first"'),
        ("submitted = 2020-06-19", "submitted", "without a time of day", "submitted = 2020-06-19T00:00:00"),
        ("submitted = 2020-10-25T02:30:00", "submitted", "occurs twice", "submitted = 2020-10-25T02:30:00+02:00"),
        ('nature = ["secrecy"]', "nature[0]", "'confidentiality', 'integrity' or 'availability'", '"confidentiality"'),
        ('national_id = "no"', "national_id", "true or false is needed", "national_id = false"),
        ("people_min = 5\npeople_max = 3", "people_max", "is 3, less than people_min, 5", "people_max = 5"),
        ("informed_on = 2020-06-26T10:00:00", "informed_on", "without a time of day", "informed_on = 2020-06-26"),
        ('countries = ["be"]', "countries[0]", "not a country in two capitals", '"BE"'),
        ('informed = "yes"\nnot_informed_because = "x"', "not_informed_because", "contradicts", "not_informed_because"),
        ("[notification.officer]", "officer.name", "is missing", "name = "),
        ('[[notification.recipients]]\nparty = "requestor"', "recipients[0].party", "not the name of a known party",
         'party = "requester"'),
        ("[notification.severity]\ncontext = 9", "severity.context", "3 or less is needed", "context = 0"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_key(tmp_path: Path, line: str, key: str, reason: str, example: str) -> None:
    """Each with the key, the reason and what would do."""
    (problem,) = problems(tmp_path, f"{CASE}{KNOWN}[notification]\n{line}\n")
    assert problem.key == f"notification.{key}"
    assert reason in problem.reason
    assert problem.example.startswith(example)


def test_all_slips_at_once(tmp_path: Path) -> None:
    """In the order of the file."""
    text = f'{CASE}[notification]\nrecords = -1\ndata = "name"\n[notification.controller]\nnam = "x"\n'
    assert [problem.key for problem in problems(tmp_path, text)] == [
        "notification.records",
        "notification.data",
        "notification.controller.nam",
        "notification.controller.name",
    ]
