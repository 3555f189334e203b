"""What the tool has promised about its speed and memory, and whether a run kept it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from processes import Measured

__all__ = ["Goal", "of_everyday", "of_large", "of_long"]

_PIPELINE = "zgrep | awk | sort | uniq -c"
_MEMORY = 300.0  # MB, whatever the size of the log


@dataclass(frozen=True)
class Goal:
    """A number that must not be passed; `measured` is None where a program was not installed."""

    text: str
    measured: float | None
    limit: float
    unit: str
    least: bool = False  # the limit is a lower one

    @property
    def shown(self) -> str:
        """The measured value with its unit."""
        if self.measured is None:
            return "not measured"
        return f"{self.measured:,.0f} MB" if self.unit == "MB" else f"{self.measured:.2f} {self.unit}"

    @property
    def verdict(self) -> str:
        """Met or not."""
        if self.measured is None:
            return ""
        return "met" if (self.measured >= self.limit if self.least else self.measured <= self.limit) else "**not met**"


def _ratio(measured: Mapping[str, Measured], name: str, to: str) -> float | None:
    one, other = measured.get(name), measured.get(to)
    if one is None or other is None or one.failure or other.failure:
        return None
    return one.median / other.median


def _peak(measured: Mapping[str, Measured], begins: str) -> float:
    return max(result.megabytes for name, result in measured.items() if name.startswith(begins))


def of_everyday(measured: Mapping[str, Measured], floor: float) -> list[Goal]:
    """The goals that one log can show, and small ones by the hundred: on two cores, `--jobs 2`."""
    plain, gzip, zgrep = "forensics count --jobs 2, plain", "forensics count --jobs 2, gzip", f"{_PIPELINE}, gzip"
    duckdb = "DuckDB, the same filter, coverage and hash"
    iis, nginx = "forensics count --jobs 2, 300 daily IIS logs", "forensics count --jobs 2, 2,000 nginx logs"
    over_floor = measured[plain].median / floor if "rg -c, plain" in measured else None
    tenth = _ratio(measured, plain, "forensics count --jobs 2, a tenth")
    over_zgrep = _ratio(measured, gzip, zgrep)
    goaccess_over = _ratio(measured, "GoAccess, plain", plain)
    duckdb_over = _ratio(measured, f"{duckdb}, plain", plain)
    cut = _ratio(measured, nginx, "forensics count --jobs 2, the same lines")
    start, report = measured["forensics --help"].median, measured["forensics investigate, 1,000 lines"].median
    return [
        Goal("300 daily IIS logs of 60 lines: at most 3 s of processor", min(measured[iis].processor), 3, "s"),
        Goal("2,000 nginx logs of 500 lines: at most 4 times the same lines in one file", cut, 4, "times"),
        Goal("plain: at most 1.6 times the floor", over_floor, 1.6, "times"),
        Goal("gzip: at most 0.5 of zgrep, awk, sort, uniq", over_zgrep, 0.5, "times"),
        Goal("plain: at least 27 times as fast as GoAccess", goaccess_over, 27, "times", least=True),
        Goal(f"plain: at least 3 times as fast as {duckdb}", duckdb_over, 3, "times", least=True),
        Goal("peak memory: at most 300 MB", _peak(measured, "forensics count"), _MEMORY, "MB"),
        Goal("1,000 lines, `count`: at most 0.6 s", measured["forensics count, 1,000 lines"].median, 0.6, "s"),
        Goal("1,000 lines, `investigate` with the report: at most 1.3 s", report, 1.3, "s"),
        Goal("`forensics --help`: at most 0.1 s", start, 0.1, "s"),
        Goal("10 times the lines: at most 10 times the time", tenth, 10, "times"),
    ]


def of_large(measured: Mapping[str, Measured]) -> list[Goal]:
    """The goals that only a log larger than memory can show."""
    ten_times = _ratio(measured, "forensics count --jobs 2, all", "forensics count --jobs 2, one")
    zgrep = _ratio(measured, "forensics count --jobs 2, all", f"{_PIPELINE}, all")
    return [
        Goal("peak memory: at most 300 MB", _peak(measured, "forensics count"), _MEMORY, "MB"),
        Goal("10 times the lines: at most 10 times the time", ten_times, 10, "times"),
        Goal("gzip: at most 0.5 of zgrep, awk, sort, uniq", zgrep, 0.5, "times"),
    ]


def of_long(measured: Mapping[str, Measured], floor: float) -> list[Goal]:
    """The goals that one plain log of 50 million lines can show."""
    over_floor = measured["forensics count --jobs 2, plain"].median / floor if "rg -c, plain" in measured else None
    return [
        Goal("plain, 50 million lines: at most 1.25 times the floor", over_floor, 1.25, "times"),
        Goal("peak memory: at most 300 MB", _peak(measured, "forensics count"), _MEMORY, "MB"),
    ]
