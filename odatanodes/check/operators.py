"""Operators: and, or, not, comparisons, arithmetic, has, in, case, arrays and objects."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.check import values
from odatanodes.check.promotion import arithmetic, coerced, comparable, integral, numeric, promote, same

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context

JSON_OBJECT = edm.StructuredType("object")
_TRUTH = (edm.BOOLEAN, edm.ANY, edm.NULL)


def condition(c: Context, node: ast.Expr, where: str) -> ast.Expr:
    """Check that an operand is a condition; `where` says who asks, for the message."""
    type = node.type
    if type is edm.BOOLEAN or type is edm.NULL:
        return node
    if type is edm.ANY and not _is_computed(node):
        return values.typed_alias(c, node, edm.BOOLEAN)
    if not c.full:
        from odatanodes.check.mistakes.operators import no_condition

        no_condition(c, node, where)
    return node


def _is_computed(node: ast.Expr) -> bool:
    """Whether a value is never a truth value, whatever the types of its parts; what is reported already is not."""
    if isinstance(node, ast.Arith):
        return node.left.type is edm.ANY or node.right.type is edm.ANY
    return isinstance(node, ast.Neg) and node.operand.type is edm.ANY


def junction(c: Context, node: ast.And | ast.Or) -> ast.Expr:
    """Check `and` and `or`."""
    operands: list[ast.Expr] = []
    changed = False
    before: ast.Compare | None = None  # the comparison that a lone word or literal behind it may belong to
    for operand in node.operands:
        lone = before is not None and operand.__class__ is ast.Member
        if lone:  # `state eq 'idle' or running`, if it is not a property
            assert before is not None
            c.comparison = ast.Compare(before.op, before.left, operand, operand.span)
        errors = len(c.errors)
        new = c.check(operand)
        if lone and len(c.errors) > errors > 0:
            from odatanodes.check.mistakes.names import join_bare_words

            join_bare_words(c, "and" if node.__class__ is ast.And else "or", operand)
        if new.type is not edm.BOOLEAN:
            if isinstance(new, ast.Literal) and before is not None and new.value not in (None, True, False):
                from odatanodes.check.mistakes.operators import lone_value

                values.reconcile(c, before.op, before.left, new, new.span)
                lone_value(c, node, before, new)
            else:
                new = condition(c, new, "and" if node.__class__ is ast.And else "or")
        changed = changed or new is not operand
        operands.append(new)
        if not (lone or isinstance(new, ast.Literal)):
            before = new if isinstance(new, ast.Compare) else None
    return node.__class__(tuple(operands), node.span) if changed else node


def negation(c: Context, node: ast.Not) -> ast.Expr:
    """Check `not`."""
    operand = condition(c, c.check(node.operand), "not")
    return node if operand is node.operand else ast.Not(operand, node.span)


def compare(c: Context, node: ast.Compare) -> ast.Expr:
    """Check eq, ne, gt, ge, lt, le."""
    if node.left.__class__ is ast.Not:
        return _compare_negation(c, node)
    c.comparison = node
    left = c.check(node.left)
    c.comparison = node
    right = c.check(node.right)
    left, right = values.reconcile(c, node.op, left, right, node.span)
    return node if left is node.left and right is node.right else ast.Compare(node.op, left, right, node.span)


def _compare_negation(c: Context, node: ast.Compare) -> ast.Expr:
    """Check a comparison whose left side is `not x`: legal between Booleans, otherwise `not` was meant for the whole."""
    negated = node.left
    assert isinstance(negated, ast.Not)
    operand = c.check(negated.operand)
    right = c.check(node.right)
    if not c.strict or (operand.type in _TRUTH and right.type in _TRUTH):
        left, right = values.reconcile(c, node.op, ast.Not(operand, negated.span), right, node.span)
        return ast.Compare(node.op, left, right, node.span)
    operand, right = values.reconcile(c, node.op, operand, right, node.span)
    meant = ast.Not(ast.Compare(node.op, operand, right, node.span), node.span)
    if not c.full:
        from odatanodes.check.mistakes.operators import tight_not

        tight_not(c, node, meant)
    return meant


# --- arithmetic --------------------------------------------------------------------------------------------------------


def arith(c: Context, node: ast.Arith) -> ast.Expr:
    """Check add, sub, mul, div, divby, mod."""
    left = c.check(node.left)
    right = c.check(node.right)
    type = _result(c, node, left, right)
    if type is None:
        left, right, type = _coerced_operands(c, node, left, right)
    elif type is edm.ANY:
        left, right = _typed_aliases(c, node.op, left, right)
    elif isinstance(right, ast.Literal):
        _zero(c, node, left, right)
    return ast.Arith(node.op, left, right, node.span, type)


def _result(c: Context, node: ast.Arith, left: ast.Expr, right: ast.Expr) -> edm.Type | None:
    a, b = left.type, right.type
    if a is edm.NULL or b is edm.NULL:
        c.warn("ODN509", f"'{node.op}' with null is always null", node.span)
        return edm.ANY
    return edm.ANY if a is edm.ANY or b is edm.ANY else arithmetic(node.op, a, b)


def _coerced_operands(c: Context, node: ast.Arith, left: ast.Expr, right: ast.Expr) -> tuple[ast.Expr, ast.Expr, edm.Type]:
    """Read a string operand as a duration if that makes the operation one of the standard's; report it otherwise."""
    new_left, new_right = coerced(left, edm.DURATION) or left, coerced(right, edm.DURATION) or right
    type = arithmetic(node.op, new_left.type, new_right.type)
    if type is not None:
        return new_left, new_right, type
    if not c.full:
        from odatanodes.check.mistakes.operators import operands

        operands(c, node, left, right)
    return left, right, edm.ANY


