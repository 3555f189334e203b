"""What comes, changes and goes in published folders, and what cannot be read."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from forensics.model import ALWAYS, LeakedFile
from forensics.watch.exposure_windows import versions, windows
from forensics.watch.exposures import exposures_at, exposures_of, open_exposures
from forensics.watch.inventory import content as content_module
from forensics.watch.inventory import take_inventory, taking
from forensics.watch.watched import Root
from tests.support.as_nobody import posix
from tests.support.published_fixture import Site, tables

HOUR = timedelta(hours=1)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A folder with two documents that one pass has seen."""
    site = Site(tmp_path / "www")
    site.write("a.txt", "first")
    site.write("sub/b.txt", "other")
    site.look()
    return site


def of(site: Site) -> Any:  # noqa: ANN401 - what the last inventory came to
    """The last inventory."""
    assert site.last is not None
    return site.last


def test_the_first_pass(tmp_path: Path) -> None:
    """What is there is published, since nobody knows when; hidden files are served too."""
    site = Site(tmp_path / "www")
    site.write("a.txt", "first")
    site.write(".htpasswd", "secret")
    first, second = site.look()
    assert (first.path, second.path) == ("/files/.htpasswd", "/files/a.txt")
    assert second.time is None
    assert second.file == "a.txt"
    assert second.version is not None
    assert second.version.bytes == 5
    assert second.details["first_pass"] is True
    assert second.details["earliest"] is None
    assert second.details["hint"]["modified"] is not None


def test_nothing_new(site: Site) -> None:
    """No event; once the files are older than some seconds nothing is read."""
    assert site.told() == []
    site.ahead = HOUR
    assert site.told() == []
    site.ahead += HOUR
    assert site.told() == []
    assert (of(site).documents, of(site).hashed) == (2, 0)


def test_changes(site: Site) -> None:
    """One pass tells of all, by path."""
    site.write("a.txt", "second")
    (site.folder / "sub/b.txt").unlink()
    site.write("sub/c.txt", "new")
    changed, removed, published = site.look()
    assert [event.kind for event in (changed, removed, published)] == ["changed", "removed", "published"]
    assert changed.details["replaced"]["bytes"] == 5
    assert removed.path == "/files/sub/b.txt"
    assert published.details["first_pass"] is False
    assert published.details["earliest"] <= published.details["latest"]


def test_a_content_that_stays_is_no_change(site: Site) -> None:
    """Written again, by another inode, with other times."""
    site.write("new", "first").replace(site.folder / "a.txt")
    os.utime(site.folder / "sub/b.txt", (1, 1))
    assert site.told() == []


