"""Notifications of the sample case, made from its committed findings: no log is read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forensics.casefile import load_case
from forensics.language.catalogue import language
from forensics.model import Case
from forensics.notification import Notification, notify, profile
from forensics.notification.changes import Earlier
from forensics.notification.saved import Saved, read_findings

__all__ = ["REPORT", "changed", "notification", "saved", "stated_case"]

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "reports" / "coa-2020"
CASE = ROOT / "sample_logs" / "coa-2020" / "case.toml"
STATED = ROOT / "tests" / "notification" / "stated.toml"


def saved() -> Saved:
    """The committed findings of the sample case."""
    return read_findings(REPORT)


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> Saved:
    """The findings after a change of their document, written into the folder and read back."""
    document = json.loads((REPORT / "findings.json").read_text(encoding="utf-8"))
    change(document)
    (folder / "findings.json").write_text(json.dumps(document), encoding="utf-8")
    return read_findings(folder)


def stated_case(folder: Path, *edits: tuple[str, str]) -> Case:
    """The sample case with what its organisation states; each edit replaces one text by another."""
    text = CASE.read_text(encoding="utf-8")
    if "[notification]" not in text:
        text += STATED.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    shutil.copytree(CASE.parent / "evidence", folder / "evidence", dirs_exist_ok=True)
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    return load_case(path)


def notification(
    form: str = "ap",
    lang: str = "en",
    *,
    of: Saved | None = None,
    case: Case | None = None,
    since: Earlier | None = None,
) -> Notification:
    """A notification of the sample case."""
    return notify(of or saved(), profile(form), language(lang), case=case, since=since)
