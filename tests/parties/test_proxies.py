"""Behind a proxy that the case does not name, one visitor's requests say nothing of another's (counting.md 4b.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from forensics.casefile.options import quick_case
from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.verdicts import judge
from forensics.errors import CaseError
from forensics.findings.limitations.draft import Found
from forensics.findings.limitations.of_clients import undeclared_proxy
from forensics.investigation import investigate
from forensics.model import Case, Findings, KnownParty, Log, Parties
from forensics.parties.geoip import DatabaseInfo
from forensics.parties.identify import identify
from forensics.parties.prefix_lists import PrefixList
from forensics.parties.proxies import mark_shared, suspects
from tests.support.command import run
from tests.support.draft_fixture import drafted
from tests.support.request_fixture import CASE, NOON, SIZE, requests

PROXY = "203.0.113.5"
INNER = "10.0.0.5"
TRUSTED = replace(CASE, parties=Parties(trusted_proxies=(ip_network("10.0.0.0/8"),)))
ORIGIN = replace(TRUSTED, logs=(Log("origin.log", layer="origin"),))
_NET = ip_network("198.51.100.0/24")
CLOUDFRONT = PrefixList(
    "cloudfront",
    DatabaseInfo("cloudfront.json", "prefix list: cloudfront", None, "0" * 64),
    service=True,
    spans={4: ((int(_NET[0]),), (int(_NET[-1]),)), 6: ((), ())},
)


def asked(seconds: float, forwarded: str | None = None, **values: Any) -> dict[str, Any]:
    """A whole delivery through the proxy, so many seconds after noon."""
    return {"end": NOON + timedelta(seconds=seconds), "peer": PROXY, "forwarded": forwarded, **values}


def part(seconds: float, first: int, forwarded: str | None = None, **values: Any) -> dict[str, Any]:
    """A half of the file, from there."""
    half = SIZE // 2
    place = f"bytes {first}-{first + half - 1}/{SIZE}"
    return asked(seconds, forwarded, status=206, body_bytes=half, content_range=place, **values)


def counted(
    *rows: dict[str, Any], case: Case = CASE, lists: Sequence[PrefixList] = ()
) -> tuple[tuple[int, int, int], pl.DataFrame]:
    """At least, headline and at most of these requests; and the requests."""
    table = identify(mark_copies(requests(*rows)), case).pipe(mark_shared, case, lists)
    labelled, downloads = assemble(judge(table, case, ()), case)
    sums = (downloads[name].sum() for name in ("in_at_least", "in_headline", "at_most"))
    return tuple(map(int, sums)), labelled  # type: ignore[return-value]


def told(*rows: dict[str, Any], case: Case = CASE, lists: Sequence[PrefixList] = ()) -> list[Found]:
    """The limitation of proxies, if there is one."""
    return list(undeclared_proxy(drafted(case, counted(*rows, case=case, lists=lists)[1], lists=lists)))


TWO = ("192.0.2.1", "192.0.2.2")


@pytest.mark.parametrize(
    ("rows", "bounds"),
    [
        # two people, one proxy: three downloads within half a minute are no repeats
        ([asked(0, TWO[0]), asked(10, TWO[1])], (2, 2, 2)),
        ([asked(0, TWO[0]), asked(10, TWO[0]), asked(20, TWO[1])], (2, 3, 3)),  # but one's own are
        ([asked(0, TWO[0]), asked(10, None), asked(20, TWO[1])], (3, 3, 3)),
        # two halves of two people are no file; two of one are
        ([part(0, 0, TWO[0]), part(5, SIZE // 2, TWO[1])], (0, 0, 1)),
        ([part(0, 0, TWO[0]), part(5, SIZE // 2, TWO[0]), asked(9, TWO[1], status=404, body_bytes=153)], (1, 1, 1)),
        # what the client may have made up tells nobody apart, nor joins two
        ([part(0, 0, f"203.0.113.66, {TWO[0]}"), part(5, SIZE // 2, f"203.0.113.67, {TWO[0]}")], (1, 1, 1)),
        ([part(0, 0, f"198.51.100.1, {TWO[0]}"), part(5, SIZE // 2, f"198.51.100.1, {TWO[1]}")], (0, 0, 1)),
        # an inner proxy stands between the client and this one
        ([part(0, 0, f"{TWO[0]}, 10.0.0.9"), part(5, SIZE // 2, f"{TWO[1]}, 10.0.0.9")], (0, 0, 1)),
        ([part(0, 0, "10.1.1.1, 10.0.0.9"), part(5, SIZE // 2, "10.1.1.2, 10.0.0.9")], (0, 0, 1)),
        # an address in an inner network, though nothing is forwarded
        ([part(0, 0, peer=INNER), part(5, SIZE // 2, peer=INNER)], (0, 0, 1)),
        ([part(0, 0, peer="127.0.0.1"), part(5, SIZE // 2, peer="::1")], (0, 0, 2)),
        ([part(0, 0, peer="100.64.0.9"), part(5, SIZE // 2, peer="100.64.0.9")], (0, 0, 1)),
        ([part(0, 0, peer="fe80::1"), part(5, SIZE // 2, peer="fe80::1")], (0, 0, 1)),
        ([asked(n, peer=INNER) for n in range(3)], (3, 3, 3)),
        # one client, whatever stands in the chain
        ([part(0, 0), part(5, SIZE // 2)], (1, 1, 1)),
        ([part(0, 0, TWO[0]), part(5, SIZE // 2, TWO[0])], (1, 1, 1)),
        ([part(0, 0, "unknown"), part(5, SIZE // 2, "-junk-")], (1, 1, 1)),
        # eight programs are not one person's; seven may be
        ([asked(n * 60, agent=f"agent {n}") for n in range(8)] + [part(900, 0), part(901, SIZE // 2)], (8, 8, 9)),
        ([asked(n * 60, agent=f"agent {n}") for n in range(7)] + [part(900, 0), part(901, SIZE // 2)], (8, 8, 8)),
    ],
)
def test_what_is_joined(rows: list[dict[str, Any]], bounds: tuple[int, int, int]) -> None:
    """Only requests of one client, by the chain where there is one."""
    assert counted(*rows)[0] == bounds


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [(TWO[0], TWO[1], "G1"), (TWO[0], TWO[0], "G3"), (None, None, "G3")],
)
def test_a_304_proves_only_the_same_clients_copy(first: str | None, second: str | None, grade: str) -> None:
    """Another visitor's cache says nothing of a delivery (3.3, G3)."""
    other = asked(5, TWO[1], status=404, body_bytes=153) if first else asked(5, status=404, body_bytes=153)
    rows = (asked(0, first, planned_bytes=SIZE), other, asked(60, second, status=304, body_bytes=0))
    assert counted(*rows)[1]["grade"][0] == grade


