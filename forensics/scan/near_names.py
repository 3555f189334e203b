"""Names that stand in the logs and are close to that of a file which no line names (counting.md 4b.6).

A hyphen for a blank, a capital, another ending: then nothing is found, and "no downloads" would be said of a
name that was typed wrong. The logs are read a second time for it, and only then.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from urllib.parse import unquote

import polars as pl

from forensics.model import Case, Difference, LeakedFile, NearName
from forensics.scan.engines.engine import Engine, serial
from forensics.scan.jobs import STDIN, Job, jobs
from forensics.sources import Chunk, is_archive, open_archive, open_source

__all__ = ["NAMING", "difference", "near_names"]

#: How a line can match that names a file as it was asked for; see schema.MATCH_KINDS.
NAMING = ("target", "rejected")
_LISTED = 10
#: Distinct names kept of one log: those of a site that makes up endless names are no help.
_KEPT = 10_000
#: So many letters may differ, in a short name and in a long one.
_SLIPS, _MORE_SLIPS, _LONG = 1, 2, 8
#: A name that is part of another is close to it if it is as long as this.
_TELLING = 4
#: A word shorter than this is sought whole, or as one half of it before the extension.
_SHORT = 6
#: A part of a path, as a log may write it: no blank, quote or separator of a URL stands in it.
_SEGMENT = r"""[^\s"'/?&=#;<>|\\]"""
#: A status 404, whatever stands around it.
_NOT_FOUND = r"""[\s,;:"']404(?:[\s,;"'}]|$)"""
_LOG_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})")


def near_names(case: Case, requests: pl.DataFrame, *, engine: Engine = serial) -> dict[str, tuple[NearName, ...]]:
    """For each file that no request names: the names near it, most lines first. Files that are named are left out.

    `requests` are REQUEST rows of the scan. Standard input cannot be read again, so nothing is near in it.
    """
    named = set(requests.filter(pl.col("match").is_in(NAMING))["file"])
    sought = [file for file in case.files if file.name not in named]
    if not sought:
        return {}
    pattern = _loose([file.name for file in sought])
    again = [job for job in jobs(case) if job.path != STDIN]
    seen: Counter[str] = Counter()
    for found in engine(partial(_segments, pattern=pattern), again):
        for segment, lines in found.items():
            seen[_plain(segment)] += lines
    return {file.name: _near(file, seen) for file in sought}


def _near(file: LeakedFile, seen: Mapping[str, int]) -> tuple[NearName, ...]:
    told = Counter[tuple[str, Difference]]()
    for name, lines in seen.items():
        if how := difference(file.name, name):
            told[name, how] += lines
    ranked = sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(NearName(name, lines, how) for (name, how), lines in ranked[:_LISTED])


def difference(asked: str, found: str) -> Difference | None:
    """How a name that was found differs from the one asked for; None if they are not close.

    "same": not at all (it stands in a line, but not as its path), "pattern": the one asked for is a pattern that
    it fits, "spelling": capitals, blanks, hyphens and the like, "ending": the extension, "part": the one holds the
    other and more, "typing": a letter or two.
    """
    (letters, ending), (others, other_ending) = _letters(asked), _letters(found)
    same_ending = ending == other_ending
    if not (same_ending or letters == others or any(mark in asked for mark in "*?[")):
        return None
    tests: tuple[tuple[Difference, Callable[[], bool]], ...] = (
        ("same", lambda: unicodedata.normalize("NFC", asked) == found),
        ("pattern", lambda: any(mark in asked for mark in "*?[") and fnmatchcase(found.casefold(), asked.casefold())),
        ("spelling", lambda: letters == others and same_ending),
        ("ending", lambda: bool(letters) and letters == others),
        ("part", lambda: same_ending and _part(letters, others)),
        ("typing", lambda: same_ending and _mistyped(letters, others)),
    )
    return next((how for how, holds in tests if holds()), None)


def _part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and short in long


def _mistyped(one: str, other: str) -> bool:
    most = _MORE_SLIPS if len(one) >= _LONG else _SLIPS
    return len(one) >= _TELLING and abs(len(one) - len(other)) <= most and _slips(one, other) <= most


def _slips(one: str, other: str) -> int:
    """Letters to change, add or leave out; two that changed places count as one (Damerau-Levenshtein distance)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, 1):
            swapped = i > 1 and j > 1 and left == other[j - 2] and right == one[i - 2]
            steps = (before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            row.append(min(*steps, last[j - 2] + 1) if swapped else min(steps))
    return row[-1]


def _parts(name: str) -> tuple[str, str]:
    """A name and its extension, if it has one that is not too long for it."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem and len(ending) <= 5 else (name, "")


@lru_cache(maxsize=65_536)
def _letters(name: str) -> tuple[str, str]:
    """A name and its extension as `_folded`."""
    stem, ending = _parts(name)
    return _folded(stem), _folded(ending)


def _folded(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _plain(segment: str) -> str:
    """A part of a path without the escapes of logs and URLs; the last part, where it was a path in itself."""
    text = _LOG_ESCAPE.sub(r"%\1", segment)
    for _ in range(2):
        text = unquote(text)
    return unicodedata.normalize("NFC", text).rpartition("/")[2]


def _loose(names: Sequence[str]) -> str:
    """A pattern that finds every part of a path that could be close to one of the names: one holds a word of it, or
    half of a long word, for a slip of the keyboard leaves the other half as it was."""
    pieces = [piece for name in names for piece in _of_name(name)]
    return rf"(?i){_SEGMENT}*(?:{'|'.join(dict.fromkeys(pieces))}){_SEGMENT}*" if pieces else r"[^\s\S]"


def _of_name(name: str) -> list[str]:
    stem, ending = _parts(name)
    words = re.findall(r"[A-Za-z0-9]+", stem)
    longest = max(map(len, words), default=0)
    pieces = [piece for word in words if len(word) >= min(longest, 3) for piece in _pieces(word, ending)]
    if not pieces and ending:  # a pattern, or letters of another script
        return [rf"\.{re.escape(ending)}"]
    return pieces


def _pieces(word: str, ending: str) -> tuple[str, ...]:
    """What stays of a word in which a letter is wrong: one of its halves; of a short one, before the extension."""
    half = len(word) // 2
    if len(word) >= _SHORT:
        return word[:half], word[half:]
    behind = rf"{_SEGMENT}*\.{re.escape(ending)}"
    return (word, *(part + behind for part in (word[:half], word[half:]) if part)) if ending else (word,)


def _segments(job: Job, pattern: str) -> Counter[str]:
    """The parts of paths in a log, or in those of an archive, that the pattern finds, with how many lines; those
    that say that there is no such file are left out."""
    seen: Counter[str] = Counter()
    for chunk in _chunks(job):
        near = chunk.lines.filter(chunk.lines.str.contains(pattern))
        found = near.filter(~near.str.contains(_NOT_FOUND)).str.extract_all(pattern)
        for segment, lines in found.list.unique().explode().drop_nulls().value_counts().iter_rows():
            seen[segment] += lines
        if len(seen) > 2 * _KEPT:
            seen = Counter(dict(_most(seen)))
    return Counter(dict(_most(seen)))


def _most(seen: Counter[str]) -> Sequence[tuple[str, int]]:
    return sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT]


def _chunks(job: Job) -> Iterator[Chunk]:
    if not is_archive(job.path):
        with open_source(job.path, tables=job.tables) as source:
            yield from source
        return
    with open_archive(job.path, tables=job.tables) as archive:
        for member in archive:
            if member.source is not None:
                yield from member.source
