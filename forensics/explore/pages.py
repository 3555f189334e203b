"""The pages of our own: the answer with its timeline, one line and why it counts or not, definitions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from datasette import Response  # type: ignore[import-untyped]

from forensics.explore import queries
from forensics.explore.timeline import Count, Span, step_of, timeline
from forensics.model.schema import COUNTED_VERDICTS, VERDICTS

__all__ = ["NAME", "SHOWN", "definitions", "home", "line", "lines"]

#: What Datasette calls the database.
NAME = "evidence"
#: Lines that the table of definitions lists.
_LISTED = 200
#: Fields of the form, and the filter of Datasette that each becomes.
_FILTERS = {
    "file": "file__exact",
    "window": "window__exact",
    "verdict": "verdict__exact",
    "class": "agent_class__exact",
    "client": "client__exact",
    "agent": "agent__contains",
    "from": "at__gte",
    "to": "at__lt",
}
_OUTSIDE = "-"
#: How lines are shown: in the order of time, with these columns.
SHOWN: Mapping[str, Any] = {
    "_sort": "at_us",
    "_col": (
        "row",
        "at_local",
        "client",
        "agent_class",
        "method",
        "path",
        "status",
        "verdict",
        "rule",
        "because",
        "window",
        "download",
        "line",
    ),
}


async def _rows(datasette: Any, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:  # noqa: ANN401
    found = await datasette.get_database(NAME).execute(sql, values or {})
    return [dict(row) for row in found.rows]


async def _page(datasette: Any, request: Any, name: str, **told: Any) -> Response:  # noqa: ANN401 - Datasette has no types
    return Response.html(await datasette.render_template(name, told, request=request))


async def home(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """The answer, the windows, the timeline, and the form that leads to lines."""
    choices = {name: [row["value"] for row in await _rows(datasette, sql)] for name, sql in queries.CHOICES.items()}
    return await _page(
        datasette,
        request,
        "home.html",
        answer=await _rows(datasette, queries.ANSWER),
        windows=await _rows(datasette, queries.WINDOWS),
        why=await _rows(datasette, queries.WHY),
        meta={row["key"]: row["value"] for row in await _rows(datasette, queries.META)},
        choices=choices,
        outside=_OUTSIDE,
        uncounted=",".join(name for name in VERDICTS if name not in COUNTED_VERDICTS),
        timeline=await _timeline(datasette),
    )


async def _timeline(datasette: Any) -> Any:  # noqa: ANN401
    [span] = await _rows(datasette, queries.SPAN)
    if span["first"] is None:
        return None
    letters, size = step_of(span["first"], span["last"])
    counts = [Count(**row) for row in await _rows(datasette, queries.STEPS, {"letters": letters})]
    spans = [Span(**row) for row in await _rows(datasette, queries.SPANS)]
    return timeline(counts, spans, size)


async def lines(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """From the form to the table of requests, filtered."""
    meta = {row["key"]: row["value"] for row in await _rows(datasette, queries.META)}
    asked = {}
    for name, filtered in _FILTERS.items():
        value = (request.args.get(name) or "").strip()
        if name == "window" and value == _OUTSIDE:
            asked["window__isnull"] = "1"
        elif value:
            asked[filtered] = _utc(value, meta["case_zone"]) if name in {"from", "to"} else value
    place = datasette.urls.table(NAME, "requests")
    return Response.redirect(f"{place}?{urlencode({**asked, **SHOWN}, doseq=True)}")


def _utc(text: str, zone: str) -> str:
    """A local time, or one with its offset, as the database writes it; what is no time finds nothing."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    time = time if time.tzinfo else time.replace(tzinfo=ZoneInfo(zone))
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


async def line(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """One line: whether it counts and why, what was read of it, the line itself."""
    asked = {"row": (request.args.get("row") or "").strip()}
    found = await _rows(datasette, queries.LINE, asked)
    for request_of in found:
        of = {**asked, **{name: request_of[name] for name in ("number", "file", "rule", "verdict", "download")}}
        request_of["told"] = {name: await _rows(datasette, sql, of) for name, sql in queries.OF_LINE.items()}
    unreadable = [] if found else await _rows(datasette, queries.UNREADABLE, asked)
    shown = await _page(datasette, request, "line.html", row=asked["row"], found=found, unreadable=unreadable)
    if not found and not unreadable:
        shown.status = 404
    return shown


async def definitions(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Other definitions beside what is established, and the lines in which they differ."""
    rows = await _rows(datasette, queries.DIFFERING)
    marks: dict[str, dict[str, Any]] = {}
    for row in rows:
        there = marks.setdefault(f"{row['file']}\0{row['row']}", {**row, "marks": {}})
        there["marks"][row["definition"]] = row["counted_by"]
    return await _page(
        datasette,
        request,
        "definitions.html",
        definitions=await _rows(datasette, queries.DEFINITIONS),
        answer=await _rows(datasette, queries.ANSWER),
        differing=list(marks.values())[:_LISTED],
        more=max(0, len(marks) - _LISTED),
    )
