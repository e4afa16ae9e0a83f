"""Calls of this library in Python programs: which argument is a filter or a select, and of which list API."""

from __future__ import annotations

import _ast as ast

from odatanodes.batch.clients import METHODS, PLAIN
from odatanodes.extract.expression import OPTIONS

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.expression import Option
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["own_texts"]

Text = tuple["ast.expr", "Option", "str | None"]

_FIRST: dict[str, tuple[Option, str | None, int]] = {
    "Filter": ("filter", None, 1),
    "from_template": ("filter", None, 1),
    "Select": ("select", None, 100),
    "parse_filter": ("filter", PLAIN, 1),
    "parse_select": ("select", PLAIN, 1),
    "assert_matches": ("filter", None, 1),
    "assert_rejects": ("filter", None, 1),
    "assert_implies": ("filter", None, 2),
    "assert_equivalent": ("filter", None, 2),
    "matching": ("filter", None, 1),
    "validate": ("filter", None, 1),
}
"""Functions whose first arguments are texts: option, list API, how many."""
_WITH_SELECT = frozenset({"plan", "apply", "scan", "run"})
"""Methods of a Filter that take `select=`."""
_SCHEMA = frozenset({"schema", "service"})


def own_texts(call: ast.Call, name: str, names: Names, scope: Scope) -> Iterator[Text]:
    """Yield the values of the options of a call; `name` is the dotted name of what is called, imports resolved."""
    last = name.rpartition(".")[2]
    if last in _FIRST and name.startswith("odatanodes"):
        option, api, count = _FIRST[last]
        given = _constant(call, 1, "option") if last == "validate" else None
        option = OPTIONS.get(str(given), option)
        plain = any(keyword.arg in _SCHEMA or keyword.arg is None for keyword in call.keywords)
        plain = plain or (count == 1 and len(call.args) > (2 if last == "validate" else 1) and not last.startswith("assert"))
        for value in call.args[:count]:
            yield value, option, PLAIN if plain else api
    elif name.startswith("odatanodes") and last.removeprefix("a") in METHODS:
        yield from _listing(call, METHODS[last.removeprefix("a")])
    elif name.startswith("odatanodes") and last in {"ListNodesRequest", "ListRequest"}:
        yield from _keywords(call, None)
    elif last in _WITH_SELECT and isinstance(call.func, ast.Attribute) and _is_filter(call.func.value, names, scope):
        yield from ((value, option, api) for value, option, api in _keywords(call, None) if option == "select")


def _listing(call: ast.Call, api: str | None) -> Iterator[Text]:
    if len(call.args) > 2:
        yield call.args[2], "filter", api
    yield from _keywords(call, api)


def _keywords(call: ast.Call, api: str | None) -> Iterator[Text]:
    for keyword in call.keywords:
        if keyword.arg in OPTIONS:
            yield keyword.value, OPTIONS[keyword.arg], api


def _constant(call: ast.Call, number: int, keyword: str) -> object:
    value = call.args[number] if len(call.args) > number else next((k.value for k in call.keywords if k.arg == keyword), None)
    return value.value if isinstance(value, ast.Constant) else None


def _is_filter(node: ast.expr, names: Names, scope: Scope) -> bool:
    """Whether a value is made by `Filter(…)`, there or where its name is assigned."""
    if isinstance(node, ast.Name):
        bound = names.binding(node.id, scope)
        node = bound[0] if bound is not None else node
    return (
        isinstance(node, ast.Call)
        and names.real_name(node.func).startswith("odatanodes")
        and "Filter" in names.real_name(node.func)
    )
