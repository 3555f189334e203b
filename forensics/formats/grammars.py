"""The grammars, by the name that `Format.grammar` gives. Another one is a module and an entry here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from forensics.formats import jsonl, template
from forensics.formats.classes import Escape
from forensics.formats.format import Format
from forensics.formats.pieces import Slot
from forensics.formats.stamps import Stamp

__all__ = ["GRAMMARS", "Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How lines of one kind are read."""

    cut: Callable[[Format, pl.Series], pl.DataFrame]  # lines -> raw text, one column per slot
    slots: Callable[[Format], tuple[Slot, ...]]  # what those columns hold
    stamps: Callable[[Format], tuple[Stamp, ...]]  # how to find the minute of a line
    matches: Callable[[Format, pl.Series], pl.Series]  # cheap: which lines have the shape of the format
    escaped: Callable[[Format], bool]  # whether text still holds the server's escapes
    pattern: Callable[[Format], str]  # the anchored pattern of a whole line; "" if there is none


def _escape(form: Format) -> Escape:
    return "none" if form.details.get("escape") == "none" else "backslash"


def _template(form: Format) -> template.Template:
    return template.compiled(form.dialect, form.template, escape=_escape(form))


def _template_stamps(form: Format) -> tuple[Stamp, ...]:
    stamp = _template(form).stamp
    return () if stamp is None else (stamp,)


def _keys(form: Format) -> jsonl.KeyMap:
    return jsonl.key_map(form.dialect, form.details["keys"])


def _matches_keys(form: Format, lines: pl.Series) -> pl.Series:
    """Lines in which one of the keys for the time and one for the request are there."""
    keys = _keys(form)
    if not lines.str.contains(r"^\s*\{").any():
        return lines.is_null() & False
    raw = jsonl.cut_values(lines, keys)
    timed = [slot.column for slot in keys.slots if slot.role in ("minute", "epoch")]
    asked = [slot.column for slot in keys.slots if slot.role in ("request", "target", "path")]
    there = [pl.any_horizontal(pl.col(columns).is_not_null()) for columns in (timed, asked)]
    return raw.select(read=pl.all_horizontal(there))["read"]


GRAMMARS: Mapping[str, Grammar] = {
    "template": Grammar(
        cut=lambda form, lines: template.cut(_template(form), lines),
        slots=lambda form: _template(form).slots,
        stamps=_template_stamps,
        matches=lambda form, lines: lines.str.contains(_template(form).pattern).fill_null(value=False),
        escaped=lambda form: _escape(form) == "backslash",
        pattern=lambda form: _template(form).pattern,
    ),
    "jsonl": Grammar(
        cut=lambda form, lines: jsonl.cut_values(lines, _keys(form)),
        slots=lambda form: _keys(form).slots,
        stamps=lambda form: _keys(form).stamps,
        matches=_matches_keys,
        escaped=lambda _: False,
        pattern=lambda _: "",
    ),
}
