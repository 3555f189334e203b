"""What each column of a table means, for whoever opens the tables of a report: requests and downloads by the columns of
`model.schema`, the others by the keys of findings.json.

The explanations are messages: `Language.say` prints them. The names of the columns are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

from forensics.language.statement import message

__all__ = ["COLUMNS"]

_FILE = message("Name of the leaked file.")
_SIZE = message("Size in bytes of the version of the file that was live at that time.")
_GRADE = message("Grade of the evidence, G0 to G3.")
_CLIENT = message("The client, behind trusted proxies: its IP address, or a label in its place.")
_CLIENT_64 = message("The same, of IPv6 the first 64 bits.")
_PARTY = message("Name of a known party, or “own” for the organisation itself.")
_OWN = message("Whether it is an address of the organisation itself.")
_AGENT = message("User-Agent, as written.")
_AGENT_CLASS = message("What kind of program it says that it is.")
_AGENT_FAMILY = message("Which program, and on what system, by its User-Agent.")
_ROBOT = message("Whether it says that it is a robot.")
_FLAGS = message("Marks, each explained with the rules.")
_WINDOW = message("Exposure window by the time in the log; empty: outside every window.")
_EDGE = message("Window that it may belong to as well, so close is it to its edge.")
_COUNTRY = message("Country, ISO 3166-1.")
_BECAUSE = message("Why it was judged so.")

_REQUESTS = {
    "row": message("Name of the line everywhere: source and number of the line."),
    "source": message("Id of the source, as in the list of sources."),
    "log": message("Which [[logs]] entry of the case, counted from 0."),
    "line_no": message("Number of the line in the decompressed text, counted from 1."),
    "offset": message("Byte offset of the line in the decompressed text."),
    "line": message("The line itself; controls and bytes that are not UTF-8 stand as escapes."),
    "text": message("What was read, where that is not the line as it stands."),
    "format": message("Name of the format that read the line; empty: none could."),
    "file": _FILE,
    "match": message("How the line names the file: target, variant, twin, cleared, rejected, query or other."),
    "names": message("How often a line that could not be read names the file."),
    "start": message("When the request was received."),
    "end": message("When the response was finished."),
    "second_reading": message("The other moment that a local time can mean, where it occurs twice in autumn."),
    "peer": message("Who opened the connection, as written."),
    "forwarded": message("X-Forwarded-For, as written."),
    "user": message("Name of the user who was logged in."),
    "method": message("Method of the request."),
    "target": message("Target of the request, as written."),
    "host": message("Name of the host that was asked."),
    "path": message("Path of the target, as written."),
    "query": message("Query of the target, without its question mark."),
    "protocol": message("Version of HTTP."),
    "status": message("Status of the response."),
    "body_bytes": message("Bytes of the body that were handed over (nginx $body_bytes_sent)."),
    "planned_bytes": message("Bytes of the body that the server meant to send (Apache %b, Content-Length)."),
    "total_bytes": message("Bytes sent, headers included (Apache %O, nginx $bytes_sent)."),
    "object_bytes": message("Size of the stored object, as the log states it (S3 Object Size)."),
    "range": message("Range that was asked for, as written."),
    "content_range": message("Range that was sent, as written."),
    "encoding": message("Content-Encoding of the response."),
    "content_type": message("Content-Type of the response."),
    "aborted": message("Whether the log marks the transfer as broken off; empty: it does not tell."),
    "generated": message("Whether a layer before the file answered by itself."),
    "internal": message("Whether another server of the same service asked, whose client has a line of its own."),
    "unfinished": message("Whether the line was written before the response ended."),
    "referer": message("Referer, as written."),
    "agent": _AGENT,
    "request_id": message("Id of the request, as written."),
    "client": _CLIENT,
    "client_64": _CLIENT_64,
    "party": _PARTY,
    "own": _OWN,
    "agent_class": _AGENT_CLASS,
    "robot": _ROBOT,
    "agent_family": _AGENT_FAMILY,
    "size": _SIZE,
    "verdict": message("What the request was judged to be; explained with the rules."),
    "rule": message("Rule that decided; explained with the rules."),
    "because": _BECAUSE,
    "grade": _GRADE,
    "flags": _FLAGS,
    "first_byte": message("First byte of the file that the response carried."),
    "last_byte": message("Last byte of the file that the response carried."),
    "download": message("The download, or possible download, that the request is part of."),
    "window": _WINDOW,
    "edge_window": _EDGE,
}
_DOWNLOADS = {
    "download": message("Name of the download; the requests that it is made of bear it too."),
    "file": _FILE,
    "size": _SIZE,
    "kind": message("What it is: complete, assembled, partial, indeterminate or not_modified."),
    "proof": message("How it is known to be whole: single, proven or inferred; empty: it is no download."),
    "grade": _GRADE,
    "client": _CLIENT,
    "client_64": _CLIENT_64,
    "party": _PARTY,
    "own": _OWN,
    "agent": _AGENT,
    "agent_class": _AGENT_CLASS,
    "robot": _ROBOT,
    "first": message("Start of its first request."),
    "last": message("End of its last request."),
    "bytes": message("Bytes of the file that are known to have left; empty: not known."),
    "window": _WINDOW,
    "edge_window": _EDGE,
    "flags": _FLAGS,
    "because": _BECAUSE,
    "rows": message("Its requests, by the names of their lines."),
    "in_at_least": message("Whether it counts in at least."),
    "in_headline": message("Whether it counts in the established number."),
    "in_at_most": message("Whether it counts in at most."),
    "at_most": message("As how many downloads it counts in at most."),
}
_ADDRESSES = {
    "file": _FILE,
    "address": _CLIENT,
    "downloads": message("Established downloads inside the windows."),
    "partial": message("Deliveries of a part."),
    "first": message("Its first delivery."),
    "last": message("Its last delivery."),
    "party": _PARTY,
    "country": _COUNTRY,
    "asn": message("Number of its autonomous system."),
    "network": message("Organisation of that network."),
    "network_type": message("Kind of that network, as the database calls it."),
    "kind": message("Why several parties may stand behind it; empty: nothing says so."),
    "agent_class": _AGENT_CLASS,
    "agent_family": _AGENT_FAMILY,
    "claim": message("Whether published lists bear out the service that its program claims to be."),
    "ranges": message("Published lists that hold it."),
    "token": message("Links it between reports that do not hold the address."),
}
_COVERAGE = {
    "log": message("Series of rotated logs."),
    "kind": message("The whole series, a gap, a quiet stretch, the rarest silence of a window, or a thinned stretch."),
    "first": message("First line; of a stretch, its beginning."),
    "last": message("Last line; of a stretch, its end."),
    "window": message("Window that the stretch touches; empty: none."),
    "because": message("Why this is a gap, or is none."),
    "expected": message("Lines to be expected in the stretch; empty: not known."),
    "seen": message("Lines that the stretch holds; empty: none."),
    "fraction": message("Share of the windows' time that lies in no gap, 0 to 1."),
    "sources": message("Ids of its files."),
    "missing_rotations": message("Rotated files that are missing, by number or date."),
    "clock_jumps": message("Files with a jump of the clock."),
    "out_of_order": message("Share of lines stamped more than a minute before an earlier line, 0 to 1."),
}
_SOURCES = {
    "id": message("Id of the source; members of archive s3 are s3.1, s3.2, and so on."),
    "path": message("Where it was read from."),
    "kind": message("A log, or an archive of logs."),
    "archive": message("The archive that it is a member of."),
    "bytes": message("Size of the file as it lies."),
    "sha256": message("SHA-256 of the file as it lies."),
    "stream_bytes": message("Size of the decompressed text."),
    "stream_sha256": message("SHA-256 of the decompressed text."),
    "compression": message("Compression, by content."),
    "format": message("Format of its lines; empty: none is known."),
    "format_because": message("How the format is known."),
    "wrappers": message("What stands around each line, from the outside in."),
    "refused": message("Why it is recognised and not counted; empty for all others."),
    "server": message("Whose rules resolve its paths."),
    "size_field": message("What its size field counts: body, planned or total bytes."),
    "size_field_source": message("From where that is known."),
    "size_field_because": message("How that is known."),
    "zone_source": message("Whether the offset of its times stands in each line, or comes from format or case."),
    "lines": message("All lines."),
    "blank": message("Lines of white space alone."),
    "headings": message("Lines that name the fields of the rows below them."),
    "parsed": message("Lines whose time was read."),
    "unparsed": message("Lines that could not be read."),
    "unparsed_candidates": message("Of these, lines that could name a leaked file."),
    "repaired": message("Lines with bytes that are not UTF-8."),
    "overlong": message("Lines over 1 MiB, skipped."),
    "out_of_order": message("Lines stamped more than a minute before an earlier line."),
    "first": message("Its first time."),
    "last": message("Its last time."),
    "copy_of": message("The source that holds all of its requests for the file, or all its lines."),
    "damage": message("Where and how it stops being readable; empty: nowhere."),
    "unread": message("Members of the archive that were not read, and why."),
}  # fmt: skip

#: Table -> column -> what it means.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "requests": _REQUESTS,
    "downloads": _DOWNLOADS,
    "addresses": _ADDRESSES,
    "coverage": _COVERAGE,
    "sources": _SOURCES,
}
