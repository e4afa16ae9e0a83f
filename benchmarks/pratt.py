"""A hand-written Pratt parser of the common part of `$filter`, as the baseline for the table-driven one.

It is what an experienced author writes in an hour with the tree classes given: one regular expression, binding powers, no
positions in the tree, no help in the errors. It builds the same nodes by their public constructors. Covers comparisons,
and/or/not, arithmetic, `in`, calls, paths, any/all and the common literals; benchmarks/parse.py checks that its trees equal ours
before anything is timed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from odatanodes import edm
from odatanodes.ast import And, Arith, Call, Compare, Expr, In, Lambda, List, Literal, Member, Neg, Not, Or, Var

TOKEN = re.compile(
    r"""\s*(?:
      (?P<instant>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d))
    | (?P<dated>(?i:datetime)'[^']*')
    | (?P<word>[A-Za-z_]\w*)
    | (?P<string>'(?:[^']|'')*')
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<sign>[(),/:-])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
POWER = {
    "or": 1, "and": 2, "eq": 3, "ne": 3, "gt": 4, "ge": 4, "lt": 4, "le": 4,
    "add": 5, "sub": 5, "mul": 6, "div": 6, "mod": 6, "in": 8,
}  # fmt: skip
UNARY = 7


class Pratt:
    """One parse; `Pratt(text).parse()`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.scope: list[str] = []
        self.kind = self.token = ""
        self.advance()

    def advance(self) -> None:
        match = TOKEN.match(self.text, self.position)
        if match is None or match.lastgroup is None:
            raise SyntaxError(f"unexpected text at {self.position}")
        self.position = match.end()
        self.kind = match.lastgroup
        self.token = match[self.kind]

    def expect(self, token: str) -> None:
        if self.token != token:
            raise SyntaxError(f"expected {token!r} before {self.position}, found {self.token!r}")
        self.advance()

    def parse(self) -> Expr:
        tree = self.expression(0)
        if self.kind != "end":
            raise SyntaxError(f"unexpected {self.token!r} before {self.position}")
        return tree

    def expression(self, floor: int) -> Expr:
        left = self.prefix()
        while self.kind == "word":
            op = self.token
            power = POWER.get(op, 0)
            if power <= floor:
                break
            self.advance()
            if power <= 2:
                operands = [left, self.expression(power)]
                while self.token == op and self.kind == "word":
                    self.advance()
                    operands.append(self.expression(power))
                left = Or(tuple(operands)) if op == "or" else And(tuple(operands))
            elif op == "in":
                left = In(left, self.members())
            elif power <= 4:
                left = Compare(op, left, self.expression(power))  # type: ignore[arg-type]
            else:
                left = Arith(op, left, self.expression(power))  # type: ignore[arg-type]
        return left

    def prefix(self) -> Expr:
        kind, token = self.kind, self.token
        self.advance()
        if kind == "word":
            return self.word(token)
        if kind == "string":
            return Literal(token[1:-1].replace("''", "'"))
        if kind == "number":
            return Literal(Decimal(token) if "." in token else int(token))
        if kind == "instant":
            return Literal(edm.DateTimeOffset.parse(token))
        if kind == "dated":
            return Literal(edm.DateTimeOffset.parse(token[9:-1]), "v3")
        if token == "(":
            inside = self.expression(0)
            self.expect(")")
            return inside
        if token == "-":
            return Neg(self.expression(UNARY))
        raise SyntaxError(f"unexpected {token!r} before {self.position}")

    def word(self, word: str) -> Expr:
        if word == "not":
            return Not(self.expression(UNARY))
        if word in {"true", "false"}:
            return Literal(word == "true")
        if word == "null":
            return Literal(None)
        if self.token == "(":
            return Call(None, word, self.arguments())
        node: Expr = Var(word) if word in self.scope else Member(None, word)
        while self.token == "/":
            self.advance()
            step = self.token
            self.advance()
            if self.token == "(" and step in {"any", "all"}:
                return self.predicate(node, step)
            node = Member(node, step)
        return node

    def arguments(self) -> tuple[Expr, ...]:
        self.advance()
        found: list[Expr] = []
        while self.token != ")":
            if found:
                self.expect(",")
            found.append(self.expression(0))
        self.advance()
        return tuple(found)

    def members(self) -> Expr:
        items = self.arguments()
        literals = tuple(item for item in items if isinstance(item, Literal))
        if len(literals) != len(items):
            raise SyntaxError("a list holds literals only")
        return List(literals)

    def predicate(self, source: Expr, kind: str) -> Expr:
        self.advance()
        if self.token == ")" and kind == "any":
            self.advance()
            return Lambda(source, "any")
        variable = self.token
        self.advance()
        self.expect(":")
        self.scope.append(variable)
        predicate = self.expression(0)
        self.scope.pop()
        self.expect(")")
        return Lambda(source, "any" if kind == "any" else "all", variable, predicate)


def parse(text: str) -> Expr:
    """Return the tree of an everyday `$filter`; raises SyntaxError."""
    return Pratt(text).parse()
