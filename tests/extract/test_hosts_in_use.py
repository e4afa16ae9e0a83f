"""Workflows, manifests, build files, scripts and documents as people write them, and the findings of each.

The table is cases/extract/hosts.txt: `====`, the name of a file, line and code of each finding in it; then the file. Those
without any are right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.hosts import marked

TABLE = (Path(__file__).parents[1] / "cases" / "extract" / "hosts.txt").read_text(encoding="utf-8")
CASES = [case.partition("\n") for case in ("\n" + TABLE).split("\n==== ")[1:]]


@pytest.mark.parametrize("number", range(len(CASES)))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_mistake_is_found_at_its_place(number: int, end: str) -> None:
    head, _, text = CASES[number]
    name, *expected = head.split()
    places = {f"{line}:{code}" for line, code, _ in marked(name, f"{text}\n".replace("\n", end))}
    assert places == set(expected), text
