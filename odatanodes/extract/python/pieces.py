"""Texts of a Python module beside the arguments of known calls: URLs and `params`, command lines, filters by their content.

Loaded only for a file whose text may hold one. A string counts as all that it is put together of, from the outermost operator on.
"""

from __future__ import annotations

import _ast as ast

from odatanodes.batch.clients import ANY, METHODS, OPTION_CLASSES, PLAIN
from odatanodes.extract.content import MAYBE_PART, PROSE, Covered, is_foreign, is_log, reads_as_filter
from odatanodes.extract.draft import GAP, Run
from odatanodes.extract.evidence import COMMAND_LINE, MARK
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.python.names import below, dotted, is_format, is_query

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.python.names import Names, Scope
    from odatanodes.extract.python.texts import Texts

__all__ = ["Pieces"]

_METHODS = frozenset({"format", "format_map", "join", "strip", "lstrip", "rstrip", "replace", "dedent"})
_TEMPLATES = frozenset({"substitute", "safe_substitute", "Template"})
_OPTIONS: dict[str, Option] = {f"${name}": option for name, option in OPTIONS.items()}
_LOOSE_PARTS = 50
_BATCH = frozenset({*METHODS, *OPTION_CLASSES})


class Pieces:
    """The texts of one module; `among` are the list APIs that it calls, `is_batch` whether there is evidence of Batch."""

    def __init__(self, names: Names, texts: Texts, among: tuple[str, ...], *, is_batch: bool) -> None:
        self._names = names
        self._texts = texts
        self._among = among
        self._is_batch = is_batch
        self._foreign = _Foreign(names)
        made = [(call.func.value, scope) for call, scope in names.calls if is_format(call.func)]
        self._are_filled = any(not texts.of(base, scope) for base, scope in made)
        """Whether texts are filled of which it is not known where they stand: `QUERIES[name].format(…)`."""

    def found(self, covered: Covered) -> Iterator[Expression]:
        """Yield what is found: in URLs and beside them first, for these tell the list API."""
        rest: list[list[Draft]] = []
        done = set()
        for node, scope, elsewhere in self._strings():
            if node in done:
                continue
            done.add(node)
            special = self._beside_url(node, scope, covered) if isinstance(node, ast.Call) else None
            if special is None:
                special, plain = [], []
                drafts = self._texts.of(node, scope) or self._single(node, scope)
                is_filled = self._are_filled and isinstance(node, ast.Constant)
                for draft in map(self._texts.filled, drafts) if is_filled else drafts:
                    of_draft = [*self._in_url(draft, covered), *_in_command(draft)]
                    special += of_draft
                    plain += [] if of_draft or elsewhere or not self._is_batch else [draft]
                rest.append(plain)
            for one in special:
                covered.add(one)
                yield self._asked(one)
        for plain in rest:
            yield from covered.filters(plain, self._among, "python")

    def _asked(self, found: Expression) -> Expression:
        """Return a filter of Batch whose URL does not tell the list API as one of those that the file asks."""
        if found.api != PLAIN or found.option != "filter" or not self._is_batch:
            return found
        text = found.text
        for hole in reversed(found.holes):
            text = text[: hole.span[0]] + GAP + text[hole.span[1] :]
        api = self._among[0] if len(self._among) == 1 else ANY
        return found.replace(api=api, among=self._among) if reads_as_filter(text) else found

    def _in_url(self, draft: Draft, covered: Covered) -> list[Expression]:
        if not any(isinstance(piece, Run) and MARK.search(piece.text) for piece in draft):
            return []
        from odatanodes.extract import urls

        found = urls.expressions(draft, "python", is_batch=self._is_batch)
        if not found:  # of another service
            covered.leave(draft)
        return found

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
            elif is_query(node):
                yield (outer or node), scope, foreign
            foreign = foreign or isinstance(node, ast.Raise)
            if isinstance(node, ast.Assign):
                foreign = foreign or any(self._foreign.target(target, scope) for target in node.targets)
            whole = outer or node if isinstance(node, ast.expr) and _puts_together(node) else None
            for child, is_text, elsewhere in self._children(node):
                stack.append((child, scope, whole if is_text else None, foreign or elsewhere))

    def _children(self, node: ast.AST) -> Iterator[tuple[ast.AST, bool, bool]]:
        """Yield what stands in a node, whether it is a part of its text, and whether it goes to another service."""
        if isinstance(node, ast.Call):
            yield node.func, True, False
            is_text = dotted(node.func).rpartition(".")[2] in {"dedent", "Template"}
            for number, value in enumerate(node.args):
                yield value, is_text, self._foreign.argument(node, number, None)
            for keyword in node.keywords:
                yield keyword.value, False, self._foreign.argument(node, -1, keyword.arg)
            return
        for child in below(node):
            yield child, True, isinstance(node, ast.Assert) and child is node.msg

    def _is_of_interest(self, text: str) -> bool:
        if MARK.search(text) is not None or COMMAND_LINE.search(text) is not None:
            return True
        return self._is_batch and MAYBE_PART.search(text) is not None

    # --- parameters beside a URL -------------------------------------------------------------------------------------

    def _beside_url(self, call: ast.Call, scope: Scope, covered: Covered) -> list[Expression] | None:
        """Return the texts of `requests.get(url, params={"$filter": …})`; None for another call."""
        params = next((keyword.value for keyword in call.keywords if keyword.arg == "params"), None)
        pairs, owner = self._names.pairs(params, scope) if params is not None else ([], scope)
        if not pairs:
            return None
        from odatanodes.extract import urls

        query = "&".join(f"{key}={getattr(value, 'value', '')}" for key, value in pairs)
        known, api = None, None
        where = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "url")]
        for draft in (draft for node in where for draft in self._texts.of(node, scope)):
            head = "".join([piece.text if isinstance(piece, Run) else GAP for piece in draft]).partition("?")[0]
            if "/" in head and not known:
                known, api = urls.api_of(head, query, is_batch=self._is_batch or urls.names_batch(draft))
        given = [(value, _OPTIONS[key]) for key, value in pairs if key in _OPTIONS] if known is not None else []
        found = [one for value, option in given for one in self._texts.expressions(value, option, api, owner)]
        for one in found:  # another service's are not to be found by their content either
            covered.add(one)
        return found if known else []


