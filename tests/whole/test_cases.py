"""Every edge case of counting.md, and more: a few log lines, the expected counts, one sentence why.

The cases are the files of `cases/`, described in `cases/README.md`; adding one needs no code.
"""

from __future__ import annotations

import json
import operator
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import FileFindings, Findings, Tally

_CASES = Path(__file__).parents[1] / "cases"

#: The formats that a case may name by a letter, as cases/README.md says.
_NGINX = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'
)
_FORMATS = {
    "A": '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
    "D": '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
    "N": _NGINX,
    "N+": f"{_NGINX} rc=$request_completion rg=$http_range cr=$sent_http_content_range",
}

_HEAD = '[case]\nid = "edge-case"\nzone = "Europe/Amsterdam"\n'
_USUAL = {
    "files": '[[files]]\nname = "leak.xlsx"\npaths = ["/docs/leak.xlsx"]\nsize = 2000000\n',
    "windows": (
        '[[windows]]\nlabel = "exposure"\nstart = 2026-06-08T10:00:00+02:00\nend = 2026-06-11T16:00:00+02:00\n'
    ),
    "parties": "",
    "counting": "",
}
_JUNE = [datetime.fromisoformat(f"2026-0{month}-01T00:00:00+02:00") for month in (6, 7)]

_STAMP = re.compile(r"\[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]")


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)


def _filled(lines: list[str], filler: dict[str, Any]) -> list[str]:
    """The lines, in their place among those of a site that answers at even intervals but for one silence."""
    quiet_from, quiet_to = filler["silent"]
    moment: datetime = filler["start"]
    stamped = [(datetime.strptime(_STAMP.findall(line)[0], "%d/%b/%Y:%H:%M:%S %z"), line) for line in lines]
    while moment < filler["until"]:
        if not quiet_from <= moment < quiet_to:
            stamped.append((moment, f'192.0.2.4 - - [{moment:%d/%b/%Y:%H:%M:%S %z}] "GET / HTTP/1.1" 200 512 "-" "-"'))
        moment += timedelta(seconds=filler["every_seconds"])
    return [line for _, line in sorted(stamped, key=lambda pair: pair[0])]


def _log(entry: dict[str, Any], folder: Path) -> str:
    """Writes one log; returns its [[logs]] entry, or nothing where it belongs to that of the log before."""
    entry = {"name": "access.log", "covers": _JUNE, **entry}
    name, lines = entry.pop("name"), entry.pop("lines").splitlines()
    if filler := entry.pop("filler", None):
        lines = _filled(lines, filler)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    if entry.pop("same_entry", False):
        return ""
    entry = {"path": name, **entry, "format": _FORMATS.get(entry["format"], entry["format"])}
    return "\n".join(["[[logs]]", *(f"{key} = {_toml(value)}" for key, value in entry.items()), ""])


def _investigated(story: dict[str, Any], folder: Path) -> Findings:
    """The findings of a case: its logs and its case file are written into the folder first."""
    logs = [_log(entry, folder) for entry in story["logs"]]
    sections = [story.get(name, usual) for name, usual in _USUAL.items()]
    path = folder / "case.toml"
    path.write_text("\n".join([_HEAD, *sections, *logs]), encoding="utf-8", newline="")
    return investigate(load_case(path))


def _numbers(tally: Tally) -> dict[str, Any]:
    least = tally.downloads.at_least
    return {
        "at_least": "none" if least is None else least,
        "headline": tally.downloads.headline,
        "at_most": tally.downloads.at_most,
        "open_ended": tally.downloads.open_ended,
        "addresses": tally.addresses.headline,
        "addresses_by_64": tally.addresses.by_64,
        "partial": tally.partial,
        "own": tally.own,
        "robots": tally.robots,
    }


def _of_rows(requests: pl.DataFrame) -> dict[str, Any]:
    return {
        "verdicts": requests["verdict"].to_list(),
        "grades": requests["grade"].fill_null("-").to_list(),
        "rules": requests["rule"].str.extract(r"([^ ]+)$").to_list(),
        "clients": requests["client"].to_list(),
        "flags": requests["flags"].to_list(),
    }


def _of_downloads(downloads: pl.DataFrame) -> dict[str, Any]:
    return {
        "kinds": downloads["kind"].to_list(),
        "proofs": downloads["proof"].fill_null("-").to_list(),
        "bytes": downloads["bytes"].to_list(),
        "download_flags": downloads["flags"].to_list(),
    }


def _of_file(file: FileFindings) -> dict[str, Any]:
    gone = file.total.observed["first_gone"]
    return {
        **_numbers(file.total),
        "outside_headline": file.outside.downloads.headline,
        "size": file.size,
        "size_source": file.size_source,
        "versions": [version.downloads for version in file.versions],
        "windows": [{"label": window.label, **_numbers(window)} for window in file.windows],
        "first_gone": gone and gone.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }


def _seen(findings: Findings) -> dict[str, Any]:
    """All that a case may expect, by the name that it has there."""
    codes = sorted({limit.code for limit in findings.limitations})
    return {
        **_of_rows(findings.requests),
        **_of_downloads(findings.downloads),
        **_of_file(findings.files[0]),
        "complete": findings.complete,
        "limitations": codes,
        "no_limitations": codes,
    }


def _each_holds(seen: list[list[str]], wanted: list[list[str]]) -> bool:
    return len(seen) == len(wanted) and all(map(_holds, seen, wanted))


def _holds(seen: list[str], wanted: list[str]) -> bool:
    return set(wanted) <= set(seen)


def _lacks(seen: list[str], wanted: list[str]) -> bool:
    return not set(wanted) & set(seen)


def _each_agrees(seen: list[dict[str, object]], wanted: list[dict[str, object]]) -> bool:
    """Windows, in the keys that are given."""
    return len(seen) == len(wanted) and all(w.items() <= s.items() for s, w in zip(seen, wanted, strict=True))


#: How what was seen is held against what was expected, where it need not be equal to it.
_COMPARED: dict[str, Callable[..., bool]] = {
    "flags": _each_holds,
    "download_flags": _each_holds,
    "limitations": _holds,
    "no_limitations": _lacks,
    "windows": _each_agrees,
}


@pytest.mark.parametrize("path", sorted(_CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The lines of a case give the verdicts and the numbers that it expects."""
    story = tomllib.loads(path.read_text(encoding="utf-8"))
    seen = _seen(_investigated(story, tmp_path))
    wrong = [
        f"  {name}: {seen[name]!r}, expected {value!r}"
        for name, value in story["expect"].items()
        if not _COMPARED.get(name, operator.eq)(seen[name], value)
    ]
    assert not wrong, "\n".join([story["why"], *wrong, f"  (verdicts {seen['verdicts']}, rules {seen['rules']})"])


def test_every_edge_case_of_the_specification_is_here() -> None:
    """Each of the 70 rows of the specification has a case, or a reason in cases/README.md."""
    rows = {tomllib.loads(path.read_text(encoding="utf-8")).get("row") for path in _CASES.glob("*.toml")}
    left_out = re.findall(r"^\| (\d+) \|", (_CASES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert (rows - {None}) | set(map(int, left_out)) == set(range(1, 71))
