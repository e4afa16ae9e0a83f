"""Check literals, and pairs of operands: the two sides of a comparison, or the left side and an item of `in`.

`reconcile` returns the operands as check leaves them in the tree: enumeration literals in the spelling of the wire, aliases
with the type of the other side, strings that stand for a duration as durations.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import quoted, shorten
from odatanodes.check.context import named
from odatanodes.check.promotion import RANGES, comparable, numeric, primitive
from odatanodes.diagnostics import Fix

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.diagnostics import Span
    from odatanodes.schema.types import Property


EQUALITY = frozenset(("eq", "ne", "in"))


def literal(c: Context, node: ast.Literal) -> ast.Expr:
    """Check a literal by itself: impossible days, double quotes."""
    kind = node.value.__class__
    if kind is str:
        comparison = c.comparison
        if node.form == "json" and (comparison is None or (node is not comparison.left and node is not comparison.right)):
            double_quoted(c, node)
    elif (kind is edm.DateTimeOffset or kind is edm.Date) and not node.value.valid:  # type: ignore[attr-defined]
        _impossible_day(c, node)
        return ast.Literal(node.value, node.form, node.span, edm.ANY)
    return node


def _impossible_day(c: Context, node: ast.Literal) -> None:
    """Report a day that its month does not have."""
    date = node.value.local if isinstance(node.value, edm.DateTimeOffset) else node.value
    assert isinstance(date, edm.Date)
    last = next((day for day in range(31, 0, -1) if edm.Date(date.year, date.month, day).valid), 0)
    if edm.unwritable(date) or not last:  # no text has it, only a tree made in Python
        c.error("ODN312", "no year has such a day", node.span)
        return
    month = str(date)[:-3]
    c.error("ODN312", f"'{date}' is not a date: {month} has {last} days", node.span, f"the last day is {month}-{last:02d}")


def left_open(c: Context, node: ast.Literal, *, listed: bool = False) -> None:
    """Report a string with a placeholder of a programming language in it: `{pool_id}`, `%s`, `${name}`, `<name>`."""
    text = node.value
    if isinstance(text, str) and ("{" in text or "%" in text or "$" in text or "<" in text):
        from odatanodes.check.literals import fill_in, has_placeholder

        if has_placeholder(text):
            c.warn("ODN510", f"{named(node)} has a placeholder in it", node.span, fill_in(text, listed=listed))


def double_quoted(c: Context, node: ast.Literal) -> None:
    """Report a string in double quotes outside an array or object; legal JSON, but no OData string literal."""
    if not c.strict:
        return
    text = str(node.value)
    if any(char < " " for char in text):  # "C:\\temp" holds a tab, and hardly means it
        help = r"in double quotes a backslash begins an escape such as \t, a tab; in single quotes it stands for itself"
        c.error("ODN316", "a string is written in single quotes", node.span, help)
        return
    if c.whole is node:  # all of the filter; reported as no condition
        return
    single = quoted(text)
    help, fix = f"write {shorten(single)}", Fix(node.span, single)
    if c.is_property(text):
        help, fix = f"write {text} without quotes for the property, {single} for the text", Fix(node.span, text, guess=True)
    c.error("ODN316", "a string is written in single quotes", node.span, help, fix)


def reconcile(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> tuple[ast.Expr, ast.Expr]:
    """Check that two operands compare under `op` (a comparison operator, or "in" for an item of an array)."""
    a, b = left.type, right.type
    if not c.strict and not (primitive(a) and primitive(b)):
        return left, right
    if a is edm.STRING and b is edm.STRING:
        return _strings(c, op, left, right)
    if a is edm.ANY or b is edm.ANY:
        return typed_alias(c, left, b), typed_alias(c, right, a)
    if a is edm.NULL or b is edm.NULL:
        null_operand(c, op, left, right, span)
        return left, right
    if numeric(a) and numeric(b):
        if right.__class__ is ast.Literal:
            _in_range(c, op, left, right)
        elif left.__class__ is ast.Literal:
            _in_range(c, op, right, left)
        return left, right
    if comparable("eq" if op == "in" else op, a, b):
        if isinstance(a, edm.EnumType):
            return _declared(c, left, a, b), _declared(c, right, b, a)
        if a is edm.BOOLEAN and op not in EQUALITY:
            c.warn("ODN506", f"'{op}' orders Booleans: false comes before true", span, "compare with 'eq' or 'ne'")
        return left, right
    from odatanodes.check.mistakes.comparisons import compared

    return compared(c, op, left, right, span)


# --- strings and enumerations ------------------------------------------------------------------------------------------


def _strings(c: Context, op: str, left: ast.Expr, right: ast.Expr) -> tuple[ast.Expr, ast.Expr]:
    if right.__class__ is ast.Literal:
        if left.__class__ is ast.Literal and op != "in":
            from odatanodes.check.mistakes.quoted import quoted_name

            assert isinstance(left, ast.Literal)
            if left.form == "json":
                double_quoted(c, left)

            if quoted_name(c, op, left, right):
                return left, right
        right = _string(c, op, left, right)
    elif left.__class__ is ast.Literal:
        left = _string(c, op, right, left)
    return left, right


def _string(c: Context, op: str, other: ast.Expr, node: ast.Expr) -> ast.Expr:
    """Check a string literal against the other side, which may be an enumeration; return it as the wire spells it."""
    assert isinstance(node, ast.Literal)
    if node.form == "json" and op != "in":
        double_quoted(c, node)
    prop = other.prop if isinstance(other, ast.Member) else c.items.get(other.name) if isinstance(other, ast.Var) else None
    if prop is None or not prop.members:
        left_open(c, node, listed=op == "in")
        return node
    if op not in EQUALITY:
        message = f"'{op}' compares '{prop.name}' by the alphabet, not by meaning"
        c.warn("ODN506", message, node.span, "name the values with 'eq' or 'in'")
        return node
    return node if node.value in prop.members else _member_of(c, op, prop, node)


def _member_of(c: Context, op: str, prop: Property, node: ast.Literal) -> ast.Literal:
    """Return the literal in the wire's spelling; report it when it is not a member of the property's enumeration."""
    value = str(node.value)
    folded = value.casefold()
    wire = next((member for member in prop.members if member.casefold() == folded), None)
    if wire is not None and c.fold:
        return ast.Literal(wire, node.form, node.span)
    if not c.full:
        from odatanodes.check.mistakes.comparisons import no_member

        form = '"{}"' if node.form == "json" and op == "in" else "'{}'"
        no_member(c, value, f"'{prop.name}'", prop.members, node, form, listed=op == "in")
    return node


def _declared(c: Context, node: ast.Expr, own: edm.Type, other: edm.Type) -> ast.Expr:
    """Check a literal of a declared enumeration against its declaration, which the other side has; return it with that type."""
    declared = other if isinstance(other, edm.EnumType) and other.members else own
    if not isinstance(node, ast.Literal) or not isinstance(node.value, edm.EnumValue) or not isinstance(declared, edm.EnumType):
        return node
    for member in node.value.members:
        if member not in declared.members and not member.lstrip("+-").isdigit() and declared.members:
            from odatanodes.check.mistakes.comparisons import no_member

            whole = ",".join("{}" if part == member else part for part in node.value.members)
            no_member(c, member, f"the enumeration {declared}", declared.members, node, f"{declared.name}'{whole}'")
    return ast.Literal(node.value, node.form, node.span, declared)


# --- null, numbers, aliases --------------------------------------------------------------------------------------------


def null_operand(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> None:
    """Judge a comparison with the literal null: legal, but sometimes its result is fixed."""
    other = right if left.type is edm.NULL else left
    if isinstance(other.type, edm.CollectionType):
        name = named(other).strip("'")
        help = f"write {name}/any() for one item or more, not {name}/any() for none"
        c.error("ODN205", f"'{name}' is a collection, it is never null", span, help)
    elif op in ("gt", "lt"):
        c.warn("ODN509", f"'{op} null' is never true", span, "write 'ne null' for what has a value")
    elif op in ("ge", "le"):
        c.warn("ODN509", f"'{op} null' is true for null only", span, "write 'eq null'")
    elif never_null(other):
        outcome = "always" if op == "ne" else "never"
        c.warn("ODN501", f"{named(other)} is never null, so this is {outcome} true", span)


def never_null(node: ast.Expr | None) -> bool:
    """Whether the schema promises a value: every step of the path is required."""
    while isinstance(node, ast.Member):
        if node.prop is None or node.prop.nullable:
            return False
        node = node.source
    return node is None or (isinstance(node, ast.Var) and node.type is not edm.ANY)


def _in_range(c: Context, op: str, other: ast.Expr, node: ast.Expr) -> None:
    """Judge a number literal against an integer property: no value of that type, or never equal to one."""
    assert isinstance(node, ast.Literal)
    limits = RANGES.get(other.type)
    if limits is None or not isinstance(other, ast.Member | ast.Call):
        return
    value = node.value
    if isinstance(value, int):
        if not limits[0] <= value <= limits[1]:
            c.error("ODN311", f"{named(node)} is outside {other.type}", node.span, f"{other.type} holds {limits[0]} to {limits[1]}")
    elif op in EQUALITY and not _whole(value):
        outcome = "always" if op == "ne" else "never"
        c.warn("ODN508", f"{named(other)} holds whole numbers, so this is {outcome} true", node.span)


def _whole(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return bool(value == value.to_integral_value())  # type: ignore[attr-defined]  # a Decimal, whose module is not loaded for this


def typed_alias(c: Context, node: ast.Expr, type: edm.Type) -> ast.Expr:
    """Return a parameter alias with the type its place asks for, so that its value can be checked when it is bound."""
    if not isinstance(node, ast.Alias) or type is edm.ANY or type is edm.NULL:
        return node
    earlier = c.aliases.setdefault(node.name, type)
    if earlier is not type and not comparable("eq", earlier, type):
        c.error("ODN319", f"'@{node.name}' stands for {earlier} before and for {type} here", node.span, "use two aliases")
    return ast.Alias(node.name, node.span, type)
