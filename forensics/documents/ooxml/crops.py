"""Pictures of which a document shows a part only (ECMA-376 part 1, 20.1.8.55)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forensics.documents.hidden import hidden
from forensics.documents.ooxml.vocabulary import whole
from forensics.language.statement import state
from forensics.model.document import Hidden, Severity

__all__ = ["WHOLE", "Crop", "crop", "told"]

#: Of the area of a picture: a sliver is nothing that somebody wanted to hide.
_SLIVER, _MOST = 0.1, 0.5
#: Of the width or height, in thousandths of a per cent: as much on both sides.
_EVEN = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Crop:
    """How a picture is cropped; of two, the larger one shows more."""

    share: float = 1.0  # of its area that is shown
    is_even: bool = True  # as much on both sides: so programs fill a frame of another shape


WHOLE = Crop()


def crop(own: Mapping[str, str]) -> Crop:
    """As an `a:srcRect` says."""
    left, top, right, bottom = (min(max(whole(own.get(side)) or 0, 0), 100_000) for side in "ltrb")
    share = max(100_000 - left - right, 0) * max(100_000 - top - bottom, 0) / 1e10
    return Crop(share, abs(left - right) <= _EVEN and abs(top - bottom) <= _EVEN)


def told(found: Crop, code: str, where: str) -> Hidden:
    """What the check `code` finds in it."""
    cut = 1 - found.share
    severity: Severity = "I" if cut < _SLIVER else "L" if found.is_even and cut < _MOST else "M"
    text = state("A picture is cropped: {share} % of it is not shown.", share=round(cut * 100))
    return hidden(code, where, 1, text, severity)
