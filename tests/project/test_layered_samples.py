"""The samples in which one server asks another: the tool finds what their stories tell."""

from __future__ import annotations

import pytest

from forensics.model import Bounds
from tests.support.samples import SAMPLES, sample

CASES = ("proxy", "cdn")


def _sums(case: str) -> dict[str, list[int | None]]:
    """The rows below "Sums" of a STORY.md, by their labels."""
    text = (SAMPLES / case / "STORY.md").read_text(encoding="utf-8").partition("## Sums")[2]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {label: [int(cell) for cell in cells] for label, *cells in rows if cells[0].isdigit()}


def _numbers(bounds: Bounds) -> list[int | None]:
    return [bounds.at_least, bounds.headline, bounds.at_most]


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_that_of_the_story(case: str) -> None:
    """Downloads, addresses and partials, in the window and outside; the evidence is complete."""
    found = sample(case)
    (file,) = found.files
    tallies = {"publication": file.windows[0], "outside the windows": file.outside}
    counted = {
        label: [*_numbers(tally.downloads), *_numbers(tally.addresses), tally.partial]
        for label, tally in tallies.items()
    }
    assert counted == _sums(case)
    assert found.complete


@pytest.mark.parametrize("case", CASES)
def test_what_a_server_was_asked_by_another_counts_once(case: str) -> None:
    """Each line of a server behind that names the file is the same request, in an inner layer."""
    found = sample(case)
    inner = [source.id for source in found.sources if not source.path.startswith(f"logs/{case}/")]
    rows = found.requests.filter(found.requests["source"].is_in(inner))
    assert len(rows) > 2
    assert set(rows["verdict"]) == {"duplicate_layer"}