@pytest.mark.parametrize(
    ("rows", "lists", "reason", "incomplete"),
    [
        ([asked(0, TWO[0]), asked(1, TWO[1])], (), "forwarded addresses behind it differ", True),
        ([asked(0, peer="127.0.0.1")], (), "the server itself", True),
        ([asked(0, peer=INNER, agent=f"a{n}") for n in range(2)], (), "inner network", True),  # nobody else asked
        ([asked(0, peer=f"10.0.0.{n}") for n in range(2)], (), "inner network", False),  # an intranet
        ([asked(0, peer="198.51.100.9")], (CLOUDFRONT,), "list of a CDN", True),
        ([asked(0, agent="Amazon CloudFront")], (), "calls itself a CDN", True),
        ([asked(0, agent="Amazon CloudFront"), asked(1, peer=TWO[0])], (), "calls itself a CDN", False),
        ([asked(n, agent=f"a{n}") for n in range(8)], (), "many programs", False),
    ],
)
def test_told(rows: list[dict[str, Any]], lists: Sequence[PrefixList], reason: str, *, incomplete: bool) -> None:
    """With the line to add to the case, and the option of count."""
    [limit] = told(*rows, lists=lists)
    assert reason in limit.text
    assert f'trusted_proxies = ["{rows[0]["peer"]}"' in limit.text
    assert f"--trusted-proxy {rows[0]['peer']}" in limit.text
    assert limit.incomplete is incomplete


@pytest.mark.parametrize(
    ("rows", "case"),
    [
        ([asked(0), asked(1, TWO[0])], CASE),
        ([asked(0, peer=INNER, status=404, body_bytes=153)], CASE),  # it got nothing
        ([asked(0, f"{TWO[0]}", peer=INNER), asked(0, f"{TWO[1]}", peer=INNER)], TRUSTED),
        ([asked(0, peer=INNER)], replace(CASE, parties=Parties(own=(ip_network("10.0.0.0/8"),)))),
        (
            [asked(0, peer=INNER)],
            replace(CASE, parties=Parties(known=(KnownParty("us", (ip_network("10.0.0.0/8"),)),))),
        ),
    ],
)
def test_no_alarm(rows: list[dict[str, Any]], case: Case) -> None:
    """Where one person asked, nothing was got, or the case says who it is."""
    assert not told(*rows, case=case)


