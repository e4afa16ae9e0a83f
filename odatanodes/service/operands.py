"""Prepare the two sides of a comparison for a service: compute constants, isolate the property on the left."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema.types import ComplexType
from odatanodes.service.clock import is_now
from odatanodes.service.conditions import compare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.ast import CompareOp
    from odatanodes.service.api import Filterable
    from odatanodes.service.conditions import Names, Wanted

_COMPUTED = (ast.Arith, ast.Neg, ast.Call)


def folded(side: ast.Expr, *, fold_case: bool) -> ast.Expr:
    """Return a side of a comparison with its constant parts computed."""
    if isinstance(side, _COMPUTED):
        result = ast.transform(side, lambda node: _computed(node, fold_case))
        assert isinstance(result, ast.Expr)
        return result
    return side


def _computed(node: ast.Node, fold_case: bool) -> ast.Node:
    if not isinstance(node, _COMPUTED):
        return node
    values = [child.value for child in node.children() if isinstance(child, ast.Literal)]
    if len(values) != len(node.children()):
        return node
    if any(value is None for value in values):
        return ast.Literal(None, span=node.span)
    try:
        value = _value(node, values, fold_case)
        return node if value is node else ast.Literal(value, span=node.span)
    except (TypeError, ValueError, ArithmeticError):
        return node  # no value, or no literal for it: left to the evaluator, which knows what to say


def _value(node: ast.Arith | ast.Neg | ast.Call, values: list[object], fold_case: bool) -> object:
    from odatanodes.functions.operators import arithmetic, negate

    if isinstance(node, ast.Arith):
        return arithmetic(node.op, *values)
    if isinstance(node, ast.Neg):
        return negate(values[0])
    function = FUNCTIONS.get(node.name) if node.source is None else None
    evaluate = None if function is None or not function.constant else function.evaluate
    if function is None or evaluate is None:
        return node
    return evaluate(*values, fold_case) if function.compares_text else evaluate(*values)


def isolated(left: ast.Expr, op: CompareOp, value: object) -> tuple[ast.Expr, CompareOp, object]:
    """Move what is added to or subtracted from a property to the other side.

    Null-safe: a missing property makes the sum null, and null compares as the property itself would. Whole numbers, instants
    and durations only, where moving changes nothing.
    """
    while isinstance(left, ast.Arith | ast.Neg):
        moved = _negated(left, op, value) if isinstance(left, ast.Neg) else _moved(left, op, value)
        if moved is None:
            break
        left, op, value = moved
    return left, op, value


def _negated(left: ast.Neg, op: CompareOp, value: object) -> tuple[ast.Expr, CompareOp, object] | None:
    return (left.operand, ast.FLIPPED[op], -value) if _is_whole(value) else None  # type: ignore[operator]


def _moved(left: ast.Arith, op: CompareOp, value: object) -> tuple[ast.Expr, CompareOp, object] | None:
    from odatanodes.functions.operators import arithmetic

    known, unknown = (left.right, left.left) if isinstance(left.right, ast.Literal) else (left.left, left.right)
    if left.op not in {"add", "sub"} or not isinstance(known, ast.Literal) or not _moves(known.value, value):
        return None
    try:
        if left.op == "add":
            return unknown, op, arithmetic("sub", value, known.value)
        if known is left.right:
            return (
                unknown,
                op,
                arithmetic("add", known.value if _is_time(known.value) else value, value if _is_time(known.value) else known.value),
            )
        return unknown, ast.FLIPPED[op], arithmetic("sub", known.value, value)
    except (TypeError, ValueError, ArithmeticError):
        return None


def _moves(known: object, value: object) -> bool:
    """Say whether both sides are of types where adding and subtracting loses nothing."""
    if _is_whole(known) and _is_whole(value):
        return True
    times = (edm.DateTimeOffset, edm.Duration)
    return isinstance(known, times) and isinstance(value, times)


def _is_whole(value: object) -> bool:
    return value.__class__ is int


def _is_time(value: object) -> bool:
    return isinstance(value, edm.DateTimeOffset)


# --- conditions --------------------------------------------------------------------------------------------------------


def bare(expr: ast.Expr, want: bool) -> Wanted:
    """Return a condition, and the truth wanted of it, without `not` and without `eq true`."""
    while True:
        if isinstance(expr, ast.Not):
            expr, want = expr.operand, not want
        elif isinstance(expr, ast.Compare) and expr.op in {"eq", "ne"}:
            left, right = expr.left, expr.right
            if isinstance(left, ast.Literal):
                left, right = right, left
            if not (isinstance(right, ast.Literal) and isinstance(right.value, bool) and _is_condition(left)):
                return expr, want
            if (expr.op == "eq") is want:
                expr, want = left, right.value
            elif _two_valued(left):  # `(c) ne true` is also true where c is null
                expr, want = left, not right.value
            else:
                return expr, want
        else:
            return expr, want


def _is_condition(expr: ast.Expr) -> bool:
    if isinstance(expr, ast.Call):
        return expr.source is None and _is_boolean(expr.name)
    return isinstance(expr, ast.Compare | ast.And | ast.Or | ast.Not | ast.In | ast.Lambda)


def _is_boolean(name: str) -> bool:
    function = FUNCTIONS.get(name)
    return function is not None and function.result == "Boolean"


def _two_valued(expr: ast.Expr) -> bool:
    """Say whether a condition is true or false for every node, never null."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.And | ast.Or):
            stack += node.operands
        elif isinstance(node, ast.Not):
            stack.append(node.operand)
        elif not (isinstance(node, ast.Compare) or (isinstance(node, ast.In) and isinstance(node.right, ast.List))):
            return False
    return True


