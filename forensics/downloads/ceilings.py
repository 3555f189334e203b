"""As how many deliveries each download and possible download counts in the ceiling (counting.md 4b.3).

Of the parts that one client got, as many whole files can have left as their bytes allow, whatever episodes were
built of them and by whatever agent: a delivery needs every byte of the file. A part of a known place gives only
the bytes of that place: the same quarter four times is no file, four different quarters twice are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from forensics.downloads.episodes import Piece, piece_of

__all__ = ["UnplacedPart", "allot", "deliveries_in", "part_of"]

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
    """The downloads of one client that touch one window, and the parts that they are made of: `begun` with an answer
    to a request for the whole file, `loose` with parts alone."""

    whole: list[dict[str, Any]]
    begun: list[dict[str, Any]]
    loose: list[dict[str, Any]]
    parts: list[UnplacedPart]

    def settle(self, most: int) -> None:
        """One each for what is a download or began as one (3.7), one at least for parts together; what `most` allows
        beyond goes to the last of them."""
        sure = [*self.whole, *self.begun]
        left = max(most - len(sure), 0 if self.begun else 1)
        for download in sure:
            download["at_most"] = 1
        for place, download in enumerate(self.loose):
            download["at_most"] = 1 if place < left else 0
        if (beyond := most - len(sure) - len(self.loose)) > 0:
            (self.loose or self.begun or self.whole)[-1]["at_most"] += beyond


def allot(downloads: Sequence[dict[str, Any]], rows: Sequence[Row]) -> None:
    """Fills `at_most` and `in_at_most` of rows of DOWNLOAD, which are in order of time and hold their `_unit`.

    A client's parts in several windows count in each as they would together. Where no client is known each
    download stands for itself.
    """
    for clients in _by_client(downloads, rows).values():
        shares: dict[str | None, _Share] = {}
        for download in clients:
            _add(
                shares.setdefault(download["window"] or download["edge_window"], _Share([], [], [], [])), download, rows
            )
        size = clients[0]["size"]
        alone = [len(share.whole) - _made_of_parts(share) for share in shares.values()]
        each = [deliveries_in(share.parts, size) for share in shares.values()]
        together = deliveries_in([part for share in shares.values() for part in share.parts], size)
        spread = together > sum(each)
        for share, count, most in zip(shares.values(), alone, each, strict=True):
            share.settle(count + (together if spread and share.parts else most))
    for download in downloads:
        download["in_at_most"] = download["at_most"] > 0


def _made_of_parts(share: _Share) -> int:
    return sum(download["kind"] == "assembled" for download in share.whole)


def _by_client(downloads: Sequence[dict[str, Any]], rows: Sequence[Row]) -> dict[object, list[dict[str, Any]]]:
    """The downloads whose parts may belong together; any other has its `at_most` by itself."""
    found: dict[object, list[dict[str, Any]]] = {}
    for place, download in enumerate(downloads):
        first = rows[download["_unit"].indexes[0]]
        if download["kind"] == "not_modified" or first["match"] == "rejected":
            download["at_most"] = first["names"] or 1
            continue
        client: object = place if download["client"] is None else download["client"]
        found.setdefault((download["file"], client, download["size"]), []).append(download)
    return found


def _add(share: _Share, download: dict[str, Any], rows: Sequence[Row]) -> None:
    """A response that stands alone is no part; what was absorbed by it is."""
    unit = download["_unit"]
    alone = download["kind"] == "complete"
    indexes = (*(() if alone else unit.indexes), *unit.absorbed)
    share.parts.extend(part_of(rows[index]) for index in indexes)
    begun = any(rows[index]["status"] in _WHOLE_ASKED for index in unit.indexes)
    (share.whole if download["in_headline"] else share.begun if begun else share.loose).append(download)
