"""The grammars, by the name that `Format.grammar` gives. Another one is a module and an entry here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from forensics.formats.format import Format
from forensics.formats.grammars import delimited, jsonl, w3c
from forensics.formats.grammars.records import records
from forensics.formats.templates import template
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.pieces import ASKED, Slot
from forensics.formats.templates.stamps import Stamp

__all__ = ["GRAMMARS", "Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How lines of one kind are read."""

    cut: Callable[[Format, pl.Series], pl.DataFrame]  # lines -> raw text, one column per slot
    slots: Callable[[Format], tuple[Slot, ...]]  # what those columns hold
    stamps: Callable[[Format], tuple[Stamp, ...]]  # how to find the minute of a line; () where only `cut` can
    matches: Callable[[Format, pl.Series], pl.Series]  # cheap: which lines have the shape of the format
    escaped: Callable[[Format], str]  # the server's escapes that text still holds, see `escapes`; "" for none
    pattern: Callable[[Format], str] = lambda _: ""  # the anchored pattern of a whole line; "" if there is none
    literals: Callable[[Format], tuple[str, ...]] = lambda _: ()  # texts that every line holds
    bind: Callable[[Format, str], Format | None] | None = None  # the format of the rows under a heading

    @property
    def headed(self) -> bool:
        """Whether lines mean nothing without the heading in force."""
        return self.bind is not None


def _escape(form: Format) -> Escape:
    escape: Escape = form.details.get("escape", "backslash")
    return "backslash" if escape not in ("none", "hash") else escape


def _template(form: Format) -> template.Template:
    return template.compiled(form.dialect, form.template, escape=_escape(form))


def _template_stamps(form: Format) -> tuple[Stamp, ...]:
    stamp = _template(form).stamp
    return () if stamp is None else (stamp,)


def _fits_template(form: Format, lines: pl.Series) -> pl.Series:
    """Which lines have the shape of the template, and hold only once what must not be there twice."""
    found = lines.str.contains(_template(form).pattern).fill_null(value=False)
    once = form.details.get("once")
    return found & (lines.str.count_matches(once) == 1).fill_null(value=False) if once else found


def _cut_template(form: Format, lines: pl.Series) -> pl.DataFrame:
    raw = template.cut(_template(form), lines)
    once = form.details.get("once")
    return raw.select(pl.when(lines.str.count_matches(once) == 1).then(pl.all())) if once else raw


def _keys(form: Format) -> jsonl.KeyMap:
    return jsonl.key_map(form.dialect, form.details["keys"])


def _needed(form: Format, lines: pl.Series) -> pl.Series:
    """Which lines are objects that hold all the keys without which they are of another format."""
    found = lines.str.contains(r"^\s*\{").fill_null(value=False)
    for path in form.details.get("needs", ()):
        rows = (found & lines.str.contains(jsonl.last_key(path), literal=True).fill_null(value=False)).arg_true()
        part = lines.gather(rows)
        there = part.str.json_path_match(path).is_not_null()
        if not there.all():
            there |= jsonl.mended(part).str.json_path_match(path).is_not_null()
        found = pl.repeat(value=False, n=len(lines), eager=True, dtype=pl.Boolean).scatter(rows, there)
    return found


def _cut_keys(form: Format, lines: pl.Series) -> pl.DataFrame:
    raw = jsonl.cut_values(lines, _keys(form))
    read = _needed(form, lines) & _understood(form, raw)
    rows = read.arg_true()
    read = read.scatter(rows, jsonl.certain(lines.gather(rows), _keys(form), usual=form.details.get("usual", ())))
    return raw.select(pl.when(read).then(pl.all()))


def _understood(form: Format, raw: pl.DataFrame) -> pl.Series:
    """Where it is known what was asked for and how it was answered, of all that the format can tell (counting.md
    4b.1)."""
    slots = _keys(form).slots
    asked = [slot.column for slot in slots if slot.role in ASKED]
    status = [slot.column for slot in slots if slot.role == "status"]
    known = [pl.any_horizontal(pl.col(columns).is_not_null()) for columns in (asked, status) if columns]
    return raw.select(pl.all_horizontal(known)).to_series()


