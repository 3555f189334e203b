"""What octets prove of JSON lines is what reading every line says, wherever in the object the time stands."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from forensics.formats.grammars.jsonl import JsonLines
from tests.support.proved_fixture import KNOWN, assert_same, logged, recipe
from tests.support.thorough import some

#: Times of one format, most of which octets can compare.
TIMES = {
    "caddy_json": (
        *("{epoch}.5", "{epoch}.1234567", "{epoch}", "{epoch}5", '"{epoch}"', '"2026-06-09T21:50:{second}Z"', "0.5"),
        *('"09/Jun/2026:21:50:{second} +0200"', '"2026/06/09 21:50:{second}"', "null", '""', '"x"', "{epoch},5", "-1"),
    ),
    "nginx_json": ('"2026-06-09T21:50:{second}+02:00"', '"2026-06-09T21:50:{second}Z"', '"09/Jun/2026:21:50:00 +0200"'),
}
#: Those of whole logs.
USUAL = {
    "caddy_json": ("{epoch}.5", '"2026-06-09T21:50:{second}Z"', '"09/Jun/2026:21:50:{second} +0200"'),
    "nginx_json": ('"2026-06-09T21:50:{second}+02:00"',),
}
KEYS = {"caddy_json": '"ts"', "nginx_json": '"time_iso8601"'}
ODD = (
    *('{{"request":{{{key}:{other}}},{key}:{time},"status":200}}', '{{"a":"{key}","b":1,{key}:{time}}}'),
    *("{{{key}:{time},{key}:{other}}}", "{{{key} : {time}}}", "{{{key}\t:\t{time}}}", "{{{key}:{time}", "{key}:{time}"),
    *('{{"u":"\\{key}:{other}",{key}:{time}}}', '{{"x{key}:{other}}}', '{{"é":1,{key}:{time}}}', "{{}}", "", "x"),
    *('{{"timestamp":{other},{key}:{time}}}', '{{"time":{other},{key}:{time}}}', '{{"uri":"/leak.xlsx",{key}:{time}}}'),
    *('{{"uri":"/le\\u0061k.xlsx",{key}:{time}}}', "{{{key}:{time}}}{{{key}:{other}}}"),
)


@pytest.mark.parametrize("name", sorted(TIMES))
@pytest.mark.parametrize("seed", range(6))
def test_odd_objects_beside_plain_ones(name: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place of the key with every kind of time, beside lines that a run could take them into."""
    rng = random.Random(seed)
    usual = USUAL[name][seed % len(USUAL[name])]
    lines = []
    for number in range(some(300, 900)):
        odd = rng.random() < 0.15
        shape = rng.choice(ODD) if odd else '{{"level":"info",{key}:{time},"uri":"/a","status":200}}'
        time = rng.choice(TIMES[name]) if odd else usual
        at = {"epoch": 1781041800 + number // 3, "second": f"{number // 3 % 60:02}"}
        other = rng.choice(TIMES[name]).format(epoch=1781000000 + number, second="07")
        lines.append(shape.format(key=KEYS[name], time=time.format(**at), other=other))
    for end, size in (("\n", 1 << 16), ("\n", 1 << 12), ("\r\n", 1 << 14)):
        assert_same(logged("", lines, end), recipe(KNOWN[name]), monkeypatch, size)


@pytest.mark.parametrize("time", ["{epoch}.25", "{epoch}", '"{epoch}"', '"2026-06-09T21:{minute}:{second}Z"'])
def test_octets_prove_a_time_wherever_it_stands(time: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind text of any length."""
    lines = []
    for number in range(2000):
        at = {"epoch": 1781041800 + number // 3, "minute": f"{number // 180:02}", "second": f"{number // 3 % 60:02}"}
        lines.append(f'{{"uri":"{"/x" * (number % 19)}","ts":{time.format(**at)},"status":200}}')
    assert assert_same(logged("", lines), recipe(KNOWN["caddy_json"]), monkeypatch) > 0


def test_a_time_under_a_key_that_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands under the first key of the map is the time, in whichever lines it is."""
    fmt = KNOWN["nginx_json"]
    lines = [
        f'{{"uri":"/a","time":"2026-06-09T21:50:{number // 9 % 60:02}+02:00","status":200}}' for number in range(900)
    ]
    assert assert_same(logged("", lines), recipe(fmt), monkeypatch) > 0
    lines[450] = lines[450].replace('"uri"', '"time_iso8601":"2026-06-09T23:50:00+02:00","uri"')
    assert_same(logged("", lines), recipe(fmt), monkeypatch, 1 << 13)
    lines[451] = lines[451].replace('"status"', '"timestamp":1781041800.123,"status"')
    assert_same(logged("", lines), recipe(fmt), monkeypatch, 1 << 13)


def test_keys_that_patterns_would_read_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks in a key stand for themselves; keys that are too short are read line by line."""
    for key in ("a.b", "a-b", "a$b", "t", "é", "ccccccccccc"):
        grammar = JsonLines("fields", ((f"$['{key}']", "{end:epoch}"), ("$['u']", "{path}"), ("$['s']", "{status}")))
        fmt = replace(KNOWN["caddy_json"], grammar=grammar)
        lines = [
            f'{{"{key}x":1,"{key}":{1781041800 + number // 7}.5,"u":"/leak.xlsx","s":200}}' for number in range(600)
        ]
        assert_same(logged("", lines), recipe(fmt), monkeypatch)