def test_a_change_that_no_time_shows(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within two seconds of the last change a file is read again."""
    monkeypatch.setattr(taking, "_is_as_before", lambda _, row: not row.unsure)
    site.write("a.txt", "FIRST")
    assert site.told() == [("changed", "/files/a.txt")]


def test_a_move(site: Site) -> None:
    """Both ends name the other."""
    (site.folder / "a.txt").rename(site.folder / "sub/z.txt")
    removed, published = site.look()
    assert (removed.kind, removed.details["moved_to"]) == ("removed", "/files/sub/z.txt")
    assert (published.kind, published.details["moved_from"]) == ("published", "/files/a.txt")


def test_a_move_by_copy(site: Site) -> None:
    """The same content, where the old is gone; the same inode is the likelier one."""
    shutil.copy(site.folder / "a.txt", site.folder / "copy.txt")
    (site.folder / "a.txt").rename(site.folder / "moved.txt")
    details = {event.path: event.details for event in site.look()}
    assert details["/files/a.txt"]["moved_to"] == "/files/moved.txt"
    assert "moved_from" not in details["/files/copy.txt"]


def test_what_comes_back_is_another_event(site: Site) -> None:
    """Published, removed, published: three ids; in a new state the first is the same."""
    (site.folder / "a.txt").unlink()
    (removed,) = site.look()
    site.write("a.txt", "first")
    (again,) = site.look()
    other = Site(site.folder)
    first = next(event for event in other.look() if event.path == "/files/a.txt")
    assert len({removed.id, again.id, first.id}) == 3
    assert [each.ordinal for each in exposures_of(site.connection, "/files/a.txt")] == [1, 2]
    assert first.id == next(event.id for event in Site(site.folder).look() if event.path == "/files/a.txt")


def test_a_root_that_disappears(site: Site) -> None:
    """It is told once, and nothing below it is removed; back again, there is nothing to tell."""
    away = site.folder.with_name("away")
    site.folder.rename(away)
    (gone,) = site.look()
    assert (gone.kind, gone.details["of"], gone.path) == ("incomplete", "root", "/files/")
    assert site.told() == []
    assert [root.url for root in of(site).unread] == ["/files/"]
    away.rename(site.folder)
    assert site.told() == []
    assert len(list(open_exposures(site.connection))) == 2


def test_an_empty_folder_in_its_place_is_one_that_is_not_mounted(site: Site) -> None:
    """Another folder with nothing in it; with something in it, it is what is published now."""
    site.folder.rename(site.folder.with_name("away"))
    site.folder.mkdir()
    (gone,) = site.look()
    assert "may not be mounted" in gone.details["reason"]
    site.write("c.txt", "third")
    assert site.told() == [
        ("removed", "/files/a.txt"), ("published", "/files/c.txt"), ("removed", "/files/sub/b.txt"),
    ]  # fmt: skip


def test_a_root_that_was_emptied(site: Site) -> None:
    """The same folder."""
    (site.folder / "a.txt").unlink()
    shutil.rmtree(site.folder / "sub")
    assert site.told() == [("removed", "/files/a.txt"), ("removed", "/files/sub/b.txt")]


def test_a_file_system_below_a_root_that_is_not_mounted(site: Site) -> None:
    """The folder on which it was mounted is empty, and of another device."""
    (site.folder / "sub/b.txt").rename(site.folder.with_name("b.txt"))
    site.connection.execute("UPDATE documents SET device = device + 1 WHERE path = ?", (b"sub/",))
    assert site.told() == [("incomplete", "/files/sub/")]
    assert site.told() == []
    site.folder.with_name("b.txt").rename(site.folder / "sub/b.txt")
    assert site.told() == []


def test_other_numbers_of_devices(site: Site) -> None:
    """After the system began anew: an empty folder is an empty folder."""
    (site.folder / "empty").mkdir()
    site.look()
    site.connection.execute("UPDATE documents SET device = device + 1")
    assert site.told() == []


def test_links_are_followed_and_loops_are_not(site: Site, tmp_path: Path) -> None:
    """Files, folders, out of the folder; not into itself, nor where nothing is."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/c.txt").write_text("outside")
    for name, target in {"file": "a.txt", "out": tmp_path / "out", "up": "..", "here": ".", "none": "no"}.items():
        (site.folder / name).symlink_to(target)
    (site.folder / "itself").symlink_to("itself")
    assert site.told() == [("published", "/files/file"), ("published", "/files/out/c.txt")]
    (tmp_path / "out/c.txt").unlink()
    assert site.told() == [("removed", "/files/out/c.txt")]


def test_folders_that_link_to_each_other(tmp_path: Path) -> None:
    """They are told, and the walk ends."""
    site = Site(tmp_path / "www")
    names = [f"f{number}" for number in range(6)]
    for name in names:
        (site.folder / name).mkdir()
    for name in names:
        for other in names:
            if other != name:
                (site.folder / name / other).symlink_to(site.folder / other)
    events = site.look()
    assert {event.kind for event in events} == {"incomplete"}
    assert len(events) < 16 * 36


@posix
def test_what_is_no_regular_file(site: Site) -> None:
    """A pipe is not waited for."""
    os.mkfifo(site.folder / "pipe")
    assert site.told() == []
    assert content_module.content(os.fsencode(site.folder / "pipe")).outcome == "vanished"


