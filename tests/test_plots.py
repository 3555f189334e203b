"""The pictures: the same bytes every time, nothing but shapes, and numbers in their texts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from forensics.model import Findings
from forensics.report import canvas, timelines
from forensics.report.plots import Plot, draw
from tests.report_fixture import crowd, findings
from tests.report_lines import HOSTILE
from tests.report_tables import WINDOWS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def plots() -> dict[str, Plot]:
    """The pictures of the invented case by name."""
    return {plot.name: plot for plot in draw(findings())}


def test_every_picture_is_drawn(plots: dict[str, Plot]) -> None:
    """One timeline, one picture for each window, addresses, definitions, coverage."""
    assert list(plots) == ["timeline-1", "window-1-1", "window-1-2", "addresses-1", "definitions-1", "coverage"]


def test_same_findings_give_the_same_bytes(plots: dict[str, Plot]) -> None:
    """No clock, no random ids, no version of a library."""
    assert tuple(plots.values()) == draw(findings())


def test_settings_of_the_machine_do_not_matter(plots: dict[str, Plot], monkeypatch: pytest.MonkeyPatch) -> None:
    """A matplotlibrc that likes other letters and colours changes nothing."""
    import matplotlib as mpl  # noqa: PLC0415 as late as the package does

    for key, value in {"font.size": 20.0, "svg.fonttype": "none", "axes.facecolor": "red", "text.usetex": True}.items():
        monkeypatch.setitem(mpl.rcParams, key, value)
    assert draw(findings())[0] == plots["timeline-1"]


def test_svg_holds_shapes_only(plots: dict[str, Plot]) -> None:
    """No text, comment, metadata or address of another place can leave in a picture."""
    for plot in plots.values():
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(plot.svg).iter()}  # noqa: S314 ours
        assert tags <= {
            "svg",
            "defs",
            "style",
            "g",
            "path",
            "use",
            "clipPath",
            "rect",
            "metadata",
            "pattern",
            "RDF",
            "Work",
        }
        assert "<!--" not in plot.svg
        assert "<!DOCTYPE" not in plot.svg
        assert set(re.findall(r'href="(.)', plot.svg)) <= {"#"}
        assert plot.png.startswith(PNG)
        assert b"matplotlib" not in plot.png.lower()


def test_texts_tell_what_is_seen(plots: dict[str, Plot]) -> None:
    """Whoever cannot see the picture gets its numbers in a sentence."""
    assert plots["timeline-1"].alt == (
        "Timeline with 2 exposure windows shaded: 11 downloads inside, 1 download outside,"
        " 3 partial or unclear deliveries and 3 errors."
    )
    assert "7 downloads by 6 addresses, 1 partial delivery and 2 errors." in plots["window-1-1"].alt
    assert "8 addresses: 7 got the whole file, 1 only a part" in plots["addresses-1"].alt
    assert (
        "this report counts 11, at least 9, at most 13; 5 other definitions range from 8 to 22"
        in plots["definitions-1"].alt
    )
    assert "1 gap, 0 of them inside a window" in plots["coverage"].alt


@pytest.mark.parametrize("payload", HOSTILE[3:], ids=range(3, len(HOSTILE)))
def test_hostile_text_is_drawn_literally(payload: str, plots: dict[str, Plot]) -> None:
    """No mathematics, no missing letter, no warning, and none of it in the text for an attribute."""
    drawn = draw(findings(text=lambda text: text + payload))
    assert [plot.alt for plot in drawn] == [plot.alt for plot in plots.values()]
    for plot in drawn:
        ET.fromstring(plot.svg)  # noqa: S314 ours


@pytest.mark.parametrize(
    ("made", "names"),
    [
        (crowd(0, 1), ["timeline-1", "definitions-1", "coverage"]),
        (crowd(1, 1), ["timeline-1", "window-1-1", "addresses-1", "definitions-1", "coverage"]),
        (crowd(300, 60), ["timeline-1", "window-1-1", "addresses-1", "definitions-1", "coverage"]),
        (replace(crowd(0, 1), coverage=(), definitions=()), ["timeline-1"]),
    ],
    ids=["none", "one", "many", "no coverage"],
)
def test_pictures_of_nothing_are_left_out(made: Findings, names: list[str]) -> None:
    """From nothing to hundreds, what there is to see is drawn."""
    assert [plot.name for plot in draw(made)] == names


def test_many_addresses_are_summed_up() -> None:
    """The first 25 have rows of their own, the others share one, and so do those that only met errors."""
    points = timelines._points(crowd(300, 60), crowd(300, 60).files[0])
    refused = ("error", "192.0.2.200", WINDOWS[0].start)
    clients, labels = timelines._address_rows([*points, refused])
    assert labels[-2:] == ["35 more addresses", "1 address, errors only"]
    assert len(labels) == 27
    assert sum(map(len, clients)) == 301


def test_marks_on_one_spot_are_stacked() -> None:
    """A second download in the same minute does not hide behind the first."""
    assert timelines._levels([4, 4, 7, 9.6, 30]) == [0, 1, 2, 0, 0]


def test_window_without_end_shows_what_is_logged() -> None:
    """An end in the year 9998 does not squeeze three days into a line."""
    open_end = replace(WINDOWS[0], end=datetime(9998, 12, 31, tzinfo=UTC))
    start, end = timelines.span([open_end], [], findings().coverage)
    assert start < open_end.start
    assert end < datetime(2020, 7, 2, tzinfo=UTC)
    made = findings()
    assert draw(replace(made, case=replace(made.case, windows=(open_end, WINDOWS[1]))))


@pytest.mark.parametrize(
    "length",
    [
        timedelta(minutes=3),
        timedelta(hours=5),
        timedelta(days=4),
        timedelta(days=40),
        timedelta(days=800),
        timedelta(days=9000),
    ],
    ids=str,
)
def test_time_axis_has_few_round_ticks(length: timedelta) -> None:
    """Any span gets two to ten ticks inside it, in order, across the change of clocks in March."""
    start = datetime(2020, 3, 27, 13, 5, 7, tzinfo=UTC)
    ticks = [at for at, _ in canvas._ticks(start, start + length, AMSTERDAM, room=5.5)]
    assert 2 <= len(ticks) <= 10
    assert ticks == sorted(set(ticks))
    assert start <= ticks[0]
    assert ticks[-1] <= start + length


def test_ticks_stay_on_local_midnight() -> None:
    """After clocks change a day still begins at midnight."""
    start = datetime(2020, 3, 27, 23, tzinfo=UTC)
    ticks = canvas._ticks(start, start + timedelta(days=5), AMSTERDAM, room=5.5)
    assert [at.astimezone(AMSTERDAM).hour for at, _ in ticks] == [0] * len(ticks)


def test_literal_shows_what_the_font_lacks() -> None:
    """Letters without a picture and controls become escapes; a long text loses its middle."""
    assert canvas.literal("$x_1$ \x1b \u65e5 \U0001f4a9") == "$x_1$ \\x1b \\u65e5 \\U0001f4a9"
    assert canvas.literal("logs/web1/access.log", 9) == "logs….log"
    assert canvas.literal("logs/web1/access.log", 20) == "logs/web1/access.log"
