"""Whether a notification may be put in a folder: never in the place of another case's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forensics.errors import OutputError

__all__ = ["refuse_other"]

_NAME = "notification.json"


def refuse_other(folder: Path, case: str) -> None:
    """Raises OutputError if `folder` holds a notification of another case, or a file of that name that is none.

    One of the same case is written anew, in whatever language and by whatever form.
    """
    try:
        content = (folder / _NAME).read_bytes()
    except OSError:  # nothing there, or what keeps it from being read keeps it from being written, and is told then
        return
    if (there := _case(content)) != case:
        what = (
            "this is no notification of ours" if there is None else f"this is the notification of another case: {there}"
        )
        raise OutputError(what, where=str(folder / _NAME), hint="give another folder with -o, or move this one away")


def _case(content: bytes) -> str | None:
    """Its case, None where it is not one of ours."""
    try:
        found: Any = json.loads(content)
        return str(found["case"]["id"])
    except (ValueError, KeyError, TypeError):
        return None
