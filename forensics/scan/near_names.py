"""Names that stand in the logs and are close to that of a file which no line names (counting.md 4b.6).

A hyphen for a blank, a capital, another ending: then nothing is found, and "no downloads" would be said of a
name that was typed wrong. The logs are read a second time for it, and only then.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
#: What is "s" or "k" in another case.
_OTHER_CASE = r"[\x{17f}\x{212a}]"
_NOT_ASCII = r"[^\x00-\x7f]"
_LOG_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})")


def near_names(case: Case, requests: pl.DataFrame, *, engine: Engine = serial) -> dict[str, tuple[NearName, ...]]:
    """For each file that no request names: the names near it, most lines first. Files that are named are left out.

    `requests` are REQUEST rows of the scan. Standard input cannot be read again, so nothing is near in it.
    """
    named = set(requests.filter(pl.col("match").is_in(NAMING))["file"])
    sought = [file for file in case.files if file.name not in named]
    if not sought:
        return {}
    loose = _loose([file.name for file in sought])
    again = [job for job in jobs(case) if job.path != STDIN]
    seen: Counter[str] = Counter()
    for found in engine(partial(_segments, loose=loose), again):
        for segment, lines in found.items():
            seen[_plain(segment)] += lines
    names = _Names.of(seen)
    return {file.name: _near(file, names) for file in sought}


@dataclass(frozen=True, slots=True)
class _Names:
    """Names with the lines that hold them; and which have some extension, and which some letters before it: one that is
    close to another has either in common with it."""

    seen: Mapping[str, int]
    endings: Mapping[str, Sequence[str]]
    letters: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, seen: Mapping[str, int]) -> _Names:
        """Names told apart by their two parts."""
        endings: dict[str, list[str]] = {}
        letters: dict[str, list[str]] = {}
        for name in seen:
            stem, ending = _letters(name)
            endings.setdefault(ending, []).append(name)
            letters.setdefault(stem, []).append(name)
        return cls(seen, endings, letters)

    def like(self, asked: str) -> Iterable[str]:
        """All that could be close to a name."""
        if _is_pattern(asked):
            return self.seen
        stem, ending = _letters(asked)
        return dict.fromkeys((*self.endings.get(ending, ()), *self.letters.get(stem, ())))


def _is_pattern(name: str) -> bool:
    return any(mark in name for mark in "*?[")


def _near(file: LeakedFile, names: _Names) -> tuple[NearName, ...]:
    told = Counter[tuple[str, Difference]]()
    for name in names.like(file.name):
        if how := difference(file.name, name):
            told[name, how] += names.seen[name]
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
    if not (same_ending or letters == others or _is_pattern(asked)):
        return None
    tests: tuple[tuple[Difference, Callable[[], bool]], ...] = (
        ("same", lambda: unicodedata.normalize("NFC", asked) == found),
        ("pattern", lambda: _is_pattern(asked) and fnmatchcase(found.casefold(), asked.casefold())),
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
    near = len(one) >= _TELLING and abs(len(one) - len(other)) <= most
    # A slip takes one letter of a word and puts another in its place at most.
    return near and len(set(one) ^ set(other)) <= 2 * most and _slips(one, other) <= most


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


@dataclass(frozen=True, slots=True)
class _Loose:
    """What finds every part of a path that could be close to one of some names: it holds a word of one, or half of a
    long word, for a slip of the keyboard leaves the other half as it was."""

    texts: tuple[str, ...]  # in any case; a line that holds none of them is of no name
    inner: str  # a pattern for what such a part holds
    whole: str  # a pattern for a part as a whole, and for some that hold nothing of it

    def lines(self, lines: pl.Series) -> pl.Series:
        """The lines that hold one of the texts; also some others."""
        line = pl.col("line").str
        spelled = line.contains_any(pl.Series(self.texts, dtype=pl.String).implode(), ascii_case_insensitive=True)
        other = _OTHER_CASE if all(map(str.isascii, self.texts)) else _NOT_ASCII
        return lines.to_frame("line").filter(spelled | line.contains(other))["line"]


def _loose(names: Sequence[str]) -> _Loose:
    pieces = dict(piece for name in names for piece in _of_name(name))
    inner = rf"(?:{'|'.join(pieces)})" if pieces else r"[^\s\S]"
    apart = re.compile(rf"{_SEGMENT}*").fullmatch
    whole = rf"{_SEGMENT}+" if all(map(apart, pieces.values())) else rf"{_SEGMENT}*{inner}{_SEGMENT}*"
    return _Loose(tuple(dict.fromkeys(pieces.values())), f"(?i){inner}", f"(?i){whole}")


def _of_name(name: str) -> list[tuple[str, str]]:
    """Patterns of which a part of a path holds one, each with a text that stands wherever it does."""
    stem, ending = _parts(name)
    words = re.findall(r"[A-Za-z0-9]+", stem)
    longest = max(map(len, words), default=0)
    pieces = [piece for word in words if len(word) >= min(longest, 3) for piece in _pieces(word, ending)]
    if not pieces and ending:  # a pattern, or letters of another script
        return [(rf"\.{re.escape(ending)}", f".{ending}")]
    return pieces


def _pieces(word: str, ending: str) -> Iterator[tuple[str, str]]:
    """What stays of a word in which a letter is wrong: one of its halves; of a short one, before the extension."""
    half = len(word) // 2
    halves = [part for part in (word[:half], word[half:]) if part]
    if len(word) >= _SHORT:
        yield from ((part, part) for part in halves)
        return
    yield word, word
    if ending:
        yield from ((rf"{part}{_SEGMENT}*\.{re.escape(ending)}", f".{ending}") for part in halves)


def _segments(job: Job, loose: _Loose) -> Counter[str]:
    """The parts of paths in a log, or in those of an archive, that could be close to a name, with how many lines;
    those that say that there is no such file are left out."""
    seen: Counter[str] = Counter()
    for chunk in _chunks(job):
        near = loose.lines(chunk.lines)
        found = near.filter(~near.str.contains(_NOT_FOUND)).str.extract_all(loose.whole)
        counted = found.list.unique().explode().drop_nulls().value_counts()
        for segment, lines in counted.filter(counted.to_series().str.contains(loose.inner)).iter_rows():
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
