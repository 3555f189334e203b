"""The [[windows]] of a case: labels in every language, files by name, no two that overlap for one file."""

from __future__ import annotations

from datetime import UTC
from difflib import get_close_matches
from itertools import combinations
from zoneinfo import ZoneInfo

from forensics.casefile.leaked_files import overlap
from forensics.casefile.tables import CaseFile, WindowTable
from forensics.casefile.values import period, unescaped_name
from forensics.model import Window
from forensics.tomlfile.faults import Faults, Place, shown
from forensics.tomlfile.texts import in_languages

__all__ = ["check_windows", "local_times"]


def check_windows(tables: CaseFile, zone: ZoneInfo | None, faults: Faults) -> tuple[Window, ...]:
    """The windows of [[windows]], in their order; what cannot be one is left out, and stands in `faults`."""
    names = tuple(unescaped_name(table.name or "") for table in tables.files or ())
    windows: list[Window | None] = []
    taken: list[dict[str, str]] = []
    for index, table in enumerate(tables.windows or ()):
        place: Place = ("windows", index)
        label, others = in_languages(table.label, (*place, "label"), faults)
        labels = {"": label or f"window {index + 1}", **others}
        if same := next(filter(None, (_same(labels, earlier) for earlier in taken)), ""):
            faults.add((*place, "label"), f"{shown(same)} is the label of an earlier window too")
        taken.append(dict(labels))
        windows.append(_window(table, place, labels, names, zone, faults))
    for (_, one), (index, other) in combinations(enumerate(windows), 2):
        if one and other and overlap(one, other):
            _tell_overlap(one, other, ("windows", index), zone, faults)
    return tuple(window for window in windows if window)


def _same(labels: dict[str, str], others: dict[str, str]) -> str:
    """A label that two windows have in one language; "" stands for the languages that have none of their own."""
    read = ((labels.get(code, labels[""]), others.get(code, others[""])) for code in dict.fromkeys((*labels, *others)))
    return next((one for one, other in read if one == other), "")


def local_times(tables: CaseFile) -> tuple[str, ...]:
    """The keys of the windows' times that have no offset."""
    return tuple(
        f"windows[{index}].{key}"
        for index, table in enumerate(tables.windows or ())
        for key, time in (("start", table.start), ("end", table.end))
        if time is not None and time.tzinfo is None
    )


def _window(
    table: WindowTable,
    place: Place,
    labels: dict[str, str],
    names: tuple[str, ...],
    zone: ZoneInfo | None,
    faults: Faults,
) -> Window | None:
    unread = table.files is None and faults.touch((*place, "files"))
    if table.files == []:
        faults.add((*place, "files"), "names no file; leave it out to mean all")
    chosen = tuple(map(unescaped_name, table.files or ()))
    for index, name in enumerate(chosen):
        if name not in names and "" not in names:  # "": the name of a file was itself wrong
            reason = f"{shown(name)} is not the name of a file of this case"
            close = get_close_matches(name, names, n=1, cutoff=0)
            faults.add((*place, "files", index), reason, close[0] if close else None)
    start, end = period((table.start, table.end), ((*place, "start"), (*place, "end")), zone, faults)
    files = tuple(dict.fromkeys(chosen or names))
    label = labels.pop("")
    return Window(label, start, end, files, labels) if start and end and not unread else None


def _tell_overlap(one: Window, other: Window, place: Place, zone: ZoneInfo | None, faults: Faults) -> None:
    """Note at the later entry of the file that it overlaps, if a file is in both windows."""
    shared = [name for name in one.files if name and name in other.files]
    if shared:
        reason = f"windows {shown(one.label)} and {shown(other.label)} overlap for {shown(shared[0])}"
        key, value = ("start", one.end) if other.start >= one.start else ("end", one.start)
        faults.add((*place, key), reason, value.astimezone(zone or UTC))
