"""Write the message catalogues anew from the source: run by `make messages`.

Extracts the messages of every module and template that speaks through `forensics.language.catalogue`, keeps the
translations that still fit, and compiles each catalogue. No time and no line number is written, so the
same source gives the same bytes. What is left to translate is told, and makes the exit code 1.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from forensics.language.catalogue import DOMAIN, LOCALE

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "forensics"

#: `language.text("...")`, also bound to the name `say`; `language.plural("...", "...", n)`; `state("...")` and
#: `state_many("...", "...", n)`; `message("...")` and `forms("...", "...")` mark constants.
KEYWORDS = {
    "text": None, "say": None, "plural": (1, 2), "state": None, "state_many": (1, 2), "message": None, "forms": (1, 2),
}  # fmt: skip
#: There `text("name", ...)` declares a format.
IN_PRESETS = {name: places for name, places in KEYWORDS.items() if name != "text"}
IN_TEMPLATES = KEYWORDS | {"_": None, "gettext": None, "ngettext": (1, 2)}
#: What templates are read with: blanks as jinja2 gives them, and no silence about what cannot be read.
OPTIONS = {"trimmed": "true", "silent": "false"}


class Plain(Catalog):
    """A catalogue whose header holds what gettext needs, and nothing that differs between two runs or machines."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header, in the order of the file."""
        return [
            ("Project-Id-Version", DOMAIN),
            ("Language", self.locale_identifier or ""),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every message of the source, and the file in which it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "compiled_templates.py":
            keywords = IN_PRESETS if path.parent.name == "presets" else KEYWORDS
            for found in in_module(path.read_text(encoding="utf-8"), keywords):
                yield found, path.relative_to(ROOT).as_posix()
    for path in sorted(PACKAGE.rglob("*.j2")):
        text = io.BytesIO(path.read_bytes())
        for _, found, _, _ in extract("jinja2.ext:babel_extract", text, IN_TEMPLATES, options=OPTIONS):
            yield found, path.relative_to(ROOT).as_posix()


def in_module(text: str, keywords: Mapping[str, tuple[int, ...] | None]) -> Iterator[str | tuple[str, ...]]:
    """The messages of a module, in their order: calls within calls too, which the extractor of babel passes over."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and name_of(node) in keywords]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        places = keywords[name_of(call)] or (1,)
        found = [part.value for part in call.args[: len(places)] if isinstance(part, ast.Constant)]
        texts = tuple(text for text in found if isinstance(text, str))
        if len(texts) == len(places):
            yield texts[0] if len(texts) == 1 else texts


def name_of(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def updated(path: Path) -> Catalog:
    """The catalogue of a language with the messages of today; those that are no longer used are gone."""
    known = read_po(io.BytesIO(path.read_bytes()), charset="utf-8")
    code = path.parts[-3]
    title = f"# The words of forensics in the language {code}. English is the source."
    catalog = Plain(locale=code, header_comment=title, fuzzy=False)
    for found, place in messages():
        before = known.get(found[0] if isinstance(found, tuple) else found)
        fits = before is not None and before.id == found
        catalog.add(found, before.string if before and fits else None, locations=[(place, None)])
    return catalog


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as people edit it, and as gettext reads it."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=120, sort_output=True, include_lineno=False)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    """Writes every catalogue; returns 1 if a message has no translation."""
    missing = 0
    for path in sorted(LOCALE.rglob(f"{DOMAIN}.po")):
        catalog = updated(path)
        po, mo = written(catalog)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(mo)
        for entry in catalog:
            if entry.id and not all(entry.string if entry.pluralizable else [entry.string]):
                missing += 1
                print(f"{path.relative_to(ROOT)}: no translation of {entry.id!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
