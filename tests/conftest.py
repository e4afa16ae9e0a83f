"""Hypothesis profiles: `quick` while editing, `default`, `ci`, and `long` for nightly runs; chosen by ODATANODES_PROFILE.

All but `long` are derandomised: the same commit gives the same verdict everywhere. `long` draws new examples each time
and is what `-m slow` is for.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

NOISY = [HealthCheck.too_slow, HealthCheck.data_too_large]  # both measure the machine, not the code

settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("default", max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("long", max_examples=5_000, deadline=None, suppress_health_check=NOISY)
PROFILE = os.environ.get("ODATANODES_PROFILE", "default")
settings.load_profile(PROFILE)


def pytest_configure() -> None:
    """Take back what nohup and background jobs of a shell ignore: the commands that tests start would inherit it."""
    for name, handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked slow, and the thorough ones under small profiles, unless -m chooses."""
    if config.getoption("markexpr"):
        return
    left_out = ["slow"] if PROFILE in {"ci", "long"} else ["slow", "thorough"]
    deselected = [item for item in items if any(item.get_closest_marker(name) for name in left_out)]
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if item not in set(deselected)]
