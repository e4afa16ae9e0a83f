"""What the comparisons of filters are about: terms, the variables of deciding, and what each comparison says of its term.

A term is a path of scalar properties (exact: its Domain has a value for every combination of outcomes of its comparisons), the
presence of a structured value above such a path, or - where `relaxed` - something whose values are not looked into: a computed
operand, the outcome of a comparison of two operands, a condition as a whole. A relaxed term may take any value whatever the
paths in it have, so what is impossible with it is impossible; what is possible with it remains to be shown.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.decide.domain import NULL
from odatanodes.decide.term import KEYS, Term, computed_kind, kind_of_literal, kind_of_type
from odatanodes.evaluate.compare import literal_value
from odatanodes.functions.operators import compare
from odatanodes.functions.table import FUNCTIONS
from odatanodes.normalize.nullable import can_be_null

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from odatanodes.decide.search import Link
    from odatanodes.decide.term import Settings

    Sets = tuple[int, int, int]
    """A variable, the values for which a condition is true, and those for which it is false (null for all others)."""
    Answer = Callable[[], "Sets | bool | None"]
    """What gives the sets of a condition once the domains are made, or its value where it is constant."""

__all__ = ["Terms"]

_BOTH, _LEFT, _RIGHT, _LESS, _EQUAL, _GREATER, _OTHER = (1 << bit for bit in range(7))
"""Outcomes of a comparison of two operands: which is null, or how they compare (`_OTHER`: not at all, as NaN)."""
_OUTCOMES = {
    "eq": _BOTH | _EQUAL,
    "ne": _LEFT | _RIGHT | _LESS | _GREATER | _OTHER,
    "lt": _LESS,
    "le": _BOTH | _LESS | _EQUAL,
    "gt": _GREATER,
    "ge": _BOTH | _EQUAL | _GREATER,
}
FALSE, TRUE = 2, 4
"""Sets of a condition as a whole: null, false, true are the bits."""


class Terms:
    """The terms of some expressions. `add` all, then `finish` makes the domains and `sets` returns sets of values."""

    def __init__(self, settings: Settings, *, relaxed: bool = True, inner: bool = True) -> None:
        """Without `relaxed` computed operands, without `inner` `contains` and `endswith`, make conditions as a whole."""
        self.settings = settings
        self.relaxed = relaxed
        self.inner = inner
        self.all: list[Term] = []
        self.start: list[int] = []
        self.links: list[Link] = []
        self._paths: dict[tuple[str, ...], Term] = {}
        self._others: dict[object, int] = {}
        self._conditions: dict[int, tuple[ast.Expr, Answer]] = {}

    # --- collecting --------------------------------------------------------------------------------------------------

    def add(self, condition: ast.Expr) -> None:
        """Add a condition other than `and`, `or` and `not`."""
        if id(condition) not in self._conditions:
            self._conditions[id(condition)] = (condition, self._read(condition))

    def _read(self, x: ast.Expr) -> Answer:
        match x:
            case ast.Literal(bool() | None as value):
                constant: bool | None = value
                return lambda: constant
            case ast.Compare(op, left, right):
                if isinstance(left, ast.Literal) and not isinstance(right, ast.Literal):
                    return self._comparison(x, ast.FLIPPED[op], right, left)
                return self._comparison(x, op, left, right)
            case ast.In(left, ast.List(items) | ast.Array(items)):
                return self._membership(x, left, [item for item in items if isinstance(item, ast.Literal)], len(items))
            case ast.Call(None, "startswith" | "contains" | "endswith", (ast.Expr() as text, ast.Literal(value))):
                return self._search(x, text, value)
            case ast.Member() if x.type is edm.BOOLEAN or x.type is edm.ANY:
                term = self._term(x, True)
                if term is not None:
                    return lambda: (term.index, term.made().compared("eq", True), term.made().compared("eq", False))
        return self._whole(x)

    def _comparison(self, x: ast.Compare, op: str, left: ast.Expr, right: ast.Expr) -> Answer:
        if not isinstance(right, ast.Literal):
            return self._pair(x, op, left, right) if self.relaxed else self._whole(x)
        if isinstance(left, ast.Literal):
            return self._constant(x, op, left, right)
        if right.value is None:
            asked = self._term(left, None)
            return self._whole(x) if asked is None else _two_valued(asked, lambda: _null_set(op))
        value = literal_value(right, left.type)
        term = self._term(left, value)
        if term is None or (term.kind == "names" and op not in {"eq", "ne"}):
            return self._whole(x)
        key = term.key(value, fold=self.settings.fold)
        if key is None:  # NaN
            return _two_valued(term, lambda: ~0 if op == "ne" else 0)
        term.literals[value] = None
        return _two_valued(term, lambda: term.made().compared(op, key))

    def _constant(self, x: ast.Compare, op: str, left: ast.Literal, right: ast.Literal) -> Answer:
        try:
            answer = compare(op, literal_value(left, right.type), literal_value(right, left.type), self.settings.fold)
        except (TypeError, ValueError):
            return self._whole(x)
        return lambda: answer

    def _membership(self, x: ast.In, left: ast.Expr, items: list[ast.Literal], size: int) -> Answer:
        values = [literal_value(item, left.type) for item in items]
        known = [value for value in values if value is not None]
        term = self._term(left, next(iter(known), None)) if len(items) == size and not isinstance(left, ast.Literal) else None
        if term is None or not all(map(term.fits, known)):
            return self._whole(x)
        keys = {value: key for value in known if (key := term.key(value, fold=self.settings.fold)) is not None}
        term.literals |= dict.fromkeys(keys)
        return _two_valued(term, lambda: term.made().among(keys.values(), null=len(known) < len(values)))

    def _search(self, x: ast.Call, text: ast.Expr, value: object) -> Answer:
        if value is None:
            return lambda: None
        sought = isinstance(value, str) and (self.inner or x.name == "startswith")
        term = self._term(text, value) if sought else None
        if term is None or term.kind != "text":
            return self._whole(x)
        assert isinstance(value, str)
        fold = self.settings.fold
        {"startswith": term.prefixes, "contains": term.inner, "endswith": term.ends}[x.name].add(value)
        part = value.casefold() if fold else value

        def sets() -> Sets:
            known = term.made()
            if x.name == "startswith":
                true = known.starting(part, fold=fold)
            else:
                true = known.where(lambda key: part in key if x.name == "contains" else key.endswith(part))
            return term.index, true, known.start & ~true & ~NULL

        return sets

    # --- relaxed terms -----------------------------------------------------------------------------------------------

    def _whole(self, x: ast.Expr) -> Answer:
        """Take a condition as a whole: equal ones are true together."""
        index = self._others.get(("condition", x))
        if index is None:
            nullable = can_be_null(x, trust_schema=self.settings.trust)
            index = self._others["condition", x] = self._relaxed(x, FALSE | TRUE | (NULL if nullable else 0), "condition")
        found = (index, TRUE, FALSE)
        return lambda: found

    def _relaxed(self, x: ast.Expr, start: int, kind: str) -> int:
        term = Term(len(self.all), x, None, kind, nullable=bool(start & NULL))
        self.all.append(term)
        self.start.append(start)
        return term.index

    def _pair(self, x: ast.Compare, op: str, left: ast.Expr, right: ast.Expr) -> Answer:
        """Take the outcome of comparing two operands as the variable, whichever operator asks for it."""
        index = self._others.get((right, left))
        if index is not None:
            op = ast.FLIPPED[op]
        else:
            index = self._others.get((left, right))
        if index is None:
            one, other = (can_be_null(side, trust_schema=self.settings.trust) for side in (left, right))
            start = _LESS | _EQUAL | _GREATER | _OTHER | (_LEFT if one else 0) | (_RIGHT if other else 0)
            if left == right:
                start = _EQUAL | _OTHER
            start |= _BOTH if one and other else 0
            index = self._others[left, right] = self._relaxed(x, start, "outcome")
        found = (index, _OUTCOMES[op], ~_OUTCOMES[op])
        return lambda: found

    # --- paths and computed operands -----------------------------------------------------------------------------------

    def _term(self, operand: ast.Expr, literal: object) -> Term | None:
        """Return the term of an operand that is compared with a literal (None: with null); None where it is not reasoned about."""
        path = ast.path_names(operand) if isinstance(operand, ast.Member) else None
        if path is not None:
            assert isinstance(operand, ast.Member)
            term = self.at(operand, path)
        elif not self.relaxed or kind_of_type(operand.type) not in KEYS or operand.type is edm.BOOLEAN:
            return None
        else:
            known = self._others.get(("operand", operand))
            if known is None:
                nullable = not isinstance(operand, ast.Count) and can_be_null(operand, trust_schema=self.settings.trust)
                known = self._others["operand", operand] = self._relaxed(operand, 0, computed_kind(operand))
                self.all[known].nullable = nullable
            term = self.all[known]
        if literal is None:
            return term if term.kind != "collection" else None
        if not term.kind and not term.structured:  # no schema: of the kind of the first literal
            term.kind = kind_of_literal(literal)
        return term if term.fits(literal) else None

    def at(self, operand: ast.Member, path: tuple[str, ...]) -> Term:
        """Return the term of a path, and make those of the structured values above it."""
        term = self._paths.get(path)
        if term is None:
            source = operand.source
            above = self.at(source, path[:-1]) if isinstance(source, ast.Member) else None
            required = operand.prop is not None and not operand.prop.nullable and self.settings.trust
            nullable = not required or (above is not None and above.nullable)
            term = self._paths[path] = Term(len(self.all), operand, path, kind_of_type(operand.type), nullable=nullable)
            self.all.append(term)
            self.start.append(0)
            if above is not None:
                above.structured = True
                self.links.append((above.index, NULL, term.index, NULL))
                if required:
                    self.links.append((term.index, NULL, above.index, NULL))
        return term

    # --- domains -----------------------------------------------------------------------------------------------------

    def finish(self, prefer: Callable[[Term], Iterable[Any]] = lambda _: ()) -> bool:
        """Make the domains; `prefer` gives values to prefer. False where that takes too many values."""
        for term in self.all:
            if self.start[term.index]:
                continue  # a condition or an outcome
            term.first += prefer(term)
            made = term.values(self.settings)
            if made is None:
                return False
            term.domain = made
            self.start[term.index] = made.start
        for term in self.all:
            if term.path is None:
                self._relate(term)
        return True

    def _relate(self, term: Term) -> None:
        """Link a relaxed term with the paths in it as far as nulls go."""
        if isinstance(term.expr, ast.Compare) and term.kind == "outcome":
            for side, null in ((term.expr.left, _BOTH | _LEFT), (term.expr.right, _BOTH | _RIGHT)):
                index = self._known(side)
                if index is not None:
                    self.links += [(index, NULL, term.index, null), (term.index, null, index, NULL)]
        elif isinstance(term.expr, (ast.Arith, ast.Neg)) or (isinstance(term.expr, ast.Call) and term.expr.name in FUNCTIONS):
            for operand in term.expr.children():
                index = self._known(operand)
                if index is not None:
                    self.links.append((index, NULL, term.index, NULL))

    def _known(self, x: ast.Node) -> int | None:
        """Return the term of an operand if it has one."""
        path = ast.path_names(x) if isinstance(x, ast.Member) else None
        if path is not None:
            return self._paths[path].index if path in self._paths else None
        return self._others.get(("operand", x))

    # --- outcomes ----------------------------------------------------------------------------------------------------

    def sets(self, condition: ast.Expr) -> Sets | bool | None:
        """Return the sets of a condition, or its value where that is the same for all nodes."""
        return self._conditions[id(condition)][1]()

    @property
    def exact(self) -> bool:
        """Whether nothing is relaxed: what is possible for the terms is so for nodes."""
        return all(term.path is not None for term in self.all)


def _two_valued(term: Term, true: Callable[[], int]) -> Answer:
    def sets() -> Sets:
        found = true()
        return term.index, found, ~found

    return sets


def _null_set(op: str) -> int:
    """Return the values for which `value op null` is true."""
    return {"eq": NULL, "le": NULL, "ge": NULL, "ne": ~NULL}.get(op, 0)
