"""People and programs that fetch the file, and what left the server for each.

A delivery is whole when the server handed every byte of the file to its system, in one response or in several
to one client that together cover it (counting.md 3.6). Of an abort the server hands over more than was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from tests.support.reference.exchange import Exchange, Visit

__all__ = ["BEHAVIOURS", "BROWSERS", "PATH", "Scene"]

PATH = "/docs/leak.xlsx"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15"
BROWSERS = (FIREFOX, CHROME, SAFARI)
OFFICE = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
#: What a server's system takes on beyond what a client that leaves has read (counting.md section 2).
BUFFER = 2_700_000


@dataclass
class Scene:
    """Where a visit takes place: the size of the file then, an address of its own, and chance."""

    rng: Random
    at: datetime
    size: int
    address: str
    encoded: int

    def get(self, after: float = 0, **change: object) -> Exchange:
        """A whole GET of the file, changed as said, so many seconds after the visit began."""
        usual = Exchange(
            start=self.at + timedelta(seconds=after),
            peer=self.address,
            target=PATH,
            planned=self.size,
            sent=self.size,
            seconds=round(self.rng.uniform(0.2, 9), 1),
            agent=self.rng.choice(BROWSERS),
        )
        return replace(usual, **change)  # type: ignore[arg-type]

    def part(self, first: int, last: int, after: float = 0, **change: object) -> Exchange:
        """A range of the file, both ends included."""
        given = {
            "status": 206,
            "planned": last - first + 1,
            "sent": last - first + 1,
            "range": f"bytes={first}-{last}",
            "content_range": f"bytes {first}-{last}/{self.size}",
        }
        return self.get(after, **(given | change))

    def handed(self, read: int) -> int:
        """What left the server for a client that read so much and hung up."""
        return min(self.size, read + BUFFER)

    def visit(self, kind: str, *exchanges: Exchange, wholes: int = 0) -> Visit:
        """A visit with so many whole deliveries to this address."""
        return Visit(exchanges, ((self.address, self.at),) * wholes, kind)


def _browser(scene: Scene) -> Visit:
    page = scene.get(-4, target="/publications", planned=5120, sent=5120)
    return scene.visit(
        "browser", page, scene.get(agent=page.agent, referer="https://www.example.org/publications"), wholes=1
    )


def _spelled(scene: Scene) -> Visit:
    target = scene.rng.choice(
        ["/docs/le%61k.xlsx", "//docs/leak.xlsx", "/docs/leak.xlsx?utm_source=mail", "/docs/./leak.xlsx"]
    )
    return scene.visit("spelled", scene.get(target=target), wholes=1)


def _program(scene: Scene) -> Visit:
    agent = scene.rng.choice(["curl/8.7.1", "python-requests/2.31.0", "Wget/1.21.3", "-"])
    return scene.visit("program", scene.get(agent=agent), wholes=1)


def _robot(scene: Scene) -> Visit:
    return scene.visit("robot", scene.get(agent=GOOGLEBOT), wholes=1)


def _twice(scene: Scene) -> Visit:
    first = scene.get()
    return scene.visit("twice", first, scene.get(scene.rng.choice([1, 7, 45, 400]), agent=first.agent), wholes=2)


def _revalidates(scene: Scene) -> Visit:
    first = scene.get()
    again = scene.get(600, agent=first.agent, status=304, planned=0, sent=0)
    return scene.visit("revalidates", first, again, wholes=1)


def _stored_copy(scene: Scene) -> Visit:
    return scene.visit("stored-copy", scene.get(status=304, planned=0, sent=0))


def _parallel(scene: Scene) -> Visit:
    parts, agent = scene.rng.choice([3, 4, 6, 8]), scene.rng.choice([FIREFOX, "FDM/6.22", "aria2/1.37.0"])
    edges = [scene.size * i // parts for i in range(parts + 1)]
    pieces = [scene.part(a, b - 1, scene.rng.choice([0, 0, 1, 2]), agent=agent) for a, b in pairwise(edges)]
    scene.rng.shuffle(pieces)
    probe = [scene.get(-1, method="HEAD", sent=0, planned=0, agent=agent)] if scene.rng.random() < 0.5 else []
    return scene.visit("parallel", *probe, *pieces, wholes=1)


def _resumes(scene: Scene) -> Visit:
    """A resume at what the client had read, which is less than the server handed over."""
    read, agent = scene.rng.randrange(scene.size // 10, scene.size * 9 // 10), scene.rng.choice(BROWSERS)
    first = scene.get(agent=agent, sent=scene.handed(read))
    return scene.visit(
        "resumes", first, scene.part(read, scene.size - 1, 180, agent=agent, range=f"bytes={read}-"), wholes=1
    )


def _aborts(scene: Scene) -> Visit:
    handed = scene.handed(scene.rng.randrange(1000, scene.size // 2))
    return scene.visit("aborts", scene.get(sent=handed), wholes=int(handed == scene.size))


def _leaves_at_once(scene: Scene) -> Visit:
    return scene.visit("leaves-at-once", scene.get(status=499, planned=0, sent=0, seconds=0.0))


def _viewer(scene: Scene) -> Visit:
    agent, step = CHROME, min(65_536, scene.size // 5)
    firsts = [scene.rng.randrange(0, max(1, scene.size - step)) for _ in range(3)]
    parts = [scene.part(first, min(first + step, scene.size) - 1, 2 + n, agent=agent) for n, first in enumerate(firsts)]
    return scene.visit("viewer", scene.get(agent=agent), *parts, wholes=1)


def _office(scene: Scene) -> Visit:
    options = scene.get(
        target="/docs/", method="OPTIONS", planned=0, sent=0, agent="Microsoft Office Protocol Discovery"
    )
    head = scene.get(1, method="HEAD", planned=0, sent=0, agent="Microsoft Office Existence Discovery")
    start = scene.get(2, agent=OFFICE, sent=scene.handed(scene.size // 3))
    whole = int(start.sent == scene.size)
    return scene.visit("office", options, head, start, scene.get(4, agent=CHROME), wholes=1 + whole)


def _looks(scene: Scene) -> Visit:
    method = scene.rng.choice(["HEAD", "OPTIONS", "PROPFIND"])
    status = 207 if method == "PROPFIND" else 200
    body = 1240 if method == "PROPFIND" else 0
    return scene.visit("looks", scene.get(method=method, status=status, planned=body, sent=body))


def _preview(scene: Scene) -> Visit:
    last = min(scene.size // 2, 524_288) - 1
    return scene.visit("preview", scene.part(0, last, agent="facebookexternalhit/1.1"))


def _probe(scene: Scene) -> Visit:
    agent = "AppleCoreMedia/1.0.0.21F90 (iPhone; U; CPU OS 17_5 like Mac OS X)"
    return scene.visit("probe", scene.part(0, 1, agent=agent), scene.part(0, scene.size - 1, 1, agent=agent), wholes=1)


def _same_part(scene: Scene) -> Visit:
    """The same quarter four times: never the whole."""
    last, agent = scene.size // 4 - 1, scene.rng.choice(BROWSERS)
    return scene.visit("same-part", *(scene.part(0, last, 3 * n, agent=agent) for n in range(4)))


def _kiosk(scene: Scene) -> Visit:
    """Several people at one machine, each with a program that fetches in parts."""
    times, agent = scene.rng.choice([2, 3, 5]), "FDM/6.22"
    edges = [scene.size * i // 3 for i in range(4)]
    pieces = [
        scene.part(a, b - 1, 120 * n + i, agent=agent) for n in range(times) for i, (a, b) in enumerate(pairwise(edges))
    ]
    return scene.visit("kiosk", *pieces, wholes=times)


def _ignored_range(scene: Scene) -> Visit:
    return scene.visit("ignored-range", scene.get(range="bytes=0-99"), wholes=1)


def _past_the_end(scene: Scene) -> Visit:
    first = scene.get()
    beyond = scene.get(
        30,
        agent=first.agent,
        status=416,
        planned=197,
        sent=197,
        range=f"bytes={scene.size}-",
        content_range=f"bytes */{scene.size}",
    )
    return scene.visit("past-the-end", first, beyond, wholes=1)


def _near_name(scene: Scene) -> Visit:
    target = scene.rng.choice(["/docs/leak.xls", "/docs/Leak.xlsx", "/docs/leak%20.xlsx", "/leak.xlsx"])
    return scene.visit("near-name", scene.get(target=target, status=404, planned=153, sent=153))


def _scanner(scene: Scene) -> Visit:
    names = ["/.env", "/wp-login.php", "/admin.php", "/docs/", "/backup.zip", "/phpinfo.php"]
    return scene.visit(
        "scanner",
        *(
            scene.get(n, target=name, status=404, planned=153, sent=153, agent="zgrab/0.x")
            for n, name in enumerate(names)
        ),
    )


def _searcher(scene: Scene) -> Visit:
    found = scene.get(target="/search?q=leak.xlsx", planned=7421, sent=7421)
    style = scene.get(
        1, target="/css/a.css", planned=812, sent=812, agent=found.agent, referer=f"https://www.example.org{PATH}"
    )
    return scene.visit("searcher", found, style)


def _mail_filter(scene: Scene) -> Visit:
    """The recipient's filter fetches too, from its own network."""
    other = f"150.70.0.{scene.rng.randrange(2, 250)}"
    again = scene.get(40, peer=other, agent="-")
    wholes = ((scene.address, scene.at), (other, scene.at))
    return Visit((scene.get(), again), wholes, "mail-filter")


