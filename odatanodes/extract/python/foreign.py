"""Calls of a Python module that send text to another service, a log or an error: a filter in them is not sent to Batch.

A name counts by the services that it is passed to; that it is logged as well says nothing of it.
"""

from __future__ import annotations

import _ast as ast

from odatanodes.batch.clients import METHODS, OPTION_CLASSES
from odatanodes.extract.content import is_foreign, is_log
from odatanodes.extract.python.names import dotted

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["Foreign"]

_PROSE = frozenset({"help", "description", "epilog", "usage", "msg", "message"})
"""Keywords whose text is read by people, whatever is called."""
_BATCH = frozenset({*METHODS, *OPTION_CLASSES})


class Foreign:
    """What is foreign in one module: calls, the names passed to them, and the parameters of functions that pass them on."""

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
        if keyword in _PROSE or is_log(last) or self.is_foreign(call):
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
