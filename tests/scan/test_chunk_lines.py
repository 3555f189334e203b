"""What octets prove of a log is what reading every line of it says, for every format and every odd line."""

from __future__ import annotations

import random

import pytest

from forensics.formats import InForce
from forensics.model import LeakedFile
from forensics.scan import chunk_lines
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.chunk_reading import evidence_of
from tests.support import hostile
from tests.support.all_writers import WRITERS, written
from tests.support.proved_fixture import KNOWN, assert_equal, assert_same, exchanges, logged, recipe, spoiled, stretches
from tests.support.thorough import some

COMBINED = KNOWN["combined"]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_format(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines as a server writes them, and the same with some of them spoiled, in chunks of any size."""
    lines = [line.replace("\n", " ") for line in written(name, exchanges(some(100, 400), 1))]
    how = recipe(KNOWN[name])
    assert_same(logged(name, lines), how, monkeypatch)
    assert_same(logged(name, spoiled(lines, 2)), how, monkeypatch, 1 << 13)
    assert_same(logged(name, spoiled(lines, 3), "\r\n")[:-5], how, monkeypatch, 1 << 14)


@pytest.mark.parametrize(
    "name",
    [
        *("combined", "common", "nginx_combined", "varnish_ncsa", "aws_alb", "aws_s3", "iis_w3c", "liberty", "squid"),
        *("vhost_combined", "vhost_common", "haproxy_http", "gorouter", "lighttpd", "nginx_ingress_real_ip"),
        *("bunny_cdn", "azure_storage_classic", "caddy_json", "traefik_json", "nginx_json", "envoy_json", "aws_waf"),
        *("cloudflare_logpush", "google_load_balancer", "azure_front_door", "fastly_json", "akamai_datastream"),
    ],
)
def test_octets_prove_the_usual_formats(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not that nothing is ever proved."""
    lines = written(name, exchanges(2000, 4))
    assert assert_same(logged(name, lines), recipe(KNOWN[name]), monkeypatch) > 0


@pytest.mark.parametrize(
    "name",
    [
        *("combined", "nginx_main", "iis_w3c", "aws_alb", "haproxy_clf", "haproxy_http", "vhost_combined", "bunny_cdn"),
        *("caddy_json", "nginx_json", "traefik_json", "aws_waf"),
    ],
)
def test_hostile_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a client sends to look like the rest of a line changes nothing."""
    lines = [line.replace("\n", " ") for line in written(name, list(hostile.exchanges())[:3000])]
    assert_same(logged(name, lines), recipe(KNOWN[name]), monkeypatch)


@pytest.mark.parametrize("seed", range(12))
def test_two_formats_in_one_log(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the second format is read by it, whatever stands around it."""
    rng = random.Random(seed)
    names = rng.sample(
        [
            "combined",
            "common",
            "vhost_combined",
            "nginx_main",
            "squid",
            "haproxy_http",
            "caddy_json",
            "nginx_json",
            "traefik_json",
            "lighttpd",
        ],
        2,
    )
    both = [
        line for pair in zip(*(written(name, exchanges(300, seed)) for name in names), strict=True) for line in pair
    ]
    mixed = spoiled(sorted(both, key=lambda _: rng.random() < 0.1), seed)
    assert_same(logged("", mixed), recipe(*(KNOWN[name] for name in names)), monkeypatch, 1 << 15)


STAMPS = (
    *("[09/Jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:60 +0200]", "[31/Feb/2026:10:00:00 +0200]"),
    *("[09/jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:0x +0200]", "[09/Jun/2026:10:00:00 +02:00]"),
    *("[09/Jun/2026:10:00:00 Z]", "[09/Jun/2026:25:00:00 +0200]", "[09/Jun/1926:10:00:00 +0200]"),
    *("[09/Jun/2026:10:00:00 +0260]", "[9/Jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:00 -0000]"),
    *("09/Jun/2026:10:00:00 +0200", "[09/Jun/2026:10:00:00 +0200] ", "[09/Mei/2026:10:00:00 +0200]", "[]", "["),
)
HEADS = (
    *("192.0.2.7 - -", "192.0.2.7 - anna", "192.0.2.7 anna -", "192.0.2.7 7 -", "192.0.2.7 7a -", "- - -", " - -"),
    *("192.0.2.7  - -", "192.0.2.7 - ", "192.0.2.7 -", "[::1] - -", "a[b - -", "192.0.2.7 - a b", '192.0.2.7 - "" '),
    *("192.0.2.7 - a\\x20b", "192.0.2.7, 192.0.2.8 - -", "h" * 15 + " - -", "h" * 16 + " - -", "h" * 300 + " - -"),
    *("192.0.2.7 - a[09/Jun/2026:10:00:00", "192.0.2.7 - é", "éé - -", "192.0.2.7\t- -", "192.0.2.7 -\t-", ""),
)


@pytest.mark.parametrize("name", ["combined", "common", "nginx_combined", "varnish_ncsa", "jira", "confluence"])
def test_every_head_before_every_stamp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each beside plain lines, so that a run could swallow it."""
    plain = '192.0.2.7 - - [09/Jun/2026:10:00:{:02} +0200] "GET / HTTP/1.1" 200 5 "-" "-"'
    lines = [plain.format(second) for second in range(20)]
    for head in HEADS:
        for stamp in STAMPS:
            lines += [f'{head} {stamp} "GET /leak.xlsx HTTP/1.1" 200 5 "-" "-"', plain.format(30), plain.format(31)]
    assert_same(logged("", lines), recipe(KNOWN[name], COMBINED), monkeypatch)


@pytest.mark.parametrize(
    "heading",
    [
        ["#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes"],
        [
            "#Software: Microsoft Internet Information Services 10.0",
            "#Date: 2026-06-09 00:00:00",
            "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes",
        ],
        ["#Date: 2026-06-09 00:00:00", "#Fields: time c-ip cs-method cs-uri-stem sc-status sc-bytes"],
        ["#Fields: c-ip date time cs-method cs-uri-stem sc-status sc-bytes"],
    ],
)
def test_headings_in_the_middle(heading: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same heading again, another one, and rows before the first."""
    names = heading[-1].split()[1:]
    cells = {"date": "2026-06-09", "c-ip": "192.0.2.7", "cs-method": "GET", "cs-uri-stem": "/leak.xlsx"}
    cells |= {"sc-status": "200", "sc-bytes": "2000000"}

    def row(number: int) -> str:
        clock = {"time": f"{10 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"}
        return " ".join((cells | clock)[name] for name in names)

    count = some(100, 300)
    rows = [row(number) for number in range(count)]
    other = ["#Fields: date time cs-uri-stem c-ip cs-method sc-status sc-bytes"]
    for lines in (
        [*heading, *rows],
        [*rows[:20], *heading, *rows],
        [*heading, *rows[: count // 2], *heading, *rows[count // 2 :]],
        [*heading, *rows[: count // 2], *other, *rows[count // 2 :]],
        [*heading, *rows[: count // 2], "#Remark: restarted", "", "# leak.xlsx", *rows[count // 2 :]],
    ):
        for end in ("\n", "\r\n"):
            for size in (1 << 10, 1 << 16):
                assert_same(logged("", lines, end), recipe(KNOWN["iis_w3c"]), monkeypatch, size)


@pytest.mark.parametrize(
    "junk", [b"\x00" * 20, b"\x1b[31m", b"\xff\xfe", b"\r", b"\xef\xbb\xbf", "é".encode(), b"\x1a"]
)
def test_octets_that_are_no_text(junk: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in the log they stand."""
    rng = random.Random(5)
    data = logged("combined", written("combined", exchanges(300, 6)))
    for _ in range(12):
        at = rng.randrange(len(data))
        assert_same(data[:at] + junk + data[at:], recipe(COMBINED), monkeypatch)


def test_names_that_no_fragment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without four plain characters in a row, or with none that is ASCII."""
    names = ["a b c.x", "отчёт.pdf", "é.x", "ab", "x" * 80 + ".pdf"]
    lines = [
        f'192.0.2.7 - - [09/Jun/2026:10:00:00 +0200] "GET /{path} HTTP/1.1" 200 5 "-" "-"'
        for path in (*names, "a%20b%20c.x", "%D0%BE%D1%82", "\\xd0\\xbe", "/", "b.css")
        for _ in range(9)
    ]
    for name in names:
        assert_same(logged("", lines), recipe(COMBINED, files=(LeakedFile(name),)), monkeypatch)


def test_a_heading_in_force_before_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that of the rows, whatever the chunk itself holds."""
    stretch = stretches(b"2026-06-09 10:00:00 /leak.xlsx 200\n" * 50, 1 << 16)[0]
    before = InForce(fields="date time cs-uri-stem sc-status")
    under = ChunkWithHeadings(stretch.chunk, before, headed=True, read=0)
    how = recipe(KNOWN["iis_w3c"])
    quick = evidence_of(under, how)
    monkeypatch.setattr(chunk_lines, "proved_lines", lambda *_: None)
    assert_equal(quick[0], evidence_of(under, how)[0])
    assert quick[0].runs.height == 1
