"""The document of a notification: its fields in the order and the words of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forensics.language.statement import message
from forensics.notification import Notification
from forensics.notification.field import Field
from forensics.notification.grave import INPUTS, REASONS, SCALES, levels, shown
from forensics.notification.paper import Block, Bullets, Heading, Paper, Paragraph, Span, Table, Words
from forensics.notification.severity import Input, Range
from forensics.notification.stated import yes_or_no
from forensics.version import __version__

__all__ = ["PARTS", "composed"]

#: What article 33(5) GDPR asks for.
PARTS = {
    "facts": message("Facts of the breach"),
    "effects": message("Effects"),
    "remedial_action": message("Remedial action taken"),
}

_WITHHELD = message(
    "Plain hashes are not shown: who knows the rest of a log finds an IP address in it by trying. They stand in the"
    " report for investigators."
)


def composed(notification: Notification) -> Paper:
    """The document, in the language of the notification."""
    code = notification.matter.language.code
    return Paper(notification.matter.profile.title[code], code, tuple(_blocks(notification)))


def _blocks(found: Notification) -> Iterator[Block]:
    yield from _head(found)
    yield from _open(found)
    for number, section in enumerate(found.matter.profile.sections, 1):
        yield Heading(2, section.title[found.matter.language.code], f"{number}.")
        for name in section.fields:
            yield from _question(found, found.field(name))
    yield from _worksheet(found)
    yield from _register(found)
    yield from _changes(found)
    yield from _provenance(found)


def _head(found: Notification) -> Iterator[Block]:
    matter, form = found.matter, found.matter.profile
    language, case = matter.language, matter.saved.case
    say, code = language.text, language.code
    yield Heading(1, form.title[code])
    yield Paragraph(_plain(f"{form.authority[code]}. {form.where[code]}"))
    told = [_labelled(say("Case"), f"{case.title or case.id} ({case.id})")]
    if clock := matter.clock:
        told.append(_labelled(say("Aware of the breach"), language.deadline(clock.aware, matter.zone)))
        label, deadline = say("Deadline"), language.deadline(clock.deadline, matter.zone)
        told.append((Span(f"{label}: "), Span(deadline, "strong")))
    left = language.plural("{count} field", "{count} fields", len(found.open))
    yield Bullets((*told, _labelled(say("Still to be completed"), left)))
    yield Paragraph(
        _plain(
            say(
                "Prepared from server logs and the case file. It names no IP address and no user name of a visitor. It"
                " is no legal advice: check every answer before you send it."
            )
        )
    )


def _open(found: Notification) -> Iterator[Block]:
    """What is still missing, by the numbers of the questions."""
    if not found.open:
        return
    yield Heading(2, found.matter.language.text("Still to be completed"))
    yield Bullets(
        tuple(
            (
                Span(found.number(field.id), "number", _anchor(found, field)),
                Span(f" {field.title} — {', '.join(field.content.needs)}"),
            )
            for field in found.open
        )
    )


def _question(found: Notification, field: Field) -> Iterator[Block]:
    say, content = found.matter.language.text, field.content
    yield Heading(3, field.title, found.number(field.id), _anchor(found, field))
    for line in content.text:
        yield Paragraph(_plain(line))
    if content.needs:
        yield Paragraph((_mark(found), Span(f": {', '.join(content.needs)}")), missing=True)
    if field.status == "proposed":
        yield Paragraph((Span(say("Proposed by the tool: confirm or correct."), "soft"),))
    if content.text:
        yield Bullets(tuple(_grounds(found, field)))


def _grounds(found: Notification, field: Field) -> Iterator[Words]:
    say, content = found.matter.language.text, field.content
    if content.basis:
        yield _labelled(say("Basis"), content.basis)
    if content.method:
        yield _labelled(say("Method"), content.method)
    yield _labelled(say("Sources"), ", ".join(content.sources))
    for caveat in content.caveats:
        yield _labelled(say("Note"), caveat)


def _worksheet(found: Notification) -> Iterator[Block]:
    matter, sheet, say = found.matter, found.sheet, found.matter.language.text
    title = say("Worksheet: severity by ENISA (2013)")
    yield Heading(2, title)
    yield Paragraph(
        _plain(
            say(
                "Severity = DPC × EI + the sum of CB. Low is below 2, medium below 3, high below 4, very high from 4."  # noqa: RUF001
            )
        )
    )
    headings = (say("Input"), say("Value"), say("Why"), say("Score one step lower"), say("Score one step higher"))
    rows = [
        (_plain(say(INPUTS[entry.name])), *_ranges(found, [entry.value]), _why(found, entry), *_ranges(found, moved))
        for entry, (_, *moved) in zip(sheet.inputs, sheet.sensitivity, strict=True)
    ]
    score = ((Span(say("Score"), "strong"),), (Span(shown(matter, sheet.score), "strong"),))
    yield Table(title, headings, (*rows, (*score, _plain(levels(matter, sheet)), (), ())))
    yield Bullets(
        (
            _labelled(say("More than 100 people"), _answer(found, sheet.many_people)),
            _labelled(say("Data unintelligible"), _answer(found, sheet.unintelligible)),
        )
    )


def _ranges(found: Notification, ranges: Sequence[Range]) -> tuple[Words, ...]:
    return tuple(_plain(shown(found.matter, each)) for each in ranges)


def _why(found: Notification, entry: Input) -> Words:
    """Why an input has its value, or the key that would set it."""
    if entry.filled_by == "case" and not entry.value.known:
        return _mark(found), Span(f" ({SCALES[entry.name]})")
    return _plain(found.matter.language.text(REASONS[entry.because]))


def _answer(found: Notification, given: bool | None) -> str:  # noqa: FBT001 the answer itself
    return found.matter.language.text("not known yet") if given is None else yes_or_no(found.matter, given)


def _register(found: Notification) -> Iterator[Block]:
    say = found.matter.language.text
    yield Heading(2, say("Entry for the register of breaches, article 33(5) GDPR"))
    for part, names in found.register.items():
        yield Heading(3, say(PARTS[part]))
        yield Bullets(tuple(_entered(found, found.field(name)) for name in names))


def _entered(found: Notification, field: Field) -> Words:
    text = field.content.text
    return Span(f"{field.name}: "), Span(" ".join(text)) if text else _mark(found)


def _changes(found: Notification) -> Iterator[Block]:
    """Beside an earlier notification, the fields that say something else now."""
    if found.changes is None:
        return
    say = found.matter.language.text
    yield Heading(2, say("Changed since the earlier notification"))
    for change in found.changes:
        yield Heading(3, change.field.title)
        before, now = (" ".join(text) or say("not stated") for text in (change.before, change.field.content.text))
        yield Bullets((_labelled(say("Earlier"), before), _labelled(say("Now"), now)))
    if not found.changes:
        yield Paragraph(_plain(say("Nothing changed.")))


def _provenance(found: Notification) -> Iterator[Block]:
    say, saved = found.matter.language.text, found.matter.saved
    told = [
        _plain(f"findings.json, SHA-256 {saved.sha256}")
        if saved.sha256
        else _labelled(say("findings.json, keyed hash"), saved.sha256_keyed or say("not shown")),
        _labelled(say("Case file when counted"), saved.case.digest or say("not shown")),
    ]
    if saved.case_changed:
        told.append(_labelled(say("Case file when this was written"), saved.digest_now or say("changed since")))
    yield Heading(2, say("Provenance"))
    yield Bullets((*told, _plain(f"forensics {__version__}")))
    if not saved.sha256:
        yield Paragraph(_plain(say(_WITHHELD)))


def _anchor(found: Notification, field: Field) -> str:
    """Where the question stands: numbers only, for an id holds no text of a case."""
    return f"question-{found.number(field.id).replace('.', '-')}"


def _mark(found: Notification) -> Span:
    return Span(found.matter.language.text("TO BE COMPLETED"), "mark")


def _labelled(label: str, text: str) -> Words:
    return (Span(f"{label}: {text}"),)


def _plain(text: str) -> Words:
    return (Span(text),)
