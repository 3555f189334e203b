"""Writes the pages that are generated from the code: rules, definitions, limitations, formats, the numbered sections of
how is counted, the lists of what each level shows, of checks and of categories; and the JSON Schemas.

    python docs/generate.py

tests/project/test_docs.py fails when a page and the code differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from babel import Locale

from forensics.documents import schema as documents_schema
from forensics.documents.hidden import CHECKS
from forensics.documents.personal.categories import CATEGORIES
from forensics.downloads.rules import RULES
from forensics.findings.definitions import DEFINITIONS
from forensics.findings.limitations.limitations import KINDS
from forensics.findings.reasons.kinds import CEILING, FLOOR
from forensics.formats import Format, detect, registry
from forensics.formats.proof import proof
from forensics.formats.wrappers.known import WRAPPERS
from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.language.untrusted import for_markdown
from forensics.report.disclosure import LEVELS
from forensics.report.disclosure.fields import FIELDS, MEANINGS
from forensics.report.saved import schema
from forensics.rulebook.counting import MENTION, SECTIONS, Section
from forensics.rulebook.glossary import GLOSSARY, glossary
from forensics.rulebook.index import anchor
from forensics.rulebook.vocabulary import FLAGS, GRADES, SHOWN_BY
from forensics.rulebook.vocabulary import MEANINGS as VERDICTS

__all__ = ["PAGES"]

DOCS = Path(__file__).parent
_MARK = "<!-- Written by docs/generate.py: change the code that it tells of, then `make golden`. -->\n\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell if cell.startswith(("`", "<a id=")) else for_markdown(cell) for cell in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _anchor(name: str) -> str:
    """The place on a page that links lead to."""
    return f'<a id="{name}"></a>'


def rules_page() -> str:
    """The ordered table of verdicts; links to a number lead to its first row."""
    known: set[str] = set()
    rows = []
    for rule in RULES:
        first = rule.number not in known
        known.add(rule.number)
        shown = f"{_anchor(f'rule-{rule.number}')}{rule.number}" if first else rule.number
        rows.append((shown, f"`{rule.verdict}`", rule.because))
    return (
        f"{_MARK}# Rules\n\nThe first rule that matches decides. Numbers are those of"
        " [the counting rules](counting.md#3.5); the number and the reason stand beside every request in"
        " `requests.csv`.\nRules 20 to 22 give pieces, which the [episode rules](counting.md#3.6) join into"
        " downloads.\n\n" + _table(("Rule", "Verdict", "Because"), rows)
    )


_NUMBERED = "<!-- generated from forensics/rulebook/counting.py: the numbered sections; write there, not here -->\n"


def counting_page() -> str:
    """The page as it stands, with the numbered sections behind its mark."""
    text, mark, _ = (DOCS / "counting.md").read_text(encoding="utf-8").partition(_NUMBERED)
    return f"{text}{mark}{''.join(map(_counting_section, SECTIONS))}"


def _counting_section(section: Section) -> str:
    """One section: its anchor, its text, what the code has as tables, its points with theirs."""
    text = f"\n{_anchor(section.number)}\n\n## {section.number} {section.title}\n"
    text += f"\n{_linked(section.text)}\n" if section.text else ""
    text += {"3.3": _grades, "3.4": _verdicts}.get(section.number, str)()
    points = (f"- {_anchor(number)}**{number}** {_linked(point)}\n" for number, point in section.numbered)
    return text + "\n" * bool(section.points) + "".join(points)


def _linked(text: str) -> str:
    """The text, with grades and the numbers of other rules leading to them."""
    return MENTION.sub(lambda found: f"[{found[0]}](#{found[0]})", text)


def _grades() -> str:
    rows = ((f"{_anchor(name)}{name}", says, SHOWN_BY[name]) for name, says in GRADES.items())
    return "\n" + _table(("Grade", "Means", "The log shows"), rows)


def _verdicts() -> str:
    rows = ((f"{_anchor(name)}`{name}`", meaning.says, meaning.counts) for name, meaning in VERDICTS.items())
    flags = ((f"{_anchor(f'flag-{name}')}`{name}`", says) for name, says in FLAGS.items())
    return (
        f"\n{_table(('Verdict', 'Means', 'Counts in'), rows)}\nFlags tell more of a request or a download."
        f"\n\n{_table(('Flag', 'Means'), flags)}"
    )


def limitations_page() -> str:
    """Every code a limitation can have."""
    return f"{_MARK}# Limitations\n\nWhat an answer may be unable to promise, by code.\n\n" + _table(
        ("Code", "Meaning", "Makes the evidence incomplete"),
        ((f"{_anchor(kind.code)}`{kind.code}`", kind.meaning, kind.incomplete) for kind in KINDS),
    )


_REASONS_INTRO = """# Why the numbers lie apart

