"""Small numbers at level public: parts with fewer than k visitors are joined, so that nobody stands out.

What is joined has k visitors too: else the smallest part that was shown joins it, because the total minus what is
shown would tell it (complementary disclosure). Where nothing but the joined rest is left there is no table at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

import polars as pl

from forensics.language.statement import message
from forensics.model import FileFindings, Share

__all__ = ["ELSEWHERE", "OTHER_COUNTRIES", "OTHER_PROGRAMS", "REST_OF_EEA", "K", "countries", "merged", "visitors"]

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

#: Distinct visitors of parts with these names: an address may have two agents, and come on two days.
Visitors = Callable[[Sequence[str | None]], int]


def visitors(file: FileFindings, downloads: pl.DataFrame, zone: ZoneInfo) -> tuple[Visitors, Visitors, Visitors]:
    """The distinct visitors behind the headline downloads in the windows: by day, by class of agent, by country."""
    country = {str(recipient.address): recipient.country for recipient in file.addresses}
    mine = downloads.filter(pl.col("file") == file.name, "in_headline", pl.col("window").is_not_null())
    seen = [
        (client, first.astimezone(zone).date().isoformat(), agent, country.get(client))
        for client, first, agent in mine.select("client", "first", "agent_class").iter_rows()
    ]

    def by(column: int) -> Visitors:
        return lambda names: len({visit[0] for visit in seen if visit[column] in names})

    return by(1), by(2), by(3)


def merged(shares: Sequence[Share], k: int, name: str | None, *, visitors: Visitors) -> tuple[Share, ...]:
    """The shares of at least k visitors, in their order, and the others as one of that name at the end."""
    small = [share for share in shares if share.addresses < k]
    if not small:
        return tuple(shares)
    rest = sorted((share for share in shares if share.addresses >= k), key=lambda share: share.addresses)
    while rest and visitors([share.name for share in small]) < k:
        small.append(rest.pop(0))
    if not rest:
        return ()
    shown = tuple(share for share in shares if share not in small)
    return (*shown, _joined(name, small, visitors))


def countries(shares: Sequence[Share], k: int, *, visitors: Visitors) -> tuple[Share, ...]:
    """As `merged`; but the others fall apart into those of the EEA and elsewhere, where each has k visitors and
    the country of all of them is known."""
    small = [share for share in shares if share.addresses < k]
    parts = {
        REST_OF_EEA: [share for share in small if share.name in _EEA],
        ELSEWHERE: [share for share in small if share.name not in _EEA],
    }
    parts = {name: part for name, part in parts.items() if part}
    joined = [_joined(name, part, visitors) for name, part in parts.items()]
    if any(share.addresses < k for share in joined) or any(share.name is None for share in small):
        return merged(shares, k, OTHER_COUNTRIES, visitors=visitors)
    return (*(share for share in shares if share not in small), *joined)


def _joined(name: str | None, shares: Iterable[Share], visitors: Visitors) -> Share:
    parts = list(shares)
    return Share(name, sum(share.downloads for share in parts), visitors([share.name for share in parts]))
