"""The tool against a real Apache and a real nginx: its verdicts, and what the client really received."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Findings
from tests.support.programs import needs
from tests.support.servers.apache import apache
from tests.support.servers.expected import BLIND, EXPECTED, LOGS
from tests.support.servers.nginx import nginx
from tests.support.servers.scenarios import SCENARIOS, Truth, play
from tests.support.servers.server import BIG, CSV, LEAK, Server, write_site

SERVERS = {"apache": apache, "nginx": nginx}
ROWS = [(log, scenario.name) for log in LOGS for scenario in SCENARIOS]
each_log = pytest.mark.parametrize("log", LOGS)
each_row = pytest.mark.parametrize(("log", "name"), ROWS)


@dataclass(frozen=True, slots=True)
class Played:
    """A server that has stopped, and what its clients received."""

    server: Server
    truths: Mapping[str, Truth]


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder that a server's unprivileged workers may read, which pytest's own is not."""
    try:
        with socket.create_server(("127.0.1.1", 0)):
            pass
    except OSError:
        pytest.skip("this system has one loopback address only; a scenario needs one each")
    with tempfile.TemporaryDirectory(prefix="servers-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def played(ground: Path) -> dict[str, Played]:
    """Every scenario played against both servers."""
    programs = {kind: str(needs(kind)) for kind in SERVERS}
    site = write_site(ground / "site")
    result = {}
    for kind, start in SERVERS.items():
        with start(programs[kind], ground, site) as server:
            result[kind] = Played(server, play(server))
    return result


@pytest.fixture(scope="module")
def answers(played: dict[str, Played], ground: Path) -> dict[str, Findings]:
    """The findings of each log by itself, its format given as the string that the server was given."""
    return {log: _findings(played, ground, log, _format(played, log)) for log in LOGS}


def _server(played: dict[str, Played], log: str) -> tuple[Played, str]:
    kind, _, name = log.partition("-")
    return played[kind], name


def _format(played: dict[str, Played], log: str) -> str:
    one, name = _server(played, log)
    return one.server.formats[name]


def _findings(played: dict[str, Played], ground: Path, log: str, log_format: str) -> Findings:
    one, name = _server(played, log)
    path = ground / "case.toml"
    path.write_text(
        f"""
[case]
id = "servers"
zone = "UTC"
[[files]]
name = "leak.xlsx"
size = {LEAK}
[[files]]
name = "big.zip"
size = {BIG}
[[files]]
name = "data.csv"
size = {CSV}
[[windows]]
label = "all"
start = 2020-01-01T00:00:00Z
end = 2100-01-01T00:00:00Z
[[logs]]
path = {json.dumps(str(one.server.logs[name]))}
format = {json.dumps(log_format)}
[[parties.known]]
name = "the client of this test"
networks = ["127.0.0.0/8"]
""",
        encoding="utf-8",
    )
    return investigate(load_case(path))


def _requests(findings: Findings, truth: Truth) -> pl.DataFrame:
    return findings.requests.filter(pl.col("client") == truth.address).sort("line_no")


def _downloads(findings: Findings, truth: Truth) -> pl.DataFrame:
    return findings.downloads.filter(pl.col("client") == truth.address)


@pytest.mark.parametrize("kind", SERVERS)
def test_client_received(played: dict[str, Played], kind: str) -> None:
    """The clients received what their scenarios are there for: byte for byte, parts, or nothing."""
    got = {name: truth.got for name, truth in played[kind].truths.items()}
    refused = {"apache": {"encoded slash"}, "nginx": {"post"}}[kind]
    assert {name for name in got if got[name] == "part"} == {
        *("big abort", "small abort", "one quarter four times", "probe 0-1", "two ranges", "suffix"),
    }
    assert {name for name in got if got[name] == "nothing"} == {
        *("head", "not modified, first seen", "missing", "options", "name in the query", "name in the referer"),
        *refused,
    }


@each_row
def test_verdicts(played: dict[str, Played], answers: dict[str, Findings], log: str, name: str) -> None:
    """Each request of each scenario gets the verdict that counting.md says its log allows."""
    rows = _requests(answers[log], _server(played, log)[0].truths[name])
    counted = rows.filter(pl.col("verdict") != "other_target")
    assert tuple(counted["verdict"]) == EXPECTED[name][log], counted.select("rule", "because").rows()


@each_row
def test_headline_is_what_the_client_received(
    played: dict[str, Played], answers: dict[str, Findings], log: str, name: str
) -> None:
    """Whoever received the whole file counts once, everybody else not at all, but for the blind spots named."""
    truth = _server(played, log)[0].truths[name]
    headline = _downloads(answers[log], truth)["in_headline"].sum()
    blind = name in BLIND and log in BLIND[name].logs
    assert (headline == (truth.got == "whole")) is not blind
    assert headline in (0, 1)


@each_log
def test_a_download_that_was_none_is_marked(played: dict[str, Played], answers: dict[str, Findings], log: str) -> None:
    """Where the headline counts more than the client received, the row says what it cannot see, and
    at_least holds it only where the file fits the socket buffer."""
    truths = _server(played, log)[0].truths
    for name, truth in truths.items():
        wrong = _downloads(answers[log], truth).filter("in_headline") if truth.got != "whole" else None
        for row in [] if wrong is None else wrong.iter_rows(named=True):
            assert "abort-blind" in row["flags"] or row["proof"] == "inferred", name
            assert not row["in_at_least"] or row["size"] == LEAK, name


@each_log
def test_at_most_misses_nobody(played: dict[str, Played], answers: dict[str, Findings], log: str) -> None:
    """Whoever received the whole file, by whatever route, is within the upper bound of every log."""
    missed = [
        name
        for name, truth in _server(played, log)[0].truths.items()
        if truth.got == "whole" and not _downloads(answers[log], truth)["in_at_most"].any()
    ]
    assert not missed


@each_log
def test_every_line_is_read(played: dict[str, Played], answers: dict[str, Findings], log: str) -> None:
    """Not one line that a real server wrote is beyond the format that it was given."""
    (source,) = answers[log].sources
    one, name = _server(played, log)
    assert source.lines == one.server.logs[name].read_bytes().count(b"\n")
    assert (source.parsed, source.unparsed) == (source.lines, 0)


@each_log
def test_format_from_the_configuration_file(
    played: dict[str, Played], answers: dict[str, Findings], ground: Path, log: str
) -> None:
    """The format read out of the server's own configuration file, by its name, reads the same."""
    one, name = _server(played, log)
    again = _findings(played, ground, log, f"{one.server.configuration}#{name}")
    columns = [column for column in again.requests.columns if column != "format"]
    assert again.requests.select(columns).equals(answers[log].requests.select(columns))
    assert again.downloads.equals(answers[log].downloads)


@each_log
def test_second_reader_agrees(answers: dict[str, Findings], log: str) -> None:
    """The second reader reads every line of evidence that the servers wrote as our reader does."""
    summary = answers[log].second_reader
    assert summary.disagreements == ()
    assert summary.agreed == summary.lines == answers[log].requests["row"].n_unique() > 40


@pytest.mark.parametrize("log", [log for log in LOGS if not log.endswith("combined")])
def test_abort_of_a_large_file_shows(played: dict[str, Played], answers: dict[str, Findings], log: str) -> None:
    """Every log with bytes on the socket shows that a client left: fewer bytes, and no download."""
    truth = _server(played, log)[0].truths["big abort"]
    (row,) = _requests(answers[log], truth).select("body_bytes", "total_bytes").rows()
    assert 0 < min(size for size in row if size is not None) < BIG
