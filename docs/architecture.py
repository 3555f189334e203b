"""The picture of the house in docs/architecture.md, drawn from the imports: rooms on their floors, and the arrows
between them that no other arrows imply."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "forensics"
#: What stands alone at the top of the package goes by one name: it is on the way of everything.
LOOSE = "forensics"

_WIDTH, _HEIGHT, _GAP, _RISE = 190, 74, 26, 70
_INK, _PAPER, _FRAME, _ARROW = "#1f2933", "#f7f4ec", "#8a6d3b", "#9aa5b1"


@dataclass(frozen=True)
class House:
    """The rooms of the package, what each holds in a sentence, and which imports which."""

    rooms: Mapping[str, str]
    imports: Mapping[str, frozenset[str]]

    @cached_property
    def floors(self) -> list[list[str]]:
        """The rooms by floor, lowest first: a room stands right above the highest that it imports."""
        level: dict[str, int] = {}

        def of(room: str) -> int:
            if room not in level:
                level[room] = 1 + max((of(below) for below in sorted(self.imports[room])), default=-1)
            return level[room]

        for room in sorted(self.rooms):
            of(room)
        return [sorted(room for room in level if level[room] == number) for number in range(max(level.values()) + 1)]

    @cached_property
    def drawn(self) -> list[tuple[str, str]]:
        """The arrows that no two others imply."""
        return [
            (room, below)
            for room in sorted(self.rooms)
            for below in sorted(self.imports[room])
            if not any(below in self._reached(other) for other in self.imports[room] - {below})
        ]

    def _reached(self, room: str) -> frozenset[str]:
        found = set(self.imports[room])
        for below in self.imports[room]:
            found |= self._reached(below)
        return frozenset(found)


def house() -> House:
    """As the files have it now."""
    paths = {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    inside = {name: tree for name, tree in trees.items() if _is_room(_room(name))}
    rooms = {
        _room(name): (ast.get_docstring(tree) or "").partition("\n")[0]
        for name, tree in inside.items()
        if name.count(".") == 1
    }
    imports: dict[str, set[str]] = {room: set() for room in rooms}
    for name, tree in inside.items():
        imports[_room(name)] |= {_room(target) for target in _targets(tree)} & set(rooms) - {_room(name)}
    return House(rooms, {room: frozenset(found) for room, found in imports.items()})


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    return [*module.split("."), LOOSE][1]


def _is_room(name: str) -> bool:
    return (PACKAGE / name).is_dir()


def _targets(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("forensics."):
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("forensics."))


def picture() -> str:
    """The house as SVG: floors from the bottom up, each room with what lives there."""
    found = house()
    width = max(map(len, found.floors)) * (_WIDTH + _GAP) + _GAP
    height = len(found.floors) * (_HEIGHT + _RISE)
    places = {}
    for number, rooms in enumerate(found.floors):
        left = (width - len(rooms) * (_WIDTH + _GAP) + _GAP) / 2
        top = height - (number + 1) * (_HEIGHT + _RISE) + _RISE / 2
        places |= {room: (left + at * (_WIDTH + _GAP), top) for at, room in enumerate(rooms)}
    arrows = "".join(_arrow(*places[room], *places[below]) for room, below in found.drawn)
    boxes = "".join(_box(room, found.rooms[room], *place) for room, place in places.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="Georgia, serif">\n'
        "<!-- Drawn by docs/architecture.py from the imports: `make architecture`. -->\n"
        f"<title>The rooms of forensics, and what imports what</title>\n"
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>\n{arrows}{boxes}</svg>\n'
    )


def _arrow(left: float, top: float, left_below: float, top_below: float) -> str:
    x, y = left + _WIDTH / 2, top + _HEIGHT
    to_x, to_y = left_below + _WIDTH / 2, top_below
    middle = (y + to_y) / 2
    return (
        f'<path d="M{x:g},{y:g} C{x:g},{middle:g} {to_x:g},{middle:g} {to_x:g},{to_y:g}" fill="none"'
        f' stroke="{_ARROW}" stroke-width="1.5"/>\n'
    )


def _box(room: str, says: str, left: float, top: float) -> str:
    lines = _wrapped(says, 34)[:4]
    words = "".join(
        f'<tspan x="{left + 10:g}" dy="{12 if number else 0}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="3" fill="white" stroke="{_FRAME}"/>\n'
        f'<text x="{left + 10:g}" y="{top + 17:g}" font-size="14" font-weight="bold" fill="{_INK}">{room}</text>\n'
        f'<text x="{left + 10:g}" y="{top + 32:g}" font-size="9.5" fill="{_INK}">{words}</text>\n'
    )


def _wrapped(text: str, length: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > length and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    (ROOT / "docs" / "architecture.svg").write_text(picture(), encoding="utf-8", newline="\n")
