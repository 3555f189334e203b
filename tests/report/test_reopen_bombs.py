"""Tables that would swell, and tables that do not give the numbers of the findings: refused, before or after."""

from __future__ import annotations

import copy
import json
import tracemalloc
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from forensics.casefile import load_case
from forensics.errors import SourceError
from forensics.investigation import investigate
from forensics.model.schema import LABELLED, absent
from forensics.report.files import CHECKSUMS, FINDINGS
from forensics.report.saved import unpacking
from forensics.report.saved.declared import declared
from forensics.report.saved.reopen import reopen
from forensics.report.saved.unpacking import unpacked
from forensics.report.tables import checksums, requests_parquet
from tests.support.saved_fixture import TABLES, content, save
from tests.support.small_case import write_case


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small case."""
    return content(investigate(load_case(write_case(tmp_path_factory.mktemp("case")))))


def packed(table: pl.DataFrame) -> bytes:
    """As Parquet, as small as it goes."""
    out = BytesIO()
    table.write_parquet(out, compression="zstd", compression_level=22)
    return out.getvalue()


def test_rows_that_are_all_alike() -> None:
    """Millions of rows in a few bytes, as no log makes them: refused by what the file declares."""
    bomb = packed(pl.DataFrame([absent(1_000_000, kind).alias(name) for name, kind in LABELLED.items()]))
    assert declared(bomb).bytes > 1000 * len(bomb)
    tracemalloc.start()
    with pytest.raises(ValueError, match="bytes of memory"):
        unpacked(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_one_long_text_in_every_row() -> None:
    """It is held once, and would be written a million times."""
    bomb = packed(pl.DataFrame([pl.Series("line", ["x" * 20_000]).new_from_index(0, 20_000)]))
    with pytest.raises(ValueError, match="its texts would take"):
        unpacked(bomb)


def test_a_large_table_is_unpacked_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same table comes back; one that takes more memory there than it may, does not."""
    table = pl.DataFrame({"line": [f"{number:x}" * 9 for number in range(1000)]})
    monkeypatch.setattr(unpacking, "_HERE", 0)
    assert unpacked(packed(table)).equals(table)
    monkeypatch.setattr(unpacking, "_BESIDE", 1)
    with pytest.raises(ValueError, match="within the memory"):
        unpacked(packed(table))


@pytest.mark.parametrize("cut", [0, 4, 8, 100, -1, -8, -9])
def test_what_is_no_parquet(small: dict[str, bytes], cut: int) -> None:
    """However it is cut."""
    with pytest.raises(ValueError, match=r"begin and end|cut off|description|missing"):
        declared(small["requests.parquet"][:cut])


def test_every_flipped_byte_of_a_table(small: dict[str, bytes]) -> None:
    """Read, or refused with a reason; nothing else, and no process is lost."""
    whole = small["downloads.parquet"]
    for at in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        with suppress(ValueError):
            unpacked(bytes(broken))


def refusal(folder: Path) -> str:
    """What the error says; nothing if there is none."""
    try:
        reopen(folder)
    except SourceError as error:
        return str(error)
    return ""


def _numbers(node: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    here = [place] if isinstance(node, int) and not isinstance(node, bool) else []
    return [*here, *(below for key, value in inner for below in _numbers(value, (*place, key)))]


#: Numbers of a file that no filter over the two tables gives: by other rules, or of the case.
_NOT_COUNTED = ("sensitivity", "floor", "ceiling", "sizes_considered", "near_names", "size")


def test_every_number_must_be_that_of_the_tables(
    small: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each number below `files` and `definitions` that is a filter over the tables, raised by one: refused."""
    whole = json.loads(small[FINDINGS])
    sound = reopen(save(tmp_path / "report", small))
    tables = {"requests.parquet": sound.requests, "downloads.parquet": sound.downloads}
    monkeypatch.setattr("forensics.report.saved.reopen._table", lambda path, *_: tables[path.name])
    tried: set[tuple[str | int, ...]] = set()
    for place in [*_numbers(whole["files"], ("files",)), *_numbers(whole["definitions"], ("definitions",))]:
        kind = tuple(key for key in place if isinstance(key, str))
        if _kept(place) or (kind[0] == "files" and kind in tried):
            continue
        changed = copy.deepcopy(whole)
        holder = changed
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] += 1
        assert refusal(save(tmp_path / "report", small, changed)), place
        tried.add(kind)
    assert len(tried) > 60


def _kept(place: tuple[str | int, ...]) -> bool:
    return any(name in place for name in _NOT_COUNTED) and "versions" not in place


def test_a_row_that_is_no_longer_in_a_window(small: dict[str, bytes], tmp_path: Path) -> None:
    """Not the total headline alone: a request that moves out of the window is missed in its tally."""
    found = reopen(save(tmp_path / "whole", small))
    moved = found.requests.with_columns(window=pl.lit(None, pl.String))
    files = {**small, "requests.parquet": requests_parquet(moved)}
    files[CHECKSUMS] = checksums({each: files[each] for each in (FINDINGS, *TABLES)})
    assert "files[0].windows[0].requests: the tables make it 0" in refusal(save(tmp_path / "report", files))
