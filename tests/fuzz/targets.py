"""Every target by its name."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import documents, lines, received, sources, texts, written
from tests.fuzz.target import Target

__all__ = ["TARGETS"]

TARGETS: Mapping[str, Target] = {
    target.name: target for family in (sources, lines, written, received, documents, texts) for target in family.TARGETS
}
