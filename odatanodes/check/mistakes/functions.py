"""Diagnostics for calls: unknown functions and those of other languages, wrong arguments, impossible casts."""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.base.text import did_you_mean, quoted, shorten
from odatanodes.check.context import named, text_of, type_name, typed
from odatanodes.check.literals import read_as
from odatanodes.check.mistakes.comparisons import unfilled
from odatanodes.check.mistakes.foreign import EXPLAINED, MAPPED, ONE_BASED, RENAMED
from odatanodes.check.mistakes.names import either
from odatanodes.check.promotion import fits, primitive, takes
from odatanodes.diagnostics import Fix
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema.types import ComplexType, resolve

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.functions.table import Function, Signature

# --- functions ---------------------------------------------------------------------------------------------------------


def no_such_function(c: Context, node: ast.Call, source: ast.Expr | None) -> None:
    """Report a call of an unknown function; without a schema only where nothing else can be meant."""
    name = node.name
    lower = name.lower()
    positional = [argument for argument in node.arguments if isinstance(argument, ast.Expr)]
    if source is not None:
        _bound(c, node, source)
    elif not c.strict and not _no_key(node):
        return
    elif foreign := _foreign(c, node, positional):
        c.error("ODN202", f"no function '{name}' in OData", node.span, *foreign)
    elif c.strict and "." in name and _method(name):
        _undeclared(c, node, name)
    elif near := [known for known in did_you_mean(name, [*FUNCTIONS, "cast", "isof", "case"]) if known[0] == lower[0]]:
        spelling = [FUNCTIONS[found].spelling if found in FUNCTIONS else found for found in near]
        span = (node.span[0], node.span[0] + len(name))
        fix = Fix(span, spelling[0], guess=True) if len(near) == 1 and node.span[1] else None
        c.error("ODN202", f"no function '{shorten(name)}'", span, f"did you mean {either(spelling)}?", fix)
    elif c.strict:
        _undeclared(c, node, name)


def _method(name: str) -> str | None:
    """Return the canonical function that the last part of a name with points stands for: `id.contains`, `datetime.utcnow`."""
    last = name.rpartition(".")[2].lower()
    return last if last in FUNCTIONS else RENAMED.get(last)


def _no_key(node: ast.Call) -> bool:
    """Whether positional arguments cannot be a key predicate: more than one, or no literal."""
    plain = [argument for argument in node.arguments if isinstance(argument, ast.Expr)]
    return "." not in node.name and (len(plain) > 1 or any(not isinstance(a, ast.Literal | ast.Alias) for a in plain))


def _undeclared(c: Context, node: ast.Call, name: str) -> None:
    if isinstance(c.row, ComplexType) and name in c.row.properties:
        message, help = f"'{name}' is a property, it is not called and not looked up by key", f"write {name}"
        if isinstance(c.row.properties[name].type, edm.CollectionType):
            help = f"write {name}/any(x:…)"
        c.error("ODN208", message, node.span, help)
    elif "." in name and (method := _method(name)):
        path: ast.Expr | None = None
        for part in name.rpartition(".")[0].split("."):
            path = ast.Member(path, part)
        assert path is not None
        owner = () if method == "now" else (path,)
        text = text_of(ast.Call(None, FUNCTIONS[method].spelling, (*owner, *node.arguments)), c.dialect)
        c.error("ODN208", f"no function '{shorten(name)}'", node.span, f"write {shorten(text)}", Fix(node.span, text))
    elif "." in name:
        help, fix = _as_method(c, node, name)
        c.error("ODN208", f"no function '{shorten(name)}'", node.span, help, fix)
    else:
        c.error("ODN202", f"no function '{shorten(name)}'", node.span)


def _as_method(c: Context, node: ast.Call, name: str) -> tuple[str, Fix | None]:
    """Return help and fix for a method that OData does not have: `state.equals('idle')`."""
    owner, _, last = name.rpartition(".")
    path = owner.replace(".", "/")
    last = last.lower()
    plain = [argument for argument in node.arguments if isinstance(argument, ast.Expr)]
    if (form := _UNITS.get(last.removeprefix("add").removesuffix("s"))) and last.startswith("add") and len(plain) == 1:
        count = plain[0].value if isinstance(plain[0], ast.Literal) else None
        if isinstance(count, int):
            start = "now()" if path.lower().endswith("now") or path.lower().endswith("now()") else path
            text = f"{start} {'sub' if count < 0 else 'add'} duration'{form.format(abs(count))}'"
            return f"write {shorten(text)}", Fix(node.span, f"({text})")
    if last in _EQUAL and len(plain) == 1:
        text = f"{path} eq {text_of(plain[0], c.dialect)}"
        return f"write {shorten(text)}", Fix(node.span, text)
    if last in ("tostring", "str") and isinstance(c.row, ComplexType) and _is_text(c.row, path):
        return f"write {path}", Fix(node.span, path)
    if last in EXPLAINED:
        return _about(EXPLAINED[last], plain if owner.lower() in _STATIC else [ast.Member(None, path)]), None
    return f"{c.resource} declares no functions of its own", None


