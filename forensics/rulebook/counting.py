"""The numbered rules of counting in words: the one source of docs/counting.md, of `explain` and of the report's page.

Code and reports cite them by number: "3.6.1" is the first point of section 3.6. What a table of the code explains
(verdicts, grades, the rows of 3.5) stands there and not here. Words in backticks are code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forensics.language.statement import message

__all__ = ["MENTION", "SECTIONS", "Section"]

#: How a text names another rule (a section from 3.1 on, or a point of one) or a grade.
MENTION = re.compile(r"(?<![\w.])(?:3\.\d+(?:\.\d+)?|4b(?:\.\d+)?|G[0-3])(?![\w.]*\w)")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its number, its title, what goes before its points, and the points, numbered from 1."""

    number: str
    title: str
    text: str
    points: tuple[str, ...] = ()

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """Each point with its own number."""
        return tuple((f"{self.number}.{place}", point) for place, point in enumerate(self.points, 1))


SECTIONS: tuple[Section, ...] = (
    Section(
        "0",
        message("What matters most"),
        "",
        (
            message("Repeats are not merged. The number established holds every complete delivery."),
            message("Robots are labelled and never subtracted: in a leak a scripted fetch is the worst recipient."),
            message(
                "Apache's `%b` is what the server planned to send: a client that hung up after 100 kB of 60 MB is"
                " logged `200 60000000`. `%O` and `%X` show the abort; nginx's `$body_bytes_sent` and"
                " `$request_completion` show it too."
            ),
            message(
                "Below some 2 to 4 MiB nobody can see an abort: the whole file fits into the buffers of the operating"
                " system. A full size proves that the file was handed over, never that it was received."
            ),
            message(
                "The `combined` format of Debian and Ubuntu logs `%O`, with headers: a complete transfer of 2,000,000"
                " bytes reads 2000334, or 2007790 over TLS. A test for equality finds nothing."
            ),
            message(
                "The method outranks the size: Apache logs HEAD over HTTP/2 as `200 2000000`. POST can be a download."
            ),
            message(
                "A combined log holds no ranges: responses with status 206 can be added up, which proves no coverage."
                " A resume from byte X does prove that the client held X bytes."
            ),
            message("The log of an origin behind a proxy or a cache is not a log of deliveries."),
            message(
                "A size that nobody gave is taken from the document, or else inferred from the log, and that is said."
                " Where nothing supports a size, a whole response counts by its status alone (G0) and at least is not"
                " determinable: null, never 0."
            ),
        ),
    ),
    Section(
        "1",
        message("How others count"),
        "",
        (
            message(
                "Web statistics, podcasts and libraries have definitions of a download of their own. Every report"
                " counts the same lines by each of them (3.9)."
            ),
            message(
                "Most leave robots out, and many merge what one visitor does within 30 seconds, an hour or a day."
                " Here neither is done: the question is who holds the file, not how popular it is."
            ),
            message(
                "Only that for podcasts asks whether the whole file was sent; none says how well a delivery is proven."
            ),
        ),
    ),
    Section(
        "2",
        message("What servers write"),
        message("Measured with Apache 2.4 and nginx, and from the manuals of the others."),
        (
            message(
                "Apache: `%b` and `%B` are bytes of the body that were planned; `%O` those handed to the operating"
                " system, with headers and TLS. `%X` is X where the connection broke off, unless all of it fitted"
                " into the buffers."
            ),
            message(
                "nginx: `$body_bytes_sent` is what the operating system took on, which after an abort is more than"
                " the client read; `$request_completion` is OK or empty. A response that broke off keeps its status"
                " 200 or 206; 499 means that nothing had been sent."
            ),
            message(
                "IIS: its usual fields hold neither size nor host, and times are UTC. `sc-win32-status` 64 beside a"
                " 200 says that the connection was gone, during the response or after it."
            ),
            message(
                "Load balancers and content networks count bytes with headers. CloudFront keeps status 200 after an"
                " abort and marks the result as an error; S3 logs the bytes sent beside the size of the object."
            ),
            message(
                "The time is that of the start (Apache, S3, HAProxy) or of the end of a request (nginx, IIS,"
                " CloudFront, load balancers of AWS)."
            ),
            message(
                "HEAD, 204 and 304 have no body: Apache's `%b` writes `-`, nginx's `$body_bytes_sent` 0, and a field"
                " that counts headers some hundred bytes."
            ),
            message(
                "A request for several ranges gets an answer in several parts, longer than the data in it; Apache"
                " joins ranges that overlap, and sends the whole file for too many."
            ),
            message(
                "A path is resolved by each server in its own way: all decode percent escapes once and take out"
                " double slashes and dots; nginx decodes `%2f` too, which Apache refuses; IIS does not tell capitals"
                " from small letters."
            ),
        ),
    ),
    Section(
        "2b",
        message("How lines are read"),
        "",
        (
            message(
                "Nothing that a client sends may move a field: a pattern holds from the first to the last character"
                " of a line, and no text runs past the quote or blank that ends it."
            ),
            message(
                "A line of more than 1 MiB is skipped and counted, so that memory stays bounded. Wherever it names the"
                " file, it counts as a line that could not be read."
            ),
            message(
                "Odd requests (empty, without a version, binary, with blanks in the URL) are read as they stand;"
                " bytes that are not UTF-8 are replaced for reading only."
            ),
            message(
                "Each line of evidence is given to a second reader, apache-log-parser, which shares no code with this"
                " tool. Where the two differ the report shows it; where the second is known to be wrong, that is"
                " proved on the very line."
            ),
            message(
                "What a terminal, a browser or a spreadsheet would act on is printed as an escape, from which the"
                " text can be had back."
            ),
        ),
    ),
    Section(
        "3.1",
        message("What the case states"),
        "",
        (
            message("The file: its name, and if known its paths, hosts, sizes and versions."),
            message(
                "Sizes of its compressed forms, measured on the same server. They are met within 1 %, for servers"
                " compress a little differently each time."
            ),
            message(
                "The windows in which it was exposed, from the start up to but not including the end; what a size"
                " field means, if nothing in the log shows it; proxies that are trusted; the organisation's own"
                " addresses."
            ),
        ),
    ),
    Section(
        "3.3",
        message("Grades of evidence"),
        message("How well a log proves a delivery. What stands between the server and the client can only lower it."),
        (
            message(
                "Bytes with headers show the whole file from S + 80 bytes up to S + 0.5 % + 16 KiB, unless the"
                " server's own lines say how long its headers are (4b.9)."
            ),
            message(
                "`abort-blind` marks downloads that would look the same had the client broken off: G1 always, G2"
                " below 4 MiB."
            ),
        ),
    ),
    Section(
        "3.4",
        message("Verdicts"),
        message("Every request that may be about the file gets one."),
        (
            message(
                "Assembled is proven where the ranges are known, and inferred where only sizes are. A probe is HEAD"
                " and its kind, a range of at most two bytes, or an answer without a body."
            ),
            message("A 304 counts in at most where no delivery to that client is known: its copy came from somewhere."),
            message(
                "Other target, duplicate line and duplicate layer are labels: such lines are listed and never counted."
            ),
        ),
    ),
    Section(
        "3.5",
        message("The table of rules"),
        message(
            "The first rule that fits a request gives its verdict. Bytes with headers are turned into bytes of the"
            " body before."
        ),
        (
            message(
                "A line that holds the name and cannot be read is indeterminate (rule 1). Only proof makes a request"
                " one for another file (rule 2)."
            ),
            message("Rules 20 to 22 give parts of a file, which 3.6 joins into downloads."),
        ),
    ),
    Section(
        "3.6",
        message("From lines to downloads"),
        message("Lengths of time are those that hold unless the case states others."),
        (
            message(
                "Requests of one address, agent and version of the file make an episode; 30 minutes without one end"
                " it. The answer with 5 minutes and with 24 hours is printed beside it."
            ),
            message(
                "A complete response is a download of its own. Parts that the same address fetched within 60 seconds"
                " of one belong to it: a viewer that goes on with ranges, a prefetch of an office program."
            ),
            message(
                "A 200 followed by a 206 from byte X to the end shows that the client held X bytes: one download,"
                " assembled."
            ),
            message(
                "Known ranges are joined; together the whole file, they are one download, proven. Never across"
                " versions."
            ),
            message(
                "Of parts at unknown places only the sum is known: exactly S is assembled, inferred; more is"
                " indeterminate; less is partial."
            ),
            message("Several ranges in one answer: its body is longer than the data, so its size is never added up."),
            message(
                "Left-over parts of one address under several agents are joined only if their ranges are known and"
                " cover the file. Parts of different addresses are never joined; pairs that would fit are listed."
            ),
            message(
                "A part from byte 0 after the whole was there begins a new download. So do parts in any other order"
                " that are the whole once more; less than that belongs to what was there, as a viewer asks for a page"
                " again."
            ),
        ),
    ),
    Section(
        "3.7",
        message("The three numbers"),
        message(
            "Each is a filter over the exported table of downloads. At least is never above what is"
            " established, nor that above at most."
        ),
        (
            message(
                "Established: complete and assembled deliveries in the window. Nothing is merged, robots and the"
                " organisation's own addresses included and shown apart."
            ),
            message(
                "At least: only what is handed over by every byte (G2 or G3, and proven), without the organisation's"
                " own, requests of one address within 30 seconds taken as one, doubt at the edge of a window resolved"
                " downwards, IPv6 addresses by their /64. Where the log can prove no delivery it is not determinable,"
                " never 0."
            ),
            message(
                "At most: what is established, partial and indeterminate deliveries, clients that claim a copy which no"
                " line explains, and whatever may touch the window. Or more, where a gap, a thinned log, a missing"
                " layer or a copy elsewhere leaves it open."
            ),
        ),
    ),
    Section(
        "3.8",
        message("Clients, time, copies, gaps"),
        "",
        (
            message(
                "An address is written in one way: lower case, without a port, an IPv4 address inside IPv6 as IPv4."
                " IPv6 counts exactly and by /64."
            ),
            message("A forwarded address is believed only from a trusted proxy; the chain is read from the right."),
            message("An address is not a person: NAT joins people, temporary addresses split one."),
            message(
                "A request lasts from its start to its end, and is in a window that this touches. Where one end is"
                " not logged, two minutes around the edge of a window are in doubt."
            ),
            message("A local time that occurs twice keeps both readings."),
            message(
                "The same line in two files is one request; the same line twice in one file is two. Equal requests in"
                " two logs: 4b.2."
            ),
            message(
                "When the file was really there is told by the answers: the first and the last that show it, and the"
                " first 403, 404 or 410 after that."
            ),
            message(
                "A missing file of a series, and a silence that its rhythm makes improbable (4b.7), leave at most open."
            ),
        ),
    ),
    Section(
        "3.9",
        message("Other definitions"),
        message(
            "Every report counts the lines of the windows that name the file by other definitions too, and lists for"
            " each the lines that it counts and that are not in the number established, and the reverse. What a"
            " definition needs and no server logs is adapted, and that is said."
        ),
    ),
    Section(
        "3.10",
        message("Who asked"),
        message("Labels explain a number; none changes it."),
        (
            message(
                "The class of a program follows from what it calls itself. A robot that fetched the file is a"
                " disclosure too."
            ),
            message(
                "A country or network is that of the registration of an address, never proof of where a person was. A"
                " database made more than 90 days before or after the windows is told of."
            ),
            message(
                "A claim to be the robot of a service is verified by the list of addresses that the service"
                " publishes, or contradicted by it; without the list it stays a claim."
            ),
            message(
                "Where the agent itself is not shown, its family is: a word of a published list, never of a client."
            ),
        ),
    ),
    Section(
        "4b",
        message("Odd evidence"),
        "",
        (
            message(
                "Read means that time, target and status of a line are known by its format, strictly. Whatever else"
                " holds the name is a candidate: in the ceiling, and told. An address column holds an address or a"
                " host name. What stands before a line (the work of grep, of a journal, of a collector) is taken off"
                " if what remains reads strictly, and named."
            ),
            message(
                "Copies. Requests of two logs are the same if second, client, method, path and status agree, and size"
                " where both log it alike; compared as multisets over the time that both logs cover. The one time that"
                " a line holds may be that of its start or of its end, so either is compared. A log whose requests for"
                " the file all stand in another adds nothing: no request, no gap, no limit. Contained in part: each"
                " counts once in the number established, both in the ceiling. Equal requests in logs of two hosts are"
                " two; a value that the client sent proves nothing."
            ),
            message(
                "The ceiling is a bound. Unplaced parts of one client are at most as many deliveries as their bytes"
                " allow; an unreadable line as many as it names the file; what may be the file and may have left is"
                " always in it."
            ),
            message(
                "Readings. What a size field means is settled by the responses for the file itself: exactly S, or S"
                " and one constant, from several networks, outweigh every response without a body. One address, or"
                " one /64, never decides. Where two readings stay possible the number established is that of the better"
                " evidenced one, the bounds span both, and the other is named with its answer."
            ),
            message(
                "Proxies that the case does not name. Behind an address that is private, the server's own, or whose"
                " forwarded chains differ, nothing is concluded from one request to another. The line to add to the"
                " case is told."
            ),
            message(
                "No line names the file: said first, with the names close to it and how many lines hold them."
                " Incomplete where there is one, or where a log was not understood. A query that asks a script for"
                " the name is proposed as a path, and stands in the ceiling unless what was sent cannot be the file."
            ),
            message(
                "Gaps. A silence is a gap only where the log's own rhythm makes it improbable: one sound log in five"
                " hundred holds such a one, or it stands out among the silences of its log and a hundred lines were"
                " due. A silence that is rare (one in three thousand, or in seven hundred where two hundred lines were"
                " due) and no gap is told as a quiet stretch and leaves the ceiling open. Of what is left the rarest"
                " silence of each window is named, for a loss of so few lines looks no different. An empty log beside"
                " logs of other names is quiet; beside a log of its own name it is a gap. A log that ends in the middle"
                " of a line is not whole: what may have stood behind it, up to the next file or the end of a window, is"
                " told and open."
            ),
            message(
                "Origin logs. A whole delivery to a client that a trusted chain names counts, as G1; the ceiling"
                " stays open, for a cache may have served others."
            ),
            message(
                "Bytes with headers. How large headers are is learnt from the server's own lines. A part whose place"
                " is not known is never the whole; below some 64 KiB a full total is G1 at most. HTTP/0.9 has no"
                " headers."
            ),
            message(
                "The size, inferred: never from the responses to one network, nor from a page of known size; two"
                " sizes with as good a claim leave it unknown."
            ),
            message("Aborts without a known size are never complete."),
            message(
                "Resumes overshoot: servers hand over more than a client has read. A 200 of H bytes and a 206 of n"
                " bytes by the same client are one download, inferred, if S - n <= H."
            ),
            message("The same part again proves nothing."),
            message(
                "Zones. A time without an offset, and no zone stated, is refused on the command line and told in a"
                " case; an abbreviation is no zone. Zero bytes in a log are damage. A log of which no line can be"
                " read gives no answer."
            ),
            message(
                "Thinned logs. A stretch of half an hour to a day that holds less than two fifths of the lines that"
                " were due, and at least 60 fewer, is told as thinned, makes the evidence incomplete and leaves the"
                " ceiling open, where that is improbable by the spread of the log's own stretches. Due is the most"
                " modest of what the same hours of other days hold, as far as the hours before and after come up to"
                " theirs, and of what a day off would hold, unless those hours, or another log, show that it was"
                " none; where no other day tells, the quieter of both sides in daytime. So weekends, holidays,"
                " growth, a flood or a crawler that stops, and a monitor that is off make none. What is thinned by"
                " half, at night, or up to the end of the log is not told so."
            ),
        ),
    ),
    Section(
        "5",
        message("Sources"),
        message(
            "IAB Podcast Measurement Technical Guidelines 2.3; COUNTER Code of Practice 5.1; the sources of OP3,"
            " AWStats, Matomo and GoAccess; RFC 9110 and RFC 9112 on HTTP; the manuals of the servers; RFC 6302 and"
            " RFC 8981 on addresses."
        ),
    ),
)
