"""Application servers whose access log is a line of text; those that write JSON are in `applications`.

Many of them write the look of Apache's common and combined log with other meanings: when the time is
taken, what the size counts and what becomes of a quote is said here, from their own source or manual.
"""

from __future__ import annotations

from typing import Any

from forensics.formats.declared.declare import delimited, refused, text
from forensics.formats.declared.presets import applications
from forensics.formats.declared.presets.samples import CURL, FIREFOX, GET, HEAD, LATER, TIME
from forensics.formats.format import Format
from forensics.language.statement import state

__all__ = ["formats"]

_CLF = "%d/%b/%Y:%H:%M:%S %z"
_BEGINS, _ENDS = f"[{{start:{_CLF}}}]", f"[{{end:{_CLF}}}]"
_REQUEST = '"{request}" {status}'
_AGENT = '"{referer}" "{agent}"'

#: What stands behind the size in examples of the combined look.
_AGENTS = (f" {FIREFOX}", f" {CURL}")

_QUOTES = "It does not escape quotes, so a line with a quote in its path, referer or agent is not readable."


def formats() -> list[Format]:
    """The formats of application servers, specific before general."""
    return [
        *_java(),
        *_atlassian(),
        *_litespeed(),
        *_lighttpd(),
        *_uwsgi(),
        *_python(),
        *_node_and_ruby(),
        *applications.formats(),
    ]


def _line(
    name: str, title: str, line: str, tail: tuple[str, str] = ("", ""), size: str = "0", **changes: Any
) -> Format:
    """A format of the common look or the combined one, or with a `tail` of its own behind the size."""
    examples = (GET + tail[0], f"{HEAD} {size}{tail[1]}")
    general = {("", ""): "common", _AGENTS: "combined"}.get(tail, "")
    return text(name, title, line, **{"examples": examples, "like": general, **changes})


def _java() -> list[Format]:
    """Tomcat and JBoss Web (AbstractAccessLogValve), Jetty (CustomRequestLog), Undertow, Open Liberty."""
    tomcat = (
        "The time is that of the end. Behind %b stands what was written, but for a file that the connector sends by "
        "itself (sendfile, above 48 KiB) what was planned, and the log does not say which."
    )
    jetty = f"Jetty stamps GMT unless it is told otherwise. {_QUOTES}"
    tomcat_common = f"{{peer}} - {{user}} {_ENDS} {_REQUEST} {{planned_bytes}}"
    jetty_common = f"{{peer}} - {{user}} {_BEGINS} {_REQUEST} {{body_bytes}}"
    undertow_common = f"{{peer}} - {{user}} {_ENDS} {_REQUEST} {{body_bytes}}"
    return [
        _line("tomcat_combined", "Tomcat, pattern combined", f"{tomcat_common} {_AGENT}", _AGENTS, "-",
              family="Tomcat", note=tomcat),
        _line("tomcat_common", "Tomcat, pattern common", tomcat_common, size="-", family="Tomcat", note=tomcat),
        _line("tomcat_common_time", "Common log with the time taken behind it, as Tomcat's %D",
              f"{tomcat_common} {{number}}", (" 31", " 4"), "-", family="Tomcat", ambiguous=True,
              note=f"{tomcat} %D is in milliseconds, from Tomcat 10.1 in microseconds, so it is read past."),
        _line("jetty_extended_ncsa", "Jetty, extended NCSA format", f"{jetty_common} {_AGENT}", _AGENTS,
              family="Jetty", escape="none", note=jetty),
        _line("jetty_ncsa", "Jetty, NCSA format", jetty_common, family="Jetty", escape="none", note=jetty),
        _line("undertow_combined", "Undertow, WildFly, JBoss EAP and Quarkus, pattern combined",
              f"{undertow_common} {_AGENT}", _AGENTS, "-", family="Undertow", escape="none", note=_QUOTES),
        _line("undertow_common", "Undertow, WildFly, JBoss EAP and Quarkus, pattern common", undertow_common, size="-",
              family="Undertow", escape="none", note=_QUOTES),
        text(
            "liberty",
            "Open Liberty and WebSphere Liberty, the default of httpAccessLogging",
            f"{{peer}} {{user}} {_ENDS} {_REQUEST} {{body_bytes}}",
            family="WebSphere",
            escape="none",
            examples=(
                f'192.0.2.10 - {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211',
                f'2001:db8::7 anna {LATER} "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200 -',
            ),
            note="%{t}W is the time at which the line is queued. IBM HTTP Server is Apache, and logs like it.",
        ),
    ]  # fmt: skip


