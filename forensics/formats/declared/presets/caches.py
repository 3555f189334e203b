"""Proxies that cache: Squid, Apache Traffic Server and Varnish.

Field orders are those of the servers' own documentation, named at each format, and were held against
what Squid 5.7, Traffic Server 9.2 and Varnish 7.1 write.
"""

from __future__ import annotations

from forensics.formats.declared.declare import delimited, text
from forensics.formats.format import Format

__all__ = ["formats"]

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
_CLF = "%d/%b/%Y:%H:%M:%S %z"
#: The request in three fields: a broken one is "- error:invalid-request NONE/0.0" or "- / HTTP/1.0".
_REQUEST = '"{method} {target} {protocol}"'
_TIME, _LATER = "[09/Jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:05:12 +0200]"
_QUOTES = "Quotes are not escaped, so a line with a quote in its path or headers is not readable."


def formats() -> list[Format]:
    """The formats of all three: Traffic Server before Squid, whose native log looks like its own."""
    return [*_trafficserver(), *_squid(), _varnish()]


# ---- Squid: squid.conf, logformat; its FAQ on result codes ----------------------------------------

#: %Ss: the response was not completed, because the connection was aborted (mostly by the client) or timed out.
_ENDED_EARLY = ".*_(?:ABORTED|TIMEDOUT);"
_SQUID_OUTCOME, _SQUID_RESULT = f"{{outcome:{_ENDED_EARLY}}}", f"{{result:{_ENDED_EARLY}}}"
_SQUID_NOTE = (
    "The size holds the headers; the time is that of the end. Squid leaves out queries (strip_query_terms), and"
    " status 000 means that no response was sent."
)


def _squid() -> list[Format]:
    clf = f"{{peer}} - {{user}} [{{end:{_CLF}}}] {_REQUEST} {{status}} {{total_bytes}}"
    get = f'192.0.2.10 - - {_TIME} "GET https://www.example.org/docs/report.pdf HTTP/1.1" 200 48545'
    left = f'2001:db8::7 - - {_LATER} "GET https://www.example.org/list.csv? HTTP/1.1" 200 135488'
    return [
        delimited(
            "squid",
            "Squid, native",
            # %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt; with log_mime_hdrs two headers more
            (
                *("{end:epoch}", "{milliseconds}", "{peer}", f"{_SQUID_OUTCOME}/{{status}}", "{total_bytes}"),
                # A blank in a user name is written as it is: what it moves no longer fits.
                *("{method}", "{target}", "{user:percent}", "{_}/{_}", "", "[{_}]", "[{_}]"),
            ),
            family="Squid",
            delimiter="blanks",
            quotes="none",
            least=10,
            open_ended=False,
            examples=(
                (
                    "1780992000.093     94 192.0.2.10 TCP_MISS/200 48545 GET https://www.example.org/docs/report.pdf -"
                    " FIRSTUP_PARENT/10.0.0.5 application/pdf"
                ),
                (
                    "1780992312.517   2210 2001:db8::7 TCP_MISS_ABORTED/200 135488 GET"
                    " https://www.example.org/list.csv? anna HIER_DIRECT/10.0.0.5 text/csv"
                ),
                "1780992320.850      0 192.0.2.10 NONE_NONE/000 0 - error:invalid-request - HIER_NONE/- -",
            ),
            note=f"{_SQUID_NOTE} A user name with a blank makes its line unreadable.",
        ),
        text(
            "squid_combined",
            "Squid, combined",
            f'{clf} "{{referer}}" "{{agent}}" {_SQUID_RESULT}:{{_}}',
            family="Squid",
            escape="none",
            examples=(
                f'{get} "https://www.example.org/" "{_FIREFOX}" TCP_MISS:FIRSTUP_PARENT',
                f'{left} "-" "curl/8.7.1" TCP_MISS_ABORTED:HIER_DIRECT',
            ),
            note=f"{_SQUID_NOTE} {_QUOTES}",
        ),
        text(
            "squid_common",
            "Squid, common",
            f"{clf} {_SQUID_RESULT}:{{_}}",
            family="Squid",
            escape="none",
            examples=(f"{get} TCP_HIT:HIER_NONE", f"{left} TCP_MISS_ABORTED:HIER_DIRECT"),
            note=f"{_SQUID_NOTE} {_QUOTES}",
        ),
        text(
            "squid_referrer",
            "Squid, referrer",
            "{end:epoch} {peer} {referer} {target}",
            family="Squid",
            escape="none",
            examples=(
                "1780992000.093 192.0.2.10 https://www.example.org/ https://www.example.org/docs/report.pdf",
                "1780992312.517 2001:db8::7 - https://www.example.org/list.csv?",
            ),
            note="Holds no status and no size: it shows who asked, and from which page, not that anything was sent.",
        ),
    ]


