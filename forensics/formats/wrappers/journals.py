"""What journals, collectors and platforms put before a line when somebody prints it, beside those of `wrappers`."""

from __future__ import annotations

from forensics.formats.wrapper import LINE, Wrapper, prefixed
from forensics.language.statement import state

__all__ = ["BOOTS", "WRAPPERS"]

#: Lines with which journalctl begins, and marks where the machine was started again.
BOOTS = "^-- (?:Journal|Logs|Boot|Reboot|No entries|cursor:).*$"

_DATE, _CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?"
_ISO = rf"{_DATE}[T ]{_CLOCK} ?(?:Z|UTC|[+-][0-9]{{2}}:?[0-9]{{2}})?"
_WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ZONE = r"(?:[A-Z]{2,5}|[+-][0-9]{2}(?::?[0-9]{2})?)"
_HOST = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_TAG = r"[^\s:\[\]]+(?:\[[^\s\[\]]*\])?: "
_UNIT = rf"(?:{_HOST} )?{_TAG}"
#: A request as nearly every server writes it, behind what nothing but its place tells apart from a field.
_LOG_LINE = r'((?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[?[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]+\]?) [^"]*\[[0-9]{2}/[A-Za-z]{3}/.*)'
_LABEL = r'[A-Za-z_][A-Za-z0-9_]*="(?:[^"\\]|\\.)*"'

_journal = prefixed("systemd, journalctl(1), output modes")
_loki = prefixed("Grafana Loki, logcli; Grafana, Explore, download as txt")
_platform = prefixed("no specification")


def _before_request(name: str, title: str, pattern: str, before: str, source: str) -> Wrapper:
    return Wrapper(name, title, "around", f"(?s)^{pattern}{_LOG_LINE}$", source, before + LINE)


WRAPPERS: tuple[Wrapper, ...] = (
    _journal(
        "journal_full",
        state("systemd journal with full time stamps (journalctl -o short-full, with-unit)"),
        rf"^{_WEEKDAY} {_DATE} {_CLOCK} {_ZONE} {_UNIT}",
        "Tue 2026-06-09 10:00:00 CEST web1 nginx[812]: ",
        furniture=BOOTS,
    ),
    _journal(
        "journal_monotonic",
        state("systemd journal with the time since the start (journalctl -o short-monotonic, short-delta)"),
        rf"^\[ *[0-9]+\.[0-9]+(?: +<[^<>\]]*>)? *\] {_UNIT}",
        "[ 1000.000000] web1 nginx[812]: ",
        furniture=BOOTS,
    ),
    _journal(
        "journal_unix",
        state("systemd journal with seconds since 1970 (journalctl -o short-unix)"),
        rf"^[0-9]{{9,11}}\.[0-9]{{3,9}} {_UNIT}",
        "1780992000.123456 web1 nginx[812]: ",
        furniture=BOOTS,
    ),
    _journal(
        "journal_export",
        state("systemd journal, all fields (journalctl -o export)"),
        "^MESSAGE=",
        "MESSAGE=",
        furniture="^[A-Z_][A-Z0-9_]*=",
    ),
    _journal(
        "journal_verbose",
        state("systemd journal, all fields (journalctl -o verbose)"),
        "^ +MESSAGE=",
        "    MESSAGE=",
        furniture=rf"^(?: +[A-Z_][A-Z0-9_]*=|{_WEEKDAY} {_DATE} {_CLOCK} {_ZONE} \[)",
    ),
    _loki(
        "logcli",
        state("Loki's logcli: time and labels before the line"),
        rf"^{_ISO} \{{(?:{_LABEL}(?:, ?{_LABEL})*)?\}} +",
        '2026-06-09T10:00:00+02:00 {filename="/var/log/nginx/access.log"} ',
        furniture="^(?:Common labels|https?://).*",
    ),
    _loki(
        "grafana",
        state("Grafana's download: time and tab before the line"),
        rf"^{_ISO}\t",
        "2026-06-09T08:00:00.000Z\t",
        furniture="^(?:Common labels|Line limit|Total bytes processed): ",
    ),
    _platform(
        "swarm",
        "docker service logs",
        rf"^{_HOST}@{_HOST} +\| ",
        "web_nginx.1.x2k4z9abcd@node1    | ",
    ),
    _platform(
        "fly",
        "fly logs",
        rf"^{_ISO} [a-z]+\[[^\]\s]+\] [a-z]{{3}} \[[a-z]+\] ?",
        "2026-06-09T08:00:00Z app[4d89] ams [info]",
    ),
    _platform("pdsh", "pdsh, ansible, pssh", rf"^(?:\[{_HOST}\]|{_HOST}): ", "web1: "),
    _before_request(
        "aws_tail",
        "aws logs tail",
        rf"{_ISO} [^\s\[\"]+ ",
        "2026-06-09T08:00:00+00:00 i-0abc ",
        "AWS CLI, logs tail",
    ),
    _before_request(
        "stamped",
        state("A time stamp before the line (ts, a collector)"),
        rf"\[?(?:{_WEEKDAY},? )?(?:{_ISO}|{_MONTH} [ 0-9]?[0-9](?: [0-9]{{4}})? {_CLOCK}|{_CLOCK}"
        rf"|[0-9]{{9,11}}(?:\.[0-9]+)?|[0-9]{{13,19}})(?: {_ZONE})?\]?:?[ \t]+",
        "2026-06-09 10:00:00 ",
        "moreutils, ts(1)",
    ),
)
