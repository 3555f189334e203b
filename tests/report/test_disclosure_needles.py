"""No address and no user name of the evidence stands in any file of a lower level, in any spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.disclosure import disclose
from forensics.report.folder import write_reports
from tests.support.disclosure_fixture import USERS, hostile
from tests.support.needles import Needle, needles_of, search
from tests.support.samples import sample

KEY = bytes(range(32))


def _reports(found: Findings, folder: Path) -> tuple[Path, Path, Path]:
    """The reports of all levels; that of the regulator in Dutch, as a PDF too where one can be made."""
    try:
        import typst  # noqa: F401, PLC0415 # an extra
    except ImportError:
        pdf = False
    else:
        pdf = True
    write_reports(found, folder / "all", language=language("en"))
    write_reports(disclose(found, "regulator", key=KEY), folder / "some", language=language("nl"), pdf=pdf)
    write_reports(disclose(found, "public", k=2), folder / "few", language=language("en"))
    return folder / "all", folder / "some", folder / "few"


@pytest.fixture(scope="module", params=["hostile", "sample"])
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Reports of a case that does all it can to give its visitors away, and of the sample."""
    found = hostile() if request.param == "hostile" else sample("coa-2020")
    return _reports(found, tmp_path_factory.mktemp(request.param))


def test_nothing_is_found_at_lower_levels(reports: tuple[Path, Path, Path]) -> None:
    """And the same search finds plenty in the report for investigators, in many spellings."""
    everything, *lower = reports
    needles = needles_of(everything)
    assert len(needles) > 70
    found, control = search(needles, *lower), search(needles, everything)
    assert found.hits == ()
    assert found.files >= 15
    assert len(control.hits) > 50
    assert {kind for _, kind, _ in control.hits} >= {"prefix", "dotted", "compressed"}


def test_names_are_looked_for(tmp_path: Path) -> None:
    """The users of the hostile log, and the client that is a host name, are among the needles, and are found."""
    write_reports(hostile(), tmp_path / "all", language=language("en"))
    needles = needles_of(tmp_path / "all")
    names = {needle.text for needle in needles if needle.kind == "name"}
    assert {"j.devries", "m.jansen@example.org", "host-192-0-2-99.example.net"} <= names
    assert len(USERS) + 1 <= len(names)
    hits = {text for _, kind, text in search(needles, tmp_path / "all").hits if kind == "name"}
    assert {"j.devries", "m.jansen@example.org", "host-192-0-2-99.example.net"} <= hits


def test_the_search_looks_into_the_workbook(reports: tuple[Path, Path, Path]) -> None:
    """Of the report for investigators, in which there is plenty to find."""
    everything, *_ = reports
    hits = search(needles_of(everything), everything).hits
    assert len([needle for path, _, needle in hits if path.endswith("evidence.xlsx")]) > 5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<p>192&#46;0.2.10</p>"),
        ("a.html", b'<img src="data:image/svg+xml;base64,PCEtLSAxOTIuMC4yLjEwIC0tPg==">'),
        ("a.json", b'"\\u0031\\u0039\\u0032.0.2.10"'), ("a.csv", b"3221225994"), ("192.0.2.10.csv", b""),
        ("a.svg", b"<!-- C000020A -->"), ("a.html", b"/x/192%2E0%2E2%2E10"),
    ],
)  # fmt: skip
def test_the_search_lays_open_what_is_packed(tmp_path: Path, name: str, content: bytes) -> None:
    """Entities, data URIs, escapes, percent signs, and names of files."""
    (tmp_path / name).write_bytes(content)
    needles = [Needle("dotted", "192.0.2.10"), Needle("decimal", "3221225994"), Needle("hexadecimal", "c000020a")]
    assert len(search(needles, tmp_path).hits) == 1
