"""`list_nodes` against the emulator: any filter lists what it keeps in this process."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from odatanodes import Filter, ODataCheckError, Select
from odatanodes.request import (
    alist_nodes,
    list_nodes,
)
from odatanodes.runtime import EvaluationError
from odatanodes.strategies import filters, selects
from odatanodes.strategies import nodes as drawn_nodes
from tests.kit.emulated import Failing, call, fetch_from, nodes
from tests.kit.responses import Script

emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")


POOL = nodes(300)
REFUSED = [
    "vmSize eq 'STANDARD_D2_V5'",
    "state eq 'idle' and totalTasksRun gt 2",
    "state in ('idle','offline') or isDedicated eq false",
    "not (state eq 'idle') and startTaskInfo/exitCode ne 0",
    "startTaskInfo/exitCode ne 3",
    "lastBootTime eq null or year(lastBootTime) eq 2025",
    "startTaskInfo ne null and endswith(id,'7')",
    "stateTransitionTime lt now()",
    "true",
]


@pytest.mark.parametrize("missing_ne", ["standard", "exclude"])
@pytest.mark.parametrize("text", REFUSED)
def test_any_filter_lists_what_it_keeps_here(text: str, missing_ne: Any) -> None:
    fetch = fetch_from(emulator.app(POOL, page_size=40, missing_ne=missing_ne))
    found = list(list_nodes(fetch, "p1", text, endpoint="http://emulated"))
    assert found == Filter(text).apply(POOL)
    assert found


def test_no_filter_lists_everything() -> None:
    fetch = fetch_from(emulator.app(POOL, page_size=70))
    assert list(list_nodes(fetch, "p1", endpoint="http://emulated")) == POOL
    assert list(list_nodes(fetch, "p1", endpoint="http://emulated", max_results=100, timeout=5)) == POOL


@pytest.mark.parametrize("select", ["id,state", "startTaskInfo/exitCode", "vmSize", ["state"], Select("*"), "id"])
def test_select_gives_what_was_selected(select: Any) -> None:
    fetch = fetch_from(emulator.app(POOL, page_size=70))
    text = "totalTasksRun gt 3 and state ne 'idle'"
    found = list(list_nodes(fetch, "p1", text, endpoint="http://emulated", select=select))
    assert found == Filter(text).apply(POOL, Select(select) if not isinstance(select, Select) else select)


@given(data=st.data(), missing_ne=st.sampled_from(("standard", "exclude")))
def test_any_drawn_filter_lists_what_it_keeps_here(data: st.DataObject, missing_ne: Any) -> None:
    pool = data.draw(st.lists(drawn_nodes(), max_size=8, unique_by=lambda found: found["id"]))
    wanted = data.draw(filters(without=["now"]))
    select = data.draw(st.none() | selects())
    try:
        expected = wanted.apply(pool, select)
    except ODataCheckError:  # matchespattern, where no engine for it is installed
        reject()
    fetch = fetch_from(emulator.app(pool, page_size=3, missing_ne=missing_ne))
    found = list(list_nodes(fetch, "p1", wanted, endpoint="http://emulated", select=select))
    assert found == expected


def test_list_nodes_async() -> None:
    application = emulator.app(POOL, page_size=70)

    async def fetch(url: str, headers: dict[str, str]) -> Any:
        return await call(application, url, headers)

    async def collect() -> tuple[list[Any], Any]:
        listing = alist_nodes(fetch, "p1", REFUSED[1], endpoint="http://emulated", select="vmSize")
        return [found async for found in listing], listing.plan

    found, plan = asyncio.run(collect())
    assert found == Filter(REFUSED[1]).apply(POOL, "vmSize")
    assert plan.filter == "state eq 'idle'"


def test_the_plan_is_there_to_be_seen() -> None:
    listing = list_nodes(Script({}), "p1", "state eq 'idle' and vmSize eq 'a1'", endpoint="http://h")
    assert listing.plan.filter == "state eq 'idle'"
    assert str(listing.plan.residual) == "vmSize eq 'a1'"


def test_nothing_is_asked_when_nothing_can_match() -> None:
    script = Script({})
    assert list(list_nodes(script, "p1", "state eq 'idle' and 1 eq 2", endpoint="http://h")) == []
    assert script.asked == []


def test_one_page_is_held() -> None:
    application = Failing(emulator.app(POOL, page_size=100))
    listing = list_nodes(fetch_from(application), "p1", "totalTasksRun ge 0", endpoint="http://emulated")
    for _ in range(100):
        next(listing)
    assert len(application.urls) == 1
    next(listing)
    assert len(application.urls) == 2


@pytest.mark.parametrize("wanted", ["stat eq 'idle'", "state eq", "state eq @s", "vmSize eq @s", "geo.length(vmSize) gt 1"])
def test_a_filter_that_cannot_be_evaluated_is_told_before_anything_is_asked(wanted: str) -> None:
    script = Script({})
    with pytest.raises(ValueError, match="ODN"):
        list_nodes(script, "p1", wanted, endpoint="http://h")
    assert script.asked == []


def test_an_endpoint_is_needed() -> None:
    with pytest.raises(TypeError, match="endpoint"):
        list_nodes(Script({}), "p1")  # type: ignore[call-overload]


def test_now_is_one_moment_for_all_pages() -> None:
    fetch = fetch_from(emulator.app(POOL, page_size=40))
    now = datetime(2025, 11, 22, 2, 0, 27, 223682, tzinfo=UTC)
    text = "stateTransitionTime lt now() and vmSize eq 'standard_d2_v5' and lastBootTime lt now()"
    listing = list_nodes(fetch, "p1", text, endpoint="http://emulated", now=now)
    fixed = text.replace("now()", "2025-11-22T02:00:27.223682Z")
    assert listing.plan.filter is not None
    assert "now()" not in listing.plan.filter
    assert list(listing) == Filter(fixed).apply(POOL)


def test_a_node_that_cannot_be_evaluated_is_an_error() -> None:
    pool = [{**POOL[0]}, {**POOL[1], "totalTasksRun": "three"}]
    listing = list_nodes(fetch_from(emulator.app(pool)), "p1", "totalTasksRun ge 0", endpoint="http://emulated")
    with pytest.raises(EvaluationError, match="tvm-00001"):
        list(listing)
