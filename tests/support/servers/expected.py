"""What the tool is to say about each scenario, log by log, and why it sometimes cannot say what happened.

A log is named by its server and its format: "apache-combined" logs `%b`, "apache-debian" `%O`,
"apache-wide" both, `%X` and the ranges, "apache-stamped" `%O` and `%X`; "nginx-combined" logs
`$body_bytes_sent`, "nginx-wide" also completion and ranges, "nginx-total" `$bytes_sent` and completion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["BLIND", "EXPECTED", "LOGS", "Blind"]

LOGS = (
    "apache-combined",
    "apache-debian",
    "apache-wide",
    "apache-stamped",
    "nginx-combined",
    "nginx-wide",
    "nginx-total",
)
APACHE = tuple(log for log in LOGS if log.startswith("apache"))
NGINX = tuple(log for log in LOGS if log.startswith("nginx"))
WITH_RANGES = ("apache-wide", "nginx-wide")
TOTALS = ("apache-debian", "apache-stamped", "nginx-total")
BODIES = ("apache-combined", "nginx-combined")

Verdicts = tuple[str, ...]


def _say(usual: str, **others: tuple[tuple[str, ...], str]) -> Mapping[str, Verdicts]:
    """The verdicts of a scenario's requests per log: the `usual` ones, but in the logs that `others` name.

    The name of an exception says what those logs have or lack.
    """
    table = {log: tuple(usual.split()) for log in LOGS}
    for logs, verdicts in others.values():
        table |= {log: tuple(verdicts.split()) for log in logs}
    return MappingProxyType(table)


#: Scenario -> log -> verdict of each of its requests, in order.
EXPECTED: Mapping[str, Mapping[str, Verdicts]] = MappingProxyType(
    {
        "full": _say("complete"),
        "head": _say("probe"),
        "big full": _say("complete"),
        "big abort": _say("partial", planned=(("apache-combined",), "complete")),
        "big resume": _say(
            "partial partial",
            planned=(("apache-combined",), "complete partial"),
            proven=(WITH_RANGES, "assembled assembled"),
            overshoot=(("apache-stamped", "nginx-total"), "assembled assembled"),  # headers are learnt there
            within_a_second=(("apache-debian", "nginx-combined"), "assembled assembled"),
        ),
        "keep-alive, then reset": _say("complete"),
        "small abort": _say("complete"),
        "small resume": _say("complete partial"),
        "quarters": _say(
            "assembled assembled assembled assembled",
            headers=(TOTALS, "indeterminate indeterminate indeterminate indeterminate"),
        ),
        "one quarter four times": _say(
            "partial partial partial partial",
            sums=(BODIES, "assembled assembled assembled assembled"),
            headers=(TOTALS, "indeterminate indeterminate indeterminate indeterminate"),
        ),
        "probe 0-1": _say("probe", headers=(TOTALS, "partial")),
        "probe then all": _say("probe complete", headers=(TOTALS, "indeterminate indeterminate")),
        "two ranges": _say("partial"),
        "suffix": _say("partial"),
        "beyond the end": _say("complete error"),
        "range not understood": _say("complete"),
        "if-range mismatch": _say("complete"),
        "not modified": _say("complete not_modified"),
        "not modified, first seen": _say("not_modified"),
        "slashes": _say("complete"),
        "dot segments": _say("complete"),
        "percent": _say("complete"),
        "encoded slash": _say("complete", refused=(APACHE, "error")),
        "query": _say("complete"),
        "absolute": _say("complete"),
        "missing": _say("error"),
        "post": _say("complete", refused=(NGINX, "error")),
        "options": _say("probe"),
        "http 1.0": _say("complete"),
        "http 0.9": _say("complete", unsaid=(("apache-stamped",), "indeterminate")),  # no line of the request there
        "name in the query": _say(""),
        "name in the referer": _say(""),
        "forged forwarding": _say("complete"),
        "forged tail": _say("complete"),
        "csv": _say("complete"),
        "csv gzip": _say(
            "complete",
            planned=(("apache-combined", "apache-stamped", "nginx-total"), "indeterminate"),
            handed=(("apache-debian", "nginx-combined"), "partial"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Blind:
    """Where a log cannot tell what the client really received: the headline counts too much, or too little."""

    logs: tuple[str, ...]
    because: str


#: Scenario -> the logs whose headline differs from what the client received, and why it must.
BLIND: Mapping[str, Blind] = MappingProxyType(
    {
        "big abort": Blind(("apache-combined",), "%b is what the server planned to send"),
        "small abort": Blind(LOGS, "the whole file fits the socket buffer: nobody can see the client leave"),
        "quarters": Blind(TOTALS, "with headers in the count, parts cannot be seen to add up exactly"),
        "one quarter four times": Blind(BODIES, "without ranges in the log, four equal parts look like four quarters"),
        "http 0.9": Blind(("apache-stamped",), "only the line of the request tells that a response had no headers"),
        "probe then all": Blind(TOTALS, "with headers in the count, a part at an unknown place may not be the whole"),
        "csv gzip": Blind(
            ("apache-combined", "apache-debian", "apache-stamped", "nginx-combined", "nginx-total"),
            "without its encoding in the log, a compressed file looks like part of one",
        ),
    }
)
