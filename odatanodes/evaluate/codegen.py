"""A typed tree to Python source: one function for a node and one comprehension for a list of nodes.

What is generated is the fast path of the forms that filters are made of: paths compared with literals, `in`, string tests,
any/all, and/or/not. Everything else is a call of its closure. The code trusts the schema and checks what it trusts: a value
that does not fit raises in the generated code or is handed to the exact test, and a node that raised anything is evaluated
again by closures, which have the result or the proper error.
No text of the filter gets into the source: property names and literals stand in it under names, and are put into the compiled
code in their places (reading a global instead would make a short filter a tenth slower). Classes are asked for as
`x.__class__`, which the interpreter reads like a slot: a call of type() takes twice the time, 2 to 3 % of a short filter.
Conditions share a read that is sure to have been made when they are reached: thirty of them take a tenth to a quarter less.
"""

from __future__ import annotations

import linecache
import weakref
from itertools import count
from types import CodeType

from odatanodes import ast
from odatanodes.evaluate import closures, conditions, runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from odatanodes.evaluate.scope import Scope

__all__ = ["generate", "generate_picker"]

DEEPEST = 40
"""Depth of levels below which a closure is called: Python's parser gives up at 200 nested parentheses."""
LARGEST = 20_000
"""Most conditions that are written out; compiling takes some 50 microseconds each, and more are left to closures."""
_DATA = frozenset((str, int, frozenset))
_numbers = count(1)


