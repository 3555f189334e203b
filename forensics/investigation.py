"""The whole tool on one screen: a case in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.documents.leaked import begun
from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies, server_ids
from forensics.downloads.copies.logbooks import logs_of
from forensics.downloads.copies.overlaps import set_aside
from forensics.downloads.readings import Reading, readings
from forensics.downloads.verdicts import judge
from forensics.findings.conclusion import conclude
from forensics.findings.coverage.coverage import cover
from forensics.findings.inquiry import Inquiry
from forensics.findings.spans import Answer
from forensics.formats.second_reader.reader import read_again
from forensics.model import Case, Evidence, Findings
from forensics.parties.geoip import locate
from forensics.parties.identify import identify
from forensics.parties.prefix_lists import PrefixList, read_ranges
from forensics.parties.proxies import mark_shared
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.jobs import formats_of
from forensics.scan.memory import refuse_beyond_memory
from forensics.scan.near_names import near_names
from forensics.scan.progress import Progress, quiet
from forensics.scan.scan import Recall, scan
from forensics.scan.unread_logs import refuse_unread

__all__ = ["Judgement", "investigate", "judgement"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What evidence amounts to: by the better evidenced reading of sizes, which `others` stand beside."""

    case: Case  # with the sizes that the logs support
    evidence: Evidence
    requests: pl.DataFrame  # REQUEST, with who asked and what is a copy, before sizes were read
    judged: pl.DataFrame
    labelled: pl.DataFrame  # LABELLED
    downloads: pl.DataFrame  # DOWNLOAD
    others: tuple[Reading, ...]


def investigate(
    case: Case, *, engine: Engine = serial, progress: Progress = quiet, recall: Recall | None = None
) -> Findings:
    """Scan the logs of a case, judge every request, build downloads, and conclude. `recall`: see `cache`.

    Raises SourceError where a log, an address database or a prefix list cannot be opened or read, or no line of
    any log can be, or there are more requests than this machine has memory for.
    """
    documents = begun(case)
    lists = read_ranges(case.parties.ranges)
    locate((), case.parties.databases)  # what is wrong with a database or a list is told before a long scan
    evidence = scan(case, engine=engine, progress=progress, recall=recall)
    refuse_unread(evidence, case)
    refuse_beyond_memory(evidence)
    near = near_names(case, evidence.requests, engine=engine)
    found = judgement(case, evidence, lists)
    case, evidence = found.case, found.evidence
    answers = [_answer(reading) for reading in found.others]
    coverage = cover(evidence.minutes, evidence.sources, case)
    clients = sorted(set(found.labelled["client"].drop_nulls().to_list()))
    places, databases = locate(clients, case.parties.databases, registry=case.parties.registry)
    second_reader, disagreements = read_again(found.requests, formats_of(case))  # as the scan read them
    return conclude(
        Inquiry(
            case=case,
            evidence=evidence,
            judged=found.judged,
            requests=found.labelled,
            downloads=found.downloads,
            coverage=coverage,
            places=places,
            databases=databases,
            second_reader=second_reader,
            disagreements=disagreements,
            lists=lists,
            near=near,
            answers=answers,
            documents=documents(),
        )
    )


def judgement(case: Case, evidence: Evidence, lists: Sequence[PrefixList]) -> Judgement:
    """What the evidence amounts to: which lines are copies, who asked, what sizes mean, what each request was and which
    downloads they make."""
    logs = logs_of(evidence.sources, case)
    requests = evidence.requests.pipe(mark_copies, logs, ids=server_ids(case)).pipe(identify, case)
    requests, evidence = set_aside(requests.pipe(mark_shared, case, lists), evidence, case)
    main, others = readings(case, requests, evidence.sources)
    judged = judge(main.requests, main.case, main.sources)
    labelled, downloads = assemble(judged, main.case)
    evidence = replace(evidence, sources=main.sources)
    return Judgement(main.case, evidence, requests, judged, labelled, downloads, others)


def _answer(reading: Reading) -> Answer:
    """What the evidence amounts to by another reading."""
    judged = judge(reading.requests, reading.case, reading.sources)
    return Answer(reading.name, reading.doubt, *assemble(judged, reading.case))