def test_a_declared_proxy_that_names_nobody() -> None:
    """Its requests are not joined; there is nothing to add to the case."""
    bounds, labelled = counted(part(0, 0, peer=INNER), part(5, SIZE // 2, peer=INNER), case=TRUSTED)
    assert bounds == (0, 0, 1)
    assert not list(undeclared_proxy(drafted(TRUSTED, labelled)))


def test_an_origin_whose_requests_name_their_client() -> None:
    """Each whole delivery counts for that client, at G1, and a cache may have served others (4b.8)."""
    rows = (asked(0, TWO[0], peer=INNER), asked(10, TWO[1], peer=INNER), asked(20, peer=INNER))
    bounds, labelled = counted(*rows, case=ORIGIN)
    assert bounds == (0, 2, 3)
    assert labelled["verdict"].to_list() == ["complete", "complete", "indeterminate"]
    assert labelled["grade"].to_list() == ["G1", "G1", None]
    assert labelled["client"].to_list() == [*TWO, INNER]
    assert [("behind-cache" in flags) for flags in labelled["flags"]] == [True, True, False]


def test_a_chain_that_is_not_trusted_names_nobody() -> None:
    """In an origin log, too: whoever asked may have written it."""
    origin = replace(ORIGIN, parties=Parties())
    assert counted(asked(0, TWO[0]), case=origin)[0] == (0, 0, 1)


def test_the_agent_of_a_cdn_is_believed_of_a_trusted_peer() -> None:
    """Of any other it is a claim that every visitor can make (edge case 53)."""
    agent = {"agent": "Amazon CloudFront"}
    assert counted(asked(0, peer=INNER, **agent), case=TRUSTED)[0] == (0, 0, 1)
    assert counted(asked(0, **agent), asked(0, peer=TWO[0]))[0] == (2, 2, 2)


def _log(folder: Path, *peers: tuple[str, str]) -> Path:
    path = folder / "access.log"
    line = '{} - - [09/Jun/2026:10:{:02}:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000 "-" "{}"\n'
    path.write_text("".join(line.format(peer, n, agent) for n, (peer, agent) in enumerate(peers)), encoding="utf-8")
    return path


def _investigated(path: Path, *trusted: str) -> Findings:
    return investigate(quick_case(name="leak.xlsx", logs=[str(path)], size=SIZE, trusted_proxies=trusted))


def test_count_takes_proxies(tmp_path: Path) -> None:
    """--trusted-proxy takes addresses and networks, and silences what it answers."""
    path = _log(tmp_path, (INNER, "Firefox"), (INNER, "curl"))
    assert "undeclared-proxy" in {limit.code for limit in _investigated(path).limitations}
    for network in (INNER, "10.0.0.0/8"):
        assert "undeclared-proxy" not in {limit.code for limit in _investigated(path, network).limitations}


def test_count_refuses_what_is_no_network(tmp_path: Path) -> None:
    """With the option and the value."""
    path = _log(tmp_path, (INNER, "Firefox"))
    with pytest.raises(CaseError) as caught:
        _investigated(path, "10.0.0.x")
    [problem] = caught.value.problems
    assert problem.key == "--trusted-proxy"
    assert "10.0.0.x" in problem.reason


def test_many_addresses_behind_one(tmp_path: Path) -> None:
    """The headline's addresses are a floor; as many may have been there as it delivered."""
    [file] = _investigated(_log(tmp_path, *[(INNER, "Firefox"), (INNER, "curl")] * 2)).files
    assert (file.total.addresses.headline, file.total.addresses.at_most) == (1, 4)


def test_check_says_it(tmp_path: Path) -> None:
    """Before any long scan, with the line to add."""
    _log(tmp_path, (INNER, "Firefox"), (INNER, "curl"))
    case = '[case]\nid="c"\nzone="UTC"\n[[files]]\nname="leak.xlsx"\nsize=2000000\n[[windows]]\n'
    window = "start=2026-06-09T08:00:00Z\nend=2026-06-09T08:01:00Z\n[[logs]]\npath='access.log'\n"
    (tmp_path / "case.toml").write_text(case + window, encoding="utf-8")
    assert f'trusted_proxies = ["{INNER}"]' in run("check", tmp_path / "case.toml").stdout


def test_suspects_stand_in_order() -> None:
    """By address, whatever the order of requests."""
    rows = (asked(0, peer="10.0.0.9"), asked(1, peer="10.0.0.2"), asked(2, peer="192.0.2.1"))
    found = suspects(identify(mark_copies(requests(*rows)), CASE), CASE, ())
    assert [one.peer for one in found] == ["10.0.0.2", "10.0.0.9"]
