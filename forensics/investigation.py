"""The whole tool on one screen: a case in, findings out."""

from __future__ import annotations

from forensics.copies import mark_copies
from forensics.coverage import cover
from forensics.downloads import assemble
from forensics.engines import Engine, serial
from forensics.errors import SourceError
from forensics.findings import conclude
from forensics.formats.exports import unread_hint
from forensics.geo import locate
from forensics.jobs import formats_of
from forensics.model import Case, Evidence, Findings
from forensics.parties import identify
from forensics.progress import Progress, quiet
from forensics.ranges import read_ranges
from forensics.scan import Recall, scan
from forensics.second_reader import read_again
from forensics.sizes import settle
from forensics.verdicts import judge

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
    _some_answer(evidence)
    requests = evidence.requests.pipe(mark_copies).pipe(identify, case)
    case = settle(case, requests)
    judged = judge(requests, case, evidence.sources)
    labelled, downloads = assemble(judged, case)
    coverage = cover(evidence.minutes, evidence.sources, case)
    clients = sorted(set(labelled["client"].drop_nulls().to_list()))
    places, databases = locate(clients, case.parties.databases, registry=case.parties.registry)
    second_reader, disagreements = read_again(labelled, formats_of(case))
    return conclude(
        case,
        evidence,
        judged,
        labelled,
        downloads,
        coverage,
        places=places,
        databases=databases,
        second_reader=second_reader,
        disagreements=disagreements,
        lists=lists,
    )


def _some_answer(evidence: Evidence) -> None:
    """Logs that hold lines, of which not one can be read, give no answer; nor does an archive without a log."""
    if any(source.parsed for source in evidence.sources):
        return
    lines = sum(source.lines - source.blank - source.headings for source in evidence.sources)
    first = next((source for source in evidence.sources if source.lines or source.kind != "log"), None)
    if first is None or not (lines or first.kind != "log"):
        return
    hint: str = unread_hint([sample.line.decode("utf-8", "replace") for sample in first.rejected])
    if first.kind != "log":
        hint = "; ".join(f"{member.name}: {member.reason}" for member in first.unread) or "unpack it and look inside"
    raise SourceError(
        f"none of the {lines:,} lines in the logs could be read",
        where=first.path,
        hint=first.damage.text if first.damage else first.refused or hint,
    )
