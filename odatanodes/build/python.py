"""A tree as Python: the builder expression that gives the same tree.

The source can be evaluated in the namespace of `imports_of`. Each part is built while it is written; what the builder's methods
cannot express, or refuse, is written as the tree itself, `expression(Compare(…))`.
Steps are generators that yield the parts they need, so that deep trees need no deep stack. (Python's own parser reads at most
200 brackets inside one another.)
"""

from __future__ import annotations

import keyword
import operator
import unicodedata

from odatanodes import ast, edm
from odatanodes.build.expressions import Condition, Logical, junction, make
from odatanodes.build.lambdas import names_taken, usable
from odatanodes.build.literals import MODULES, quoted, value_source
from odatanodes.build.make import ROOTS, builder_for, call, case, expression, literal, maxdatetime, mindatetime, now, param
from odatanodes.build.paths import AnyExpr, ComplexExpr, properties
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema import BATCH_NODE, entity

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from typing import Any

    from odatanodes.build.expressions import Expression
    from odatanodes.schema.types import ComplexType

    Scope = Mapping[str, Expression]
    Steps = Generator["_Wanted", "_Piece", "_Piece"]

OR, AND, SUM, PRODUCT, UNARY, ATOM = 7, 9, 11, 12, 14, 18
COMPARISON = 6
"""How tightly Python binds."""
_SIGNS = {"eq": "==", "ne": "!=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_OPERATORS: dict[str, tuple[str, int, Callable[[Any, Any], Any]]] = {
    "add": ("+", SUM, operator.add),
    "sub": ("-", SUM, operator.sub),
    "mul": ("*", PRODUCT, operator.mul),
}
_INSTANTS: dict[str, Callable[[], Expression]] = {"now": now, "mindatetime": mindatetime, "maxdatetime": maxdatetime}
_FEW = 5
"""More operands than these are written as `all_of(…)`."""


class _Unwritable(Exception):  # noqa: N818 - never leaves this module
    """The builder cannot express this."""


class _Piece:
    """Source text, how tightly it binds, and what it evaluates to."""

    __slots__ = ("level", "text", "value")

    def __init__(self, text: str, level: int, value: Any) -> None:
        self.text, self.level, self.value = text, level, value

    def at(self, level: int) -> str:
        """Return the text, in brackets where it binds less tightly than its place asks for."""
        return self.text if self.level >= level else f"({self.text})"


class _Wanted:
    """A part to be written: as an expression, or as an argument, where literals are plain values."""

    __slots__ = ("argument", "node", "scope")

    def __init__(self, node: ast.Expr, scope: Scope, *, argument: bool = False) -> None:
        self.node, self.scope, self.argument = node, scope, argument


def to_python(tree: ast.Expr, schema: ComplexType | None = BATCH_NODE) -> str:
    """Return the builder expression of a tree; `schema` says which properties `node` has, None that it takes any name.

    >>> from odatanodes.ast import Compare, Literal, Member
    >>> to_python(Compare("gt", Member(Member(None, "startTaskInfo"), "exitCode"), Literal(0)))
    'node.start_task_info.exit_code > 0'
    """
    return _Writer(schema).write(tree)


def imports_of(tree: ast.Expr, schema: ComplexType | None = BATCH_NODE) -> str:
    """Return the lines that define the names in `to_python(tree, schema)`."""
    writer = _Writer(schema)
    writer.write(tree)
    by_module: dict[str, list[str]] = {}
    for name in sorted(writer.names, key=str.casefold):
        by_module.setdefault(MODULES[name], []).append(name)
    lines = [f"from {module} import {', '.join(names)}" for module, names in sorted(by_module.items())]
    if "builder_for" in writer.names:
        lines.append(f"node = builder_for({'None' if schema is None else 'schema'})")
    return "\n".join(lines)


def root_of(schema: ComplexType | None) -> str:
    """Return the name of the ready-made builder of a schema; empty where there is none."""
    return next((root for root, name in ROOTS.items() if schema is not None and schema.name == name and schema is entity(name)), "")


