"""Join conditions that the service accepts: drop constants and repetitions, keep the tightest bounds, limit the number of terms.

The conditions are comparisons and `startswith`, joined with `and` and `or`. The literal `true` stands for "nothing to send",
`false` for "no node can match".
"""

from __future__ import annotations

from odatanodes import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Names = tuple[str, ...]
    """The names of a property path."""
    Wanted = tuple[ast.Expr, bool]
    """An expression, and whether it is to be true or false."""

TRUE = ast.Literal(True)
FALSE = ast.Literal(False)


def is_constant(condition: ast.Expr, value: bool) -> bool:
    """Say whether a condition is the literal `true` or `false`."""
    return condition.__class__ is ast.Literal and condition.value is value


def compare(op: ast.CompareOp, path: ast.Expr, value: object) -> ast.Compare:
    """Return `path op value`."""
    return ast.Compare(op, path, ast.Literal(value))


def conjunction(conditions: Sequence[ast.Expr]) -> ast.Expr:
    """Return the `and` of conditions, as they are but for constants."""
    parts = [condition for condition in conditions if condition.__class__ is not ast.Literal]
    if len(parts) < len(conditions) and any(is_constant(condition, False) for condition in conditions):
        return FALSE
    if len(parts) < 2:
        return parts[0] if parts else TRUE
    return ast.And(tuple(parts))


def disjunction(conditions: Sequence[ast.Expr]) -> ast.Expr:
    """Return the `or` of conditions, as they are but for constants."""
    parts = [condition for condition in conditions if condition.__class__ is not ast.Literal]
    if len(parts) < len(conditions) and any(is_constant(condition, True) for condition in conditions):
        return TRUE
    if len(parts) < 2:
        return parts[0] if parts else FALSE
    return ast.Or(tuple(parts))


def simplified(condition: ast.Expr) -> ast.Expr:
    """Return a condition without repetitions, covered terms and bounds that others imply.

    Done once for the whole, not where its parts are joined: that would look at a deeply nested term once for each level.
    """
    return _simplified(condition, _Numbers()) if isinstance(condition, ast.And | ast.Or) else condition


class _Numbers:
    """Numbers that equal conditions share. Parts are numbered before the whole, so each is visited once."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._known: dict[int, tuple[int, ast.Expr]] = {}  # by id(); the condition is kept so that its id stays its own

    def __call__(self, condition: ast.Expr) -> int:
        known = self._known.get(id(condition))
        if known is not None:
            return known[0]
        key: object = condition
        if isinstance(condition, ast.And | ast.Or):
            key = (condition.__class__, *[self(part) for part in condition.operands])
        elif isinstance(condition, ast.Compare):  # cheaper than hashing the tree
            assert isinstance(condition.right, ast.Literal)
            value = condition.right.value
            key = (condition.op, ast.path_names(condition.left), value.__class__, value)
        number = self._numbers.setdefault(key, len(self._numbers))
        self._known[id(condition)] = (number, condition)
        return number


def _simplified(condition: ast.Expr, number: _Numbers) -> ast.Expr:
    if isinstance(condition, ast.And):
        return conjunction(_tightest(_distinct(_inside(ast.And, condition.operands, number), number)))
    if isinstance(condition, ast.Or):
        return disjunction(_absorbed(_distinct(_inside(ast.Or, condition.operands, number), number), number))
    return condition


def _inside(kind: type[ast.And | ast.Or], operands: Sequence[ast.Expr], number: _Numbers) -> list[ast.Expr]:
    """Return operands simplified, taken apart where one of them became of the same kind as the whole."""
    found: list[ast.Expr] = []
    for operand in operands:
        part = _simplified(operand, number)
        if isinstance(part, kind):
            found += part.operands
        else:
            found.append(part)
    return found


def _distinct(conditions: list[ast.Expr], number: _Numbers) -> list[ast.Expr]:
    """Return conditions without repetitions, in the order of their first."""
    first: dict[int, ast.Expr] = {}
    for condition in conditions:
        first.setdefault(number(condition), condition)
    return list(first.values())


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


def _absorbed(conditions: list[ast.Expr], number: _Numbers) -> list[ast.Expr]:
    """Leave out `a and b` beside `a`."""
    if not any(isinstance(condition, ast.And) for condition in conditions):
        return conditions
    single = {number(condition) for condition in conditions if not isinstance(condition, ast.And)}
    return [
        condition
        for condition in conditions
        if not (isinstance(condition, ast.And) and any(number(part) in single for part in condition.operands))
    ]


def terms(condition: ast.Expr) -> int:
    """Return how many comparisons and calls a condition has."""
    if not isinstance(condition, ast.And | ast.Or):
        return 0 if isinstance(condition, ast.Literal) else 1
    return sum([1 for node in ast.walk(condition) if isinstance(node, ast.Compare | ast.Call)])


def shortened(condition: ast.Expr, most: int) -> ast.Expr:
    """Return a weaker condition with at most this many terms: an `and` loses parts, an `or` needs each of its branches."""
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
