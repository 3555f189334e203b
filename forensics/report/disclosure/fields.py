"""What each disclosure level shows: an allow-list of every field of the findings and every column of their tables.

What is not listed is for investigators only, so a field that somebody adds later is shown to nobody else until it
stands here. Levels: docs/disclosure.md.

    SHOWN       as it is: numbers, times, and words of ours
    TEXT        as it is: text of the case, names of files; an address or a user name in it is masked
    CLEAN       as it is, left out where an address or a user name stands in it
    PARTS       its parts have a list of their own
    LABEL       the visitor as "Visitor 3"
    TOKEN       the linking id
    DAY, HOUR   a time cut to the day in the zone of the case; a stretch widened to whole hours
    SAID        a sentence of ours, in which values that may have come from a log are left out
    GENERAL     the sentence that explains the code, without any value
    OWN         only where it is one of the case's own paths or hosts
    WORD        only where it is a word of the standards (a method, a protocol, an encoding)
    PROVIDER    only where many people use the network
    MERGED      with parts of fewer than k visitors joined
    NUMBER      "Log 1", in place of a path
    KEYED       its keyed hash, which says nothing without the key of the case
    ROUNDED     rounded up to whole thousands
    HIDDEN      not at all
"""

from __future__ import annotations

from collections.abc import Mapping

from forensics.model import Level

__all__ = [
    "CLEAN",
    "DAY",
    "FIELDS",
    "GENERAL",
    "HIDDEN",
    "HOUR",
    "KEYED",
    "LABEL",
    "LEVELS",
    "MEANINGS",
    "MERGED",
    "NUMBER",
    "OWN",
    "PARTS",
    "PROVIDER",
    "ROUNDED",
    "SAID",
    "SHOWN",
    "TEXT",
    "TOKEN",
    "WORD",
    "columns",
    "shown_as",
]

LEVELS: tuple[Level, ...] = ("investigator", "regulator", "public")

SHOWN, TEXT, CLEAN, PARTS, HIDDEN = "shown", "text", "clean", "parts", "hidden"
LABEL, TOKEN, DAY, HOUR = "label", "token", "day", "hour"
SAID, GENERAL, OWN, WORD, PROVIDER = "said", "general", "own", "word", "provider"
MERGED, NUMBER, KEYED, ROUNDED = "merged", "number", "keyed", "rounded"

#: What the words above mean to a reader of docs/disclosure.md.
MEANINGS = {
    SHOWN: "yes",
    TEXT: "yes; an address or a user name in it is masked",
    CLEAN: "yes, unless an address or a user name stands in it",
    PARTS: "by its parts",
    HIDDEN: "no",
    LABEL: "label",
    TOKEN: "token",
    DAY: "day",
    HOUR: "whole hours",
    SAID: "without values from a log",
    GENERAL: "general sentence",
    OWN: "if the case names it",
    WORD: "if it is a word of the standards",
    PROVIDER: "if it is no network of one person",
    MERGED: "parts of fewer than k visitors joined",
    NUMBER: "number",
    KEYED: "keyed",
    ROUNDED: "rounded up to whole thousands",
}

_BOTH = (SHOWN, SHOWN)
_NAMED = (TEXT, TEXT)
_REGULATOR = (SHOWN, HIDDEN)
_NAMED_REGULATOR = (TEXT, HIDDEN)
_PARTS = (PARTS, PARTS)


def _listed(both: str = "", regulator: str = "", **other: tuple[str, str]) -> Mapping[str, tuple[str, str]]:
    """A list of fields: those shown as they are at both levels, those at level regulator alone, and the others."""
    return {
        **dict.fromkeys(both.split(), _BOTH),
        **dict.fromkeys(regulator.split(), _REGULATOR),
        **other,
    }


