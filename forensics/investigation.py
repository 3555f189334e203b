"""The whole tool on one screen: a case in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies, server_ids
from forensics.downloads.copies.logbooks import logs_of
from forensics.downloads.copies.overlaps import set_aside
from forensics.downloads.readings import Reading, readings
from forensics.downloads.verdicts import judge
from forensics.errors import SourceError
from forensics.findings.conclusion import conclude
from forensics.findings.coverage.coverage import cover
from forensics.findings.inquiry import Inquiry
from forensics.findings.spans import Answer
from forensics.formats.detection.unread_hint import unread_hint
from forensics.formats.second_reader.reader import read_again
from forensics.model import ALWAYS, Case, Evidence, Findings, SourceReport
from forensics.parties.geoip import locate
from forensics.parties.identify import identify
from forensics.parties.prefix_lists import read_ranges
from forensics.parties.proxies import mark_shared
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.jobs import formats_of
from forensics.scan.near_names import near_names
from forensics.scan.progress import Progress, quiet
from forensics.scan.scan import Recall, scan
from forensics.sources import sample

__all__ = ["investigate"]


def investigate(
    case: Case, *, engine: Engine = serial, progress: Progress = quiet, recall: Recall | None = None
) -> Findings:
    """Scan the logs of a case, judge every request, build downloads, and conclude. `recall`: see `cache`.

    Raises SourceError where a log, an address database or a prefix list cannot be opened or read, or no line of
    any log can be.
    """
    lists = read_ranges(case.parties.ranges)
    locate((), case.parties.databases)  # what is wrong with a database or a list is told before a long scan
    evidence = scan(case, engine=engine, progress=progress, recall=recall)
    _some_answer(evidence, case)
    near = near_names(case, evidence.requests, engine=engine)
    logs = logs_of(evidence.sources, case)
    requests = evidence.requests.pipe(mark_copies, logs, ids=server_ids(case)).pipe(identify, case)
    requests, evidence = set_aside(requests.pipe(mark_shared, case, lists), evidence, case)
    main, others = readings(case, requests, evidence.sources)
    case, evidence = main.case, replace(evidence, sources=main.sources)
    judged = judge(main.requests, case, main.sources)
    labelled, downloads = assemble(judged, case)
    answers = [_answer(reading) for reading in others]
    coverage = cover(evidence.minutes, evidence.sources, case)
    clients = sorted(set(labelled["client"].drop_nulls().to_list()))
    places, databases = locate(clients, case.parties.databases, registry=case.parties.registry)
    second_reader, disagreements = read_again(requests, formats_of(case))  # as the scan read them
    return conclude(
        Inquiry(
            case=case,
            evidence=evidence,
            judged=judged,
            requests=labelled,
            downloads=downloads,
            coverage=coverage,
            places=places,
            databases=databases,
            second_reader=second_reader,
            disagreements=disagreements,
            lists=lists,
            near=near,
            answers=answers,
        )
    )


def _beginning(source: SourceReport, case: Case) -> Sequence[bytes]:
    """Lines of a log to tell it by: a sample of the file; of one that is none on this disk, what was kept."""
    path = case.folder / source.path
    return sample(path) if path.is_file() else [line.line for line in source.rejected]


def _inside(evidence: Evidence) -> str:
    if any("!xl/" in source.path for source in evidence.sources):
        return "this is a workbook: save its sheet as CSV with the heading, or better take the log itself"
    return "unpack it and look inside"


def _answer(reading: Reading) -> Answer:
    """What the evidence amounts to by another reading."""
    judged = judge(reading.requests, reading.case, reading.sources)
    return Answer(reading.name, reading.doubt, *assemble(judged, reading.case))


def _some_answer(evidence: Evidence, case: Case) -> None:
    """Logs of which not one line can be read give no answer (counting.md 4b.14); nor does an archive without a log.
    Logs without any line answer only for a window with bounds: it is not covered."""
    if any(source.parsed for source in evidence.sources):
        return
    lines = sum(source.lines - source.blank - source.headings for source in evidence.sources)
    first = next((source for source in evidence.sources if source.lines or source.kind != "log"), None)
    if first is None or not (lines or first.kind != "log"):
        if evidence.sources and all(window.start == ALWAYS[0] and window.end == ALWAYS[1] for window in case.windows):
            raise SourceError(
                "no log holds a request",
                where=evidence.sources[0].path,
                hint="give the logs of the time in question: rotated files stand beside, as access.log.1",
            )
        return
    hint: str = unread_hint(_beginning(first, case))
    if first.kind != "log":
        hint = "; ".join(f"{member.name}: {member.reason}" for member in first.unread) or _inside(evidence)
    raise SourceError(
        f"none of the {lines:,} lines in the logs could be read",
        where=first.path,
        hint=first.damage.text if first.damage else first.refused or hint,
    )
