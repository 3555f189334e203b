"""What is refused: a report that would show more than the one it is made from, or an address that its author wrote.

Nothing that a visitor chose refuses anything: what names a visitor in a text of the case is masked (`masks`). An
address that somebody wrote out in a text for the public, or in the name of a folder, is for its author to take out,
or to allow by the place that the refusal names, with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import polars as pl

from forensics.errors import OutputError
from forensics.model import Findings
from forensics.report.disclosure.fields import HIDDEN, LEVELS, SHOWN, TEXT, shown_as
from forensics.report.disclosure.spellings import Needles, any_address

__all__ = ["allow", "masked_places", "refuse_folder", "refuse_hidden", "refuse_more", "refuse_written", "stated"]

#: Columns, fields and keys of ids and hashes that we made: digits in them spell no address.
_OURS = (
    "row", "rows", "source", "sources", "download", "only_here", "only_headline", "token", "id", "sha256",
    "stream_sha256", "sha256_keyed", "stream_sha256_keyed", "digest",
)  # fmt: skip


def refuse_more(there: str, level: str) -> None:
    """Raises OutputError if a report of level `there` holds less than `level` shows, or not what it is made with."""
    if LEVELS.index(level) < LEVELS.index(there):
        what = f"this report is of level {there}: what level {level} shows beyond it is not in it"
    elif there != level and there != LEVELS[0]:
        what = f"this report is of level {there}: the networks by which level {level} counts visitors are not in it"
    else:
        return
    raise OutputError(what, hint="give the folder that `forensics investigate` wrote")


def refuse_folder(name: str, *, level: str, allowed: Collection[str]) -> None:
    """Raises OutputError if the name of the folder to write holds an address, at a level that shows none."""
    if level != LEVELS[0] and "-o" not in allowed:
        _refuse_address("-o", name, level)


def refuse_written(findings: Findings, level: str, allowed: Collection[str]) -> None:
    """Raises OutputError, naming the place, if an address is written out in a text for the public.

    Whether it stands in the logs makes no difference, so that a refusal tells nothing and nobody can provoke one.
    """
    if level == LEVELS[-1]:
        for place, text in stated(findings, level):
            if place not in allowed:
                _refuse_address(place, text, level)


def _refuse_address(where: str, text: str, level: str) -> None:
    if any(any_address(text)):
        hint = (
            f"take it out there, or call the thing by another name; if it is no visitor's: --allow '{where}=REASON',"
            " which the custody log keeps"
        )
        raise OutputError(
            f"something like an address stands in this text, and level {level} shows none", where=where, hint=hint
        )


def allow(findings: Findings, level: str, allowed: Mapping[str, str]) -> frozenset[str]:
    """The texts at the places that are allowed. Raises OutputError where there is no such place."""
    there = dict(stated(findings, level))
    for place in allowed:
        if place not in there and place != "-o":
            raise OutputError(
                f"there is no text of the case at {place} that level {level} shows",
                where="--allow",
                hint="name a place as the refusal or the note on what was masked does: case.title, files[0].name, -o",
            )
    return frozenset(there[place] for place in allowed if place in there)


def masked_places(before: Findings, after: Findings) -> tuple[str, ...]:
    """Where a text of the case was masked: the first place of each text."""
    pairs = zip(stated(before, after.level), stated(after, after.level), strict=True)
    found = {text: place for (place, text), (_, shown) in reversed(list(pairs)) if text != shown}
    return tuple(reversed(found.values()))


def refuse_hidden(shown: Findings, hidden: Needles) -> None:
    """Raises OutputError naming the place if an address of the evidence stands in a sentence or a table of ours.

    A second lock on a door that the lists have closed: nothing of ours writes an address out.
    """
    for place, text, written in _texts(shown, "", "", shown.level):
        if not written and hidden.addresses.intersection(any_address(text)):
            what = f"an address of the evidence stands in this text, and level {shown.level} shows none"
            raise OutputError(what, where=place)


def stated(findings: Findings, level: str) -> Iterator[tuple[str, str]]:
    """Every text of the case that the level shows, with its place."""
    bare = replace(findings, requests=findings.requests.clear(), downloads=findings.downloads.clear())
    yield from ((place, text) for place, text, written in _texts(bare, "", "", level) if written)


def _texts(part: object, name: str, place: str, level: str) -> Iterator[tuple[str, str, bool]]:
    """Every text with its place, by the keys of the case file where it is from there, and whether it was stated by
    somebody; `name` is that of the list that the part falls under."""
    if isinstance(part, str):
        yield place, part, False
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from _texts(value, name, f"{place}[{number}]", level)
    elif isinstance(part, dict):
        yield from _of_keys(part, name, place, level)
    elif isinstance(part, pl.DataFrame):
        yield from _of_columns(part, place)
    elif is_dataclass(part):
        yield from _of_fields(part, place, level)
    elif not isinstance(part, int | float | date | timedelta | None):
        yield place, str(part), False  # a network, a path


def _of_keys(part: dict[str, object], name: str, place: str, level: str) -> Iterator[tuple[str, str, bool]]:
    for key, value in part.items():
        if key not in _OURS:
            for where, text, stated in _texts(value, key, f"{place}.{key}", level):
                yield where, text, stated or shown_as(name, key, level) == TEXT


def _of_columns(part: pl.DataFrame, place: str) -> Iterator[tuple[str, str, bool]]:
    """The texts of a table; those of the case in it are looked at where the case states them."""
    for column in part.select(pl.col(pl.String).exclude(*_OURS)).iter_columns():
        for text in column.drop_nulls().unique(maintain_order=True):
            yield f"{place}.{column.name}", text, False


def _of_fields(part: object, place: str, level: str) -> Iterator[tuple[str, str, bool]]:
    kind = type(part).__name__
    for each in fields(part):  # type: ignore[arg-type] # its caller asked
        how = shown_as(kind, each.name, level)
        if how == HIDDEN or (how == SHOWN and each.name in _OURS):
            continue
        # A case file has sections: what the model holds as case.files[0] is files[0] there.
        below = re.sub(r"^case\.(?=\w+\[|parties)", "", f"{place}.{each.name}".removeprefix("."))
        for where, text, stated in _texts(getattr(part, each.name), each.name, below, level):
            yield where, text, stated or how == TEXT
