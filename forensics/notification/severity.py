"""The ENISA worksheet (2013): SE = DPC x EI + CB, with a range for every input that is not set (docs/notification.md).
What the case leaves out is proposed from the leaked document, as far as that tells.

A worksheet, not a verdict: it was written before the GDPR, leaves out how many people are concerned, and decides
neither article 33 nor article 34.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forensics.notification import weighed
from forensics.notification.covered import coverage
from forensics.notification.field import Matter
from forensics.notification.saved import Saved

__all__ = ["BANDS", "Input", "Range", "Worksheet", "worksheet"]

#: Lowest score of each level.
BANDS = ((4.0, "very high"), (3.0, "high"), (2.0, "medium"), (0.0, "low"))

_BASE = {"simple": 1, "behavioural": 2, "financial": 3, "sensitive": 4}
_EI = {"negligible": 0.25, "limited": 0.5, "significant": 0.75, "maximum": 1.0}
_LOSS = {"none": 0.0, "recoverable": 0.25, "lost": 0.5, "temporary": 0.25, "permanent": 0.5}
#: Limitations that mean: others may have been served where these logs do not look.
_ELSEWHERE = frozenset({"missing-layer", "copy-elsewhere", "still-reachable"})
_MANY = 100  # people


@dataclass(frozen=True, slots=True)
class Range:
    """From least to most; the same where the value is known."""

    least: float
    most: float

    @property
    def known(self) -> bool:
        """Whether it is one value."""
        return self.least == self.most


_KINDS = Range(1, 4)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its `value`, the whole `scale` that it may take, and who fills it: "case", "logs" or, to be confirmed,
    "document".

    `step` is the distance to the next value; `because` is a code of why the logs or the document say so.
    """

    name: str
    value: Range
    scale: Range
    step: float
    filled_by: str
    because: str = ""

    @property
    def proposed(self) -> bool:
        """Whether a person has still to confirm it."""
        return self.filled_by == "document"

    @property
    def settled(self) -> bool:
        """Whether it is one value, and not only proposed."""
        return self.value.known and not self.proposed

    def moved(self, steps: int) -> Range:
        """The value so many steps away, kept on the scale."""
        ends = [
            min(max(end + steps * self.step, self.scale.least), self.scale.most)
            for end in (self.value.least, self.value.most)
        ]
        return Range(*ends)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """All inputs, the score and its levels, and what becomes of it one step lower and higher on each input."""

    inputs: tuple[Input, ...]
    score: Range
    levels: tuple[str, ...]  # from the least to the most
    sensitivity: tuple[tuple[str, Range, Range], ...]
    many_people: bool | None  # over 100
    unintelligible: bool | None

    @property
    def complete(self) -> bool:
        """Whether every input is set."""
        return all(entry.settled for entry in self.inputs)

    @property
    def proposed(self) -> bool:
        """Whether any input is proposed from the document."""
        return any(entry.proposed for entry in self.inputs)

    def as_dict(self) -> dict[str, Any]:
        """For machines; an unset input has a least and a most that differ."""
        return {
            "method": "ENISA 2013: SE = DPC x EI + CB",
            "inputs": [
                {
                    "name": entry.name,
                    "least": entry.value.least,
                    "most": entry.value.most,
                    "set": entry.settled,
                    "filled_by": entry.filled_by,
                    "because": entry.because or None,
                }
                for entry in self.inputs
            ],
            "score": {"least": self.score.least, "most": self.score.most},
            "levels": list(self.levels),
            "sensitivity": [
                {"input": name, "one_lower": [low.least, low.most], "one_higher": [high.least, high.most]}
                for name, low, high in self.sensitivity
            ],
            "over_100_people": self.many_people,
            "unintelligible": self.unintelligible,
        }


def worksheet(matter: Matter) -> Worksheet:
    """The worksheet of a case, as far as it is filled in."""
    given = matter.stated.severity
    seen, because = _seen(matter.saved)
    inputs = (
        _kind(matter),
        _ease(matter),
        Input("confidentiality", seen, Range(0, 0.5), 0.25, "logs", because),
        Input("integrity", _chosen(_LOSS, given.integrity, Range(0, 0.5)), Range(0, 0.5), 0.25, "case"),
        Input("availability", _chosen(_LOSS, given.availability, Range(0, 0.5)), Range(0, 0.5), 0.25, "case"),
        Input("malicious", _malicious(given.malicious), Range(0, 0.5), 0.5, "case"),
    )
    score = _score({entry.name: entry.value for entry in inputs})
    return Worksheet(
        inputs,
        score,
        _levels(score),
        tuple((entry.name, _moved(inputs, entry, -1), _moved(inputs, entry, 1)) for entry in inputs),
        _many(*_people(matter)),
        matter.stated.unintelligible,
    )


