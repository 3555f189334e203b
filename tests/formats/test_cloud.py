"""The logs of Azure, Google Cloud and CDNs, each as its own documentation describes it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from forensics.formats import Format, detect
from forensics.formats.declared.presets import azure, cdn, google
from forensics.parties.identify import client_behind
from tests.support.format_fixture import read, said
from tests.support.writers import azure as azure_writers
from tests.support.writers import cdn as cdn_writers
from tests.support.writers import google as google_writers
from tests.support.writers.exchange import Exchange

FORMATS = {fmt.name: fmt for fmt in (*azure.formats(), *google.formats(), *cdn.formats())}
READ = [fmt for fmt in FORMATS.values() if not fmt.refused]
WRITERS = {**azure_writers.WRITERS, **google_writers.WRITERS, **cdn_writers.WRITERS}
JSON = [fmt for fmt in READ if fmt.grammar.name == "jsonl"]

START = datetime(2026, 6, 9, 8, 0, 0, 250_000, tzinfo=UTC)
END = datetime(2026, 6, 9, 8, 0, 1, 500_000, tzinfo=UTC)
DOWNLOAD = Exchange(
    start=START, end=END, peer="192.0.2.10", status=200, body=2_000_000, planned=2_000_000, agent="curl/8.7.1"
)

by_format = pytest.mark.parametrize("fmt", READ, ids=lambda fmt: fmt.name)
by_json = pytest.mark.parametrize("fmt", JSON, ids=lambda fmt: fmt.name)


def written(name: str, **changes: Any) -> str:
    """The line of a download, with those changes, as that format's writer writes it."""
    return WRITERS[name](Exchange(**{**DOWNLOAD.__dict__, **changes}))


def edited(name: str, **changes: object) -> str:
    """The same line with other values of keys, which may stand at any depth; None takes a key away."""

    def walk(node: object) -> object:
        if not isinstance(node, dict):
            return node
        kept = {key: changes.get(key, walk(value)) for key, value in node.items()}
        return {key: value for key, value in kept.items() if value is not None}

    return json.dumps(walk(json.loads(written(name))), ensure_ascii=False)


@by_format
def test_examples_tell_client_file_and_status(fmt: Format) -> None:
    """Each example is read, down to the fields without which nothing can be counted."""
    for line in fmt.examples:
        peer, path, status = said(fmt, line, "peer", "path", "status")
        assert peer is not None
        assert path is not None
        assert path.startswith("/")
        assert status is not None


@by_json
def test_arrays_of_records_are_not_lines(fmt: Format) -> None:
    """An array on one line holds many requests: reading its first one would lose the others."""
    line = written(fmt.name)
    assert read(fmt, f"[{line},{line}]") is None
    assert read(fmt, f'{{"records":[{line},{line}]}}') is None


@by_json
def test_text_of_a_client_cannot_write_a_key(fmt: Format) -> None:
    """An agent that looks like the rest of the record stays an agent."""
    agent = '","status":404,"statusCode":"404","properties":{"httpStatus":404}},{"x":"'
    assert said(fmt, written(fmt.name, agent=agent), "status", "path") == (200, "/docs/leak.xlsx")


@pytest.mark.parametrize("name", ["azure_storage_classic", "google_storage", "gcore_cdn"])
def test_delimiters_in_text_move_no_field(name: str) -> None:
    """Quoted cells hold the delimiter, and a quote as the server escapes it."""
    line = written(name, agent='a;b,"c" | "404"', referer='https://www.example.org/?q=";,"')
    assert said(FORMATS[name], line, "status", "body_bytes", "path") == (200, 2_000_000, "/docs/leak.xlsx")


def test_bar_too_many_is_not_guessed() -> None:
    """Bunny quotes nothing: a referer with a bar would move the address of the file."""
    line = written("bunny_cdn", referer="https://www.example.org/|https://files.example.org/other.csv")
    assert read(FORMATS["bunny_cdn"], line) is None


# ---- Azure --------------------------------------------------------------------------------------


def test_gateway_generations_count_time_in_other_units() -> None:
    """v1 logs milliseconds, v2 seconds; v1 lines are not read as v2."""
    for name in ("azure_application_gateway", "azure_application_gateway_v1", "azure_application_gateway_table"):
        assert said(FORMATS[name], written(name), "start", "end") == (START, END)
    assert read(FORMATS["azure_application_gateway"], written("azure_application_gateway_v1")) is None


def test_gateway_adds_to_the_query_of_the_client() -> None:
    """v1 puts its routing behind the client's parameters, which stay as they were."""
    line = edited("azure_application_gateway_v1", requestQuery="id=77&SERVER-ROUTED=10.0.0.4&SERVER-STATUS=200")
    (query,) = said(FORMATS["azure_application_gateway_v1"], line, "query")
    assert query.split("&")[0] == "id=77"


