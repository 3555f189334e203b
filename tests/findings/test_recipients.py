"""Who got the file, and how the downloads divide; no label changes a number (counting.md 3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.downloads.assembly import assemble
from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.verdicts import judge
from forensics.findings.conclusion import conclude
from forensics.findings.inquiry import Inquiry
from forensics.model import Case, Evidence, FileFindings, Findings, KnownParty, Parties, PrefixFile, SecondReader, Share
from forensics.model.schema import MINUTES, empty
from forensics.parties.geoip import DatabaseInfo, GeoPlace
from forensics.parties.identify import identify
from forensics.parties.prefix_lists import PrefixList, read_ranges
from tests.support.request_fixture import CASE, NOON, requests, source

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
HOUR = timedelta(hours=1)
ACCESS = source(format="nginx_combined", size_field="body", size_field_source="format")


def answer(
    *rows: dict[str, Any],
    case: Case = CASE,
    places: Mapping[str, GeoPlace] | None = None,
    databases: tuple[DatabaseInfo, ...] = (),
    lists: tuple[PrefixList, ...] = (),
) -> Findings:
    """The findings from these requests, as `investigate` draws them from a scan."""
    found = identify(mark_copies(requests(*rows)), case)
    judged = judge(found, case, (ACCESS,))
    labelled, downloads = assemble(judged, case)
    evidence = Evidence(found, empty(MINUTES), (ACCESS,))
    return conclude(
        Inquiry(
            case=case, evidence=evidence, judged=judged, requests=labelled, downloads=downloads, coverage=(),
            places=places or {}, databases=databases, second_reader=SecondReader(), disagreements=(), lists=lists,
        )
    )  # fmt: skip


def file_of(*rows: dict[str, Any], **more: Any) -> FileFindings:
    """What is told of the one file."""
    (file,) = answer(*rows, **more).files
    return file


def google(folder: Path) -> PrefixList:
    """A list of Googlebot's, of one network."""
    path = folder / "googlebot.json"
    text = '{"creationTime": "2026-06-01T00:00:00Z", "prefixes": [{"ipv4Prefix": "203.0.113.0/25"}]}'
    path.write_text(text, encoding="utf-8")
    (found,) = read_ranges([PrefixFile("googlebot", path)])
    return found


def test_a_recipient_is_told_with_all_that_is_known(tmp_path: Path) -> None:
    """Its place, its program, the kind of its address, and what becomes of its claim."""
    first, second = file_of(
        {"peer": "203.0.113.9", "agent": GOOGLE},
        {"peer": "10.0.0.2", "agent": FIREFOX, "end": NOON + HOUR},
        {"peer": "10.0.0.2", "agent": "curl/8.5.0", "end": NOON - HOUR},
        places={"203.0.113.9": GeoPlace("NL", 64496, "Example Net", "hosting")},
        lists=(google(tmp_path),),
    ).addresses[::-1]
    assert (first.country, first.asn, first.network, first.network_type) == ("NL", 64496, "Example Net", "hosting")
    assert (first.agent_class, first.agent_family, first.kind) == ("search engine", "Googlebot 2", None)
    assert (first.claim, first.ranges) == ("verified", ("googlebot",))
    assert (second.address, second.downloads, second.kind) == ("10.0.0.2", 2, "private")
    assert (second.agent_class, second.agent_family) == ("tool/script", "curl 8"), "those of its first download"
    assert (second.country, second.network, second.claim, second.ranges) == (None, None, None, ())


def test_any_agent_of_an_address_may_make_its_claim(tmp_path: Path) -> None:
    """A browser first, a search engine later: the claim is told, and the first program."""
    (only,) = file_of(
        {"peer": "198.51.100.7", "agent": FIREFOX},
        {"peer": "198.51.100.7", "agent": GOOGLE, "end": NOON + HOUR},
        lists=(google(tmp_path),),
    ).addresses
    assert (only.agent_family, only.claim) == ("Firefox 126, Linux", "contradicted")


def test_days_are_those_of_the_case() -> None:
    """Downloads by the day in the zone of the case, in order of time; what lies outside is left out."""
    midnight = datetime(2026, 6, 9, 22, tzinfo=UTC)  # in Amsterdam, that of the 10th
    rows = (
        {"peer": "192.0.2.11", "end": midnight},
        {"peer": "192.0.2.12", "end": midnight - timedelta(seconds=1)},
        {"peer": "192.0.2.12", "end": midnight - HOUR},
        {"peer": "192.0.2.13", "end": midnight + timedelta(days=30)},
        {"peer": "192.0.2.14", "end": midnight, "body_bytes": 1000},
    )
    assert file_of(*rows, case=replace(CASE, zone="Europe/Amsterdam")).by_day == (
        Share("2026-06-09", 2, 1),
        Share("2026-06-10", 1, 1),
    )
    assert file_of(*rows).by_day == (Share("2026-06-09", 3, 2),)


