"""Hypothesis profiles: `quick` while editing, `default`, `ci`, and `long` for nightly runs; chosen by ODATANODES_PROFILE.

All but `long` are derandomised: the same commit gives the same verdict everywhere. `long` draws new examples each time
and is what `-m slow` is for.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

NOISY = [HealthCheck.too_slow, HealthCheck.data_too_large]  # both measure the machine, not the code

settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("default", max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("ci", max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=NOISY)
settings.register_profile("long", max_examples=5_000, deadline=None, suppress_health_check=NOISY)
settings.load_profile(os.environ.get("ODATANODES_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked slow out unless -m says something."""
    if config.getoption("markexpr"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
