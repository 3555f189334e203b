"""How the scheduled scan fares: read from its state, said on a terminal, as JSON, as a page and to Prometheus."""

from __future__ import annotations

from forensics.watch.status.reading import status_of
from forensics.watch.status.status import Status

__all__ = ["Status", "status_of"]
