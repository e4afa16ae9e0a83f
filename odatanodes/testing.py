"""Assertions about filters for tests: which items they keep, and whether two of them mean the same.

A failure shows why: the trace of the filter for the item, or a small item that tells two filters apart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypedDict

from odatanodes.base.text import did_you_mean
from odatanodes.schema.types import ComplexType, item_type, noun_of, nouns_of, property_for

if TYPE_CHECKING:
    from typing import Unpack

    from odatanodes.build.expressions import Logical
    from odatanodes.filter import Filter
    from odatanodes.filter.items import Node
    from odatanodes.runtime import Clock, OnError, OnMissing
    from odatanodes.schema.types import EntityType, Listing, Semantics

    Undecided = Literal["fail", "pass"]
    Relation = Literal["equivalent", "implies"]

__all__ = ["assert_equivalent", "assert_implies", "assert_matches", "assert_rejects"]

DEADLINE_SECONDS = 2.0


class Options(TypedDict, total=False):
    """Options of a Filter that is made from text or a condition."""

    schema: EntityType | Listing | None
    semantics: Semantics
    on_missing: OnMissing
    on_error: OnError
    clock: Clock


def assert_matches(filter: Filter | Logical | str, *nodes: Node, **options: Unpack[Options]) -> None:
    """Assert that a filter keeps each item; the message has the trace of the first that it does not keep.

    `options` are those of Filter: `schema=LIST_TASKS`, `on_missing="null"`. An item with a property that the schema does not
    have, such as a Python name, raises ValueError: a condition on it would be about nothing.

    >>> assert_matches("state eq 'idle'", {"id": "n1", "state": "idle"})
    """
    __tracebackhide__ = True
    _assert_each(filter, nodes, options, wanted=True)


def assert_rejects(filter: Filter | Logical | str, *nodes: Node, **options: Unpack[Options]) -> None:
    """Assert that a filter keeps none of the items; the message has the trace of the first that it keeps; see `assert_matches`.

    >>> assert_rejects("state eq 'idle'", {"id": "n1", "state": "running"})
    """
    __tracebackhide__ = True
    _assert_each(filter, nodes, options, wanted=False)


def assert_implies(
    first: Filter | Logical | str,
    second: Filter | Logical | str,
    *,
    known_values: bool = False,
    examples: int = 1000,
    deadline: float = DEADLINE_SECONDS,
    undecided: Undecided = "fail",
) -> None:
    """Assert that every item that the first filter keeps is kept by the second; the message has one that is not.

    Decided exactly where `Filter.implies` can (`known_values` is its argument). Otherwise an item is searched for, in `examples`
    attempts and at most `deadline` seconds for all, which needs the extra `hypothesis`. If none is found, the assertion fails
    as "not decided", or holds with `undecided="pass"`. Raises ValueError for filters over different schemas.

    >>> assert_implies("startTaskInfo/exitCode gt 5", "startTaskInfo/exitCode ge 5")
    """
    __tracebackhide__ = True
    _assert_related(first, second, "implies", known_values, examples, deadline, undecided)


def assert_equivalent(
    first: Filter | Logical | str,
    second: Filter | Logical | str,
    *,
    known_values: bool = False,
    examples: int = 1000,
    deadline: float = DEADLINE_SECONDS,
    undecided: Undecided = "fail",
) -> None:
    """Assert that two filters keep the same items; arguments and failures are those of `assert_implies`.

    >>> assert_equivalent("not (state eq 'idle')", "state ne 'idle'")
    """
    __tracebackhide__ = True
    _assert_related(first, second, "equivalent", known_values, examples, deadline, undecided)


def _assert_each(source: Filter | Logical | str, nodes: tuple[Node, ...], options: Options, *, wanted: bool) -> None:
    __tracebackhide__ = True
    if not nodes:
        raise TypeError("no items are given: an assertion about none would always hold")
    if len(nodes) == 1 and isinstance(nodes[0], list | tuple):
        raise TypeError("items are given one by one: assert_matches(filter, *items)")
    filter = _filter(source, options)
    for node in nodes:
        if filter.schema is not None:
            _check_names(_data(node), filter.schema)
        if filter.matches(node) is not wanted:
            verb = "does not keep" if wanted else "keeps"
            raise AssertionError(f"the filter {verb} {_name(filter, node)}\n{_why(filter, node)}")


def _check_names(item: Mapping[str, object], type: ComplexType) -> None:
    """Raise ValueError for a property that the type does not have; annotations (`odata.etag`) may stand beside properties."""
    __tracebackhide__ = True
    for name, value in item.items():
        prop = type.properties.get(name)
        if prop is None and not {".", "@"} & set(name):
            meant = property_for(type, name)
            near = [meant.name] if meant is not None else did_you_mean(name, type.properties, most=1)
            help = f"; did you mean '{near[0]}'?" if near else ""
            raise ValueError(f"the item has '{name}', which is not a property of {type.name}{help}")
        inner = None if prop is None else item_type(prop.type)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(inner, ComplexType) and isinstance(part, Mapping):
                _check_names(part, inner)


def _assert_related(
    first: Filter | Logical | str,
    second: Filter | Logical | str,
    relation: Relation,
    known_values: bool,
    examples: int,
    deadline: float,
    undecided: Undecided,
) -> None:
    __tracebackhide__ = True
    if undecided not in ("fail", "pass"):
        raise ValueError(f"undecided is 'fail' or 'pass', not {undecided!r}")
    started = time.monotonic()
    from odatanodes.filter.combine import as_filters

    f, g = as_filters(first, second)
    decide = f.equivalent if relation == "equivalent" else f.implies
    verdict = decide(g, known_values=known_values, deadline=deadline / 2)
    if verdict.answer:
        return
    found, note = verdict.counterexample, verdict.reason
    if found is None:
        from odatanodes.strategies.search import search

        spent = time.monotonic() - started
        result = search(f, g, relation, examples=examples, deadline=max(0.0, deadline - spent))
        found, note = result.found, ""
        if found is None:
            if undecided == "pass":
                return
            raise AssertionError(_not_decided(f, g, relation, verdict.reason, result.tried, result.kept, spent + result.seconds))
    keeps, drops = (f, g) if f.matches(found) else (g, f)
    raise AssertionError(
        f"{str(keeps)!r} keeps {_article(noun_of(f.schema))} that {str(drops)!r} does not:\n"
        f"{json.dumps(found, indent=2, default=str)}\n\n"
        f"{_why(keeps, found)}\n\n{_why(drops, found)}" + (f"\n\nnote: {note}" if note else "")
    )


def _not_decided(f: Filter, g: Filter, relation: Relation, reason: str, tried: int, kept: int, seconds: float) -> str:
    claim = f"{str(f)!r} is equivalent to {str(g)!r}" if relation == "equivalent" else f"{str(f)!r} implies {str(g)!r}"
    lines = [
        f"not decided whether {claim}: no {noun_of(f.schema)} found that tells them apart, which is not a proof",
        f"searched for {seconds:.1f} s: {tried} {nouns_of(f.schema)} tried, of which the first filter keeps {kept}",
        *([f"reason: {reason}"] if reason else []),
        "raise examples= and deadline=, or pass undecided='pass' where the search is enough",
    ]
    return "\n".join(lines)


def _filter(source: Filter | Logical | str, options: Options) -> Filter:
    __tracebackhide__ = True
    from odatanodes.filter import Filter
    from odatanodes.filter.combine import as_filter

    return Filter(source, **options) if options else as_filter(source)


def _name(filter: Filter, node: Node) -> str:
    key = "id" if filter.schema is None else filter.schema.key
    data = _data(node)
    noun = noun_of(filter.schema)
    return f"{noun} {data[key]!r}" if key in data else f"the {noun}"


def _data(node: Node) -> Mapping[str, object]:
    return node if isinstance(node, Mapping) else node.model_dump(by_alias=True, exclude_unset=True)


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _why(filter: Filter, node: Node) -> str:
    return str(filter.trace(node))
