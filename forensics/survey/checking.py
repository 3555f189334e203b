"""A case beside samples of its logs: what each series of logs is, and what somebody still has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from forensics.findings.coverage.rotations import missing_rotations
from forensics.language.statement import Statement, first_of, joined, listed, state, state_many
from forensics.model import ALWAYS, Case, Window
from forensics.model.schema import MINUTES, empty
from forensics.parties.identify import CDN_AGENTS
from forensics.report.wording import minute
from forensics.scan.preview import Preview, uncovered
from forensics.survey.clocks import Clock, clock_of
from forensics.survey.proxies import Proxy, asked_by, proxies_among
from forensics.survey.series import LogSeries, assumed_in, grouped, needs_zone
from forensics.tomlfile.entry import Key, key_line, toml_value

__all__ = ["PROPOSED", "Checked", "Decision", "check_against"]

#: How the label of a window begins that `forensics new` proposed, and nobody has put another in its place.
PROPOSED = "proposed"
_LISTED = 5
#: A log may be silent for so long: whether that is a gap, its rhythm tells when all of it is read.
_SILENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that only a person can settle: a stable code, what it is, the lines to put into the case, and the
    series of logs that it is about, none where it is about no log."""

    code: str
    text: Statement
    toml: tuple[str, ...]
    logs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the samples show: the series of logs, those of whose rotations some are missing by their names, what is to
    be decided, and whether nothing that was looked at is missing: every log can be read, every window lies in the time
    that the logs span."""

    case: Case
    series: tuple[LogSeries, ...]
    missing: tuple[tuple[str, ...], ...]  # of each series
    decisions: tuple[Decision, ...]
    complete: bool


def check_against(case: Case, previews: Sequence[Preview]) -> Checked:
    """The case beside samples of its logs."""
    series = grouped(previews, case)
    missing = tuple(_missing(one, case) for one in series)
    decisions = [
        *(each for one in series for each in _of_format(one, case)),
        *_of_size_fields(series, case),
        *_of_zones(series, case),
        *(_lost(one, gone) for one, gone in zip(series, missing, strict=True) if gone),
        *_of_windows(case, series, previews),
        *_of_parties(case, previews),
        *_of_layers(case, series),
        *_of_sizes(case),
    ]
    known = all(one.detection.format is not None for one in previews)
    return Checked(case, series, missing, tuple(decisions), known and not uncovered(case, list(previews)))


def _missing(series: LogSeries, case: Case) -> tuple[str, ...]:
    """The rotations that are missing by the names of the others."""
    if series.scattered:
        return ()
    return tuple(missing_rotations(series.reports, empty(MINUTES), case.zone, None))


def _lost(series: LogSeries, missing: Sequence[str]) -> Decision:
    text = state_many(
        "{log}: a rotation is missing between others: {missing}; add it, or it is told as a gap",
        "{log}: {count} rotations are missing between others: {missing}; add them, or they are told as gaps",
        len(missing),
        log=series.name,
        missing=first_of(tuple(missing), _LISTED),
    )
    return Decision("rotation", text, _log_lines(Key("path", "...")), (series.name,))


# ---- of one log ----------------------------------------------------------------------------------


def _of_format(series: LogSeries, case: Case) -> Iterator[Decision]:
    unknown = [one for one in series.previews if one.detection.format is None and one.detection.sampled]
    if unknown:
        text = state_many(
            "{log}: {count} file is in no known format, say {file}: {hint}",
            "{log}: {count} files are in no known format, say {file}: {hint}",
            len(unknown),
            log=series.name,
            file=unknown[0].job.shown,
            hint=unknown[0].hint,
        )
        yield Decision("format", text, _for_log(unknown[0], case, Key("format", "...")), (series.name,))
        return
    left = series.sampled - series.matched
    if left * 100 > series.sampled:
        text = state_many(
            "{log}: {count} of {sampled} sampled lines is in no known format",
            "{log}: {count} of {sampled} sampled lines are in no known format",
            left,
            log=series.name,
            sampled=series.sampled,
        )
        yield Decision("lines", text, _for_log(series.previews[0], case, Key("format", "...")), (series.name,))


def _of_size_fields(series: Sequence[LogSeries], case: Case) -> Iterator[Decision]:
    """What sizes count, where nothing in the samples says it; one decision for all logs that are taken alike."""
    assumed: dict[str, list[tuple[LogSeries, Preview]]] = {}
    for one in series:
        if (preview := assumed_in(one.previews)) is not None:
            assumed.setdefault(preview.detection.size or "body", []).append((one, preview))
    for meaning, found in assumed.items():
        text = state(
            "nothing in the samples says what the sizes in {logs} count: they are taken as {meaning}, the weaker, until"
            " the answers for the file tell. The server's configuration says it: body (bytes of the body that were"
            " handed over: $body_bytes_sent of nginx), planned (bytes that were meant to be sent: %b of Apache), total"
            " (headers too: %O of Apache, $bytes_sent of nginx)",
            logs=_names(found),
            meaning=meaning,
        )
        yield _of_several("size-field", text, found, case, Key("size_field", meaning))


def _of_zones(series: Sequence[LogSeries], case: Case) -> Iterator[Decision]:
    """Times without an offset: where nobody said the zone, or signs speak against the one that was said."""
    for one in series:
        timeless = [each for each in one.previews if needs_zone(each)]
        if not timeless:
            continue
        clock, used = clock_of(timeless, ()), timeless[0].job.log.zone
        if (case.zone_stated or used != case.zone) and not _contradicted(clock, timeless[0], used):
            continue
        text = state(
            "the times in {log} hold no offset, and are read in {zone}; {signs}",
            log=one.name,
            zone=used,
            signs=joined(*clock.signs, by="; ") if clock.signs else state("nothing in the logs says which zone it is"),
        )
        found = [(one, timeless[0])]
        yield _of_several("zone", text, found, case, Key("zone", clock.zone or "Europe/Amsterdam"))


def _contradicted(clock: Clock, one: Preview, zone: str) -> bool:
    offset = one.first.astimezone(ZoneInfo(zone)).utcoffset() if one.first is not None else None
    return clock.offset is not None and offset is not None and offset != clock.offset


def _names(found: Sequence[tuple[LogSeries, Preview]]) -> Statement:
    return first_of(tuple(one.name for one, _ in found), _LISTED)


def _of_several(
    code: str, text: Statement, found: Sequence[tuple[LogSeries, Preview]], case: Case, key: Key
) -> Decision:
    """A decision on logs, with the key for the [[logs]] entry of each."""
    lines = dict.fromkeys(line for _, one in found for line in _for_log(one, case, key)[:1])
    toml = tuple(line for head in lines for line in (head, key_line(key)))
    return Decision(code, text, toml, tuple(one.name for one, _ in found))


def _for_log(one: Preview, case: Case, key: Key) -> tuple[str, ...]:
    """A key for the [[logs]] entry of a log."""
    return (f"[[logs]]  # path = {toml_value(case.logs[one.job.log_index].path)}", key_line(key))


def _log_lines(*keys: Key) -> tuple[str, ...]:
    return ("[[logs]]", *map(key_line, keys))


# ---- of the case ---------------------------------------------------------------------------------


def _of_windows(case: Case, series: Sequence[LogSeries], previews: Sequence[Preview]) -> Iterator[Decision]:
    if case.local_times and not case.zone_stated:
        text = state("times without an offset are read as UTC, for nobody said in which zone they are")
        yield Decision("case-zone", text, ("[case]", key_line(Key("zone", "Europe/Amsterdam"))))
    if proposed := [window for window in case.windows if window.label.startswith(PROPOSED)]:
        text = state_many(
            "window “{windows}” is what the logs show: put in its place from when to when the file was public, by the"
            " publisher's records, under another label",
            "windows “{windows}” are what the logs show: put in their place from when to when the file was public, by"
            " the publisher's records, under other labels",
            len(proposed),
            windows=first_of(tuple(window.label for window in proposed), _LISTED),
        )
        yield Decision("proposed-window", text, tuple(line for each in proposed for line in _window_lines(each, case)))
    lost = uncovered(case, list(previews))
    for window in lost:
        text = state("no log reaches over the whole of window “{window}”: add those that do", window=window.label)
        yield Decision("window", text, _log_lines(Key("path", "...")))
    whole = [window for window in case.windows if window not in lost]
    for one in series:
        if short := [window for window in whole if _is_short(one, window)]:
            yield _short(one, short, case)


def _window_lines(window: Window, case: Case) -> tuple[str, ...]:
    zone = ZoneInfo(case.zone)
    keys = (
        Key("label", window.label.replace(PROPOSED, "publication", 1)),
        Key("start", window.start.astimezone(zone)),
        Key("end", window.end.astimezone(zone)),
    )
    return ("[[windows]]", *map(key_line, keys))


def _is_short(series: LogSeries, window: Window) -> bool:
    """Whether a series does not reach over a window, though others do, by more than it may be silent. A store has no
    object where nobody asked."""
    first, last = series.first, series.last
    if first is None or last is None or series.scattered:
        return False
    begins_late = ALWAYS[0] < window.start < first - _SILENT
    return begins_late or (last + _SILENT < window.end < ALWAYS[1] and all(one.whole for one in series.previews))


def _short(series: LogSeries, windows: Sequence[Window], case: Case) -> Decision:
    zone = ZoneInfo(case.zone)
    first, last = (minute(time, zone) if time else "" for time in (series.first, series.last))
    text = state(
        "{log} reaches from {first} to {last}, not over the whole of {windows}; add the rest, or it is told as a gap",
        log=series.name,
        first=first,
        last=last,
        windows=first_of(tuple(f"“{window.label}”" for window in windows), _LISTED),
    )
    return Decision("window", text, _log_lines(Key("path", "...")), (series.name,))


def _of_parties(case: Case, previews: Sequence[Preview]) -> Iterator[Decision]:
    found = proxies_among(asked_by(previews), case)
    if not found:
        return
    told = listed(tuple(map(_proxy, found)))
    trusted = [str(network) for network in case.parties.trusted_proxies]
    text = state(
        "asked through proxies: {proxies}; until the case names those that are yours, the addresses behind them are not"
        " told apart",
        proxies=told,
    )
    peers = [*trusted, *(one.peer for one in found)]
    yield Decision("proxies", text, ("[parties]", key_line(Key("trusted_proxies", peers))))


def _proxy(one: Proxy) -> Statement:
    return state("{peer} ({because})", peer=one.peer, because=state(one.because))


def _of_layers(case: Case, series: Sequence[LogSeries]) -> Iterator[Decision]:
    """Logs behind a CDN, by what it calls itself, while others are not."""
    inner = [one for one in series if _asked_by_cdn(one)]
    if not inner or len(inner) == len(series):
        return
    for one in inner:
        layers = {case.logs[each.job.log_index].layer for each in one.previews}
        if layers == {"edge"}:
            text = state(
                "{log}: a CDN asked for everything; if the log of the CDN is among the others, this one lies behind it",
                log=one.name,
            )
            yield Decision("layer", text, _for_log(one.previews[0], case, Key("layer", "origin")), (one.name,))


def _asked_by_cdn(series: LogSeries) -> bool:
    asked = asked_by(series.previews)
    return not asked.is_empty() and bool(
        asked.select(pl.col("agent").is_in(CDN_AGENTS).fill_null(value=False).all()).item()
    )


def _of_sizes(case: Case) -> Iterator[Decision]:
    for file in case.files:
        if not file.versions:
            text = state(
                "the size of “{name}” is not known: it will be inferred from the logs, if they support one; give the"
                " file itself, or its size",
                name=file.name,
            )
            lines = (f"[[files]]  # name = {toml_value(file.name)}", key_line(Key("document", file.name)))
            yield Decision("size", text, lines)
