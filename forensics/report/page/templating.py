"""Templates of pages: what they say in a language, and how every value is printed, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from jinja2 import BaseLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal

__all__ = ["NOTHING", "environment"]

#: What stands where there is no value.
NOTHING = "\N{EN DASH}"


def environment(language: Language, loader: BaseLoader) -> Environment:
    """An environment in which each printed value passes `for_terminal` and then jinja2's escape, also where it is part
    of a translated sentence."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=loader,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    language.into(made)
    made.policies["ext.i18n.trimmed"] = True
    for name in ("gettext", "ngettext"):
        made.globals[name] = _safely(cast("Callable[..., str]", made.globals[name]), language)
    return made


def _visible(value: object) -> object:
    """What is printed for any value: a dash for None, text with its controls made visible."""
    if value is None:
        return NOTHING
    return for_terminal(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _safely(speak: Callable[..., str], language: Language) -> Callable[..., str]:
    """`gettext` or `ngettext` of a template, whose values are printed as any others: visible, numbers written out."""

    def shown(value: object) -> object:
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        return language.number(value) if counted else _visible(value)  # type: ignore[arg-type] # counted says so

    @pass_context
    def say(context: Context, *texts: Any, **values: object) -> str:
        return speak(context, *texts, **{name: shown(value) for name, value in values.items()})

    return say
