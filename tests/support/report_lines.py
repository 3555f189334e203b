"""The requests of an invented case, as rows that a person can read, and what stands beside each verdict."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FULL", "HOSTILE", "LINES", "SIZE", "Line"]

SIZE = 183_296
FULL = "the whole file, by status and size"

#: What has broken other report writers, and what no output may pass on.
HOSTILE = (
    "</title></style></script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>",
    "%3Cscript%3E %253Cscript%253E \\x3cscript\\x3e &#60;script&#62; +ADw-script+AD4-",
    "]]> --> <!-- {{ 7*7 }} {% raw %} ${x} $\\frac{1}{2}$ }</style><base href=//evil.example.org>",
    'javascript:alert(1) data:text/html,<b> " onmouseover="alert(1)" x=\'',
    "\x1b[31m\x1b]0;t\x07\x9b\x08\r\n\x00\x7f\u202e\u2066\u2028\u200b\ufeff",
    "=HYPERLINK(1) @SUM(1) | `a` [b](javascript:c) \u65e5\u672c\u8a9e \U0001f4a9 e\u0301 \u05d0\u05d1",
)

_REASONS = {
    "3": "the method asks for no content, whatever the size field says",
    "5": "redirected: nothing of the file sent",
    "6": "nothing sent; the client says that it holds a copy",
    "9": "the server refused or failed: nothing of the file sent",
    "11": FULL,
    "16": "fewer bytes were handed over than the file has",
    "20": "one range that is the whole file",
    "2": "another path delivered exactly the file's size: possibly an alias of it",
    "3.6.4": "the parts join without a hole and cover the file",
}
_FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:77.0) Gecko/20100101 Firefox/77.0"
_AGENTS = {
    "192.0.2.33": ("curl/7.68.0", "tool/script"),
    "203.0.113.250": ("Mozilla/5.0 (compatible; ExampleBot/2.1)", "search engine"),
}


@dataclass(frozen=True)
class Line:
    """One request: row id, local time in 2020, client, what it asked and what came of it."""

    row: str  # "s1:1204"
    at: str  # "06-08 09:12:44"
    client: str
    verdict: str
    rule: str
    size: int | None = SIZE
    status: int = 200
    method: str = "GET"
    download: str | None = None
    flags: tuple[str, ...] = ()
    path: str = "/wob/2020/Lijst%20signalen.xlsx"
    match: str = "target"

    @property
    def because(self) -> str:
        """The reason that stands beside the verdict."""
        return _REASONS[self.rule]

    @property
    def agent(self) -> tuple[str, str]:
        """The user agent and its class."""
        return _AGENTS.get(self.client, (_FIREFOX, "browser"))


# row, time, client, verdict, rule, size, status, method, download, flags
_TABLE = """
s1:1204 | 06-08 08:41:10 | 192.0.2.200      | error        | 9     | 153    | 404 | GET  | -   |
s1:1311 | 06-08 09:12:44 | 192.0.2.10       | complete     | 11    | 183296 | 200 | GET  | d1  | abort-blind
s1:1312 | 06-08 09:13:02 | 192.0.2.10       | not_modified | 6     | 0      | 304 | GET  | -   |
s1:1490 | 06-08 10:05:31 | 198.51.100.7     | complete     | 11    | 183296 | 200 | GET  | d2  | abort-blind
s1:1491 | 06-08 10:05:52 | 198.51.100.7     | complete     | 11    | 183296 | 200 | GET  | d3  | repeat-within-30s
s3:702  | 06-08 16:22:09 | 2001:db8:4:1::a1 | complete     | 11    | 183296 | 200 | GET  | d4  | abort-blind
s3:977  | 06-09 08:00:00 | 203.0.113.99     | probe        | 3     | -      | 200 | HEAD | -   |
s1:2217 | 06-09 11:48:20 | 203.0.113.20     | partial      | 16    | 65536  | 200 | GET  | d5  | absorbed
s1:2240 | 06-09 11:52:03 | 203.0.113.20     | complete     | 20    | 183296 | 206 | GET  | d6  | abort-blind
s2:88   | 06-10 14:30:00 | 192.0.2.33       | complete     | 11    | 183296 | 200 | GET  | d7  | abort-blind
s2:140  | 06-10 21:10:41 | 203.0.113.77     | assembled    | 3.6.4 | 91648  | 206 | GET  | d8  |
s2:141  | 06-10 21:10:42 | 203.0.113.77     | assembled    | 3.6.4 | 91648  | 206 | GET  | d8  |
s2:205  | 06-11 17:04:12 | 192.0.2.10       | error        | 9     | 196    | 410 | GET  | -   |
s2:300  | 06-13 12:00:09 | 198.51.100.7     | complete     | 11    | 183296 | 200 | GET  | d9  | abort-blind
s2:411  | 06-15 10:20:00 | 192.0.2.10       | complete     | 11    | 183296 | 200 | GET  | d10 | abort-blind
s3:1500 | 06-16 09:15:27 | 203.0.113.250    | complete     | 11    | 183296 | 200 | GET  | d11 | abort-blind
s3:1512 | 06-16 09:40:00 | 2001:db8:4:1::b7 | redirect     | 5     | 262    | 302 | GET  | -   |
s2:530  | 06-17 13:03:03 | 203.0.113.20     | complete     | 11    | 183296 | 200 | GET  | d12 | abort-blind
s3:1620 | 06-17 23:58:10 | 192.0.2.77       | partial      | 16    | 120000 | 200 | GET  | d13 |
s2:600  | 06-18 11:59:10 | 198.51.100.7     | complete     | 11    | 183296 | 200 | GET  | d14 | abort-blind edge
s2:611  | 06-18 12:30:00 | 203.0.113.99     | error        | 9     | 153    | 404 | GET  | -   |
"""


def _line(text: str) -> Line:
    row, at, client, verdict, rule, size, status, method, download, flags = map(str.strip, text.split("|"))
    return Line(
        row=row,
        at=at,
        client=client,
        verdict=verdict,
        rule=rule,
        size=None if size == "-" else int(size),
        status=int(status),
        method=method,
        download=None if download == "-" else download,
        flags=tuple(flags.split()),
    )


_TWIN = Line("s3:1650", "06-16 15:00:00", "203.0.113.40", "indeterminate", "2", download="d15", match="twin")

#: 11 downloads by 7 addresses inside the windows, one outside, and what must not count.
LINES = (*map(_line, _TABLE.strip().splitlines()), _TWIN)
