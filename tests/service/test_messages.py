"""Messages about the items of a list API call them what they are: tasks, jobs and pools are never nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from odatanodes import Filter, ODataError, testing, validate
from odatanodes.schema.types import noun_of, nouns_of
from odatanodes.service import SERVICES, Service

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = (
    *("stat eq 'x'", "state eq 'nope'", "state = 'active'", "id eq null", "id ne null or url eq 'a'", "state and id", "not id"),
    *("length(id) gt 'x'", "cast($it,Edm.String) eq 'a'", "id eq 'a' and id eq 'b'", "id eq 'a' or id ne 'a' and url ne 'x'"),
    *("startswith(id,5)", "any(x:x)", "year(id) eq 5", "url eq 'a' and (id gt 'b' and id lt 'a')", "1 eq 1", "1 eq 2 or id eq 'a'"),
)
OTHERS = [service for service in SERVICES.values() if service.entity != "BatchNode" and "Node" not in service.entity]
each = pytest.mark.parametrize("service", OTHERS, ids=[service.name for service in OTHERS])
NODE = re.compile(r"\bnodes?\b", re.IGNORECASE)


@each
def test_findings(service: Service) -> None:
    texts = [(text, "filter") for text in WRONG] + [("id,nope", "select"), ("id/x", "select"), ("nope", "expand")]
    for text, option in texts:
        for found in validate(text, option, service=service):  # type: ignore[arg-type]
            assert not NODE.search(found.message + found.help), (text, found)


NO_CONTAINS = "but the service does not support the function 'contains': 'plan' tests this here and sends the rest"
NO_IN = "but the service does not support 'in': write state eq 'idle' or state eq 'offline'"
NO_SUB = "but the service does not support arithmetic ('sub'): 'plan' sends it, given a value for 'now()'"
NO_NULL = "but the service does not compare with 'null': 'plan' tests this here and sends the rest"
PREFIX = "it accepts startswith(id,'x'), if a beginning is meant"
FORESEEN = {
    # filter and list API, and the help: what the next run would say of the advice is in it
    ("substringof('x',vmSize)", "list-nodes"): f"write contains(vmSize,'x'); {NO_CONTAINS}",
    ("substringof('x',id)", "list-jobs"): f"write contains(id,'x'); {NO_CONTAINS}; {PREFIX}",
    ("contains(id,'x')", "list-jobs"): f"'plan' tests this here and sends the rest; {PREFIX}",
    ("state is null", "list-nodes"): "write state eq null; but 'state' is never null, so this is never true",
    ("state != null", ""): "write 'ne'; but 'state' is never null, so this is always true",
    ("startTaskInfo/endTime is null", "list-nodes"): f"write startTaskInfo/endTime eq null; {NO_NULL}",
    ("startTaskInfo/endTime is null", ""): "write startTaskInfo/endTime eq null",
    ("state in (idle,offline)", "list-nodes"): f"strings stand in quotes: write ('idle','offline'); {NO_IN}",
    ("state in ('idle')", "list-nodes"): "compare with 'eq', and join the comparisons with 'or' where there are several values",
    ("lastBootTime gt ago(5m)", "list-nodes"): f"write now() sub duration'PT5M'; {NO_SUB}",
    ("state eq :x", "list-nodes"): "write @x and bind a value to it",
    ("state = 'idle'", "list-nodes"): "write 'eq'",
    ("id like 'a%'", "list-jobs"): "write startswith(id,'a')",
}


@pytest.mark.parametrize(("text", "api"), FORESEEN)
def test_advice_says_what_the_next_run_would(text: str, api: str) -> None:
    (found,) = [d for d in validate(text, service=api or None) if d.severity == "error"]
    assert found.help == FORESEEN[text, api]


def failure(call: Callable[[], object]) -> str:
    with pytest.raises((AssertionError, ODataError, TypeError)) as raised:
        call()
    return str(raised.value)


@each
def test_assertions_and_evaluation(service: Service) -> None:
    name = next(iter(service.schema.properties))
    key = service.schema.key
    one = Filter(f"{name} eq null", schema=service)
    said = [
        failure(lambda: testing.assert_matches(one, {name: "x", key: "y"})),
        failure(lambda: testing.assert_rejects(~one, {name: "x", key: "y"})),
        failure(lambda: testing.assert_equivalent(one, ~one)),
        failure(lambda: one.matches(5)),  # type: ignore[arg-type]
    ]
    assert not [text for text in said if NODE.search(text)]
    assert noun_of(service.schema) in said[0]
    required = next((name for name, prop in service.schema.properties.items() if not prop.nullable), None)
    if required is not None:
        text = failure(lambda: Filter(f"{required} ne null", schema=service).matches({}))
        assert f"the {noun_of(service.schema)} has no '{required}'" in text


def test_nouns() -> None:
    nouns = {service.name: nouns_of(service.schema) for service in SERVICES.values()}
    assert nouns["list-nodes"] == "nodes"
    assert nouns["list-job-schedules"] == "job schedules"
    assert nouns["list-pool-node-counts"] == "pool node counts"
    assert nouns["list-job-preparation-and-release-status"] == "job preparation and release task statuses"
    assert (noun_of(None), nouns_of(None)) == ("item", "items")
