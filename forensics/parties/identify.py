"""Who asked: the client behind trusted proxies, canonical addresses, own networks, known parties.

Labels never change the headline (counting.md 3.10); own addresses are left out of at_least.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.model import Case, Network
from forensics.parties.addresses import address_of, bare_address, canonical, prefix_64
from forensics.parties.agent_families import families
from forensics.parties.agents import classify

__all__ = ["CDN_AGENTS", "client_behind", "identify", "inside"]

#: Agents with which a CDN asks the origin: one such request may have served many clients.
CDN_AGENTS = ("Amazon CloudFront",)


def _trusts(text: str | None, trusted: Sequence[Network]) -> bool:
    """Whether the address itself lies in these networks: what a 6to4 address wraps, its sender chose."""
    address = bare_address(text) if text else None
    return address is not None and any(address in network for network in trusted)


def inside(text: str | None, networks: Sequence[Network]) -> bool:
    """Whether the address, or the one that it wraps, lies in these networks."""
    address = address_of(text)
    return _trusts(text, networks) or (address is not None and any(address in network for network in networks))


def client_behind(peer: str | None, forwarded: str | None, trusted: Sequence[Network]) -> tuple[str | None, bool]:
    """The client's address, and whether it was taken from behind a trusted proxy.

    Walks the forwarded chain from the right, skips trusted proxies, takes the first that is not
    trusted; never the leftmost, which the client may have made up (counting.md 3.8). A chain is
    believed only if the peer is trusted, or if the log holds it in place of the peer.
    """
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    if peer is not None and not _trusts(peer, trusted):
        return canonical(peer), False
    for hop in reversed(hops):
        address = bare_address(hop)
        if address is None:
            break  # "unknown" or junk: nothing to the left of it can be believed
        if not _trusts(str(address), trusted):
            return str(address), True
    return canonical(peer or (hops[-1] if hops else None)), bool(hops or peer)


def identify(requests: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Adds client, client_64, party, own, agent_class, robot, agent_family, `proxied`: the client stood behind a
    trusted proxy, so this log is an inner layer; `person`, under which requests may be joined, here the client, and
    `shared` and `caching` (see proxies.py). Each distinct peer and agent is judged once."""
    parties = case.parties
    pairs = requests.select("peer", "forwarded").unique(maintain_order=True)
    rows = []
    for peer, forwarded in pairs.iter_rows():
        client, proxied = client_behind(peer, forwarded, parties.trusted_proxies)
        own = inside(client, parties.own)
        known = next((known.name for known in parties.known if inside(client, known.networks)), None)
        party = known or ("own" if own else None)
        rows.append((peer, forwarded, client, prefix_64(client), party, own, proxied))
    clients = pl.DataFrame(
        rows,
        orient="row",
        schema={
            "peer": pl.String,
            "forwarded": pl.String,
            "client": pl.String,
            "client_64": pl.String,
            "party": pl.String,
            "own": pl.Boolean,
            "proxied": pl.Boolean,
        },
    )
    found = requests.join(clients, on=["peer", "forwarded"], how="left", nulls_equal=True, maintain_order="left")
    for agents in (classify(requests["agent"]), families(requests["agent"])):
        found = found.join(agents, on="agent", how="left", nulls_equal=True, maintain_order="left")
    return found.with_columns(person="client", shared=pl.lit(value=False), caching=pl.lit(value=False))
