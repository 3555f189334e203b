"""The verdict on each request: one ordered table of rules, the first that matches wins.

The table is counting.md 3.5 (numbers are its rows); docs/rules.md is generated from it. A rule is
a number, a condition over the columns of delivery.py and parties.py, a verdict and the reason that
is printed beside it. What several requests mean together is downloads.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from forensics.delivery import measure
from forensics.layers import mark_layers
from forensics.model import Case, SourceReport

__all__ = ["Rule", "judge", "rules"]

_PROBES = ("HEAD", "OPTIONS", "PROPFIND", "TRACE", "PROPPATCH", "REPORT", "SEARCH", "LOCK", "UNLOCK")
_SMALLEST = 2  # a range of at most two bytes is a capability test (IAB 5.5.2)


@dataclass(frozen=True, slots=True)
class Rule:
    """First match wins: `number` in counting.md 3.5, the condition, the verdict, the printed reason."""

    number: str
    when: pl.Expr
    verdict: str
    because: str


def _text(column: str) -> pl.Expr:
    return pl.col(column).fill_null("")


def rules() -> tuple[Rule, ...]:
    """The rules in order; every request meets the last one if no other."""
    status, method = pl.col("status"), pl.col("method").str.to_uppercase()
    ok, partial_content = status.is_in([200, 203]), status == 206
    body, size = pl.col("body"), pl.col("size")
    aborted, completed = pl.col("aborted") == True, pl.col("aborted") == False  # noqa: E712 null stays null
    full, short, handed, nothing = pl.col("full"), pl.col("short"), pl.col("handed"), pl.col("nothing")
    unmeasured = pl.col("unmeasured")
    variant = pl.col("match") == "variant"
    whole = full | pl.col("planned_full")
    delivering = ok | partial_content
    all_asked = (pl.col("asked_first") == 0) & (pl.col("asked_last") == size - 1)
    one_whole_range = partial_content & ~pl.col("multipart") & full & (~pl.col("interval") | all_asked)
    asks_little = pl.col("interval") & (pl.col("asked_last") - pl.col("asked_first") + 1 <= _SMALLEST)
    document_type = ~_text("name").str.to_lowercase().str.contains(r"\.(html?|php|aspx?)$")
    html_instead = document_type & _text("content_type").str.to_lowercase().str.starts_with("text/html")
    return (
        Rule("3.8", pl.col("copy"), "duplicate_line", "the same line stands in another log file and is counted there"),
        Rule(
            "0",
            pl.col("inner") & pl.col("outer_covers"),
            "duplicate_layer",
            "a proxy asked the origin; the log of the outer layer shows what the client got",
        ),
        Rule("1", pl.col("match") == "rejected", "indeterminate", "the line cannot be read but holds the file's name"),
        Rule(
            "2",
            pl.col("match") == "other",
            "other_target",
            "the path is not the file's; the name stands elsewhere in the line",
        ),
        Rule(
            "2",
            pl.col("match") == "cleared",
            "other_target",
            "the case says that this path is another file of the same size",
        ),
        Rule(
            "2",
            pl.col("match") == "twin",
            "indeterminate",
            "another path delivered exactly the file's size: possibly an alias of it",
        ),
        Rule(
            "2",
            variant & delivering & whole,
            "indeterminate",
            "a spelling that this server is not known to resolve delivered exactly the file's size",
        ),
        Rule("2", variant & (status < 400), "other_target", "a spelling that this server does not resolve to the file"),
        Rule(
            "3",
            method.is_in(["COPY", "MOVE"]) & status.is_between(200, 299),
            "indeterminate",
            "a WebDAV COPY or MOVE succeeded: the file may have another place now",
        ),
        Rule("3", method.is_in(_PROBES), "probe", "the method asks for no content, whatever the size field says"),
        Rule(
            "4",
            ~method.is_in(["GET", "POST"]) & status.is_between(200, 299) & (body >= size),
            "indeterminate",
            "a method other than GET and POST was answered with at least the file's size",
        ),
        Rule("4", ~method.is_in(["GET", "POST"]), "error", "the method delivers no file"),
        Rule("5", status.is_between(300, 399) & (status != 304), "redirect", "redirected: nothing of the file sent"),
        Rule("6", status == 304, "not_modified", "nothing sent; the client says that it holds a copy"),
        Rule("7", status == 416, "error", "the range asked for lies outside the file: nothing of it sent"),
        Rule(
            "8",
            status.is_in([0, 408, 499]) & (body > 0),
            "partial",
            "the connection ended early, after part of the response",
        ),
        Rule("8", status.is_in([0, 408, 499]), "error", "the connection ended before anything was sent"),
        Rule(
            "9",
            status.is_between(400, 599) & full & ~nothing,
            "indeterminate",
            "an error status with exactly the file's size",
        ),
        Rule("9", status.is_between(400, 599), "error", "the server refused or failed: nothing of the file sent"),
        Rule(
            "0",
            pl.col("cached_elsewhere") & delivering & ~nothing,
            "indeterminate",
            "an outer layer that caches asked the origin; how many clients it served is in its log, which is missing",
        ),
        Rule("10", ok & nothing, "probe", "status 200 without a single body byte"),
        Rule(
            "10",
            ok & unmeasured & aborted,
            "indeterminate",
            "no size is logged, and the log marks the connection as broken off",
        ),
        Rule("10", ok & unmeasured, "complete", "status 200; this log holds no sizes"),
        Rule("10", ok & size.is_null(), "complete", "status 200 with a body; the file's size is not known"),
        Rule("11", ok & full & ~aborted.fill_null(value=False), "complete", "the whole file, by status and size"),
        Rule(
            "12",
            ok & full & handed,
            "complete",
            "every byte was handed over, though the log marks the connection as broken off",
        ),
        Rule("12", ok & full, "indeterminate", "the whole file was planned, but the log marks an abort"),
        Rule("13", ok & pl.col("other_version").is_not_null(), "complete", "the whole of another version of the file"),
        Rule(
            "14",
            ok & pl.col("encoded") & ~aborted.fill_null(value=False),
            "complete",
            "the whole file, compressed: the size is that measured for its encoded form",
        ),
        Rule(
            "14",
            ok & pl.col("encoding").is_not_null() & completed & (body > 0),
            "complete",
            "the whole file, compressed: the encoding is logged and completion confirmed",
        ),
        Rule("15", ok & pl.col("page"), "error", "the size is that of a known error or login page"),
        Rule("15", ok & html_instead, "error", "the response was an HTML page, not the file"),
        Rule(
            "17",
            ok & short & pl.col("recurring") & ~aborted.fill_null(value=False),
            "indeterminate",
            "several clients got the same smaller size: perhaps the file compressed; measure its gzip and br sizes",
        ),
        Rule(
            "16",
            ok & short & handed & ~completed.fill_null(value=False),
            "partial",
            "fewer bytes were handed over than the file has",
        ),
        Rule(
            "17",
            ok & short,
            "indeterminate",
            "a smaller body was planned or completed: perhaps another representation of the file",
        ),
        Rule("18", ok, "indeterminate", "the body is larger than the file"),
        Rule(
            "19",
            partial_content & (asks_little | (body <= _SMALLEST)),
            "probe",
            "a range of at most two bytes tests what the server can do",
        ),
        Rule(
            "21",
            partial_content & pl.col("foreign"),
            "indeterminate",
            "a range of a file of another size than any version that is known",
        ),
        Rule(
            "20",
            one_whole_range & pl.col("cut_off"),
            "indeterminate",
            "one range that is the whole file was planned, but the log marks an abort",
        ),
        Rule("20", one_whole_range, "complete", "one range that is the whole file"),
        Rule("21", partial_content & pl.col("interval"), "partial", "a known range of the file"),
        Rule("22", partial_content, "partial", "some range of the file; the log does not say which"),
        Rule("23", pl.lit(value=True), "indeterminate", "the fields do not decide"),
    )


def _recurring(table: pl.DataFrame) -> pl.DataFrame:
    """The same smaller body size went to two or more clients (rule 17)."""
    sent = pl.col("short") & (pl.col("body") > 0) & pl.col("method").is_in(["GET", "POST"]) & ~pl.col("copy")
    clients = pl.col("client").filter(sent).n_unique().over("file", "status", "body")
    return table.with_columns(recurring=(sent & (clients > 1)).fill_null(value=False))


def _grade() -> pl.Expr:
    """G0 status only, G1 planned, G2 handed over; G3 comes with later requests (counting.md 3.3)."""
    delivered = pl.col("verdict").is_in(["complete", "partial"])
    measured = pl.col("size").is_not_null() & ~pl.col("unmeasured")
    cut = pl.col("proxied")  # an inner log cannot say what the outer layer handed over
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
    }
    named = [pl.when(mark.fill_null(value=False)).then(pl.lit(name)) for name, mark in marks.items()]
    return pl.concat_list(named).list.drop_nulls()


def judge(requests: pl.DataFrame, case: Case, sources: Sequence[SourceReport]) -> pl.DataFrame:
    """Adds size, verdict, rule, because, grade, flags, first_byte and last_byte to identified requests.

    Also keeps the columns of delivery.py that downloads.py needs. Order and number of rows stay.
    """
    table = requests.with_columns(name=pl.col("file")).pipe(measure, case.files)
    table = table.pipe(_recurring).pipe(mark_layers, case, sources)
    ordered = rules()
    chosen = pl.lit(len(ordered) - 1)
    for index, rule in reversed(list(enumerate(ordered[:-1]))):
        chosen = pl.when(rule.when.fill_null(value=False)).then(pl.lit(index)).otherwise(chosen)
    printed = pl.DataFrame(
        {
            "_rule": list(range(len(ordered))),
            "verdict": [rule.verdict for rule in ordered],
            "rule": [rule.number for rule in ordered],
            "because": [rule.because for rule in ordered],
        },
        schema_overrides={"_rule": pl.Int32},
    )
    judged = table.with_columns(chosen.cast(pl.Int32).alias("_rule")).join(
        printed, on="_rule", how="left", maintain_order="left"
    )
    other = pl.col("rule") == "13"
    judged = judged.with_columns(size=pl.when(other).then("other_version").otherwise("size"))
    return judged.with_columns(grade=_grade()).with_columns(flags=_flags(case)).drop("_rule", "name")
