"""Witnesses and counterexamples: which nodes a verdict shows."""

from __future__ import annotations

import pytest

from odatanodes import Filter, edm
from odatanodes.decide import Verdict
from odatanodes.schema import EntityType, Property
from tests.kit.shop import SHOP


def test_a_witness_is_a_whole_node_with_values_that_look_familiar() -> None:
    witness = Filter("startTaskInfo/exitCode gt 1").satisfiable(deadline=60).witness
    assert witness is not None
    assert witness["startTaskInfo"] == {"state": "running", "startTime": "2025-11-22T22:22:27Z", "retryCount": 0, "exitCode": 2}
    assert witness["state"] == "idle"
    assert witness["virtualMachineInfo"] == {}
    assert "schedulingState" not in witness


def test_an_enumeration_may_have_a_value_that_the_schema_does_not_know() -> None:
    text = "schedulingState ne 'enabled' and schedulingState ne 'disabled' and schedulingState ne null"
    verdict = Filter(text).satisfiable(deadline=60)
    assert verdict.answer is True
    assert verdict.reason == "only where 'schedulingState' has a value that the schema does not know"
    assert Filter(text).satisfiable(known_values=True) == Verdict(False)
    both = Filter("startTaskInfo/state eq 'running' or startTaskInfo/state eq 'completed'")
    assert both.equivalent(Filter("startTaskInfo ne null"), known_values=True).answer is True
    assert both.equivalent(Filter("startTaskInfo ne null")).answer is False


def test_known_values_are_preferred() -> None:
    witness = Filter("schedulingState ne 'enabled' and schedulingState ne null").satisfiable(deadline=60).witness
    assert witness is not None
    assert witness["schedulingState"] == "disabled"


def test_a_required_property_may_be_missing_where_the_filter_says_so() -> None:
    texts = ("totalTasksRun ge 5", "not (totalTasksRun lt 5)")
    one, other = (Filter(text) for text in texts)
    assert one.equivalent(other).answer is True
    one, other = (Filter(text, on_missing="null") for text in texts)
    counterexample = one.equivalent(other).counterexample
    assert counterexample is not None
    assert "totalTasksRun" not in counterexample


def test_case_counts_where_the_semantics_say_so() -> None:
    text = "vmSize eq 'a' and vmSize ne 'A'"
    assert Filter(text).satisfiable(deadline=60).answer is False
    assert Filter(text, semantics="odata").satisfiable(deadline=60).answer is True


def test_instants_of_another_schema_are_exact_to_the_picosecond() -> None:
    schema = EntityType("Event", {"at": Property("at", edm.DATE_TIME_OFFSET)}, key="at")
    between = "at gt 2025-01-01T00:00:00.1234567Z and at lt 2025-01-01T00:00:00.1234568Z"
    assert Filter(between, schema).satisfiable(deadline=60).answer is True
    between = "at gt 2025-01-01T00:00:00.123456789011Z and at lt 2025-01-01T00:00:00.123456789012Z"
    assert Filter(between, schema).satisfiable(deadline=60).answer is False


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Price gt 1.5 and Price lt 1.50000001", True),
        ("Price gt 1.5 and Price lt 1.50", False),
        ("Weight gt 0.1 and Weight lt 0.10000000000000003", True),
        ("Weight gt 0.1 and Weight lt 0.10000000000000002", False),
        ("Weight ne null and not (Weight ge 0) and not (Weight lt 0)", True),
        ("Weight gt INF", False),
        ("Weight lt -1e308", True),
        ("Weight eq NaN", False),
        ("Stock gt 9223372036854775806", True),
        ("Shelf gt 254.5 and Shelf ne 255", False),
        ("Ref ne 00000000-0000-0000-0000-000000000000 and Ref lt 00000000-0000-0000-0000-000000000001", False),
        ("Born gt 2024-02-28 and Born lt 2024-03-01", True),
        ("Born gt 2025-02-28 and Born lt 2025-03-01", False),
        ("Opens gt 23:59:59.999999999999 and Opens lt 12:00", False),
        ("Lasts gt duration'PT1S' and Lasts lt duration'PT1.000000000001S'", False),
        ("Lasts lt duration'-P1D'", True),
        ("Data ne null", True),
        ("Size eq Shop.Size'Big' and Size eq Shop.Size'Small'", False),
        ("Size ne Shop.Size'Big' and Size ne Shop.Size'Small' and Size ne null", True),
        ("Style has Shop.Pattern'Yellow' and Style has Shop.Pattern'Solid'", True),
        ("Tags/any(t:t eq 'x') and not Tags/any(t:t eq 'y')", True),
        ("Address/City eq 'Rome' and Address eq null", False),
        ("Name gt 'Z' and Name lt 'a'", True),
    ],
)
def test_every_type(text: str, answer: bool) -> None:
    wanted = Filter(text, SHOP)
    verdict = wanted.satisfiable(deadline=60)
    assert verdict.answer is answer, verdict
    assert verdict.witness is None or wanted.matches(verdict.witness)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a eq 1 and a gt 0.5", True),
        ("a eq 1 and a eq 2", False),
        ("a gt 1 and a lt 2", True),
        ("a eq 'x' and a eq 'X'", False),
        ("a/b eq 1 and a eq null", False),
        ("a/b/c eq 2025-01-01 and a ne null", True),
        ("flag and not other", True),
        ("a eq 1 and a eq 'x'", None),
        ("a eq 0.1 and a gt 0.05", None),
    ],
)
def test_without_a_schema(text: str, answer: bool | None) -> None:
    wanted = Filter(text, None)
    verdict = wanted.satisfiable(deadline=60)
    assert verdict.answer is answer, verdict
    assert verdict.witness is None or wanted.matches(verdict.witness)
