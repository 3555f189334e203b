"""What the organisation states itself: fields 1, 2, 3, 6, 7, 8 and 18."""

from __future__ import annotations

from dataclasses import asdict

from forensics.language.statement import message
from forensics.model import Contact
from forensics.notification import proposed
from forensics.notification.field import Filled, Matter, absent, joined, lines

__all__ = ["aware", "cause", "discovery", "kind", "nature", "organisation", "safeguards", "yes_or_no"]

_KINDS = {
    "first": message("First notification"),
    "follow-up": message("Follow-up notification"),
    "final": message("Final notification"),
}
_NATURE = {
    "confidentiality": message("breach of confidentiality: people could see data that was not meant for them"),
    "integrity": message("breach of integrity: data was altered"),
    "availability": message("breach of availability: data was lost or could not be reached"),
}
_ROLES = {
    "controller": message("Controller: {contact}"),
    "reporter": message("Person who notifies: {contact}"),
    "officer": message("Data protection officer: {contact}"),
    "processor": message("Processor: {contact}"),
}


def yes_or_no(matter: Matter, answer: bool) -> str:  # noqa: FBT001 the answer itself
    """The word for it."""
    return matter.language.text("yes") if answer else matter.language.text("no")


def kind(matter: Matter) -> Filled:
    """Field 1: first, follow-up or final, and the reference."""
    say, stated = matter.language.text, matter.stated
    which = stated.type or ("follow-up" if matter.follows else None)
    later = which in {"follow-up", "final"}
    text = joined(
        [
            say(_KINDS[which]) + "." if which else "",
            say("Reference: {number}.", number=stated.reference) if stated.reference else "",
        ]
    )
    unknown = () if matter.follows or not later else (say("the earlier notification, with --since"),)
    return Filled(
        text=text,
        value={"type": which, "reference": stated.reference} if text else None,
        basis=say("Stated in the case file."),
        sources=("case.toml: notification.type", "case.toml: notification.reference"),
        caveats=joined(
            [say("What changed since the earlier notification stands at the end.") if matter.follows else ""]
        ),
        needs=(*absent(type=which), *(absent(reference=stated.reference) if later else ()), *unknown),
        proposed=stated.type is None,
    )


def organisation(matter: Matter) -> Filled:
    """Field 2: the controller, who notifies, the data protection officer, the processor."""
    say, stated = matter.language.text, matter.stated
    contacts = {name: getattr(stated, name) for name in _ROLES}
    return Filled(
        text=tuple(say(_ROLES[name], contact=_contact(contact)) for name, contact in contacts.items() if contact),
        value={name: asdict(contact) for name, contact in contacts.items() if contact} or None,
        basis=say("Stated in the case file."),
        sources=tuple(f"case.toml: notification.{name}" for name in _ROLES),
        caveats=joined(
            [say("A processor is named only where one ran the server.") if stated.processor is None else ""]
        ),
        needs=absent(controller=stated.controller, reporter=stated.reporter, officer=stated.officer),
    )


def _contact(contact: Contact) -> str:
    parts = (contact.name, contact.role, contact.address, contact.email, contact.phone, contact.registration)
    return ", ".join(part for part in parts if part)


def nature(matter: Matter) -> Filled:
    """Field 3: confidentiality, integrity, availability."""
    say, given = matter.language.text, matter.stated.nature
    names = given or ("confidentiality",)
    listed = "; ".join(say(_NATURE[name]) for name in names)
    return Filled(
        text=(listed[:1].upper() + listed[1:] + ".",),
        value={"nature": list(names)},
        basis=say("Stated in the case file.") if given else say("A document was published that should not have been."),
        method="" if given else say("Proposed: a published document is a breach of confidentiality."),
        sources=("case.toml: notification.nature",),
        proposed=not given,
    )


def aware(matter: Matter) -> Filled:
    """Field 6: when the organisation knew, and until when it must notify."""
    say, clock, stated = matter.language.text, matter.clock, matter.stated
    if clock is None:
        return Filled(sources=("case.toml: case.aware",), needs=("case.aware",))
    span, shown = matter.language.duration, matter.language.deadline
    text = [
        say("Aware of the breach: {time}.", time=shown(clock.aware, matter.zone)),
        say("Deadline, {hours} hours later: {time}.", hours=clock.hours, time=shown(clock.deadline, matter.zone)),
    ]
    needs: tuple[str, ...] = ()
    if clock.submitted is None:
        needs = absent(submitted=stated.submitted)
    else:
        text.append(say("Time of this notification: {time}.", time=shown(clock.submitted, matter.zone)))
    if clock.late and clock.overdue is not None:
        text.append(say("That is {span} after the deadline.", span=span(clock.overdue)))
        text += [say("Reasons for the delay: {reasons}", reasons=" ".join(lines(stated.delay)))] if stated.delay else []
        needs += absent(delay=stated.delay)
    return Filled(
        text=tuple(text),
        value={
            "aware": clock.aware,
            "hours": clock.hours,
            "deadline": clock.deadline,
            "submitted": clock.submitted,
            "late": clock.late,
            "reasons_for_delay": stated.delay,
        },
        basis=say("The time stated in the case file; {hours} hours by the profile.", hours=clock.hours),
        method=say("The hours are added in UTC, so a change of the clocks makes the term neither longer nor shorter."),
        sources=("case.toml: case.aware", f"profiles/{matter.profile.name}.toml: hours"),
        caveats=(matter.profile.clock_note[matter.language.code],),
        needs=needs,
    )


def discovery(matter: Matter) -> Filled:
    """Field 7: how it was discovered."""
    return _words(matter, "discovered", matter.stated.discovered)


def cause(matter: Matter) -> Filled:
    """Field 8: how it could happen."""
    found = None if matter.stated.cause else proposed.cause(matter)
    return found or _words(matter, "cause", matter.stated.cause)


def _words(matter: Matter, key: str, text: str | None) -> Filled:
    """A field that is one text of a person."""
    return Filled(
        text=lines(text),
        value={key: text} if text else None,
        basis=matter.language.text("Stated in the case file.") if text else "",
        sources=(f"case.toml: notification.{key}",),
        needs=() if text else (f"notification.{key}",),
    )


def safeguards(matter: Matter) -> Filled:
    """Field 18: the measures before the breach, and whether the data could be read."""
    say, stated = matter.language.text, matter.stated
    readable: tuple[str, ...] = ()
    if stated.unintelligible is not None:
        readable = (say("Data made unintelligible, by encryption for instance: {answer}.",
                        answer=yes_or_no(matter, stated.unintelligible)),)  # fmt: skip
    text = (*lines(stated.safeguards), *readable)
    return Filled(
        text=text,
        value={"measures": stated.safeguards, "unintelligible": stated.unintelligible} if text else None,
        basis=say("Stated in the case file.") if text else "",
        sources=("case.toml: notification.safeguards", "case.toml: notification.unintelligible"),
        needs=absent(safeguards=stated.safeguards, unintelligible=stated.unintelligible),
    )
