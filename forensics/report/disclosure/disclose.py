"""Findings that hold no more than a disclosure level allows (docs/disclosure.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from forensics.language.statement import state
from forensics.model import FileFindings, Findings, Limitation, Share
from forensics.report.disclosure import parts, threshold
from forensics.report.disclosure.fields import LEVELS
from forensics.report.disclosure.labels import labels
from forensics.report.disclosure.parts import Level
from forensics.report.disclosure.reasons import explained
from forensics.report.disclosure.refusal import refuse_hidden, refuse_more
from forensics.report.disclosure.sentences import Sentences
from forensics.report.disclosure.spellings import needles, proven
from forensics.report.disclosure.tables import shown_table

__all__ = ["disclose"]


def disclose(
    findings: Findings,
    level: str,
    *,
    key: bytes | None = None,
    k: int = threshold.K,
    with_addresses: str | None = None,
) -> Findings:
    """The findings as readers of that level, one of LEVELS, may see them.

    `key` makes the linking ids of level regulator; `k` is the fewest visitors that a part at level public has;
    `with_addresses` is the reason why level regulator shows addresses in full. Raises OutputError if the findings
    are of a lower level, or if a text that is shown holds an address or a user name.
    """
    refuse_more(findings.level, level)
    if level == findings.level:
        return findings
    hidden = needles(findings)
    asked = Level(
        name=LEVELS[LEVELS.index(level)],
        case=findings.case.id,
        zone=ZoneInfo(findings.case.zone),
        k=k,
        key=key,
        labels=labels(findings),
        hidden=hidden,
        sentences=Sentences.of(findings, hidden),
        full=with_addresses is not None and level != LEVELS[-1],
    )
    shown = _findings(findings, asked, with_addresses)
    refuse_hidden(shown, proven(findings), addresses=not asked.full)
    return shown


def _findings(findings: Findings, level: Level, reason: str | None) -> Findings:
    files = tuple(_file(file, findings, level) for file in findings.files)
    return parts.kept(
        replace(findings, level=level.name),
        level,
        case=parts.case(findings.case, level),
        files=files,
        definitions=parts.each(findings.definitions, level),
        coverage=tuple(parts.coverage(series, number, level) for number, series in enumerate(findings.coverage, 1)),
        sources=tuple(parts.source(source, level) for source in findings.sources),
        limitations=(
            *parts.limitations([limit for limit in findings.limitations if limit.code not in _NOTES], level),
            *_notes(findings.files, files, level, reason),
        ),
        databases=parts.each(findings.databases, level),
        documents=tuple(parts.document(document, level) for document in findings.documents),
        second_reader=parts.second_reader(findings.second_reader, level),
        requests=shown_table("requests", findings.requests, findings.case, level),
        downloads=shown_table("downloads", findings.downloads, findings.case, level),
    )


def _file(file: FileFindings, findings: Findings, level: Level) -> FileFindings:
    return parts.kept(
        file,
        level,
        windows=tuple(parts.tally(tally, level) for tally in file.windows),
        total=parts.tally(file.total, level),
        outside=parts.tally(file.outside, level),
        addresses=tuple(parts.recipient(recipient, level) for recipient in file.addresses),
        versions=parts.each(file.versions, level),
        sizes_considered=parts.each(file.sizes_considered, level),
        sensitivity=parts.each(file.sensitivity, level),
        **_shares(file, findings, level),
        **explained(file, level),
    )


def _shares(file: FileFindings, findings: Findings, level: Level) -> dict[str, tuple[Share, ...]]:
    """On which day, with which agent, from which country: at level public, parts of few visitors are joined."""
    if not level.public:
        return {"by_day": file.by_day, "by_class": file.by_class, "by_country": file.by_country}
    days, classes, countries = threshold.visitors(file, findings.downloads, level.zone)
    return {
        "by_day": threshold.merged(file.by_day, level.k, None, visitors=days),
        "by_class": threshold.merged(file.by_class, level.k, threshold.OTHER_PROGRAMS, visitors=classes),
        "by_country": threshold.countries(file.by_country, level.k, visitors=countries),
    }


#: Codes of what a level itself adds to the limitations.
_NOTES = ("full-addresses", "small-parts")


def _notes(
    before: Sequence[FileFindings], after: Sequence[FileFindings], level: Level, reason: str | None
) -> Iterator[Limitation]:
    """What the level itself did to the report, so that its reader knows."""
    if level.full:
        text = state("IP addresses are shown in full at this level, because: {reason}", reason=reason)
        yield Limitation(_NOTES[0], text)
    shares = [(one, other) for one, other in zip(before, after, strict=True) if _by(one) != _by(other)]
    if level.public and (shares or _whys(before) != _whys(after)):
        text = state(
            "Parts of fewer than {k} visitors are joined with others or left out, so that nobody stands out.", k=level.k
        )
        yield Limitation(_NOTES[1], text)


def _whys(files: Sequence[FileFindings]) -> list[tuple[str, str]]:
    return [(file.floor.text, file.ceiling.text) for file in files]


def _by(file: FileFindings) -> tuple[tuple[Share, ...], ...]:
    return file.by_day, file.by_class, file.by_country