def _kind(matter: Matter) -> Input:
    """The kind of data in its context. A document tells the kinds, and never that the circumstances make less of it."""
    given, found = matter.stated.severity, weighed.kinds(matter)
    if given.data or found is None:
        return Input("dpc", _context(given.data, given.context), _KINDS, 1, "case")
    least = _BASE[found.certain]
    most = _BASE["sensitive"] if found.special else least
    value = Range(least, _KINDS.most) if given.context is None else _added(least, most, given.context)
    return Input("dpc", value, _KINDS, 1, "document", "special" if found.special else "kinds")


def _ease(matter: Matter) -> Input:
    """How easily people are recognised."""
    given, scale = matter.stated.severity.identification, Range(0.25, 1)
    found = None if given else weighed.identification(matter)
    if found is None:
        return Input("ei", _chosen(_EI, given, scale), scale, 0.25, "case")
    return Input("ei", _chosen(_EI, found, scale), scale, 0.25, "document", "identifiers")


def _people(matter: Matter) -> tuple[int | None, int | None]:
    """At least and at most, as stated; else as the document tells."""
    stated = matter.stated.people_min, matter.stated.people_max
    return weighed.bounds(matter) if stated == (None, None) else stated


def _context(data: tuple[str, ...], context: int | None) -> Range:
    """The gravest kind of data with what the circumstances add, kept between 1 and 4."""
    if not data or context is None:
        return _KINDS
    gravest = max(_BASE[kind] for kind in data)
    return _added(gravest, gravest, context)


def _added(least: int, most: int, context: int) -> Range:
    return Range(*(float(min(max(base + context, 1), 4)) for base in (least, most)))


def _chosen(scale: dict[str, float], name: str | None, whole: Range) -> Range:
    return whole if name is None else Range(scale[name], scale[name])


def _malicious(answer: bool | None) -> Range:  # noqa: FBT001 the answer itself
    if answer is None:
        return Range(0, 0.5)
    return Range(0.5, 0.5) if answer else Range(0, 0)


def _seen(saved: Saved) -> tuple[Range, str]:
    """Loss of confidentiality by the logs: 0 exposed but not fetched, 0.25 known recipients, 0.5 unknown number."""
    codes = {limit.code for limit in saved.limitations}
    whole = saved.complete and coverage(saved) == 1 and not codes & _ELSEWHERE
    hits = any(file.total.downloads.at_most or file.total.downloads.open_ended for file in saved.files)
    if not hits:
        return (Range(0, 0), "nobody") if whole else (Range(0, 0.5), "nobody-seen")
    got = [r for file in saved.files for r in file.addresses if r.downloads or r.partial]
    counted = all(file.total.addresses.at_most <= len(file.addresses) for file in saved.files)
    if got and counted and all(recipient.party for recipient in got):
        return (Range(0.25, 0.25), "all-known") if whole else (Range(0.25, 0.5), "all-seen-known")
    return Range(0.5, 0.5), "unknown"


def _score(values: dict[str, Range]) -> Range:
    added = ("confidentiality", "integrity", "availability", "malicious")
    dpc, ei = values["dpc"], values["ei"]
    return Range(
        dpc.least * ei.least + sum(values[name].least for name in added),
        dpc.most * ei.most + sum(values[name].most for name in added),
    )


def _moved(inputs: tuple[Input, ...], which: Input, steps: int) -> Range:
    return _score({entry.name: entry.moved(steps) if entry is which else entry.value for entry in inputs})


def _level(score: float) -> str:
    return next(name for lowest, name in BANDS if score >= lowest)


def _levels(score: Range) -> tuple[str, ...]:
    names = [name for _, name in reversed(BANDS)]
    return tuple(names[names.index(_level(score.least)) : names.index(_level(score.most)) + 1])


def _many(least: int | None, most: int | None) -> bool | None:
    """Whether more than 100 people are concerned; None where the bounds leave it open."""
    if least is not None and least > _MANY:
        return True
    return False if most is not None and most <= _MANY else None
