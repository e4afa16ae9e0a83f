"""Function calls, `cast` and `isof`."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.check import values
from odatanodes.check.promotion import castable, coerced, fits, takes
from odatanodes.functions.table import FUNCTIONS

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.check.context import Context
    from odatanodes.functions.table import Function, Signature

_ALIAS_TYPES: dict[str, edm.Type] = {
    **{name: edm.PRIMITIVES[f"Edm.{name}"] for name in ("String", "Boolean", "DateTimeOffset", "Date", "TimeOfDay", "Duration")},
    "Integer": edm.INT32,
    "Int32": edm.INT32,
}
_RESULTS: dict[str, edm.Type] = {
    name: edm.PRIMITIVES[f"Edm.{name}"]
    for name in ("String", "Boolean", "Int32", "Decimal", "Double", "DateTimeOffset", "Date", "TimeOfDay", "Duration")
}


def call(c: Context, node: ast.Call) -> ast.Expr:
    """Check a call: a canonical function, or a function or key that nothing declares."""
    source = None if node.source is None else c.check(node.source)
    function = FUNCTIONS.get(node.name) if source is None else None
    arguments: list[ast.Expr | ast.Pair] = []
    plain: list[ast.Expr] = []
    for argument in node.arguments:
        c.called = node
        if isinstance(argument, ast.Pair):
            arguments.append(ast.Pair(argument.name, c.check(argument.value), argument.span))
        else:
            plain.append(c.check(argument))
            arguments.append(plain[-1])
    type: edm.Type = edm.ANY
    if function is None:
        if not c.full:
            from odatanodes.check.mistakes.functions import no_such_function

            no_such_function(c, node, source)
    elif len(plain) < len(arguments) or not takes(function, len(plain)):
        if not c.full:
            from odatanodes.check.mistakes.functions import wrong_arity

            wrong_arity(c, node, function)
    else:
        plain, type = _apply(c, node, function, plain)
        arguments = list(plain)
    return ast.Call(source, node.name, tuple(arguments), node.span, type)


def _apply(c: Context, node: ast.Call, function: Function, arguments: list[ast.Expr]) -> tuple[list[ast.Expr], edm.Type]:
    """Choose the overload; return the arguments, with coerced literals and typed aliases, and the type of the result."""
    chosen: list[Signature] = []
    for signature in function.signatures:
        kinds = signature.parameters
        for kind, argument in zip(kinds, arguments, strict=False):
            if not fits(kind, argument.type) and not (kind == "Duration" and coerced(argument, edm.DURATION)):
                break
        else:
            chosen.append(signature)
    if not chosen:
        if not c.full:
            from odatanodes.check.mistakes.functions import wrong_argument

            wrong_argument(c, function, arguments)
        return arguments, _RESULTS.get(function.signatures[0].result, edm.ANY)
    signature = chosen[0]
    if len(chosen) == 1:
        for place, (kind, argument) in enumerate(zip(signature.parameters, arguments, strict=False)):
            if argument.type is edm.ANY and kind in _ALIAS_TYPES:
                arguments[place] = values.typed_alias(c, argument, _ALIAS_TYPES[kind])
            elif kind == "Duration":
                arguments[place] = coerced(argument, edm.DURATION) or argument
    if c.strict and arguments and arguments[0].__class__ is ast.Literal and arguments[0].type is edm.STRING and not c.full:
        from odatanodes.check.mistakes.quoted import quoted_argument

        quoted_argument(c, function, arguments)
    if c.strict and len(arguments) == 2 and function.searches:
        _search(c, node, *arguments)
    return arguments, _result(signature, arguments, sure=len(chosen) == 1)


def _result(signature: Signature, arguments: list[ast.Expr], *, sure: bool) -> edm.Type:
    if any(argument.type is edm.NULL for argument in arguments):
        return edm.NULL if signature.result != "Boolean" else edm.BOOLEAN
    if signature.result != "same":
        return _RESULTS.get(signature.result, edm.ANY) if sure or signature.result in ("Boolean", "Int32") else edm.ANY
    first = signature.parameters[0]
    known = [a.type for a, kind in zip(arguments, signature.parameters, strict=False) if kind == first and a.type is not edm.ANY]
    return known[0] if known else edm.ANY


def _search(c: Context, node: ast.Call, first: ast.Expr, second: ast.Expr) -> None:
    """Report what is legal in a search, and hardly ever meant: `startswith('tvm',id)`, `startswith(id,'{prefix}')`."""
    if isinstance(second, ast.Literal) and node.name != "matchespattern":
        values.left_open(c, second)
    if isinstance(first, ast.Literal) and isinstance(first.value, str) and isinstance(second, ast.Member):
        from odatanodes.check.mistakes.functions import swapped

        swapped(c, node, first, second)


# --- cast, isof --------------------------------------------------------------------------------------------------------


def cast(c: Context, node: ast.Cast) -> ast.Expr:
    """Check `cast(operand,Type)`."""
    operand, type = _type_test(c, node)
    source = c.root if operand is None else operand.type
    if c.strict and source is not None and not castable(source, type):
        from odatanodes.check.mistakes.functions import no_cast

        no_cast(c, node, source, type)
    return ast.Cast(operand, node.type_name, node.span, type)


def isof(c: Context, node: ast.IsOf) -> ast.Expr:
    """Check `isof(operand,Type)`."""
    operand, _ = _type_test(c, node)
    return ast.IsOf(operand, node.type_name, node.span)


def _type_test(c: Context, node: ast.Cast | ast.IsOf) -> tuple[ast.Expr | None, edm.Type]:
    operand = None if node.operand is None else c.check(node.operand)
    type = edm.PRIMITIVES.get(node.type_name)
    if type is not None or not c.strict:
        return operand, type or edm.ANY
    from odatanodes.check.mistakes.names import named_type

    return operand, named_type(c, node)
