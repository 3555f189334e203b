"""Who asked: addresses in one spelling, the client behind trusted proxies, parties (counting.md 3.8)."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import KnownParty, Network, Parties
from forensics.parties.addresses import KINDS, address_kind, canonical
from forensics.parties.identify import client_behind, identify
from tests.support.request_fixture import CASE, requests

TRUSTED: tuple[Network, ...] = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("::ffff:192.0.2.10", "192.0.2.10"),
        ("::FFFF:C000:020A", "192.0.2.10"),
        ("192.0.2.10:51234", "192.0.2.10"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:0DB8:0:0::0001", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ('"192.0.2.10"', "192.0.2.10"),
        (" 192.0.2.10 ", "192.0.2.10"),
        ("Host.Example.ORG", "host.example.org"),
        ("unix:", "unix:"),
        ("192.0.2.256", "192.0.2.256"),
        ("", ""),
        (None, None),
    ],
)
def test_one_spelling_for_each_address(written: str | None, address: str | None) -> None:
    """Edge case 59: the same client is the same text; a name stays a name."""
    assert canonical(written) == address


@given(st.ip_addresses())
def test_canonical_is_stable(address: object) -> None:
    """What is canonical stays as it is, in upper case or lower."""
    once = canonical(str(address))
    assert once is not None
    assert canonical(once) == canonical(once.upper()) == once
    assert ip_address(once)


@pytest.mark.parametrize(
    ("peer", "forwarded", "client", "proxied"),
    [
        ("198.51.100.7", None, "198.51.100.7", False),
        ("198.51.100.7", "1.2.3.4", "198.51.100.7", False),  # a client may write what it likes
        ("10.0.0.2", "1.2.3.4, 198.51.100.7", "198.51.100.7", True),  # edge case 58
        ("10.0.0.2", "198.51.100.7, 10.0.0.9,10.1.1.1", "198.51.100.7", True),
        ("::ffff:10.0.0.2", "198.51.100.7:4711", "198.51.100.7", True),
        ("2001:db8:ffff::1", "2001:db8::5, 10.0.0.9", "2001:db8::5", True),
        ("10.0.0.2", "198.51.100.7, unknown", "10.0.0.2", True),
        ("10.0.0.2", "198.51.100.7, 10.0.0.9, <script>", "10.0.0.2", True),
        ("10.0.0.2", None, "10.0.0.2", True),
        ("10.0.0.2", "", "10.0.0.2", True),
        ("10.0.0.2", "10.0.0.3", "10.0.0.2", True),
        (None, "198.51.100.7, 10.0.0.2", "198.51.100.7", True),  # the list in place of the address
        (None, "1.2.3.4, 198.51.100.7, 10.0.0.2", "198.51.100.7", True),
        (None, "1.2.3.4, 198.51.100.7", "198.51.100.7", True),
        (None, "10.0.0.3", "10.0.0.3", True),
        (None, None, None, False),
    ],
)
def test_the_client_behind_proxies(
    peer: str | None, forwarded: str | None, client: str | None, *, proxied: bool
) -> None:
    """From the right, past trusted proxies, to the first that is not; the leftmost may be made up."""
    assert client_behind(peer, forwarded, TRUSTED) == (client, proxied)


def test_without_trusted_proxies_no_chain_is_believed() -> None:
    """The default is to believe the connection alone."""
    assert client_behind("10.0.0.2", "198.51.100.7", ()) == ("10.0.0.2", False)


@pytest.mark.parametrize(
    ("client", "kind"),
    [
        ("192.0.2.10", None),
        ("2001:db8::1", None),
        ("100.64.3.4", "cgnat"),
        ("10.0.0.2", "private"),
        ("172.31.255.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("::ffff:10.0.0.2", "private"),
        ("2002:a00:2::1", "private"),  # 6to4 of 10.0.0.2
        ("64:ff9b::a00:2", "private"),  # NAT64 of 10.0.0.2
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("169.254.1.1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("0.1.2.3", "reserved"),
        ("::", "reserved"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("198.18.0.1", "reserved"),
        ("4000::1", "reserved"),
        ("198.51.100.0", "anonymised"),
        ("2001:db8:1:2::", "anonymised"),
        ("host.example.org", "name"),
        (None, None),
    ],
)
def test_addresses_that_may_hide_several_parties(client: str | None, kind: str | None) -> None:
    """The unique count is a floor for these."""
    assert address_kind(client) == kind


def test_identify_labels_and_drops_nothing() -> None:
    """Each row keeps its place; labels are added; a null stays null."""
    parties = Parties(
        own=(ip_network("192.0.2.0/24"),),
        trusted_proxies=TRUSTED,
        known=(
            KnownParty("requester", (ip_network("198.51.100.7/32"), ip_network("2001:db8:1::/48"))),
            KnownParty("monitor", (ip_network("192.0.2.250/32"),)),
        ),
    )
    table = requests(
        {"peer": "192.0.2.1", "agent": "Mozilla/5.0 (X11; rv:126.0) Gecko/20100101 Firefox/126.0"},
        {"peer": "10.0.0.2", "forwarded": "198.51.100.7"},
        {"peer": "192.0.2.250"},
        {"peer": None},
        {"peer": "2001:db8:1:2:3::4"},
        {"peer": "203.0.113.9"},
        {"peer": "192.0.2.1"},
    )
    found = identify(table, replace(CASE, parties=parties))
    columns = ("row", "client", "client_64", "party", "own", "proxied")
    assert found.select(columns).rows() == [
        ("s1:1", "192.0.2.1", "192.0.2.1", "own", True, False),
        ("s1:2", "198.51.100.7", "198.51.100.7", "requester", False, True),
        ("s1:3", "192.0.2.250", "192.0.2.250", "monitor", True, False),
        ("s1:4", None, None, None, False, False),
        ("s1:5", "2001:db8:1:2:3::4", "2001:db8:1:2::/64", "requester", False, False),
        ("s1:6", "203.0.113.9", "203.0.113.9", None, False, False),
        ("s1:7", "192.0.2.1", "192.0.2.1", "own", True, False),
    ]
    assert found["agent_class"][0] == "browser"
    assert found["agent_family"].to_list() == ["Firefox 126", None, None, None, None, None, None]
    assert found.height == table.height


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained(kind: str) -> None:
    """What `address_kind` can say has a meaning that a reader is shown."""
    known = ("127.0.0.1", "169.254.1.1", "224.0.0.1", "100.64.0.1", "10.0.0.2", "240.0.0.1", "192.0.2.0", "host")
    assert kind in [address_kind(client) for client in known]
    assert KINDS[kind]


def test_own_and_known_addresses_are_found_in_what_wraps_them() -> None:
    """6to4 and NAT64 of an own address are own; no proxy is trusted for what it wraps."""
    parties = Parties(
        own=(ip_network("192.0.2.0/24"),),
        trusted_proxies=TRUSTED,
        known=(KnownParty("requester", (ip_network("198.51.100.7/32"),)),),
    )
    table = requests(
        {"peer": "2002:c000:201::1"},
        {"peer": "64:ff9b::c633:6407"},
        {"peer": "2002:a00:2::1", "forwarded": "198.51.100.7"},
    )
    found = identify(table, replace(CASE, parties=parties))
    assert found.select("client", "party", "own").rows() == [
        ("2002:c000:201::1", "own", True),
        ("64:ff9b::c633:6407", "requester", False),
        ("2002:a00:2::1", None, False),
    ]


def test_identify_nothing() -> None:
    """No request names the file: an empty table with all columns."""
    found = identify(requests().clear(), CASE)
    assert found.height == 0
    assert {"client", "own", "robot", "agent_class", "agent_family", "proxied"} <= set(found.columns)
