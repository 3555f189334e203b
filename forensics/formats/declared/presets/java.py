"""Application servers with formats that are theirs alone: Jetty up to 9.4, Atlassian's newer patterns, Domino.

Sources: Jetty 9.4 (AbstractNCSARequestLog.log), Atlassian's chart for Confluence (tomcatConfig.accessLogPattern),
HCL's manual of Domino ("Fields in the web server log").
"""

from __future__ import annotations

from forensics.formats.declared.declare import text
from forensics.formats.declared.presets.samples import CURL, FIREFOX, HEAD, LATER, TIME
from forensics.formats.format import Format

__all__ = ["formats"]

_CLF = "%d/%b/%Y:%H:%M:%S %z"
_BEGINS, _ENDS = f"[{{start:{_CLF}}}]", f"[{{end:{_CLF}}}]"
_REQUEST = '"{request}" {status}'
_AGENT = '"{referer}" "{agent}"'


def formats() -> list[Format]:
    """All of them, specific before general."""
    return [*_jetty(), *_atlassian(), *_domino()]


def _jetty() -> list[Format]:
    """NCSARequestLog writes " - " for nobody between blanks that stand there anyway: two blanks on both sides."""
    common = f"{{peer}} - {{padded_user}} {_BEGINS} {_REQUEST} {{body_bytes}}"
    get = f'192.0.2.10 -  -  {TIME} "GET /docs/report.pdf HTTP/1.1" 200 48211'
    note = (
        "Anonymous requests have two blanks around the dash, those of a user one. Jetty stamps GMT unless it is told"
        " otherwise, and does not escape quotes: a line with a quote in its path, referer or agent is not readable."
    )
    return [
        text("jetty_9_extended", "Jetty up to 9.4, extended NCSA format", f"{common} {_AGENT}", family="Jetty",
             escape="none", like="combined", examples=(f"{get} {FIREFOX}", f"{HEAD} 0 {CURL}"), note=note),
        text("jetty_9_extended_latency", "Jetty up to 9.4, extended NCSA format with the latency",
             f"{common} {_AGENT} {{milliseconds}}", family="Jetty", escape="none", like="combined",
             examples=(f"{get} {FIREFOX} 31", f"{get} {CURL} 4"), note=note),
        text("jetty_9", "Jetty up to 9.4, NCSA format", common, family="Jetty", escape="none",
             like="common", examples=(get, f"{HEAD} 0"), note=note),
        text("jetty_9_latency", "Jetty up to 9.4, NCSA format with the latency", f"{common} {{milliseconds}}",
             family="Jetty", escape="none", like="common", examples=(f"{get} 31", f"{get} 4"), note=note),
    ]  # fmt: skip


def _atlassian() -> list[Format]:
    note = "The size is Tomcat's %b: for a file that the connector sends by itself what was planned."
    thread, other = "http-nio-8090-exec-6", "http-nio-8090-exec-11"
    return [
        text(
            "confluence_request",
            "Confluence from 7.11, with the request in quotes",
            f'{{peer}} {{user}} {_ENDS} {_REQUEST} {{planned_bytes}} {{milliseconds}} {{_}} {{_}} "{{agent}}"',
            family="Atlassian",
            examples=(
                f'192.0.2.10 - {TIME} "GET /docs/a.pdf?v=2 HTTP/1.1" 200 48211 31 /docs/a.pdf {thread} "curl/8.7.1"',
                f'2001:db8::7 anna {LATER} "HEAD /list.csv HTTP/1.1" 200 - 4 /list.csv {other} "Mozilla/5.0 (X11)"',
            ),
            note=note,
        ),
        text(
            "jira_thread",
            "Jira's access log with the thread behind the address",
            f'{{peer}} {{_}} {{request_id}} {{user}} {_ENDS} {_REQUEST} {{planned_bytes}} {{number}} {_AGENT} "{{_}}"',
            family="Atlassian",
            examples=(
                f'192.0.2.10 {thread} 600x123x1 - {TIME} "GET /docs/a.pdf HTTP/1.1" 200 48211 31 {FIREFOX} "-"',
                f'2001:db8::7 {other} 605x124x2 anna {LATER} "HEAD /list.csv HTTP/1.1" 200 - 4 {CURL} "1x7a"',
            ),
            note=note,
        ),
    ]


def _domino() -> list[Format]:
    def extended(name: str, title: str, user: str, *examples: str) -> Format:
        return text(
            name,
            f"HCL (Lotus) Domino, extended common format{title}",
            f'{{peer}} {{host}} {user} {_ENDS} {_REQUEST} {{body_bytes}} {_AGENT} {{milliseconds}} "{{_}}" "{{_}}"',
            family="Domino",
            examples=examples,
            note="The last field is the path on the server's disk, or empty.",
        )

    get = f'{TIME} "GET /docs.nsf/report.pdf HTTP/1.1" 200 48211 {FIREFOX} 31 "" "d:/data/docs.nsf"'
    head = f'{LATER} "HEAD /docs.nsf/list.csv HTTP/1.1" 200 0 {CURL} 4 "DomAuth=1" ""'
    return [
        extended(
            "domino",
            "",
            "{user}",
            f"192.0.2.10 www.example.org - {get}",
            f"198.51.100.7 www.example.org anna {head}",
        ),
        extended(
            "domino_user",
            " with the user in quotes",
            '"{user}"',
            f'192.0.2.10 www.example.org "CN=Anna Smit/O=Example" {get}',
            f'198.51.100.7 www.example.org "CN=Jan Bakker/O=Example" {head}',
        ),
    ]
