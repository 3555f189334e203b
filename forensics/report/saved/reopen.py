"""The findings of a saved report, as they were: for the same report in another language or at another level.

A report folder may have passed through other hands. Its findings and tables are taken only if they are as their
checksums say (which also keeps damage from the reader of Parquet, where it could end the program), have the types
of the model and belong together; nothing outside the folder is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from forensics.errors import SourceError
from forensics.language.untrusted import for_terminal
from forensics.model import Findings
from forensics.model.schema import DOWNLOAD, LABELLED, MATCH_KINDS, VERDICTS, check, empty
from forensics.report.files import CHECKSUMS, FINDINGS
from forensics.report.saved import received
from forensics.report.saved.agreement import disagreements
from forensics.report.saved.document import UnfitError, restored
from forensics.report.saved.unpacking import unpacked

__all__ = ["reopen"]

#: Bytes of a file beyond which a report is not read into memory.
_LARGEST = 4 * 1024**3
_HINT = "`forensics investigate CASE.toml` writes the report anew"
_GRADES = ("G0", "G1", "G2", "G3", None)
_KINDS = ("complete", "assembled", "partial", "indeterminate", "not_modified")


def reopen(folder: Path) -> Findings:
    """The findings in a report folder, whole.

    The tables lie only in reports for investigators, and a report for the public needs none. Raises SourceError,
    with the file and the key, if one is missing, damaged, or not what this version of the tool writes.
    """
    content = _content(folder / FINDINGS)
    document = _document(folder / FINDINGS, content)
    level = document.get("level")
    if level == "regulator":
        hint = "give the folder of the report for investigators"
        raise SourceError("a report for a regulator does not hold the tables", where=str(folder), hint=hint)
    tables = (empty(LABELLED), empty(DOWNLOAD)) if level == "public" else _tables(folder, content)
    try:
        findings = restored(document, *tables)
        if level != "public":
            _belong(findings)
    except (UnfitError, RecursionError) as error:
        _refuse(folder / FINDINGS, f"these are not findings of this version of forensics: {error}")
    return findings


def _refuse(path: Path, what: str) -> NoReturn:
    raise SourceError(for_terminal(what), where=str(path), hint=_HINT) from None


def _content(path: Path) -> bytes:
    """A file of the folder itself: no link, which would lead out of it, and no pipe."""
    try:
        return received.read(path.parent, path.name, _LARGEST)
    except OSError as error:
        _refuse(path, f"this is not a file, or a link to one: {error.strerror}")


def _document(path: Path, content: bytes) -> Mapping[str, Any]:
    try:
        found = received.findings_of(content)
    except OSError as error:
        _refuse(path, f"this {error.strerror}")
    except (ValueError, RecursionError) as error:
        _refuse(path, f"this is not JSON: {error}")
    if not isinstance(found, dict):
        _refuse(path, "these are no findings: not a JSON object")
    return found


def _tables(folder: Path, findings: bytes) -> tuple[pl.DataFrame, pl.DataFrame]:
    stated = _stated(folder / CHECKSUMS)
    _compare(folder / FINDINGS, findings, stated)
    return (
        _table(folder / "requests.parquet", stated, LABELLED),
        _table(folder / "downloads.parquet", stated, DOWNLOAD),
    )


def _stated(path: Path) -> dict[str, str]:
    """The checksums by name."""
    try:
        lines = _content(path).decode("ascii").splitlines()
        return {name: digest for digest, name in (line.split("  ") for line in lines)}
    except ValueError:
        _refuse(path, "these are not the checksums of a report")


def _compare(path: Path, content: bytes, stated: Mapping[str, str]) -> None:
    if stated.get(path.name) != hashlib.sha256(content).hexdigest():
        _refuse(path, f"this was changed or damaged since it was written: {CHECKSUMS} has another SHA-256")


def _table(path: Path, stated: Mapping[str, str], schema: Mapping[str, Any]) -> pl.DataFrame:
    content = _content(path)
    _compare(path, content, stated)
    try:
        return check(unpacked(content), schema)
    except AssertionError as error:
        _refuse(path, str(error))
    except ValueError as error:
        _refuse(path, f"this is no Parquet of a report: {error}")


def _belong(findings: Findings) -> None:
    """Raises UnfitError unless the tables are those of these findings."""
    names, sources = [file.name for file in findings.files], [source.id for source in findings.sources]
    requests, downloads = findings.requests, findings.downloads
    for table, column, known in (
        (requests, "file", names),
        (requests, "source", sources),
        (requests, "verdict", VERDICTS),
        (requests, "match", MATCH_KINDS),
        (requests, "grade", _GRADES),
        (downloads, "file", names),
        (downloads, "kind", _KINDS),
        (downloads, "grade", _GRADES),
    ):
        strange = [value for value in table[column].unique(maintain_order=True) if value not in known]
        if strange:
            raise UnfitError("", f"the tables hold the {column} {strange[0]!r}, which they do not name")
    rows = downloads["rows"].explode(empty_as_null=False, keep_nulls=False)
    if not rows.is_in(requests["row"].implode()).all():
        raise UnfitError("", "a download is made of requests that the table of requests does not hold")
    if told := next(disagreements(findings), None):
        raise UnfitError(*told)
