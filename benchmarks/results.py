"""Tables in Markdown, and the file that keeps the last one of each kind."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

__all__ = ["hardware", "machine", "record", "table"]

_TITLE = "# Measured"
_PREFACE = "Written by `make bench`: each section is that of the last run of its kind."


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns after the first are numbers, to the right, unless their head begins with a blank."""
    rule = ["---", *("---" if head.startswith(" ") else "--:" for head in heads[1:])]
    named = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [[head.strip() for head in heads], rule, *named]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def hardware() -> str:
    """The machine, as far as it matters; no name of it."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1024**3
    return f"{_model()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}"


def machine() -> str:
    """Date and machine, and what else it did."""
    load = os.getloadavg()[0]
    return f"{date.today().isoformat()}, {hardware()}; load before the run {load:.1f}."  # noqa: DTZ011 (a day is enough)


def record(path: Path, heading: str, text: str) -> None:
    """Put a section in the place of the one with the same heading, else behind the others."""
    known = path.read_text(encoding="utf-8") if path.exists() else f"{_TITLE}\n\n{_PREFACE}\n"
    head, *sections = known.split("\n## ")
    kept = {section.partition("\n")[0]: section.partition("\n")[2].strip() for section in sections}
    kept[heading] = text.strip()
    parts = [head.rstrip(), *(f"## {name}\n\n{body}" for name, body in kept.items())]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
