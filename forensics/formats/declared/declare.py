"""How built-in formats are declared: one constructor for each grammar, all in the language of `fields`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from forensics.formats.format import Format
from forensics.formats.grammars.delimited import Separation, layout
from forensics.formats.grammars.jsonl import key_map
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.template import compiled, size_role

__all__ = ["delimited", "json_lines", "refused", "text", "w3c"]


def _declared(name: str, title: str, slots: Sequence[Slot], *, grammar: str, template: str, **rest: Any) -> Format:
    """A format whose time, offset and size are what its slots say."""
    stamped = [slot for slot in slots if slot.stamp]
    return Format(
        name=name,
        title=title,
        grammar=grammar,
        dialect="fields",
        template=template,
        **{
            "server": None,
            "time": stamped[0].stamp.partition(":")[0] if stamped else "start",
            "offset": any(slot.role in ("offset", "epoch") for slot in stamped),
            "size": size_role(slots),
            **rest,
        },
    )


def text(name: str, title: str, line: str, *, family: str, escape: Escape = "backslash", **rest: Any) -> Format:
    """Lines of one template; `escape` says what the server does to a quote in text, see `classes`."""
    slots = compiled("fields", line, escape=escape).slots
    details = {"escape": escape, **rest.pop("details", {})}
    return _declared(name, title, slots, grammar="template", template=line, family=family, details=details, **rest)


def delimited(  # noqa: PLR0913 (a declaration has as many keys as it has)
    name: str,
    title: str,
    cells: Sequence[str],
    *,
    family: str,
    delimiter: str = " ",
    quotes: str | None = None,
    least: int | None = None,
    heading: str = "",
    open_ended: bool = True,
    escape: str = "",
    **rest: Any,
) -> Format:
    """Lines of cells, each a template of its own ("": not kept), of which `least` must be there; for the
    `quotes` around them see `delimited.Separation`, for `escape` inside them `escapes`."""
    style = quotes or ("backslash" if delimiter == " " else "none" if delimiter == "\t" else "double")
    way = Separation(delimiter, style, least or len(cells), open_ended)
    details = {"cells": tuple(cells), "ways": (way,), "day": "", "escape": escape, **rest.pop("details", {})}
    return _declared(
        name,
        title,
        layout(tuple(cells), way).slots,
        grammar="delimited",
        template=delimiter.join(cell or "{_}" for cell in cells),
        family=family,
        heading=heading,
        details=details,
        **rest,
    )


def w3c(  # noqa: PLR0913 (a declaration has as many keys as it has)
    name: str,
    title: str,
    fields: Mapping[str, str],
    *,
    family: str,
    marks: Sequence[str] = (),
    software: Sequence[str] = (),
    zone: str | None = "UTC",
    quoted: bool = True,
    **rest: Any,
) -> Format:
    """Rows under `#Fields` headings; `fields` says what stands under each name, whatever their order.
    It reads only headings that hold one of the `marks`, if there are any, or that stand under a
    `#Software` directive which begins with one of `software`. `quoted` says whether the writer puts values
    in quotes; if not, a quote is a part of the value."""
    way = Separation(" ", "none", len(fields))
    details = {"fields": dict(fields), "marks": tuple(marks), "software": tuple(software), "quoted": quoted}
    template = "#Fields: " + " ".join(fields)
    slots = layout(tuple(fields.values()), way).slots
    return _declared(
        name, title, slots, grammar="w3c", template=template, family=family, zone=zone, details=details, **rest
    )


def json_lines(
    name: str,
    title: str,
    keys: Mapping[str, str | tuple[str, ...]],
    *,
    family: str,
    needs: Sequence[str] = (),
    **rest: Any,
) -> Format:
    """One JSON object a line: what stands under each key, given dotted or as a JSONPath; of several
    templates the first that fits. It reads only lines that hold all keys of `needs`."""
    pairs = tuple(
        (_path(key), one)
        for key, several in keys.items()
        for one in ((several,) if isinstance(several, str) else several)
    )
    details = {"keys": pairs, "needs": tuple(map(_path, needs))}
    slots = key_map("fields", pairs).slots
    template = "one JSON object a line: " + ", ".join(keys)
    return _declared(name, title, slots, grammar="jsonl", template=template, family=family, details=details, **rest)


def _path(key: str) -> str:
    """A dotted key as JSONPath."""
    return key if key.startswith("$") else "$" + "".join(f"['{part}']" for part in key.split("."))


def refused(  # noqa: PLR0913 (a declaration has as many keys as it has)
    name: str,
    title: str,
    reason: str,
    *,
    family: str,
    examples: tuple[str, ...],
    pattern: str = "",
    w3c_marks: Sequence[str] = (),
    note: str = "",
    closed_by: str = "",
) -> Format:
    """Lines that are recognised, by a pattern or by names in a `#Fields` heading, and never read; `closed_by` the
    lines of another format, which tell what these begin."""
    re.compile(pattern)
    return _declared(
        name,
        title,
        (),
        grammar="refused_w3c" if w3c_marks else "refused",
        template=pattern or "#Fields: " + " ".join(w3c_marks),
        family=family,
        examples=examples,
        refused=reason,
        note=note,
        details={"pattern": pattern, "marks": tuple(mark.lower() for mark in w3c_marks), "closed_by": closed_by},
    )
