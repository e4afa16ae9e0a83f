"""Terms other than `and`, `or` and `not`: fold constants, turn comparisons so that the literal is on the right."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.normalize import values

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.normalize.run import Run

    Key = tuple[str, object]  # the kind of a value, and what equal ones share


def fold(run: Run, node: ast.Node) -> ast.Node:
    """Return a node whose parts are rewritten in its simplest form."""
    match node:
        case ast.Compare(op, ast.Literal() as left, right) if not isinstance(right, ast.Literal):
            return fold(run, ast.Compare(ast.FLIPPED[op], right, left, node.span))
        case ast.Compare(op, left, right):
            return _comparison(run, node, op, left, right)
        case ast.In(left, right) if not isinstance(left, ast.Literal):
            items = literals_of(right)
            if items is None:
                return node
            new = equals_one_of(left, list(by_value(items, left.type, run.fold_case).values()), node.span)
            return fold(run, new) if isinstance(new, ast.Compare) else new
        case ast.Case(branches):
            return _case(node, branches)
        case ast.Arith() | ast.Neg() | ast.Call() | ast.Cast() | ast.IsOf() | ast.In():
            return _evaluated(run, node)
        case _:
            return node


def _comparison(run: Run, node: ast.Compare, op: str, left: ast.Expr, right: ast.Expr) -> ast.Expr:
    if isinstance(left, ast.Literal):
        return _evaluated(run, node)
    if isinstance(right, ast.Literal):
        decided = None if right.value is not None else _decided(run, op, left)
        return node if decided is None else ast.Literal(decided, span=node.span)
    if run.number(left) == run.number(right) and not values.may_be_nan(left.type) and isinstance(left.type, edm.PrimitiveType):
        value = op in ("eq", "ge", "le")
        code, outcome = ("ODN522", "always") if value else ("ODN521", "never")
        run.warn(code, f"{{}} is compared with itself, so this is {outcome} true", node.span, "", left)
        return ast.Literal(value, span=node.span)
    return node


def _decided(run: Run, op: str, left: ast.Expr) -> bool | None:
    """Tell what a comparison with null is for every node; check has reported it already."""
    if op in ("gt", "lt"):
        return False
    return None if run.can_be_null(left) else op == "ne"


def _case(node: ast.Case, branches: tuple[ast.Branch, ...]) -> ast.Expr:
    """Leave out branches that are never taken and all after one that always is."""
    kept: list[ast.Branch] = []
    for branch in branches:
        condition = branch.condition
        if isinstance(condition, ast.Literal) and not condition.value:
            continue
        kept.append(branch)
        if isinstance(condition, ast.Literal) and condition.value is True:
            break
    if not kept:
        return ast.Literal(None, span=node.span)
    first = kept[0]
    if isinstance(first.condition, ast.Literal) and first.condition.value is True:
        return first.value
    return node if len(kept) == len(branches) else ast.Case(tuple(kept), node.span, node.type)


# --- evaluation --------------------------------------------------------------------------------------------------------


def is_constant(node: ast.Node) -> bool:
    """Say whether a part is a literal, or a list of them."""
    return isinstance(node, ast.Literal) or (isinstance(node, ast.List | ast.Array) and literals_of(node) is not None)


def _evaluated(run: Run, node: ast.Expr) -> ast.Expr:
    """Return the literal a node of literals stands for, or the node: it is not constant, fails, or no literal writes its value."""
    if not all(is_constant(child) for child in node.children()):
        return node
    from odatanodes.serialize import literal_text

    try:
        found = _value(node, run.fold_case)
        long = not isinstance(found, str) and len(literal_text(found)) > _LONGEST_VALUE
        return node if long else ast.Literal(found, span=node.span)
    except (TypeError, ValueError, ArithmeticError):
        return node


def _value(node: ast.Expr, fold_case: bool) -> object:
    """Compute with the functions of the evaluator. Raises TypeError for what is not evaluated here."""
    from odatanodes.functions import operators

    match node:
        case ast.Compare(op, ast.Literal(left), ast.Literal(right)):
            return operators.compare(op, left, right, fold_case)
        case ast.Arith(op, ast.Literal(left), ast.Literal(right)):
            return operators.arithmetic(op, left, right)
        case ast.Neg(ast.Literal(operand)):
            return operators.negate(operand)
        case ast.In(ast.Literal(left), right):
            return any(operators.equal(left, item.value, fold_case) for item in literals_of(right) or ())
        case ast.Cast(ast.Literal(operand), type_name) | ast.IsOf(ast.Literal(operand), type_name):
            return _cast(operand, type_name, isinstance(node, ast.IsOf))
        case ast.Call(None, name, arguments):
            return _call(
                name, [argument.value for argument in arguments if isinstance(argument, ast.Literal)], arguments, fold_case
            )
        case _:
            raise TypeError(f"{type(node).__name__} is not folded")


def _cast(operand: object, type_name: str, ask: bool) -> object:
    from odatanodes.functions import casts

    target = casts.target(type_name)
    if target is None:
        raise TypeError(f"{type_name} is not evaluated here")
    return casts.isof(operand, target) if ask else casts.cast(operand, target)


def _call(name: str, values: list[object], arguments: tuple[ast.Node, ...], fold_case: bool) -> object:
    from odatanodes.functions.table import FUNCTIONS

    function = FUNCTIONS.get(name)
    evaluate = None if function is None or not function.constant else function.evaluate
    if function is None or evaluate is None or len(values) != len(arguments):
        raise TypeError(f"{name} is not folded")
    if None in values:
        return None
    return evaluate(*values, fold_case) if function.compares_text else evaluate(*values)


_LONGEST_VALUE = 1000
"""Characters beyond which a number stays the product it was written as."""


# --- equality with literals --------------------------------------------------------------------------------------------


def literals_of(node: ast.Expr) -> tuple[ast.Literal, ...] | None:
    """Return the items of a list or array of literals."""
    if isinstance(node, ast.List):
        return node.items
    if isinstance(node, ast.Array):
        items = tuple([item for item in node.items if isinstance(item, ast.Literal)])
        return items if len(items) == len(node.items) else None
    return None


def equals_one_of(left: ast.Expr, items: list[ast.Literal], span: Span) -> ast.Expr:
    """Return the shortest term that is true when an operand equals one of the literals."""
    if not items:
        return ast.Literal(False, span=span)
    if len(items) == 1:
        return ast.Compare("eq", left, items[0], span)
    type = items[0].type
    return ast.In(
        left, ast.List(tuple(items), span, edm.CollectionType(type) if all(i.type is type for i in items) else edm.ANY), span
    )


def by_value(items: tuple[ast.Literal, ...], type: edm.Type, fold_case: bool) -> dict[Key, ast.Literal]:
    """Return the literals by what they share when an operand of this type equals both or neither for certain; the first of each."""
    found: dict[Key, ast.Literal] = {}
    for item in items:
        key = ("null", None) if item.value is None else values.sort_and_key(item.value, type, fold_case)
        found.setdefault(("literal", item._key()) if key is None else key, item)
    return found