def _puts_together(node: ast.AST) -> bool:
    """Whether the text of a node is made of the texts of those below it."""
    match node:
        case ast.JoinedStr() | ast.FormattedValue() | ast.BinOp(op=ast.Add() | ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr=attr) | ast.Name(id=attr)) | ast.Attribute(attr=attr):
            return attr in _METHODS or attr in _TEMPLATES
        case _:
            return False


def _in_command(draft: Draft) -> Iterator[Expression]:
    if any(isinstance(piece, Run) and COMMAND_LINE.search(piece.text) for piece in draft):
        from odatanodes.extract.shell import command_lines

        yield from command_lines(draft, "python")


class _Foreign:
    """What one module sends to another service, a log or an error, and not to Batch.

    Calls, the names passed to them, and the parameters of functions that pass them on. A name counts by the services that it is
    passed to; that it is logged as well says nothing of it.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._functions = {
            node.name: (node, scope)
            for node, scope in names.scopes.items()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        self._passed: set[object] = set()
        """What goes to other services and not to Batch: members by name, other names with the scope that owns them."""
        to_batch: set[object] = set()
        for call, scope in names.calls:
            last = dotted(call.func).rpartition(".")[2]
            passed = self._passed if self.is_foreign(call) else to_batch if last in _BATCH else None
            if passed is not None:
                passed |= {self._key(value, scope) for value in (*call.args, *(keyword.value for keyword in call.keywords))}
        self._passed -= {*to_batch, None}

    def _key(self, node: ast.expr, scope: Scope) -> object:
        if isinstance(node, ast.Name):
            return (id(self._names.owner(node.id, scope)), node.id)
        return node.attr if isinstance(node, ast.Attribute) else None

    def is_foreign(self, call: ast.Call) -> bool:
        """Whether a call is one of another service; the name of a function of this file does not say so."""
        name = self._names.real_name(call.func)
        owner, _, last = name.rpartition(".")
        is_batch = last in _BATCH or name.startswith("azure.batch")
        return not is_batch and is_foreign("" if last in self._functions else last, owner)

    def argument(self, call: ast.Call, number: int, keyword: str | None) -> bool:
        """Whether an argument of a call is not sent to Batch: of a foreign call or a log, or passed on to one by this file."""
        last = dotted(call.func).rpartition(".")[2]
        if keyword in PROSE or is_log(last) or self.is_foreign(call):
            return True
        known = self._functions.get(last)
        if known is None:
            return False
        function, scope = known
        parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        if isinstance(call.func, ast.Attribute) and parameters[:1] in (["self"], ["cls"]):
            parameters = parameters[1:]
        name = keyword or (parameters[number] if 0 <= number < len(parameters) else "")
        return (id(scope), name) in self._passed

    def target(self, target: ast.expr, scope: Scope) -> bool:
        """Whether what is assigned to a name or member goes elsewhere."""
        return self._key(target, scope) in self._passed or (
            isinstance(target, ast.Name) and scope.is_class and target.id in self._passed
        )
