"""A case, read from its file, and the file to start from (docs/case-file.md)."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from forensics.casefile.check import check_case
from forensics.casefile.identity import new_id
from forensics.casefile.tables import CASE_FILE, CaseFile
from forensics.errors import CaseError
from forensics.model import Case
from forensics.tomlfile.document import read_document
from forensics.tomlfile.faults import Faults, fitting_tables
from forensics.tomlfile.template import toml_text, write_new

__all__ = ["case_schema", "load_case", "write_template"]


def load_case(path: Path) -> Case:
    """The case that a case file states.

    Raises SourceError if the file cannot be read, CaseError with every problem that it has.
    """
    document = read_document(path, CASE_FILE)
    faults = Faults(CASE_FILE, document.content, document.text)
    digest = f"sha256:{hashlib.sha256(document.raw).hexdigest()}"
    case = check_case(fitting_tables(CASE_FILE, faults), faults, folder=path.parent, digest=digest)
    if problems := faults.problems():
        raise CaseError(str(path), problems)
    return case


def write_template(path: Path, *, title: str | None = None, zone: str | None = None) -> None:
    """Write a commented case file to start from, for its owner alone; its id is of the title, the file or its folder.

    Raises OutputError if the file exists or cannot be written; nothing half-written is left.
    """
    template = (files("forensics.casefile") / "template.toml").read_text(encoding="utf-8")
    filled = template.replace("CASE-ID", new_id(path, title or ""))
    if zone:
        filled = filled.replace('zone = ""                               # EDIT:', f"zone = {toml_text(zone)}  #", 1)
    if title:
        usual = '#title = "List of reports published with a decision"   #'
        filled = filled.replace(usual, f"title = {toml_text(title)}  #", 1)
    write_new(path, filled)


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CaseFile.model_json_schema()}
