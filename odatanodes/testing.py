"""Assertions about filters for tests: which nodes they keep, and whether two of them mean the same.

What fails shows why: the trace of the filter for the node, or a small node that tells two filters apart.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    from odatanodes.filter import Filter

__all__ = ["assert_equivalent", "assert_implies", "assert_matches", "assert_rejects"]


def assert_matches(filter: Filter | str, *nodes: Mapping[str, Any]) -> None:
    """Assert that a filter keeps each node; the message has the trace of the first it does not keep.

    >>> assert_matches("state eq 'idle'", {"id": "n1", "state": "idle"})
    """
    _assert_each(filter, nodes, wanted=True)


def assert_rejects(filter: Filter | str, *nodes: Mapping[str, Any]) -> None:
    """Assert that a filter keeps none of the nodes; the message has the trace of the first it keeps.

    >>> assert_rejects("state eq 'idle'", {"id": "n1", "state": "running"})
    """
    _assert_each(filter, nodes, wanted=False)


def assert_implies(first: Filter | str, second: Filter | str, *, known_values: bool = False, examples: int = 200) -> None:
    """Assert that whatever the first filter keeps, the second keeps; the message has a node that shows it does not.

    Decided exactly where `Filter.implies` can (`known_values` is its argument); otherwise nodes are searched for with Hypothesis,
    `examples` of each kind, and the assertion holds when none is found, which is no proof. That needs the extra `hypothesis`.
    Raises ValueError for filters over different schemas.

    >>> assert_implies("startTaskInfo/exitCode gt 5", "startTaskInfo/exitCode ge 5")
    """
    _assert_related(first, second, "implies", examples, known_values=known_values)


def assert_equivalent(first: Filter | str, second: Filter | str, *, known_values: bool = False, examples: int = 200) -> None:
    """Assert that two filters keep the same nodes; decided or searched for as `assert_implies` does.

    >>> assert_equivalent("not (state eq 'idle')", "state ne 'idle'")
    """
    _assert_related(first, second, "equivalent", examples, known_values=known_values)


def _assert_each(source: Filter | str, nodes: tuple[Mapping[str, Any], ...], *, wanted: bool) -> None:
    __tracebackhide__ = True
    if not nodes:
        raise TypeError("no nodes to look at: an assertion about none would always hold")
    filter = _filter(source)
    for node in nodes:
        if filter.matches(node) is not wanted:
            verb = "does not keep" if wanted else "keeps"
            raise AssertionError(f"the filter {verb} {_name(filter, node)}\n{_why(filter, node)}")


def _assert_related(
    first: Filter | str, second: Filter | str, relation: Literal["equivalent", "implies"], examples: int, *, known_values: bool
) -> None:
    __tracebackhide__ = True
    f, g = _filter(first), _filter(second)
    decide = f.equivalent if relation == "equivalent" else f.implies
    verdict = decide(g, known_values=known_values)
    if verdict.answer:
        return
    found, note = verdict.counterexample, verdict.reason
    if found is None:
        from odatanodes.strategies import counterexample

        found, note = counterexample(f, g, relation, examples=examples), ""
    if found is None:
        return
    keeps, drops = (f, g) if f.matches(found) else (g, f)
    raise AssertionError(
        f"{str(keeps)!r} keeps a node that {str(drops)!r} does not:\n{json.dumps(found, indent=2, default=str)}\n\n"
        f"{_why(keeps, found)}\n\n{_why(drops, found)}" + (f"\n\nnote: {note}" if note else "")
    )


def _filter(source: Filter | str) -> Filter:
    from odatanodes.filter import Filter

    return Filter(source) if isinstance(source, str) else source


def _name(filter: Filter, node: Mapping[str, Any]) -> str:
    key = "id" if filter.schema is None else filter.schema.key
    return f"node {node[key]!r}" if key in node else "the node"


def _why(filter: Filter, node: Mapping[str, Any]) -> str:
    return str(filter.trace(node))
