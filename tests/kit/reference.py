"""A slow, obvious evaluator, written from the text of the standard: the fast ones are tested against it.

It shares nothing with them but the tree and the value types. Three values: True, False, None. Everything is recursive, every
wire value is parsed each time. MissingError: a required property is absent. FailedError: a value has another type, or an
operation has no result.

Where evaluation stops: `wanted` True asks whether the expression is true, False whether it is false, None for its value. An `and`
stops at the first operand that settles the question: false always does; null does when the question is whether it is true.
An `or` likewise with true.
Sections are those of OData 4.01 URL Conventions.
"""

from __future__ import annotations

from typing import Any

from odatanodes import ast, edm
from tests.kit.reference_values import FUNCTIONS, FailedError, MissingError, arithmetic, cast, moment, number, wire

__all__ = ["FailedError", "MissingError", "Reference"]


class Reference:
    """Evaluates on one node; `case_sensitive` is the semantics "odata", `lenient` reads what is missing as null."""

    def __init__(self, node: Any, *, case_sensitive: bool, lenient: bool = False, now: edm.DateTimeOffset | None = None) -> None:
        self.node = node
        self.case_sensitive = case_sensitive
        self.lenient = lenient
        self.now = now

    def matches(self, expr: ast.Expr) -> bool:
        return self.ask(expr, {}, True) is True

    # --- conditions --------------------------------------------------------------------------------------------------

    def ask(self, x: ast.Expr, env: dict[str, Any], wanted: bool | None) -> bool | None:
        """Return the three-valued result of a condition, evaluating no more than is needed for what is asked."""
        match x:
            case ast.And(operands):
                return self.chain(operands, env, wanted, settled_by=False)  # 5.1.1.1.7
            case ast.Or(operands):
                return self.chain(operands, env, wanted, settled_by=True)  # 5.1.1.1.8
            case ast.Not(operand):  # 5.1.1.1.9
                result = self.ask(operand, env, None if wanted is None else not wanted)
                return None if result is None else not result
        result = self.value(x, env)
        if result is not None and not isinstance(result, bool):
            raise FailedError
        return result

    def chain(self, operands: Any, env: dict[str, Any], wanted: bool | None, *, settled_by: bool) -> bool | None:
        null = False
        for operand in operands:
            result = self.ask(operand, env, wanted)
            if result is settled_by:
                return settled_by
            if result is None:
                null = True
                if wanted is not None and wanted is not settled_by:
                    return None
        return None if null else not settled_by

    # --- values ------------------------------------------------------------------------------------------------------

    def value(self, x: ast.Expr | None, env: dict[str, Any]) -> Any:
        match x:
            case ast.And() | ast.Or() | ast.Not():
                return self.ask(x, env, None)
            case ast.Literal():
                return self.literal(x)
            case ast.Var() | ast.Member() | ast.FilterSegment():
                return self.read(self.raw(x, env), x.type)
            case ast.Compare(op, left, right):
                return self.compare(op, *self.sides(left, right, env))
            case ast.In(left, right):
                return self.member_of(left, right, env)
            case ast.Has(left, right):
                return self.has(self.value(left, env), self.value(right, env))
            case ast.Arith(op, left, right):
                return arithmetic(op, self.value(left, env), self.value(right, env))
            case ast.Neg(operand):
                known = moment(self.value(operand, env))
                return None if known is None else edm.Duration(-known.picoseconds) if isinstance(known, edm.Duration) else -known
            case ast.Array(items) | ast.List(items):
                return tuple(self.value(item, env) for item in items)
            case ast.Object(members):
                return {pair.name: self.value(pair.value, env) for pair in members}
            case ast.Lambda():
                return self.lambda_(x, env)
            case ast.Count(source, options):
                return len(self.counted(source, options, env))
            case ast.Case(branches):  # 5.1.1.12.1
                return next((self.value(b.value, env) for b in branches if self.ask(b.condition, env, True) is True), None)
            case ast.Cast(operand, name):
                return cast(self.value(operand, env), name)
            case ast.IsOf(operand, name):
                known = self.value(operand, env)
                return known is None or cast(known, name) is not None
            case ast.Call(None, name, arguments):
                return self.call(name, [self.value(a, env) for a in arguments if isinstance(a, ast.Expr)])
        raise NotImplementedError(x)

    def literal(self, x: ast.Literal) -> Any:
        if isinstance(x.value, edm.EnumValue):
            return frozenset(x.value.members)
        if isinstance(x.value, str) and x.type is edm.DURATION:
            return edm.Duration.parse(x.value)
        return x.value

    def lambda_(self, x: ast.Lambda, env: dict[str, Any]) -> bool:
        """5.1.1.13: any is false and all is true for no items; a null collection has none."""
        items = self.items(x.source, env)
        if x.predicate is None:
            return bool(items)
        results = (self.ask(x.predicate, {**env, str(x.variable): item}, True) is True for item in items)
        return any(results) if x.kind == "any" else all(results)

    def items(self, source: ast.Expr, env: dict[str, Any]) -> Any:
        found = self.raw(source, env)
        if found is None:
            return []
        if not isinstance(found, (list, tuple)):
            raise FailedError
        return found

    def counted(self, source: ast.Expr, options: Any, env: dict[str, Any]) -> list[Any]:
        items = list(self.items(source, env))
        for option in options:
            assert option.name == "$filter"
            items = [item for item in items if self.ask(option.value, {**env, "$this": item}, True) is True]
        return items

    # --- what the node holds -----------------------------------------------------------------------------------------

    def raw(self, x: ast.Expr | None, env: dict[str, Any]) -> Any:
        match x:
            case None:
                return env.get("$this", self.node)
            case ast.Var("$it"):
                return self.node
            case ast.Var("$this"):
                return env.get("$this", self.node)
            case ast.Var(name):
                return env[name]
            case ast.FilterSegment(source, predicate):
                return [item for item in self.items(source, env) if self.ask(predicate, {**env, "$this": item}, True) is True]
            case ast.Member(source, name):
                owner = self.raw(source, env)
                if owner is None:
                    return None
                if not isinstance(owner, dict):
                    raise FailedError
                required = x.prop is not None and not x.prop.nullable and not self.lenient
                if required and name not in owner:
                    raise MissingError(name)
                if required and owner[name] is None:
                    raise FailedError(name)
                return owner.get(name)
        return self.value(x, env)

    def read(self, value: Any, type: edm.Type) -> Any:
        if value is None:
            return None
        if isinstance(type, edm.CollectionType):
            if not isinstance(value, (list, tuple)):
                raise FailedError
            return tuple(self.read(item, type.item) for item in value)
        try:
            return wire(value, type)
        except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
            raise FailedError from error

    # --- comparison --------------------------------------------------------------------------------------------------

    def sides(self, left: ast.Expr, right: ast.Expr, env: dict[str, Any]) -> tuple[Any, Any]:
        for known, asked in ((left, right), (right, left)):
            if isinstance(known, ast.Literal) and known.value is None:  # asks only whether there is a value
                return None, self.raw(asked, env)
        one, other = self.value(left, env), self.value(right, env)
        if left.type is edm.ANY and right.type is not edm.ANY:
            one = self.read_beside(one, right)
        elif right.type is edm.ANY and left.type is not edm.ANY:
            other = self.read_beside(other, left)
        return one, other

    def read_beside(self, value: Any, other: ast.Expr) -> Any:
        """Without a schema a value is of the type of what it is compared with."""
        if value is None or other.type is edm.NULL:
            return value
        if number(self.literal(other) if isinstance(other, ast.Literal) else 0) and other.type in edm.NUMBERS:
            if number(value):
                return value
            raise FailedError
        return self.read(value, other.type)

    def compare(self, op: str, a: Any, b: Any) -> bool:
        """5.1.1.1.1 to 5.1.1.1.6: null equals null only; gt and lt are false for null; ge is gt or eq, le is lt or eq."""
        if op == "eq":
            return self.equal(a, b)
        if op == "ne":
            return not self.equal(a, b)
        if op == "ge":
            return self.compare("gt", a, b) or self.equal(a, b)
        if op == "le":
            return self.compare("lt", a, b) or self.equal(a, b)
        if a is None or b is None:
            return False
        if isinstance(a, (bytes, frozenset, tuple, dict)):
            raise FailedError
        a, b = self.comparable(a, b)
        less: bool = a < b if op == "lt" else b < a
        return less

    def equal(self, a: Any, b: Any) -> bool:
        if a is None or b is None:
            return a is b
        if isinstance(a, tuple) and isinstance(b, tuple):
            return len(a) == len(b) and all(self.equal(x, y) for x, y in zip(a, b, strict=True))
        if isinstance(a, dict) and isinstance(b, dict):
            return a.keys() == b.keys() and all(self.equal(a[name], b[name]) for name in a)
        a, b = self.comparable(a, b)
        same: bool = a == b
        return same

    def comparable(self, a: Any, b: Any) -> tuple[Any, Any]:
        if number(a) and number(b):  # 5.1.1.16: a Double makes the other side one
            return (float(a), float(b)) if isinstance(a, float) or isinstance(b, float) else (a, b)
        if type(a) is not type(b):
            raise FailedError
        if isinstance(a, str) and not self.case_sensitive:
            return a.casefold(), b.casefold()
        if isinstance(a, frozenset) and not self.case_sensitive:
            return {name.casefold() for name in a}, {name.casefold() for name in b}
        return a, b

    def member_of(self, left: ast.Expr, right: ast.Expr, env: dict[str, Any]) -> bool:
        """5.1.1.1.11."""
        value = self.value(left, env)
        items = self.value(right, env)
        if items is None:
            return False
        if left.type is edm.ANY and isinstance(right, (ast.List, ast.Array)):
            beside = next((item for item in right.items if item.type is not edm.NULL), None)
            value = value if beside is None else self.read_beside(value, beside)
        return any(self.equal(value, item) for item in items)

    def has(self, a: Any, b: Any) -> bool | None:
        """5.1.1.1.10."""
        if a is None or b is None:
            return None
        fold = str if self.case_sensitive else str.casefold
        return {fold(name) for name in self.names(b)} <= {fold(name) for name in self.names(a)}

    def names(self, value: Any) -> frozenset[str]:
        """Read what no schema types as the members of an enumeration: "Red,Blue" has two."""
        if not isinstance(value, (str, frozenset)):
            raise FailedError
        return value if isinstance(value, frozenset) else frozenset(part.strip() for part in value.split(","))

    # --- functions ---------------------------------------------------------------------------------------------------

    def call(self, name: str, args: list[Any]) -> Any:
        """5.1.1.4: a null argument makes the result null."""
        if any(argument is None for argument in args):
            return None
        if name == "now":
            return self.now
        if name in ("contains", "startswith", "endswith", "indexof", "hassubset", "hassubsequence"):
            return self.search(name, *args)
        return FUNCTIONS[name](*args)

    def search(self, name: str, a: Any, b: Any) -> Any:
        if isinstance(a, str):
            if not self.case_sensitive:
                positions = [at for at, char in enumerate(a) for _ in char.casefold()]
                at = a.casefold().find(b.casefold())
                found = at if at < 1 else positions[at]
                a, b = a.casefold(), b.casefold()
            else:
                found = a.find(b)
            return {"contains": b in a, "startswith": a[: len(b)] == b, "endswith": a.endswith(b), "indexof": found}[name]
        if name == "hassubset":
            left = list(a)
            for wanted in b:
                place = next((i for i, item in enumerate(left) if self.equal(item, wanted)), None)
                if place is None:
                    return False
                left.pop(place)
            return True
        if name == "hassubsequence":
            rest = iter(a)
            return all(any(self.equal(item, wanted) for item in rest) for wanted in b)
        runs = [i for i in range(len(a) - len(b) + 1) if self.equal(a[i : i + len(b)], b)]
        ends = {"contains": bool(runs), "startswith": 0 in runs, "endswith": len(a) - len(b) in runs}
        return ends[name] if name in ends else (runs[0] if runs else -1)
