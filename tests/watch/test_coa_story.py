"""The model case as a watch would have met it: passes from before the first publication until after the second."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.scan.engines.engine import serial
from forensics.sources import open_source
from forensics.watch.case_file import write_case
from forensics.watch.run import Means, run_pass
from forensics.watch.state import looked_into, opened
from forensics.watch.watch_file import load_watch

COA = Path(__file__).parents[2] / "sample_logs" / "coa-2020"
NAME = "Lijst signalen.xlsx"
_STAMP = re.compile(rb"\[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]")
_APACHE = """'%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"'"""
_NGINX = (
    """'$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" """
    """"$http_user_agent"'"""
)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


PUBLISHED = [
    (_at("2020-06-08T09:00:00+02:00"), _at("2020-06-11T17:00:00+02:00")),
    (_at("2020-06-15T09:00:00+02:00"), _at("2020-06-18T17:00:00+02:00")),
]


class Story:
    """The server of the story: its folder, and its two logs as they grow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "www" / "wob" / "2020").mkdir(parents=True)
        logs = "".join(
            f'[[logs]]\npath = "web{number}.log"\nformat = {fmt}\nhost = "www.example.org"\n'
            for number, fmt in enumerate((_APACHE, _NGINX), 1)
        )
        (folder / "watch.toml").write_text(
            f'[watch]\nid = "coa"\nzone = "Europe/Amsterdam"\nstate = "state"\n[[roots]]\npath = "www"\nurl = "/"\n'
            f'hosts = ["www.example.org"]\n{logs}[[files]]\nflagged = true\n[parties]\nown = ["192.0.2.0/28"]\n',
            encoding="utf-8",
        )
        self.watch = load_watch(folder / "watch.toml")
        self._lines = [list(_lines(COA / "logs" / name)) for name in ("web1", "web2")]

    def publish(self) -> None:
        """The workbook with its hidden rows."""
        shutil.copy(COA / "evidence" / NAME, self.folder / "www" / "wob" / "2020" / NAME)

    def withdraw(self) -> None:
        """It is taken away."""
        (self.folder / "www" / "wob" / "2020" / NAME).unlink()

    def write(self, until: datetime) -> None:
        """What the servers logged by then."""
        for number, lines in enumerate(self._lines, 1):
            with (self.folder / f"web{number}.log").open("ab") as log:
                while lines and lines[0][0] <= until:
                    log.write(lines.pop(0)[1])

    def look(self, now: datetime) -> list[dict[str, Any]]:
        """One pass at that time."""
        out = StringIO()
        self.write(now)
        with opened(self.watch.state, self.watch.id) as state:
            run_pass(self.watch, state, Means(serial, 1, (), lambda: now), out)
        return [json.loads(line) for line in out.getvalue().splitlines()]


def _lines(folder: Path) -> Iterator[tuple[datetime, bytes]]:
    """The lines of one server in their order, each with the latest time so far: a log is written front to back."""
    latest = datetime(2020, 1, 1, tzinfo=UTC)
    rotations = [path for path in folder.iterdir() if path.suffix != ".gzip"]  # which is a copy of another
    for path in sorted(rotations, reverse=folder.name == "web1"):
        with open_source(path) as source:
            data = b"".join(chunk.raw for chunk in source)
        for line in data.splitlines(keepends=True):
            if found := _STAMP.search(line):
                latest = max(latest, datetime.strptime(found[1].decode(), "%d/%b/%Y:%H:%M:%S %z"))
            yield latest, line


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, list[dict[str, Any]]]:
    """The events of a month, with a pass each day and one before and after each change."""
    story = Story(tmp_path_factory.mktemp("coa"))
    moment, day = timedelta(seconds=1), timedelta(days=1)
    changes = [
        (time, change) for pair in PUBLISHED for time, change in zip(pair, (story.publish, story.withdraw), strict=True)
    ]
    events = []
    now = _at("2020-06-05T00:00:00+02:00")
    for time, change in changes:
        while now < time - day:
            events += story.look(now)
            now += day
        events += story.look(time - moment)
        change()
        events += story.look(time)
        now = time + day
    events += story.look(_at("2020-07-01T12:00:00+02:00"))
    return story, events


def test_it_is_flagged_before_its_first_download_is_told(told: tuple[Story, list[dict[str, Any]]]) -> None:
    """On the day on which it came."""
    kinds = [event["event"] for event in told[1]]
    assert kinds.index("flagged") < kinds.index("download")
    flagged = next(event for event in told[1] if event["event"] == "flagged")
    assert flagged["records"] == {"visible": 87, "hidden": 1098, "cosmetic": 0, "blank": 0}
    assert flagged["time"].startswith("2020-06-08T07:00:00")
    assert [kind for kind in kinds if kind in ("published", "removed")] == ["published", "removed"] * 2


def test_the_case_that_the_watch_writes_gives_the_same_answer(told: tuple[Story, list[dict[str, Any]]]) -> None:
    """Eleven downloads to seven addresses."""
    story, events = told
    with looked_into(story.watch.state, "coa") as connection:
        write_case(story.watch, connection, NAME, story.folder / "case.toml", _at("2020-07-01T12:00:00+02:00"))
    findings = investigate(load_case(story.folder / "case.toml"))
    total = findings.files[0].total
    assert (total.downloads.headline, total.addresses.headline) == (11, 7)
    downloads = [event for event in events if event["event"] == "download" and not event["own"] and event["window"]]
    assert len(downloads) == 11
