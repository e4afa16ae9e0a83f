"""Tree to text: the canonical spelling of an expression, with the fewest parentheses, in one of two dialects.

Comes in: any node of ast.py. Goes out: text that parses back to an equal tree, or its form inside a URL. Works with an
explicit stack and in linear time. Precedence: OData 4.01 URL Conventions, "Operator Precedence".
"""

from __future__ import annotations

from odatanodes import ast, edm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal as L

    Dialect = L["odata4", "batch"]
    Part = str | ast.Node | tuple[int, str]

__all__ = ["literal_text", "to_text", "to_url"]

OR, AND, EQUALITY, RELATION, SUM, PRODUCT, UNARY, MEMBERSHIP, PRIMARY = range(1, 10)
_LEVEL_BY_OPERATOR = {
    **dict.fromkeys(("eq", "ne"), EQUALITY),
    **dict.fromkeys(("gt", "ge", "lt", "le"), RELATION),
    **dict.fromkeys(("add", "sub"), SUM),
    **dict.fromkeys(("mul", "div", "divby", "mod"), PRODUCT),
}
_LEVEL_BY_CLASS: dict[type[ast.Node], int] = {
    ast.Or: OR,
    ast.And: AND,
    ast.Neg: UNARY,
    ast.Not: UNARY,
    ast.In: MEMBERSHIP,
    ast.Has: MEMBERSHIP,
}
_SPELLING = {"matchespattern": "matchesPattern"}
_LONGEST_DECIMAL = 262_144
"""More digits than a text may have characters."""
_JOINT = (0, "")
"""Marks a place between two parts which needs a blank when the scanner would read both as one token."""


