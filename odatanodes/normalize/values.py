"""Values that an operand can still have after some comparisons with literals: the base for finding contradictions.

An `Atom` is the condition of one term on one operand: a set, the complement of a set, or one end of a range, each with or
without null and NaN. The atoms of an `and` are intersected; an `or` is always true when the complements of its atoms have
nothing in common. Limited to values whose order and equality are the same in Python as in OData.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.value import Value, set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any
    from typing import Literal as L

    Kind = L["in", "out", "low", "high"]
    Bound = tuple[Any, bool]  # the value, and whether it is left out

_ORDERED_CLASSES = {edm.Date: "date", edm.DateTimeOffset: "instant", edm.Duration: "duration", edm.TimeOfDay: "time"}
_EXACT_INT = 2**53
"""Up to here an integer equals the double it is promoted to."""
TRUTHS = frozenset((True, False))


class Atom(Value):
    """The condition of a term: the operand is in a set, outside it, above (`low`) or below (`high`) a bound.

    `null` and `nan` are whether these two meet it: both are neither above nor below anything, but NaN differs from null.
    `sort` is the kind of values it compares with ("" when only null is named).
    """

    __slots__ = ("bound", "kind", "nan", "null", "set", "sort")
    __match_args__ = ("kind", "set", "bound", "null", "nan", "sort")
    kind: Kind
    set: frozenset[Any]
    bound: Bound | None
    null: bool
    nan: bool
    sort: str

    def __init__(self, kind: Kind, set: frozenset[Any], bound: Bound | None, null: bool, nan: bool, sort: str) -> None:
        set_field(self, "kind", kind)
        set_field(self, "set", set)
        set_field(self, "bound", bound)
        set_field(self, "null", null)
        set_field(self, "nan", nan)
        set_field(self, "sort", sort)

    def complement(self) -> Atom:
        """Return what is true exactly when this is not."""
        opposite: dict[Kind, Kind] = {"in": "out", "out": "in", "low": "high", "high": "low"}
        bound = None if self.bound is None else (self.bound[0], not self.bound[1])
        return Atom(opposite[self.kind], self.set, bound, not self.null, not self.nan, self.sort)


def comparison(op: str, value: object, type: edm.Type, fold_case: bool) -> Atom | None:
    """Return the atom of `operand op literal`, None where its values cannot be reasoned about."""
    if value is None:
        if op == "ne":
            return Atom("out", frozenset(), None, False, True, "")
        return Atom("in", frozenset(), None, op in ("eq", "ge", "le"), False, "")
    found = sort_and_key(value, type, fold_case)
    if found is None:
        return None
    sort, key = found
    if op == "eq":
        return Atom("in", frozenset((key,)), None, False, False, sort)
    if op == "ne":
        return Atom("out", frozenset((key,)), None, True, True, sort)
    if sort in ("boolean", "guid", "binary"):
        return None
    if op in ("gt", "lt") and type in edm.INTEGERS and isinstance(key, int):  # so that `gt 5 and lt 6` is seen to be empty
        op, key = ("ge", key + 1) if op == "gt" else ("le", key - 1)
    return Atom("low" if op in ("gt", "ge") else "high", frozenset(), (key, op in ("gt", "lt")), False, False, sort)


def membership(values: list[object], type: edm.Type, fold_case: bool) -> Atom | None:
    """Return the atom of `operand in (…)`."""
    keys: set[Any] = set()
    sorts: set[str] = set()
    for value in values:
        if value is not None:
            found = sort_and_key(value, type, fold_case)
            if found is None:
                return None
            sorts.add(found[0])
            keys.add(found[1])
    if len(sorts) > 1:
        return None
    return Atom("in", frozenset(keys), None, None in values, False, next(iter(sorts), ""))


def truth(value: bool) -> Atom:
    """Return the atom of a condition by itself (true), or of `not` before it (false)."""
    return Atom("in", frozenset((value,)), None, False, False, "boolean")


def sort_and_key(value: object, type: edm.Type, fold_case: bool) -> tuple[str, Any] | None:
    """Return the kind of a literal value and what stands for it: equal and ordered as OData would have it."""
    if isinstance(value, str):
        return "string", value.casefold() if fold_case else value
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int):
        if type in edm.INTEGERS or type is edm.DECIMAL or abs(value) < _EXACT_INT:
            return "number", value
        return None
    if value.__class__.__name__ == "Decimal" and (type in edm.INTEGERS or type is edm.DECIMAL):
        return "number", value
    if value.__class__.__name__ in ("UUID", "bytes"):
        return {"UUID": "guid", "bytes": "binary"}[value.__class__.__name__], value
    sort = _ORDERED_CLASSES.get(value.__class__)
    return None if sort is None else (sort, value)


def may_be_nan(type: edm.Type) -> bool:
    """Say whether values of a type can be neither equal, nor above, nor below a number."""
    return type in (edm.DOUBLE, edm.SINGLE, edm.ANY)


def disjoint(atoms: list[Atom], *, null: bool, nan: bool, boolean: bool) -> bool:
    """Whether no value meets all atoms; `null`, `nan`: the operand can be that; `boolean`: it is a Boolean."""
    if (null and all(atom.null for atom in atoms)) or (nan and all(atom.nan for atom in atoms)):
        return False
    if len({atom.sort for atom in atoms if atom.sort} | ({"boolean"} if boolean else set())) > 1:
        return False  # a comparison of different kinds: not for us to judge
    inside: frozenset[Any] | None = TRUTHS if boolean else None
    outside: set[Any] = set()
    low: Bound | None = None
    high: Bound | None = None
    for atom in atoms:
        if atom.kind == "in":
            inside = atom.set if inside is None else inside & atom.set
        elif atom.kind == "out":
            outside |= atom.set
        elif atom.kind == "low":
            low = atom.bound if low is None or _tighter(atom.bound, low, 1) else low
        else:
            high = atom.bound if high is None or _tighter(atom.bound, high, -1) else high
    if inside is not None:
        return not any(key not in outside and _above(key, low) and _below(key, high) for key in inside)
    if low is None or high is None:
        return False
    if low[0] == high[0]:
        return low[1] or high[1] or low[0] in outside
    return bool(low[0] > high[0])


def _tighter(new: Bound | None, old: Bound, direction: int) -> bool:
    assert new is not None
    if new[0] == old[0]:
        return new[1]
    return bool(new[0] > old[0]) if direction > 0 else bool(new[0] < old[0])


def _above(key: Any, low: Bound | None) -> bool:
    return low is None or bool(key > low[0]) or (key == low[0] and not low[1])


def _below(key: Any, high: Bound | None) -> bool:
    return high is None or bool(key < high[0]) or (key == high[0] and not high[1])
