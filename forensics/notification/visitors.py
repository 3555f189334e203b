"""Who got the file and may have passed it on, by the logs: fields 15 and 17. Labels and counts, never an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from babel import Locale

from forensics.model import FileFindings, Recipient
from forensics.notification.field import Filled, Matter, joined
from forensics.parties.agents import CLASSES

__all__ = ["parties", "spread"]

#: Databases whose type begins so tell no country.
_LIST = "prefix list"
_COPIERS = ("link preview", "search engine", "archiver", "AI crawler")
_OWN = "own"  # the party that parties.identify gives to the organisation's own networks


def _got(file: FileFindings) -> list[Recipient]:
    """The recipients of whole files."""
    return [recipient for recipient in file.addresses if recipient.downloads]


def parties(matter: Matter) -> Filled:
    """Field 15: who they are, as far as the case and the logs tell."""
    say = matter.language.text
    got = [recipient for file in matter.saved.files for recipient in _got(file)]
    by = {
        "party": _counted(got, lambda r: r.party or ""),
        "program": _counted(got, lambda r: r.agent_class or "other"),
        "country": _counted(got, lambda r: r.country or ""),
    }
    bases = [f"{base.type} ({base.built[:10]})" for base in matter.saved.databases if not base.type.startswith(_LIST)]
    located = bool(bases)
    return Filled(
        text=tuple(
            joined(
                [
                    say("By party: {listed}.", listed=_listed(matter, by["party"], _party)),
                    say("By program: {listed}.", listed=_listed(matter, by["program"], _program)),
                    say("By country of registration: {listed}.", listed=_listed(matter, by["country"], _country))
                    if located
                    else "",
                ]
            )
        )
        if got
        else (say("No recipients were seen."),),
        value={**by, "databases": [{"type": base.type, "built": base.built} for base in matter.saved.databases]},
        basis=say("Parties that the case knows by their networks; what each program said of itself.")
        + (" " + say("Countries from {bases}.", bases=matter.language.listed(bases)) if located else ""),
        method=say("Counted by IP address: each IP address once for every file, with its downloads."),
        sources=("case.toml: parties", "findings.json: files.addresses"),
        caveats=joined(
            [
                say("What a program says of itself is a claim; it was not verified."),
                say("The country is where an IP address is registered, not where a person is.")
                if located
                else say("No database of IP addresses was given, so no country is named."),
                say("Nobody was looked up: requesters and journalists are named by label only."),
            ]
        ),
        proposed=True,
    )


def _counted(got: Iterable[Recipient], key: Callable[[Recipient], str]) -> list[dict[str, Any]]:
    """Addresses and downloads by a label, most addresses first."""
    addresses: Counter[str] = Counter()
    fetched: Counter[str] = Counter()
    for recipient in got:
        addresses[key(recipient)] += 1
        fetched[key(recipient)] += recipient.downloads
    order = sorted(addresses, key=lambda name: (-addresses[name], -fetched[name], name))
    return [{"name": name, "addresses": addresses[name], "downloads": fetched[name]} for name in order]


def _listed(matter: Matter, counted: list[dict[str, Any]], name: Callable[[Matter, str], str]) -> str:
    plural = matter.language.plural
    return "; ".join(
        matter.language.text(
            "{name} ({addresses}, {downloads})",
            name=name(matter, entry["name"]),
            addresses=plural("{count} IP address", "{count} IP addresses", entry["addresses"]),
            downloads=plural("{count} download", "{count} downloads", entry["downloads"]),
        )
        for entry in counted
    )


def _party(matter: Matter, name: str) -> str:
    if name == _OWN:
        return matter.language.text("the organisation itself")
    return name or matter.language.text("not known")


def _program(matter: Matter, name: str) -> str:
    return matter.language.say(CLASSES.get(name, CLASSES["other"]))


def _country(matter: Matter, code: str) -> str:
    names = Locale.parse(matter.language.code).territories
    return str(names.get(code, code)) or matter.language.text("not known")


def spread(matter: Matter) -> Filled:
    """Field 17: signs that others hold a copy."""
    say = matter.language.text
    fetched = [r for file in matter.saved.files for r in file.addresses if r.agent_class in _COPIERS]
    counted = _counted(fetched, lambda r: r.agent_class or "")
    elsewhere = any(limit.code == "copy-elsewhere" for limit in matter.saved.limitations)
    listed = _listed(matter, counted, _program)
    return Filled(
        text=(
            say("Services that fetched the file or part of it, and may hold a copy: {listed}.", listed=listed)
            if counted
            else say("In the logs there is no sign that a search engine, archive or chat service fetched the file."),
        ),
        value={"services": counted, "copy_elsewhere": elsewhere},
        basis=say("What the programs that fetched the file said of themselves."),
        method=say(
            "Link previews are a sign that somebody shared the link; search engines and archives may keep a copy."
        ),
        sources=("findings.json: files.addresses", "findings.json: limitations"),
        caveats=(
            say("Nothing in a log shows that a recipient passed the file on by other means, such as e-mail."),
            say("Requests without content, as most link previews make, are listed in the report, section 5."),
        ),
    )
