"""What a predicate takes (nodes of other kinds, many of them), the moment of now(), sizes, threads, and generated code."""

from __future__ import annotations

import copy
import datetime
import linecache
import traceback
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any

import pydantic
import pytest

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.diagnostics import ODataCheckError
from odatanodes.evaluate import EvaluationError, MissingPropertyError, Rules, compile_predicate
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, from_model
from tests.kit.predicates import NODE, generated, predicate

# --- inputs of other kinds -------------------------------------------------------------------------------------------------


def test_mappings() -> None:
    for make in (predicate, generated):
        found = make("state eq 'idle' and startTaskInfo/exitCode eq 3 and recentTasks/any(t:t/taskId eq 't1')")
        node = MappingProxyType({**NODE, "startTaskInfo": MappingProxyType(NODE["startTaskInfo"])})
        assert found.matches(node)
        kept = found.apply([node, NODE])
        assert kept[0] is node
        assert kept[1] is NODE


def test_pydantic_nodes() -> None:
    from odatanodes.models import BatchNode

    raw = {**NODE, "url": "https://x", "affinityId": "a", "virtualMachineInfo": {}, "recentTasks": []}
    raw["startTaskInfo"] = {**NODE["startTaskInfo"], "startTime": "2025-11-22T22:22:27Z"}
    node = BatchNode.model_validate(raw)
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.2236818Z and startTaskInfo/exitCode eq 3").matches(node)
        assert make("lastBootTime eq null and state eq 'idle'").apply([node])[0] is node
    with pytest.raises(MissingPropertyError):
        predicate("state eq 'idle'").matches(BatchNode.model_construct(id="n1"))


class Retry(pydantic.BaseModel):
    most: int = 3
    after: str | None = None


class Job(pydantic.BaseModel):
    name: str
    retries: int = 3
    retry: Retry = Retry()
    steps: list[Retry] = []
    note: str | None = None
    tags: list[str] = pydantic.Field(default_factory=lambda: ["new"], alias="Tags")


def test_fields_that_were_not_set_have_their_defaults() -> None:
    given: Any = Job.model_validate({"name": "a", "steps": [{}, {"most": 1, "after": None}]})
    for text in (
        "retries eq 3 and retry/most eq 3 and note eq null and 'new' in Tags",
        "steps/any(s:s/most eq 3) and steps/any(s:s/most eq 1) and retry/after eq null",
    ):
        for make in (predicate, generated):
            assert make(text, from_model(Job, key="name"), "odata").matches(given), text
            assert make(text, None, "odata").matches(given), text
    everything = {
        "name": "a",
        "retries": 3,
        "retry": {"most": 3},
        "steps": [{"most": 3}, {"most": 1, "after": None}],
        "Tags": ["new"],
    }
    assert Select("*", None).apply(given) == everything


def test_a_root_model_is_no_node() -> None:
    with pytest.raises(TypeError, match="an item is a mapping"):
        predicate("state eq 'idle'").matches(pydantic.RootModel[list[int]]([1]))


def test_objects_of_the_azure_client() -> None:
    models = pytest.importorskip("azure.batch.models")
    node = models.BatchNode(copy.deepcopy(NODE))
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.2236818Z and startTaskInfo/exitCode eq 3").matches(node)
        assert make("recentTasks/any(t:t/taskId eq 't2') and lastBootTime eq null").apply([node]) == [node]


def test_python_values_in_a_node() -> None:
    when = datetime.datetime(2025, 11, 22, 22, 22, 27, 500_000, datetime.UTC)
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.5Z").matches({"stateTransitionTime": when})
        with pytest.raises(EvaluationError, match="which zone"):
            make("stateTransitionTime lt 2025-11-22T22:22:27.5Z").matches({"stateTransitionTime": when.replace(tzinfo=None)})


def test_what_is_no_node() -> None:
    for make in (predicate, generated):
        with pytest.raises(TypeError, match="an item is a mapping"):
            make("state eq 'idle'").matches("idle")
        with pytest.raises(TypeError, match="an item is a mapping"):
            make("state eq 'idle'").apply({"state": "idle"})


def test_any_iterable_of_nodes() -> None:
    found = generated("state eq 'idle'")
    assert found.apply(node for node in [NODE]) == [NODE]
    assert found.apply((NODE,)) == [NODE]
    assert found.apply([]) == []


# --- now ---------------------------------------------------------------------------------------------------------------------


def test_now_is_one_instant_for_a_call() -> None:
    ticks = iter(range(100))
    typed, _ = check(parse_filter("now() eq now() and stateTransitionTime lt now()"), BATCH_NODE)
    rules = Rules("batch", clock=lambda: edm.DateTimeOffset.from_order(10**24 + next(ticks) * edm.PICO))
    found = compile_predicate(typed, BATCH_NODE, rules)
    page = [NODE] * 400
    assert len(found.apply(page)) == 400
    assert next(ticks) == 1
    assert found.matches(NODE)
    assert next(ticks) == 3


def test_now_is_the_present_by_default() -> None:
    typed, _ = check(parse_filter("now() gt 2024-01-01T00:00:00Z and now() lt 2124-01-01T00:00:00Z"), BATCH_NODE)
    assert compile_predicate(typed, BATCH_NODE, Rules("batch")).matches(NODE)