def to_text(node: ast.Node, dialect: Dialect = "odata4") -> str:
    """Return the canonical text of a `$filter` or `$select` tree (or of a part of one).

    "odata4" writes instants bare; "batch" as the service documents them, `DateTime'…Z'`, compared ones in UTC.
    Raises ValueError for a tree no text stands for: a name that is none, a property spelt like a literal at the start of a
    path (`Member(None, "null")`; a path from `$it` can hold it), a lambda variable outside its lambda, a value no literal
    writes (a Decimal that is no number, a lone enumeration member), a step after something that is no path.

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
        if _would_merge(out[place - 2], out[place - 1], out[place]):
            out[place - 1] += " "
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
            return [_value_text(value, dialect)]
        case ast.Member(source, name):
            return [_first_name(name, scope)] if source is None else [*_source(source), _name(name)]
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
        case ast.Var() | ast.Alias() | ast.TypeCast() | ast.Annotation() | ast.Star():
            return [*_simple(node, scope)]
        case ast.Lambda() | ast.Count() | ast.FilterSegment() | ast.Key():
            return _segment(node)
        case ast.Array() | ast.Object() | ast.Cast() | ast.IsOf() | ast.Case():
            return _bracketed(node)
        case ast.Pair() | ast.Branch() | ast.SelectList() | ast.SelectItem() | ast.Option():
            return _piece(node)
        case _:
            raise TypeError(f"no text for {type(node).__name__}")


def _level(node: ast.Node) -> int:
    if isinstance(node, ast.Compare | ast.Arith):
        return _LEVEL_BY_OPERATOR[node.op]
    return _LEVEL_BY_CLASS.get(node.__class__, PRIMARY)


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


def _source(source: ast.Expr | None) -> tuple[Part, ...]:
    """Return what stands left of a step, with its slash."""
    if source is None:
        return ()
    if not isinstance(source, _PATHS):
        raise ValueError(f"a path cannot go on after {type(source).__name__}")  # noqa: TRY004 - the tree has no text
    return (source, "/")


def _simple(node: ast.Var | ast.Alias | ast.TypeCast | ast.Annotation | ast.Star, scope: dict[str, int]) -> tuple[Part, ...]:
    match node:
        case ast.Var(name):
            return (_variable(name, scope),)
        case ast.Alias(name):
            return (f"@{_name(name)}",)
        case ast.TypeCast(source, type_name):
            return (*_source(source), _qualified_name(type_name))
        case ast.Annotation(source, term, qualifier):
            if source is None and "." not in term and not qualifier:
                raise ValueError(f"'@{term}' at the start of a path is a parameter alias, not an annotation")
            tail = f"#{_name(qualifier)}" if qualifier else ""
            return (*_source(source), f"@{_dotted_name(term)}{tail}")
        case ast.Star(namespace):
            return (f"{_dotted_name(namespace)}.*" if namespace else "*",)


def _segment(node: ast.Lambda | ast.Count | ast.FilterSegment | ast.Key) -> list[Part]:
    match node:
        case ast.Lambda(source, kind, variable, predicate):
            if variable is None or predicate is None:
                return [*_source(source), f"{kind}()"]
            return [*_source(source), f"{kind}({_variable_name(variable)}:", (1, variable), predicate, (-1, variable), ")"]
        case ast.Count(source, options):
            return [*_source(source), "$count", *_options(options)]
        case ast.FilterSegment(source, predicate):
            return [*_source(source), "$filter(", predicate, ")"]
        case ast.Key(source, arguments):
            if not isinstance(source, ast.FilterSegment | ast.Call | ast.Key):
                after = type(source).__name__
                raise ValueError(f"a key predicate cannot stand after {after}: after a name it is a Call")  # noqa: TRY004
            return [source, "(", *_commas(arguments), ")"]


def _call(node: ast.Call) -> list[Part]:
    name = node.name
    if node.source is None and name.lower() in _NOT_CALLED:
        raise ValueError(f"'{name}(…)' is no function call")
    return [*_source(node.source), _SPELLING.get(name) or _dotted_name(name), "(", *_commas(node.arguments), ")"]


def _bracketed(node: ast.Array | ast.Object | ast.Cast | ast.IsOf | ast.Case) -> list[Part]:
    match node:
        case ast.Array(items):
            return ["[", *_commas(items), "]"]
        case ast.Object(members):
            members_text = [part for member in members for part in (_json_string(member.name), ":", member.value, ",")]
            return ["{", *members_text[:-1], "}"]
        case ast.Cast(operand, type_name):
            return ["cast(", *(() if operand is None else (operand, ",")), _type_name(type_name), ")"]
        case ast.IsOf(operand, type_name):
            return ["isof(", *(() if operand is None else (operand, ",")), _type_name(type_name), ")"]
        case ast.Case(branches):
            return ["case(", *_commas(branches), ")"]


def _piece(node: ast.Pair | ast.Branch | ast.SelectList | ast.SelectItem | ast.Option) -> list[Part]:
    match node:
        case ast.Pair(name, value):
            return [_name(name), "=", value]
        case ast.Branch(condition, value):
            return [condition, ":", _JOINT, value]
        case ast.SelectList(items):
            return _commas(items)
        case ast.SelectItem(path, options):
            return [path, *_options(options)]
        case ast.Option(name, value):
            return [name, "=", *_option_value(name, value)]


def _options(options: tuple[ast.Option, ...]) -> list[Part]:
    return ["(", *_commas(options, ";"), ")"] if options else []


def _option_value(name: str, value: object) -> list[Part]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | str):
        return [str(value)]
    if isinstance(value, ast.Node):
        return [value]
    assert isinstance(value, tuple)
    if name == "$orderby":
        items = [[pair.value, *((" desc",) if pair.name == "desc" else ())] for pair in value]
    else:
        items = [[pair.value, f" as {_name(pair.name)}"] for pair in value]
    return [part for item in items for part in (*item, ",")][:-1]


def _would_merge(before: str, mark: str, after: str) -> bool:
    """Say whether `- 2` would read as the literal -2, or `12: 30` in a case as a time of day."""
    if mark == "-":
        return after[0] in "-0123456789" or after.startswith("INF")
    return before[-1:].isdigit() and after[0].isdigit()


# --- names -----------------------------------------------------------------------------------------------------------

_LITERAL_WORDS = frozenset(("null", "true", "false", "inf", "nan", "not"))
_NOT_CALLED = frozenset(("any", "all", "case", "cast", "isof", "not"))


def _name(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"'{name}' is no name: letters, digits and underscores, not a digit first")
    return name


def _first_name(name: str, scope: dict[str, int]) -> str:
    if name.lower() in _LITERAL_WORDS:
        raise ValueError(f"'{name}' cannot start a path, for it means something else there; write $it/{name}")
    if scope.get(name):
        raise ValueError(f"'{name}' is the lambda variable here, not the property; write $it/{name}")
    return _name(name)


def _variable(name: str, scope: dict[str, int]) -> str:
    if name in ("$it", "$this", "$root") or scope.get(name):
        return name
    raise ValueError(f"no lambda around has the variable '{name}'")


def _variable_name(name: str) -> str:
    if name.lower() in _LITERAL_WORDS:
        raise ValueError(f"'{name}' cannot be a lambda variable, for it means something else where it is used")
    return _name(name)


def _dotted_name(name: str) -> str:
    for part in name.split("."):
        _name(part)
    return name


def _qualified_name(name: str) -> str:
    if "." not in name:
        raise ValueError(f"'{name}' has no namespace: without one it is a property, not a type")
    return _dotted_name(name)


def _type_name(name: str) -> str:
    inner = name[len("Collection(") : -1] if name.startswith("Collection(") and name.endswith(")") else name
    _dotted_name(inner)
    return name


# --- literals --------------------------------------------------------------------------------------------------------


def literal_text(value: object, dialect: Dialect = "odata4") -> str:
    """Return a literal's text; batch writes an instant in UTC. Raises ValueError for a value no literal writes.

    >>> literal_text("O'Neil"), literal_text(1.5), literal_text(edm.Date(2025, 2, 1))
    ("'O''Neil'", '1.5e0', '2025-02-01')
    """
    if dialect == "batch" and isinstance(value, edm.DateTimeOffset) and value.valid:
        value = value.utc()
    return _value_text(value, dialect)


def _value_text(value: object, dialect: Dialect) -> str:
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case edm.DateTimeOffset():
            return f"DateTime'{value}'" if dialect == "batch" else str(value)
        case edm.Date():
            return str(value)
        case edm.TimeOfDay(picoseconds):
            if not 0 <= picoseconds < edm.DAY + edm.PICO:
                raise ValueError(f"no day has a time of {picoseconds} picoseconds")
            return str(value)
        case edm.Duration():
            return f"duration'{value}'"
        case float():
            return _float_text(value)
        case bytes():
            from base64 import urlsafe_b64encode

            return f"binary'{urlsafe_b64encode(value).decode()}'"
        case edm.EnumValue(type_name, members):
            return _enum_text(type_name, members)
        case edm.Geo(_, _, shape):
            if "'" in shape:
                raise ValueError(f"a quote in the shape {shape!r}")
            return str(value)
        case _:
            return _rare_text(value, dialect)


def _rare_text(value: object, dialect: Dialect) -> str:
    kind = type(value).__name__  # by name, as in edm.type_of: decimal and uuid are not imported for it
    if kind == "Decimal":
        return _decimal_text(value)  # type: ignore[arg-type]
    if kind == "UUID":
        return f"guid'{value}'" if dialect == "batch" else str(value)
    raise ValueError(f"no literal writes {kind}: {value!r}")


def _float_text(value: float) -> str:
    """Write a double with an exponent, which tells it from a decimal."""
    if value != value:  # noqa: PLR0124 - NaN, without importing math
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "INF" if value > 0 else "-INF"
    text = repr(value)
    return text.replace("e+", "e") if "e" in text else f"{text.removesuffix('.0')}e0"


def _decimal_text(value: Decimal) -> str:
    """Write a decimal with a point and no exponent, which tells it from an integer and a double."""
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST_DECIMAL:
        raise ValueError(f"no literal writes the decimal {value}")
    text = format(value, "f")
    return text if "." in text else f"{text}.0"


def _enum_text(type_name: str, members: tuple[str, ...]) -> str:
    for member in members:
        if not (member.isidentifier() or (member.lstrip("+-").isascii() and member.lstrip("+-").isdigit())):
            raise ValueError(f"'{member}' is no member of an enumeration")
    if not members:
        raise ValueError(f"an enumeration literal of '{type_name}' without members")
    return f"{_qualified_name(type_name)}'{','.join(members)}'"


_JSON_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _json_string(text: str) -> str:
    return '"' + "".join([_JSON_ESCAPES.get(char) or (f"\\u{ord(char):04x}" if char < " " else char) for char in text]) + '"'
