"""Whom it concerns, what was in the file, and what is done about it: fields 9 to 12, 16 and 20 to 22."""

from __future__ import annotations

from dataclasses import asdict

from babel import Locale

from forensics.language.statement import message
from forensics.model import RecipientStated
from forensics.notification import proposed
from forensics.notification.field import Filled, Matter, absent, joined, lines
from forensics.notification.stated import yes_or_no
from forensics.notification.words import GROUPS, SPECIAL

__all__ = ["borders", "data", "groups", "informed", "measures", "people", "records", "trust"]

_INFORMED = {
    "yes": message("The people concerned have been told."),
    "no": message("The people concerned have not been told."),
    "planned": message("The people concerned will be told."),
}


def records(matter: Matter) -> Filled:
    """Field 9: how many records."""
    count = matter.stated.records
    if count is None:
        return proposed.records(matter) or Filled(
            sources=("case.toml: notification.records",), needs=("notification.records",)
        )
    return Filled(
        text=(matter.language.text("Number of records: {n}.", n=count),),
        value={"records": count},
        basis=matter.language.text("Stated in the case file."),
        sources=("case.toml: notification.records",),
        caveats=(matter.language.text("Hidden rows count: whoever has the file can read them."),),
    )


def people(matter: Matter) -> Filled:
    """Field 10: at least and at most, never a single figure."""
    say, stated = matter.language.text, matter.stated
    least, most = stated.people_min, stated.people_max
    if least is None and most is None and (found := proposed.people(matter)):
        return found
    text = joined(
        [
            say("At least {n}.", n=least) if least is not None else "",
            say("At most {n}.", n=most) if most is not None else "",
        ]
    )
    return Filled(
        text=text,
        value={"at_least": least, "at_most": most} if text else None,
        basis=" ".join(lines(stated.people_basis)),
        method=say("At least: distinct people. At most: one person for each record."),
        sources=("case.toml: notification.people_min", "case.toml: notification.people_max"),
        needs=absent(people_min=least, people_max=most, people_basis=stated.people_basis),
    )


def data(matter: Matter) -> Filled:
    """Field 11: which data; special categories and identification numbers are told apart."""
    say, stated = matter.language.text, matter.stated
    special = stated.special
    if not stated.data and special is None and stated.national_id is None and (found := proposed.data(matter)):
        return found
    listed = matter.language.listed([say(SPECIAL[name]) for name in special or ()])
    text = joined(
        [
            say("Personal data: {listed}.", listed="; ".join(stated.data)) if stated.data else "",
            "" if special is None else say("Special categories: {listed}.", listed=listed or say("none")),
            ""
            if stated.national_id is None
            else say("National identification number: {answer}.", answer=yes_or_no(matter, stated.national_id)),
        ]
    )
    return Filled(
        text=text,
        value={"data": list(stated.data), "special": special, "national_id": stated.national_id} if text else None,
        basis=say("Stated in the case file.") if text else "",
        sources=(
            "case.toml: notification.data",
            "case.toml: notification.special",
            "case.toml: notification.national_id",
        ),
        caveats=joined([say("Whether article 9 or 10 GDPR applies is for a lawyer to say.") if special else ""]),
        needs=(
            *absent(data=stated.data, national_id=stated.national_id),
            *(("notification.special",) if special is None else ()),
        ),
    )


def groups(matter: Matter) -> Filled:
    """Field 12: whom it concerns, and whether they are vulnerable."""
    say, stated = matter.language.text, matter.stated
    if not stated.groups and stated.vulnerable is None and (found := proposed.groups(matter)):
        return found
    listed = matter.language.listed([say(GROUPS[name]) for name in stated.groups])
    text = joined(
        [
            listed[:1].upper() + listed[1:] + "." if listed else "",
            ""
            if stated.vulnerable is None
            else say("Vulnerable people: {answer}.", answer=yes_or_no(matter, stated.vulnerable)),
        ]
    )
    return Filled(
        text=text,
        value={"groups": list(stated.groups), "vulnerable": stated.vulnerable} if text else None,
        basis=say("Stated in the case file.") if text else "",
        sources=("case.toml: notification.groups", "case.toml: notification.vulnerable"),
        needs=absent(groups=stated.groups, vulnerable=stated.vulnerable),
    )


