"""A notification as a document: what stands in it, in its order, before it is Markdown, HTML or DOCX.

There is one wording: each writer shows these blocks, and adds no text of its own. Text is as it came; each writer
escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Block", "Bullets", "Heading", "Paper", "Paragraph", "Span", "Table", "Words"]

#: plain, strong and soft text; mark: what a person has still to fill in; number: that of a question, ours.
Look = Literal["plain", "strong", "soft", "mark", "number"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text, and how it looks; `target` is the anchor of the question that it leads to."""

    text: str
    look: Look = "plain"
    target: str = ""


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: of the document (1), of a section (2), of a question (3), with its number if it has one."""

    level: int
    text: str
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `missing` where a person has still to fill something in."""

    words: Words
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; its first column says what each row is about."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its title, the code of its language, and its blocks."""

    title: str
    language: str
    blocks: tuple[Block, ...]
