"""What the observations may mean, and what would settle it: kept apart from what the logs show (ISO/IEC 27042)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.model import FileFindings, Why
from forensics.report.wording import size

__all__ = ["STANDING", "Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation, the readings it allows, and the evidence that would decide between them."""

    seen: str
    may_mean: str
    settled_by: str


#: What no access log can tell, whatever the case: title and sentence, messages for `Language.say`.
STANDING = (
    (
        message("An address is not a person"),
        message("Many people may share one address; one person may use several."),
    ),
    (
        message("Sent is not read"),
        message("A log shows what a server handed over, not what arrived, was opened, kept or passed on."),
    ),
    (
        message("Copies out of sight"),
        message("A browser, proxy, content network or search engine may serve its own copy: no line here."),
    ),
    (
        message("Clocks differ"),
        message("Times are those of each server's clock; nothing in a log proves that it was right."),
    ),
    (
        message("Agents and referers are claims"),
        message("The client writes both, and can write anything."),
    ),
    (
        message("Forwarded addresses are claims"),
        message("They count only where a proxy that the case trusts has written them."),
    ),
    (
        message("Sizes may include headers"),
        message("Some logs count bytes of the file, some what was planned, some what went over the wire."),
    ),
    (
        message("Logs can be changed"),
        message("The hashes of section 3 fix the logs from the moment they were read, not before it."),
    ),
)


def readings(language: Language, file: FileFindings) -> tuple[Reading, ...]:
    """The readings that the numbers of one file call for, in words."""
    return (*_of_downloads(language, file), *_of_clients(language, file), *_of_the_rest(language, file))


def _of_downloads(language: Language, file: FileFindings) -> Iterator[Reading]:
    text = language.text
    if not file.total.downloads.headline:
        yield _of_none(language, file)
        return
    yield Reading(
        seen=language.say(file.floor.text),
        may_mean=text(
            "Handed over means that the server's operating system took the bytes. A client may have broken off"
            " before the last of them arrived; for a small file no log shows that."
        ),
        settled_by=_settled(language, file.floor, text("A log that holds bytes sent and completion")),
    )
    yield from _of_ceiling(language, file)
    if file.size_source in {"inferred", "unknown"}:
        yield Reading(
            seen=_unstated_size(language, file.size),
            may_mean=text("If the size is another one, whole and partial deliveries change places."),
            settled_by=text("The file itself, or its size in a backup or in the publishing system."),
        )


def _of_none(language: Language, file: FileFindings) -> Reading:
    """Nothing is established: what there may have been all the same is said in the same breath."""
    text, bounds = language.text, file.total.downloads
    if bounds.at_most or bounds.open_ended:
        none = text("No download is established inside the windows.")
        return Reading(
            seen=f"{none} {language.say(file.ceiling.text)}",
            may_mean=text("None of this was a delivery; or some of it was, and the file left the server."),
            settled_by=_settled(language, file.ceiling, text("The logs of every layer in front of these servers")),
        )
    return Reading(
        seen=text("No download was seen inside the windows."),
        may_mean=text(
            "Nobody fetched the file; or it was fetched where these logs do not look: a cache, a content"
            " network, another host name, a log that is missing."
        ),
        settled_by=text("The logs of every layer in front of these servers; a list of all places that held the file."),
    )


def _of_ceiling(language: Language, file: FileFindings) -> Iterator[Reading]:
    if file.ceiling.reasons:
        yield Reading(
            seen=language.say(file.ceiling.text),
            may_mean=language.text("Further downloads, or none: the number in between is not known."),
            settled_by=_settled(language, file.ceiling, language.text("Further logs of the same days")),
        )


def _settled(language: Language, why: Why, otherwise: str) -> str:
    """What would bring the bound nearer, and that people may know what no log does."""
    return language.text("{log}; what recipients say.", log=_begun(language.say(why.settled_by) or otherwise))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unstated_size(language: Language, count: int | None) -> str:
    if count is None:
        return language.text("The file's size was stated by nobody, and the logs do not give it away.")
    return language.text(
        "The file's size was stated by nobody: {size} is inferred from the logs.", size=size(language, count)
    )