def trust(matter: Matter) -> Filled:
    """Field 16: for each known recipient whether it is trusted and deleted its copies; all others are unknown."""
    say, stated = matter.language.text, {entry.party: entry for entry in matter.stated.recipients}
    got = [r for file in matter.saved.files for r in file.addresses if r.downloads]
    known = sorted({r.party for r in got if r.party and r.party != "own"})
    unknown = len({r.address for r in got if r.party is None})
    needs: list[str] = []
    text = []
    for party in known:
        entry = stated.get(party, RecipientStated(party))
        missing = [name for name in ("trusted", "contacted", "deleted") if getattr(entry, name) is None]
        needs += [f"notification.recipients ({party}).{name}" for name in missing]
        text.append(_agreed(matter, entry))
    if unknown:
        line = matter.language.plural(
            "{count} IP address belongs to a party that is not known: whether its copy is deleted cannot be told.",
            "{count} IP addresses belong to parties that are not known: whether their copies are deleted cannot be"
            " told.",
            unknown,
        )
        text.append(line)
    return Filled(
        text=tuple(text) or (say("No recipients were seen."),),
        value={"known": [asdict(stated.get(p, RecipientStated(p))) for p in known], "unknown_addresses": unknown},
        basis=say("Stated in the case file, for parties that the case knows by their networks."),
        sources=("case.toml: notification.recipients", "findings.json: files.addresses"),
        needs=tuple(needs),
    )


def _agreed(matter: Matter, entry: RecipientStated) -> str:
    say, day = matter.language.text, matter.language.date
    parts = [
        "" if entry.trusted is None else say("trusted") if entry.trusted else say("not trusted"),
        say("asked to delete on {day}", day=day(entry.contacted)) if entry.contacted else "",
        say("deletion confirmed on {day}", day=day(entry.deleted)) if entry.deleted else "",
    ]
    agreed = "; ".join(joined(parts)) or say("nothing is stated yet")
    return f"{entry.party}: {agreed}."


def informed(matter: Matter) -> Filled:
    """Field 20: whether the people concerned are told; if not, why."""
    say, stated = matter.language.text, matter.stated
    if stated.informed is None:
        return Filled(sources=("case.toml: notification.informed",), needs=("notification.informed",))
    told = stated.informed != "no"
    text = joined(
        [
            say(_INFORMED[stated.informed]),
            say("Date: {day}.", day=matter.language.date(stated.informed_on)) if told and stated.informed_on else "",
            say("How: {how}", how=" ".join(lines(stated.informed_how))) if told and stated.informed_how else "",
            say("Why not: {why}", why=" ".join(lines(stated.not_informed_because)))
            if not told and stated.not_informed_because
            else "",
        ]
    )
    asked = absent(informed_on=stated.informed_on, informed_how=stated.informed_how)
    return Filled(
        text=text,
        value={
            "informed": stated.informed,
            "on": stated.informed_on,
            "how": stated.informed_how,
            "why_not": stated.not_informed_because,
        },
        basis=say("Stated in the case file."),
        sources=("case.toml: notification.informed",),
        caveats=joined([] if told else [say("Article 34(3) GDPR names the cases in which telling may be left out.")]),
        needs=asked if told else absent(not_informed_because=stated.not_informed_because),
    )


def measures(matter: Matter) -> Filled:
    """Field 21: what was done; the logs confirm that the file was taken down."""
    say, stated = matter.language.text, matter.stated
    text = list(lines(stated.measures))
    for file in matter.saved.files:
        gone, last = (file.total.observed.get(name) for name in ("first_gone", "last_answer"))
        if gone and (last is None or gone > last):
            text.append(
                say(
                    "The logs confirm that “{file}” was taken down: refused since {time}.",
                    file=file.name,
                    time=matter.language.moment(gone, matter.zone),
                )
            )
    return Filled(
        text=tuple(text),
        value={
            "measures": stated.measures,
            "refused_since": {file.name: file.total.observed.get("first_gone") for file in matter.saved.files},
        },
        basis=say("Stated in the case file; that the file is gone, as logged."),
        sources=("case.toml: notification.measures", "findings.json: files.total.observed"),
        caveats=(
            say("Copies in caches and search engines are to be removed by their operators; no log here shows that."),
        ),
        needs=absent(measures=stated.measures),
    )


def borders(matter: Matter) -> Filled:
    """Field 22: countries of the people concerned and of the recipients, and other authorities."""
    say, stated = matter.language.text, matter.stated
    names = Locale.parse(matter.language.code).territories

    def listed(codes: tuple[str, ...]) -> str:
        return matter.language.listed([str(names.get(code, code)) for code in codes]) or say("none")

    got = tuple(sorted({r.country for file in matter.saved.files for r in file.addresses if r.downloads and r.country}))
    text = joined(
        [
            ""
            if stated.countries is None
            else say("Other countries in which the people concerned live: {listed}.", listed=listed(stated.countries)),
            say("Countries in which recipients' IP addresses are registered: {listed}.", listed=listed(got))
            if got
            else "",
            ""
            if stated.authorities is None
            else say("Other authorities told: {listed}.", listed="; ".join(stated.authorities) or say("none")),
        ]
    )
    keys = {"countries": stated.countries, "authorities": stated.authorities}
    return Filled(
        text=text,
        value={**keys, "recipients": list(got)} if text else None,
        basis=say("Stated in the case file; countries of recipients from the database of IP addresses."),
        sources=(
            "case.toml: notification.countries",
            "case.toml: notification.authorities",
            "findings.json: databases",
        ),
        needs=tuple(f"notification.{name}" for name, value in keys.items() if value is None),
    )
