"""How evidence comes to be incomplete."""

from __future__ import annotations

import gzip
from datetime import timedelta
from random import Random

from tests.support.reference.incident import World
from tests.support.reference.wrappers import Line

__all__ = ["cut_file", "without_hours"]


def without_hours(rng: Random, world: World, lines: list[Line]) -> list[Line]:
    """Two to five hours of a working day are gone, inside a window."""
    hours = rng.randrange(2, 6)
    start, end = world.windows[0]
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    begins = [day.replace(hour=hour, minute=0) for day in days for hour in range(9, 15) if day.weekday() < 5]
    inside = [begin for begin in begins if start <= begin and begin + timedelta(hours=hours) <= end]
    if not inside:
        return lines
    world.damage = "hours"
    begin = rng.choice(inside)
    world.lost = begin, begin + timedelta(hours=hours)
    return [line for line in lines if not begin <= line[0] < begin + timedelta(hours=hours)]


def cut_file(rng: Random, world: World) -> None:
    """Damage to the files as they lie: one is gone, a cut archive, a block of zeros, a last line without its end."""
    if len(world.logs) > 3 and world.busy and rng.random() < 0.3:
        world.logs.pop(rng.randrange(1, len(world.logs) - 1)).path.unlink()
        world.damage = "missing-file"
        return
    path = rng.choice([log.path for log in world.logs])
    data = path.read_bytes()
    if path.suffix == ".gz":
        path.write_bytes(data[: len(data) * 2 // 3])
        world.damage = _where(world, gzip.decompress(data).splitlines()[-1:], "cut-gzip")
        return
    lines = data.splitlines(keepends=True)
    if rng.random() < 0.5 and len(lines) > 40:
        at = rng.randrange(10, len(lines) - 20)
        hole = sum(map(len, lines[at : at + 12]))
        before = sum(map(len, lines[:at]))
        path.write_bytes(data[:before] + bytes(hole) + data[before + hole :])
        world.damage = _where(world, lines[at : at + 12], "zeros")
        return
    named = [number for number, line in enumerate(lines) if b"GET /docs/leak.xlsx" in line and b" 200 " in line]
    if named:
        line = lines[named[-1]]
        end = line.index(b"leak.xlsx") + rng.choice([9, 14])
        path.write_bytes(b"".join(lines[: named[-1]]) + line[:end])
        world.damage = _where(world, lines[named[-1] :], "cut-line")


def _where(world: World, lost: list[bytes], damage: str) -> str:
    """The damage, or "outside" where no line that was lost lies inside a window."""
    moments = [world.written[line.rstrip(b"\n")] for line in lost if line.rstrip(b"\n") in world.written]
    inside = any(start <= moment < end for moment in moments for start, end in world.windows)
    return damage if inside else "outside"
