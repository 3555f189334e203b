"""The report as one HTML page that needs nothing else: no script, no link to anywhere, pictures inside.

Everything that came from a log, a document or the case is hostile. Each printed value passes
`for_terminal` (controls and bidirectional marks become visible) and then jinja2's escape; none of it
stands in an attribute, an id, a style or a link.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forensics import agents
from forensics.model import Case, Findings
from forensics.report import view, wording
from forensics.report.canvas import Plot
from forensics.report.interpretation import STANDING
from forensics.report.vocabulary import FLAGS, GRADES, MEANINGS
from forensics.rules import RULES
from forensics.second_reader import FAULTS
from forensics.untrusted import for_terminal, from_bytes
from forensics.version import __version__

__all__ = ["render"]

_NOTHING = "\N{EN DASH}"
_TEMPLATES = Path(__file__).with_name("templates")


def render(findings: Findings, plots: Sequence[Plot]) -> str:
    """The whole report.html; plots are found by name."""
    pages = view.file_pages(findings)
    template = _environment(ZoneInfo(findings.case.zone)).get_template("report.html.j2")
    return template.render(
        findings=findings,
        case=findings.case,
        pages=pages,
        answers=[wording.answer(file, findings.coverage, findings.case.windows) for file in findings.files],
        while_exposed=wording.while_exposed(findings.case.windows),
        covered=wording.covered(findings.coverage, findings.case.windows),
        exposed=wording.exposure(findings.case.windows),
        anchors=view.row_anchors(pages),
        unreadable=view.unreadable(findings.sources),
        plots={plot.name: plot for plot in plots},
        rules=RULES,
        meanings=MEANINGS,
        grades=GRADES,
        flags=FLAGS,
        standing=STANDING,
        counting=_counting(findings.case),
        versions=_versions(),
        faults=FAULTS,
    )


def _environment(zone: ZoneInfo) -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters.update(
        {
            "n": wording.number,
            "bytes": wording.size,
            "percent": wording.percent,
            "duration": wording.duration,
            "local": partial(wording.local, zone=zone),
            "utc": wording.utc,
            "iso": _iso,
            "unbounded": wording.unbounded,
            "raw": from_bytes,
            "data": _data_uri,
            "sentence": _sentence,
            "cell": partial(_cell, zone=zone),
            "columns": view.columns,
            "least": wording.at_least,
            "most": wording.at_most,
        }
    )
    environment.globals.update({"plural": wording.plural, "serial": _counter()})
    return environment


def _visible(value: object) -> object:
    """What is printed for any value: a dash for None, text with its controls made visible."""
    if value is None:
        return _NOTHING
    return for_terminal(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _counter() -> Callable[[], int]:
    """Numbers for ids and figures, from 1 in each report."""
    return partial(next, count(1))


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _sentence(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]


def _data_uri(plot: Plot) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(plot.svg.encode()).decode("ascii")


def _cell(value: object, zone: ZoneInfo) -> str:
    """A value of a table whose columns are not known here."""
    text = str(value)
    if value is None:
        text = _NOTHING
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, int | float):
        text = wording.number(value)
    elif isinstance(value, datetime):
        text = wording.local(value, zone)
    elif isinstance(value, timedelta):
        text = wording.duration(value)
    elif isinstance(value, list | tuple):
        text = ", ".join(_cell(part, zone) for part in value)
    return text


def _counting(case: Case) -> list[tuple[str, str, str]]:
    """The adjustable numbers: what each is for, its value, its section in counting.md."""
    told = case.counting
    return [
        (
            "A request this close to the edge of a window may lie on either side",
            wording.duration(told.clock_tolerance),
            "3.8",
        ),
        ("Parts of a download may lie this far apart", wording.duration(told.episode), "3.6.1"),
        ("Parts this soon after a whole delivery belong to it", wording.duration(told.absorb), "3.6.2"),
        ("At least: downloads by one address this close together are one", wording.duration(told.merge), "3.7"),
        ("No log shows whether a smaller file arrived whole", wording.size(told.abort_blind), "3.3"),
    ]


def _versions() -> list[tuple[str, str]]:
    """What took part in the answer, with versions: nothing that differs between two runs of one installation."""
    return [
        ("forensics (this tool)", __version__),
        ("list of robots", f"{agents.LIST}, SHA-256 of its patterns {agents.LIST_SHA256}"),
        ("second reader", f"apache-log-parser {version('apache-log-parser')}"),
    ]
