"""Which peers in the logs are proxies in front of the server, and which logs lie behind others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.model import Case
from forensics.parties.addresses import address_kind
from forensics.parties.identify import identify
from forensics.parties.proxies import REASONS, Suspect, suspects
from forensics.scan.preview import Preview

__all__ = ["Proxy", "asked_by", "proxies_among"]

#: Share of the requests of a log that come through a proxy in front of it; a visitor who makes up addresses to have
#: been asked by has a few.
_FRONT = 0.5
_INNER = ("loopback", "link-local", "private")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A peer that is a proxy by all signs: why, whether the logs name clients behind it, its share of the sampled
    requests of the log that it asks most of; `sure`: it lies in an inner network, or asks for half of a
    log or more; `taken`: it is to be believed."""

    peer: str
    because: str
    chains: bool
    share: float
    sure: bool
    taken: bool = False


def asked_by(previews: Sequence[Preview]) -> pl.DataFrame:
    """Who asked in the samples: peer, forwarded, agent, lines, and the entry of each log."""
    each = [one.asked.with_columns(log=pl.lit(one.job.log_index, pl.Int32), format=pl.lit("")) for one in previews]
    return pl.concat(each) if each else pl.DataFrame()


def proxies_among(asked: pl.DataFrame, case: Case) -> tuple[Proxy, ...]:
    """The proxies among those who asked that the case does not name yet, those of most requests first."""
    if asked.is_empty():
        return ()
    known = identify(asked, case)
    totals = dict(asked.group_by("log").agg(pl.col("lines").sum()).iter_rows())
    of_each = known.group_by("client", "log").agg(pl.col("lines").sum())
    shares: dict[str, float] = {}
    for client, log, lines in of_each.iter_rows():
        shares[client] = max(shares.get(client, 0.0), lines / totals[log])
    found = [_proxy(one, shares.get(one.peer, 0.0)) for one in suspects(known, case, ()) if one.sure]
    return tuple(sorted(found, key=lambda one: (-one.share, one.peer)))


def _proxy(one: Suspect, share: float) -> Proxy:
    sure = address_kind(one.peer) in _INNER or share >= _FRONT
    return Proxy(one.peer, REASONS[one.reason], one.chains, share, sure)
