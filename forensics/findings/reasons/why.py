"""The reasons of one file as sentences, one for each bound: the same words on the page, on a terminal and in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forensics.findings.reasons.kinds import CEILING, FEW, FLOOR, OTHERS, Kind
from forensics.language.statement import Statement, state, state_many
from forensics.model import Bounds, Reason, ReasonCode, Why

__all__ = ["ceiling", "floor", "joined_reasons"]

#: Reasons that a sentence names; where there are more, the last stands for the others.
_NAMED = 3


def floor(reasons: Sequence[Reason], bounds: Bounds) -> Why:
    """Why at least is what it is."""
    heavy = _ordered(reasons, FLOOR)
    helps = _helps(heavy, FLOOR)
    return Why(heavy, _floor_text(heavy, bounds, helps), helps)


def ceiling(reasons: Sequence[Reason], bounds: Bounds) -> Why:
    """Why at most is what it is."""
    heavy = _ordered(reasons, CEILING)
    helps = _helps([*_open(heavy), *heavy], CEILING)
    return Why(heavy, _ceiling_text(heavy, bounds, helps), helps)


def _ordered(reasons: Sequence[Reason], kinds: Mapping[ReasonCode, Kind]) -> tuple[Reason, ...]:
    """The weightiest first, what several were joined to behind the others, and what nobody can count last."""
    rank = {code: place for place, code in enumerate(kinds)}

    def weight(reason: Reason) -> tuple[bool, bool, int, int]:
        return reason.downloads is None, reason.code == FEW, -(reason.downloads or 0), rank[reason.code]

    return tuple(sorted(reasons, key=weight))


def joined_reasons(reasons: Sequence[Reason]) -> Reason:
    """Several counted reasons as one that names none of them."""
    return Reason(FEW, _sum(reasons))


def _sum(reasons: Sequence[Reason]) -> int:
    return sum(reason.downloads or 0 for reason in reasons)


def _open(reasons: Sequence[Reason]) -> list[Reason]:
    return [reason for reason in reasons if reason.downloads is None]


def _helps(reasons: Sequence[Reason], kinds: Mapping[ReasonCode, Kind]) -> str:
    """What would settle the two weightiest of those that anything settles; empty: nothing would."""
    found = [text for text in dict.fromkeys(kinds[reason.code].settled_by for reason in reasons) if text]
    if len(found) > 1:
        return state("{one}; or {other}", one=state(found[0]), other=state(found[1]))
    return state(found[0]) if found else ""


def _phrases(reasons: Sequence[Reason], kinds: Mapping[ReasonCode, Kind]) -> tuple[Statement, ...]:
    """The reasons in words: the weightiest one by one, the other counted ones together."""
    counted = [reason for reason in reasons if reason.downloads is not None]
    named, rest = (counted, []) if len(counted) <= _NAMED else (counted[: _NAMED - 1], counted[_NAMED - 1 :])
    others = [state_many(*OTHERS, _sum(rest))] if rest else []
    return (*(_said(reason, kinds) for reason in named), *others, *(_said(reason, kinds) for reason in _open(reasons)))


def _said(reason: Reason, kinds: Mapping[ReasonCode, Kind]) -> Statement:
    one, many = kinds[reason.code].said
    return state(one) if reason.downloads is None else state_many(one, many, reason.downloads)


def _floor_text(reasons: Sequence[Reason], bounds: Bounds, helps: str) -> str:
    told = {"least": bounds.at_least, "established": bounds.headline, "reasons": _phrases(reasons, FLOOR)}
    if not bounds.headline:
        return ""
    if not reasons:
        return state(
            "At least is as many as established: for each of these downloads the log proves that the whole file was"
            " handed over."
        )
    if bounds.at_least is None:
        return _null_text(told, helps)
    if helps:
        return state(
            "At least is {least}, not {established}, because {reasons}; what would raise it: {helps}.",
            **told,
            helps=helps,
        )
    if any(reason.code == FEW for reason in reasons):  # what would settle those is not told either
        return state("At least is {least}, not {established}, because {reasons}.", **told)
    return state("At least is {least}, not {established}, because {reasons}; no other log would change that.", **told)


def _null_text(told: Mapping[str, object], helps: str) -> str:
    shown = {"reasons": told["reasons"], "helps": helps}
    if helps:
        return state("At least cannot be told, because {reasons}; what would tell it: {helps}.", **shown)
    return state("At least cannot be told, because {reasons}.", reasons=told["reasons"])


def _ceiling_text(reasons: Sequence[Reason], bounds: Bounds, helps: str) -> str:
    told = {"most": bounds.at_most, "established": bounds.headline, "reasons": _phrases(reasons, CEILING)}
    if not reasons:
        return _nothing_more(bounds)
    if not bounds.open_ended:
        text = state("At most is {most}, not {established}, because {reasons}", **told)
    elif bounds.at_most > bounds.headline:
        text = state("At most is {most} or more, not {established}, because {reasons}", **told)
    else:
        text = state("At most is {most} or more, because {reasons}", **told)
    if not helps:
        return state("{sentence}.", sentence=text)
    return state("{sentence}; what would lower it: {helps}.", sentence=text, helps=helps)


def _nothing_more(bounds: Bounds) -> str:
    if not bounds.headline:
        return ""
    return state("At most is as many as established: nothing else in these logs may be a download.")
