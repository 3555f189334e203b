"""Why a sample of lines is taken to be in a format, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forensics.formats.detection.layouts import NAME
from forensics.formats.detection.scores import Score
from forensics.formats.format import Format
from forensics.formats.wrapper import Wrapper
from forensics.language.statement import Statement, state, state_many

__all__ = ["as_beside", "inside", "why_chosen", "why_nothing", "with_refused"]


def why_chosen(best: Score, sampled: int, runner_up: Score | None, scores: Iterable[Score]) -> Statement:
    """Why it is the format of the best score: how many of the lines it reads, and how many the next one."""
    fmt = best.format
    if fmt.refused:
        return state(
            "{count} of {lines} lines are those of {title}: {reason}",
            count=best.count,
            lines=sampled,
            title=fmt.title,
            reason=fmt.refused,
        )
    read = {"count": best.count, "lines": sampled, "format": fmt.name}
    if runner_up is None:
        because = state(
            "{count} of {lines} lines read as {format}; no format of another look reads any of them", **read
        )
    else:
        because = state(
            "{count} of {lines} lines read as {format}; runner-up {other} reads {others}",
            other=runner_up.format.name,
            others=runner_up.count,
            **read,
        )
    if fmt.name == NAME:
        because = state("{because}; the layout is that of {template}", because=because, template=fmt.template)
    alike = tuple(s.format.name for s in scores if s is not best and s.reads.equals(best.reads) and not s.lenient)
    return state("{because}; {formats} would read the same lines", because=because, formats=alike) if alike else because


def as_beside(fmt: Format, count: int) -> Statement:
    """Why lines are in the format of the files beside theirs: it reads all of them."""
    return state(
        "{count} of {lines} lines read as {format}, as those of the files beside it",
        count=count,
        lines=count,
        format=fmt.name,
    )


def with_refused(because: Statement, refused: Sequence[Score]) -> Statement:
    """The same, and which lines beside those are no requests."""
    for score in refused:
        because = state_many(
            "{because}; {count} other line is no request but one of {title}",
            "{because}; {count} other lines are no requests but lines of {title}",
            score.count,
            because=because,
            title=score.format.title,
        )
    return because


def inside(because: Statement, wrappers: Sequence[Wrapper], sample: str) -> Statement:
    """The same, and what the lines were wrapped in, from the inside out, with a sample of it."""
    if not wrappers:
        return because
    *outer, innermost = (wrapper.title for wrapper in wrappers)
    around: str = innermost
    for title in reversed(outer):
        around = state("{inner}, in {outer}", inner=around, outer=title)
    return state("{because}; inside {wrappers}: “{sample}”", because=because, wrappers=around, sample=sample)


def why_nothing(sampled: int, candidates: Sequence[Format]) -> Statement:
    """Why the lines are in no format."""
    if not sampled:
        return state("there is no line to judge by")
    if len(candidates) == 1:
        return state("none of {lines} lines reads as {format}", lines=sampled, format=candidates[0].name)
    return state(
        "none of {lines} lines reads as any of {formats} known formats", lines=sampled, formats=len(candidates)
    )
