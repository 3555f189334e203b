"""Files -> what to write for them in a case: one pattern where one matches these and nothing else, else more."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from pathlib import Path

from forensics.errors import SourceError
from forensics.model import Log
from forensics.sources import locate

__all__ = ["patterns", "relative_to"]

#: Half of a surrogate pair stands for a byte that is no UTF-8 (PEP 383), which no TOML can hold.
_NO_TEXT = re.compile("[\ud800-\udfff]")
#: Steps up from the case that a path may take.
_UP = 2


def patterns(files: Sequence[Path], folder: Path, idle: AbstractSet[Path] = frozenset()) -> tuple[str, ...]:
    """The fewest paths or patterns, relative to the folder of the case where that makes sense, that name these files,
    and of others at most `idle` ones, which are resolved. Of a file that cannot be named at all there is none."""
    wanted = {path.resolve() for path in files}
    for candidate in _candidates(sorted(files)):
        written = relative_to(folder, candidate)
        found = _named(written, folder)
        if wanted <= found and found - wanted <= idle:
            return (written,)
    parts = _parted(sorted(files))
    if len(parts) > 1:
        return tuple(pattern for part in parts for pattern in patterns(part, folder, idle))
    return ()


def relative_to(folder: Path, text: str) -> str:
    """A path or pattern as a case in that folder writes it: relative where it lies below the folder, or near it."""
    absolute, base = os.path.abspath(text), os.path.abspath(folder)
    shorter = os.path.relpath(absolute, base)
    steps = Path(shorter).parts.count("..")
    common = Path(os.path.commonpath([absolute, base]))
    near = steps == 0 or (steps <= _UP and common != Path(common.anchor))
    written = Path(shorter if near else absolute).as_posix()
    return f"./{written}" if written == "-" else written


def _named(written: str, folder: Path) -> set[Path]:
    """The files that a pattern names, resolved; none where it names nothing."""
    try:
        return {path.resolve() for path in locate(Log(written), folder) if isinstance(path, Path)}
    except SourceError:
        return set()


def _candidates(files: Sequence[Path]) -> Iterator[str]:
    """Patterns that may name these files and no others, the plainest first."""
    first = os.path.abspath(files[0])
    if len(files) == 1:
        yield _literal(first)
        yield _escaped(first)
        return
    parts = [Path(os.path.abspath(path)).parts for path in files]
    common = os.path.commonpath([os.path.dirname(os.path.abspath(path)) for path in files])
    if len({len(each) for each in parts}) == 1:
        columns = [tuple(column) for column in zip(*parts, strict=True)]
        for ending in (True, False):
            yield os.path.join(*(_component(column, ending=ending) for column in columns))
        yield os.path.join(*(_component(column, ending=True, digits=True) for column in columns))
    names = tuple(path.name for path in files)
    yield os.path.join(_escaped(common), "**", _component(names, ending=True))
    yield _literal(common)


def _component(names: Sequence[str], *, ending: bool, digits: bool = False) -> str:
    """A pattern for one part of several paths: what they begin with, and what they end with."""
    if len(set(names)) == 1:
        return _literal(names[0])
    start = os.path.commonprefix(list(names)).rstrip("0123456789")
    rests = [name.removeprefix(start) for name in names]
    end = os.path.commonprefix([rest[::-1] for rest in rests])[::-1] if ending else ""
    return f"{_escaped(start)}{'[0-9]' if digits else ''}*{_escaped(end)}"


def _literal(text: str) -> str:
    return text if not _NO_TEXT.search(text) else _escaped(text)


def _escaped(text: str) -> str:
    return _NO_TEXT.sub("?", glob.escape(text))


def _parted(files: Sequence[Path]) -> list[list[Path]]:
    """The files in smaller groups: by folder, else the unnumbered apart from the others, else each alone."""
    by_folder = [list(group) for _, group in groupby(files, key=lambda path: path.parent)]
    if len(by_folder) > 1:
        return by_folder
    shortest = min((path.name for path in files), key=len)
    rest = [path for path in files if path.name != shortest]
    if rest and all(path.name.startswith(shortest) for path in rest) and len(rest) < len(files):
        return [[path for path in files if path.name == shortest], rest]
    return [[path] for path in files] if len(files) > 1 else [list(files)]
