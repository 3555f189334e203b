"""As how many deliveries each download and possible download counts in the ceiling (counting.md 4b.3).

Of the parts that one client got, as many whole files can have left as their bytes allow, whatever episodes were
built of them and by whatever agent: a delivery needs every byte of the file. A part of a known place gives only
the bytes of that place: the same quarter four times is no file, four different quarters twice are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from forensics.downloads.download import Download
from forensics.downloads.pieces import Piece, piece_of

__all__ = ["UnplacedPart", "allotted", "deliveries_in", "part_of"]

Row = Mapping[str, Any]

#: A 200 that looks cut short may be whole where the size field is misread: it counts as one (3.7).
_WHOLE_ASKED = (200, 203)


@dataclass(frozen=True, slots=True)
class UnplacedPart:
    """What one response can have carried: the `spans` of the file that it did carry, if they are known; else at
    most `most` bytes of it, None: perhaps all of it."""

    spans: tuple[tuple[int, int], ...] = ()
    most: int | None = None


def part_of(row: Row) -> UnplacedPart:
    """The part of the file in the response to a judged request."""
    if row["verdict"] == "indeterminate" and row["status"] != 206:
        return UnplacedPart()  # perhaps another representation of the whole
    if row["encoding"] is not None or row["foreign"]:
        return UnplacedPart()  # a compressed body, or one of another version, has fewer bytes than the file
    piece = piece_of(0, row, row["start"] or row["end"])
    most = _most(row, piece)
    if row["body"] is None and piece.spans and most is not None:  # with headers, these are the least of it
        first = piece.spans[0][0]
        return UnplacedPart(((first, first + most - 1),)) if most else UnplacedPart(most=0)
    return UnplacedPart(piece.spans, None if piece.spans else most)


def _most(row: Row, piece: Piece) -> int | None:
    """Most bytes of the file in a body, wherever they belong; a cut or multipart body holds no more than it has."""
    logged = next((number for number in (row["body"], piece.most) if number is not None), None)
    asked = row["asked_last"] - row["asked_first"] + 1 if row["interval"] and row["asked_last"] is not None else None
    known = [number for number in (logged, asked) if number is not None]
    return max(0, min(known)) if known else None


def deliveries_in(parts: Sequence[UnplacedPart], size: int | None) -> int:
    """As how many deliveries of the whole file these parts can count at most.

    `size` is S; where it is not known, the file has at least the bytes of its largest part.
    """
    if size is None:
        size = max((part.most or 0 for part in parts), default=0)
        return sum(part.most is None for part in parts) + (_in_bytes(parts) // size if size else 0)
    loose = _in_bytes(parts) + size * sum(not part.spans and part.most is None for part in parts)
    stretches = _covered([span for part in parts for span in part.spans], size)
    least, most = 0, loose // size + max((times for _, times in stretches), default=0)
    while least < most:  # the bytes of no known place must fill what k deliveries lack
        middle = (least + most + 1) // 2
        lacking = sum(length * max(0, middle - times) for length, times in stretches)
        least, most = (middle, most) if lacking <= loose else (least, middle - 1)
    return least


def _in_bytes(parts: Iterable[UnplacedPart]) -> int:
    return sum(part.most or 0 for part in parts if not part.spans)


def _covered(spans: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """The file in stretches: length, and how often each was sent."""
    change: dict[int, int] = {0: 0, size: 0}
    for first, last in spans:
        start, end = min(first, size), min(last + 1, size)
        change[start] = change.get(start, 0) + 1
        change[end] = change.get(end, 0) - 1
    places = sorted(change)
    times = accumulate(change[place] for place in places)
    return [(end - start, sent) for start, end, sent in zip(places, places[1:], times, strict=False)]


@dataclass(slots=True)
class _Share:
    """The downloads of one client that touch one window, by their places, and the parts that they are made of: `begun`
    with an answer to a request for the whole file, `loose` with parts alone; `assembled` are so many of the whole."""

    whole: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    parts: list[UnplacedPart] = field(default_factory=list)
    assembled: int = 0

    def settled(self, most: int) -> dict[int, int]:
        """One each for what is a download or began as one (3.7), one at least for parts together; what `most` allows
        beyond goes to the last of them."""
        sure = [*self.whole, *self.begun]
        left = max(most - len(sure), 0 if self.begun else 1)
        counts = dict.fromkeys(sure, 1) | {one: int(place < left) for place, one in enumerate(self.loose)}
        if (beyond := most - len(sure) - len(self.loose)) > 0:
            counts[(self.loose or self.begun or self.whole)[-1]] += beyond
        return counts


def allotted(downloads: Sequence[Download], rows: Sequence[Row]) -> list[int]:
    """`at_most` of each of the downloads, which are in order of time.

    A client's parts in several windows count in each as they would together. Where no client is known each
    download stands for itself.
    """
    counts: dict[int, int] = {}
    clients: dict[object, list[int]] = {}
    for place, download in enumerate(downloads):
        first = rows[download.indexes[0]]
        if download.kind == "not_modified" or first["match"] == "rejected":  # by itself
            counts[place] = first["names"] or 1
            continue
        client: object = place if download.client is None else download.client
        clients.setdefault((download.file, client, download.size), []).append(place)
    for places in clients.values():
        counts |= _of_client([(place, downloads[place]) for place in places], rows)
    return [counts[place] for place in range(len(downloads))]


def _of_client(mine: Sequence[tuple[int, Download]], rows: Sequence[Row]) -> dict[int, int]:
    shares: dict[str | None, _Share] = {}
    for place, download in mine:
        _add(shares.setdefault(download.window or download.edge_window, _Share()), place, download, rows)
    size = mine[0][1].size
    each = [deliveries_in(share.parts, size) for share in shares.values()]
    together = deliveries_in([part for share in shares.values() for part in share.parts], size)
    spread = together > sum(each)
    counts: dict[int, int] = {}
    for share, most in zip(shares.values(), each, strict=True):
        alone = len(share.whole) - share.assembled
        counts |= share.settled(alone + (together if spread and share.parts else most))
    return counts


def _add(share: _Share, place: int, download: Download, rows: Sequence[Row]) -> None:
    """A response that stands alone is no part; what was absorbed by it is."""
    alone = download.kind == "complete"
    indexes = (*(() if alone else download.indexes), *download.absorbed)
    share.parts.extend(part_of(rows[index]) for index in indexes)
    share.assembled += download.in_headline and download.kind == "assembled"
    begun = any(rows[index]["status"] in _WHOLE_ASKED for index in download.indexes)
    (share.whole if download.in_headline else share.begun if begun else share.loose).append(place)
