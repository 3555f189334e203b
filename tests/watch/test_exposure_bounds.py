"""A publisher and passes, both at random moments: what truly happened lies within the bounds."""

from __future__ import annotations

import hashlib
import random
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from forensics.watch.exposures import Exposure, open_exposures
from forensics.watch.exposures import exposures_of as at_path
from forensics.watch.inventory import bounds
from tests.support.published_fixture import Site

FOLDERS = ("", "a/", "b/", "a/deep/")


@dataclass
class Life:
    """One content at one path: between which two moments it came, and went."""

    sha256: str
    came: tuple[datetime, datetime]
    went: tuple[datetime, datetime] | None = None


@dataclass
class Publisher:
    """Changes a folder, and keeps a diary."""

    folder: Path
    aside: Path
    chance: random.Random
    lives: dict[str, list[Life]] = field(default_factory=lambda: defaultdict(list))
    there: dict[str, str] = field(default_factory=dict)
    written: int = 0

    def act(self) -> None:
        """One change of some kind."""
        kinds = [self.add, self.add, self.overwrite, self.swap_in, self.move, self.remove, self.touch]
        self.chance.choice([*kinds, self.move_folder, self.deploy_folder, self.drop_folder])()

    def _content(self) -> str:
        self.written += 1
        return f"version {self.written} " * self.chance.randrange(1, 9)

    def _any(self) -> str | None:
        return self.chance.choice(sorted(self.there)) if self.there else None

    @contextmanager
    def _change(self, new: dict[str, str]) -> Iterator[None]:
        """The folder becomes as `new` says."""
        before = datetime.now(UTC)
        yield
        when = before, datetime.now(UTC)
        for path in sorted({*new, *self.there}):
            if self.there.get(path) != new.get(path):
                if path in self.there:
                    self.lives[path][-1].went = when
                if path in new:
                    self.lives[path].append(Life(new[path], when))
        self.there = new

    def add(self) -> None:
        """Written where it is served, or aside and moved in."""
        path = self.chance.choice(FOLDERS) + f"{self.chance.randrange(12)}.txt"
        self._put(path, in_place=self.chance.random() < 0.5)

    def overwrite(self) -> None:
        """The same inode."""
        if path := self._any():
            self._put(path, in_place=True)

    def swap_in(self) -> None:
        """Another inode, as rsync does."""
        if path := self._any():
            self._put(path, in_place=False)

    def _put(self, path: str, *, in_place: bool) -> None:
        content, target, made = self._content(), self.folder / path, self.aside / "made"
        target.parent.mkdir(parents=True, exist_ok=True)
        new = {**self.there, path: hashlib.sha256(content.encode()).hexdigest()}
        if in_place:
            with self._change(new):
                target.write_text(content)
            return
        made.write_text(content)
        time.sleep(self.chance.random() * 0.003)
        with self._change(new):
            made.replace(target)

    def move(self) -> None:
        """To another name or folder."""
        if path := self._any():
            target = self.chance.choice(FOLDERS) + f"{self.chance.randrange(12)}.txt"
            if target != path:
                (self.folder / target).parent.mkdir(parents=True, exist_ok=True)
                new = {name: content for name, content in self.there.items() if name != path}
                with self._change({**new, target: self.there[path]}):
                    (self.folder / path).replace(self.folder / target)

    def remove(self) -> None:
        """One file."""
        if path := self._any():
            with self._change({name: content for name, content in self.there.items() if name != path}):
                (self.folder / path).unlink()

    def touch(self) -> None:
        """Its mode changes, nothing else."""
        if path := self._any():
            (self.folder / path).chmod(self.chance.choice([0o600, 0o644]))

    def move_folder(self) -> None:
        """A whole folder takes the place of another, or a place of its own."""
        old, new = self.chance.sample(("a/", "b/", "c/"), 2)
        if (self.folder / old).is_dir() and not (self.folder / new).exists():
            moved = {new + path.removeprefix(old) if path.startswith(old) else path: content
                     for path, content in self.there.items()}  # fmt: skip
            with self._change(moved):
                (self.folder / old).rename(self.folder / new)

    def deploy_folder(self) -> None:
        """A folder that was filled aside is moved in."""
        made, target = self.aside / "folder", f"d{self.chance.randrange(2)}/"
        if not (self.folder / target).exists():
            contents = {f"{number}.txt": self._content() for number in range(3)}
            made.mkdir()
            for name, content in contents.items():
                (made / name).write_text(content)
            time.sleep(self.chance.random() * 0.02)
            come = {target + name: hashlib.sha256(each.encode()).hexdigest() for name, each in contents.items()}
            with self._change({**self.there, **come}):
                made.rename(self.folder / target)

    def drop_folder(self) -> None:
        """With all that is in it."""
        target = self.chance.choice(("d0/", "d1/", "b/"))
        if (self.folder / target).is_dir():
            with self._change({path: each for path, each in self.there.items() if not path.startswith(target)}):
                shutil.rmtree(self.folder / target)


