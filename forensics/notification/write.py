"""A notification as files: notification.json for machines, notification.md for a person to paste from.

Both are the owner's alone (0600). A file is written whole or not at all.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forensics.errors import OutputError
from forensics.language.statement import message
from forensics.language.untrusted import for_markdown
from forensics.notification import Notification
from forensics.notification.addresses import refuse_addresses
from forensics.notification.changes import SCHEMA, as_data
from forensics.notification.field import Field, Matter
from forensics.notification.grave import INPUTS, REASONS, SCALES, levels, shown
from forensics.notification.place import refuse_other
from forensics.notification.stated import yes_or_no
from forensics.version import __version__

__all__ = ["as_json", "as_markdown", "document", "write_notification"]

#: What article 33(5) GDPR asks for.
_PARTS = {
    "facts": message("Facts of the breach"),
    "effects": message("Effects"),
    "remedial_action": message("Remedial action taken"),
}
NAMES = ("notification.json", "notification.md")


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
        },
        "findings": {"sha256": saved.sha256, "complete": saved.complete},
        "clock": None
        if clock is None
        else {
            "aware": clock.aware,
            "hours": clock.hours,
            "deadline": clock.deadline,
            "submitted": clock.submitted,
            "late": clock.late,
        },
        "missing": [{"field": field.id, "needs": list(field.content.needs)} for field in notification.open],
        "fields": [_field(field) for field in notification.fields],
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
        "sources": [{"id": source.id, "bytes": source.bytes, "sha256": source.sha256} for source in saved.sources],
    }
    data: dict[str, Any] = as_data(found)
    return data


def _field(field: Field) -> dict[str, Any]:
    content = field.content
    return {
        "number": field.number,
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


def as_markdown(notification: Notification) -> str:
    """The document to paste from, in the order and the words of the form."""
    matter, sheet = notification.matter, notification.sheet
    environment = Environment(
        autoescape=False,  # noqa: S701 no HTML: every printed value is escaped for Markdown
        undefined=StrictUndefined,
        loader=FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_safe,
    )
    matter.language.into(environment)
    return environment.get_template("notification.md.j2").render(
        notification=notification,
        form=matter.profile,
        code=matter.language.code,
        saved=matter.saved,
        clock=matter.clock,
        zone=matter.zone,
        sheet=sheet,
        inputs={name: matter.language.text(title) for name, title in INPUTS.items()},
        reasons={name: matter.language.text(reason) for name, reason in REASONS.items()},
        keys=SCALES,
        range=lambda found: Markup(shown(matter, found)),  # noqa: S704 digits, and words of ours
        levels=levels(matter, sheet),
        answer=lambda given: _answer(matter, given),
        parts={name: matter.language.text(title) for name, title in _PARTS.items()},
        tool=f"forensics {__version__}",
    )


def _answer(matter: Matter, given: bool | None) -> str:  # noqa: FBT001 the answer itself
    return matter.language.text("not known yet") if given is None else yes_or_no(matter, given)


def _safe(value: object) -> object:
    """Text as Markdown shows it; nothing in it starts a heading, a link, a table or a tag."""
    return for_markdown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def write_notification(notification: Notification, folder: Path, *, keep: Path | None = None) -> tuple[Path, Path]:
    """Writes both files into `folder`, which may hold others; returns their paths.

    Raises OutputError where they cannot be written, where an address of a recipient stands in them, and where they
    would replace `keep`, the earlier notification.
    """
    refuse_other(folder, notification.matter.saved.case.id)
    content = dict(zip(NAMES, (as_json(notification), as_markdown(notification)), strict=True))
    refuse_addresses(notification.matter.saved, content.values())
    paths = (folder / NAMES[0], folder / NAMES[1])
    if keep is not None and keep.resolve() in {folder.resolve(), *(path.resolve() for path in paths)}:
        hint = "give another folder with -o"
        raise OutputError("the earlier notification would be overwritten", where=str(folder), hint=hint)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in paths:
            _replace(path, content[path.name].encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"the notification cannot be written: {reason}", where=str(folder), hint="give another folder with -o"
        ) from error
    return paths


def _replace(path: Path, content: bytes) -> None:
    """The file with this content; until it is whole the old one stays."""
    staged = path.with_name(f".{path.name}.new")
    staged.unlink(missing_ok=True)
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