`files[].floor` and `files[].ceiling` of findings.json say why at least is no more and at most no less than they are,
over all windows: `reasons`, each with a code and how many downloads it stands for, `text`, the same in one sentence
(that of the first page, of chapter 6 and of the terminal), and `settled_by`, the log, field or measurement that would
bring the bound nearer. The reasons add up: those of at least to the established downloads that it does not hold
(where it cannot be told, to all that are established), those of at most to what it holds beyond them. A reason whose
`downloads` is null makes at most "or more".

A download has one reason: what is left out on purpose first, then what no log proves, then what would be proven but
for a doubt. At level public, reasons that tell what visitors did are joined where fewer than k of them did it
(`few-visitors`); what a log holds or lacks points at nobody and stays.
"""


def reasons_page() -> str:
    """Every reason that parts the three numbers, a table for each side."""
    sides = (("## At least is below what is established", FLOOR), ("## At most is above it", CEILING))
    return f"{_MARK}{_REASONS_INTRO}" + "".join(
        f"\n{title}\n\n"
        + _table(
            ("Code", "As a sentence says it", "What would settle it", "Tells what visitors did"),
            (
                (
                    f"`{code}`",
                    kind.said[1].replace("{count}", "N"),
                    kind.settled_by or "nothing",
                    "yes" * kind.of_visitors,
                )
                for code, kind in kinds.items()
            ),
        )
        for title, kinds in sides
    )


def definitions_page() -> str:
    """How the same requests are counted by other definitions."""
    return (
        f"{_MARK}# Definitions side by side\n\nEvery report counts the same requests as other definitions would, and"
        " lists the requests in which each differs.\n\n"
        + _table(
            ("Name", "Title", "Computed"), ((f"{_anchor(d.name)}`{d.name}`", d.title, d.computed) for d in DEFINITIONS)
        )
    )


def glossary_page() -> str:
    """Every term of art, in each language that reports are written in."""
    english = sorted(GLOSSARY, key=lambda term: term.word.casefold())
    rows = ((f"{_anchor(anchor(term.word))}{term.word}", term.says) for term in english)
    text = f"{_MARK}# Glossary\n\n`forensics explain TERM` says the same; so does the last annex of a report.\n\n"
    text += _table(("Term", "Meaning"), rows)
    for code in LANGUAGES[1:]:
        spoken = language(code)
        head = spoken.text("Term"), spoken.text("Meaning")
        text += f"\n## {Locale(code).get_language_name(code)}\n\n" + _table(head, glossary(LEVELS[0], spoken))
    return text


_FORMATS_INTRO = """# Formats

Read by name, by detection, as the server's own LogFormat or log_format string, as a `#Fields:` line,
or through [a file of your own](own-format.md). Detection goes by content alone; it was run over the
examples for this page.

The grade is the best that one line can reach: G0 the status alone, G1 what the server meant to send,
G2 what it handed over. G3, receipt, follows from what a client does later, in any format.

