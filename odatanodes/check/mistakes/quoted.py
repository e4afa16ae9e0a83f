"""Diagnostics for properties in quotes, which are strings like any other: the condition is then the same for every item."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import quoted, shorten
from odatanodes.check.context import text_of
from odatanodes.check.promotion import comparable
from odatanodes.diagnostics import Fix
from odatanodes.schema.types import ComplexType, resolve

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.functions.table import Function


def quoted_name(c: Context, op: str, left: ast.Expr, right: ast.Expr) -> bool:
    """Report a comparison of two literals of which one is the name of a property that compares with the other."""
    for node, other, operator in ((left, right, op), (right, left, ast.FLIPPED.get(op, op))):
        type = _property_type(c, node)
        if type is None or not isinstance(other, ast.Literal) or not comparable("eq", type, other.type):
            continue
        assert isinstance(node, ast.Literal)
        if node.form == "json" and other.type is edm.STRING:
            return False  # reported for its double quotes
        if not c.full:
            name = str(node.value)
            shown = "(…)" if op == "in" else text_of(other, c.dialect)
            help = f"write {shorten(f'{name} {operator} {shown}', 80)}"
            fix = Fix(node.span, name, guess=True)
            message = f"{quoted(name)} is a string, the property is written without quotes"
            (c.warn if other.type is edm.STRING else c.error)("ODN302", message, node.span, help, fix)
        return True
    return False


def quoted_argument(c: Context, function: Function, arguments: list[ast.Expr]) -> None:
    """Report a call with literals only, of which the first is the name of a property: `contains('id','n')`."""
    first = arguments[0]
    if not all(isinstance(argument, ast.Literal) for argument in arguments) or _property_type(c, first) is None:
        return
    assert isinstance(first, ast.Literal)
    if first.form == "json":
        return
    name = str(first.value)
    rest = "".join(f",{text_of(argument, c.dialect)}" for argument in arguments[1:])
    help = f"write {shorten(f'{function.spelling}({name}{rest})', 80)}"
    message = f"{quoted(name)} is a string, the property is written without quotes"
    c.warn("ODN302", message, first.span, help, Fix(first.span, name, guess=True))


def _property_type(c: Context, node: ast.Expr) -> edm.Type | None:
    """Return the type of the property that a string literal names."""
    if not isinstance(node, ast.Literal) or not isinstance(node.value, str) or not isinstance(c.row, ComplexType):
        return None
    prop = resolve(c.row, node.value.split("/"))
    return None if prop is None else prop.type