class _Writer:
    """Writes one tree; `names` are those its text uses."""

    def __init__(self, schema: ComplexType | None) -> None:
        named = root_of(schema)
        self.root = _Piece(named or "node", ATOM, builder_for(schema))
        self.root_name = named or "builder_for"
        self.names: set[str] = set()

    def write(self, tree: ast.Expr) -> str:
        """Return the source of a whole tree."""
        piece = self.run(_Wanted(tree, {}))
        return (piece if piece.value.expr == tree else self.raw(tree)).text

    def run(self, wanted: _Wanted) -> _Piece:
        stack = [self.steps(wanted)]
        found: _Piece | None = None
        while True:
            try:
                request = stack[-1].send(found)  # type: ignore[arg-type]  # the first send to a generator is None
            except StopIteration as done:
                stack.pop()
                found = done.value
                if not stack:
                    assert found is not None
                    return found
            else:
                stack.append(self.steps(request))
                found = None

    def steps(self, wanted: _Wanted) -> Steps:
        node = wanted.node
        if wanted.argument and (plain := self.plain(node)) is not None:
            return plain
        known = set(self.names)
        try:
            return (yield from self.native(node, wanted.scope))
        except (_Unwritable, TypeError, ValueError, AttributeError, KeyError):
            self.names = known
            return self.raw(node)

    def name(self, name: str) -> str:
        self.names.add(name)
        return name

    def raw(self, node: ast.Expr) -> _Piece:
        """Write a tree as its constructors."""
        for part in ast.walk(node):
            self.names.add(type(part).__name__)
            if isinstance(part, ast.Literal):
                self.names |= value_source(part.value, raw=True)[1]
        return _Piece(f"{self.name('expression')}({node!r})", ATOM, expression(node))

    def plain(self, node: ast.Expr) -> _Piece | None:
        """Write a literal, or an array of literals, as the Python value it is; None for any other node."""
        if isinstance(node, ast.Literal):
            text, names = value_source(node.value)
            self.names |= names
            return _Piece(text, UNARY if text.startswith("-") else ATOM, node.value)
        if isinstance(node, ast.Array) and all(isinstance(item, ast.Literal) for item in node.items):
            return self.listed(node.items)
        return None

    def listed(self, items: tuple[ast.Expr, ...]) -> _Piece:
        values = []
        texts = []
        for item in items:
            assert isinstance(item, ast.Literal)
            text, names = value_source(item.value)
            self.names |= names
            texts.append(text)
            values.append(item.value)
        return _Piece(f"[{', '.join(texts)}]", ATOM, values)

    # --- one node ---

    def native(self, node: ast.Expr, scope: Scope) -> Steps:
        """Write a node with the builder's operators and methods; raises where they cannot say it."""
        match node:
            case ast.Literal(value):
                text, names = value_source(value)
                self.names |= names
                return _Piece(f"{self.name('literal')}({text})", ATOM, literal(value))
            case ast.Alias(name):
                return _Piece(f"{self.name('param')}({quoted(name)})", ATOM, param(name))
            case ast.Var(name) if name in scope:
                return _Piece(name, ATOM, scope[name])
            case ast.Member(source, name):
                receiver = self.start() if source is None else (yield _Wanted(source, scope))
                return self.step(receiver, name)
            case ast.Compare(op, left, right):
                return self.comparison(op, (yield _Wanted(left, scope)), (yield _Wanted(right, scope, argument=True)))
            case ast.And(operands) | ast.Or(operands):
                pieces = []
                for operand in operands:
                    pieces.append((yield _Wanted(operand, scope)))  # noqa: PERF401 - a comprehension cannot yield
                return self.junction(type(node), pieces)
            case ast.Not(operand):
                inner = yield _Wanted(operand, scope)
                return _Piece(f"~{inner.at(UNARY)}", UNARY, ~inner.value)
            case ast.Neg(operand):
                inner = yield _Wanted(operand, scope)
                return _Piece(f"-{inner.at(UNARY)}", UNARY, -inner.value)
            case ast.Arith(op, left, right):
                return self.arithmetic(op, (yield _Wanted(left, scope)), (yield _Wanted(right, scope, argument=True)))
            case ast.In(left, right):
                receiver = yield _Wanted(left, scope)
                values = self.listed(right.items) if isinstance(right, ast.List) else (yield _Wanted(right, scope))
                return self.method(receiver, "in_", [values])
            case ast.Has(left, right):
                receiver = yield _Wanted(left, scope)
                return self.method(receiver, "has", [(yield _Wanted(right, scope, argument=True))])
            case ast.Count(source, ()):
                return self.method((yield _Wanted(source, scope)), "count", [])
            case ast.Lambda():
                return (yield from self.lambda_(node, scope))
            case ast.Call(None):
                return (yield from self.call(node, scope))
            case ast.Cast() | ast.IsOf():
                receiver = self.start() if node.operand is None else (yield _Wanted(node.operand, scope))
                named = _Piece(quoted(node.type_name), ATOM, node.type_name)
                return self.method(receiver, type(node).__name__.lower(), [named])
            case ast.Case(branches):
                pieces = []
                for branch in branches:
                    pieces.append((yield _Wanted(branch.condition, scope, argument=True)))
                    pieces.append((yield _Wanted(branch.value, scope, argument=True)))
                pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
                text = ", ".join([f"({condition.text}, {value.text})" for condition, value in pairs])
                return _Piece(f"{self.name('case')}({text})", ATOM, case(*[(c.value, v.value) for c, v in pairs]))
        raise _Unwritable

    def start(self) -> _Piece:
        self.name(self.root_name)
        return self.root

    def step(self, receiver: _Piece, name: str) -> _Piece:
        owner = receiver.value
        if isinstance(owner, ComplexExpr):
            prop = owner._type.properties[name]  # type: ignore[attr-defined]  # a ComplexExpr's type has properties
            attribute = prop.python_name
            plain = properties(owner._type).get(attribute) is prop  # type: ignore[arg-type]
        elif isinstance(owner, AnyExpr):
            attribute, plain = name, True
        else:
            raise _Unwritable
        plain = plain and _identifier(attribute) and not attribute.startswith("_") and not hasattr(type(owner), attribute)
        value = owner[name]
        return _Piece(f"{receiver.at(ATOM)}.{attribute}" if plain else f"{receiver.at(ATOM)}[{quoted(name)}]", ATOM, value)

    def method(self, receiver: _Piece, name: str, arguments: list[_Piece]) -> _Piece:
        text = f"{receiver.at(ATOM)}.{name}({', '.join([piece.text for piece in arguments])})"
        if not hasattr(type(receiver.value), name):
            raise _Unwritable
        return _Piece(text, ATOM, getattr(receiver.value, name)(*[piece.value for piece in arguments]))

    def comparison(self, op: str, left: _Piece, right: _Piece) -> _Piece:
        value = right.value
        if value is None and op in ("eq", "ne"):
            return self.method(left, "is_null" if op == "eq" else "is_not_null", [])
        called = self.method(left, op, [right])
        if value is None or isinstance(value, bool):
            return called
        return _Piece(f"{left.at(COMPARISON + 1)} {_SIGNS[op]} {right.at(COMPARISON + 1)}", COMPARISON, called.value)

    def arithmetic(self, op: str, left: _Piece, right: _Piece) -> _Piece:
        if op not in _OPERATORS:
            return self.method(left, op, [right])
        sign, level, make_value = _OPERATORS[op]
        return _Piece(f"{left.at(level)} {sign} {right.at(level + 1)}", level, make_value(left.value, right.value))

    def junction(self, kind: type[ast.And | ast.Or], pieces: list[_Piece]) -> _Piece:
        sign, level, name = ("&", AND, "all_of") if kind is ast.And else ("|", OR, "any_of")
        value = junction(kind, *[piece.value for piece in pieces])
        if len(pieces) > _FEW:
            return _Piece(f"{self.name(name)}({', '.join([piece.text for piece in pieces])})", ATOM, value)
        return _Piece(f" {sign} ".join([piece.at(level + 1) for piece in pieces]), level, value)

    def lambda_(self, node: ast.Lambda, scope: Scope) -> Steps:
        source = yield _Wanted(node.source, scope)
        name, predicate = node.variable, node.predicate
        if name is None or predicate is None:
            return self.method(source, node.kind, [])
        taken = name in scope or name in MODULES or name == "float" or name in names_taken(predicate)
        if taken or not _identifier(name) or not usable(name) or not hasattr(type(source.value), node.kind):
            raise _Unwritable  # the builder would choose another name
        item_type = source.value._type.item if isinstance(source.value._type, edm.CollectionType) else edm.ANY
        item = make(ast.Var(name, type=item_type), item_type, source.value._members)
        body = yield _Wanted(predicate, {**scope, name: item})
        if not isinstance(body.value, Logical):
            raise _Unwritable
        tree = ast.Lambda(source.value.expr, node.kind, name, body.value.expr)
        return _Piece(f"{source.at(ATOM)}.{node.kind}(lambda {name}: {body.text})", ATOM, Condition(tree))

    def call(self, node: ast.Call, scope: Scope) -> Steps:
        function = FUNCTIONS.get(node.name)
        method = function is not None and "." not in node.name and bool(node.arguments)
        if method and isinstance(node.arguments[0], ast.Expr):
            receiver = yield _Wanted(node.arguments[0], scope)
            arguments = []
            for argument in node.arguments[1:]:
                if not isinstance(argument, ast.Expr):
                    raise _Unwritable
                arguments.append((yield _Wanted(argument, scope, argument=True)))
            return self.method(receiver, node.name, arguments)
        if node.name in _INSTANTS and not node.arguments:
            return _Piece(f"{self.name(node.name)}()", ATOM, _INSTANTS[node.name]())
        texts, plain, named = [quoted(node.name)], [], {}
        for argument in node.arguments:
            value = argument.value if isinstance(argument, ast.Pair) else argument
            piece = yield _Wanted(value, scope, argument=True)
            if isinstance(argument, ast.Pair):
                if not _identifier(argument.name) or argument.name in named or argument.name == "name":
                    raise _Unwritable
                named[argument.name] = piece.value
                texts.append(f"{argument.name}={piece.text}")
            else:
                plain.append(piece.value)
                texts.append(piece.text)
        return _Piece(f"{self.name('call')}({', '.join(texts)})", ATOM, call(node.name, *plain, **named))


def _identifier(name: str) -> bool:
    """Return whether Python reads a name unchanged."""
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name
