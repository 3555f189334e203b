"""systemd's journal in the forms that spread an entry over lines (journalctl -o export, -o verbose), as records.

An entry becomes a JSON object of its text fields. A field that is no text is written with its length in the export
format (systemd, "Journal Export Formats"); it is read past.
"""

from __future__ import annotations

import json
import re

from forensics.language.statement import state
from forensics.sources.frames.frame import Span

__all__ = ["Journal", "is_journal"]

_FIELD = re.compile(r"^[ \t]*([A-Z_][A-Z0-9_]*)=(.*)$")
#: The line above an entry of the verbose form: its time and its cursor.
_TITLE = re.compile(r"^\S.*\[s=[^\]]*\]$")
_EXPORT = re.compile(r"__CURSOR=|(?:__REALTIME_TIMESTAMP|_BOOT_ID)=[0-9a-f]+\n")


class Journal:
    """The entries of a journal; see the module."""

    title = state("entries of the systemd journal (journalctl -o export or -o verbose)")
    line_end = ""

    def cut(self, text: str, *, last: bool) -> tuple[list[Span], int]:
        """See `Frame.cut`. An entry ends before a blank line, or before the title of the next."""
        spans: list[Span] = []
        start = at = 0
        while (end := text.find("\n", at)) >= 0 or (last and at < len(text)):
            end = len(text) if end < 0 else end
            line = text[at:end]
            if not line.strip() or (_TITLE.match(line) and at > start):
                spans += _entry(text, start, at)
                start = at if line.strip() else end + 1
            at = end + 1
        if last:
            spans += _entry(text, start, len(text))
            start = len(text)
        return spans, min(start, len(text))


def _entry(text: str, start: int, end: int) -> list[Span]:
    whole = text[start:end].rstrip("\r\n")
    if not whole.strip():
        return []
    fields: dict[str, str] = {}
    for line in whole.split("\n"):
        if found := _FIELD.match(line.rstrip("\r")):
            fields.setdefault(found[1], found[2])
    line = json.dumps(fields, ensure_ascii=False) if fields else whole.replace("\n", " ")
    return [(start, start + len(whole), line)]


def is_journal(head: str) -> bool:
    """Whether text that begins like this is one of the two forms."""
    first, _, rest = head.lstrip("\ufeff\n").partition("\n")
    return bool(_EXPORT.match(head)) or bool(_TITLE.match(first) and _FIELD.match(rest.partition("\n")[0]))
