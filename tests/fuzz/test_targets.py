"""Every promise that is fuzzed, tried quickly: on the seeds, on a few random bytes, and on what once broke it.

`make fuzz` looks for new inputs by what they reach; what it finds is mended, and its bytes stand here.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS
from tests.support.thorough import some

_FILES = Path(__file__).parent / "regressions"
#: Of each target so many seeds and random inputs; a sound log of an unknown format is tried in all formats.
_SEEDS, _RANDOM = some(4, 1_000), some(3, 200)
_SLOW = ("log", "detect", "bundle")

_MAIL = (
    b"Received: from mx.example.org; Tue, 9 Jun 2026 10:00:00 +0200\r\nMessage-ID: <1@example.org>\r\n"
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
)
#: Target, input, and what was wrong.
BROKE = (
    ("source", b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 3, "numbers that are no characters ended the reading"),
    ("source", b"\xff\xfel\x00i\x00n\x00e\x00\n\x00x", "the last octet, half a character, was lost without a word"),
    ("workbooks", b'\x00\x07<?xml version="1.0" encoding="UTF58"?>\n<sst/>', "an encoding that there is not ended it"),
    ("plain", rb"{\rtf1\ansi\ansicpg99999 Shown \'e9 {\v hidden}\par}", "a code page that there is not ended it"),
    ("plain", _MAIL + b"Content-Type: text/plain; charset=nosuch\r\n\r\nHello\r\n", "so did a charset"),
    ("plain", _MAIL + b"Content-Type: text/plain; charset=idna\r\n\r\nHello\r\n", "and one that is none for texts"),
    ("source", b'[{"a": 1},{"a": "x\xc3', "so was the beginning of one in a document"),
)  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_keep_the_promise(name: str) -> None:
    """What a search begins with."""
    seeds = list(TARGETS[name].seeds())
    assert seeds
    few = some(1, 1_000) if name in _SLOW else _SEEDS
    for seed in islice(seeds, 0, None, max(1, len(seeds) // few)):
        TARGETS[name].keeps(seed)


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in _SLOW])
def test_any_bytes_keep_the_promise(name: str) -> None:
    """Random ones, and a seed with some of them in its place."""
    seeds = list(islice(TARGETS[name].seeds(), 5))

    @settings(max_examples=_RANDOM, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200), st.sampled_from(seeds), st.integers(0, 2000))
    def tried(random: bytes, seed: bytes, place: int) -> None:
        TARGETS[name].keeps(random)
        TARGETS[name].keeps(seed[:place] + random + seed[place + len(random) :])

    tried()


@pytest.mark.parametrize(("name", "data", "wrong"), BROKE, ids=[f"{name}: {wrong}" for name, _, wrong in BROKE])
def test_what_broke_a_promise_keeps_it(name: str, data: bytes, wrong: str) -> None:
    """Each input that a search found, as short as it can be."""
    assert wrong
    TARGETS[name].keeps(data)


@pytest.mark.parametrize("path", sorted(_FILES.iterdir()), ids=lambda path: path.stem)
def test_what_broke_a_promise_as_a_file_keeps_it(path: Path) -> None:
    """The same for longer ones; the target is the first word of the name."""
    TARGETS[path.name.partition("-")[0]].keeps(path.read_bytes())


def test_every_target_says_what_it_keeps() -> None:
    """A search needs something to begin with, and what it may reach."""
    for name, target in TARGETS.items():
        assert target.name == name
        assert target.promise
        assert target.packages