def _temporary(scene: Scene) -> Visit:
    """IPv6 with addresses that change within one network."""
    net = f"2001:db8:{scene.rng.randrange(1, 0xFFF):x}:{scene.rng.randrange(1, 0xFFF):x}"
    one, two = f"{net}:aaaa::1", f"{net}:bbbb::{scene.rng.randrange(1, 0xFFF):x}"
    exchanges = (scene.get(peer=one, agent=SAFARI), scene.get(1200, peer=two, agent=SAFARI))
    return Visit(exchanges, ((one, scene.at), (two, scene.at)), "temporary")


def _household(scene: Scene) -> Visit:
    """Several people behind one address, each with a browser of their own."""
    people = scene.rng.choice([2, 3])
    exchanges = [scene.get(scene.rng.randrange(0, 900), agent=agent) for agent in BROWSERS[:people]]
    return scene.visit("household", *exchanges, wholes=people)


def _two_halves(scene: Scene) -> Visit:
    """Two people at two addresses take half each: no whole file to anyone."""
    half, other = scene.size // 2, f"203.0.113.{scene.rng.randrange(2, 250)}"
    one = scene.part(0, half - 1, agent=FIREFOX)
    return Visit((one, scene.part(half, scene.size - 1, 20, peer=other, agent=FIREFOX)), (), "two-halves")


def _compressed(scene: Scene) -> Visit:
    return scene.visit("compressed", scene.get(planned=scene.encoded, sent=scene.encoded), wholes=1)


#: How likely each behaviour is, beside the others.
BEHAVIOURS: dict[Callable[[Scene], Visit], int] = {
    _browser: 12, _spelled: 3, _program: 4, _robot: 2, _twice: 3, _revalidates: 4, _stored_copy: 2, _parallel: 5,
    _resumes: 4, _aborts: 4, _leaves_at_once: 2, _viewer: 3, _office: 2, _looks: 4, _preview: 2, _probe: 2,
    _same_part: 2, _kiosk: 2, _ignored_range: 1, _past_the_end: 1, _near_name: 3, _scanner: 2, _searcher: 3,
    _mail_filter: 2, _temporary: 2, _household: 3, _two_halves: 2, _compressed: 1,
}  # fmt: skip
