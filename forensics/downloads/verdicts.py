"""The verdict on each request, by the table of rules.py, with the grade of its proof and its flags.

What several requests mean together is downloads.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from forensics.downloads.delivery import measure
from forensics.downloads.layers import mark_layers
from forensics.downloads.rules import RULES
from forensics.language.statement import message
from forensics.model import Case, SourceReport

__all__ = ["judge"]


_PERHAPS_COPY = message("another log holds an equal request; whether it is the same one cannot be told")


def _doubted(judged: pl.DataFrame) -> pl.DataFrame:
    """A delivery that may be a copy of one that counts is one more in the ceiling (counting.md 4b.2)."""
    doubted = ((pl.col("copy_how") == "perhaps") & pl.col("verdict").is_in(["complete", "partial"])).fill_null(
        value=False
    )
    said = {"verdict": pl.lit("indeterminate"), "rule": pl.lit("3.8"), "because": pl.lit(_PERHAPS_COPY)}
    return judged.with_columns(**{name: pl.when(doubted).then(value).otherwise(name) for name, value in said.items()})


def _recurring(table: pl.DataFrame) -> pl.DataFrame:
    """The same smaller body size went to two or more clients (rule 17)."""
    sent = pl.col("short") & (pl.col("body") > 0) & pl.col("method").is_in(["GET", "POST"]) & ~pl.col("copy")
    clients = pl.col("client").filter(sent).n_unique().over("file", "status", "body")
    return table.with_columns(recurring=(sent & (clients > 1)).fill_null(value=False))


def _grade() -> pl.Expr:
    """G0 status only, G1 planned, G2 handed over; G3 comes with later requests (counting.md 3.3)."""
    delivered = pl.col("verdict").is_in(["complete", "partial"])
    measured = pl.col("size").is_not_null() & ~pl.col("unmeasured")
    # An inner log cannot say what the outer layer handed over; headers may be as long as a small file (4b.9).
    cut = pl.col("proxied") | pl.col("by_total")
    return (
        pl.when(delivered & ~measured)
        .then(pl.lit("G0"))
        .when(delivered & pl.col("handed") & ~cut)
        .then(pl.lit("G2"))
        .when(delivered)
        .then(pl.lit("G1"))
    )


def _flags(case: Case) -> pl.Expr:
    blind = (pl.col("verdict") == "complete") & (
        (pl.col("grade") == "G1") | ((pl.col("grade") == "G2") & (pl.col("size") < case.counting.abort_blind))
    )
    marks = {
        "abort-blind": blind,
        "aborted": (pl.col("aborted") == True) & pl.col("status").is_in([200, 203, 206]),  # noqa: E712 null is no
        "encoded": (pl.col("rule") == "14"),
        "other-version": (pl.col("rule") == "13"),
        "multipart": pl.col("multipart"),
        "proxied": pl.col("proxied"),
        "shared": pl.col("shared"),
        "behind-cache": pl.col("behind_cache") & pl.col("verdict").is_in(["complete", "partial"]),
    }
    named = [pl.when(mark.fill_null(value=False)).then(pl.lit(name)) for name, mark in marks.items()]
    return pl.concat_list(named).list.drop_nulls()


def judge(requests: pl.DataFrame, case: Case, sources: Sequence[SourceReport]) -> pl.DataFrame:
    """Adds size, verdict, rule, because, grade, flags, first_byte and last_byte to identified requests.

    Also keeps the columns of delivery.py that downloads.py needs. Order and number of rows stay.
    """
    table = requests.pipe(measure, case.files, sources)
    table = table.pipe(_recurring).pipe(mark_layers, case, sources)
    # The first that holds; nested as when and otherwise, to plan them takes longer than to compute them.
    chosen = pl.coalesce(pl.when(rule.when).then(pl.lit(index, pl.Int32)) for index, rule in enumerate(RULES))
    printed = pl.DataFrame(
        {
            "_rule": list(range(len(RULES))),
            "verdict": [rule.verdict for rule in RULES],
            "rule": [rule.number for rule in RULES],
            "because": [rule.because for rule in RULES],
        },
        schema_overrides={"_rule": pl.Int32},
    )
    judged = table.with_columns(_rule=chosen).join(printed, on="_rule", how="left", maintain_order="left")
    judged = _doubted(judged)
    other = pl.col("rule") == "13"
    judged = judged.with_columns(size=pl.when(other).then("other_version").otherwise("size"))
    return judged.with_columns(grade=_grade()).with_columns(flags=_flags(case)).drop("_rule")
