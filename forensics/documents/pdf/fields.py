"""Values of form fields, as one row of a table whose header is the names of the fields (check D4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, String

from forensics.documents.contents import Author, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.pdf.annotations import unseen
from forensics.documents.pdf.walk import Object
from forensics.language.statement import state, state_many

__all__ = ["fields"]

_PASSWORD = 1 << 13  # of text fields, ISO 32000-2 table 231
_DEEP = 32
_MOST = 100_000


def fields(file: pikepdf.Pdf, widgets: Iterable[tuple[int, Object]]) -> Iterator[Piece]:
    """Those that hold a value."""
    form = file.Root.get("/AcroForm", Dictionary())
    yield from _row(_values(form, [widget for _, widget in widgets]))
    yield from (Author(state("signatures"), name) for name in _signers(form))
    if "/XFA" in form and bool(file.Root.get("/NeedsRendering", False)):
        yield Unread(state("form"), state("The form draws its pages itself (XFA), which was not looked into."))


def _row(values: list[tuple[str, str, State]]) -> Iterator[Piece]:
    if not values:
        return
    where = state("form")
    names, texts, states = zip(*values, strict=True)
    yield Table(where, header=names)
    yield Row(1, State.VISIBLE, range(len(names)), texts, states)
    count = sum(each is State.HIDDEN for each in states)
    if count:
        text = state_many("{count} field that is not shown holds a value.",
                          "{count} fields that are not shown hold values.", count)  # fmt: skip
        yield hidden("D4", where, count, text)


def _values(form: Object, widgets: list[Object]) -> list[tuple[str, str, State]]:
    """Name, value and state of each field: shown if any of its places is."""
    shown: dict[str, bool] = {}
    found: dict[str, str] = {}
    for widget, on_page in [*((each, True) for each in widgets), *((each, False) for each in _terminal(form))]:
        name, value = _name(widget), _value(widget)
        if value:
            found[name] = value
            shown[name] = shown.get(name, False) or (on_page and not unseen(widget) and not _secret(widget))
    return [(name, value, State.VISIBLE if shown[name] else State.HIDDEN) for name, value in found.items()]


def _terminal(form: Object) -> Iterator[Object]:
    """Fields without fields below them, whether or not a page shows them."""
    stack = [(each, 0) for each in form.get("/Fields", ())]
    for _ in range(_MOST):
        if not stack:
            return
        each, depth = stack.pop()
        below = [kid for kid in each.get("/Kids", ()) if "/T" in kid]
        if below and depth < _DEEP:
            stack.extend((kid, depth + 1) for kid in below)
        else:
            yield each


def _inherited(each: Object, key: str) -> Object:
    """The value of a key, of the field itself or of one above it (ISO 32000-2 section 12.7.4.1)."""
    for _ in range(_DEEP):
        if key in each:
            return each[key]
        if "/Parent" not in each:
            break
        each = each.Parent
    return None


def _name(each: Object) -> str:
    parts = []
    for _ in range(_DEEP):
        if "/T" in each:
            parts.append(str(each.T))
        if "/Parent" not in each:
            break
        each = each.Parent
    return ".".join(reversed(parts))


def _value(each: Object) -> str:
    if _inherited(each, "/FT") not in {"/Tx", "/Ch"}:
        return ""
    value = _inherited(each, "/V")
    if isinstance(value, Array):
        return ", ".join(str(part) for part in value).strip()
    return str(value).strip() if isinstance(value, String | str) else ""


def _secret(each: Object) -> bool:
    flags = _inherited(each, "/Ff")
    return _inherited(each, "/FT") == "/Tx" and bool(int(flags or 0) & _PASSWORD)


def _signers(form: Object) -> list[str]:
    found = set()
    for each in _terminal(form):
        value = _inherited(each, "/V")
        if isinstance(value, Dictionary) and str(value.get("/Name", "")).strip():
            found.add(str(value.Name).strip())
    return sorted(found)
