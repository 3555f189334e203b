"""What the observations may mean, and what would settle it: kept apart from what the logs show (ISO/IEC 27042)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forensics.model import FileFindings
from forensics.report.wording import at_least, plural, size

__all__ = ["STANDING", "Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation, the readings it allows, and the evidence that would decide between them."""

    seen: str
    may_mean: str
    settled_by: str


#: What no access log can tell, whatever the case.
STANDING = (
    ("An address is not a person.", "Many people may share one address; one person may use several."),
    ("Sent is not read.", "A log shows what a server handed over, not what arrived, was opened, kept or passed on."),
    (
        "Copies out of sight.",
        "A browser, proxy, company network, content network or search engine that holds a copy serves it without a line here.",
    ),
    ("Clocks differ.", "Times are those of each server's clock; nothing in a log proves that it was right."),
    (
        "Agents and referers are claims.",
        "The client writes both and can write anything; so can it write a forwarded address unless a trusted proxy did.",
    ),
    (
        "Sizes may include headers.",
        "Some logs count the bytes of the file, some those that were planned, some those on the wire; section 3 says which.",
    ),
    ("Logs can be changed.", "The hashes of section 3 fix the logs from the moment they were read, not before it."),
)


def readings(file: FileFindings) -> tuple[Reading, ...]:
    """The readings that the numbers of one file call for."""
    return tuple(Reading(*texts) for texts in (*_of_downloads(file), *_of_clients(file), *_of_the_rest(file)))


def _of_downloads(file: FileFindings) -> Iterator[tuple[str, str, str]]:
    total, whole = file.total, file.total.downloads.headline
    if not whole:
        yield (
            "No download was seen inside the windows.",
            "Nobody fetched the file, or it was fetched where these logs do not look: a cache, a content network,"
            " another host name, a log that is missing.",
            "The logs of every layer in front of these servers; a list of all places where the file could be had.",
        )
        return
    handed = total.grades.get("G2", 0) + total.grades.get("G3", 0)
    confirmed = total.grades.get("G3", 0)
    yield (
        f"Of {plural(whole, 'download')}, the server handed over every byte of {handed:,}"
        + (f" (the client's later behaviour confirms {confirmed:,})" if confirmed else "")
        + f"; for {whole - handed:,} the log shows only that the whole file was planned or that the status was good.",
        "Handed over means that the server's operating system took the bytes. A client may have broken off"
        " before the last of them arrived; for a small file no log shows that.",
        "A log that holds bytes sent and completion; what recipients say.",
    )
    if file.size_source in {"inferred", "unknown"}:
        yield (
            f"The file's size is {size(file.size)} ({file.size_source}); nobody stated it.",
            "If the size is another one, complete and partial deliveries change places.",
            "The file itself, or its size in a backup or in the publishing system.",
        )


def _of_clients(file: FileFindings) -> Iterator[tuple[str, str, str]]:
    total, addresses = file.total, file.total.addresses
    again = total.downloads.headline - addresses.headline
    if again > 0:
        yield (
            f"{plural(again, 'download')} went to an address that had already downloaded the file.",
            "One person who clicked twice or tried again, or several people behind one address.",
            f"Agents and times in section 5. At least ({at_least(total.downloads)}) counts downloads by one address"
            " within seconds once.",
        )
    if addresses.by_64 is not None and addresses.by_64 < addresses.headline:
        yield (
            f"{plural(addresses.headline, 'address')} lie in {plural(addresses.by_64, 'network')} if IPv6 addresses are cut to"
            " their /64.",
            "Temporary addresses of one device look like several recipients.",
            "The internet provider, by address, source port and exact time.",
        )
    if total.own:
        yield (
            f"{plural(total.own, 'download')} came from the organisation's own addresses.",
            "A check by staff or a monitor; or a disclosure inside the organisation.",
            "The network's own records. At least leaves them out; the headline holds them.",
        )
    if total.robots:
        yield (
            f"{plural(total.robots, 'download')} came from a program that names itself a robot.",
            "A search engine or archive may now hold a copy that others can read; an agent can also be made up.",
            "The operator's published address ranges; a request to remove the copy.",
        )
    if any(r.agent_class == "link preview" for r in file.addresses):
        yield (
            "A link preview fetched the file or a part of it.",
            "Somebody shared the link in a message.",
            "The service that fetched it; people in that exchange.",
        )


def _of_the_rest(file: FileFindings) -> Iterator[tuple[str, str, str]]:
    verdicts = file.total.verdicts
    if file.total.partial:
        yield (
            f"{plural(file.total.partial, 'partial delivery', 'partial deliveries')}: part of the file left the server.",
            "The beginning of a text or of many PDF files can be read by itself; an office file usually cannot without its end.",
            "Which bytes were asked for (Range and Content-Range, where a log holds them).",
        )
    if verdicts.get("indeterminate"):
        yield (
            f"{plural(verdicts['indeterminate'], 'request')} could be a delivery; the log's fields do not decide.",
            "Downloads that are missing from the headline, or nothing at all. At most counts them.",
            "The server's configuration (aliases, rewrites, compression) and a measurement of compressed sizes.",
        )
    if verdicts.get("not_modified"):
        yield (
            f"{plural(verdicts['not_modified'], 'request')} answered 304: the client said that it holds a copy.",
            "It downloaded the file earlier: in a line counted here, through another address, or out of sight.",
            "Logs of earlier days and of layers in front of the server.",
        )
    if file.outside.downloads.headline:
        yield (
            f"{plural(file.outside.downloads.headline, 'download')} outside every window.",
            "The windows as stated may be too short: the file could still, or already, be had at its address.",
            "When the link and the file itself were placed and removed, from the publishing system.",
        )
    if verdicts.get("error"):
        yield (
            f"{plural(verdicts['error'], 'request')} for the file failed inside the windows.",
            "Somebody knew the address while the file could not be had, or spelled it in a way that the server refused.",
            "Referers and times of those lines in section 5.",
        )
