"""Who got the file, by the logs: fields 13, 14, 15 and 17. Counts and labels, never an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, ip_address
from typing import Any

from babel import Locale

from forensics.language import message
from forensics.notification.covered import coverage, not_seen
from forensics.notification.field import Filled, Matter, joined
from forensics.notification.saved import Bounds, Recipient, SavedFile

__all__ = ["downloads", "parties", "recipients", "spread"]

#: What a recipient's program called itself (agents.CLASSES).
_AGENTS = {
    "browser": message("browser"),
    "office client": message("office program"),
    "link preview": message("link preview of a chat or mail service"),
    "search engine": message("search engine"),
    "archiver": message("web archive"),
    "AI crawler": message("AI crawler"),
    "monitoring/scanner": message("monitor or scanner"),
    "tool/script": message("tool or script"),
    "empty": message("no name given"),
    "other": message("other program"),
}
_COPIERS = ("link preview", "search engine", "archiver", "AI crawler")
_OWN = "own"  # the party that parties.identify gives to the organisation's own networks


def _bounds(matter: Matter, bounds: Bounds) -> str:
    """As "at least 9, at most 13"; a lower bound that cannot be told is said to be so."""
    say = matter.language.text
    least = say("a lower bound cannot be told") if bounds.at_least is None else say("at least {n}", n=bounds.at_least)
    most = say("at most {n}, or more", n=bounds.at_most) if bounds.open_ended else say("at most {n}", n=bounds.at_most)
    return f"{least}, {most}"


def downloads(matter: Matter) -> Filled:
    """Field 13: what was handed over, whole, in part or not at all."""
    say, files = matter.language.text, matter.saved.files
    codes = [limit.code for limit in matter.saved.limitations]
    return Filled(
        text=tuple(line for file in files for line in _accesses(matter, file)),
        value={
            "files": [
                {
                    "file": file.name,
                    "requests": file.total.requests,
                    "downloads": file.total.downloads.model_dump(exclude={"by_64"}),
                    "partial": file.total.partial,
                    "own": file.total.own,
                    "robots": file.total.robots,
                    "verdicts": file.total.verdicts,
                    "windows": [
                        {"window": window.label, "downloads": window.downloads.model_dump(exclude={"by_64"})}
                        for window in file.windows
                    ],
                }
                for file in files
            ],
            "coverage": coverage(matter.saved),
        },
        basis=say(
            "Every line of the logs that names the file, judged one by one; {covered}.", covered=not_seen(matter)
        ),
        method=say(
            "A download is a delivery of the whole file, in one response or in parts that together make it. At least:"
            " only what is proven. At most: everything that may have been a download."
        ),
        sources=("findings.json: files[].total", "requests.csv", *(source.id for source in matter.saved.sources)),
        caveats=joined(
            [
                say("A log shows what the server sent, not what arrived, was opened, kept or passed on."),
                say("For small files no log shows a download that the client broke off.")
                if "abort-blind" in codes
                else "",
                say("Downloads by robots and scripts are counted: they too are a disclosure.")
                if any(file.total.robots for file in files)
                else "",
            ]
        ),
    )


def _accesses(matter: Matter, file: SavedFile) -> tuple[str, ...]:
    total, plural = file.total, matter.language.plural
    if total.downloads.headline == 0:
        some = total.downloads.at_most or total.downloads.open_ended
        possible = f" ({_bounds(matter, total.downloads)})" if some else ""
        seen = matter.language.text(
            "“{file}”: no downloads seen{possible}; {covered}.",
            file=file.name,
            possible=possible,
            covered=not_seen(matter),
        )
        return seen, *_rest(matter, file)
    whole = plural(
        "“{file}”: {count} download ({bounds}).",
        "“{file}”: {count} downloads ({bounds}).",
        total.downloads.headline,
        file=file.name,
        bounds=_bounds(matter, total.downloads),
    )
    each = [
        plural(
            "In {window}: {count} download ({bounds}).",
            "In {window}: {count} downloads ({bounds}).",
            window.downloads.headline,
            window=window.label,
            bounds=_bounds(matter, window.downloads),
        )
        for window in file.windows
        if len(file.windows) > 1
    ]
    robots = plural(
        "{count} of these downloads was made by a robot or script.",
        "{count} of these downloads were made by robots or scripts.",
        total.robots,
    )
    own = plural(
        "{count} of these downloads was made from the organisation's own network.",
        "{count} of these downloads were made from the organisation's own network.",
        total.own,
    )
    return (whole, *each, *([robots] if total.robots else []), *([own] if total.own else []), *_rest(matter, file))


def _rest(matter: Matter, file: SavedFile) -> tuple[str, ...]:
    """Requests that delivered part of the file, or nothing of it."""
    plural, seen = matter.language.plural, file.total.verdicts
    kinds = (
        plural("{count} delivery of a part", "{count} deliveries of a part", file.total.partial),
        plural(
            "{count} answer “not modified” (304, a copy was there already)",
            "{count} answers “not modified” (304, a copy was there already)",
            seen.get("not_modified", 0),
        ),
        plural("{count} request for no content", "{count} requests for no content", seen.get("probe", 0)),
        plural("{count} redirect", "{count} redirects", seen.get("redirect", 0)),
        plural("{count} refusal or failure", "{count} refusals or failures", seen.get("error", 0)),
        plural(
            "{count} request that cannot be decided",
            "{count} requests that cannot be decided",
            seen.get("indeterminate", 0),
        ),
    )
    line = plural(
        "{count} request names the file while it was exposed. Besides the downloads: {kinds}.",
        "{count} requests name the file while it was exposed. Besides the downloads: {kinds}.",
        file.total.requests,
        kinds=matter.language.listed(kinds),
    )
    return (line,) if file.total.requests else ()


def recipients(matter: Matter) -> Filled:
    """Field 14: to how many addresses, and what that says of people."""
    say, files = matter.language.text, matter.saved.files
    return Filled(
        text=tuple(line for file in files for line in _addresses(matter, file)),
        value={
            "files": [
                {
                    "file": file.name,
                    "addresses": file.total.addresses.model_dump(exclude={"open_ended"}),
                    "prefixes": _prefixes(file),
                }
                for file in files
            ]
        },
        basis=say("Distinct addresses to which the whole file was handed over while it was exposed."),
        method=say("At least and at most follow those of the downloads. A prefix is a /24 of IPv4 or a /64 of IPv6."),
        sources=("findings.json: files[].total.addresses", "findings.json: files[].addresses"),
        caveats=(
            say(
                "An address is not a person: many people may share one (an office, a mobile network, a proxy), and one"
                " person may use several. The number of people may be lower or higher."
            ),
            say("Caches and copies that were passed on leave no line in these logs."),
        ),
    )


def _addresses(matter: Matter, file: SavedFile) -> tuple[str, ...]:
    plural, found = matter.language.plural, file.total.addresses
    if found.headline == 0:
        return (
            matter.language.text("“{file}”: no recipient seen; {covered}.", file=file.name, covered=not_seen(matter)),
        )
    count = plural(
        "“{file}”: {count} address ({bounds}).",
        "“{file}”: {count} addresses ({bounds}).",
        found.headline,
        file=file.name,
        bounds=_bounds(matter, found),
    )
    near = plural(
        "They lie in {count} network prefix.", "They lie in {count} different network prefixes.", _prefixes(file)
    )
    return count, near


def _got(file: SavedFile) -> list[Recipient]:
    """The recipients of whole files."""
    return [recipient for recipient in file.addresses if recipient.downloads]


def _prefix(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:  # a log may hold a host name in its place
        return text
    return f"6:{int(address) >> 64}" if isinstance(address, IPv6Address) else f"4:{int(address) >> 8}"


def _prefixes(file: SavedFile) -> int:
    return len({_prefix(recipient.address) for recipient in _got(file)})


def parties(matter: Matter) -> Filled:
    """Field 15: who they are, as far as the case and the logs tell."""
    say = matter.language.text
    got = [recipient for file in matter.saved.files for recipient in _got(file)]
    by = {
        "party": _counted(got, lambda r: r.party or ""),
        "program": _counted(got, lambda r: r.agent_class or "other"),
        "country": _counted(got, lambda r: r.country or ""),
    }
    bases = [f"{base.type} ({base.built[:10]})" for base in matter.saved.databases]
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
        value={**by, "databases": [base.model_dump() for base in matter.saved.databases]},
        basis=say("Parties that the case knows by their networks; what each program said of itself.")
        + (" " + say("Countries from {bases}.", bases=matter.language.listed(bases)) if located else ""),
        method=say("Counted by address: each address once for every file, with its downloads."),
        sources=("case.toml: parties", "findings.json: files[].addresses"),
        caveats=joined(
            [
                say("What a program says of itself is a claim; it was not verified."),
                say("The country is where an address is registered, not where a person is.")
                if located
                else say("No database of addresses was given, so no country is named."),
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
            "{name}: {addresses}, {downloads}",
            name=name(matter, entry["name"]),
            addresses=plural("{count} address", "{count} addresses", entry["addresses"]),
            downloads=plural("{count} download", "{count} downloads", entry["downloads"]),
        )
        for entry in counted
    )


def _party(matter: Matter, name: str) -> str:
    if name == _OWN:
        return matter.language.text("the organisation itself")
    return name or matter.language.text("not known")


def _program(matter: Matter, name: str) -> str:
    return matter.language.text(_AGENTS.get(name, _AGENTS["other"]))


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
        sources=("findings.json: files[].addresses", "findings.json: limitations"),
        caveats=(
            say("Nothing in a log shows that a recipient passed the file on by other means, such as e-mail."),
            say("Requests without content, as most link previews make, are listed in the report, section 5."),
        ),
    )
