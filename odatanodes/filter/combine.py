"""`all_of` and `any_of`: conditions of every kind joined, filters, builder conditions and text alike."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import picture
from odatanodes.build import make
from odatanodes.build.expressions import Condition, Logical
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias, overload

    Plain: TypeAlias = Logical | str
    Any: TypeAlias = Filter | Logical | str

__all__ = ["all_of", "any_of", "as_filter", "as_filters"]

if TYPE_CHECKING:

    @overload
    def all_of(*conditions: Plain | Iterable[Plain]) -> Condition: ...
    @overload
    def all_of(first: Filter, /, *conditions: Any) -> Filter: ...
    @overload
    def all_of(*conditions: Any | Iterable[Any]) -> Condition | Filter: ...


def all_of(*conditions: Any | Iterable[Any]) -> Condition | Filter:
    """Return the conjunction of conditions, given one by one or as one iterable; of none: `true`.

    A condition is a Filter, a builder condition or text. With a Filter among them the result is a Filter, with its schema and
    options; without one it is a builder condition. Raises ODataSyntaxError and ODataCheckError for text, ValueError for
    filters with different options.

    >>> from odatanodes import node
    >>> str(all_of(Filter("state eq 'idle'"), node.total_tasks_run > 5, "isDedicated"))
    "state eq 'idle' and totalTasksRun gt 5 and isDedicated"
    """
    return _combined(ast.And, conditions)


if TYPE_CHECKING:

    @overload
    def any_of(*conditions: Plain | Iterable[Plain]) -> Condition: ...
    @overload
    def any_of(first: Filter, /, *conditions: Any) -> Filter: ...
    @overload
    def any_of(*conditions: Any | Iterable[Any]) -> Condition | Filter: ...


def any_of(*conditions: Any | Iterable[Any]) -> Condition | Filter:
    """Return the disjunction of conditions, given one by one or as one iterable; of none: `false`. See `all_of`.

    >>> str(any_of([Filter("state eq 'idle'"), "state eq 'offline'"]))
    "state eq 'idle' or state eq 'offline'"
    """
    return _combined(ast.Or, conditions)


def as_filter(source: Any) -> Filter:
    """Return a Filter as it is, and a builder condition or text as one. Raises TypeError for anything else."""
    return as_filters(source)[0]


def as_filters(*sources: Any) -> list[Filter]:
    """Return Filters as they are, and conditions and text with the options of the first Filter among them."""
    for source in sources:
        if not isinstance(source, (Filter, Logical, str)):
            raise TypeError(f"a filter is a Filter, a builder condition or text, not {picture(source)}")
    first = next((source for source in sources if isinstance(source, Filter)), None)
    return [
        source if isinstance(source, Filter) else Filter(source) if first is None else first._like(source) for source in sources
    ]


def _combined(kind: type[ast.And | ast.Or], conditions: tuple[object, ...]) -> Condition | Filter:
    if len(conditions) == 1 and not isinstance(conditions[0], (Filter, Logical, str)):
        try:
            conditions = tuple(conditions[0])  # type: ignore[arg-type]
        except TypeError:
            raise TypeError(f"a condition is a Filter, a builder condition or text, not {picture(conditions[0])}") from None
    first = next((condition for condition in conditions if isinstance(condition, Filter)), None)
    if first is not None:
        return first._joined(kind, conditions)
    plain = [make.expression(parse_filter(condition)) if isinstance(condition, str) else condition for condition in conditions]
    made = make.all_of if kind is ast.And else make.any_of
    return made(*plain)  # type: ignore[arg-type]  # it names what is not a condition
