"""The data of the page: what validate, complete, plan, trace and apply return."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from odatanodes import Filter
from tests.kit.listing import many_nodes

pytest.importorskip("starlette")

from odatanodes.explore import Listing, copies, listing, views
from odatanodes.explore.listing import SlowError
from odatanodes.service import LIST_NODES

NODES = many_nodes(500)
LISTING = Listing(NODES, LIST_NODES, "nodes.jsonl")


def test_matches_are_those_of_apply() -> None:
    text = "state eq 'idle' and totalTasksRun gt 20"
    found = views.view(LISTING, text, "", "state")
    flags = b64decode(found["flags"])
    assert [node for node, flag in zip(NODES, flags, strict=True) if flag] == Filter(text).apply(NODES)
    assert found["count"] == sum(flags) == sum(entry["matches"] for entry in found["legend"])
    assert sum(entry["all"] for entry in found["legend"]) == len(NODES)


def test_properties_that_are_absent_count_as_null() -> None:
    cut = [{name: value for name, value in node.items() if name != "vmSize"} for node in NODES[:50]]
    for text in ("vmSize eq 'standard_f8s'", "not (vmSize eq 'standard_f8s')", "vmSize eq null"):
        expected = len(Filter(text, on_missing="null").apply([*cut, *NODES[50:]]))
        assert views.view(Listing([*cut, *NODES[50:]], LIST_NODES), text, "", "state")["count"] == expected


def test_the_same_object_twice() -> None:
    twice = Listing([NODES[0], NODES[1], NODES[0]], LIST_NODES)
    assert twice.matches(f"id eq '{NODES[0]['id']}'").indexes == [0, 2]


def test_findings_have_spans_that_javascript_counts_in() -> None:
    [finding] = views.view(LISTING, "id eq '\U0001f600' and stat eq 'x'", "", "state")["findings"]
    assert (finding["code"], finding["span"], finding["fix"]) == ("ODN201", [15, 19], {"span": [15, 19], "text": "state"})


def test_a_wrong_select_beside_a_right_filter() -> None:
    found = views.view(LISTING, "state eq 'idle'", "id,stat", "state")
    assert found["findings"] == []
    assert [finding["code"] for finding in found["selectFindings"]] == ["ODN201"]
    assert "plan" not in found
    assert found["count"] > 0


def test_the_plan_is_that_of_the_filter() -> None:
    plan = views.view(LISTING, "state eq 'idle' and vmSize eq 'a'", "id", "state")["plan"]
    assert plan["sent"] == "state eq 'idle'"
    assert plan["here"] == "vmSize eq 'a'"
    assert plan["text"] == str(Filter("state eq 'idle' and vmSize eq 'a'").plan(select="id"))


def test_what_only_a_service_can_evaluate_is_said() -> None:
    assert views.view(LISTING, "state eq @state", "", "state")["problem"]


@pytest.mark.parametrize(
    ("text", "at", "label"),
    [
        ("", 0, "state"),
        ("st", 2, "state"),
        ("state eq ", 9, "'idle'"),
        ("state eq 'idle' a", 17, "and"),
        ("startTaskInfo/e", 15, "exitCode"),
    ],
)
def test_completion_is_that_of_the_language_server(text: str, at: int, label: str) -> None:
    found = views.complete(LISTING, text, "filter", at)
    assert label in [item["label"] for item in found["items"]]


def test_completion_of_a_select() -> None:
    found = views.complete(LISTING, "id,st", "select", 5)
    assert found["span"] == [3, 5]
    assert "state" in [item["label"] for item in found["items"]]


def test_an_item_has_the_trace_of_the_filter() -> None:
    text = "state eq 'idle' and totalTasksRun gt 20"
    for index in (0, 7, 99):
        found = views.item(LISTING, index, text)
        assert found["matched"] is Filter(text).matches(NODES[index])
        assert [step["text"] for step in found["trace"]] == [text, "state eq 'idle'", "totalTasksRun gt 20"]
        assert found["trace"][1]["reads"] == {"state": NODES[index]["state"]}


def test_rows_are_sorted_with_absent_values_last() -> None:
    items: list[dict[str, Any]] = [{"id": "a", "totalTasksRun": 2}, {"id": "b"}, {"id": "c", "totalTasksRun": 10}]
    shown = Listing(items, LIST_NODES)
    for descending, order in ((False, ["a", "c", "b"]), (True, ["c", "a", "b"])):
        found = views.rows(shown, "", "id,totalTasksRun", "totalTasksRun", descending, 0, 10)
        assert [row[0] for row in found["rows"]] == order
    assert views.rows(shown, "", "", "", False, 1, 1)["indexes"] == [1]


def test_a_chart_counts_every_item_once() -> None:
    found = views.chart(LISTING, "state eq 'idle'", "stateTransitionTime")
    assert sum(every for every, _ in found["bins"]) == len(NODES)
    assert sum(kept for _, kept in found["bins"]) == len(Filter("state eq 'idle'").apply(NODES))
    assert views.chart(LISTING, "", "lastBootTime")["bins"] == []


def test_properties_with_few_values_are_colours() -> None:
    assert views.overview(LISTING)["colours"][-1] == "vmSize"
    assert "vmSize" not in Listing(NODES[:1], LIST_NODES).colour_paths
    assert not {"id", "url", "ipAddress", "affinityId"} & set(LISTING.colour_paths)
    labels = views.colours(LISTING, "vmSize")["labels"]
    assert sorted(labels) == ["(none)", "Standard_F8s", "standard_d2_v5", "standard_d4_v5"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("state eq 'idle'", "\"state eq 'idle'\""),
        ("id eq 'a$b'", "'id eq '\"'\"'a$b'\"'\"''"),
        ("id eq 'a!'", "'id eq '\"'\"'a!'\"'\"''"),
        ("isDedicated", "isDedicated"),
        ("isDedicated eq true", "'isDedicated eq true'"),
    ],
)
def test_words_of_the_az_command(text: str, word: str) -> None:
    assert copies._word(text) == word


def test_copies_carry_what_the_service_takes() -> None:
    forms = {form["label"]: form for form in views.copied(LISTING, "state eq 'idle' and vmSize eq 'a'", "id")["forms"]}
    assert forms["Filter"]["text"] == "state eq 'idle' and vmSize eq 'a'"
    assert "$filter=state%20eq%20'idle'&$select=id,vmSize" in forms["URL"]["text"].replace("%27", "'")
    assert forms["SDK call"]["text"] == "client.list_nodes('POOL-ID', filter=\"state eq 'idle'\", select=['id', 'vmSize'])"
    assert "vmSize eq 'a'" in forms["SDK call"]["note"]
    assert forms["az command"]["text"].startswith("az batch node list --pool-id POOL-ID --filter ")
    assert forms["Python"]["text"].startswith("Filter((node.state ==")
    assert forms["SQL"]["text"].startswith("SELECT ")
    assert " FROM items WHERE " in forms["SQL"]["text"]


def test_more_values_than_categories() -> None:
    items = [{"id": str(number), "state": f"s{number}"} for number in range(200)] + [{"id": "x"}]
    found = Listing(items, LIST_NODES).categories("state")
    assert found.labels[-2:] == [listing.OTHER, listing.ABSENT]
    assert len(found.labels) == listing.MAX_CATEGORIES + 2
    assert found.labels[found.cells[0]] == "s0"
    assert found.labels[found.cells[199]] == listing.OTHER
    assert found.labels[found.cells[200]] == listing.ABSENT


def test_a_filter_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FILTER_SECONDS", -1.0)
    slow = Listing(NODES, LIST_NODES)
    with pytest.raises(SlowError, match="longer than"):
        slow.matches("state eq 'idle'")
    assert "longer than" in views.view(slow, "state eq 'idle'", "", "state")["problem"]
