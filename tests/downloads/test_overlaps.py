"""One request in several logs counts once, equal requests of two servers twice (counting.md 3.8, 4b.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.several_logs import (
    NOON,
    SIZE,
    Seen,
    codes,
    combined,
    common,
    cri,
    docker,
    found,
    json_lines,
    leak,
    main,
    numbers,
    rfc5424,
    site,
    ssl_request,
    syslog,
    vhost,
)

#: Three downloads by two addresses, a HEAD, a 404.
LEAKS = (
    leak(5, "192.0.2.10"),
    leak(9, "198.51.100.7"),
    leak(11, "203.0.113.5", method="HEAD", size=0),
    leak(130, "198.51.100.7"),
    leak(140, "203.0.113.9", path="/docs/leak.xls", status=404, size=153),
)
SITE = site(1, 300, *LEAKS)
Writer = Callable[[Seen], str]
each_writer = pytest.mark.parametrize(
    "writer", [common, main, vhost, ssl_request, json_lines, syslog, rfc5424, docker, cri], ids=lambda one: one.__name__
)


def written(writer: Writer, seen: list[Seen]) -> list[str]:
    """The lines of a log."""
    return [writer(one) for one in seen]


@each_writer
@pytest.mark.parametrize("first", ["access.log", "other.log"])
def test_a_log_and_the_same_log_written_otherwise_count_once(tmp_path: Path, writer: Writer, first: str) -> None:
    """Whatever stands around the lines or in them, and whichever is given first."""
    logs = {"access.log": written(combined, SITE), "other.log": written(writer, SITE)}
    findings = found(tmp_path, dict(sorted(logs.items(), key=lambda log: log[0] != first)))
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert sorted(source.copy_of for source in findings.sources) in (["", "s1"], ["", "s2"])


@each_writer
def test_an_extract_beside_its_log_counts_once(tmp_path: Path, writer: Writer) -> None:
    """Only the lines that name the file."""
    logs = {"access.log": written(combined, SITE), "leak.txt": written(writer, list(LEAKS))}
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert [source.copy_of for source in findings.sources] == ["", "s1"]


def test_a_shipped_copy_that_lacks_its_last_hours_adds_nothing(tmp_path: Path) -> None:
    """What the copy does not cover counts from the log itself."""
    early = [seen for seen in SITE if seen.time < NOON + timedelta(hours=1)]
    findings = found(tmp_path, {"access.log": written(combined, SITE), "central.log": written(syslog, early)})
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert [source.copy_of for source in findings.sources] == ["", "s1"]


def test_two_logs_of_times_that_overlap_are_joined(tmp_path: Path) -> None:
    """The common part counts once, the rest of each counts."""
    early = [seen for seen in SITE if seen.time < NOON + timedelta(hours=1)]
    late = [seen for seen in SITE if seen.time > NOON + timedelta(minutes=7)]
    findings = found(tmp_path, {"access.log": written(combined, early), "central.log": written(rfc5424, late)})
    assert numbers(findings) == (3, 2, 3)
    assert [source.copy_of for source in findings.sources] == ["", ""]


def test_a_log_that_lost_a_line_on_the_way_adds_nothing(tmp_path: Path) -> None:
    """UDP loses lines; those that arrived are copies."""
    lost = [seen for seen in SITE if seen != LEAKS[1]]
    findings = found(tmp_path, {"access.log": written(combined, SITE), "central.log": written(syslog, lost)})
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})


def test_two_copies_that_each_lost_a_line_are_in_doubt(tmp_path: Path) -> None:
    """Neither holds all: the headline counts what is shared once, the ceiling both, and it is told."""
    leaks = [leak(5 + 10 * n, f"192.0.2.{n + 1}") for n in range(6)]
    whole = site(2, 200, *leaks)
    one, other = ([seen for seen in whole if seen != leaks[n]] for n in (1, 4))
    findings = found(tmp_path, {"access.log": written(combined, one), "central.log": written(syslog, other)})
    assert (*numbers(findings), codes(findings)) == (6, 6, 10, {"doubtful-copies"})
    assert not findings.complete


def test_two_requests_of_one_second_stay_two(tmp_path: Path) -> None:
    """They are two in both logs."""
    twins = site(3, 200, leak(5, "192.0.2.10"), leak(5, "192.0.2.10"), leak(90, "198.51.100.7"))
    findings = found(tmp_path, {"access.log": written(combined, twins), "access.json": written(json_lines, twins)})
    assert numbers(findings) == (3, 2, 3)


def test_a_copy_with_one_twin_less_does_not_make_them_one(tmp_path: Path) -> None:
    """The larger number is kept."""
    twins = site(3, 200, leak(5, "192.0.2.10"), leak(5, "192.0.2.10"), leak(90, "198.51.100.7"))
    less = [seen for at, seen in enumerate(twins) if seen not in twins[:at]]
    for name, (one, other) in {"less": (twins, less), "more": (less, twins)}.items():
        logs = {"access.log": written(combined, one), "access.json": written(json_lines, other)}
        assert numbers(found(tmp_path / name, logs)) == (3, 2, 3)


def test_two_nodes_asked_by_one_client_in_one_second_are_two(tmp_path: Path) -> None:
    """A download manager behind a balancer: the logs differ in all else."""
    leaks = [leak(10 * n, f"192.0.2.{n + 1}") for n in range(1, 6)]
    more = [leak(10 * n + 3, f"198.51.100.{n + 1}") for n in range(1, 6)]
    shared = leak(200, "192.0.2.99")
    nodes = {
        "web1/access.log": written(combined, site(5, 300, *leaks, shared)),
        "web2/access.log": written(combined, site(6, 300, *more, shared)),
    }
    findings = found(tmp_path, nodes)
    assert (*numbers(findings), codes(findings)) == (12, 11, 12, {"equal-requests"})
    assert [source.copy_of for source in findings.sources] == ["", ""]


def test_a_single_equal_request_of_two_busy_logs_is_in_doubt(tmp_path: Path) -> None:
    """All that either holds of the file, but the logs hold other lines."""
    shared = leak(100, "192.0.2.99")
    nodes = {f"web{n}/access.log": written(combined, site(n, 300, shared)) for n in (1, 2)}
    findings = found(tmp_path, nodes)
    assert (*numbers(findings), codes(findings)) == (1, 1, 2, {"doubtful-copies"})


def test_equal_logs_of_two_hosts_are_two(tmp_path: Path) -> None:
    """The case says that they are; one site is served under two names, and one client asked both."""
    logs = {"a/access.log": written(combined, SITE), "b/access.log": written(combined, SITE)}
    hosts = {"a/access.log": ['host = "a.example.org"'], "b/access.log": ['host = "b.example.org"']}
    findings = found(tmp_path, logs, hosts)
    assert (*numbers(findings), codes(findings)) == (6, 2, 6, set())
    assert [source.copy_of for source in findings.sources] == ["", ""]


def test_hosts_in_the_lines_tell_requests_apart(tmp_path: Path) -> None:
    """Sites of one server: vhost_combined names them."""
    one = [replace(seen, host="a.example.org") for seen in SITE]
    other = [replace(seen, host="b.example.org") for seen in SITE]
    assert numbers(found(tmp_path, {"a.log": written(vhost, one), "b.log": written(vhost, other)})) == (6, 2, 6)


def test_logs_of_http_and_https_beside_the_log_of_all(tmp_path: Path) -> None:
    """Two logs of parts and one of the whole: each request counts once."""
    plain = [seen for seen in SITE if int(seen.client.split(".")[3]) % 2]
    tls = [seen for seen in SITE if seen not in plain]
    logs = {
        "ssl_access.log": written(common, tls),
        "http_access.log": written(common, plain),
        "other_vhosts_access.log": written(vhost, SITE),
    }
    findings = found(tmp_path, logs)
    assert numbers(findings) == (3, 2, 3)
    assert not all(source.copy_of for source in findings.sources)


def test_three_copies_count_once(tmp_path: Path) -> None:
    """A log, what was shipped of it, and what the container kept; none is a copy of a copy of itself."""
    logs = {
        "access.log": written(combined, SITE),
        "central.log": written(syslog, SITE),
        "c-json.log": written(docker, SITE),
    }
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"copies"})
    assert [source.copy_of for source in findings.sources].count("") == 1


def test_the_log_that_shows_most_counts(tmp_path: Path) -> None:
    """One holds what was planned, the other what was handed over: an abort shows in the second alone."""
    cut = leak(60, "192.0.2.77")
    planned = site(4, 200, *LEAKS, cut)
    handed = [replace(seen, size=70_000) if seen == cut else seen for seen in planned]
    logs = {"access.log": written(common, planned), "access.json": written(json_lines, handed)}
    findings = found(tmp_path, logs, {"access.log": ['size_field = "planned"']})
    assert numbers(findings)[:2] == (3, 2)
    assert findings.files[0].total.partial == 1


@pytest.mark.parametrize("late", [0, 1])
def test_a_log_behind_a_front_repeats_its_requests(tmp_path: Path, late: int) -> None:
    """The proxy asks from the server itself, perhaps a second later; its address and the way out are told."""
    behind = [replace(seen, client="127.0.0.1", time=seen.time + timedelta(seconds=late)) for seen in SITE]
    findings = found(tmp_path, {"edge.log": written(combined, SITE), "backend.log": written(common, behind)})
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"inner-log"})
    assert any("127.0.0.1 asked" in limit.text for limit in findings.limitations)


def test_a_log_behind_a_front_with_a_public_address_is_in_doubt(tmp_path: Path) -> None:
    """A monitor at another house may ask too: the headline counts once, the ceiling both."""
    behind = [replace(seen, client="192.0.2.200") for seen in SITE]
    findings = found(tmp_path, {"edge.log": written(combined, SITE), "backend.log": written(common, behind)})
    headline, _, most = numbers(findings)
    assert (headline, most, codes(findings)) == (3, 6, {"doubtful-copies"})


def test_a_backend_that_logs_the_forwarded_address(tmp_path: Path) -> None:
    """No proxy is declared, but what it passed on is the client of the other log."""
    behind = [f'{combined(replace(seen, client="10.0.0.2"))} "{seen.client}"' for seen in SITE]
    findings = found(tmp_path, {"edge.log": written(combined, SITE), "backend.log": behind})
    assert (*numbers(findings), codes(findings)) == (3, 2, 3, {"inner-log"})


def test_other_visitors_of_a_second_server_are_no_copies(tmp_path: Path) -> None:
    """Two servers with the same file, each with its own visitors."""
    logs = {
        "web1/access.log": written(combined, site(7, 300, *LEAKS)),
        "web2/access.log": written(combined, site(8, 300, leak(6, "192.0.2.50"), leak(33, "192.0.2.51"))),
    }
    findings = found(tmp_path, logs)
    assert (*numbers(findings), codes(findings)) == (5, 4, 5, set())


def test_a_local_monitor_on_a_second_server_is_no_layer(tmp_path: Path) -> None:
    """It asks every hour from the server itself; a busy log holds requests in many seconds."""
    every = [leak(n / 6, f"198.51.100.{n % 250}") for n in range(1500)]
    monitor = [leak(60 * n + 0.5, "127.0.0.1") for n in range(1, 4)]
    logs = {"web1/access.log": written(combined, every), "web2/access.log": written(combined, site(9, 100, *monitor))}
    assert numbers(found(tmp_path, logs))[0] == 1503


def test_ranges_that_differ_are_not_one(tmp_path: Path) -> None:
    """Two nodes served the halves of one download in one second: sizes and clients are equal."""
    text = '$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_range"'
    entry = [f"format = '{text}'"]
    half = leak(50, "192.0.2.10", status=206, size=SIZE // 2)
    logs = {
        f"web{n}/access.log": [*written(_without_range, site(n, 100)), f'{common(half)} "bytes={asked}"']
        for n, asked in ((1, "0-99999"), (2, "100000-199999"))
    }
    findings = found(tmp_path, logs, dict.fromkeys(logs, entry))
    assert numbers(findings) == (1, 1, 1)


def _without_range(seen: Seen) -> str:
    return f'{common(seen)} "-"'


def test_requests_that_cannot_be_read_are_copies_of_the_same_line_alone(tmp_path: Path) -> None:
    """A line cut by a full disk stands in the log and in what was shipped of it."""
    cut = '192.0.2.10 - - [09/Jun/2026:12:30:00 +0000] "GET /docs/leak.xlsx HTT'
    lines = [*written(combined, SITE[:150]), cut, *written(combined, SITE[150:])]
    shipped = [f"Jun  9 12:30:00 web1 nginx: {line}" for line in lines]
    assert numbers(found(tmp_path, {"access.log": lines, "central.log": shipped})) == (3, 2, 4)