def at_once(expr: ast.Expr, want: bool) -> list[Wanted]:
    """Return what must hold, all of it, for an expression to be true, or false."""
    return _flat(expr, want, {True: ast.And, False: ast.Or})


def one_of(expr: ast.Expr, want: bool) -> list[Wanted]:
    """Return what must hold, one of it at least, for an expression to be true, or false."""
    return _flat(expr, want, {True: ast.Or, False: ast.And})


def _flat(expr: ast.Expr, want: bool, kinds: dict[bool, type[ast.And | ast.Or]]) -> list[Wanted]:
    parts: list[Wanted] = []
    stack = [(expr, want)]
    while stack:
        here, wanted = bare(*stack.pop())
        if isinstance(here, kinds[wanted]):
            stack += [(operand, wanted) for operand in reversed(here.operands)]
        else:
            parts.append((here, wanted))
    return parts


# --- missing values ----------------------------------------------------------------------------------------------------


def nullable(path: ast.Expr, present: frozenset[Names] = frozenset()) -> bool:
    """Say whether a path can be without a value; `present` are paths known to have one."""
    here: ast.Expr | None = path
    while isinstance(here, ast.Member):
        if (here.prop is None or here.prop.nullable) and (not present or ast.path_names(here) not in present):
            return True
        here = here.source
    return False


def members(path: ast.Expr) -> tuple[str, ...]:
    """Return the wire spellings of an enumeration that travels as a string; empty for any other property."""
    return path.prop.members if isinstance(path, ast.Member) and path.prop is not None else ()


def presence_of(expr: ast.Expr, want: bool) -> ast.Member | None:
    """Return the path of which a condition says just that it has a value: `x ne null`."""
    if isinstance(expr, ast.Compare) and expr.op == ("ne" if want else "eq"):
        left, right = expr.left, expr.right
        if isinstance(left, ast.Literal):
            left, right = right, left
        if isinstance(right, ast.Literal) and right.value is None and isinstance(left, ast.Member) and nullable(left):
            return left if ast.path_names(left) else None
    return None


