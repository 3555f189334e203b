"""How often and to how many addresses the file went, by the logs: fields 13 and 14. Counts, never an address."""

from __future__ import annotations

from dataclasses import asdict
from ipaddress import IPv6Address, ip_address
from typing import Any

from forensics.findings.reasons.why import ceiling, floor
from forensics.language.statement import forms
from forensics.model import Bounds, FileFindings
from forensics.notification.covered import coverage, not_seen
from forensics.notification.field import Filled, Matter, joined

__all__ = ["downloads", "recipients"]

#: What else a request can come to, for one and for many.
_REST = {
    "not_modified": forms(
        "{count} answer “not modified” (304, the client had a copy)",
        "{count} answers “not modified” (304, the client had a copy)",
    ),
    "probe": forms("{count} request for no content", "{count} requests for no content"),
    "redirect": forms("{count} redirect", "{count} redirects"),
    "error": forms("{count} refusal or failure", "{count} refusals or failures"),
    "indeterminate": forms(
        "{count} request that cannot be decided",
        "{count} requests that cannot be decided",
    ),
}


def _without(left_out: str, bounds: Bounds) -> dict[str, Any]:
    return {name: value for name, value in asdict(bounds).items() if name != left_out}


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
                    "downloads": _without("by_64", file.total.downloads),
                    "partial": file.total.partial,
                    "own": file.total.own,
                    "robots": file.total.robots,
                    "verdicts": file.total.verdicts,
                    "windows": [
                        {"window": window.label, "downloads": _without("by_64", window.downloads)}
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
        sources=("findings.json: files.total", "requests.csv", *(source.id for source in matter.saved.sources)),
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


def _accesses(matter: Matter, file: FileFindings) -> tuple[str, ...]:
    total, plural = file.total, matter.language.plural
    if total.downloads.headline == 0:
        if total.downloads.at_most:
            unsure = matter.language.text(
                "“{file}”: no download is certain ({possible}); {covered}.",
                file=file.name,
                possible=_bounds(matter, total.downloads),
                covered=not_seen(matter),
            )
            return unsure, *_why(matter, file), *_rest(matter, file)
        possible = f" ({_bounds(matter, total.downloads)})" if total.downloads.open_ended else ""
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
            "In window “{window}”: {count} download ({bounds}).",
            "In window “{window}”: {count} downloads ({bounds}).",
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
    return (
        whole,
        *each,
        *_why(matter, file),
        *([robots] if total.robots else []),
        *([own] if total.own else []),
        *_rest(matter, file),
    )


def _why(matter: Matter, file: FileFindings) -> list[str]:
    """Why the number is no surer, in the sentences of the report: of saved findings only the reasons speak every
    language."""
    bounds = file.total.downloads
    told = (floor(file.floor.reasons, bounds), ceiling(file.ceiling.reasons, bounds))
    return [matter.language.say(why.text) for why in told if why.text]


def _rest(matter: Matter, file: FileFindings) -> tuple[str, ...]:
    """Requests that delivered part of the file, or nothing of it."""
    plural, seen = matter.language.plural, file.total.verdicts
    kinds = (
        (plural("{count} delivery of a part", "{count} deliveries of a part", file.total.partial), file.total.partial),
        *(
            (plural(one, many, seen[verdict]), seen[verdict])
            for verdict, (one, many) in _REST.items()
            if seen.get(verdict)
        ),
    )
    line = plural(
        "{count} request named the file while it was exposed.",
        "{count} requests named the file while it was exposed.",
        file.total.requests,
    )
    listed = matter.language.listed([words for words, count in kinds if count])
    besides = matter.language.text("Besides the downloads: {listed}.", listed=listed)
    return (f"{line} {besides}" if listed else line,)


def recipients(matter: Matter) -> Filled:
    """Field 14: to how many addresses, and what that says of people."""
    say, files = matter.language.text, matter.saved.files
    return Filled(
        text=tuple(line for file in files for line in _addresses(matter, file)),
        value={
            "files": [
                {
                    "file": file.name,
                    "addresses": _without("open_ended", file.total.addresses),
                    "prefixes": _prefixes(file),
                }
                for file in files
            ]
        },
        basis=say("Distinct IP addresses to which the whole file was handed over while it was exposed."),
        method=say("At least and at most follow those of the downloads. A prefix is a /24 of IPv4 or a /64 of IPv6."),
        sources=("findings.json: files.total.addresses", "findings.json: files.addresses"),
        caveats=(
            say(
                "An IP address is not a person: many people may share one (an office, a mobile network, a proxy), and"
                " one person may use several. The number of people may be lower or higher."
            ),
            say("Caches and copies that were passed on leave no line in these logs."),
        ),
    )


def _addresses(matter: Matter, file: FileFindings) -> tuple[str, ...]:
    plural, found = matter.language.plural, file.total.addresses
    if found.headline == 0:
        return (
            matter.language.text("“{file}”: no recipient seen; {covered}.", file=file.name, covered=not_seen(matter)),
        )
    count = plural(
        "“{file}”: {count} IP address ({bounds}).",
        "“{file}”: {count} IP addresses ({bounds}).",
        found.headline,
        file=file.name,
        bounds=_bounds(matter, found),
    )
    near = plural(
        "They lie in {count} network prefix.", "They lie in {count} different network prefixes.", _prefixes(file)
    )
    return count, near


def _prefix(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:  # a log may hold a host name in its place
        return text
    return f"6:{int(address) >> 64}" if isinstance(address, IPv6Address) else f"4:{int(address) >> 8}"


def _prefixes(file: FileFindings) -> int:
    return len({_prefix(recipient.address) for recipient in file.addresses if recipient.downloads})
