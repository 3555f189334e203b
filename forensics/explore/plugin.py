"""What Datasette asks of us: our pages, cells without links out, and an error without a traceback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from datasette import Response, hookimpl  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from forensics.explore import pages

__all__ = ["Plugin"]

_NAME = pages.NAME
_OURS = 500  # a fault of the program: its text is for whoever mends it
F = TypeVar("F", bound=Callable[..., Any])


def _hook(function: F) -> F:
    """Marks what Datasette calls; it has no types."""
    return cast("F", hookimpl(function))


@dataclass(frozen=True, slots=True)
class Plugin:
    """Our part of Datasette, for one report."""

    case: str
    notes: tuple[str, ...]

    @property
    def __name__(self) -> str:
        """Datasette asks each plugin for it."""
        return "forensics-explore"

    @_hook
    def register_routes(self) -> list[tuple[str, Any]]:
        """The first page and our own ones; all tables are Datasette's."""
        return [
            (r"^/$", pages.home),
            (r"^/line$", pages.line),
            (r"^/lines$", pages.lines),
            (r"^/definitions$", pages.definitions),
        ]

    @_hook
    def extra_template_vars(self) -> Mapping[str, Any]:
        """What every page shows."""
        return {"case": self.case, "notes": self.notes, "evidence": _NAME, "shown": urlencode(pages.SHOWN, doseq=True)}

    @_hook
    def render_cell(self, value: object, column: str, datasette: Any) -> Markup | None:  # noqa: ANN401
        """Text of a log as text, also where it is an address of the web; ids of lines and rules lead to their pages."""
        if not isinstance(value, str) or not value:
            return None
        if column == "row":
            place, asked = datasette.urls.path("/line"), {"row": value}
        elif column == "rule":
            place, asked = datasette.urls.table(_NAME, "rules"), {"rule": value}
        else:
            return escape(value)
        return Markup('<a href="{}?{}">{}</a>').format(str(place), urlencode(asked), value)

    @_hook
    def handle_exception(self, datasette: Any, request: Any, exception: Exception) -> Any:  # noqa: ANN401
        """What went wrong in a sentence; nothing goes to the terminal."""

        async def told() -> Response:
            status = getattr(exception, "status", 500)
            what = getattr(exception, "message", "") or (
                str(exception) if status != _OURS else type(exception).__name__
            )
            if request.path.endswith(".json"):
                return Response.json({"ok": False, "error": what, "status": status}, status=status)
            shown = {"status": status, "error": what, "title": None}
            return Response.html(await datasette.render_template("error.html", shown, request), status=status)

        return told
