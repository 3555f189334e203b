"""What the answer cannot promise: the table of limitations, each with its meaning, when it makes the evidence
incomplete (exit code 3), and what finds it.

docs/limitations.md is generated from the table. Two are found elsewhere: they arise where a report is disclosed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from forensics.findings.limitations import (
    of_clients,
    of_copies,
    of_coverage,
    of_databases,
    of_deliveries,
    of_documents,
    of_names,
    of_requests,
    of_sizes,
    of_sources,
)
from forensics.findings.limitations.draft import Draft, Found
from forensics.language.statement import message, state, state_many
from forensics.model import Limitation

__all__ = ["CODES", "KINDS", "Kind", "limitations"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One limitation: its code, what it means, when it makes the evidence incomplete, and what finds it."""

    code: str
    meaning: str
    incomplete: str
    found: Callable[[Draft], Iterator[Found]] | None  # None: it arises at a level of disclosure


_NEVER = message("never")
_ALWAYS = message("always")
_WINDOW = message("where it may touch a window")
_NAMED = message("where a line of it names the file")
_NEAR = message("where a name close to it was seen, or a log was not understood")
_ALONE = message("where no other line names the file")
_BOUNDED = message("where a window has a start or an end, or a time of the case has no offset")
_ELSEWHERE = message("where lines hold the name elsewhere than as the file's path")
_DOUBT = message("where either reading may be right")
_SIGNS = message("where all signs are those of a proxy, and it got the file in a window")

