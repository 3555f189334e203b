"""What octets prove of the objects of Docker's json-file driver is what reading every line of them says."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from forensics.formats.wrappers.known import WRAPPERS
from forensics.model import FileVersion, LeakedFile
from tests.support import hostile
from tests.support.all_writers import written
from tests.support.proved_fixture import KNOWN, LEAK, START, assert_same, exchanges, logged, recipe, spoiled
from tests.support.thorough import some

DOCKER = next(wrapper for wrapper in WRAPPERS if wrapper.name == "docker_json")


def _string(text: str) -> str:
    """A JSON string as Go writes it."""
    escaped = json.dumps(text, ensure_ascii=False)
    for char in "<>&\u2028":
        escaped = escaped.replace(char, f"\\u{ord(char):04x}")
    return escaped


def carried(lines: Sequence[str], seed: int = 1) -> list[str]:
    """The lines as Docker writes them; it leaves out zeros at the end of a fraction."""
    rng = random.Random(seed)
    found = []
    for number, line in enumerate(lines):
        clock = (START + timedelta(milliseconds=333 * number)).strftime("%Y-%m-%dT%H:%M:%S")
        fraction = f".{rng.randrange(1, 10**9):09}".rstrip("0") if rng.random() < 0.95 else ""
        found.append(f'{{"log":{_string(line)[:-1]}\\n","stream":"stdout","time":"{clock}{fraction}Z"}}')
    return found


@pytest.mark.parametrize("fmt", ["combined", "nginx_main", "haproxy_http", "vhost_combined"])
def test_sound_and_spoiled_lines(fmt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spoiled before they were carried and after."""
    how = recipe(KNOWN[fmt], wrappers=[DOCKER])
    lines = written(fmt, exchanges(some(300, 600), 1))
    assert assert_same(logged("", carried(lines)), how, monkeypatch) > 0
    assert_same(logged("", carried(spoiled(lines, 2))), how, monkeypatch, 1 << 13)
    assert_same(logged("", spoiled(carried(lines), 3), "\r\n")[:-5], how, monkeypatch, 1 << 14)
    assert_same(logged("", spoiled(carried(spoiled(lines, 4)), 5)), how, monkeypatch, 1 << 15)


def test_hostile_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a client sends to look like the rest of a line or of its object."""
    lines = [line.replace("\n", " ") for line in written("combined", list(hostile.exchanges())[:1500])]
    assert_same(logged("", carried(lines)), recipe(KNOWN["combined"], wrappers=[DOCKER]), monkeypatch)


ODD = (
    *(
        '\\"',
        "\\\\",
        "\\\\x22",
        "\\n",
        "\\t2000000\\t",
        "\\n2000000 ",
        " \\t2000000 ",
        "\\u0026",
        "\\u0026leak.xlsx",
        "\\u00e9",
        "\\u001b[31m",
        "\\u0000",
    ),
    *(
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\x",
        "\\",
        '"',
        '","stream":"stdout","time":"',
        '\\\\"',
        '\\\\\\"',
        "\t",
        "é",
        "\x7f",
    ),
    *(
        '\\n","stream":"stdout","time":"2026-06-09T08:00:00.1Z"}',
        '","log":"',
        "\\u006ceak.xlsx",
        "\\/2000000",
        "\\u00",
        "\\u",
    ),
)
ENDS = (
    *(
        '\\n","stream":"stderr","time":"2026-06-09T21:50:00.1Z"}',
        '\\n","stream":"stdout","time":"2026-06-09T21:50:00Z"}',
    ),
    *('","stream":"stdout","time":"2026-06-09T21:50:00.1Z"}', '\\n","stream":"stdout","time":"2026-06-09T21:50:00.Z"}'),
    *('\\n","stream":"stdout","time":"2026-06-09T21:50:00.1234567890Z"}', '\\n","stream":"stdout"}', "", '\\n"}'),
    *(
        '\\n","stream":"stdout","attrs":{"tag":"a"},"time":"2026-06-09T21:50:00.1Z"}',
        '\\n"stream":"stdout","time":"x"}',
    ),
    *(
        '\\n","stream":"stdout","time":"2026-06-09T21:50:00.1Z"} ',
        '\\n","stream":"stdout","time":"2026-06-09T21:50:00.1+02"}',
    ),
    *(
        '\\n","stream":"stdout","time":"2026-06-09T21:50:00.1Z","log":"x"}',
        '\\n","stream":"stdout","time":"2026-06-09T21:5x:00.1Z"}',
    ),
)


@pytest.mark.parametrize("seed", range(8))
def test_odd_texts_and_odd_ends(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every escape anywhere in the text, and every end, beside plain lines that a run could take them into."""
    rng = random.Random(seed)
    lines = carried(written("combined", exchanges(some(300, 600), seed)), seed)
    for number in range(0, len(lines), 7):
        line = lines[number]
        end = line.index('\\n","stream"')
        at = rng.randrange(end) if rng.random() < 0.5 else rng.choice([8, 9, end, end - 1, line.index("[")])
        lines[number] = line[:at] + rng.choice(ODD) + line[at:]
        if rng.random() < 0.3:
            lines[number] = line[:end] + rng.choice(ENDS)
    many = LeakedFile("leak.xlsx", versions=tuple(FileVersion(2_000_000 + 1_000 * number) for number in range(12)))
    for files in ([LEAK], [many]):
        how = recipe(KNOWN["combined"], wrappers=[DOCKER], files=files)
        assert_same(logged("", lines), how, monkeypatch)
        assert_same(logged("", lines), how, monkeypatch, 1 << 13)


def test_lines_that_were_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of a line are one line, and may hold the name of the file between them."""
    lines = carried(written("combined", exchanges(400, 6)))
    whole = '192.0.2.7 - - [09/Jun/2026:10:00:00 +0200] \\"GET /leak.xlsx HTTP/1.1\\" 200 2000000 \\"-\\" \\"-\\"'
    end = '","stream":"stdout","time":"2026-06-09T08:00:00.1Z"}'
    for at in (50, 200, 399):
        for cut in (20, 35, whole.index("k.x"), len(whole) - 6):
            lines[at:at] = ['{"log":"' + whole[:cut] + end, '{"log":"' + whole[cut:] + "\\n" + end]
    how = recipe(KNOWN["combined"], wrappers=[DOCKER])
    assert_same(logged("", lines), how, monkeypatch)
    assert_same(logged("", lines), how, monkeypatch, 1 << 12)
