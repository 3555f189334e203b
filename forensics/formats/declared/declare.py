"""How built-in formats are declared: one constructor for each grammar, all in the language of `fields`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forensics.formats.format import Format
from forensics.formats.grammars.delimited import Delimited
from forensics.formats.grammars.grammar import Grammar
from forensics.formats.grammars.jsonl import JsonLines
from forensics.formats.grammars.records.json_path import json_path
from forensics.formats.grammars.refused import Refused, RefusedW3C
from forensics.formats.grammars.separation import Separation
from forensics.formats.grammars.templated import Templated
from forensics.formats.grammars.w3c import W3C
from forensics.formats.second_reader.template import equivalent
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.template import lexed
from forensics.model import Server

__all__ = ["delimited", "json_lines", "log_format", "logformat", "refused", "text", "w3c"]


def _declared(
    name: str, title: str, grammar: Grammar, *, template: str, server: Server | None = None, **rest: Any
) -> Format:
    """A format whose time, offset and size are what the slots of its grammar say, unless they are given."""
    return Format(name, title, grammar, template=template, server=server, **rest)


def logformat(name: str, title: str, template: str, *examples: str, **rest: Any) -> Format:
    """Lines of an Apache LogFormat string."""
    usual = {"family": "Apache", "server": "apache", "second": template, "examples": examples}
    return _declared(name, title, Templated("apache", template), template=template, **{**usual, **rest})


def log_format(
    name: str, title: str, template: str, *examples: str, escape: Escape = "backslash", **rest: Any
) -> Format:
    """Lines of an nginx log_format string, whose time variables all have an offset; see `text` for `escape`."""
    known = {"family": "nginx", "server": "nginx", "time": "end", "offset": True, "examples": examples}
    known["second"] = equivalent(lexed("nginx", template))
    return _declared(name, title, Templated("nginx", template, escape), template=template, **{**known, **rest})


def text(
    name: str,
    title: str,
    line: str,
    *,
    family: str,
    escape: Escape = "backslash",
    once: str = "",
    **rest: Any,
) -> Format:
    """Lines of one template; `escape` says what the server does to a quote in text, see `classes`, and `once` what no
    line holds twice."""
    grammar = Templated("fields", line, escape, once)
    return _declared(name, title, grammar, template=line, family=family, **rest)


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
    return _declared(
        name,
        title,
        Delimited(tuple(cells), (way,), escape=escape),
        template=delimiter.join(cell or "{_}" for cell in cells),
        family=family,
        heading=heading,
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
    grammar = W3C(tuple(fields.items()), tuple(marks), tuple(software), quoted)
    template = "#Fields: " + " ".join(fields)
    return _declared(name, title, grammar, template=template, family=family, zone=zone, **rest)


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
    templates the first that fits. It reads only lines that hold all keys of `needs`. Raises FormatError for what is no
    path."""
    pairs = tuple(
        (json_path(key), one)
        for key, several in keys.items()
        for one in ((several,) if isinstance(several, str) else several)
    )
    grammar = JsonLines("fields", pairs, tuple(map(json_path, needs)))
    template = "one JSON object a line: " + ", ".join(keys)
    return _declared(name, title, grammar, template=template, family=family, **rest)


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
    marks = tuple(mark.lower() for mark in w3c_marks)
    return _declared(
        name,
        title,
        RefusedW3C(marks) if marks else Refused(pattern),
        template=pattern or "#Fields: " + " ".join(w3c_marks),
        family=family,
        examples=examples,
        refused=reason,
        note=note,
        closed_by=closed_by,
    )
