"""Values of form fields, as one row of a table whose header is the names of the fields (check D4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

import pikepdf
from pikepdf import Array, Dictionary, Stream, String

from forensics.documents.contents import Author, Passage, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.pdf.annotations import unseen
from forensics.documents.pdf.objects import Object, inherited
from forensics.documents.pdf.reading import Reading
from forensics.documents.pdf.streams import content, draws_text
from forensics.language.statement import state, state_many

__all__ = ["fields"]

_PASSWORD = 1 << 13  # of text fields, ISO 32000-2 table 231
_DEEP = 32
_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]+")
_DATA = re.compile(rb"<xfa:data\b.*?</xfa:data>", re.DOTALL)
_TEXT = re.compile(rb">\s*([^<>]*[^<>\s])\s*<")
_MOST = 100_000


def fields(
    file: pikepdf.Pdf, widgets: Iterable[tuple[int, Object]], reading: Reading, limits: Limits
) -> Iterator[Piece]:
    """Those that hold a value."""
    form = file.Root.get("/AcroForm", Dictionary())
    looks = _Looks(reading, limits, bool(form.get("/NeedAppearances", False)))
    values = _values(form, [widget for _, widget in widgets], looks)
    yield from _row(values)
    yield from _data(form, [value for _, value, _ in values], reading, limits)
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


@dataclass(frozen=True, slots=True)
class _Looks:
    """How to tell whether a page shows the value of a field."""

    reading: Reading
    limits: Limits
    made_anew: bool  # by each viewer, whatever the file has

    def show(self, widget: Object, value: str) -> bool:
        """Whether the field draws it. What a script makes of numbers, and what stands for a choice, is believed."""
        normal = widget.get("/AP", Dictionary()).get("/N")
        if self.made_anew or not isinstance(normal, Stream) or inherited(widget, "/FT") != "/Tx":
            return True
        if not draws_text(normal, self.limits):
            return False
        words = [word for word in _WORD.findall(value.casefold()) if len(word) >= _LETTERS]
        return all(any(word in laid for laid in self.reading.laid) for word in words)


def _values(form: Object, widgets: list[Object], looks: _Looks) -> list[tuple[str, str, State]]:
    """Name, value and state of each field: shown if any of its places is."""
    shown: dict[str, bool] = {}
    found: dict[str, str] = {}
    for widget, on_page in [*((each, True) for each in widgets), *((each, False) for each in _terminal(form))]:
        name, value = _name(widget), _value(widget)
        if value:
            found[name] = value
            seen = on_page and not unseen(widget) and not _secret(widget) and looks.show(widget, value)
            shown[name] = shown.get(name, False) or seen
    return [(name, value, State.VISIBLE if shown[name] else State.HIDDEN) for name, value in found.items()]


def _data(form: Object, values: Iterable[str], reading: Reading, limits: Limits) -> Iterator[Piece]:
    """What the form keeps a second time (XFA), as far as it is in no field."""
    packets = form.get("/XFA", Array())
    streams = list(packets) if isinstance(packets, Array) else [packets]
    data = b"".join(content(each, limits) for each in streams if isinstance(each, Stream))
    told = {word for value in values for word in value.casefold().split()}
    texts = [unescape(text.decode("utf-8", "replace")) for part in _DATA.findall(data) for text in _TEXT.findall(part)]
    words = [word for word in reading.unknown(texts) if word.casefold() not in told]
    if words:
        where = state("form")
        yield Passage(where, State.HIDDEN, "\n".join(text for text in texts if reading.unknown([text])))
        text = state_many("{count} word stands in the data of the form and in none of its fields.",
                          "{count} words stand in the data of the form and in none of its fields.",
                          len(words))  # fmt: skip
        yield hidden("D4", where, len(words), text, "L")


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
    if inherited(each, "/FT") not in {"/Tx", "/Ch"}:
        return ""
    value = inherited(each, "/V")
    if isinstance(value, Array):
        return ", ".join(str(part) for part in value).strip()
    return str(value).strip() if isinstance(value, String | str) else ""


def _secret(each: Object) -> bool:
    flags = inherited(each, "/Ff")
    return inherited(each, "/FT") == "/Tx" and bool(int(flags or 0) & _PASSWORD)


def _signers(form: Object) -> list[str]:
    found = set()
    for each in _terminal(form):
        value = inherited(each, "/V")
        if isinstance(value, Dictionary) and str(value.get("/Name", "")).strip():
            found.add(str(value.Name).strip())
    return sorted(found)
