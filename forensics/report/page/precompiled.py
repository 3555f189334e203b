"""Templates that come compiled (`compiled_templates`, which `precompile` writes): to compile them takes a quarter of a
second of each report.

None is used that is not what would be compiled now: each has a hash of its source and of the version of jinja2, and
where that is another the template is compiled as ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from functools import cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from forensics.report.page.compiled_templates import COMPILED

__all__ = ["Precompiled", "digest"]


class Precompiled(FileSystemLoader):
    """The templates of a folder."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as jinja2 has it
    ) -> Template:
        """The template: as it came, or compiled now."""
        source, path, _ = self.get_source(environment, name)
        of, define = COMPILED.get(name, ("", None))
        if define is None or of != digest(source):
            return super().load(environment, name, globals)
        names = {**define(environment), "__file__": path}
        return environment.template_class.from_module_dict(environment, names, globals or {})


def digest(source: str) -> str:
    """What tells whether a template is the one that was compiled."""
    return hashlib.sha256(f"{_version()}\n{source}".encode()).hexdigest()


@cache
def _version() -> str:
    return version("jinja2")
