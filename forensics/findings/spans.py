"""Bounds that hold whichever reading of the logs is right, and what is told of the others (counting.md 4b.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.language.statement import Statement, state, state_many
from forensics.model import Alternative, Bounds, Tally

__all__ = ["Answer", "Compared", "Counts", "other_readings", "sensitivity", "spanned"]


@dataclass(frozen=True, slots=True)
class Answer:
    """LABELLED requests and DOWNLOAD rows by another reading; `doubt` if it may as well be right as the chosen one."""

    reading: Statement
    doubt: bool
    requests: pl.DataFrame
    downloads: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one file: of each window, of all together, and outside them."""

    windows: tuple[Tally, ...]
    total: Tally
    outside: Tally

    def each(self) -> tuple[Tally, ...]:
        """All of these."""
        return (*self.windows, self.total, self.outside)


@dataclass(frozen=True, slots=True)
class Compared:
    """The numbers of one file by the chosen reading, and by each other one."""

    chosen: Counts
    others: tuple[tuple[Answer, Counts], ...]


def spanned(compared: Compared) -> Counts:
    """The chosen headline, with an at least and an at most that hold for the readings in doubt as well."""
    chosen, others = compared.chosen, [counts for answer, counts in compared.others if answer.doubt]
    if not others:
        return chosen
    each = [_wide(tally, alike) for tally, *alike in zip(chosen.each(), *(one.each() for one in others), strict=True)]
    return Counts(tuple(each[:-2]), each[-2], each[-1])


def _wide(tally: Tally, others: Sequence[Tally]) -> Tally:
    return replace(
        tally,
        downloads=_span(tally.downloads, [other.downloads for other in others]),
        addresses=_span(tally.addresses, [other.addresses for other in others]),
    )


def _span(bounds: Bounds, others: Sequence[Bounds]) -> Bounds:
    least = [each.at_least for each in (bounds, *others)]
    known = [number for number in least if number is not None]
    return replace(
        bounds,
        at_least=min(known) if len(known) == len(least) else None,
        at_most=max(each.at_most for each in (bounds, *others)),
        open_ended=any(each.open_ended for each in (bounds, *others)),
    )


def sensitivity(compared: Compared) -> Iterator[Alternative]:
    """The numbers by each other reading, where they are others."""
    for answer, counts in compared.others:
        if _numbers(counts.total) != _numbers(compared.chosen.total):
            least, headline, most = _numbers(counts.total)
            yield Alternative(reading=answer.reading, at_least=least, headline=headline, at_most=most)


def _numbers(tally: Tally) -> tuple[int | None, int, int]:
    return tally.downloads.at_least, tally.downloads.headline, tally.downloads.at_most


def other_readings(file: str, compared: Compared) -> Iterator[tuple[Statement, bool]]:
    """A sentence for each other reading by which the headline would be another one in some window, and whether that
    may as well be right."""
    chosen = compared.chosen
    for answer, other in compared.others:
        pairs = zip((*chosen.windows, chosen.total), (*other.windows, other.total), strict=True)
        if any(_headline(one) != _headline(two) for one, two in pairs):
            about = {
                "file": file,
                "reading": answer.reading,
                "downloads": state_many("{count} download", "{count} downloads", other.total.downloads.headline),
                "recipients": state_many("{count} IP address", "{count} IP addresses", other.total.addresses.headline),
            }
            text = (
                state(
                    "“{file}”: the logs can be read in two ways. If {reading}, it is {downloads} to {recipients};"
                    " at least and at most hold for both",
                    **about,
                )
                if answer.doubt
                else state("“{file}”: if {reading}, it would be {downloads} to {recipients}", **about)
            )
            yield text, answer.doubt


def _headline(tally: Tally) -> tuple[int, int]:
    return tally.downloads.headline, tally.addresses.headline