def _is_text(row: ComplexType, path: str) -> bool:
    found = resolve(row, path.split("/"))
    return found is not None and found.type is edm.STRING


_EQUAL = frozenset(("equals", "eq", "equal", "iequals", "equalsignorecase"))
_STATIC = frozenset(("string", "datetime", "datetimeoffset", "math", "convert", "regex", "timespan", "guid"))
"""Classes whose methods take the value as an argument."""


def _bound(c: Context, node: ast.Call, source: ast.Expr) -> None:
    """Report a call behind a slash: a method of other languages, or a bound function that nothing declares."""
    if not c.strict:
        return
    lower = node.name.lower()
    canonical = lower if lower in FUNCTIONS else RENAMED.get(lower)
    if canonical is None:
        c.error("ODN208", f"no function '{shorten(node.name)}' is declared for {type_name(source.type)}", node.span)
        return
    text = text_of(ast.Call(None, canonical, (source, *node.arguments)), c.dialect)
    fix = Fix(node.span, text) if text else None
    c.error(
        "ODN202",
        f"'{node.name}' is not a step of a path but a function of {named(source)}",
        node.span,
        f"write {shorten(text)}",
        fix,
    )


def _foreign(c: Context, node: ast.Call, arguments: list[ast.Expr]) -> tuple[str, Fix | None] | None:
    """Return help and fix for a function of another language; None for a name that none has."""
    name = node.name.lower()
    key = f"{name}/{len(arguments)}"
    if name in RENAMED:
        function = FUNCTIONS[RENAMED[name]]
        fix = Fix((node.span[0], node.span[0] + len(name)), function.spelling)
        return f"it is called '{function.spelling}'", fix if takes(function, len(arguments)) else None
    if key == "substringof/2" and isinstance(arguments[0], ast.Member) and isinstance(arguments[1], ast.Literal):
        text = _mapped(c, "contains({0},{1})", arguments)  # the arguments of substringof stand the other way round
        return f"write {shorten(text)}", Fix(node.span, text, guess=True)
    if name in _INSTANTS and (instant := _instant(arguments)):
        text = text_of(instant, c.dialect)
        return f"write {shorten(text)}", Fix(node.span, text)
    if name in _OPERATORS and len(arguments) >= 2:
        text = f" {_OPERATORS[name]} ".join(text_of(argument, c.dialect) for argument in arguments)
        return f"write {shorten(text, 80)}", Fix(node.span, text if c.is_term(node) else f"({text})")
    if key == "ago/1":
        text = f"now() sub {text_of(arguments[0], c.dialect)}"
        return f"write {shorten(text)}", Fix(node.span, f"({text})")
    if name in _ADDED and (added := _date_added(c, arguments)):
        c.errors[:] = [found for found in c.errors if not node.span[0] <= found.span[0] < found.span[1] <= node.span[1]]
        return f"write {shorten(added)}", Fix(node.span, f"({added})")
    if key in MAPPED:
        text = _mapped(c, MAPPED[key], arguments)
        alone = text[1:-1] if text[:1] == "(" and c.is_term(node) else text
        return f"write {shorten(alone)}", Fix(node.span, alone)
    if key in ONE_BASED:
        return _one_based(c, node, _mapped(c, ONE_BASED[key], arguments))
    return (_about(EXPLAINED[name], arguments), None) if name in EXPLAINED else None


_OPERATORS = {
    **{name: name for name in ("eq", "ne", "gt", "ge", "lt", "le", "and", "or")},
    "equals": "eq", "notequals": "ne", "greater": "gt", "greaterorequals": "ge", "less": "lt", "lessorequals": "le",
}  # fmt: skip
"""Operators that other languages call as functions: `equals(state,'idle')`."""
_INSTANTS = frozenset(("datetime", "todatetime", "to_date", "to_timestamp"))
_ADDED = frozenset(("dateadd", "datetime_add"))
_UNITS = {"day": "P{}D", "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S", "week": "P{}D"}