class Writer:
    """The source under construction: `constants` by the names the source uses, `functions` for any and all.

    `attributes` says by path which properties are attributes of objects, and under what name; all others are keys of dicts.
    `held` has the paths that are sure to have been read where the next condition stands, with the variable that holds the value
    or "": then the next read finds none, and the path goes to `again`; those in `shared` are given one from the start. Behind a
    path comes `path!` once its value is certain to be text, which need not be tested again. `first`
    is the variable and the source of the read that every node begins with, which is made before the condition.
    """

    __slots__ = ("again", "attributes", "begun", "constants", "first", "functions", "held", "room", "shared", "temporaries")

    def __init__(self, attributes: Mapping[str, str] | None = None, shared: frozenset[str] = frozenset()) -> None:
        self.attributes = attributes or {}
        self.constants: dict[str, Any] = {}
        self.functions: list[str] = []
        self.temporaries = 0
        self.room = LARGEST
        self.held: dict[str, str] = {}
        self.again: set[str] = set()
        self.shared = shared
        self.begun = False
        self.first: tuple[str, str] | None = None

    def property(self, owner: str, member: ast.Member, scope: Scope, *, must: bool) -> str:
        """Return the source that reads a property of an object."""
        attribute = self.attributes.get(scope.path(member)) if self.attributes else None
        if attribute is not None:
            return f"{owner}.{attribute}"
        return f"{owner}[{self.constant(member.name)}]" if must else f"{owner}.get({self.constant(member.name)})"

    def read(self, owner: str, member: ast.Member, scope: Scope, path: str, *, must: bool, keep: bool) -> tuple[str, str]:
        """Return the source of a property where it is used first, and where it is used again; `keep` asks for a variable.

        Below a null nothing is read, and the variable has what it had: but nobody gets to it without testing for that null.
        """
        first, self.begun = not self.begun, True
        held = self.held.get(path)
        if held:
            return held, held
        if held is not None:
            self.again.add(path)
        source = self.property(owner, member, scope, must=must)
        name = self.temporary() if keep or path in self.shared else ""
        self.held.setdefault(path, name)
        if first and name:
            self.first = (name, source)
            return name, name
        return (f"({name} := {source})", name) if name else (source, source)

    def text(self, value: str, path: str) -> str:
        """Return the source of a value that raises for anything but text: adding it to nothing does, the first time."""
        if self.held.get(path) and f"{path}!" in self.held:
            return value
        self.held.setdefault(f"{path}!", "")
        return f'"" + {value}'

    def constant(self, value: object) -> str:
        """Return the source of a constant: data stands quoted and is put in by `_filled`, all else is a global name."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return f'"{name}"' if value.__class__ in _DATA else name

    def temporary(self) -> str:
        """Return a fresh variable."""
        self.temporaries += 1
        return f"t{self.temporaries}"


def generate(
    expr: ast.Expr, scope: Scope, exact: Callable[[Any, Any], bool]
) -> tuple[Callable[..., bool], Callable[..., list[Any]]]:
    """Return `one(n, e)` and `batch(nodes, e)`; `exact` evaluates a node that the generated code cannot handle.

    `one` never raises but what `exact` raises; `batch` raises anything for a list that has such a node in it.
    """
    writer, condition = _written(expr, scope)
    source = "\n".join(
        [
            *writer.functions,
            "def one(n, e=nothing):",
            '    if n.__class__ is not dict and hasattr(type(n), "__missing__"):',  # a defaultdict makes up what it lacks
            "        return exact(n, e)",
            "    try:",
            *([f"        {writer.first[0]} = {writer.first[1]}"] if writer.first else []),
            f"        return {condition}",
            "    except Exception:",
            "        return exact(n, e)",
            "def batch(nodes, e=nothing):",
            f"    return [n for n in nodes{_first(writer)} if {condition}]",
            "",
        ]
    )
    module = _module(source, {**writer.constants, "exact": exact, "nothing": (None,)})
    one: Callable[..., bool] = module["one"]
    return one, module["batch"]


def generate_picker(
    expr: ast.Expr, scope: Scope, attributes: Mapping[str, str], *, invert: bool
) -> Callable[[list[Any], Iterable[Any], Any], list[Any]]:
    """Return `pick(items, nodes, e)`: the items whose node matches (or does not: `invert`); nodes are objects with attributes.

    It raises anything for a node that the generated code cannot handle. A property that a node lacks must be None in it.
    """
    writer, condition = _written(expr, scope, attributes)
    kept = f"not {condition}" if invert else condition
    loop = f"for i, n in zip(items, nodes){_first(writer)}"
    source = [*writer.functions, "def pick(items, nodes, e):", f"    return [i {loop} if {kept}]", ""]
    pick: Callable[[list[Any], Iterable[Any], Any], list[Any]] = _module("\n".join(source), writer.constants)["pick"]
    return pick


def _written(expr: ast.Expr, scope: Scope, attributes: Mapping[str, str] | None = None) -> tuple[Writer, str]:
    """Return the source of `expr is true`. It is written again when that has shown which paths are read again."""
    writer = Writer(attributes)
    condition = _condition(expr, scope, writer, ("n", "e", 0), True, 0)
    if writer.again:
        writer = Writer(attributes, frozenset(writer.again))
        condition = _condition(expr, scope, writer, ("n", "e", 0), True, 0)
    return writer, condition


def _first(writer: Writer) -> str:
    """Return the clause of a comprehension that makes the first read: `:=` inside one makes a cell, a fortieth slower."""
    return f" for {writer.first[0]} in ({writer.first[1]},)" if writer.first else ""


def _module(source: str, names: dict[str, Any]) -> dict[str, Any]:
    """Run generated source, in which the names stand for constants, and return what it defines."""
    filename = f"<odatanodes filter {next(_numbers)}>"
    module = dict(names)
    exec(_filled(compile(source, filename, "exec"), names), module)  # noqa: S102 - no text of the filter is in it
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)  # tracebacks show it
    first = next(value for name, value in module.items() if name in {"one", "pick"})
    weakref.finalize(first, linecache.cache.pop, filename, None)
    return module


def _filled(code: CodeType, constants: dict[str, Any]) -> CodeType:
    """Return compiled code with the constants where their names stood, in the functions below as well."""
    found = [
        _filled(value, constants)
        if isinstance(value, CodeType)
        else constants.get(value, value)
        if isinstance(value, str)
        else value
        for value in code.co_consts
    ]
    return code.replace(co_consts=tuple(found))


Names = tuple[str, str, int]
"""What a condition can use: the source of the node, of the tuple of variables, and the index of the own variable (0: none)."""


def _condition(x: ast.Expr, s: Scope, w: Writer, names: Names, positive: bool, depth: int) -> str:
    """Return the source of `x is true`, or of `x is false` where `positive` is not."""
    if depth < DEEPEST and w.room > 0:
        match x:
            case ast.And() | ast.Or():
                word = " and " if isinstance(x, ast.And) is positive else " or "
                first, *others = runs.operands(x)
                parts = [_condition(first, s, w, names, positive, depth + 1)]
                sure = len(w.held)
                parts += [_condition(operand, s, w, names, positive, depth + 1) for operand in others]
                while len(w.held) > sure:  # what follows the last one may follow the first one at once
                    w.held.popitem()
                return f"({word.join(parts)})"
            case ast.Not(operand):
                return _condition(operand, s, w, names, not positive, depth + 1)
            case ast.Literal(bool()):
                w.begun = True
                return str(x.value is positive)
        w.room -= 1
        written = _lambda(x, s, w, names, positive, depth) if isinstance(x, ast.Lambda) else _test(x, s, w, names, positive)
        if written is not None:
            return written
    w.begun = True
    closure = closures.truth(x, s) if positive else closures.falsity(x, s)
    return f"{w.constant(closure)}({names[0]}, {_environment(names)})"


def _environment(names: Names) -> str:
    return names[1] if not names[2] else f"(*{names[1]}, x{names[2]})"


def _test(x: ast.Expr, s: Scope, w: Writer, names: Names, positive: bool) -> str | None:
    """Return the source of a condition on one path, None where there is no fast form."""
    known = conditions.condition(x, s, positive)
    if known is None:
        return None
    return _guarded(known, s, w, names)


def _guarded(known: conditions.Condition, s: Scope, w: Writer, names: Names) -> str | None:
    """Return the source that walks a path and tests its value; a null on the way gives the condition's result for null."""
    steps = _steps(known.path, s, names)
    if steps is None:
        return None
    current, members = steps
    word, is_null = (" or ", "is None") if known.if_null else (" and ", "is not None")
    parts: list[str] = []
    path = again = current
    for member, must in members:
        path = f"{path}/{member.name}"
        keep = not must or (known.twice and member is members[-1][0])
        current, again = w.read(current, member, s, path, must=must, keep=keep)
        if not must:
            parts.append(f"{current} {is_null}")
            current = again
    if not members:
        parts.append(f"{current} {is_null}")
    filled = {name: w.constant(value) for name, value in known.constants.items()}
    if "{s}" in known.source:
        filled["s"] = w.text(current, path)
    if known.source:
        parts.append(known.source.format(v=current, w=again, n=names[0], **filled))
    return "(" + word.join(parts) + ")"


