"""An expression of the builder knows what it is about; filters of filters, values that were bound, and Selects that do not fit."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from odatanodes import Filter, ODataCheckError, Select, job, node, param, pool, task
from odatanodes.models import BatchTask
from odatanodes.schema import BATCH_JOB, BATCH_NODE, BATCH_POOL, BATCH_TASK
from odatanodes.service import LIST_JOBS, LIST_TASKS
from odatanodes.testing import assert_implies, assert_matches, assert_rejects

A_TASK = BatchTask.model_construct(id="t", command_line="x")


@pytest.mark.parametrize(
    ("condition", "schema"),
    [
        (task.id == "t1", BATCH_TASK),
        (task.execution_info.result == "failure", BATCH_TASK),
        (job.metadata.any(lambda item: item.name == "owner"), BATCH_JOB),
        ((pool.id == "p") & (param("size") == pool.vm_size), BATCH_POOL),
        (node.recent_tasks.any(lambda t: t.task_state == "running"), BATCH_NODE),
        (param("x") == 1, BATCH_NODE),
    ],
)
def test_a_condition_brings_its_schema(condition: Any, schema: object) -> None:
    assert Filter(condition).schema is schema
    assert Filter(condition, schema=Filter(condition).schema) == Filter(condition)


def test_what_is_planned_and_selected_is_about_the_same_items() -> None:
    assert Filter(task.id == "t1").plan(select=Select(task.id, task.command_line)).filter == "id eq 't1'"
    assert repr(Select("id", task.command_line)) == "Select('id,commandLine', schema=BATCH_TASK)"
    assert Select([task.id, "state"]).schema is BATCH_TASK


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Filter((task.id == "a") & (node.id == "b")), "items of one kind, and this one is about tasks and nodes"),
        (lambda: Filter((task.id == "a") & (job.id == "b")), "about jobs and tasks"),
        (lambda: Filter(node.id == "a", LIST_TASKS), "this expression is about nodes, and the schema is BatchTask"),
        (lambda: Filter("id eq 'x'", LIST_TASKS) & (node.id == "x"), "this expression is about nodes"),
        (lambda: Select(task.id, node.vm_size), "about tasks and nodes"),
        (
            lambda: Filter("id eq 'x'").plan(Select("id", schema=LIST_TASKS)),
            "Select is about tasks, and the filter about nodes",
        ),
        (lambda: Filter("id eq 'x'").apply([], select=Select("id", schema=LIST_JOBS)), "this Select is about jobs"),
    ],
)
def test_items_of_two_kinds_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_a_filter_of_a_filter_keeps_its_options() -> None:
    first = Filter("id eq 'T1'", LIST_TASKS, semantics="odata", on_missing="null", on_error="exclude")
    assert Filter(first) == first
    second = Filter(first, semantics="batch")
    assert (second.schema, second.semantics, second.on_missing, second.on_error) == (BATCH_TASK, "batch", "null", "exclude")


@pytest.mark.parametrize(
    ("text", "value", "help"),
    [
        ("id eq @x", 5, "give '@x' a str"),
        ("id in @x", [1], "give '@x' a str"),
        ("isDedicated eq @x", "true", "give '@x' True or False"),
        ("totalTasksRun gt @x", "5", "give '@x' an int"),
        ("lastBootTime gt @x", "2025-01-01T00:00:00Z", "give '@x' a datetime with a time zone"),
        ("lastBootTime gt @x", datetime.date(2025, 1, 1), "give '@x' a datetime with a time zone"),
        ("startswith(id,@x)", 5, "give '@x' a str"),
        ("state eq @x", "idel", "did you mean 'idle'?"),
    ],
)
def test_help_about_a_bound_value_names_a_value_of_python(text: str, value: object, help: str) -> None:
    with pytest.raises(ODataCheckError) as caught:
        Filter(text).bind(x=value)
    assert caught.value.diagnostics[0].help == help


@pytest.mark.parametrize(("text", "code"), [("totalTasksRun gt @x", "ODN509"), ("state eq @x", "ODN501")])
def test_warnings_about_a_bound_value_are_kept(text: str, code: str) -> None:
    assert [finding.code for finding in Filter(text).bind(x=None).diagnostics] == [code]
    assert not Filter(text).diagnostics


@pytest.mark.parametrize(
    ("values", "expected"),
    [(range(2), "in (0,1)"), ({1: "a", 2: "b"}.keys(), "in (1,2)"), (iter((3, 4)), "in (3,4)"), ([], "false")],
)
def test_every_iterable_is_a_list_for_in(values: object, expected: str) -> None:
    assert expected in str(Filter("totalTasksRun in @x").bind(x=values))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: task.exit_code, "did you mean 'execution_info.exit_code'"),  # type: ignore[attr-defined]
        (lambda: job.pool_id, "did you mean 'pool_info.pool_id'"),  # type: ignore[attr-defined]
        (lambda: node["exitCode"], "did you mean 'startTaskInfo/exitCode'"),  # type: ignore[call-overload]
        (lambda: node.id.like("a"), r"write \.contains"),  # type: ignore[attr-defined]
        (lambda: node.state.isin(["idle"]), r"write \.in_"),  # type: ignore[attr-defined]
        (lambda: param(5), "named by a string, not 5"),  # type: ignore[arg-type]
        (lambda: Filter("id in @x").bind(x={"a": 1}), "a"),
    ],
)
def test_names_of_other_builders_and_of_parts_get_help(make: Any, message: str) -> None:
    with pytest.raises((AttributeError, KeyError, TypeError), match=message):
        make()


def test_filters_are_compared_with_conditions_and_text() -> None:
    assert Filter(node.state == "idle").equivalent("state eq 'Idle'").answer
    assert Filter("id eq 't1'", LIST_TASKS).implies(task.id != "t2").answer


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: assert_rejects("startTaskInfo/exitCode gt 5", {"startTaskInfo": {"exit_code": 9}}), "did you mean 'exitCode'"),
        (lambda: assert_matches("state eq 'idle'", {"start_task_info": None}), "did you mean 'startTaskInfo'"),
        (
            lambda: assert_rejects("state eq 'idle'", BatchTask.model_construct(id="t", command_line="x")),
            "'commandLine', which is not a property",
        ),
        (lambda: assert_matches("state eq 'idle'", [{}]), "items are given one by one"),  # type: ignore[arg-type]
        (lambda: Filter("state eq 'idle'").matches([{}]), "items are given one by one"),  # type: ignore[arg-type]
        (lambda: Filter("state eq 'idle'").apply({"value": []}), r"of a page give page\['value'\]"),  # type: ignore[type-var]
    ],
)
def test_items_that_a_filter_cannot_be_about_are_refused(call: Any, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        call()


def test_assertions_take_the_options_of_a_filter() -> None:
    assert_matches("state eq 'completed'", {"state": "completed", "odata.etag": "1"}, schema=LIST_TASKS)
    assert_matches(task.state == "completed", {"state": "completed"})
    assert_rejects("state eq 'idle'", {}, on_missing="null")
    assert_implies(Filter("state eq 'completed'", LIST_TASKS), "state ne 'active'")


def test_a_required_property_is_null_where_missing_counts_as_null() -> None:
    assert [finding.code for finding in Filter("state eq null").diagnostics] == ["ODN501"]
    assert not Filter("state eq null", on_missing="null").diagnostics
