"""A report made from a saved one: in another language, as PDF too, or for a lower disclosure level.

No log is read. The new folder begins a custody log of its own, which names what it was made from by its hash; the
log of the report that it was made from says so too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from forensics.custody import log as custody
from forensics.custody.bundle.bag import PAYLOAD, is_bag
from forensics.custody.place import refuse_other
from forensics.errors import OutputError
from forensics.language.catalogue import Language
from forensics.model import Findings
from forensics.output.folder import claimed
from forensics.output.private import replace_file
from forensics.report.disclosure import LEVELS, K, disclose
from forensics.report.disclosure.refusal import refuse_more, refuse_text
from forensics.report.disclosure.spellings import proven
from forensics.report.disclosure.tokens import key_beside, key_of
from forensics.report.files import CUSTODY, FINDINGS
from forensics.report.folder import write_reports
from forensics.report.place import refuse_foreign, taken
from forensics.report.saved.reopen import reopen

__all__ = ["Derived", "Wanted", "append", "derive", "folder_for"]

_INVESTIGATOR, _REGULATOR, _PUBLIC = LEVELS
#: What names add to that of the case: a level, a language, a bundle.
_MADE = re.compile(rf"(?:-(?:{'|'.join(LEVELS)})(?:-[a-z]{{2}})?)?(?:-bundle)?$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new report is to be: see `disclose` for `with_addresses` and `k`; `key` is the file of the linking ids,
    made where there is none."""

    level: str
    language: Language
    pdf: bool = False
    key: Path | None = None
    with_addresses: str | None = None
    k: int = K


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


def derive(report: Path, output: Path, wanted: Wanted) -> Derived:
    """Writes into `output` what is wanted, made from the report in `report`, a report folder or a bundle.

    Raises SourceError or OutputError, and nothing is written then: where the report cannot be read or is of a lower
    level, where an address stands in a text that is to be shown, where the key or the place does not do.
    """
    source = report / PAYLOAD if is_bag(report) else report
    level = wanted.level
    _refuse_purged(source)
    findings = reopen(source)
    refuse_more(findings.level, level)
    _refuse_place(output, report, source, level, findings.case.id)
    secret = None
    if level == _REGULATOR and findings.level == _INVESTIGATOR:
        secret = key_of(wanted.key or key_beside(_plain(report)), never_in=[report, output])
    shown = disclose(findings, level, key=secret, k=wanted.k, with_addresses=wanted.with_addresses)
    if level != _INVESTIGATOR:
        refuse_text("-o", output.resolve().name, proven(findings), level=level)
    act = _act(findings, shown, source, wanted)
    same = output.resolve() == source.resolve()
    with taken(output):
        log = custody.extend(custody.kept(output), [act])
        page = write_reports(shown, output, language=wanted.language, custody=log, pdf=wanted.pdf)
    if same or source != report:
        return Derived(shown, page)
    mine = replace(act, actor=findings.case.investigator or custody.operator())
    return Derived(shown, page, append(source, [mine]))


def _act(findings: Findings, shown: Findings, source: Path, wanted: Wanted) -> custody.Act:
    """The entry that both logs get; who did it is named in the new one as far as its level names the investigator."""
    return custody.disclosed(
        findings.case.id,
        source,
        level=wanted.level,
        language=wanted.language.code,
        actor=shown.case.investigator,
        reason=wanted.with_addresses,
        k=wanted.k if wanted.level == _PUBLIC else None,
    )


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
