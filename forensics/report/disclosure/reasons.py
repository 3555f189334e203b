"""Why the numbers lie apart, as a level shows it: at level public nothing that few visitors did is told by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forensics.findings.reasons.kinds import CEILING, FLOOR, Kind
from forensics.findings.reasons.why import ceiling, floor, joined_reasons
from forensics.model import FileFindings, Reason, ReasonCode, Why
from forensics.report.disclosure.parts import Level, each, kept

__all__ = ["explained"]


def explained(file: FileFindings, level: Level, most: int) -> dict[str, Why]:
    """Both sides for that level, with the sentences that go with what is left of their reasons; at level public a
    reason is told from that many addresses up (`units.addresses_of`: as many as are k visitors at least)."""
    if not level.public:
        return {"floor": _shown(file.floor, level), "ceiling": _shown(file.ceiling, level)}
    bounds = file.total.downloads
    return {
        "floor": _shown(floor(_merged(file.floor.reasons, FLOOR, most), bounds), level),
        "ceiling": _shown(ceiling(_merged(file.ceiling.reasons, CEILING, most), bounds), level),
    }


def _shown(why: Why, level: Level) -> Why:
    return kept(why, level, reasons=each(why.reasons, level))


def _merged(reasons: Sequence[Reason], kinds: Mapping[ReasonCode, Kind], least: int) -> list[Reason]:
    """Reasons that tell what visitors did, at fewer than `least` addresses, as one; what a log holds or lacks is
    nobody's. The smallest other one joins a reason that would else stand alone: the rest of the three numbers tells it.

    Of what is joined no addresses are told; its downloads are what the three numbers leave, which tell that much.
    """
    of_visitors = [reason for reason in reasons if kinds[reason.code].of_visitors]
    few = [reason for reason in of_visitors if (reason.addresses or 0) < least]
    many = sorted((reason for reason in of_visitors if reason not in few), key=lambda one: one.addresses or 0)
    few += many[:1] if few else []
    rest = [
        reason if (reason.addresses or 0) >= least else replace(reason, addresses=None)
        for reason in reasons
        if reason not in few
    ]
    return [*rest, joined_reasons(few)] if few else rest
