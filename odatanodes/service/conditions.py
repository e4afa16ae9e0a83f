"""Conditions the service takes, joined: constants and repetitions gone, the tightest bounds kept, cut to a number of terms.

Comes in: trees of comparisons and `startswith` joined with `and` and `or`. Goes out: the same in its shortest form. The literal
`true` stands for "nothing to send", `false` for "no node can match".
"""

from __future__ import annotations

from odatanodes import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TRUE = ast.Literal(True)
FALSE = ast.Literal(False)


def is_constant(condition: ast.Expr, value: bool) -> bool:
    """Say whether a condition is the literal `true` or `false`."""
    return condition.__class__ is ast.Literal and condition.value is value


def compare(op: ast.CompareOp, path: ast.Expr, value: object) -> ast.Compare:
    """Return `path op value`."""
    return ast.Compare(op, path, ast.Literal(value))


def key(condition: ast.Expr) -> object:
    """Return what equal conditions share: cheaper for a comparison than hashing the tree."""
    if condition.__class__ is ast.Compare:
        assert isinstance(condition, ast.Compare)
        literal = condition.right
        assert isinstance(literal, ast.Literal)
        return (condition.op, ast.path_names(condition.left), literal.value.__class__, literal.value)
    return condition


def distinct(conditions: Sequence[ast.Expr]) -> list[ast.Expr]:
    """Return conditions without repetitions, in the order of their first."""
    if len(conditions) < 2:
        return list(conditions)
    first: dict[object, ast.Expr] = {}
    for condition in conditions:
        first.setdefault(key(condition), condition)
    return list(first.values())


def conjunction(conditions: Sequence[ast.Expr]) -> ast.Expr:
    """Return the `and` of conditions."""
    parts: list[ast.Expr] = []
    for condition in conditions:
        if isinstance(condition, ast.And):
            parts += condition.operands
        elif is_constant(condition, False):
            return FALSE
        elif not is_constant(condition, True):
            parts.append(condition)
    parts = _tightest(distinct(parts))
    if not parts:
        return TRUE
    return parts[0] if len(parts) == 1 else ast.And(tuple(parts))


def _tightest(conditions: list[ast.Expr]) -> list[ast.Expr]:
    """Keep one bound of a path on each side, the tightest, in the place of the first."""
    best: dict[object, ast.Expr] = {}
    for condition in conditions:
        place: object = id(condition)
        if isinstance(condition, ast.Compare) and condition.op in {"gt", "ge", "lt", "le"}:
            place = (ast.path_names(condition.left), condition.op[0])
            before = best.get(place)
            if isinstance(before, ast.Compare) and not _implies(condition, before):
                continue
        best[place] = condition
    return list(best.values())


def _implies(new: ast.Compare, old: ast.Compare) -> bool:
    """Say whether one bound implies another on the same side."""
    assert isinstance(new.right, ast.Literal)
    assert isinstance(old.right, ast.Literal)
    one, other = new.right.value, old.right.value
    if one == other:
        return new.op in {"gt", "lt"}
    above: bool = one > other  # type: ignore[operator]  # the values of one path are of one ordered type
    return above if new.op[0] == "g" else not above


def disjunction(conditions: Sequence[ast.Expr]) -> ast.Expr:
    """Return the `or` of conditions, without those another one covers."""
    parts: list[ast.Expr] = []
    for condition in conditions:
        if isinstance(condition, ast.Or):
            parts += condition.operands
        elif is_constant(condition, True):
            return TRUE
        elif not is_constant(condition, False):
            parts.append(condition)
    parts = _absorbed(distinct(parts))
    if not parts:
        return FALSE
    return parts[0] if len(parts) == 1 else ast.Or(tuple(parts))


def _absorbed(conditions: list[ast.Expr]) -> list[ast.Expr]:
    """Leave out `a and b` beside `a`."""
    if not any(isinstance(condition, ast.And) for condition in conditions):
        return conditions
    single = {key(condition) for condition in conditions if not isinstance(condition, ast.And)}
    return [
        condition
        for condition in conditions
        if not (isinstance(condition, ast.And) and any(key(part) in single for part in condition.operands))
    ]


def terms(condition: ast.Expr) -> int:
    """Return how many comparisons and calls a condition has."""
    if not isinstance(condition, ast.And | ast.Or):
        return 0 if isinstance(condition, ast.Literal) else 1
    return sum([1 for node in ast.walk(condition) if isinstance(node, ast.Compare | ast.Call)])


def shortened(condition: ast.Expr, most: int) -> ast.Expr:
    """Return a weaker condition with at most so many terms: an `and` loses parts, an `or` needs each of its branches."""
    if terms(condition) <= most:
        return condition
    if isinstance(condition, ast.And):
        kept: dict[int, ast.Expr] = {}
        for place in sorted(range(len(condition.operands)), key=lambda place: _fewest(condition.operands[place])):
            part = shortened(condition.operands[place], most)
            most -= terms(part)
            kept[place] = part
        return conjunction([kept[place] for place in sorted(kept)])
    if isinstance(condition, ast.Or):
        room = most - sum([_fewest(part) for part in condition.operands])
        if room < 0:
            return TRUE
        parts = []
        for part in condition.operands:
            fewest = _fewest(part)
            parts.append(shortened(part, fewest + room))
            room -= terms(parts[-1]) - fewest
        return disjunction(parts)
    return TRUE


def _fewest(condition: ast.Expr) -> int:
    """Return the number of terms below which nothing of a condition can be sent."""
    if isinstance(condition, ast.And):
        return min([_fewest(part) for part in condition.operands])
    if isinstance(condition, ast.Or):
        return sum([_fewest(part) for part in condition.operands])
    return 1
