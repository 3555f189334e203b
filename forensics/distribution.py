"""How this tool was installed, so that a hint names a command that adds an extra to just that installation."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["DISTRIBUTION", "extra_hint"]

#: The name on a package index; "forensics" is somebody else's there.
DISTRIBUTION = "accesslog-forensics"


def extra_hint(extra: str) -> str:
    """The command that installs an optional part of this tool where this tool is."""
    return _shell([*_installer(Path(sys.prefix)), *_requirement(extra)])


def _installer(prefix: Path) -> list[str]:
    """The program that made the environment: pipx and uv each leave a file of theirs in it."""
    if (prefix / "pipx_metadata.json").is_file():
        return ["pipx", "install", "--force"]
    if (prefix / "uv-receipt.toml").is_file():
        return ["uv", "tool", "install", "--force"]
    if find_spec("pip") is None:  # an environment that uv made
        return ["uv", "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]


def _requirement(extra: str) -> list[str]:
    """What to install: the place that this tool was installed from, with the extra (PEP 610)."""
    try:
        text = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:  # run from a checkout
        return [f"{Path(__file__).parents[1]}[{extra}]"]
    origin = json.loads(text) if text else {}
    url = origin.get("url", "")
    if url.startswith("file:") and "dir_info" in origin:
        from urllib.request import url2pathname  # noqa: PLC0415 late: brings all of TLS, for a hint

        editable = ["--editable"] if origin["dir_info"].get("editable") else []
        return [*editable, f"{url2pathname(urlsplit(url).path)}[{extra}]"]
    if url:
        scheme = f"{origin['vcs_info']['vcs']}+" if "vcs_info" in origin else ""
        return [f"{DISTRIBUTION}[{extra}] @ {scheme}{url}"]
    return [f"{DISTRIBUTION}[{extra}]"]


def _shell(words: list[str]) -> str:
    """The words as one line for the shell of this system."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
