"""Path expressions: complex values with their properties, collections with `any` and `all`, and values of unknown type.

Each property of the schema is an attribute and an item; any other name is an error at once.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.build.expressions import CLASSES, Comparable, Condition, Expression, Logical, call_node, compare, make
from odatanodes.build.generic import Generic
from odatanodes.build.lambdas import quantify
from odatanodes.build.numbers import Addable, Divisible, DurationParts, InstantParts, NumberExpr, Scalable, Subtractable
from odatanodes.build.strings import Sequential, Textual
from odatanodes.schema.types import ComplexType

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from odatanodes.schema.types import Property

    Item = TypeVar("Item")
else:
    Item = None

_tables: dict[int, tuple[ComplexType, dict[str, Property]]] = {}
"""Properties by Python name, by the identity of their type, which the entry keeps alive."""
_MOST_TABLES = 1000


def properties(type: ComplexType) -> dict[str, Property]:
    """Return the properties of a type by their names in Python."""
    found = _tables.get(id(type))
    if found is None:
        if len(_tables) >= _MOST_TABLES:
            _tables.clear()
        found = _tables[id(type)] = (type, {prop.python_name: prop for prop in type.properties.values()})
    return found[1]


class Nullable(Expression):
    """What compares with null only."""

    __slots__ = ()
    __hash__ = object.__hash__

    def eq(self, other: AnyExpr | None) -> Condition:
        """`x eq null`."""
        return compare("eq", self, other)

    def ne(self, other: AnyExpr | None) -> Condition:
        """`x ne null`."""
        return compare("ne", self, other)

    def __eq__(self, other: AnyExpr | None) -> Condition:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: AnyExpr | None) -> Condition:  # type: ignore[override]
        return compare("ne", self, other)


class ComplexExpr(Nullable):
    """A node, task, job … or a part of one: properties are attributes (`start_task_info`), and items by wire name."""

    __slots__ = ()
    _kind = "structured"

    if not TYPE_CHECKING:  # type checkers see the generated classes, where a wrong name is an error

        def __getattr__(self, name: str) -> Expression:
            prop = properties(self._type).get(name)
            if prop is None:
                raise AttributeError(_no_property(self._type, name, python=True))
            return _step(self._expr, prop)

        def __getitem__(self, path: str) -> Expression:
            """Return the property with this wire name, or at the end of a path of them: `node["startTaskInfo/exitCode"]`."""
            if not isinstance(path, str):
                raise TypeError(f"a property is named by a string, not {path!r}")
            name, slash, rest = path.partition("/")
            prop = self._type.properties.get(name)
            if prop is None:
                raise KeyError(_no_property(self._type, name, python=False))
            found = _step(self._expr, prop)
            if not slash:
                return found
            if not isinstance(found, ComplexExpr | AnyExpr):
                raise KeyError(f"'{name}' is {found._type.name} and has no '{rest}'")
            return found[rest]

    def __dir__(self) -> list[str]:
        assert isinstance(self._type, ComplexType)
        return sorted({*object.__dir__(self), *properties(self._type)})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._type.name}>" if self._expr is None else super().__repr__()


def _step(source: ast.Expr | None, prop: Property) -> Expression:
    return make(ast.Member(source, prop.name, type=prop.type, prop=prop), prop.type, prop.members)


def _no_property(type: ComplexType, name: str, *, python: bool) -> str:
    """Say that a type has no property of that name, and which name was meant."""
    from odatanodes.base.text import did_you_mean

    table = properties(type)
    if python and name in type.properties:
        meant = [type.properties[name].python_name]
    elif not python and name in table:
        meant = [table[name].name]
    else:
        from odatanodes.schema.deeper import deeper

        below = [_written(type, path) if python else path for path in deeper(type, name)[0]]
        meant = [*below, *did_you_mean(name, table if python else type.properties)][:3]
    help = f"; did you mean {' or '.join([repr(candidate) for candidate in meant])}?" if meant else ""
    return f"no property '{name}' on {type.name}{help}"


def _written(type: ComplexType, path: str) -> str:
    """Return a path as Python writes it: `execution_info.exit_code`."""
    steps, here = [], type
    for name in path.split("/"):
        prop = here.properties[name]
        steps.append(prop.python_name)
        here = prop.type if isinstance(prop.type, ComplexType) else here
    return ".".join(steps)


class Quantified(Expression, Generic[Item]):
    """What only collections have: `any` and `all` take a function from an item to a condition."""

    __slots__ = ()

    def any(self, predicate: Callable[[Item], Logical] | None = None) -> Condition:
        """`x/any(t:…)`: some item meets the condition; without one: there is an item."""
        return Condition(ast.Lambda(self.expr, "any") if predicate is None else quantify(self, "any", predicate))

    def all(self, predicate: Callable[[Item], Logical]) -> Condition:
        """`x/all(t:…)`: every item meets the condition, also when there is none."""
        return Condition(quantify(self, "all", predicate))

    def count(self) -> NumberExpr:
        """`x/$count`: how many items there are."""
        return NumberExpr(ast.Count(self.expr), edm.INT64)

    def hassubset(self, items: Iterable[object] | AnyExpr) -> Condition:
        """`hassubset(x,items)`: each of the items is there."""
        return Condition(call_node("hassubset", "collection", self, items))

    def hassubsequence(self, items: Iterable[object] | AnyExpr) -> Condition:
        """`hassubsequence(x,items)`: the items are there in this order."""
        return Condition(call_node("hassubsequence", "collection", self, items))


class CollectionExpr(Nullable, Sequential["object", "AnyExpr"], Quantified[Item], Generic[Item]):
    """A collection."""

    __slots__ = ()
    _kind = "collection"


# No subclass of the classes it stands in for: Python asks the right side of `<` first when it is of a subclass.
class AnyExpr(
    Comparable["object"],
    Logical,
    Textual,
    Addable["object", "AnyExpr"],
    Subtractable["object", "AnyExpr"],
    Scalable["AnyExpr"],
    Divisible,
    InstantParts,
    DurationParts,
    Quantified["AnyExpr"],
):
    """An expression whose type is not known here: it has every property and every method, checked when a Filter is made."""

    __slots__ = ()
    _kind = "any"
    _default = edm.ANY

    def __getattr__(self, name: str) -> AnyExpr:
        if name.startswith("_"):
            raise AttributeError(f"'AnyExpr' object has no attribute {name!r}")
        return AnyExpr(ast.Member(self._expr, name))

    def __getitem__(self, path: str) -> AnyExpr:
        """Return the property at the end of a path of wire names."""
        if not isinstance(path, str):
            raise TypeError(f"a property is named by a string, not {path!r}")
        found = self._expr
        for name in path.split("/"):
            found = ast.Member(found, name)
        return AnyExpr(found)


CLASSES["structured"] = ComplexExpr
CLASSES["collection"] = CollectionExpr
CLASSES["any"] = CLASSES["null"] = AnyExpr