def test_gateway_rewrites_do_not_hide_the_address_asked_for() -> None:
    """Of the address before and after rewriting the client's is kept; without it the other one."""
    fmt = FORMATS["azure_application_gateway"]
    rewritten = edited("azure_application_gateway", requestUri="/internal/7", requestQuery="k=1")
    assert said(fmt, rewritten, "target") == ("/docs/leak.xlsx",)
    older = edited("azure_application_gateway", originalRequestUriWithArgs=None, requestQuery="v=2")
    assert said(fmt, older, "target") == ("/docs/leak.xlsx?v=2",)


@pytest.mark.parametrize(
    ("error", "aborted"), [("ERRORINFO_CLIENT_CLOSED_REQUEST", True), ("ERRORINFO_NO_ERROR", None)]
)
def test_gateway_marks_a_client_that_left(error: str, *, aborted: bool | None) -> None:
    """No error confirms nothing: the field is about error statuses."""
    line = edited("azure_application_gateway", error_info=error)
    assert said(FORMATS["azure_application_gateway"], line, "aborted") == (aborted,)


def test_front_door_address_from_a_header_is_only_claimed() -> None:
    """The address taken from X-Forwarded-For counts behind a trusted proxy and nowhere else."""
    line = written("azure_front_door", peer="192.0.2.66", forwarded="203.0.113.1, 198.51.100.7")
    peer, forwarded = said(FORMATS["azure_front_door"], line, "peer", "forwarded")
    assert (peer, forwarded) == ("192.0.2.66", "203.0.113.1")
    assert client_behind(peer, forwarded, []) == ("192.0.2.66", False)


@pytest.mark.parametrize(
    ("error", "aborted"),
    [("NoError", False), ("ClientDisconnected", True), ("OriginTimeout", True), ("DNSFailure", None)],
)
def test_front_door_error_tells_how_it_ended(error: str, *, aborted: bool | None) -> None:
    """The key is spelled errorInfo by Front Door and ErrorInfo by its classic tier."""
    for line in (
        edited("azure_front_door", errorInfo=error),
        written("azure_front_door").replace("errorInfo", "ErrorInfo").replace("NoError", error),
    ):
        assert said(FORMATS["azure_front_door"], line, "aborted") == (aborted,)


def test_app_service_is_iis_on_windows_only() -> None:
    """A plus sign is a blank where IIS writes the agent, and a plus sign elsewhere."""
    agent = "Example Bot/1.0 (+https://bot.example.org)"
    (windows,) = said(FORMATS["azure_app_service"], written("azure_app_service", agent=agent), "agent")
    assert windows == "Example Bot/1.0 ( https://bot.example.org)"
    assert said(FORMATS["azure_app_service_linux"], written("azure_app_service_linux", agent=agent), "agent") == (
        agent,
    )


@pytest.mark.parametrize(
    ("status", "aborted"),
    [
        *(("Success", False), ("AnonymousSuccess", False), ("SASSuccess", False), ("NetworkError", True)),
        *(("AnonymousNetworkError", True), ("ServerTimeoutError", True), ("AnonymousClientOtherError", None)),
    ],
)
def test_blob_status_tells_how_it_ended(status: str, *, aborted: bool | None) -> None:
    """A network error is a client that closed the connection; other errors say nothing of one."""
    assert said(FORMATS["azure_blob"], edited("azure_blob", statusText=status), "aborted") == (aborted,)
    line = written("azure_storage_classic").replace("AnonymousSuccess", status)
    assert said(FORMATS["azure_storage_classic"], line, "aborted") == (aborted,)


def test_classic_storage_log_has_two_versions() -> None:
    """Version 2.0 goes on with who asked; the fields before stand where they stood."""
    line = written("azure_storage_classic")
    newer = line.replace("1.0", "2.0", 1) + ';"object";"tenant";"app";"audience";"issuer";"jan@example.org";;"[]"'
    columns = ("start", "end", "path", "host", "status", "body_bytes", "user")
    expected = (START, END, "/docs/leak.xlsx", "www.example.org", 200, 2_000_000)
    assert said(FORMATS["azure_storage_classic"], line, *columns) == (*expected, None)
    assert said(FORMATS["azure_storage_classic"], newer, *columns) == (*expected, "jan@example.org")


# ---- Google -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("details", "aborted", "generated"),
    [
        ("response_sent_by_backend", False, False),
        ("response_from_cache", False, False),
        ("byte_range_caching", False, False),
        ("byte_range_caching_aborted", True, False),
        ("client_disconnected_after_partial_response", True, False),
        ("denied_by_security_policy", None, True),
        ("backend_timeout", None, False),
    ],
)
def test_load_balancer_says_why(details: str, *, aborted: bool | None, generated: bool) -> None:
    """The details of the status tell a client that left and an answer that is not the site's."""
    line = edited("google_load_balancer", statusDetails=details)
    assert said(FORMATS["google_load_balancer"], line, "aborted", "generated") == (aborted, generated)


