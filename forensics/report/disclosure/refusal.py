"""What is refused: a report that would show more than the one it is made from, or an address in a text that shows.

Nothing is taken out of a text of the case silently: a title with a hole in it says that there was something. The
author of the text decides, and is told where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import polars as pl

from forensics.errors import OutputError
from forensics.model import Findings
from forensics.report.disclosure.fields import HIDDEN, LEVELS, SHOWN, TEXT, shown_as
from forensics.report.disclosure.spellings import Needles, any_address

__all__ = ["refuse_hidden", "refuse_more", "refuse_text"]

#: Columns, fields and keys of ids and hashes that we made: digits in them spell no address.
_OURS = (
    "row", "rows", "source", "sources", "download", "only_here", "only_headline", "token", "id", "sha256",
    "stream_sha256", "digest",
)  # fmt: skip


def refuse_more(there: str, level: str) -> None:
    """Raises OutputError if a report of level `there` holds less than `level` shows."""
    if LEVELS.index(level) < LEVELS.index(there):
        raise OutputError(
            f"this report is of level {there}: what level {level} shows beyond it is not in it",
            hint="give the folder that `forensics investigate` wrote",
        )


def refuse_text(where: str, text: str, hidden: Needles, *, level: str, addresses: bool = True) -> None:
    """Raises OutputError if an address or a user name of the evidence stands in a text that a report of this level
    shows; at level public if anything looks like an address. `addresses` False: they are shown anyway."""
    name = hidden.name(text)
    if addresses and hidden.address(text):
        what = "an address of the evidence stands in this text"
    elif addresses and level == LEVELS[-1] and any(any_address(text)):
        what = "something like an address stands in this text"
    elif name is not None:
        what = f"“{name}” stands in this text and is a user name in the logs"
    else:
        return
    hint = "take it out there, or call the thing by another name; a report of level investigator may hold it"
    raise OutputError(f"{what}, and level {level} shows none", where=where, hint=hint)


def refuse_hidden(shown: Findings, hidden: Needles, *, addresses: bool = True) -> None:
    """Raises OutputError naming the place if an address or a user name stands in findings that are to be shown.

    Texts of the case are searched for both. Words of ours hold no user name but by chance, and are searched for
    addresses only: a second lock on a door that the lists have closed.
    """
    for place, text, stated in _texts(shown, "", "", shown.level):
        if stated:
            refuse_text(place, text, hidden, level=shown.level, addresses=addresses)
        elif addresses and hidden.address(text):
            what = f"an address of the evidence stands in this text, and level {shown.level} shows none"
            raise OutputError(what, where=place)


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
