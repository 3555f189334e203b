"""A contract that every built-in format keeps."""

from __future__ import annotations

import polars as pl
import pytest
from format_fixture import read

from forensics.errors import FormatError
from forensics.formats import Format, detect, minutes, registry, with_size

FORMATS = registry()


def test_names_are_unique() -> None:
    """A name stands for one format."""
    names = [fmt.name for fmt in FORMATS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_declaration_is_whole(fmt: Format) -> None:
    """A format says what it is, what its time and size mean, and shows at least two lines."""
    assert fmt.title
    assert fmt.template
    assert len(fmt.examples) >= 2
    assert fmt.time in ("start", "end")
    assert fmt.size in ("body", "planned", "total")
    assert (fmt.server is None) == fmt.ambiguous
    assert fmt.grammar == "jsonl" or fmt.second is not None


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_examples_are_read(fmt: Format) -> None:
    """Every example line says who asked for what and when, and its minute is that of its time."""
    for line in fmt.examples:
        found = read(fmt, line)
        assert found is not None
        assert found["path"].startswith("/")
        assert found.get("peer") or found.get("forwarded")
        (minute,) = minutes(fmt, pl.Series([line]), zone="UTC")
        assert minute == found[fmt.time].replace(second=0, microsecond=0)


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_examples_are_detected(fmt: Format) -> None:
    """Detection names the format of the examples, or the general one of the same look."""
    found = detect([line.encode() for line in fmt.examples])
    assert found.format is not None
    assert all(read(found.format, line) for line in fmt.examples)
    assert (found.matched, found.sampled, found.others) == (len(fmt.examples), len(fmt.examples), ())
    assert found.format == fmt or found.format.ambiguous


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
@pytest.mark.parametrize(
    ("size", "column"), [("body", "body_bytes"), ("planned", "planned_bytes"), ("total", "total_bytes")]
)
def test_size_can_be_stated(fmt: Format, size: str, column: str) -> None:
    """The main size field goes where the investigator says it belongs."""
    before, after = read(fmt, fmt.examples[0]), read(with_size(fmt, size), fmt.examples[0])
    assert before is not None
    assert after is not None
    assert fmt.size is not None
    assert after[column] == before[{"body": "body_bytes", "planned": "planned_bytes", "total": "total_bytes"}[fmt.size]]


def test_size_that_cannot_be_stated() -> None:
    """There are three meanings, and a format without a size has none."""
    with pytest.raises(FormatError, match="unknown size field"):
        with_size(FORMATS[0], "sent")
    with pytest.raises(FormatError, match="logs no size"):
        with_size(Format("x", "", "template", "", None, "apache", '%t "%r"', "start", offset=True, size=None), "body")
