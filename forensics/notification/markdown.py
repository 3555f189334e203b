"""The document as Markdown, to paste from: nothing in a text starts a heading, a link, a table or a tag."""

from __future__ import annotations

from collections.abc import Mapping

from forensics.language.untrusted import for_markdown
from forensics.notification.paper import Block, Bullets, Heading, Look, Paper, Paragraph, Span, Table, Words

__all__ = ["as_markdown"]

_LOOKS: Mapping[Look, str] = {"plain": "", "strong": "**", "soft": "*", "mark": "**"}


def as_markdown(paper: Paper) -> str:
    """The whole document; blocks stand a blank line apart."""
    return "\n\n".join(map(_block, paper.blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            number = f"{block.number} " if block.number else ""
            return f"{'#' * block.level} {number}{for_markdown(block.text)}"
        case Paragraph():
            return _words(block.words)
        case Bullets():
            return "\n".join(f"- {_words(item)}" for item in block.items)
        case Table():
            rows = [map(for_markdown, block.headings), ["---"] * len(block.headings)]
            return "\n".join(f"| {' | '.join(row)} |" for row in (*rows, *(map(_words, row) for row in block.rows)))


def _words(words: Words) -> str:
    return "".join(map(_span, words))


def _span(span: Span) -> str:
    if span.look == "number":
        return span.text
    return f"{_LOOKS[span.look]}{for_markdown(span.text)}{_LOOKS[span.look]}"
