"""watch.toml, which says what is published, where the logs lie and who is to be told (docs/watch-file.md) -> Watch."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from forensics.tomlfile.document import read_document
from forensics.tomlfile.faults import Faults, fitting_tables
from forensics.tomlfile.template import id_from, write_new
from forensics.watch.watch_file.check import check_watch
from forensics.watch.watch_file.places import absolute
from forensics.watch.watch_file.tables import WATCH_FILE, WatchFile
from forensics.watch.watched import Watch

__all__ = ["load_watch", "watch_schema", "write_template"]


def load_watch(path: Path) -> Watch:
    """The watch that a watch file states.

    Raises SourceError if the file cannot be read, WatchError with every problem that it has.
    """
    document = read_document(path, WATCH_FILE)
    faults = Faults(WATCH_FILE, document.content, document.text)
    digest = f"sha256:{hashlib.sha256(document.raw).hexdigest()}"
    folder = absolute(str(path.parent), Path())
    watch = check_watch(fitting_tables(WATCH_FILE, faults), faults, folder=folder, digest=digest)
    if problems := faults.problems():
        raise WATCH_FILE.refuse(str(path), problems)
    return watch


def write_template(path: Path, zone: str | None = None) -> None:
    """Write a commented watch file to start from, for its owner alone; its id is the file's name.

    Raises OutputError if the file exists or cannot be written; nothing half-written is left.
    """
    text = (files("forensics.watch.watch_file") / "template.toml").read_text(encoding="utf-8")
    if zone:
        text = text.replace('#zone = "Europe/Amsterdam"', f'zone = "{zone}"', 1)
    write_new(path, text.replace("WATCH-ID", id_from(path, "watch")))


def watch_schema() -> dict[str, Any]:
    """The JSON Schema of a watch file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WatchFile.model_json_schema()}
