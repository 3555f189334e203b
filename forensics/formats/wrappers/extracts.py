"""What tools put before or around lines that somebody has picked out of a log and handed over."""

from __future__ import annotations

from forensics.formats.wrapper import LINE, Wrapper, prefixed
from forensics.language.statement import state

__all__ = ["WRAPPERS"]

#: A path, or a name by which a file goes for a log: what a vhost with its port never looks like.
_FILE = (
    r"(?:(?:[A-Za-z]:)?[.~]{0,2}[/\\][^:\"\[\]]*|\(standard input\)"
    r"|[^\s:;|,<>\"\[\]/\\]*(?i:log|access|ssl|extract|ex[0-9]{6}|\.(?:gz|bz2|xz|zst|txt|csv|tsv|json|out|old|bak|[0-9]+))"
    r"[^\s:;|,<>\"\[\]]*?)"
)
_GREP = "GNU grep, grep(1), output line prefix control"
#: grep puts this line between groups of lines.
_GROUPS = "^--$"
_DIFF = r"^(?:--- |\+\+\+ |@@ |diff |index |Only in |[0-9]+(?:,[0-9]+)?[acd][0-9]+(?:,[0-9]+)?$|---$|\\ No newline)"
_RULE = r"^\s*[-+|=:\x{2500}-\x{257f}\s]+$"

_grep = prefixed(_GREP)
_coreutils = prefixed("GNU coreutils, cat(1), nl(1), uniq(1)")
_text = prefixed("no specification")


WRAPPERS: tuple[Wrapper, ...] = (
    _grep(
        "grep_file_number",
        state("grep -Hn: file and number of the line before the line"),
        rf"^(?:{_FILE}:[0-9]+:|{_FILE}-[0-9]+-)",
        "access.log:12:",
        furniture=_GROUPS,
        number=rf"^({_FILE}):([0-9]+):",
        counts="lines",
    ),
    Wrapper(
        "grep_file",
        state("grep -H, zgrep: file before the line"),
        "around",
        rf"(?s)^{_FILE}:([^0-9\s].*|[0-9]+[^0-9\s].*)$",
        _GREP,
        "access.log.2.gz:" + LINE,
        furniture=_GROUPS,
    ),
    _grep(
        "grep_number",
        state("grep -n: number of the line before the line"),
        "^[0-9]+[:-]",
        "12:",
        furniture=_GROUPS,
        number="^()([0-9]+)[:-]",
        counts="lines",
    ),
    _coreutils(
        "numbered",
        state("Number of the line before the line (cat -n, nl, less -N)"),
        r"^ *[0-9]+(?:\t| +\x{2502} ?)",
        "     1\t",
    ),
    _coreutils(
        "numbered_blank",
        state("Number of the line before the line (nl, bat)"),
        "^ +[0-9]+ +",
        "      1 ",
        number="^()( +[0-9]+) ",
        counts="lines",
    ),
    _coreutils(
        "uniq_counted",
        state("Number of equal lines before the line (uniq -c)"),
        "^ +[0-9]+ ",
        "      3 ",
        number="^()( +[0-9]+) ",
        counts="times",
    ),
    _text("mail", state("Quoted text of a mail"), "^(?:> ?)+", "> "),
    _text("listed", state("List of a text document"), r"^[ \t]*(?:[*\x{2022}]|[0-9]+[.)])[ \t]+", "* "),
    _text("indented", state("Blanks before the line"), r"^[ \t]+", "  "),
    _text("diff", state("Added lines of a diff"), "^[+ ]", "+", furniture=_DIFF),
    Wrapper(
        "table_cell",
        state("Table of text, one cell a line"),
        "around",
        r"(?s)^\s*[|\x{2502}\x{2551}] *(.*?)\s*[|\x{2502}\x{2551}]\s*$",
        "no specification",
        f"| {LINE} |",
        furniture=_RULE,
    ),
    Wrapper(
        "item",
        state("The whole line as an item of a list of strings"),
        "around",
        r"""(?s)^\s*[\[(]?(?:b?'(.*)'|`(.*)`)[\])]?,?\s*$""",
        "no specification",
        f"'{LINE}',",
    ),
)
