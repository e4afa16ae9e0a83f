"""What is said when types do not fit, and what to write instead. Loaded only when something is wrong.

Each function reports one finding; the nodes come with their types. Texts in fixes are written in the schema's dialect.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import quoted, shorten
from odatanodes.check import values
from odatanodes.check.calls import fits
from odatanodes.check.context import named, text_of, type_name, typed
from odatanodes.check.literals import read_as, zoneless
from odatanodes.check.promotion import NEVER_COMPARED, comparable, numeric, primitive
from odatanodes.diagnostics import Fix
from odatanodes.schema.types import ComplexType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.diagnostics import Span
    from odatanodes.functions.table import Function, Signature

_INVERSE = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge"}
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
    new = values.coerced(right, left.type) or (_from_json(right, left.type) if op == "in" else None)
    if new is not None:
        return left, new
    new = values.coerced(left, right.type)
    if new is not None:
        return new, right
    if not c.full:
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
    if isinstance(a, edm.CollectionType) or isinstance(b, edm.CollectionType):
        _collection(c, op, left, right, span)
    elif isinstance(a, edm.StructuredType) or isinstance(b, edm.StructuredType):
        _complex(c, op, left, right, span)
    elif a is b and primitive(a) and a in NEVER_COMPARED:
        c.error("ODN315", f"values of {a} are not compared", span, "only 'eq null' and 'ne null' are defined for them")
    elif isinstance(right, ast.Literal):
        _literal(c, op, left, right, span)
    elif isinstance(left, ast.Literal):
        _literal(c, _INVERSE.get(op, op), right, left, span)
    elif op != "eq" or not _either_of(c, left, right, span):
        c.error("ODN301", f"{typed(left)}, {typed(right)}", span, _cast_help(left, right))


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
        if isinstance(type, edm.EnumType):
            values.no_member(c, node.value, f"the enumeration {type}", type.members, node, "'{}'")
            return
    elif type is edm.STRING and isinstance(other, ast.Member) and other.prop and other.prop.members and not _is_member(node):
        c.error("ODN303", message, node.span, f"the values are {', '.join(map(quoted, other.prop.members))}")
        return
    elif type is edm.STRING:
        text = quoted(node.value.members[0] if isinstance(node.value, edm.EnumValue) else text_of(node))
        code = "ODN301" if isinstance(node.value, bool) else "ODN303"  # true is no word that lost its quotes
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
    else:
        sample = example(c, type)
        c.error("ODN301", message, node.span, f"{type} is written like {sample}" if sample else "")


def _is_member(node: ast.Literal) -> bool:
    """Whether a literal is a member of an enumeration or a truth value, of which more is said."""
    return isinstance(node.value, edm.EnumValue | bool)


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


def _complex(c: Context, op: str, left: ast.Expr, right: ast.Expr, span: Span) -> None:
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
            operator = "eq" if op == "in" else op if whole is left else _INVERSE.get(op, op)
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
    path = text_of(many)
    operator = op if many is left else _INVERSE.get(op, op)
    if numeric(other.type) and not numeric(many.type.item):
        text = f"{path}/$count {operator} {text_of(other)}"
        c.error("ODN205", f"'{path}' is a collection, it has no value to compare", span, f"write {text}", Fix(span, text))
        return
    inner = "x/…" if isinstance(many.type.item, edm.StructuredType) else "x"
    help = f"write {path}/any(x:{inner} {operator} {shorten(text_of(other))})"
    c.error("ODN205", f"'{path}' is a collection, it has no value to compare", span, help)


# --- conditions --------------------------------------------------------------------------------------------------------

_ASKS = {"and": "'and' joins conditions", "or": "'or' joins conditions", "not": "'not' negates a condition"}


def no_condition(c: Context, node: ast.Expr, where: str) -> None:
    """Report an operand of and, or, not, any, all, case or the whole filter that is no condition."""
    code, asks = ("ODN307", _ASKS.get(where, f"'{where}' asks for a condition")) if where else ("ODN308", "a filter is a condition")
    tail = "'not' binds tighter than any operator: put what it negates in parentheses" if where == "not" else _as_condition(c, node)
    c.error(code, f"{asks}; {typed(node)}", node.span, tail)


def _as_condition(c: Context, node: ast.Expr) -> str:
    """Say how a value becomes a condition."""
    text = shorten(text_of(node))
    type = node.type
    if isinstance(node, ast.Literal) or not text:
        return "a condition compares a property with a value"
    if isinstance(type, edm.CollectionType):
        return f"write {text}/any() for one item or more"
    if isinstance(type, edm.StructuredType):
        return f"write {text} ne null, or compare one of its properties"
    prop = node.prop if isinstance(node, ast.Member) else None
    sample = quoted(prop.members[0]) if prop is not None and prop.members else example(c, type)
    return f"compare it: {text} eq {sample}" if sample else ""


def lone_value(c: Context, node: ast.And | ast.Or, before: ast.Compare, value: ast.Literal) -> None:
    """Report `state eq 'idle' or 'running'`: each side of the operator is a comparison of its own."""
    op = "or" if node.__class__ is ast.Or else "and"
    meant = ast.Compare(before.op, before.left, value, value.span)
    values.reconcile(c, before.op, before.left, value, value.span)
    text = text_of(meant, c.dialect)
    help = f"write {shorten(text)}; each side of '{op}' needs its own comparison"
    c.error("ODN307", f"{_ASKS[op]}; {typed(value)}", value.span, help, Fix(value.span, text))


def tight_not(c: Context, node: ast.Compare, meant: ast.Not) -> None:
    """Report `not a eq 1`, which the precedence of the standard reads as `(not a) eq 1`."""
    text = text_of(meant, c.dialect)
    message = f"'not' binds tighter than '{node.op}': this negates {named(meant.operand.children()[0])} alone"
    c.error("ODN309", message, node.span, f"write {shorten(text)}", Fix(node.span, text) if text else None)


# --- arithmetic, has, in -----------------------------------------------------------------------------------------------


def operands(c: Context, node: ast.Arith, left: ast.Expr, right: ast.Expr) -> None:
    """Report operands that an arithmetic operator does not take."""
    a, b = left.type, right.type
    help, fix = "", None
    literal, other = (right, left) if isinstance(right, ast.Literal) else (left, right)
    if node.op == "add" and (a is edm.STRING or b is edm.STRING) and not (numeric(a) or numeric(b)):
        help = f"strings are joined by concat({shorten(text_of(left))},{shorten(text_of(right))})"
    elif isinstance(literal, ast.Literal) and isinstance(literal.value, str) and numeric(other.type):
        value = read_as(literal.value, other.type)
        if value is not None:
            text = text_of(ast.Literal(value))
            help, fix = f"write {shorten(text)} without quotes", Fix(literal.span, text)
    elif a is edm.DURATION and b in (edm.DATE, edm.DATE_TIME_OFFSET) and node.op == "add":
        text = f"{text_of(right, c.dialect)} add {text_of(left)}"
        help, fix = f"the duration stands on the right: {shorten(text)}", Fix(node.span, text)
    elif a in (edm.DATE, edm.DATE_TIME_OFFSET) and numeric(b):
        help = f"what is added or subtracted is a duration, such as {example(c, edm.DURATION)}"
    c.error("ODN306", f"'{node.op}' is not defined here: {typed(left)}, {typed(right)}", node.span, help, fix)


def no_flags(c: Context, node: ast.Has, left: ast.Expr, right: ast.Expr) -> None:
    """Report `has` on something else than an enumeration with flags."""
    value = right.value if isinstance(right, ast.Literal) else None
    if left.type is edm.STRING and isinstance(value, str | edm.EnumValue):
        member = value if isinstance(value, str) else ",".join(value.members)
        text = f"{text_of(left)} eq {quoted(member)}"
        help, fix = f"write {shorten(text)}", Fix(node.span, text)
    else:
        help, fix = "", None
    c.error("ODN313", f"'has' tests the flags of an enumeration; {typed(left)}", node.span, help, fix)


def no_list(c: Context, node: ast.In, left: ast.Expr, right: ast.Expr) -> None:
    """Report `in` with one value on its right."""
    text = text_of(right, c.dialect)
    if isinstance(right, ast.Literal):
        values.reconcile(c, "in", left, right, node.span)
        help, fix = f"write {shorten(text_of(left))} in ({shorten(text)})", Fix(right.span, f"({text})")
    else:
        equal = f"{text_of(left, c.dialect)} eq {text}"
        help, fix = f"write {shorten(equal)}", Fix(node.span, equal)
    c.error("ODN317", f"'in' needs a list; {typed(right)}", right.span, help, fix)


def no_item(c: Context, node: ast.In, left: ast.Expr, right: ast.Expr) -> None:
    """Report a value that cannot be an item of the collection it is looked for in."""
    assert isinstance(right.type, edm.CollectionType)
    help = (
        f"write {shorten(text_of(right))}/any(x:x/… eq {shorten(text_of(left))})"
        if isinstance(right.type.item, ComplexType)
        else ""
    )
    c.error("ODN301", f"{named(right)} holds items of {right.type.item}, {typed(left)}", node.span, help)


def many_in_list(c: Context, left: ast.Expr, items: ast.List) -> None:
    """Report a collection or a complex value on the left of `in` with a list of values."""
    text = text_of(left)
    if isinstance(left.type, edm.CollectionType):
        inner = "x/…" if isinstance(left.type.item, edm.StructuredType) else "x"
        help = f"write {text}/any(x:{inner} in {shorten(text_of(items, c.dialect))})"
        c.error("ODN205", f"'{text}' is a collection, it has no value to compare", left.span, help)
    elif items.items:
        _complex(c, "in", left, items.items[0], left.span)


# --- functions ---------------------------------------------------------------------------------------------------------


def usage(function: Function) -> str:
    """Show how a function is called: `substring(String,Integer[,Integer])`; one overload stands for all."""
    signature = function.signatures[0]
    needed = len(signature.parameters) - signature.optional
    optional = "".join(f"[,{kind}]" for kind in signature.parameters[needed:])
    return f"{function.spelling}({','.join(signature.parameters[:needed])}{optional})"


def wrong_arity(c: Context, node: ast.Call, function: Function) -> None:
    """Report a call with too few, too many or named arguments."""
    if any(isinstance(argument, ast.Pair) for argument in node.arguments):
        c.error("ODN203", f"'{function.spelling}' takes its arguments without names", node.span, f"write {usage(function)}")
        return
    most = max(len(signature.parameters) for signature in function.signatures)
    least = min(len(signature.parameters) - signature.optional for signature in function.signatures)
    count = "no arguments" if most == 0 else f"{least} argument{'s' if least > 1 else ''}"
    if most > least:
        count = f"{least} or {most} arguments"
    c.error("ODN203", f"'{function.spelling}' takes {count}, not {len(node.arguments)}", node.span, f"write {usage(function)}")


def wrong_argument(c: Context, function: Function, arguments: list[ast.Expr]) -> None:
    """Report the first argument that keeps the likeliest overload from fitting."""
    best, place = function.signatures[0], 0
    for signature in function.signatures:
        count = _fitting(signature, arguments)
        if count > place and count < len(arguments):
            best, place = signature, count
    argument, kind = arguments[place], best.parameters[place]
    rivals = [s for s in function.signatures if len(s.parameters) > place and (place == 0 or s is best)]
    kinds = list(dict.fromkeys(signature.parameters[place] for signature in rivals))
    kinds = ["Number"] if "Number" in kinds else kinds  # which takes Double as well
    help, fix = _as_kind(c, argument, kind)
    if not help and len(function.signatures) == 1:
        help = f"write {usage(function)}"
    message = f"'{function.spelling}' takes {' or '.join(kinds)} as argument {place + 1}; {typed(argument)}"
    c.error("ODN305", message, argument.span, help, fix)
    for number in range(place + 1, min(len(arguments), len(best.parameters))):
        later, kind = arguments[number], best.parameters[number]
        if not fits(kind, later.type):
            message = f"'{function.spelling}' takes {kind} as argument {number + 1}; {typed(later)}"
            c.error("ODN305", message, later.span, *_as_kind(c, later, kind))


def _fitting(signature: Signature, arguments: list[ast.Expr]) -> int:
    count = 0
    for kind, argument in zip(signature.parameters, arguments, strict=False):
        if not fits(kind, argument.type):
            break
        count += 1
    return count


_KIND_TYPES = {"Integer": edm.INT32, "Number": edm.DECIMAL, "Geo": edm.PRIMITIVES["Edm.Geography"]}


def _as_kind(c: Context, node: ast.Expr, kind: str) -> tuple[str, Fix | None]:
    """Say how an argument becomes one of the kind a parameter takes."""
    type = _KIND_TYPES.get(kind) or edm.PRIMITIVES.get(f"Edm.{kind}")
    if type is None:
        return "", None
    if isinstance(node, ast.Literal) and isinstance(node.value, str):
        value = read_as(node.value, type)
        if value is None:
            return "", None
        text = text_of(ast.Literal(value), c.dialect)
        return f"write {shorten(text)}", Fix(node.span, text)
    if kind != "String" or not primitive(node.type):
        return "", None
    text = quoted(text_of(node)) if isinstance(node, ast.Literal) else f"cast({text_of(node)},Edm.String)"
    return f"write {shorten(text)}", Fix(node.span, text)


def swapped(c: Context, node: ast.Call, first: ast.Literal, second: ast.Member) -> None:
    """Report a search whose arguments look exchanged."""
    text = text_of(ast.Call(None, node.name, (second, first)))
    message = f"this looks for {named(second)} inside {named(first)}"
    c.warn("ODN507", message, node.span, f"write {shorten(text)} for the reverse", Fix(node.span, text))


def no_cast(c: Context, node: ast.Cast, source: edm.Type, type: edm.Type) -> None:
    """Report a cast that gives null for every value."""
    what = named(node.operand) if node.operand is not None else "the node"
    form = _INSTEAD_OF_CAST.get((source, type)) if primitive(source) and primitive(type) else None
    text = form.replace("{}", text_of(node.operand, c.dialect)) if form is not None and node.operand is not None else ""
    help, fix = (f"write {shorten(text)}", Fix(node.span, text)) if text else ("", None)
    c.error("ODN318", f"{what} is {type_name(source)}, it cannot be cast to {type_name(type)}", node.span, help, fix)


_INSTEAD_OF_CAST: dict[tuple[edm.Type, edm.Type], str] = {
    (edm.DATE_TIME_OFFSET, edm.DATE): "date({})",
    (edm.DATE_TIME_OFFSET, edm.TIME_OF_DAY): "time({})",
    (edm.DURATION, edm.DECIMAL): "totalseconds({})",
    (edm.BOOLEAN, edm.INT32): "case({}:1,true:0)",
}
