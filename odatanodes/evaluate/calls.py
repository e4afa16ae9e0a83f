"""Calls of canonical functions to closures, and the refusal of everything that only a service can evaluate."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.functions.table import FUNCTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.diagnostics import ODataCheckError
    from odatanodes.evaluate.scope import Compiled, Scope
    from odatanodes.runtime import Place

    Env = tuple[Any, ...]

__all__ = ["call", "refused"]


def call(x: ast.Call, s: Scope) -> Compiled:
    """Return the value of a call: null when an argument is."""
    function = FUNCTIONS.get(x.name) if x.source is None else None
    if function is None:
        raise refused(x, s)
    if x.name == "now":
        s.settings.uses_now = True
        return lambda _n, e: e[0]
    evaluate = function.evaluate
    if evaluate is None:
        raise s.refuse(x, f"the geo function '{function.spelling}'")
    given = [argument for argument in x.arguments if isinstance(argument, ast.Expr)]
    if len(given) != len(x.arguments) or not any(
        len(one.parameters) - one.optional <= len(given) <= len(one.parameters) for one in function.signatures
    ):
        raise s.refuse(x, f"'{function.spelling}' with these arguments", "see its signatures in the standard")
    if x.name == "matchespattern":
        evaluate = _pattern(x, s, evaluate)
    elif function.compares_text and s.settings.fold:
        evaluate = _folding(evaluate)
    return _applied(evaluate, [s.value(argument) for argument in given], s.place(x))


def _folding(evaluate: Callable[..., Any]) -> Callable[..., Any]:
    return lambda first, second: evaluate(first, second, fold=True)


def _pattern(x: ast.Call, s: Scope, evaluate: Callable[..., Any]) -> Callable[..., Any]:
    """Return matchesPattern; a pattern in the text is compiled, and refused, at compile time."""
    from odatanodes.functions import strings

    backtracking = s.settings.backtracking
    pattern = x.arguments[1]
    try:
        strings.searcher(pattern.value if isinstance(pattern, ast.Literal) and isinstance(pattern.value, str) else "", backtracking)
    except ModuleNotFoundError:
        help = "install google-re2 (the extra 'speed'), or pass allow_backtracking_patterns=True where the patterns are trusted"
        raise s.refuse(x, "'matchesPattern' without an engine that takes linear time", help) from None
    except ValueError as error:
        raise s.refuse(pattern, "this pattern", str(error)) from None
    return lambda first, second: evaluate(first, second, backtracking)


def _applied(evaluate: Callable[..., Any], arguments: list[Compiled], place: Place) -> Compiled:
    def f(n: Any, e: Env) -> Any:
        values = [argument(n, e) for argument in arguments]
        if None in values:
            return None
        try:
            return evaluate(*values)
        except TypeError as error:
            raise place.wrong(values[0], n, str(error)) from None
        except ValueError as error:
            raise place.impossible(str(error), values[0], n) from None

    return f


def refused(x: ast.Node, s: Scope) -> ODataCheckError:
    """Return the error for an expression that needs a service."""
    match x:
        case ast.Alias(name):
            return s.refuse(x, f"the parameter alias '@{name}'", f"give it a value first, with bind({name}=…)")
        case ast.Annotation(_, term, _):
            return s.refuse(x, f"the annotation '@{term}'")
        case ast.TypeCast(_, type_name):
            return s.refuse(x, f"the type cast '{type_name}'")
        case ast.Key():
            return s.refuse(x, "a key predicate", "select the item with any() instead")
        case ast.Call(None, name, _):
            return s.refuse(x, f"the function '{name}'")
        case ast.Call(_, name, _):
            return s.refuse(x, f"the bound function '{name}'")
    return s.refuse(x, "this expression")
