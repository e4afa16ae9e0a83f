"""Diagnostics for comparisons of values whose types do not fit, and for values an enumeration does not have."""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.base.text import did_you_mean, marked, quoted, shorten
from odatanodes.check.context import named, text_of, type_name, typed
from odatanodes.check.literals import bound, fill_in, has_placeholder, read_as, zoneless
from odatanodes.check.mistakes.quoted import quoted_name
from odatanodes.check.promotion import NEVER_COMPARED, coerced, comparable, numeric, primitive
from odatanodes.diagnostics import Fix
from odatanodes.schema.types import ComplexType

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.diagnostics import Span

_EXAMPLES: dict[edm.Type, str] = {
    edm.BOOLEAN: "true or false",
    edm.DATE: "2025-11-22",
    edm.DURATION: "duration'PT5M'",
    edm.GUID: "01234567-89ab-cdef-0123-456789abcdef",
    edm.STRING: "'text'",
    edm.TIME_OF_DAY: "22:22:27",
}


def example(c: Context, type: edm.Type) -> str:
    """Return a literal of a type, for a help; empty where there is none."""
    if type is edm.DATE_TIME_OFFSET:
        return "DateTime'2025-11-22T22:22:27Z'" if c.dialect == "batch" else "2025-11-22T22:22:27Z"
    if isinstance(type, edm.EnumType):
        return f"{type.name}'{type.members[0]}'" if type.members else ""
    return "5" if numeric(type) else _EXAMPLES.get(type, "") if primitive(type) else ""


# --- comparisons -------------------------------------------------------------------------------------------------------


