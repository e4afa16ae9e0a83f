"""Diagnostics for operands: of `and`, `or`, `not`, arithmetic, `has` and `in`, and for what should be a condition."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import quoted, shorten
from odatanodes.check.context import named, text_of, typed
from odatanodes.check.literals import read_as
from odatanodes.check.mistakes.comparisons import complex_value, example, unfilled
from odatanodes.check.promotion import numeric
from odatanodes.diagnostics import Fix
from odatanodes.schema.types import ComplexType

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context

_ASKS = {"and": "'and' joins conditions", "or": "'or' joins conditions", "not": "'not' negates a condition"}


def no_number(c: Context, node: ast.Neg, operand: ast.Expr) -> None:
    """Report a minus sign before what it cannot negate; before `not` it is the hyphen of PowerShell."""
    help, fix = "", None
    if isinstance(operand, ast.Not):
        begin = node.span[0]
        help, fix = "'-not' is an operator of PowerShell: write 'not'", Fix((begin, begin + 1), "") if node.span[1] else None
    c.error("ODN306", f"'-' negates a number or a duration; {typed(operand)}", node.span, help, fix)


def no_condition(c: Context, node: ast.Expr, where: str) -> None:
    """Report an operand of and, or, not, any, all, case or the whole filter that is not a condition."""
    if unfilled(c, node):
        return
    code, asks = ("ODN307", _ASKS.get(where, f"'{where}' asks for a condition")) if where else ("ODN308", "a filter is a condition")
    if not where and isinstance(node, ast.Literal) and isinstance(node.value, str) and _is_filter(node.value):
        help = f"leave the quotes around it out: {shorten(node.value.strip(), 80)}"
        c.error(code, f"{asks}; this one stands in quotes", node.span, help, Fix(node.span, node.value.strip(), guess=True))
        return
    tail = "'not' binds tighter than any operator: put what it negates in parentheses" if where == "not" else _as_condition(c, node)
    what = typed(node) if node.type is not edm.ANY else f"{named(node)} is computed, not true or false"
    c.error(code, f"{asks}; {what}", node.span, tail)


def _is_filter(text: str) -> bool:
    """Whether the text of a string is a filter itself."""
    from odatanodes.parse.machine import first_error

    return " " in text.strip() and first_error(text, "filter") is None


def _as_condition(c: Context, node: ast.Expr) -> str:
    """Say how a value becomes a condition."""
    text = shorten(text_of(node))
    type = node.type
    if isinstance(node, ast.Object) and all(isinstance(pair.value, ast.Literal) for pair in node.members):
        pairs = (f"{pair.name} eq {text_of(ast.Literal(pair.value.value), c.dialect)}" for pair in node.members)  # type: ignore[attr-defined]
        return f"write {shorten(' and '.join(pairs), 80)}"
    if isinstance(node, ast.Literal | ast.Object | ast.Array) or not text:
        return "a condition compares a property with a value"
    if isinstance(type, edm.CollectionType):
        return f"write {text}/any() for one item or more"
    if isinstance(type, edm.StructuredType):
        return f"write {text} ne null, or compare one of its properties"
    prop = node.prop if isinstance(node, ast.Member) else None
    sample = quoted(prop.members[0]) if prop is not None and prop.members else example(c, type)
    return f"compare it: {text} eq {sample}" if sample else ""


def lone_value(c: Context, node: ast.And | ast.Or, before: ast.Compare, value: ast.Literal) -> None:
    """Report `state eq 'idle' or 'running'`: each side of the operator is a comparison of its own."""
    op = "or" if node.__class__ is ast.Or else "and"
    meant = ast.Compare(before.op, before.left, value, value.span)
    text = text_of(meant, c.dialect)
    help = f"write {shorten(text)}; each side of '{op}' needs its own comparison"
    c.error("ODN307", f"{_ASKS[op]}; {typed(value)}", value.span, help, Fix(value.span, text))


def tight_not(c: Context, node: ast.Compare, meant: ast.Not) -> None:
    """Report `not a eq 1`, which the precedence of the standard reads as `(not a) eq 1`."""
    text = text_of(meant, c.dialect)
    message = f"'not' binds tighter than '{node.op}': this negates {named(meant.operand.children()[0])} alone"
    c.error("ODN309", message, node.span, f"write {shorten(text)}", Fix(node.span, text) if text else None)


# --- arithmetic, has, in -----------------------------------------------------------------------------------------------


def operands(c: Context, node: ast.Arith, left: ast.Expr, right: ast.Expr) -> None:
    """Report operands that an arithmetic operator does not take."""
    if unfilled(c, left) or unfilled(c, right):
        return
    a, b = left.type, right.type
    help, fix = "", None
    literal, other = (right, left) if isinstance(right, ast.Literal) else (left, right)
    if node.op == "add" and (a is edm.STRING or b is edm.STRING) and not (numeric(a) or numeric(b)):
        help = f"strings are joined by concat({shorten(text_of(left))},{shorten(text_of(right))})"
    elif isinstance(literal, ast.Literal) and isinstance(literal.value, str) and numeric(other.type):
        value = read_as(literal.value, other.type)
        if value is not None:
            text = text_of(ast.Literal(value))
            help, fix = f"write {shorten(text)} without quotes", Fix(literal.span, text)
    elif a is edm.DURATION and b in (edm.DATE, edm.DATE_TIME_OFFSET) and node.op == "add":
        text = f"{text_of(right, c.dialect)} add {text_of(left)}"
        help, fix = f"the duration stands on the right: {shorten(text)}", Fix(node.span, text)
    elif a in (edm.DATE, edm.DATE_TIME_OFFSET) and numeric(b):
        help = f"what is added or subtracted is a duration, such as {example(c, edm.DURATION)}"
    c.error("ODN306", f"'{node.op}' is not defined here: {typed(left)}, {typed(right)}", node.span, help, fix)


def no_flags(c: Context, node: ast.Has, left: ast.Expr, right: ast.Expr) -> None:
    """Report `has` on something else than an enumeration with flags."""
    value = right.value if isinstance(right, ast.Literal) else None
    if left.type is edm.STRING and isinstance(value, str | edm.EnumValue):
        member = value if isinstance(value, str) else ",".join(value.members)
        text = f"{text_of(left)} eq {quoted(member)}"
        help, fix = f"write {shorten(text)}", Fix(node.span, text)
        if not (isinstance(left, ast.Member) and left.prop and left.prop.members):
            help = f"{help}, or contains({text_of(left)},{quoted(member)}) for a part of it"
    else:
        help, fix = "", None
    c.error("ODN313", f"'has' tests the flags of an enumeration; {typed(left)}", node.span, help, fix)


def no_list(c: Context, node: ast.In, left: ast.Expr, right: ast.Expr) -> None:
    """Report `in` with one value on its right."""
    if unfilled(c, right, listed=True):
        return
    text = text_of(right, c.dialect)
    if isinstance(right, ast.Literal):
        help, fix = f"write {shorten(text_of(left))} in ({shorten(text)})", Fix(right.span, f"({text})")
    else:
        equal = f"{text_of(left, c.dialect)} eq {text}"
        help, fix = f"write {shorten(equal)}", Fix(node.span, equal, guess=True)
    c.error("ODN317", f"'in' needs a list; {typed(right)}", right.span, help, fix)


def no_item(c: Context, node: ast.In, left: ast.Expr, right: ast.Expr) -> None:
    """Report a value that cannot be an item of the collection it is looked for in."""
    assert isinstance(right.type, edm.CollectionType)
    help = (
        f"write {shorten(text_of(right))}/any(x:x/… eq {shorten(text_of(left))})"
        if isinstance(right.type.item, ComplexType)
        else ""
    )
    c.error("ODN301", f"{named(right)} holds items of {right.type.item}, {typed(left)}", node.span, help)


def many_in_list(c: Context, left: ast.Expr, items: ast.List) -> None:
    """Report a collection or a complex value on the left of `in` with a list of values."""
    text = text_of(left)
    if isinstance(left.type, edm.CollectionType):
        inner = "x/…" if isinstance(left.type.item, edm.StructuredType) else "x"
        help = f"write {text}/any(x:{inner} in {shorten(text_of(items, c.dialect))})"
        c.error("ODN205", f"'{text}' is a collection, it has no value to compare", left.span, help)
    elif items.items:
        complex_value(c, "in", left, items.items[0], left.span)
