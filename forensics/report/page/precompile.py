"""Writes `compiled_templates` anew, after a change of a template or with another version of jinja2.

python -m forensics.report.page.precompile
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from textwrap import indent
from zoneinfo import ZoneInfo

from jinja2 import Environment

from forensics.language.catalogue import language
from forensics.report.page.html import environment_of
from forensics.report.page.precompiled import digest

__all__ = ["compiled"]

_HEAD = '''"""The templates of the report, compiled by jinja2 {version}: written by `precompile`, not by hand."""
# mypy: ignore-errors

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

__all__ = ["COMPILED"]

'''
_TYPE = "dict[str, tuple[str, Callable[[Environment], dict[str, Any]]]]"


def compiled(environment: Environment) -> str:
    """The text of that module: for each template the hash of its source, and a function that defines it for an
    environment."""
    functions, known = [], []
    for number, name in enumerate(environment.list_templates()):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr] # it has one
        code = environment.compile(source, name, raw=True)
        functions.append(f"def _{number}(environment):\n{indent(code, '    ')}\n    return locals()\n\n\n")
        known.append(f"    {name!r}: ({digest(source)!r}, _{number}),\n")
    return f"{_HEAD.format(version=version('jinja2'))}{''.join(functions)}COMPILED: {_TYPE} = {{\n{''.join(known)}}}\n"


if __name__ == "__main__":
    text = compiled(environment_of(language("en"), ZoneInfo("UTC")))
    Path(__file__).with_name("compiled_templates.py").write_text(text, encoding="utf-8", newline="\n")
