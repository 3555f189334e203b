"""The decisions of a new case, one function each: what the logs show, the question, and the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from forensics.language.statement import Statement, first_of, message, state, state_many
from forensics.model import FileVersion, NearName, SizeMeaning, Window
from forensics.model.zones import close_names, find_zone, fixed_zone, instants, parse_time
from forensics.report.wording import local
from forensics.survey.asking import Ask
from forensics.survey.draft import Draft, FileDraft
from forensics.survey.entries import LogEntry
from forensics.survey.names import AskedFile
from forensics.survey.series import assumed_in

__all__ = [
    "NEAR_HOW",
    "ask_name",
    "ask_proxies",
    "ask_size",
    "ask_size_fields",
    "ask_title",
    "ask_windows",
    "ask_zone",
    "ask_zone_of_logs",
    "second",
    "zone_shown",
]

#: How a name that was found differs from the one asked for (see near_names.difference).
NEAR_HOW = {
    "same": message("stands in lines, but not as their path"),
    "pattern": message("fits the pattern"),
    "spelling": message("differs in capitals, blanks or hyphens"),
    "ending": message("has another ending"),
    "part": message("holds more, or less, of it"),
    "typing": message("differs in a letter or two"),
}
_NEAR = 9
#: What a size field may count, and how it is called where servers are configured.
_MEANINGS: tuple[tuple[SizeMeaning | None, str], ...] = (
    ("body", message("bytes of the body that were handed over: $body_bytes_sent of nginx")),
    ("planned", message("bytes of the body that were meant to be sent: %b of Apache")),
    ("total", message("all bytes with headers: %O of Apache, $bytes_sent of nginx")),
    (None, message("nobody here knows: the weaker is taken")),
)


def zone_like(offsets: Sequence[str]) -> str | None:
    """The zone whose clocks always show the one offset that logs write; None where they write several or none."""
    if len(offsets) != 1:
        return None
    return "UTC" if offsets[0] == "+00:00" else fixed_zone(offsets[0])


def zone_shown(draft: Draft) -> str | None:
    """The zone that the logs speak for: by the one offset that they write, else by the signs of their clocks."""
    clocks = {entry.clock.zone for entry in draft.entries if entry.clock and entry.clock.zone}
    return zone_like(draft.offsets) or (clocks.pop() if len(clocks) == 1 and not draft.offsets else None)


def ask_zone(draft: Draft, ask: Ask, *, stated: str | None, here: str | None = None) -> Draft:
    """The zone of the case, in which the report shows times."""
    if stated:
        return replace(draft, zone=stated, zoned=True)
    shown = zone_shown(draft) or "UTC"
    usual = here if here and _fits(here, draft) else shown
    if draft.offsets:
        ask.tell(state("The logs write their times with {offsets}.", offsets=draft.offsets))
    question = state("Time zone of the report, and of times without an offset (as Europe/Amsterdam)")
    answer = ask.text(question, usual, _zone_fault)
    return replace(draft, zone=answer, zoned=answer != shown)


def _fits(zone: str, draft: Draft) -> bool:
    """Whether clocks in that zone showed one of the offsets that the logs write, when they were written."""
    found = find_zone(zone)
    if found is None or draft.span is None:
        return False
    shown = {local(time, found)[-6:] for time in draft.span}
    return not draft.offsets or shown <= set(draft.offsets)


def second(time: datetime, zone: ZoneInfo) -> str:
    """A time to the second, in the zone of the case."""
    return local(time.replace(microsecond=0), zone)


def _zone_fault(text: str) -> str:
    if find_zone(text) is not None:
        return ""
    close = close_names(text)
    if close:
        return state("{zone} is not an IANA time zone; close to it: {close}", zone=text, close=tuple(close))
    return state("{zone} is not an IANA time zone, as Europe/Amsterdam is", zone=text)


def ask_zone_of_logs(entry: LogEntry, draft: Draft, ask: Ask) -> LogEntry:
    """The zone of logs whose times hold no offset; by default that of the case, or what the signs speak for."""
    if entry.clock is None:
        return entry
    ask.tell(state("The times in {log} hold no offset.", log=entry.paths[0]), *entry.clock.signs)
    usual = _usual_zone(entry, draft)
    answer = ask.text(state("In which time zone are they?"), usual, _zone_fault)
    return replace(entry, zone=answer, zoned=answer != usual)


def _usual_zone(entry: LogEntry, draft: Draft) -> str:
    """The zone of the case where its clocks fit the signs, or there are none; else one that fits."""
    offset = entry.clock.offset if entry.clock else None
    zone = find_zone(draft.zone)
    if offset is None or zone is None or entry.span is None:
        return draft.zone
    if entry.span[0].astimezone(zone).utcoffset() == offset:
        return draft.zone
    return (entry.clock.zone if entry.clock else None) or draft.zone


def ask_size_fields(draft: Draft, ask: Ask) -> Draft:
    """What sizes count where nothing shows it: somebody who has the server's configuration knows."""
    found = [at for at, entry in enumerate(draft.entries) if entry.known and assumed_in(entry.previews)]
    if not found:
        return draft
    logs = tuple(path for at in found for path in draft.entries[at].paths)
    ask.tell(
        state("Nothing in {logs} says what their sizes count. The server's configuration does.", logs=first_of(logs, 5))
    )
    taken = ask.choice(state("What do they count?"), [text for _, text in _MEANINGS], len(_MEANINGS) - 1)
    entries = list(draft.entries)
    for at in found:
        entries[at] = replace(entries[at], size_field=_MEANINGS[taken][0])
    return replace(draft, entries=tuple(entries))


