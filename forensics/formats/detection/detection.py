"""Which format a sample of lines is in, by content alone, and what speaks for it and against."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from forensics.formats.declared.custom import with_size
from forensics.formats.declared.presets import registry
from forensics.formats.detection.layouts import NAME, worked_out
from forensics.formats.detection.plausibility import asks_the_web, plausible
from forensics.formats.detection.samples import Sample, sampled
from forensics.formats.detection.size_field import SizeField, infer
from forensics.formats.detection.tailoring import tailored
from forensics.formats.detection.unwrapping import taken_off, unwrapped
from forensics.formats.format import Detection, Format
from forensics.formats.reading import bound, matches, possible
from forensics.formats.templates.template import END
from forensics.formats.wrapper import Wrapper
from forensics.language.statement import Statement, state, state_many

__all__ = ["as_beside", "bound_last", "chosen", "detect", "inside", "is_start", "others", "texts_of"]

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
class _Score:
    """A format and which lines of the sample it reads."""

    format: Format
    reads: pl.Series
    count: int

    @property
    def lenient(self) -> bool:
        return self.format.lenient or bool(self.format.like)


def detect(lines: Sequence[bytes], formats: Sequence[Format] | None = None) -> Detection:
    """The format that reads most of the lines, of `formats` or of all built-in ones.

    Of formats that read the same lines the first wins, which claims least. Blank lines and headings
    do not count. `others` are the formats that read lines which that one cannot, most lines first;
    `wrappers` what has to be taken off the lines before.
    """
    texts = texts_of(lines)
    candidates = registry() if formats is None else tuple(formats)
    # A heading says more than the look of a row.
    candidates = tuple(sorted(candidates, key=lambda fmt: (not fmt.grammar.headed, not fmt.refused)))
    whole = texts
    wrappers, texts = unwrapped(texts, candidates)
    candidates = tuple(tailored(fmt, texts) for fmt in candidates)
    sample = sampled(texts, [fmt.heading for fmt in candidates if fmt.heading])
    every = _scores(sample, candidates, stated=formats is not None)
    if formats is None:
        every += _worked_out(sample, every)
    if not every:
        return _nothing(len(sample), candidates)
    refused, scores = _parted(every, sample)
    best = _best(scores)
    rivals = [score for score in scores if not score.reads.equals(best.reads)]
    runner_up = max(rivals, key=lambda score: score.count, default=None)
    others = _others(best, scores)
    because = _beside(_because(best, len(sample), runner_up, scores), () if best.format.refused else refused)
    return replace(
        _chosen(best, sample, inside(because, wrappers, taken_off(wrappers, whole)), wrappers),
        runner_up=runner_up.format.name if runner_up else None,
        runner_up_matched=runner_up.count if runner_up else 0,
        others=tuple((_settled(score.format, sample.filter(score.reads)), score.count) for score in others),
        refused=tuple((score.format, score.count) for score in refused),
    )


def texts_of(lines: Sequence[bytes]) -> pl.Series:
    """The lines of a sample as text, without their ends."""
    return pl.Series("line", [line.decode("utf-8", "replace").rstrip("\r\n") for line in lines], dtype=pl.String)


def _chosen(best: _Score, sample: Sample, because: Statement, wrappers: tuple[Wrapper, ...]) -> Detection:
    """The detection of a format, with its size field as its own lines tell it."""
    read = sample.filter(best.reads)
    size = infer(bound_last(best.format, read), read.texts)
    return chosen(best.format, size, because, read=(best.count, len(sample)), wrappers=wrappers)


def chosen(
    fmt: Format, size: SizeField, because: Statement, *, read: tuple[int, int], wrappers: tuple[Wrapper, ...] = ()
) -> Detection:
    """The detection of a format with that size field; `read` are the lines that it reads, and all."""
    return Detection(
        format=fmt,
        sampled=read[1],
        matched=read[0],
        because=because,
        runner_up=None,
        runner_up_matched=0,
        others=(),
        size=size.meaning,
        size_source=size.source,
        size_because=size.because,
        size_signs=size.signs,
        header_bytes=size.header_bytes,
        server=size.server,
        wrappers=wrappers,
    )


def _scores(sample: Sample, candidates: Sequence[Format], *, stated: bool) -> list[_Score]:
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


def _worked_out(sample: Sample, scores: Sequence[_Score]) -> list[_Score]:
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
    return [_Score(fmt, mine, int(mine.sum()))] if fits else []


def _parted(scores: Sequence[_Score], sample: Sample) -> tuple[list[_Score], list[_Score]]:
    """The scores of formats that are never read, each with lines of its own, and those of the others without
    those lines; only the refused ones if no line is left that asks a web server for something."""
    left = sample.texts.is_not_null()
    refused: list[_Score] = []
    for score in sorted((one for one in scores if one.format.refused), key=lambda one: -one.count):
        reads = score.reads & left
        if reads.any():
            refused.append(_Score(score.format, reads, int(reads.sum())))
            left &= ~reads
    others = [_Score(one.format, one.reads & left, int((one.reads & left).sum())) for one in scores]
    others = [one for one in others if one.count and not one.format.refused]
    best = _best(others) if others else None
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


def _score(fmt: Format, sample: Sample, reads: dict[str, pl.Series], *, stated: bool) -> _Score:
    """The lines that a format reads; `reads` keeps those of patterns already tried."""
    pattern = fmt.grammar.look or fmt.name
    if pattern not in reads:
        reads[pattern] = matches(fmt, sample.texts, headings=sample.headings)
    mine = reads[pattern]
    if mine.any() and not stated and not plausible(fmt, sample.texts.filter(mine)):
        mine = mine & False
    return _Score(fmt, mine, int(mine.sum()))


def _best(scores: Sequence[_Score]) -> _Score:
    """The score with most lines; the first of several; a lenient one only if it reads far more."""
    first = max(scores, key=lambda score: score.count)
    strict = max((score for score in scores if not score.lenient), key=lambda score: score.count, default=first)
    return strict if strict.count >= first.count * _LENIENT else first


def _others(best: _Score, scores: Sequence[_Score]) -> list[_Score]:
    """The formats needed for the lines that the best one leaves, with the lines that each adds."""
    result: list[_Score] = []
    left = ~best.reads
    while True:
        adding = (_Score(score.format, score.reads & left, int((score.reads & left).sum())) for score in scores)
        enough = [
            score for score in adding if score.count >= (_CUT_SHORT if is_start(score.format, best.format) else 1)
        ]
        if not enough:
            return result
        result.append(_best(enough))
        left &= ~result[-1].reads


def others(detected: Sequence[Format]) -> list[Format]:
    """The other built-in formats, but for those that a cut line of a detected one can look like."""
    taken = {fmt.name for fmt in detected}
    return [fmt for fmt in registry() if fmt.name not in taken and not any(is_start(fmt, one) for one in detected)]


def is_start(short: Format, long: Format) -> bool:
    """Whether a line of the long format that is cut short can look like one of the short format."""
    start, whole = _look(short), _look(long)
    if start == whole != "":  # what only looks the same may read lines of its own
        return short.grammar.look == whole
    begins = start != "" and whole.startswith(start.removesuffix(END).removesuffix("$"))
    return begins or _reads_cut(short.name, long.examples)


def _look(fmt: Format) -> str:
    """The pattern of a format, or of the general one that it looks like."""
    general = next((other for other in registry() if other.name == fmt.like), fmt) if fmt.like else fmt
    return general.grammar.look


@functools.lru_cache(maxsize=8192)
def _reads_cut(short: str, examples: tuple[str, ...]) -> bool:
    """Whether the built-in format of that name reads one of the lines, cut anywhere."""
    fmt = next((fmt for fmt in registry() if fmt.name == short), None)
    if fmt is None or fmt.grammar.name not in ("template", "delimited"):
        return False
    literals = fmt.grammar.literals
    whole = [example for example in examples if all(text in example for text in literals)]
    cut = [example[:length] for example in whole for length in range(len(example))]
    return bool(cut) and bool(matches(fmt, pl.Series(cut, dtype=pl.String)).any())


def bound_last(fmt: Format, sample: Sample) -> Format:
    """The format itself, or that of the rows under the last heading of the sample."""
    forms = [form for form, rows, _ in bound(fmt, sample.texts, sample.headings) if len(rows)]
    return forms[-1] if forms else fmt


def _settled(fmt: Format, sample: Sample) -> Format:
    """The format with its size field as its own lines tell it."""
    size = infer(bound_last(fmt, sample), sample.texts)
    return with_size(fmt, size.meaning) if size.source == "inferred" and size.meaning else fmt


# ---- in words ----------------------------------------------------------------------------------


def _because(best: _Score, sampled: int, runner_up: _Score | None, scores: Iterable[_Score]) -> Statement:
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


def _beside(because: Statement, refused: Sequence[_Score]) -> Statement:
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


def _nothing(sampled: int, candidates: Sequence[Format]) -> Detection:
    if not sampled:
        because = state("there is no line to judge by")
    elif len(candidates) == 1:
        because = state("none of {lines} lines reads as {format}", lines=sampled, format=candidates[0].name)
    else:
        because = state(
            "none of {lines} lines reads as any of {formats} known formats", lines=sampled, formats=len(candidates)
        )
    return Detection(None, sampled, 0, because, None, 0, ())
