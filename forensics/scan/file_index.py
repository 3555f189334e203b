"""Which of hundreds of files a line could name: looked up, so that only those few are judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import parse_qsl

from forensics.model import LeakedFile
from forensics.scan.server_rules import ANY, Rules, fold, loose, normalise, plain, rules_of
from forensics.scan.spellings import SMALLEST_TWIN, decode

__all__ = ["FileIndex", "asked", "file_index", "is_twin"]

#: So few files are judged one by one, at less cost than a look-up.
_FEW = 3
_GLOB = frozenset("*?[")
_WHOLE = (200, 206)


def asked(query: str | None) -> frozenset[str]:
    """The ends of the values of a query, each of which may be the name of a file that a script delivers."""
    values = (value for _, value in parse_qsl(query or ""))
    return frozenset(fold(decode(value), ANY).replace("\\", "/").rpartition("/")[2] for value in values)


def is_twin(size: int | None, status: int | None, file: LeakedFile) -> bool:
    """Whether a request was answered with as many bytes as a version of the file has."""
    return status in _WHOLE and any(size == version.size for version in file.versions if version.size >= SMALLEST_TWIN)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where files lie for one kind of server: numbers of files by the last part of a path, by whole paths, and
    patterns of paths."""

    ends: Mapping[str, Sequence[int]]
    paths: Mapping[str, Sequence[int]]
    globs: Sequence[tuple[str, int]]

    def numbers(self, path: str) -> Iterator[int]:
        """The files that lie at a path."""
        yield from self.ends.get(path.rpartition("/")[2], ())
        yield from self.paths.get(path, ())
        yield from (number for pattern, number in self.globs if fnmatchcase(path, pattern))


@dataclass(frozen=True, eq=False)
class FileIndex:
    """The files of a case, in its order. What it looks up holds every file that a line can name, and few others."""

    files: tuple[LeakedFile, ...]
    _names: Mapping[str, Sequence[int]]
    _sizes: Mapping[int, Sequence[int]]
    _texts: Sequence[str]
    _places: dict[Rules, _Places] = field(default_factory=dict)

    def at(self, path: str, server: str | None) -> tuple[LeakedFile, ...]:
        """The files that a request for a path could be for, whatever its query and host."""
        return self.files if len(self.files) <= _FEW else _at(self, path, server)

    def numbers(self, spelled: Iterable[str], rules: Rules) -> Iterator[int]:
        """The files that lie at a path in one of its spellings."""
        if rules not in self._places:
            self._places[rules] = _places(self.files, rules)
        for raw in spelled:
            yield from self._places[rules].numbers(normalise(raw, rules))

    def beside(
        self, path: str | None, query: str | None, answer: tuple[int | None, int | None], line: bytes
    ) -> Sequence[LeakedFile]:
        """The files of which the first may be named beside the path, or be a twin's: none is named before it.
        `answer` is size and status."""
        if len(self.files) <= _FEW:
            return self.files
        size, status = answer
        numbers = [number for name in asked(query) for number in self._names.get(name, ())] if path is not None else []
        if path is not None and size is not None and status in _WHOLE:
            numbers += self._sizes.get(size, ())
        first = min(numbers, default=len(self.files))
        texts = tuple(dict.fromkeys(plain(line)))
        held = (number for number, name in enumerate(self._texts[:first]) if any(name in text for text in texts))
        first = next(held, first)
        return self.files[first : first + 1]


@lru_cache(maxsize=65_536)
def _at(index: FileIndex, path: str, server: str | None) -> tuple[LeakedFile, ...]:
    rules = rules_of(server)
    numbers = {*index.numbers(rules.read(path), rules), *index.numbers(loose(path), ANY)}
    return tuple(index.files[number] for number in sorted(numbers))


@lru_cache(maxsize=16)
def file_index(files: tuple[LeakedFile, ...]) -> FileIndex:
    """What the files of a case are looked up by."""
    names: dict[str, list[int]] = {}
    sizes: dict[int, list[int]] = {}
    for number, file in enumerate(files):
        names.setdefault(fold(file.name, ANY), []).append(number)
        for version in file.versions:
            if version.size >= SMALLEST_TWIN:
                sizes.setdefault(version.size, []).append(number)
    return FileIndex(files, names, sizes, [plain(file.name.encode())[0] for file in files])


def _places(files: Sequence[LeakedFile], rules: Rules) -> _Places:
    ends: dict[str, list[int]] = {}
    paths: dict[str, list[int]] = {}
    globs: list[tuple[str, int]] = []
    for number, file in enumerate(files):
        if not file.paths:
            ends.setdefault(fold(file.name, rules), []).append(number)
        for target in file.paths:
            wanted = target.partition("?")[0]
            for spelling in dict.fromkeys((normalise(wanted, rules), fold(wanted, rules))):
                paths.setdefault(spelling, []).append(number)
                if not _GLOB.isdisjoint(spelling):
                    globs.append((spelling, number))
    return _Places(ends, paths, globs)
