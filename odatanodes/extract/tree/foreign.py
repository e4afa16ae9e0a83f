"""Literals of a program that go to another service, to a log or into an error: a filter in them is not Batch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.content import is_foreign, is_log
from odatanodes.extract.tree.nodes import call_of, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.flows import Flows
    from odatanodes.extract.tree.names import Names, Scope
    from odatanodes.extract.tree.nodes import Call
    from odatanodes.extract.tree.parse import Tree

__all__ = ["Foreign"]

_HIGHEST = 40
_ARGUMENTS = frozenset({"argument_list", "arguments"})
_NAMED = frozenset({"variable_declarator", "assignment_expression", "public_field_definition", "field_definition"})
_DONE = frozenset({"block", "statement_block", "class_body", "declaration_list", "program", "compilation_unit"})


class Foreign:
    """What is foreign in one file: calls, the names passed to them, and the parameters of functions that pass them on."""

    def __init__(self, tree: Tree, names: Names, flows: Flows) -> None:
        self._tree = tree
        self._names = names
        self._flows = flows
        self._passed: set[tuple[int, str]] = set()
        for calls in names.calls.values():
            for call, scope in calls:
                if self._is_foreign(call):
                    passed = [self._flows.variable(value, scope) for value in call.values]
                    self._passed |= {(id(name[0]), name[1]) for name in passed if name is not None}

    def _is_foreign(self, call: Call) -> bool:
        return is_log(call.name) or is_foreign(call.name, self._tree.tail(call.owner))

    def holds(self, node: Node, scope: Scope) -> bool:
        """Whether a literal is an argument of a foreign call, or given to a name that is."""
        below, here = node, node.parent
        for _ in range(_HIGHEST):
            if here is None or here.type in _DONE:
                return False
            call = call_of(self._tree, here) if below.type in _ARGUMENTS else None
            if call is not None and self._is_argument(call, node):
                return True
            if here.type in _NAMED:
                target = next(filter(None, (field(here, name) for name in ("name", "left", "property"))), None)
                name = self._flows.variable(target, scope)
                if name is not None and (id(name[0]), name[1]) in self._passed:
                    return True
            below, here = here, here.parent
        return False

    def _is_argument(self, call: Call, node: Node) -> bool:
        if self._is_foreign(call):
            return True
        functions = self._names.functions.get(call.name, []) if call.is_local else []
        number = next((at for at, value in enumerate(call.values) if value.start_byte <= node.start_byte < value.end_byte), -1)
        return any(
            0 <= number < len(function.parameters) and (id(function.scope), function.parameters[number]) in self._passed
            for function in functions
        )
