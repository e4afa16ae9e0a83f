"""Names of a Python module whose texts go to another service, to a log or into an error: a filter in them is not Batch's."""

from __future__ import annotations

import _ast as ast

from odatanodes.extract.content import is_foreign, is_log
from odatanodes.extract.python.names import dotted

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.extract.python.names import Names, Scope

__all__ = ["Foreign"]


class Foreign:
    """What is foreign in one module: calls, the names passed to them, and the parameters of functions that pass them on."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._passed: set[tuple[int, str]] = set()  # (scope that owns the name, name)
        self._members: set[str] = set()
        for call, scope in names.calls:
            if self.is_foreign(call):
                for value in (*call.args, *(keyword.value for keyword in call.keywords)):
                    self._note(value, scope)
        self._functions = {
            node.name: (node, scope)
            for node, scope in names.scopes.items()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def _note(self, value: ast.expr, scope: Scope) -> None:
        if isinstance(value, ast.Name):
            owner = self._names.owner(value.id, scope)
            self._passed.add((id(owner), value.id))
        elif isinstance(value, ast.Attribute):
            self._members.add(value.attr)

    def is_foreign(self, call: ast.Call) -> bool:
        """Whether a call is one of another service, or writes a message."""
        name = self._names.real_name(call.func)
        owner, _, last = name.rpartition(".")
        return is_log(last) or (not name.startswith("azure.batch") and is_foreign(last, owner))

    def argument(self, call: ast.Call, number: int, keyword: str | None) -> bool:
        """Whether an argument of a call goes elsewhere: of a foreign call, or of a function of this file that passes it to one."""
        if self.is_foreign(call):
            return True
        known = self._functions.get(dotted(call.func).rpartition(".")[2])
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
        if isinstance(target, ast.Attribute):
            return target.attr in self._members
        if not isinstance(target, ast.Name):
            return False
        owner = self._names.owner(target.id, scope)
        return (id(owner), target.id) in self._passed or (scope.is_class and target.id in self._members)
