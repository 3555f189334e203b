"""Limitations that lie in the addresses: those that may stand for several parties, and proxies that nobody named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import polars as pl

from forensics.findings.limitations.draft import Draft, Found
from forensics.language.statement import forms, listed, state, state_many
from forensics.parties.addresses import address_kind
from forensics.parties.proxies import REASONS, suspects

__all__ = ["hidden_clients", "undeclared_proxy"]

#: The kinds of `parties.KINDS`, counted.
_HIDDEN = {
    "anonymised": forms("{count} anonymised", "{count} anonymised"),
    "cgnat": forms("{count} cgnat", "{count} cgnat"),
    "link-local": forms("{count} link-local", "{count} link-local"),
    "loopback": forms("{count} loopback", "{count} loopback"),
    "multicast": forms("{count} multicast", "{count} multicast"),
    "name": forms("{count} name", "{count} name"),
    "private": forms("{count} private", "{count} private"),
    "reserved": forms("{count} reserved", "{count} reserved"),
}

#: Peers that a sentence names, of thousands that may be proxies.
_NAMED = 20


def hidden_clients(draft: Draft) -> Iterator[Found]:
    """Addresses behind which several may stand, or that are none; and downloads that name no address."""
    downloads = draft.downloads
    clients = sorted(set(downloads.filter("in_headline")["client"].drop_nulls()))
    kinds = Counter(kind for client in clients if (kind := address_kind(client)) is not None)
    if kinds:
        text = state(
            "IP addresses that may stand for several parties ({kinds}): the number of IP addresses is a floor",
            kinds=listed(tuple(state_many(*_HIDDEN[kind], count) for kind, count in sorted(kinds.items()))),
        )
        yield Found(text)
    unnamed = downloads.filter(pl.col("in_headline") & pl.col("client").is_null()).height
    if unnamed:
        text = state_many(
            "{count} download names no IP address: the number of IP addresses is a floor",
            "{count} downloads name no IP address: the number of IP addresses is a floor",
            unnamed,
        )
        yield Found(text)


def undeclared_proxy(draft: Draft) -> Iterator[Found]:
    """Peers that got the file, or part of it, and may be proxies (counting.md 4b.5): with the line to add, which
    brings the addresses behind them where the log has them."""
    requests = draft.requests
    got = requests.filter(pl.col("download").is_not_null())
    placed = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()
    inside = set(got.filter(placed)["client"])
    theirs = set(got["client"])
    found = [one for one in suspects(requests, draft.case, draft.inquiry.lists) if one.peer in theirs]
    if not found:
        return
    named, others = found[:_NAMED], len(found[_NAMED:])
    each = [state("{peer} ({reason})", peer=one.peer, reason=state(REASONS[one.reason])) for one in named]
    if others:
        each.append(state_many("{count} other", "{count} others", others))
    about = {
        "peers": listed(tuple(each)),
        "line": f"trusted_proxies = {json.dumps([one.peer for one in named])}",
        "option": " ".join(f"--trusted-proxy {one.peer}" for one in named),
    }
    if any(one.chains for one in found):
        text = state(
            "may be proxies that the case does not name: {peers}; their requests are not joined, and the number of"
            " IP addresses is a floor; if they are yours, add to [parties] of the case: {line}; or count with {option}",
            **about,
        )
    else:
        text = state(
            "may be proxies that the case does not name: {peers}; their requests are not joined, and the number of"
            " IP addresses is a floor, for this log names nobody behind them; take the proxy's own log, or add to"
            " [parties] of the case: {line}; or count with {option}",
            **about,
        )
    yield Found(text, incomplete=any(one.sure and one.peer in inside for one in found))
