"""A publisher, a web server, its visitors, logrotate and passes that are killed, all at once; and what really happened.

The server is a real nginx, rotation the real logrotate, by renaming or by copying and truncating. While a log is copied
and truncated nobody visits: what is written between the two is lost by logrotate itself, before anybody could read it.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import pwd
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import xlsxwriter

from tests.support.servers.server import free_port

__all__ = ["Month", "Outcome"]

ROOT = Path(__file__).parents[2]
_WATCH = """\
[watch]
id = "month"
state = "state"
[[roots]]
path = "www"
url = "/docs/"
[[logs]]
path = "logs/access.log*"
format = "combined"
server = "nginx"
[[files]]
flagged = true
"""
#: A version stays so many passes at least, so that one of them sees it.
_STAYS = 4


@dataclass(slots=True)
class Lived:
    """A version of a document, and between which times it came and went."""

    name: str
    sha256: str
    hides: bool
    began: tuple[float, float]
    ended: tuple[float, float] | None = None


@dataclass(slots=True)
class Asked:
    """A request of a visitor, who is known by the agent."""

    agent: str
    name: str
    sha256: str  # of what came
    whole: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What passes told beside what happened."""

    kills: int
    passes: int
    requests: int
    downloads: int  # whole deliveries of versions that hide something
    parts: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]  # told under two ids
    wrong: tuple[str, ...]  # told and never made
    again: int  # ids that were printed more than once
    versions: int
    unseen: int  # came and went between two inventories
    uninspected: int  # were seen, hide something, and went before anybody looked into them
    outside: tuple[str, ...]  # versions whose times do not lie within their bounds
    widest: float  # seconds between the bounds of a start or an end
    incomplete: tuple[str, ...]
    rotations: int


