"""Datasette, set up for one report: no plugins but ours, no settings but ours, nothing written."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from forensics.explore.guard import Guard
from forensics.explore.opened import Opened
from forensics.explore.queries import CANNED
from forensics.sqlite_address import unchanging

__all__ = ["guarded"]

_TEMPLATE = ".html.j2"
_SETTINGS = {
    "allow_csv_stream": True,
    "allow_download": False,  # the file lies in the folder
    "default_cache_ttl": 0,
    "default_page_size": 100,
    "facet_suggest_time_limit_ms": 20,
    "facet_time_limit_ms": 1000,
    "max_csv_mb": 0,
    "max_returned_rows": 100_000,
    "num_sql_threads": 2,
    "sql_time_limit_ms": 5000,
    "suggest_facets": False,
    "truncate_cells_html": 0,
}
#: Of Datasette's own plugins, what a page for one reader has no use for.
_UNUSED = (
    "datasette.publish.heroku", "datasette.publish.cloudrun", "datasette.actor_auth_cookie",
    "datasette.default_menu_links", "datasette.blob_renderer", "datasette.handle_exception",
)  # fmt: skip
_FACETS = {
    "requests": ["window", "verdict", "agent_class"],
    "downloads": ["window", "kind", "grade"],
    "not_counted": ["window", "verdict"],
    "definition_lines": ["definition", "counted_by"],
}


@contextmanager
def guarded(opened: Opened, port: int) -> Iterator[Guard]:
    """The application that serves a report on that port, behind its token."""
    manager = _plugins()
    from forensics.explore.plugin import Plugin  # noqa: PLC0415 # only after `_plugins` is Datasette imported

    plugin = Plugin(opened.case, opened.notes)
    removed = {name: manager.unregister(name=name) for name in _UNUSED if manager.has_plugin(name)}
    manager.register(plugin, "forensics-explore")
    try:
        yield _guard(opened, port)
    finally:
        manager.unregister(name="forensics-explore")
        for name, module in removed.items():
            manager.register(module, name)


def _plugins() -> Any:  # noqa: ANN401 - pluggy's manager, which Datasette does not type
    """Datasette's register of plugins, which holds its own ones alone.

    On import it runs whatever is installed under its entry point, unless this mark of its own is set.
    """
    marked = hasattr(sys, "_called_from_test")
    if "datasette.plugins" not in sys.modules and not marked:
        sys._called_from_test = True  # type: ignore[attr-defined] # noqa: SLF001
    try:
        from datasette.plugins import pm  # type: ignore[import-untyped] # noqa: PLC0415
    finally:
        if not marked and hasattr(sys, "_called_from_test"):
            del sys._called_from_test  # noqa: SLF001
    return pm


def _guard(opened: Opened, port: int) -> Guard:
    from datasette.app import Datasette  # type: ignore[import-untyped] # noqa: PLC0415
    from jinja2 import ChoiceLoader, DictLoader  # noqa: PLC0415

    from forensics.explore.evidence import Evidence  # noqa: PLC0415

    app: Any = None

    async def served(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        await app(scope, receive, send)

    guard = Guard(served, port)
    datasette = Datasette(settings={**_SETTINGS, "base_url": f"/{guard.token}/"}, metadata=_metadata(opened))
    datasette.remove_database("_memory")
    datasette.add_database(Evidence(datasette, opened), name="evidence")
    datasette.jinja_env.loader = ChoiceLoader([DictLoader(_templates()), datasette.jinja_env.loader])
    app = datasette.app()
    return guard


def _templates() -> dict[str, str]:
    """Our pages, and what takes the place of Datasette's own."""
    folder = files("forensics.explore").joinpath("templates")
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".j2"): path.read_text("utf-8") for path in found if path.name.endswith(_TEMPLATE)}


def _metadata(opened: Opened) -> Mapping[str, Any]:
    """What each table and column holds, as the database says itself, and the questions."""
    tables: dict[str, Any] = {}
    for name, column, about in _told(opened):
        table = tables.setdefault(name, {"columns": {}})
        if column is None:
            table["description"] = about
        else:
            table["columns"][column] = about
    for name, facets in _FACETS.items():
        tables[name]["facets"] = facets
    queries = {name: {"title": title, "description": about, "sql": sql} for name, (title, about, sql) in CANNED.items()}
    return {"title": opened.case, "databases": {"evidence": {"tables": tables, "queries": queries}}}


def _told(opened: Opened) -> list[tuple[str, str | None, str]]:
    database = opened.database
    there = unchanging(database) if isinstance(database, Path) else ":memory:"
    with closing(sqlite3.connect(there, uri=True)) as connection:
        if isinstance(database, bytes):
            connection.deserialize(database)
        return connection.execute('SELECT name, "column", about FROM columns').fetchall()