def _atlassian() -> list[Format]:
    """Jira and Confluence are Tomcat with patterns of their own; Bitbucket has its own log (Atlassian's manuals)."""
    opening = state(
        "This line opens a request; the line with o@ or o* and the same identifier closes it and holds the status and "
        "the bytes. Only that one is counted."
    )
    return [
        text(
            "jira",
            "Jira's access log",
            f'{{peer}} {{request_id}} {{user}} {_ENDS} {_REQUEST} {{planned_bytes}} {{number}} {_AGENT} "{{_}}"',
            family="Atlassian",
            examples=(
                f'192.0.2.10 600x123x1 - {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211 31 {FIREFOX} "-"',
                f'198.51.100.7 605x124x2 anna {LATER} "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200 - 4 {CURL} "1x7a"',
            ),
            note="The size is Tomcat's %b: for a file that the connector sends by itself what was planned.",
        ),
        text(
            "confluence",
            "Confluence's access log",
            f"{_ENDS} {{user}} {{_}} {{peer}} {{method}} {{target}} {{protocol}} {{status}} {{milliseconds}}ms"
            " {planned_bytes} {rest}",
            family="Atlassian",
            examples=(
                f"{TIME} - http-nio-8090-exec-6 192.0.2.10 GET /docs/report.pdf HTTP/1.1 200 31ms 48211 - curl/8.7.1",
                (
                    f"{LATER} anna http-nio-8090-exec-1 2001:db8::7 HEAD /list.csv?v=2 HTTP/1.1 200 4ms -"
                    " https://www.example.org/ Mozilla/5.0 (X11; Linux x86_64)"
                ),
            ),
            note="Nothing in a line is quoted, so referer and agent cannot be told apart: they are read past. The size"
            " is Tomcat's %b: for a file that the connector sends by itself what was planned.",
        ),
        text(
            "bitbucket",
            "Bitbucket's access log",
            '{forwarded} | {_} | o{_} | {user} | {end:%Y-%m-%d %H:%M:%S,%f} | "{request}" | '
            f"{_AGENT} | {{status}} | {{number}} | {{body_bytes}} | {{_}} | {{milliseconds}} | {{_}} | ",
            family="Atlassian",
            escape="none",
            examples=(
                (
                    '192.0.2.10 | https | o@1A2B3Cx600x123x0 | - | 2026-06-09 10:00:00,250 | "GET /docs/a.pdf HTTP/1.1"'
                    ' | "" "curl/8.7.1" | 200 | 0 | 48211 | - | 31 | 1a2b3c | '
                ),
                (
                    '198.51.100.7,10.0.0.2 | https | o*1A2B3Cx605x124x0 | anna | 2026-06-09 10:05:12,004 | "HEAD /a'
                    '.csv?v=2 HTTP/1.1" | "" "curl/8.7.1" | 200 | 0 | 0 | - | 4 | 1a2b3d | '
                ),
            ),
            note="The first field lists the forwarded addresses and the peer's. Lines of SSH name no path of a file.",
        ),
        refused(
            "bitbucket_opening",
            "Bitbucket's access log, a line that opens a request",
            opening,
            family="Atlassian",
            closed_by="bitbucket",
            pattern=r"[0-9A-Fa-f:.,]+ \| [a-z]+ \| i[@*][^ ]+ \| [^|]* \| [0-9-]+ [0-9:,]+ \| .*",
            examples=(
                (
                    '192.0.2.10 | https | i@1A2B3Cx600x123x0 | - | 2026-06-09 10:00:00,219 | "GET /docs/a.pdf HTTP/1.1"'
                    ' | "" "curl/8.7.1" | - | - | - | - | - | 1a2b3c | '
                ),
                (
                    '198.51.100.7,10.0.0.2 | https | i*1A2B3Cx605x124x0 | anna | 2026-06-09 10:05:12,000 | "HEAD /a'
                    '.csv?v=2 HTTP/1.1" | "" "curl/8.7.1" | - | - | - | - | - | 1a2b3d | '
                ),
            ),
        ),
    ]


def _litespeed() -> list[Format]:
    """LiteSpeed without a format of its own (openlitespeed, src/http/accesslog.cpp): a user who has logged in
    stands in quotes."""
    return [
        delimited(
            "litespeed",
            "LiteSpeed and OpenLiteSpeed",
            (
                *("{peer}", "", '"{user}"', f"{{start:{_CLF}}}", '"{request}"', "{status}", "{body_bytes}"),
                *('"{referer}"', '"{agent}"'),
            ),
            open_ended=False,
            family="LiteSpeed",
            like="combined",
            examples=(
                f'192.0.2.10 - "anna" {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211 {FIREFOX}',
                f'2001:db8::7 - - {LATER} "HEAD /docs/report.pdf?v=2 HTTP/2" 200 - {CURL}',
            ),
            note="Without users it has the look of the combined log, which detection names.",
        )
    ]


def _lighttpd() -> list[Format]:
    """The default of lighttpd (mod_accesslog): the Host header where others have a dash."""
    return [
        text(
            "lighttpd",
            "lighttpd",
            f"{{peer}} {{host}} {{user}} {_ENDS} {_REQUEST} {{body_bytes}} {_AGENT}",
            family="lighttpd",
            like="combined",
            examples=(
                f'192.0.2.10 www.example.org - {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211 {FIREFOX}',
                f'2001:db8::7 docs.example.org anna {LATER} "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200 - {CURL}',
            ),
            note="Has the look of the combined log, which detection names; state this format to read the host.",
        )
    ]


