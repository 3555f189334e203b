"""The head of findings.json: told of a report of any version, so that it can be purged or sealed all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forensics.report.saved.document import UnfitError
from forensics.report.saved.head import CaseHead, Head, head


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", Head("investigator", None)),
        ('{"level": "friends", "files": [{"of": "a later version"}]}', Head("friends", None)),
        ('{"case": {"id": "leak-1", "fresh": 1}}', Head("investigator", CaseHead("leak-1"))),
        (
            '{"level": "public", "case": {"investigator": "J.", "retain_until": "2030-01-01T00:00:00Z"}}',
            Head("public", CaseHead("", "J.", datetime(2030, 1, 1, tzinfo=UTC))),
        ),
    ],
)
def test_what_a_head_says(text: str, expected: Head) -> None:
    """Also where it says nothing, or more than this version knows."""
    assert head(text.encode()) == expected


@pytest.mark.parametrize("text", ["{", "[]", '{"case": 5}', '{"level": null}', '{"case": {"id": 7}}', "[" * 100_000])
def test_no_findings_of_ours(text: str) -> None:
    """No JSON, or other things under these keys."""
    with pytest.raises(UnfitError, match="no findings of ours"):
        head(text.encode())
