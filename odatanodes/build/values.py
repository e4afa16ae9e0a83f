"""Python values as tree nodes, the kinds of operands, and the errors for two that do not go together.

A value becomes a Literal, never text that would be parsed. A mistake raises at the line that has it: TypeError for a value of the
wrong kind, ValueError for a wrong value of the right kind.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.schema.entities import owner_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn


KINDS: dict[str, str] = {
    "null": "null",
    "any": "any",
    "Edm.String": "string",
    "Edm.Boolean": "boolean",
    **dict.fromkeys([type.name for type in edm.NUMBERS], "number"),
    "Edm.DateTimeOffset": "instant",
    "Edm.Date": "date",
    "Edm.TimeOfDay": "time",
    "Edm.Duration": "duration",
    "Edm.Guid": "guid",
    "Edm.Binary": "binary",
}
"""The kind of operand by the name of its type; the other types go by their class (`kind_of`)."""

MAX_TEXT = 10_000
"""Characters of the text of an expression that has no canonical text."""
_LISTS = (list, tuple, set, frozenset)


def kind_of(type: edm.Type) -> str:
    """Return the kind of operand for an EDM type, which decides its methods and what it compares with."""
    kind = KINDS.get(type.name)
    if kind is not None:
        return kind
    if isinstance(type, edm.CollectionType):
        return "collection"
    return "structured" if isinstance(type, edm.StructuredType) else "any"


def literal_node(value: object) -> ast.Literal:
    """Return the Literal of a Python value.

    Raises TypeError for a class that has no EDM counterpart, ValueError for a naive datetime and what no literal writes.
    """
    return ast.Literal(edm.from_python(value))


def value_node(value: object) -> ast.Expr:
    """Return the node of a Python value: a Literal, or an Array of them for a list, tuple or set."""
    if isinstance(value, _LISTS):
        items = tuple([literal_node(item) for item in ordered(value)])
        return ast.Array(items, type=edm.CollectionType(items[0].type if items else edm.ANY))
    return literal_node(value)


def ordered(values: Iterable[object]) -> list[object]:
    """Return values as a list; those of a set in an order that does not change from run to run."""
    listed = list(values)
    if isinstance(values, set | frozenset):
        listed.sort(key=lambda value: (type(value).__name__, str(getattr(value, "value", value))))
    return listed


def list_node(values: Iterable[object]) -> ast.List:
    """Return the right side of `in` as a List; raises TypeError for anything but a list of values."""
    if isinstance(values, str | bytes):
        raise TypeError(f"'in' takes a list of values, not one {type(values).__name__}: write [{values!r}]")
    try:
        items = ordered(values)
    except TypeError:
        raise TypeError(f"'in' takes a list of values, not {values!r}") from None
    for item in items:
        if isinstance(getattr(item, "expr", None), ast.Expr):
            raise TypeError("a list for 'in' holds values only; for expressions write any_of(a == x, a == y)")
    return ast.List(tuple([literal_node(item) for item in items]))


def check_member(owner: ast.Expr, members: tuple[str, ...], value: object) -> None:
    """Raise ValueError when a string is not, in any case, a member of an enumeration that travels as a string."""
    if value in members or not isinstance(value, str):
        return
    folded = value.casefold()
    if any(folded == member.casefold() for member in members):
        return
    from odatanodes.base.text import did_you_mean

    near = did_you_mean(value, members)
    listed = ", ".join([repr(member) for member in members])
    help = f"did you mean {' or '.join([repr(member) for member in near])}?" if near else f"the values are {listed}"
    raise ValueError(f"'{value}' is not a value of '{shown(owner)}'; {help}")


# --- text ------------------------------------------------------------------------------------------------------------


def text_of(node: ast.Expr) -> str:
    """Return the text of an expression as `str(Filter(expression))` is: for the Batch service, unless a property is another's."""
    from odatanodes.serialize import to_text

    roots = (part.prop for part in ast.walk(node) if isinstance(part, ast.Member) and part.source is None)
    foreign = any(prop is not None and owner_of(prop) is None for prop in roots)
    try:
        return to_text(node, "odata4" if foreign else "batch")
    except ValueError:  # no text for a variable outside its lambda
        return shown(node, MAX_TEXT)


def shown(node: ast.Expr, room: int = 80) -> str:
    """Return the text of a node for a message, shortened."""
    from odatanodes.serialize.excerpt import excerpt

    return excerpt(node, room)


def described(node: ast.Expr, type: edm.Type) -> str:
    """Return a description of a node: `'totalTasksRun' is Edm.Int32`."""
    text = shown(node)
    text = text if isinstance(node, ast.Literal) else f"'{text}'"
    return f"{text} is {'null' if type is edm.NULL else type.name}"


def refuse(op: str, left: ast.Expr, left_type: edm.Type, right: ast.Expr, right_type: edm.Type) -> NoReturn:
    """Raise the TypeError for two operands that do not go together."""
    help = _advice(left_type, right) or _advice(right_type, left)
    message = f"'{op}' does not take these two: {described(left, left_type)}, {described(right, right_type)}"
    raise TypeError(f"{message}; {help}" if help else message)


def _advice(wanted: edm.Type, given: ast.Expr) -> str:
    """Return what to write in place of a string or date that stands beside a type it does not compare with."""
    if not isinstance(given, ast.Literal):
        return ""
    kind = kind_of(wanted)
    if isinstance(given.value, str):
        if kind == "number" and given.value.strip().lstrip("+-").isdecimal():
            return f"write {given.value.strip()} without quotes"
        return {
            "instant": "give a datetime with a zone, or DateTimeOffset.parse(…)",
            "date": "give a date, or Date.parse(…)",
            "time": "give a time, or TimeOfDay.parse(…)",
            "duration": "give a timedelta, or Duration.parse(…)",
            "boolean": "give True or False",
            "guid": "give a UUID",
        }.get(kind, "")
    if kind == "instant" and isinstance(given.value, edm.Date):
        return "give a datetime with a zone, or compare its .date()"
    return ""
