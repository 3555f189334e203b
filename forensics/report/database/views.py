"""The views of evidence.sqlite: the answer, and the tables as people ask for them.

A view stands there where its tables do, and says nothing of a column that the level does not show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["VIEWS", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """One view: what it is for, the columns by their names and where each is from, and what follows SELECT ... FROM."""

    name: str
    about: str
    columns: Mapping[str, str]
    source: str
    needs: tuple[str, ...]  # tables

    def sql(self, shown: Collection[str]) -> str:
        """The statement; columns of tables that are not `shown`, as "requests.agent", are left out of it."""
        listed = ",\n  ".join(f'{made} AS "{name}"' for name, made in self.columns.items() if _there(made, shown))
        return f'CREATE VIEW "{self.name}" AS -- {self.about}\nSELECT\n  {listed}\n{self.source}'


def _there(made: str, shown: Collection[str]) -> bool:
    table, _, column = made.partition(".")
    return not column.isidentifier() or not table.isidentifier() or made in shown


def _of(table: str, names: str) -> Iterator[tuple[str, str]]:
    return ((name, f"{table}.{name}") for name in names.split())


_HOUR = "substr({0}, 1, 13) || ':00' || substr({0}, 20)"
_COUNTED = "downloads.in_headline = 1 AND downloads.window IS NOT NULL"
_ASKED = f"SELECT file, {_HOUR.format('at_local')} AS hour, 1 AS asked, 0 AS got FROM requests"  # noqa: S608 - our own words
_GOT = f"SELECT file, {_HOUR.format('first_local')}, 0, 1\n  FROM downloads WHERE {_COUNTED}"  # noqa: S608 - our own words
#: Each line with the download that it is part of.
_LINES = """FROM requests
LEFT JOIN downloads ON downloads.download = requests.download"""
#: A line may belong to a download that is not made of it: a viewer that asks for a part again.
_MADE_OF = "LEFT JOIN download_requests AS parts ON parts.download = requests.download AND parts.row = requests.row"
_WHY = """CASE
    WHEN requests.verdict IN ('complete', 'assembled') AND requests.window IS NULL
      THEN 'outside every window; else it would count: ' || requests.because
    WHEN requests.window IS NULL THEN 'outside every window; and ' || requests.because
    WHEN requests.verdict IN ('complete', 'assembled') AND downloads.window IS NULL
      THEN 'the download that it is part of lies outside every window'
    WHEN downloads.download IS NOT NULL AND parts.row IS NULL
      THEN requests.because || '; it belongs to ' || downloads.download || ', which counts without it'
    WHEN downloads.kind NOT IN ('complete', 'assembled') AND downloads.because <> requests.because
      THEN requests.because || '; with the other lines of ' || downloads.download || ': ' || downloads.because
    ELSE requests.because
  END"""

VIEWS: tuple[View, ...] = (
    View(
        "answer",
        "The answer for each file: how often it was handed over, and to how many addresses.",
        {
            "file": "files.name",
            **dict(_of("files", "at_least established at_most open_ended addresses_at_least addresses_established"
                       " addresses_at_most")),
            "complete": "(SELECT value FROM meta WHERE key = 'complete')",
        },
        "FROM files",
        ("files",),
    ),
    View(
        "by_window",
        "The answer for each window; number 0 is the time outside every window.",
        {
            **dict(_of("windows", "file number")),
            "window": "windows.label",
            **dict(_of("windows", "start end at_least established at_most open_ended addresses_established requests"
                       " partial own robots first_delivery last_delivery first_gone")),
        },
        "FROM windows\nORDER BY windows.file, windows.number = 0, windows.number",
        ("windows",),
    ),
    View(
        "by_address",
        "Each address that asked: its lines, and its downloads inside the windows.",
        {
            **dict(_of("requests", "file client")),
            "requests": "count(*)",
            "established": f"count(DISTINCT CASE WHEN {_COUNTED} THEN downloads.download END)",
            "at_least": "count(DISTINCT CASE WHEN downloads.in_at_least = 1 AND downloads.window IS NOT NULL"
                        " THEN downloads.download END)",
            "partial": "count(DISTINCT CASE WHEN downloads.kind = 'partial' AND downloads.window IS NOT NULL"
                       " THEN downloads.download END)",
            "first": "min(requests.at)",
            "last": "max(requests.at)",
            "party": "max(requests.party)",
            "country": "max(addresses.country)",
            "network": "max(addresses.network)",
            "agents": "count(DISTINCT requests.agent_family)",
        },
        f"{_LINES}\nLEFT JOIN addresses ON addresses.file = requests.file AND addresses.address = requests.client\n"
        "GROUP BY requests.file, requests.client\nORDER BY 4 DESC, 3 DESC, 2",
        ("requests", "downloads", "addresses"),
    ),
    View(
        "by_hour",
        "Requests and established downloads of each hour in the zone of the case; a download by its first request.",
        {"file": "file", "hour": "hour", "requests": "sum(asked)", "established": "sum(got)"},
        f"FROM (\n  {_ASKED} WHERE at IS NOT NULL\n  UNION ALL\n  {_GOT}\n)\nGROUP BY file, hour\nORDER BY file, hour",
        ("requests", "downloads"),
    ),
    View(
        "downloads_lines",
        "Every download with each line that it is made of.",
        {
            **dict(_of("downloads", "download file kind proof grade in_at_least in_headline in_at_most window")),
            **dict(_of("requests", "row at at_local client method path status body_bytes range verdict rule because"
                       " agent line")),
        },
        "FROM downloads\nJOIN download_requests ON download_requests.download = downloads.download\n"
        "JOIN requests ON requests.row = download_requests.row AND requests.file = downloads.file",
        ("requests", "downloads", "download_requests"),
    ),
    View(
        "not_counted",
        "Every line that is in no established download, and why.",
        {
            **dict(_of("requests", "number row file at at_local client window verdict rule")),
            "why": _WHY,
            "download": "requests.download",
            "kind": "downloads.kind",
            "in_at_most": "coalesce(downloads.in_at_most, 0)",
            **dict(_of("requests", "status path agent line")),
        },
        f"{_LINES}\n{_MADE_OF}\nWHERE NOT coalesce({_COUNTED} AND parts.row IS NOT NULL, 0)",
        ("requests", "downloads", "download_requests"),
    ),
)  # fmt: skip
