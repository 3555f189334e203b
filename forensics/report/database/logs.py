"""Tables of the evidence: the logs as they were read, what they cover, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from forensics.model import Coverage, Findings, Gap
from forensics.report.database.column import (
    Table,
    about,
    made,
    moments,
    numbers,
    reals,
    text_of,
    texts,
    truths,
    within,
)

__all__ = ["TABLES"]


def _damage(source: Any) -> str | None:  # noqa: ANN401 - a source
    return None if source.damage is None else text_of(source.damage.text)


def _gaps(findings: Findings) -> Iterator[tuple[int, tuple[str, Gap]]]:
    for number, series in enumerate(findings.coverage, 1):
        told = (
            ("gap", series.gaps),
            ("quiet", series.quiet),
            ("silence", series.silences),
            ("thinned", series.thinned),
        )
        for kind, gaps in told:
            yield from ((number, (kind, gap)) for gap in gaps)


def _numbered(findings: Findings) -> Iterator[tuple[int, Coverage]]:
    return enumerate(findings.coverage, 1)


_SOURCES = Table(
    "sources",
    "Every log file, or archive of logs, as it was read.",
    (
        made("id", "TEXT", about("SourceReport", "id"), lambda source: source.id, of="SourceReport.id",
             more="PRIMARY KEY NOT NULL"),
        *numbers("SourceReport", "log"),
        *texts("SourceReport", "path kind archive"),
        *numbers("SourceReport", "bytes"),
        *texts("SourceReport", "sha256"),
        *numbers("SourceReport", "stream_bytes"),
        *texts("SourceReport", "stream_sha256 compression format format_because refused wrappers server size_field"
               " size_field_source size_field_because zone_source"),
        *numbers("SourceReport", "lines blank headings parsed unparsed unparsed_candidates repaired overlong"
                 " out_of_order cleaned counted"),
        *truths("SourceReport", "cut"),
        *moments("SourceReport", "first", "last"),
        *texts("SourceReport", "copy_of"),
        made("damage", "TEXT", about("SourceReport", "damage"), _damage, of="SourceReport.damage"),
    ),
    lambda findings: findings.sources,
)  # fmt: skip

_UNREADABLE = Table(
    "unreadable",
    "Lines that no format could read: samples, and all that could name a leaked file.",
    (
        made("source", "TEXT", "Id of the log that holds it.", itemgetter(0), more="NOT NULL REFERENCES sources (id)"),
        *within(1, (
            made("line_no", "INTEGER", about("Rejected", "line"), lambda one: one.line_no, of="Rejected.line_no"),
            *numbers("Rejected", "offset"),
            *truths("Rejected", "names_file"),
            made("line", "TEXT", about("Rejected", "text"), lambda one: text_of(one.line), of="Rejected.line"),
        )),
    ),
    lambda findings: ((source.id, line) for source in findings.sources for line in source.rejected),
    (("SourceReport", "rejected"),),
)  # fmt: skip

_COVERAGE = Table(
    "coverage",
    "What each series of rotated logs covers of the windows.",
    (
        made("series", "INTEGER", "Number of the series.", itemgetter(0), more="PRIMARY KEY NOT NULL"),
        *within(1, (
            *texts("Coverage", "log"),
            *moments("Coverage", "first", "last"),
            *reals("Coverage", "fraction"),
            *texts("Coverage", "sources missing_rotations"),
            *numbers("Coverage", "clock_jumps"),
            *reals("Coverage", "out_of_order"),
        )),
    ),
    _numbered,
)  # fmt: skip

_GAPS = Table(
    "gaps",
    "Stretches without lines: gaps, quiet ones that are none, and the rarest silence of each window; and stretches with"
    " too few lines.",
    (
        made("series", "INTEGER", "Number of the series in the table coverage.", itemgetter(0),
             more="NOT NULL REFERENCES coverage (series)"),
        *within(1, (
            made("kind", "TEXT", "gap: lines were to be expected; quiet: rare, but no gap; silence: the rarest of a"
                 " window that is neither; thinned: far fewer lines than expected.", itemgetter(0), more="NOT NULL"),
            *within(1, (
                *moments("Gap", "start", "end"),
                *texts("Gap", "window because"),
                *reals("Gap", "expected"),
                *numbers("Gap", "seen"),
            )),
        )),
    ),
    _gaps,
)  # fmt: skip

_SECOND = Table(
    "second_reader",
    "The second, independent reading of every line of evidence.",
    (
        *texts("SecondReader", "reader"),
        *numbers("SecondReader", "lines agreed disagreed known_faults not_comparable"),
    ),
    lambda findings: (findings.second_reader,),
)

_DISAGREEMENTS = Table(
    "disagreements",
    "Fields that the two readers read differently.",
    texts("Disagreement", "row field first second known_fault"),
    lambda findings: findings.second_reader.disagreements,
    (("SecondReader", "disagreements"),),
)

_DATABASES = Table(
    "databases",
    "Databases and lists that told of addresses.",
    texts("Database", "path type built sha256"),
    lambda findings: findings.databases,
)

TABLES: tuple[Table, ...] = (_SOURCES, _UNREADABLE, _COVERAGE, _GAPS, _SECOND, _DISAGREEMENTS, _DATABASES)
