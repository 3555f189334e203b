"""LibreOffice, which writes documents of every kind from one source."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.programs import needs

__all__ = ["converted"]


def converted(path: Path, extension: str, folder: Path) -> Path:
    """The document in another format, in a folder of its own. Skips the test where LibreOffice is missing."""
    program = needs("libreoffice")
    out = folder / extension
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [str(program), profile, "--headless", "--convert-to", extension, "--outdir", str(out), str(path)]
    subprocess.run(arguments, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{extension.partition(':')[0]}"
