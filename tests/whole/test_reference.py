"""The tool beside a plain counter that shares no code with it, on generated logs whose truth is known.

`WORLDS=2000 pytest tests/whole/test_reference.py -s` (or `make differential`) tries so many and prints a table;
`python -m tests.support.reference.world SEED FOLDER` writes one of them for a look at it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.support.reference.outcome import Outcome, run

#: In the suite a few; a whole run is for the night.
_WORLDS = int(os.environ.get("WORLDS", "16"))
_FIRST = int(os.environ.get("FIRST_WORLD", "0"))
#: One in fifty sound logs may ring an alarm (counting.md 4b.7); of few logs, one.
_ALARMS = max(1, _WORLDS // 50)


def _run_all() -> list[Outcome]:
    seeds = range(_FIRST, _FIRST + _WORLDS)
    if _WORLDS <= 100:
        return [run(seed) for seed in seeds]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(run, seeds, chunksize=10))


def _table(outcomes: list[Outcome]) -> str:
    sound = [outcome for outcome in outcomes if not outcome.damage]
    damaged = [outcome for outcome in outcomes if outcome.damage not in ("", "outside")]
    told = [outcome for outcome in damaged if _told(outcome)]
    rows = {
        "logs": (len(outcomes), len(outcomes)),
        "truth within the bounds": (sum(outcome.contained for outcome in outcomes), len(outcomes)),
        "addresses within the bounds": (sum(outcome.addresses_contained for outcome in outcomes), len(outcomes)),
        "headline of the reference": (sum(not outcome.difference for outcome in outcomes), len(outcomes)),
        "headline of the truth": (sum(outcome.counted[1] == outcome.truth for outcome in outcomes), len(outcomes)),
        "reference holds the truth": (sum(_reference_holds(outcome) for outcome in sound), len(sound)),
        "sound and exit 0": (sum(outcome.complete for outcome in sound), len(sound)),
        "sound and exit 0, ceiling open": (
            sum(outcome.complete and outcome.open_ended for outcome in sound),
            len(sound),
        ),
        "damaged and exit 3": (sum(not outcome.complete for outcome in damaged), len(damaged)),
        "damaged, told by no more than a silence": (
            sum(outcome.complete and not outcome.open_ended for outcome in told),
            len(damaged),
        ),
        "damaged and told": (len(told), len(damaged)),
    }
    text = [f"{name:<30}{of:>6} of {all_:>6}" for name, (of, all_) in rows.items()]
    why = Counter(outcome.difference for outcome in outcomes if outcome.difference)
    codes = Counter(code for outcome in sound for code in outcome.incomplete_because)
    text += [f"difference: {name}: {times}" for name, times in why.most_common()]
    text += [f"alarm on sound logs: {name}: {times}" for name, times in codes.most_common()]
    return "\n".join(text)


def _reference_holds(outcome: Outcome) -> bool:
    least, _, most = outcome.reference
    return (least or 0) <= outcome.truth <= most


def _told(outcome: Outcome) -> bool:
    return outcome.open_ended or not outcome.complete or outcome.loss_named


def _listed(outcomes: list[Outcome]) -> str:
    return "\n".join(["", *map(str, outcomes)])


@pytest.fixture(scope="module")
def outcomes() -> Iterator[list[Outcome]]:
    """Every world, once for all tests of this file."""
    found = _run_all()
    yield found
    print(f"\n{_table(found)}")


def test_truth_lies_within_the_bounds(outcomes: list[Outcome]) -> None:
    """At least and at most are bounds: on sound evidence always, on damaged evidence unless the end is open."""
    out = [outcome for outcome in outcomes if not outcome.contained]
    assert not out, _listed(out)


def test_addresses_lie_within_the_bounds(outcomes: list[Outcome]) -> None:
    """The same for the addresses; behind an undeclared proxy they are a floor."""
    out = [outcome for outcome in outcomes if not outcome.addresses_contained]
    assert not out, _listed(out)


def test_headline_is_that_of_the_reference(outcomes: list[Outcome]) -> None:
    """Two readings of the same rules give the same headline, or the difference is explained."""
    other = [outcome for outcome in outcomes if outcome.difference == "?"]
    assert not other, _listed(other)


def test_reference_holds_the_truth(outcomes: list[Outcome]) -> None:
    """The rules themselves hold the truth within their bounds."""
    out = [outcome for outcome in outcomes if not outcome.damage and not _reference_holds(outcome)]
    assert not out, _listed(out)


def test_sound_logs_ring_no_alarm(outcomes: list[Outcome]) -> None:
    """Fewer than 2 in 100 sound logs end in "the evidence is incomplete"; that a proxy hides who asked is told so."""
    of_proxies = ("undeclared-proxy",)
    alarms = [one for one in outcomes if not one.damage and not one.complete and one.incomplete_because != of_proxies]
    assert len(alarms) <= _ALARMS, _listed(alarms)


def test_damage_is_told(outcomes: list[Outcome]) -> None:
    """Lines that were lost where they could touch a window are told: incomplete evidence, an open ceiling, or, where so
    few were due that the rhythm of the log explains their absence, as the rarest silence of the window."""
    damaged = [outcome for outcome in outcomes if outcome.damage not in ("", "outside")]
    silent = [outcome for outcome in damaged if not _told(outcome)]
    assert not silent, _listed(silent)
