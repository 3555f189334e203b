"""From what a user writes as a format to the format: a preset, a configuration, a string."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path, PurePosixPath

from forensics.errors import FormatError
from forensics.formats.declared.configuration import FormatDefinition, bare_definition, definitions
from forensics.formats.declared.custom import compile_log_format, compile_logformat
from forensics.formats.declared.presets import registry
from forensics.formats.format import Format
from forensics.formats.grammars.w3c import W3C, heading_of
from forensics.regular import open_regular

__all__ = ["MOST_WITHIN", "resolve"]

#: Format files that may lead from one to the next.
MOST_WITHIN = 4
_LARGEST = 16 * 1024 * 1024  # bytes; what is larger is no configuration
_HINT = "a name from `forensics formats`, a LogFormat or log_format string, httpd.conf#nickname, or file:my.toml"


def resolve(spec: str, folder: Path, *, named_by: tuple[Path, ...] = ()) -> Format | None:
    """The format that `spec` names; None for "auto". Paths in it are relative to `folder`; `named_by` are the format
    files that led here.

    Raises FormatError for a name that is not known, a configuration that cannot be read or does not
    define the format, a string that cannot be compiled, and a format file that leads back to itself.
    """
    text = spec.strip()
    if text == "auto":
        return None
    presets = {fmt.name: fmt for fmt in registry()}
    if text in presets:
        return presets[text]
    if text.startswith("file:"):
        from forensics.formats.declared.userfile import load  # noqa: PLC0415 - its checks are slow to import

        own = folder / text.removeprefix("file:").strip()
        if own.resolve() in named_by or len(named_by) == MOST_WITHIN:
            hint = "say how a line is read in the file itself, with line, cells, keys or fields"
            raise FormatError("format files that name each other lead to no format", where=str(own), hint=hint)
        return load(own, partial(resolve, named_by=(*named_by, own.resolve())))
    if text.startswith("#Fields:"):
        return _under(" ".join(text.removeprefix("#Fields:").split()))
    path, separator, name = text.rpartition("#")
    if separator and (_is_file(folder / path) or not set(path) & set("%$")):
        return _from_file(folder / path, name, spec=text)
    found = bare_definition(text)
    if found is None:
        close = get_close_matches(text, list(presets), n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else _HINT
        raise FormatError(f"no format is called {text!r}", hint=hint)
    return _compiled(found, "custom")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name of a file, but a string with a # in it
        return False


def _under(heading: str) -> Format:
    """The W3C format whose rows stand under a heading that the user gives, for a log that has lost it."""
    for fmt in registry():
        if isinstance(fmt.grammar, W3C) and fmt.grammar.under(heading_of(heading)) is not None:
            return replace(fmt, name="custom", grammar=replace(fmt.grammar, heading=heading_of(heading)))
    raise FormatError(
        f"no W3C format has rows under the heading {heading!r}",
        hint='name date, time and a path, as in "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes"',
    )


def _compiled(found: FormatDefinition, name: str) -> Format:
    if found.dialect == "apache":
        return compile_logformat(found.template, name=name)
    return compile_log_format(found.template, name=name, escape=found.escape)


def _from_file(path: Path, name: str, *, spec: str) -> Format:
    try:
        with open_regular(path) as file:
            raw = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not readable"
        raise FormatError(f"cannot read the configuration: {reason}", where=str(path), hint=_HINT) from error
    if len(raw) > _LARGEST:
        raise FormatError(
            f"is too large for a configuration: more than {_LARGEST:,} bytes", where=str(path), hint=_HINT
        )
    text = raw.decode("utf-8", "replace")
    found = [item for item in definitions(text) if item.name]
    wanted = [item for item in found if name in (item.name, PurePosixPath(item.name).name)]
    if wanted:  # where a name is defined twice, the servers use the last one
        try:
            return _compiled(wanted[-1], spec)
        except FormatError as error:
            raise FormatError(error.message, where=f"{path}: line {wanted[-1].line}", hint=error.hint) from error
    if name == "combined" and all(item.dialect == "nginx" for item in found) and _is_nginx(path, text):
        return replace(next(fmt for fmt in registry() if fmt.name == "nginx_combined"), name=spec)
    names = ", ".join(dict.fromkeys(item.name for item in found)) or "none"
    raise FormatError(f"no log format is called {name!r}", where=str(path), hint=f"formats defined there: {names}")


def _is_nginx(path: Path, text: str) -> bool:
    return "nginx" in path.name or any(word in text for word in ("log_format", "access_log", "http {"))
