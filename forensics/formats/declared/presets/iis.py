"""Microsoft IIS: W3C extended logs, its two fixed formats, and Advanced Logging.

Sources: Microsoft Learn, "W3C Logging", "IIS Logging" and "NCSA Logging" (HTTP Server API) and
"Log Files for a Web Site <logFile>" (IIS configuration reference); for the moment of the time stamp
"W3C Extended Log File Examples" (Windows Server 2003): a line is recorded when the last send is done.
"""

from __future__ import annotations

from forensics.formats.declared.declare import text, w3c
from forensics.formats.format import Format

__all__ = ["formats"]

_FAMILY = "IIS"

#: sc-win32-status: 0 all was well; 64, 995, 1236 and the like: the connection broke. 2, 3 and 5 (not found, access
#: denied) belong to the answer. Any other error beside a status 200 leaves as much doubt as a broken connection
#: (counting.md 3.5, rule 10).
_WIN32 = "{outcome:[146-9]|[1-9][0-9]+;0}"

_NOTE = (
    "sc-bytes is not among the default fields: without it no count can pass grade G0. cs-uri-stem is the "
    "path as IIS decoded it, with a plus sign for a blank. time-taken usually lasts until the client has "
    "acknowledged the last packet."
)

# HTTP.sys hands the stem on decoded (PWCHAR UriStem of HTTP_LOG_FIELDS_DATA) and everything else as it
# came; it writes a plus sign for each blank.
_REQUEST = {
    "cs-method": "{method}",
    "cs-uri-stem": "{path}",
    "cs-uri-query": "{search}",
    "cs-username": "{user:plus}",
    "c-ip": "{peer}",
    "cs-version": "{protocol}",
    "cs-host": "{host}",
    "cs(host)": "{host}",
    "sc-status": "{status}",
    "sc-win32-status": _WIN32,
    "sc-bytes": "{total_bytes}",
}
#: Headers that an administrator can add since IIS 8.5 (customFields), by the name of the header.
_REQUEST_HEADERS = {
    **dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"), "forwarded"),
    "Range": "range",
    "X-Request-ID": "request_id",
}
_RESPONSE_HEADERS = {
    "Content-Range": "content_range",
    "Content-Length": "length",
    "Content-Type": "content_type",
    "Content-Encoding": "encoding",
}
#: Fields in which the dialect knows no plus sign for a blank: their values hold none.
_WITHOUT_BLANKS = ("range", "request_id", "content_range", "length", "encoding")


def _headers(*, plus: bool) -> dict[str, str]:
    """Custom fields under the names of their headers, bare or in the W3C way."""
    result = {"cs(User-Agent)": "agent", "cs(Referer)": "referer"}
    for prefix, headers in (("cs", _REQUEST_HEADERS), ("sc", _RESPONSE_HEADERS)):
        for header, column in headers.items():
            result |= {header: column, f"{prefix}({header})": column}
    how = ":plus" if plus else ""
    return {
        name: f"{{{column}}}" if column in _WITHOUT_BLANKS else f"{{{column}{how}}}" for name, column in result.items()
    }


def formats() -> list[Format]:
    """W3C, its quoted relative, then the fixed formats, which the case must name if they look like others."""
    return [_w3c(), _advanced(), _advanced_local(), *_native(), _ncsa()]


def _w3c() -> Format:
    head = (
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
        "cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status"
    )
    agent = "Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64;+rv:126.0)+Gecko/20100101+Firefox/126.0"
    return w3c(
        "iis_w3c",
        "IIS W3C extended",
        {
            "date": "{end:%Y-%m-%d}",
            "time": "{end:%H:%M:%S}",
            "time-taken": "{milliseconds}",
            **_REQUEST,
            **_headers(plus=True),
        },
        family=_FAMILY,
        server="iis",
        quoted=False,
        marks=("sc-win32-status", "sc-substatus", "s-sitename"),
        software=("Microsoft Internet Information Services",),
        note=_NOTE,
        examples=(
            (
                f"{head} time-taken\n2026-06-09 08:00:00 10.0.0.5 GET /docs/report.pdf - 443 - 192.0.2.10 {agent} "
                "https://www.example.org/ 200 0 0 1530"
            ),
            (
                f"{head} sc-bytes cs-bytes time-taken X-Forwarded-For\n2026-06-09 08:05:12 10.0.0.5 GET "
                "/docs/List+of+names.xlsx v=2 443 EXAMPLE\\anna 10.0.0.2 curl/8.7.1 - 200 0 64 48545 214 91234 "
                "203.0.113.9,+198.51.100.20"
            ),
        ),
    )


