"""Any text through the exits, and through what reads single values: addresses, agents, times, URLs."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

import polars as pl

from forensics.errors import ForensicsError
from forensics.language.untrusted import for_csv, for_markdown, for_terminal, from_bytes
from forensics.model import PrefixFile
from forensics.model.zones import find_zone, fixed_zone, parse_time, zones_of
from forensics.parties.addresses import KINDS, address_kind, address_of, canonical, prefix_64
from forensics.parties.agent_families import families
from forensics.parties.agents import classify
from forensics.parties.geoip import locate
from forensics.parties.identify import client_behind
from forensics.parties.prefix_lists import read_ranges
from forensics.sources import Url, is_url
from tests.fuzz.target import Target, file_of, only_told
from tests.support.mmdb import mmdb

__all__ = ["TARGETS"]

_ESCAPED = re.compile(r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
_BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def _undone(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or chr(int(found[2] or found[3] or found[4], 16)), text)


def _acts(char: str) -> bool:
    return (
        ord(char) < 0x20
        or 0x7F <= ord(char) <= 0x9F
        or unicodedata.category(char) in ("Cs", "Zl", "Zp", "Cf")
        or unicodedata.bidirectional(char) in _BIDI
    )


def exits(data: bytes) -> None:
    """Text out of bytes leaves so that nothing acts on it, and can be read back."""
    text = from_bytes(data)
    assert text.encode("utf-8", "surrogateescape") == data
    shown = for_terminal(text)
    assert _undone(shown) == text, "the escapes lost something"
    cell = for_csv(text)
    # An apostrophe is put before what would begin a formula, so never before another one.
    assert _undone(cell if text.startswith("'") else cell.removeprefix("'")) == text
    for out in (shown, cell, for_markdown(text)):
        assert "\n" not in out
        out.encode()
    assert not any(_acts(char) for char in shown if unicodedata.category(char) != "Cf"), "something acts"
    assert not unicodedata.normalize("NFKC", cell[:1]).startswith(_FORMULA), "a formula"
    written = io.StringIO()
    csv.writer(written).writerow([cell, "next"])
    assert next(csv.reader(io.StringIO(written.getvalue()))) == [cell, "next"]


def values(data: bytes) -> None:
    """One value each of what a log or a person gives as text."""
    text = data.decode("utf-8", "replace")
    for part in (text, *text.split(",", 3)):
        address = address_of(part)
        spelled = canonical(part)
        if spelled is not None:
            assert canonical(spelled) == spelled, "an address has two spellings"
        kind = address_kind(part)
        assert kind is None or kind in KINDS
        prefix_64(part)
        if address is not None:
            assert address_of(str(address)) == address_of(canonical(part))
    client_behind("10.0.0.1", text, ())
    with suppress(ValueError):
        parse_time(text)
    find_zone(text)
    fixed_zone(text)
    zones_of(text)
    if is_url(text):
        assert isinstance(Url(text).shown, str)


def agents(data: bytes) -> None:
    """Names of clients, each judged for itself."""
    texts = pl.Series("agent", data.decode("utf-8", "replace").split("\n")[:20], dtype=pl.String)
    table, named = classify(texts), families(texts)
    assert table["agent"].to_list() == named["agent"].to_list() == sorted(set(texts))
    for one, every in ((classify(texts.tail(1)), table), (families(texts.tail(1)), named)):
        assert one.equals(every.filter(pl.col("agent") == texts[-1])), "an agent is judged by its neighbours"


def prefixes(data: bytes) -> None:
    """A list of prefixes, as JSON or as text."""
    name = "list.json" if data[:1] < b"\x80" else "list.txt"
    try:
        (found,) = read_ranges([PrefixFile("googlebot", file_of(data[1:], name))])
    except ForensicsError as error:
        only_told(error, name)
        return
    assert any(firsts for firsts, _ in found.spans.values())


def database(data: bytes) -> None:
    """A database of addresses: places, or why it cannot be used."""
    path = file_of(data, "places.mmdb")
    try:
        places, (info,) = locate(["192.0.2.1", "2001:db8::1", "8.8.8.8", "2a00::1", "::ffff:1.2.3.4"], [path])
    except ForensicsError as error:
        only_told(error, "places.mmdb")
        return
    assert info.path == "places.mmdb"
    for place in places.values():
        assert place.country is None or re.fullmatch("[A-Z]{2}", place.country), place
        assert place.asn is None or place.asn >= 0


_HOSTILE = (
    b"\x1b[31m",
    b"\xe2\x80\xae",
    b"=1+1",
    b"\xef\xbc\x9dA1",
    b"\\x41",
    b"\xed\xa0\x80",
    b"\r\n",
    b"`|<b>",
    b"'=",
    b"\xe2\x80\x8b@",
)


def _values() -> Iterator[bytes]:
    yield from (
        b"192.0.2.1:80",
        b"[2001:db8::1%eth0]:443",
        b"::ffff:192.0.2.1",
        b"64:ff9b::c000:201",
        b"2002:c000:201::",
        b"unknown, 10.0.0.1",
        b"2026-06-09T10:00:00+02:00",
        b"2026-06-09 10:00",
        b"Europe/Amsterdam",
        b"+0530",
        b"CEST",
        b"s3://bucket/logs/*.gz",
        b"https://user:word@example.org/a?b#c",
    )


def _databases() -> Iterator[bytes]:
    yield mmdb(
        "GeoLite2-Country",
        {"2001:db8::/32": {"country": {"iso_code": "NL"}}, "::8.8.8.0/120": {"country": {"iso_code": "US"}}},
    )
    yield mmdb(
        "DBIP-ASN-Lite",
        {"8.8.8.0/24": {"autonomous_system_number": 64500, "autonomous_system_organization": "Example"}},
        ip_version=4,
    )


TARGETS = (
    Target(
        "exits",
        exits,
        "nothing acts, everything can be read back",
        lambda: _HOSTILE,
        ("forensics.language.untrusted",),
        _HOSTILE,
        longest=512,
    ),
    Target(
        "values",
        values,
        "one spelling, or none",
        _values,
        ("forensics.parties", "forensics.model", "forensics.sources.urls"),
        (b"::", b"%", b"[", b"]:", b"0x", b"/64", b"://"),
        longest=256,
    ),
    Target(
        "agents",
        agents,
        "each agent judged for itself",
        lambda: (
            b"Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0\ncurl/8.7.1\n",
            b"Googlebot/2.1 (+http://www.google.com/bot.html)",
        ),
        ("forensics.parties",),
        (b"bot", b"Mozilla/5.0 (", b"Chrome/", b"compatible; ", b"Microsoft Office", b"Java/"),
    ),
    Target(
        "prefixes",
        prefixes,
        "networks, or the line or key that is wrong",
        lambda: (
            (
                b'\x00{"creationTime": "2026-06-01T00:00:00", '
                b'"prefixes": [{"ipv4Prefix": "192.0.2.0/24"}, {"ipv6Prefix": "2001:db8::/32"}]}'
            ),
            (
                b'\x00{"syncToken": "1", "createDate": "2026-06-01-00-00-00", '
                b'"prefixes": [{"ip_prefix": "192.0.2.0/24"}], "ipv6_prefixes": []}'
            ),
            b'\x00{"values": [{"properties": {"addressPrefixes": ["192.0.2.0/24"]}}]}',
            b"\xff# list\n192.0.2.0/24\n2001:db8::1\n",
            b"\xffExitNode A\nExitAddress 192.0.2.1 2026-06-01 10:00:00\n",
        ),
        ("forensics.parties.prefix_lists",),
        (b'"prefixes":', b'"values":', b"/0", b"::/128", b"1e99", b"ExitAddress ", b"createDate"),
    ),
    Target(
        "database",
        database,
        "places, or why there are none",
        _databases,
        ("forensics.parties.geoip",),
        (b"\xab\xcd\xefMaxMind.com", b"iso_code", b"country", b"node_count", b"record_size", b"database_type"),
        longest=8192,
    ),
)
