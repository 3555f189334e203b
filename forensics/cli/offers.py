"""What the shell offers where a value is typed: case files, reports, formats, what can be explained.

Asked at each press of a key, so nothing here waits for what reads logs: names stand in names.json, written by
docs/command.py from the registries (a test holds them equal).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click
from click.shell_completion import CompletionItem

__all__ = ["NAMES", "formats", "reports", "rules", "settings"]

#: The file with the names, beside this module.
NAMES = "names.json"
#: What a shell takes as it stands; where another name fits, the shell lists the files itself, for it can quote.
_PLAIN = re.compile(r"[\w./@%+=-]+")
_MARKS = ("findings.json", "bagit.txt")
#: So many entries of a folder are looked at.
_LOOKED_AT = 2_000

Items = list[CompletionItem[str]]


def formats(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Names of formats, each with its title."""
    return _named("formats", incomplete)


def rules(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Names of what can be explained, each with its kind or title."""
    return _named("explained", incomplete)


def settings(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Case files and watch files; what the shell lists itself where none fits, or a folder with some fits too."""
    found = list(_below(incomplete))
    folders = (below for path in found if path.is_dir() for below in _below(f"{path}/"))
    deeper = any(path.suffix == ".toml" for path in folders)
    return _paths((path for path in found if path.suffix == ".toml" and not deeper), incomplete, otherwise="file")


def reports(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """Folders that hold a report or a bundle, in the folder typed or one below it; all folders where there is none."""
    folders = [path for path in _below(incomplete) if path.is_dir()]
    deeper = (below for path in folders for below in _below(f"{path}/"))
    return _paths((path for path in (*folders, *deeper) if _is_report(path)), incomplete, otherwise="dir")


def _named(kind: str, incomplete: str) -> Items:
    known: Mapping[str, Mapping[str, str]] = json.loads(files("forensics.cli").joinpath(NAMES).read_text("utf-8"))
    found = known[kind].items()
    return [CompletionItem(name, help=title) for name, title in found if name.lower().startswith(incomplete.lower())]


def _below(incomplete: str) -> Iterator[Path]:
    """What lies in the folder typed so far and goes on as typed; nothing where it cannot be read."""
    folder, name = _parted(incomplete)
    try:
        entries = [path for path, _ in zip(Path(folder or ".").iterdir(), range(_LOOKED_AT), strict=False)]
    except OSError:
        return
    yield from sorted(path for path in entries if path.name.startswith(name) and (name or path.name[0] != "."))


def _parted(incomplete: str) -> tuple[str, str]:
    folder, slash, name = incomplete.rpartition("/")
    return folder + slash, name


def _is_report(path: Path) -> bool:
    try:
        return any((path / mark).is_file() for mark in _MARKS)
    except OSError:
        return False


def _paths(found: Iterable[Path], incomplete: str, *, otherwise: str) -> Items:
    """The paths as they are typed on; `otherwise` is what the shell lists itself."""
    dotted = "./" if incomplete.startswith("./") else ""
    names = [f"{dotted}{path}" for path in found]
    if not names or not all(map(_PLAIN.fullmatch, names)):
        return [CompletionItem(incomplete, type=otherwise)]
    return [CompletionItem(name) for name in names]