def fits(within: tuple[datetime | None, datetime | None], true: tuple[datetime, datetime] | None) -> bool:
    """Whether a change that happened between two moments may have happened within the bounds."""
    earliest, latest = within
    return true is not None and (earliest is None or earliest <= true[1]) and latest is not None and latest >= true[0]


def fitting(exposure: Exposure, lives: list[Life]) -> bool:
    """Whether it tells of what truly was there."""
    same = [life for life in lives if life.sha256 == exposure.sha256]
    came = any(fits((exposure.earliest_start, exposure.latest_start), life.came) for life in same)
    if exposure.state == "open":
        return came
    return came and any(fits((exposure.earliest_end, exposure.latest_end), life.went) for life in same)


def check(site: Site, publisher: Publisher) -> timedelta:
    """Every exposure is true, what is there is known; the largest width of bounds."""
    open_now = {each.url.removeprefix("/files/"): each.sha256 for each in open_exposures(site.connection)}
    assert open_now == publisher.there
    whole = {each.sha256 for lives in publisher.lives.values() for each in lives}
    widths = [timedelta()]
    for path, lives in publisher.lives.items():
        for exposure in at_path(site.connection, f"/files/{path}"):
            if exposure.sha256 in whole:  # not half written
                assert fitting(exposure, lives), (exposure, lives)
            if exposure.earliest_start:
                widths.append(exposure.latest_start - exposure.earliest_start)
            if exposure.earliest_end and exposure.latest_end:
                widths.append(exposure.latest_end - exposure.earliest_end)
    return max(widths)


@pytest.mark.parametrize("seed", range(3))
def test_what_happened_lies_within_the_bounds(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passes between the changes; no bounds are wider than the time between two passes."""
    monkeypatch.setattr(bounds, "RECENT", 0)  # nothing changes while a pass looks
    chance = random.Random(seed)
    (tmp_path / "aside").mkdir()
    site = Site(tmp_path / "www")
    publisher = Publisher(site.folder, tmp_path / "aside", chance)
    looks = [site.clock()]
    site.look()
    for _ in range(40):
        for _ in range(chance.randrange(6)):
            publisher.act()
            time.sleep(chance.random() * 0.002)
        looks.append(site.clock())
        site.look()
    widest = check(site, publisher)
    longest = max(later - earlier for earlier, later in pairwise(looks))
    assert timedelta() < widest <= longest + timedelta(seconds=0.2)


def test_changes_during_a_pass_lie_within_the_bounds(tmp_path: Path) -> None:
    """A publisher that does not wait for passes."""
    (tmp_path / "aside").mkdir()
    site = Site(tmp_path / "www")
    publisher = Publisher(site.folder, tmp_path / "aside", random.Random(7))
    site.look()

    def publish() -> None:
        for _ in range(150):
            publisher.act()
            time.sleep(publisher.chance.random() * 0.003)

    thread = threading.Thread(target=publish)
    thread.start()
    while thread.is_alive():
        site.look()
        time.sleep(0.01)
    thread.join()
    site.look()
    assert check(site, publisher) > timedelta()
