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
_END = "end"
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
    whole, base = _whole(text), _whole(folder)
    shorter = os.path.relpath(whole, base)
    steps = Path(shorter).parts.count("..")
    common = Path(os.path.commonpath([whole, base]))
    near = steps == 0 or (steps <= _UP and common != Path(common.anchor))
    written = Path(shorter if near else whole).as_posix()
    return f"./{written}" if written == "-" else written


def _whole(path: Path | str) -> str:
    """The path from the root on, without "..": links are not followed."""
    return os.path.normpath(Path(path).absolute())


def _named(written: str, folder: Path) -> set[Path]:
    """The files that a pattern names, resolved; none where it names nothing."""
    try:
        return {path.resolve() for path in locate(Log(written), folder) if isinstance(path, Path)}
    except SourceError:
        return set()


def _candidates(files: Sequence[Path]) -> Iterator[str]:
    """Patterns that may name these files and no others, the plainest first."""
    whole = [Path(_whole(path)) for path in files]
    if len(whole) == 1:
        yield _literal(str(whole[0]))
        yield _escaped(str(whole[0]))
        return
    common = os.path.commonpath([path.parent for path in whole])
    if len({len(path.parts) for path in whole}) == 1:
        columns = [tuple(column) for column in zip(*(path.parts for path in whole), strict=True)]
        for ending in (_END, ""):
            yield str(Path(*(_component(column, "*", ending) for column in columns)))
        yield str(Path(*(_component(column, "[0-9]*", _END) for column in columns)))
    yield str(Path(_escaped(common), "**", _component([path.name for path in whole], "*", _END)))
    yield _literal(common)


def _component(names: Sequence[str], between: str, ending: str) -> str:
    """A pattern for one part of several paths: what they begin with, and what they end with where that is asked for."""
    if len(set(names)) == 1:
        return _literal(names[0])
    start = _common_start(names).rstrip("0123456789")
    rests = [name.removeprefix(start)[::-1] for name in names]
    return f"{_escaped(start)}{between}{_escaped(_common_start(rests)[::-1]) if ending else ''}"


def _common_start(names: Sequence[str]) -> str:
    least, most = min(names), max(names)
    same = (one == other for one, other in zip(least, most, strict=False))
    return least[: next((at for at, alike in enumerate(same) if not alike), min(len(least), len(most)))]


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