def compared(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> tuple[ast.Expr, ast.Expr]:
    """Judge two operands that do not compare as they stand: read a string as what it stands for, or report them."""
    new = coerced(right, left.type) or (_from_json(right, left.type) if op == "in" else None)
    if new is not None:
        return left, new
    new = coerced(left, right.type)
    if new is not None:
        return new, right
    if not c.full and not quoted_name(c, op, left, right):
        _report(c, op, left, right, span)
    return left, right


def _from_json(node: ast.Expr, type: edm.Type) -> ast.Literal | None:
    """Read a JSON string in an array as the date, time or Guid that JSON has no other way to write."""
    if not isinstance(node, ast.Literal) or node.form != "json" or numeric(type) or type is edm.BOOLEAN:
        return None
    value = read_as(str(node.value), type)
    return None if value is None else ast.Literal(value, node.form, node.span)


def _report(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> None:
    a, b = left.type, right.type
    if unfilled(c, left) or unfilled(c, right):
        return
    if isinstance(a, edm.CollectionType) or isinstance(b, edm.CollectionType):
        _collection(c, op, left, right, span)
    elif isinstance(a, edm.StructuredType) or isinstance(b, edm.StructuredType):
        complex_value(c, op, left, right, span)
    elif a is b and primitive(a) and a in NEVER_COMPARED:
        c.error("ODN315", f"values of {a} are not compared", span, "only 'eq null' and 'ne null' are defined for them")
    elif isinstance(right, ast.Literal):
        _literal(c, op, left, right, span)
    elif isinstance(left, ast.Literal):
        _literal(c, ast.FLIPPED.get(op, op), right, left, span)
    elif op != "eq" or not _either_of(c, left, right, span):
        c.error("ODN301", f"{typed(left)}, {typed(right)}", span, _cast_help(left, right))


def unfilled(c: Context, node: ast.Expr, *, listed: bool = False) -> bool:
    """Report `{}`, the placeholder of str.format that nothing has filled; as an empty object of JSON it has no use here."""
    if not isinstance(node, ast.Object) or node.members:
        return False
    help = f"fill it in before the filter is used, or {bound('', listed=listed)}"
    c.error("ODN111", "a placeholder is left in the text: '{}'", node.span, help)
    return True


def _filled_as(c: Context, type: edm.Type, text: str, *, listed: bool) -> str:
    """Return the advice for a placeholder in quotes where another type than a string is needed."""
    sample = "" if numeric(type) or type is edm.BOOLEAN else example(c, type)
    how = f"{type} is written like {sample};" if sample else "fill it in without quotes,"
    return f"{how} or {bound(text, listed=listed)}"


def _cast_help(left: ast.Expr, right: ast.Expr) -> str:
    a, b = left.type, right.type
    if a is edm.DATE_TIME_OFFSET and b is edm.DATE:
        return f"compare the day: date({text_of(left)})"
    if a is edm.DATE and b is edm.DATE_TIME_OFFSET:
        return f"compare the day: date({text_of(right)})"
    if edm.STRING in (a, b) and primitive(a) and primitive(b):
        other = right if a is edm.STRING else left
        return f"compare as text: cast({text_of(other)},Edm.String)"
    return ""


def _literal(c: Context, op: str, other: ast.Expr, node: ast.Literal, span: Span) -> None:
    """Report a literal of another type than the other side."""
    type, message = other.type, f"{typed(other)}, {typed(node)}"
    code = "ODN301" if isinstance(node.value, bool) else "ODN303"  # true is not a word that lost its quotes
    if isinstance(node.value, str):
        value = read_as(node.value, type)
        if value is not None:
            text = text_of(ast.Literal(value), c.dialect)
            help = f"write {shorten(text)} without quotes" if text == node.value else f"write {shorten(text)}"
            c.error("ODN302", message, node.span, help, Fix(node.span, text))
            return
        if type is edm.DATE_TIME_OFFSET and zoneless(node.value):
            text = text_of(ast.Literal(edm.DateTimeOffset.parse(zoneless(node.value))), c.dialect)
            c.error("ODN302", message, node.span, f"write {text}; a time needs its zone, Z is UTC")
            return
        if has_placeholder(node.value):
            c.error("ODN301", message, node.span, _filled_as(c, type, node.value, listed=op == "in"))
            return
        if isinstance(type, edm.EnumType):
            no_member(c, node.value, f"the enumeration {type}", type.members, node, "'{}'")
            return
    elif type is edm.STRING:
        members = other.prop.members if isinstance(other, ast.Member) and other.prop else ()
        if members and not isinstance(node.value, edm.EnumValue):
            c.error(code, message, node.span, f"the values are {', '.join(map(quoted, members))}")
            return
        text = quoted(node.value.members[0] if isinstance(node.value, edm.EnumValue) else text_of(node))
        c.error(code, message, node.span, f"write {shorten(text)}", Fix(node.span, text))
        return
    if type is edm.BOOLEAN and node.value in (0, 1):
        text = "true" if node.value else "false"
        c.error("ODN301", message, node.span, f"write {text}", Fix(node.span, text))
    elif type is edm.DATE_TIME_OFFSET and isinstance(node.value, edm.Date):
        _day(c, op, other, node, span)
    elif type is edm.DATE and isinstance(node.value, edm.DateTimeOffset):
        day = node.value.local
        fix = Fix(node.span, str(day)) if node.value.picoseconds == 0 else None
        c.error("ODN301", message, node.span, f"write {day}", fix)
    elif type is edm.DATE_TIME_OFFSET and isinstance(node.value, int) and 10**9 <= node.value < 10**10:
        instant = text_of(ast.Literal(edm.DateTimeOffset.from_order(node.value * edm.PICO)), c.dialect)
        c.error("ODN301", message, node.span, f"if it is a Unix time, write {instant}")
    elif type is edm.DATE_TIME_OFFSET and isinstance(node.value, int) and 10**12 <= node.value < 10**13:
        instant = text_of(ast.Literal(edm.DateTimeOffset.from_order(node.value * edm.PICO // 1000)), c.dialect)
        c.error("ODN301", message, node.span, f"if it is a Unix time in milliseconds, write {instant}")
    elif type is edm.DATE_TIME_OFFSET and isinstance(node.value, edm.Duration):
        span_of_time = text_of(node)
        sign = "add"
        if span_of_time.startswith("duration'-"):
            span_of_time, sign = span_of_time.replace("'-", "'", 1), "sub"
        text = f"now() {sign} {span_of_time}"
        c.error("ODN301", message, node.span, f"write {text}", Fix(node.span, text, guess=True))
    elif type is edm.DURATION and isinstance(node.value, int) and not isinstance(node.value, bool):
        c.error("ODN301", message, node.span, f"if these are seconds, write duration'PT{node.value}S'".replace("'PT-", "'-PT"))
    elif type is edm.DURATION and (duration := _as_duration(node.value)):
        c.error("ODN301", message, node.span, f"write {duration}", Fix(node.span, duration, guess=True))
    else:
        sample = example(c, type)
        c.error("ODN301", message, node.span, f"{type} is written like {sample}" if sample else "")


def _as_duration(value: object) -> str:
    """Return the duration that a time of day, or text such as `1.02:30:00`, stands for in other languages; empty for others."""
    match = re.fullmatch(r"(?:(\d{1,6})\.)?(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:\.0*)?)?", str(value))
    if match is None:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    parts = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    return f"duration'P{f'{days}D' if days else ''}{f'T{parts}' if parts or not days else ''}{'' if parts or days else '0S'}'"


def _either_of(c: Context, left: ast.Expr, right: ast.Expr, span: Span) -> bool:
    """Report `state eq ('a' or 'b')`: each value needs a comparison of its own."""
    if not isinstance(right, ast.Or) or not all(isinstance(value, ast.Literal) for value in right.operands):
        return False
    text = " or ".join(f"{text_of(left)} eq {text_of(value)}" for value in right.operands)
    help = f"write {shorten(text)}; each value needs its own comparison"
    c.error("ODN301", f"{typed(left)}, {typed(right)}", span, help, Fix(span, f"({text})"))
    return True


def _day(c: Context, op: str, other: ast.Expr, node: ast.Literal, span: Span) -> None:
    """Report an instant against a day: from its midnight on, or by the day of the instant."""
    day = node.value
    assert isinstance(day, edm.Date)
    message = f"{typed(other)}, {typed(node)}"
    midnight = text_of(ast.Literal(edm.DateTimeOffset(day, 0)), c.dialect)
    by_day = f"date({text_of(other)}) {op} {day}"
    if op in ("ge", "lt"):
        c.error("ODN301", message, node.span, f"write {midnight}, or {by_day}", Fix(node.span, midnight))
    elif op == "in":
        c.error("ODN301", message, node.span, f"compare the day: date({text_of(other)}) in (…)")
    else:
        c.error("ODN301", message, node.span, f"write {by_day}, or an instant such as {midnight}", Fix(span, by_day))


def complex_value(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> None:
    """Report a comparison of a complex value; name the property that may be meant."""
    whole, other = (left, right) if isinstance(left.type, edm.StructuredType) else (right, left)
    help = "only 'eq null' and 'ne null' look at the whole"
    fix = None
    if isinstance(whole.type, ComplexType) and not isinstance(other.type, edm.StructuredType):
        fitting = [prop for prop in whole.type.properties.values() if comparable("eq", prop.type, other.type)]
        value = other.value if isinstance(other, ast.Literal) else None
        best = next((prop for prop in fitting if value in prop.members), fitting[0] if fitting else None)
        if best is not None:
            path = f"{text_of(whole)}/{best.name}"
            operator = "eq" if op == "in" else op if whole is left else ast.FLIPPED.get(op, op)
            help = f"compare one of its properties: {path} {operator} {shorten(text_of(other))}"
            fix = Fix(whole.span, path) if len(fitting) == 1 or value in best.members else None
    c.error("ODN310", f"{typed(whole)}, it is not compared with {named(other)}", span, help, fix)


def _collection(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> None:
    """Report a collection used as if it were one value."""
    many, other = (left, right) if isinstance(left.type, edm.CollectionType) else (right, left)
    assert isinstance(many.type, edm.CollectionType)
    if isinstance(other.type, edm.CollectionType):
        c.error("ODN301", f"{named(many)} is {type_name(many.type)}, {named(other)} is {type_name(other.type)}", span)
        return
    if isinstance(many, ast.Array) and len(many.items) == 1 and isinstance(many.items[0], ast.Member):
        name = text_of(many.items[0])
        help = f"names have no brackets: write {name}"
        c.error("ODN205", f"'[{name}]' is a collection, it has no value to compare", many.span, help, Fix(many.span, name))
        return
    if isinstance(many, ast.Array) and op == "eq" and many.items:
        text = f"{text_of(other)} in {text_of(many, c.dialect)}"
        c.error("ODN205", f"{named(many)} is a collection, it has no value to compare", span, f"write {text}", Fix(span, text))
        return
    path = text_of(many)
    operator = op if many is left else ast.FLIPPED.get(op, op)
    if numeric(other.type) and not numeric(many.type.item):
        text = f"{path}/$count {operator} {text_of(other)}"
        c.error("ODN205", f"'{path}' is a collection, it has no value to compare", span, f"write {text}", Fix(span, text))
        return
    inner = "x/…" if isinstance(many.type.item, edm.StructuredType) else "x"
    help = f"write {path}/any(x:{inner} {operator} {shorten(text_of(other))})"
    c.error("ODN205", f"'{path}' is a collection, it has no value to compare", span, help)


def no_member(
    c: Context, value: str, of: str, members: tuple[str, ...], node: ast.Literal, form: str = "{}", *, listed: bool = False
) -> None:
    """Report a value that an enumeration does not have; a fix writes the likely one in place of `{}` in `form`."""
    near = [member for member in members if member.casefold() == value.casefold()] or did_you_mean(value, members)
    help = f"did you mean {' or '.join(map(quoted, near))}?" if near else f"the values are {', '.join(map(quoted, members))}"
    if has_placeholder(value):
        help = fill_in(value, listed=listed)
    elif member := _of_a_program(value, members):
        near, help = [member], f"did you mean {quoted(member)}? In Python the text of an enumeration member is its .value"
    fix = Fix(node.span, form.replace("{}", near[0])) if len(near) == 1 else None
    c.error("ODN304", f"{marked(shorten(value))} is not a value of {of}", node.span, help, fix)


def _of_a_program(value: str, members: tuple[str, ...]) -> str:
    """Return the member that `BatchNodeState.IDLE` stands for, which a program wrote in place of its text."""
    owner, _, last = value.rpartition(".")
    plain = last.replace("_", "").casefold()
    return next((member for member in members if owner.replace(".", "").isidentifier() and member.casefold() == plain), "")
