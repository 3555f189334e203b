"""Many small files of one series: their format is told together, and confirmed in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.model import ALWAYS, Case, Evidence, LeakedFile, Log, Window
from forensics.scan import jobs
from forensics.scan.scan import scan

DAYS = 34
HEADING = (
    "#Software: Microsoft Internet Information Services 10.0\n"
    "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes time-taken\n"
)
FILE = LeakedFile("leak.xlsx")


def write(folder: Path) -> list[str]:
    """Some days of a server, ten lines each; the file is asked for once a day. The ninth file is of another server."""
    names = []
    for day in range(1, DAYS + 1):
        moment = f"2026-{5 + day // 31:02}-{day % 31 + 1:02}"
        rows = [f"{moment} 10:{n:02}:00 192.0.2.{day} GET /page-{n} - 200 900 3\n" for n in range(9)]
        rows.append(f"{moment} 11:00:00 192.0.2.{day} GET /docs/leak.xlsx - 200 2000000 9\n")
        name = f"u_ex{moment[2:].replace('-', '')}.log"
        text = HEADING + "".join(rows)
        if day == 9:
            text = (
                f'192.0.2.9 - - [{moment[8:]}/May/2026:11:00:00 +0000] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000\n' * 2
            )
        (folder / name).write_text(text, encoding="utf-8", newline="")
        names.append(name)
    return names


def evidence(folder: Path, *paths: str) -> Evidence:
    """What these logs hold, each path an entry of its own."""
    logs = tuple(Log(path) for path in paths)
    return scan(Case(id="c", files=(FILE,), windows=(Window("all", *ALWAYS, (FILE.name,)),), logs=logs, folder=folder))


def numbers(found: Evidence) -> list[tuple[object, ...]]:
    """All that does not tell how the format was found, or in which entry a log stands."""
    sources = [(one.path, one.format, one.parsed, one.unparsed, one.first, one.last) for one in found.sources]
    return [*sources, *found.requests.drop("log").rows()]


@pytest.mark.parametrize("one_entry", [True, False])
def test_the_answer_is_that_of_each_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, one_entry: bool
) -> None:
    """In one entry of the case, or each in its own as on the command line; a file that is something else stays so."""
    names = write(tmp_path)
    paths = ["*.log"] if one_entry else names
    together = evidence(tmp_path, *paths)
    monkeypatch.setattr(jobs, "_MANY", DAYS + 1)
    alone = evidence(tmp_path, *paths)
    assert numbers(together) == numbers(alone)
    assert together.requests.height == DAYS + 1
    beside = sum("as those of the files beside it" in one.format_because for one in together.sources)
    assert beside == DAYS - 1
    assert not any("as those of the files beside it" in one.format_because for one in alone.sources)