def test_storage_heading_is_no_request() -> None:
    """The row of names is not read as a line, nor does it count against the format."""
    heading, line = google_writers.HEADINGS["google_storage"][0], written("google_storage")
    assert read(FORMATS["google_storage"], heading) is None
    found = detect([heading.encode(), *[line.encode()] * 3])
    assert found.format is not None
    assert (found.format.name, found.matched, found.sampled) == ("google_storage", 3, 3)


def test_storage_stamps_the_end() -> None:
    """Microseconds since 1970 at completion, and how long it took."""
    assert said(FORMATS["google_storage"], written("google_storage"), "start", "end") == (START, END)


# ---- CDNs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "millis"),
    [
        (1_780_992_000_250_000_000, 1_780_992_001_500_000_000, True),
        ("2026-06-09T08:00:00.25Z", "2026-06-09T08:00:01.5Z", True),
        (1_780_992_000, 1_780_992_001, False),
        ("2026-06-09T08:00:00Z", "2026-06-09T08:00:01Z", False),
    ],
    ids=["unixnano", "rfc3339ms", "unix", "rfc3339"],
)
def test_cloudflare_writes_time_in_several_ways(start: object, end: object, *, millis: bool) -> None:
    """Whatever the job's timestamp_format, both times are the same instants."""
    line = edited("cloudflare_logpush", EdgeStartTimestamp=start, EdgeEndTimestamp=end)
    expected = (START, END) if millis else (START.replace(microsecond=0), END.replace(microsecond=0))
    found = read(FORMATS["cloudflare_logpush"], line, zone="Europe/Amsterdam")
    assert found is not None
    assert (found["start"], found["end"]) == expected


def test_cloudflare_blocks_are_not_the_file() -> None:
    """A page of the firewall is marked, a request that it let pass is not."""
    fmt = FORMATS["cloudflare_logpush"]
    assert said(fmt, edited("cloudflare_logpush", SecurityAction="managedChallenge"), "generated") == (True,)
    assert said(fmt, edited("cloudflare_logpush", SecurityAction="log"), "generated") == (False,)


@pytest.mark.parametrize("path", ["/docs/leak.xlsx", "docs/leak.xlsx"])
def test_akamai_path_with_and_without_its_first_slash(path: str) -> None:
    """Some streams leave the slash out; the query stands in a field of its own."""
    line = edited("akamai_datastream", reqPath=path).replace('"reqPort"', '"queryStr":"v=2","reqPort"')
    assert said(FORMATS["akamai_datastream"], line, "target") == ("/docs/leak.xlsx?v=2",)


def test_akamai_fields_are_percent_encoded() -> None:
    """What Akamai has put around a text is undone; what the client sent in the path is not."""
    line = written(
        "akamai_datastream", agent="Mozilla/5.0 (X11; é)", forwarded="203.0.113.1, 10.0.0.1", target="/a%20b"
    )
    columns = ("agent", "forwarded", "path")
    expected = ("Mozilla/5.0 (X11; é)", "203.0.113.1, 10.0.0.1", "/a%20b")
    assert said(FORMATS["akamai_datastream"], line, *columns) == expected


def test_akamai_early_end_has_status_zero() -> None:
    """Status 000 is a number, and the last byte served is a completion."""
    fmt = FORMATS["akamai_datastream"]
    assert said(fmt, edited("akamai_datastream", statusCode="000", bytes="300000"), "status", "body_bytes") == (
        0,
        300_000,
    )
    for last, aborted in (("1", False), ("0", None)):
        line = written("akamai_datastream").replace('"country"', f'"lastByte":"{last}","country"')
        assert said(fmt, line, "aborted") == (aborted,)


def test_fastly_classic_has_no_size() -> None:
    """Status and path are all; the time is UTC whatever the case's zone."""
    found = read(FORMATS["fastly_classic"], written("fastly_classic"), zone="Europe/Amsterdam")
    assert found is not None
    assert (found["end"], found["status"], found["path"]) == (END.replace(microsecond=0), 200, "/docs/leak.xlsx")
    assert not {"body_bytes", "planned_bytes", "total_bytes"} & set(found)


def test_gcore_fields_may_be_appended() -> None:
    """The CDN adds fields at the end of the line now and then."""
    line = written("gcore_cdn", range="bytes=0-99", status=206, body=100)
    for more in ("", ' "x" "a \\x22 b"'):
        columns = ("end", "status", "body_bytes", "total_bytes", "range")
        expected = (END.replace(microsecond=0), 206, 100, 400, "bytes=0-99")
        assert said(FORMATS["gcore_cdn"], line + more, *columns) == expected
