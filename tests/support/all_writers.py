"""Every writer of every server family, found in the folder: a family's module needs no entry here."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

from tests.support import writers
from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS", "written"]

_FAMILIES = [import_module(f"tests.support.writers.{found.name}") for found in pkgutil.iter_modules(writers.__path__)]

WRITERS: dict[str, Callable[[Exchange], str]] = {}
HEADINGS: dict[str, tuple[str, ...]] = {}  # lines that stand before the rows
for _family in _FAMILIES:
    for _name, _writer in getattr(_family, "WRITERS", {}).items():
        assert _name not in WRITERS, f"two writers of {_name}"
        WRITERS[_name] = _writer
    HEADINGS.update(getattr(_family, "HEADINGS", {}))


def written(name: str, exchanges: list[Exchange]) -> list[str]:
    """The lines that the server of that format writes for these exchanges, without its heading."""
    writer = WRITERS[name]
    return [writer(exchange) for exchange in exchanges]
