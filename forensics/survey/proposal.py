"""A draft -> the text of a case file: every line with what speaks for it, and what is open marked TODO."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.language.statement import Statement, first_of, message, state, state_many
from forensics.model import SizeSeen
from forensics.survey.draft import Draft, FileDraft
from forensics.survey.patterns import relative_to
from forensics.survey.proposal_logs import log_entries, parties
from forensics.survey.questions import NEAR_HOW, second, zone_shown
from forensics.tomlfile.entry import Entry, Key, commented, entry_lines

__all__ = ["case_text", "entries", "summary"]

#: What a size seen in the logs is.
_SEEN_IN: Mapping[str, str] = {
    "content_range": message("the whole, by Content-Range"),
    "object": message("the stored object"),
    "status_200_body": message("the body of a status 200"),
    "status_200_total": message("a status 200, less the least headers"),
}
_LISTED = 10
#: An answer so close to an end of the logs may have had others beyond it.
_NEAR_AN_END = timedelta(hours=12)


def case_text(draft: Draft, language: Language) -> str:
    """The case file."""
    lines = [line for text in _preface(draft) for line in commented(language.say(text))]
    for entry in entries(draft):
        lines += ["", *entry_lines(entry, language.say)]
    return "".join(f"{line}\n" for line in lines)


def _preface(draft: Draft) -> Iterator[Statement]:
    name = draft.target.name
    yield state("A case, proposed from what the logs show. Read it through: what is marked TODO waits for you.")
    yield state("Then: forensics check {file}, and forensics investigate {file}", file=name)
    yield state("docs/case-file.md explains every key; `forensics new` without --logs writes all of them.")
    for because, files in _passed(draft):
        yield state_many(
            "Passed over: {count} file ({because}): {files}",
            "Passed over: {count} files ({because}): {files}",
            len(files),
            because=because,
            files=first_of(files, 3),
        )
    if not draft.read:
        yield state("These logs are too large to be read twice: they were sampled, and nothing in them was counted.")


def summary(draft: Draft) -> Iterator[Statement]:
    """What to say when the case was written: what was found of each file, first of those that no line names."""
    for file in draft.files:
        if file.named == 0:
            yield state("No line of the logs names “{name}”.", name=file.asked.name)
            yield from _near(file)
        elif file.named is not None:
            yield state_many(
                "“{name}”: {count} line names it, {deliveries} as far as the logs show.",
                "“{name}”: {count} lines name it, {deliveries} as far as the logs show.",
                file.named,
                name=file.asked.name,
                deliveries=state_many(
                    "{count} delivery", "{count} deliveries", sum(one.deliveries for one in file.presences)
                ),
            )


def _passed(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    """The files that are no logs, by the reason."""
    found: dict[str, list[str]] = {}
    for one in draft.passed:
        found.setdefault(one.because, []).append(one.shown)
    return [(because, tuple(files)) for because, files in found.items()]


def entries(draft: Draft) -> Iterator[Entry]:
    """The tables of the case, in order."""
    yield _case(draft)
    for file in draft.files:
        yield _file(file, draft)
        yield from _versions(file, draft)
    for file in draft.files:
        yield from _windows(file, draft)
    for at, log in enumerate(draft.entries):
        yield from log_entries(at, log, draft)
    yield parties(draft)


def _case(draft: Draft) -> Entry:
    zone = Key("zone", draft.zone, state("of the report, and of times without an offset"))
    if not draft.zoned:
        shown = zone_shown(draft)
        because = (
            state("as the logs have it; better the name of a place, as Europe/Amsterdam")
            if shown == draft.zone
            else state("nobody said which; the name of a place, as Europe/Amsterdam")
        )
        zone = Key("zone", draft.zone, because, todo=True)
    return Entry(
        "[case]",
        (
            Key("id", draft.id, state("names the report folder")),
            Key("title", draft.title, state("heads the report")),
            zone,
            *_aware(draft),
        ),
    )


def _aware(draft: Draft) -> Iterator[Key]:
    if draft.span is not None:
        because = state("when the organisation learned of the leak: starts the clock of the notification")
        yield Key("aware", _whole(draft.span[1], draft), because, off=True)


def _whole(time: datetime, draft: Draft) -> datetime:
    return time.astimezone(ZoneInfo(draft.zone)).replace(microsecond=0)


def _file(file: FileDraft, draft: Draft) -> Entry:
    asked = file.asked
    keys = [Key("name", asked.name, _named(file), todo=file.named == 0)]
    if asked.document is not None:
        document = relative_to(draft.target.absolute().parent, os.fspath(asked.document))
        keys.append(Key("document", document, state("the file itself: gives its size, and is looked into")))
    if asked.path:
        keys.append(Key("paths", [asked.path], state("as it was asked for; without this line any path with the name")))
    elif len({place.path for place in file.places}) > 1:
        paths = list(dict.fromkeys(place.path for place in file.places))[:_LISTED]
        because = state("it was asked for at several paths; is each of them the file?")
        keys.append(Key("paths", paths, because, off=True, todo=True))
    hosts = list(dict.fromkeys(place.host for place in file.places if place.host))
    if asked.host and asked.host in hosts:
        keys.append(Key("hosts", [asked.host], state("as it was asked for")))
    elif asked.host or len(hosts) > 1:
        because = state("it was asked for of several hosts; did each of them serve the file?")
        keys.append(Key("hosts", (hosts or [asked.host])[:_LISTED], because, off=True, todo=bool(hosts)))
    return Entry("[[files]]", tuple(keys), notes=tuple(_near(file)) + tuple(_places(file)))


def _named(file: FileDraft) -> Statement:
    if file.named is None:
        return state("not counted: not every line of the logs was read")
    if file.named == 0:
        return state("no line of the logs names it")
    return state_many("{count} line names it", "{count} lines name it", file.named)


def _near(file: FileDraft) -> Iterator[Statement]:
    """The names near it."""
    for one in [one for one in file.near if one.difference != "same"][:_LISTED]:
        yield state_many(
            "near it: “{name}”, in {count} line ({how})",
            "near it: “{name}”, in {count} lines ({how})",
            one.lines,
            name=one.name,
            how=state(NEAR_HOW[one.difference]),
        )


def _places(file: FileDraft) -> Iterator[Statement]:
    """Where it was asked for."""
    for place in file.places[:_LISTED]:
        where = f"{place.host or ''}{place.path}"
        yield state_many(
            "asked for at {where}: {count} time, answered with it {answered} times",
            "asked for at {where}: {count} times, answered with it {answered} times",
            place.requests,
            where=where,
            answered=place.answered,
        )


def _versions(file: FileDraft, draft: Draft) -> Iterator[Entry]:
    """The sizes that the logs show, as versions: taken into use only where somebody knows them."""
    if file.asked.document is not None:
        return
    notes = tuple(map(_size, file.sizes))
    if not file.versions:
        todo = state("the size of “{name}” is not known, and these logs support none, or several", name=file.asked.name)
        yield Entry(
            "[[files.versions]]",
            (Key("size", file.sizes[0].size if file.sizes else 183296, state("in bytes")),),
            notes,
            (todo,),
            off=True,
        )
        return
    off = not file.confirmed
    open_question = state("if you know the size, or have the file, say so; until then it is inferred as here")
    for index, version in enumerate(file.versions):
        keys = [Key("size", version.size, state("in bytes"))]
        for name, time in (("from", version.start), ("to", version.end)):
            if time is not None:
                keys.append(Key(name, _whole(time, draft), state("by the answers of this size")))
        first = index == 0
        yield Entry(
            "[[files.versions]]",
            tuple(keys),
            notes if first else (),
            (open_question,) if off and first else (),
            off=off,
        )


def _size(seen: SizeSeen) -> Statement:
    return state(
        "size seen: {size} ({where}), by {requests}, {addresses}",
        size=state_many("{count} byte", "{count} bytes", seen.size),
        where=state(_SEEN_IN[seen.source]),
        requests=state_many("{count} request", "{count} requests", seen.requests),
        addresses=state_many("{count} network", "{count} networks", seen.addresses),
    )


def _windows(file: FileDraft, draft: Draft) -> Iterator[Entry]:
    zone = ZoneInfo(draft.zone)
    several = len(draft.files) > 1
    for number, window in enumerate(file.windows):
        keys = [
            Key("label", _label(file, number, several=several)),
            Key("start", window.start.astimezone(zone)),
            Key("end", window.end.astimezone(zone)),
        ]
        if several:
            keys.append(Key("files", [file.asked.name]))
        yield Entry("[[windows]]", tuple(keys), tuple(_seen(file, number, draft)), tuple(_open(file, number)))


def _label(file: FileDraft, number: int, *, several: bool) -> Statement | str:
    about = f" {file.asked.name}" if several else ""
    count = f" {number + 1}" if len(file.windows) > 1 else ""
    return f"{'exposure' if file.stated else 'proposed'}{count}{about}"


def _open(file: FileDraft, number: int) -> Iterator[Statement]:
    if file.stated or number:
        return
    if not file.presences:
        yield state(
            "PROPOSED: the logs show no answer with the file, so this is all the time that they span;"
            " put in its place from when to when the file was public, by the publisher's records"
        )
        return
    yield state(
        "PROPOSED: put in its place from when to when the file was public, by the publisher's records;"
        " the logs only show when it was asked for, and it may have been there before and after"
    )


def _seen(file: FileDraft, number: int, draft: Draft) -> Iterator[Statement]:
    """What the logs show of a window."""
    if number >= len(file.presences):
        return
    one, zone = file.presences[number], ZoneInfo(draft.zone)
    yield state_many(
        "answered with the file from {first} to {last}: {count} delivery",
        "answered with the file from {first} to {last}: {count} deliveries",
        one.deliveries,
        first=second(one.first, zone),
        last=second(one.last, zone),
    )
    if one.gone_before is not None:
        yield state("refused or not found before that, last at {time}", time=second(one.gone_before, zone))
    if one.gone_after is not None:
        yield state("refused or not found after that, first at {time}", time=second(one.gone_after, zone))
    if draft.span and one.first - draft.span[0] < _NEAR_AN_END:
        yield state(
            "the logs begin at {time}: what was before that, they cannot show", time=second(draft.span[0], zone)
        )
    if draft.span and draft.span[1] - one.last < _NEAR_AN_END:
        yield state("the logs end at {time}: what came after that, they cannot show", time=second(draft.span[1], zone))
