"""The contract that every built-in format keeps."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from forensics.errors import FormatError
from forensics.formats import Detection, Format, detect, headings, is_heading, minutes, parse, registry, with_size
from forensics.formats.grammars.jsonl import JsonLines
from forensics.formats.grammars.refused import Refused
from forensics.formats.grammars.templated import Templated
from forensics.formats.proof import proof
from forensics.formats.templates.pieces import SIZES
from forensics.formats.templates.template import compiled, moment, size_role

FORMATS = registry()
READ = [fmt for fmt in FORMATS if not fmt.refused]
REFUSED = [fmt for fmt in FORMATS if fmt.refused]
NAMED = {fmt.name: fmt for fmt in FORMATS}

by_name = pytest.mark.parametrize("fmt", READ, ids=lambda fmt: fmt.name)
by_refused_name = pytest.mark.parametrize("fmt", REFUSED, ids=lambda fmt: fmt.name)

COLUMN = {"body": "body_bytes", "planned": "planned_bytes", "total": "total_bytes"}


def lines_of(fmt: Format) -> list[str]:
    """The lines of all examples; one that needs a heading holds it in front of its row."""
    return [line for example in fmt.examples for line in example.split("\n")]


def rows(fmt: Format) -> Iterator[dict[str, Any]]:
    """The row that each example gives, which must be readable."""
    for example in fmt.examples:
        table, read = parse(fmt, pl.Series(example.split("\n")), zone="UTC")
        assert read[-1], example
        yield table.row(-1, named=True)


def detected(fmt: Format) -> Detection:
    """What detection makes of the examples, which some format must read to the last line."""
    lines = lines_of(fmt)
    found = detect([line.encode() for line in lines])
    assert found.format is not None
    requests = int((~is_heading(pl.Series(lines), [found.format.heading or "^$"])).sum())
    assert (found.matched, found.sampled, found.others) == (requests, requests, ())
    return found


def test_names_are_unique() -> None:
    """A name stands for one format."""
    assert len(NAMED) == len(FORMATS)


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_declaration_is_whole(fmt: Format) -> None:
    """A format says what it is, whose it is, and shows at least two lines."""
    assert fmt.title
    assert fmt.family
    assert fmt.template
    assert len(set(fmt.examples)) >= 2
    assert fmt.time in ("start", "end")
    assert fmt.size in (*SIZES, None)
    assert fmt.server in ("apache", "nginx", "iis", None)


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_travels_and_is_a_key(fmt: Format) -> None:
    """A format goes to other processes and into caches: it comes back equal, and can be hashed."""
    assert {fmt: 1}[pickle.loads(pickle.dumps(fmt))] == 1  # noqa: S301 - of our own making


def test_formats_are_compiled_when_they_are_asked() -> None:
    """To list them all compiles next to none; a log is in one or two of them."""
    registry.cache_clear()
    compiled.cache_clear()
    assert len(registry()) == len(FORMATS)
    assert compiled.cache_info().misses < len(FORMATS) / 10


@by_refused_name
def test_patterns_that_are_refused_are_patterns(fmt: Format) -> None:
    """They are not tried before a line could fit them."""
    if isinstance(fmt.grammar, Refused):
        re.compile(fmt.grammar.pattern)


@by_name
def test_what_is_stated_counts_and_the_rest_is_told_by_the_lines(fmt: Format) -> None:
    """A copy without a word on time, offset and size has those of its stamp and its first size, wherever it goes."""
    copy = pickle.loads(pickle.dumps(replace(fmt, time=..., offset=..., size=...)))  # noqa: S301 - of our own making
    slots = fmt.grammar.slots
    assert copy.time == moment(slots)
    assert copy.offset == any(slot.role in ("offset", "epoch") for slot in slots)
    assert copy.size == size_role(slots)
    stated = replace(copy, time="start", offset=False, size="total")
    assert (stated.time, stated.offset, stated.size) == ("start", False, "total")


@by_name
def test_what_a_reader_must_know_is_said(fmt: Format) -> None:
    """Times whose zone only the case knows, and lines that cannot show how much was sent, need a word."""
    told = fmt.offset or fmt.zone is not None
    assert fmt.note or (told and fmt.size is not None)


@by_name
def test_general_looks_claim_no_server(fmt: Format) -> None:
    """Of a look that several servers share neither the server nor, for sure, the size is known."""
    if fmt.ambiguous:
        assert fmt.server is None
    assert not fmt.like or NAMED[fmt.like].ambiguous


@by_name
def test_apache_and_nginx_lines_have_a_second_reader(fmt: Format) -> None:
    """What is declared as a LogFormat or log_format string and no JSON can be read by apache-log-parser too."""
    strings = isinstance(fmt.grammar, Templated) and fmt.grammar.dialect in ("apache", "nginx")
    assert (fmt.second is not None) == strings


@by_name
def test_examples_are_read(fmt: Format) -> None:
    """Every example says when and, where one is logged, with which status; at least one names a file and a client."""
    found = list(rows(fmt))
    logged = {slot.role for slot in fmt.grammar.slots}
    grade = proof(fmt).grade
    assert all(row["start"] or row["end"] for row in found)
    assert grade is None or all(row["status"] is not None for row in found if row["path"])
    if logged & {"request", "target", "stem", "path", "key"}:
        assert any((row["path"] or "").startswith("/") for row in found)
    if logged & {"peer", "forwarded"}:
        assert any(row["peer"] or row["forwarded"] for row in found)


@by_name
def test_the_minute_is_that_of_the_time(fmt: Format) -> None:
    """What coverage is measured with agrees with what is read in full."""
    for example in fmt.examples:
        lines = pl.Series(example.split("\n"))
        table, _ = parse(fmt, lines, zone="UTC")
        found = minutes(fmt, lines, zone="UTC", headings=headings(lines)[0])
        assert found[-1] == table[fmt.time].dt.truncate("1m")[-1]


@by_name
def test_examples_are_detected(fmt: Format) -> None:
    """Detection names the format itself, or the general one that it is declared to look like."""
    found = detected(fmt).format
    assert found is not None
    strings = isinstance(fmt.grammar, Templated | JsonLines) and fmt.grammar.dialect in ("apache", "nginx")
    shared = found.ambiguous and strings  # they tell what looks alike
    assert found.name in (fmt.name, fmt.like) or shared


@by_name
def test_size_can_be_stated(fmt: Format) -> None:
    """The main size field goes where the investigator says it belongs."""
    if fmt.size is None:
        with pytest.raises(FormatError, match="logs no size"):
            with_size(fmt, "body")
        return
    sizes = {slot.role for slot in fmt.grammar.slots if slot.role in SIZES}
    before = [row[COLUMN[fmt.size]] or None for row in rows(fmt)]
    assert any(before) or fmt.grammar.name == "w3c"
    for size in set(SIZES) - sizes | {fmt.size}:  # where two are logged, each has a column of its own
        assert [row[COLUMN[size]] or None for row in rows(with_size(fmt, size))] == before


def test_size_that_cannot_be_stated() -> None:
    """There are three meanings."""
    with pytest.raises(FormatError, match="unknown size field"):
        with_size(FORMATS[0], "sent")


@by_refused_name
def test_refused_logs_are_recognised_and_never_read(fmt: Format) -> None:
    """Detection says what such a log is and what to do, and no line of it becomes a request."""
    assert detected(fmt).format == fmt
    assert fmt.refused.endswith(".")
    assert not parse(fmt, pl.Series(lines_of(fmt)), zone="UTC")[1].any()
