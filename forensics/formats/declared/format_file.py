"""The shape of a user's own format file: its keys, their types, meanings and examples (docs/own-format.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticKnownError

from forensics.errors import FormatError, Problem, numbered
from forensics.tomlfile.kind import FileKind
from forensics.tomlfile.table import Table, Text, key

__all__ = ["FORMAT_FILE", "KINDS", "FormatFile"]

#: The keys that say how a line is read, one of them a file, and those that go with it.
KINDS: dict[str, tuple[str, ...]] = {
    "line": ("escape",),
    "cells": ("delimiter", "quotes", "least", "heading", "open_ended"),
    "keys": ("needs",),
    "fields": ("marks",),
    "format": ("cell",),
}


def _one_or_more(value: object) -> object:
    if not isinstance(value, str | list | dict):
        raise PydanticKnownError("string_type")
    return value


_Cell = Annotated[str, Field(pattern=r"^[^\x00]*$")]
#: A template, or several of which the first that fits counts.
_Templates = Annotated[Any, PlainValidator(_one_or_more)]


class FormatFile(Table):
    """A format of the user's own."""

    title: Text | None = key("what the format is called", "Our gateway")
    line: Text | None = key(
        "lines of one template", '{peer} [{start:%d/%b/%Y:%H:%M:%S %z}] "{request}" {status} {body_bytes}'
    )
    cells: Annotated[list[_Cell], Field(min_length=1)] | None = key(
        "lines of cells, each a template of its own",
        ["{end:iso}", "", "{peer}", "{method}", "{target}", "{status}", "{body_bytes}"],
    )
    keys: Annotated[dict[str, _Templates], Field(min_length=1)] | None = key(
        "JSON lines: what stands under each key", {"time": "{end:iso}", "request": "{request}", "status": "{status}"}
    )
    fields: Annotated[dict[str, Text], Field(min_length=1)] | None = key(
        "rows under #Fields headings: what stands under each name",
        {"date": "{end:%Y-%m-%d}", "time": "{end:%H:%M:%S}", "cs-uri-stem": "{stem}", "sc-status": "{status}"},
    )
    format: Text | None = key("how the line in a cell reads", "nginx_combined")
    cell: Text | None = key("the column or key that holds the line", "Message Body")
    escape: Literal["backslash", "hash", "none"] | None = key("what the server does to a quote in text", "backslash")
    delimiter: Text | None = key('what parts the cells: a character, or "blanks"', "\t")
    quotes: Literal["double", "backslash", "plain", "none"] | None = key("a quote inside a quoted cell", "double")
    least: Annotated[int, Field(gt=0)] | None = key("so many cells must be there", 6)
    heading: Text | None = key("a pattern of heading rows", "^time\t")
    open_ended: bool | None = key("whether further cells may follow", example=True)
    needs: list[Text] | None = key("keys without which a line is of another format", ["edge.status"])
    marks: list[Text] | None = key("names of which one must stand in a heading", ["x-gateway-id"])
    server: Literal["apache", "nginx", "iis"] | None = key("whose rules resolve a path", "nginx")
    zone: Text | None = key("IANA time zone of times without offset", "Europe/Amsterdam")
    note: Text | None = key("what a reader must know", "The size counts what was handed over.")
    examples: list[Text] | None = key(
        "lines as they stand in the log, which must be readable",
        ['192.0.2.10 [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211'],
    )


def _refuse(where: str, problems: Sequence[Problem]) -> FormatError:
    return FormatError(numbered(problems, "the format file"), where=where, problems=problems)


FORMAT_FILE = FileKind(
    FormatFile,
    name="a format file",
    refuse=_refuse,
    usual='title = "Our gateway"',
    hint="docs/own-format.md shows one of each kind",
    reasons={"too_short": "is empty"},
)