def _typed_aliases(c: Context, op: str, left: ast.Expr, right: ast.Expr) -> tuple[ast.Expr, ast.Expr]:
    a, b = left.type, right.type
    if numeric(a) or numeric(b):
        return values.typed_alias(c, left, b), values.typed_alias(c, right, a)
    if op == "add" and a is not edm.ANY:
        return left, values.typed_alias(c, right, edm.DURATION)
    return left, right


def _zero(c: Context, node: ast.Arith, left: ast.Expr, right: ast.Literal) -> None:
    """Report a division that fails for every node: by 0, but for the operations that give INF or NaN instead."""
    fails = node.op == "mod" or (node.op == "div" and integral(left.type) and integral(right.type))
    if fails and numeric(right.type) and right.value == 0:
        c.error("ODN314", f"'{node.op}' by zero fails", right.span, "'divby' by zero gives INF or NaN" if node.op == "div" else "")


def negative(c: Context, node: ast.Neg) -> ast.Expr:
    """Check unary minus: a number or a duration."""
    operand = c.check(node.operand)
    type = operand.type
    if type is edm.NULL:
        c.warn("ODN509", "'-' with null is always null", node.span)
        type = edm.ANY
    elif type is edm.ANY or numeric(type) or type is edm.DURATION:
        pass
    elif (duration := coerced(operand, edm.DURATION)) is not None:
        operand, type = duration, edm.DURATION
    else:
        if not c.full:
            from odatanodes.check.mistakes.operators import no_number

            no_number(c, node, operand)
        type = edm.ANY
    return ast.Neg(operand, node.span, type)


# --- has, in, case -----------------------------------------------------------------------------------------------------


def has(c: Context, node: ast.Has) -> ast.Expr:
    """Check `has`: flags of a declared enumeration."""
    left = c.check(node.left)
    right = c.check(node.right)
    if isinstance(left.type, edm.EnumType) and left.type.flags:
        left, right = values.reconcile(c, "eq", left, right, node.span)
    elif c.strict and left.type is not edm.ANY and left.type is not edm.NULL and not c.full:
        from odatanodes.check.mistakes.operators import no_flags

        no_flags(c, node, left, right)
    return ast.Has(left, right, node.span)


def within(c: Context, node: ast.In) -> ast.Expr:
    """Check `in`: each item against the left side, as `eq` would."""
    left = c.check(node.left)
    right = node.right if isinstance(node.right, ast.List) else _other_side(c, node)
    if left.__class__ is ast.Literal and isinstance(right, ast.List) and right.items and c.strict:
        from odatanodes.check.mistakes.quoted import quoted_name

        quoted_name(c, "in", left, right.items[0])
    single = not isinstance(left.type, edm.CollectionType | edm.StructuredType)
    if isinstance(right, ast.List):
        right = _list(c, left, right, judged=single or not c.strict)
    elif isinstance(right, ast.Array) and right.items and single:
        items = [values.reconcile(c, "in", left, item, item.span)[1] for item in right.items]
        right = ast.Array(tuple(items), right.span, _collection(items))
    elif isinstance(right.type, edm.CollectionType):
        left = _item_of(c, node, left, right, right.type.item)
    elif right.type is edm.ANY:
        right = values.typed_alias(c, right, edm.ANY if left.type in _TRUTH[1:] else edm.CollectionType(left.type))
    elif c.strict and not c.full:
        from odatanodes.check.mistakes.operators import no_list

        if isinstance(right, ast.Literal):
            values.reconcile(c, "in", left, right, node.span)
        no_list(c, node, left, right)
    return ast.In(left, right, node.span)


