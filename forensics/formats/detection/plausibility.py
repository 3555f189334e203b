"""Whether what a format reads makes sense, where lines of other formats look alike.

Every peer has one voice: what one visitor sends decides nothing (counting.md 4b.4).
"""

from __future__ import annotations

import polars as pl

from forensics.formats.detection.refusals import METHODS
from forensics.formats.detection.samples import Sample
from forensics.formats.format import Format
from forensics.formats.reading import parse
from forensics.formats.templates.addresses import ADDRESS

__all__ = ["asks_the_web", "plausible"]

#: Share of peers whose values must make sense for a format that other formats look like.
_PLAUSIBLE = 0.9
_ADDRESSES = rf"^(?:(?:{ADDRESS}(?::[0-9]+)?|unknown)(?:, ?|$))+$"
#: So many chains of addresses make a field one of chains, whatever else a visitor has written into it.
_CHAINS = 3
#: A head of four words or more, the last but one a hyphen: more than that of a common log.
_LONG_HEAD = r"^\S+ (?:[^\s\[\"]+ )+- \S+ \["
#: About so many lines are parsed.
_PARSED = 250


def plausible(fmt: Format, lines: pl.Series) -> bool:
    """Whether the values in fields that could as well be others make sense: a forwarding chain is a
    list of addresses; bytes with headers are not fewer than those without, nor many more.

    Every peer has one voice, and a few chains are enough: what one visitor sends decides nothing.
    """
    roles = {slot.role for slot in fmt.grammar.slots}
    if fmt.grammar.name == "template" and "user" in roles and _takes_heads_for_users(fmt, lines):
        return False
    if fmt.grammar.name != "template" or (
        "forwarded" not in roles and not ("total" in roles and roles & {"planned", "body"})
    ):
        return True
    table, _ = parse(fmt, lines.gather_every(len(lines) // _PARSED + 1), zone="UTC")
    size = pl.coalesce("planned_bytes", "body_bytes")
    fits = pl.col("total_bytes").is_between(size, size * 1.1 + 16_384).filter(pl.col("status") == 200).mean()
    sizes = table.group_by("peer").agg(fits=fits)["fits"].mean()
    return _holds_chains(fmt, table) and (sizes is None or float(str(sizes)) >= _PLAUSIBLE)


def _takes_heads_for_users(fmt: Format, lines: pl.Series) -> bool:
    """Whether the user of most lines is what stands between two addresses and the time: a name may hold
    blanks, but few do."""
    if lines.str.contains(_LONG_HEAD).sum() <= len(lines) / 2:
        return False
    table, _ = parse(fmt, lines.gather_every(len(lines) // _PARSED + 1), zone="UTC")
    return bool(table["user"].str.contains(" - ", literal=True).sum() > table.height / 2)


def _holds_chains(fmt: Format, table: pl.DataFrame) -> bool:
    chain = table["forwarded"].drop_nulls()
    good = chain.str.contains(_ADDRESSES)
    mostly = int(good.sum()) >= len(good) * _PLAUSIBLE
    if not (mostly or chain.filter(good).n_unique() >= _CHAINS):
        return False
    return not fmt.chain or _behind(table)


def _behind(table: pl.DataFrame) -> bool:
    """Which of two addresses is the peer's is told by requests that no proxy forwarded, for a peer is always
    there; else by there being more clients than peers."""
    peers, chains = table["peer"], table["forwarded"]
    return not peers.null_count() and (chains.null_count() > 0 or chains.n_unique() > peers.n_unique())


def asks_the_web(fmt: Format, lines: Sample) -> bool:
    """Whether one of the lines that a format reads is a request by its method, as no line of another service is."""
    table, _ = parse(fmt, lines.texts, zone="UTC", headings=lines.headings)
    return bool(table["method"].is_in(METHODS).any())
