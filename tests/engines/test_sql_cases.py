"""The SQL of filters, as tests/cases/engines/sql.txt has it; `python -m tests.engines.test_sql_cases` writes the file anew."""

from __future__ import annotations

import pytest

from tests.kit.engine_cases import rendered
from tests.kit.support import ROOT

PATH = ROOT / "tests" / "cases" / "engines" / "sql.txt"
CASES = PATH.read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0][2:])
def test_sql(case: str) -> None:
    head = case.partition("\n")[0].removeprefix("? ")
    assert rendered(head).rstrip("\n") == case.rstrip("\n")


if __name__ == "__main__":
    PATH.write_text("\n".join(rendered(case.partition("\n")[0].removeprefix("? ")) for case in CASES), encoding="utf-8")
