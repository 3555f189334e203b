"""The input for a breach notification: 24 fields in the order of an authority's form (docs/notification.md).

Made from saved findings and from what the case states; logs are never read again. It stands at level
regulator: counts and labels, no address and no user name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from forensics.language.catalogue import Language
from forensics.language.statement import message
from forensics.model import Case, Stated
from forensics.notification import access, covered, exposure, grave, people, stated, visitors
from forensics.notification.changes import Change, Earlier, changes
from forensics.notification.clock import Clock, clock
from forensics.notification.field import Field, Filled, Grade, Matter
from forensics.notification.hashes import with_hashes_shown
from forensics.notification.merged import with_case
from forensics.notification.profiles import PROFILES, Profile, profile
from forensics.notification.saved import Saved, read_findings
from forensics.notification.severity import Worksheet, worksheet
from forensics.report.spoken import parts_in, words

__all__ = ["FIELDS", "PROFILES", "Notification", "notify", "profile", "read_findings"]

Fill = Callable[[Matter], Filled]

#: Number, id, grade and title of every field, and what fills it; 19 and 24 are made from others.
FIELDS: tuple[tuple[int, str, Grade, str, Fill | None], ...] = (
    (1, "type", "ask", message("Kind of notification and reference"), stated.kind),
    (2, "organisation", "ask", message("Organisation and contact persons"), stated.organisation),
    (3, "nature", "assist", message("Nature of the breach"), stated.nature),
    (4, "period", "auto", message("When the breach began and ended"), exposure.period),
    (5, "ongoing", "auto", message("Whether the breach is still going on"), exposure.ongoing),
    (6, "aware", "auto", message("When the organisation became aware, and the deadline"), stated.aware),
    (7, "discovery", "ask", message("How the breach was discovered"), stated.discovery),
    (8, "cause", "assist", message("Cause of the breach"), stated.cause),
    (9, "records", "assist", message("Number of records"), people.records),
    (10, "people", "assist", message("Number of people concerned"), people.people),
    (11, "data", "assist", message("Categories of personal data"), people.data),
    (12, "groups", "ask", message("Categories of people"), people.groups),
    (13, "downloads", "auto", message("Successful accesses to the file"), access.downloads),
    (14, "recipients", "auto", message("Number of recipients"), access.recipients),
    (15, "parties", "assist", message("Who the recipients are"), visitors.parties),
    (
        16,
        "trust",
        "ask",
        message("Whether the recipients are known and trusted, and deleted their copies"),
        people.trust,
    ),
    (17, "spread", "auto", message("Signs of onward spread"), visitors.spread),
    (18, "safeguards", "ask", message("Measures before the breach"), stated.safeguards),
    (19, "severity", "assist", message("Consequences and severity"), None),
    (20, "informed", "ask", message("Whether the people concerned were told"), people.informed),
    (21, "measures", "assist", message("Measures taken"), people.measures),
    (22, "borders", "assist", message("Cross-border aspects and other authorities"), people.borders),
    (23, "evidence", "auto", message("Quality of the evidence"), covered.evidence),
    (24, "register", "auto", message("Entry for the register of breaches, article 33(5) GDPR"), None),
)

#: What article 33(5) asks the register to hold, and the fields that tell it.
_REGISTER = {
    "facts": ("nature", "period", "ongoing", "aware", "discovery", "cause", "data", "records", "people", "groups",
              "downloads", "recipients", "parties", "evidence"),
    "effects": ("severity", "spread", "trust"),
    "remedial_action": ("measures", "informed", "borders"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification, ready to be written: `fields` in the order of their numbers."""

    matter: Matter
    fields: tuple[Field, ...]
    sheet: Worksheet
    register: dict[str, tuple[str, ...]]  # the part of the register -> ids of the fields that tell it
    changes: tuple[Change, ...] | None  # None: no earlier notification was given

    def field(self, name: str) -> Field:
        """The field of that id."""
        return next(field for field in self.fields if field.id == name)

    def number(self, name: str) -> str:
        """The number of that question in the form: "2.3" is the third of its second section."""
        sections = enumerate(self.matter.profile.sections, 1)
        place, within = next((place, section.fields) for place, section in sections if name in section.fields)
        return f"{place}.{within.index(name) + 1}"

    @property
    def open(self) -> tuple[Field, ...]:
        """The fields in which something is still missing, in the order of the form."""
        ordered = (self.field(name) for section in self.matter.profile.sections for name in section.fields)
        return tuple(field for field in ordered if field.content.needs)


def notify(
    saved: Saved,
    form: Profile,
    language: Language,
    *,
    case: Case | None = None,
    since: Earlier | None = None,
    key: bytes | None = None,
) -> Notification:
    """The notification for an authority's form. `case` is the case file as it is now, whose [notification] and
    `aware` then count; `since` is an earlier notification to compare with; `key` is that of the case, which hashes
    are keyed with: without it they are left out.

    Raises CaseError if the case is no longer the one that was counted.
    """
    now = with_hashes_shown(saved if case is None else with_case(saved, case), key)
    said = words(now.case, language)
    given = Stated() if case is None else case.notification
    given = replace(given, recipients=tuple(replace(r, party=said.party(r.party)) for r in given.recipients))
    now = replace(now, **parts_in(now, language))
    matter = Matter(now, given, _clock(now, form, given), form, language, since is not None)
    sheet = worksheet(matter)
    filled = {name: fill(matter) for _, name, _, _, fill in FIELDS if fill}
    filled["severity"] = grave.severity(matter, sheet)
    filled["register"] = _register(matter, filled)
    fields = tuple(
        Field(number, name, grade, _title(matter, name, title), language.text(title), filled[name])
        for number, name, grade, title, _ in FIELDS
    )
    return Notification(matter, fields, sheet, _REGISTER, None if since is None else changes(fields, since))


def _clock(saved: Saved, form: Profile, given: Stated) -> Clock | None:
    return clock(saved.case.aware, form.hours, given.submitted) if saved.case.aware else None


def _title(matter: Matter, name: str, usual: str) -> str:
    """In the words of the form, else in ours."""
    own = matter.profile.wording.get(name)
    return own[matter.language.code] if own else matter.language.text(usual)


def _register(matter: Matter, filled: dict[str, Filled]) -> Filled:
    """Field 24: which fields make the entry; it is as complete as they are."""
    say = matter.language.text
    missing = sum(bool(filled[name].needs) for names in _REGISTER.values() for name in names)
    state = matter.language.plural(
        "{count} field of the entry is not complete yet.", "{count} fields of the entry are not complete yet.", missing
    )
    return Filled(
        text=(say("The entry stands at the end of this document."), *((state,) if missing else ())),
        value={part: list(names) for part, names in _REGISTER.items()},
        basis=say("The facts, the effects and the remedial action, as in the fields of this notification."),
        sources=("notification.json: register",),
        caveats=(say("The register must be kept, whether or not the breach is notified."),),
    )