def needed(expr: ast.Expr, want: bool) -> list[Names]:
    """Return paths, and what they lead through, that have a value whenever an expression is true (or false, as wanted)."""
    sides: tuple[ast.Node, ...] = ()
    match expr:
        case ast.Compare(op, left, right):
            op = op if want else ast.NEGATED[op] if op in {"eq", "ne"} else "ne"  # `not (x lt 5)` is true for a missing x
            literals = [side.value for side in (left, right) if isinstance(side, ast.Literal)]
            if op == "ne":
                sides = (left, right) if None in literals and expr.op == ("ne" if want else "eq") else ()
            elif op in {"lt", "gt"} or (literals and None not in literals):
                sides = (left, right)
        case ast.In(left, ast.List(items)) if want and not any(item.value is None for item in items):
            sides = (left,)
        case ast.Call(None, name, arguments) if _is_boolean(name):
            sides = arguments
        case ast.Member():
            sides = (expr,)
        case _:
            pass
    found: list[Names] = []
    stack: list[ast.Node] = list(sides)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Member):
            names = ast.path_names(node) or ()
            found += [names[:length] for length in range(1, len(names) + 1)]
        elif isinstance(node, ast.Arith | ast.Neg) or (
            isinstance(node, ast.Call) and node.source is None and node.name in FUNCTIONS
        ):
            stack += node.children()  # null when one of these is
    return found


def compared(condition: ast.Expr) -> set[Names]:
    """Return the paths of which a condition only holds when they have a value."""
    parts = condition.operands if isinstance(condition, ast.And) else (condition,)
    return {
        names
        for part in parts
        if isinstance(part, ast.Compare) and part.op != "ne" and (names := ast.path_names(part.left)) is not None
    }


def any_value(path: ast.Expr, filterable: Mapping[str, Filterable]) -> ast.Expr | None:
    """Return a condition that every value of a path meets and a missing one does not; None where there is no such one.

    It is a range and what lies outside it. A structured property is there when a required property inside it is.
    """
    names = ast.path_names(path)
    assert names is not None
    if isinstance(path.type, ComplexType):
        inside = [
            ast.Member(path, prop.name, type=prop.type, prop=prop) for prop in path.type.properties.values() if not prop.nullable
        ]
        return next((found for member in inside if (found := any_value(member, filterable)) is not None), None)
    entry = filterable.get("/".join(names))
    if entry is None or entry.type not in _MIDDLE or not {"lt", "ge"} <= set(entry.operators):
        return None
    middle = _MIDDLE[entry.type]
    return ast.Or((compare("lt", plain(path), middle), compare("ge", plain(path), middle)))


_MIDDLE: dict[edm.Type, object] = {edm.INT32: 0, edm.DATE_TIME_OFFSET: edm.DateTimeOffset(edm.Date(2020, 1, 1), 0)}
"""A value in the middle of those in use: any would do."""


def plain(path: ast.Expr) -> ast.Expr:
    """Return a path without `$it` and without its place in the text."""
    if not isinstance(path, ast.Member):
        return path
    chain: list[ast.Member] = []
    here: ast.Expr | None = path
    while isinstance(here, ast.Member):
        chain.append(here)
        here = here.source
    built: ast.Member | None = None
    for step in reversed(chain):
        built = ast.Member(built, step.name, type=step.type, prop=step.prop)
    assert built is not None
    return built


# --- why nothing is sent -----------------------------------------------------------------------------------------------


def why_not(expr: ast.Node) -> str:
    """Return why a service cannot be asked an expression."""
    for node in ast.walk(expr):
        if isinstance(node, ast.Alias):
            return f"the parameter '@{node.name}' has no value yet"
        if is_now(node):
            return "'now()' has no value yet: give the plan one with 'now'"
    match expr:
        case ast.Call():
            return f"the service has no function '{expr.name}'"
        case ast.Lambda():
            return f"the service has no '{expr.kind}'"
        case ast.Arith() | ast.Neg():
            return "the service does not compute"
        case ast.Member():
            return "the service compares a property with a literal, not with another property"
        case ast.Not() | ast.And() | ast.Or() | ast.Compare():
            return "the service compares properties, not conditions"
        case ast.In():
            return "the service compares with literals only"
        case _:
            return "the service has nothing like this"
