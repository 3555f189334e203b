"""The members of an archive that are not read: all are counted, and the first are named."""

from __future__ import annotations

from dataclasses import dataclass, field

from forensics.model import Unread

__all__ = ["TOLD", "UnreadMembers"]

#: Members that are named of those that may hold lines, and of the others.
TOLD = 10


@dataclass(slots=True)
class UnreadMembers:
    """The members of one archive that were not read, in their order."""

    named: list[Unread] = field(default_factory=list)
    more: int = 0
    more_lost: int = 0

    def add(self, member: Unread) -> None:
        """One more."""
        if sum(one.lost == member.lost for one in self.named) < TOLD:
            self.named.append(member)
        else:
            self.more += 1
            self.more_lost += member.lost
