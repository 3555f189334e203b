"""Small numbers at level public: parts with fewer than k visitors are joined, so that nobody stands out.

What is joined has k visitors too: else the smallest part that was shown joins it, because the total minus what is
shown would tell it (complementary disclosure). Where nothing but the joined rest is left there is no table at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from forensics.language.statement import message
from forensics.model import FileFindings, Share

__all__ = [
    "ELSEWHERE",
    "OTHER_COUNTRIES",
    "OTHER_PROGRAMS",
    "REST_OF_EEA",
    "K",
    "Visits",
    "countries",
    "merged",
    "visits",
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

#: Number of those behind the parts with these names, each once: one may have two agents, and come on two days.
Number = Callable[[Sequence[str | None]], int]


@dataclass(frozen=True, slots=True)
class Visits:
    """Who is behind the parts: how many visitors as k counts them, and how many addresses as a report does."""

    visitors: Number
    addresses: Number

    def few(self, share: Share, k: int) -> bool:
        """Whether fewer than k visitors are behind a part."""
        return self.visitors([share.name]) < k


def visits(
    file: FileFindings, downloads: pl.DataFrame, zone: ZoneInfo, counted: Mapping[str, Hashable]
) -> tuple[Visits, Visits, Visits]:
    """Those behind the headline downloads in the windows, by day, by class of agent and by country; `counted` is the
    visitor as whom a client counts."""
    country = {str(recipient.address): recipient.country for recipient in file.addresses}
    mine = downloads.filter(pl.col("file") == file.name, "in_headline", pl.col("window").is_not_null())
    seen = [
        (client, first.astimezone(zone).date().isoformat(), agent, country.get(client))
        for client, first, agent in mine.select("client", "first", "agent_class").iter_rows()
    ]

    def by(column: int) -> Visits:
        return Visits(
            lambda names: len({counted[visit[0]] for visit in seen if visit[column] in names}),
            lambda names: len({visit[0] for visit in seen if visit[column] in names}),
        )

    return by(1), by(2), by(3)


def merged(shares: Sequence[Share], k: int, name: str | None, *, by: Visits) -> tuple[Share, ...]:
    """The shares of at least k visitors, in their order, and the others as one of that name at the end."""
    small = [share for share in shares if by.few(share, k)]
    if not small:
        return tuple(shares)
    rest = sorted((share for share in shares if share not in small), key=lambda share: by.visitors([share.name]))
    while rest and by.visitors(_names(small)) < k:
        small.append(rest.pop(0))
    if not rest:
        return ()
    shown = tuple(share for share in shares if share not in small)
    return (*shown, _joined(name, small, by))


def countries(shares: Sequence[Share], k: int, *, by: Visits) -> tuple[Share, ...]:
    """As `merged`; but the others fall apart into those of the EEA and elsewhere, where each has k visitors and
    the country of all of them is known."""
    small = [share for share in shares if by.few(share, k)]
    parts = {
        REST_OF_EEA: [share for share in small if share.name in _EEA],
        ELSEWHERE: [share for share in small if share.name not in _EEA],
    }
    parts = {name: part for name, part in parts.items() if part}
    if any(by.visitors(_names(part)) < k for part in parts.values()) or any(share.name is None for share in small):
        return merged(shares, k, OTHER_COUNTRIES, by=by)
    joined = [_joined(name, part, by) for name, part in parts.items()]
    return (*(share for share in shares if share not in small), *joined)


def _joined(name: str | None, shares: Sequence[Share], by: Visits) -> Share:
    return Share(name, sum(share.downloads for share in shares), by.addresses(_names(shares)))


def _names(shares: Sequence[Share]) -> list[str | None]:
    return [share.name for share in shares]
