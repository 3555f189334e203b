"""Names of files close to one that is not there."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

__all__ = ["close_to"]

_CLOSE = 3
#: So many names of a folder are compared: in one with millions nobody waits for a hint.
_LOOKED_AT = 10_000


def close_to(place: str) -> list[str]:
    """Paths that exist and look like the first part of this one that does not; none where it is no path.

    `place` is what an error names: a path, or a path with a key or a line behind it.
    """
    try:
        path = Path(place)
        if not place.strip() or path.exists():
            return []
        missing = next(part for part in (*reversed(path.parents), path) if not part.exists())
        names = [each.name for each, _ in zip(missing.parent.iterdir(), range(_LOOKED_AT), strict=False)]
    except (OSError, ValueError):
        return []
    folded = {name.casefold(): name for name in sorted(names)}
    close = get_close_matches(missing.name.casefold(), folded, n=_CLOSE, cutoff=0.7)
    return [str(missing.with_name(folded[name])) for name in close]
