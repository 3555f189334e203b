"""The command as a user without rights, and a folder that such a user may reach."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

__all__ = ["AS_NOBODY", "locked", "posix", "reachable_folder"]

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")

#: The command as another user where root runs it, for root may read everything. The modules are
#: imported first: the other user may not reach them.
AS_NOBODY = """\
import os, sys
import forensics.casefile, forensics.investigation, forensics.scan.preview, forensics.cli.progress_bar
import forensics.report.folder, forensics.custody.log, forensics.custody.retention
"".encode("utf-8-sig")
from forensics.cli import main
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
main(sys.argv[1:])
"""


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that every user may reach and write to, which pytest's own is not."""
    folder = Path(mkdtemp())
    folder.chmod(0o777)
    yield folder
    rmtree(folder)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody may read, write or enter what lies there."""
    mode = path.stat().st_mode
    path.chmod(0)
    yield
    path.chmod(mode)