def _of_clients(language: Language, file: FileFindings) -> Iterator[Reading]:
    yield from _of_repeats(language, file)
    text, plural, total = language.text, language.plural, file.total
    if total.own:
        yield Reading(
            seen=plural(
                "{count} download came from the organisation's own addresses.",
                "{count} downloads came from the organisation's own addresses.",
                total.own,
            ),
            may_mean=text("A check by staff or a monitor; or a disclosure inside the organisation."),
            settled_by=text("The network's own records. What is established holds these; at least never does."),
        )
    if total.robots:
        yield Reading(
            seen=plural(
                "{count} download was made by a program whose agent is that of a robot or script.",
                "{count} downloads were made by programs whose agent is that of a robot or script.",
                total.robots,
            ),
            may_mean=text(
                "A search engine or archive may hold a copy that others can read; or somebody used a script. An"
                " agent can also be made up."
            ),
            settled_by=text("The operator's published address ranges; its answer to a request to remove the copy."),
        )
    classes = (*(one.agent_class for one in file.addresses), *(share.name for share in file.by_class))
    if "link preview" in classes:
        yield Reading(
            seen=text("A link preview fetched the file or a part of it."),
            may_mean=text("Somebody shared the link in a message."),
            settled_by=text("The service that fetched it; the people in that exchange."),
        )


def _of_repeats(language: Language, file: FileFindings) -> Iterator[Reading]:
    text, plural, addresses = language.text, language.plural, file.total.addresses
    if file.again:
        yield Reading(
            seen=plural(
                "{count} download went to an address that had downloaded the file before.",
                "{count} downloads went to an address that had downloaded the file before.",
                file.again,
            ),
            may_mean=text("One person who clicked twice or tried again; or several people behind one address."),
            settled_by=text("Agents and times of those requests; what recipients say."),
        )
    if addresses.by_64 is not None and addresses.by_64 < addresses.headline:
        yield Reading(
            seen=plural(
                "{count} address is {fewer} if IPv6 is cut to its /64.",
                "{count} addresses are {fewer} if IPv6 is cut to its /64.",
                addresses.headline,
                fewer=addresses.by_64,
            ),
            may_mean=text("Temporary addresses of one device look like several recipients."),
            settled_by=text("The internet provider, by address, source port and exact time."),
        )


def _of_the_rest(language: Language, file: FileFindings) -> Iterator[Reading]:
    text, plural, verdicts = language.text, language.plural, file.total.verdicts
    if file.total.partial:
        yield Reading(
            seen=plural(
                "{count} partial delivery: part of the file left the server.",
                "{count} partial deliveries: part of the file left the server.",
                file.total.partial,
            ),
            may_mean=text(
                "The beginning of a text, and of many PDF files, can be read by itself; an office file usually"
                " cannot without its end."
            ),
            settled_by=text("Which bytes were asked for (Range and Content-Range, where a log holds them)."),
        )
    if undecided := verdicts.get("indeterminate", 0):
        yield Reading(
            seen=plural(
                "{count} request could be a delivery; the log's fields do not decide.",
                "{count} requests could be a delivery; the log's fields do not decide.",
                undecided,
            ),
            may_mean=text("Downloads that are not among the established, or nothing at all; at most allows for them."),
            settled_by=text("The server's configuration (aliases, rewrites); a measurement of compressed sizes."),
        )
    if unchanged := verdicts.get("not_modified", 0):
        yield Reading(
            seen=plural(
                "{count} request was answered 304: the client said that it holds a copy.",
                "{count} requests were answered 304: the client said that it holds a copy.",
                unchanged,
            ),
            may_mean=text("It got the file earlier: in a line counted here, through another address, or out of sight."),
            settled_by=text("Logs of earlier days and of layers in front of the server."),
        )
    yield from _of_the_edges(language, file)


def _of_the_edges(language: Language, file: FileFindings) -> Iterator[Reading]:
    text, plural = language.text, language.plural
    if outside := file.outside.downloads.headline:
        yield Reading(
            seen=plural("{count} download outside every window.", "{count} downloads outside every window.", outside),
            may_mean=text("The windows as stated may be too short: the file could already, or still, be had."),
            settled_by=text("When link and file were placed and removed, from the publishing system."),
        )
    if errors := file.total.verdicts.get("error", 0):
        yield Reading(
            seen=plural(
                "{count} request for the file failed inside the windows.",
                "{count} requests for the file failed inside the windows.",
                errors,
            ),
            may_mean=text("Somebody knew the address while the file could not be had, or spelled it in another way."),
            settled_by=text("Referers and times of those requests."),
        )
