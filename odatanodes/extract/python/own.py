"""Calls of this library in Python programs: which argument is a filter or a select, and of which list API."""

from __future__ import annotations

import _ast as ast
import re

from odatanodes.batch.clients import LOCAL, METHODS, PLAIN
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
"""Arguments that name the items of an expression."""
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def own_texts(call: ast.Call, name: str, names: Names, scope: Scope) -> Iterator[Text]:
    """Yield the values of the options of a call; `name` is the dotted name of what is called, imports resolved."""
    last = name.rpartition(".")[2]
    if last in _FIRST and name.startswith("odatanodes"):
        option, api, count = _FIRST[last]
        option = OPTIONS.get(str(getattr(_argument(call, 1, "option"), "value", "")), option) if last == "validate" else option
        given = _given_items(call, last)
        for value in call.args[:count]:
            yield value, option, api if given is None else _api_of(given, names, sent=last == "validate")
    elif name.startswith("odatanodes") and last.removeprefix("a") in METHODS:
        yield from _listing(call, call.args[2:3], METHODS[last.removeprefix("a")])
    elif name.startswith("odatanodes") and last.removeprefix("a") == "list_items" and call.args:
        yield from _listing(call, [], _api_of(call.args[0], names, sent=True))
    elif name.startswith("odatanodes") and last in {"ListNodesRequest", "ListRequest"}:
        service = _argument(call, 0, "service")
        is_nodes = last == "ListNodesRequest"
        yield from _keywords(call, "list-nodes" if is_nodes else PLAIN if service is None else _api_of(service, names, sent=True))
    elif last in _WITH_SELECT and isinstance(call.func, ast.Attribute) and _is_filter(call.func.value, names, scope):
        yield from ((value, option, api) for value, option, api in _keywords(call, None) if option == "select")


def _given_items(call: ast.Call, last: str) -> ast.expr | None:
    """Return what names the items of an expression in a call: a schema or a list API; None where nothing does."""
    if last.startswith("assert"):
        return None
    for keyword in call.keywords:
        if keyword.arg in _SCHEMA or keyword.arg is None:
            return keyword.value
    at = 2 if last == "validate" else 1
    return call.args[-1] if len(call.args) > at else None


def _api_of(node: ast.expr, names: Names, *, sent: bool) -> str:
    """Return the list API that a value names: `LIST_TASKS`, `BATCH_TASK`, `"list-tasks"`; PLAIN where it is another one.

    `sent`: what a list API refuses counts; a schema only says what the items are.
    """
    from odatanodes.batch.apis import LIST_APIS

    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if sent and node.value in LIST_APIS else PLAIN
    last = names.real_name(node).rpartition(".")[2]
    found = last.lower().replace("_", "-")
    if found in LIST_APIS:
        return found if sent else LOCAL + found
    entities = {_WORDS.sub("_", row["entity"]).upper(): api for api, row in reversed(LIST_APIS.items())}
    return LOCAL + entities[last] if last in entities else PLAIN


def _listing(call: ast.Call, filters: list[ast.expr], api: str | None) -> Iterator[Text]:
    """Yield the options of `list_nodes` and its kin: the plan sends what the service takes of a filter and a select."""
    here = api if api in {None, PLAIN} else f"{LOCAL}{api}"
    yield from ((value, "filter", here) for value in filters)
    yield from ((value, option, api if option == "expand" else here) for value, option, _ in _keywords(call, api))


def _keywords(call: ast.Call, api: str | None) -> Iterator[Text]:
    for keyword in call.keywords:
        if keyword.arg in OPTIONS:
            yield keyword.value, OPTIONS[keyword.arg], api


def _argument(call: ast.Call, number: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return next(iter([*call.args[number : number + 1], *named]), None)


def _is_filter(node: ast.expr, names: Names, scope: Scope) -> bool:
    """Whether a value is made by `Filter(…)`, there or where its name is assigned, or of such with `&` and `|`."""
    node = names.value(node, scope)
    while isinstance(node, ast.BinOp):
        node = node.left
    name = names.real_name(node.func) if isinstance(node, ast.Call) else ""
    return name.startswith("odatanodes") and "Filter" in name
