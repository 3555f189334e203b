"""What the observations may mean, and what would settle it: kept apart from what the logs show (ISO/IEC 27042)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forensics.model import FileFindings
from forensics.report.wording import plural, size

__all__ = ["STANDING", "Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation, the readings it allows, and the evidence that would decide between them."""

    seen: str
    may_mean: str
    settled_by: str


#: What no access log can tell, whatever the case: title and sentence.
STANDING = (
    ("An address is not a person", "Many people may share one address; one person may use several."),
    ("Sent is not read", "A log shows what a server handed over, not what arrived, was opened, kept or passed on."),
    ("Copies out of sight", "A browser, proxy, content network or search engine may serve its own copy: no line here."),
    ("Clocks differ", "Times are those of each server's clock; nothing in a log proves that it was right."),
    ("Agents and referers are claims", "The client writes both, and can write anything."),
    ("Forwarded addresses are claims", "They count only where a proxy that the case trusts has written them."),
    (
        "Sizes may include headers",
        "Some logs count bytes of the file, some what was planned, some the wire: section 3.",
    ),
    ("Logs can be changed", "The hashes of section 3 fix the logs from the moment they were read, not before it."),
)


def readings(file: FileFindings) -> tuple[Reading, ...]:
    """The readings that the numbers of one file call for."""
    return (*_of_downloads(file), *_of_clients(file), *_of_the_rest(file))


def _of_downloads(file: FileFindings) -> Iterator[Reading]:
    grades, whole = file.total.grades, file.total.downloads.headline
    if not whole:
        yield Reading(
            seen="No download was seen inside the windows.",
            may_mean="Nobody fetched the file; or it was fetched where these logs do not look: a cache, a content"
            " network, another host name, a log that is missing.",
            settled_by="The logs of every layer in front of these servers; a list of all places that held the file.",
        )
        return
    handed = grades.get("G2", 0) + grades.get("G3", 0)
    confirmed = f", and what the client did later confirms {grades['G3']:,}" if grades.get("G3") else ""
    yield Reading(
        seen=f"Of {plural(whole, 'download')}, every byte was handed over in {handed:,}{confirmed};"
        f" for {whole - handed:,} the log shows only that the whole file was planned, or that the status was good.",
        may_mean="Handed over means that the server's operating system took the bytes. A client may have broken off"
        " before the last of them arrived; for a small file no log shows that.",
        settled_by="A log that holds bytes sent and completion; what recipients say.",
    )
    if file.size_source in {"inferred", "unknown"}:
        yield Reading(
            seen=f"The file's size, {size(file.size)}, was stated by nobody ({file.size_source}).",
            may_mean="If the size is another one, whole and partial deliveries change places.",
            settled_by="The file itself, or its size in a backup or in the publishing system.",
        )


def _of_clients(file: FileFindings) -> Iterator[Reading]:
    total, addresses = file.total, file.total.addresses
    again = total.downloads.headline - addresses.headline
    if again > 0:
        yield Reading(
            seen=f"{plural(again, 'download')} went to an address that had downloaded the file before.",
            may_mean="One person who clicked twice or tried again; or several people behind one address.",
            settled_by="Agents and times in section 5; what recipients say.",
        )
    if addresses.by_64 is not None and addresses.by_64 < addresses.headline:
        yield Reading(
            seen=f"{plural(addresses.headline, 'address')} are {addresses.by_64:,} if IPv6 is cut to its /64.",
            may_mean="Temporary addresses of one device look like several recipients.",
            settled_by="The internet provider, by address, source port and exact time.",
        )
    if total.own:
        yield Reading(
            seen=f"{plural(total.own, 'download')} came from the organisation's own addresses.",
            may_mean="A check by staff or a monitor; or a disclosure inside the organisation.",
            settled_by="The network's own records. At least leaves these out; the headline holds them.",
        )
    if total.robots:
        yield Reading(
            seen=f"{plural(total.robots, 'download')} by programs whose agent is that of a robot or script.",
            may_mean="A search engine or archive may hold a copy that others can read; or somebody used a script. An"
            " agent can also be made up.",
            settled_by="The operator's published address ranges; its answer to a request to remove the copy.",
        )
    if any(r.agent_class == "link preview" for r in file.addresses):
        yield Reading(
            seen="A link preview fetched the file or a part of it.",
            may_mean="Somebody shared the link in a message.",
            settled_by="The service that fetched it; the people in that exchange.",
        )


def _of_the_rest(file: FileFindings) -> Iterator[Reading]:
    partial, verdicts, outside = file.total.partial, file.total.verdicts, file.outside.downloads.headline
    if partial:
        yield Reading(
            seen=f"{plural(partial, 'partial delivery', 'partial deliveries')}: part of the file left the server.",
            may_mean="The beginning of a text, and of many PDF files, can be read by itself; an office file usually"
            " cannot without its end.",
            settled_by="Which bytes were asked for (Range and Content-Range, where a log holds them).",
        )
    if verdicts.get("indeterminate"):
        yield Reading(
            seen=f"{plural(verdicts['indeterminate'], 'request')} could be a delivery; the log's fields do not decide.",
            may_mean="Downloads that the headline lacks, or nothing at all. At most counts them.",
            settled_by="The server's configuration (aliases, rewrites); a measurement of compressed sizes.",
        )
    if verdicts.get("not_modified"):
        yield Reading(
            seen=f"{plural(verdicts['not_modified'], 'request')} answered 304: the client said that it holds a copy.",
            may_mean="It got the file earlier: in a line counted here, through another address, or out of sight.",
            settled_by="Logs of earlier days and of layers in front of the server.",
        )
    if outside:
        yield Reading(
            seen=f"{plural(outside, 'download')} outside every window.",
            may_mean="The windows as stated may be too short: the file could already, or still, be had.",
            settled_by="When link and file were placed and removed, from the publishing system.",
        )
    if verdicts.get("error"):
        yield Reading(
            seen=f"{plural(verdicts['error'], 'request')} for the file failed inside the windows.",
            may_mean="Somebody knew the address while the file could not be had, or spelled it in another way.",
            settled_by="Referers and times of those lines in section 5.",
        )
