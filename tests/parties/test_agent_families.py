"""What a user agent says it is (counting.md 3.10): in words of published lists, and in no others."""

from __future__ import annotations

import re
from importlib.metadata import version

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.parties.agent_families import FAMILIES, families, families_sha256, patterns

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64"
#: Agents of the kinds whose names ua-parser takes out of the agent itself.
NAMED = r"[ -~]{0,30}(bot|spider|crawler|Firefox|CFNetwork|Android)[ -~]{0,30}"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


def family(agent: str | None) -> str | None:
    """The family of one agent."""
    (row,) = families(pl.Series([agent], dtype=pl.String)).rows()
    told: str | None = row[1]
    return told


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (f"{WINDOWS}; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox 115, Windows"),
        (f"{WINDOWS}) {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge 126, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0", "Firefox 126, Linux"),
        (f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/126.0.0.0 Mobile", "Chrome Mobile 126, Android"),
        ("curl/8.5.0", "curl 8"),
        ("python-requests/2.31.0", "Python Requests 2"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot 2"),
        ("WhatsApp/2.23.20", "WhatsApp 2"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
        ("SomethingOdd/1", None),
        ("Other/1", None),
        ("-", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_programs_and_their_systems(agent: str | None, told: str | None) -> None:
    """The program with the first number of its version, and the system without."""
    assert family(agent) == told


@pytest.mark.parametrize(
    "agent",
    [
        "192.0.2.7/1 CFNetwork/1 Darwin/1",
        "Alice Example-iPhone/1.2 CFNetwork/758 Darwin/15",
        "c0000207/1 CFNetwork/1 Darwin/1",
        "3221225991/1 CFNetwork/1 Darwin/1",
        "alicebot/1.0",
        "Mozilla/5.0 (compatible; <script>alice-bot/1.0)",
        "Mozilla/5.0 (compatible; alice.example.org/bot; +http://alice.example.org)",
    ],
)
def test_a_name_of_the_clients_own_does_not_pass(agent: str) -> None:
    """ua-parser repeats what these agents hold; here nothing is said of them at all."""
    assert family(agent) is None


def test_a_version_has_four_digits_at_most() -> None:
    """An address in decimal fits no version."""
    assert family("curl/3221225991") == "curl"
    assert family("curl/8888") == "curl 8888"


@settings(max_examples=5, deadline=None)
@given(st.lists(st.from_regex(NAMED, fullmatch=True), min_size=20, max_size=40))
def test_nothing_but_published_words(agents: list[str]) -> None:
    """Whatever is sent, a family holds harmless characters, and no address or long number."""
    told = families(pl.Series(agents))["agent_family"].drop_nulls().to_list()
    assert all(re.fullmatch(r"[A-Za-z0-9 ,._+()-]{1,90}", text) for text in told)
    assert not any(re.search(r"\d{5}|\d+\.\d+\.\d+\.\d+", text) for text in told)


def test_hostile_agents_are_read() -> None:
    """Eight kilobytes of anything: the engine takes linear time."""
    pieces = ("(", "A", " ", "0", "\\", "botx", "\x00", "Mozilla/5.0 (", "[(*+?", "1.1")
    told = families(pl.Series([piece * 8000 for piece in pieces]))["agent_family"]
    assert (len(told), told.null_count()) == (len(pieces), len(pieces))


def test_only_the_first_1024_characters_are_judged() -> None:
    """What stands behind them says nothing."""
    assert family("x" * 1024 + " Googlebot/2.1") is None
    assert family("x" * 1000 + " Googlebot/2.1") == "Googlebot 2"


def test_each_distinct_agent_is_one_row() -> None:
    """Agents are joined back by their text; the missing one is among them, first."""
    table = families(pl.Series(["curl/8.5.0", None, "curl/8.5.0", "-"]))
    assert table.rows() == [(None, None), ("-", None), ("curl/8.5.0", "curl 8")]
    assert table.schema == {"agent": pl.String, "agent_family": pl.String}


@pytest.mark.parametrize("agents", [pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Null)])
def test_no_agents_are_no_rows(agents: pl.Series) -> None:
    """A log without a single request of interest is no error."""
    assert families(agents).shape == (0, 2)


def test_every_pattern_of_the_lists_can_be_used() -> None:
    """None is passed over: a list that needs another engine would be seen here."""
    texts = pl.Series(["curl/8.5.0"])
    assert len(patterns()) > 500
    for regex in patterns():
        assert texts.str.contains(regex, strict=True).len() == 1


def test_the_lists_are_named_with_their_version() -> None:
    """A report says which lists it used."""
    assert f"ua-parser-builtins {version('ua-parser-builtins')}" == FAMILIES
    assert re.fullmatch("[0-9a-f]{64}", families_sha256())
