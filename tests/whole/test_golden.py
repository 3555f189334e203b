"""The sample cases from end to end: the report byte for byte, and every event as its story tells it."""

from __future__ import annotations

import platform
import re
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.model import Bounds, Findings
from forensics.report.folder import write_reports
from forensics.scan.engines.engine import pool

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "reports" / "coa-2020"
CASES = ("coa-2020", "damaged")
#: Curves and compressed pictures are drawn by compiled libraries, which differ between platforms in
#: the last digit; the golden report was made on Linux, x86-64.
DRAWN = (".html", ".svg", ".png", ".parquet")
SAME_PLATFORM = (platform.system(), platform.machine()) == ("Linux", "x86_64")


@pytest.fixture(scope="module", params=CASES)
def found(request: pytest.FixtureRequest) -> tuple[str, Findings]:
    """The name and the findings of a sample case."""
    name: str = request.param
    return name, investigate(load_case(ROOT / "sample_logs" / name / "case.toml"), engine=pool(2))


def _story(case: str) -> str:
    return (ROOT / "sample_logs" / case / "STORY.md").read_text(encoding="utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("found", [GOLDEN.name], indirect=True)
def test_the_sample_report_is_the_golden_one(found: tuple[str, Findings], tmp_path: Path) -> None:
    """The committed report is what the tool writes today: `make golden` writes it anew."""
    _, findings = found
    write_reports(findings, tmp_path / "report", language=language("en"))
    written, golden = _files(tmp_path / "report"), _files(GOLDEN)
    assert sorted(written) == sorted(golden)
    compared = [path for path in golden if SAME_PLATFORM or not path.endswith(DRAWN)]
    assert [path for path in compared if written[path] != golden[path]] == []


def test_every_event_gets_the_verdict_of_its_story(found: tuple[str, Findings]) -> None:
    """Each row of STORY.md names a line and a verdict; rows about nothing of ours are in no table."""
    name, findings = found
    paths = {source.path.removeprefix("logs/"): source.id for source in findings.sources}
    verdicts = dict(findings.requests.select("row", "verdict").iter_rows())
    told = {}
    for row in (line.strip("| ").split(" | ") for line in _story(name).splitlines() if re.match(r"\| E\d+ ", line)):
        path, _, number = row[3].rpartition(":")
        verdict = re.search(r"\*\*([a-z_ ]+)\*\*", row[6])
        if path in paths and verdict and verdict[1] not in ("not about the file", "unreadable"):
            told[f"{paths[path]}:{number}"] = verdict[1]
    assert len(told) > 10
    assert {row: verdicts.get(row) for row in told} == told


def _numbers(bounds: Bounds) -> list[int | None]:
    return [bounds.at_least, bounds.headline, bounds.at_most]


def test_the_sums_are_those_of_the_story(found: tuple[str, Findings]) -> None:
    """At least, headline, at most, of downloads and addresses, and partials, for every window."""
    name, findings = found
    (file,) = findings.files
    tallies = {"outside the windows": file.outside, "all windows": file.total}
    tallies |= {window.label or "": window for window in file.windows}
    sums = _story(name).partition("## Sums")[2].replace("*", "").splitlines()
    rows = [line.strip("| ").split(" | ") for line in sums]
    compared = 0
    for label, *cells in (row for row in rows if row[0] in tallies):
        tally = tallies[label]
        assert [*_numbers(tally.downloads), *_numbers(tally.addresses), tally.partial] == [int(c) for c in cells], label
        compared += 1
    assert compared == len(file.windows) + 1 + (len(file.windows) > 1)


def test_what_the_evidence_lacks_is_said(found: tuple[str, Findings]) -> None:
    """The model case is complete; in the damaged one every loss that touches the window is named."""
    name, findings = found
    lacking = [limit.code for limit in findings.limitations if limit.incomplete]
    assert findings.complete == (name == "coa-2020")
    assert lacking == ([] if findings.complete else ["gap", "cut-end", "damaged-source", "unreadable-line"])
    assert findings.files[0].total.downloads.open_ended != findings.complete
