"""The report as one HTML page that needs nothing else: no script, no link to anywhere, pictures inside.

Everything that came from a log, a document or the case is hostile. Each printed value passes
`for_terminal` (controls and bidirectional marks become visible) and then jinja2's escape, also where
it is part of a translated sentence; none of it stands in an attribute, an id, a style or a link.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from jinja2 import Environment
from markupsafe import Markup

from forensics.documents.hidden import CHECKS
from forensics.documents.personal.categories import CATEGORIES
from forensics.formats.second_reader.reader import FAULTS
from forensics.language.catalogue import Language
from forensics.language.statement import Statement
from forensics.language.untrusted import from_bytes
from forensics.model import Case, Findings
from forensics.parties import agents
from forensics.parties.agent_families import FAMILIES, families_sha256
from forensics.report import wording
from forensics.report.citations import citations, place_of
from forensics.report.cited import numbered, slug
from forensics.report.given_away import given_away
from forensics.report.page import view
from forensics.report.page.column_heads import column_heads
from forensics.report.page.doubts import doubts
from forensics.report.page.interpretation import STANDING
from forensics.report.page.precompiled import Precompiled
from forensics.report.page.rules_used import linked, prose, rules_used
from forensics.report.page.templating import NOTHING, environment
from forensics.report.plots.canvas import Plot
from forensics.report.plots.chosen import MOST_FILES, MOST_WINDOWS, beyond
from forensics.report.spoken import in_language
from forensics.rulebook.glossary import glossary
from forensics.rulebook.index import parts
from forensics.rulebook.vocabulary import FLAGS, GRADES, MEANINGS, SIZES_SEEN
from forensics.version import __version__

__all__ = ["environment_of", "prepared", "render"]

_TEMPLATES = Path(__file__).with_name("templates")


def render(findings: Findings, plots: Sequence[Plot], language: Language) -> str:
    """The whole report.html in that language, with what the level of the findings holds; plots are found by name."""
    return prepared(findings, language)(plots)


def prepared(findings: Findings, language: Language) -> Callable[[Sequence[Plot]], str]:
    """The same but for its pictures, which may be drawn meanwhile."""
    findings = in_language(findings, language)
    case, windows = findings.case, findings.case.windows
    pages = view.file_pages(findings, language)
    used = rules_used(findings, pages)
    templates = environment_of(language, ZoneInfo(case.zone))
    cited = view.listed_citations(citations(findings))
    for name in templates.list_templates():
        templates.get_template(name)  # where it does not come compiled, it is now, while pictures are drawn
    page = partial(
        templates.get_template("report.html.j2").render,
        findings=findings,
        case=case,
        pages=pages,
        answers=[wording.answer(language, file, findings.coverage, windows) for file in findings.files],
        covered=wording.covered(language, findings.coverage, windows),
        exposed=wording.exposure(windows),
        doubts=doubts(findings.limitations),
        listed=view.LISTED,
        undrawn=beyond(findings),
        drawn_files=MOST_FILES,
        drawn_windows=MOST_WINDOWS,
        recorded=any(part.requests for page in pages for part in (*page.windows, page.outside)),
        anchors=view.row_anchors(pages),
        unreadable=view.unreadable(findings.sources),
        rejected_lines=sum(source.unparsed for source in findings.sources),
        second_notes=view.second_notes(findings.second_reader, FAULTS),
        cited=cited,
        listed_ids=frozenset(each.id for each in cited) if findings.level != "public" else frozenset(),
        party_ids=numbered(findings),
        used=used,
        places=used.places,
        meanings=MEANINGS,
        grades=GRADES,
        flags=FLAGS,
        terms=glossary(findings.level, language),
        standing=STANDING,
        given_away=list(given_away(findings)),
        categories=CATEGORIES,
        checks=CHECKS,
        counting=_counting(case, language),
        versions=_versions(language),
    )
    return lambda plots: page(plots={plot.name: plot for plot in plots}, serial=partial(next, count(1)))


@cache
def environment_of(language: Language, zone: ZoneInfo) -> Environment:
    """The templates, with what they say and how they print it; made once for a language and a zone."""
    made = environment(language, Precompiled(_TEMPLATES))
    made.filters.update(
        {
            "bytes": partial(wording.size, language),
            "least": partial(wording.at_least, language),
            "most": partial(wording.at_most, language),
            "visitor": partial(wording.visitor, language),
            "local": partial(wording.local, zone=zone),
            "utc": wording.utc,
            "iso": _iso,
            "in_words": partial(_in_words, language=language, zone=zone),
            "day": lambda time: language.date(_local(time, zone)),
            "unbounded": wording.unbounded,
            "program": lambda name: language.say(agents.CLASSES.get(name, name)),
            "country": partial(_country, language=language),
            "counts_in": partial(_counts_in, language=language),
            "cell": partial(_cell, language=language, zone=zone),
            "size_seen": lambda source: language.say(SIZES_SEEN.get(source, source)),
            "raw": from_bytes,
            "data": _data_uri,
            "code": Markup("<code>{}</code>").format,
            "sentence": _sentence,
            "column_heads": column_heads,
            "columns": view.columns,
            "linked": linked,
            "place": partial(place_of, language=language),
            "slug": slug,
            "prose": prose,
            "rules": parts,
        }
    )
    return made


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _local(time: datetime, zone: ZoneInfo) -> datetime:
    """The time in that zone; the last hours of the year 9999, which have none east of Greenwich, in UTC."""
    try:
        return time.astimezone(zone)
    except OverflowError:
        return time.astimezone(UTC)


def _in_words(time: datetime, language: Language, zone: ZoneInfo) -> str:
    """As "18 June 2020 at 15:00 (UTC+02:00)"."""
    local = _local(time, zone)
    return language.moment(local, zone if local.tzinfo is zone else ZoneInfo("UTC"))


def _sentence(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _country(code: str | None, language: Language) -> str | None:
    """The name of a country by its ISO 3166-1 code; anything else in the words that it came with."""
    if code is None:
        return None
    return Locale.parse(language.code).territories.get(code) or language.say(code)


def _counts_in(download: Mapping[str, Any], language: Language) -> str:
    """Which of the three numbers hold a download, as a list."""
    numbers = (
        ("in_at_least", language.text("at least")),
        ("in_headline", language.text("established")),
        ("in_at_most", language.text("at most")),
    )
    return language.listed([name for column, name in numbers if download[column]]) or language.text("none")


def _cell(value: object, language: Language, zone: ZoneInfo) -> str:
    """A value of a table whose columns are not known here."""
    text = NOTHING if value is None else language.say(value) if isinstance(value, Statement) else str(value)
    if isinstance(value, bool):
        text = language.text("yes") if value else language.text("no")
    elif isinstance(value, int | float):
        text = language.number(value)
    elif isinstance(value, datetime):
        text = wording.local(value, zone)
    elif isinstance(value, timedelta):
        text = language.duration(value)
    elif isinstance(value, list | tuple):
        text = ", ".join(_cell(part, language, zone) for part in value)
    return text


def _counting(case: Case, language: Language) -> list[tuple[str, str, str]]:
    """The adjustable numbers: what each is for, its value, its section in counting.md."""
    told = case.counting
    return [
        (
            language.text("A request this close to the edge of a window may lie on either side"),
            language.duration(told.clock_tolerance),
            "3.8",
        ),
        (language.text("Parts of a download may lie this far apart"), language.duration(told.episode), "3.6.1"),
        (
            language.text("Parts this soon after a whole delivery belong to it"),
            language.duration(told.absorb),
            "3.6.2",
        ),
        (
            language.text("At least: downloads by one IP address this close together are one"),
            language.duration(told.merge),
            "3.7",
        ),
        (
            language.text("No log shows whether a smaller file arrived whole"),
            wording.size(language, told.abort_blind),
            "3.3",
        ),
    ]


def _versions(language: Language) -> list[tuple[str, str]]:
    """What took part in the answer, with versions: nothing that differs between two runs of one installation."""
    return [
        (language.text("forensics (this tool)"), __version__),
        (
            language.text("List of robots"),
            language.text("{list}, SHA-256 of its patterns {hash}", list=agents.LIST, hash=agents.list_sha256()),
        ),
        (
            language.text("List of programs and systems"),
            language.text("{list}, SHA-256 of its patterns {hash}", list=FAMILIES, hash=families_sha256()),
        ),
        (language.text("Second reader"), f"apache-log-parser {version('apache-log-parser')}"),
    ]
