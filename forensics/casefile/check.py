"""The tables of a case file -> Case, with the checks that reach across tables."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from forensics.casefile.leaked_files import check_files
from forensics.casefile.notification import NotificationTable, stated, unknown_parties
from forensics.casefile.tables import CaseFile, CaseTable, CountingTable, LogTable, PartiesTable
from forensics.casefile.values import (
    case_id,
    host_name,
    log_format,
    log_path,
    moment,
    networks,
    on_disk,
    period,
    service_name,
)
from forensics.casefile.windows import check_windows, local_times
from forensics.model import Case, Counting, KnownParty, Log, Parties, PrefixFile, Stated
from forensics.tomlfile.faults import Faults, Place, shown
from forensics.tomlfile.texts import in_languages, text_of
from forensics.tomlfile.zone import zone_named

__all__ = ["check_case", "check_counting", "check_log", "check_parties"]


def check_case(tables: CaseFile, faults: Faults, *, folder: Path, digest: str) -> Case:
    """The case that the tables state; not to be used once `faults` holds a problem.

    `folder` is what the paths of documents and databases are relative to; those of logs stay as written.
    """
    about = tables.case or CaseTable()
    unread = faults.touch(("case", "zone"))
    zone = None if unread else zone_named(about.zone, ("case", "zone"), faults)
    title, titles = in_languages(about.title, ("case", "title"), faults)
    purpose, purposes = in_languages(about.purpose, ("case", "purpose"), faults)
    requester, requesters = in_languages(about.requested_by, ("case", "requested_by"), faults)
    basis, bases = in_languages(about.legal_basis, ("case", "legal_basis"), faults)
    return Case(
        id=case_id(about.id, ("case", "id"), faults) if about.id else "",
        files=check_files(enumerate(tables.files or ()), zone, folder, faults),
        windows=check_windows(tables, zone, faults),
        logs=tuple(
            check_log(table, ("logs", index), (about.zone, zone), folder, faults)
            for index, table in enumerate(tables.logs or ())
        ),
        title=title,
        titles=titles,
        zone=about.zone,
        zone_stated="zone" in about.model_fields_set,
        local_times=local_times(tables),
        aware=moment(about.aware, ("case", "aware"), zone, faults),
        purpose=purpose or None,
        purposes=purposes,
        requested_by=requester or None,
        requesters=requesters,
        legal_basis=basis or None,
        legal_bases=bases,
        investigator=about.investigator,
        retain_until=moment(about.retain_until, ("case", "retain_until"), zone, faults),
        parties=check_parties(tables.parties or PartiesTable(), folder, faults),
        counting=check_counting(tables.counting or CountingTable()),
        notification=_notification(tables, zone, faults),
        folder=folder,
        digest=digest,
    )


def check_log(table: LogTable, place: Place, usual: tuple[str, ZoneInfo | None], folder: Path, faults: Faults) -> Log:
    """A log; `usual` is the zone of the whole file, by its name and itself."""
    name, zone = usual
    if table.zone:
        name, zone = table.zone, zone_named(table.zone, (*place, "zone"), faults)
    start, end = None, None
    if table.covers:
        start, end = period(table.covers, [(*place, "covers", 0), (*place, "covers", 1)], zone, faults)
    return Log(
        path=log_path(table.path, (*place, "path"), faults) if table.path else "",
        format=log_format(table.format, (*place, "format"), folder, faults) if table.format else "",
        zone=name,
        size_field=table.size_field,
        host=host_name(table.host, (*place, "host"), faults) if table.host else None,
        layer=table.layer,
        server=table.server,
        covers=(start, end) if start and end else None,
    )


def check_parties(table: PartiesTable, folder: Path, faults: Faults) -> Parties:
    """Who is who, as [parties] states it."""
    known: list[KnownParty] = []
    for index, party in enumerate(table.known or ()):
        place: Place = ("parties", "known", index)
        name, names = in_languages(party.name, (*place, "name"), faults)
        if name and name in [other.name for other in known]:
            faults.add((*place, "name"), f"{shown(name)} is the name of an earlier party too")
        known.append(KnownParty(name, networks(party.networks, (*place, "networks"), faults), names))
    return Parties(
        own=networks(table.own, ("parties", "own"), faults),
        trusted_proxies=networks(table.trusted_proxies, ("parties", "trusted_proxies"), faults),
        databases=tuple(
            on_disk(text, ("parties", "databases", index), folder, faults)
            for index, text in enumerate(table.databases or ())
        ),
        registry=table.registry,
        ranges=tuple(
            PrefixFile(
                service_name(name, place := ("parties", "ranges", name), faults), on_disk(text, place, folder, faults)
            )
            for name, text in (table.ranges or {}).items()
        ),
        known=tuple(known),
    )


def check_counting(table: CountingTable) -> Counting:
    """The numbers of [counting]."""
    return Counting(
        clock_tolerance=timedelta(seconds=table.clock_tolerance_seconds),
        episode=timedelta(minutes=table.episode_minutes),
        absorb=timedelta(seconds=table.absorb_seconds),
        merge=timedelta(seconds=table.merge_seconds),
        abort_blind=table.abort_blind_bytes,
    )


def _notification(tables: CaseFile, zone: ZoneInfo | None, faults: Faults) -> Stated:
    table = tables.notification or NotificationTable()
    known = [text_of(party.name) for party in (tables.parties or PartiesTable()).known or () if party.name]
    for index, name, close in unknown_parties(table, known):
        reason = f"{shown(name)} is not the name of a known party of this case"
        faults.add(("notification", "recipients", index, "party"), reason, close)
    for index, code in enumerate(table.countries or ()):
        if not re.fullmatch("[A-Z]{2}", code):
            faults.add(
                ("notification", "countries", index), f"{shown(code)} is not a country in two capitals (ISO 3166)"
            )
    least, most = table.people_min, table.people_max
    if least is not None and most is not None and least > most:
        faults.add(("notification", "people_max"), f"is {most}, less than people_min, {least}", least)
    if table.informed == "yes" and table.not_informed_because:
        faults.add(("notification", "not_informed_because"), 'contradicts informed = "yes"; leave one of them out')
    return stated(table, moment(table.submitted, ("notification", "submitted"), zone, faults))
