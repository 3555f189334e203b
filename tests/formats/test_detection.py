"""Detection: by content, with evidence for and against, also in mixed, cut and binary files."""

from __future__ import annotations

import pytest

from forensics.formats import compile_logformat, detect, registry

TIME = "[09/Jun/2026:10:00:00 +0200]"
HEAD = f'192.0.2.1 - - {TIME} "HEAD /a HTTP/1.1" 200'
GET = f'192.0.2.1 - - {TIME} "GET /a HTTP/1.1" 200 512'
AGENT = '"-" "curl"'


def lines(*texts: str) -> list[bytes]:
    """Lines of a log as bytes."""
    return [text.encode() for text in texts]


def asked(request: str, answer: str, *, by: str = "192.0.2.1") -> str:
    """A line of a combined log."""
    return f'{by} - - {TIME} "{request}" {answer} {AGENT}'


@pytest.mark.parametrize(
    ("request_line", "answer", "size", "server", "because"),
    [
        ("HEAD /a HTTP/1.1", "200 -", "planned", "apache", 'size "-", as Apache writes %b'),
        ("HEAD /a HTTP/1.1", "200 0", "body", "nginx", "as nginx writes it"),
        ("HEAD /a HTTP/1.1", "200 312", "total", "apache", "as Apache writes %O"),
        ("GET /a HTTP/1.1", "304 180", "total", "apache", "%O"),
        ("GET /a HTTP/1.1", "499 0", "body", "nginx", "2 addresses"),
        ("-", "444 0", "body", "nginx", "2 addresses"),
        ("HEAD /a HTTP/2.0", "200 312", None, None, "no response"),
        ("HEAD /a HTTP/1.1", "200 2000000", None, None, "weaker proof"),
        ("HEAD /a HTTP/1.1", "200 512", None, None, "no response"),  # as the GET: an application's Content-Length
        ("GET /a HTTP/1.1", "200 512", None, None, "no response without a body"),
    ],
)
def test_size_of_a_look_alike(
    request_line: str, answer: str, size: str | None, server: str | None, because: str
) -> None:
    """Responses without a body to two addresses tell what the size means; one alone, or none, tells nothing."""
    every = [f"{GET} {AGENT}", *(asked(request_line, answer, by=by) for by in ("192.0.2.1", "192.0.2.2"))]
    found = detect(lines(*every))
    assert found.format is not None
    assert found.format.name == "combined"
    assert (found.size, found.size_source) == (size or "planned", "inferred" if size else "assumed")
    assert found.server == server
    assert because in found.size_because
    alone = detect(lines(*every[:2], *every[1:2] * 100))
    assert (alone.size, alone.size_source, alone.server) == ("planned", "assumed", None)


def test_one_prefix_has_one_vote() -> None:
    """All addresses of an IPv6 /64 are one subscriber's; those of two are two."""
    head = "HEAD /robots.txt HTTP/1.1"
    same = [asked(head, "200 312", by=f"2001:db8:1:2::{number}") for number in range(1, 60)]
    assert detect(lines(*same)).size_source == "assumed"
    assert detect(lines(*same, asked(head, "200 312", by="2001:db8:1:3::1"))).size == "total"


@pytest.mark.parametrize(
    ("signs", "size"),
    [
        (["200 - HEAD", "200 - HEAD", "200 0 HEAD", "200 0 HEAD"], None),  # as much for one as for another
        (["304 - GET", "304 - GET", "304 - GET", "499 0 GET", "499 0 GET"], "planned"),  # an application's 499
        (["304 0 GET", "304 0 GET", "200 1256 HEAD", "200 900 HEAD", "200 640 HEAD"], "body"),  # Content-Length
        (["304 - GET", "304 - GET", "200 1256 HEAD"], "planned"),
        (["200 0 HEAD", "200 0 HEAD", "304 180 GET"], "body"),
    ],
)
def test_contradicting_signs(signs: list[str], size: str | None) -> None:
    """About as much evidence for one meaning as for another is no evidence; some signs are none beside others."""
    parts = [(sign.rsplit(" ", 1), f"192.0.2.{number}") for number, sign in enumerate(signs, 1)]
    found = detect(lines(*(asked(f"{method} /x{by} HTTP/1.1", answer, by=by) for (answer, method), by in parts)))
    assert (found.size, found.size_source) == (size or "planned", "inferred" if size else "assumed")


def test_bytes_of_headers() -> None:
    """Least and most bytes of a response without a body, where sizes count headers."""
    log = [asked(f"HEAD /{size} HTTP/1.1", f"200 {size}", by=f"192.0.2.{size % 250}") for size in (312, 187, 402)]
    assert detect(lines(*log)).header_bytes == (187, 402)
    debian = next(fmt for fmt in registry() if fmt.name == "debian_combined")
    assert detect(lines(*log), [debian]).header_bytes == (187, 402)


@pytest.mark.parametrize("spoiler", ['200 90000000 "-" "curl" 300 3284992', '200 10 "-" "curl" 300 9999999'])
def test_one_visitor_hides_no_format(spoiler: str) -> None:
    """Transfers that one visitor breaks off, or sizes that make no sense, are one vote of many."""
    usual = [f'192.0.2.{n} - - {TIME} "GET /{n} HTTP/1.1" 200 1000 "-" "curl" 300 1300' for n in range(1, 60)]
    junk = [f'203.0.113.66 - - {TIME} "GET /big.iso HTTP/1.1" {spoiler}'] * 100
    found = detect(lines(*usual, *junk))
    assert found.format is not None
    assert found.format.name == "combinedio"