def _steps(path: ast.Expr, s: Scope, names: Names) -> tuple[str, list[tuple[ast.Member, bool]]] | None:
    """Return the source where a path begins and its members with whether each is required; None for a path of another kind."""
    members: list[tuple[ast.Member, bool]] = []
    node: ast.Expr | None = path
    while isinstance(node, ast.Member):
        members.append((node, conditions.required(node, s)))
        node = node.source
    members.reverse()
    if node is None or (isinstance(node, ast.Var) and node.name == "$it"):
        return (names[0], members) if members else None
    if isinstance(node, ast.Var) and node.name in s.variables:
        index = s.variables[node.name][0]
        return (f"x{index}" if index == names[2] else f"{names[1]}[{index}]"), members
    return None


def _lambda(x: ast.Lambda, s: Scope, w: Writer, names: Names, positive: bool, depth: int) -> str | None:
    if x.predicate is None or x.variable is None or s.this is not None:
        return None
    inner = s.with_variable(x.variable, s.path(x.source))
    index = inner.depth - 1
    w.begun, outside, w.held = True, w.held, {}
    body = _condition(x.predicate, inner, w, ("n", "e", index), True, depth + 1)
    w.held = outside
    stop = x.kind == "any"
    function = f"any{index}_{len(w.functions)}" if stop else f"all{index}_{len(w.functions)}"
    w.functions.append(
        f"def {function}(items, n, e):\n"
        "    if items.__class__ is not list:\n"
        "        raise TypeError\n"
        f"    for x{index} in items:\n"
        f"        if {'' if stop else 'not '}{body}:\n"
        f"            return {stop}\n"
        f"    return {not stop}"
    )
    call = f"{'' if positive else 'not '}{function}({{v}}, {{n}}, {_environment(names)})"
    return _guarded(conditions.Condition(x.source, call, stop is not positive), s, w, names)