# --- sizes, threads, generated code --------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("word", ["and", "or"])
def test_ten_thousand_terms(word: str) -> None:
    text = f" {word} ".join(f"totalTasksRun {'ne' if word == 'and' else 'eq'} {number}" for number in range(100, 10_100))
    found = predicate(text)
    assert found.matches(NODE) is (word == "and")
    found.generate()
    assert found.matches(NODE) is (word == "and")
    assert len(found.apply([NODE, {**NODE, "totalTasksRun": 5000}])) == 1


def test_two_hundred_levels() -> None:
    text = "not (" * 99 + "state eq 'idle'" + ")" * 99
    for make in (predicate, generated):
        assert make(text).matches(NODE) is False
    deep = ast.Compare("eq", ast.Member(None, "state"), ast.Literal("idle"))
    for level in range(190):
        deep = (ast.And if level % 2 else ast.Or)((deep, ast.Literal(level % 2 == 1)))  # type: ignore[assignment]
    typed, _ = check(deep, BATCH_NODE)
    for generate in (False, True):
        found = compile_predicate(typed, BATCH_NODE, Rules("batch"))
        if generate:
            found.generate()
        assert found.matches(NODE)


def test_code_is_generated_when_enough_nodes_have_come_by() -> None:
    found = predicate("state eq 'idle'")
    first = found.matches
    for _ in range(400):
        assert found.matches(NODE)
    assert found.matches is not first
    large = predicate("state eq 'idle'")
    assert len(large.apply([NODE] * 1000)) == 1000
    assert large.matches.__name__ == "one"


@pytest.mark.parametrize("early", [False, True], ids=["by apply", "by matches"])
def test_a_filter_goes_over_to_generated_code(early: bool) -> None:
    moment = edm.DateTimeOffset.parse("2025-11-22T00:00:00Z")
    f = Filter("state eq 'idle' and stateTransitionTime lt now()", clock=lambda: moment)
    before = f.matches
    assert not f.matches(NODE)
    if early:
        assert [f.matches(NODE) for _ in range(400)] == [False] * 400
    else:
        assert f.apply([NODE] * 400) == []
    assert f._predicate.generated
    assert not f.matches(NODE)
    moment = edm.DateTimeOffset.parse("2025-11-23T00:00:00Z")
    assert f.matches(NODE)
    assert before(NODE)
    assert f(NODE)
    assert f.apply([NODE]) == [NODE]


def test_generated_source_is_shown_and_forgotten() -> None:
    found = generated("vmSize eq 'secret'' + __import__(''os'')'")
    filename = found.matches.__code__.co_filename
    source = "".join(linecache.getlines(filename))
    assert "def one(n, e=nothing):" in source
    assert "secret" not in source
    assert "vmSize" not in source
    del found
    import gc

    gc.collect()
    assert filename not in linecache.cache


def test_a_traceback_through_generated_code_has_its_lines() -> None:
    class Broken(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            raise RuntimeError(name)

        get = __getitem__  # type: ignore[assignment]

    found = generated("state eq 'idle'")
    with pytest.raises(RuntimeError) as caught:
        found.matches(Broken(state="idle"))
    assert "return exact(n, e)" in "".join(traceback.format_exception(caught.value))


def test_threads_share_a_predicate() -> None:
    found = predicate("state eq 'idle' and startTaskInfo/exitCode eq 3")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: (found.matches(NODE), len(found.apply([NODE] * 100))), range(200)))
    assert set(answers) == {(True, 100)}


def test_filter_uses_it() -> None:
    found = Filter("state eq 'idle' and startTaskInfo/exitCode eq 3")
    assert found.matches(NODE)
    assert found.apply([NODE] * 500) == [NODE] * 500
    assert found.trace(NODE).matched


def test_too_deep_a_tree_is_refused() -> None:
    deep: ast.Expr = ast.Member(None, "isDedicated")
    for _ in range(2_000):
        deep = ast.Compare("eq", ast.Not(deep), ast.Literal(True))
    with pytest.raises(ODataCheckError, match="nested so deeply"):
        compile_predicate(deep, BATCH_NODE, Rules("batch"))


def test_more_brackets_than_python_reads_are_left_to_closures() -> None:
    f = Filter("tolower(" * 197 + "id" + ")" * 197 + " eq 'a'")
    assert f.matches({"id": "A"})
    assert len(f.apply([{"id": "A"}] * 400)) == 400


def test_a_clock_may_return_a_datetime_and_is_to_blame_for_anything_else() -> None:
    node = {"id": "n", "stateTransitionTime": "2025-01-01T00:00:00Z"}
    moment = datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)
    f = Filter("stateTransitionTime lt now()", clock=lambda: moment)
    assert f.matches(node)
    assert f.trace(node).matched
    assert f.plan().filter == "stateTransitionTime lt DateTime'2025-01-02T00:00:00Z'"
    with pytest.raises(TypeError, match="a clock returns an instant"):
        Filter("stateTransitionTime lt now()", clock=lambda: None, on_error="exclude").matches(node)  # type: ignore[arg-type,return-value]
