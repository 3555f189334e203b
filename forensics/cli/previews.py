"""What detect, formats and `check --verbose` print: text lines for people, dicts for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from forensics.formats import Format
from forensics.model import Case
from forensics.report import wording
from forensics.scan.preview import Preview

__all__ = ["detailed", "detected", "detected_json", "format_json", "format_lines"]


def detected(item: Preview) -> Iterator[str]:
    """A few lines on one log: format, why, size field, others met."""
    found = item.detection
    yield f"{item.job.shown}: {found.format.name if found.format else 'no known format'}"
    stated = item.job.format is not None and found.matched == found.sampled
    if not stated:
        yield f"    {found.because}"
    if found.format is None:
        yield f"    {item.hint}"
        return
    if not stated:
        because = f": {found.size_because}" if found.size_because else ""
        yield f"    size field: {found.size or 'none'} ({found.size_source}){because}"
    if found.others:
        yield "    also: " + ", ".join(f"{fmt.name} ({count:,} lines)" for fmt, count in found.others)


def detected_json(item: Preview) -> dict[str, Any]:
    """The same for machines."""
    found = item.detection
    return {
        "log": item.job.shown,
        "format": found.format.name if found.format else None,
        "because": found.because,
        "sampled": found.sampled,
        "matched": found.matched,
        "runner_up": found.runner_up,
        "runner_up_matched": found.runner_up_matched,
        "others": [{"format": fmt.name, "lines": count} for fmt, count in found.others],
        "size_field": found.size,
        "size_field_source": found.size_source,
        "size_field_because": found.size_because,
        "server": found.server,
    }


def detailed(case: Case, previews: Sequence[Preview]) -> Iterator[str]:
    """Lines on each log of a case."""
    zone = ZoneInfo(case.zone)
    for item in previews:
        yield from detected(item)
        if item.first is not None and item.last is not None:
            fmt = item.detection.format
            stamp = "offset in each line" if fmt and fmt.offset else (fmt and fmt.zone) or item.job.log.zone
            yield f"    from {wording.local(item.first, zone)} to {wording.local(item.last, zone)} ({stamp})"


def format_lines(fmt: Format) -> Iterator[str]:
    """Name, title and an example line."""
    yield f"{fmt.name}: {fmt.title}"
    for example in fmt.examples[:1]:
        yield f"    {example}"


def format_json(fmt: Format) -> dict[str, Any]:
    """One entry of `forensics formats --json`."""
    return {
        "name": fmt.name,
        "title": fmt.title,
        "family": fmt.family,
        "grammar": fmt.grammar.name,
        "template": fmt.template,
        "time": fmt.time,
        "size_field": fmt.size,
        "examples": list(fmt.examples),
    }
