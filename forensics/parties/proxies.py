"""Peers that may be proxies which the case does not name: what one of their visitors did says nothing of another.

Of such a peer no request is joined with another, no 304 proves an earlier delivery, and no repeat is merged, unless
the forwarded chain names the same client (counting.md 4b.5). A chain that is not trusted is good for that alone: it
can keep requests apart, it never gives an address to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from forensics.language.statement import message
from forensics.model import Case
from forensics.parties.addresses import address_kind, address_of, canonical
from forensics.parties.identify import CDN_AGENTS, inside
from forensics.parties.prefix_lists import PrefixList

__all__ = ["REASONS", "Suspect", "mark_shared", "suspects"]

#: Why a peer may be a proxy, surest first -> what it means.
REASONS: Mapping[str, str] = {
    "chains": message("the forwarded addresses behind it differ"),
    "loopback": message("it is the server itself"),
    "cdn": message("a list of a CDN's addresses holds it"),
    "agent": message("it calls itself a CDN"),
    "link-local": message("it is a neighbour of the server"),
    "private": message("it lies in an inner network"),
    "cgnat": message("customers of a provider share it"),
    "agents": message("many programs ask through it"),
}
_CACHES = ("cdn", "agent")
_KINDS = ("loopback", "link-local", "private", "cgnat")
#: Names of prefix lists that are those of a CDN; an agent is only a claim.
_CDNS = ("akamai", "bunny", "cachefly", "cdn", "cloudflare", "cloudfront", "fastly", "frontdoor", "gcore", "imperva")
#: So many programs are not those of one person: a browser, a download manager, and the five names with which Office
#: looks at a link make seven.
_PROGRAMS = 8


@dataclass(frozen=True, slots=True)
class Suspect:
    """A peer that may be a proxy: its address, one of REASONS, whether the log names clients behind it, and whether
    it is a proxy rather than may be one."""

    peer: str
    reason: str
    chains: bool
    sure: bool


def mark_shared(requests: pl.DataFrame, case: Case, lists: Sequence[PrefixList]) -> pl.DataFrame:
    """The identified requests: `shared` where several may stand behind the client, `person` then the chain that
    tells them apart, null where none does, and `caching` where a CDN asked, which may have served others."""
    found = {one.peer: one for one in suspects(requests, case, lists)}
    trusted = case.parties.trusted_proxies
    rows = []
    for client, forwarded in requests.select("client", "forwarded").unique(maintain_order=True).iter_rows():
        one = found.get(client)
        unnamed = client is not None and inside(client, trusted)  # a declared proxy that names no client
        chain = _chain(forwarded) if one else None
        shared = unnamed or one is not None
        caching = one is not None and one.sure and one.reason in _CACHES
        rows.append((client, forwarded, f"{client} {chain}" if chain else None if shared else client, shared, caching))
    texts, truths = ("client", "forwarded", "person"), ("shared", "caching")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(truths, pl.Boolean)
    people = pl.DataFrame(rows, orient="row", schema=schema)
    return requests.drop("person", *truths).join(
        people, on=["client", "forwarded"], how="left", nulls_equal=True, maintain_order="left"
    )


def suspects(requests: pl.DataFrame, case: Case, lists: Sequence[PrefixList]) -> tuple[Suspect, ...]:
    """The peers among the clients of these requests (identified or LABELLED) that may be proxies, by address."""
    read = requests.filter(pl.col("format").is_not_null() & pl.col("client").is_not_null())
    peers = read.group_by("client").agg(
        pl.col("forwarded").drop_nulls().unique(),
        pl.col("agent").drop_nulls().unique(),
        pl.col("log").unique(),
    )
    beside = read.group_by("log").agg(pl.col("client").n_unique())
    crowds = dict(beside.iter_rows())
    found = (
        _suspect(peer, case, lists, alone=all(crowds[log] == 1 for log in peer["log"]))
        for peer in peers.sort("client").to_dicts()
    )
    return tuple(one for one in found if one is not None)


def _suspect(peer: Mapping[str, Any], case: Case, lists: Sequence[PrefixList], *, alone: bool) -> Suspect | None:
    """What a peer may be; `alone`: the logs that hold it hold no other. Such a one, with several programs or a CDN's,
    is a proxy."""
    client, agents = peer["client"], peer["agent"]
    if inside(client, case.parties.trusted_proxies):
        return None
    chains = {chain for text in peer["forwarded"] if (chain := _chain(text)) is not None} - {client}
    reason = next(_reasons(client, chains, agents, case, lists), None)
    if reason is None:
        return None
    sure = reason in ("chains", "loopback", "cdn") or (alone and (len(agents) > 1 or reason == "agent"))
    return Suspect(client, reason, bool(chains), sure and reason != "agents")


def _reasons(
    client: str, chains: set[str], agents: Sequence[str], case: Case, lists: Sequence[PrefixList]
) -> Iterator[str]:
    """Each of REASONS that holds, in their order. An own or a known address is no stranger's proxy by what it is."""
    kind = address_kind(client)
    named = inside(client, case.parties.own) or any(inside(client, known.networks) for known in case.parties.known)
    held = {each.name for each in lists if each.holds(address_of(client))}
    holds = {
        "chains": len(chains) > 1,
        "cdn": any(cdn in name for name in held for cdn in _CDNS),
        "agent": bool(agents) and all(agent in CDN_AGENTS for agent in agents),
        "agents": len(agents) >= _PROGRAMS and not named,
    }
    holds |= {one: kind == one and not named for one in _KINDS}
    return (reason for reason in REASONS if holds[reason])


def _chain(forwarded: str | None) -> str | None:
    """The forwarded addresses from the nearest public one on, which the proxies before the log wrote themselves;
    all of them where none is public. What stands to the left of it, the client may have made up."""
    known: list[str] = []
    for hop in reversed([hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]):
        address = canonical(hop) or ""
        if address_of(hop) is None:
            break  # "unknown" or junk
        known.insert(0, address)
        if address_kind(address) not in _KINDS:
            break
    return ",".join(known) or None