# ---- Traffic Server: logging.yaml as shipped; its guide on log fields and cache result codes ------

_ATS_NOTE = "The address asked for is that of the origin, after remapping: its host may not be the public one."
_ATS_CODE = "{outcome:ERR_CLIENT_(?:ABORT|READ_ERROR);}"


def _trafficserver() -> list[Format]:
    # chi - caun [cqtn] "cqtx" pssc pscl: the time is that of the request, pscl the body that was sent
    common = f"{{peer}} - {{user}} [{{start:{_CLF}}}] {_REQUEST} {{status}} {{body_bytes}}"
    extended = f"{common}{' {number}' * 9}"  # sssc sscl cqcl pqcl cqhl pshl pqhl sshl tts
    get = '192.0.2.10 - - [09/Jun/2026:08:00:00 -0000] "GET http://docs.example.org/docs/report.pdf HTTP/1.1" 200 48211'
    left = '2001:db8::7 - - [09/Jun/2026:08:05:12 -0000] "GET http://docs.example.org/list.csv?v=2 HTTP/1.1" 200 196608'
    complete, cut = "200 48211 0 0 191 297 318 266 0", "200 60000000 0 0 153 248 280 217 2"

    def like_httpd(name: str, title: str, line: str, *examples: str) -> Format:
        like = "common" if line == common else ""
        note = f"{_ATS_NOTE} {_QUOTES}"
        return text(name, title, line, family="Traffic Server", escape="none", examples=examples, note=note, like=like)

    return [
        text(
            "trafficserver_squid",
            "Apache Traffic Server, squid",
            # cqtq ttms chi crc/pssc psql cqhm cquc caun phr/shn psct; psql holds the headers
            f"{{start:epoch}} {{milliseconds}} {{peer}} {_ATS_CODE}/{{status}} {{total_bytes}} {{method}} {{target}}"
            " {user} {_} {content_type}",
            family="Traffic Server",
            escape="none",
            examples=(
                (
                    "1780992000.335 47 192.0.2.10 TCP_MISS/200 48508 GET http://docs.example.org/docs/report.pdf -"
                    " DIRECT/docs.example.org application/pdf"
                ),
                (
                    "1780992312.306 430 2001:db8::7 ERR_CLIENT_READ_ERROR/200 196856 GET"
                    " http://docs.example.org/list.csv?v=2 - DIRECT/docs.example.org text/csv"
                ),
            ),
            note=f"{_ATS_NOTE} {_QUOTES}",
        ),
        like_httpd(
            "trafficserver_extended2",
            "Apache Traffic Server, extended2",
            f"{extended} {{_}} {{outcome:INTR|TIMEOUT;FIN}} {{_}} {{_}}",  # phr cfsc pfsc crc
            f"{get} {complete} DIRECT FIN FIN TCP_MISS",
            f"{left} {cut} DIRECT INTR FIN ERR_CLIENT_READ_ERROR",
        ),
        like_httpd(
            "trafficserver_extended", "Apache Traffic Server, extended", extended, f"{get} {complete}", f"{left} {cut}"
        ),
        like_httpd("trafficserver_common", "Apache Traffic Server, common", common, get, left),
    ]


# ---- Varnish: varnishncsa(1) ----------------------------------------------------------------------


def _varnish() -> Format:
    return text(
        "varnish_ncsa",
        "Varnish, varnishncsa",
        f'{{peer}} - {{user}} [{{start:{_CLF}}}] {_REQUEST} {{status}} {{planned_bytes}} "{{referer}}" "{{agent}}"',
        family="Varnish",
        like="combined",
        examples=(
            (
                f'192.0.2.10 - - {_TIME} "GET http://www.example.org/docs/report.pdf HTTP/1.1" 200 48211'
                f' "https://www.example.org/" "{_FIREFOX}"'
            ),
            f'198.51.100.7 - anna {_LATER} "HEAD http://www.example.org/list.csv?v=2 HTTP/1.1" 200 - "-" "curl/8.7.1"',
        ),
        note="Looks like the combined log. Of a client that leaves early Varnish 7.1 logs the whole size where the file"
        " was in the cache (measured), so the size is what was planned.",
    )
