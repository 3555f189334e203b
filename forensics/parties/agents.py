"""What kind of program asked: each distinct user agent gets one class, and a mark if it is a robot.

A class explains and never subtracts (counting.md 3.10.1): a robot that fetched the file is a disclosure.
The mark serves the definitions that leave robots out (counting.md section 1). It is set for
crawlers, link previews, scanners and HTTP libraries, as IAB and COUNTER-Robots do. It is not set
for office programs (a person opened a link) and not for an empty agent, which each definition
treats in its own way.

Patterns run in polars, whose regular expressions take time linear in the text: no agent, however
odd, can make one slow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import polars as pl

from forensics.language.statement import message
from forensics.required_texts import could_fit

__all__ = ["CLASSES", "LIST", "classify", "list_sha256", "robots"]

#: Each class, and what a reader is told of it.
CLASSES: Mapping[str, str] = {
    "browser": message("browser"),
    "office client": message("office program"),
    "link preview": message("link preview of a chat or mail service"),
    "search engine": message("search engine"),
    "archiver": message("web archive"),
    "AI crawler": message("AI crawler"),
    "monitoring/scanner": message("monitor or scanner"),
    "tool/script": message("tool or script"),
    "empty": message("no name given"),
    "other": message("other program"),
}

#: The list of robots, with its version, as reports name it.
LIST = f"crawler-user-agents {version('crawler-user-agents')}"

_JUDGED = 1024  # characters of an agent that are looked at


@dataclass(frozen=True, slots=True)
class _Rule:
    """Agents that hold one of the patterns are of this class; the first rule that fits decides."""

    agent_class: str
    robot: bool
    patterns: Sequence[str]


#: Before the list: what it would take for robots, and the office programs it leaves out.
_PEOPLE = (
    _Rule("empty", False, (r"^[\s-]*$",)),
    _Rule(
        "office client",
        False,
        (
            r"Microsoft[ -]Office|\bms-office\b|\bMSOffice\b|Microsoft (?:Excel|Word|PowerPoint|Outlook|OneNote)",
            r"\b(?:Excel|Word|PowerPoint|OneNote)/\d|Microsoft-WebDAV-MiniRedir",
            r"Microsoft Data Access Internet Publishing|LibreOffice|OpenOffice",
        ),
    ),
    _Rule("browser", False, (r"\bMetaIAB\b",)),  # a person reading inside Facebook's or Instagram's app
    _Rule("other", False, (r"^Amazon CloudFront$",)),  # a cache between the server and any kind of client
)

#: Tags of the list, in the order in which they decide where an entry has two.
_TAGS = (
    ("ai-crawler", "AI crawler"),
    ("social-preview", "link preview"),
    ("search-engine", "search engine"),
    ("archiver", "archiver"),
    ("monitoring", "monitoring/scanner"),
    ("scanner", "monitoring/scanner"),
    ("http-library", "tool/script"),
    ("browser-automation", "tool/script"),
    ("", "other"),  # search-engine optimisers, advertisers, feed readers, research
)

#: After the list: robots and programs it does not know, and what browsers have in common.
_REST = (
    _Rule(
        "tool/script",
        True,
        (
            r"(?i)^java/|powershell|postman|insomnia|aria2|libcurl|guzzle|^ruby|^perl|^php/|^dart/|\brestsharp\b",
            r"(?i)microsoft bits|winhttp|apache-httpclient|python|\bnode\.js",
        ),
    ),
    _Rule(
        "monitoring/scanner",
        True,
        (
            r"(?i)uptime|monitor(?:ing)?(?:[/ _-]|bot|$)|nagios|zabbix|nikto|sqlmap|nessus|masscan",
            r"(?i)\bnuclei\b|wpscan|gobuster|dirbuster|feroxbuster|acunetix|openvas",
        ),
    ),
    _Rule("browser", False, (r"(?i)\bcubot\b.*(?:chrome|safari|firefox)/",)),  # a make of telephone
    _Rule("other", True, (r"(?i)bot\b|bot_|crawler|spider|scraper",)),
    _Rule(
        "browser",
        False,
        (r"^(?:Mozilla|Opera|Firefox|Chrome|Safari|Edge?)/|^(?:Lynx|E?Links|w3m|Dillo|AppleCoreMedia)\b|\bCFNetwork/",),
    ),
)


@cache
def robots() -> list[dict[str, Any]]:
    """The entries of the list of robots, each with its "pattern", "tags" and "instances"."""
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA  # type: ignore[import-untyped]  # noqa: PLC0415 reads a file

    entries: list[dict[str, Any]] = CRAWLER_USER_AGENTS_DATA
    return entries


def list_sha256() -> str:
    """SHA-256 of the list's patterns, one a line, in the list's order."""
    return hashlib.sha256("\n".join(entry["pattern"] for entry in robots()).encode()).hexdigest()


def _listed() -> list[_Rule]:
    known = [tag for tag, _ in _TAGS if tag]
    rules = []
    for tag, agent_class in _TAGS:
        patterns = [
            entry["pattern"] for entry in robots() if next((name for name in known if name in entry["tags"]), "") == tag
        ]
        rules.append(_Rule(agent_class, True, patterns))
    return rules


@cache
def _rules() -> tuple[_Rule, ...]:
    return (*_PEOPLE, *_listed(), *_REST)


def classify(agents: pl.Series) -> pl.DataFrame:
    """The class of each distinct user agent: columns agent, agent_class (one of CLASSES), robot.

    Sorted by agent, nulls first; join on agent with nulls_equal=True, since a missing agent is
    one of the rows ("empty"). Only the first 1,024 characters are judged.
    """
    table = agents.alias("agent").cast(pl.String).to_frame().unique().sort("agent", nulls_last=False)
    if table.is_empty():
        return table.with_columns(agent_class=pl.lit(None, pl.String), robot=pl.lit(None, pl.Boolean))
    head = pl.col("agent").fill_null("").str.head(_JUDGED)
    decided = pl.lit(len(_rules()), dtype=pl.Int64)
    for number, fits in reversed(list(enumerate(_patterns(table.select(head)["agent"].to_list())))):
        if fits:
            decided = pl.when(head.str.contains(fits)).then(pl.lit(number, dtype=pl.Int64)).otherwise(decided)
    verdicts = pl.DataFrame(
        {
            "rule": range(len(_rules()) + 1),
            "agent_class": [*(rule.agent_class for rule in _rules()), "other"],
            "robot": [*(rule.robot for rule in _rules()), False],
        }
    )
    return (
        table.with_columns(rule=decided)
        .join(verdicts, on="rule", how="left", maintain_order="left")
        .select("agent", "agent_class", "robot")
    )


def _patterns(heads: Sequence[str]) -> Iterator[str]:
    """For each rule one pattern, of those that could fit one of the texts: the others need not be compiled."""
    for rule in _rules():
        possible = (rule.patterns[i] for i in could_fit(rule.patterns, heads))
        yield "|".join(f"(?:{pattern})" for pattern in possible)
