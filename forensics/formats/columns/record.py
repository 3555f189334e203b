"""Raw text columns, as a grammar has cut them out of its lines, to PARSED columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from forensics.formats.columns.clock import instants
from forensics.formats.columns.escapes import undone
from forensics.formats.columns.request import host_name, request_parts, target_parts
from forensics.formats.templates.pieces import SIZES, Slot
from forensics.model.schema import PARSED, UTC, check

__all__ = ["recorded"]

#: Roles whose text a client or a user can fill, so that the server may have escaped it.
_TEXTS = (
    *("request", "target", "stem", "path", "query", "search", "user", "host", "referer", "agent", "forwarded"),
    *("method", "protocol", "range", "content_range", "content_type", "encoding", "request_id", "peer"),
)
#: Roles that are PARSED columns as they stand.
_PLAIN = ("forwarded", "referer", "agent", "content_type", "request_id")
#: Azure Blob Storage, "Storage Analytics Logged Operations": the first pattern that fits.
_OPERATIONS = {
    r"^Get\w*(?:Properties|Metadata)$": "HEAD",
    r"^(?:Get|List)": "GET",
    r"^Query": "POST",
    r"^Delete": "DELETE",
    r"^(?:Put|Append|Copy|Set|Create)": "PUT",
}
_PATHS = ("target", "stem", "query", "key")
#: Arguments of text fields, see `fields`.
_MODIFIERS = ("plus", "percent", "html")
_ABSENT = ["-", ""]
_NO_USER = '""'  # how Apache writes an empty user name
#: What is no user: how Jetty, Nextcloud and others write none; an identifier that nginx gave to a request.
_NOBODY = "^(?: - |--|[0-9a-f]{32})$"


def recorded(
    raw: pl.DataFrame, slots: Sequence[Slot], *, size: str | None, escaped: str, zone: str
) -> tuple[pl.DataFrame, pl.Series]:
    """PARSED rows, and for each whether it was read: a row without a valid time stamp is all null.

    `size` is what the first size field means, whatever its role says. `escaped` names the server's
    escapes (see `escapes`; "" for none), undone now that none can move a field. `zone` is for stamps
    without offset.
    """
    slots = _with_main_size(slots, size)
    if escaped:
        raw = raw.with_columns(
            _unescaped(raw[slot.column], slot.role, escaped) for slot in slots if slot.role in _TEXTS
        )
    raw = raw.with_columns(_modified(raw[slot.column], slot) for slot in slots if slot.argument in _MODIFIERS)
    times, read = _times(raw, slots, zone)
    rest = raw.with_columns(
        **{role: _text(slots, role) for role in _PLAIN},
        user=_user(slots),
        peer=_peer(slots),
        status=_number(slots, "status").clip(lower_bound=0).cast(pl.Int32),  # HAProxy's -1: no response
        body_bytes=_size(slots, "body"),
        planned_bytes=pl.coalesce(_size(slots, "planned"), _number(slots, "length")),
        total_bytes=_number(slots, "total"),
        object_bytes=_number(slots, "object"),
        range=_text(slots, "range").str.replace(r"^([0-9]*-[0-9]*(?:, ?[0-9]*-[0-9]*)*)$", "bytes=${1}"),
        content_range=_content_range(slots),
        encoding=_encoding(slots),
        aborted=_aborted(slots),
        generated=pl.coalesce(
            _each(slots, "generated", lambda slot: _judged(slot, 0), pl.Boolean()), _of_no_object(slots)
        ),
        internal=_each(slots, "internal", lambda slot: _judged(slot, 0), pl.Boolean()),
        unfinished=_each(slots, "total", _so_far, pl.Boolean()),
    )
    table = pl.concat([times, _request(raw, slots), rest], how="horizontal").select(list(PARSED))
    return check(table.select(pl.when(read).then(pl.all())), PARSED), read


def _unescaped(texts: pl.Series, role: str, escaped: str) -> pl.Series:
    return undone(texts.replace(_NO_USER, None) if role == "user" else texts, escaped)


def _modified(texts: pl.Series, slot: Slot) -> pl.Series:
    """The text of a client, read as the server has rewritten the whole of it. What is left escaped in a
    path is the client's own."""
    if slot.argument == "plus":
        return texts.str.replace_all("+", " ", literal=True)
    if slot.argument == "html":
        return undone(texts, "html")
    return undone(texts, "percent" if slot.role in _PATHS else "percents")


def _with_main_size(slots: Sequence[Slot], size: str | None) -> list[Slot]:
    main = next((index for index, slot in enumerate(slots) if slot.role in SIZES), None)
    return [replace(slot, role=size) if index == main and size else slot for index, slot in enumerate(slots)]


# ---- one role, wherever it stands ------------------------------------------------------------