def ask_name(asked: AskedFile, near: Sequence[NearName], named: int, ask: Ask) -> AskedFile:
    """The name to look for, where no line holds the one asked for."""
    if named:
        return asked
    if asked.path:
        asked = replace(asked, path="", host="")
    close = [one for one in near if one.difference != "same"][:_NEAR]
    ask.tell(state("No line names “{name}”.", name=asked.name))
    if not close:
        return asked
    choices = [
        *(
            state_many(
                "“{name}”, in {count} line: {how}",
                "“{name}”, in {count} lines: {how}",
                one.lines,
                name=one.name,
                how=state(NEAR_HOW[one.difference]),
            )
            for one in close
        ),
        state("“{name}”, as it was asked for", name=asked.name),
    ]
    taken = ask.choice(state("Which name was meant?"), choices, len(close))
    return asked if taken == len(close) else replace(asked, name=close[taken].name, path="", host="")


def ask_proxies(draft: Draft, ask: Ask) -> Draft:
    """Whose word about their clients is believed."""
    taken = []
    for one in draft.proxies:
        ask.tell(_about(one.peer, one.because, share=one.share, chains=one.chains))
        answer = ask.yes(state("Is {peer} a proxy of yours, to be believed?", peer=one.peer), default=one.sure)
        taken.append(replace(one, taken=answer))
    return replace(draft, proxies=tuple(taken))


def _about(peer: str, because: str, *, share: float, chains: bool) -> Statement:
    percent = round(share * 100)
    if chains:
        return state(
            "{peer} may be a proxy: {because}; {percent}% of the requests of a log come from it, with the addresses"
            " behind it",
            peer=peer,
            because=state(because),
            percent=percent,
        )
    return state(
        "{peer} may be a proxy: {because}; {percent}% of the requests of a log come from it, and the log does not name"
        " who is behind it",
        peer=peer,
        because=state(because),
        percent=percent,
    )


def ask_windows(file: FileDraft, draft: Draft, ask: Ask) -> FileDraft:
    """From when to when the file was there."""
    zone = ZoneInfo(draft.zone)
    if file.presences:
        for one in file.presences:
            ask.tell(
                state_many(
                    "“{name}” was answered with from {first} to {last}: {count} delivery.",
                    "“{name}” was answered with from {first} to {last}: {count} deliveries.",
                    one.deliveries,
                    name=file.asked.name,
                    first=second(one.first, zone),
                    last=second(one.last, zone),
                )
            )
    ask.tell(
        state("When the file was public, the publisher's records say; the logs show when it was asked for."),
    )
    windows = []
    changed = False
    for window in file.windows:
        start = _ask_time(state("Public from"), window.start, zone, ask)
        end = _ask_time(state("until"), window.end, zone, ask, after=start)
        changed = changed or (start, end) != (window.start, window.end)
        windows.append(Window(window.label, start, end, window.files))
    return replace(file, windows=tuple(windows), stated=changed)


def _ask_time(
    question: Statement, usual: datetime, zone: ZoneInfo, ask: Ask, after: datetime | None = None
) -> datetime:
    def fault(text: str) -> str:
        time = _moment(text, zone)
        if time is None:
            return state("{text} is no time, as {example}", text=text, example=local(usual, zone)[:16])
        if after is not None and time <= after:
            return state("{text} does not lie after the start", text=text)
        return ""

    shown = usual.astimezone(zone).isoformat(sep=" ", timespec="minutes")
    answer = ask.text(question, shown, fault)
    return usual if answer == shown else _moment(answer, zone) or usual


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    """The one instant that the text means."""
    time = parse_time(text.strip())
    if time is None or time.tzinfo is not None:
        return time
    found = instants(time, zone)
    return found[0] if len(found) == 1 else None


def ask_size(file: FileDraft, ask: Ask) -> FileDraft:
    """Whether the sizes that the logs show are right; unanswered they are inferred again, and that is told."""
    if file.asked.document is not None:
        return file
    if not file.versions:
        return _ask_which_size(file, ask)
    sizes = tuple(state_many("{count} byte", "{count} bytes", version.size) for version in file.versions)
    ask.tell(state("By the logs “{name}” has {sizes}.", name=file.asked.name, sizes=first_of(sizes, 5)))
    answer = ask.yes(state("Do you know for sure that this is right?"), default=False)
    return replace(file, confirmed=answer)


def _ask_which_size(file: FileDraft, ask: Ask) -> FileDraft:
    """The size, of which the logs show several, or none often enough."""
    seen = list(dict.fromkeys(one.size for one in file.sizes))[:_NEAR]
    if not seen:
        return file
    ask.tell(state("The logs do not settle the size of “{name}”.", name=file.asked.name))
    choices = [state_many("{count} byte", "{count} bytes", size) for size in seen]
    taken = ask.choice(state("Which is it?"), [*choices, state("nobody here knows")], len(seen))
    if taken == len(seen):
        return file
    return replace(file, versions=(FileVersion(seen[taken]),), confirmed=True)


def ask_title(draft: Draft, ask: Ask, *, stated: bool) -> Draft:
    """What heads the report."""
    if stated:
        return draft
    usual = ", ".join(file.asked.name for file in draft.files)
    answer = ask.text(state("Title of the report"), usual, lambda _: "").strip() or usual
    return replace(draft, title=answer, titled=answer != usual)
