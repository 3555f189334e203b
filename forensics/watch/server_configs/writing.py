"""What was found in a configuration -> a watch file, each line with the place that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from forensics.errors import Problem, WatchError
from forensics.language.untrusted import for_terminal
from forensics.model.zones import find_zone
from forensics.tomlfile.template import id_from, toml_text, write_new
from forensics.watch.inventory.url_paths import escaped
from forensics.watch.server_configs.published import Published, PublishedLog, PublishedRoot

__all__ = ["check_zone", "write_watch"]

_LONGEST = 400  # of a comment


def check_zone(zone: str | None) -> None:
    """Raises WatchError for a zone that is none."""
    if zone is not None and find_zone(zone) is None:
        reason = f"{json.dumps(zone, ensure_ascii=False)} is not an IANA time zone"
        raise WatchError("", [Problem("--zone", reason, "--zone Europe/Amsterdam")])


def write_watch(published: Published, path: Path, zone: str | None) -> None:
    """Write the watch file, for its owner alone.

    Raises WatchError for a zone that is none, OutputError if the file exists or cannot be written.
    """
    check_zone(zone)
    write_new(path, "".join(f"{line}\n" for line in _lines(published, path, zone)))


def _lines(published: Published, path: Path, zone: str | None) -> Iterator[str]:
    yield f"# A watch, as {_commented(', '.join(map(str, published.read)))} has it."
    yield "# Read it through: what was left open stands at the end. docs/watch-file.md explains every key."
    yield ""
    yield "[watch]"
    yield f'id = "{id_from(path, "watch")}"'
    zone_line = f"zone = {toml_text(zone)}" if zone else '#zone = "Europe/Amsterdam"'
    yield f"{zone_line}  # time zone of logs that hold no offset"
    yield "# folder for what passes must remember; default: named as the id, beside this file"
    yield '#state = "/var/lib/forensics/www"'
    yield '#status = "/var/lib/forensics/status"  # folder for status.html and forensics.prom'
    for root in published.roots:
        yield from ("", *_root(root))
    if not published.roots:
        yield from (
            "",
            "# No published folder was understood. Name each:",
            "#[[roots]]",
            '#path = "/var/www/html"',
            '#url = "/"',
        )
    for log in published.logs:
        for pattern in log.paths:
            yield from ("", *_log(log, pattern))
    if published.roots and any(not log.refused for log in published.logs):
        yield from ("", "[[files]]", "flagged = true  # downloads of every document that hides something are reported")
    yield from ("", "#[[sinks]]  # where events go, beside standard output", '#kind = "journald"')
    if published.remarks:
        yield from ("", "# Left open: what was not understood, or what only you can judge.")
        yield from (f"# {_commented(f'{remark.origin}: {remark.text}')}" for remark in published.remarks)


def _root(root: PublishedRoot) -> Iterator[str]:
    yield from _notes(root.notes)
    yield "[[roots]]"
    yield f"path = {toml_text(root.path)}  # {_commented(str(root.of_path))}"
    yield f"url = {toml_text(escaped(root.url))}  # {_commented(str(root.of_url))}"
    if root.hosts:
        yield f"hosts = [{', '.join(map(toml_text, root.hosts))}]  # {_commented(str(root.of_hosts))}"
    else:
        yield f"#hosts = []  # any host: {_commented(str(root.of_hosts))}"


def _log(log: PublishedLog, pattern: str) -> Iterator[str]:
    yield from _notes(log.notes)
    mark = ""
    if log.refused:
        yield f"# Not used: {_commented(log.refused)}"
        mark = "#"
    yield f"{mark}[[logs]]"
    yield f"{mark}path = {toml_text(pattern)}  # {_commented(str(log.of_path))}"
    yield f"{mark}format = {toml_text(log.format)}  # {_commented(str(log.of_format))}"
    if log.host:
        yield f"{mark}host = {toml_text(log.host)}  # the only host that writes it; its lines name none"


def _notes(notes: Iterable[str]) -> Iterator[str]:
    yield from (f"# {_commented(note)}" for note in notes)


def _commented(text: str) -> str:
    return for_terminal(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
