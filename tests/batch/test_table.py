"""The table of list APIs in the documentation is the one that the rows give."""

from __future__ import annotations

import pytest

from odatanodes.service import SERVICES
from tests.kit.lists import HEAD, table
from tests.kit.support import ROOT


def test_every_api_has_a_row() -> None:
    assert [line.split("`")[1] for line in table().splitlines()[2:]] == list(SERVICES)
    assert table().startswith(HEAD.removesuffix("|"))


@pytest.mark.parametrize("name", ["README.md", "odatanodes/README.md", "tests/README.md"])
def test_the_documentation_has_this_table(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    if "| list API |" not in text:
        pytest.skip(f"{name} has no table of list APIs")
    assert table() in text
