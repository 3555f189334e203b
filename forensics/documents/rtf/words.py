"""The control words of Rich Text that matter here, by what they do (RTF 1.9.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

__all__ = [
    "BREAKS",
    "CODEPAGES",
    "FOLLOWED",
    "SIGNS",
    "SILENT",
    "STORY",
    "TOKEN",
    "TOLD",
    "Group",
    "formatted",
]

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\0]+"
    rb"|(?P<text>[^\\{}\r\n\0]+)"
    rb"|\\"
)
SIGNS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
BREAKS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": " ", b"emdash": "-", b"endash": "-",
           b"lquote": "'", b"rquote": "'", b"ldblquote": '"', b"rdblquote": '"', b"bullet": "*"}  # fmt: skip
SILENT = frozenset((
    b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"themedata",
    b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl", b"mmathPr", b"pntext", b"nonshppict", b"blipuid",
    b"pnseclvl", b"listtext", b"bkmkstart", b"bkmkend", b"atrfstart", b"atrfend", b"atndate", b"atnref", b"creatim",
    b"revtim", b"printim", b"buptim", b"panose", b"falt", b"fchars", b"lchars", b"wgrffmtfilter", b"picprop", b"sp",
    b"defchp", b"defpap", b"filetbl", b"objclass", b"objname",
))  # fmt: skip
TOLD = {b"annotation": "comment", b"fldinst": "code", b"docvar": "variable", b"userprops": "property",
         b"template": "property", b"title": "property", b"subject": "property", b"keywords": "property",
         b"doccomm": "property", b"company": "property", b"category": "property", b"comment": "property",
         b"hlinkbase": "property", b"author": "author", b"operator": "author", b"manager": "author",
         b"atnauthor": "author", b"xe": "entry", b"tc": "entry", b"mmquery": "variable",
         b"revtbl": "reviser", b"objdata": "object", b"pict": "picture"}  # fmt: skip
STORY = frozenset((b"footnote", b"header", b"footer", b"headerl", b"headerr", b"headerf", b"footerl", b"footerr",
                    b"footerf", b"shptxt"))  # fmt: skip
FOLLOWED = frozenset((b"shpinst", b"ud", b"shppict", b"objattph", b"do", b"mailmerge"))
CODEPAGES = {10000: "mac-roman", 65001: "utf-8"}


#: Words that switch something on, or off with a nought; and words that set a number.
_SWITCHES = {b"v": "vanish", b"deleted": "deleted", b"revised": "inserted"}
_NUMBERS = {b"cf": "colour", b"highlight": "marked", b"cb": "behind", b"chcbpat": "behind", b"fs": "size",
            b"uc": "fallback"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """What holds within a pair of braces."""

    goes: str = "text"  # to where its text goes: "text", "silent", or a cause
    vanish: bool = False
    deleted: bool = False
    inserted: bool = False
    colour: int = 0
    marked: int = 0  # colour of highlighting
    behind: int = 0  # of shading
    size: int = 24  # half points
    in_table: bool = False
    story: int = 0  # depth of the note or header that it belongs to
    fallback: int = 1  # characters after a \\u for programs that do not know it


def formatted(group: Group, word: bytes, number: int | None) -> Group:
    """The group after a control word."""
    if word == b"plain":
        return Group(group.goes, in_table=group.in_table, story=group.story, fallback=group.fallback)
    if word in _SWITCHES:
        return _with(group, _SWITCHES[word], number != 0)
    if word in _NUMBERS:
        return _with(group, _NUMBERS[word], max(number or 0, 0))
    return group


def _with(group: Group, name: str, value: object) -> Group:
    changes: dict[str, Any] = {name: value}
    return replace(group, **changes)
