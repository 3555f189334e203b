"""Ways of counting the lines of one file as others do: by line, by visitor, by session, by delivery.

Named conditions on a line, and functions from a Scope to a Count; definitions.py joins them into
definitions (counting.md 3.9 and section 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from forensics.downloads.totals import in_band

__all__ = [
    "DOWNLOAD_NAME",
    "GET",
    "IN_HEADLINE",
    "IN_WINDOW",
    "MATOMO_ROBOT",
    "MORE_THAN_TWO",
    "ROBOT",
    "STATUS_200",
    "Count",
    "Scope",
    "at_least",
    "at_most",
    "clicks",
    "deliveries",
    "downloads",
    "firsts",
    "full_size",
    "lines",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted for one file: LABELLED `lines` in its windows, in order of time, with the columns
    at (logged time), day, hour and person added; DOWNLOAD rows inside or at the edge of a window;
    and whether at_least can be stated at all (counting.md 3.7)."""

    lines: pl.DataFrame
    downloads: pl.DataFrame
    determinable: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """A definition's answer and the `row` ids that make it up; null numbers are not determinable."""

    downloads: int | None = None
    addresses: int | None = None
    rows: frozenset[str] = frozenset()


# ---- conditions on one line ------------------------------------------------------------------

GET = pl.col("method") == "GET"
STATUS_200 = pl.col("status") == 200
ROBOT = pl.col("robot").fill_null(value=False)
IN_WINDOW = pl.col("window").is_not_null()
IN_HEADLINE = IN_WINDOW & pl.col("in_headline")

_RANGE = pl.col("range").str.extract_groups(r"(?i)^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$")
_FROM = _RANGE.struct.field("1").cast(pl.Int64, strict=False)
_TO = _RANGE.struct.field("2").cast(pl.Int64, strict=False)
#: Bytes of a single range ("0-1" asks for 2, "-2" too); where none is logged, the bytes carried.
_SPAN = pl.coalesce(
    pl.when(_FROM.is_null()).then(_TO).otherwise(_TO - _FROM + 1),
    pl.col("last_byte") - pl.col("first_byte") + 1,
    pl.when(pl.col("status") == 206).then(pl.col("body_bytes")),
)
MORE_THAN_TWO = _SPAN.gt(2).fill_null(value=True)

_SIZE = pl.col("size")
_BODY = pl.coalesce("body_bytes", "planned_bytes")
_FULL_SIZE = pl.when(_BODY.is_not_null()).then(_BODY.eq(_SIZE)).otherwise(in_band(pl.col("total_bytes"), _SIZE))

#: Matomo's import tells downloads from pages by the end of the path.
DOWNLOAD_NAME = pl.col("path").str.contains(
    r"(?i)\.(?:7z|aac|arc|arj|avi|azw3|bin|bz2|csv|deb|dmg|docx?|epub|exe|flac|flv|gz|gzip|jar|json|mobi|mov"
    r"|mp[234]|mpe?g|ms[ip]|od[bfgpst]|og[gv]|pdf|pptx?|rar|rpm|rtf|sea|sit|tar|tbz|tgz|torrent|txt|wav|webm"
    r"|wm[av]|wpd|xlsx?|xml|xsd|z|zip)$"
)
#: And it drops agents by what they hold, whatever the list of robots says.
MATOMO_ROBOT = (
    pl.col("agent")
    .str.contains(
        r"(?i)bot[-/]|_bot_|robot|baidubot|exabot|googlebot|msnbot|surveybot|voilabot|crawl|spider|curl|libwww"
        r"|java/|feed|echoping|ask jeeves|ccooter/|ia_archiver|mediapartners-google|netcraftsurvey|panopta"
        r"|twiceler|yahoo|yandex"
    )
    .fill_null(value=False)
)


# ---- ways of counting ------------------------------------------------------------------------


def lines(scope: Scope, *, where: pl.Expr | bool) -> Count:
    """Every line that meets the condition."""
    return _count(scope.lines.filter(where))


def firsts(scope: Scope, *, where: pl.Expr, key: tuple[str, ...]) -> Count:
    """Of the lines that meet the condition and agree in `key`, the first."""
    return _count(scope.lines.filter(where).unique(key, keep="first", maintain_order=True))


def full_size(scope: Scope) -> Count:
    """Every GET line with status 200 and a full body; null where the file's size is not known."""
    if scope.lines.height and scope.lines["size"].is_null().all():
        return Count()
    return lines(scope, where=GET & STATUS_200 & _FULL_SIZE)


def clicks(scope: Scope, *, key: tuple[str, ...] = ("row",)) -> Count:
    """COUNTER: of lines of one user at most 30 seconds apart, chained, the last; then one per `key`."""
    usable = scope.lines.filter(pl.col("status").is_in([200, 304]) & ~ROBOT)
    wait = pl.col("at").shift(-1).over("client", "agent") - pl.col("at")
    last = usable.filter(wait.gt(pl.duration(seconds=30)).fill_null(value=True))
    return _count(last.unique(key, keep="first", maintain_order=True))


def deliveries(scope: Scope, *, again: Callable[[datetime, datetime, datetime], bool]) -> Count:
    """IAB: complete deliveries, one per visitor until `again`(counted, previous, now) says so.

    The requests of one assembled download are one delivery, at the time of the first of them.
    """
    valid = GET & pl.col("status").is_in([200, 206]) & MORE_THAN_TWO & pl.col("person")
    complete = scope.downloads.filter(IN_HEADLINE).select("download", row="rows").explode("row")
    pieces = scope.lines.drop("download").filter(valid).join(complete, on="row", maintain_order="left")
    first = pieces.unique("download", keep="first", maintain_order=True)
    counted: dict[tuple[str, str], datetime] = {}
    previous: dict[tuple[str, str], datetime] = {}
    kept: list[str] = []
    for download, client, agent, at in first.select("download", "client_64", "agent", "at").rows():
        visitor = (client, agent)
        if visitor not in counted or again(counted[visitor], previous[visitor], at):
            counted[visitor] = at
            kept.append(download)
        previous[visitor] = at
    return replace(_count(pieces.filter(pl.col("download").is_in(kept))), downloads=len(kept))


def downloads(scope: Scope, *, where: pl.Expr, address: str = "client") -> Count:
    """Every download of ours that meets the condition."""
    chosen = scope.downloads.filter(where)
    return Count(chosen.height, _distinct(chosen[address]), frozenset(chosen["rows"].explode().drop_nulls()))


def at_most(scope: Scope) -> Count:
    """Our upper bound: a download of parts may count more than once, and parts of one client count together."""
    chosen = downloads(scope, where=pl.col("in_at_most"))
    return replace(chosen, downloads=int(scope.downloads["at_most"].sum()))


def at_least(scope: Scope) -> Count:
    """Our lower bound, with IPv6 addresses cut to /64; null where no log can prove a delivery."""
    if not scope.determinable:
        return Count()
    return downloads(scope, where=IN_WINDOW & pl.col("in_at_least"), address="client_64")


def _count(counted: pl.DataFrame) -> Count:
    return Count(counted.height, _distinct(counted["client"]), frozenset(counted["row"]))


def _distinct(addresses: pl.Series) -> int:
    return addresses.drop_nulls().n_unique()
