"""Parameter aliases (`@since`): the parameters of a filter, binding of values, and templates with holes.

Binding replaces each alias of a typed tree by a literal; a value is never parsed as text, so it cannot be anything but a value.
A template (PEP 750) becomes text with an alias for each hole.
Source: OData 4.01 URL Conventions 5.3 (Parameter Aliases).
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.ast import unsealed as _unsealed
from odatanodes.base.text import did_you_mean, picture
from odatanodes.diagnostics import ODataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol, TypeAlias

    Typed: TypeAlias = tuple[Any, edm.Type, bool]

    class Interpolation(Protocol):
        """A hole of a template: `string.templatelib.Interpolation`."""

        @property
        def value(self) -> object: ...
        @property
        def expression(self) -> str: ...
        @property
        def conversion(self) -> str | None: ...
        @property
        def format_spec(self) -> str: ...

    class Template(Protocol):
        """A template string: `string.templatelib.Template`."""

        @property
        def strings(self) -> tuple[str, ...]: ...
        @property
        def interpolations(self) -> tuple[Interpolation, ...]: ...


__all__ = ["Binder", "ParameterError", "bind", "check_holes", "from_template", "parameters"]


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


_LISTS = (list, tuple, set, frozenset)


def _converted(name: str, value: object) -> Typed | list[Typed]:
    """Return the value of a parameter as a literal's value, or as a list of them."""
    try:
        return [_typed(item) for item in _ordered(value)] if isinstance(value, _LISTS) else _typed(value)
    except (TypeError, ValueError) as error:
        if isinstance(getattr(value, "expr", None), ast.Expr):
            raise ParameterError(f"'@{name}' takes a value, not an expression; join filters with & and |") from None
        raise ParameterError(f"'@{name}' cannot be {picture(value)}: {error}") from error


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


# --- templates -------------------------------------------------------------------------------------------------------


def from_template(template: Template) -> tuple[str, dict[str, object]]:
    """Return the text of a template with a parameter alias for each hole, and the values of these.

    Holes are named after what stands in them (`{state}` becomes `@state`). Raises ParameterError for a hole inside quotes, one
    that touches a name, one with a conversion or format (which would make text of the value), and for anything but a template.
    """
    try:
        strings, holes = template.strings, template.interpolations
    except AttributeError:
        raise ParameterError(
            f"a template is written t'…' (PEP 750), this is {type(template).__name__}: an f-string no longer knows its values"
        ) from None
    taken = _aliases("\n".join(strings))
    parts: list[str] = [strings[0]]
    values: dict[str, object] = {}
    quote = ""
    for before, hole, after in zip(strings, holes, strings[1:], strict=False):
        quote = _quote_after(before, quote)
        shown = "{" + hole.expression + "}"
        if quote:
            raise ParameterError(f"the hole {shown} stands inside quotes: write {shown} without them, a value brings its own")
        if hole.conversion or hole.format_spec:
            extra = (f"!{hole.conversion}" if hole.conversion else "") + (f":{hole.format_spec}" if hole.format_spec else "")
            raise ParameterError(f"the hole {shown} makes text of its value: leave '{extra}' out")
        if before[-1:] in _TOUCHING_BEFORE or _is_word(before[-1:]) or after[:1] in _TOUCHING_AFTER or _is_word(after[:1]):
            raise ParameterError(f"the hole {shown} touches a name: a hole stands for a whole value")
        name = _alias_name(hole.expression, taken)
        taken.add(name)
        values[name] = hole.value
        parts += ["@", name, after]
    return "".join(parts), values


_TOUCHING_BEFORE = frozenset("/@.$'")
_TOUCHING_AFTER = frozenset("/.#'")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _aliases(text: str) -> set[str]:
    """Return every word behind an @: what a new alias must not be called."""
    words = set()
    for part in text.split("@")[1:]:
        end = next((place for place, char in enumerate(part) if not _is_word(char)), len(part))
        words.add(part[:end])
    return words


def _alias_name(expression: str, taken: set[str]) -> str:
    stem = expression.rpartition(".")[2] if expression.replace(".", "_").isidentifier() else ""
    stem = stem if stem.isascii() and len(stem) <= 60 else ""
    name, number = stem or "p", 2
    while name in taken:
        name = f"{stem or 'p'}{number}"
        number += 1
    return name


def _quote_after(text: str, quote: str) -> str:
    """Return the quote that is open at the end of a text, given the one that is open at its start; "" for none."""
    escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif quote == '"' and char == "\\":
            escaped = True
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
    return quote


def check_holes(expr: ast.Expr, values: Mapping[str, object]) -> None:
    """Raise ParameterError unless each hole of a template stands once, where a value stands, beside something to compare with.

    `expr` is the typed tree of the text that `from_template` returned with these values.
    """
    places: dict[str, int] = dict.fromkeys(values, 0)
    for node in ast.walk(expr):
        if isinstance(node, ast.Alias) and node.name in places:
            places[node.name] += 1
        elif isinstance(node, ast.Compare):
            for hole, beside in ((node.left, node.right), (node.right, node.left)):
                lonely = isinstance(hole, ast.Alias) and isinstance(beside, ast.Literal | ast.Alias)
                if lonely and isinstance(hole, ast.Alias) and isinstance(values.get(hole.name), str):
                    raise ParameterError(
                        f"the hole '@{hole.name}' is compared with no property; it stands for a value: write properties out"
                    )
    for name, count in places.items():
        if count != 1:
            raise ParameterError(f"the hole '@{name}' does not stand where a value stands")
