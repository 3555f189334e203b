"""The pictures: the same bytes every time, nothing but shapes, and numbers in their texts."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from forensics.language.catalogue import language
from forensics.language.languages import LANGUAGES
from forensics.model import Findings, Share
from forensics.report.page.html import render
from forensics.report.plots import canvas, chosen, day_bars, lettering, marks
from forensics.report.plots import draw as plots
from forensics.report.plots.draw import Plot
from tests.support.report_fixture import crowd, findings
from tests.support.report_lines import HOSTILE
from tests.support.report_tables import WINDOWS

PNG = b"\x89PNG\r\n\x1a\n"
ENGLISH = language("en")


def draw(made: Findings) -> tuple[Plot, ...]:
    """All pictures in English."""
    return plots.draw(made, ENGLISH)


@pytest.fixture(scope="module")
def drawn() -> dict[str, Plot]:
    """The pictures of the invented case by name."""
    return {plot.name: plot for plot in draw(findings())}


def _public(made: Findings, *days: Share) -> Findings:
    """The same without a single request, download or address, but with the downloads of each day."""
    file = replace(made.files[0], addresses=(), by_day=days)
    requests, downloads = made.requests.clear(), made.downloads.clear()
    return replace(made, files=(file,), requests=requests, downloads=downloads, level="public")


def test_every_picture_is_drawn(drawn: dict[str, Plot]) -> None:
    """One timeline, one picture for each window, addresses, definitions, coverage."""
    assert list(drawn) == ["timeline-1", "window-1-1", "window-1-2", "addresses-1", "definitions-1", "coverage"]


def test_same_findings_give_the_same_bytes(drawn: dict[str, Plot]) -> None:
    """No clock, no random ids, no version of a library."""
    assert tuple(drawn.values()) == draw(findings())


def test_settings_of_the_machine_do_not_matter(drawn: dict[str, Plot], monkeypatch: pytest.MonkeyPatch) -> None:
    """A matplotlibrc that likes other letters and colours changes nothing."""
    import matplotlib as mpl  # noqa: PLC0415 as late as the package does

    for key, value in {"font.size": 20.0, "svg.fonttype": "none", "axes.facecolor": "red", "text.usetex": True}.items():
        monkeypatch.setitem(mpl.rcParams, key, value)
    assert draw(findings())[0] == drawn["timeline-1"]


def test_svg_holds_shapes_only(drawn: dict[str, Plot]) -> None:
    """Beside title, text and language, no text, comment or address of another place can leave in a picture."""
    for plot in drawn.values():
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(plot.svg).iter()}  # noqa: S314 ours
        assert tags <= {
            "svg",
            "title",
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
            "description",
            "language",
        }
        assert "<!--" not in plot.svg
        assert "<!DOCTYPE" not in plot.svg
        assert set(re.findall(r'href="(.)', plot.svg)) <= {"#"}
        assert plot.png.startswith(PNG)
        assert b"matplotlib" not in plot.png.lower()


def test_texts_tell_what_is_seen(drawn: dict[str, Plot]) -> None:
    """Whoever cannot see the picture gets its numbers in a sentence."""
    assert drawn["timeline-1"].alt == (
        "Timeline with 2 exposure windows shaded: 11 downloads inside, 1 download outside,"
        " 3 partial or unclear deliveries and 3 errors."
    )
    assert "7 downloads by 6 IP addresses, 1 partial delivery and 2 errors." in drawn["window-1-1"].alt
    assert "8 IP addresses: 7 got the whole file, 1 only a part" in drawn["addresses-1"].alt
    assert (
        "this report counts 11, at least 9, at most 13; 5 other definitions range from 8 to 22"
        in drawn["definitions-1"].alt
    )
    assert "1 gap, 0 of them inside a window" in drawn["coverage"].alt


@pytest.mark.parametrize("payload", HOSTILE[3:], ids=range(3, len(HOSTILE)))
def test_hostile_text_is_drawn_literally(payload: str, drawn: dict[str, Plot]) -> None:
    """No mathematics, no missing letter, no warning, and none of it in the text for an attribute."""
    hostile = draw(findings(text=lambda text: text + payload))
    assert [plot.alt for plot in hostile] == [plot.alt for plot in drawn.values()]
    for plot in hostile:
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


def test_literal_shows_what_the_font_lacks() -> None:
    """Letters without a picture and controls become escapes; a long text loses its middle."""
    assert lettering.literal("$x_1$ \x1b \u65e5 \U0001f4a9") == "$x_1$ \\x1b \\u65e5 \\U0001f4a9"
    assert lettering.literal("logs/web1/access.log", 9) == "logs….log"
    assert lettering.literal("logs/web1/access.log", 20) == "logs/web1/access.log"


@pytest.mark.parametrize("code", LANGUAGES)
def test_files_carry_title_text_and_language(code: str) -> None:
    """In the language of the report, in both formats, and nothing else."""
    picture = plots.draw(findings(), language(code))[0]
    told = {element.tag.rpartition("}")[2]: element.text for element in ET.fromstring(picture.svg).iter()}  # noqa: S314
    assert (told["title"], told["description"], told["language"]) == (picture.title, picture.alt, code)
    chunks = set(re.findall(rb"(?:tEXt|iTXt)([^\0]+)\0", picture.png))
    assert chunks == {b"Title", b"Description"}


def test_without_single_requests_the_days_are_drawn() -> None:
    """At public level there are bars by day, and no picture of addresses."""
    days = Share("2020-06-08", 7, 5), Share("2020-06-16", 4, 3)
    made = draw(_public(findings(), *days))
    assert [plot.name for plot in made] == ["timeline-1", "definitions-1", "coverage"]
    assert made[0].alt == (
        "Bars of the downloads on 2 days, with 2 exposure windows shaded: 11 downloads inside; the busiest day is"
        " 8 June 2020, with 7. At least 9, at most 13 in all windows."
    )
    assert made[0].svg != draw(_public(findings(), days[0], replace(days[1], downloads=7)))[0].svg


def test_days_of_few_are_not_told() -> None:
    """What is merged below the threshold is a number without a day, in the picture and in its text."""
    some = draw(_public(findings(), Share("2020-06-08", 7, 5), Share(None, 4, 3)))[0]
    assert "11 downloads inside, 4 of them on days that are not shown; the busiest day is 8 June 2020" in some.alt


def test_without_any_day_the_windows_are_drawn() -> None:
    """Where no day has enough visitors, what is known of each window is drawn; nothing seen is said as such."""
    none, nothing = draw(_public(findings()))[0], draw(_public(crowd(0, 1)))[0]
    assert none.alt == (
        "Timeline with 2 exposure windows shaded: 11 downloads inside, 7 of them in the busiest window; single days"
        " are not shown. At least 9, at most 13 in all windows."
    )
    assert nothing.alt == "Timeline with 2 exposure windows shaded: 0 downloads inside."
    made = _public(findings())
    start, end = WINDOWS[0].start, WINDOWS[1].end
    bars = [(window.start, window.end, count) for window, count in zip(WINDOWS, (7, 4), strict=True)]
    assert day_bars._in_windows(made.files[0], start, end) == bars
    nested = replace(made.files[0], windows=(*made.files[0].windows, made.files[0].windows[0]))
    assert day_bars._in_windows(nested, start, end) == []
    assert draw(replace(made, files=(nested,)))[0].svg not in {none.svg, nothing.svg}


def test_fitted_text_is_no_wider_than_its_place() -> None:
    """However wide its letters are; where there is no room at all, nothing is drawn."""
    for text in ("W" * 80, "i" * 300, "203.0.113.77", "$x_1$\x1b" * 9):
        assert lettering.text_width(lettering.fitted(text, 1.5)) <= 1.5
    assert lettering.fitted("203.0.113.77", 1.5) == "203.0.113.77"
    assert lettering.fitted("W" * 80, 0.05) == ""


def test_legend_takes_as_many_lines_as_it_needs() -> None:
    """Long words of another language do not run out of the picture."""
    handles = marks.handles(list(marks.MARKS), ENGLISH)
    assert [len(line) for line in canvas.legend(handles)] == [6]
    assert [len(line) for line in canvas.legend([*handles, *handles])] == [6, 6]
    assert canvas.legend([]) == []


def test_no_more_pictures_than_a_report_has_room_for() -> None:
    """Of a case of hundreds of files in dozens of windows the first are drawn; the page says where one is missing."""
    made = findings()
    (file, *_) = made.files
    window = next(window for window in file.windows if window.requests)
    crowded = replace(file, windows=(*file.windows, *(window,) * 30))
    many = replace(made, files=(crowded,) * (chosen.MOST_FILES + 1))
    names = {picture.args[-2] for picture in plots._pictures(many, language("en"))[:-1] if "window" in picture.args[-2]}
    assert len(names) == chosen.MOST_WINDOWS
    assert not any(name.split("-")[1] == str(chosen.MOST_FILES + 1) for name in names)
    page = render(many, [], language("en"))
    assert page.count("No picture is drawn here") > 30 * (chosen.MOST_FILES - 1)
    assert "No picture is drawn here" not in render(made, [], language("en"))
