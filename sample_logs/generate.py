"""Writes the logs and the STORY.md of every sample case from its story.toml.

    python sample_logs/generate.py [OUT]

OUT is a folder to write to, for comparison; without it the logs in this folder are written anew.
Every address, person and request is invented. The same Python and zlib give the same bytes; another
zlib may compress differently, to files that unpack to the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from servers import HEADINGS, Request, compress, render, rotate, size_field
from story import Server, Story, load, to_requests
from storypage import tell
from traffic import background

HERE = Path(__file__).resolve().parent


def _logged(story: Story, name: str) -> Iterator[Request]:
    """Everything that one server wrote down, in no order."""
    server = story.servers[name]
    if server.behind:
        yield from _asked(story, name)
        return
    silences = [
        ((start - story.first_day).total_seconds(), (end - story.first_day).total_seconds())
        for start, end in server.silences
    ]
    everyday = background(
        server.software,
        story.first_day,
        days=story.days,
        rhythm=story.rhythm,
        seed=server.seed,
        reserved=story.reserved,
    )
    for request in [*everyday, *to_requests(story, name)]:
        if not any(start <= request.end < end for start, end in silences):
            yield request


def _asked(story: Story, name: str) -> Iterator[Request]:
    """What the server before this one asked of it: what that one did not answer by itself."""
    server = story.servers[name]
    behind = [other for other, each in story.servers.items() if each.behind == server.behind]
    events = {event.key: event for event in story.events}
    for number, request in enumerate(_logged(story, server.behind)):
        event = events.get(request.note)
        stored = request.target.startswith(("/assets/", "/beeld/", "/favicon"))
        through = event.through if event else "" if stored else behind[number % len(behind)]
        if through == name:
            body = request.body if event is None or event.fetched is None else event.fetched
            peer = server.asked_from[number % len(server.asked_from)]
            yield replace(
                request, address=peer, forwarded=request.address, body=body, protocol="HTTP/1.1", note="",
                status=200 if request.status == 206 else request.status, seconds=min(request.seconds, 0.2),
            )  # fmt: skip


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def _content(requests: Sequence[Request], rotation: str, story: Story, server: Server) -> bytes:
    """One log file as it lies on disk: packed, and cut off where the story says so."""
    rows = (render(request, server.software, story.first_day) for request in requests)
    lines = b"".join([HEADINGS.get(server.software, b""), *rows])
    if not rotation.endswith(".gz"):
        return lines
    packed = compress(lines)
    return packed[: int(len(packed) * server.cut.get(rotation, 1))]


def write_case(source: Path, target: Path) -> None:
    """Reads `source`/story.toml, writes `target`/logs and `target`/STORY.md."""
    story = load(source / "story.toml")
    entries = {}
    for name, server in story.servers.items():
        for rotation, requests in rotate(_logged(story, name), server.rotations, story.first_day):
            if rotation in server.missing:
                continue
            headings = HEADINGS.get(server.software, b"").count(b"\n")
            for number, request in enumerate(requests, headings + 1):
                if request.note:
                    place = f"{name}/{rotation}:{number}"
                    entries[request.note] = (place, size_field(request, server.software))
            content = _content(requests, rotation, story, server)
            _write(target / "logs" / name, rotation, content)
            if rotation in server.copies:
                _write(target / "logs" / name, server.copies[rotation], content)
    _write(target, "STORY.md", tell(story, entries).encode())


def main(arguments: list[str]) -> None:
    """Writes every case that has a story."""
    out = Path(arguments[0]) if arguments else HERE
    for path in sorted(HERE.glob("*/story.toml")):
        write_case(path.parent, out / path.parent.name)


if __name__ == "__main__":
    main(sys.argv[1:])
