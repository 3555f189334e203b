"""What a document keeps twice: for programs that know a feature, and for those that do not (ECMA-376 part 3, 10)."""

from __future__ import annotations

__all__ = ["Alternatives"]


class Alternatives:
    """Tells what to leave out, and whether that says anything that the other does not."""

    def __init__(self) -> None:
        self._shown: list[list[str]] = []  # of each `mc:AlternateContent` that is open
        self._chosen: list[bool] = []
        self._left_out: list[str] = []

    def begin(self) -> None:
        """An `mc:AlternateContent`."""
        self._shown.append([])
        self._chosen.append(False)

    def end(self) -> None:
        """It ends."""
        self._shown.pop()
        self._chosen.pop()

    def leaves_out(self, short: str) -> bool:
        """Whether this is not what a program of today shows: it takes the first choice."""
        if short == "mc:Choice" and self._chosen and not self._chosen[-1]:
            self._chosen[-1] = True
            return False
        return short == "mc:Choice" or (short == "mc:Fallback" and bool(self._chosen) and self._chosen[-1])

    def show(self, text: str) -> None:
        """Text that is shown."""
        for each in self._shown:
            each.append(text)

    def leave_out(self, text: str) -> None:
        """Text that is not."""
        self._left_out.append(text)

    def differing(self) -> str:
        """What was left out last, where it says something else than what is shown; empty where it does not."""
        text = "".join(self._left_out)
        self._left_out.clear()
        shown = "".join(self._shown[-1]) if self._shown else ""
        return "" if "".join(text.split()) in "".join(shown.split()) else text
