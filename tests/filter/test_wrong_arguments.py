"""Arguments of another class than the one that is asked for: a TypeError that names the argument; and what cannot be changed."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from odatanodes import Filter, Select, parse_filter, parse_select, validate
from odatanodes.edm import STRING
from odatanodes.models import BatchNode
from odatanodes.schema import BATCH_NODE, Property
from odatanodes.serialize import to_text

F: Any = Filter("state eq 'idle' and lastBootTime lt now()")
ANY: Any = None

CALLS: list[tuple[str, Any, str]] = [
    ("Filter.schema", lambda bad: Filter("id eq 'a'", bad), "schema is an EntityType"),
    ("Select.schema", lambda bad: Select("id", schema=bad), "schema is an EntityType"),
    ("validate.schema", lambda bad: validate("id eq 'a'", schema=bad), "schema is an EntityType"),
    ("validate.service", lambda bad: validate("id eq 'a'", service=bad), "service is a Service"),
    ("plan.service", lambda bad: F.plan(service=bad), "service is a Service"),
    ("Filter.limits", lambda bad: Filter("id eq 'a'", limits=bad), "limits are a Limits"),
    ("equivalent", F.equivalent, "a Filter is made from text"),
    ("implies", F.implies, "a Filter is made from text"),
    ("apply.select", lambda bad: F.apply([], select=bad), "a Select is made from"),
    ("Select", Select, "a Select is made from"),
    ("plan.select", lambda bad: F.plan(select=bad), "a Select is made from"),
    ("Filter", Filter, "a Filter is made from"),
    ("parse_filter", parse_filter, "an expression is text"),
    ("parse_select", parse_select, "an expression is text"),
    ("validate", validate, "an expression is text"),
    ("clock", lambda bad: Filter("id eq 'a'", clock=bad), "clock is a function"),
    ("matches", F.matches, "an item is a mapping"),
    ("trace", F.trace, "an item is a mapping"),
    ("deadline", lambda bad: F.satisfiable(deadline=bad), "deadline is a number"),
]
BAD: tuple[Any, ...] = (5, b"x", object(), BatchNode)
TEXT_WANTED = {
    *("equivalent", "implies", "apply.select", "Select", "plan.select", "Filter", "parse_filter", "parse_select", "validate"),
    *("validate.service", "plan.service"),
}


@pytest.mark.parametrize(("name", "call", "message"), CALLS, ids=[case[0] for case in CALLS])
def test_a_wrong_argument_is_named(name: str, call: Any, message: str) -> None:
    for bad in BAD if name in TEXT_WANTED else (*BAD, "BatchNode"):
        if (name, bad) in (("deadline", 5), ("clock", BatchNode)):
            continue
        with pytest.raises(TypeError, match=message):
            call(bad)


def test_a_pydantic_class_as_schema_is_told_from_model() -> None:
    with pytest.raises(TypeError, match="from_model"):
        Filter("id eq 'a'", BatchNode)  # type: ignore[arg-type]


def test_options_that_do_not_exist() -> None:
    with pytest.raises(ValueError, match="option is one of 'filter', 'select'"):
        validate("id", option="orderby")  # type: ignore[arg-type]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_everything_pickles_in_every_protocol(protocol: int) -> None:
    node = {"state": "idle", "lastBootTime": "2025-01-01T00:00:00Z", "recentTasks": [{"taskId": "a"}]}
    f = Filter("state eq 'idle' and recentTasks/any(t:t/taskId eq 'a') and not (lastBootTime gt now())")
    trace, failed = f.trace(node), f.trace({})
    for value in (trace, failed, f.plan(), f.satisfiable(deadline=60), BATCH_NODE, Select("id"), f):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert str(again) == str(value)
    assert pickle.loads(pickle.dumps(trace, protocol)).to_dict() == trace.to_dict()
    assert pickle.loads(pickle.dumps(failed, protocol)).error.path == "state"
    assert pickle.loads(pickle.dumps(BATCH_NODE.properties, protocol)) == BATCH_NODE.properties


def test_the_properties_of_a_type_cannot_be_changed() -> None:
    properties: Any = BATCH_NODE.properties
    before = dict(properties)
    changes: list[Any] = [
        lambda: properties.__setitem__("x", Property("x", STRING)),
        lambda: properties.__delitem__("id"),
        lambda: properties.pop("id"),
        properties.popitem,
        properties.clear,
        lambda: properties.setdefault("x", 1),
        lambda: properties.update(x=1),
        lambda: properties.__ior__({"x": 1}),
    ]
    for change in changes:
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert properties == before
    assert copy.deepcopy(properties) == copy.copy(properties) == before


CALLED_ANY = ("Sales.Manager/any()", "Sales.Manager/any(x)", "Sales.Manager/all(1) eq 2", "Sales.Manager/Any(a=1)/b eq 1")


@pytest.mark.parametrize("text", CALLED_ANY)
def test_a_function_of_a_type_called_any_has_a_text(text: str) -> None:
    tree = parse_filter(text)
    assert parse_filter(to_text(tree)) == tree
