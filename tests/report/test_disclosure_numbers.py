"""Small numbers: at level public no part has fewer visitors than k, and no difference tells one that has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model import Findings, Share, VersionCount
from forensics.report.disclosure import K, disclose
from forensics.report.disclosure.threshold import (
    ELSEWHERE,
    OTHER_COUNTRIES,
    REST_OF_EEA,
    Visit,
    Visits,
    countries,
    merged,
)
from tests.support.report_fixture import crowd, findings

Groups = dict[str | None, list[int]]


def _shares(groups: Groups) -> list[Share]:
    return [Share(name, len(visits), len(set(visits))) for name, visits in groups.items()]


def _visitors(groups: Groups, names: Sequence[str | None]) -> int:
    return len({visit for name in names for visit in groups[name]})


def _by(groups: Groups) -> Visits:
    """Each address a visitor."""
    return Visits(Visit(name, str(visit), visit) for name, visits in groups.items() for visit in visits)


def _merged(groups: Groups, k: int) -> tuple[Share, ...]:
    return merged(_shares(groups), k, "joined", by=_by(groups))


def _countries(groups: Groups, k: int) -> tuple[Share, ...]:
    return countries(_shares(groups), k, by=_by(groups))


def test_what_is_large_enough_stays() -> None:
    """In its order, without a word about others."""
    groups: Groups = {"browser": [1, 2, 3, 3], "script": [4, 5, 6]}
    assert _merged(groups, 3) == (Share("browser", 4, 3), Share("script", 3, 3))


def test_small_parts_are_joined() -> None:
    """With the visitors of all, each once."""
    groups: Groups = {"browser": [1, 2, 3], "script": [4, 5], "archiver": [5, 6]}
    assert _merged(groups, 3) == (Share("browser", 3, 3), Share("joined", 4, 3))


def test_one_small_part_takes_the_next_with_it() -> None:
    """Alone it would be the total minus the others (complementary disclosure)."""
    groups: Groups = {"browser": [1, 2, 3, 4, 5], "script": [6, 7, 8], "archiver": [9]}
    assert _merged(groups, 3) == (Share("browser", 5, 5), Share("joined", 4, 4))


def test_where_nothing_is_left_there_is_no_table() -> None:
    """A single part that is the whole says nothing."""
    assert _merged({"browser": [1, 2], "script": [3]}, 3) == ()
    assert _merged({"browser": [1, 2, 3], "script": [4]}, 3) == ()
    assert _merged({}, 3) == ()


def test_countries_fall_apart_into_the_eea_and_elsewhere() -> None:
    """Where both have enough visitors; else they are others."""
    groups: Groups = {"NL": [*range(9)], "BE": [11, 12], "DE": [13], "US": [21, 22], "BR": [23]}
    assert _countries(groups, 3) == (Share("NL", 9, 9), Share(REST_OF_EEA, 3, 3), Share(ELSEWHERE, 3, 3))
    groups["BR"] = []
    assert _countries(groups, 3) == (Share("NL", 9, 9), Share(OTHER_COUNTRIES, 5, 5))


def test_an_unknown_country_is_neither_inside_nor_outside() -> None:
    """Nothing is said that nobody knows."""
    groups: Groups = {"NL": [*range(9)], "BE": [11, 12, 13], None: [21, 22]}
    assert _countries(groups, 3) == (Share("NL", 9, 9), Share(OTHER_COUNTRIES, 5, 5))


_GROUPS = st.dictionaries(
    st.sampled_from(["NL", "BE", "DE", "US", "BR", None]), st.lists(st.integers(1, 30), min_size=1), max_size=6
)


@given(_GROUPS, st.integers(2, 6), st.sampled_from([_merged, _countries]))
def test_no_part_and_no_rest_is_small(groups: Groups, k: int, join: object) -> None:
    """Of groups that share visitors or not: every share has k, the sum is the total, and so has what is not shown."""
    shown = join(groups, k)  # type: ignore[operator] # one of the two functions above
    assert all(share.addresses >= k for share in shown)
    if shown:
        assert sum(share.downloads for share in shown) == sum(map(len, groups.values()))
    kept = {share.name for share in shown}
    hidden = [name for name in groups if name not in kept]
    assert not (shown and hidden) or _visitors(groups, hidden) >= k


def _apart(found: Findings) -> Findings:
    """The same with each address in a /64 of its own."""
    client = pl.concat_str(pl.lit("2001:db8:0:"), pl.col("client").str.strip_prefix("2001:db8::"), pl.lit("::1"))
    tables = {name: getattr(found, name).with_columns(client=client) for name in ("requests", "downloads")}
    return replace(found, **tables)


def test_the_report_for_the_public_holds_no_small_part() -> None:
    """Of a crowd some parts are shown, of the sample none; and the report says so."""
    found = _apart(crowd(60, 40))
    file = found.files[0]
    days: dict[str, list[str]] = {}
    for first, client in found.downloads.filter("in_headline").select("first", "client").iter_rows():
        days.setdefault(first.date().isoformat(), []).append(client)
    shares = tuple(Share(day, len(clients), len(set(clients))) for day, clients in days.items())
    after = disclose(replace(found, files=(replace(file, by_day=shares),)), "public", k=3).files[0]
    assert after.by_day
    assert all(share.addresses >= 3 for share in after.by_day)
    small = disclose(findings(), "public")
    assert all(share.addresses >= K for share in (*small.files[0].by_day, *small.files[0].by_class))
    assert "small-parts" in {limit.code for limit in small.limitations}


@pytest.mark.parametrize("number", range(1, 4))
def test_joined_parts_are_not_told_by_difference(number: int) -> None:
    """Whatever shown parts are taken from the total, k visitors remain."""
    groups: Groups = {name: [*range(start, start + size)] for name, start, size in
                      (("NL", 0, 12), ("BE", 20, 6), ("DE", 30, 5), ("US", 40, number))}  # fmt: skip
    shown = _merged(groups, 5)
    total = sum(len(visits) for visits in groups.values())
    for count in range(1, len(shown)):
        assert all(total - sum(share.addresses for share in part) >= 5 for part in combinations(shown, count))


@pytest.mark.parametrize(("first", "shown"), [(1, False), (4, False), (5, True)])
def test_versions_are_not_told_apart_by_few(first: int, *, shown: bool) -> None:
    """Where one version went to few, none is told: the total minus the other would tell it."""
    found = _apart(crowd(60, 40))
    clients = found.downloads["client"].unique(maintain_order=True).to_list()
    size = pl.when(pl.col("client").is_in(clients[:first])).then(1000).otherwise(2000).cast(pl.Int64)
    downloads = found.downloads.with_columns(size=size)
    counted = downloads.filter("in_headline", pl.col("window").is_not_null())
    versions = tuple(VersionCount(each, None, counted.filter(size=each).height) for each in (1000, 2000))
    file = replace(found.files[0], versions=versions)
    after = disclose(replace(found, files=(file,), downloads=downloads), "public", k=5)
    assert after.files[0].versions == (versions if shown else ())
    assert "small-parts" in {limit.code for limit in after.limitations}


def test_logs_without_addresses_are_one_visitor() -> None:
    """Nobody can tell how many there were: no part is shown, and no address is counted."""
    found = crowd(30, 10)
    nobody = pl.lit(None, pl.String)
    tables = {name: getattr(found, name).with_columns(client=nobody) for name in ("requests", "downloads")}
    [file] = found.files
    file = replace(file, addresses=(), by_class=(Share("browser", 20, 0), Share("empty", 10, 0)))
    [after] = disclose(replace(found, files=(file,), **tables), "public", k=2).files
    assert (after.by_day, after.by_class) == ((), ())
    assert after.total.downloads == file.total.downloads
