"""A saved report read again: the same findings, the same bytes; and nothing that was not saved so."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forensics.casefile import load_case
from forensics.errors import SourceError
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.language.statement import state
from forensics.model import Findings, Limitation
from forensics.report.files import CHECKSUMS, FINDINGS
from forensics.report.folder import write_reports
from forensics.report.saved.document import as_json, document, restored
from forensics.report.saved.reopen import reopen
from forensics.report.saved.schema import json_schema
from forensics.report.tables import checksums, downloads_parquet, requests_parquet
from tests.support.as_nobody import posix
from tests.support.samples import sample
from tests.support.saved_fixture import TABLES, content, different, odd, save, unbounded
from tests.support.small_case import write_case


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """An answer with everything that is hard to save."""
    return odd(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small case."""
    return content(investigate(load_case(write_case(tmp_path_factory.mktemp("case")))))


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", ["coa-2020", "damaged", "odd", "unbounded"])
def test_the_findings_come_back(case: str, tmp_path: Path) -> None:
    """Every field of every part, statements as statements, times, bytes and tables."""
    made = {"odd": odd, "unbounded": unbounded}
    (tmp_path / "logs-of").mkdir()
    found = made[case](tmp_path / "logs-of") if case in made else sample(case)
    again = reopen(save(tmp_path / "report", found))
    assert different(found, again) == []
    assert content(again) == content(found)
    assert list(Draft202012Validator(json_schema()).iter_errors(document(found))) == []


def test_the_odd_case_is_odd(hard: Findings) -> None:
    """It holds what the others lack."""
    reasons = [member.reason for source in hard.sources for member in source.unread]
    assert any(reasons)
    assert any(source.damage and source.damage.lost for source in hard.sources)
    assert any(b"\xff" in line for line in hard.requests["line"])
    assert hard.requests.filter(hard.requests["start"].is_null() & hard.requests["end"].is_null()).height
    assert any("_escaped" in key for source in document(hard)["sources"] for key in source) or os.name == "nt"
    assert len(hard.files) == 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_is_written_again_byte_for_byte(code: str, hard: Findings, tmp_path: Path) -> None:
    """All files of it, in either language, and again from what was written again."""
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    write_reports(hard, one, language=language(code))
    write_reports(reopen(one), two, language=language(code))
    write_reports(reopen(two), three, language=language(code))
    assert written(one) == written(two) == written(three)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=()), min_size=1), number=st.integers(0, 2**62))
def test_any_text_in_any_place_comes_back(hard: Findings, text: str, number: int) -> None:
    """Names of files, sentences, values of statements, lines: whatever a log or a folder holds."""
    line = replace(hard.sources[0].rejected[0], line=text.encode("utf-8", "surrogatepass"), offset=number)
    source = replace(hard.sources[0], path=text, archive=text, rejected=(line,), refused=state("{x}", x=text))
    limits = (Limitation("gap", text), Limitation("clock", state("{x} {n}", x=(text, state("{y}", y=text)), n=number)))
    found = replace(hard, sources=(source,), limitations=limits)
    again = restored(json.loads(as_json(found)), found.requests, found.downloads)
    assert different(found, again) == []


def places(node: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    """Every key of a document; of a list, those of its first entry."""
    if place:
        yield place
    inner = node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*place, key))


