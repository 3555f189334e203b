"""Why the numbers lie apart: each download between them has one reason, and they add up on every log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from forensics.cli import main
from forensics.findings.reasons.kinds import CEILING, FLOOR
from forensics.findings.reasons.why import ceiling, floor
from forensics.model import Bounds, Reason, ReasonCode
from tests.support.reconciled import unreconciled
from tests.support.small_case import SIZE, entry

_FILE = "/docs/leak.xlsx"
_WHOLE = entry(5, _FILE, size=SIZE)


def _counted(folder: Path, lines: list[str], *options: str) -> dict[str, Any]:
    log = folder / "access.log"
    log.write_text("".join(lines), encoding="utf-8")
    arguments = ["count", "leak.xlsx", str(log), "--json", "--jobs", "1", *options]
    result = CliRunner().invoke(main, arguments, prog_name="forensics")
    document: dict[str, Any] = json.loads(result.stdout)
    assert unreconciled(document) == []
    file: dict[str, Any] = document["files"][0]
    return file


def _codes(file: dict[str, Any], side: str) -> dict[str, int | None]:
    return {reason["code"]: reason["downloads"] for reason in file[side]["reasons"]}


_SIZED = ("--size", str(SIZE), "--format", "nginx_combined")
_PLANNED = ("--size", str(SIZE), "--format", "apache_common")
_COMMON = f'192.0.2.10 - - [09/Jun/2026:10:05:00 +0200] "GET {_FILE} HTTP/1.1" 200 {SIZE}\n'
_PARTS = [entry(5, _FILE, status=206, size=1_400_000), entry(6, _FILE, status=206, size=600_000)]
_REJECTED = f"192.0.2.77 {_FILE} of which nobody knows what it is\n"


@pytest.mark.parametrize(
    ("lines", "options", "side", "reasons"),
    [
        ([_WHOLE], _SIZED, "floor", {}),
        ([_WHOLE], _SIZED, "ceiling", {}),
        ([_WHOLE, _WHOLE.replace(":05:00", ":05:10")], _SIZED, "floor", {"repeat": 1}),
        ([_COMMON], _PLANNED, "floor", {"planned": 1}),
        ([_WHOLE], ("--format", "nginx_combined"), "floor", {"size-unknown": 1}),
        (_PARTS, _SIZED, "floor", {"inferred": 1}),
        ([entry(5, _FILE, size=731_240)], _SIZED, "ceiling", {"parts": 1}),
        ([entry(5, _FILE, status=304, size=0)], _SIZED, "ceiling", {"copy-held": 1}),
        ([_WHOLE, _REJECTED], _SIZED, "ceiling", {"unreadable": 1}),
        ([entry(5, "/other/LEAK.xlsx", size=SIZE)], _SIZED, "ceiling", {"spelling": 1}),
        ([entry(5, "/get?name=leak.xlsx", size=SIZE)], _SIZED, "ceiling", {"script": 1}),
        ([entry(5, _FILE, size=SIZE + 9)], _SIZED, "ceiling", {"other-size": 1}),
    ],
)
def test_a_download_between_the_numbers_has_its_reason(
    lines: list[str], options: tuple[str, ...], side: str, reasons: dict[str, int | None], tmp_path: Path
) -> None:
    """Each in a log of its own."""
    assert _codes(_counted(tmp_path, lines, *options), side) == reasons


def test_every_code_is_said() -> None:
    """And none is said that the contract does not hold."""
    assert {*FLOOR, *CEILING} == set(get_args(ReasonCode))


def test_the_floor_is_explained_in_one_sentence() -> None:
    """The weightiest reason first, what would raise it last; of many reasons the light ones together."""
    reasons = [Reason("edge", 1), Reason("repeat", 1), Reason("proxied", 5), Reason("inferred", 2)]
    why = floor(reasons, Bounds(at_least=2, headline=11, at_most=11))
    assert why.text == (
        "At least is 2, not 11, because 5 were logged behind a proxy, which alone knows what reached the client,"
        " 2 were put together from parts whose place in the file is not logged,"
        " 2 for other reasons; what would raise it: the proxy's own log; or a log that holds Range and Content-Range."
    )
    assert [reason.code for reason in why.reasons] == ["proxied", "inferred", "repeat", "edge"]


def test_what_is_left_out_on_purpose_no_log_brings_back() -> None:
    """Own systems and quick repeats."""
    why = floor([Reason("own", 2)], Bounds(at_least=9, headline=11, at_most=11))
    assert why.text.endswith("because 2 were made by the organisation's own systems; no other log would change that.")
    assert why.settled_by == ""


def test_a_floor_that_cannot_be_told_says_why() -> None:
    """And what would tell it; never that it is 0."""
    why = floor([Reason("no-sizes", 3)], Bounds(at_least=None, headline=3, at_most=3))
    assert why.text.startswith("At least cannot be told, because for 3 the log holds no size; what would tell it: ")


def test_an_open_ceiling_names_what_leaves_it_open() -> None:
    """Behind what can be counted; and first what would close it."""
    why = ceiling(
        [Reason("gap", None), Reason("parts", 2)], Bounds(at_least=9, headline=11, at_most=13, open_ended=True)
    )
    assert why.text.startswith("At most is 13 or more, not 11, because 2 may be downloads of which these logs show")
    assert "a gap or an unusual silence in a window; what would lower it: the missing lines" in why.text
    open_only = ceiling([Reason("gap", None)], Bounds(at_least=9, headline=11, at_most=11, open_ended=True))
    assert open_only.text.startswith("At most is 11 or more, because a log has a gap")


def test_where_nothing_separates_the_numbers_that_is_said() -> None:
    """And where there is nothing at all, nothing is."""
    same = Bounds(at_least=3, headline=3, at_most=3)
    assert floor([], same).text.startswith("At least is as many as established")
    assert ceiling([], same).text.startswith("At most is as many as established")
    none = Bounds(at_least=0, headline=0, at_most=0)
    assert (floor([], none).text, ceiling([], none).text) == ("", "")
