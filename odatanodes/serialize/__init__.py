"""Serialize a tree: the canonical spelling of an expression, with the fewest parentheses, in one of two dialects.

The text parses back to an equal tree. An explicit stack keeps this in linear time for deep trees.
Precedence: OData 4.01 URL Conventions, "Operator Precedence".
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.functions.table import FUNCTIONS
from odatanodes.serialize import names
from odatanodes.serialize.literals import json_string, literal_text, search_text, value_text

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.serialize.literals import Dialect as Dialect

    Part = str | ast.Node | tuple[int, str]

__all__ = ["literal_text", "to_text", "to_url"]

BY_OPERATOR, OR, AND, EQUALITY, RELATION, SUM, PRODUCT, UNARY, MEMBERSHIP, PRIMARY = range(10)
_LEVEL_BY_OPERATOR = {
    **dict.fromkeys(("eq", "ne"), EQUALITY),
    **dict.fromkeys(("gt", "ge", "lt", "le"), RELATION),
    **dict.fromkeys(("add", "sub"), SUM),
    **dict.fromkeys(("mul", "div", "divby", "mod"), PRODUCT),
}
_LEVEL_BY_CLASS: dict[type[ast.Node], int] = {
    ast.Compare: BY_OPERATOR,
    ast.Arith: BY_OPERATOR,
    ast.Or: OR,
    ast.And: AND,
    ast.Neg: UNARY,
    ast.Not: UNARY,
    ast.In: MEMBERSHIP,
    ast.Has: MEMBERSHIP,
}
_JOINT = (0, "")
"""Marks a place between two parts which needs a blank when the scanner would read both as one token."""


def to_text(node: ast.Node, dialect: Dialect = "odata4") -> str:
    """Return the canonical text of a `$filter` or `$select` tree (or of a part of one).

    "odata4" writes instants bare; "batch" as the service documents them, `DateTime'…Z'`, compared ones in UTC.
    Raises ValueError for a tree no text stands for: a name that is none, a property spelt like a literal at the start of a
    path (`Member(None, "null")`; a path from `$it` can hold it), a lambda variable outside its lambda, a value no literal
    writes (a Decimal that is not a number, a lone enumeration member), a step after something that is not a path.

    >>> from odatanodes.ast import And, Compare, Literal, Member, Or
    >>> idle = Compare("eq", Member(None, "state"), Literal("idle"))
    >>> to_text(And((idle, Or((idle, Compare("ne", Member(None, "id"), Literal("O'Neil")))))))
    "state eq 'idle' and (state eq 'idle' or id ne 'O''Neil')"
    """
    if dialect not in ("odata4", "batch"):
        raise ValueError(f"no dialect '{dialect}'; there are 'odata4' and 'batch'")
    out: list[str] = []
    joints: list[int] = []
    scope: dict[str, int] = {}
    stack: list[Part] = [_compared(node, dialect)]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, tuple):
            if part is _JOINT:
                joints.append(len(out))
            else:  # a lambda variable comes into scope (1) or leaves it (-1)
                scope[part[1]] = scope.get(part[1], 0) + part[0]
        else:
            parts = _parts(part, dialect, scope)
            parts.reverse()
            stack += parts
    for place in joints:
        out[place - 1] = _mend(out[place - 2], out[place - 1], out[place])
    return "".join(out)


def to_url(source: ast.Node | str, dialect: Dialect = "odata4") -> str:
    """Return a text, or the text of a tree, percent-encoded as the value of a URL's query option.

    A blank is %20, never +; what RFC 3986 allows in a query stays, without `&` and `+`, which mean something to the readers
    of forms. Raises ValueError for a lone surrogate, which no URL can hold.

    >>> to_url("id eq 'a+b & c'")
    "id%20eq%20'a%2Bb%20%26%20c'"
    """
    from urllib.parse import quote

    text = source if isinstance(source, str) else to_text(source, dialect)
    try:
        return quote(text, safe="!$'()*,/:;=?@")
    except UnicodeEncodeError as error:
        raise ValueError(f"no URL can hold the lone surrogate {text[error.start]!a} of '{text!a}'") from None


# --- nodes -----------------------------------------------------------------------------------------------------------


def _parts(node: ast.Node, dialect: Dialect, scope: dict[str, int]) -> list[Part]:
    """Take a node apart into text and nodes, in the order of the text."""
    match node:
        case ast.Literal(value):
            return [value_text(value, dialect)]
        case ast.Member(source, name):
            return [names.first(name, scope)] if source is None else [*_source(source, node), names.plain(name)]
        case ast.Compare(op, left, right):
            level = _LEVEL_BY_OPERATOR[op]
            return [
                *_at(level, _compared(left, dialect)),
                f" {op} ",
                *_at(level + 1, _compared(right, dialect)),
            ]
        case ast.And(operands):
            return _chain(operands, " and ", AND)
        case ast.Or(operands):
            return _chain(operands, " or ", OR)
        case ast.Not(operand):
            return ["not ", *_at(UNARY, operand)]
        case ast.Arith(op, left, right):
            level = _LEVEL_BY_OPERATOR[op]
            return [*_at(level, left), f" {op} ", *_at(level + 1, right)]
        case ast.Neg(operand):
            return ["-", _JOINT, *_at(UNARY, operand)]
        case ast.In(left, right):
            return [*_at(MEMBERSHIP, _compared(left, dialect)), " in ", *_at(PRIMARY, right)]
        case ast.Has(left, right):
            return [*_at(MEMBERSHIP, left), " has ", *_at(PRIMARY, right)]
        case ast.List(items):
            return ["(", *_commas([_compared(item, dialect) for item in items]), ")"]
        case ast.Call():
            return _call(node)
        case ast.Var() | ast.Alias() | ast.TypeCast() | ast.Annotation():
            return [*_simple(node, scope)]
        case ast.Lambda() | ast.Count() | ast.FilterSegment() | ast.Key():
            return _segment(node)
        case ast.Array() | ast.Object() | ast.Cast() | ast.IsOf() | ast.Case():
            return _bracketed(node)
        case ast.Star():
            return _select_path(node)
        case ast.Pair() | ast.Branch() | ast.SelectList() | ast.SelectItem() | ast.Option():
            return _piece(node)
        case _:
            raise TypeError(f"no text for {type(node).__name__}")


def _level(node: ast.Node) -> int:
    level = _LEVEL_BY_CLASS.get(node.__class__, PRIMARY)
    return level or _LEVEL_BY_OPERATOR[node.op]  # type: ignore[attr-defined]  # the two classes with operators of several levels


def _at(level: int, operand: Part) -> tuple[Part, ...]:
    """Return an operand, in parentheses when it binds less than the place needs."""
    if isinstance(operand, ast.Node) and _level(operand) < level:
        return ("(", operand, ")")
    return (operand,)


def _chain(operands: tuple[ast.Expr, ...], word: str, level: int) -> list[Part]:
    parts: list[Part] = []
    for operand in operands:
        parts += _at(level, operand)
        parts.append(word)
    parts.pop()
    return parts


def _commas(items: list[Part] | tuple[ast.Node, ...], comma: str = ",") -> list[Part]:
    parts: list[Part] = []
    for item in items:
        parts.append(item)
        parts.append(comma)
    return parts[:-1]


def _compared(node: ast.Node, dialect: Dialect) -> Part:
    """Return an operand of a comparison: there only the instant counts, so that batch can write it in UTC."""
    return literal_text(node.value, dialect) if isinstance(node, ast.Literal) else node


_PATHS = (ast.Member, ast.Var, ast.TypeCast, ast.Annotation, ast.Alias, ast.Call, ast.FilterSegment, ast.Key)


def _source(source: ast.Expr | None, step: ast.Node) -> tuple[Part, ...]:
    """Return what stands left of a step, with its slash."""
    match source:
        case None:
            return ()
        case ast.Var("$root") if isinstance(step, ast.Member) or (isinstance(step, ast.Call) and "." not in step.name):
            return ("$root/",)
        case ast.TypeCast(None, type_name) if isinstance(step, ast.Member | ast.Annotation | ast.Call):
            return (names.qualified(type_name), "/")
        case _ if isinstance(source, _PATHS):
            return (source, "/")
        case _:
            raise ValueError(f"a path cannot go on after {type(source).__name__}")


def _simple(node: ast.Var | ast.Alias | ast.TypeCast | ast.Annotation, scope: dict[str, int]) -> tuple[Part, ...]:
    match node:
        case ast.Var(name):
            return (names.variable(name, scope),)
        case ast.Alias(name):
            return (f"@{names.plain(name)}",)
        case ast.TypeCast(source, type_name):
            if source is None:
                raise ValueError(f"the type '{type_name}' is followed by a slash and a property")
            return (*_source(source, node), names.qualified(type_name))
        case ast.Annotation(source, term, qualifier):
            if source is None and "." not in term and not qualifier:
                raise ValueError(f"'@{term}' at the start of a path is a parameter alias, not an annotation")
            return (*_source(source, node), names.annotation(term, qualifier))


def _segment(node: ast.Lambda | ast.Count | ast.FilterSegment | ast.Key) -> list[Part]:
    match node:
        case ast.Lambda(source, kind, variable, predicate):
            if variable is None or predicate is None:
                return [*_source(source, node), f"{kind}()"]
            return [
                *_source(source, node),
                f"{kind}({names.new_variable(variable)}:",
                (1, variable),
                predicate,
                (-1, variable),
                ")",
            ]
        case ast.Count(source, options):
            return [*_source(source, node), "$count", *_options(options)]
        case ast.FilterSegment(source, predicate):
            return [*_source(source, node), "$filter(", predicate, ")"]
        case ast.Key(source, arguments):
            if not isinstance(source, ast.FilterSegment | ast.Call):
                after = type(source).__name__
                raise ValueError(f"a key predicate cannot stand after {after}: after a name it is a Call")  # noqa: TRY004
            if not arguments or (len(arguments) > 1 and not all(isinstance(argument, ast.Pair) for argument in arguments)):
                raise ValueError("a key has one part, or several with their names")
            return [source, *_arguments(arguments)]


def _call(node: ast.Call) -> list[Part]:
    name = node.name
    after_type = isinstance(node.source, ast.TypeCast) and node.source.source is None  # where no collection can stand
    if not after_type and name.lower() in (names.NOT_CALLED if node.source is None else names.LAMBDAS):
        raise ValueError(f"'{name}(…)' is not a function call")
    return [
        *_source(node.source, node),
        FUNCTIONS[name].spelling if name in FUNCTIONS else names.dotted(name),
        *_arguments(node.arguments),
    ]


def _arguments(arguments: tuple[ast.Expr | ast.Pair, ...]) -> list[Part]:
    named = [isinstance(argument, ast.Pair) for argument in arguments]
    if any(named) and not all(named):
        raise ValueError("arguments cannot be partly named")
    return ["(", *_commas(arguments), ")"]


def _bracketed(node: ast.Array | ast.Object | ast.Cast | ast.IsOf | ast.Case) -> list[Part]:
    match node:
        case ast.Array(items):
            return ["[", *_commas(items), "]"]
        case ast.Object(members):
            members_text = [part for member in members for part in (json_string(member.name), ":", member.value, ",")]
            return ["{", *members_text[:-1], "}"]
        case ast.Cast(operand, type_name):
            return ["cast(", *_cast_operand(operand), names.type(type_name), ")"]
        case ast.IsOf(operand, type_name):
            return ["isof(", *_cast_operand(operand), names.type(type_name), ")"]
        case ast.Case(branches):
            return ["case(", *_commas(branches), ")"]


def _cast_operand(operand: ast.Expr | None) -> tuple[Part, ...]:
    return () if operand is None else (_JOINT, operand, ",")


def _piece(node: ast.Pair | ast.Branch | ast.SelectList | ast.SelectItem | ast.Option) -> list[Part]:
    match node:
        case ast.Pair(name, value):
            return [names.argument(name), "=", value]
        case ast.Branch(condition, value):
            return [condition, ":", _JOINT, value]
        case ast.SelectList(items):
            return _commas(items)
        case ast.SelectItem(path, options):
            return [*_select_path(path), *_options(options)]
        case ast.Option(name, value):
            return [names.option(name), "=", *_option_value(name, value)]


def _options(options: tuple[ast.Option, ...]) -> list[Part]:
    return ["(", *_commas(options, ";"), ")"] if options else []


def _option_value(name: str, value: object) -> list[Part]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str):
        return [search_text(value)]
    if isinstance(value, int):
        if value < 0:
            raise ValueError(f"{name}={value} is negative")
        return [str(value)]
    if isinstance(value, ast.Node):
        return [value]
    assert isinstance(value, tuple)
    ending = names.direction if name == "$orderby" else names.computed
    return [part for pair in value for part in (pair.value, ending(pair.name), ",")][:-1]


def _select_path(path: ast.Expr) -> list[Part]:
    """Return a path of a $select, which may hold any word, from its last step backwards."""
    if isinstance(path, ast.Star):
        return [f"{names.dotted(path.namespace)}.*" if path.namespace else "*"]
    parts: list[Part] = []
    here: ast.Expr | None = path
    while here is not None:
        match here:
            case ast.Member(source, name):
                step = names.plain(name)
            case ast.TypeCast(source, name):
                step = names.qualified(name)
            case ast.Annotation(source, term, qualifier):
                step = names.annotation(term, qualifier)
            case ast.Call(source, name, arguments) if here is path:
                step = f"{names.dotted(name)}({','.join([_parameter_name(argument) for argument in arguments])})"
            case _:
                raise ValueError(f"no step of a $select: {type(here).__name__}")
        parts += (step, "/")
        here = source
    return parts[-2::-1]


def _parameter_name(argument: ast.Node) -> str:
    if isinstance(argument, ast.Member) and argument.source is None:
        return names.plain(argument.name)
    raise ValueError("the parameters of a function in a $select are names")


def _mend(before: str, mark: str, after: str) -> str:
    """Return what stands between two parts, with a blank where they would read as one token: `- 2`, `12: 30` in a case."""
    if mark == "-":
        return "- " if after[0] in "-0123456789" or after.startswith("INF") else "-"
    if mark == ":":
        return ": " if before[-1:].isdigit() and after[0].isdigit() else ":"
    if after == "Collection":
        raise ValueError(f"'Collection' after '{mark}' starts a type; write $it/Collection")
    return mark
