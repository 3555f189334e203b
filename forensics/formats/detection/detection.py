"""Which format a sample of lines is in, by content alone, and what speaks for it and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from forensics.formats.declared.custom import with_size
from forensics.formats.declared.presets import registry
from forensics.formats.detection.reasons import inside, why_chosen, why_nothing, with_refused
from forensics.formats.detection.samples import Sample, sampled
from forensics.formats.detection.scores import (
    Score,
    best_of,
    needed_beside,
    refused_and_others,
    scores_of,
    worked_out_scores,
)
from forensics.formats.detection.size_field import SizeField, infer
from forensics.formats.detection.tailoring import tailored
from forensics.formats.detection.unwrapping import taken_off, unwrapped
from forensics.formats.format import Detection, Format
from forensics.formats.reading import bound
from forensics.formats.wrapper import Wrapper
from forensics.language.statement import Statement

__all__ = ["bound_last", "chosen", "detect", "texts_of"]


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
    every = scores_of(sample, candidates, stated=formats is not None)
    if formats is None:
        every += worked_out_scores(sample, every)
    if not every:
        return Detection(None, len(sample), 0, why_nothing(len(sample), candidates), None, 0, ())
    refused, scores = refused_and_others(every, sample)
    best = best_of(scores)
    rivals = [score for score in scores if not score.reads.equals(best.reads)]
    runner_up = max(rivals, key=lambda score: score.count, default=None)
    others = needed_beside(best, scores)
    because = with_refused(why_chosen(best, len(sample), runner_up, scores), () if best.format.refused else refused)
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


def _chosen(best: Score, sample: Sample, because: Statement, wrappers: tuple[Wrapper, ...]) -> Detection:
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


def bound_last(fmt: Format, sample: Sample) -> Format:
    """The format itself, or that of the rows under the last heading of the sample."""
    forms = [form for form, rows, _ in bound(fmt, sample.texts, sample.headings) if len(rows)]
    return forms[-1] if forms else fmt


def _settled(fmt: Format, sample: Sample) -> Format:
    """The format with its size field as its own lines tell it."""
    size = infer(bound_last(fmt, sample), sample.texts)
    return with_size(fmt, size.meaning) if size.source == "inferred" and size.meaning else fmt
