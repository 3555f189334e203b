"""What kind of program asked (counting.md 3.10): one class for each distinct user agent."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.parties.agents import CLASSES, LIST, classify, list_sha256

MOZILLA = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


def judged(agent: str | None) -> tuple[str, bool]:
    """Class and robot mark of one agent."""
    (row,) = classify(pl.Series([agent], dtype=pl.String)).rows()
    return row[1], row[2]


@pytest.mark.parametrize(
    ("agent", "agent_class", "robot"),
    [
        (f"{MOZILLA} {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "browser", False),
        ("Firefox/126", "browser", False),
        ("Opera/9.80 (Windows NT 6.1) Presto/2.12", "browser", False),
        ("Lynx/2.8.9rel.1", "browser", False),
        (f"{MOZILLA} {WEBKIT} Chrome/126.0 Mobile Safari/537.36 MetaIAB Facebook", "browser", False),
        (f"Mozilla/5.0 (Linux; CUBOT P40) {WEBKIT} Chrome/90.0 Mobile Safari/537.36", "browser", False),
        ("Microsoft Office Existence Discovery", "office client", False),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Excel 16.0; Pro)", "office client", False),
        ("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office)", "office client", False),
        ("Microsoft-WebDAV-MiniRedir/10.0.19045", "office client", False),
        ("Mac OS X/10.15.5 (19F101) Excel/16.37", "office client", False),
        ("WhatsApp/2.23.20", "link preview", True),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "link preview", True),
        ("facebookexternalhit/1.1", "link preview", True),
        (f"{MOZILLA} SkypeUriPreview Preview/0.5", "link preview", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "search engine", True),
        ("Mozilla/5.0 (compatible; archive.org_bot)", "archiver", True),
        ("Mozilla/5.0 (compatible; GPTBot/1.2)", "AI crawler", True),
        ("meta-externalagent/1.1", "AI crawler", True),
        ("Mozilla/5.0 (compatible; Nmap Scripting Engine)", "monitoring/scanner", True),
        ("UptimeMonitor/1", "monitoring/scanner", True),
        ("Nuclei - Open-source project", "monitoring/scanner", True),
        ("curl/8.5.0", "tool/script", True),
        ("Wget/1.21.3", "tool/script", True),
        ("python-requests/2.31.0", "tool/script", True),
        ("Java/17.0.9", "tool/script", True),
        (f"{MOZILLA} {WEBKIT} HeadlessChrome/126.0 Safari/537.36", "tool/script", True),
        ("AhrefsBot/7.0", "other", True),
        ("Mozilla/5.0 (compatible; example-crawler/0.1)", "other", True),
        ("Amazon CloudFront", "other", False),
        ("SomethingOdd/1", "other", False),
        (None, "empty", False),
        ("", "empty", False),
        ("-", "empty", False),
    ],
)
def test_agents_are_known_by_their_kind(agent: str | None, agent_class: str, *, robot: bool) -> None:
    """People at browsers and in office programs are no robots, whatever a list of robots says."""
    assert judged(agent) == (agent_class, robot)


def test_each_distinct_agent_is_one_row() -> None:
    """Agents are joined back by their text; the missing one is among them, first."""
    table = classify(pl.Series(["curl/8.5.0", None, "curl/8.5.0", "Firefox/126"]))
    assert table["agent"].to_list() == [None, "Firefox/126", "curl/8.5.0"]
    assert table.schema == {"agent": pl.String, "agent_class": pl.String, "robot": pl.Boolean}


@pytest.mark.parametrize("agents", [pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Null)])
def test_no_agents_are_no_rows(agents: pl.Series) -> None:
    """A log without a single request of interest is no error."""
    assert classify(agents).shape == (0, 3)


def test_only_the_first_1024_characters_are_judged() -> None:
    """What stands behind them cannot change the class, and the row still names the whole agent."""
    agent = "x" * 1024 + " Googlebot/2.1"
    assert classify(pl.Series([agent])).rows() == [(agent, "other", False)]
    assert judged("x" * 1010 + " Googlebot/2.1") == ("search engine", True)


@pytest.mark.parametrize("piece", ["(", "A", " ", "0", "\\", "bot", "\N{ZERO WIDTH SPACE}", "[(*+?"])
def test_hostile_agents_get_a_class(piece: str) -> None:
    """Eight kilobytes of anything are text, not a pattern; the engine takes linear time."""
    assert judged(piece * 8000)[0] in CLASSES


@given(st.lists(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))), max_size=5))
def test_every_agent_has_exactly_one_class(agents: list[str | None]) -> None:
    """Whatever was sent, each distinct agent comes back once, judged."""
    table = classify(pl.Series(agents, dtype=pl.String))
    assert set(table["agent"]) == set(agents)
    assert table.height == len(set(agents))
    assert set(table["agent_class"]) <= set(CLASSES)
    assert not table["robot"].has_nulls()


def test_the_list_is_named_with_its_version() -> None:
    """A report says which list of robots it used (counting.md 3.10)."""
    name, version = LIST.split()
    assert name == "crawler-user-agents"
    assert version[0].isdigit()
    assert len(list_sha256()) == 64


def test_very_many_agents() -> None:
    """Of more than are looked through one by one each gets the class that it gets alone."""
    kinds = {"curl/8": ("tool/script", True), "Googlebot/2.1": ("search engine", True), "Thing": ("other", False)}
    table = classify(pl.Series([f"{name} ({number})" for number in range(2000) for name in kinds]))
    assert {(agent.partition(" ")[0], found, robot) for agent, found, robot in table.rows()} == {
        (name, *expected) for name, expected in kinds.items()
    }
