"""What documents hide, as one HTML page that needs nothing else: a row for each document, its findings below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import FileSystemLoader

from forensics.documents.acceptance import Judged
from forensics.documents.hidden import CHECKS
from forensics.documents.personal.categories import CATEGORIES
from forensics.documents.summary import summary
from forensics.documents.versions import listed, made_by
from forensics.language.catalogue import Language
from forensics.report.page.templating import environment
from forensics.version import __version__

__all__ = ["render"]

_TEMPLATES = (Path(__file__).with_name("templates"), Path(__file__).parents[1] / "page" / "templates")


def render(judged: Sequence[Judged], passed_over: int, language: Language) -> str:
    """The page. What came from a document, names of files among it, is escaped as in a report."""
    template = environment(language, FileSystemLoader(_TEMPLATES)).get_template("documents.html.j2")
    page: str = template.render(
        judged=judged,
        passed_over=passed_over,
        summary=summary,
        categories=CATEGORIES,
        checks=CHECKS,
        version=__version__,
        versions=(*made_by().items(), *listed(each.document.read_with for each in judged)),
    )
    return page
