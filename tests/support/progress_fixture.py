"""Progress, written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Heard"]


@dataclass
class Heard:
    """What a scan announced: the sizes of its sources, and every position in each, in order."""

    sizes: Mapping[str, int | None] = field(default_factory=dict)
    positions: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, sizes: Mapping[str, int | None]) -> None:
        """Keep the sizes."""
        self.sizes = sizes

    def advance(self, source: str, position: int) -> None:
        """Keep the position."""
        self.positions.setdefault(source, []).append(position)
