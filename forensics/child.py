"""A process of the same interpreter and the same modules as this one, to be told its work by pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping

__all__ = ["started"]

#: It finds its modules where this one does.
_SAME_PLACES = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "


def started(code: str, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes] | None:
    """The process that runs a piece of code, with pipes to its stdin and stdout; None where none can begin. Ctrl-C is
    not told to it: whoever began it ends it, or the end of its stdin does."""
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    places = json.dumps([str(place) for place in sys.path])
    try:
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", _SAME_PLACES + code, places, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | (environment or {}),
            process_group=None if sys.platform == "win32" else 0,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError:
        return None
