"""A status for Prometheus: the text format that the textfile collector of node_exporter reads.

No name of a file stands in it, so the number of series does not grow with what is watched. How long ago the last pass
was is for the one who reads it to say, `time() - forensics_watch_last_pass_end_timestamp_seconds`: a number written by
the last pass would stay as it is when no pass comes any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from forensics.watch.state.passes import Pass
from forensics.watch.status.status import Status

__all__ = ["metrics"]

_OUTCOMES = ("nothing", "news", "incomplete")
_Samples = Mapping[tuple[tuple[str, str], ...], float]


def metrics(status: Status) -> str:
    """The whole file, ending in a line feed."""
    return "".join(
        f"{line}\n" for name, told, samples in _families(status) for line in _family(name, told, samples, status)
    )


def _family(name: str, told: str, samples: _Samples, status: Status) -> Iterator[str]:
    if not samples:
        return
    yield f"# HELP forensics_watch_{name} {told}"
    yield f"# TYPE forensics_watch_{name} gauge"
    for labels, value in samples.items():
        shown = ",".join(f'{label}="{_escaped(text)}"' for label, text in (("watch", status.watch), *labels))
        yield f"forensics_watch_{name}{{{shown}}} {value!r}"


def _families(status: Status) -> Iterator[tuple[str, str, _Samples]]:
    yield from _of_passes(status)
    documents = status.documents
    yield "documents", "Published files by what became of them.", _by("state", {
        "inspected": documents.inspected,
        "passed_over": documents.passed_over,
        "not_inspected": len(documents.unread),
        "waiting": documents.waiting,
    })  # fmt: skip
    yield "flagged", "Documents that hide something, by whether they are published.", _by("state", {
        "published": status.flagged_now,
        "gone": len(documents.flagged) - status.flagged_now,
    })  # fmt: skip
    yield "files", "Watched files.", _one(len(status.files))
    yield (
        "downloads",
        "Downloads of watched files that were told and stand.",
        _one(sum(f.downloads for f in status.files)),
    )
    yield "partials", "Parts of watched files, and what may be a download.", _one(sum(f.partials for f in status.files))
    yield "logs", "Logs that lie there.", _one(len(status.logs))
    yield "logs_lost", "Logs that were gone before all of them was surely read.", _one(status.lost)
    newest = max((log.last for log in status.logs if log.last is not None), default=None)
    yield "newest_line_timestamp_seconds", "Time of the newest line of all logs.", _time(newest)
    yield "troubles", "What kept the last pass from being whole.", _one(len(status.troubles))
    yield "sink_waiting", "Events that lie before a sink.", _by("sink", {s.name: s.waiting for s in status.sinks})
    yield "sink_tries", "Tries of a sink that failed in a row.", _by("sink", {s.name: s.tries for s in status.sinks})
    yield "sink_put_aside", "Events that a sink refused for good.", _by("sink", {s.name: s.aside for s in status.sinks})
    yield "state_bytes", "What the state takes on the disk.", _one(status.state_bytes)


def _of_passes(status: Status) -> Iterator[tuple[str, str, _Samples]]:
    last = status.last
    if last is not None and last.ended is not None:
        yield "last_pass_end_timestamp_seconds", "End of the last pass that came to one.", _time(last.ended)
        took = (last.ended - last.began).total_seconds()
        yield "last_pass_duration_seconds", "How long it took.", _one(took)
        yield "last_pass_outcome", "How it ended: 1 for one of the outcomes.", _outcomes(last)
    yield "passes_stopped", "Passes of 24 hours that were ended before their end.", _one(status.stopped)
    yield "overdue_after_seconds", "So long after the end of a pass the next is overdue.", _one(
        status.overdue_after.total_seconds()
    )  # fmt: skip


def _outcomes(last: Pass) -> _Samples:
    return _by("outcome", {name: int(last.outcome == name) for name in _OUTCOMES})


def _one(value: float) -> _Samples:
    return {(): value}


def _time(time: datetime | None) -> _Samples:
    return {} if time is None else _one(round(time.timestamp(), 3))


def _by(label: str, values: Mapping[str, float]) -> _Samples:
    return {((label, name),): value for name, value in values.items()}


def _escaped(text: str) -> str:
    r"""A value of a label: backslash, quote and line feed are escaped; what is no UTF-8 becomes `\udcHH` in letters."""
    shown = text.encode("utf-8", "backslashreplace").decode()
    return shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
