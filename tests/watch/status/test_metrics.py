r"""The text format of Prometheus, checked by a reader of its own.

https://prometheus.io/docs/instrumenting/exposition_formats/: HELP and TYPE once before the samples of a metric, which
stand together; a label's value has `\\`, `\"` and `\n` for escapes; the file ends in a line feed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from forensics.watch.state import looked_into
from forensics.watch.status import Status, status_of
from forensics.watch.status.metrics import metrics
from forensics.watch.status.status import SinkStatus
from tests.support.status_fixture import HOSTILE_NAME, NOW, a_pass, site

_SAMPLE = re.compile(
    r'([a-z_:][a-z0-9_:]*)\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\} (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)'
)
_LABEL = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\[\\"n])*)"')

Samples = dict[tuple[str, tuple[str, ...]], float]


def _read(text: str) -> Samples:
    """The samples by name and values of labels; fails where the text is not of the format."""
    assert text.endswith("\n")
    found: Samples = {}
    open_name, seen = "", set()
    for line in text.splitlines():
        if line.startswith("# HELP "):
            open_name = line.split(" ", 3)[2]
            assert open_name not in seen
            seen.add(open_name)
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {open_name} gauge"
        else:
            match = _SAMPLE.fullmatch(line)
            assert match, line
            assert match[1] == open_name
            labels = tuple(
                re.sub(r"\\(.)", lambda e: "\n" if e[1] == "n" else e[1], v) for _, v in _LABEL.findall(match[2])
            )
            assert (match[1], labels) not in found
            found[match[1], labels] = float(match[3])
    return found


@pytest.fixture(scope="module")
def status(tmp_path_factory: pytest.TempPathFactory) -> Status:
    """Five minutes after a pass began."""
    watch = site(tmp_path_factory.mktemp("site"))
    a_pass(watch)
    with looked_into(watch.state, watch.id) as connection:
        return status_of(watch, connection, NOW + timedelta(minutes=5))


def test_numbers_are_those_of_the_status(status: Status) -> None:
    """Each with the watch it is of."""
    found = _read(metrics(status))
    assert all(labels[0] == "www" for _, labels in found)
    get = {name.removeprefix("forensics_watch_"): value for (name, labels), value in found.items() if len(labels) == 1}
    assert get["last_pass_end_timestamp_seconds"] == (NOW + timedelta(seconds=30)).timestamp()
    assert (get["last_pass_duration_seconds"], get["downloads"], get["troubles"]) == (30, 3, 0)
    assert found["forensics_watch_documents", ("www", "not_inspected")] == 1
    assert found["forensics_watch_flagged", ("www", "published")] == 1
    assert found["forensics_watch_last_pass_outcome", ("www", "news")] == 1
    assert found["forensics_watch_sink_waiting", ("www", "desk")] == 0


def test_series_do_not_grow_with_what_is_watched(status: Status) -> None:
    """Names of files stand nowhere."""
    many = replace(
        status, files=status.files * 100, documents=replace(status.documents, flagged=status.documents.flagged * 9)
    )
    assert len(_read(metrics(many))) == len(_read(metrics(status)))
    assert "leak" not in metrics(status)


def test_a_hostile_label(status: Status) -> None:
    """It stays one label of one sample."""
    name = HOSTILE_NAME + "\n} 1\udce9"
    sink = SinkStatus(name, 7, 0, None, None, "", 0)
    found = _read(metrics(replace(status, sinks=(sink,))))
    assert found["forensics_watch_sink_waiting", ("www", name.replace("\udce9", "\\udce9"))] == 7


def test_the_documentation_names_each_metric(status: Status) -> None:
    """docs/watch.md has a row for each, and no other."""
    page = (Path(__file__).parents[3] / "docs" / "watch.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(forensics_watch_\w+)", page, re.MULTILINE)) == {
        name for name, _ in _read(metrics(status))
    }