@dataclass
class Month:
    """What goes on in a folder until there were so many kills."""

    folder: Path
    seed: int = 1
    lives: list[Lived] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    rotations: int = 0

    def __post_init__(self) -> None:
        self._made = random.Random(self.seed)
        self._here: dict[str, Lived] = {}
        self._lock = threading.Lock()  # of what is published
        self._visiting = threading.Lock()  # held by each visit, and while a log is copied and truncated
        self._stop = threading.Event()
        self._port = free_port()
        self._number = 0
        self._usual = 5.0  # seconds that a pass takes
        for name in ("www", "logs"):
            (self.folder / name).mkdir()
        (self.folder / "watch.toml").write_text(_WATCH, encoding="utf-8")

    def run(self, nginx: Path, logrotate: Path, kills: int) -> Outcome:
        """Lets it all go on until so many passes were killed, and judges what was told."""
        told: list[str] = []
        with self._served(nginx):
            jobs = [self._publish, self._visit, lambda: self._rotate(logrotate)]
            with _side_by_side(self._stop, jobs):
                passes = self._passes(kills, told)
            passes += self._last(told)
        return self._judged(kills, passes, told)

    # ---- what happens ----------------------------------------------------------------------

    @contextmanager
    def _served(self, nginx: Path) -> Iterator[None]:
        scratch = "".join(
            f"{name}_temp_path {self.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"daemon off; worker_processes 1; user {_user()};\npid {self.folder}/nginx.pid;"
            f" error_log {self.folder}/error.txt;\nevents {{ }}\nhttp {{\n{scratch}"
            f"access_log {self.folder}/logs/access.log combined;\n"
            f"server {{ listen 127.0.0.1:{self._port}; location /docs/ {{ alias {self.folder}/www/; }} }}\n}}\n",
            encoding="utf-8",
        )
        server = subprocess.Popen([nginx, "-p", self.folder, "-c", self.folder / "nginx.conf"])
        try:
            _until(lambda: self._get("/docs/", "ready") is not None)
            yield
        finally:
            server.terminate()
            server.wait(20)

    def _publish(self) -> None:
        self._number += 1
        now = time.time()
        free = [name for name, life in self._here.items() if now - life.began[1] > _STAYS * self._usual]
        made = self._made.random()
        if not free or (made < 0.4 and len(self._here) < 12):
            self._put(f"list {self._number}.xlsx", self._document(), None)
        elif made < 0.7:
            self._put(self._made.choice(free), self._document(), self._here)
        else:
            name = self._made.choice(free)
            with self._lock:
                begun = time.time()
                (self.folder / "www" / name).unlink()
                self._here.pop(name).ended = (begun, time.time())
        self._stop.wait(self._made.uniform(0.2, 1.5))

    def _put(self, name: str, content: tuple[bytes, bool], before: dict[str, Lived] | None) -> None:
        data, hides = content
        path = self.folder / "www" / name
        beside = self.folder / f"new-{self._number}"
        beside.write_bytes(data)
        with self._lock:
            begun = time.time()
            if before is not None and self._made.random() < 0.5:
                path.write_bytes(data)  # in place: whoever reads meanwhile gets some of both
                beside.unlink()
            else:
                beside.rename(path)
            ended = time.time()
            if before is not None:
                before[name].ended = (begun, ended)
            life = Lived(name, hashlib.sha256(data).hexdigest(), hides, (begun, ended))
            self._here[name] = life
            self.lives.append(life)

    def _document(self) -> tuple[bytes, bool]:
        out, hides = BytesIO(), self._made.random() < 0.6
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nummer", "Naam", "Plaats"])
        for row in range(1, 30):
            sheet.write_row(row, 0, [self._number * 100 + row, f"Persoon {row} van {self._number}", "Utrecht"])
            if hides and row > 9:
                sheet.set_row(row, None, None, {"hidden": True})
        book.close()
        return out.getvalue(), hides

    def _visit(self) -> None:
        with self._lock:
            names = list(self._here)
        if names:
            name = self._made.choice(names)
            agent = f"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 visit/{len(self.asked)}"
            ranged = self._made.random() < 0.2
            with self._visiting, self._lock:  # nothing is replaced while it is handed over
                body = self._get(f"/docs/{quote(name)}", agent, ranged=ranged)
            if body is not None:
                self.asked.append(Asked(agent, name, hashlib.sha256(body).hexdigest(), whole=not ranged))
        self._stop.wait(self._made.uniform(0.01, 0.15))

    def _get(self, path: str, agent: str, *, ranged: bool = False) -> bytes | None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            headers = {"User-Agent": agent} | ({"Range": "bytes=0-999"} if ranged else {})
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        except OSError:
            return None
        finally:
            connection.close()
        return body if answer.status in (200, 206, 403, 404) else None

    def _rotate(self, logrotate: Path) -> None:
        self._stop.wait(self._made.uniform(1.0, 5.0))
        copied = self._made.random() < 0.5
        how = (
            "copytruncate" if copied else f"create\n postrotate\n kill -USR1 `cat {self.folder}/nginx.pid`\n endscript"
        )
        late = "delaycompress" if self.seed % 2 else ""
        configuration = self.folder / "logrotate.conf"
        configuration.write_text(
            f"{self.folder}/logs/access.log {{\n rotate 500\n compress\n {late}\n missingok\n {how}\n}}\n",
            encoding="utf-8",
        )
        command = [logrotate, "-f", "-s", self.folder / "logrotate.state", configuration]
        if copied:
            with self._visiting:
                time.sleep(0.1)  # nginx writes the line of a request after its answer
                subprocess.run(command, check=False)
        else:
            subprocess.run(command, check=False)
        self.rotations += 1

    # ---- passes ----------------------------------------------------------------------------

    def _passes(self, kills: int, told: list[str]) -> int:
        """Passes at random moments, most of which are killed at a random moment; how many came to their end."""
        whole, self._usual = 0, self._timed(told)
        while kills:
            process = self._begun()
            if self._made.random() < 0.75:
                try:
                    process.wait(self._made.uniform(0, 1.1 * self._usual))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    kills -= 1
            told += process.communicate()[0].splitlines()
            whole += process.returncode in (0, 4)
            time.sleep(self._made.uniform(0, 0.3))
        return whole

    def _timed(self, told: list[str]) -> float:
        begun = time.monotonic()
        told += self._begun().communicate()[0].splitlines()
        return time.monotonic() - begun

    def _last(self, told: list[str]) -> int:
        time.sleep(0.5)
        for _ in range(2):
            told += self._begun().communicate()[0].splitlines()
        return 2

    def _begun(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "forensics", "watch", self.folder / "watch.toml", "--jobs", "1", "--quiet"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    # ---- judgement -------------------------------------------------------------------------

    def _judged(self, kills: int, passes: int, told: list[str]) -> Outcome:
        printed = [json.loads(line) for line in told if line.endswith("}")]
        events = {event["id"]: event for event in printed}
        seen, flagged = self._exposures(), self._flagged()
        hiding = {life.sha256 for life in self.lives if life.hides and (life.name, life.sha256) in flagged}
        wanted = {one.agent for one in self.asked if one.whole and one.sha256 in hiding}
        parts = {one.agent for one in self.asked if not one.whole}
        replaced = {event.get("replaces") for event in events.values()}
        found = Counter(
            event["agent"] for event in events.values() if event["event"] == "download" and event["id"] not in replaced
        )
        outside, widest = self._bounds(seen)
        return Outcome(
            kills=kills,
            passes=passes,
            requests=len(self.asked),
            downloads=len(wanted),
            parts=len(parts),
            lost=tuple(sorted(wanted - found.keys())),
            doubled=tuple(sorted(agent for agent, times in found.items() if times > 1)),
            wrong=tuple(sorted(found.keys() - {one.agent for one in self.asked if one.whole})),
            again=sum(times > 1 for times in Counter(event["id"] for event in printed).values()),
            versions=len(self.lives),
            unseen=sum((life.name, life.sha256) not in seen for life in self.lives),
            uninspected=sum(
                life.hides and life.sha256 not in hiding and (life.name, life.sha256) in seen for life in self.lives
            ),
            outside=outside,
            widest=widest,
            incomplete=tuple(event["reason"] for event in events.values() if event["event"] == "incomplete"),
            rotations=self.rotations,
        )

    def _exposures(self) -> dict[tuple[str, str], list[Any]]:
        rows = self._asked_of_state(
            "SELECT name, sha256, earliest_start_us, latest_start_us, earliest_end_us, latest_end_us FROM exposures"
        )
        return {(name, sha256): times for name, sha256, *times in rows}

    def _flagged(self) -> set[tuple[str, str]]:
        """Names and contents that inspection flagged."""
        query = "SELECT name, sha256 FROM exposures JOIN flags ON exposures.id = flags.exposure WHERE hides"
        return {(name, sha256) for name, sha256 in self._asked_of_state(query)}

    def _asked_of_state(self, query: str) -> list[Any]:
        connection = sqlite3.connect(self.folder / "state" / "state.sqlite")
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def _bounds(self, seen: dict[tuple[str, str], list[Any]]) -> tuple[tuple[str, ...], float]:
        """Versions whose times do not lie within what was found, and the widest bounds."""
        outside, widest = [], 0.0
        for life in self.lives:
            times = seen.get((life.name, life.sha256))
            if times is None:
                continue
            for what, begun, bounds in (("began", life.began, times[:2]), ("ended", life.ended, times[2:])):
                if begun is None or bounds[1] is None:
                    continue
                earliest, latest = ((bounds[0] or 0) / 1e6, bounds[1] / 1e6)
                if not (earliest <= begun[1] and latest >= begun[0]):
                    outside.append(f"{life.name} {what} at {begun}, not within {earliest} and {latest}")
                if bounds[0]:
                    widest = max(widest, latest - earliest)
        return tuple(outside), widest


def _user() -> str:
    return pwd.getpwuid(os.getuid()).pw_name


def _until(done: Callable[[], bool]) -> None:
    for _ in range(200):
        if done():
            return
        time.sleep(0.05)
    raise TimeoutError


@contextmanager
def _side_by_side(stop: threading.Event, jobs: list[Callable[[], None]]) -> Iterator[None]:
    """Each job again and again, in a thread of its own, until the block ends."""

    def again(job: Callable[[], None]) -> None:
        while not stop.is_set():
            job()

    threads = [threading.Thread(target=again, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
