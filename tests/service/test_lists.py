"""The list APIs besides List Nodes: schemas in filters and plans, aliases, statistics, what is refused."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from odatanodes import Filter, ODataCheckError, Select, validate
from odatanodes.schema import BATCH_JOB, BATCH_POOL, BATCH_TASK
from odatanodes.schema.entities import ENTITIES, entity
from odatanodes.service import LIST_JOBS, LIST_NODES, LIST_POOLS, LIST_TASKS, SERVICES, service_for
from tests.kit.support import shared

SINCE = "2025-11-22T00:00:00Z"
TASKS: list[dict[str, Any]] = [
    {"id": "a", "state": "completed", "lastModified": "2025-11-22T10:00:00Z", "executionInfo": {"exitCode": 1}},
    {"id": "b", "state": "active", "lastModified": "2025-11-21T10:00:00Z"},
]


def codes(text: str, api: str, option: Any = "filter") -> list[tuple[str, str]]:
    return [(d.code, d.help) for d in validate(text, option, service=SERVICES[api])]


# --- what was wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api", "text", "help"),
    [
        ("list-tasks", "state eq 'complted'", "did you mean 'completed'?"),
        ("list-tasks", "executionInfo/result eq 'failed'", "did you mean 'failure'?"),
        ("list-jobs", "state ne 'complete'", "did you mean 'completed'?"),
        ("list-pools", "state eq 'steady'", ""),
    ],
)
def test_members_are_checked(api: str, text: str, help: str) -> None:
    [(code, found)] = codes(text, api)
    assert code == "ODN304"
    assert help in found


def test_ne_on_a_required_property_is_sent() -> None:
    plan = Filter("state ne 'completed'", schema=LIST_JOBS).plan()
    assert (plan.filter, plan.residual, plan.exact) == ("state ne 'completed'", None, True)


def test_a_property_that_is_not_filterable() -> None:
    for text in ("commandLine eq 'x'", "executionInfo/retryCount gt 3"):
        assert [code for code, _ in codes(text, "list-tasks")] == ["ODN401"]
        assert validate(text, schema=LIST_TASKS) == []


def test_a_selected_name_is_checked() -> None:
    assert codes("id,executionInformation", "list-tasks", "select") == [("ODN201", "did you mean 'executionInfo'?")]
    with pytest.raises(ODataCheckError, match="executionInformation"):
        Select("id,executionInformation", schema=BATCH_TASK)


def test_members_are_written_as_on_the_wire() -> None:
    assert str(Filter("state eq 'COMPLETED'", schema=BATCH_TASK)) == "state eq 'completed'"


def test_a_counterexample_is_a_task() -> None:
    verdict = Filter("state eq 'completed'", BATCH_TASK).equivalent(Filter("state ne 'completed'", BATCH_TASK))
    assert verdict.answer is False
    assert verdict.counterexample is not None
    required = {name for name, prop in BATCH_TASK.properties.items() if not prop.nullable}
    assert required <= set(verdict.counterexample)
    assert verdict.counterexample["id"] == "task-1"
    assert verdict.counterexample["state"] in BATCH_TASK.properties["state"].members


# --- aliases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lastModified", "lastModifiedTime", "$it/lastModifiedTime"])
def test_both_names_mean_one_property(name: str) -> None:
    filter = Filter(f"{name} gt {SINCE}", schema=BATCH_TASK)
    assert filter.apply(TASKS) == TASKS[:1]
    assert [filter.matches(task) for task in TASKS] == [True, False]
    assert codes(f"{name} gt DateTime'{SINCE}'", "list-tasks") == []
    assert filter.paths == {"lastModified"}


def test_names_of_an_alias_are_one_filter() -> None:
    first, second = (Filter(f"{name} gt {SINCE}", BATCH_TASK) for name in ("lastModified", "lastModifiedTime"))
    assert first == second
    assert Select("id,lastModifiedTime", BATCH_TASK).apply(TASKS[0]) == {"id": "a", "lastModified": TASKS[0]["lastModified"]}


def test_an_alias_is_sent_only_when_asked_for() -> None:
    filter = Filter(f"lastModified gt {SINCE} and state eq 'completed'", schema=BATCH_TASK)
    plan = filter.plan(select="id,lastModifiedTime")
    assert (plan.filter, plan.select) == ("state eq 'completed'", ["id", "lastModified"])
    assert str(plan.residual) == f"lastModified gt DateTime'{SINCE}'"
    assert "lastModifiedTime" in plan.reasons[0][1]
    sent = filter.plan(send_aliases=True)
    assert (sent.filter, sent.exact) == (f"lastModifiedTime gt DateTime'{SINCE}' and state eq 'completed'", True)


def test_the_documented_name_is_that_of_tasks_only() -> None:
    assert [code for code, _ in codes(f"lastModifiedTime gt DateTime'{SINCE}'", "list-jobs")] == ["ODN201"]
    assert codes(f"lastModified gt DateTime'{SINCE}'", "list-jobs") == []


# --- $expand ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "select", "expand", "sent"),
    [
        ("state eq 'active'", None, (), None),
        ("stats/readIOps gt 5", None, (), ["stats"]),
        ("state eq 'active'", "id,stats", (), None),  # a $select that names them returns them
        ("stats/readIOps gt 5", "id", (), None),
        ("state eq 'active'", "*", (), None),
        ("stats/readIOps gt 5", "*", (), ["stats"]),
        ("state eq 'active'", None, ("stats",), ["stats"]),
        ("state eq 'active'", None, "stats", ["stats"]),
        ("isof($it,BatchTask)", None, (), ["stats"]),
    ],
)
def test_what_is_expanded(text: str, select: str | None, expand: Any, sent: list[str] | None) -> None:
    plan = Filter(text, schema=LIST_TASKS).plan(select=select, expand=expand)
    assert plan.expand == sent
    assert plan.to_dict()["expand"] == sent
    if sent:
        assert "$expand  stats" in str(plan)
    if select and "stats" in text and select != "*":
        assert plan.select == ["id", "stats"]


def test_nodes_expand_nothing() -> None:
    assert Filter("vmSize eq 'a'").plan().expand is None
    with pytest.raises(ODataCheckError, match="'list-nodes' has no \\$expand"):
        Filter("vmSize eq 'a'").plan(expand="stats")
    with pytest.raises(ODataCheckError, match="ODN410"):
        Filter("true", LIST_TASKS).plan(expand=["stats", "executionInfo"])


@pytest.mark.parametrize(
    ("api", "text", "found"),
    [
        ("list-tasks", "stats", []),
        ("list-tasks", " stats , stats", []),
        ("list-tasks", "Stats", [("ODN410", "write stats")]),
        ("list-jobs", "stats,executionInfo", [("ODN410", "it expands 'stats'; all other properties are returned without it")]),
        ("list-nodes", "stats", [("ODN410", "leave it out")]),
        ("list-jobs", "", [("ODN410", "it expands 'stats'; all other properties are returned without it")]),
    ],
)
def test_expand_is_checked(api: str, text: str, found: list[tuple[str, str]]) -> None:
    assert codes(text, api, "expand") == found


def test_expand_without_a_list_api_is_not_judged() -> None:
    assert validate("anything", "expand") == []
    with pytest.raises(ValueError, match="'expand'"):
        validate("a", "order")  # type: ignore[arg-type]


# --- services as schemas ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_stands_for_its_schema(name: str) -> None:
    service = SERVICES[name]
    assert Filter("true", schema=service).schema is service.schema
    assert Select("*", schema=service).schema is service.schema
    plan = Filter("true", schema=service).plan(service=service)
    assert (plan.filter, plan.residual) == (None, None)
    assert repr(service) == f"<Service {name}>"
    assert pickle.loads(pickle.dumps(service)) is service
    assert service_for(service.schema) in SERVICES.values()


@pytest.mark.parametrize("definition", ENTITIES.values())
def test_pickles_name_the_schema(definition: str) -> None:
    schema = entity(definition)
    for thing in (Filter("true", schema), Select("*", schema)):
        data = pickle.dumps(thing)
        assert pickle.loads(data).schema is schema
        assert len(data) < 400


def test_plans_are_for_the_schema_of_the_filter() -> None:
    assert Filter("state eq 'active'", BATCH_POOL).plan().filter == "state eq 'active'"
    with pytest.raises(ValueError, match="list-nodes"):
        Filter("state eq 'active'", BATCH_POOL).plan(service=LIST_NODES)
    with pytest.raises(TypeError, match="a list API or None"):
        Filter("true", schema="list-tasks")  # type: ignore[arg-type]


def test_selects_are_trimmed_for_every_entity() -> None:
    everything = ",".join(BATCH_JOB.properties)
    plan = Filter("displayName eq 'x'", BATCH_JOB).plan(select=everything)
    assert (plan.select, plan.project, plan.expand) == (None, None, ["stats"])
    assert Filter("displayName eq 'x'", BATCH_JOB).plan(select="id").select == ["id", "displayName"]
    counts = Filter("dedicated/idle gt 0", schema=SERVICES["list-pool-node-counts"]).plan(select="poolId")
    assert (counts.select, str(counts.project)) == (None, "poolId")


def test_apis_without_a_filter_say_so() -> None:
    service = SERVICES["list-subtasks"]
    found = validate("state eq 'completed'", service=service)
    assert [(d.code, d.message) for d in found] == [("ODN409", "'list-subtasks' has no $filter")]
    plan = Filter("state eq 'completed'", schema=service).plan()
    assert (plan.filter, str(plan.residual)) == (None, "state eq 'completed'")
    assert plan.reasons == (("state eq 'completed'", "'list-subtasks' has no $filter"),)


def test_dates_of_pools_are_sent() -> None:
    plan = Filter(f"creationTime lt {SINCE}", schema=LIST_POOLS).plan()
    assert plan.filter == f"creationTime lt DateTime'{SINCE}'"


# --- real filters ----------------------------------------------------------------------------------------------------


def test_the_corpus_is_judged_as_documented() -> None:
    wrong = []
    for line in shared("corpora/batch-filters-apis.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        service, errors = SERVICES[row["api"]], []
        for option in ("filter", "select", "expand"):
            if row[option] is not None:
                errors += [d for d in validate(row[option], option, service=service) if d.severity == "error"]
        placeholder = "{pool_id}" in (
            row["filter"] or ""
        )  # a placeholder in a plain string: a mistake of the program, not of the text
        if bool(errors) is row["valid"] and not placeholder:
            wrong.append((row, errors))
    assert wrong == []
