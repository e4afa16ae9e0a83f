"""Sizes of files: a test file has at most 400 lines, a module at most 420; generated files aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MAX_TEST_LINES = 400
MAX_MODULE_LINES = 420
GENERATED = ("# Made by ", "# Generated ")
"""First words of a generated file; the line names the command that writes it."""

FILES = sorted(
    path
    for folder in ("odatanodes", "tests", "benchmarks", "grammar")
    for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.pyi")]
)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_no_file_is_too_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    limit = MAX_TEST_LINES if path.is_relative_to(ROOT / "tests") else MAX_MODULE_LINES
    assert text.startswith(GENERATED) or text.count("\n") <= limit
