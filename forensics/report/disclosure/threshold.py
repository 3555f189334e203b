"""Small numbers at level public: parts with fewer than k visitors are joined, so that nobody stands out.

What is joined has k visitors too: else the smallest part that was shown joins it, because the total minus what is
shown would tell it (complementary disclosure). Where nothing but the joined rest is left there is no table at all.

A report breaks its total down in several ways at once, and what is left between two of them can be subtracted: a day in
which a window ends, less that window, is the rest of the day. So a part is small too where it has few visitors in
common with a window, or with the robots: with what is told whatever its number. But all of a window is told anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from forensics.language.statement import message
from forensics.model import Share

__all__ = [
    "ELSEWHERE",
    "OTHER_COUNTRIES",
    "OTHER_PROGRAMS",
    "REST_OF_EEA",
    "K",
    "Visit",
    "Visits",
    "countries",
    "merged",
]

K = 5

#: Names of what is joined; days have none, for a joined day is no day.
OTHER_PROGRAMS = message("other programs")
OTHER_COUNTRIES = message("other countries")
REST_OF_EEA = message("other countries of the EU and the EEA")
ELSEWHERE = message("outside the EU and the EEA")

#: ISO 3166-1 codes of the 27 of the EU, and of Iceland, Liechtenstein and Norway.
_EEA = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A download as it counts towards k: in which part, by whom, and in which other sets whose numbers are told."""

    part: str | None
    client: str | None
    visitor: Hashable
    told: tuple[Hashable, ...] = ()


class Visits:
    """Who is behind the parts, each once: one may have two agents, and come on two days."""

    def __init__(self, visits: Iterable[Visit]) -> None:
        self._visitors: dict[str | None, set[Hashable]] = defaultdict(set)
        self._clients: dict[str | None, set[str]] = defaultdict(set)
        self._pieces: dict[Hashable, dict[str | None, list[Hashable]]] = defaultdict(lambda: defaultdict(list))
        for visit in visits:
            self._visitors[visit.part].add(visit.visitor)
            if visit.client is not None:
                self._clients[visit.part].add(visit.client)
            for told in visit.told:
                self._pieces[told][visit.part].append(visit.visitor)

    def visitors(self, names: Sequence[str | None]) -> int:
        """How many visitors, as k counts them, are behind the parts of these names."""
        return len(set().union(*(self._visitors.get(name, ()) for name in names)))

    def addresses(self, names: Sequence[str | None]) -> int:
        """How many addresses, as a report counts them."""
        return len(set().union(*(self._clients.get(name, ()) for name in names)))

    def small(self, names: Sequence[str | None], k: int) -> bool:
        """Whether these parts, or what they have in common with a set that is told, have fewer than k visitors."""
        return self.visitors(names) < k or any(number < k for number in self._in_common(names))

    def _in_common(self, names: Sequence[str | None]) -> Iterator[int]:
        """Visitors in common with each other set, but for those that lie in these parts as a whole."""
        for pieces in self._pieces.values():
            inside = [visitor for name in names for visitor in pieces.get(name, ())]
            if 0 < len(inside) < sum(map(len, pieces.values())):
                yield len(set(inside))


def merged(shares: Sequence[Share], k: int, name: str | None, *, by: Visits) -> tuple[Share, ...]:
    """The shares of at least k visitors, in their order, and the others as one of that name at the end."""
    small = [share for share in shares if by.small([share.name], k)]
    if not small:
        return tuple(shares)
    rest = sorted((share for share in shares if share not in small), key=lambda share: by.visitors([share.name]))
    while rest and by.small(_names(small), k):
        small.append(rest.pop(0))
    if not rest:
        return ()
    shown = tuple(share for share in shares if share not in small)
    return (*shown, _joined(name, small, by))


def countries(shares: Sequence[Share], k: int, *, by: Visits) -> tuple[Share, ...]:
    """As `merged`; but the others fall apart into those of the EEA and elsewhere, where each has k visitors and
    the country of all of them is known."""
    small = [share for share in shares if by.small([share.name], k)]
    parts = {
        REST_OF_EEA: [share for share in small if share.name in _EEA],
        ELSEWHERE: [share for share in small if share.name not in _EEA],
    }
    parts = {name: part for name, part in parts.items() if part}
    if any(by.small(_names(part), k) for part in parts.values()) or any(share.name is None for share in small):
        return merged(shares, k, OTHER_COUNTRIES, by=by)
    joined = [_joined(name, part, by) for name, part in parts.items()]
    return (*(share for share in shares if share not in small), *joined)


def _joined(name: str | None, shares: Sequence[Share], by: Visits) -> Share:
    return Share(name, sum(share.downloads for share in shares), by.addresses(_names(shares)))


def _names(shares: Sequence[Share]) -> list[str | None]:
    return [share.name for share in shares]
