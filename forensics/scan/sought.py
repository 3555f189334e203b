"""What lines are sought for: the names of files in any spelling, and the sizes of their twins.

A line that could name a file is found in two steps. Fragments of names, of which every spelling holds one, are sought
first, in text or as octets (`fragments`); what holds one is tried with the patterns, which are exact but slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from forensics.model import LeakedFile
from forensics.scan.spellings import head, names, needle_pattern, needles, sizes
from forensics.sources.chunks import repair

__all__ = ["CASE", "Sought", "folded", "runs", "sought"]

#: The bit that tells a small letter from a capital; other octets that it makes equal cost a look more.
CASE = 0x20
#: A shorter part of a name stands in too many lines.
_SHORTEST = 4
#: What clients do not escape, RFC 3986 section 2.3: where it is, each can be told by its two digits.
_UNRESERVED = "A-Za-z0-9._~-"
_ESCAPED = re.compile(r"(?i)(?:%(?:25){0,4}|\\{1,4}x|\\{1,4}u00)([0-9A-F]{2})")
_EATEN = tuple(map(re.compile, ("(?:25){0,4}[0-9a-f]{0,2}", "x[0-9a-f]{0,2}", "u0{0,2}[0-9a-f]{0,2}")))
_NUMBER = re.compile(r"(?<![0-9A-Za-z_])[0-9]+(?![0-9A-Za-z_])")
#: Of so many names and sizes one pattern can be made.
_FEW = 40
#: So few lines are tried one by one.
_FEW_LINES = 20


def runs(text: str) -> list[str]:
    """The parts of a text, in lower case, each of which stands as it is where none of it is escaped."""
    return [part.lower() for part in re.findall(rf"[{_UNRESERVED}]+", text)]


def folded(text: str) -> bytes:
    """A text of such characters as octets, with the bit set that tells small letters from capitals."""
    return bytes(octet | CASE for octet in text.encode())


def _fragment(text: str) -> str:
    """The longest part of a name's beginning that stands as it is."""
    return max(runs(head(text)), key=len, default="")


def _unescaped(text: str) -> str:
    """A text in lower case, with every escape undone of what `fragment` is made of."""
    return _ESCAPED.sub(_character, text).casefold()


