"""A notification as files: notification.json for machines, and for people Markdown to paste from, a page, or a text
document to fill in.

All are the owner's alone (0600). A file is written whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from forensics.distribution import extra_hint
from forensics.errors import OutputError
from forensics.notification import Notification
from forensics.notification.addresses import refuse_addresses
from forensics.notification.changes import SCHEMA, as_data
from forensics.notification.composed import composed
from forensics.notification.field import Field
from forensics.notification.markdown import as_markdown
from forensics.notification.paper import Paper
from forensics.notification.place import refuse_other
from forensics.output.folder import claimed, os_errors_as_output_errors
from forensics.output.private import make_folder, replace_file
from forensics.version import __version__

__all__ = ["FORMATS", "as_json", "document", "write_notification"]

#: What is always written.
DATA = "notification.json"


def _page(paper: Paper) -> bytes:
    from forensics.notification.page import as_html  # noqa: PLC0415 - only who wants a page waits for its templates

    return as_html(paper).encode("utf-8", "backslashreplace")


def _word(paper: Paper) -> bytes:
    try:
        from forensics.notification.word import as_docx  # noqa: PLC0415 - an extra: only who wants one needs it
    except ModuleNotFoundError as error:
        raise OutputError(
            "a text document needs the package python-docx, which is not installed",
            where="notification.docx",
            hint=f"{extra_hint('docx')}, or choose another --format",
        ) from error
    return as_docx(paper)


#: Format -> how a document is written in it; its file is notification.FORMAT.
FORMATS: Mapping[str, Callable[[Paper], bytes]] = {
    "md": lambda paper: as_markdown(paper).encode("utf-8", "backslashreplace"),
    "html": _page,
    "docx": _word,
}


def document(notification: Notification) -> dict[str, Any]:
    """The notification as plain dicts and lists."""
    matter, clock = notification.matter, notification.matter.clock
    saved, form = matter.saved, matter.profile
    changed = notification.changes
    found = {
        "schema": SCHEMA,
        "tool": f"forensics {__version__}",
        "language": matter.language.code,
        "profile": form.name,
        "authority": form.authority[matter.language.code],
        "case": {
            "id": saved.case.id,
            "title": saved.case.title,
            "digest": saved.case.digest,
            "digest_now": saved.digest_now,
            "changed": saved.case_changed,
        },
        "findings": {"sha256": saved.sha256, "sha256_keyed": saved.sha256_keyed, "complete": saved.complete},
        "clock": None
        if clock is None
        else {
            "aware": clock.aware,
            "hours": clock.hours,
            "deadline": clock.deadline,
            "submitted": clock.submitted,
            "late": clock.late,
        },
        "missing": [
            {"field": field.id, "question": notification.number(field.id), "needs": list(field.content.needs)}
            for field in notification.open
        ],
        "fields": [_field(field, notification.number(field.id)) for field in notification.fields],
        "severity": notification.sheet.as_dict(),
        "register": {
            part: [{"field": name, "text": list(notification.field(name).content.text)} for name in names]
            for part, names in notification.register.items()
        },
        "changes": None
        if changed is None
        else [
            {"field": change.field.id, "before": list(change.before), "now": list(change.field.content.text)}
            for change in changed
        ],
        "sources": [
            {"id": each.id, "bytes": each.bytes, "sha256": each.sha256, "sha256_keyed": each.sha256_keyed}
            for each in saved.sources
        ],
    }
    data: dict[str, Any] = as_data(found)
    return data


def _field(field: Field, question: str) -> dict[str, Any]:
    content = field.content
    return {
        "number": field.number,
        "question": question,
        "id": field.id,
        "title": field.title,
        "grade": field.grade,
        "status": field.status,
        "value": content.value,
        "text": list(content.text),
        "basis": content.basis,
        "method": content.method,
        "sources": list(content.sources),
        "caveats": list(content.caveats),
        "needs": list(content.needs),
    }


def as_json(notification: Notification) -> str:
    """The document as text, ASCII only, so that no reader meets a control or bidi character raw."""
    return json.dumps(document(notification), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def write_notification(
    notification: Notification, folder: Path, *, formats: Sequence[str] = ("md",), keep: Path | None = None
) -> tuple[Path, ...]:
    """Writes notification.json and the document in each of these FORMATS into `folder`, which may hold other files;
    returns their paths.

    Raises OutputError where they cannot be written, where a package that writes one is not installed, where an address
    of a recipient stands in them, and where they would replace `keep`, the earlier notification.
    """
    refuse_other(folder, notification.matter.saved.case.id)
    paper, data = composed(notification), as_json(notification)
    refuse_addresses(notification.matter.saved, [data, as_markdown(paper)])
    paths = (folder / DATA, *(folder / f"notification.{name}" for name in dict.fromkeys(formats)))
    if keep is not None and keep.resolve() in {folder.resolve(), *(path.resolve() for path in paths)}:
        hint = "give another folder with -o"
        raise OutputError("the earlier notification would be overwritten", where=str(folder), hint=hint)
    content = [data.encode(), *(FORMATS[path.suffix[1:]](paper) for path in paths[1:])]
    with os_errors_as_output_errors("the notification", folder, "give another folder with -o"), claimed(folder):
        made = make_folder(folder)
        try:
            for path, written in zip(paths, content, strict=True):
                replace_file(path, written)
        except OSError:
            for empty in reversed(made):
                with suppress(OSError):  # something was written before
                    empty.rmdir()
            raise
    return paths
