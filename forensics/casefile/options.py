"""A case made from the options of one command, without a file; what is wrong with it names the option."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forensics.casefile.check import check_case
from forensics.casefile.offsets import offsets_seen
from forensics.casefile.tables import CASE_FILE
from forensics.casefile.values import on_disk, service_name
from forensics.errors import CaseError, Problem
from forensics.model import ALWAYS, Case, PrefixFile
from forensics.model.zones import parse_time
from forensics.tomlfile.faults import Faults, Place, fitting_tables, shown
from forensics.tomlfile.zone import zone_named

__all__ = ["quick_case", "refuse_zone", "with_ranges"]

#: What a key of a quick case is called on the command line.
_OPTIONS = {
    "case.zone": "--zone",
    "files.name": "NAME",
    "files.size": "--size",
    "windows.start": "--from",
    "windows.end": "--to",
    "logs": "LOG",
    "logs.path": "LOG",
    "logs.format": "--format",
    "logs.size_field": "--size-field",
    "parties.trusted_proxies": "--trusted-proxy",
}


def quick_case(  # noqa: PLR0913 - one for each option of the command
    *,
    name: str,
    logs: Sequence[str],
    start: str | None = None,
    end: str | None = None,
    size: int | None = None,
    format: str = "auto",  # noqa: A002 - its name in the case file
    zone: str | None = None,
    size_field: str | None = None,
    trusted_proxies: Sequence[str] = (),
) -> Case:
    """The case of `forensics count`: one file, one window, paths relative to the working folder.

    `start` and `end` are written as in a case file, in `zone` where they have no offset: without a zone
    they must have one. Left out they are those of ALWAYS. `zone`, `format` and `size_field` hold for
    every log. Raises CaseError with every problem; its keys are the options ("--from").
    """
    log = {"format": format, "size_field": size_field}
    content: dict[str, Any] = {
        "case": {"id": "count", "zone": zone or "UTC"},
        "files": [_given({"name": name, "size": size})],
        "windows": [{"label": "window", "start": _time(start, ALWAYS[0]), "end": _time(end, ALWAYS[1])}],
        "logs": [_given({"path": path, **log}) for path in logs],
        **({"parties": {"trusted_proxies": list(trusted_proxies)}} if trusted_proxies else {}),
    }
    canonical = json.dumps(content, sort_keys=True, default=str).encode()
    faults = Faults(CASE_FILE, content)
    digest = f"sha256:{hashlib.sha256(canonical).hexdigest()}"
    case = check_case(fitting_tables(CASE_FILE, faults), faults, folder=Path(), digest=digest)
    if problems := faults.problems():
        raise CaseError("", tuple(dict.fromkeys(map(_as_option, problems))))
    if zone is None and case.local_times:
        _insist_on_offsets({"windows[0].start": start, "windows[0].end": end}, case)
    return replace(case, zone_stated=zone is not None)


def with_ranges(case: Case, texts: Sequence[str]) -> Case:
    """The case with the prefix lists that its command names too, each as NAME=FILE; paths are relative to the
    working folder. Raises CaseError with every problem."""
    faults = Faults(CASE_FILE, {})
    found = []
    for text in texts:
        name, _, path = text.partition("=")
        place: Place = ("parties", "ranges", name)
        if not path:
            faults.add(place, f"{shown(text)} is not NAME=FILE")
            continue
        found.append(PrefixFile(service_name(name, place, faults), on_disk(path, place, Path(), faults)))
    if problems := faults.problems():
        reasons = (problem.reason.removesuffix(", seen from the folder of the case file") for problem in problems)
        example = "--ranges googlebot=ranges/googlebot.json"
        raise CaseError("", [Problem("--ranges", reason, example) for reason in reasons])
    return replace(case, parties=replace(case.parties, ranges=(*case.parties.ranges, *found)))


def _given(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


def _time(text: str | None, usual: datetime) -> object:
    """The time or the date written; any other text as it is, to be refused with the rest."""
    if text is None:
        return usual
    try:
        return parse_time(text) or date.fromisoformat(text)
    except ValueError:
        return text


def _insist_on_offsets(written: Mapping[str, str | None], case: Case) -> None:
    """Raises CaseError for times without an offset where no zone says whose clock showed them: read as UTC they
    would move the window by hours without a word."""
    seen = offsets_seen(case.logs, case.folder)
    logged = f"the logs write {', '.join(seen)}" if seen else "the logs write none"
    reason = f"has no offset from UTC, and no --zone says in which zone it is; {logged}"
    example = f"{{time}}{seen[0] if seen else '+02:00'}, or --zone Europe/Amsterdam"
    local = {key: text for key in case.local_times if (text := written[key]) is not None}
    raise CaseError(
        "",
        [
            Problem(
                _OPTIONS[_plain(key)], f"{shown(text)} {reason}", f"{_OPTIONS[_plain(key)]} {example.format(time=text)}"
            )
            for key, text in local.items()
        ],
    )


def _as_option(problem: Problem) -> Problem:
    """A problem of a key as one of the option that set it; what is wrong in a format file stays as it is."""
    option = _OPTIONS[_plain(problem.key)]
    if problem.within:
        return replace(problem, key=option)
    value = problem.example.partition(" = ")[2] or '"access.log"'
    reason = problem.reason.removesuffix(", without quotes").removesuffix(", with path")
    return Problem(option, reason, f"{option} {value}")


def _plain(key: str) -> str:
    """A key without the numbers of its tables."""
    return re.sub(r"\[\d+\]", "", key)


def refuse_zone(zone: str) -> None:
    """Raises CaseError for a zone that is none, given on the command line."""
    faults = Faults(CASE_FILE, {})
    zone_named(zone, ("case", "zone"), faults)
    if problems := faults.problems():
        raise CaseError("", tuple(map(_as_option, problems)))
