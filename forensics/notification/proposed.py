"""What the leaked documents themselves say of the cause, the records, the people and the data: fields 8 to 12, proposed
where the case states nothing.

Each returns None where no document was looked into, or holds nothing of the kind.
"""

from __future__ import annotations

from collections import Counter

from forensics.documents.hidden import CHECKS, GRAVE
from forensics.documents.personal.categories import CATEGORIES
from forensics.model.document import CategoryCount, Document
from forensics.notification.field import Filled, Matter, joined
from forensics.notification.words import GROUPS

__all__ = [
    "basis",
    "categories",
    "cause",
    "caveats",
    "data",
    "groups",
    "inspected",
    "people",
    "people_bounds",
    "records",
]

#: Categories that are identification numbers by law.
_NATIONAL = ("bsn", "national_id")
#: Whom a category tells of.
_GROUPS_OF = {"v_number": "asylum seekers", "staff": "employees", "bsn": "citizens"}
_SOURCES = ("findings.json: documents",)


def inspected(matter: Matter) -> list[Document]:
    """The documents of which something is known."""
    return [document for document in matter.saved.documents if document.state != "not_inspected"]


def basis(matter: Matter, documents: list[Document]) -> str:
    """Which documents were read, each by its hash."""
    say = matter.language.text
    named = [
        say("{document} (SHA-256 {hash})", document=one.file, hash=one.sha256 or say("not shown")) for one in documents
    ]
    return say("Read from the leaked document: {documents}.", documents=matter.language.listed(named))


def caveats(matter: Matter, *more: str) -> tuple[str, ...]:
    """Those given, after that on documents, or parts of them, of which nobody knows what they hold."""
    partly = any(document.reason or document.state == "not_inspected" for document in matter.saved.documents)
    unread = matter.language.text("Not all of it could be inspected; there may be more.") if partly else ""
    return joined([unread, *more])


def cause(matter: Matter) -> Filled | None:
    """Field 8: what was hidden and not removed."""
    say, documents = matter.language.text, inspected(matter)
    codes = dict.fromkeys(
        found.code for document in documents for found in document.findings if found.severity in GRAVE
    )
    if not codes:
        return None
    listed = matter.language.listed([matter.language.say(CHECKS[code].title) for code in codes])
    return Filled(
        text=(
            say("What was not meant for readers had been hidden in the document, not removed from it: {listed}.",
                listed=listed),
        ),
        value={"cause": None, "hidden": list(codes)},
        basis=basis(matter, documents),
        method=say("Proposed: what is in the document. Why it happened is for the organisation to say."),
        sources=("case.toml: notification.cause", *_SOURCES),
        caveats=caveats(matter),
        needs=("notification.cause",),
        proposed=True,
    )  # fmt: skip


def records(matter: Matter) -> Filled | None:
    """Field 9: the records in the documents, hidden or not."""
    say, documents = matter.language.text, inspected(matter)
    shown = sum(document.records.visible for document in documents)
    kept = sum(document.records.hidden for document in documents)
    unseen = sum(document.records.cosmetic for document in documents)
    count = shown + kept + unseen
    if not count:
        return None
    return Filled(
        text=joined(
            [
                say("Number of records: {n}.", n=count),
                say("Of these {shown} are shown and {hidden} hidden, though they can be made visible.",
                    shown=shown, hidden=kept + unseen) if kept + unseen else "",
            ]
        ),
        value={"records": count, "visible": shown, "hidden": kept, "cosmetic": unseen},
        basis=basis(matter, documents),
        method=say("A record is one row below a header that holds at least one value."),
        sources=("case.toml: notification.records", *_SOURCES),
        caveats=caveats(matter, say("Hidden rows count: whoever has the file can read them.")),
        proposed=True,
    )  # fmt: skip


def people_bounds(documents: list[Document]) -> tuple[int, int] | None:
    """At least and at most so many people; None where no document tells."""
    found = [document.people for document in documents if document.people]
    if not found:
        return None
    # The same people may stand in several documents.
    return max(each.least for each in found), sum(each.most for each in found)


def people(matter: Matter) -> Filled | None:
    """Field 10: people, at least and at most."""
    say, documents = matter.language.text, inspected(matter)
    bounds = people_bounds(documents)
    if bounds is None:
        return None
    least, most = bounds
    return Filled(
        text=(say("At least {n}.", n=least), say("At most {n}.", n=most)),
        value={"at_least": least, "at_most": most},
        basis=basis(matter, documents),
        method=" ".join(dict.fromkeys(matter.language.say(one.people.rule) for one in documents if one.people)),
        sources=("case.toml: notification.people_min", "case.toml: notification.people_max", *_SOURCES),
        caveats=caveats(matter),
        proposed=True,
    )


def categories(documents: list[Document]) -> dict[str, Counter[str]]:
    """Values of each category, shown and not, in the order in which categories are told."""
    found: dict[str, Counter[str]] = {}
    for document in documents:
        for name, count in document.categories.items():
            found.setdefault(name, Counter()).update(shown=count.visible, hidden=_unseen(count))
    return {name: found[name] for name in CATEGORIES if name in found and found[name].total()}


def _unseen(count: CategoryCount) -> int:
    return count.hidden + count.cosmetic


def data(matter: Matter) -> Filled | None:
    """Field 11: categories, each with the values that are shown and hidden."""
    say, documents = matter.language.text, inspected(matter)
    found = categories(documents)
    if not found:
        return None
    lines = [
        say("{category}: {shown} shown, {hidden} hidden.", category=matter.language.say(CATEGORIES[name].title),
            shown=count["shown"], hidden=count["hidden"])
        for name, count in found.items()
    ]  # fmt: skip
    special = [name for name in found if CATEGORIES[name].special]
    numbered = any(name in found for name in _NATIONAL)
    answer = say("yes") if numbered else say("no")
    return Filled(
        text=joined(
            [
                *lines,
                say("May be special categories or criminal data: {listed}.",
                    listed=matter.language.listed([matter.language.say(CATEGORIES[name].title) for name in special]))
                if special else "",
                say("National identification number: {answer}.", answer=answer),
            ]
        ),
        value={
            "data": {name: {"shown": count["shown"], "hidden": count["hidden"]} for name, count in found.items()},
            "special": None,
            "national_id": numbered,
        },
        basis=basis(matter, documents),
        method=say("Columns by their headings, check digits, patterns and lists of words; free text by check digits."),
        sources=("case.toml: notification.data", "case.toml: notification.special",
                 "case.toml: notification.national_id", *_SOURCES),
        caveats=caveats(matter, say("Whether article 9 or 10 GDPR applies is for a lawyer to say."),
                         say("What stands in free text, only a person who reads it can tell.")),
        needs=("notification.special",),
        proposed=True,
    )  # fmt: skip


def groups(matter: Matter) -> Filled | None:
    """Field 12: whom the categories tell of."""
    say, documents = matter.language.text, inspected(matter)
    found = [group for name, group in _GROUPS_OF.items() if name in categories(documents)]
    if not found:
        return None
    listed = matter.language.listed([say(GROUPS[name]) for name in found])
    return Filled(
        text=(listed[:1].upper() + listed[1:] + ".",),
        value={"groups": found, "vulnerable": None},
        basis=basis(matter, documents),
        method=say("Proposed: the groups that the categories of data in the document are typical of."),
        sources=("case.toml: notification.groups", "case.toml: notification.vulnerable", *_SOURCES),
        caveats=caveats(matter),
        needs=("notification.vulnerable",),
        proposed=True,
    )
