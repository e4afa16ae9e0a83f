"""Texts of a Python module beside the arguments of known calls: URLs and `params`, command lines, filters by their content.

Loaded only for a file whose text may hold one. A string counts as all that it is put together of, from the outermost operator on.
"""

from __future__ import annotations

import _ast as ast

from odatanodes.extract.content import MAYBE_PART, Covered
from odatanodes.extract.draft import Run, expression
from odatanodes.extract.evidence import COMMAND_LINE, MARK
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.python.foreign import Foreign
from odatanodes.extract.python.names import below

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.python.names import Names, Scope
    from odatanodes.extract.python.texts import Texts

__all__ = ["Pieces"]

_METHODS = frozenset({"format", "join", "strip", "lstrip", "rstrip", "substitute", "safe_substitute", "dedent"})
_OPTIONS: dict[str, Option] = {f"${name}": option for name, option in OPTIONS.items()}
_LOOSE_PARTS = 50


class Pieces:
    """The texts of one module; `among` are the list APIs that it calls, `is_batch` whether there is evidence of Batch."""

    def __init__(self, names: Names, texts: Texts, among: tuple[str, ...], *, is_batch: bool) -> None:
        self._names = names
        self._texts = texts
        self._among = among
        self._is_batch = is_batch
        self._foreign = Foreign(names)

    def found(self, covered: Covered) -> Iterator[Expression]:
        """Yield what is found, in any order."""
        done = set()
        for node, scope, is_foreign in self._strings():
            if isinstance(node, ast.Call) and self._parameters(node, scope) is not None:
                yield from self._beside_url(node, scope)
            elif node not in done:
                done.add(node)
                plain: list[Draft] = []
                for draft in self._texts.of(node, scope) or self._single(node, scope):
                    special = [*self._in_url(draft), *_in_command(draft)]
                    yield from special
                    plain += [] if special or is_foreign or not self._is_batch else [draft]
                yield from covered.filters(plain, self._among, "python")

    def _in_url(self, draft: Draft) -> list[Expression]:
        if not any(isinstance(piece, Run) and MARK.search(piece.text) for piece in draft):
            return []
        from odatanodes.extract import urls

        return urls.expressions(draft, "python", is_batch=self._is_batch)

    def _single(self, node: ast.expr, scope: Scope) -> list[Draft]:
        """Return the texts in a node whose own text is not known: each of them alone."""
        found: list[Draft] = []
        stack: list[ast.AST] = [node]
        while stack and len(found) < _LOOSE_PARTS:
            inner = stack.pop()
            if isinstance(inner, ast.Constant | ast.JoinedStr):
                found += self._texts.of(inner, scope)
            else:
                stack += below(inner)
        return found

    # --- the strings of the module -----------------------------------------------------------------------------------

    def _strings(self) -> Iterator[tuple[ast.expr, Scope, bool]]:
        """Yield the outermost expression that each string of interest is a part of; and calls with `params`."""
        for statement, owner in self._names.texts.items():
            yield from self._strings_of(statement, owner)

    def _strings_of(self, statement: ast.AST, owner: Scope) -> Iterator[tuple[ast.expr, Scope, bool]]:
        stack: list[tuple[ast.AST, Scope, ast.expr | None, bool]] = [(statement, owner, None, False)]
        while stack:
            node, scope, outer, foreign = stack.pop()
            if isinstance(node, ast.stmt) and node is not statement:
                continue  # a statement of its own
            scope = self._names.scopes.get(node, scope)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue  # documentation
            if isinstance(node, ast.Constant):
                if isinstance(node.value, str) and self._is_of_interest(node.value):
                    yield (outer or node), scope, foreign
                continue
            if isinstance(node, ast.Call) and any(keyword.arg == "params" for keyword in node.keywords):
                yield node, scope, foreign
            foreign = foreign or isinstance(node, ast.Raise)
            if isinstance(node, ast.Assign):
                foreign = foreign or any(self._foreign.target(target, scope) for target in node.targets)
            inside = _puts_together(node)
            for child, is_text, elsewhere in self._children(node):
                kept = inside and is_text
                stack.append((child, scope, (outer or _as_expr(node)) if kept else None, foreign or elsewhere))

    def _children(self, node: ast.AST) -> Iterator[tuple[ast.AST, bool, bool]]:
        """Yield what stands in a node, whether it is a part of its text, and whether it goes to another service."""
        if isinstance(node, ast.Call):
            yield node.func, True, False
            is_dedent = isinstance(node.func, ast.Attribute) and node.func.attr == "dedent"
            for number, value in enumerate(node.args):
                yield value, is_dedent, self._foreign.argument(node, number, None)
            for keyword in node.keywords:
                yield keyword.value, False, self._foreign.argument(node, -1, keyword.arg)
            return
        for child in below(node):
            yield child, True, False

    def _is_of_interest(self, text: str) -> bool:
        if MARK.search(text) is not None or COMMAND_LINE.search(text) is not None:
            return True
        return self._is_batch and MAYBE_PART.search(text) is not None

    # --- parameters beside a URL -------------------------------------------------------------------------------------

    def _parameters(self, call: ast.Call, scope: Scope) -> ast.Dict | None:
        for keyword in call.keywords:
            if keyword.arg == "params":
                value: ast.expr = keyword.value
                if isinstance(value, ast.Name):
                    bound = self._names.binding(value.id, scope)
                    value = bound[0] if bound is not None else value
                return value if isinstance(value, ast.Dict) else None
        return None

    def _beside_url(self, call: ast.Call, scope: Scope) -> Iterator[Expression]:
        """Yield the texts of `requests.get(url, params={"$filter": …})`."""
        from odatanodes.extract import urls

        given = self._parameters(call, scope)
        assert given is not None
        pairs = [(key.value, value) for key, value in zip(given.keys, given.values, strict=True) if isinstance(key, ast.Constant)]
        texts_of = [(str(key), str(value.value) if isinstance(value, ast.Constant) else "") for key, value in pairs]
        query = "&".join(f"{key}={text}" for key, text in texts_of)
        known, api = False, None
        where = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "url")]
        for draft in (draft for node in where for draft in self._texts.of(node, scope)):
            head = "".join([piece.text if isinstance(piece, Run) else urls.GAP for piece in draft]).partition("?")[0]
            if "/" in head and not known:
                known, api = urls.api_of(head, query, is_batch=self._is_batch or urls.names_batch(draft))
        for key, value in pairs if known else ():
            if isinstance(key, str) and key in _OPTIONS:
                for draft in self._texts.of(value, scope):
                    found = expression(draft, _OPTIONS[key], api, "python")
                    if found is not None:
                        twice = (("encoded-twice", (0, len(found.text))),) if self._names.is_encoded(value, scope) else ()
                        yield found.replace(remarks=(*twice, *found.remarks))


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


def _in_command(draft: Draft) -> Iterator[Expression]:
    if any(isinstance(piece, Run) and COMMAND_LINE.search(piece.text) for piece in draft):
        from odatanodes.extract.shell import command_lines

        yield from command_lines(draft, "python")
