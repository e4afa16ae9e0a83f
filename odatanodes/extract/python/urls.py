"""Python strings: URLs of Batch, the `params` that stand beside one, and whole command lines of `az batch`.

Comes in: the tree of a module and what is known of its names. Goes out: its expressions. Loaded only for a file that has one
of these in its text. A string counts as all that it is put together of, from the outermost operator on.
"""

from __future__ import annotations

import _ast as ast
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.draft import Run, expression
from odatanodes.extract.nested import marked, restored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.python.names import Names, Scope
    from odatanodes.extract.python.texts import Texts

__all__ = ["in_strings"]

_METHODS = frozenset({"format", "join", "strip", "lstrip", "rstrip"})
_OPTIONS: dict[str, Option] = {"$filter": "filter", "$select": "select"}


def in_strings(module: ast.Module, names: Names, texts: Texts, text: str) -> Iterator[Expression]:
    """Yield what is found, in any order."""
    is_batch = urls.speaks_of_batch(text)
    done = set()
    for node, scope in _strings(module, names):
        if isinstance(node, ast.Call) and _parameters(node, names, scope) is not None:
            yield from _beside_url(node, names, texts, scope, is_batch=is_batch)
        elif node not in done:
            done.add(node)
            for draft in texts.of(node, scope):
                yield from urls.expressions(draft, "python", is_batch=is_batch)
                yield from _of_command(draft)


def _strings(module: ast.Module, names: Names) -> Iterator[tuple[ast.expr, Scope]]:
    """Yield the outermost expression that each string of interest is a part of; and calls with `params`."""
    stack: list[tuple[ast.AST, Scope, ast.expr | None]] = [(module, names.scopes[module], None)]
    while stack:
        node, scope, outer = stack.pop()
        scope = names.scopes.get(node, scope)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # documentation
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and _is_of_interest(node.value):
                yield (outer or node), scope
            continue
        if isinstance(node, ast.Call) and any(keyword.arg == "params" for keyword in node.keywords):
            yield node, scope
        inside = _puts_together(node)
        for name in node._fields:
            value = getattr(node, name)
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    kept = inside and (not isinstance(node, ast.Call) or child is node.func)
                    stack.append((child, scope, (outer or _as_expr(node)) if kept else None))


def _puts_together(node: ast.AST) -> bool:
    """Whether the text of a node is made of the texts of those below it."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr=attr)):
            return attr in _METHODS
        case ast.Attribute(attr=attr):
            return attr in _METHODS
        case _:
            return False


def _as_expr(node: ast.AST) -> ast.expr | None:
    return node if isinstance(node, ast.expr) else None


def _is_of_interest(text: str) -> bool:
    return urls.MARK.search(text) is not None or "az batch " in text


def _of_command(draft: Draft) -> Iterator[Expression]:
    """Yield the texts of a command line that is one string."""
    if not any(isinstance(piece, Run) and "az batch " in piece.text for piece in draft):
        return
    from odatanodes.extract.shell import find_in

    run, gaps = marked(draft)
    for one in find_in(run.text):
        found = restored(one, run, gaps)
        if found is not None and (" " in found.text or found.option == "select"):
            yield found


def _parameters(call: ast.Call, names: Names, scope: Scope) -> ast.Dict | None:
    for keyword in call.keywords:
        if keyword.arg == "params":
            value: ast.expr = keyword.value
            if isinstance(value, ast.Name):
                bound = names.binding(value.id, scope)
                value = bound[0] if bound is not None else value
            return value if isinstance(value, ast.Dict) else None
    return None


def _beside_url(call: ast.Call, names: Names, texts: Texts, scope: Scope, *, is_batch: bool) -> Iterator[Expression]:
    """Yield the texts of `requests.get(url, params={"$filter": …})`."""
    given = _parameters(call, names, scope)
    assert given is not None
    pairs = [(key.value, value) for key, value in zip(given.keys, given.values, strict=True) if isinstance(key, ast.Constant)]
    texts_of = [(str(key), str(value.value) if isinstance(value, ast.Constant) else "") for key, value in pairs]
    query = "&".join(f"{key}={text}" for key, text in texts_of)
    known, api = False, None
    where = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "url")]
    for draft in (draft for node in where for draft in texts.of(node, scope)):
        head = "".join([piece.text if isinstance(piece, Run) else urls.GAP for piece in draft]).partition("?")[0]
        if "/" in head and not known:
            known, api = urls.api_of(head, query, is_batch=is_batch or urls.names_batch(draft))
    for key, value in pairs if known else ():
        if isinstance(key, str) and key in _OPTIONS:
            for draft in texts.of(value, scope):
                found = expression(draft, _OPTIONS[key], api, "python")
                if found is not None:
                    yield found
