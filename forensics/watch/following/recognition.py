"""Which file goes on where a stream was left: told by content, whatever rotation did to names.

A file that was renamed keeps its identity; one that was copied, and then truncated, or compressed, keeps its content. A
file is a stream's only if it begins with the same octets and has the same octets before the place where that stream was
left, so a file that shrank, a number that the file system gave again, or another log under the old name are never taken
for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forensics.errors import SourceError
from forensics.sources import is_archive, open_source
from forensics.sources.rotation import series
from forensics.watch.following.lying import Lying, shown
from forensics.watch.following.streams import Proof, Stream

__all__ = ["PROOF_BYTES", "Recognised", "is_followed", "is_packed", "proof", "recognise"]

#: Octets at the start of a stream, and before the place where it was left, that tell it from others.
PROOF_BYTES = 4096
#: A packed file that breaks off, and changed within this time, is still being written.
_BEING_WRITTEN = 60_000_000_000  # ns


@dataclass(slots=True)
class Recognised:
    """What the files of a pass are."""

    continued: dict[int, tuple[Stream, Lying]] = field(default_factory=dict)  # by number of the stream
    fresh: list[Lying] = field(default_factory=list)
    missing: list[Stream] = field(default_factory=list)
    being_packed: list[Lying] = field(default_factory=list)  # not whole yet


def recognise(lying: Sequence[Lying], streams: Sequence[Stream], now_ns: int) -> Recognised:
    """What each file is. Copies of a stream whose file was found, and packed files that are being written, are nothing.

    What lies plain is looked at first, for a packed file beside it may be its copy.
    """
    found = Recognised()
    left = _renamed(_unchanged(lying, streams, found), streams, found)
    for one in sorted(left, key=is_packed):
        going_on = [stream for stream in _of_same_head(one, streams) if _same_tail(one, stream)]
        if wanted := next((stream for stream in going_on if stream.number not in found.continued), None):
            found.continued[wanted.number] = wanted, one
        elif not going_on:
            (found.being_packed if _is_being_packed(one, lying, now_ns) else found.fresh).append(one)
    found.missing = [stream for stream in streams if stream.number not in found.continued]
    return found


def _is_being_packed(one: Lying, lying: Sequence[Lying], now_ns: int) -> bool:
    """Whether a packed file is not whole yet: it breaks off, changed just now, and lies beside a plain log of its
    series."""
    if abs(now_ns - one.mtime_ns) > _BEING_WRITTEN or not is_packed(one) or _is_whole(one):
        return False
    of = series(Path(str(one.path)))
    return any(series(Path(str(other.path))) == of and not is_packed(other) for other in lying)


def _is_whole(one: Lying) -> bool:
    """Whether a packed file can be read to its end; one that cannot be opened is told when it is read."""
    try:
        with open_source(Path(str(one.path))) as source:
            for _ in source:
                pass
            return source.tally.damage is None
    except SourceError:
        return True


def _unchanged(lying: Sequence[Lying], streams: Sequence[Stream], found: Recognised) -> list[Lying]:
    """Takes what is as it was at the last pass, under whatever name, and what is read as a whole and lies at the same
    place; the rest."""
    as_it_was = {(stream.identity, stream.size, stream.mtime_ns): stream for stream in streams if stream.identity}
    wholes = {stream.path: stream for stream in streams if stream.whole}
    left = []
    for one in lying:
        stream = as_it_was.get((one.identity, one.size, one.mtime_ns)) or wholes.get(shown(one))
        if stream is None or stream.number in found.continued:
            left.append(one)
        else:
            found.continued[stream.number] = stream, one
    return left


def _renamed(lying: Sequence[Lying], streams: Sequence[Stream], found: Recognised) -> list[Lying]:
    """Takes the files that have the identity of a stream's file, and its content; the rest."""
    of_identity: dict[str, list[Stream]] = {}
    for stream in streams:
        if stream.identity and stream.number not in found.continued:
            of_identity.setdefault(stream.identity, []).append(stream)
    left = []
    for one in lying:
        same = next((each for each in of_identity.get(one.identity, ()) if _goes_on(one, each)), None)
        if same is None:
            left.append(one)
        else:
            found.continued[same.number] = same, one
            of_identity[one.identity].remove(same)
    return left


def _goes_on(one: Lying, stream: Stream) -> bool:
    if stream.whole:
        return (one.size, one.mtime_ns) == (stream.size, stream.mtime_ns)
    return bool(_of_same_head(one, [stream])) and _same_tail(one, stream)


def _of_same_head(one: Lying, streams: Iterable[Stream]) -> list[Stream]:
    """The streams that begin as the file does."""
    head = _octets(one, 0, PROOF_BYTES)
    return [stream for stream in streams if not stream.whole and _proof(head[: stream.head.bytes]) == stream.head]


def _same_tail(one: Lying, stream: Stream) -> bool:
    end = stream.left.place.offset
    return proof(one, end - stream.tail.bytes, end) == stream.tail


def proof(one: Lying, start: int, end: int) -> Proof:
    """The octets of the stream from one place to another."""
    return _proof(_octets(one, start, end))


def _proof(octets: bytes) -> Proof:
    return Proof(len(octets), hashlib.sha256(octets).hexdigest())


def _octets(one: Lying, start: int, end: int) -> bytes:
    """No octets where they cannot be read, which is told when the log is."""
    if not isinstance(one.path, Path):
        return b""
    try:
        with open_source(one.path) as source:
            return source.passage(start, end)
    except SourceError:
        return b""


def is_packed(one: Lying) -> bool:
    """Whether it is compressed, by its content."""
    if not isinstance(one.path, Path):
        return False
    try:
        with open_source(one.path) as source:
            return source.compression != "none"
    except SourceError:
        return False


def is_followed(one: Lying) -> bool:
    """Whether a log can be read on from where it was left: not an archive, nor records that are not lines, nor what
    lies elsewhere."""
    if not isinstance(one.path, Path) or is_archive(one.path):
        return False
    with open_source(one.path) as source:
        source.head(PROOF_BYTES)
        return source.frame is None