def _advanced() -> Format:
    """IIS Advanced Logging (IIS 7 extension): text values stand in quotes, blanks stay blanks."""
    head = (
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
        "cs(User-Agent) cs(Referer) cs(Host) sc-status sc-bytes sc-win32-status TimeTakenMS"
    )
    return w3c(
        "iis_advanced",
        "IIS Advanced Logging, times in UTC",
        {
            "date": "{end:%Y-%m-%d}",
            "time": "{end:%H:%M:%S.%f}",
            "TimeTakenMS": "{milliseconds}",
            **_REQUEST,
            **_headers(plus=False),
        },
        family=_FAMILY,
        server="iis",
        marks=("TimeTakenMS", "s-contentpath"),
        examples=(
            (
                f'{head}\n2026-06-09 08:00:00.363 10.0.0.5 GET /docs/report.pdf - 443 - "192.0.2.10" '
                '"Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0" "https://www.example.org/" '
                '"www.example.org" 200 48545 0 1530'
            ),
            (
                f'{head}\n2026-06-09 08:05:12.007 10.0.0.5 HEAD /docs/report.pdf v=2 443 "EXAMPLE\\anna" 198.51.100.7 '
                '"curl/8.7.1" - "www.example.org" 200 331 0 4'
            ),
        ),
        note="Discontinued by Microsoft. Whether its time is that of the start or the end is not documented; "
        "read as the end, like IIS itself.",
    )


def _advanced_local() -> Format:
    head = "#Fields: date-local time-local s-ip cs-method cs-uri-stem cs-uri-query c-ip sc-status TimeTakenMS"
    return w3c(
        "iis_advanced_local",
        "IIS Advanced Logging, times in the server's own zone",
        {
            "date-local": "{end:%Y-%m-%d}",
            "time-local": "{end:%H:%M:%S.%f}",
            "TimeTakenMS": "{milliseconds}",
            **_REQUEST,
            **_headers(plus=False),
        },
        family=_FAMILY,
        server="iis",
        zone=None,
        marks=("date-local", "time-local"),
        examples=(
            f'{head}\n2026-06-09 10:00:00.363 10.0.0.5 GET /docs/report.pdf - "192.0.2.10" 200 1530',
            f"{head}\n2026-06-09 10:05:12.007 10.0.0.5 HEAD /docs/report.pdf v=2 198.51.100.7 200 4",
        ),
        note="Discontinued by Microsoft. Its times have no offset: the case must state the zone of the server.",
    )


def _native() -> list[Format]:
    """The year has four digits or two (Microsoft's own example), a month, a day and an hour one digit or two."""

    def fixed(name: str, digits: str, year: str, *examples: str) -> Format:
        return text(
            name,
            f"IIS log file format: sixteen fixed fields with commas, years of {digits} digits",
            f"{{peer}}, {{user}}, {{end:%m/%d/{year}}}, {{end:%H:%M:%S}}, {{_}}, {{_}}, {{_}}, {{milliseconds}},"
            f" {{number}}, {{total_bytes}}, {{status}}, {_WIN32}, {{method}}, {{path}}, {{query}},",
            family=_FAMILY,
            server="iis",
            escape="none",
            examples=examples,
            note="Its times are the server's own, without offset: the case must state the zone. A comma and a blank "
            "inside a field make a line unreadable.",
        )

    get = "W3SVC1, WEB1, 10.0.0.5, 1530, 214, 48545, 200, 0, GET, /docs/report.pdf, -,"
    head = "W3SVC1, WEB1, 10.0.0.5, 4, 214, 331, 200, 64, HEAD, /docs/report.pdf, v=2,"
    return [
        fixed(
            "iis_native",
            "four",
            "%Y",
            f"192.0.2.10, -, 06/09/2026, 10:00:00, {get}",
            f"198.51.100.7, EXAMPLE\\anna, 06/09/2026, 10:05:12, {head}",
        ),
        fixed(
            "iis_native_short",
            "two",
            "%y",
            f"192.0.2.10, -, 06/09/26, 9:00:00, {get}",
            f"198.51.100.7, EXAMPLE\\anna, 6/9/26, 10:05:12, {head}",
        ),
    ]


def _ncsa() -> Format:
    return text(
        "iis_ncsa",
        "IIS NCSA common log: looks like Apache's common log, but paths are decoded and the size holds the headers",
        '{peer} - {user} [{end:%d/%b/%Y:%H:%M:%S %z}] "{method} {target} {protocol}" {status} {total_bytes}',
        family=_FAMILY,
        server="iis",
        escape="none",
        like="common",
        examples=(
            '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48545',
            '198.51.100.7 - EXAMPLE\\anna [09/Jun/2026:10:05:12 +0200] "HEAD /docs/report.pdf HTTP/1.1" 200 331',
        ),
        note="Nothing in a line tells it from an Apache common log: name this format in the case.",
    )
