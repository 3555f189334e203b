"""nginx's configuration as one tree of statements: parsed by crossplane, includes put in their places."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forensics.errors import SourceError
from forensics.formats.declared.configuration import FormatDefinition, nginx_definitions
from forensics.watch.server_configs.configuration_text import NotReadError, text_of
from forensics.watch.server_configs.published import Origin, Remark

__all__ = ["NginxFiles", "Statement"]

_DEEPEST = 40  # blocks within blocks, and files that include files
_MOST_FILES = 5000
_ESCAPE = re.compile(r"\\([\"'\\trn])")
_CONTROLS = {"t": "\t", "r": "\r", "n": "\n"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A directive, with what stands in its block."""

    name: str
    words: tuple[str, ...]
    block: tuple[Statement, ...]
    origin: Origin


@dataclass(slots=True)
class NginxFiles:
    """Reads files of one configuration; what is wrong in them goes to `remarks`."""

    remarks: list[Remark]
    formats: dict[str, tuple[FormatDefinition, Path]] = field(default_factory=dict)
    _count: int = 0

    def read(self, main: Path) -> tuple[Statement, ...]:
        """The statements of a main configuration. Raises SourceError where crossplane is not installed."""
        return tuple(self._statements(main, (), main.parent, Origin(main, 0)))

    def _statements(self, path: Path, around: tuple[Path, ...], base: Path, origin: Origin) -> Iterator[Statement]:
        """The statements of one file, which those `around` it include, the last of them at `origin`."""
        self._count += 1
        try:
            text = text_of(path)
            parsed = _parsed(path)
        except NotReadError as error:
            self.remarks.append(Remark(origin, f"{path} {error}"))
            return
        for wrong in parsed["errors"]:
            self.remarks.append(Remark(Origin(path, wrong["line"] or 0), _in_words(wrong["error"], path)))
        self.formats.update({one.name: (one, path) for one in nginx_definitions(text)})
        for raw in parsed["config"][0]["parsed"]:
            yield from self._placed(raw, path, (*around, path), base, 1)

    def _placed(
        self, raw: Mapping[str, Any], path: Path, around: tuple[Path, ...], base: Path, depth: int
    ) -> Iterator[Statement]:
        """A statement as crossplane gives it, or those of the files that it includes."""
        origin = Origin(path, raw["line"], raw["directive"])
        if depth > _DEEPEST:
            self.remarks.append(Remark(origin, "stands in too many blocks: not followed"))
        elif raw["directive"] == "include":
            yield from self._included(raw["args"], origin, around, base)
        else:
            inner = (one for held in raw.get("block", ()) for one in self._placed(held, path, around, base, depth + 1))
            yield Statement(raw["directive"], tuple(map(_unescaped, raw["args"])), tuple(inner), origin)

    def _included(
        self, words: Sequence[str], origin: Origin, around: tuple[Path, ...], base: Path
    ) -> Iterator[Statement]:
        pattern = os.path.join(base, words[0]) if words else ""  # noqa: PTH118 - the text is a pattern
        if not words or "\0" in pattern:
            self.remarks.append(Remark(origin, "names no file"))
            return
        found = [Path(name) for name in sorted(glob.glob(pattern))] if glob.has_magic(pattern) else [Path(pattern)]  # noqa: PTH207 - the pattern is absolute
        for path in found:
            if os.path.realpath(path) in map(os.path.realpath, around):
                self.remarks.append(Remark(origin, f"{path} includes itself: a circle, not followed"))
            elif len(around) >= _DEEPEST or self._count >= _MOST_FILES:
                self.remarks.append(Remark(origin, f"{path} is one file too many: not followed"))
                return
            else:
                yield from self._statements(path, around, base, origin)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        import crossplane  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, needed by this alone
    except ImportError:
        raise SourceError(
            "is read by the library crossplane, which is not installed",
            where=str(path),
            hint="pip install 'accesslog-forensics[watch]'",
        ) from None
    parsed: dict[str, Any] = crossplane.parse(str(path), single=True, check_ctx=False, check_args=False)
    return parsed


def _unescaped(word: str) -> str:
    """The word as nginx takes it: it knows these escapes alone, and keeps the backslash of any other."""
    return _ESCAPE.sub(lambda found: _CONTROLS.get(found[1], found[1]), word)


def _in_words(error: str, path: Path) -> str:
    """What crossplane says, without the place, and with words where it has none."""
    reason = error.partition(f" in {path}")[0].strip()
    if "recursion" in reason:
        reason = "too many blocks within blocks"
    return f"is not read: {reason}" if reason else "is not read: it ends within a directive, a quote or a block"