@pytest.mark.parametrize(
    "value",
    [None, -1, "x{y}", [7], {"z": []}, "2020-01-01T00:00:00", "gone"],
    ids=["null", "-1", "text", "list", "object", "time", "gone"],
)
def test_a_changed_key_is_refused_or_means_nothing(
    value: object, small: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key in turn: an error with the file and its key, or findings that can be saved; nothing else."""
    whole, refused = json.loads(small[FINDINGS]), 0
    sound = reopen(save(tmp_path / "report", small))
    tables = {"requests.parquet": sound.requests, "downloads.parquet": sound.downloads}  # the same each time
    monkeypatch.setattr("forensics.report.saved.reopen._table", lambda path, *_: tables[path.name])
    for place in places(whole):
        changed = copy.deepcopy(whole)
        holder = changed
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = value
        if value == "gone":
            del holder[place[-1]]
        told = refusal(save(tmp_path / "report", small, changed))
        assert not told or FINDINGS in told
        assert not told or str(place[0]) in told or "tables" in told, told
        refused += bool(told)
    assert refused > 20


def test_a_key_of_another_version_is_refused(small: dict[str, bytes], tmp_path: Path) -> None:
    """It would be lost in what is written again; so would a value be that this version writes otherwise."""
    for change, told in (
        (lambda found: found["case"].update(fresh=1), "case.fresh: is not known here"),
        (lambda found: found["case"].update(folder="elsewhere"), "case.folder: is not known here"),
        (lambda found: found["files"][0]["total"].pop("own"), "files[0].total.own: "),
        (lambda found: found["sources"][0].pop("damage"), "sources[0].damage: is missing"),
        (lambda found: found["sources"][0].update(first="2026-06-09T10:00:00+02:00"), "sources[0].first: is not as"),
        (lambda found: found["sources"][0].update(kind="rar"), "sources[0].kind: Input should be 'log'"),
    ):
        changed = json.loads(small[FINDINGS])
        change(changed)
        assert told in refusal(save(tmp_path / "report", small, changed))


def refusal(folder: Path) -> str:
    """What the error says; nothing if there is none, and then the findings can be saved."""
    try:
        as_json(reopen(folder))
    except SourceError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", [FINDINGS, CHECKSUMS, *TABLES])
def test_a_file_that_is_missing_damaged_or_no_file(name: str, small: dict[str, bytes], tmp_path: Path) -> None:
    """It is named, and so is the way out."""
    folder = save(tmp_path / "report", small)
    path = folder / name
    for content_now in (b"", small[name][:-9], b"\xff" + small[name][1:]):
        path.write_bytes(content_now)
        with pytest.raises(SourceError) as caught:
            reopen(folder)
        assert "forensics investigate" in caught.value.hint
    path.unlink()
    with pytest.raises(SourceError, match=name):
        reopen(folder)
    path.mkdir()
    with pytest.raises(SourceError, match=name):
        reopen(folder)


@posix
def test_nothing_outside_the_folder_is_read(small: dict[str, bytes], tmp_path: Path) -> None:
    """A link or a pipe in place of a file is not followed."""
    folder = save(tmp_path / "report", small)
    for name in (FINDINGS, *TABLES, CHECKSUMS):
        (folder / name).rename(tmp_path / "elsewhere")
        (folder / name).symlink_to(tmp_path / "elsewhere")
        with pytest.raises(SourceError, match="a link"):
            reopen(folder)
        (folder / name).unlink()
        os.mkfifo(folder / name)
        with pytest.raises(SourceError, match="not a file"):
            reopen(folder)
        (folder / name).unlink()
        (tmp_path / "elsewhere").rename(folder / name)
    assert reopen(folder).files


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"level": NaN}', "not JSON"),
        ('{"schema": "forensics.findings/2"}', "schema"),
        ("{}", "schema"),
        ('{"level": "regulator"}', "does not hold the tables"),
        ('{"level": "public"}', "schema"),
    ],
)
def test_documents_that_are_none_of_ours(text: str, says: str, small: dict[str, bytes], tmp_path: Path) -> None:
    """Told apart, and told."""
    files = {**small, FINDINGS: text.encode()}
    files[CHECKSUMS] = checksums({name: files[name] for name in (FINDINGS, *TABLES)})
    with pytest.raises(SourceError, match=says):
        reopen(save(tmp_path / "report", files))


def test_tables_that_do_not_belong(small: dict[str, bytes], tmp_path: Path) -> None:
    """Other columns, other types, no Parquet, rows of another case, rows left out."""
    found = reopen(save(tmp_path / "whole", small))
    requests, downloads = found.requests, found.downloads
    wrong = {
        "line": ("requests.parquet", requests_parquet(requests.drop("line"))),
        "does not fit": ("downloads.parquet", requests_parquet(requests)),
        "Parquet": ("downloads.parquet", b"PAR1 and no more"),
        "source 's9'": ("requests.parquet", requests_parquet(requests.with_columns(source=_text("s9")))),
        "file 'other'": ("downloads.parquet", downloads_parquet(downloads.with_columns(file=_text("other")))),
        "does not hold": ("requests.parquet", requests_parquet(requests.head(1))),
        "the tables make it 1": ("downloads.parquet", downloads_parquet(downloads.head(1))),
    }
    for says, (name, data) in wrong.items():
        files = {**small, name: data}
        files[CHECKSUMS] = checksums({each: files[each] for each in (FINDINGS, *TABLES)})
        with pytest.raises(SourceError, match=says):
            reopen(save(tmp_path / "report", files))


def _text(value: str) -> pl.Expr:
    return pl.lit(value, pl.String)
