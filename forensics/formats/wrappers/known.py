r"""What stands around a log line when something else has carried it, taken off again.

A collector puts its own words before a line, or writes the line as a JSON string. Peeling gives the
line back code point for code point. What a collector has changed for good stays changed: rsyslog
writes a tab as `#011`, Docker a byte that is not UTF-8 as U+FFFD, journalctl cuts text that is long.

Every pattern is anchored at the start of the line and ends before the first character that the
server wrote, so nothing in a request can move that end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from forensics.formats.grammars.records.objects import HALF, doubtful, from_octets, whole_characters
from forensics.formats.wrapper import Wrapper
from forensics.formats.wrappers import extracts, journals, typeset
from forensics.language.statement import state
from forensics.model.schema import absent

__all__ = ["WRAPPERS", "Wrapper", "peel", "peeled"]


def peel(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    """The line inside each line, under the same name; null where a line is not wrapped so.

    A part of a line that a container runtime has cut in pieces is no line: null.
    """
    return _PEELERS[wrapper.kind](wrapper, lines).alias(lines.name)


def peeled(wrappers: Sequence[Wrapper], lines: pl.Series) -> pl.Series:
    """The lines with every wrapper taken off in turn, outermost first; what is not wrapped so stays."""
    for wrapper in wrappers:
        inner = peel(wrapper, lines)
        lines = inner.zip_with(inner.is_not_null(), lines)
    return lines


def _without_prefix(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    """No prefix is empty, so a line that has become no shorter had none."""
    table = lines.to_frame("line").with_columns(inner=pl.col("line").str.replace(wrapper.pattern, ""))
    shorter = pl.col("inner").str.len_bytes() < pl.col("line").str.len_bytes()
    return table.select(pl.when(shorter).then("inner")).to_series()


def _from_around(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    return lines.str.extract(wrapper.pattern, 1)


def _without_quotes(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    line = pl.col("line")
    table = lines.to_frame("line").select(pl.when(line.str.contains(wrapper.pattern)).then("line").alias("line"))
    inner = line.str.strip_prefix('"').str.strip_suffix('"')
    if wrapper.escape != "backslash":
        doubled = wrapper.escape == "doubled"
        return table.select(inner.str.replace_all('""', '"', literal=True) if doubled else inner).to_series()
    texts = _decoded(table["line"], "$")
    # JSON has no raw control characters; a writer that only escapes quotes and backslashes leaves them.
    left = (texts.is_null() & table["line"].str.contains(_PLAIN_STRING)).fill_null(value=False)
    return _put(texts, left, table.filter(left).select(inner.str.replace_all(r"\\([\x22/\\])", "${1}")).to_series())


def _from_json(wrapper: Wrapper, lines: pl.Series) -> pl.Series:
    line = pl.col("line")
    wrapped = line.str.contains(wrapper.pattern)
    if wrapper.unless:
        wrapped &= ~line.str.contains(wrapper.unless)
    table = lines.to_frame("line").select(pl.when(wrapped).then("line").alias("line"))
    path = wrapper.key if wrapper.key.startswith("$") else f"$['{wrapper.key}']"
    values = _decoded(table["line"], path)
    twice = doubtful(table["line"], path)
    values = _put(values, twice, absent(int(twice.sum()), pl.String))
    if path == wrapper.key:
        return values.str.strip_suffix("\n")
    arrays = table["line"].str.contains(rf'"{wrapper.key}"\s*:\s*\[').fill_null(value=False)
    texts = _put(values, arrays, pl.Series(map(from_octets, values.filter(arrays)), dtype=pl.String))
    return texts.str.strip_suffix("\n")  # the end of the server's line, which some collectors keep


def _decoded(lines: pl.Series, path: str) -> pl.Series:
    """What stands at a JSONPath, as text; half of a surrogate pair, which is no character, as U+FFFD."""
    values = lines.str.json_path_match(path)
    halves = (values.is_null() & lines.str.contains(HALF)).fill_null(value=False)
    mended = map(whole_characters, lines.filter(halves))
    return _put(values, halves, pl.Series(mended, dtype=pl.String).str.json_path_match(path))


def _put(texts: pl.Series, where: pl.Series, others: pl.Series) -> pl.Series:
    """The texts with those of the marked rows exchanged for others, in order."""
    return texts.clone().scatter(where.arg_true(), others) if where.any() else texts


_PEELERS: Mapping[str, Callable[[Wrapper, pl.Series], pl.Series]] = {
    "prefix": _without_prefix,
    "quotes": _without_quotes,
    "json": _from_json,
    "around": _from_around,
    "typeset": typeset.plain,
}
#: A string in which nothing but quotes, slashes and backslashes is escaped.
_PLAIN_STRING = r'^"(?:[^"\\]|\\["/\\])*"$'

_DATE, _CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", r"[0-9]{2}:[0-9]{2}:[0-9]{2}"
_ZONE = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})"
_ISO = rf"{_DATE}{_CLOCK}(?:\.[0-9]{{1,9}})?{_ZONE}"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_BSD = rf"{_MONTH} {{1,2}}[0-9]{{1,2}} (?:[0-9]{{4}} )?{_CLOCK}(?:\.[0-9]{{1,9}})?"
#: The priority; over TCP the length of the message may stand before it (RFC 6587, section 3.4.1).
_PRI = "(?:[0-9]{1,7} )?<[0-9]{1,3}>"
#: A word that may hold colons (IPv6, an image with its version) but does not end with one.
_HOST = r":*[^\s:]+(?::+[^\s:]+)*"
_TAG = r"[^\s:\[\]]+(?::+[^\s:\[\]]+)*(?:\[[^\s\[\]]*\])?: "
_ELEMENT = r'\[[^\s=\]"]+(?: [^\s=\]"]+="(?:[^"\\]|\\.)*")*\]'
_RFC5424 = rf"^{_PRI}[1-9][0-9]{{0,2}} (?:-|{_ISO})(?: [!-~]+){{4}} (?:-|(?:{_ELEMENT})+)"
_COLOUR, _RESET = r"(?:\x1b\[[0-9;]*m)+", r"\x1b\[[0-9;]*m"
_SERVICE = rf"(?:{_CLOCK} )?[0-9._-]*[A-Za-z][A-Za-z0-9._-]* +\|"
#: Kubernetes ends the names of pods with five of these, which spell no word.
_POD = "[a-z0-9][a-z0-9.-]*-[bcdfghjklmnpqrstvwxz2456789]{5}"
_CONTAINER = "[0-9-]*[a-z][a-z0-9-]*"
_DOCKER = r'^\{"log":"(?:[^"\\]|\\.)*'
#: What collectors add to a line.
_ADDED = "@timestamp|@version|container_(?:id|name)|date|host|insertId|kubernetes|source_type|stream|time|timestamp"
#: Keys of a request that has been taken apart: such an object is a record of its own.
_RECORD = (
    "(?i:http_?request|request|request_?(?:uri|url|line|path|method)|http_?(?:method|status)|method|uri|url|"
    "status|status_?code|response_?code|(?:remote|client)_?(?:addr|address|host|ip)|(?:body_)?bytes_?sent)"
)
#: Docker's fluentd driver, and Fluent Bit's reading of CRI lines, mark pieces so.
_PIECE = r'"partial_message"\s*:\s*"?true|"(?:logtag|_p)"\s*:\s*"P'

# What the examples have in common.
_LINE = '192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/report.pdf HTTP/1.1" 200 48211'
_QUOTED = _LINE.replace('"', r"\"")


def _json(name: str, title: str, key: str, *, example: str, source: str, unless: str = "") -> Wrapper:
    """A record of a collector with the line at `key`, and nowhere anything but text at such a key."""
    refused = "|".join(filter(None, (rf'"{key}"\s*:\s*[^"\s]', rf'"{_RECORD}"\s*:', _PIECE, unless)))
    return Wrapper(name, title, "json", rf'(?s)^\s*\{{.*"(?:{_ADDED})"\s*:', source, example, key=key, unless=refused)


def _prefix(
    name: str, title: str, pattern: str, before: str, source: str, note: str = "", *, furniture: str = ""
) -> Wrapper:
    return Wrapper(name, title, "prefix", pattern, source, before + _LINE, note=note, furniture=furniture)


#: All wrappers, the most specific first: of two that fit the same lines the first is the one meant.
WRAPPERS: tuple[Wrapper, ...] = (
    Wrapper(
        "docker_json",
        state("Docker's json-file logging driver"),
        "json",
        rf'{_DOCKER}\\n","stream":"(?:stdout|stderr)","(?:attrs|time)":',
        "Docker, json-file logging driver; moby, daemon/logger/jsonfilelog",
        f'{{"log":"{_QUOTED}\\n","stream":"stdout","time":"2026-06-09T08:00:00.123456789Z"}}',
        key="log",
        note="Docker cuts a line after 16 KiB. A piece without the end of its line is not read.",
    ),
    Wrapper(
        "journald_json",
        state("systemd journal as JSON (journalctl -o json)"),
        "json",
        r'(?s)^\s*\{.*"(?:__CURSOR|__REALTIME_TIMESTAMP|_BOOT_ID|_SYSTEMD_UNIT|_TRANSPORT|SYSLOG_IDENTIFIER)"\s*:',
        "systemd, Journal JSON Format",
        f'{{"__REALTIME_TIMESTAMP":"1780992000123456","SYSLOG_IDENTIFIER":"nginx","MESSAGE":"{_QUOTED}"}}',
        key="MESSAGE",
        unless=r'"MESSAGE"\s*:\s*[^"\s\[]',
        note="journalctl writes null for a line of 4 KiB or more unless it is called with --all.",
    ),
    _json(
        "collector_message",
        state('JSON of a log collector, the line under "message" (Filebeat, Logstash, Vector)'),
        "message",
        example=f'{{"@timestamp":"2026-06-09T08:00:00.123Z","host":{{"name":"web1"}},"message":"{_QUOTED}"}}',
        source="Elastic Common Schema, base fields; Vector, file source",
    ),
    _json(
        "collector_log",
        state('JSON of a log collector, the line under "log" (Fluent Bit, Fluentd)'),
        "log",
        example=f'{{"date":1780992000.123,"log":"{_QUOTED}","kubernetes":{{"pod_name":"web-5d"}}}}',
        source="Fluent Bit, json_lines output; Docker, fluentd logging driver",
        unless=rf'{_DOCKER}","stream":"(?:stdout|stderr)","(?:attrs|time)":',
    ),
    _json(
        "google_text_payload",
        state("Google Cloud Logging, the line as textPayload"),
        "textPayload",
        example=f'{{"insertId":"a1b2","logName":"projects/docs/logs/stdout","textPayload":"{_QUOTED}\\n"}}',
        source="Google Cloud Logging, LogEntry",
    ),
    _prefix(
        "cri",
        state("Kubernetes container log (containerd, CRI-O)"),
        rf"^{_ISO} (?:stdout|stderr) F(?::[^ ]*)? ",
        "2026-06-09T10:00:00.123456789+02:00 stdout F ",
        "Kubernetes, CRI: log management for container stdout/stderr streams",
        "A piece of a line that the runtime has cut (P) is not read.",
    ),
    _prefix(
        "compose",
        state("docker compose logs, and the runners of Procfiles (foreman, honcho, forego)"),
        rf"^(?:{_SERVICE} |{_COLOUR}{_SERVICE}(?: {_RESET}|{_RESET} ))",
        "web-1  | ",
        "docker/compose, cmd/formatter/logs.go; version 1: compose/cli/log_printer.py",
    ),
    _prefix("kubectl", "kubectl --prefix", r"^\[pod/[^\s/\]]+/[^\s/\]]*\] ", "[pod/web-5d/nginx] ", "kubectl, logs.go"),
    _prefix(
        "stern",
        "stern",
        rf"^(?:{_POD} {_CONTAINER} |{_COLOUR}[a-z0-9.-]+{_RESET} {_COLOUR}[a-z0-9-]+{_RESET} )",
        "web-7d9c5b8f6d-x2k4z nginx ",
        "stern/stern, cmd/cmd.go, template default",
        "Without colours only pods with a generated name are recognised.",
    ),
    _prefix(
        "rfc5424_rsyslog",
        state("syslog, RFC 5424, with the second blank that rsyslog leaves before the message"),
        rf"{_RFC5424}  ",
        "<190>1 2026-06-09T10:00:00.123456+02:00 web1 nginx 812 - -  ",
        "RFC 5424, section 6; rsyslog, RSYSLOG_SyslogProtocol23Format",
    ),
    _prefix(
        "rfc5424",
        "syslog, RFC 5424",
        rf"{_RFC5424}(?: \x{{feff}}?|$)",
        '<190>1 2026-06-09T10:00:00.123456+02:00 web1 nginx 812 - [meta@32473 seq="7"] ',
        "RFC 5424, section 6; RFC 6587, section 3.4.1",
    ),
    _prefix(
        "rfc3164",
        state("syslog, RFC 3164 (also journalctl's short output)"),
        rf"^(?:{_PRI})?{_BSD} (?:{_HOST} )?{_TAG}",
        "<190>Jun  9 10:00:00 web1 nginx[812]: ",
        "RFC 3164, section 4.1; rsyslog, RSYSLOG_TraditionalFileFormat; nginx, src/core/ngx_syslog.c",
        furniture=journals.BOOTS,
    ),
    _prefix(
        "syslog_iso",
        state("syslog with ISO 8601 time stamps (rsyslog's own file format; journalctl -o short-iso)"),
        rf"^(?:{_PRI})?{_ISO} (?:{_HOST} )?{_TAG}",
        "2026-06-09T10:00:00.123456+02:00 web1 nginx[812]: ",
        "rsyslog, RSYSLOG_FileFormat; systemd, journalctl(1)",
        furniture=journals.BOOTS,
    ),
    _prefix(
        "rfc3164_untagged",
        state("syslog, RFC 3164, without the name of a program"),
        rf"^(?:{_PRI})?{_BSD} {_HOST} ",
        "<190>Jun  9 10:00:00 web1 ",
        "RFC 3164, section 4.1",
    ),
    _prefix(
        "timestamps",
        "docker logs --timestamps, kubectl logs --timestamps",
        rf"^{_DATE}{_CLOCK}\.[0-9]{{9}}{_ZONE} ",
        "2026-06-09T08:00:00.123456789Z ",
        "Docker, docker container logs",
    ),
    Wrapper(
        "quoted_backslash",
        state(r"The whole line in quotes, those inside written \" (a JSON string)"),
        "quotes",
        r'^"(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"$',
        "RFC 8259, section 7",
        f'"{_QUOTED}"',
        escape="backslash",
    ),
    Wrapper(
        "quoted_csv",
        state("The whole line in quotes, those inside doubled (one cell of CSV)"),
        "quotes",
        '^"(?:[^"]|"")*"$',
        "RFC 4180, section 2",
        '"' + _LINE.replace('"', '""') + '"',
        escape="doubled",
    ),
    Wrapper("quoted", state("The whole line in quotes"), "quotes", '(?s)^".*"$', "no specification", f'"{_LINE}"'),
    *journals.WRAPPERS,
    *extracts.WRAPPERS,
    *typeset.WRAPPERS,
)
