"""Lines parsed once hold what polars finds at each path by itself, whatever they hold."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forensics.formats.grammars.records.contents import contents, last_key
from forensics.formats.grammars.records.objects import leaves_of

PATHS = (
    "$['a']",
    "$['b']",
    "$['a']['b']",
    "$['a']['b']['c']",
    "$['b'][0]",
    "$['b'][1]['c']",
    "$['d\"é']",
    "$['b'][?(@['a']=='Host')]['c']",
)
NUMBERS = st.from_regex(r"-?(?:0|[1-9][0-9]{0,24})(?:\.[0-9]{1,24})?(?:[eE][+-]?[0-9]{1,3})?", fullmatch=True)
#: Values that are JSON, that only some parsers take for it, and that are none.
ODD = st.sampled_from(
    [
        *("null", "true", "false", "NaN", "-Infinity", "TRUE", "", "-", "-0", "-0.0", "01", "1.", "1e400", "0e99999"),
        *("18446744073709551616", "9" * 310, "0." + "0" * 330 + "1", "1.7976931348623157e308", "1780992000.2140001"),
        *(r'"\ud800"', r'"\uDC00x"', r'"\ud83d\ude00"', r'"\\ud800"', r'"\u0000"', r'"\x22"', r'"\/\""', '"\x01"'),
        *('"\t"', '"\x7f"', '"\u2028"', '"":,b"', '":,b"', '":-}"', '"Host"', '"1.50"', '"true"', '"🙂"'),
        *("[" * 99 + "]" * 99, "[" * 126 + "]" * 126, "[" * 127 + "]" * 127, '{"b":' * 130 + "1" + "}" * 130),
    ]
)
STRINGS = st.builds(json.dumps, st.text(max_size=4), ensure_ascii=st.booleans())
KEYS = st.sampled_from(['"a"', '"b"', '"c"', '"d\\"é"', r'"\u0061"', '"":"', '"x"'])


def _object(members: list[tuple[str, str]]) -> str:
    return "{" + ",".join(f"{key}:{value}" for key, value in members) + "}"


VALUES = st.recursive(
    NUMBERS | ODD | STRINGS,
    lambda inner: (
        st.lists(st.tuples(KEYS, inner), max_size=4).map(_object)
        | st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
    ),
    max_leaves=8,
)
OBJECTS = st.lists(st.tuples(KEYS, VALUES), max_size=5).map(_object)
BESIDE = st.sampled_from(["", "", "", " ", "\t", "\xa0", "\x1c", "\ufeff", "}", "x", "\x00"])
OF_OBJECTS = st.tuples(BESIDE, OBJECTS, BESIDE).map("".join)
LINES = OF_OBJECTS | st.none() | st.text(max_size=6)


def found_by_polars(lines: pl.Series, path: str) -> pl.Series:
    """What stands at a path, each line parsed for it anew."""
    mended = lines.str.replace_all(r'([^\\]":\s*)-?\s*([,}])', "${1}null${2}")
    whole = lines.str.json_path_match("$").is_not_null()
    table = pl.DataFrame({"line": lines, "mended": mended, "whole": whole})
    read = table.select(pl.when("whole").then("line").otherwise("mended")).to_series()
    values = read.str.json_path_match(path)
    return values if lines.str.contains(last_key(path), literal=True).any() else pl.Series([None] * len(lines))


def differences(lines: list[str | None]) -> list[tuple[str, list[str | None], list[str | None]]]:
    """Paths at which the two find other texts."""
    series = pl.Series(lines, dtype=pl.String)
    found = contents(series, series.is_not_null(), PATHS)
    pairs = [(path, found.texts[path].to_list(), found_by_polars(series, path).to_list()) for path in PATHS]
    return [pair for pair in pairs if pair[1] != pair[2]]


@given(lines=st.lists(LINES, min_size=1, max_size=6))
@example(lines=['{"a":1,"a":2}', '{"a":{"b":{"c":1.50}},"b":[true,{"c":[]}]}', '{"a":-,"b":}'])
@example(
    lines=['{"b":[{"a":"Host"},{"c":"x","a":"Host"}]}', '{"b":[[{"a":"Host","c":2}]]}', '{"b":{"a":"Host","c":3}}']
)
@example(lines=[r'{"\u0061":7}', '{"a":8}'])
@example(lines=[r'{"\u0061":7}'])
def test_every_path_holds_what_polars_finds(lines: list[str | None]) -> None:
    """Of any lines, side by side."""
    assert differences(lines) == []


@given(number=NUMBERS)
def test_numbers_are_printed_as_polars_prints_them(number: str) -> None:
    """Whatever their length, and at any depth."""
    assert differences([f'{{"a":{{"b":{number}}},"b":[{number},{{"c":{number}}}]}}']) == []


def test_many_lines_are_as_each_alone() -> None:
    """Where one lot of lines ends and the next begins, no line is moved."""
    lines = [f'{{"a":{number},"b":["{number}",{{"c":{number / 8}}}]}}' for number in range(1_203)]
    lines[499:501] = ['{"a":"x","a":"y"}', "no JSON"]
    series = pl.Series(lines)
    found = contents(series, series.is_not_null(), PATHS)
    assert differences([*lines]) == []
    assert found.once.arg_true().to_list() == [row for row in range(1_203) if row not in (499, 500)]


@given(line=OF_OBJECTS)
def test_once_means_that_no_key_stands_there_twice(line: str) -> None:
    """Then no key of the line has to be looked at again."""
    (once,) = contents(pl.Series([line]), pl.Series([True]), PATHS).once
    found = leaves_of(line)
    assert not once or (found is not None and not found.twice)


@pytest.mark.parametrize("lines", [[], [None], ["", None]])
def test_nothing_holds_nothing(lines: list[str | None]) -> None:
    """No lines, and lines that hold nothing."""
    series = pl.Series(lines, dtype=pl.String)
    found = contents(series, series.is_not_null(), PATHS)
    assert {tuple(column.to_list()) for column in found.texts.values()} == {(None,) * len(lines)}
    assert not found.once.any()


def test_lines_that_are_not_wanted_are_not_read() -> None:
    """Of them nothing is told, though they hold the same."""
    found = contents(pl.Series(['{"a":1}', '{"a":2}']), pl.Series([False, True]), ("$['a']",))
    assert found.texts["$['a']"].to_list() == [None, "2"]
    assert found.once.to_list() == [False, True]


def test_a_path_with_a_backslash_is_left_to_polars() -> None:
    """It takes what follows for an escape, as it has always done."""
    line = pl.Series([r'{"it\"s":1,"a\\b":2}'])
    path = r"$['a\\b']"
    assert contents(line, line.is_not_null(), (path,)).texts[path].to_list() == [None]
