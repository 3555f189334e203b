"""Tables of what is said: the case and this database itself, limitations, and what rules and words mean."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from forensics.downloads.rules import RULES
from forensics.findings.limitations.limitations import CODES
from forensics.model import Findings
from forensics.report.database.column import Column, Table, Value, about, made, text_of, texts, truths, within
from forensics.rulebook.index import entries
from forensics.rulebook.vocabulary import MEANINGS
from forensics.version import __version__

__all__ = ["SCHEMA", "TABLES"]

#: Name and version of what tables and columns are called.
SCHEMA = "forensics.evidence/1"
_SHOWN = ("id", "title", "digest", "zone", "purpose", "requested_by", "legal_basis", "investigator")


def _meta(findings: Findings) -> Iterator[tuple[str, Value, str]]:
    yield "schema", SCHEMA, "Name and version of what tables and columns are called."
    yield "tool", f"forensics {__version__}", "What wrote this database."
    yield "level", findings.level, "Who may read it: investigator, regulator or public."
    yield "complete", "yes" if findings.complete else "no", "Whether the evidence is complete."
    for name in _SHOWN:
        if value := text_of(getattr(findings.case, name)):
            yield f"case_{name}", value, about("Case", name)


def _words(_: Findings) -> Iterator[tuple[str, str, str | None, str]]:
    for entry in entries():
        if entry.kind != "rule":
            says = (f"{text.label}: {text.says}" if text.label else text.says for text in entry.texts)
            yield entry.kind, entry.name, entry.title or None, " ".join(says)


def _rules(_: Findings) -> Iterator[tuple[int, str, str, str, str]]:
    for place, rule in enumerate(RULES, 1):
        yield place, rule.number, rule.verdict, rule.because, MEANINGS[rule.verdict].counts


def _plain(*declared: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns of rows that are tuples: each with its name, its type in SQL and what it means."""
    return tuple(
        made(name, "INTEGER" if kind == "INTEGER" else "TEXT", told, itemgetter(place), more=more)
        for place, (name, sql, told) in enumerate(declared)
        for kind, _, more in [sql.partition(" ")]
    )


TABLES: tuple[Table, ...] = (
    Table(
        "limitations",
        "What the answer cannot promise: first what makes it incomplete.",
        (
            *within(0, (made("number", "INTEGER", "Its place.", int, more="PRIMARY KEY NOT NULL"),)),
            *within(1, (
                *texts("Limitation", "code text"),
                *truths("Limitation", "incomplete"),
                made("meaning", "TEXT", "What the code means, in general.", lambda one: CODES.get(one.code)),
            )),
        ),
        lambda findings: enumerate(findings.limitations, 1),
        indices=(("code",),),
    ),
    Table(
        "rules",
        "The rules that give each request its verdict: the first that fits decides.",
        _plain(
            ("place", "INTEGER PRIMARY KEY NOT NULL", "Its place in the order in which the rules are tried."),
            ("rule", "TEXT NOT NULL", "Its number in counting.md; several rows may have one."),
            ("verdict", "TEXT NOT NULL", "The verdict that it gives."),
            ("because", "TEXT NOT NULL", "The reason that is printed."),
            ("counts", "TEXT NOT NULL", "In which numbers a request with this verdict counts."),
        ),
        _rules,
        indices=(("rule",),),
    ),
    Table(
        "words",
        "What the words of a report mean: sections of the rules, verdicts, grades, flags, limitations, definitions.",
        _plain(
            ("kind", "TEXT NOT NULL", "section, verdict, grade, flag, limitation, definition and so on."),
            ("name", "TEXT NOT NULL", "The word, number or code."),
            ("title", "TEXT", "Its title, if it has one."),
            ("says", "TEXT NOT NULL", "What it means."),
        ),
        _words,
        indices=(("kind", "name"),),
    ),
    Table(
        "meta",
        "The case, and what this database is.",
        _plain(
            ("key", "TEXT PRIMARY KEY NOT NULL", "What is told."),
            ("value", "TEXT", "The value."),
            ("about", "TEXT NOT NULL", "What it means."),
        ),
        _meta,
    ),
)  # fmt: skip
