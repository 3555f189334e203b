"""What the scheduled scan knows from one pass to the next: one SQLite file that one pass at a time has.

A step is one transaction: `with opened(watch.state, watch.id) as state, state.step() as connection: ...`.
"""

from __future__ import annotations

from forensics.watch.state.passes import Pass, begin_pass, end_pass, last_passes
from forensics.watch.state.state import State, looked_into, opened

__all__ = ["Pass", "State", "begin_pass", "end_pass", "last_passes", "looked_into", "opened"]