def test_a_name_that_is_no_utf8(site: Site) -> None:
    """Percent escapes stand for it."""
    try:
        Path(os.fsdecode(os.fsencode(site.folder) + b"/caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system has none")
    assert site.told() == [("published", "/files/caf%E9.txt")]


def _unreadable(monkeypatch: pytest.MonkeyPatch, name: bytes) -> None:
    """As for a user without rights: root may read everything."""
    read = taking.content
    denied = content_module.Content("unreadable", reason="Permission denied")
    monkeypatch.setattr(taking, "content", lambda path: denied if path.endswith(name) else read(path))


def test_a_document_that_cannot_be_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told once; it stays published."""
    with monkeypatch.context() as patch:
        _unreadable(patch, b"a.txt")
        site.write("a.txt", "second")
        (told,) = site.look()
        assert (told.kind, told.path, told.details["reason"]) == ("incomplete", "/files/a.txt", "Permission denied")
        assert told.details["of"] == "document"
        assert site.told() == []
    (changed,) = site.look()
    (old, new) = exposures_of(site.connection, "/files/a.txt")
    assert changed.kind == "changed"
    assert old.latest_end == new.latest_start


def test_a_folder_that_cannot_be_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of it stays."""
    scandir = os.scandir

    def denied(path: bytes) -> Any:  # noqa: ANN401 - as os.scandir
        if path.endswith(b"sub/"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", denied)
        assert site.told() == [("incomplete", "/files/sub/")]
        (site.folder / "sub/b.txt").unlink()
        assert site.told() == []
    assert site.told() == [("removed", "/files/sub/b.txt")]


def test_a_document_that_is_being_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No version until it settles; after three passes it is told."""
    fstat = os.fstat

    def moving(handle: int) -> os.stat_result:
        with (site.folder / "a.txt").open("a") as file:
            file.write("more")
        return fstat(handle)

    site.write("a.txt", "growing")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", moving)
        patch.setattr(taking, "_is_as_before", lambda _, row: row.path != b"a.txt")
        told = [site.told() for _ in range(4)]
        assert of(site).being_written == ("/files/a.txt",)
    assert told == [[], [], [("incomplete", "/files/a.txt")], []]
    assert site.told() == [("changed", "/files/a.txt")]


def test_a_clock_that_was_set_back(site: Site) -> None:
    """No interval is negative: what happened since may have happened after the last pass that was before now."""
    before = site.clock()
    site.look()
    site.ahead = HOUR
    site.look()
    site.ahead = timedelta()
    site.write("a.txt", "second")
    site.write("c.txt", "third")
    (site.folder / "sub/b.txt").unlink()
    told = site.look()
    assert [event.kind for event in told] == ["incomplete", "changed", "published", "removed"]
    assert "set back" in told[0].details["reason"]
    for each in [*exposures_of(site.connection, "a.txt"), *exposures_of(site.connection, "c.txt")]:
        assert each.earliest_start is None or each.earliest_start <= each.latest_start
        assert each.latest_end is None or each.latest_end >= each.latest_start
    (new,) = exposures_of(site.connection, "/files/c.txt")
    assert new.earliest_start is not None
    assert before <= new.earliest_start <= site.clock()
    assert new.latest_start >= site.clock() + HOUR - timedelta(minutes=1)
    assert site.told() == []


def test_other_globs(site: Site) -> None:
    """What is left out now was not removed, and what is taken now is not new."""
    site.roots = (Root(site.folder, "/files/", exclude=("sub/",)),)
    assert site.told() == []
    (left,) = exposures_of(site.connection, "/files/sub/b.txt")
    assert (left.state, left.latest_end) == ("left", None)
    site.roots = (Root(site.folder, "/files/"),)
    (again,) = site.look()
    assert again.details["first_pass"] is True


def test_a_root_that_is_no_longer_watched(site: Site, tmp_path: Path) -> None:
    """Nobody will tell when its documents go."""
    (tmp_path / "other").mkdir()
    site.roots = (Root(tmp_path / "other", "/other/"),)
    assert site.told() == []
    assert list(open_exposures(site.connection)) == []


def test_a_folder_within_another_url(site: Site) -> None:
    """The longer URL path wins, for the hosts that it is of."""
    inner = Root(site.folder / "sub", "/files/sub/")
    other = Site(site.folder, roots=(Root(site.folder, "/files/"), inner))
    assert other.told() == [("published", "/files/a.txt"), ("published", "/files/sub/b.txt")]
    limited = Root(site.folder / "sub", "/files/sub/", hosts=("www.example.org",))
    both = Site(site.folder, roots=(Root(site.folder, "/files/"), limited))
    events = [event for event in both.look() if event.path == "/files/sub/b.txt"]
    assert len({event.id for event in events}) == 2


def test_versions_and_windows_of_a_case(site: Site) -> None:
    """Versions follow each other; a window lasts as long as any of them may have been there."""
    site.write("a.txt", "second!")
    site.look()
    (site.folder / "a.txt").unlink()
    site.look()
    file = LeakedFile("a.txt")
    old, new = versions(site.connection, file)
    assert (old.size, new.size) == (5, 7)
    assert old.start is None
    assert old.end == new.start
    assert new.end is not None
    (window,) = windows(site.connection, file)
    assert (window.start, window.files) == (ALWAYS[0], ("a.txt",))
    assert window.end >= new.end
    (still,) = windows(site.connection, LeakedFile("b.txt", paths=("/files/*/b.txt",)))
    assert still.end == ALWAYS[1]
    assert windows(site.connection, LeakedFile("b.txt"), until=site.clock())[0].end < ALWAYS[1]
    assert [each.sha256 for each in exposures_at(site.connection, "/files/a.txt", new.start or ALWAYS[0])][
        -1
    ] == new.sha256


def test_a_clock_that_is_given(tmp_path: Path) -> None:
    """The same files and the same clock give the same events."""
    site = Site(tmp_path / "www")
    site.write("a.txt", "first")
    now = datetime(2026, 6, 1, tzinfo=UTC)
    told = [list(take_inventory(site.roots, tables(), now).events) for _ in range(2)]
    assert told[0] == told[1]
    assert told[0][0].details["latest"] == "2026-06-01T00:00:00Z"


def test_times_that_no_database_holds(site: Site) -> None:
    """A file from the year 2400 is a file."""
    try:
        os.utime(site.write("c.txt", "third"), (13_569_465_600, 13_569_465_600))
    except (OSError, OverflowError):
        pytest.skip("this file system has no such times")
    assert site.told() == [("published", "/files/c.txt")]
