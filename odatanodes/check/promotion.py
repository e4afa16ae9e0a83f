"""Which types an operator takes and what comes out, as tables.

Source: OData 4.01 URL Conventions 5.1.1.1 (Logical Operators), 5.1.1.2 (Arithmetic Operators), "Numeric Promotion" and
5.1.1.10.1 (cast). Where one operand is ANY or null, callers ask nothing here.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.edm import DATE, DATE_TIME_OFFSET, DECIMAL, DOUBLE, DURATION, INT16, INT32, INT64, INTEGERS, NUMBERS, SINGLE

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.functions.table import Function

NEVER_COMPARED = frozenset(
    (edm.BINARY, edm.STREAM, *[type for name, type in edm.PRIMITIVES.items() if name.startswith(("Edm.Geography", "Edm.Geometry"))])
)
"""Only `eq null` and `ne null` are defined for these."""

_WIDEST_FIRST = (DOUBLE, SINGLE, DECIMAL, INT64, INT32, INT16)

RANGES: dict[edm.Type, tuple[int, int]] = {
    edm.BYTE: (0, 255),
    edm.SBYTE: (-128, 127),
    INT16: (-(2**15), 2**15 - 1),
    INT32: (-(2**31), 2**31 - 1),
    INT64: (-(2**63), 2**63 - 1),
}

_TIME_ARITHMETIC: dict[tuple[str, edm.Type, edm.Type], edm.Type] = {
    ("add", DATE_TIME_OFFSET, DURATION): DATE_TIME_OFFSET,
    ("add", DURATION, DURATION): DURATION,
    ("add", DATE, DURATION): DATE,
    ("sub", DATE_TIME_OFFSET, DURATION): DATE_TIME_OFFSET,
    ("sub", DURATION, DURATION): DURATION,
    ("sub", DATE_TIME_OFFSET, DATE_TIME_OFFSET): DURATION,
    ("sub", DATE, DURATION): DATE,
    ("sub", DATE, DATE): DURATION,
}
_DURATION_SCALING = {("mul", True), ("mul", False), ("div", True), ("divby", True)}  # (operator, the duration stands left)


KINDS: dict[str, frozenset[edm.Type]] = {
    "String": frozenset((edm.STRING,)),
    "Boolean": frozenset((edm.BOOLEAN,)),
    "Integer": frozenset(edm.INTEGERS),
    "Int32": frozenset(edm.INTEGERS),
    "Number": frozenset(edm.NUMBERS),
    "Decimal": frozenset(edm.INTEGERS | {edm.DECIMAL}),
    "Double": frozenset((edm.DOUBLE, edm.SINGLE)),
    "DateTimeOffset": frozenset((edm.DATE_TIME_OFFSET,)),
    "Date": frozenset((edm.DATE,)),
    "TimeOfDay": frozenset((edm.TIME_OF_DAY,)),
    "Duration": frozenset((edm.DURATION,)),
    "Geo": frozenset(type for name, type in edm.PRIMITIVES.items() if name.startswith(("Edm.Geography", "Edm.Geometry"))),
}
"""The types that a parameter of each kind takes; `fits` adds the kinds "Collection" and "Any"."""


def primitive(type: edm.Type) -> bool:
    """Whether a type is one of edm's primitive types; only these may be looked up in a set (others hash slowly)."""
    return type.__class__ is edm.PrimitiveType


def numeric(type: edm.Type) -> bool:
    """Whether a type is a number."""
    return type.__class__ is edm.PrimitiveType and type in NUMBERS


def integral(type: edm.Type) -> bool:
    """Whether a type is an integer."""
    return type.__class__ is edm.PrimitiveType and type in INTEGERS


def same(left: edm.Type, right: edm.Type) -> bool:
    """Whether two types are one; structured types go by name, because a schema may be cyclic."""
    return left is right or (left.__class__ is right.__class__ and left.name == right.name)


def promote(left: edm.Type, right: edm.Type) -> edm.Type:
    """Return the numeric type both operands are converted to."""
    if left is right:
        return left
    return next((type for type in _WIDEST_FIRST if type in (left, right)), INT16)


def arithmetic(op: str, left: edm.Type, right: edm.Type) -> edm.Type | None:
    """Return the type of `left op right`, None where the standard does not define it."""
    if numeric(left) and numeric(right):
        type = promote(left, right)
        return DECIMAL if op == "divby" and type in INTEGERS else type
    if not (primitive(left) and primitive(right)):
        return None
    if numeric(right) and left is DURATION:
        return DURATION if (op, True) in _DURATION_SCALING else None
    if numeric(left) and right is DURATION:
        return DURATION if (op, False) in _DURATION_SCALING else None
    return _TIME_ARITHMETIC.get((op, left, right))


def comparable(op: str, left: edm.Type, right: edm.Type) -> bool:
    """Whether `left op right` (eq ne gt ge lt le) has a meaning for two known types other than null."""
    if edm.ANY in (left, right):
        return True
    if isinstance(left, edm.CollectionType) and isinstance(right, edm.CollectionType):
        return op in ("eq", "ne") and comparable("eq", left.item, right.item)
    if numeric(left) and numeric(right):
        return True
    if primitive(left):
        return left is right and left not in NEVER_COMPARED
    return isinstance(left, edm.EnumType) and same(left, right)


def castable(source: edm.Type, target: edm.Type) -> bool:
    """Whether a cast can succeed for some value."""
    if source is edm.ANY or target is edm.ANY or source is edm.NULL or same(source, target):
        return True
    if isinstance(source, edm.CollectionType) and isinstance(target, edm.CollectionType):
        return castable(source.item, target.item)
    if isinstance(source, edm.EnumType) or isinstance(target, edm.EnumType):
        return any(integral(type) or type is edm.STRING for type in (source, target))
    if isinstance(source, edm.StructuredType) and isinstance(target, edm.StructuredType):
        return True  # a derived type, perhaps
    if not (primitive(source) and primitive(target)):
        return False
    return edm.STRING in (source, target) or (numeric(source) and numeric(target))


# --- parameters, strings that stand for other values -------------------------------------------------------------------


def fits(kind: str, type: edm.Type) -> bool:
    """Whether a value of this type can stand for a parameter of this kind."""
    if type is edm.ANY or type is edm.NULL or kind == "Any":
        return True
    if type.__class__ is edm.PrimitiveType:
        allowed = KINDS.get(kind)
        return allowed is not None and type in allowed
    return kind == "Collection" and isinstance(type, edm.CollectionType)


def takes(function: Function, given: int) -> bool:
    """Whether a function can be called with this number of arguments."""
    for signature in function.signatures:
        most = len(signature.parameters)
        if most - signature.optional <= given <= most:
            return True
    return False


def coerced(node: ast.Expr, type: edm.Type) -> ast.Literal | None:
    """Return a string literal as the duration or enumeration value it stands for; None when it stands for none.

    OData 4.01 writes both with or without their prefix (URL Conventions 5.1.1.14.1).
    """
    if not isinstance(node, ast.Literal) or not isinstance(node.value, str):
        return None
    if type is edm.DURATION:
        try:
            return ast.Literal(edm.Duration.parse(node.value), node.form, node.span)
        except ValueError:
            return None
    if isinstance(type, edm.EnumType):
        members = tuple([part.strip() for part in node.value.split(",")])
        if all(member in type.members for member in members):
            return ast.Literal(edm.EnumValue(type.name, members), node.form, node.span, type)
    return None
