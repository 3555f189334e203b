"""How the cells of a line are parted, and the pattern of a cell that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from forensics.formats.templates.classes import quoted

__all__ = ["QUOTED", "Separation"]

QUOTED = {"double": r'"(?:[^"]|"")*"', "backslash": r'"(?:[^"\\]|\\.)*"', "plain": r'"[^"]*"'}


@dataclass(frozen=True, slots=True)
class Separation:
    """How the cells of a line are parted.

    `delimiter` is a character, or "blanks" for one or more blanks or tabs. `quotes` says what has become
    of a quote in a quoted cell: "double", "backslash", "plain" (it is written in another way). With "loose"
    only the quotes around a whole cell mean anything, with "none" no quote does.
    """

    delimiter: str
    quotes: str
    least: int  # cells that must be there
    open_ended: bool = False  # further cells may follow the last one that is known
    dated: bool = False  # the first cell is a date that was put before the line, with \x1f behind it

    @property
    def by_blanks(self) -> bool:
        """Whether blanks part the cells."""
        return self.delimiter in (" ", "blanks")

    @property
    def is_needed(self) -> bool:
        """Whether no line is without the delimiter."""
        return self.delimiter != "blanks" and self.least > 1 + self.dated

    @property
    def brackets(self) -> bool:
        """Whether a cell may stand in brackets."""
        return self.by_blanks and self.quotes not in ("none", "loose")

    @property
    def between(self) -> str:
        """A pattern for what stands between two cells."""
        return "[ \t]+" if self.delimiter == "blanks" else quoted(self.delimiter)

    @property
    def cell(self) -> str:
        """A pattern for any cell."""
        ends = " \t" if self.delimiter == "blanks" else quoted(self.delimiter)
        if self.quotes in ("none", "loose"):
            return f"[^{ends}]*"
        if self.by_blanks:  # "[2001:db8::7]:443" is an address, "[...]" alone is a cell in brackets
            return rf'(?:{QUOTED[self.quotes]}|\[[^\]"]*\](?::[0-9]+)?|[^"\[{ends}][^"{ends}]*|)'
        return f'(?:{QUOTED[self.quotes]}|[^"{ends}][^"{ends}]*|)'

    @property
    def bare(self) -> str:
        """A pattern for a cell without quotes."""
        ends = " \t" if self.delimiter == "blanks" else quoted(self.delimiter)
        if self.by_blanks:
            return rf'(?:\[[^\]"]*\](?::[0-9]+)?|[^"\[{ends}][^"{ends}]*|)'
        return f'[^"{ends}]*'

    @property
    def mark(self) -> str:
        """A pattern for what may stand right before and behind the content of a cell."""
        if self.quotes == "none":
            return ""
        return r'["\[\]]?' if self.brackets else '"?'
