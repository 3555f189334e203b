"""Every target by its name, and the module in which it stands: a search imports no other."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import documents, lines, received, sources, texts, written
from tests.fuzz.target import Target

__all__ = ["MODULES", "TARGETS"]

_FAMILIES = (sources, lines, written, received, documents, texts)
TARGETS: Mapping[str, Target] = {target.name: target for family in _FAMILIES for target in family.TARGETS}
MODULES: Mapping[str, str] = {target.name: family.__name__ for family in _FAMILIES for target in family.TARGETS}