def test_classes_and_countries_are_told_by_their_downloads() -> None:
    """Most downloads first; an address of no known country is one of them, a request without an agent too."""
    file = file_of(
        {"peer": "192.0.2.11", "agent": FIREFOX},
        {"peer": "192.0.2.12", "agent": FIREFOX},
        {"peer": "192.0.2.12", "agent": FIREFOX, "end": NOON + HOUR},
        {"peer": "192.0.2.13", "agent": "curl/8.5.0"},
        {"peer": None, "agent": None},
        places={"192.0.2.12": GeoPlace("NL"), "192.0.2.13": GeoPlace("BE"), "192.0.2.11": GeoPlace(asn=64496)},
    )
    assert file.by_class == (Share("browser", 3, 2), Share("empty", 1, 0), Share("tool/script", 1, 1))
    assert file.by_country == (Share("NL", 2, 1), Share(None, 2, 1), Share("BE", 1, 1))


def test_without_any_place_there_are_no_countries() -> None:
    """Nothing is said rather than "not known" of everybody."""
    assert file_of({}).by_country == ()


def test_nothing_found_is_nothing_divided() -> None:
    """A case without a single download."""
    file = file_of({"status": 404}, places={"192.0.2.10": GeoPlace("NL")})
    assert (file.addresses, file.by_day, file.by_class, file.by_country) == ((), (), (), ())


KNOWN = Parties(
    own=(ip_network("192.0.2.0/28"),),
    known=(KnownParty("requester", (ip_network("198.51.100.0/24"),)),),
    registry=False,
)
PEERS = st.sampled_from(["192.0.2.1", "192.0.2.77", "198.51.100.7", "203.0.113.9", "203.0.113.200", "10.0.0.2"])
AGENTS = st.sampled_from([FIREFOX, GOOGLE, None])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(PEERS, AGENTS, st.integers(0, 47)), min_size=1, max_size=12))
def test_no_label_changes_the_headline(asked: list[tuple[str, str | None, int]]) -> None:
    """With parties, places and lists the headline and at most are what they are without; only own systems
    leave at least, and the parts add up to the whole."""
    rows = [{"peer": peer, "agent": agent, "end": NOON + hour * HOUR} for peer, agent, hour in asked]
    plain = file_of(*rows)
    spans = {4: ((int(ip_network("203.0.113.0/25")[0]),), (int(ip_network("203.0.113.0/25")[-1]),)), 6: ((), ())}
    listed = PrefixList("googlebot", DatabaseInfo("a.json", "prefix list: googlebot", NOON, ""), True, spans)
    places = {"203.0.113.9": GeoPlace("NL"), "198.51.100.7": GeoPlace("BE")}
    told = file_of(*rows, case=replace(CASE, parties=KNOWN), places=places, lists=(listed,))
    for one, other in ((plain.total.downloads, told.total.downloads), (plain.total.addresses, told.total.addresses)):
        assert (one.headline, one.at_most) == (other.headline, other.at_most)
    own = [recipient.address for recipient in told.addresses if recipient.party == "own"]
    others = file_of(*(row for row in rows if row["peer"] not in own)) if len(own) < len(told.addresses) else None
    assert told.total.downloads.at_least == (others.total.downloads.at_least if others else 0)
    for shares in (told.by_day, told.by_class, told.by_country):
        assert sum(share.downloads for share in shares) == told.total.downloads.headline


@pytest.mark.parametrize(("built", "codes"), [(NOON, 0), (NOON - timedelta(days=200), 1), (None, 1)])
def test_databases_and_lists_stand_in_the_findings(tmp_path: Path, built: datetime | None, codes: int) -> None:
    """With their time, "" where it is not known, and a word of warning where they are far from the event."""
    base = DatabaseInfo("country.mmdb", "GeoLite2-Country", built, "ab" * 32)
    found = answer({}, databases=(base,), lists=(google(tmp_path),))
    assert [entry.type for entry in found.databases] == ["GeoLite2-Country", "prefix list: googlebot"]
    assert found.databases[0].built == (built.isoformat() if built else "")
    assert found.databases[1].built == "2026-06-01T00:00:00+00:00"
    assert [limit.code for limit in found.limitations].count("database-date") == codes
    assert found.complete
