"""A status as one HTML page that needs nothing else: no script, counts and times, no addresses."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Template
from markupsafe import Markup, escape

from forensics.language.catalogue import language
from forensics.report.page.precompiled import Precompiled
from forensics.report.page.templating import NOTHING, environment
from forensics.version import __version__
from forensics.watch.moments import written
from forensics.watch.status import words
from forensics.watch.status.status import Status

__all__ = ["page"]

_TEMPLATES: Final = (Path(__file__).with_name("templates"), Path(__file__).parents[2] / "report" / "page" / "templates")
#: So many rows of a table; the rest is counted.
_ROWS: Final = 200


def page(status: Status) -> str:
    """The page. What is another's (names, paths, reasons) is escaped as in a report."""

    def moment(time: datetime | None) -> Markup | str:
        if time is None:
            return NOTHING
        shown = escape(words.moment(time, status.zone))
        return Markup('<time datetime="{}">{}</time>').format(written(time), shown)

    told: str = _template().render(
        status=status,
        most=_ROWS,
        moment=moment,
        wrong=list(words.wrong(status)),
        words=words,
        version=__version__,
    )
    return told


@cache
def _template() -> Template:
    return environment(language("en"), Precompiled(_TEMPLATES)).get_template("status.html.j2")
