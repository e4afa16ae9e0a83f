"""Files that several commands work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.odata"
    path.write_text("# nodes that wait\n\nstate eq 'idle'\ntotalTasksRun gt 3\n")
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.odata"
    path.write_text("# nodes that wait\n\n  stat eq 'idle'\nstate eq 'idle\n")
    return str(path)
