"""Who got the file, and how the downloads divide over days, kinds of program and countries.

Labels and shares explain the headline; none of them changes it (counting.md 3.10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from forensics.model import Recipient, Share
from forensics.parties.addresses import address_kind
from forensics.parties.geoip import GeoPlace
from forensics.parties.prefix_lists import PrefixList, vouch

__all__ = ["Background", "by_class", "by_country", "by_day", "recipients"]


@dataclass(frozen=True, slots=True)
class Background:
    """What databases and prefix lists tell of addresses."""

    places: Mapping[str, GeoPlace]
    lists: Sequence[PrefixList]


def recipients(requests: pl.DataFrame, downloads: pl.DataFrame, background: Background) -> tuple[Recipient, ...]:
    """Addresses that got the file or part of it in a window, most downloads first.

    `requests` are LABELLED, `downloads` DOWNLOAD. An address has the class and family of its first download,
    and the gravest claim of all its agents.
    """
    if downloads.is_empty():
        return ()
    families = requests.select("agent", "agent_family").unique("agent")
    grouped = (
        downloads.filter(pl.col("window").is_not_null(), pl.col("kind").is_in(["complete", "assembled", "partial"]))
        .drop_nulls("client")
        .join(families, on="agent", how="left", nulls_equal=True, maintain_order="left")
        .group_by("client")
        .agg(
            downloads=pl.col("in_headline").sum(),
            partial=(pl.col("kind") == "partial").sum(),
            first=pl.col("first").min(),
            last=pl.col("last").max(),
            party=pl.col("party").first(),
            agent_class=pl.col("agent_class").sort_by("first").first(),
            agent_family=pl.col("agent_family").sort_by("first").first(),
            agents=pl.struct("agent", "agent_class").unique(),
        )
        .sort(["downloads", "first", "client"], descending=[True, False, False])
    )
    return tuple(_recipient(row, background) for row in grouped.to_dicts())


def _recipient(row: Mapping[str, Any], background: Background) -> Recipient:
    place = background.places.get(row["client"], GeoPlace())
    agents = [(one["agent"], one["agent_class"]) for one in row["agents"]]
    claim, ranges = vouch(row["client"], agents, background.lists)
    return Recipient(
        address=row["client"],
        downloads=row["downloads"],
        partial=row["partial"],
        first=row["first"],
        last=row["last"],
        party=row["party"],
        country=place.country,
        asn=place.asn,
        agent_class=row["agent_class"],
        agent_family=row["agent_family"],
        kind=address_kind(row["client"]),
        network=place.organisation,
        network_type=place.network_type,
        claim=claim,
        ranges=ranges,
    )


def by_day(headline: pl.DataFrame, zone: str) -> tuple[Share, ...]:
    """The downloads by the day on which they began, in that zone, in order of time; other days had none."""
    shares = _shares(headline, pl.col("first").dt.convert_time_zone(zone).dt.strftime("%Y-%m-%d"))
    return tuple(sorted(shares, key=lambda share: (share.name is None, share.name or "")))


def by_class(headline: pl.DataFrame) -> tuple[Share, ...]:
    """The downloads by class of agent, most of them first."""
    return _shares(headline, pl.col("agent_class"))


def by_country(headline: pl.DataFrame, background: Background) -> tuple[Share, ...]:
    """The downloads by country of the address, most of them first; None: no database knows. Empty where none
    knows any address."""
    if not background.places:
        return ()
    countries = pl.DataFrame(
        [(client, place.country) for client, place in background.places.items()],
        schema={"client": pl.String, "country": pl.String},
        orient="row",
    )
    return _shares(headline.join(countries, on="client", how="left"), pl.col("country"))


def _shares(headline: pl.DataFrame, name: pl.Expr) -> tuple[Share, ...]:
    if headline.is_empty():
        return ()
    grouped = headline.group_by(name.alias("name")).agg(
        downloads=pl.len(), addresses=pl.col("client").drop_nulls().n_unique()
    )
    ordered = grouped.sort(["downloads", "name"], descending=[True, False], nulls_last=True)
    return tuple(Share(**row) for row in ordered.to_dicts())