def _character(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if re.match(f"[{_UNRESERVED}]", char) else escape[0]


def _core(fragment: str) -> str:
    """What is left of a fragment where its beginning looked like the rest of an escape before it, and was undone."""
    eaten = max((pattern.match(fragment) for pattern in _EATEN), key=lambda found: found.end() if found else 0)
    return fragment[eaten.end() if eaten else 0 :]


@dataclass(frozen=True)
class Sought:
    """What lines are sought for: the names of files, and the sizes of their twins."""

    files: tuple[LeakedFile, ...]

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """The texts of which a line must hold one to name a file."""
        return needles(self.files)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The sizes that a line must hold to be a twin's."""
        return sizes(self.files)

    @cached_property
    def fragments(self) -> tuple[str, ...]:
        """One for each needle, "" where it has none: it stands in a line as it is, or a part of it as an escape."""
        found = map(_fragment, self.needles)
        return tuple(fragment if len(fragment) >= _SHORTEST else "" for fragment in found)

    @cached_property
    def octets(self) -> tuple[bytes, ...]:
        """The fragments as octets, each once, as `folded`."""
        return tuple(sorted({folded(text) for text in self.fragments if text}))

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The needles that have a fragment."""
        return tuple(text for text, fragment in self._texts() if fragment)

    @cached_property
    def digits(self) -> tuple[bytes, ...]:
        """The sizes as octets, which are sought as numbers of their own; those that are a fragment too left out."""
        return tuple(sorted({str(size).encode() for size in self.sizes}.difference(self.octets)))

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        return tuple(map(_core, self.fragments))

    @cached_property
    def foreign(self) -> bool:
        """Whether a name has no fragment but characters that are not ASCII."""
        return any(not fragment and not head(text).isascii() for text, fragment in self._texts())

    @cached_property
    def anywhere(self) -> bool:
        """Whether a name has neither: any line could hold it."""
        return any(not fragment and head(text).isascii() for text, fragment in self._texts())

    def _texts(self) -> Iterator[tuple[str, str]]:
        return zip(self.needles, self.fragments, strict=True)

    @property
    def _odd(self) -> str:
        """A pattern for what hides a fragment: an escape, or a letter that is "s" or "k" in another case."""
        return r"[%\\\x1a]|[^\x00-\x7f]" if self.foreign else r"[%\\\x{17f}\x{212a}]"

    def holding(self, lines: pl.Series) -> pl.Series:
        """Which lines could name a file, or hold the size of one as a number of its own."""
        if len(lines) <= _FEW_LINES:  # an engine's pattern takes longer to compile
            return pl.Series([line is not None and self._holds_one(line) for line in lines], dtype=pl.Boolean)
        if len(self.needles) + len(self.sizes) > _FEW:
            return self._holding_one_of_many(lines)
        twins = "".join(rf"|(?-u:\b){size}(?-u:\b)" for size in self.sizes)
        likely = self._hinted(lines).arg_true()
        found = lines.gather(likely).str.contains(names(self.files) + twins)
        return pl.repeat(value=False, n=len(lines), eager=True, dtype=pl.Boolean).scatter(likely, found)

    def times(self, lines: pl.Series) -> NDArray[np.int32]:
        """How often each line names each of the files: a row for each file."""
        found = np.zeros((len(self.files), len(lines)), np.int32)
        if not len(lines):
            return found
        if len(self.files) <= _FEW:
            for number, file in enumerate(self.files):
                rows = sought((file,)).likely(lines)
                found[number, rows.to_numpy()] = lines.gather(rows).str.count_matches(names([file])).to_numpy()
            return found
        rows = self.likely(lines)
        for row, line, near in zip(rows, lines.gather(rows), self._near_each(lines.gather(rows)), strict=True):
            for number in sorted({number for needle in near for number in self._owners[needle]}):
                found[number, row] = sum(1 for _ in _compiled_names((self.files[number],)).finditer(line))
        return found

    def times_in(self, octets: bytes) -> tuple[int, ...]:
        """How often a part of a line names each of the files."""
        text = repair(octets)[0].decode()
        return tuple(self.times(pl.Series([text], dtype=pl.String))[:, 0].tolist())

    def _hinted(self, lines: pl.Series) -> pl.Series:
        """A condition that holds wherever `holding` does, and costs a tenth: each part of it is a plain search, which
        needs no state machine."""
        line = pl.col("line").str
        if self.anywhere:
            return pl.repeat(value=True, n=len(lines), eager=True, dtype=pl.Boolean)
        spelled = [
            line.contains(f"(?i){re.escape(fragment)}") for fragment in dict.fromkeys(self.fragments) if fragment
        ]
        sizes = [line.contains(str(size), literal=True) for size in self.sizes]
        condition = pl.any_horizontal(*spelled, line.contains(self._odd), *sizes)
        return lines.to_frame("line").select(found=condition.fill_null(value=False))["found"]

    def _holding_one_of_many(self, lines: pl.Series) -> pl.Series:
        """`holding`, where one pattern of all names would be too large: the fragments tell which to try."""
        likely = self.likely(lines)
        some = lines.gather(likely)
        held = [
            self._holds_size(line) or self._holds_name(line, near)
            for line, near in zip(some, self._near_each(some), strict=True)
        ]
        found = pl.Series(held, dtype=pl.Boolean)
        return pl.repeat(value=False, n=len(lines), eager=True, dtype=pl.Boolean).scatter(likely, found)

    def likely(self, lines: pl.Series) -> pl.Series:
        """The places of the lines that hold a fragment, or an escape in which one can be."""
        if self.anywhere:
            return lines.is_not_null().arg_true()
        line = pl.col("line").str
        texts = [*dict.fromkeys(filter(None, self.fragments)), *map(str, self.sizes)]
        spelled = line.contains_any(pl.Series(texts, dtype=pl.String).implode(), ascii_case_insensitive=True)
        condition = (spelled | line.contains(self._odd)).fill_null(value=False)
        return lines.to_frame("line").select(found=condition)["found"].arg_true()

    def _holds_one(self, line: str) -> bool:
        return self._holds_size(line) or self._holds_name(line, self._near(line))

    def _holds_size(self, line: str) -> bool:
        return bool(self.sizes) and not _of_numbers(self.sizes).isdisjoint(_NUMBER.findall(line))

    def _holds_name(self, line: str, near: Iterable[int]) -> bool:
        return any(_compiled(self.needles[number]).search(line) for number in near)

    def _near(self, line: str) -> list[int]:
        """The numbers of the needles of which a line holds the fragment, escaped or not, or that have none."""
        plain, unescaped = line.casefold(), _unescaped(line)
        return [
            number
            for number, (fragment, core) in enumerate(zip(self.fragments, self._cores, strict=True))
            if not fragment or fragment in plain or core in unescaped
        ]

    def _near_each(self, lines: pl.Series) -> Iterator[list[int]]:
        """`_near` of each line; in lines without escapes all fragments are looked up at once."""
        texts = pl.Series([[text for text in self._by_fragment if text]], dtype=pl.List(pl.String))
        met = lines.str.extract_many(texts, ascii_case_insensitive=True, overlapping=True)
        for line, odd, found in zip(lines, lines.str.contains(self._odd), met, strict=True):
            fragments = dict.fromkeys(map(str.lower, found))
            numbers = (number for text in ("", *fragments) for number in self._by_fragment.get(text, ()))
            yield self._near(line) if odd else list(numbers)

    @cached_property
    def _by_fragment(self) -> dict[str, list[int]]:
        """The numbers of the needles that have a fragment, by what it is."""
        numbers: dict[str, list[int]] = {}
        for number, fragment in enumerate(self.fragments):
            numbers.setdefault(fragment, []).append(number)
        return numbers

    @cached_property
    def _owners(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the files that each needle names."""
        owners: dict[str, list[int]] = {needle: [] for needle in self.needles}
        for number, file in enumerate(self.files):
            for needle in needles((file,)):
                owners[needle].append(number)
        return tuple(map(tuple, owners.values()))


@lru_cache(maxsize=4096)
def sought(files: tuple[LeakedFile, ...]) -> Sought:
    """What lines are sought for, worked out once."""
    return Sought(files)


@lru_cache(maxsize=64)
def _of_numbers(sizes: tuple[int, ...]) -> frozenset[str]:
    return frozenset(map(str, sizes))


@lru_cache(maxsize=1024)
def _compiled(needle: str) -> re.Pattern[str]:
    """The pattern of one needle, compiled."""
    return re.compile(f"(?i:{needle_pattern(needle)})")


@lru_cache(maxsize=4096)
def _compiled_names(files: tuple[LeakedFile, ...]) -> re.Pattern[str]:
    return re.compile(names(files))
