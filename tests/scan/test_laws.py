"""Laws of scanning: both decoders, with any read size, keep the same records and report the same bad ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes.runtime import NodeError
from odatanodes.strategies import filters, objects
from tests.kit.scanning import same_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes import Filter

PIECES = [
    b"\n",
    b"\r\n",
    b" ",
    b",",
    b"}",
    b"{",
    b"]",
    b"[",
    b'"',
    b"\\",
    b"\\u0041",
    b"NaN",
    b"1e999",
    b"0",
    b"\xff",
    b"\xc3\xa9",
    b"null",
    b'"value":[',
]
ODD_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 1.0, -0.0, 2**70, "", "1", [], {}, [None], [{}], {"value": []}, "\ud800"]
)


def lines(nodes: list[Any]) -> str:
    return "".join(json.dumps(node) + "\n" for node in nodes)


FORMS: list[Callable[[list[Any]], str]] = [
    lines,
    lines,
    lambda nodes: json.dumps({"value": nodes, "odata.nextLink": "x"}),
    lambda nodes: json.dumps(nodes, indent=1),
    lambda nodes: "\n".join(json.dumps(node, indent=2, ensure_ascii=False) for node in nodes),
    lambda nodes: "".join(json.dumps({"value": [node]}) + "\n" for node in nodes),
]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Filter, list[dict[str, Any]]]:
    """A filter with nodes related to it, some of which lack a property or have a value of another type."""
    filter = draw(filters())
    nodes = draw(st.lists(objects(only=filter.paths, missing=True), min_size=1, max_size=5))
    for node in nodes:
        if draw(st.integers(0, 3)) == 0 and node:
            node[draw(st.sampled_from(sorted(node)))] = draw(ODD_VALUES)
    return filter, nodes * draw(st.sampled_from([1, 1, 7]))  # where many begin alike they are read at once


def expected(filter: Filter, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the kept nodes by evaluation of dicts alone, without nodes on which it fails."""
    return [node for node in nodes if not fails(filter, node) and filter.matches(node)]


def check_valid(case: tuple[Filter, list[dict[str, Any]]], form: Callable[[list[Any]], str]) -> None:
    filter, nodes = case
    kept, bad = same_outcome(filter, form(nodes).encode("utf-8", "surrogateescape") if form is lines else form_bytes(form, nodes))
    assert [json.loads(raw) for raw in kept] == expected(filter, nodes)
    assert len(bad) == sum(fails(filter, node) for node in nodes)


def form_bytes(form: Callable[[list[Any]], str], nodes: list[Any]) -> bytes:
    """Return the text of nodes; an unpaired surrogate can only be written escaped."""
    try:
        return form(nodes).encode()
    except UnicodeEncodeError:
        return lines(nodes).encode()


def fails(filter: Filter, node: dict[str, Any]) -> bool:
    try:
        filter.matches(node)
    except NodeError:
        return True
    return False


def check_mutated(case: tuple[Filter, list[dict[str, Any]]], form: Callable[[list[Any]], str], data: st.DataObject) -> None:
    filter, nodes = case
    text = bytearray(form_bytes(form, nodes))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = min(len(text), at + data.draw(st.integers(0, 3)))
        text[at:end] = data.draw(st.sampled_from([b"", *PIECES]))
    if text.strip():
        same_outcome(filter, bytes(text))
        same_outcome(filter, bytes(text), stop_at_bad=True)


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from(FORMS))
def test_all_ways_keep_what_the_filter_keeps(case: tuple[Filter, list[dict[str, Any]]], form: Callable[[list[Any]], str]) -> None:
    check_valid(case, form)


@pytest.mark.thorough
@settings(max_examples=80, deadline=None)
@given(cases(), st.sampled_from(FORMS), st.data())
def test_all_ways_agree_on_what_is_broken(
    case: tuple[Filter, list[dict[str, Any]]], form: Callable[[list[Any]], str], data: st.DataObject
) -> None:
    check_mutated(case, form, data)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(cases(), st.sampled_from(FORMS), st.data())
def test_all_ways_agree_at_length(
    case: tuple[Filter, list[dict[str, Any]]], form: Callable[[list[Any]], str], data: st.DataObject
) -> None:
    check_valid(case, form)
    check_mutated(case, form, data)
