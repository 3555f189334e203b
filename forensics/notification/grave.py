"""Consequences and severity: field 19, with the ENISA worksheet in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forensics.documents.personal.categories import CATEGORIES
from forensics.language.statement import message
from forensics.notification import weighed
from forensics.notification.field import Filled, Matter, absent, lines
from forensics.notification.proposed import basis, caveats, inspected
from forensics.notification.severity import Range, Worksheet

__all__ = ["INPUTS", "REASONS", "SCALES", "levels", "severity", "shown"]

LEVELS = {
    "low": message("low"),
    "medium": message("medium"),
    "high": message("high"),
    "very high": message("very high"),
}
INPUTS = {
    "dpc": message("Kind of data in its context (DPC)"),
    "ei": message("Ease of identification (EI)"),
    "confidentiality": message("Loss of confidentiality (CB)"),
    "integrity": message("Loss of integrity (CB)"),
    "availability": message("Loss of availability (CB)"),
    "malicious": message("Malicious intent (CB)"),
}
REASONS = {
    "": message("stated in the case file"),
    "nobody": message("the logs cover the whole exposure and show no download"),
    "nobody-seen": message("no download seen, but the logs do not cover everything"),
    "all-known": message("every recipient is a known party"),
    "all-seen-known": message("every recipient seen is a known party, but the logs do not cover everything"),
    "unknown": message("the file went to recipients that are not known"),
    "kinds": message("proposed from the document: the gravest kind of data in it, to which circumstances may add"),
    "special": message(
        "proposed from the document: the gravest kind of data in it, which may be of a special category"
    ),
    "identifiers": message("proposed from the document: the data in it by which people are recognised"),
}
_KINDS = {
    "simple": message("simple data"),
    "behavioural": message("behavioural data"),
    "financial": message("financial data"),
}
SCALES = {
    "dpc": "notification.severity.data, notification.severity.context",
    "ei": "notification.severity.identification",
    "integrity": "notification.severity.integrity",
    "availability": "notification.severity.availability",
    "malicious": "notification.severity.malicious",
}


def shown(matter: Matter, found: Range) -> str:
    """The value, or "0.25 to 1"."""
    if found.known:
        return matter.language.number(found.least)
    return matter.language.text("{least} to {most}", least=found.least, most=found.most)


def levels(matter: Matter, sheet: Worksheet) -> str:
    """The level, or "low to high"."""
    names = [matter.language.text(LEVELS[name]) for name in sheet.levels]
    if len(names) == 1:
        return names[0]
    return matter.language.text("{least} to {most}", least=names[0], most=names[-1])


def severity(matter: Matter, sheet: Worksheet) -> Filled:
    """Field 19: consequences in words, the worksheet's score, and the level that a person concludes."""
    say, stated = matter.language.text, matter.stated
    given = stated.severity
    text = list(lines(stated.consequences))
    if given.level:
        text.append(say("Severity, as the organisation judges it: {level}.", level=say(LEVELS[given.level])))
        text += lines(given.because)
    score = say(
        "ENISA worksheet: score {score}, level {levels}.",
        score=shown(matter, sheet.score),
        levels=levels(matter, sheet),
    )
    unset = "" if sheet.score.known else say("This is a range, because not every input is set.")
    confirmed = say("Inputs that are proposed from the document are to be confirmed.") if sheet.proposed else ""
    text.append(" ".join(part for part in (score, unset, confirmed) if part))
    return Filled(
        text=tuple(text),
        value={
            "consequences": stated.consequences,
            "level": given.level,
            "score": [sheet.score.least, sheet.score.most],
            "levels": list(sheet.levels),
        },
        basis=" ".join(
            [
                say("Consequences and level as stated in the case file; the worksheet below."),
                *([basis(matter, inspected(matter))] if sheet.proposed else []),
            ]
        ),
        method=" ".join(
            [
                say(
                    "ENISA, working document of December 2013: the kind of data times the ease of identification, plus"
                    " the circumstances."
                ),
                *_proposed_by(matter, sheet),
            ]
        ),
        sources=(
            "case.toml: notification.consequences",
            "case.toml: notification.severity",
            "findings.json: files.total",
            *(("findings.json: documents",) if sheet.proposed else ()),
        ),
        caveats=(
            say("The worksheet is older than the GDPR and leaves out how many people are concerned."),
            say("It does not decide whether the authority or the people concerned must be told."),
            *(caveats(matter) if sheet.proposed else ()),
        ),
        needs=(*absent(consequences=stated.consequences, severity__level=given.level), *_unset(matter, sheet)),
        proposed=True,
    )


def _unset(matter: Matter, sheet: Worksheet) -> tuple[str, ...]:
    """The keys of what nobody has set. What circumstances add to the kind of data no document tells."""
    open_ = tuple(SCALES[entry.name] for entry in sheet.inputs if entry.filled_by == "case" and not entry.value.known)
    is_alone = any(entry.name == "dpc" and entry.proposed for entry in sheet.inputs)
    return (*(absent(severity__context=matter.stated.severity.context) if is_alone else ()), *open_)


def _proposed_by(matter: Matter, sheet: Worksheet) -> Iterator[str]:
    """How the inputs that the document tells were found."""
    say = matter.language.text
    names = {entry.name for entry in sheet.inputs if entry.proposed}
    found = weighed.kinds(matter)
    if "dpc" in names and found is not None:
        yield say(
            "Kind of data proposed by the gravest category in the document: {kind}.", kind=say(_KINDS[found.certain])
        )
        if found.special:
            yield say("Up to sensitive, for there may be special categories: {listed}.",
                      listed=_titles(matter, found.special))  # fmt: skip
    if "ei" in names:
        yield say("Ease of identification proposed by the categories that tell who it is: {listed}.",
                  listed=_titles(matter, weighed.identifiers(matter)))  # fmt: skip


def _titles(matter: Matter, names: Sequence[str]) -> str:
    return matter.language.listed([matter.language.say(CATEGORIES[name].title) for name in names])