#: Part or table -> field, column or key -> what becomes of it: at level regulator, at level public.
FIELDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Findings": _listed(
        "complete level",
        case=_PARTS,
        files=_PARTS,
        definitions=_PARTS,
        coverage=_PARTS,
        sources=_PARTS,
        limitations=_PARTS,
        databases=_PARTS,
        second_reader=_PARTS,
        documents=_PARTS,
        requests=(PARTS, HIDDEN),
        downloads=(PARTS, HIDDEN),
    ),
    "Case": _listed(
        "zone zone_stated local_times aware retain_until counting",
        digest=(KEYED, HIDDEN),
        id=_NAMED,
        title=_NAMED,
        titles=_NAMED,
        purpose=_NAMED,
        purposes=_NAMED,
        legal_basis=_NAMED,
        legal_bases=_NAMED,
        requested_by=_NAMED_REGULATOR,
        requesters=_NAMED_REGULATOR,
        investigator=_NAMED_REGULATOR,
        files=_PARTS,
        windows=_PARTS,
        logs=_PARTS,
        parties=(PARTS, HIDDEN),
    ),
    "LeakedFile": _listed(
        "size_source",
        "encoded_sizes page_sizes",
        name=_NAMED,
        written=_NAMED,
        paths=_NAMED_REGULATOR,
        hosts=_NAMED_REGULATOR,
        other_paths=_NAMED_REGULATOR,
        versions=_PARTS,
    ),
    "FileVersion": _listed("size start end", "sha256"),
    "Window": _listed("start end", label=_NAMED, labels=_NAMED, files=_NAMED),
    "Log": _listed(
        "zone layer covers",
        "size_field server",
        path=_NAMED_REGULATOR,
        format=_NAMED_REGULATOR,
        host=_NAMED_REGULATOR,
    ),
    "Parties": _listed(regulator="registry", known=(PARTS, HIDDEN)),
    "KnownParty": _listed(name=_NAMED_REGULATOR, names=_NAMED_REGULATOR),
    "FileFindings": _listed(
        "size size_source named again",
        name=_NAMED,
        sizes_considered=(PARTS, HIDDEN),
        windows=_PARTS,
        total=_PARTS,
        outside=_PARTS,
        addresses=(PARTS, HIDDEN),
        versions=_PARTS,
        sensitivity=_PARTS,
        by_day=(SHOWN, MERGED),
        by_class=(SHOWN, MERGED),
        by_country=(SHOWN, MERGED),
        floor=_PARTS,
        ceiling=_PARTS,
    ),
    "Why": _listed("text settled_by", reasons=(PARTS, MERGED)),
    "Reason": _listed("code downloads addresses"),
    "Tally": _listed(
        "requests downloads addresses partial verdicts grades own robots start end",
        label=_NAMED,
        observed=(SHOWN, DAY),
    ),
    "Recipient": _listed(
        regulator="downloads partial first last country agent_class kind claim network_type",
        address=(LABEL, HIDDEN),
        token=(TOKEN, HIDDEN),
        party=_NAMED_REGULATOR,
        agent_family=(CLEAN, HIDDEN),
        ranges=_NAMED_REGULATOR,
        network=(PROVIDER, HIDDEN),
        asn=(PROVIDER, HIDDEN),
    ),
    "Definition": _listed("name title computed downloads addresses", "only_here only_headline", file=_NAMED),
    "Coverage": _listed(
        "fraction sources clock_jumps out_of_order",
        log=(TEXT, NUMBER),
        first=(SHOWN, DAY),
        last=(SHOWN, DAY),
        gaps=_PARTS,
        quiet=_PARTS,
        silences=_PARTS,
        thinned=_PARTS,
        missing_rotations=_NAMED_REGULATOR,
    ),
    "Gap": _listed("expected seen", start=(SHOWN, HOUR), end=(SHOWN, HOUR), window=_NAMED, because=(SAID, HIDDEN)),
    "SourceReport": _listed(
        "id log kind compression zone_source lines blank headings parsed"
        " unparsed unparsed_candidates repaired overlong out_of_order copy_of more_unread more_lost",
        "formats_seen refused_lines holes cut cleaned counted server size_field size_field_source wrappers",
        bytes=(ROUNDED, ROUNDED),
        stream_bytes=(ROUNDED, ROUNDED),
        sha256_keyed=(KEYED, HIDDEN),
        stream_sha256_keyed=(KEYED, HIDDEN),
        path=_NAMED_REGULATOR,
        archive=_NAMED_REGULATOR,
        format=_NAMED_REGULATOR,
        format_because=(SAID, HIDDEN),
        size_field_because=(SAID, HIDDEN),
        refused=(SAID, HIDDEN),
        unread=(PARTS, HIDDEN),
        damage=(PARTS, HIDDEN),
        rejected=(PARTS, HIDDEN),
        first=(SHOWN, DAY),
        last=(SHOWN, DAY),
    ),
    "Unread": _listed(regulator="id lost", name=_NAMED_REGULATOR, reason=(SAID, HIDDEN)),
    "Damage": _listed(regulator="kind last_line lost", text=(SAID, HIDDEN)),
    "Rejected": _listed(regulator="line_no names_file"),
    "Limitation": _listed("code incomplete", text=(SAID, GENERAL)),
    "SeenFormat": _listed(regulator="format lines"),
    "RefusedLines": _listed(regulator="format lines names_file"),
    "SizeSeen": _listed(regulator="source size requests addresses"),
    "VersionCount": _listed("size downloads", "sha256"),
    "Alternative": _listed("episode reading at_least headline at_most"),
    "Database": _listed("type built sha256", path=_NAMED_REGULATOR),
    "Document": _listed(
        "kind bytes state records cells characters people items categories",
        "sha256",
        path=_NAMED,
        file=_NAMED,
        findings=_PARTS,
    ),
    "Hidden": _listed("code severity count"),
    "Disagreement": _listed(regulator="row field known_fault"),
    "SecondReader": _listed(
        "reader lines agreed disagreed known_faults not_comparable",
        "reasons faults",
        disagreements=(PARTS, HIDDEN),
    ),
    # Tables, by their columns.
    "requests": _listed(
        regulator="row source log line_no format file match names start end second_reading status body_bytes"
        " planned_bytes total_bytes object_bytes aborted generated internal unfinished own agent_class robot size"
        " verdict rule because grade flags first_byte last_byte download window edge_window party",
        client=(LABEL, HIDDEN),
        path=(OWN, HIDDEN),
        host=(OWN, HIDDEN),
        method=(WORD, HIDDEN),
        protocol=(WORD, HIDDEN),
        encoding=(WORD, HIDDEN),
        agent_family=(CLEAN, HIDDEN),
    ),
    "downloads": _listed(
        regulator="download file size kind proof grade own agent_class robot first last bytes window edge_window flags"
        " because rows in_at_least in_headline in_at_most at_most party",
        client=(LABEL, HIDDEN),
    ),
}


def shown_as(part: str, field: str, level: str) -> str:
    """What becomes of a field at a level: HIDDEN unless a list says otherwise."""
    if level == LEVELS[0]:
        return SHOWN
    return FIELDS.get(part, {}).get(field, (HIDDEN, HIDDEN))[LEVELS.index(level) - 1]


def columns(table: str, level: str) -> frozenset[str]:
    """The columns of "requests" or "downloads" that a level below investigator shows."""
    return frozenset(name for name in FIELDS[table] if shown_as(table, name, level) != HIDDEN)
