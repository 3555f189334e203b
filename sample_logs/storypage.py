"""STORY.md: the events of a case, where each stands in the logs, and the sums to expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from story import Event, Story

__all__ = ["tell"]

#: Of a logged event: "web1/access.log:12" and the size as logged.
Entry = tuple[str, int]


def _shown(event: Event, size: int) -> str:
    if event.raw is not None:
        return "`" + ascii(event.raw)[2:-1].removesuffix("\\n").replace("`", "'") + "`"
    return f"`{event.method} {event.target}` {event.status} {size}"


def _row(event: Event, entry: Entry) -> str:
    place, size = entry
    who = f"{event.who} {event.address}".strip() or "unreadable"
    verdict = f"**{event.verdict}**: {event.why}"
    counts = [str(count) if any(event.counts) else "" for count in event.counts]
    cells = [
        event.key,
        f"{event.at:%Y-%m-%d %H:%M:%S}",
        who,
        place,
        _shown(event, size),
        event.what,
        verdict,
        *counts,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(header: str, numbers: int, rows: Sequence[str]) -> str:
    """A Markdown table whose last `numbers` columns stand flush right."""
    names = [name.strip() for name in header.split("|")]
    rule = ["---"] * (len(names) - numbers) + ["--:"] * numbers
    return "\n".join(["| " + " | ".join(names) + " |", "| " + " | ".join(rule) + " |", *rows]) + "\n"


def _addresses(events: Sequence[Event], index: int) -> int:
    """Distinct addresses that count; a line without a readable address may hide one of its own."""
    return len(dict.fromkeys(event.address or event.key for event in events if event.counts[index]))


def _sums(label: str, events: Sequence[Event]) -> str:
    downloads = [sum(event.counts[index] for event in events) for index in range(3)]
    addresses = [_addresses(events, index) for index in range(3)]
    partial = sum(event.verdict == "partial" and event.counts == (0, 0, 1) for event in events)
    return "| " + " | ".join([label, *map(str, [*downloads, *addresses, partial])]) + " |"


def _totals(story: Story) -> Iterator[str]:
    """Downloads and addresses per window, over all windows, and outside."""
    seen = [event for event in story.events if not event.lost]
    inside: list[Event] = []
    for period in story.periods:
        part = [event for event in seen if period.start <= event.at < period.end]
        yield _sums(period.label, part)
        inside += part
    if len(story.periods) > 1:
        yield _sums("**all windows**", inside)
    yield _sums("outside the windows", [event for event in seen if event not in inside])


def tell(story: Story, entries: Mapping[str, Entry]) -> str:
    """The text of STORY.md; `entries` says of each event that was logged where it stands."""
    events = _table(
        "event | time in the log | who | file:line | request, status, size as logged | what it is"
        " | verdict, and why | at least | headline | at most",
        3,
        [_row(event, ("in no log", event.body) if event.lost else entries[event.key]) for event in story.events],
    )
    sums = _table(
        " | downloads: at least | headline | at most | addresses: at least | headline | at most | partial",
        7,
        list(_totals(story)),
    )
    parts = (f"# {story.title}\n", story.intro, "## Event by event\n", events, "## Sums\n", sums, story.outro)
    return "\n".join(parts)
