"""Why the numbers lie apart, as a level shows it: at level public nothing that few visitors did is told by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forensics.findings.reasons.kinds import CEILING, FLOOR, Kind
from forensics.findings.reasons.why import ceiling, floor, joined_reasons
from forensics.model import FileFindings, Reason, ReasonCode, Why
from forensics.report.disclosure.parts import Level, each, kept

__all__ = ["explained"]


def explained(file: FileFindings, level: Level) -> dict[str, Why]:
    """Both sides for that level, with the sentences that go with what is left of their reasons."""
    if not level.public:
        return {"floor": _shown(file.floor, level), "ceiling": _shown(file.ceiling, level)}
    bounds = file.total.downloads
    return {
        "floor": _shown(floor(_merged(file.floor.reasons, FLOOR, level.k), bounds), level),
        "ceiling": _shown(ceiling(_merged(file.ceiling.reasons, CEILING, level.k), bounds), level),
    }


def _shown(why: Why, level: Level) -> Why:
    return kept(why, level, reasons=each(why.reasons, level))


def _merged(reasons: Sequence[Reason], kinds: Mapping[ReasonCode, Kind], k: int) -> list[Reason]:
    """Reasons that tell what visitors did, of fewer than k of them, as one; what a log holds or lacks is nobody's.

    Of what is joined no addresses are told; its downloads are what the three numbers leave, which tell that much.
    """
    few = [reason for reason in reasons if kinds[reason.code].of_visitors and (reason.addresses or 0) < k]
    shown = [reason if (reason.addresses or 0) >= k else replace(reason, addresses=None) for reason in reasons]
    rest = [reason for reason, before in zip(shown, reasons, strict=True) if before not in few]
    return [*rest, joined_reasons(few)] if few else rest