def _instant(arguments: list[ast.Expr]) -> ast.Literal | None:
    """Return the instant that `datetime(2025-01-01)` of Kusto or `datetime(2025,1,1)` of Python stands for."""
    values = [node.value if isinstance(node, ast.Literal) else None for node in arguments]
    value: object = values[0] if len(values) == 1 else None
    if len(values) >= 3 and all(isinstance(one, int) and 0 <= one < 10_000 for one in values):
        numbers = [*(one for one in values if isinstance(one, int)), 0, 0, 0]
        value = "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*numbers[:6])
    if isinstance(value, str):
        value = read_as(value, edm.DATE_TIME_OFFSET)
    if isinstance(value, edm.Date):
        value = edm.DateTimeOffset(value, 0)
    return ast.Literal(value) if isinstance(value, edm.DateTimeOffset) else None


def _date_added(c: Context, arguments: list[ast.Expr]) -> str:
    """Return `DATEADD(hour,-1,GETDATE())` as `now() sub duration'PT1H'`; empty for other arguments."""
    if len(arguments) != 3:
        return ""
    unit, number, start = arguments
    word = unit.name if isinstance(unit, ast.Member) else str(unit.value) if isinstance(unit, ast.Literal) else ""
    form = _UNITS.get(word.lower().removesuffix("s"))
    count = number.value if isinstance(number, ast.Literal) else None
    if form is None or not isinstance(count, int):
        return ""
    is_now = isinstance(start, ast.Call) and (start.name.lower() in _NOW or RENAMED.get(start.name.lower()) == "now")
    left = "now()" if is_now else text_of(start, c.dialect)
    span = form.format(abs(count) * (7 if word.lower().startswith("week") else 1))
    return f"{left} {'sub' if count < 0 else 'add'} duration'{span}'"


_NOW = frozenset(("now", "getdate", "sysdatetime", "current_timestamp"))


def _about(advice: str, arguments: list[ast.Expr]) -> str:
    """Return an advice with the property of the call in place of its x."""
    path = next((text_of(argument) for argument in arguments if isinstance(argument, ast.Member)), "")
    return re.sub(r"\bx\b", lambda _: path, advice) if 0 < len(path) <= 40 else advice


def _mapped(c: Context, template: str, arguments: list[ast.Expr]) -> str:
    """Fill a template with the texts of arguments."""
    for number, argument in enumerate(arguments):
        text = text_of(argument, c.dialect)
        known = isinstance(argument, ast.Literal) and isinstance(argument.value, int)
        less = str(int(text) - 1) if known else f"{text} sub 1"
        template = template.replace(f"{{{number}-}}", less).replace(f"{{{number}}}", text)
    return template


def _one_based(c: Context, node: ast.Call, search: str) -> tuple[str, Fix]:
    """Return a search that counts from 1 as one that counts from 0; in a comparison with a number, that number less one."""
    comparison = c.comparison
    right = None if comparison is None or comparison.left is not node else comparison.right
    if comparison is None or not isinstance(right, ast.Literal) or not isinstance(right.value, int):
        return f"write {shorten(search)} add 1, as it counts from 0", Fix(node.span, f"({search} add 1)")
    op, number = ("ge", 0) if comparison.op == "gt" and right.value == 0 else (comparison.op, right.value - 1)
    text = f"{search} {op} {number}"
    return f"write {shorten(text)}, as it counts from 0", Fix(comparison.span, text)


# --- arguments ---------------------------------------------------------------------------------------------------------


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
    plain = [argument for argument in node.arguments if isinstance(argument, ast.Expr)]
    if function.spelling == "concat" and len(plain) > 2:
        text = text_of(plain[-1], c.dialect)
        for argument in reversed(plain[:-1]):
            text = f"concat({text_of(argument, c.dialect)},{text})"
        fix = Fix(node.span, text)
        c.error("ODN203", f"'concat' takes 2 arguments, not {len(plain)}", node.span, f"write {shorten(text, 80)}", fix)
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
    if unfilled(c, argument):
        return
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
    what = named(node.operand) if node.operand is not None else "the item"
    form = _INSTEAD_OF_CAST.get((source, type)) if primitive(source) and primitive(type) else None
    text = form.replace("{}", text_of(node.operand, c.dialect)) if form is not None and node.operand is not None else ""
    help, fix = (f"write {shorten(text)}", Fix(node.span, text)) if text else ("", None)
    message = f"{what} is {type_name(source)}: cast to {type_name(type)} it is always null"
    c.warn("ODN318", message, node.span, help, fix)


_INSTEAD_OF_CAST: dict[tuple[edm.Type, edm.Type], str] = {
    (edm.DATE_TIME_OFFSET, edm.DATE): "date({})",
    (edm.DATE_TIME_OFFSET, edm.TIME_OF_DAY): "time({})",
    (edm.DURATION, edm.DECIMAL): "totalseconds({})",
    (edm.BOOLEAN, edm.INT32): "case({}:1,true:0)",
}
