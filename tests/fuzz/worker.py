"""One target under atheris, in a process of its own: `python -m tests.fuzz.worker TARGET MODULE PACKAGES FOLDER
[libFuzzer options]`; PACKAGES of forensics guide the search, with commas between them.

Finds are kept by their kind, the exception and the place that raised it, and the search goes on; one input of each
kind, and each input that took too long, is written into FOLDER, and all is told in FOLDER/told.json.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import atheris

__all__: list[str] = []


def _modules() -> list[str]:
    """Every module of forensics, by its file."""
    root = Path(__file__).parents[2]
    paths = sorted((root / "forensics").rglob("*.py"))
    return [".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def _is_below(module: str, packages: Sequence[str]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


class _Told:
    """What was found so far, on disk whenever something is new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kinds: dict[str, dict[str, Any]] = {}
        self.tries = 0

    def note(self, kind: str, data: bytes, said: str) -> None:
        """One more of a kind; its shortest input is kept."""
        known = self._kinds.get(kind)
        if known is not None:
            known["times"] += 1
            if len(data) >= known["bytes"]:
                return
        digest = hashlib.sha256(kind.encode()).hexdigest()[:12]
        (self._folder / f"crash-{digest}").write_bytes(data)
        times = 1 if known is None else known["times"]
        self._kinds[kind] = {"file": f"crash-{digest}", "bytes": len(data), "times": times, "said": said}
        (self._folder / "told.json").write_text(json.dumps(self._kinds, indent=1))


def _kind(error: BaseException) -> str:
    """The exception and the innermost place of ours that it came through."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if "/forensics/" in f.filename or "/fuzz/" in f.filename
    ]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} {last.filename.rpartition('/')[2]}:{last.lineno}" if last else type(error).__name__


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    name, family, packages, folder, *options = sys.argv[1:]
    place = Path(folder)
    guiding = [module for module in _modules() if _is_below(module, packages.split(","))]
    others = [module for module in _modules() if module not in guiding]
    with atheris.instrument_imports(include=["forensics"], exclude=others, enable_loader_override=False):
        targets = import_module(family).TARGETS  # what it imports is instrumented
        for module in guiding:
            import_module(module)
    target = next(target for target in targets if target.name == name)
    told = _Told(place)

    def one(data: bytes) -> None:
        begun = time.process_time()
        try:
            target.keeps(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the find
            told.note(_kind(error), data, "".join(traceback.format_exception(error))[-6000:])
        except RecursionError as error:
            told.note(_kind(error), data, "RecursionError")
        took = time.process_time() - begun
        if took > target.seconds:
            told.note(f"slow, {min(int(took), 9)} s", data, f"{took:.2f} s")

    corpus, seeds = place / "corpus", place / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    for made in (corpus, seeds):
        made.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (seeds / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = place / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words))
    arguments = [
        sys.argv[0], str(corpus), str(seeds), f"-dict={words}", f"-max_len={target.longest}", "-rss_limit_mb=4096",
        "-timeout=120", f"-artifact_prefix={place}/", "-print_final_stats=1", *options,
    ]  # fmt: skip
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\x{b:02x}" for b in word)


main()