def _matches_keys(form: Format, lines: pl.Series) -> pl.Series:
    """Lines in which one of the keys for the time, one for the request and one for the status are there, and all
    needed keys."""
    found = _needed(form, lines)
    rows = found.arg_true()
    if not len(rows):
        return found
    raw = _cut_keys(form, lines.gather(rows))
    timed = [slot.column for slot in _keys(form).slots if slot.role in ("minute", "epoch")]
    return found.scatter(rows, raw.select(pl.any_horizontal(pl.col(timed).is_not_null())).to_series())


def _record_columns(form: Format, lines: pl.Series) -> pl.DataFrame:
    order = form.details.get("order", "")
    return records.columns_of(None if line is None else records.record_of(line, order) for line in lines)


def _reads_records(form: Format, lines: pl.Series) -> pl.Series:
    order = form.details.get("order", "")
    return pl.Series(
        [line is not None and records.record_of(line, order) is not None for line in lines], dtype=pl.Boolean
    )


def _layouts(form: Format) -> tuple[delimited.Layout, ...]:
    return tuple(delimited.layout(form.details["cells"], way) for way in form.details["ways"])


def _cell_stamps(form: Format) -> tuple[Stamp, ...]:
    return tuple(dict.fromkeys(way.stamp for way in _layouts(form) if way.stamp is not None))


def _escaped_cells(form: Format) -> str:
    escape: str = form.details.get("escape", "")
    return escape or ("backslash" if _layouts(form)[0].separation.quotes == "backslash" else "")


def _no_columns(_: Format, lines: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(height=len(lines))


def _bind_refused(form: Format, heading: str) -> Format | None:
    names = w3c.names_of(heading)
    return form if any(mark in names for mark in form.details["marks"]) else None


GRAMMARS: Mapping[str, Grammar] = {
    "template": Grammar(
        cut=_cut_template,
        slots=lambda form: _template(form).slots,
        stamps=_template_stamps,
        matches=_fits_template,
        escaped=lambda form: _escape(form) if _escape(form) != "none" else "",
        pattern=lambda form: _template(form).pattern,
        literals=lambda form: tuple(
            piece for piece in template.lexed(form.dialect, form.template) if isinstance(piece, str)
        ),
    ),
    "delimited": Grammar(
        cut=lambda form, lines: delimited.cut_cells(_layouts(form), lines),
        slots=lambda form: _layouts(form)[0].slots,
        stamps=_cell_stamps,
        matches=lambda form, lines: delimited.fitting(_layouts(form), lines),
        escaped=_escaped_cells,
    ),
    "w3c": Grammar(
        cut=_no_columns,
        slots=w3c.slots,
        stamps=lambda _: (),
        matches=lambda _, lines: lines.is_null() & False,
        escaped=lambda _: "",
        bind=w3c.bind,
    ),
    "jsonl": Grammar(
        cut=_cut_keys,
        slots=lambda form: _keys(form).slots,
        stamps=lambda form: _keys(form).stamps,
        matches=_matches_keys,
        escaped=lambda _: "",
    ),
    "records": Grammar(
        cut=_record_columns,
        slots=lambda form: records.slots_of(form.size),
        stamps=lambda form: jsonl.key_map("fields", form.details["stamps"]).stamps if "stamps" in form.details else (),
        matches=_reads_records,
        escaped=lambda _: "",
    ),
    "refused": Grammar(
        cut=_no_columns,
        slots=lambda _: (),
        stamps=lambda _: (),
        matches=lambda form, lines: lines.str.contains(f"^(?:{form.details['pattern']})$").fill_null(value=False),
        escaped=lambda _: "",
    ),
    "refused_w3c": Grammar(
        cut=_no_columns,
        slots=lambda _: (),
        stamps=lambda _: (),
        matches=lambda _, lines: lines.is_not_null(),
        escaped=lambda _: "",
        bind=_bind_refused,
    ),
}
