"""What octets prove of lines that a collector or a tool has put words before is what reading every line says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import polars as pl
import pytest

from forensics.formats import Wrapper, settled
from forensics.formats.wrappers.known import WRAPPERS, peel
from tests.support.all_writers import written
from tests.support.proved_fixture import KNOWN, START, assert_same, exchanges, logged, recipe, spoiled
from tests.support.thorough import some

BY_NAME = {wrapper.name: wrapper for wrapper in WRAPPERS}
#: What stands before the lines of each, as a strftime pattern; %U is a number that rises with the lines.
HEADS = {
    "cri": "%Y-%m-%dT%H:%M:%S.123456789Z stdout F ",
    "compose": "web-1  | ",
    "kubectl": "[pod/web-5d/nginx] ",
    "stern": "web-7d9c5b8f6d-x2k4z nginx ",
    "swarm": "web_nginx.1.x2k4z9abcd@node1    | ",
    "pdsh": "web1: ",
    "timestamps": "%Y-%m-%dT%H:%M:%S.123456789Z ",
    "grafana": "%Y-%m-%dT%H:%M:%S.000Z\t",
    "rfc5424_rsyslog": "<190>1 %Y-%m-%dT%H:%M:%S.123456+02:00 web1 nginx 812 - -  ",
    "rfc5424": '<190>1 %Y-%m-%dT%H:%M:%S.123456+02:00 web1 nginx 812 - [meta@32473 seq="7"] ',
    "rfc3164": "<190>%b %d %H:%M:%S web1 nginx[812]: ",
    "syslog_iso": "%Y-%m-%dT%H:%M:%S.123456+02:00 web1 nginx[812]: ",
    "rfc3164_untagged": "<190>%b %d %H:%M:%S web1 ",
    "journal_full": "Tue %Y-%m-%d %H:%M:%S CEST web1 nginx[812]: ",
    "journal_monotonic": "[ 1000.000000] web1 nginx[812]: ",
    "journal_unix": "1780992000.123456 web1 nginx[812]: ",
    "grep_file_number": "/var/log/nginx/access.log:%U:",
    "grep_number": "%U:",
}


def wrapped(name: str, lines: Sequence[str]) -> list[str]:
    """The lines with what the collector puts before each."""
    heads = (
        (START + timedelta(milliseconds=333 * number)).strftime(HEADS[name].replace("%U", str(1000 + number)))
        for number in range(len(lines))
    )
    return [head + line for head, line in zip(heads, lines, strict=True)]


def test_every_wrapper_that_octets_tell_is_tried_here() -> None:
    """None is taken for settled without a test."""
    assert {wrapper.name for wrapper in WRAPPERS if settled([wrapper])} == {*HEADS, "docker_json"}


@pytest.mark.parametrize("name", sorted(HEADS))
def test_nothing_behind_it_moves_its_end(name: str) -> None:
    """Whatever line follows, and whatever the digits of its time are."""
    rests = [
        "192.0.2.7 - -",
        " {",
        "{",
        "1: 2: ",
        "a: b: ",
        "host tag: x",
        "[x] y",
        "| x",
        "F x",
        "12:3:",
        "-",
        "é",
        '"',
    ]
    for digit in "0123456789":
        head = wrapped(name, [""])[0]
        changed = head if name in ("stern", "rfc5424", "rfc5424_rsyslog") else head.replace("0", digit)
        lines = pl.Series([changed + rest for rest in rests])
        assert peel(BY_NAME[name], lines).to_list() == rests


@pytest.mark.parametrize(
    ("name", "fmt"),
    [*((name, "combined") for name in sorted(HEADS)), ("rfc3164", "haproxy_http"), ("cri", "caddy_json")],
)
def test_every_wrapper(name: str, fmt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines as they were wrapped, and the same with some of them spoiled before that and after."""
    how = recipe(KNOWN[fmt], wrappers=[BY_NAME[name]])
    lines = written(fmt, exchanges(some(200, 400), 1))
    assert assert_same(logged("", wrapped(name, lines)), how, monkeypatch) > 0
    assert_same(logged("", wrapped(name, spoiled(lines, 2))), how, monkeypatch, 1 << 13)
    assert_same(logged("", spoiled(wrapped(name, lines), 3), "\r\n")[:-5], how, monkeypatch, 1 << 14)


def _heads(name: str, rng: random.Random) -> str:
    """What stands before a line, changed a little."""
    head = wrapped(name, [""])[0]
    at = rng.randrange(len(head))
    return rng.choice(
        [
            *(
                head,
                head,
                head,
                head * 2,
                head + " ",
                head.rstrip(),
                "",
                head[at:],
                head[:at],
                head[:at] + head[at + 1 :],
            ),
            head[:at] + rng.choice('0129"[]\\ -:/,.\té<>|=PF') + head[at:],
            head[:at] + rng.choice('0129"[]\\ -:/,.\té<>|=PF') + head[at + 1 :],
        ]
    )


@pytest.mark.parametrize("name", sorted(HEADS))
def test_odd_heads_beside_plain_ones(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run could swallow each."""
    rng = random.Random(name)
    plain = written("combined", exchanges(500, 5))
    lines = [
        (_heads(name, rng) if rng.random() < 0.2 else head) + line
        for head, line in zip(wrapped(name, [""] * len(plain)), plain, strict=True)
    ]
    for fmt in ("combined", "vhost_combined"):
        assert_same(logged("", lines), recipe(KNOWN[fmt], wrappers=[BY_NAME[name]]), monkeypatch, 1 << 15)


@pytest.mark.parametrize("name", sorted(HEADS))
def test_heads_with_other_digits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a pattern asks for some digits, another one there makes it another line."""
    plain = '192.0.2.7 - - [09/Jun/2026:10:00:{:02} +0200] "GET / HTTP/1.1" 200 5 "-" "-"'
    (head,) = wrapped(name, [""])
    lines = []
    for at in (at for at, char in enumerate(head) if char.isdigit()):
        for digit in "0129":
            lines += [
                head + plain.format(30),
                head + plain.format(31),
                head[:at] + digit + head[at + 1 :] + plain.format(32),
            ]
    assert_same(logged("", lines), recipe(KNOWN["combined"], wrappers=[BY_NAME[name]]), monkeypatch)


def test_lines_that_kubernetes_has_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of a line are one line, and may hold the name of the file between them."""
    head = "2026-06-09T10:00:00.123456789Z stdout "
    lines = [head + "F " + line for line in written("combined", exchanges(400, 6))]
    for at in (50, 100, 399):
        whole = f'192.0.2.7 - - [09/Jun/2026:10:{at % 60:02}:00 +0200] "GET /leak.xlsx HTTP/1.1" 200 2000000 "-" "-"'
        for cut in (20, 35, whole.index("k.x"), len(whole) - 3):
            lines[at:at] = [f"{head}P {whole[:cut]}", f"{head}F {whole[cut:]}"]
    how = recipe(KNOWN["combined"], wrappers=[BY_NAME["cri"]])
    assert_same(logged("", lines), how, monkeypatch)
    assert_same(logged("", lines), how, monkeypatch, 1 << 12)


def test_one_wrapper_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both come off."""
    chain: list[Wrapper] = [BY_NAME["grep_number"], BY_NAME["rfc3164"]]
    lines = wrapped("grep_number", wrapped("rfc3164", written("combined", exchanges(600, 7))))
    assert assert_same(logged("", lines), recipe(KNOWN["combined"], wrappers=chain), monkeypatch) > 0
    assert_same(logged("", spoiled(lines, 8)), recipe(KNOWN["combined"], wrappers=chain), monkeypatch, 1 << 13)
