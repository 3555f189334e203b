"""Consequences and severity: field 19, with the ENISA worksheet in words."""

from __future__ import annotations

from forensics.language.statement import message
from forensics.notification.field import Filled, Matter, absent, lines
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
    unset = say("This is a range, because not every input is set.")
    text.append(score if sheet.complete else f"{score} {unset}")
    inputs = tuple(SCALES[entry.name] for entry in sheet.inputs if entry.filled_by == "case" and not entry.value.known)
    return Filled(
        text=tuple(text),
        value={
            "consequences": stated.consequences,
            "level": given.level,
            "score": [sheet.score.least, sheet.score.most],
            "levels": list(sheet.levels),
        },
        basis=say("Consequences and level as stated in the case file; the worksheet below."),
        method=say(
            "ENISA, working document of December 2013: the kind of data times the ease of identification, plus the"
            " circumstances."
        ),
        sources=(
            "case.toml: notification.consequences",
            "case.toml: notification.severity",
            "findings.json: files.total",
        ),
        caveats=(
            say("The worksheet is older than the GDPR and leaves out how many people are concerned."),
            say("It does not decide whether the authority or the people concerned must be told."),
        ),
        needs=(*absent(consequences=stated.consequences, severity__level=given.level), *inputs),
        proposed=True,
    )
