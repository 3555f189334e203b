"""What each column of the tables of schema.py holds, in a sentence, for whoever meets it outside of this program.

Null always means "the log does not say". English, as the descriptions in the JSON Schema of findings.json are: names
of columns and what explains them are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["OF_DOWNLOAD", "OF_REQUEST"]

_SHARED = {
    "file": "Name of the leaked file that the row is about.",
    "client": "Canonical address of the client, behind trusted proxies.",
    "client_64": "The same, an IPv6 address cut to its /64.",
    "party": "Name of a known party, or own for the organisation itself.",
    "own": "Whether the address is one of the organisation itself.",
    "agent": "What the client called itself (User-Agent).",
    "agent_class": "What kind of program it is: browser, tool, crawler and so on.",
    "robot": "Whether the agent declares itself a robot.",
    "grade": "How well the delivery is proven, G0 to G3; null where nothing was delivered.",
    "flags": "Marks, with blanks between them; the table words explains each.",
    "because": "The reason, in a sentence.",
    "window": "Label of the window; null: outside every window.",
    "edge_window": "Label of a window that it may touch besides, because it lies near an edge.",
}

#: The columns of LABELLED.
OF_REQUEST: Mapping[str, str] = {
    **_SHARED,
    "row": "Id of the line everywhere in the report: source, colon, number of the line.",
    "source": "Id of the log that holds the line.",
    "log": "Entry of the logs in the case, counted from 0.",
    "line_no": "Number of the line, counted from 1, in the decompressed log.",
    "offset": "Byte at which the line begins in the decompressed log.",
    "line": "The original bytes of the line, without its end.",
    "text": "What was read where it is not the line as it stands (wrapped, in pieces).",
    "format": "Name of the format that read the line; null if none could.",
    "match": "How the line names the file: target, variant, twin, cleared, rejected, query or other.",
    "names": "How many times an unreadable line names the file; null for others.",
    "start": "When the request was received; null unless the log tells.",
    "end": "When the response was finished; null unless the log tells.",
    "second_reading": "The other instant of a local time that occurs twice, when clocks go back.",
    "peer": "Address or name that opened the connection, as written.",
    "forwarded": "X-Forwarded-For as written, the leftmost first.",
    "user": "Authenticated user name.",
    "method": "Method of the request, as written.",
    "target": "Target of the request, as written: path and query, or an absolute URI.",
    "host": "Virtual host, in lower case, without port.",
    "path": "Path of the target, as written, without query and fragment.",
    "query": "Query of the target, without the question mark.",
    "protocol": "Version of HTTP; null for HTTP/0.9.",
    "status": "Final status of the response.",
    "body_bytes": "Bytes of the body that were handed to the operating system (nginx $body_bytes_sent).",
    "planned_bytes": "Bytes of the body that the server meant to send (Apache %b, Content-Length).",
    "total_bytes": "Bytes on the socket, headers included (Apache %O, nginx $bytes_sent).",
    "object_bytes": "Size of the stored object, as the log states it (S3 Object Size).",
    "range": "Range header of the request, as written: bytes=0-99.",
    "content_range": "Content-Range header of the response, as written: bytes 0-99/1000.",
    "encoding": "Content-Encoding of the response; null if not logged or not encoded.",
    "content_type": "Content-Type of the response.",
    "aborted": "Whether the log marks the connection as broken off; null: it has no such field.",
    "generated": "Whether a layer before the file answered by itself, with a block page for instance.",
    "internal": "Whether another server of the same service asked, whose client has a line of its own.",
    "unfinished": "Whether the line was logged before the response ended, so that sizes are not final.",
    "referer": "Where the client said that it came from.",
    "request_id": "Id of the request, as logged.",
    "agent_family": "Program and system, as the agent tells them: Firefox 115, Windows.",
    "size": "Size in bytes of the version of the file that was live at that time; null if not known.",
    "verdict": "What became of the request; the table words explains each verdict.",
    "rule": "Number of the rule that decided; see the table rules.",
    "first_byte": "First byte of the file that the response carried, if known.",
    "last_byte": "Last byte of the file that the response carried, included.",
    "download": "The download, or possible download, that the request is part of.",
    "window": "Label of the window by logged time; null: outside every window.",
}

#: The columns of DOWNLOAD.
OF_DOWNLOAD: Mapping[str, str] = {
    **_SHARED,
    "download": "Id of the download, numbered by first time, then source and line.",
    "size": "Size in bytes of the version delivered; null if not known.",
    "kind": "complete, assembled, partial, indeterminate or not_modified.",
    "proof": "single, proven or inferred; null when it is not a download.",
    "first": "Start of its first request; the logged time where the start is not known.",
    "last": "End of its last request; the logged time where the end is not known.",
    "bytes": "Bytes of the file that are known to have left; null if not known.",
    "rows": "The lines that it is made of.",
    "in_at_least": "Whether it counts in at least.",
    "in_headline": "Whether it counts in what is established.",
    "in_at_most": "Whether it counts in at most.",
    "at_most": "As how many deliveries it counts in at most (counting.md 4b.3).",
}
