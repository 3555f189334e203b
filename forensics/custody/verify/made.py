"""What people open of a report, made again from its findings and tables: a page, a PDF, pictures, a workbook, a
database. Each must be what the findings make, to the byte: what is hidden or put over it is then seen as well.

The pictures, the workbook and the PDF go by the versions of libraries. The custody log says with which they were made;
where these are others here, a difference says nothing.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from forensics.custody import log as custody
from forensics.custody.bundle.bag import files_below
from forensics.custody.bundle.level import INVESTIGATOR, level_of
from forensics.custody.verify.check import Check, compared, good, unchecked
from forensics.custody.verify.page import PAGE, is_ours, misquoted, spoken
from forensics.custody.verify.rows import rows_of
from forensics.custody.verify.workbook import opened_book
from forensics.errors import ForensicsError
from forensics.language.catalogue import Language, language
from forensics.model import Findings
from forensics.model.schema import DOWNLOAD, LABELLED, empty
from forensics.output.scratch import scratch
from forensics.report.database.comparison import definitions_unlike, unlike
from forensics.report.database.writer import evidence_sqlite
from forensics.report.files import DATABASE, WORKBOOK
from forensics.report.page import html
from forensics.report.plots.canvas import Plot
from forensics.report.plots.studio import here
from forensics.report.saved import received
from forensics.report.saved.document import UnfitError, restored
from forensics.report.saved.reopen import reopen
from forensics.version import __version__

__all__ = ["check_made"]

_PDF = "report.pdf"
_PLOTS = "plots"
_BLOCK = 1024 * 1024


class _UnmadeError(Exception):
    """Why the report cannot be made again."""


@dataclass(frozen=True, slots=True)
class _Report:
    """What lies there, and what it is made again from."""

    root: Path
    page: bytes
    findings: Findings
    language: Language
    made_with: Mapping[str, Any]  # libraries with their versions, by the custody log


def check_made(root: Path, findings: Mapping[str, Any], log: bytes | None) -> Iterator[Check]:
    """The page, and what else of this the folder holds or should hold."""
    others = [name for name in ("plots", "pdf", "workbook", "database") if _belongs(root, name)]
    try:
        page = received.read(root, PAGE)
    except OSError as error:
        yield Check("page", "differs", (f"{PAGE} cannot be read: {error.strerror}",))
        yield from (unchecked(name, f"without {PAGE} it is not known how it was made") for name in others)
        return
    code = spoken(page)
    if code is None:
        yield _foreign(page)
        reason = f"{PAGE} is not one of forensics {__version__}, which may make this otherwise"
        yield from (unchecked(name, reason) for name in others)
        return
    try:
        report = _Report(root, page, _findings(root, findings), language(code), _told(log or b"", level_of(findings)))
    except (_UnmadeError, ForensicsError, UnfitError, OSError, ValueError, RecursionError) as error:
        yield _quoted(page, findings, code, str(error))
        yield from (unchecked(name, f"cannot be made again: {error}") for name in others)
        return
    yield from _checks(report, others)


def _foreign(page: bytes) -> Check:
    if not is_ours(page):
        return Check("page", "differs", (f"{PAGE} is no page of a report",))
    return unchecked("page", f"{PAGE} is not one of forensics {__version__}, which may word it otherwise")


def _checks(report: _Report, others: Sequence[str]) -> Iterator[Check]:
    pictures = here(report.findings, report.language.code)()
    page = html.prepared(report.findings, report.language)(_as_there(report.root, pictures)).encode()
    checks = _page(report, page), _plots(report, pictures)
    yield checks[0]
    whole = all(check.state == "as sealed" for check in checks)
    made: dict[str, Callable[[], Check]] = {
        "plots": lambda: checks[1],
        "pdf": partial(_pdf, report, page if whole else None),
        "workbook": partial(_workbook, report),
        "database": partial(_database, report),
    }
    yield from (made[name]() for name in others)


def _quoted(page: bytes, findings: Mapping[str, Any], code: str, reason: str) -> Check:
    """What can be said of a page whose findings lack their tables: whether it gives their answer."""
    try:
        wrong = misquoted(page, restored(findings, empty(LABELLED), empty(DOWNLOAD)), code)
    except (UnfitError, RecursionError) as error:
        return unchecked("page", f"findings.json is not one of forensics {__version__}: {error}")
    if wrong:
        return Check("page", "differs", wrong)
    return unchecked("page", f"it gives the answer of findings.json; the rest cannot be made again: {reason}")


def _belongs(root: Path, name: str) -> bool:
    """Every report holds it, but for a PDF; earlier versions had neither workbook nor database."""
    file = {"plots": _PLOTS, "pdf": _PDF, "workbook": WORKBOOK, "database": DATABASE}[name]
    return name != "pdf" or received.is_there(root, file)


def _findings(root: Path, findings: Mapping[str, Any]) -> Findings:
    """The findings with their tables. Raises one of several errors where they cannot be had."""
    if level_of(findings) != "regulator":
        return reopen(root)
    requests, downloads = rows_of(root, "requests.csv", LABELLED), rows_of(root, "downloads.csv", DOWNLOAD)
    if requests is None or downloads is None:
        raise _UnmadeError("a table of this level holds texts that were made harmless, which cannot be undone")
    return restored(findings, requests, downloads)


def _told(log: bytes, level: str) -> Mapping[str, Any]:
    """What the report was made with: by the entry of its making, which is not that of one made from it."""
    written = custody.last(log, "write report") if level == INVESTIGATOR else None
    details = written["details"] if written else custody.newest(log, "disclose", "level").get(level)
    told = details.get("made_with") if isinstance(details, dict) else None
    return told if isinstance(told, dict) else {}


def _as_there(root: Path, pictures: Sequence[Plot]) -> list[Plot]:
    """The pictures as they lie in the folder, which are checked on their own: so that what differs in one of them does
    not hide whether the rest of the page is right."""
    return [replace(picture, svg=_svg(root, picture)) for picture in pictures]


def _svg(root: Path, picture: Plot) -> str:
    try:
        return received.read(root, f"{_PLOTS}/{picture.name}.svg").decode()
    except (OSError, ValueError):
        return picture.svg


def _judged(name: str, library: str, report: _Report, differences: Sequence[str], otherwise: str) -> Check:
    """What differs, unless it may do so because it was made by another version of that library."""
    told, mine = report.made_with.get(library), custody.made_with().get(library)
    if differences and told != mine:
        there = f"{library} {told}" if told else f"a version of {library} that the custody log does not tell"
        return unchecked(name, f"it differs ({differences[0]}), but was made with {there}; here it is {mine}")
    return compared(name, differences, otherwise)


def _page(report: _Report, made: bytes) -> Check:
    if report.page == made:
        return good("page", f"{PAGE} is what the findings make, to the byte")
    wrong = misquoted(report.page, report.findings, report.language.code)
    return Check("page", "differs", wrong or (f"{PAGE} is not what the findings make: {_where(report.page, made)}",))


def _where(page: bytes, made: bytes) -> str:
    """The first line that differs."""
    pairs = enumerate(zip_longest(page.split(b"\n"), made.split(b"\n")), 1)
    number, one, other = next((number, one, other) for number, (one, other) in pairs if one != other)
    return f"line {number} is {_short(one)}, and should be {_short(other)}"


def _short(line: bytes | None) -> str:
    if line is None:
        return "not there"
    text = line.decode("utf-8", "backslashreplace").strip()
    return f"“{text[:60]}{'...' if len(text) > 60 else ''}”"


def _plots(report: _Report, pictures: Sequence[Plot]) -> Check:
    expected = {f"{_PLOTS}/{picture.name}.svg": picture.svg.encode() for picture in pictures}
    expected |= {f"{_PLOTS}/{picture.name}.png": picture.png for picture in pictures}
    there = {f"{_PLOTS}/{name}" for name in files_below(report.root / _PLOTS)}
    wrong = [f"{name}: not a picture that the findings make" for name in sorted(there - expected.keys())]
    if wrong or (missing := sorted(expected.keys() - there)):
        return Check("plots", "differs", tuple(wrong or (f"{name}: missing" for name in missing)))
    differs = [name for name, content in expected.items() if not received.is_same(report.root, name, content)]
    said = [f"{name}: not as the findings are drawn" for name in differs]
    return _judged("plots", "matplotlib", report, said, f"{len(expected)} pictures are drawn as they lie there")


def _pdf(report: _Report, page: bytes | None) -> Check:
    """Made of the page, if that is what the findings make: nothing that came with the folder is typeset."""
    if page is None:
        return unchecked("pdf", f"not made again: {PAGE} or its pictures are not what the findings make here")
    from forensics.report.pdf import typeset  # noqa: PLC0415 # an extra: only who has a PDF needs it

    try:
        made = typeset.render(page.decode())
    except ForensicsError as error:
        return unchecked("pdf", f"cannot be made again: {error}")
    same = received.is_same(report.root, _PDF, made)
    return _judged(
        "pdf", "typst", report, () if same else [f"{_PDF} is not made of the page"], f"{_PDF} is made of that page"
    )


def _workbook(report: _Report) -> Check:
    from forensics.report.workbook.workbook import write_workbook  # noqa: PLC0415 - loads what writes one

    with scratch() as folder:
        made = Path(folder) / WORKBOOK
        write_workbook(report.findings, made, report.language)
        try:
            differs = [] if _hash(made.parent) == _hash(report.root) else list(_parts(report.root, made))
        except OSError as error:
            return Check("workbook", "differs", (f"{WORKBOOK}: cannot be read: {error.strerror}",))
    said = [f"{WORKBOOK}: {part} is not what the findings make" for part in differs]
    return _judged("workbook", "xlsxwriter", report, said, f"{WORKBOOK} is what the findings make")


def _hash(root: Path) -> str:
    return received.sha256_of(root, WORKBOOK)


def _parts(root: Path, made: Path) -> Iterator[str]:
    """The parts that differ when unpacked: how they are packed goes by the library."""
    try:
        with opened_book(root, WORKBOOK) as there, ZipFile(made) as mine:
            names = there.namelist()
            if names != mine.namelist():
                yield "the list of its parts"
                return
            yield from (name for name in names if not _same_part(there, mine, name))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        yield "what stands there"


def _same_part(there: ZipFile, mine: ZipFile, name: str) -> bool:
    """Compared piece by piece: never more is unpacked than the part that was made again has."""
    with there.open(name) as one, mine.open(name) as other:
        while piece := other.read(_BLOCK):
            if one.read(len(piece)) != piece:
                return False
        return not one.read(1)


def _database(report: _Report) -> Check:
    made = evidence_sqlite(report.findings)
    try:
        same = received.sha256_of(report.root, DATABASE) == hashlib.sha256(made).hexdigest()
        differs = [] if same else [*_otherwise(report.root / DATABASE, made)]
    except (OSError, sqlite3.Error):
        return Check("database", "differs", (f"{DATABASE}: cannot be read",))
    return compared("database", differs, f"{DATABASE} is what the findings make")


def _otherwise(path: Path, made: bytes) -> Iterator[str]:
    """Views and tables that are defined otherwise, and tables with other rows; the bytes of a file go by the SQLite
    that wrote it."""
    yield from (f"{DATABASE}: {name} is defined otherwise" for name in definitions_unlike(path, made))
    yield from (f"{DATABASE}: the table {name} holds other rows" for name in unlike(path, made))