def _other_side(c: Context, node: ast.In) -> ast.Expr:
    """Check what is not a list behind `in`; a bare word there may be a string without its quotes, as behind `eq`."""
    before, c.comparison = c.comparison, ast.Compare("eq", node.left, node.right)
    right = c.check(node.right)
    c.comparison = before
    return right


def _item_of(c: Context, node: ast.In, left: ast.Expr, right: ast.Expr, item: edm.Type) -> ast.Expr:
    """Check the left side of `in` against the items of a collection."""
    if item is edm.ANY or left.type is edm.NULL or comparable("eq", left.type, item):
        return values.typed_alias(c, left, item)
    new = coerced(left, item)
    if new is None and c.strict and not c.full:
        from odatanodes.check.mistakes.operators import no_item

        no_item(c, node, left, right)
    return new or left


def _list(c: Context, left: ast.Expr, node: ast.List, *, judged: bool) -> ast.List:
    """Check the list of literals behind `in`; the left side is a single value if the items are to be judged by it."""
    if not judged:
        from odatanodes.check.mistakes.operators import many_in_list

        many_in_list(c, left, node)
    items: list[ast.Literal] = []
    seen: set[object] = set()
    if not node.items:
        c.warn("ODN502", "'in' with an empty list is never true", node.span)
    for item in node.items:
        new = values.reconcile(c, "in", left, c.check(item), item.span)[1] if judged else item
        assert isinstance(new, ast.Literal)
        items.append(new)
        key = _identity(c, new)
        if key in seen:
            from odatanodes.check.context import named

            c.warn("ODN503", f"{named(new)} stands in the list twice", new.span)
        seen.add(key)
    type = items[0].type if items else edm.ANY
    return ast.List(tuple(items), node.span, edm.CollectionType(type) if all(i.type is type for i in items) else edm.ANY)


def _identity(c: Context, node: ast.Literal) -> object:
    """Return what `eq` would find equal: numbers by value, strings as they compare."""
    value = node.value
    if isinstance(value, str):
        return ("string", value.casefold() if c.fold else value)
    return ("boolean", value) if isinstance(value, bool) else value


def case(c: Context, node: ast.Case) -> ast.Expr:
    """Check `case`: conditions on the left of the colons; the result has the type the values have in common."""
    branches: list[ast.Branch] = []
    common: edm.Type | None = None
    for branch in node.branches:
        test = condition(c, c.check(branch.condition), "case")
        value = c.check(branch.value)
        branches.append(ast.Branch(test, value, branch.span))
        common = _common(common, value.type)
    return ast.Case(tuple(branches), node.span, common or edm.NULL)


def _common(found: edm.Type | None, type: edm.Type) -> edm.Type | None:
    if type is edm.NULL or found is edm.ANY:
        return found
    if found is None or same(found, type):
        return type
    return promote(found, type) if numeric(found) and numeric(type) else edm.ANY


# --- arrays and objects ------------------------------------------------------------------------------------------------


def array(c: Context, node: ast.Array) -> ast.Expr:
    """Check a JSON array; a collection of the type its items have in common."""
    items: list[ast.Expr] = []
    for item in node.items:
        items.append(item if _json_string(item) else c.check(item))  # noqa: PERF401  # a comprehension is one more frame a level
    return ast.Array(tuple(items), node.span, _collection(items))


def _collection(items: list[ast.Expr]) -> edm.CollectionType:
    common: edm.Type | None = None
    for item in items:
        common = _common(common, item.type)
    return edm.CollectionType(common or edm.ANY)


def json_object(c: Context, node: ast.Object) -> ast.Expr:
    """Check the values of a JSON object; its type has no name."""
    members: list[ast.Pair] = []
    for member in node.members:
        value = member.value if _json_string(member.value) else c.check(member.value)
        members.append(ast.Pair(member.name, value, member.span))
    return ast.Object(tuple(members), node.span, JSON_OBJECT if c.strict else edm.ANY)


def _json_string(node: ast.Expr) -> bool:
    return isinstance(node, ast.Literal) and node.form == "json"
