"""Findings that hold no more than a disclosure level allows (docs/disclosure.md)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

from forensics.language.statement import state, state_many
from forensics.model import FileFindings, Findings, Limitation
from forensics.report.disclosure import breakdown, parts, threshold
from forensics.report.disclosure.difference import without as less
from forensics.report.disclosure.fields import LEVELS
from forensics.report.disclosure.labels import labels
from forensics.report.disclosure.masks import masks
from forensics.report.disclosure.parts import Level
from forensics.report.disclosure.reasons import explained
from forensics.report.disclosure.refusal import allow, refuse_hidden, refuse_more, refuse_written, stated
from forensics.report.disclosure.sentences import Sentences
from forensics.report.disclosure.spellings import needles
from forensics.report.disclosure.tables import shown_table
from forensics.report.disclosure.units import addresses_of, among, units

__all__ = ["disclose"]


def disclose(
    findings: Findings,
    level: str,
    *,
    key: bytes | None = None,
    k: int = threshold.K,
    with_addresses: str | None = None,
    allowed: Mapping[str, str] = MappingProxyType({}),
    without: Sequence[str] = (),
) -> Findings:
    """The findings as readers of that level, one of LEVELS, may see them.

    `key` makes the linking ids and hashes of level regulator; `k` is the fewest visitors that a part at level public
    has; `with_addresses` is the reason why level regulator shows addresses in full; `allowed` are places of texts that
    are shown as they were written, each with its reason; `without` tables that are left out, as
    `difference.Difference` names them. Raises OutputError if the findings are of a lower level, if a text for the
    public holds an address, or if there is no such place.
    """
    refuse_more(findings.level, level)
    if level == findings.level:
        return findings
    refuse_written(findings, level, allowed)
    hidden = needles(findings)
    full = with_addresses is not None and level != LEVELS[-1]
    if full:
        hidden = replace(hidden, addresses=frozenset(), networks=frozenset())
    as_written = allow(findings, level, allowed)
    texts = (text for _, text in stated(findings, level) if text not in as_written)
    asked = Level(
        name=LEVELS[LEVELS.index(level)],
        case=findings.case.id,
        zone=ZoneInfo(findings.case.zone),
        k=k,
        key=key,
        labels=labels(findings),
        hidden=hidden,
        sentences=Sentences.of(findings, hidden, as_written),
        masks=masks(texts, hidden),
        full=full,
    )
    shown = less(_findings(findings, asked, with_addresses), without)
    if not full:
        refuse_hidden(shown, hidden)
    return shown


def _findings(findings: Findings, level: Level, reason: str | None) -> Findings:
    counted = units(findings) if level.public else {}
    files = tuple(_file(file, findings, level, counted) for file in findings.files)
    return parts.kept(
        replace(findings, level=level.name),
        level,
        case=parts.case(findings.case, level),
        files=files,
        definitions=parts.each(findings.definitions, level),
        coverage=tuple(
            parts.coverage(series, number, level, findings.sources)
            for number, series in enumerate(findings.coverage, 1)
        ),
        sources=tuple(parts.source(source, level) for source in findings.sources),
        limitations=(
            *parts.limitations([limit for limit in findings.limitations if limit.code not in _NOTES], level),
            *_notes(findings.files, files, level, reason),
            *_masked(level),
        ),
        databases=parts.each(findings.databases, level),
        documents=tuple(parts.document(document, level) for document in findings.documents),
        second_reader=parts.second_reader(findings.second_reader, level),
        requests=shown_table("requests", findings.requests, findings.case, level),
        downloads=shown_table("downloads", findings.downloads, findings.case, level),
    )


def _file(file: FileFindings, findings: Findings, level: Level, counted: Mapping[str, Hashable]) -> FileFindings:
    least, divided = level.k, {"by_day": file.by_day, "by_class": file.by_class, "by_country": file.by_country}
    if level.public:
        least = addresses_of(level.k, among(findings, file.name, counted))
        downloads = breakdown.seen(file, findings, counted)
        divided = breakdown.shares(file, downloads, level.k)
        shown = breakdown.versions(file, downloads, level.k, divided["by_day"])
        file = replace(breakdown.unobserved(file, downloads, level.k), versions=shown)
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
        **divided,
        **explained(file, level, least),
    )


#: Codes of what a level itself adds to the limitations.
_NOTES = ("full-addresses", "small-parts", "masked-texts")


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


def _masked(level: Level) -> Iterator[Limitation]:
    if level.masks:
        text = state_many(
            "In {count} text of the case a word is left out (…) that is an address or a user name in the logs;"
            " a visitor may have chosen it.",
            "In {count} texts of the case words are left out (…) that are addresses or user names in the logs;"
            " visitors may have chosen them.",
            len(level.masks),
        )
        yield Limitation(_NOTES[2], text)


def _whys(files: Sequence[FileFindings]) -> list[tuple[str, str]]:
    return [(file.floor.text, file.ceiling.text) for file in files]


def _by(file: FileFindings) -> tuple[object, ...]:
    return file.by_day, file.by_class, file.by_country, len(file.versions)
