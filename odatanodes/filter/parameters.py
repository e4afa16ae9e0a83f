"""Parameter aliases (`@since`): the parameters of a filter, and values in their places.

Binding replaces each alias of a typed tree by a literal; a value is never parsed as text, so it cannot be anything but a value.
Source: OData 4.01 URL Conventions 5.3 (Parameter Aliases).
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.ast import unsealed as _unsealed
from odatanodes.base.text import did_you_mean, picture
from odatanodes.diagnostics import ODataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeAlias

    from odatanodes.diagnostics import Diagnostic

    Typed: TypeAlias = tuple[Any, edm.Type, bool]


__all__ = ["Binder", "ParameterError", "about_values", "bind", "parameters"]


class ParameterError(ODataError, TypeError):
    """The values do not go with the parameters: one is missing, unknown, or nothing that can stand in a filter."""

    def __init__(self, message: str) -> None:
        ODataError.__init__(self, (), "")
        self.args = (message,)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), self.args


def parameters(expr: ast.Node) -> dict[str, edm.Type]:
    """Return the parameters of a typed tree with the types their places ask for, in the order of the text.

    A type is `edm.ANY` where the place takes any, and a collection on the right of `in`.
    """
    found: dict[str, edm.Type] = {}
    for node in ast.walk(expr):
        if isinstance(node, ast.Alias) and found.get(node.name, edm.ANY) is edm.ANY:
            found[node.name] = node.type
    return found


def bind(expr: ast.Expr, values: Mapping[str, object], *, partial: bool = False) -> tuple[ast.Expr, bool]:
    """Return the tree with literals in the places of its aliases, and whether each is known to fit its place: see `Binder.bind`."""
    return Binder(expr).bind(values, partial=partial)


def about_values(found: Sequence[Diagnostic], expr: ast.Expr) -> list[Diagnostic]:
    """Return the findings about values that were bound, with help that names a value of Python; `expr` has the aliases."""
    aliases = {node.span: node for node in ast.walk(expr) if isinstance(node, ast.Alias)}
    return [
        finding.replace(help=f"give '@{alias.name}' {_wanted(alias.type)}", fix=None)
        if (alias := aliases.get(finding.span)) is not None and finding.code in _OF_TYPES and _wanted(alias.type)
        else finding
        for finding in found
    ]


_OF_TYPES = frozenset({"ODN301", "ODN302", "ODN303", "ODN305"})
"""Findings about a literal of a type that does not fit."""
_VALUES = {
    **dict.fromkeys(("Byte", "SByte", "Int16", "Int32", "Int64"), "an int"),
    **dict.fromkeys(("Decimal", "Double", "Single"), "a number"),
    "String": "a str",
    "Boolean": "True or False",
    "DateTimeOffset": "a datetime with a time zone",
    "Date": "a date",
    "TimeOfDay": "a time",
    "Duration": "a timedelta",
    "Guid": "a UUID",
    "Binary": "bytes",
}


def _wanted(type: edm.Type) -> str:
    """Return what a value of a type is in Python; empty where that is not known."""
    item = type.item if isinstance(type, edm.CollectionType) else type
    return _VALUES.get(str(item).removeprefix("Edm."), "")


class Binder:
    """A typed tree, prepared for being bound many times: parts without an alias are visited only here."""

    __slots__ = ("_make", "expr", "parameters")

    def __init__(self, expr: ast.Expr) -> None:
        self.expr = expr
        self.parameters = parameters(expr)
        self._make = _prepare(expr) if self.parameters else None

    def bind(self, values: Mapping[str, object], *, partial: bool = False) -> tuple[ast.Expr, bool]:
        """Return the tree with literals in the places of its aliases, and whether each is known to fit its place.

        Where that is False the tree has to be checked (check.check) before it is used; where it is True checking it would find
        what it found in the template. Literals keep the spans of their aliases. Lists, tuples and sets stand where a collection
        is asked for; an empty one on the right of `in` makes the `in` false. `partial` leaves aliases without value as they are.
        Raises ParameterError for unknown and missing names and for values that no literal stands for.
        """
        known = self.parameters
        if values.keys() != known.keys() and not (partial and values.keys() <= known.keys()):
            raise ParameterError(_complaint(known, values, partial=partial))
        if self._make is None:
            return self.expr, True
        typed = {
            name: (value, edm.STRING, True) if value.__class__ is str and value.isascii() else _converted(name, value)
            for name, value in values.items()
        }
        binding = _Binding(typed)
        return self._make(binding), binding.sure


def _complaint(known: Mapping[str, edm.Type], values: Mapping[str, object], *, partial: bool) -> str:
    said = []
    for name in values:
        if name not in known:
            near = did_you_mean(name, known)
            said.append(f"there is no parameter '@{name}'" + (f" (did you mean '@{near[0]}'?)" if near else ""))
    if not partial:
        said += [f"'@{name}' has no value" for name in known if name not in values]
    listed = ", ".join([f"'@{name}'" for name in known])
    return f"{', '.join(said)}; {f'the parameters are {listed}' if known else 'the filter has no parameters'}"


class _Binding:
    """The values of one bind, and whether all those bound so far are known to fit."""

    __slots__ = ("sure", "values")

    def __init__(self, values: dict[str, Typed | list[Typed]]) -> None:
        self.values = values
        self.sure = True


def _prepare(node: Any) -> Callable[[_Binding], Any] | None:
    """Return what makes the bound node of a binding; None for a node without aliases."""
    kind = node.__class__
    if kind is ast.Alias:
        return _prepare_alias(node)
    if kind is ast.Compare and ast.Alias in (node.left.__class__, node.right.__class__):
        return _prepare_comparison(node)
    if kind is ast.In and node.right.__class__ is ast.Alias:
        return _prepare_membership(node)
    below = node.children()
    makers = [_prepare(child) for child in below]
    if not any(makers):
        return None
    parts = list(zip(makers, below, strict=True))
    if kind is ast.And or kind is ast.Or:
        span, type = node.span, node.type
        return lambda binding: kind(tuple([make(binding) if make else child for make, child in parts]), span, type)
    return lambda binding: ast.with_children(node, below, [make(binding) if make else child for make, child in parts])


def _prepare_alias(alias: ast.Alias) -> Callable[[_Binding], ast.Expr]:
    """Prepare an alias that is not compared with a property: what fits there is left to check (zero is a wrong divisor)."""

    def make(binding: _Binding) -> ast.Expr:
        found = binding.values.get(alias.name)
        if found is None:
            return alias
        binding.sure = False
        if isinstance(found, list):
            return _array(alias, found)
        return ast.Literal(found[0], "", alias.span, found[1])

    return make


def _prepare_comparison(node: ast.Compare) -> Callable[[_Binding], ast.Compare]:
    """Prepare a comparison with an alias; `property op @name`, the usual one, without a step between."""
    left, op, right, span, type = node.left, node.op, node.right, node.span, node.type
    make_left, make_right = _prepare(left), _prepare(right)

    def make(binding: _Binding) -> ast.Compare:
        first = make_left(binding) if make_left else left
        return ast.Compare(op, first, make_right(binding) if make_right else right, span, type)

    if not (isinstance(left, ast.Member) and isinstance(right, ast.Alias) and left.prop is not None and make_left is None):
        return make
    name, place, wanted, members = right.name, right.span, right.type, left.prop.members
    if members and op not in ("eq", "ne"):
        return make

    def make_usual(binding: _Binding) -> ast.Compare:
        found = binding.values.get(name)
        if found.__class__ is not tuple:
            return make(binding)
        value, kind, valid = found
        if kind is not wanted or not valid or (members and value not in members):
            binding.sure = False
        return _unsealed.Compare(op, left, _unsealed.Literal(value, "", place, kind), span)

    return make_usual


def _prepare_membership(node: ast.In) -> Callable[[_Binding], ast.Expr]:
    """Prepare `left in @states`."""
    left, alias, wanted = node.left, node.right, node.left.type
    assert isinstance(alias, ast.Alias)
    make_left = _prepare(left)
    prop = left.prop if isinstance(left, ast.Member) else None
    members = () if prop is None else prop.members

    def make(binding: _Binding) -> ast.Expr:
        first = make_left(binding) if make_left else left
        found = binding.values.get(alias.name)
        if found is None:
            return ast.In(first, alias, node.span, node.type)
        if not isinstance(found, list):
            raise ParameterError(f"'@{alias.name}' stands on the right of 'in': give a list of values, not {picture(found[0])}")
        if not found:
            return ast.Literal(False, "", node.span)
        for value, type, valid in found:
            if type is not wanted or not valid or prop is None or (members and value not in members):
                binding.sure = False
        items = tuple([ast.Literal(value, "", alias.span, type) for value, type, _ in found])
        return ast.In(first, ast.List(items, alias.span, edm.CollectionType(wanted)), node.span, node.type)

    return make


def _array(alias: ast.Alias, found: list[Typed]) -> ast.Array:
    if alias.type is not edm.ANY and not isinstance(alias.type, edm.CollectionType):
        raise ParameterError(f"'@{alias.name}' stands for one {alias.type}, not for a list; a list stands on the right of 'in'")
    return ast.Array(tuple([ast.Literal(value, "", alias.span, type) for value, type, _ in found]), alias.span)


def _converted(name: str, value: object) -> Typed | list[Typed]:
    """Return the value of a parameter as a literal's value, or as a list of them."""
    try:
        return [_typed(item) for item in _ordered(value)] if _is_list(value) else _typed(value)
    except (TypeError, ValueError) as error:
        if isinstance(getattr(value, "expr", None), ast.Expr):
            raise ParameterError(f"'@{name}' takes a value, not an expression; join filters with & and |") from None
        raise ParameterError(f"'@{name}' cannot be {picture(value)}: {error}") from error


def _is_list(value: object) -> bool:
    """Whether a value is several: a list, a set, a range, the keys of a dict, a generator …; neither text nor a mapping."""
    if not hasattr(type(value), "__iter__"):
        return False
    return not (isinstance(value, (str, bytes, bytearray, memoryview)) or hasattr(value, "expr") or hasattr(value, "keys"))


def _typed(value: Any) -> Typed:
    """Return a literal's value, its type, and whether it is sure to be one (edm's own dates may be days that no calendar has)."""
    literal = edm.from_python(value)
    return literal, edm.type_of(literal), literal is not value or getattr(value, "valid", True)


def _ordered(values: Any) -> list[object]:
    """Return values as a list; those of a set in an order that does not change from run to run."""
    listed = list(values)
    if isinstance(values, set | frozenset):
        listed.sort(key=lambda value: (type(value).__name__, str(getattr(value, "value", value))))
    return listed
