"""What all tests share: hypothesis profiles, and a collector of garbage that leaves the tests themselves alone."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

from tests.support.thorough import some

#: Of each property so many examples; hypothesis' own number in a thorough run.
_EXAMPLES = some(50, 100)

# No deadlines: a slow machine is no defect (timings belong in benchmarks/).
settings.register_profile("desk", deadline=None, max_examples=_EXAMPLES)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=_EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their length: what holds the time they were made at (gzip, zip) is another in each process."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: no garbage is looked for among them."""
    gc.freeze()
