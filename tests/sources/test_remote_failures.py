"""What goes wrong with a remote log: it is tried again, and what stays wrong is told."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from forensics.cli import main
from forensics.errors import SourceError
from forensics.sources import Url, sample
from forensics.sources.remote import failures
from tests.support.remote_fixture import Site, located, read_url, serving
from tests.support.small_case import SIZE, entry
from tests.support.source_fixture import HEX, damage_of

#: Several parts of a remote log.
LARGE = b"".join(b"line %07d %s\n" % (number, b"x" * 50) for number in range(70_000))
#: Another log of the same size.
OTHER = LARGE.replace(b"line", b"LINE")
MIB = 1 << 20


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other without rest."""
    monkeypatch.setattr(failures, "PAUSES", (0.0, 0.0, 0.0, 0.0))


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server with one large log."""
    with serving({"/access.log": LARGE}) as site:
        yield site


# ---- what passes ----------------------------------------------------------------------------


@pytest.mark.parametrize("cuts", [[0], [100_000], [MIB, 0, 5, 70_000], [MIB - 1] * 4])
def test_a_dropped_connection_is_taken_up_again(site: Site, cuts: list[int]) -> None:
    """At the part that failed; nothing is lost, and nothing doubled."""
    site.cuts = cuts
    lines, tally = read_url(site.url("/access.log"))
    assert lines == LARGE
    assert tally.damage is None
    assert site.cuts == []


def test_a_part_that_fails_is_asked_for_in_smaller_pieces(site: Site) -> None:
    """A bad line that never carries a whole part still carries them all."""
    site.cuts = [0, 0]
    read_url(site.url("/access.log"))
    ranges = [asked for method, asked in site.asked if method == "GET" and asked]
    assert ranges[:3] == [f"bytes=0-{MIB - 1}"] * 3
    site.asked.clear()
    site.cuts = [MIB, 0, 0, 0]
    read_url(site.url("/access.log"))
    ranges = [asked for method, asked in site.asked if method == "GET" and asked]
    assert ranges[1:5] == [
        f"bytes={MIB}-{3 * MIB - 1}",
        f"bytes={MIB}-{3 * MIB - 1}",
        f"bytes={MIB}-{3 * MIB - 1}",
        f"bytes={MIB}-{2 * MIB - 1}",
    ]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again(site: Site, status: int) -> None:
    """An error of the server passes, for a while."""
    site.statuses = [status] * 3
    lines, tally = read_url(site.url("/access.log"))
    assert (lines, tally.damage) == (LARGE, None)


@pytest.mark.parametrize("sized", [True, False])
def test_a_server_without_ranges_is_read_from_its_start(site: Site, *, sized: bool) -> None:
    """Also where it does not say how large the log is; a second look at the start begins anew."""
    site.ranges, site.sized = False, sized
    lines, tally = read_url(site.url("/access.log"))
    assert (lines, tally.bytes, tally.damage) == (LARGE, len(LARGE), None)
    site.contents["/access.log"] = LARGE * 5
    assert set(sample(Url(site.url("/access.log")))) < set(LARGE.splitlines())


def test_a_dropped_stream_is_taken_up_where_it_was(site: Site) -> None:
    """Without ranges, what was read before is passed over."""
    site.ranges = False
    site.cuts = [2 * MIB, 100, 3 * MIB]
    lines, tally = read_url(site.url("/access.log"))
    assert (lines, tally.damage) == (LARGE, None)


def test_a_damaged_gzip_is_read_past_its_fault(site: Site) -> None:
    """Going back in a remote log works as in a file."""
    first, second = gzip.compress(HEX), gzip.compress(b"last\n")
    site.contents["/access.log"] = first[:60_000] + b"\xff" * 100 + first[60_100:] + second
    lines, tally = read_url(site.url("/access.log"))
    assert lines.endswith(b"last\n")
    assert HEX.startswith(lines[:10_000])
    assert damage_of(tally).kind == "corrupt"


# ---- what stays -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "word", "hint"), [(404, "no such", "check"), (403, "refused", "netrc"), (500, "5 tries", "network")]
)
def test_a_log_that_cannot_be_opened_is_an_error(site: Site, status: int, word: str, hint: str) -> None:
    """It names the URL, what is wrong and what to do."""
    site.refusal = status
    with pytest.raises(SourceError, match=word) as caught:
        located(site.url("/access.log"))
    assert caught.value.where == site.url("/access.log")
    assert hint in caught.value.hint


@pytest.mark.parametrize("compressed", [False, True])
def test_a_connection_that_finally_fails_is_damage_from_there_on(site: Site, *, compressed: bool) -> None:
    """Every line before it is kept, and the bytes that were read are hashed."""
    if compressed:
        site.contents["/access.log"] = gzip.compress(LARGE, 0)
    body = site.contents["/access.log"]
    site.cuts = [2 * MIB] + [0] * 99
    lines, tally = read_url(site.url("/access.log"))
    damage = damage_of(tally)
    assert (damage.kind, damage.offset, damage.lost) == ("unreadable", MIB, True)
    assert tally.bytes == MIB < len(body)
    assert LARGE.startswith(lines)
    assert len(lines) > 900_000
    assert "5 tries" in damage.text


@pytest.mark.parametrize("compressed", [False, True])
def test_an_object_that_is_replaced_is_told_at_the_next_part(site: Site, *, compressed: bool) -> None:
    """No line of the new one passes for a line of the old one."""
    old, new = (gzip.compress(each, 0) if compressed else each for each in (LARGE, OTHER))
    site.contents["/access.log"] = old
    site.then = lambda _old: new
    lines, tally = read_url(site.url("/access.log"))
    damage = damage_of(tally)
    assert (damage.kind, damage.offset) == ("changed", MIB)
    assert "not the same ETag" in damage.text
    assert LARGE.startswith(lines)


def test_a_server_that_gives_a_replaced_object_is_found_out_at_the_end(site: Site) -> None:
    """One that does not know conditions mixes old and new; it is told all the same."""
    site.conditional = False
    site.then = lambda _old: OTHER
    _lines, tally = read_url(site.url("/access.log"))
    assert (damage_of(tally).kind, damage_of(tally).lost, damage_of(tally).last_line) == ("changed", True, 0)


def test_where_old_and_new_lines_may_be_mixed_every_window_is_in_doubt(site: Site) -> None:
    """Not only what lies behind the last line: this window lies before it."""
    site.conditional = False
    one, other = ("".join(entry(minute, path) for minute in range(600)).encode() for path in ("/one", "/two"))
    site.contents["/access.log"] = one
    site.then = lambda old: other if old == one else one
    window = ["--from", "2026-06-09T11:00:00+02:00", "--to", "2026-06-09T12:00:00+02:00"]
    done = CliRunner().invoke(main, ["count", "one", site.url("/access.log"), *window])
    assert done.exit_code == 3, done.output


def test_a_condition_that_always_fails_is_left_out(site: Site) -> None:
    """Some servers do not know their own tags; the object is the same, and is read."""
    site.forgetful = True
    lines, tally = read_url(site.url("/access.log"))
    assert (lines, tally.damage) == (LARGE, None)


@pytest.mark.parametrize("new", [LARGE[:-MIB], LARGE * 2, b""])
def test_an_object_that_shrinks_or_grows_is_told_by_its_size(site: Site, new: bytes) -> None:
    """Also where a server gives no tags."""
    site.tagged = False
    site.then = lambda _old: new
    lines, tally = read_url(site.url("/access.log"))
    assert damage_of(tally).lost
    assert f"{len(LARGE):,} bytes before, {len(new):,} after" in damage_of(tally).text
    assert LARGE.startswith(lines)


def test_an_object_that_goes_away_is_told(site: Site) -> None:
    """What was read of it is kept."""

    def remove(old: bytes) -> bytes:
        site.refusal = 404
        return old

    site.then = remove
    lines, tally = read_url(site.url("/access.log"))
    assert (damage_of(tally).kind, damage_of(tally).offset) == ("changed", MIB)
    assert "no longer there" in damage_of(tally).text
    assert LARGE.startswith(lines)


def test_a_changed_log_makes_the_answer_incomplete(site: Site) -> None:
    """Exit code 3, and a sentence that names the URL."""
    log = "".join(entry(minute, "/docs/leak.xlsx", size=SIZE) for minute in range(60)).encode()
    site.contents["/access.log"] = log
    site.then = lambda old: old + entry(61).encode()
    window = ["--from", "2026-06-09T10:00:00+02:00", "--to", "2026-06-09T12:00:00+02:00"]
    done = CliRunner().invoke(main, ["count", "leak.xlsx", site.url("/access.log"), *window, "--json"])
    assert done.exit_code == 3, done.output
    assert '"kind": "changed"' in done.stdout
    assert site.url("/access.log") in done.stdout
