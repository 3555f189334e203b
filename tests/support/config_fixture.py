"""Configurations of web servers, written for one test, and what is read out of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from forensics.watch.server_configs import Published, write_watch
from forensics.watch.watch_file import load_watch
from forensics.watch.watched import Watch

__all__ = ["folders", "logs", "remarks", "watch_of", "written"]


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files, FOLDER in their texts being its path; the first of them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).replace("FOLDER", folder.as_posix()), encoding="utf-8", newline="")
    return folder / next(iter(files))


def folders(published: Published) -> dict[tuple[str, tuple[str, ...]], str]:
    """The folder of each URL and its hosts."""
    return {(root.url, root.hosts): root.path for root in published.roots}


def logs(published: Published) -> dict[str, str]:
    """The format of each log that can be used."""
    return {path: log.format for log in published.logs if not log.refused for path in log.paths}


def remarks(published: Published) -> str:
    """All that was left open, a line each."""
    return "\n".join(f"{remark.origin.file.name}:{remark.origin.line}: {remark.text}" for remark in published.remarks)


def watch_of(published: Published, folder: Path) -> Watch:
    """What the watch file says that is written of them: it loads."""
    path = folder / "made" / "watch.toml"  # its state must not lie beside logs
    path.parent.mkdir()
    write_watch(published, path, "Europe/Amsterdam")
    return load_watch(path)
