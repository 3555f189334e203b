"""The rules by which each request gets its verdict: one ordered table, the first that matches wins.

The table is that of counting.md 3.5 with its amendments: what may be the file and may have left is never below the
ceiling, and only proof makes it another file (4b.3); a page of the case is no file, by its total too, and bytes with
headers are no whole range (4b.9); an abort without a known size is no delivery (4b.11). The page docs/rules.md is
generated from it. Conditions are over the columns of requests (model/schema.py) and those that delivery.py,
layers.py and copies add; null is no.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from forensics.language.statement import message

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """First match wins: `number` in counting.md 3.5, the condition, the verdict, the printed reason."""

    number: str
    when: pl.Expr
    verdict: str
    because: str


_SMALLEST = 2  # a range of at most two bytes is a capability test (IAB 5.5.2)
_PROBES = ("HEAD", "OPTIONS", "PROPFIND", "TRACE", "PROPPATCH", "REPORT", "SEARCH", "LOCK", "UNLOCK")

_METHOD = pl.col("method").str.to_uppercase()
_FETCHES = _METHOD.is_in(["GET", "POST"])  # Apache serves a file to POST too
_PROBED = _METHOD.is_in(_PROBES).fill_null(value=False)
_VARIANT = (pl.col("match") == "variant") & ~_PROBED
_QUERIED = pl.col("match") == "query"

_STATUS = pl.col("status")
#: No response code of HTTP: the client or the connection was gone (CDNs and Squid 0, nginx 499, ALB 460).
_ENDED_EARLY = [0, 408, 460, 499]
_SUCCESS = _STATUS.is_between(200, 299)
_OK = _STATUS.is_in([200, 203])
_PARTIAL_CONTENT = _STATUS == 206
_DELIVERING = _OK | _PARTIAL_CONTENT

_BODY, _SIZE = pl.col("body"), pl.col("size")
_FULL, _SHORT, _NOTHING = pl.col("full"), pl.col("short"), pl.col("nothing")
_HANDED, _UNMEASURED = pl.col("handed"), pl.col("unmeasured")
_WHOLE = _FULL | pl.col("planned_full")
_ABORTED = pl.col("aborted").fill_null(value=False)
_COMPLETED = ~pl.col("aborted").fill_null(value=True)

#: Files that are compressed in themselves: no server makes them much smaller. Text shrinks to a tenth with gzip,
#: and further with br.
_DENSE = pl.col("file").str.contains(r"(?i)\.(?:xlsx|xlsm|xlsb|docx|pptx|od[tsp]|pdf|zip|gz|7z|rar|jpe?g|png|mp[34])$")
_TOO_LITTLE = (pl.coalesce("body", "total_bytes") * pl.when(_DENSE).then(2).otherwise(50) < _SIZE).fill_null(
    value=False
)
_ASKS_LITTLE = pl.col("interval") & (pl.col("asked_last") - pl.col("asked_first") + 1 <= _SMALLEST)
_ASKS_ALL = (pl.col("asked_first") == 0) & (pl.col("asked_last") == _SIZE - 1)
_TINY = _PARTIAL_CONTENT & (_ASKS_LITTLE | (_BODY <= _SMALLEST)).fill_null(value=False)
#: Bytes with headers that fit the whole may be a part and longer headers: only a known interval tells (4b.9).
_ONE_WHOLE_RANGE = (
    _PARTIAL_CONTENT & ~pl.col("multipart") & _FULL & ((~pl.col("interval") & _BODY.is_not_null()) | _ASKS_ALL)
)

_IS_PAGE = pl.col("file").str.to_lowercase().str.contains(r"\.(html?|php|aspx?)$")
_GOT_PAGE = pl.col("content_type").str.to_lowercase().str.starts_with("text/html")
_HTML_INSTEAD = (~_IS_PAGE & _GOT_PAGE).fill_null(value=False)
_KNOWN_PAGE = pl.col("page") | _HTML_INSTEAD

#: Every request meets the last rule if no other.
RULES: tuple[Rule, ...] = (
    Rule(
        "3.8",
        pl.col("copy") & (pl.col("copy_how") == "request"),
        "duplicate_line",
        message("another log holds the same request; it is counted there"),
    ),
    Rule(
        "0",
        pl.col("copy") & (pl.col("copy_how") == "layer"),
        "duplicate_layer",
        message("the log of a server in front of this one holds the same request, with its client"),
    ),
    Rule(
        "3.8",
        pl.col("copy"),
        "duplicate_line",
        message("the same line stands in another log file and is counted there"),
    ),
    Rule(
        "0",
        pl.col("inner") & pl.col("outer_covers"),
        "duplicate_layer",
        message("a proxy asked the origin; the log of the outer layer shows what the client got"),
    ),
    Rule(
        "0",
        pl.col("internal"),
        "duplicate_layer",
        message("asked by another server of the same service; what the client got has a line of its own"),
    ),
    Rule(
        "1",
        pl.col("match") == "rejected",
        "indeterminate",
        message("the line cannot be read but holds the file's name"),
    ),
    Rule(
        "2",
        pl.col("match") == "other",
        "other_target",
        message("the line holds the name, but its host and path are not the file's"),
    ),
    Rule(
        "2",
        _QUERIED & _FETCHES & _SUCCESS & ~_NOTHING & ~_TOO_LITTLE,
        "indeterminate",
        message("a script was asked for a file of that name; whether it delivered it, the log does not say"),
    ),
    Rule(
        "2",
        _QUERIED,
        "other_target",
        message("the name stands in the query alone, and what was sent cannot be the file"),
    ),
    Rule(
        "2",
        pl.col("match") == "cleared",
        "other_target",
        message("the case says that this path is another file of the same size"),
    ),
    Rule(
        "2",
        pl.col("match") == "twin",
        "indeterminate",
        message("another path delivered exactly the file's size: possibly an alias of it"),
    ),
    Rule(
        "2",
        _VARIANT & _SUCCESS & (pl.col("foreign") | (_KNOWN_PAGE & ~_WHOLE)),
        "other_target",
        message("another spelling or host, and what it got is another file: of another size, or a page"),
    ),
    Rule(
        "2",
        _VARIANT & _DELIVERING & _WHOLE,
        "indeterminate",
        message("a spelling or host that this server is not known to resolve delivered exactly the file's size"),
    ),
    Rule(
        "2",
        _VARIANT & _DELIVERING & ~_NOTHING & ~_TINY & ~pl.col("generated").fill_null(value=False),
        "indeterminate",
        message("a spelling or host that this server is not known to resolve got an answer: perhaps the file"),
    ),
    Rule(
        "3",
        _METHOD.is_in(["COPY", "MOVE"]) & _SUCCESS,
        "indeterminate",
        message("a WebDAV COPY or MOVE succeeded: the file may have another place now"),
    ),
    Rule("3", _PROBED, "probe", message("the method asks for no content, whatever the size field says")),
    Rule(
        "4",
        ~_FETCHES & _SUCCESS & ~_NOTHING & (~_SHORT | _PARTIAL_CONTENT),
        "indeterminate",
        message("a method other than GET and POST was answered with success, and with no less than the file or a part"),
    ),
    Rule("4", ~_FETCHES, "error", message("the method delivers no file")),
    Rule(
        "5",
        _STATUS.is_between(300, 399) & (_STATUS != 304),
        "redirect",
        message("redirected: nothing of the file sent"),
    ),
    Rule("6", _STATUS == 304, "not_modified", message("nothing sent; the client says that it holds a copy")),
    Rule("7", _STATUS == 416, "error", message("the range asked for lies outside the file: nothing of it sent")),
    Rule(
        "8",
        _STATUS.is_in(_ENDED_EARLY) & pl.col("some"),
        "partial",
        message("the connection ended early, after part of the response"),
    ),
    Rule("8", _STATUS.is_in(_ENDED_EARLY), "error", message("the connection ended before anything was sent")),
    Rule(
        "9",
        _STATUS.is_between(400, 599) & _FULL & ~_NOTHING,
        "indeterminate",
        message("an error status with exactly the file's size"),
    ),
    Rule("9", _STATUS.is_between(400, 599), "error", message("the server refused or failed: nothing of the file sent")),
    Rule(
        "0",
        pl.col("cached_elsewhere") & _DELIVERING & ~_NOTHING,
        "indeterminate",
        message(
            "an outer layer that caches asked the origin; how many clients it served is in its log, which is missing"
        ),
    ),
    Rule(
        "15",
        (_SUCCESS | _STATUS.is_null()) & pl.col("generated"),
        "error",
        message("a layer before the file answered by itself, with a fixed response or a block page"),
    ),
    Rule(
        "23",
        _DELIVERING & pl.col("unfinished"),
        "indeterminate",
        message("logged before the response ended: its size is not final"),
    ),
    Rule(
        "15",
        _OK & _SIZE.is_null() & _KNOWN_PAGE,
        "error",
        message("a page and not the file, whose size is not known"),
    ),
    Rule("10", _OK & _NOTHING, "probe", message("status 200 without a single body byte")),
    Rule(
        "10",
        _OK & _UNMEASURED & _ABORTED,
        "indeterminate",
        message("no size is logged, and the log marks the connection as broken off"),
    ),
    Rule(
        "10",
        _OK & _SIZE.is_null() & _ABORTED,
        "indeterminate",
        message("the log marks the connection as broken off, and the file's size is not known"),
    ),
    Rule("10", _OK & _UNMEASURED, "complete", message("status 200; this log holds no sizes")),
    Rule("10", _OK & _SIZE.is_null(), "complete", message("status 200 with a body; the file's size is not known")),
    Rule("11", _OK & _FULL & ~_ABORTED, "complete", message("the whole file, by status and size")),
    Rule(
        "12",
        _OK & _FULL & _HANDED & ~pl.col("by_total"),
        "complete",
        message("every byte was handed over, though the log marks the connection as broken off"),
    ),
    Rule("12", _OK & _FULL, "indeterminate", message("the whole file was planned, but the log marks an abort")),
    Rule(
        "12",
        _OK & pl.col("other_version").is_not_null() & pl.col("cut_off"),
        "indeterminate",
        message("the whole of another version was planned, but the log marks an abort"),
    ),
    Rule(
        "13",
        _OK & pl.col("other_version").is_not_null(),
        "complete",
        message("the whole of another version of the file"),
    ),
    Rule(
        "14",
        _OK & pl.col("encoded") & ~_ABORTED,
        "complete",
        message("the whole file, compressed: the size is that measured for its encoded form"),
    ),
    Rule(
        "14",
        _OK & pl.col("encoding").is_not_null() & _COMPLETED & (_BODY > 0),
        "complete",
        message("the whole file, compressed: the encoding is logged and completion confirmed"),
    ),
    Rule("15", _OK & pl.col("page"), "error", message("the size is that of a known error or login page")),
    Rule(
        "15",
        _OK & pl.col("perhaps_page") & ~_SHORT,
        "indeterminate",
        message("the bytes with headers fit a known page as well as the file"),
    ),
    Rule("15", _OK & _HTML_INSTEAD, "error", message("the response was an HTML page, not the file")),
    Rule(
        "17",
        _OK & _SHORT & pl.col("recurring") & ~_ABORTED,
        "indeterminate",
        message(
            "several clients got the same smaller size: perhaps the file compressed; measure its gzip and br sizes"
        ),
    ),
    Rule(
        "16",
        _OK & _SHORT & _HANDED & ~_COMPLETED & ~pl.col("whole_object"),
        "partial",
        message("fewer bytes were handed over than the file has"),
    ),
    Rule(
        "17",
        _OK & _SHORT,
        "indeterminate",
        message("a smaller body was planned or completed: perhaps another representation of the file"),
    ),
    Rule("18", _OK, "indeterminate", message("the body is larger than the file")),
    Rule(
        "19",
        _TINY,
        "probe",
        message("a range of at most two bytes tests what the server can do"),
    ),
    Rule(
        "21",
        _PARTIAL_CONTENT & pl.col("foreign"),
        "indeterminate",
        message("a range of a file of another size than any version that is known"),
    ),
    Rule(
        "20",
        _ONE_WHOLE_RANGE & pl.col("cut_off"),
        "indeterminate",
        message("one range that is the whole file was planned, but the log marks an abort"),
    ),
    Rule("20", _ONE_WHOLE_RANGE, "complete", message("one range that is the whole file")),
    Rule("21", _PARTIAL_CONTENT & pl.col("interval"), "partial", message("a known range of the file")),
    Rule("22", _PARTIAL_CONTENT, "partial", message("some range of the file; the log does not say which")),
    Rule("23", pl.lit(value=True), "indeterminate", message("the fields do not decide")),
)