#: In the order in which a report tells them, after those that make the evidence incomplete.
KINDS = (
    Kind(
        "gap",
        message("A log has no lines for a stretch of a window in which lines were to be expected."),
        _ALWAYS,
        of_coverage.gap,
    ),
    Kind(
        "quiet",
        message("A log has no lines for a stretch of a window that is rare in its rhythm, but no gap."),
        _NEVER,
        of_coverage.quiet,
    ),
    Kind(
        "silence",
        message("The rarest silence of a log in a window; lines lost there would leave no other trace."),
        _NEVER,
        of_coverage.silence,
    ),
    Kind(
        "thinned",
        message("A log has far fewer lines in a stretch of a window than were to be expected."),
        _ALWAYS,
        of_coverage.thinned,
    ),
    Kind(
        "missing-rotation", message("A rotated file is missing from a series."), _WINDOW, of_coverage.missing_rotation
    ),
    Kind(
        "clock",
        message("Lines stand out of order by more than a minute, or the clock jumped."),
        _NEVER,
        of_coverage.clock,
    ),
    Kind(
        "cut-end",
        message("A log ends in the middle of a line; lines behind it may be lost."),
        _WINDOW,
        of_sources.cut_end,
    ),
    Kind(
        "damaged-source",
        message("A log is damaged; lines after the damage may be lost."),
        _WINDOW,
        of_sources.damaged_source,
    ),
    Kind("hole", message("A log holds a block of zero bytes in place of lines."), _WINDOW, of_sources.hole),
    Kind(
        "unread-member",
        message("A member of an archive was not read, though it may hold lines."),
        _ALWAYS,
        of_sources.unread_member,
    ),
    Kind("unreadable-source", message("No line of a log could be read."), _ALWAYS, of_sources.unreadable_source),
    Kind(
        "no-log",
        message("A file beside the logs is no log: a note, checksums or a picture, say."),
        _NEVER,
        of_sources.no_log,
    ),
    Kind(
        "refused-log",
        message("A log holds no requests of the web: an FTP, firewall or error log, say. It was not counted."),
        _NAMED,
        of_sources.refused_log,
    ),
    Kind(
        "refused-lines",
        message(
            "Lines of a log are no requests of the web but those of FTP or of a firewall, say. They were not counted."
        ),
        _NAMED,
        of_sources.refused_lines,
    ),
    Kind(
        "counted-lines",
        message("A line of evidence stands for several equal ones; only the line itself was counted."),
        _ALWAYS,
        of_sources.counted_lines,
    ),
    Kind(
        "cleaned-lines",
        message("Zero bytes, colours of a terminal or byte order marks were taken out of lines of evidence."),
        _NEVER,
        of_sources.cleaned_lines,
    ),
    Kind(
        "rejected-lines",
        message("Lines that do not name the file could not be read."),
        _NEVER,
        of_sources.rejected_lines,
    ),
    Kind("overlong-line", message("Lines over 1 MiB were skipped."), _NEVER, of_sources.overlong_line),
    Kind(
        "size-field-assumed",
        message("The log does not show what its size field means."),
        _NEVER,
        of_sources.size_field_assumed,
    ),
    Kind("no-sizes", message("A log holds no sizes."), _NEVER, of_sources.no_sizes),
    Kind(
        "other-format",
        message("Lines of evidence were read in another format than that of their log."),
        _NEVER,
        of_sources.other_format,
    ),
    Kind(
        "worked-out-format",
        message("No known format reads a log: its layout was worked out from its lines."),
        _NEVER,
        of_sources.worked_out_format,
    ),
    Kind(
        "unreadable-line",
        message("A line that could name the file could not be read."),
        _WINDOW,
        of_requests.unreadable_line,
    ),
    Kind(
        "unknown-keys",
        message("An object that could name the file was not understood by its keys."),
        _WINDOW,
        of_requests.unknown_keys,
    ),
    Kind("name-not-seen", message("No line names the file as it was asked for."), _NEAR, of_names.name_not_seen),
    Kind(
        "script-query",
        message("A script was asked for a file of that name and may have delivered it."),
        _ALONE,
        of_names.script_query,
    ),
    Kind(
        "name-decoded",
        message("The name was given with percent escapes and was decoded."),
        _NEVER,
        of_names.name_decoded,
    ),
    Kind(
        "zone-assumed",
        message("A log writes no offset from UTC and nobody stated its zone: its times were read as UTC."),
        _BOUNDED,
        of_sources.zone_assumed,
    ),
    Kind(
        "copies",
        message("Lines that stand in two files, or requests that two logs hold, were counted once."),
        _NEVER,
        of_copies.copies,
    ),
    Kind(
        "inner-log",
        message("A log of a server behind another repeats requests that the other's log holds."),
        _ALWAYS,
        of_copies.inner_log,
    ),
    Kind(
        "doubtful-copies",
        message("Two logs hold equal requests of which it cannot be told whether they are the same."),
        _WINDOW,
        of_copies.doubtful_copies,
    ),
    Kind(
        "equal-requests",
        message("Two logs hold equal requests, but otherwise differ: each counts."),
        _NEVER,
        of_copies.equal_requests,
    ),
    Kind("edge", message("A request so near a window's edge that the clock leaves doubt."), _NEVER, of_requests.edge),
    Kind("repeated-hour", message("A local time that occurred twice, in October."), _NEVER, of_requests.repeated_hour),
    Kind(
        "missing-layer",
        message("An origin log whose outer layer caches, without the outer layer's log."),
        _WINDOW,
        of_requests.missing_layer,
    ),
    Kind(
        "proxy-log",
        message("Deliveries through a trusted proxy whose own log is missing; whether it caches is not said."),
        _NEVER,
        of_requests.unlogged_proxy,
    ),
    Kind(
        "copy-elsewhere",
        message("A search engine or archiver fetched the file; its copy may have been read."),
        _NEVER,
        of_requests.copy_elsewhere,
    ),
    Kind("size-inferred", message("The file's size was taken from the log."), _NEVER, of_sizes.size_inferred),
    Kind(
        "size-unknown",
        message("The file's size is not known; no delivery can be called whole."),
        _ELSEWHERE,
        of_sizes.size_unknown,
    ),
    Kind("size-twin", message("Another path delivered exactly the file's size."), _NEVER, of_sizes.size_twin),
    Kind("recurring-size", message("Several clients got the same smaller size."), _NEVER, of_sizes.recurring_size),
    Kind(
        "two-readings",
        message("The logs can be read in another way, by which the answer would be another one."),
        _DOUBT,
        of_deliveries.two_readings,
    ),
    Kind(
        "size-field-doubt",
        message("The sizes seen do not fit what the size field is said to mean."),
        _NEVER,
        of_sizes.size_field_doubt,
    ),
    Kind(
        "still-reachable",
        message("The file was delivered outside every window."),
        _NEVER,
        of_deliveries.still_reachable,
    ),
    Kind(
        "abort-blind",
        message("Downloads that the log cannot tell from aborted ones."),
        _NEVER,
        of_deliveries.abort_blind,
    ),
    Kind(
        "complementary-parts",
        message("Parts sent to different IP addresses together make the whole file."),
        _NEVER,
        of_deliveries.complementary_parts,
    ),
    Kind(
        "hidden-clients", message("IP addresses that may stand for several parties."), _NEVER, of_clients.hidden_clients
    ),
    Kind(
        "undeclared-proxy",
        message("An IP address that may be a proxy of which the case knows nothing."),
        _SIGNS,
        of_clients.undeclared_proxy,
    ),
    Kind(
        "second-reader",
        message("The second reader disagrees on a line of evidence."),
        _NEVER,
        of_requests.second_reader,
    ),
    Kind(
        "database-date",
        message("What tells of IP addresses was made long before or after the windows, or does not say when."),
        _NEVER,
        of_databases.database_date,
    ),
    Kind(
        "document-not-inspected",
        message("The leaked file, or a part of it, could not be looked into."),
        _NEVER,
        of_documents.document_not_inspected,
    ),
    Kind(
        "full-addresses", message("IP addresses are shown in full, at a level that would not show them."), _NEVER, None
    ),
    Kind(
        "small-parts", message("Parts of few visitors are joined with others, so that nobody stands out."), _NEVER, None
    ),
    Kind(
        "masked-texts",
        message("In texts of the case words are left out that are addresses or user names in the logs."),
        _NEVER,
        None,
    ),
)
#: code -> what it means.
CODES = {kind.code: kind.meaning for kind in KINDS}
#: Of one kind so many are told singly of those that make the evidence incomplete, and of the others: thousands of logs
#: may have the same fault.
_TOLD = 50


def limitations(draft: Draft) -> tuple[Limitation, ...]:
    """Every limitation of this answer: first those that make it incomplete, then in the order of KINDS."""
    found = [
        Limitation(kind.code, one.text, one.incomplete)
        for kind in KINDS
        if kind.found
        for one in _bounded(kind, list(kind.found(draft)))
    ]
    return tuple(sorted(found, key=lambda limit: not limit.incomplete))


def _bounded(kind: Kind, found: Sequence[Found]) -> Iterator[Found]:
    """The first of a kind, and how many more there are."""
    for incomplete in (True, False):
        alike = [one for one in found if one.incomplete is incomplete]
        yield from alike[:_TOLD]
        if more := len(alike[_TOLD:]):
            text = state_many(
                "{count} more of this kind: {meaning}",
                "{count} more of this kind: {meaning}",
                more,
                meaning=state(kind.meaning),
            )
            yield Found(text, incomplete)
