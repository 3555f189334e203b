"""Apache's configuration as one row of directives: includes followed, conditions decided, variables put in."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from forensics.watch.server_configs.apache_words import expanded, logical_lines, shell_variables, words_of
from forensics.watch.server_configs.configuration_text import NotReadError, text_of
from forensics.watch.server_configs.published import Origin, Remark

__all__ = ["ApacheFiles", "Directive", "Section", "is_absolute"]

_DEEPEST = 20  # files that include files
_MOST_FILES = 5000
_CONDITIONS = ("ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection")
#: Modules that are built in wherever Apache is packaged; no LoadModule names them.
_BUILT_IN = frozenset(
    f"mod_{name}.c" for name in ("so", "log_config", "logio", "version", "unixd", "watchdog", "win32")
) | {"core.c", "http_core.c"}


@dataclass(frozen=True, slots=True)
class Section:
    """<VirtualHost *:80> and its kind."""

    name: str  # in lower case
    words: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Directive:
    """A line in force, and the sections around it, the outermost first."""

    name: str  # in lower case
    words: tuple[str, ...]
    origin: Origin
    sections: tuple[Section, ...]


@dataclass(slots=True)
class _Open:
    """A section that is open in the file that is being read."""

    section: Section
    in_force: bool
    is_condition: bool


@dataclass(slots=True)
class ApacheFiles:
    """Reads files of one configuration; what is wrong in them goes to `remarks`."""

    remarks: list[Remark]
    root: Path  # what relative paths are relative to, until ServerRoot says it
    variables: dict[str, str] = field(default_factory=dict)
    _modules: set[str] = field(default_factory=set)
    _defined: set[str] = field(default_factory=set)
    _count: int = 0

    @classmethod
    def beside(cls, main: Path, remarks: list[Remark]) -> ApacheFiles:
        """A reader that knows what Debian's envvars beside the main configuration sets."""
        folder = main.parent
        files = cls(remarks, folder.parent if folder.name == "conf" else folder)
        try:
            text = text_of(folder / "envvars")
        except NotReadError:
            return files
        instance = folder.name.removeprefix("apache2") if folder.name.startswith("apache2-") else ""
        files.variables = shell_variables(text, {"SUFFIX": instance, "APACHE_CONFDIR": str(folder)})
        files._defined.update(re.findall(r"-D\s*(\w+)", files.variables.get("APACHE_ARGUMENTS", "")))
        return files

    def read(self, path: Path) -> Iterator[Directive]:
        """The directives of a main configuration that are in force, in their order."""
        return self._directives(path, (), (), Origin(path, 0))

    def _directives(
        self, path: Path, around: tuple[Path, ...], outer: tuple[Section, ...], origin: Origin
    ) -> Iterator[Directive]:
        """The directives of a file, which those `around` it include in the sections `outer`, the last at `origin`."""
        self._count += 1
        try:
            text = text_of(path)
        except NotReadError as error:
            self.remarks.append(Remark(origin, f"{path} {error}"))
            return
        opened: list[_Open] = []
        for number, line in logical_lines(text):
            if line.startswith("</"):
                self._close(line, Origin(path, number, line), opened)
            elif line.startswith("<"):
                self._open(line, Origin(path, number), opened)
            elif all(one.in_force for one in opened):
                sections = (*outer, *(one.section for one in opened if not one.is_condition))
                yield from self._directive(line, Origin(path, number), (*around, path), sections)
        for left in opened:
            self.remarks.append(Remark(left.section.origin, "is not closed in its file"))

    def _directive(
        self, line: str, origin: Origin, around: tuple[Path, ...], sections: tuple[Section, ...]
    ) -> Iterator[Directive]:
        written, _, rest = line.replace("\t", " ").partition(" ")
        words = words_of(expanded(rest, self.variables))
        origin = Origin(origin.file, origin.line, written)
        name = written.lower()
        if name in ("include", "includeoptional"):
            yield from self._included(words, name == "include", origin, around, sections)
        elif name == "define" and words:
            self._defined.add(words[0])
            self.variables.update({words[0]: words[1]} if len(words) > 1 else {})
        elif name == "undefine" and words:
            self._defined.discard(words[0])
            self.variables.pop(words[0], None)
        elif name == "loadmodule" and words:
            self._modules.update((words[0], f"{PureWindowsPath(words[-1]).name.removesuffix('.so')}.c"))
        elif name == "serverroot" and words:
            self._move(words[0], origin)
        elif name == "use":
            self.remarks.append(Remark(origin, f"{' '.join(words)}: a macro, not understood"))
        else:
            yield Directive(name, words, origin, sections)

    def _move(self, text: str, origin: Origin) -> None:
        """Take a ServerRoot, if it is on this machine."""
        if os.path.isdir(text):  # noqa: PTH112 - Path.is_dir raises where it may not look
            self.root = Path(text)
        else:
            self.remarks.append(Remark(origin, f"{text} is no folder here: {self.root} is taken for it"))

    # -- files

    def _included(
        self,
        words: Sequence[str],
        is_needed: bool,  # noqa: FBT001 - the one thing in which two directives differ
        origin: Origin,
        around: tuple[Path, ...],
        sections: tuple[Section, ...],
    ) -> Iterator[Directive]:
        if not words or "\0" in words[0]:
            self.remarks.append(Remark(origin, "names no file"))
            return
        pattern = words[0] if is_absolute(words[0]) else os.path.join(self.root, words[0])  # noqa: PTH118 - a pattern
        found = list(_files(pattern))
        if not found and is_needed:
            self.remarks.append(Remark(origin, f"{pattern}: nothing is there"))
        for path in found:
            if os.path.realpath(path) in map(os.path.realpath, around):
                self.remarks.append(Remark(origin, f"{path} includes itself: a circle, not followed"))
            elif len(around) >= _DEEPEST or self._count >= _MOST_FILES:
                self.remarks.append(Remark(origin, f"{path} is one file too many: not followed"))
                return
            else:
                yield from self._directives(path, around, sections, origin)

    # -- sections

    def _open(self, line: str, origin: Origin, opened: list[_Open]) -> None:
        inner = line[1:].rpartition(">")[0] or line[1:]
        written, _, rest = inner.replace("\t", " ").partition(" ")
        name = written.lower()
        section = Section(
            name, words_of(expanded(rest, self.variables)), Origin(origin.file, origin.line, f"<{inner.strip()}>")
        )
        in_force = all(one.in_force for one in opened)
        if in_force and name == "macro":
            self.remarks.append(Remark(section.origin, "a macro, not understood"))
        holds = in_force and name != "macro" and (name not in _CONDITIONS or self._holds(section))
        opened.append(_Open(section, holds, name in _CONDITIONS))

    def _close(self, line: str, origin: Origin, opened: list[_Open]) -> None:
        name = line[2:].rstrip("> \t").lower()
        if not any(one.section.name == name for one in opened):
            self.remarks.append(Remark(origin, "closes what is not open in this file"))
            return
        while opened.pop().section.name != name:
            self.remarks.append(Remark(origin, "closes more than the innermost section"))

    def _holds(self, section: Section) -> bool:
        """Whether what stands in a condition is in force; one that cannot be decided here is, and is told."""
        text = section.words[0] if section.words else ""
        wanted, plain = not text.startswith("!"), text.removeprefix("!")
        if section.name == "ifdefine":
            return (plain in self._defined) == wanted
        if section.name == "iffile":
            return os.path.exists(plain if is_absolute(plain) else self.root / plain) == wanted  # noqa: PTH110
        if section.name == "ifmodule" and (self._modules or plain in _BUILT_IN):
            return (plain in self._modules or plain in _BUILT_IN or _built_in(plain)) == wanted
        if section.name != "ifversion" or not plain.startswith((">", "2.4")):
            self.remarks.append(Remark(section.origin, "not decided here: taken to hold"))
        return True


def _built_in(identifier: str) -> bool:
    return f"mod_{identifier.removesuffix('_module')}.c" in _BUILT_IN


def is_absolute(text: str) -> bool:
    """Whether the path is absolute on any system."""
    return PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()


def _files(pattern: str) -> Iterator[Path]:
    """The files that a pattern names, in order; of a folder all that lie below it."""
    names = sorted(glob.glob(pattern)) if glob.has_magic(pattern) else [pattern]  # noqa: PTH207 - it is absolute
    for name in names:
        if os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises where it may not look
            for folder, below, files in os.walk(name):
                below.sort()
                yield from (Path(folder, file) for file in sorted(files))
        elif os.path.lexists(name):
            yield Path(name)
