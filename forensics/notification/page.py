"""The document as an HTML page that needs nothing else: no script, no link but from what is missing to its question."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemLoader

from forensics.language.catalogue import language
from forensics.notification.paper import Paper
from forensics.report.page import templating

__all__ = ["as_html"]

_TEMPLATES = (Path(__file__).parent, Path(templating.__file__).with_name("templates"))


def as_html(paper: Paper) -> str:
    """The whole page; each text is printed as in a report."""
    made = templating.environment(language(paper.language), FileSystemLoader(_TEMPLATES))
    page: str = made.get_template("notification.html.j2").render(
        paper=paper, blocks=[(type(block).__name__, block) for block in paper.blocks]
    )
    return page