"""


def _detected(fmt: Format) -> str:
    lines = [line.encode() for example in fmt.examples for line in example.split("\n")]
    found = detect(lines)
    name = found.format.name if found.format else "not recognised"
    return f"{'itself' if name == fmt.name else f'`{name}`'}, {found.matched} of {found.sampled}"


def _format_section(fmt: Format) -> str:
    """One format: example, fields, what they prove."""
    shown = proof(fmt)
    text = f"\n## {fmt.name}\n\n{for_markdown(fmt.title)}\n\n"
    text += "".join(f"    {line}\n" for line in fmt.examples[0].split("\n"))
    if fmt.refused:
        return f"{text}\nRefused: {for_markdown(fmt.refused)}\n"
    text += f"\n- Fields: `{fmt.template}`\n- Time: {shown.time}\n- Size: {shown.size}\n"
    text += f"- Proves at best: {shown.grade or 'nothing'}, {shown.because}\n"
    if fmt.like:
        text += f"- Looks like `{fmt.like}`, which detection names: state this format where it is known\n"
    if shown.fields:
        text += f"- Also decides: {', '.join(shown.fields)}\n"
    return text + (f"- {for_markdown(fmt.note)}\n" if fmt.note else "")


def formats_page() -> str:
    """Every format that is read: a table, then an example, fields and proof of each."""
    rows = (
        (
            f"`{fmt.name}`",
            fmt.family,
            str(sum(example.count("\n") + 1 for example in fmt.examples)),
            _detected(fmt),
            proof(fmt).grade or "none",
        )
        for fmt in registry()
    )
    head = ("Format", "Family", "Lines of example", "Detected as", "Best grade")
    count = f"{len(registry())} formats, and {len(WRAPPERS)} wrappers that are taken off any of them.\n\n"
    wrappers = _table(
        ("Wrapper", "What it is", "Example"), ((f"`{w.name}`", w.title, w.example.replace("\n", " ")) for w in WRAPPERS)
    )
    sections = "".join(map(_format_section, registry()))
    return f"{_MARK}{_FORMATS_INTRO}{count}{_table(head, rows)}\n## Wrappers\n\n{wrappers}{sections}"


_LISTS = "<!-- generated: the lists -->\n"


def disclosure_page() -> str:
    """The page as it stands, with the lists of fields behind its mark."""
    text, mark, _ = (DOCS / "disclosure.md").read_text(encoding="utf-8").partition(_LISTS)
    parts = (
        f"\n### {name}\n\n"
        + _table(
            ("Field", "Regulator", "Public"),
            ((f"`{field}`", MEANINGS[regulator], MEANINGS[public]) for field, (regulator, public) in listed.items()),
        )
        for name, listed in FIELDS.items()
    )
    return f"{text}{mark}{''.join(parts)}"


def documents_page() -> str:
    """The page as it stands, with the checks and the categories behind its mark."""
    text, mark, _ = (DOCS / "documents.md").read_text(encoding="utf-8").partition(_LISTS)
    checks = ((f"{_anchor(f'check-{code}')}`{code}`", check.severity, check.title) for code, check in CHECKS.items())
    categories = (
        (f"{_anchor(f'category-{name}')}`{name}`", category.title, "may be" if category.special else "")
        for name, category in CATEGORIES.items()
    )
    return (
        f"{text}{mark}\n### Checks\n\n{_table(('Code', 'Severity', 'Looks for'), checks)}"
        f"\n### Categories\n\n{_table(('Name', 'What', 'Special (articles 9 and 10 GDPR)'), categories)}"
    )


#: Each JSON Schema that ships: the module that makes it, and its file beside that module.
SCHEMAS = {"findings.schema.json": schema, "documents.schema.json": documents_schema}

PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "limitations.md": limitations_page,
    "glossary.md": glossary_page,
    "definitions.md": definitions_page,
    "reasons.md": reasons_page,
    "formats.md": formats_page,
    "disclosure.md": disclosure_page,
    "documents.md": documents_page,
    "counting.md": counting_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
    for name, made in SCHEMAS.items():
        written = json.dumps(made.generated(), indent=2) + "\n"
        Path(made.__file__).with_name(name).write_text(written, encoding="utf-8", newline="\n")
