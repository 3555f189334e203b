"""Whether the reasons of findings add up to what lies between their numbers, and say what these say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["unreconciled"]


def unreconciled(document: dict[str, Any]) -> list[str]:
    """What does not add up in a findings.json; empty: all does."""
    return [f"{file['name']}: {fault}" for file in document["files"] for fault in _faults(file)]


def _faults(file: dict[str, Any]) -> Iterator[str]:
    numbers, floor, ceiling = file["total"]["downloads"], file["floor"], file["ceiling"]
    least, established, most = numbers["at_least"], numbers["headline"], numbers["at_most"]
    counted = {side: sum(each["downloads"] or 0 for each in file[side]["reasons"]) for side in ("floor", "ceiling")}
    if counted["floor"] != established - (least or 0):
        yield f"reasons of at least make {counted['floor']}: {numbers}"
    if counted["ceiling"] != most - established:
        yield f"reasons of at most make {counted['ceiling']}: {numbers}"
    if any(each["downloads"] is None for each in ceiling["reasons"]) != numbers["open_ended"]:
        yield f"open-ended without a reason, or the other way round: {numbers}"
    if any(each["downloads"] == 0 for each in (*floor["reasons"], *ceiling["reasons"])):
        yield "a reason for nothing"
    said = f"{'not told' if least is None else least} {established} {most}"
    for side, text in (("floor", floor["text"]), ("ceiling", ceiling["text"])):
        head = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text.partition(" because ")[0])]
        wanted = [least, established] if side == "floor" else [most, established]
        if any(number not in wanted for number in head):
            yield f"a sentence with another number: {text} ({said})"
    if established and not floor["text"]:
        yield "no sentence for at least"
    if (most or numbers["open_ended"]) and not ceiling["text"]:
        yield "no sentence for at most"
