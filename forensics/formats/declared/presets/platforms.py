"""Platforms that put a web server of their own in front of applications: Cloud Foundry, older ingress controllers of
Kubernetes, hosting panels.

Sources: gorouter (accesslog/schema/access_log_record.go), ingress-nginx (user guide, "Log format", of those versions),
cPanel's documentation of domlogs, mod_jk's reference (JkRequestLogFormat).
"""

from __future__ import annotations

from forensics.formats.declared.declare import log_format, refused, text
from forensics.formats.declared.presets.samples import CURL, FIREFOX, GET, HEAD
from forensics.formats.format import Format
from forensics.formats.second_reader.template import equivalent
from forensics.formats.templates.template import lexed
from forensics.language.statement import state

__all__ = ["formats"]

_COMBINED = '[$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'
_UPSTREAM = (
    "$request_length $request_time [$proxy_upstream_name] $upstream_addr $upstream_response_length"
    " $upstream_response_time $upstream_status"
)


def formats() -> list[Format]:
    """Formats that are read, then those that are refused."""
    return [_gorouter(), *_ingress(), *_byte_logs(), _jk_requests(), _cut_columns()]


def _gorouter() -> Format:
    line = (
        '{host} - [{start:iso}] "{request}" {status} {number} {body_bytes} "{referer}" "{agent}" "{peer}:{number}"'
        ' "{_}" x_forwarded_for:"{forwarded}" x_forwarded_proto:"{_}" vcap_request_id:"{request_id}" {rest}'
    )
    tail = 'response_time:0.031 gorouter_time:0.0001 app_id:"5f3c1f0e" app_index:"0" x_cf_routererror:"-"'
    return text(
        "gorouter",
        "Cloud Foundry's router (gorouter)",
        line,
        family="Cloud Foundry",
        examples=(
            (
                'www.example.org - [2026-06-09T08:00:00.281000000Z] "GET /docs/report.pdf HTTP/1.1" 200 0 48211'
                f' {FIREFOX} "10.0.0.2:51234" "10.0.0.5:61001" x_forwarded_for:"192.0.2.10, 10.0.0.2"'
                f' x_forwarded_proto:"https" vcap_request_id:"7f3c9a50-e1d2-4b68-8a4e-3c2b1d0f9e8a" {tail}'
            ),
            (
                'docs.example.org - [2026-06-09T08:05:12.004Z] "HEAD /list.csv?v=2 HTTP/2.0" 200 0 0'
                f' {CURL} "10.0.0.2:40112" "-" x_forwarded_for:"-" x_forwarded_proto:"https" vcap_request_id:"-" {tail}'
            ),
        ),
        note="The peer is the load balancer in front; x_forwarded_for holds the client, if that is to be trusted.",
    )


def _nginx(name: str, title: str, template: str, *examples: str) -> Format:
    # The second reader takes no directive twice: of an address that is logged again it is told nothing.
    second = equivalent(lexed("nginx", template.replace("[$the_real_ip]", "[$again]")))
    return log_format(name, title, template, *examples, second=second)


def _ingress() -> list[Format]:
    tail = "512 0.031 [docs-web-80] 10.0.0.5:8080 48211 0.030 200"
    cut = "214 0.004 [docs-web-80] 10.0.0.5:8080, 10.0.0.6:8080 0, 0 0.001, 0.002 502, 200"
    addresses = "$the_real_ip - [$the_real_ip] - $remote_user"
    get, head = (line.replace(" - ", f" - [{peer}] - ", 1) for line, peer in (
        (GET, "192.0.2.10"), (HEAD, "198.51.100.7")
    ))  # fmt: skip
    return [
        _nginx(
            "nginx_ingress_one_upstream",
            "ingress-nginx before 0.25",
            f"$remote_addr - $remote_user {_COMBINED} {_UPSTREAM} $req_id",
            f"{GET} {FIREFOX} {tail} 7f3c9a50e1d24b68",
            f"{HEAD} 0 {CURL} {cut} 0b1d6f7a2c3e4958",
        ),
        _nginx(
            "nginx_ingress_real_ip",
            "ingress-nginx before 0.23, with the address twice",
            f"{addresses} {_COMBINED} {_UPSTREAM} $req_id",
            f"{get} {FIREFOX} {tail} 7f3c9a50e1d24b68",
            f"{head} 0 {CURL} {cut} 0b1d6f7a2c3e4958",
        ),
        _nginx(
            "nginx_ingress_real_ip_no_id",
            "ingress-nginx before 0.17, with the address twice and no request id",
            f"{addresses} {_COMBINED} {_UPSTREAM}",
            f"{get} {FIREFOX} {tail}",
            f"{head} 0 {CURL} {cut}",
        ),
    ]


def _byte_logs() -> list[Format]:
    advice = state(
        "This log counts bytes for each request and names neither its path nor its client: use the access log"
        " beside it."
    )
    return [
        refused(
            "bytes_log",
            "Bytes of each request, for the traffic statistics of cPanel and the like",
            advice,
            family="Hosting panels",
            pattern=r"[0-9]{9,11} [0-9]+ \.",
            examples=("1780992000 48545 .", "1780992312 512 ."),
        )
    ]


def _jk_requests() -> Format:
    day = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9][0-9]"
    return refused(
        "mod_jk",
        "mod_jk, the connector between Apache and Tomcat",
        state(
            "mod_jk tells which worker answered and how long it took, not what was sent: use the access log of the"
            " Apache in front or of the Tomcat behind."
        ),
        family="Apache",
        pattern=rf"\[{day} [0-9:.]+ [0-9]{{4}}\] ?(?:\[[0-9]+:[0-9]+\] \[[a-z]+\] .*|[\w.-]+ [\w.-]+ [0-9.]+)",
        examples=(
            "[Tue Jun 09 10:00:00 2026] worker1 www.example.org 0.031250",
            "[Tue Jun 09 10:00:00.123 2026] [812:140] [info] init_jk::mod_jk.c (3591): mod_jk/1.2.49 initialized",
        ),
    )


def _cut_columns() -> Format:
    return refused(
        "cut_columns",
        "Columns that awk or cut took out of an access log",
        state(
            "These are columns cut out of an access log: the method and the offset of the times are gone, so a check"
            " of the file cannot be told from a download. Count from the log itself."
        ),
        family="Extracts",
        pattern=(
            r"[0-9A-Fa-f:.]+ \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8}\]?"
            r"(?: [+-][0-9]{4}\])? /[^ ]* [0-9]{3}(?: (?:[0-9]+|-))?"
        ),
        examples=(
            "192.0.2.10 [09/Jun/2026:10:00:00 /docs/report.pdf 200 48211",
            "2001:db8::7 [09/Jun/2026:10:05:12 /list.csv?v=2 304 -",
        ),
    )