def test_size_that_the_format_states() -> None:
    """A format that is not ambiguous says itself what its size means."""
    stated = next(fmt for fmt in registry() if fmt.name == "debian_combined")
    found = detect(lines(f"{HEAD} 0 {AGENT}"), [stated])
    assert (found.size, found.size_source, found.server) == ("total", "format", "apache")


def test_size_that_is_not_logged() -> None:
    """A format without a size has none to infer."""
    fmt = compile_logformat('%h %t "%r"')
    found = detect(lines(f'192.0.2.1 {TIME} "GET /a HTTP/1.1"'), [fmt])
    assert (found.size, found.size_source) == (None, "unknown")


def test_evidence_is_named() -> None:
    """The reason counts the lines, names the runner-up and the formats of the same look."""
    found = detect(lines(*[f"{GET} {AGENT}"] * 1200, GET, GET, "garbage"))
    assert found.because.startswith("1,200 of 1,203 lines read as combined; runner-up common reads 2")
    assert "nginx_combined" in found.because
    assert (found.sampled, found.matched, found.runner_up, found.runner_up_matched) == (1203, 1200, "common", 2)


def test_no_runner_up() -> None:
    """Where nothing else reads the lines, that is said."""
    found = detect(lines(f"{GET} {AGENT}"))
    assert found.runner_up is None
    assert "no format of another look" in found.because


def test_mixed_file() -> None:
    """A server restarted with another configuration: each part has its format, with its own size field."""
    heads = [HEAD.replace("192.0.2.1", f"192.0.2.{number}") for number in range(1, 6)]
    other = [f"www.example.org:443 {head} 312 {AGENT}" for head in heads[:3]]
    found = detect(lines(*(f"{head} - {AGENT}" for head in heads), *other))
    assert found.format is not None
    assert (found.format.name, found.matched, found.size) == ("combined", 5, "planned")
    assert [(fmt.name, fmt.size, count) for fmt, count in found.others] == [("vhost_combined", "total", 3)]


def test_cut_line_is_no_second_format() -> None:
    """A line cut after its size looks like common: one of them is not a change of configuration."""
    assert detect(lines(*[f"{GET} {AGENT}"] * 50, GET[:-1])).others == ()
    others = detect(lines(*[f"{GET} {AGENT}"] * 50, GET, GET, GET)).others
    assert [(fmt.name, count) for fmt, count in others] == [("common", 3)]


@pytest.mark.parametrize("spoiled", [[""] * 9, ["\r"], [GET[:40]], ["\x00\x01" * 50], ["x" * 5000]])
def test_what_does_not_spoil_detection(spoiled: list[str]) -> None:
    """Blank, cut and binary lines stand in every log."""
    found = detect(lines(*[f"{GET} {AGENT}\r"] * 10, *spoiled))
    assert found.format is not None
    assert (found.format.name, found.matched) == ("combined", 10)


@pytest.mark.parametrize(
    ("sample", "because"),
    [
        ([], "there is no line to judge by"),
        ([b"", b" ", b"\r"], "there is no line to judge by"),
        ([b"\x1f\x8b\x08\x00\xff\xfe", b"\x00\x01"], "none of 2 lines reads as any of"),
        ([b"Traceback (most recent call last):"], "none of 1 lines"),
    ],
)
def test_no_format(sample: list[bytes], because: str) -> None:
    """What no format reads has none, and the reason is given."""
    found = detect(sample)
    assert found.format is None
    assert because in found.because
    assert (found.size, found.server, found.others) == (None, None, ())


def test_stated_format_that_does_not_fit() -> None:
    """A format that the case names is judged alone."""
    found = detect(lines(f"{GET} {AGENT}"), [compile_logformat('%t "%r"', name="custom")])
    assert found.format is None
    assert found.because == "none of 1 lines reads as custom"


def test_bytes_that_are_not_utf8() -> None:
    """One bad byte costs nothing."""
    found = detect([f"{GET} {AGENT}".encode(), f"{GET} ".encode() + b'"-" "caf\xe9"'])
    assert found.matched == 2


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        ('"203.0.113.9, 2001:db8::7"', "combined_forwarded"),
        ('"-"', "combined_forwarded"),
        ('"unknown"', "combined_forwarded"),
        ('"www.example.org"', "combined_quoted_tail"),
        ("100 900", "combinedio"),
        ("100 90000000", "combined_tail"),
        ("0.031", "nginx_combined_time"),
        ("31250", "combined_tail"),
    ],
)
def test_tail_means_what_its_values_can_mean(tail: str, name: str) -> None:
    """A tail is taken for a field only if its values make sense for it."""
    found = detect(lines(*[f"{GET} {AGENT} {tail}"] * 4))
    assert found.format is not None
    assert found.format.name == name


def test_list_in_place_of_the_address() -> None:
    """One list of addresses shows that the first field is X-Forwarded-For in every line."""
    found = detect(lines(*[f"{HEAD} 0 {AGENT}"] * 9, f"203.0.113.9, {HEAD} 0 {AGENT}"))
    assert found.format is not None
    assert (found.format.name, found.matched, found.runner_up) == ("nginx_forwarded", 10, "combined")
