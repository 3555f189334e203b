"""Whether a log is in the format of the logs beside it: told from its own lines, as strictly as by detection, and
without trying any other format."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.formats.detection.detection import bound_last, chosen, texts_of
from forensics.formats.detection.reasons import as_beside, inside
from forensics.formats.detection.samples import is_heading, sampled
from forensics.formats.detection.size_field import infer, infer_each
from forensics.formats.detection.unwrapping import inner, taken_off
from forensics.formats.format import Detection, Format
from forensics.formats.reading import bound, matches

__all__ = ["confirmed", "confirmed_each"]


def confirmed(likely: Detection, lines: Sequence[bytes]) -> Detection | None:
    """The detection of lines that the format of the files beside theirs reads to the last one; None where it does
    not, and they have to speak for themselves."""
    fmt, whole = likely.format, texts_of(lines)
    if fmt is None or fmt.refused:
        return None
    sample = sampled(inner(likely.wrappers, whole), _titles(fmt))
    if not len(sample) or not matches(fmt, sample.texts, headings=sample.headings).all():
        return None
    because = inside(as_beside(fmt, len(sample)), likely.wrappers, taken_off(likely.wrappers, whole))
    size = infer(bound_last(fmt, sample), sample.texts)
    return chosen(fmt, size, because, read=(len(sample), len(sample)), wrappers=likely.wrappers)


def confirmed_each(fmt: Format, lines: pl.DataFrame) -> dict[int, Detection]:
    """The same for several logs that are wrapped in nothing, by their numbers: those that have to speak for themselves
    are missing. So are those with several headings.

    Columns of `lines`: of, the number of the log; line; and heading, that in force.
    """
    rows = lines.filter(~is_heading(lines["line"], _titles(fmt)))
    rows = rows.with_columns(read=matches(fmt, rows["line"], headings=rows["heading"]))
    each = rows.group_by("of").agg(pl.col("read").all(), pl.len(), pl.col("heading").n_unique())
    counts = dict(each.filter("read", pl.col("heading") == 1).select("of", "len").iter_rows())
    rows = rows.filter(pl.col("of").is_in(list(counts)))
    found: dict[int, Detection] = {}
    for form, places, _ in bound(fmt, rows["line"], rows["heading"]):
        own = rows.select(pl.col("line", "of").gather(places))
        sizes = infer_each(form, own["line"], own["of"], own["of"].unique())
        found |= {
            log: chosen(fmt, size, as_beside(fmt, counts[log]), read=(counts[log], counts[log]))
            for log, size in sizes.items()
        }
    return found


def _titles(fmt: Format) -> list[str]:
    return [fmt.heading] if fmt.heading else []
