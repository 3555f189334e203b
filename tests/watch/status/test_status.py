"""A status: what it reads out of the state, when all is well, and how it is said."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from forensics.errors import OutputError, StateError
from forensics.watch.state import State, begin_pass, looked_into, opened, outbox
from forensics.watch.status import Status, status_of
from forensics.watch.status.files import write_status
from forensics.watch.status.page import page
from forensics.watch.status.saved import as_json, as_object, json_schema
from forensics.watch.status.status import FileStatus, FlaggedDocument, LogStatus, SinkStatus, Unread
from forensics.watch.status.terminal import lines
from forensics.watch.status.words import moment
from forensics.watch.trouble import Trouble
from forensics.watch.watched import Watch
from tests.support.as_nobody import posix
from tests.support.command import readable
from tests.support.status_fixture import HOSTILE_NAME, NOW, a_pass, site
from tests.support.watch_events import event

SOON = NOW + timedelta(minutes=5)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """After one pass, which no test changes."""
    found = site(tmp_path_factory.mktemp("site"))
    a_pass(found)
    return found


@pytest.fixture
def status(watch: Watch) -> Status:
    """Five minutes after the pass began."""
    return _status(watch, SOON)


def _status(watch: Watch, now: datetime) -> Status:
    with looked_into(watch.state, watch.id) as connection:
        return status_of(watch, connection, now)


def test_what_a_pass_left(status: Status) -> None:
    """Each number is that of the files and of the log."""
    documents = status.documents
    assert (documents.published, documents.inspected, documents.passed_over, documents.waiting) == (3, 1, 1, 0)
    assert [each.path for each in documents.unread] == ["/docs/broken.xlsx"]
    (leak,) = documents.flagged
    assert (leak.path, leak.published, leak.codes, leak.downloads) == ("/docs/leak.ods", True, ("X2",), 3)
    assert leak.last_download == NOW - timedelta(hours=1) + timedelta(seconds=200)
    assert leak.summary.startswith("1 of 5 records shown; 4 hidden and recoverable")
    assert [(each.name, each.downloads, each.partials) for each in status.files] == [
        ("leak.ods", 3, 0),
        ("other.pdf", 0, 0),
    ]
    (log,) = status.logs
    assert (Path(log.path).name, log.lines, log.last, log.settled) == ("access.log", 3, leak.last_download, False)
    assert [(root.url, root.seen, root.trouble) for root in status.roots] == [("/docs/", NOW, None)]
    assert [(sink.name, sink.waiting, sink.tries, sink.aside) for sink in status.sinks] == [("desk", 0, 0, 0)]
    assert status.state_bytes > 10_000


def test_lag_is_counted_from_the_end_of_a_pass(watch: Watch, status: Status) -> None:
    """One that is overdue is not well."""
    assert status.lag == timedelta(minutes=4, seconds=30)
    assert status.is_well
    late = _status(watch, NOW + timedelta(minutes=61))
    assert late.is_overdue
    assert not late.is_well
    assert not _status(replace(watch, overdue=timedelta(days=1)), NOW + timedelta(hours=20)).is_overdue


def test_no_pass_yet(tmp_path: Path) -> None:
    """A state that a first pass just began is overdue, and says so; without a state there is nothing to say."""
    watch = Watch(id="w", digest="", state=tmp_path / "state")
    with pytest.raises(StateError, match="there is no state yet"):
        _status(watch, NOW)
    with opened(watch.state, watch.id) as state, state.step() as connection:
        begin_pass(connection, NOW)
    found = _status(watch, SOON)
    assert (found.last, found.lag, found.is_overdue) == (None, None, True)
    assert found.running is not None
    assert "! No pass has come to its end yet." in lines(found)
    assert "No pass has come to its end yet." in page(found)
    assert _faults(found) == []


def test_a_pass_that_was_killed(tmp_path: Path) -> None:
    """It counts as running until the next one sees it; the last whole one stays the last."""
    watch = site(tmp_path)
    a_pass(watch)
    with opened(watch.state, watch.id) as state:
        for minute in (5, 6):
            with state.step() as connection:
                begin_pass(connection, NOW + timedelta(minutes=minute))
    found = _status(watch, NOW + timedelta(minutes=7))
    assert found.last is not None
    assert (found.last.number, found.stopped) == (1, 1)
    assert found.running is not None
    assert found.running.number == 3
    assert _status(watch, NOW + timedelta(days=2)).stopped == 0


def test_a_folder_that_is_gone_and_what_it_held(tmp_path: Path) -> None:
    """A trouble as long as it lasts; a document that was taken away stays flagged, as gone."""
    watch = site(tmp_path)
    a_pass(watch)
    (tmp_path / "public" / "leak.ods").unlink()
    (tmp_path / "logs" / "access.log").write_bytes(b"no line of a log\n" * 20)
    a_pass(watch, SOON)
    found = _status(watch, SOON + timedelta(minutes=1))
    (leak,) = found.documents.flagged
    assert (leak.published, leak.downloads, found.flagged_now) == (False, 3, 0)
    assert leak.ended is not None
    assert SOON <= leak.ended <= SOON + timedelta(minutes=1)
    (tmp_path / "public").rename(tmp_path / "elsewhere")
    a_pass(watch, SOON + timedelta(minutes=5))
    found = _status(watch, SOON + timedelta(minutes=6))
    assert [(each.of, Path(each.where).name) for each in found.troubles][:1] == [("root", "public")]
    assert not found.is_well


def test_a_sink_that_takes_nothing(tmp_path: Path) -> None:
    """One failure is told; for longer than a pass may be away it is a trouble."""
    watch = Watch(id="w", digest="", state=tmp_path / "state")
    with opened(watch.state, watch.id) as state:
        _fail(state)
    found = _status(watch, SOON)
    (sink,) = found.sinks
    assert (sink.waiting, sink.tries, sink.reason) == (3, 1, "it does not answer")
    assert found.failing == ()
    assert _status(watch, NOW + timedelta(hours=2)).failing == (sink,)


def _fail(state: State) -> None:
    with state.step() as connection:
        number = begin_pass(connection, NOW)
        outbox.enrol(connection, ["desk"])
        outbox.add(connection, [event(each) for each in range(3)], number)
        outbox.failed(connection, "desk", NOW, reason="it does not answer", after=timedelta(seconds=30))


# ---- how it is said --------------------------------------------------------------------------------


def _hostile(status: Status) -> Status:
    """With names and reasons that would act on whatever shows them."""
    name = HOSTILE_NAME + "\udce9"
    flagged = FlaggedDocument(f"/{name}", True, None, NOW, None, ("X2",), "Hides.", None, None)
    return replace(
        status,
        documents=replace(status.documents, flagged=(flagged,) * 300, unread=(Unread(f"/{name}", name),)),
        files=tuple(FileStatus(f"{name}{number}", 1, 2, None, NOW) for number in range(300)),
        logs=(LogStatus(name, 5, None, True),),
        lost=2,
        troubles=(Trouble("log", name, name, name),),
        sinks=(SinkStatus("desk", 3, 2, NOW - timedelta(days=1), NOW, name, 1),),
    )


def _faults(status: Status) -> list[object]:
    return [*Draft202012Validator(json_schema()).iter_errors(json.loads(as_json(status)))]


def test_the_schema(status: Status) -> None:
    """It is one, it has a word on every key, and a status is of it."""
    Draft202012Validator.check_schema(json_schema())
    assert _faults(status) == []
    assert _faults(_hostile(status)) == []
    assert as_json(_hostile(status)).isascii()
    assert set(as_object(status)) == set(json_schema()["properties"])


def test_one_screen(status: Status) -> None:
    """Whatever is watched: no more lines than a tall terminal has, and nothing that it acts on."""
    told = list(lines(status))
    assert told[0] == "Watch www: all is well, as of 2026-06-01 15:05 +02:00."
    assert any("/docs/leak.ods  X2" in line and "3 downloads, last 2026-06-01 14:03 +02:00" in line for line in told)
    hostile = list(lines(_hostile(status)))
    assert len(hostile) < 45
    readable("\n".join(hostile))
    assert "Not whole" in hostile[1]
    assert "The sink desk has taken nothing since" in hostile[2]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_is_text_alone(status: Status) -> None:
    """Hostile names make no tag, no attribute and no character that acts; the same text for the same status."""
    plain, hostile = _Tags(), _Tags()
    plain.feed(page(status))
    text = page(_hostile(status))
    hostile.feed(text)
    assert {"script", "img", "link", "iframe"}.isdisjoint(hostile.tags)
    assert hostile.tags - plain.tags <= {"ul", "li", "p", "code"}
    assert hostile.attributes - plain.attributes <= {"class"}
    readable(text)
    assert "100 more documents" in text
    assert page(status) == page(status)


def test_no_address_anywhere(status: Status) -> None:
    """Counts and times only."""
    for text in (page(status), as_json(status), "\n".join(lines(status))):
        assert "192.0.2." not in text
        assert "Firefox" not in text


# ---- what a pass leaves ----------------------------------------------------------------------------


def test_files_are_replaced_whole(status: Status, tmp_path: Path) -> None:
    """Nothing else is left beside them, not even of a writer that was killed."""
    folder = tmp_path / "status"
    write_status(status, folder)
    before = (folder / "status.html").stat().st_ino
    (folder / ".status.html.new").write_text("half", encoding="utf-8")
    write_status(status, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["forensics.prom", "status.html"]
    assert (folder / "status.html").stat().st_ino != before
    assert (folder / "status.html").read_text(encoding="utf-8") == page(status)


@posix
def test_a_collector_of_another_user_reads_the_numbers(status: Status, tmp_path: Path) -> None:
    """And not the page, which says what hides something."""
    write_status(status, tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"forensics.prom": 0o644, "status.html": 0o640}


def test_a_folder_that_cannot_be_written(status: Status, tmp_path: Path) -> None:
    """An error that names it; the page that lies there stays."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="the status cannot be written"):
        write_status(status, tmp_path / "file")
    (tmp_path / "status.html").mkdir()
    with pytest.raises(OutputError, match="the status cannot be written"):
        write_status(status, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "status.html"]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Amsterdam", "2026-06-08 09:00 +02:00"), ("America/New_York", "2026-06-08 03:00 -04:00")],
)
def test_a_moment_has_its_offset(zone: str, shown: str) -> None:
    """East and west of Greenwich alike."""
    assert moment(datetime(2026, 6, 8, 7, tzinfo=UTC), zone) == shown