def _each(slots: Sequence[Slot], role: str, value: Callable[[Slot], pl.Expr], kind: pl.DataType) -> pl.Expr:
    """The value of the first field with that role that has one, lowest rank first."""
    found = sorted((slot for slot in slots if slot.role == role), key=lambda slot: slot.rank)
    return pl.coalesce(*(value(slot) for slot in found), pl.lit(None, kind)) if found else pl.lit(None, kind)


def _text(slots: Sequence[Slot], role: str) -> pl.Expr:
    return _each(slots, role, lambda slot: _present(pl.col(slot.column)), pl.String())


def _user(slots: Sequence[Slot]) -> pl.Expr:
    name = _text(slots, "user")
    return pl.when(~name.str.contains(_NOBODY)).then(name)


def _peer(slots: Sequence[Slot]) -> pl.Expr:
    """The peer's address without its port; an IPv6 one beside its port stands in brackets."""
    return _text(slots, "peer").str.replace(r"^(?:\[([^\]]+)\]|([^\[\]:]+))(?::[0-9]{1,5})?$", "${1}${2}")


def _number(slots: Sequence[Slot], role: str) -> pl.Expr:
    """A number; one that begins with "+" is not final, so it is none."""
    return _each(slots, role, lambda slot: _final(slot).cast(pl.Int64, strict=False), pl.Int64())


def _final(slot: Slot) -> pl.Expr:
    """The text of a number that is final."""
    text = pl.col(slot.column)
    return pl.when(~text.str.starts_with("+")).then(text)


def _size(slots: Sequence[Slot], role: str) -> pl.Expr:
    """A body size; "-" is zero (counting.md 2), unless a condition wrote it."""

    def value(slot: Slot) -> pl.Expr:
        text = pl.col(slot.column)
        number = _final(slot).cast(pl.Int64, strict=False)
        return number if slot.conditional else pl.when(text == "-").then(pl.lit(0, pl.Int64)).otherwise(number)

    return _each(slots, role, value, pl.Int64())


def _so_far(slot: Slot) -> pl.Expr:
    return pl.when(pl.col(slot.column).str.starts_with("+")).then(pl.lit(value=True))


def _present(text: pl.Expr) -> pl.Expr:
    return pl.when(~text.is_in(_ABSENT)).then(text)


# ---- groups of columns ------------------------------------------------------------------------


def _times(raw: pl.DataFrame, slots: Sequence[Slot], zone: str) -> tuple[pl.DataFrame, pl.Series]:
    """start, end and second_reading; the time that is not logged follows from the duration, if that is."""
    stamped = [slot for slot in slots if slot.stamp]
    told = [slot for slot in stamped if raw[slot.column].null_count() < raw.height] or stamped[:1]
    stamps = list(dict.fromkeys(slot.stamp for slot in told))
    frames = [raw.with_columns(lasted=_duration(slots))]
    for stamp in stamps:
        units = raw.select(pl.col(slot.column).alias(slot.role) for slot in slots if slot.stamp == stamp)
        table = instants(units, zone=zone)
        frames.append(table.rename({"instant": stamp, "second_reading": f"{stamp} again"}))

    def logged(moment: str, suffix: str = "") -> pl.Expr:
        found = [pl.col(stamp + suffix) for stamp in stamps if stamp.startswith(moment)]
        return pl.coalesce(*found, pl.lit(None, UTC))

    start, end, lasted = logged("start"), logged("end"), pl.col("lasted")
    times = pl.concat(frames, how="horizontal").select(
        start=pl.coalesce(start, end - lasted),
        end=pl.coalesce(end, start + lasted),
        second_reading=pl.coalesce(logged("start", " again"), logged("end", " again")),
    )
    return times, times["start"].is_not_null() | times["end"].is_not_null()


def _duration(slots: Sequence[Slot]) -> pl.Expr:
    """How long the request took, from the finest unit logged. `%T` is cut to whole seconds."""

    def scaled(factor: float) -> Callable[[Slot], pl.Expr]:
        return lambda slot: (_final(slot).cast(pl.Float64, strict=False) * factor).round().cast(pl.Int64)

    units = {"nanoseconds": 0.001, "microseconds": 1, "milliseconds": 1_000, "seconds": 1_000_000}
    lasted = pl.coalesce(_each(slots, role, scaled(factor), pl.Int64()) for role, factor in units.items())
    return pl.duration(microseconds=pl.when(lasted >= 0).then(lasted))


