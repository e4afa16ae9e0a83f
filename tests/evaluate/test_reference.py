"""The reference evaluator and the evaluator where drawn filters rarely lead: days that no calendar has, `has` without a schema."""

from __future__ import annotations

from typing import Any

import pytest

from odatanodes import EvaluationError, Filter
from odatanodes.schema import BATCH_NODE, EntityType
from tests.kit.reference import FailedError, Reference

NO_DAY = {"lastBootTime": "2025-02-30T00:00:00Z", "d": "2025-02-30", "f": "A, B"}
CASES: list[tuple[str, EntityType | None, bool | None]] = [
    ("year(lastBootTime) eq 2025", BATCH_NODE, None),
    ("date(lastBootTime) eq 2025-03-02", BATCH_NODE, None),
    ("hour(lastBootTime) eq 0", BATCH_NODE, None),
    ("year(lastBootTime) eq 2025", None, None),
    ("d eq 2025-03-02", None, None),
    ("f has Ns.T'A'", None, True),
    ("f has Ns.T'B,A'", None, True),
    ("f has Ns.T'C'", None, False),
    ("not (f has Ns.T'A,C')", None, True),
    ("f has 'A'", None, True),
    ("x has 'A'", None, False),
    ("not (x has 'A')", None, False),
]


@pytest.mark.parametrize(("text", "schema", "wanted"), CASES, ids=[f"{text} {schema}" for text, schema, _ in CASES])
def test_both_agree(text: str, schema: EntityType | None, wanted: bool | None) -> None:
    f = Filter(text, schema, on_missing="null")
    reference = Reference(NO_DAY, case_sensitive=f.semantics == "odata", lenient=True)
    if wanted is None:
        with pytest.raises(EvaluationError):
            f.matches(NO_DAY)
        with pytest.raises(FailedError):
            reference.matches(f.expr)
    else:
        assert f.matches(NO_DAY) is wanted
        assert (reference.matches(f.expr) is True) is wanted


@pytest.mark.parametrize("value", [1, True, ["A"], {"A": 1}])
def test_flags_are_text(value: Any) -> None:
    f = Filter("f has Ns.T'A'", None)
    with pytest.raises(EvaluationError):
        f.matches({"f": value})
    with pytest.raises(FailedError):
        Reference({"f": value}, case_sensitive=True).matches(f.expr)
