"""Which formats read which lines of a sample, and which of them reads most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.formats.detection.cut_lines import is_start
from forensics.formats.detection.layouts import worked_out
from forensics.formats.detection.plausibility import asks_the_web, plausible
from forensics.formats.detection.samples import Sample
from forensics.formats.format import Format
from forensics.formats.reading import matches, possible

__all__ = ["Score", "best_of", "needed_beside", "refused_and_others", "scores_of", "worked_out_scores"]

#: A lenient format, or one with the look of a general one, is chosen only if every other one reads less
#: than this share of its lines.
_LENIENT = 0.9
#: A line cut short can look like a shorter format: so many are needed before it counts as one.
_CUT_SHORT = 3
#: A format is worked out only for at least this share of the lines.
_MANY = 0.1
#: So many lines are tried with every format; the rest only with formats that read one of them.
_TRIED = 250


@dataclass(frozen=True, slots=True)
class Score:
    """A format and which lines of the sample it reads."""

    format: Format
    reads: pl.Series
    count: int

    @property
    def lenient(self) -> bool:
        """Whether the format reads lines of others as well, or has only the look of a general one."""
        return self.format.lenient or bool(self.format.like)


def scores_of(sample: Sample, candidates: Sequence[Format], *, stated: bool) -> list[Score]:
    """The formats that read at least one line, in their order. All that have a look of their own are tried
    on some lines, and what no format of those reads is tried with every other."""
    reads: dict[str, pl.Series] = {}  # by pattern: many formats have one look
    own = candidates if stated else [fmt for fmt in candidates if not (fmt.like or fmt.rare)]
    likely = _reading(own, sample.spread(_TRIED))
    found = {fmt.name: score for fmt in likely if (score := _score(fmt, sample, reads, stated=stated)).count}
    taken = [score.reads for score in found.values()]
    left = ~pl.select(pl.any_horizontal(*taken)).to_series() if taken else sample.texts.is_not_null()
    if left.any():
        others = [fmt for fmt in candidates if fmt.name not in found]
        for fmt in _reading(others, sample.filter(left)):
            score = _score(fmt, sample, reads, stated=stated)
            if score.count:
                found[fmt.name] = score
    return [found[fmt.name] for fmt in candidates if fmt.name in found]


def worked_out_scores(sample: Sample, scores: Sequence[Score]) -> list[Score]:
    """The format of lines that no known one reads, if they are many enough to tell it and speak for themselves."""
    taken = [score.reads for score in scores]
    left = ~pl.select(pl.any_horizontal(*taken)).to_series() if taken else sample.texts.is_not_null()
    count = int(left.sum())
    if count < max(_CUT_SHORT, _MANY * len(sample)):
        return []
    fmt = worked_out(sample.texts.filter(left))
    if fmt is None:
        return []
    mine = matches(fmt, sample.texts, headings=sample.headings)
    fits = int((mine & left).sum()) >= count / 2
    return [Score(fmt, mine, int(mine.sum()))] if fits else []


def refused_and_others(scores: Sequence[Score], sample: Sample) -> tuple[list[Score], list[Score]]:
    """The scores of formats that are never read, each with lines of its own, and those of the others without
    those lines; only the refused ones if no line is left that asks a web server for something."""
    left = sample.texts.is_not_null()
    refused: list[Score] = []
    for score in sorted((one for one in scores if one.format.refused), key=lambda one: -one.count):
        reads = score.reads & left
        if reads.any():
            refused.append(Score(score.format, reads, int(reads.sum())))
            left &= ~reads
    others = [Score(one.format, one.reads & left, int((one.reads & left).sum())) for one in scores]
    others = [one for one in others if one.count and not one.format.refused]
    best = best_of(others) if others else None
    if refused and not (best and asks_the_web(best.format, sample.filter(best.reads))):
        return refused, refused
    return refused, others


def _reading(candidates: Sequence[Format], sample: Sample) -> list[Format]:
    """The formats that read at least one of the lines; most are out for want of a text that all their lines hold."""
    read: dict[str, bool] = {}
    result = []
    for fmt in possible(candidates, sample.texts):
        pattern = fmt.grammar.look or fmt.name
        if pattern not in read:
            read[pattern] = matches(fmt, sample.texts, headings=sample.headings).any()
        if read[pattern]:
            result.append(fmt)
    return result


def _score(fmt: Format, sample: Sample, reads: dict[str, pl.Series], *, stated: bool) -> Score:
    """The lines that a format reads; `reads` keeps those of patterns already tried."""
    pattern = fmt.grammar.look or fmt.name
    if pattern not in reads:
        reads[pattern] = matches(fmt, sample.texts, headings=sample.headings)
    mine = reads[pattern]
    if mine.any() and not stated and not plausible(fmt, sample.texts.filter(mine)):
        mine = mine & False
    return Score(fmt, mine, int(mine.sum()))


def best_of(scores: Sequence[Score]) -> Score:
    """The score with most lines; the first of several; a lenient one only if it reads far more."""
    first = max(scores, key=lambda score: score.count)
    strict = max((score for score in scores if not score.lenient), key=lambda score: score.count, default=first)
    return strict if strict.count >= first.count * _LENIENT else first


def needed_beside(best: Score, scores: Sequence[Score]) -> list[Score]:
    """The formats needed for the lines that the best one leaves, with the lines that each adds."""
    result: list[Score] = []
    left = ~best.reads
    while True:
        adding = (Score(score.format, score.reads & left, int((score.reads & left).sum())) for score in scores)
        enough = [
            score for score in adding if score.count >= (_CUT_SHORT if is_start(score.format, best.format) else 1)
        ]
        if not enough:
            return result
        result.append(best_of(enough))
        left &= ~result[-1].reads