def _request(raw: pl.DataFrame, slots: Sequence[Slot]) -> pl.DataFrame:
    """method, target, protocol, path, query and host.

    The key of an object in a store comes first, for it is what was resolved; then the request line, for
    it is what the client sent; then the raw target; then path and query, raw; then a path as the server
    decoded it, whose "%", "?" and "#" are written back as escapes.
    """
    line = request_parts(_text(slots, "request"))
    decoded = _text(slots, "path").str.replace_all("%", "%25", literal=True)
    decoded = decoded.str.replace_all("?", "%3F", literal=True).str.replace_all("#", "%23", literal=True)
    query = pl.coalesce(_text(slots, "query"), _text(slots, "search").str.strip_prefix("?"))
    search = pl.when(query.is_not_null()).then("?" + query).otherwise(pl.lit(""))
    of_key = "/" + _text(slots, "key")
    paths = (pl.concat_str(path, search) for path in (_text(slots, "stem"), decoded))
    operation = _method_of(_text(slots, "operation"))
    # The request of a copy names the new place of the object; its key is where the object was taken from.
    copied = pl.when(operation == "COPY").then(operation)
    # The path of an object is its key, whether the request named the bucket in its path or in its host.
    whole = pl.coalesce(line["target"], _text(slots, "target")).str.extract(r"(\?[^#]*)")
    table = raw.with_columns(
        method=pl.coalesce(copied, line["method"], _text(slots, "method"), operation),
        target=pl.coalesce(of_key + pl.coalesce(whole, search), line["target"], _text(slots, "target"), *paths),
        protocol=pl.coalesce(line["protocol"], _text(slots, "protocol")).replace("HTTP/0.9", None),
        host=_each(slots, "host", lambda slot: host_name(pl.col(slot.column)), pl.String()),
    )
    parts = target_parts(pl.col("target"), pl.col("method"))
    return table.select(
        *("method", "target", "protocol"),
        path=parts["path"],
        query=parts["query"],
        host=pl.coalesce(host_name(parts["authority"]), "host"),
    )


def _of_no_object(slots: Sequence[Slot]) -> pl.Expr:
    """S3: an operation on anything but the object itself (its ACL, its tags) answers with something else."""
    operation = _text(slots, "operation")
    dotted, of_object = operation.str.contains(r"^[A-Z0-9]+\.[A-Z]+\."), operation.str.contains(r"\.OBJECT(?:_GET)?$")
    return pl.when(dotted & ~of_object).then(pl.lit(value=True))


def _method_of(operation: pl.Expr) -> pl.Expr:
    """The HTTP method that an operation of a store is asked for with: S3's REST.GET.OBJECT names it."""
    named = operation.str.extract(r"^[A-Z0-9]+\.([A-Z]+)\.")
    azure = (pl.when(operation.str.contains(pattern)).then(pl.lit(method)) for pattern, method in _OPERATIONS.items())
    return pl.coalesce(named, *azure)


def _encoding(slots: Sequence[Slot]) -> pl.Expr:
    """Content-Encoding, or gzip where nginx logs a compression ratio."""
    named = _text(slots, "encoding")
    ratio = _text(slots, "gzip_ratio")
    return (
        pl.when(named.str.to_lowercase() != "identity").then(named)
        .when(ratio.is_not_null()).then(pl.lit("gzip"))
    )  # fmt: skip


def _content_range(slots: Sequence[Slot]) -> pl.Expr:
    """The header, or the interval that a log gives in two fields; the size of the whole is then unknown."""
    first, last = _number(slots, "range_first").cast(pl.String), _number(slots, "range_last").cast(pl.String)
    return pl.coalesce(
        _text(slots, "content_range"), pl.concat_str(pl.lit("bytes "), first, pl.lit("-"), last, pl.lit("/*"))
    )


def _judged(slot: Slot, number: int) -> pl.Expr:
    """Whether the whole value of a field matches the regex of that number in its argument; null for an
    absent value, and where there is no such regex."""
    pattern = dict(enumerate(slot.argument.split(";"))).get(number)
    value = pl.col(slot.column)
    return value.str.contains(f"^(?:{pattern})$") if pattern else pl.lit(None, pl.Boolean)


def _outcome(slot: Slot) -> pl.Expr:
    """True where the value is that of an aborted response, false where it is that of a completed one."""
    return (
        pl.when(_judged(slot, 0)).then(pl.lit(value=True))
        .when(_judged(slot, 1)).then(pl.lit(value=False))
    )  # fmt: skip


def _aborted(slots: Sequence[Slot]) -> pl.Expr:
    """Apache's %X; nginx's $request_completion, which only means something for 200 and 206; and what
    other formats say with a field of their own."""
    kind = pl.Boolean()
    connection = _each(slots, "connection", lambda slot: pl.col(slot.column) == "X", kind)
    delivered = _number(slots, "status").is_in([200, 206])

    def completion(slot: Slot) -> pl.Expr:
        mark = pl.col(slot.column)
        cut_off = mark.is_not_null() & delivered
        return pl.when(mark == "OK").then(pl.lit(value=False)).when(cut_off).then(pl.lit(value=True))

    # CloudFront's Error says nothing of the client where the status is an error too.
    failed = (_number(slots, "status") >= 400).fill_null(value=False)
    outcome = _each(slots, "outcome", _outcome, kind)
    outcome = pl.when(~(failed & outcome)).then(outcome)
    return pl.coalesce(connection, _each(slots, "completion", completion, kind), outcome)