def _uwsgi() -> list[Format]:
    """The request line of uWSGI itself (core/logging.c). It says how a file was sent, if not by the application."""
    note = (
        "Stamps local time without offset, at the start of the request. The server in front has the client's address."
    )
    line = (
        "[pid: {{number}}|app: {{number}}|req: {{number}}/{{number}}] {{peer}} ({user}) {{{{{{number}} vars in"
        " {{number}} bytes}}}} [{{start:%a %b %e %H:%M:%S %Y}}] {{method}} {{target}} => generated {{body_bytes}} bytes"
        " in {{{duration}}} {unit} {way}({{protocol}} {{status}}) {{number}} headers in {{number}} bytes ({{number}}"
        " switches on core {{number}})"
    )
    examples = (
        (
            "[pid: 41|app: 0|req: 7/19] 192.0.2.10 ({user}) {{40 vars in 612 bytes}} [Tue Jun  9 10:00:00 2026] GET"
            " /docs/a.pdf => generated 48211 bytes in 31 {unit} {way}(HTTP/1.1 200) 4 headers in 9 bytes (1 switches"
            " on core 0)"
        ),
        (
            "[pid: 41|app: 0|req: 8/20] 2001:db8::7 ({user}) {{40 vars in 612 bytes}} [Tue Jun  9 10:05:12 2026] HEAD"
            " /list.csv?v=2 => generated 0 bytes in 4 {unit} {way}(HTTP/1.1 200) 4 headers in 9 bytes (1 switches"
            " on core 0)"
        ),
    )
    # Two kinds of line for the user: where there is none, a path may hold what would end a name.
    return [
        text(
            f"uwsgi{'_' if way else ''}{way[4:-3]}{'_user' if user else ''}{suffix}",
            f"uWSGI{', sent ' if way else ''}{way.strip()}{', of a user who has logged in' if user else ''}{option}",
            line.format(user=user, way=way, duration=duration, unit=unit),
            family="uWSGI",
            escape="none",
            examples=tuple(example.format(user="anna" if user else "", way=way, unit=unit) for example in examples),
            note=note,
        )
        for duration, unit, suffix, option in (
            ("milliseconds", "msecs", "", ""),
            ("microseconds", "micros", "_micros", ", with log-micros"),
        )
        for user in ("", "{user}")
        for way in ("", "via sendfile() ", "via offload() ")
    ]


def _python() -> list[Format]:
    """Servers of Python: gunicorn (glogging.py), http.server, and Werkzeug (serving.py), which writes the same."""
    # Werkzeug colours what is in the quotes by its status, also in a file.
    asked = (
        '{peer} - - [{start:%d/%b/%Y %H:%M:%S}] "{colour}{method} {target} HTTP/{number}.{number}{colour}" {status} -'
    )
    return [
        _line(
            "gunicorn",
            "gunicorn",
            f"{{peer}} - {{user}} {_ENDS} {_REQUEST} {{body_bytes}} {_AGENT}",
            _AGENTS,
            "-",
            family="Python",
        ),
        text(
            "python_http_server",
            "Python's http.server, and Werkzeug, the development server of Flask",
            asked,
            family="Python",
            examples=(
                '192.0.2.10 - - [09/Jun/2026 10:00:00] "GET /docs/report.pdf HTTP/1.1" 200 -',
                '2001:db8::7 - - [09/Jun/2026 10:05:12] "HEAD /docs/report.pdf?v=2 HTTP/1.1" 200 -',
                '192.0.2.10 - - [09/Jun/2026 10:06:30] "\x1b[33mGET /docs/nothing.pdf HTTP/1.1\x1b[0m" 404 -',
            ),
            note="Stamps local time without offset when the response begins, and logs no size.",
        ),
    ]


def _node_and_ruby() -> list[Format]:
    """The logger of Express, morgan (its tiny, short and dev formats hold no time), and Rack::CommonLogger (Puma)."""
    planned = "The size is the Content-Length header: what the application meant to send."
    common = f"{{peer}} - {{user}} {_ENDS} {_REQUEST} {{length}}"
    return [
        _line("morgan_combined", "Node's morgan, format combined", f"{common} {_AGENT}", _AGENTS,
              family="Node", escape="none", note=f"{planned} {_QUOTES}"),
        _line("morgan_common", "Node's morgan, format common", common, family="Node", escape="none",
              note=f"{planned} {_QUOTES}"),
        _line("rack_common", "Rack's CommonLogger (Puma, rackup)", f"{common} {{seconds}}", (" 0.0312", " 0.0041"), "-",
              family="Ruby", escape="none", note=f"{planned} The address may be taken from X-Forwarded-For. {_QUOTES}"),
    ]  # fmt: skip
