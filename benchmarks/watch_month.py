"""A month of a publisher in some minutes: documents come, change and go, a real nginx serves them, logrotate rotates
its log, and passes at random moments are killed at random moments. Prints what was told beside what happened.

    python benchmarks/watch_month.py [--kills 200] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.programs import find
from tests.support.published_month import Month


def main() -> int:
    """Exit 1 where something was lost, told twice or told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    nginx, logrotate = find("nginx"), find("logrotate")
    if nginx is None or logrotate is None:
        print("nginx and logrotate are needed: make system-packages", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        outcome = Month(Path(folder), asked.seed).run(nginx, logrotate, asked.kills)
    for name, value in asdict(outcome).items():
        print(f"{name:12} {value if not isinstance(value, tuple) else f'{len(value)} {list(value[:5])}'}")
    return 1 if outcome.lost or outcome.doubled or outcome.wrong or outcome.outside else 0


if __name__ == "__main__":
    sys.exit(main())
