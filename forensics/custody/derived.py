"""A report made from a saved one: in another language, as PDF too, or for a lower disclosure level.

No log is read. The new folder begins a custody log of its own, which names what it was made from by its hash; the
log of the report that it was made from says so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from forensics.custody import log as custody
from forensics.custody.bundle.bag import PAYLOAD, is_bag, sha256_of
from forensics.custody.place import refuse_other
from forensics.custody.previous import findings_in, left_out_after, texts_of
from forensics.errors import OutputError
from forensics.language.catalogue import Language
from forensics.model import Findings
from forensics.output.folder import claimed, left_in_place
from forensics.output.private import replace_file
from forensics.report.disclosure import LEVELS, K, disclose
from forensics.report.disclosure.difference import bars, without
from forensics.report.disclosure.refusal import masked_places, refuse_folder, refuse_more
from forensics.report.disclosure.tokens import key_beside, key_of, keyed_hash
from forensics.report.files import CUSTODY, FINDINGS
from forensics.report.folder import write_reports
from forensics.report.place import refuse_foreign, taken
from forensics.report.saved.reopen import reopen

__all__ = ["Derived", "Wanted", "append", "derive", "folder_for", "key_file"]

_INVESTIGATOR, _REGULATOR, _PUBLIC = LEVELS
#: What names add to that of the case: a level, a language, a bundle.
_MADE = re.compile(rf"(?:-(?:{'|'.join(LEVELS)})(?:-[a-z]{{2}})?)?(?:-bundle)?$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new report is to be: see `disclose` for `with_addresses`, `k` and `allowed`; `key` is the file of the
    linking ids, made where there is none; `previous` an earlier report for the public, whose difference from this one
    must not isolate anybody."""

    level: str
    language: Language
    pdf: bool = False
    key: Path | None = None
    with_addresses: str | None = None
    k: int = K
    allowed: Mapping[str, str] = field(default_factory=dict)
    previous: Path | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A report that was made: its findings, its page, and what could not be done beside it."""

    findings: Findings
    page: Path
    notes: tuple[str, ...] = ()


def folder_for(report: Path, level: str, language: Language) -> Path:
    """Where a report of that level and language goes unless another place is given: beside the other."""
    folder = _plain(report)
    tongue = "" if language.code == "en" else f"-{language.code}"
    return folder.with_name(f"{folder.name}-{level}{tongue}")


def _plain(report: Path) -> Path:
    """The folder of the case's first report, by its name: so that a report, its translation and its bundle share a
    key."""
    folder = report.resolve()
    return folder.with_name(_MADE.sub("", folder.name) or folder.name)


def key_file(report: Path) -> Path:
    """Where the key of the case lies unless another place is given: one for its report, translations and bundles."""
    return key_beside(_plain(report))


def derive(report: Path, output: Path, wanted: Wanted) -> Derived:
    """Writes into `output` what is wanted, made from the report in `report`, a report folder or a bundle.

    Raises SourceError or OutputError, and nothing is written then: where the report cannot be read or is of a lower
    level, where an address stands in a text that is to be shown, where the key or the place does not do.
    """
    source = report / PAYLOAD if is_bag(report) else report
    level = wanted.level
    _refuse_purged(source)
    with left_in_place(source):
        findings = reopen(source)
        refuse_more(findings.level, level)
        _refuse_place(output, report, source, level, findings.case.id)
        refuse_folder(output.resolve().name, level=level, allowed=wanted.allowed)
        secret = None
        if level == _REGULATOR and findings.level == _INVESTIGATOR:
            secret = key_of(wanted.key or key_file(report), never_in=[report, output])
        shown, left_out = _shown(findings, wanted, secret)
        told = (*_of_masks(findings, shown), *_of_difference(output, wanted, left_out))
        act = _act(findings, shown, source, wanted, left_out)
    same = output.resolve() == source.resolve()
    keyed = None if secret is None else partial(keyed_hash, secret, findings.case.id)
    lower = act if findings.level == level else custody.without_hashes(act, keyed)
    with taken(output):
        log = custody.extend(custody.kept(output), [lower])
        page = write_reports(shown, output, language=wanted.language, custody=log, pdf=wanted.pdf)
    if same or source != report:
        return Derived(shown, page, told)
    mine = replace(act, actor=findings.case.investigator or custody.operator())
    return Derived(shown, page, (*told, *append(source, [mine])))


def _shown(findings: Findings, wanted: Wanted, key: bytes | None) -> tuple[Findings, tuple[str, ...]]:
    """The findings as wanted, and the tables that were left out of them after a comparison with an earlier report."""
    shown = disclose(
        findings,
        wanted.level,
        key=key,
        k=wanted.k,
        with_addresses=wanted.with_addresses,
        allowed=texts_of(wanted.allowed),
    )
    if wanted.previous is None:
        return shown, ()
    few = bars(findings, wanted.k)
    left_out = left_out_after(wanted.previous, shown, wanted.k, few=few, allowed=wanted.allowed)
    return without(shown, left_out), left_out


def _of_difference(output: Path, wanted: Wanted, left_out: tuple[str, ...]) -> Iterator[str]:
    """What the comparison with an earlier report took out; or that there was one here, and none took place."""
    for table in left_out:
        yield f"{table} is left out: beside {wanted.previous} it shows fewer than {wanted.k} visitors"
    if wanted.previous is None and wanted.level == _PUBLIC and (output / FINDINGS).is_file():
        yield f"not compared with the report that stood in {output}; if that was published, compare with --previous"


def _of_masks(findings: Findings, shown: Findings) -> Iterator[str]:
    """Where words were left out, and how to show them all the same."""
    if findings.level == shown.level:
        return
    for place in masked_places(findings, shown):
        yield (
            f"{place}: a word in it is an address or a user name in the logs and is left out;"
            f" if it is no visitor's: --allow '{place}=REASON'"
        )


def _act(findings: Findings, shown: Findings, source: Path, wanted: Wanted, left_out: tuple[str, ...]) -> custody.Act:
    """The entry that both logs get; who did it is named in the new one as far as its level names the investigator."""
    return custody.disclosed(
        findings.case.id,
        source,
        level=wanted.level,
        language=wanted.language.code,
        actor=shown.case.investigator,
        decided=_decided(findings, source, wanted, left_out),
    )


def _decided(findings: Findings, source: Path, wanted: Wanted, left_out: tuple[str, ...]) -> dict[str, Any]:
    """How the level came about, so that it can be made again; of a copy in another language, how its source did."""
    before = custody.last(custody.kept(source), "disclose") if findings.level == wanted.level != _INVESTIGATOR else None
    made = before["details"] if before and isinstance(before["details"], dict) else {}
    decided = {
        "reason": wanted.with_addresses,
        "k": wanted.k if wanted.level == _PUBLIC else None,
        **{name: made[name] for name in ("reason", "k", "allowed", "left_out") if name in made},
    }
    if wanted.allowed:
        decided["allowed"] = dict(wanted.allowed)
    if wanted.previous is not None:
        decided["previous"] = sha256_of(findings_in(wanted.previous))
    if left_out:
        decided["left_out"] = [*decided.get("left_out", ()), *left_out]
    return decided


def append(folder: Path, acts: list[custody.Act]) -> tuple[str, ...]:
    """Adds to the custody log of a folder; what to tell where that is not possible, for the act itself was done."""
    try:
        with claimed(folder):
            replace_file(folder / CUSTODY, custody.extend(custody.kept(folder), acts))
    except OSError as error:
        return (f"not entered in the custody log of {folder}: {error.strerror or error}",)
    except OutputError as error:
        return (f"not entered in the custody log of {folder}: {error}",)
    return ()


def _refuse_purged(folder: Path) -> None:
    if (folder / FINDINGS).exists():
        return
    done = custody.last(custody.kept(folder), "purge")
    if done is not None:
        raise OutputError(
            f"this report was purged at {done['time']}: its findings are gone",
            where=str(folder),
            hint="`forensics investigate CASE.toml` makes them anew, if the logs may still be read",
        )


def _refuse_place(output: Path, report: Path, source: Path, level: str, case: str) -> None:
    """A folder that is no report, or one that would be lost: of another case, or for other readers."""
    there, mine = output.resolve(), {report.resolve(), source.resolve()}
    if level != _INVESTIGATOR and (there in mine or mine.intersection(there.parents)):
        raise OutputError(
            f"a report of level {level} cannot lie in the one that it is made from",
            where=str(output),
            hint="give another folder with -o",
        )
    if there not in mine:
        refuse_other(output, case, level)
    else:
        refuse_foreign(output)
